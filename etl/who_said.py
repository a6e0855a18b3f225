"""Weighs who said what: makes statements of what a report's speakers are found to say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from etl import vocabulary, voices
from etl.finders import clauses, statements
from etl.layout import sentences
from etl.records import Hit, Mention, Said, Statement

_VOICES = frozenset(("title", "pronoun", "both", "other", "group", "home"))
_OTHER_SIDE = {"principal": "counterpart", "counterpart": "principal"}


def find(
    text: str,
    start: int,
    people: voices.Cast,
    names: Sequence[Hit],
    topics: Sequence[Mention],
    known: Sequence[tuple[int, int]] = (),
) -> tuple[Statement, ...]:
    """The statements in ``text[start:]``.

    Args:
        text: settled text.
        start: where the report begins, behind the sentence that says who met whom.
        people: who took part.
        names: hits of `vocabulary.names()` over the whole text, in order.
        topics: mentions of the engagement's topics, in order.
        known: sentences of the text, split already up to somewhere; the last may be cut.
    """
    piece = text[start:]
    verbs: list[Hit] = []
    heard: list[Hit] = []
    for hit in vocabulary.speech().find(piece):
        (heard if hit.table in _VOICES else verbs).append(hit)
    speakers = voices.find(piece, heard, people, _within(names, start, people))
    whole = [span for span in known[:-1] if span[0] >= start]
    split = [*whole, *sentences(text, whole[-1][1] if whole else start)]
    split = [(first - start, last - start) for first, last in split]
    said = statements.find(piece, clauses.find(piece, split, speakers, verbs))
    starts = [m.start for m in topics]
    found = [_statement(piece, start, one, people, topics, starts) for one in said]
    return tuple(s for s in found if s is not None)


def _within(names: Sequence[Hit], start: int, people: voices.Cast) -> list[Hit]:
    """The names of the countries that took part, in the report, which begins at `start`."""
    behind = names[bisect_left(names, (start,)) :]
    present, make = people.countries, tuple.__new__  # a NamedTuple's own constructor costs twice as much
    return [make(Hit, (a - start, b - start, table, value)) for a, b, table, value in behind if value in present and table != "place"]


def _statement(
    text: str, at: int, said: Said, people: voices.Cast, topics: Sequence[Mention], starts: Sequence[int]
) -> Statement | None:
    """The statement of what was found in a report that begins at `at`; `starts` are where the topics' words do."""
    speaker, side = _speaker(text, said, people)
    if not speaker:
        return None
    start, end = said.start + at, said.end + at
    low = bisect_left(starts, start)
    inside = [m.value for m in topics[low : bisect_left(starts, end, low)]]
    about = tuple(dict.fromkeys(inside)) if inside else ()
    # A NamedTuple's own constructor costs twice as much.
    return tuple.__new__(Statement, (speaker, side, said.act, text[said.start : said.end], about, start, end))


def _speaker(text: str, said: Said, people: voices.Cast) -> tuple[str, str]:
    """The speaker's full name and side; a group speaks under the words the text has for it."""
    who = said.who
    if who == "both":
        return "both", "both"
    words = text[said.voice_start : said.voice_end] if said.voice_start is not None else ""
    if who.startswith("unknown:"):
        return who.removeprefix("unknown:"), "counterpart"
    if who == "group":
        return words.removeprefix("The ").removeprefix("the "), "counterpart"
    if who.startswith("other:"):
        who = _OTHER_SIDE.get(who.split(":")[1], "")
    side = who.partition(":")[0]
    if ":" not in who:
        keys = [k for k in people.persons if k.startswith(side)]
        if len(keys) != 1 and voices.SIDE.search(words):
            return words.removeprefix("The ").removeprefix("the "), side
        who = keys[0] if keys else ""
    person = people.persons.get(who)
    return ((person.name or person.role or person.country or "") if person else ""), side

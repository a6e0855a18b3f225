"""Which of the 26 topics were subjects of the talk, and the words that say so.

Words stand in topic_phrases.csv with a strength for each topic: a `strong` phrase carries its topic alone, `weak` ones
carry it when there are two, a `country` counts as strong when the country is not itself party to the talk, `context` is
an office, an institution or a stock phrase whose words prove nothing (being longest, it hides them). Here is grammar.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from etl.records import Hit, Mention

ENOUGH = 2  # what the evidence for a topic must weigh
_WEIGHTS = {"strong": 2, "country": 2, "received": 2, "helped": 1, "neighbour": 1, "weak": 1}

# A release's furniture ends what is said: links back, notes to the translation, lists of those attending.
_FOOT = re.compile(r"\n *(?:Back to |\(\*|\*|• \(\*|\(Reference\)|Get Acrobat)")
_LEAD_ENDS = re.compile(r"as follows\b|is below\b|\n\s{0,20}(?:\n|\(?1[.)]?)")
# Why somebody is in town is no subject: "who is visiting Sendai to attend the World Conference on Disasters".
_ERRAND = re.compile(
    r"\b(?:to (?:attend|participate in|take part in|join)|attending|attended|on the (?:occasion|margins|sidelines) of|"
    r"concurrently with|prior to|ahead of)\b[^.;\n]{0,160}?(?=, | held\b| had\b| paid\b| met\b|[.;\n]|$)"
)
_VISIT = re.compile(r"visit\w*[^.;\n]{0,60} (?:to|for) (?:attend|participate in|take part in|join)\b[^.;\n]{0,160}")
# Where they last met is no subject either: "since they met at the G20".
_RECALL = re.compile(
    r"\b(?:(?:met|meet|meeting|talks?|spoken?|spoke|encounter|(?:saw|see|seeing) each other)(?: \w+){0,3} (?:at|in|on)|"
    r"since|following|after|during)(?: (?:the|their|this|last|an?))?(?: \w+){0,2} $",
    re.IGNORECASE,
)
# What follows "Minister for": "Foreign Affairs, International Business, Trade and Energy".
_PORTFOLIO = re.compile(r" (?:the )?[\w'-]+(?:(?:,? and|,| of| of the| for)? [A-Z][\w'-]*){0,12}")
# "In politics, the economy, culture and other fields" names everything and no subject.
_VAGUE = re.compile(r"politic(?:s|al)\b[^.;\n]{0,70}")
_HEADING = re.compile(
    r"^ {0,8}(?:[-•] {0,2})?(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})[.)]{1,2} {0,2}|\d{1,2} ?){0,3}[A-Z][^\n.:,]{2,70}$",
    re.MULTILINE,
)


_make = tuple.__new__  # a NamedTuple's own constructor costs twice as much


class Evidence(NamedTuple):
    """A phrase that speaks for a topic: how much it weighs, and the words that make it the same as another."""

    topic: str
    weight: int
    words: str
    hit: Hit


@functools.cache
def _readings(value: str) -> tuple[tuple[str, str], ...]:
    """The topics a phrase speaks for, each with its strength: from `a|b:strong|weak` or `a|b:strong`."""
    topics, _, strengths = value.partition(":")
    names, given = topics.split("|"), strengths.split("|")
    return tuple(zip(names, given * len(names) if len(given) == 1 else given, strict=False))


def find(text: str, hits: Sequence[Hit], start: int, end: int, many: bool = False) -> list[Mention]:
    """Finds what was talked about.

    Args:
        text: the settled text.
        hits: the topic phrases that stand in it.
        start: where the report of the talk begins, its lead sentence included.
        end: where it ends.
        many: whether a group met, whose "cooperation" and "relations" are seldom those of two countries.

    Returns:
        Mentions of slot `topic`, in text order: all evidence for every topic that has as much as it needs.
    """
    evidence = list(_weigh(text, hits, start, end))
    weights: dict[str, int] = {}
    # The same words again prove nothing new.
    for (topic, _), weight in {(topic, words): weight for topic, weight, words, _ in evidence}.items():
        weights[topic] = weights.get(topic, 0) + weight
    if "north_korea" not in weights:  # other abductions are consular cases or crimes of war
        weights.pop("abductions", None)
    return [
        _make(Mention, ("topic", topic, hit.start, hit.end, f"phrase:{words.partition('@')[0]}"))
        for topic, _, words, hit in evidence
        if weights.get(topic, 0) >= (ENOUGH if topic != "bilateral_ties" or not many else 2 * ENOUGH)
    ]


def _weigh(text: str, hits: Sequence[Hit], start: int, end: int) -> Iterator[Evidence]:
    """What each phrase within the talk weighs where it stands; phrases that weigh nothing are left out."""
    lead, last = _bounds(text, start, end)
    parties = text[:lead].lower()
    rich = any("donor" in hit.value and hit.start < lead and _named(text, hit) for hit in hits)
    hidden = _hidden(text, hits, start, lead, last)
    hidden_at, headings = [s for s, _ in hidden], [match.span() for match in _HEADING.finditer(text, lead, last)]
    headings_at = [s for s, _ in headings]
    for hit in hits:
        at, stop, _, value = hit
        if at < start or stop > last or value.startswith("none") or (hidden and _inside(hidden, hidden_at, at)):
            continue
        for topic, strength in _readings(value):
            words = text[at:stop].lower()
            weight = _WEIGHTS.get(strength, 0)
            if strength in ("received", "helped") and rich:
                weight = 0  # help between donors is courtesy
            elif strength in ("country", "neighbour"):
                weight *= words[:4] not in parties  # "Iran" is no subject when Iran is at the table
                words = words if strength == "country" else f"{words}@{at}"
            elif topic == "regional_frameworks" and _RECALL.search(text, max(start, at - 60), at):
                weight = 0
            if strength == "weak" and words[-1] == "s" and stop - at > 4:
                words = words[:-1]  # "exchange" and "exchanges" are one word
            if weight:
                twice = headings and _inside(headings, headings_at, at)
                yield _make(Evidence, (topic, weight * 2 if twice else weight, words, hit))


def _named(text: str, hit: Hit) -> bool:
    """Whether a country stands as somebody's own: "of Norway", "Japan-Norway", not "visiting Norway"."""
    before = text[max(0, hit.start - 7) : hit.start].lower()
    return before.endswith(("of ", "of the ", "japan-")) or "-" in text[hit.start : hit.end]


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the lead ends, and where the talk does."""
    foot = _FOOT.search(text, start, end)
    last = foot.start() if foot else end
    lead = _LEAD_ENDS.search(text, start, min(last, start + 1500))
    return (lead.end() if lead else start), last


def _hidden(text: str, hits: Sequence[Hit], start: int, lead: int, last: int) -> list[tuple[int, int]]:
    """Where words stand that are no subject: errands, portfolios, catalogues of fields."""
    spans = [match.span() for match in _ERRAND.finditer(text, start, lead)]
    spans += [match.span() for pattern in (_VISIT, _VAGUE) for match in pattern.finditer(text, start, last)]
    for hit in hits:
        if hit.value == "none:office" and start <= hit.start < last:
            portfolio = _PORTFOLIO.match(text, hit.end, last)
            if portfolio:
                spans.append(portfolio.span())
    return _merged(spans)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same stretches, in order and none overlapping another, so that one look finds the right one."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _inside(spans: Sequence[tuple[int, int]], starts: Sequence[int], at: int) -> bool:
    place = bisect_right(starts, at)
    return place > 0 and at < spans[place - 1][1]

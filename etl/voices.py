"""Who may speak in a report, and where it names or hints at them: offices with names, pronouns, sides, countries."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from etl.records import Hit, Person, Voice
from etl.who import fold

_NAME = re.compile(
    r"(?:(?: of(?: the)?)? (?:(?:Dr|Mr|Ms|Mrs|H\.E|H\. E|Hon|Sen|St|[A-ZÀ-Þ])\.|(?!And\b|He\b|She\b|The\b|In\b)[A-ZÀ-ÞĀ-Ž][\w'\-]*)"
    r"| (?:al|bin|bint|de|del|da|dos|van|von|der|el)(?= [A-Z])| al-[\w'\-]+){1,9}"
)
SIDE = re.compile(r" (?:side|delegation|participants|representatives|delegates|team)\b")
_NO_NAMES = {
    "the", "and", "bin", "bint", "ibn", "ben", "al", "el", "de", "del", "da", "dos", "van", "von", "der", "of", "dr", "mr", "ms", "sheikh",
    "sir", "lord", "senator", "his", "her",
}  # fmt: skip
_ARTICLE = re.compile(r"\b(?:[Tt]he|and) (?:[Ii]nterim |[Aa]cting |[Aa]lternate |[Dd]eputy |[Ff]irst )?$")
_WOMAN = re.compile(r"\b(?:Ms|Mrs|Madam|Dame|Princess|Queen|Baroness)\b")
_MAN = re.compile(r"\b(?:Mr|Sir|Lord|Prince|King|Baron)\b")
_make = tuple.__new__  # a NamedTuple's own constructor costs twice as much
_AND = (" and ", " and the ", ", and ")


class Cast(NamedTuple):
    """Everybody who took part: persons by key ("principal:0"), keys by word of a name, by country, by name met in the text."""

    persons: dict[str, Person]
    words: dict[str, list[str]]
    countries: dict[str, str]
    own: str
    she: str | None
    he: str | None
    known: dict[str, str]


def cast(principals: Sequence[Person], counterparts: Sequence[Person], own: str) -> Cast:
    """Who may speak.

    Args:
        principals, counterparts: of one engagement, in its order.
        own: the publishing side's country.
    """
    persons = {f"principal:{i}": p for i, p in enumerate(principals)} | {f"counterpart:{i}": p for i, p in enumerate(counterparts)}
    words: dict[str, list[str]] = {}
    countries = {own: "side:principal"}
    for key, person in persons.items():
        for word in {*_words(person.name or "")}:
            if len(word) > 1:
                words.setdefault(word, []).append(key)
        if key.startswith("counterpart") and person.country and person.country != own:
            # Two people of one country: the country speaks for the side.
            countries[person.country] = "side:counterpart" if person.country in countries or len(counterparts) == 1 else key
    return Cast(persons, words, countries, own, *_pronouns(persons), {})


def _pronouns(persons: dict[str, Person]) -> tuple[str | None, str | None]:
    """Whom "she" and "he" mean where honorifics leave one answer."""
    women = [k for k, p in persons.items() if _WOMAN.search(p.name_as_written or "")]
    men = [k for k, p in persons.items() if _MAN.search(p.name_as_written or "")]
    if len(women) + len(men) < len(persons):
        return None, None
    return women[0] if len(women) == 1 else None, men[0] if len(men) == 1 else None


def find(text: str, hits: Sequence[Hit], people: Cast, countries: Sequence[Hit]) -> list[Voice]:
    """Where a text names a speaker, and whom it means, in order and none overlapping another.

    Args:
        text: the report.
        hits: words of speakers.csv in it.
        people: who took part.
        countries: names of their countries in it.
    """
    found: list[Voice] = []
    reached, sort = 0, ""
    for hit in sorted([*hits, *countries]):
        if hit.start < reached:
            continue
        voice = _named(text, hit, people) if hit.table == "title" else _hinted(text, hit, people)
        if voice is None:
            continue
        reached = voice.end
        pair = found and (hit.table == "both" or hit.table == sort) and text[found[-1].end : voice.start] in _AND
        if pair and (":" in voice.who or voice.who == "both") and (":" in found[-1].who or sort == "title"):
            voice = _together(found.pop(), voice)
        found.append(voice)
        sort = hit.table
    return found


def _together(one: Voice, other: Voice) -> Voice:
    """Two who speak as one: "Minister Kono and Minister Kang", "Japan and Peru"."""
    first, second = (v.who.removeprefix("side:").partition(":")[0] for v in (one, other))
    who = other.who if one.who == other.who else first if first == second != "he" else "both"
    return Voice(one.start, other.end, who)


def _hinted(text: str, hit: Hit, people: Cast) -> Voice | None:
    """A pronoun, a group, both sides, a country or its side."""
    if hit.table in ("country", "demonym", "organisation"):
        side = SIDE.match(text, hit.end)
        if side:
            start = hit.start - 4 if text[max(0, hit.start - 4) : hit.start].lower() == "the " else hit.start
            return Voice(start, side.end(), _whole_side(people.countries[hit.value]))
        return _make(Voice, (hit.start, hit.end, people.countries[hit.value])) if hit.table == "country" else None
    if hit.table == "pronoun":
        return _make(Voice, (hit.start, hit.end, (people.she if hit.value == "she" else people.he) or "he"))
    return _make(Voice, (hit.start, hit.end, "home" if hit.table == "home" else hit.value))


def _whole_side(key: str) -> str:
    return key if key.startswith("counterpart:") else key.removeprefix("side:")


def _named(text: str, hit: Hit, people: Cast) -> Voice | None:
    """An office with a name, an honorific with a name, or "the President" alone."""
    start, end = hit.start, hit.end
    if text[start - 1 : start] == " " and text[start - 4 : start].lower() == "mer ":
        return None  # "former Prime Minister Abe"
    if text[start].isupper():
        tail = _NAME.match(text, end)
        if tail:
            name = tail[0]
            if name.endswith(("'s", "'")):
                return None
            known = people.known.get(name)
            if known is None:
                known = people.known[name] = _bearer(name, hit.value, people)
            return _make(Voice, (start, tail.end(), known))
    article = _ARTICLE.search(text, max(0, start - 16), start)
    if article and hit.value != "other" and not text.startswith(("'s", " of ", " for ", "s'"), end):
        return Voice(article.start(), end, _holder(text[start:end].lower(), hit.value, people))
    return None


@functools.lru_cache(maxsize=8192)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name by which its bearer is known."""
    return tuple(w for w in re.findall(r"\w+", fold(name)) if w not in _NO_NAMES)


def _bearer(name: str, level: str, people: Cast) -> str:
    """The participant with that name, or one so like it that the desk must have misspelt it."""
    words = _words(name)
    keys = [k for w in words for k in people.words.get(w, ())]
    if not keys:
        for word in words:
            close = _close(word, people.words) if len(word) > 4 else []
            keys += [k for w in close for k in people.words[w]]
    if not keys:
        # A participant known by office only: "(None, Foreign Minister)".
        keys = [k for k, p in people.persons.items() if p.name is None and p.level == level and p.country]
        return keys[0] if len(keys) == 1 else f"unknown:{name.strip()}"
    if len(set(keys)) == 1:
        return keys[0]
    most = max(keys.count(k) for k in keys)
    best = [k for k in dict.fromkeys(keys) if keys.count(k) == most]
    return next((k for k in best if people.persons[k].level == level), best[0])


_ALIKE = 0.78  # of two spellings of one name


def _close(word: str, known: Iterable[str]) -> list[str]:
    """The known word most like another, if they are alike; those that share too few letters are not compared."""
    near = [other for other in known if _share_letters(word, other)]
    return difflib.get_close_matches(word, near, 1, _ALIKE) if near else []


@functools.lru_cache(maxsize=16384)
def _share_letters(word: str, other: str) -> bool:
    """Whether two words may be alike, by their lengths and letters alone."""
    least = _ALIKE * (len(word) + len(other)) / 2 - 0.001  # letters in common, but for rounding
    if min(len(word), len(other)) < least:
        return False
    return sum(map(other.__contains__, word)) >= least <= sum(map(word.__contains__, other))


def _holder(office: str, level: str, people: Cast) -> str:
    """Whom "the President" means: the one who holds that office; whoever spoke last where two might."""
    holders = [k for k, p in people.persons.items() if office in (p.role or "").lower()]
    if office not in ("minister", "secretary", "chairman"):
        holders = [k for k in holders if people.persons[k].level == level] or holders
    if not holders:
        holders = [k for k, p in people.persons.items() if p.level == level]
    return holders[0] if len(holders) == 1 else "he"

"""Who somebody is: one person under several spellings, an office-holder, a bystander, a record."""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Sequence

from etl import vocabulary
from etl.ministries import Ministry
from etl.records import Mention, Person, Sighting

# Between the words of a bystander and the person: "at the invitation of the late Prime Minister".
_ARTICLES = (" the", " his", " her", " their", " former", " late", " then")


def bystander(text: str, sighting: Sighting) -> bool:
    """Whether the words in front of somebody say that they did not take part."""
    tail = text[max(0, sighting.written[0] - 90) : first(sighting)].lower().rstrip().replace("(", " ")
    for _ in range(3):
        if tail.endswith(vocabulary.bystanders()):
            return True
        article = next((a for a in _ARTICLES if tail.endswith(a)), None)
        if article is None:
            return False
        tail = tail[: -len(article)].rstrip()
    return False


def first(sighting: Sighting) -> int:
    """Where the words that introduce somebody begin."""
    starts = [sighting.written[0]]
    if sighting.role_span:
        starts.append(sighting.role_span[0])
    if sighting.allegiance:
        starts.append(sighting.allegiance[0])
    return min(starts)


def own_official(sighting: Sighting, ministry: Ministry) -> bool:
    """Whether the table of office-holders knows somebody of that name on the publishing side."""
    if official(sighting.name, ministry.country, sighting.level) is not None:
        return True
    # A family name that several of ours bear: whichever it is, he is ours.
    word = fold(sighting.name) if sighting.name and " " not in sighting.name else ""
    return any(t.country == ministry.country for t in vocabulary.families().get(word, ()))


@functools.lru_cache(maxsize=8192)
def official(name: str | None, country: str, level: str) -> vocabulary.Term | None:
    """The office-holder of a country with that name, in any order.

    A family name alone will do where one person bears it, or one who held an office of that level.
    """
    if not name:
        return None
    words = [fold(w) for w in name.split()]
    for word in words:
        terms = [t for t in vocabulary.families().get(word, ()) if t.country == country]
        if not terms:
            continue
        full = [t for t in terms if any(fold(given) in words for given in t.given.split("|"))]
        if full:
            return full[0]
        if len(words) == 1:
            of_level = [t for t in terms if _OFFICE_LEVELS.get(t.office) == level] or terms
            if len({t.person_id for t in of_level}) == 1:
                return of_level[0]
    return None


def office(sighting: Sighting) -> str | None:
    """The office somebody is named with, without the country: "Minister for Foreign Affairs of Japan" is one of Japan's."""
    hits = vocabulary.roles().find(sighting.role or "")
    return (sighting.role or "")[hits[0].start : hits[0].end] if hits else None


_OFFICE_LEVELS = {"Prime Minister": "head_of_government", "Minister for Foreign Affairs": "foreign_minister"}


def same(one: Sighting, other: Sighting) -> bool:
    """Whether two sightings are of one person, as far as names tell."""
    if one.name and other.name:
        first, second = fold(one.name).split(), fold(other.name).split()
        if len(first) > len(second):
            first, second = second, first
        # Most names differ in their first letters: asking for those is far cheaper than likeness.
        return all(a in second or [b for b in second if a[0] == b[0] and _alike(a, b)] for a in first)
    return one.name == other.name and one.country == other.country


def _alike(one: str, other: str) -> bool:
    """Two spellings of one name: a desk may misspell it (Nazarbayev, Nazarbaev)."""
    if one == other:
        return True
    if min(len(one), len(other)) <= 5 or one[0] != other[0]:
        return False
    return difflib.SequenceMatcher(None, one, other).ratio() > 0.85


@functools.lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A name for comparison: lower case, no diacritics, hyphens as spaces."""
    plain = unicodedata.normalize("NFKD", name.lower()).replace("-", " ").replace("'", "")
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("ø", "o").replace("ł", "l").replace("đ", "d")


def person(text: str, sighting: Sighting, ministry: Ministry) -> Person:
    """The record of somebody who took part; the publishing side's offices lose "of <its country>"."""
    role = sighting.role
    written = text[sighting.written[0] : sighting.written[1]]
    known = official(sighting.name, ministry.country, sighting.level) if sighting.country == ministry.country else None
    return Person(
        name=sighting.name,
        name_as_written=written if sighting.name else None,
        role=_own_role(text, sighting, ministry) if sighting.country == ministry.country else role,
        level=sighting.level,
        country=sighting.country,
        organisation=sighting.organisation,
        person_id=known.person_id if known else person_id(sighting.name, sighting.country),
    )


def mentions(slot: str, persons: Sequence[Person], sightings: Sequence[Sighting]) -> list[Mention]:
    """The evidence for names and offices; `slot` is principal or counterpart, nameless groups behind the rest have none."""
    found = []
    for one, sighting in zip(persons, sightings, strict=False):
        if one.name and sighting.name_span:
            found.append(Mention(slot, one.name, *sighting.written, sighting.rule))
        if one.role and sighting.role_span:
            found.append(Mention(f"{slot}_role", one.role, *sighting.role_span, sighting.rule))
    return found


def _own_role(text: str, sighting: Sighting, ministry: Ministry) -> str | None:
    role = sighting.role
    if role and sighting.allegiance and sighting.role_span:
        start, end = sighting.allegiance
        if sighting.role_span[0] < start and end == sighting.role_span[1]:
            role = re.sub(r",? (?:of|for) (?:the )?$", "", role[: start - sighting.role_span[0]])
    return role


@functools.lru_cache(maxsize=8192)
def person_id(name: str | None, country: str | None) -> str | None:
    """A stable id for somebody no table knows: country and name, whatever its order; initials do not count."""
    if not name:
        return None
    words = sorted(w for w in re.findall(r"\w+", fold(name)) if len(w) > 1) or re.findall(r"\w+", fold(name))
    return "-".join([(country or "xxx").lower(), *words]) if words else None

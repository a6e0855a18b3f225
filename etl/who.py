"""Weighs sightings into the two sides of an engagement: who took part, for whom, and who was merely mentioned."""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from etl import markers, vocabulary
from etl.ministries import Ministry
from etl.records import Hit, Mention, Person, Sighting

# Between the words of a bystander and the person: "at the invitation of the late Prime Minister".
_ARTICLES = (" the", " his", " her", " their", " former", " late", " then")


class Sides(NamedTuple):
    """Sightings of both sides, in order of the text."""

    principals: list[Sighting]
    counterparts: list[Sighting]


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


def introduced(sighting: Sighting, reported_until: int) -> bool:
    """Whether somebody seen behind the reporting paragraph is introduced there, not spoken of: full name and office."""
    if sighting.written[0] < reported_until:
        return True
    whole = sighting.rule in ("honorific-first", "office-only") or " " in (sighting.name or "")
    return whole and sighting.role is not None


def sides(
    text: str,
    sightings: Sequence[Sighting],
    sides_named: Sequence[markers.Marker],
    ministry: Ministry,
    parties: Sequence[Hit],
    names: Sequence[Hit],
    told_until: int,
) -> Sides:
    """Sorts people by side.

    Args:
        sightings: in order of the text.
        sides_named: markers of the same stretch.
        parties: whom the title names on the other side.
        names: hits of `vocabulary.names()` over the whole text.
        told_until: the end of the event's sentence; somebody listed later whose side nothing tells is left out.
    """
    principals: list[Sighting] = []
    counterparts: list[Sighting] = []
    told = markers.countries(text, sightings, sides_named)
    sightings = _coordinated(text, sightings, ministry)
    for sighting, side in zip(sightings, told, strict=True):
        country = sighting.country or (ministry.country if own_official(sighting, ministry) else side)
        if country is None and _of_our_town(sighting, ministry, names):
            continue
        late = country is None and sighting.written[0] > told_until
        beside = country is None and bool(principals) and _at_home(text, sighting, sightings)
        beside = beside or (late and _beside_ours(text, sighting, sightings, ministry))
        if late and principals and counterparts and not beside:
            continue
        if country is None:
            home = beside or (not principals and _plain_office(sighting) and not _another_is_ours(sighting, sightings, ministry))
            country = ministry.country if home else _nearest(sighting, parties, names) or _told_of(text, sighting, names, told_until)
        sighting = sighting._replace(country=country)
        if any(same(sighting, s) for s in (*principals, *counterparts)):
            continue  # named before: by family name only, or as a spouse ("and Mrs. Abe")
        chosen = principals if country == ministry.country else counterparts
        chosen.append(sighting)
    if all(s.name for s in counterparts):
        return Sides(principals, counterparts)
    # "talks with the President of Afghanistan ... President Karzai": an office whose holder is named elsewhere.
    named = {(s.country, s.level) for s in counterparts if s.name}
    return Sides(principals, [s for s in counterparts if s.name or (s.country, s.level) not in named])


_SURNAME_PARTICLES = frozenset(["Al", "Ben", "Bin", "De", "Del", "Della", "Di", "Du", "El", "La", "Le", "Van", "Von"])
_AT_HOME = re.compile(r"\bMinistry of Foreign Affairs(?! (?:of|and) (?!Japan))")  # of no country: the publisher's own
_ALSO = re.compile(r"\b(?:[Aa]ttend|[Jj]oined|[Pp]resent\b|[Aa]ccompani|[Pp]articipa)")


def _beside_ours(text: str, sighting: Sighting, sightings: Sequence[Sighting], ministry: Ministry) -> bool:
    """Whether an office without a country stands in a list of those present with an official of our own."""
    start = text.rfind("\n", 0, sighting.written[0]) + 1
    end = text.find("\n", sighting.end)
    if not _plain_office(sighting) or not _ALSO.search(text, start, sighting.written[0]):
        return False
    listed = [s for s in sightings if start < s.written[0] and (end < 0 or s.end <= end) and not (s.country and s.country != ministry.country)]
    return any(own_official(s, ministry) for s in listed if s is not sighting)


def _at_home(text: str, sighting: Sighting, sightings: Sequence[Sighting]) -> bool:
    """Whether the publishing ministry, named without a country, stands right behind somebody: his own."""
    stop = min([sighting.end + 90, *(s.written[0] for s in sightings if s.written[0] > sighting.end)])
    return bool(_AT_HOME.search(text, sighting.written[1], stop))


def _of_our_town(sighting: Sighting, ministry: Ministry, names: Sequence[Hit]) -> bool:
    """Whether an office is that of a town or prefecture of the publisher's own country: neither side's."""
    low, high = sighting.role_span or (0, 0)
    towns = [h for h in names[bisect_left(names, (low,)) : bisect_left(names, (high,))] if h.table == "place"]
    return any(vocabulary.venues()[h.value].country == ministry.country for h in towns)


def _another_is_ours(sighting: Sighting, sightings: Sequence[Sighting], ministry: Ministry) -> bool:
    """Whether somebody known only by family name stands among others of whom one is our own official."""
    name = (sighting.name or "").split()
    surname = len(name) == 1 or (len(name) == 2 and name[0] in _SURNAME_PARTICLES)
    return surname and any(own_official(s, ministry) for s in sightings if s.name != sighting.name)


def _coordinated(text: str, sightings: Sequence[Sighting], ministry: Ministry) -> list[Sighting]:
    """ "President A and Minister B of Afghanistan": what is said behind the second holds for the first."""
    found = list(sightings)
    for n, (one, other) in enumerate(pairwise(sightings)):
        between = text[one.end : other.written[0]].strip()
        joined = between in ("and", ",") or text[one.end : first(other)].strip() == "and"
        behind = other.allegiance is not None and text.endswith((", of ", ", of the "), 0, other.allegiance[0])
        joined = (joined and one.rule == "office-first") or (between == ", and" and behind)
        if joined and one.country is None and other.country and not own_official(one, ministry):
            found[n] = one._replace(country=other.country)
    return found


def _nearest(sighting: Sighting, parties: Sequence[Hit], names: Sequence[Hit]) -> str | None:
    """The party of the title named last in front of somebody without a country."""
    values = {h.value for h in parties}
    if len(values) <= 1:
        return next(iter(values), None)
    before = [h for h in names if h.value in values and h.start < sighting.written[0]]
    return before[-1].value if before else None


_WHOSE = (" of ", " of the ", " from ", " from the ", ", ", ", the ")


def _told_of(text: str, sighting: Sighting, names: Sequence[Hit], told_until: int) -> str | None:
    """The one country or body that the event's sentence names as somebody's, where the title names none."""
    low, high = sighting.role_span or sighting.written
    town = next((h for h in names[bisect_left(names, (low,)) :] if h.end <= high and h.table == "place"), None)
    if town:
        return vocabulary.venues()[town.value].country  # "the Mayor of Oslo"
    start, end = text.rfind("\n", 0, sighting.written[0]) + 1, max(told_until, sighting.end)
    found = names[bisect_left(names, (start,)) : bisect_left(names, (end,))]
    owners = {h.value for h in found if h.table == "demonym" or (h.table == "country" and text.endswith(_WHOSE, 0, h.start))}
    return owners.pop() if len(owners) == 1 else None


def _plain_office(sighting: Sighting) -> bool:
    """An office that the publishing ministry prints without a country because it is its own."""
    return sighting.level in ("head_of_government", "foreign_minister", "vice_minister", "minister", "official", "ambassador")


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

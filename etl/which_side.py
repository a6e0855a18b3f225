"""Weighs sightings into the two sides of an engagement: who took part, and for whom."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from etl import markers, vocabulary
from etl.ministries import Ministry
from etl.records import Hit, Sighting
from etl.who import first, own_official, same


class Sides(NamedTuple):
    """Sightings of both sides, in order of the text."""

    principals: list[Sighting]
    counterparts: list[Sighting]


def introduced(sighting: Sighting, reported_until: int) -> bool:
    """Whether somebody seen behind the reporting paragraph is introduced there, not spoken of: full name and office."""
    if sighting.written[0] < reported_until:
        return True
    whole = sighting.rule in ("honorific-first", "office-only") or " " in (sighting.name or "")
    return whole and sighting.role is not None


def weigh(
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
    reached = 0
    told = markers.countries(text, sightings, sides_named)
    sightings = _coordinated(text, sightings, ministry)
    for sighting, side in zip(sightings, told, strict=True):
        country = sighting.country or (ministry.country if own_official(sighting, ministry) else side)
        if country is None:
            if _of_our_town(sighting, ministry, names):
                continue
            late = sighting.written[0] > told_until
            beside = bool(principals) and _at_home(text, sighting, sightings, ministry)
            beside = beside or (late and _beside_ours(text, sighting, sightings, ministry))
            if late and principals and counterparts and not beside:
                continue
            home = beside or (not principals and _plain_office(sighting) and not _another_is_ours(sighting, sightings, ministry))
            country = ministry.country if home else _nearest(sighting, parties, names, reached)
            if country is None and len({h.value for h in parties}) < 2:
                country = _told_of(text, sighting, names, told_until)
        sighting = sighting._replace(country=country)
        if any(same(sighting, s) for s in (*principals, *counterparts)):
            continue  # named before: by family name only, or as a spouse ("and Mrs. Abe")
        chosen = principals if country == ministry.country else counterparts
        chosen.append(sighting)
        reached = sighting.end if chosen is counterparts else reached
    # "talks with the President of Afghanistan ... President Karzai": an office whose holder is named elsewhere.
    named = {(s.country, s.level) for s in counterparts if s.name}
    return Sides(principals, [s for s in counterparts if s.name or (s.country, s.level) not in named])


_SURNAME_PARTICLES = frozenset(["Al", "Ben", "Bin", "De", "Del", "Della", "Di", "Du", "El", "La", "Le", "Van", "Von"])
_ALSO = re.compile(r"\b(?:[Aa]ttend|[Jj]oined|[Pp]resent\b|[Aa]ccompani|[Pp]articipa)")


def _beside_ours(text: str, sighting: Sighting, sightings: Sequence[Sighting], ministry: Ministry) -> bool:
    """Whether an office without a country stands in a list of those present with an official of our own."""
    start = text.rfind("\n", 0, sighting.written[0]) + 1
    end = text.find("\n", sighting.end)
    if not _plain_office(sighting) or not _ALSO.search(text, start, sighting.written[0]):
        return False
    listed = [s for s in sightings if start < s.written[0] and (end < 0 or s.end <= end) and not (s.country and s.country != ministry.country)]
    return any(own_official(s, ministry) for s in listed if s is not sighting)


@functools.cache
def _ministry_at_home(country: str) -> re.Pattern[str]:
    home = re.escape(vocabulary.countries()[country].name)
    return re.compile(rf"\bMinistry of Foreign Affairs(?! (?:of|and) (?!{home}))")


def _at_home(text: str, sighting: Sighting, sightings: Sequence[Sighting], ministry: Ministry) -> bool:
    """Whether the publishing ministry, named without a country, stands right behind somebody: his own."""
    stop = min([sighting.end + 90, *(s.written[0] for s in sightings if s.written[0] > sighting.end)])
    return bool(_ministry_at_home(ministry.country).search(text, sighting.written[1], stop))


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


def _nearest(sighting: Sighting, parties: Sequence[Hit], names: Sequence[Hit], since: int) -> str | None:
    """The party of the title named last in front of somebody without a country, and behind the guest in front of him."""
    values = {h.value for h in parties}
    if len(values) <= 1:
        return next(iter(values), None)
    before = [h for h in names if h.value in values and since <= h.start < sighting.written[0]]
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

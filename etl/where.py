"""Weighs place words into where an engagement was held; the words of its own sentence come first."""

from __future__ import annotations

import re

from etl import vocabulary
from etl.finders import places
from etl.finders.places import PlaceWords
from etl.records import Mention, Place, Sighting
from etl.sheet import Reported, Sheet

_LADDER = ("in", "venue", "visiting", "occasion", "clock-zone")
_HOST_ROOMS = re.compile(
    r"\b(?:at|in) (?:the |his |her )?(?:[Pp]residential (?:[Pp]alace|[Rr]esidence|[Oo]ffice)|Royal Palace|[Pp]resident's (?:[Oo]ffice|[Rr]esidence)|"
    r"Government (?:Guest )?House|Office of the President)"
)


_FOLLOWS = re.compile(r"\bas follows\b|\boverview of\b|\boutline of\b")


def weigh(
    sheet: Sheet, reported: Reported, kind: str, counterparts: list[Sighting], direction: str | None
) -> tuple[Place | None, list[Mention]]:
    """Where it was, with the evidence; None for calls and where nothing says so."""
    if kind in ("telephone", "video"):
        return None, []
    text, own = sheet.text, sheet.ministry.country
    # Behind "the overview is as follows" other places are spoken of.
    follows = _FOLLOWS.search(text, reported.sentence[1], reported.lead[1])
    lead = (reported.lead[0], follows.start() if follows else reported.lead[1])
    for start, end in (reported.sentence, lead):
        found = places.find(text, start, end, sheet.names, own)
        if reported.event is None:
            found = [p for p in found if p.rule == "visiting"]
        home = sheet.ministry.rooms.search(text, start, end)
        best = next((p for rule in _LADDER for p in found if p.rule == rule), None)
        if home and (best is None or best.country == own):
            city = best.city if best and best.rule == "in" else None
            return Place(city, own), [Mention("place", own, home.start(), home.end(), "home-room")]
        if best is None and (direction == "paid" or kind == "visit"):
            best = places.guest_in(text, start, end, sheet.names, own)
        if best:
            return _placed(best, found)
        room = _HOST_ROOMS.search(text, start, end)
        hosts = {s.country for s in counterparts if s.country in vocabulary.countries()}
        if room and len(hosts) == 1:
            country = hosts.pop()
            return Place(None, country), [Mention("place", country or "", room.start(), room.end(), "host-room")]
    span = sheet.layout.title_span
    if span is None or kind == "visit" or " in " not in sheet.title:
        return None, []
    titled = [p for p in places.find(text, *span, sheet.names, own) if p.rule == "in" and p.city]
    return _placed(titled[0], titled) if titled else (None, [])


def _placed(best: PlaceWords, found: list[PlaceWords]) -> tuple[Place, list[Mention]]:
    city = best.city or next((p.city for p in found if p.city and p.country == best.country), None)
    mentions = [Mention("place", best.city or best.country, best.start, best.end, best.rule)]
    if city and not best.city:
        other = next(p for p in found if p.city == city)
        mentions.append(Mention("place", city, other.start, other.end, other.rule))
    return Place(city, best.country), mentions


def time_zone(place: Place | None) -> str | None:
    """The IANA zone of a place: its city's, else its country's where it has but one."""
    if place is None:
        return None
    venue = vocabulary.venues().get(place.city or "")
    if venue and venue.country == place.country:
        return venue.time_zone
    country = vocabulary.countries().get(place.country or "")
    if country is None or place.country in vocabulary.of_several_zones():
        return None
    return country.time_zone or None

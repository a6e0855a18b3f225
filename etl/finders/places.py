"""Places: where a contact was held, by the words that lead to a name: in, at, visiting, on a visit to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from etl import vocabulary
from etl.records import Hit


class PlaceWords(NamedTuple):
    """A place as named: `city` as written or None, its country, the span of the name, the rule that led to it."""

    city: str | None
    country: str
    start: int
    end: int
    rule: str


_VISITING = re.compile(
    r"(?:\b(?:visiting|visited|visits|staying in|stayed in|traveling to|travelling to|arrived in)|"
    r"\b(?:[Dd]uring|on|[Oo]n the occasion of|paid|made|paying|making|for) (?:his|her|their|the|a|an|[\w .'’-]{2,40}'s?)?"
    r" ?(?:[\w-]+ ){0,3}(?:visit|trip|stay)s? (?:to|in))(?: the| beautiful)?(?: city of| capital,?(?: of)?)? $"
)
_BEING_THERE = ("visit", "stay", "travel", "arrived", "trip")  # one of these stands in whatever _VISITING finds
_IN_ENDS = ("in ", "at ", "in the ", "at the ")
_IN = re.compile(r"\b(?:[Ii]n|at|(?:suburbs?|outskirts) of)(?: the)?(?: city of| town of| capital,?(?: of)?| capital city,?(?: of)?)? $")
_HELD_IN = re.compile(
    r"\b(?:held|hosted|place|convened|[Mm]eetings?|[Tt]alks|residence|headquarters|[Cc]onference|margins|sidelines)\b[^;]{0,80}\b(?:in|at)(?: the)? $"
)
# "(The previous meeting was held in Phnom Penh)", "will be visiting Myanmar": elsewhere, or not yet.
_ELSEWHERE = re.compile(r"\b(?:previous|last|next|first round|earlier|will|would|to be|on (?:his|her) way|was to|Project|project|outcomes?|results?)\b[^;]{0,60}$")
# A town that no table knows, in front of its country: "held in Kildare, Ireland", "visiting Fiuggi, Italy".
_TOWN = re.compile(r"\b(?:[Ii]n|(?P<visiting>visit(?:ing|ed))) (?P<city>[A-Z][\w'-]+(?: (?:(?:de|do|la|el|del|di) )?[A-Z][\w'-]+){0,2}), (?:the )?$")
_AT = re.compile(r"\b(?:at|in)(?: the)? $")
_OCCASION = re.compile(r"\b(?:occasion of|margins of|sidelines of|attend|attending|attended|at|participate in)(?: the)? (?:\d+\w\w )?$")
_GATHERING = re.compile(r" (?:[A-Z][\w-]+ ){0,3}(?:Conference|Summit|Forum|Assembly|Meeting)\b")
_ZONE = re.compile(r"\((?:[^()]{1,24}, )?(?P<zone>NY|New York|UK|London|[A-Z]\w+(?: [A-Z]\w+)?)(?: [Ss]tandard)? [Tt]ime\b")
_PREFECTURE = re.compile(r"\b(?:visiting|visited|in|at|to) (?P<city>[A-Z][\w-]+)(?: City)?, [A-Z][\w-]+ Prefecture")
_ZONES = {"NY": ("New York", "USA"), "UK": (None, "GBR")}


def find(text: str, start: int, end: int, names: Sequence[Hit], home: str) -> list[PlaceWords]:
    """The places to which ``text[start:end]`` leads with words for being somewhere, in order.

    Args:
        names: hits of `vocabulary.names()`, in order.
        home: the publishing side's country; a visit to it tells nothing of a room.
    """
    found: list[PlaceWords] = []
    within = [h for h in names if start <= h.start and h.end <= end]
    for n, hit in enumerate(within):
        if hit.table not in ("place", "country"):
            continue
        town = _town(text, start, hit, within[n - 1] if n else None)
        if town:
            found.append(town)
            continue
        rule = _rule(text, start, hit)
        if rule is None:
            continue
        place = _place(text, hit, within[n + 1] if n + 1 < len(within) else None, rule)
        if place and not (place.country == home and place.city is None and rule == "visiting"):
            found.append(place)
    for m in _PREFECTURE.finditer(text, start, end):
        if home == "JPN" and not any(p.start <= m.start("city") < p.end for p in found):
            found.append(PlaceWords(m["city"], home, m.start("city"), m.end("city"), "visiting"))
    for m in _ZONE.finditer(text, start, end):
        city, country = _ZONES.get(m["zone"], (None, ""))
        named = next((h for h in within if h.start == m.start("zone") and h.end == m.end("zone")), None)
        venue = vocabulary.venues().get(m["zone"])
        if venue:
            city, country = m["zone"], venue.country
        elif named and named.table in ("country", "demonym"):
            country = named.value  # "(France time)", "(Italian time)"
        if country and country != home:
            found.append(PlaceWords(city, country, m.start("zone"), m.end("zone"), "clock-zone"))
    return found


def _town(text: str, start: int, hit: Hit, previous: Hit | None) -> PlaceWords | None:
    """An unknown town in front of a country."""
    if hit.table != "country" or not text.endswith((", ", ", the "), start, hit.start):
        return None
    m = _TOWN.search(text, max(start, hit.start - 60), hit.start)
    known = m and previous and previous.end > m.start("city")
    if m is None or known or m["city"].split()[0] in vocabulary.not_names() or _ELSEWHERE.search(text, start, m.start()):
        return None
    return PlaceWords(m["city"], hit.value, m.start("city"), hit.end, "visiting" if m["visiting"] else "in")


def guest_in(text: str, start: int, end: int, names: Sequence[Hit], home: str) -> PlaceWords | None:
    """Where somebody called upon is said to stay: "who is making an official visit to Japan"."""
    for hit in names:
        inside = start <= hit.start and hit.end <= end and hit.table == "country" and hit.value == home
        if inside and _VISITING.search(text, max(start, hit.start - 80), hit.start):
            return PlaceWords(None, home, hit.start, hit.end, "guest")
    return None


def _rule(text: str, start: int, hit: Hit) -> str | None:
    low = max(start, hit.start - 90)
    venue = vocabulary.venues().get(hit.value) if hit.table == "place" else None
    found = _leading(text, low, hit, venue)
    return found if found and not _ELSEWHERE.search(text, low, hit.start) else None


def _leading(text: str, low: int, hit: Hit, venue: vocabulary.Venue | None) -> str | None:
    """The rule whose words stand in front of a name, from `low` on."""
    before = text[low : hit.start]
    if not before.endswith(" "):
        return None  # every rule's words end with a space
    if [word for word in _BEING_THERE if word in before] and _VISITING.search(text, low, hit.start):
        return "visiting"
    if venue and venue.sort == "venue":
        return "venue" if _AT.search(text, low, hit.start) else None
    if venue and _GATHERING.match(text, hit.end):
        return "occasion" if _OCCASION.search(text, low, hit.start) else None
    if hit.table == "place":
        return "in" if _IN.search(text, low, hit.start) else None
    return "in" if before.endswith(_IN_ENDS) and _HELD_IN.search(text, low, hit.start) else None


def _place(text: str, hit: Hit, following: Hit | None, rule: str) -> PlaceWords | None:
    end = hit.end
    country = hit.value
    city = None
    if hit.table == "place":
        venue = vocabulary.venues()[hit.value]
        country = venue.country
        city = hit.value if venue.sort != "venue" else None
    if following is not None and following.table == "country" and re.fullmatch(r",? ?(?:in )?(?:the )?|\(|,? (?:the )?", text[end : following.start]):
        country, end = following.value, following.end
    return PlaceWords(city, country, hit.start, end, rule)

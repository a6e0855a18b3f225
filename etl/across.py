"""Who sat across, in a readout: the people behind the verb up to the subject of the talk, or the nations of a group."""

from __future__ import annotations

import re

from etl import vocabulary, who
from etl.records import Event, Hit, Sighting
from etl.sheet import Sheet

_BESIDE = ("visit", "signing", "other")
# The first of these words behind the other side's people begins what was talked about, or where.
_TOPIC = re.compile(
    r" (?:to (?:\w+ly )?(?!the\b)[a-z]+|about|regarding|concerning|where|who|which|whom|following|ahead of|as part of|in support of|"
    r"(?:right |soon |shortly )?(?:after|before|while) (?:he|she|they|having|his|her|their)|for (?:an?|talks|discussions|consultations|the)|on (?:the )?(?:margins|sidelines|situation)|(?:during|at|in) the|during|"
    r"(?:and|,) (?:\w+ly )?[a-z]+(?:ed|ing)|and (?:spoke|said|told|held|met))\b"
)
_GROUP = re.compile(
    r"\b(?:[Mm]inisters|[Ll]eaders|[Oo]fficials|[Rr]epresentatives|[Cc]ounterparts?|[Dd]elegations?|[Hh]eads|[Mm]embers|[Aa]mbassadors|"
    r"[Pp]arliamentarians|[Dd]iplomats|[Mm]inisterial|[Ss]ummit|[Gg]overnments?|[Dd]ialogue|[Cc]onsultations|[Pp]artnership|[Mm]inister|[Pp]resident)\b"
)
_FROM = re.compile(r"(?:with|to|hosted|welcomed|met|called|for|of|from|,) (?:the |a |an |\w+ )?$")
_STATES = ("head_of_state", "head_of_government", "foreign_minister", "minister", "vice_minister")  # whose offices are a state's
_WITH = re.compile(r"(?:with|to|hosted|welcomed|met|called|congratulated) (?:the |a group of |members of (?:the )?)?$")
_MARGIN = re.compile(r"\b(?:on|at) (?:the )?(?:margins|sidelines) of .*?(?= with | and |,|$)")
_THE_OFFICE = re.compile(r"(?:^|[,;] |\band )(?:\w+ )?[Tt]he ((?:[A-Z]\w+ ?){1,5})(?<! )\b")
_FINITE = re.compile(r"\b(?:welcomes?|is|are|was|were|has|have|commends?|supports?|joins?|condemns?|congratulates?|announces?|announced)\b")


def own(sheet: Sheet, sighting: Sighting) -> bool:
    """Whether somebody in front of the verb is of the publishing side: its country's, or with an office of no other's."""
    if sighting.country is None:
        return bool(sheet.ministry.offices.match(sighting.role or "")) or who.own_official(sighting, sheet.ministry)
    return sighting.country == sheet.ministry.country


def foreign(sheet: Sheet, sighting: Sighting) -> bool:
    return bool(sighting.country) and sighting.country != sheet.ministry.country


def bodies(sheet: Sheet, event: Event) -> list[Sighting]:
    """The ministry or its country as the subject, and the nations beside it: "Delegations of the United States and Peru met"."""
    office = _THE_OFFICE.search(sheet.text[event.start : event.verb_start])
    if office and sheet.ministry.offices.match(office[1]):
        span = (event.start + office.start(1), event.start + office.end(1))
        level = next((h.value for h in vocabulary.roles().find(office[1])), "other")
        return [Sighting(None, span, None, office[1], span, level, sheet.ministry.country, None, None, span[1], "the-office")]
    if event.kind in _BESIDE:
        return []
    m = None if event.rule in ("held-behind", "took-place") else sheet.ministry.itself.search(sheet.text, event.start, event.verb_start)
    if m is None or _FINITE.search(sheet.text, m.end(), event.verb_start):
        return []
    own = Sighting(None, m.span(), None, None, None, "other", sheet.ministry.country, None, m.span(), m.end(), "itself")
    beside = [h for h in sheet.names if event.start <= h.start < event.verb_start and h.table != "place"]
    return [own, *(_nation(h) for h in beside if h.value != sheet.ministry.country)]


def opposite(sheet: Sheet, event: Event, seen: list[Sighting]) -> list[Sighting]:
    """The people behind the verb up to where the subject of the talk begins; without any, the nations of a group."""
    text = sheet.text
    behind = [s for s in seen if s.end > event.verb_end - 1 and s.written[0] >= event.verb_start]
    first = next((s for s in behind if not own(sheet, s)), None)
    at = first.end if first else event.verb_end
    topic = _TOPIC.search(text, at, event.end)
    stop = topic.start() if topic else event.end
    if event.rule.startswith("in-a-"):  # "In a meeting with Prime Minister X, Secretary Y stressed"
        stop = max(at, min(text.find(",", at) % (event.end + 1), event.end))
    found: list[Sighting] = []
    last: str | None = None
    for s in behind:
        if s.written[0] >= stop:
            break
        if s.country is None and who.own_official(s, sheet.ministry):
            s = s._replace(country=sheet.ministry.country)
        elif s.country is None:
            s = s._replace(country=last or (_host(sheet, event) if s.level in _STATES else None))
        last = s.country if foreign(sheet, s) else last
        found.append(s)
    return found + _nations(sheet, event, stop, found)


def _host(sheet: Sheet, event: Event) -> str | None:
    """The country of somebody named without one: where they met, if abroad; else the one the release speaks of most."""
    venues = vocabulary.venues()
    inside = [venues[h.value].country for h in sheet.names if h.table == "place" and sheet.layout.body <= h.start < event.end]
    abroad = [c for c in inside if c != sheet.ministry.country]
    if abroad:
        return abroad[0]
    named = [h.value for h in sheet.names if h.table in ("country", "demonym") and h.value != sheet.ministry.country]
    return max(dict.fromkeys(named), key=named.count, default=None)


def _nations(sheet: Sheet, event: Event, stop: int, named: list[Sighting]) -> list[Sighting]:
    """Those whom a sentence names without their people: "foreign ministers of the ASEAN nations", "Burmese activists"."""
    text = sheet.text
    masked = _MARGIN.search(text, event.verb_end, event.end)
    taken = [(min(s.written[0], (s.role_span or s.written)[0]), s.end) for s in named]
    taken += [masked.span()] if masked else []
    countries = {s.country for s in named}
    towns = {h.end for h in sheet.names if h.table == "place"}  # "in Antalya, Turkey"
    found: dict[str, Hit] = {}
    for hit in sheet.names:
        inside = event.verb_start <= hit.start < stop and hit.table != "place" and hit.value != sheet.ministry.country
        inside = inside and not text.endswith((" in ", " in the "), 0, hit.start) and hit.start - 2 not in towns
        if inside and hit.value not in countries and not any(a <= hit.start < b for a, b in taken):
            found.setdefault(hit.value, hit)
    if _GROUP.search(text, event.verb_start, stop):
        return [_nation(h) for h in found.values()]
    if any(foreign(sheet, s) for s in named):
        return []
    topical = stop < event.end
    return [_nation(h) for h in found.values() if (_FROM if topical else _WITH).search(text, event.verb_start, h.start)][:1]


def _nation(hit: Hit) -> Sighting:
    span = (hit.start, hit.end)
    body = hit.value if hit.table == "organisation" else None
    return Sighting(None, span, None, None, None, "other", hit.value, body, span, hit.end, "nation")

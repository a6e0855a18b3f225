"""Weighs what the finders propose into engagements, or a skip with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl import gate, vocabulary, when, where, who
from etl.finders import kinds, topics
from etl.records import Engagement, Hit, Mention, Person, Reading, Release, Sighting, Skip
from etl.sheet import Reported, Sheet, lay_out

_MANY = frozenset(["G7", "G8", "G20", "G4", "ASEAN", "QUAD", "PIF", "CARICOM", "SICA", "AU", "MERCOSUR", "PA", "V4", "NB8", "EAC", "OAS", "SAARC", "GCC", "LAS", "BRICS", "P5", "C10", "ASEM", "EAS", "ARF", "APEC"])
_PLURAL = re.compile(r"\b(?:Leaders|[Mm]inisters|Heads|[Dd]elegations|Ministerial|Plus Three|Trilateral|Quadrilateral|Summit)\b")


def read(release: Release) -> Reading:
    """Reads one release. Never fails; a text that reports nothing is a skip.

    Args:
        release: with settled text and a known ministry.
    """
    sheet = lay_out(release)
    release = replace(release, title=sheet.layout.title or release.title, published=sheet.layout.published)
    reported = gate.weigh(sheet)
    if isinstance(reported, Skip):
        return Reading(release, skip=reported)
    engagement = _engagement(sheet, reported)
    if isinstance(engagement, Skip):
        return Reading(release, skip=engagement)
    return Reading(release, (engagement,))


def _engagement(sheet: Sheet, reported: Reported) -> Engagement | Skip:
    text, ministry = sheet.text, sheet.ministry
    sides = _sides(sheet, reported)
    kind, evidence = _kind(sheet, reported, sides)
    principals = [who.person(text, s, ministry) for s in sides.principals]
    counterparts = [who.person(text, s, ministry) for s in sides.counterparts]
    counterparts += _nameless(sheet, reported, kind, counterparts)
    refused = _refused(sheet, reported, principals, counterparts)
    if refused:
        return refused
    countries = _countries(sheet, reported, sides, counterparts)
    place, place_mentions = where.weigh(sheet, reported, kind, sides.counterparts)
    moment, when_mentions = when.weigh(sheet, reported, sides.principals, sides.counterparts, place)
    subjects = topics.find(text, vocabulary.topic_phrases().find(text), sheet.layout.body, len(text))
    visit = _VISIT.search(text, *reported.lead)
    direction = reported.event.direction if reported.event else None
    mentions = [
        *evidence, *when_mentions, *place_mentions,
        *_people_mentions("principal", principals, sides.principals),
        *_people_mentions("counterpart", counterparts, sides.counterparts),
        *(Mention("country", h.value, h.start, h.end, "party") for h in _country_hits(sheet, countries, reported)),
        *subjects,
    ]  # fmt: skip
    if visit:
        mentions.append(Mention("visit", visit[1].lower(), visit.start(1), visit.end(1), "visit-type"))
    if direction and reported.event:
        event = reported.event
        mentions.append(Mention("direction", direction, event.verb_start, event.verb_end, event.rule))
    return Engagement(
        engagement_id=f"{sheet.release.release_id}-1",
        kind=kind,
        when=moment,
        direction=direction,
        visit=visit[1].lower() if visit else None,
        place=place,
        principals=tuple(principals),
        counterparts=tuple(counterparts),
        countries=tuple(countries),
        topics=tuple(dict.fromkeys(m.value for m in subjects)),
        statements=(),
        mentions=tuple(mentions),
    )


_VISIT = re.compile(r"\b((?:state|official working|official|working|private) visit)\b", re.IGNORECASE)


def _refused(sheet: Sheet, reported: Reported, principals: list[Person], counterparts: list[Person]) -> Skip | None:
    """A contact has two sides; what names one only is none of ours."""
    if not counterparts and not sheet.parties:
        return Skip("no_counterpart", "no-counterpart", *reported.sentence)
    if not principals and not _own_title(sheet):
        return Skip("between_others", "no-principal", *reported.sentence)
    return None


def _own_title(sheet: Sheet) -> bool:
    """Whether the title names the publishing side's country as a party: "Japan-Laos Foreign Ministers' Meeting"."""
    own, span = sheet.ministry.country, sheet.layout.title_span
    return bool(span) and any(h.value == own and span[0] <= h.start < span[1] for h in sheet.names)


def _sides(sheet: Sheet, reported: Reported) -> who.Sides:
    text = sheet.text
    start, end = reported.lead
    seen = [s for s in reported.sightings if not who.bystander(text, s)]
    seen = [s for s in seen if not who.in_list_of_others(text, s, sheet.layout.sentences)]
    until = gate.line_end(text, reported.sentence[1] - 1)
    seen = [s for s in seen if who.introduced(s, until)]
    marks = who.markers(text, start, end, sheet.names)
    return who.sides(text, seen, marks, sheet.ministry, sheet.parties, sheet.names)


def _kind(sheet: Sheet, reported: Reported, sides: who.Sides) -> tuple[str, list[Mention]]:
    """The most specific word of the title decides, unless the body contradicts it."""
    event = reported.event
    said = Mention("kind", event.kind, event.verb_start, event.verb_end, event.rule) if event else None
    mention = sheet.title_kinds[0] if sheet.title_kinds else said
    if mention is None:
        return "other", []
    if kinds.meal_meeting(sheet.title) and mention.value in ("meeting", "summit"):
        mention = mention._replace(value="meal")
    if said and said.value in ("telephone", "video") and mention.value in ("meeting", "summit"):
        mention = said
    if mention.value in ("meeting", "summit") and _many(sheet, sides):
        mention = mention._replace(value="multilateral")
    if event and mention.value in ("meeting", "courtesy_call") and _journey(sheet, reported):
        mention = mention._replace(value="visit")
    has_span = sheet.layout.title_span is not None or mention is said
    return mention.value, [mention] if has_span else [said] if said else []


def _many(sheet: Sheet, sides: who.Sides) -> bool:
    """Whether the members of a group met, or people of three countries and more."""
    groups = [h for h in sheet.parties if h.value in _MANY]
    if groups and _PLURAL.search(sheet.title) and not re.search(r"Secretar(?:y|iat)|Delegation", sheet.title):
        return True
    return len({s.country for s in sides.counterparts if s.country}) > (1 if sheet.ministry.readouts else 3)


def _journey(sheet: Sheet, reported: Reported) -> bool:
    """Whether one sentence reports a round of talks during a visit."""
    event = reported.event
    if event is None:
        return False
    same = [e for e in reported.events if e.start == event.start]
    if len({e.kind for e in same} - {"signing"}) > 1 and same[0].kind == "visit" and not sheet.title_kinds:
        return True
    return len([e for e in same if e.kind not in ("signing", "visit")]) > 3


def _nameless(sheet: Sheet, reported: Reported, kind: str, named: list[Person]) -> list[Person]:
    """Counterparts known only by office and country: "Japan-Laos Foreign Ministers' Meeting"; the group that met."""
    if kind == "other" and sheet.parties:
        return []  # a reception names a country without anybody of its side
    parties = sheet.parties if not named else [h for h in sheet.parties if kind == "multilateral" and h.value in _MANY]
    if not parties and not named:
        parties = _guests(sheet, reported)
    office = "Foreign Minister" if "Foreign Minister" in sheet.title else None
    level = "foreign_minister" if office else "other"
    found = []
    for hit in parties:
        body = hit.value if hit.table == "organisation" else None
        role = f"{hit.value} {office}s" if body and office else office
        found.append(Person(None, None, role, level, hit.value, body, None))
    return found


_GUESTS = re.compile(r"\b(?:delegation|group|participants|members|representatives|ministers|Ministers|leaders|students|journalists)\b")


def _guests(sheet: Sheet, reported: Reported) -> list[Hit]:
    """The group, or the nations of a delegation, that the event's sentence names where nobody has a name."""
    start, end = reported.sentence
    inside = [h for h in sheet.names if start <= h.start < end and h.value != sheet.ministry.country and h.table != "place"]
    groups = [h for h in inside if h.value in _MANY]
    if groups or not _GUESTS.search(sheet.text, start, end):
        return groups[:1]
    return list({h.value: h for h in inside if h.table == "demonym"}.values())


_HEADS = re.compile(r"(?:Secretary[- ]General|Director[- ]General|President|Chair(?:man|person)?) of (?:the )?$")


def _countries(sheet: Sheet, reported: Reported, sides: who.Sides, counterparts: list[Person]) -> list[str]:
    """Countries and bodies of the other side, an incoming head's organisation included."""
    found = [p.country for p in counterparts if p.country]
    for sighting in sides.counterparts:
        low, high = sighting.role_span or (0, 0)
        for hit in sheet.names:
            if low <= hit.start < high and hit.table == "organisation" and _HEADS.search(sheet.text, low, hit.start):
                found.append(hit.value)
    return list(dict.fromkeys(found or [h.value for h in sheet.parties]))


def _country_hits(sheet: Sheet, countries: Sequence[str], reported: Reported) -> list[Hit]:
    """For every country its first mention in the lead, else anywhere."""
    found = []
    for country in countries:
        hits = [h for h in sheet.names if h.value == country and h.table != "place"]
        inside = [h for h in hits if reported.lead[0] <= h.start < reported.lead[1]]
        found += (inside or hits)[:1]
    return found


def _people_mentions(slot: str, persons: Sequence[Person], sightings: Sequence[Sighting]) -> list[Mention]:
    found = []
    for person, sighting in zip(persons, sightings, strict=False):
        if person.name and sighting.name_span:
            found.append(Mention(slot, person.name, *sighting.written, sighting.rule))
        if person.role and sighting.role_span:
            found.append(Mention(f"{slot}_role", person.role, *sighting.role_span, sighting.rule))
    return found

"""Weighs what the finders propose into engagements, or a skip with its reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from etl import doubts, further, gate, vocabulary, voices, when, where, who, who_said
from etl.finders import kinds, people, topics
from etl.layout import sentences
from etl.records import Engagement, Hit, Mention, Person, Reading, Release, Sighting, Skip
from etl.sheet import Reported, Sheet, lay_out

_PLURAL = re.compile(r"\b(?:Leaders|[Mm]inisters|Heads|[Dd]elegations|Ministerial|Plus Three|Trilateral|Quadrilateral|Summit)\b")


def read(release: Release) -> Reading:
    """Reads one release. Never fails; a text that reports nothing is a skip.

    Args:
        release: with settled text and a known ministry.
    """
    sheet = lay_out(release)
    title, published = sheet.layout.title or release.title, sheet.layout.published
    if (title, published) != (release.title, release.published):
        release = replace(release, title=title, published=published)
    reported = gate.weigh(sheet)
    if isinstance(reported, Skip):
        return Reading(release, skip=reported)
    first, sides = _engagement(sheet, reported)
    if isinstance(first, Skip):
        return Reading(release, skip=first)
    return Reading(release, (first, *further.weigh(sheet, reported, first, sides)))


def _engagement(sheet: Sheet, reported: Reported) -> tuple[Engagement | Skip, who.Sides]:
    text, ministry = sheet.text, sheet.ministry
    sides = _sides(sheet, reported)
    kind, evidence = _kind(sheet, reported, sides)
    if kind == "visit":
        reported = _whole_journey(sheet, reported)
        sides = _sides(sheet, reported)
    principals = [who.person(text, s, ministry) for s in sides.principals]
    counterparts = [who.person(text, s, ministry) for s in sides.counterparts]
    counterparts += _nameless(sheet, reported, kind, counterparts)
    refused = _refused(sheet, reported, principals, counterparts)
    if refused:
        return refused, sides
    countries = _countries(sheet, reported, sides, counterparts)
    direction = _direction(reported, sides)
    place, place_mentions = where.weigh(sheet, reported, kind, sides.counterparts, direction)
    moment, when_mentions = when.weigh(sheet, reported, sides.principals, sides.counterparts, place)
    subjects = topics.find(text, _no_names(text, reported), sheet.layout.body, len(text))
    visit = _visit(text, *reported.lead)
    mentions = [
        *evidence, *when_mentions, *place_mentions,
        *_people_mentions("principal", principals, sides.principals),
        *_people_mentions("counterpart", counterparts, sides.counterparts),
        *(Mention("country", h.value, h.start, h.end, "party") for h in _country_hits(sheet, countries, reported)),
        *subjects, *_talked_about(sheet, reported, countries),
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
        statements=who_said.find(text, _report(sheet, reported), voices.cast(principals, counterparts, ministry.country),
                                 sheet.names, subjects, sheet.layout.sentences),
        mentions=tuple(mentions),
        doubts=doubts.find(sheet, reported, moment),
    ), sides


def _no_names(text: str, reported: Reported) -> list[Hit]:
    """Topic phrases that stand in the text, less those that are somebody's name: Secretary Rice is no food."""
    names = {word for s in reported.sightings if s.name for word in s.name.split()}
    lengths = {len(word) for word in names}
    found = vocabulary.topic_phrases().find(text)
    return [h for h in found if h.end - h.start not in lengths or text[h.start : h.end] not in names]


def _talked_about(sheet: Sheet, reported: Reported, countries: Sequence[str]) -> list[Mention]:
    """Countries that the talk was about: named behind the lead, on neither side of the table."""
    present = {*countries, sheet.ministry.country}
    return [
        Mention("subject_country", h.value, h.start, h.end, "talked-about")
        for h in sheet.names[bisect_left(sheet.names, (reported.lead[1],)) :]
        if h.table in ("country", "demonym") and h.value not in present
    ]


def _report(sheet: Sheet, reported: Reported) -> int:
    """Where the report of what was said begins: behind the sentence that says who met whom."""
    return reported.event.end if reported.event else sheet.layout.body


_VISIT = re.compile(r"\b((?:state|official working|official|working|private) visit)\b", re.IGNORECASE)


def _visit(text: str, start: int, end: int) -> re.Match[str] | None:
    """The words that say of what sort a visit is."""
    at = text[start:end].lower().find(" visit")
    return _VISIT.search(text, start + max(0, at - 40), end) if at >= 0 else None


def _direction(reported: Reported, sides: who.Sides) -> str | None:
    """Who called on whom: paid by the publishing side, or received by it, whichever verb tells it."""
    event = reported.event
    if event is None or event.direction is None:
        return None
    callers = [s.written[0] < event.verb_start for s in sides.principals[:1]]
    own_first = callers[0] if callers else event.direction == "paid"
    return "paid" if own_first == (event.direction == "paid") else "received"


def _refused(sheet: Sheet, reported: Reported, principals: list[Person], counterparts: list[Person]) -> Skip | None:
    """A contact has two sides; what names one only is none of ours."""
    if not counterparts and not sheet.parties:
        return Skip("no_counterpart", "no-counterpart", *reported.sentence)
    if not principals and not _own_title(sheet, reported):
        return Skip("between_others", "no-principal", *reported.sentence)
    return None


_BOTH_GOVERNMENTS = re.compile(r"\b(?:[Gg]overnments?|[Mm]inisters|[Ll]eaders|[Oo]fficials|[Dd]elegations) of (?:Japan|the United States) and\b")


def _own_title(sheet: Sheet, reported: Reported) -> bool:
    """Whether the title names the publishing side's country as a party: "Japan-Laos Foreign Ministers' Meeting"."""
    own, span = sheet.ministry.country, sheet.layout.title_span
    if span and any(h.value == own and span[0] <= h.start < span[1] for h in sheet.names):
        return True
    # "The Governments of Japan and the United States held", "Foreign Ministers of Japan and the countries of ... met"
    return bool(_BOTH_GOVERNMENTS.search(sheet.text, *reported.sentence))


def _sides(sheet: Sheet, reported: Reported) -> who.Sides:
    text = sheet.text
    start, end = reported.lead
    seen = [s for s in reported.sightings if not who.bystander(text, s)]
    until = gate.line_end(text, reported.sentence[1] - 1)
    seen = [s for s in seen if who.introduced(s, until) or s.written[0] >= end]
    furthest = max([end, *(s.end for s in seen)])
    marks = who.markers(text, start, furthest, sheet.names)
    return who.sides(text, seen, marks, sheet.ministry, sheet.parties, sheet.names, reported.sentence[1])


_JOURNEY_REACH = 10_000  # code points


def _whole_journey(sheet: Sheet, reported: Reported) -> Reported:
    """A visit told as a whole: everybody with whom the text says that a talk was held, wherever it says so."""
    text, seen = sheet.text, list(reported.sightings)
    for start, end in sentences(text, reported.lead[1], _JOURNEY_REACH):
        if kinds.events(text, start, end) or _CALL_LISTED.search(text, start, end):
            met = people.find(text, start, end, sheet.names)
            seen += [s for s in met if s.name and " " in s.name and not who.bystander(text, s)]
    return reported._replace(sightings=seen)


_CALL_LISTED = re.compile(r"(?:courtesy calls? on|meetings? with|talks with|(?:lunch|dinner) with|(?:welcomed|received) by) ", re.IGNORECASE)


def _kind(sheet: Sheet, reported: Reported, sides: who.Sides) -> tuple[str, list[Mention]]:
    """The most specific word of the title decides, unless the body contradicts it."""
    event = reported.event
    said = Mention("kind", event.kind, event.verb_start, event.verb_end, event.rule) if event else None
    mention = sheet.title_kinds[0] if sheet.title_kinds else said
    if mention is None:
        return "other", []
    if kinds.meal_meeting(sheet.title) and mention.value in ("meeting", "summit"):
        mention = mention._replace(value="meal")
    stronger = ("telephone", "video", "multilateral") if sheet.ministry.readouts else ("telephone", "video")
    if said and said.value in stronger and mention.value in ("meeting", "summit"):
        mention = said
    if mention.value in ("meeting", "summit") and _many(sheet, sides):
        mention = mention._replace(value="multilateral")
    if event and mention.value in ("meeting", "courtesy_call") and _journey(sheet, reported):
        mention = mention._replace(value="visit")
    has_span = sheet.layout.title_span is not None or mention is said
    return mention.value, [mention] if has_span else [said] if said else []


_SEVERAL = re.compile(r"\b(?:Trilateral|Quadrilateral|Quad|[Tt]ripartite)\b")


def _many(sheet: Sheet, sides: who.Sides) -> bool:
    """Whether the members of a group met, or people of three countries and more."""
    groups = [h for h in sheet.parties if h.value in vocabulary.groups()]
    row = any(sheet.text[a.end : b.start].strip() == "-" for a, b in pairwise(sheet.parties))
    if row or _SEVERAL.search(sheet.title):  # "Japan-Australia-India Foreign Ministers' Meeting"
        return True
    if "Bilateral" in sheet.title:
        return False
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
    parties = sheet.parties
    if named:
        whole = kind == "multilateral" and len({p.country for p in named}) < 3  # three members named are the group
        # "Japan-China-ROK" names its members itself.
        parties = [h for h in parties if whole and h.value in vocabulary.groups() and "-" not in sheet.text[h.start : h.end]]
    listed = [] if named else _listed(sheet, reported)
    if listed and all(h.table == "organisation" for h in parties):
        parties = listed
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


# "Foreign Ministers of Brazil, Germany, and India", "five countries (A, B, C, D and E)"
_LISTED = re.compile(r"(?:[Mm]inisters|[Ll]eaders|[Rr]epresentatives|[Dd]elegates|[Pp]residents|[Gg]overnments) of [^.;()]{4,120}? and (?:the )?[A-Z][\w ]{2,40}|"
                     r"\b(?:countries|nations|states) \([^)]{8,300}\)")  # fmt: skip


def _listed(sheet: Sheet, reported: Reported) -> list[Hit]:
    """Countries whose ministers or governments the lead lists without their names."""
    m = _LISTED.search(sheet.text, *reported.lead)
    if m is None:
        return []
    own = sheet.ministry.country
    hits = [h for h in sheet.names if m.start() <= h.start < m.end() and h.table == "country" and h.value != own]
    return list({h.value: h for h in hits}.values())


def _guests(sheet: Sheet, reported: Reported) -> list[Hit]:
    """The group, or the nations of a delegation, that the event's sentence names where nobody has a name."""
    start, end = reported.sentence
    inside = [h for h in sheet.names if start <= h.start < end and h.value != sheet.ministry.country and h.table != "place"]
    groups = [h for h in inside if h.value in vocabulary.groups()]
    if groups or not _GUESTS.search(sheet.text, start, end):
        return groups[:1]
    return list({h.value: h for h in inside if h.table == "demonym"}.values())


_HEADS = re.compile(r"(?:Secretary[- ]General|Director[- ]General|President|Chair(?:man|person)?) of (?:the )?$")


def _countries(sheet: Sheet, reported: Reported, sides: who.Sides, counterparts: list[Person]) -> list[str]:
    """Countries and bodies of the other side, an incoming head's organisation included."""
    found = [p.country for p in counterparts if p.country]
    for sighting in sides.counterparts:
        low, high = sighting.role_span or (0, 0)
        for hit in sheet.names[bisect_left(sheet.names, (low,)) : bisect_left(sheet.names, (high,))]:
            if hit.table == "organisation" and (
                _HEADS.search(sheet.text, low, hit.start) or sheet.text.startswith("Secretary", hit.start, hit.end)
            ):
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

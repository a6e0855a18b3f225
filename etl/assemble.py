"""Weighs what the finders propose into engagements, or a skip with its reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from etl import doubts, further, gate, markers, vocabulary, voices, what, when, where, which_side, who, who_said, whose
from etl.finders import kinds, people, topics
from etl.layout import sentences
from etl.records import Engagement, Hit, Mention, Person, Reading, Release, Sighting, Skip
from etl.sheet import Reported, Sheet, lay_out
from etl.which_side import Sides


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


class _Table(NamedTuple):
    """Who sat down for what: the report (of a journey, the whole of it), its kind, and those of both sides."""

    reported: Reported
    kind: str
    evidence: list[Mention]
    sides: Sides
    principals: list[Person]
    counterparts: list[Person]


def _table(sheet: Sheet, reported: Reported) -> _Table:
    text, ministry = sheet.text, sheet.ministry
    sides = _sides(sheet, reported)
    kind, evidence = what.kind(sheet, reported, sides)
    if kind == "visit":
        reported = _whole_journey(sheet, reported)
        sides = _sides(sheet, reported, journey=True)
    principals = [who.person(text, s, ministry) for s in sides.principals]
    counterparts = [who.person(text, s, ministry) for s in sides.counterparts]
    counterparts += whose.nameless(sheet, reported, kind, counterparts)
    spokesman = whose.spokesman(sheet, reported, counterparts)
    if spokesman:
        sides = sides._replace(counterparts=spokesman)
        counterparts = [who.person(text, s, ministry) for s in spokesman]
    return _Table(reported, kind, evidence, sides, principals, counterparts)


def _engagement(sheet: Sheet, reported: Reported) -> tuple[Engagement | Skip, Sides]:
    reported, kind, evidence, sides, principals, counterparts = _table(sheet, reported)
    refused = _refused(sheet, reported, principals, counterparts)
    if refused:
        return refused, sides
    text = sheet.text
    countries = whose.countries(sheet, reported, sides, counterparts, kind)
    direction, visit = what.direction(reported, sides), what.visit(text, *reported.lead)
    place, place_mentions = where.weigh(sheet, reported, kind, sides.counterparts, direction)
    moment, when_mentions = when.weigh(sheet, reported, sides.principals, sides.counterparts, place)
    subjects = topics.find(text, _no_names(text, reported), sheet.layout.body, len(text), kind == "multilateral")
    cast = voices.cast(principals, counterparts, sheet.ministry.country)
    mentions = (
        *evidence, *when_mentions, *place_mentions,
        *who.mentions("principal", principals, sides.principals),
        *who.mentions("counterpart", counterparts, sides.counterparts),
        *(Mention("country", h.value, h.start, h.end, "party") for h in whose.country_hits(sheet, countries, reported)),
        *subjects, *_talked_about(sheet, reported, countries), *what.mentions(reported, direction, visit),
    )  # fmt: skip
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
        statements=who_said.find(text, _report(sheet, reported), cast, sheet.names, subjects, sheet.layout.sentences),
        mentions=mentions,
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


def _refused(sheet: Sheet, reported: Reported, principals: list[Person], counterparts: list[Person]) -> Skip | None:
    """A contact has two sides; what names one only is none of ours."""
    if not counterparts and not sheet.parties and not (principals and whose.guests_from_abroad(sheet, reported)):
        return Skip("no_counterpart", "no-counterpart", *reported.sentence)
    if not principals and not _own_title(sheet, reported):
        return Skip("between_others", "no-principal", *reported.sentence)
    return None


_BOTH = re.compile(r"\b(?:[Gg]overnments?|[Mm]inisters|[Ll]eaders|[Oo]fficials|[Dd]elegations) of (?:the )?$")


def _own_title(sheet: Sheet, reported: Reported) -> bool:
    """Whether the title names the publishing side's country as a party: "Japan-Laos Foreign Ministers' Meeting"."""
    own, span = sheet.ministry.country, sheet.layout.title_span
    if span and vocabulary.countries()[own].name in sheet.text[slice(*span)]:
        return True
    # "The Governments of Japan and the United States held", "Foreign Ministers of Japan and the countries of ... met"
    start, end = reported.sentence
    named = [h for h in sheet.names if h.table == "country" and h.value == own and start <= h.start and h.end <= end]
    return any(sheet.text.startswith(" and ", h.end) and _BOTH.search(sheet.text, start, h.start) for h in named)


def _sides(sheet: Sheet, reported: Reported, journey: bool = False) -> Sides:
    """Both sides; of a `journey` everybody met on it, in whichever sentence."""
    text = sheet.text
    start, end = reported.lead
    seen = [s for s in reported.sightings if not who.bystander(text, s)]
    until = gate.past_those_present(text, gate.line_end(text, reported.sentence[1] - 1))
    seen = [s for s in seen if which_side.introduced(s, until) or s.written[0] >= end or (journey and _met(s, reported))]
    furthest = max([end, *(s.end for s in seen)])
    marks = markers.find(text, start, furthest, sheet.names)
    told = max((e.end for e in reported.events if e.end <= until), default=reported.sentence[1])
    told = max(told, reported.sentence[1]) if reported.event and not journey else furthest
    return which_side.weigh(text, seen, marks, sheet.ministry, sheet.parties, sheet.names, told)


def _met(sighting: Sighting, reported: Reported) -> bool:
    """Whether somebody named in full stands behind a verb that tells of a contact."""
    return " " in (sighting.name or "") and any(e.verb_end <= sighting.written[0] < e.end for e in reported.events)


_JOURNEY_REACH = 10_000  # code points


def _whole_journey(sheet: Sheet, reported: Reported) -> Reported:
    """A visit told as a whole: everybody with whom the text says that a talk was held, wherever it says so."""
    text, seen = sheet.text, list(reported.sightings)
    for start, end in sentences(text, reported.lead[1], _JOURNEY_REACH):
        if kinds.events(text, start, end) or _CALL_LISTED.search(text, start, end):
            met = people.find(text, start, end, sheet.names)
            seen += [s for s in met if s.name and " " in s.name and not who.bystander(text, s)]
    return reported._replace(sightings=seen)


_CALL_LISTED = re.compile(r"(?:courtesy calls? on|meetings? with|talks with|(?:lunch|dinner) with|exchanged? (?:of )?views with|(?:welcomed|received) by) ", re.IGNORECASE)

"""The other engagements of a release, behind the one its title names: the stops of a journey, a signing, a second session.

Careful rather than complete: a clause makes a record of its own if it tells of somebody new, or of another form of
contact than the first, and does not look back at an earlier time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from etl import where, who, years
from etl.finders import clocks, dates, kinds, people
from etl.layout import sentences
from etl.records import DateWords, Engagement, Event, Mention, Person, Sighting, When
from etl.sheet import Reported, Sheet
from etl.when import of_day
from etl.which_side import Sides

_REACH = 10_000  # code points of text in which stops are looked for
_MOST = 30  # records of one release
_LOOKS_BACK = re.compile(
    r"\b(?:last|previous|earlier|ago|since|recalled?|had|has|have|ever since|in (?:19|20)\d\d|when|after|before|at the time|"
    r"in (?:January|February|March|April|May|June|July|August|September|October|November|December))\b", re.IGNORECASE
)  # fmt: skip
_SESSION = re.compile(
    r"\b(?:followed by|and(?: subsequently| then)?|then|subsequently held|also held) (?:an?|the) (?:[\w-]+ ){0,4}?"
    r"(?P<meal>(?:working |official |business )?(?:lunch(?:eon)?|dinner|breakfast|banquet))\b"
)
_MEALS = ("lunch", "dinner", "breakfast", "banquet")
_SIGNED = re.compile(r"\b(?:the )?(?:two|both) (?:foreign )?(?:[Mm]inisters|leaders|sides) (?:\w+ ){0,2}signed\b")


def weigh(sheet: Sheet, reported: Reported, first: Engagement, sides: Sides) -> Iterator[Engagement]:
    """The further engagements, in the order of the text; their ids go on counting.

    Args:
        first: the engagement the title names; date, place and people carry over where a clause says nothing else.
        sides: the sightings of the first engagement.
    """
    seen: list[tuple[str, frozenset[str]]] = []
    number = 1
    for found in _candidates(sheet, reported, first, sides):
        key = (found.kind, frozenset(p.name or p.country or "" for p in found.counterparts))
        if key in seen or number >= _MOST:
            continue
        seen.append(key)
        number += 1
        yield replace(found, engagement_id=f"{sheet.release.release_id}-{number}")


def _candidates(sheet: Sheet, reported: Reported, first: Engagement, sides: Sides) -> Iterator[Engagement]:
    yield from _sessions(sheet, reported, first)
    for events in _told(sheet, reported, first):
        for event, following in zip(events, [*events[1:], None], strict=False):
            if reported.event is not None and event.verb_start == reported.event.verb_start and first.kind != "visit":
                continue
            stop = following.verb_start if following else event.end
            found = _stop(sheet, event, stop, first, sides)
            if found:
                yield found


def _told(sheet: Sheet, reported: Reported, first: Engagement) -> Iterator[list[Event]]:
    """Events sentence by sentence: those of the lead, and of a visit's whole account."""
    for _, events in groupby((e for e in reported.events if e.start < reported.lead[1]), lambda e: e.start):
        yield list(events)
    if first.kind == "visit":
        last = max((e.end for e in reported.events), default=sheet.layout.body)
        for span in sentences(sheet.text, last, _REACH):
            yield kinds.events(sheet.text, *span)


def _sessions(sheet: Sheet, reported: Reported, first: Engagement) -> Iterator[Engagement]:
    """A meal or a signing told beside the talk, with the same people."""
    text, (start, end) = sheet.text, reported.lead
    told = text[start:end]
    meal = any(word in told for word in _MEALS) and _SESSION.search(text, start, end)
    if meal and first.kind not in ("meal", "telephone", "video", "visit"):
        stop = min(end, meal.end() + 90)
        if clocks.find(text, meal.start(), stop) or clocks.durations(text, meal.start(), stop):
            yield _like(sheet, first, "meal", meal.span("meal"), (meal.start(), stop))
    signed = "signed" in told and _SIGNED.search(text, start, end)
    if signed and first.kind != "signing":
        yield _like(sheet, first, "signing", signed.span(), signed.span())


def _like(sheet: Sheet, first: Engagement, kind: str, words: tuple[int, int], region: tuple[int, int]) -> Engagement:
    """An engagement of the first one's people on its day, of another kind and with its own clock."""
    when, mentions = _moment(sheet, first, region)
    carried = [m for m in first.mentions if m.slot in _CARRIED]
    kind_mention = Mention("kind", kind, *words, "session")
    return replace(first, kind=kind, when=when, direction=None, visit=None, topics=(), statements=(), doubts=(),
                   mentions=(kind_mention, *carried, *mentions))  # fmt: skip


_CARRIED = {"principal", "principal_role", "counterpart", "counterpart_role", "country", "place", "date", "published"}


def _moment(sheet: Sheet, first: Engagement, region: tuple[int, int]) -> tuple[When, list[Mention]]:
    """The first engagement's day with the clock and length that a region prints."""
    text = sheet.text
    clock = next(iter(clocks.find(text, *region)), None)
    length = next(iter(clocks.durations(text, *region)), None)
    start_time, minutes, mentions = of_day(clock, length)
    return replace(first.when, start_time=start_time, duration_minutes=minutes), mentions


def _stop(sheet: Sheet, event: Event, stop: int, first: Engagement, sides: Sides) -> Engagement | None:
    """An engagement with somebody the clause introduces."""
    text, own = sheet.text, sheet.ministry.country
    if event.kind == "visit" or _LOOKS_BACK.search(text, event.start, event.verb_start):
        return None
    met = [s for s in people.find(text, event.verb_start, stop, sheet.names) if s.name and " " in s.name and s.country != own]
    met = [s for s in met if not who.bystander(text, s) and not who.own_official(s, sheet.ministry)]
    known = {p.name for p in first.counterparts} if first.kind != "visit" else set()
    met = [_sided(s, sides) for s in met if s.name not in known]
    met = [s for s in met if s.country]
    if not met:
        return None
    counterparts = tuple(who.person(text, s, sheet.ministry) for s in met)
    when, mentions = _when(sheet, event, stop, first)
    reported = Reported(event, [event], (event.start, event.end), met)
    place, place_mentions = where.weigh(sheet, reported, event.kind, met, event.direction)
    elsewhere = first.kind == "visit" and first.place and {s.country for s in met} != {first.place.country}
    if place is None and first.place and not elsewhere and event.kind not in ("telephone", "video"):
        place, place_mentions = first.place, [m for m in first.mentions if m.slot == "place"]
    carried = [m for m in first.mentions if m.slot in ("principal", "principal_role")]
    direction = [Mention("direction", event.direction, event.verb_start, event.verb_end, event.rule)] if event.direction else []
    return replace(
        first, kind=event.kind, when=when, direction=event.direction, visit=None, place=place, counterparts=counterparts,
        countries=tuple(dict.fromkeys(s.country for s in met if s.country)), topics=(), statements=(), doubts=(),
        mentions=(Mention("kind", event.kind, event.verb_start, event.verb_end, event.rule), *carried, *direction, *mentions,
                  *place_mentions, *_evidence(sheet, counterparts, met)),
    )  # fmt: skip


def _sided(sighting: Sighting, sides: Sides) -> Sighting:
    """The country that the whole journey's reading found for somebody."""
    known = next((s.country for s in sides.counterparts if s.name == sighting.name), None)
    return sighting._replace(country=sighting.country or known)


def _when(sheet: Sheet, event: Event, stop: int, first: Engagement) -> tuple[When, list[Mention]]:
    text = sheet.text
    when, mentions = _moment(sheet, first, (event.start, stop))
    paragraph = text.rfind("\n", 0, event.start) + 1
    printed = [d for d in dates.find(text, paragraph, event.end) if d.start < event.verb_end] or dates.find(text, *event[:2])
    given = [d for d in dates.find(text, event.verb_end, stop) if text.endswith(" on ", 0, d.start) and not _ASIDE.search(text, event.verb_end, d.start)]
    words = given[0] if given else printed[-1] if printed else None
    if words is None and (first.kind != "visit" or _SAME_DAY.search(text, paragraph, event.end)):
        return when, [*mentions, *(m for m in first.mentions if m.slot in ("date", "published"))]
    if words is None:
        return _open(when, "the release does not say on which of the visit's days"), mentions
    own = _near(words, sheet.layout.published, first.when.date)
    day = Mention("date", f"{words.month:02d}-{words.day:02d}", words.start, words.end, words.rule)
    kept = replace(own, start_time=when.start_time, duration_minutes=when.duration_minutes, time_zone=first.when.time_zone)
    return kept, [day, *mentions]


_ASIDE = re.compile(r"\b(?:who|which|since|after|before|until)\b")
_SAME_DAY = re.compile(r"\b(?:same|that) day\b", re.IGNORECASE)


def _open(when: When, reason: str) -> When:
    return replace(when, date=None, precision="none", basis="none", earliest=when.date, latest=None, reason=reason)


def _near(words: DateWords, published: dt.date | None, first: dt.date | None) -> When:
    """The date nearest to the first engagement's; a journey takes no months."""
    own = years.settle(words, published, [])
    if own.date is not None or first is None:
        return own
    days = [d for y in (-1, 0, 1) if (d := years.on(first.year + y, words))]
    best = min(days, key=lambda d: abs((d - first).days), default=None)
    if best is None or abs((best - first).days) > 60:
        return own
    return When(best, "day", "inferred", best, best, f"near the first day told, {first.isoformat()}")


def _evidence(sheet: Sheet, counterparts: tuple[Person, ...], met: list[Sighting]) -> Iterator[Mention]:
    for person, sighting in zip(counterparts, met, strict=True):
        yield from who.mentions("counterpart", [person], [sighting])
        if person.country:
            span = sighting.allegiance or sighting.written
            yield Mention("country", person.country, *span, "party")



"""Weighs date words, clock times and durations into when an engagement was."""

from __future__ import annotations

import re

from etl import who, years
from etl.finders import clocks, dates, days
from etl.finders.clocks import ClockWords, DurationWords
from etl.records import DateWords, Mention, Place, Sighting, When
from etl.sheet import Reported, Sheet
from etl.where import time_zone

Span = tuple[int, int]
_LOCAL_IN_BRACKET = re.compile(r"(?: JST| Japan(?:ese)?(?: [Ss]tandard)? [Tt]ime)?,? ?\((?P<inner>[^()]{4,60}?),? local time\)")
# Of meetings told one by one: "1. Prime Minister A (8:50 - 9:00)".
_HEADED_RANGE = re.compile(r"(?<=\n)[^\n]{0,90}\(\d{1,2}:\d\d(?: ?[ap]\.?m\.?)? ?(?:-|–|to) ?\d{1,2}:\d\d[^\n)]{0,12}\)", re.IGNORECASE)
_PLANS = ("Plan", "Strategy", "Program", "Framework", "Roadmap")
_PERIOD = re.compile(r"\b(?:Plan|Strategy|Programme|Program|Framework|Roadmap)\b[^.;]{0,120}?\b(?:from )?(?P<first>20\d\d) ?(?:-|–|to) ?20\d\d")


def weigh(
    sheet: Sheet, reported: Reported, principals: list[Sighting], counterparts: list[Sighting], place: Place | None
) -> tuple[When, list[Mention]]:
    """When it was, with the evidence for date, year, time and length."""
    text = sheet.text
    regions = (reported.sentence, reported.lead)
    words = _told_day(sheet, reported) if sheet.ministry.readouts else None
    words = words or next((w for r in regions if (w := _date_words(text, r))), None) or _heading_date(sheet)
    clock, local_day = _clock(text, regions)
    words = local_day or words
    if reported.event is None and sheet.layout.date_line and sheet.layout.date_line.day:
        words = sheet.layout.date_line  # an outline without a sentence on the talk: its date line is all there is
    clues, clue_mentions = _clues(sheet, principals, counterparts)
    settled = years.settle(words, sheet.layout.published, clues)
    length = _length(text, regions)
    mentions = []
    if words:
        mentions.append(Mention("date", f"{words.month:02d}-{words.day:02d}", words.start, words.end, words.rule))
    line = sheet.layout.date_line
    if line and settled.basis == "published":
        mentions.append(Mention("published", str(sheet.layout.published), line.start, line.end, line.rule))
    if settled.basis == "inferred":
        mentions += clue_mentions
    start_time, minutes, told = of_day(clock, length)
    return When(
        settled.date, settled.precision, settled.basis, settled.earliest, settled.latest, settled.reason,
        start_time, minutes, time_zone(place),
    ), [*mentions, *told]  # fmt: skip


def of_day(clock: ClockWords | None, length: DurationWords | None) -> tuple[str | None, int | None, list[Mention]]:
    """The clock time (HH:MM) and the length in minutes as records have them, with the evidence."""
    start_time = f"{clock.hour:02d}:{clock.minute:02d}" if clock else None
    minutes = length.minutes if length else None
    mentions = [Mention("start_time", start_time, clock.start, clock.end, clock.rule)] if clock and start_time else []
    if length:
        mentions.append(Mention("duration_minutes", str(minutes), length.start, length.end, length.rule))
    return start_time, minutes, mentions


_STAY = re.compile(r"\b(?<!paid an )(?<!paid a )(?<!made a )(?:visiting|visit|stay|staying)\b[^.;,]{0,60}\b(?:from|between|since) $")


def _date_words(text: str, region: Span) -> DateWords | None:
    found = dates.find(text, *region)
    outside = [d for d in found if not _bracketed(text, d.start, region[0])]
    # "who is on a visit to Japan from March 3 to 6, held talks on March 4": the stay is not the talk.
    plain = [d for d in outside if not _STAY.search(text, max(region[0], d.start - 90), d.start)] if len(outside) > 1 else outside
    return next(iter(plain or outside or found), None)


def _told_day(sheet: Sheet, reported: Reported) -> DateWords | None:
    """The day a readout names from the day it was written on: "spoke today", "met yesterday"."""
    written = sheet.release.home_day or sheet.layout.published
    found = days.find(sheet.text, *reported.sentence, written) if written else []
    printed = dates.find(sheet.text, *reported.sentence) if found else []
    # "met on June 1 to discuss the vote on Sunday": what stands nearer to the beginning is when they met.
    return found[0] if found and not (printed and printed[0].start < found[0].start) else None


def _bracketed(text: str, at: int, low: int) -> bool:
    """Whether a date stands in a bracket of its own ("(local time; December 16)"), not behind a weekday's."""
    opened = text.rfind("(", low, at)
    return opened >= 0 and text.find(")", opened, at) < 0 and not text.endswith("day ", low, opened)


def _heading_date(sheet: Sheet) -> DateWords | None:
    """A visit's days may stand in its title only: "(January 6 to 8)"."""
    for start, end in sheet.layout.headings:
        found = dates.find(sheet.text, start, end)
        if found:
            return found[0]
    return None


def _clock(text: str, regions: tuple[Span, Span]) -> tuple[ClockWords | None, DateWords | None]:
    """The first clock time; where the bracket behind it holds the local one, that, with its date."""
    found = next((f for r in regions if (f := clocks.find(text, *r))), None)
    if not found:
        return None, None
    first = found[0]
    inner = _LOCAL_IN_BRACKET.match(text, first.end, min(len(text), first.end + 90))
    second = clocks.find(text, inner.start("inner"), inner.end()) if inner else []
    if not inner or not second:
        return first, None
    day = dates.find(text, inner.start("inner"), inner.end())
    return second[0], day[0] if day else None


def _length(text: str, regions: tuple[Span, Span]) -> DurationWords | None:
    for region in regions:
        said = clocks.durations(text, *region) or clocks.spans(text, clocks.find(text, *region))
        if said:
            return said[0]
    heading = _HEADED_RANGE.search(text, regions[1][1], min(len(text), regions[1][1] + 700))
    said = clocks.spans(text, clocks.find(text, *heading.span())) if heading else []
    return said[0] if said else None


def _clues(
    sheet: Sheet, principals: list[Sighting], counterparts: list[Sighting]
) -> tuple[list[list[years.Clue]], list[Mention]]:
    """What leaves only certain years possible: an office held, a seat in the Security Council, the address, a plan."""
    if sheet.layout.published:
        return [], []
    groups: list[list[years.Clue]] = []
    mentions: list[Mention] = []
    for s in principals[:2]:
        known = who.official(s.name, sheet.ministry.country, s.level)
        found = years.office_clues(known.family, known.given, who.office(s)) if known else []
        if found:
            groups.append(found)
            mentions.append(Mention("date", found[0].reason, *s.written, "office-term"))
    for s in counterparts[:2]:
        found, span = years.council_clues(sheet.text, sheet.layout.body, s.country)
        if found and span:
            groups.append(found)
            mentions.append(Mention("date", found[0].reason, *span, "council-term"))
    line = sheet.layout.date_line
    if line and line.year:
        groups.append([years.month_clue(line.year, line.month, f"the release bears {sheet.text[line.start : line.end]}")])
        mentions.append(Mention("date", str(line.year), line.start, line.end, line.rule))
    found = years.address_clues(sheet.release.url)
    if found:
        groups.append(found)
    period = _PERIOD.search(sheet.text) if any(word in sheet.text for word in _PLANS) else None
    if period:
        first = int(period["first"])
        groups.append([years.Clue(*years.around(first), f"a plan from {first} on was agreed")])
        mentions.append(Mention("date", str(first), *period.span(), "plan-period"))
    return groups, mentions



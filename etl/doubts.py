"""Contradictions that a release holds within itself: noted beside the record, never silently resolved."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator

from etl import years
from etl.finders import clocks, dates
from etl.records import When
from etl.sheet import Reported, Sheet

_LATEST_REPORT = 45  # days: a release that bears a later date than that tells of something else, or misprints


def find(sheet: Sheet, reported: Reported, when: When) -> tuple[str, ...]:
    """Sentences, each naming one contradiction between what the release prints; empty where all agrees."""
    return (*_weekday(sheet, reported, when), *_japan_time(sheet, reported, when), *_length(sheet, reported, when),
            *_published(sheet, when))  # fmt: skip


def _weekday(sheet: Sheet, reported: Reported, when: When) -> Iterator[str]:
    if "day" not in sheet.text[slice(*reported.sentence)] and "(" not in sheet.text[slice(*reported.sentence)]:
        return
    for words in dates.find(sheet.text, *reported.sentence)[:1]:
        if when.date and words.weekday is not None and words.day == when.date.day and words.weekday != when.date.weekday():
            yield f"{sheet.text[words.start : words.end]} is printed, but {when.date} was a {years.WEEKDAYS[when.date.weekday()]}"


def _japan_time(sheet: Sheet, reported: Reported, when: When) -> Iterator[str]:
    """The local time and the Japan time in the bracket behind it must be the same moment."""
    if not (when.date and when.time_zone and when.start_time) or "(" not in sheet.text[slice(*reported.sentence)]:
        return
    found = clocks.find(sheet.text, *reported.sentence)
    if len(found) < 2:
        return
    local, japan = found[0], found[1]
    between = sheet.text[local.end : japan.start]
    if "(" not in between or len(between) > 60 or not _says_japan(sheet.text, japan.end, between):
        return
    moment = dt.datetime.combine(when.date, dt.time(local.hour, local.minute), zoneinfo.ZoneInfo(when.time_zone))
    there = moment.astimezone(zoneinfo.ZoneInfo("Asia/Tokyo"))
    if abs((there.hour * 60 + there.minute) - (japan.hour * 60 + japan.minute)) % (24 * 60) > 5:
        yield (f"{local.hour:02d}:{local.minute:02d} in {when.time_zone} is {there:%H:%M} in Japan, but "
               f"{japan.hour:02d}:{japan.minute:02d} Japan time is printed")  # fmt: skip


def _says_japan(text: str, end: int, between: str) -> bool:
    return any(words in text[end : end + 40].split(")")[0] or words in between for words in ("JST", "Japan time", "Japan Time"))


def _length(sheet: Sheet, reported: Reported, when: When) -> Iterator[str]:
    if not when.duration_minutes or not any(w in sheet.text[slice(*reported.sentence)] for w in (" to ", "until", "-", "–")):
        return
    ranged = clocks.spans(sheet.text, clocks.find(sheet.text, *reported.sentence))
    if ranged and abs(ranged[0].minutes - when.duration_minutes) > 5:
        yield f"{when.duration_minutes} minutes are printed, but the clock times are {ranged[0].minutes} minutes apart"


def _published(sheet: Sheet, when: When) -> Iterator[str]:
    published = sheet.layout.published
    if when.date and published and (published - when.date).days > _LATEST_REPORT:
        yield f"the release bears {published}, {(published - when.date).days} days after the event"

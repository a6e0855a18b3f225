"""Days named from the day of writing: today, this morning, yesterday, on Tuesday."""

from __future__ import annotations

import datetime as dt
import re

from etl.records import DateWords

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORDS = re.compile(
    r"\b(?:(?P<today>[Tt]oday|[Tt]onight|[Tt]his (?:morning|afternoon|evening))|(?P<yesterday>[Yy]esterday|[Ll]ast (?:night|evening))"
    rf"|(?:[Oo]n|[Ll]ast|met|spoke) (?P<weekday>{'|'.join(_WEEKDAYS)}))\b(?!'s|, \w+ \d)"
)


def find(text: str, start: int, end: int, written: dt.date) -> list[DateWords]:
    """The days that ``text[start:end]`` names from the day of writing, in order; a weekday is the last one that was."""
    found = []
    for m in _WORDS.finditer(text, start, end):
        back = 0 if m["today"] else 1
        if m["weekday"]:
            back = (written.weekday() - _WEEKDAYS.index(m["weekday"])) % 7
        day = written - dt.timedelta(days=back)
        found.append(DateWords(None, day.month, day.day, day.weekday(), m.start(), m.end(), "day-of-writing"))
    return found

"""Dates as printed: month and day, with year and weekday where they stand."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from etl.records import DateWords

MONTHS = {
    name: number
    for number, names in enumerate(
        ("January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun", "July Jul", "August Aug",
         "September Sept Sep", "October Oct", "November Nov", "December Dec"), 1)
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {name: n for n, name in enumerate(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])}

_MONTH = r"(?P<month{0}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
_WEEKDAY = r"(?P<weekday{0}>(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day|\.|(?=[ ,)])))"
_DAY = r"(?P<day{0}>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:])"
_YEAR = r"(?:,? (?P<year{0}>(?:19|20)\d\d)(?!\d))?"
_BEFORE = "(?:" + _WEEKDAY.format("{0}") + r",? ?\(?(?:the )?)?"
_BEHIND = r"(?:,? ?\(" + _WEEKDAY.format("{0}b") + r"\.?\))?"

_MONTH_FIRST = re.compile(
    r"(?<!\w)" + (_BEFORE + _MONTH + r" ?(?:the )?" + _DAY).format("1") + _BEHIND.format("1") + _YEAR.format("1")
)
_DAY_FIRST = re.compile(
    r"(?<![\w:.])" + (_BEFORE + _DAY + r" (?:of )?" + _MONTH).format("2") + _BEHIND.format("2") + _YEAR.format("2")
)
# "March 5 to 7, 2019", "5 to 7 March 2019": the year stands behind the last day, the month too; the first day is told.
_LAST_DAY = re.compile(
    r" ?(?:to|and|until|through|-|–) ?" + _BEFORE.format("4") + r"(?:(?P<month4>[A-Z][a-z]+) )?[0-3]?\d(?:st|nd|rd|th)?"
    + _BEHIND.format("4") + r",? (?P<year4>(?:19|20)\d\d)(?!\d)"
)  # fmt: skip
_FIRST_DAY = re.compile(r"(?<![\w:.,])(?P<day>[0-3]?\d)(?:st|nd|rd|th)? ?(?:to|and|until|through|-|–) ?$")
_NAMED = re.compile("|".join(dict.fromkeys(name[:3] for name in MONTHS)))
_REACH = 60  # code points: "Wednesday (the 30th of September (Wednesday), 2015" is longer than any date on either side of its month
_MONTH_ONLY = re.compile(r"(?<!\w)" + _MONTH.format("3") + r",? (?P<year3>(?:19|20)\d\d)(?!\d)")


@functools.lru_cache(maxsize=4)  # several slots ask for the same sentence
def find(text: str, start: int, end: int) -> list[DateWords]:
    """The dates printed in ``text[start:end]``, in order; impossible ones (June 31) are no dates."""
    found = [_read(m, "1", "month-first") for m in _around_months(_MONTH_FIRST, "month1", text, start, end)]
    taken = [(d.start, d.end) for d in found if d]
    for m in _around_months(_DAY_FIRST, "month2", text, start, end):
        if not any(s < m.end() and m.start() < e for s, e in taken):
            found.append(_read(m, "2", "day-first"))
    return sorted([d for d in found if d], key=lambda d: d.start) if found else []


def _around_months(pattern: re.Pattern[str], group: str, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of a pattern, tried only around the names of months; none overlaps another."""
    for name in _NAMED.finditer(text, start, end):
        if name.start() >= start:
            m = pattern.search(text, max(start, name.start() - _REACH), min(end, name.end() + _REACH))
            if m and m.start(group) == name.start():
                start = m.end()
                yield m


def month_and_year(text: str, start: int, end: int) -> DateWords | None:
    """A month with its year and no day ("October 2003"), as some date lines print; the day is 0."""
    m = _MONTH_ONLY.search(text, start, end)
    if m is None:
        return None
    return DateWords(int(m["year3"]), MONTHS[m["month3"]], 0, None, m.start(), m.end(), "month-only")


def _read(m: re.Match[str], form: str, rule: str) -> DateWords | None:
    month, day, start = MONTHS[m["month" + form]], int(m["day" + form]), m.start()
    if not 1 <= day <= (29, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1] + (month == 1) * 2:
        return None
    weekday = m["weekday" + form] or m["weekday" + form + "b"]
    year = int(m["year" + form]) if m["year" + form] else None
    last = _LAST_DAY.match(m.string, m.end()) if year is None else None
    if last:
        year = int(last["year4"]) - (MONTHS.get(last["month4"] or "", month) < month)
    first = _FIRST_DAY.search(m.string, max(0, start - 12), start) if rule == "day-first" and not weekday else None
    if first and 0 < int(first["day"]) < day:
        day, start = int(first["day"]), first.start()
    return DateWords(year, month, day, WEEKDAYS[weekday[:3]] if weekday else None, start, m.end(), rule)

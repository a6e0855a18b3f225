"""Which year a printed month and day belong to, by a ladder of evidence.

A year is printed, or follows from the date the release bears, or is inferred: every piece of evidence (an address, an
office held, a term on the Security Council, a weekday) leaves certain years possible, and only if exactly one is left
is there a date. Today's clock is no evidence.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from etl import vocabulary
from etl.records import DateWords, When

FIRST_YEAR, LAST_YEAR = 1990, 2035  # what the ladder may consider at all
_LATE = dt.timedelta(days=2)  # an event may bear the next day's date where the desk's day has begun


class Clue(NamedTuple):
    """A reason why only certain days are possible: inclusive bounds, and the words for it."""

    earliest: dt.date
    latest: dt.date
    reason: str


def settle(words: DateWords | None, published: dt.date | None, clues: list[list[Clue]]) -> When:
    """The day meant by `words`.

    Args:
        words: the date as printed, or None where none is.
        published: the date the release bears.
        clues: groups of alternatives; of each group at least one must hold.
    """
    if words is None or not words.day:
        return _undated(published, clues)
    name = f"{_MONTHS[words.month - 1]} {words.day}"
    if words.year:
        day = on(words.year, words)
        return When(day, "day", "stated", day, day, f"{name}, {words.year} is printed") if day else When()
    if published:
        return _from_published(words, published, name)
    return _inferred(words, clues, name)


def _from_published(words: DateWords, published: dt.date, name: str) -> When:
    years = (published.year + 1, published.year, published.year - 1)
    day = next((d for y in years if (d := on(y, words)) and d <= published + _LATE), None)
    if day is None:
        return When(latest=published)
    return When(day, "day", "published", day, day, f"{name} + the release bears {published.isoformat()}")


def _inferred(words: DateWords, clues: list[list[Clue]], name: str) -> When:
    days = [d for year in range(FIRST_YEAR, LAST_YEAR + 1) if (d := on(year, words))]
    telling = []
    for group in clues:
        left = [d for d in days if any(c.earliest <= d <= c.latest for c in group)]
        if left and len(left) < len(days):
            days = left
            telling.append(group)
    if not telling:
        return When(reason=f"{name}, but nothing tells the year")
    on_weekday = [d for d in days if d.weekday() == words.weekday]
    by_weekday = len(days) > 1 and bool(on_weekday)
    days = on_weekday if by_weekday else days
    reasons = [name]
    for group in telling:
        reasons.append(" or ".join(dict.fromkeys(c.reason for c in group if any(c.earliest <= d <= c.latest for d in days))))
    if by_weekday and words.weekday is not None:
        reasons.append(f"a {WEEKDAYS[words.weekday]}")
    if len(days) == 1:
        return When(days[0], "day", "inferred", days[0], days[0], " + ".join(reasons))
    return When(None, "none", "none", days[0], days[-1], " + ".join(reasons) + ": more than one year fits")


def _undated(published: dt.date | None, clues: list[list[Clue]]) -> When:
    if published:
        return When(latest=published, reason=f"no day is printed; the release bears {published.isoformat()}")
    if clues:
        return When(None, "none", "none", min(c.earliest for c in clues[0]), max(c.latest for c in clues[0]),
                    "no day is printed; " + " or ".join(c.reason for c in clues[0][:3]))  # fmt: skip
    return When()


def office_clues(family: str, given: str, role: str | None) -> list[Clue]:
    """When somebody of that name held the office that `role` names, by officials.csv; any office where it names none."""
    office = vocabulary.office_names().get(role or "")
    found = []
    for term in vocabulary.families().get(family.lower(), ()):
        if term.given.lower() != given.lower() or office not in (None, term.office):
            continue
        end = term.end - dt.timedelta(days=1) if term.end else dt.date(LAST_YEAR, 12, 31)
        shown = f"{term.start.isoformat()}..{term.end.isoformat() if term.end else ''}"
        found.append(Clue(term.start, end, f"{term.family} {term.office} {shown}"))
    return found


_PATH_MONTH = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>1[0-2]|0?[1-9])/")
_PATH_CODE = re.compile(r"/(?:[a-z_]+?)(?P<year>0\d|1[0-2])(?P<month>0[1-9]|1[0-2])(?:\d\d)?(?:[/_.a-z]|$)")
_PATH_SERIES = re.compile(r"/(?P<prefix>[a-z]+\d*[a-z]*(?:_000001)?)_0*(?P<number>\d+)(?:_\d+)?\.html?$")


def address_clues(url: str | None) -> list[Clue]:
    """What a web address tells of the month: a date in its path, or a running number between two known ones."""
    if not url:
        return []
    m = _PATH_MONTH.search(url) or _PATH_CODE.search(url)
    if m:
        year = int(m["year"])
        year = year if year > 1900 else 2000 + year
        return [month_clue(year, int(m["month"]), f"the address names {m.group().strip('/')}")]
    m = _PATH_SERIES.search(url)
    return _series_clue(m["prefix"], int(m["number"])) if m else []


def around(year: int) -> tuple[dt.date, dt.date]:
    """When a plan that starts with a year is agreed: in it, or in the months before."""
    return dt.date(year - 1, 10, 1), dt.date(year, 12, 31)


def month_clue(year: int, month: int, reason: str) -> Clue:
    """A release of a month reports what happened in it or a few weeks before."""
    first = dt.date(year, month, 1)
    end = (first + dt.timedelta(days=45)).replace(day=1)
    return Clue(first - dt.timedelta(days=31), end, reason)


def _series_clue(prefix: str, number: int) -> list[Clue]:
    twice = vocabulary.addresses_used_twice().get(prefix)
    if twice and twice[0] <= number <= twice[1]:
        low, high = twice[2] - dt.timedelta(days=200), twice[3] + dt.timedelta(days=60)
        return [Clue(low, high, f"the address {prefix}_{number} has a number used in {twice[2].year} and {twice[3].year}")]
    known = vocabulary.address_series().get(prefix, ())
    before = max((p for n, p in known if n <= number), default=None)
    after = min((p for n, p in known if n >= number), default=None)
    if before is None and after is None:
        return []
    margin = dt.timedelta(days=20)
    low = before - margin if before else dt.date(FIRST_YEAR, 1, 1)
    high = after + margin if after else dt.date(LAST_YEAR, 12, 31)
    shown = f"{before.isoformat() if before else ''}..{after.isoformat() if after else ''}"
    return [Clue(low, high, f"the address {prefix}_{number} stands between releases of {shown}")]


_NEXT_YEAR = re.compile(r"\bwill (?:join|become|serve|sit|be|take)\b[^.;]{0,80}\b(?:UNSC|Security Council)\b[^.;]{0,60}\bnext year\b"
                        r"|\bnext year\b[^.;]{0,80}\bnon-permanent member|\bnon-permanent member[^.;]{0,60}\bfrom (?:January )?next year")  # fmt: skip
_SERVES = re.compile(r"\b(?:currently|now|presently)\b[^.;]{0,60}\bnon-permanent member|\bhas a non-permanent seat|"
                     r"\bis (?:currently )?(?:serving as )?(?:a |an )?non-permanent member")  # fmt: skip


def council_clues(text: str, start: int, country: str | None) -> tuple[list[Clue], tuple[int, int] | None]:
    """Years that a sentence on a country's elected seat in the Security Council leaves, and the span of its words."""
    terms = vocabulary.security_council().get(country or "", ())
    if not terms:
        return [], None
    name = vocabulary.countries()[country].name if country in vocabulary.countries() else country
    m = _NEXT_YEAR.search(text, start)
    if m:
        return [Clue(dt.date(a - 1, 1, 1), dt.date(a - 1, 12, 31), f"{name} joins the UNSC next year ({a})") for a, _ in terms], m.span()
    m = _SERVES.search(text, start)
    if m:
        return [Clue(dt.date(a, 1, 1), dt.date(b, 12, 31), f"{name} on the UNSC {a}-{b}") for a, b in terms], m.span()
    return [], None


def on(year: int, words: DateWords) -> dt.date | None:
    """The printed day in a year; None where that year has no such day."""
    try:
        return dt.date(year, words.month, words.day)
    except ValueError:
        return None


_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

"""Numbers, dates and gaps as words: 1,234 · 8 Nov 2016 · undated · –."""

from datetime import date

import pandas as pd

ABSENT = "–"


def number(value: float) -> str:
    """1234 → '1,234'."""
    return f"{int(value):,}"


def count(value: float, noun: str, plural: str = "") -> str:
    """'1 engagement', '1,234 engagements', 'no engagements'."""
    shown = "no" if value == 0 else number(value)
    return f"{shown} {noun if value == 1 else plural or noun + 's'}"


def day(value: date | pd.Timestamp | None, precision: str = "day") -> str:
    """'8 Nov 2016', 'Nov 2016' or '2016' as precisely as it is known; 'undated' where it is not."""
    if pd.isna(value):
        return "undated"
    shapes = {"month": f"{value:%b %Y}", "year": f"{value:%Y}"}
    return shapes.get(precision, f"{value.day} {value:%b %Y}")


def minutes(value: float | None) -> str:
    """15 → '15 min'; a gap stays a gap, never 0."""
    return ABSENT if pd.isna(value) else f"{int(value)} min"


def days(value: float | None) -> str:
    """'12 days', '1,981 days (5.4 years)'; a gap stays a gap."""
    if pd.isna(value):
        return ABSENT
    years = f" ({value / 365.25:.1f} years)" if value >= 730 else ""
    return f"{number(value)} day{'' if value == 1 else 's'}{years}"


def word(code: str | None) -> str:
    """A code as a word: 'foreign_minister' → 'foreign minister'."""
    return ABSENT if pd.isna(code) else str(code).replace("_", " ")


def period(first_day: date | pd.Timestamp, step: str) -> str:
    """A period by its first day: 'Nov 2016', 'Oct–Dec 2016', '2016'."""
    if step == "quarter":
        return f"{first_day:%b}–{first_day + pd.DateOffset(months=2):%b %Y}"
    return f"{first_day:%Y}" if step == "year" else f"{first_day:%b %Y}"


def listing(words: list[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def plain(text: str | None) -> str:
    """Text from outside, safe inside Markdown: nothing in it is markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#$~|:" else sign for sign in text or ABSENT)

"""Numbers, dates and gaps as words: 1,234 · 8 Nov 2016 · undated · –; in Japanese 2016年11月8日."""

import re
from datetime import date

import pandas as pd
from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from store.selection import Names, Selection, span
from view.language import N_, NN_, plural, say, spoken, term

ABSENT = "–"
BOLD = re.compile(r"\*\*.+?\*\*")


def number(value: float) -> str:
    """1234 → '1,234'."""
    return f"{int(value):,}"


def count(value: float, noun: str) -> str:
    """'1 engagement', '1,234 engagements', 'no engagements'; the nouns are those of COUNTED."""
    one, many = COUNTED[noun]
    return plural(one, many, value, number=say("no") if value == 0 else number(value))


COUNTED = {
    "engagement": NN_("{number} engagement", "{number} engagements"),
    "dated engagement": NN_("{number} dated engagement", "{number} dated engagements"),
    "undated engagement": NN_("{number} undated engagement", "{number} undated engagements"),
    "country": NN_("{number} country", "{number} countries"),
    "organisation or group": NN_("{number} organisation or group", "{number} organisations and groups"),
    "release": NN_("{number} release", "{number} releases"),
    "release without an engagement": NN_("{number} release without an engagement",
                                         "{number} releases without an engagement"),
    "statement": NN_("{number} statement", "{number} statements"),
    "person": NN_("{number} person", "{number} people"),
    "input": NN_("{number} input", "{number} inputs"),
    "build": NN_("{number} build", "{number} builds"),
    "other": NN_("{number} other", "{number} others"),
    "day": NN_("{number} day", "{number} days"),
    "month": NN_("{number} month", "{number} months"),
    "quarter": NN_("{number} quarter", "{number} quarters"),
    "year": NN_("{number} year", "{number} years"),
}


def day(value: date | pd.Timestamp | None, precision: str = "day") -> str:
    """'8 Nov 2016', 'Nov 2016' or '2016' as precisely as it is known; 'undated' where it is not."""
    if pd.isna(value):
        return say("undated")
    if spoken() != "en":
        return _day_in(spoken(), value, precision)
    shapes = {"month": f"{value:%b %Y}", "year": f"{value:%Y}"}
    return shapes.get(precision, f"{value.day} {value:%b %Y}")


def minutes(value: float | None) -> str:
    """15 → '15 min'; a gap stays a gap, never 0."""
    return ABSENT if pd.isna(value) else say("{minutes} min", minutes=int(value))


def hours(value: float) -> str:
    """2.5 → '2.5 h'."""
    return say("{hours} h", hours=f"{value:,.1f}")


def days(value: float | None) -> str:
    """'12 days', '1,981 days (5.4 years)'; a gap stays a gap."""
    if pd.isna(value):
        return ABSENT
    told = plural("{number} day", "{number} days", value, number=number(value))
    return say("{days} ({years} years)", days=told, years=f"{value / 365.25:.1f}") if value >= 730 else told


def word(code: str | None) -> str:
    """A code as a word: 'foreign_minister' → 'foreign minister'."""
    return ABSENT if pd.isna(code) else term("code", str(code).replace("_", " "))


def capital(code: str) -> str:
    """The same at the beginning of a line: 'Foreign minister'."""
    told = word(code)
    return told.capitalize() if spoken() == "en" else told


def period(first_day: date | pd.Timestamp, step: str) -> str:
    """A period by its first day: 'Nov 2016', 'Oct–Dec 2016', '2016'."""
    if spoken() != "en" and step == "quarter":
        return say("{first}–{last}", first=_day_in(spoken(), first_day, "month"),
                   last=format_skeleton("MMM", first_day + pd.DateOffset(months=2), locale=spoken()))
    if spoken() != "en":
        return _day_in(spoken(), first_day, step)
    if step == "quarter":
        return f"{first_day:%b}–{first_day + pd.DateOffset(months=2):%b %Y}"
    return f"{first_day:%Y}" if step == "year" else f"{first_day:%b %Y}"


def year(number: object) -> str:
    """A year where it stands alone: '2016', '2016年'."""
    return say("{year}", year=number)


def years(first: object, last: object) -> str:
    """'2010–2012', and '2016' for one."""
    return year(first) if first == last else say("{first}–{last}", first=first, last=year(last))


def months(few: bool) -> str:
    """How a time axis writes its marks: months where they are few, else years; for Plotly."""
    return say("%b %Y") if few else say("%Y")


def listing(words: list[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    if spoken() != "en":
        return format_list(words, locale=spoken())
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def commas(words: list[str]) -> str:
    """'A, B, C'."""
    return say(", ").join(words)


def aside(words: object, more: object) -> str:
    """'Kazakhstan (3)'."""
    return say("{word} ({more})", word=words, more=more)


def apart(text: str) -> str:
    """Bold words a hair's breadth apart where a language has no spaces: Markdown needs one beside a bracket."""
    return text if spoken() == "en" else BOLD.sub("\u200a\\g<0>\u200a", text)


def plain(text: str | None) -> str:
    """Text from outside, safe inside Markdown: nothing in it is markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#$~|:" else sign for sign in text or ABSENT)


def selected(selection: Selection, names: Names) -> str:
    """The selection as a sentence: 'Engagements with Kazakhstan in 2016, meetings, about disarmament'."""
    if spoken() == "en" or selection.is_everything():
        return say("All engagements") if selection.is_everything() else selection.sentence(names)

    def told(message: str, *filters: str) -> str:
        codes = [names.get((one, code), code) for one in filters for code in getattr(selection, one)]
        return say(message, names=say(" or ").join(codes)) if codes else ""

    parts = [told(N_("with {names}"), "countries", "regions"), _told_years(selection.years),
             told(N_("of the kind {names}"), "kinds"), told(N_("about {names}"), "topics"),
             told(N_("in which {names} took part"), "people")]
    return say("Engagements: {conditions}", conditions=commas([part for part in parts if part]))


def _told_years(chosen: tuple[int, ...]) -> str:
    if not chosen:
        return ""
    ends = min(chosen), max(chosen)
    whole = sorted(chosen) == list(range(ends[0], ends[1] + 1))
    return years(*ends) if whole else span(chosen).removeprefix("in ")


def _day_in(language: str, value: date | pd.Timestamp, precision: str) -> str:
    if precision in ("month", "year"):
        return format_skeleton("yMMM" if precision == "month" else "y", value, locale=language)
    return format_date(value, "long", locale=language)

"""Clock times and durations as printed, in all the ways desks print them."""

from __future__ import annotations

import functools
import re
from itertools import pairwise

from etl.records import ClockWords, DurationWords

_HALF = r"(?P<half>[ap])\.? ?m(?![a-z])\.?|(?P<HALF>[AP])\.?M(?![a-z])\.?"
_CLOCK = re.compile(
    r"(?<![\w:.,$/])(?:"
    rf"(?P<h1>[0-2]?\d)(?P<sep>: ?|\.)(?P<m1>[0-5]\d)(?!\d)(?: ?(?:{_HALF}|hrs\b|hours\b))?"
    rf"|(?P<h2>1?\d)(?: o'clock)? ?(?:{_HALF.replace('half', 'half2').replace('HALF', 'HALF2')})"
    r"|(?P<h3>[0-2]\d)(?P<m3>[0-5]\d) ?(?:hrs|hours)\b"
    r"|(?P<noon>noon|midnight)(?!\w))"
)
_PART_OF_DAY = re.compile(r" (?:o'clock )?in the (?:(?P<late>afternoon|evening)|morning)\b")  # "8:30 in the evening"
_JAPAN = re.compile(r"JST|Japan(?:ese)?(?: Standard)? [Tt]ime")

_WORDS = {w: n for n, w in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"])}  # fmt: skip
_WORDS |= {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "seventy": 70, "eighty": 80}
_WORDS |= {f"{t}-five": n + 5 for t, n in (("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50))}
_NUMBER = r"(?:\d{1,3}(?:\.5)?|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + ")"
_MINUTE = r"min(?:ut|iut|niut)?(?:e|es|s)?\b\.?"
_DURATION = re.compile(
    r"(?<![\w:.])(?:"
    rf"(?P<half_hour>half(?: |-)an?(?: |-)hour)|(?P<quarters>a|three) quarters? of an hour"
    # One number, then its unit: the alternation of number words is tried once a place, not once a form.
    rf"|(?P<n>{_NUMBER})[ -]?(?:"
    rf"(?P<half_behind>hours?[ -]and[ -]a[ -]half)"
    rf"|(?P<half_between>and[ -]a[ -]half(?: |-)?hours?)"
    rf"|(?P<hours>hours?),?(?: and)? (?P<m>{_NUMBER})[ -]?{_MINUTE}"
    rf"|(?P<only_hours>hours?)(?! later| ago|-long stay)"
    rf"|(?P<only_minutes>{_MINUTE})(?! later| ago| walk)"
    r"))(?!\w)",
    re.IGNORECASE,
)
_UNIT = re.compile(rf"hour|{_MINUTE}", re.IGNORECASE)  # a Minister is no minute
_REACH = 32  # code points: "twenty-five hours and twenty-five minutes" is the longest there is
_FROM = re.compile(r" ?(?:-|–|to|until) ?(?:about )?")
_LOCAL = re.compile(r"[ ,]{0,2}\(?(?:[\w ]{0,10})?local time")
_AND = re.compile(r" and (?:just |shortly )?(?:(?:after|before|about|around|approximately) )?")  # "between 3:40 and just after 4:00"
_TO = re.compile(r" ?(?:-|–|to|until|till|through) ?(?:about |around |approximately )?$")


@functools.lru_cache(maxsize=4)  # several slots ask for the same sentence
def find(text: str, start: int, end: int) -> list[ClockWords]:
    """The clock times printed in ``text[start:end]``, in order, read as 24 hours."""
    found: list[ClockWords] = []
    for m in _CLOCK.finditer(text, start, end):
        half = (m["half"] or m["HALF"] or m["half2"] or m["HALF2"] or "").lower()
        if m["noon"]:
            hour, minute = (12, 0) if m["noon"] == "noon" else (0, 0)
        elif m["h2"]:
            hour, minute = int(m["h2"]), 0
        elif m["h3"]:
            hour, minute = int(m["h3"]), int(m["m3"])
        else:
            hour, minute = int(m["h1"]), int(m["m1"])
            if not half and (m["sep"] == "." or hour > 23):
                continue
        if not half and not m["noon"]:
            part = _PART_OF_DAY.match(text, m.end(), end)
            half = ("p" if part["late"] else "a") if part else _borrowed(text, m.end(), end)
        hour = _hour24(hour, half)
        if hour < 24:
            found.append(ClockWords(hour, minute, _label(text, m.end(), end), m.start(), m.end(), "clock"))
    return found


def durations(text: str, start: int, end: int) -> list[DurationWords]:
    """The lengths of time printed in ``text[start:end]``, in order, in minutes."""
    found: list[DurationWords] = []
    for unit in _UNIT.finditer(text, start, end):
        # Numbers are tried only in front of a unit: the alternation is long, the text longer.
        low = found[-1].end if found else start
        m = _DURATION.search(text, max(low, unit.start() - _REACH), min(end, unit.end() + _REACH))
        if m is None or m.start() > unit.start() or unit.start() < low:
            continue
        if m["half_hour"]:
            minutes = 30.0
        elif m["quarters"]:
            minutes = 45.0 if m["quarters"].lower() == "three" else 15.0
        elif m["half_behind"] or m["half_between"]:
            minutes = _number(m["n"]) * 60 + 30
        elif m["hours"]:
            minutes = _number(m["n"]) * 60 + _number(m["m"])
        else:
            minutes = _number(m["n"]) * (60 if m["only_hours"] else 1)
        if 0 < minutes <= 24 * 60:
            found.append(DurationWords(round(minutes), m.start(), m.end(), "duration"))
    return found


def spans(text: str, clocks: list[ClockWords]) -> list[DurationWords]:
    """Lengths that follow from two clock times printed as a range: "from 4:10 to 4:30 p.m."."""
    found = []
    for first, second in pairwise(clocks):
        between = text[first.end : second.start]
        joined = _TO.search(between) or (_AND.fullmatch(between) and text.endswith("between ", 0, first.start))
        if len(between) < 60 and joined and "(" not in between:
            minutes = (second.hour * 60 + second.minute - first.hour * 60 - first.minute) % (24 * 60)
            found.append(DurationWords(minutes, first.start, second.end, "clock-range"))
    return [d for d in found if d.minutes]


def _hour24(hour: int, half: str) -> int:
    if half == "p" and hour < 12:
        return hour + 12
    if half == "a" and hour == 12:
        return 0
    return hour


def _borrowed(text: str, at: int, end: int) -> str:
    """ "from 4:10 to 4:30 p.m.": the first time shares the second's half of the day."""
    m = _FROM.match(text, at, end)
    if not m:
        return ""
    following = _CLOCK.match(text, m.end(), end)
    if not following:
        return ""
    return (following["half"] or following["HALF"] or following["half2"] or following["HALF2"] or "").lower()


def _label(text: str, at: int, end: int) -> str | None:
    japan = _JAPAN.search(text, at, min(end, at + 32))
    m = _LOCAL.match(text, at, end)
    if m and (japan is None or m.end() <= japan.start()):
        return "local"
    if japan and text[at : japan.start()].strip(" (,") == "":
        return "japan"
    return None


def _number(words: str) -> float:
    words = words.lower()
    return float(_WORDS[words]) if words in _WORDS else float(words)

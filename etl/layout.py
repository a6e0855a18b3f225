"""Which part of a release is which: heading lines, title, date line, captions, and where its prose begins."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from etl.finders import dates
from etl.ministries import Ministry
from etl.records import Release

_NUMBERING = re.compile(r"[ ]*(?:[-•・*–—] ?|\(?\d{1,2}[.)] ?|\([a-z]\) ?)*")
_NUMBERED = re.compile(r"[ ]*\(?\d{1,2}[.)]? ?")
_PROSE_END = re.compile(r"[.:;)\"]$")
_FINITE = re.compile(
    r"\b(?:held|had|met|paid|made|received|visited|attended|hosted|spoke|talked|took place|was|were|is|are|has|have|will|"
    r"decided|sent|signed|issued|gave|co-chaired|chaired|welcomed|condemns?|said|stated|expressed|recognized|announced|"
    r"participated|joined|exchanged|conducted|represented|convened|supports?|congratulates?|calls?)\b"
)
_ABBREVIATIONS = (
    "Mr.", "Ms.", "Mrs.", "Dr.", "H.E.", "Hon.", "Prof.", "St.", "U.S.", "U.N.", "U.K.", "Gen.", "Sen.", "Gov.", "Amb.",
    "No.", "Jr.", "Sr.", "a.m.", "p.m.", "Lt.", "Col.", "Rev.", "Mgr.", "Rt.", "approx.", "E.", "H.", "M.", "i.e.", "e.g.",
    "Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sept.", "Sep.", "Oct.", "Nov.", "Dec.", "vs.", "Inc.", "Ltd.",
    "(res.", "(ret.", "(Ret.", "(retd.", "(rtd.", "Mt.", "Ft.", "Capt.", "Maj.", "Brig.", "LTG.", "GEN.", "cf.", "et al.",
    "Sun.", "Mon.", "Tue.", "Wed.", "Thu.", "Fri.", "Sat.", "Eng.",
)  # fmt: skip
_ABBREVIATED = frozenset(word[-2] for word in _ABBREVIATIONS)
# One set of characters to begin with: `re` then skips to the next of them.
_ENDING = re.compile(r"[.!?\n](?:(?<=\n)[ \n]*|(?<!\n)[\"')]? +(?=[\"'(]?[A-Z0-9]))")
_WORD = re.compile(r"[^\W\d_]{2}")
_CENTURY = re.compile(r"19|20")
_LEAD_REACH = 1800  # code points of prose in which a release says what it reports


class Layout(NamedTuple):
    """Spans are (start, end) in the settled text; `published` is the date the release bears."""

    title: str | None
    title_span: tuple[int, int] | None
    headings: tuple[tuple[int, int], ...]
    date_line: dates.DateWords | None
    published: dt.date | None
    body: int
    sentences: tuple[tuple[int, int], ...]


def layout(release: Release, ministry: Ministry) -> Layout:
    """Takes a release apart. Never fails: a text without prose has its body at its end."""
    text = release.text
    headings: list[tuple[int, int]] = []
    date_line = None
    body = None
    for start, end in _lines(text):
        line = text[start:end]
        stripped = _NUMBERING.sub("", line, count=1)
        found = _date_line(text, start, end)
        if found is not None:
            date_line = date_line or found
        elif ministry.caption.match(line.strip()) or ministry.heading.fullmatch(line.strip()):
            continue
        elif _is_prose(stripped):
            body = start
            break
        else:
            headings.append((start, end))
    if body is None:
        body = headings[-1][0] if headings else 0
    title, span = _title(release, ministry, headings, date_line)
    published = release.published or _day(date_line)
    return Layout(title, span, tuple(headings), date_line, published, body, tuple(sentences(text, body, _LEAD_REACH)))


def sentences(text: str, start: int, reach: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text[start:start + reach]``; a line's end ends a sentence."""
    stop = len(text) if reach is None else min(len(text), start + reach)
    spans: list[tuple[int, int]] = []
    at = start
    while at < stop and text[at] in " \n":
        at += 1
    for m in _ENDING.finditer(text, at, stop):
        end, following = m.span()
        if text[end] != "\n":
            end += 1
            if text[end - 1] == "." and _is_abbreviation(text, at, end - 1):
                continue
            end += text[end] != " "
        while end > at and text[end - 1] in " \n":
            end -= 1
        if _is_sentence(text, at, end):
            spans.append((at, end))
        at = following
    end = at + len(text[at:stop].rstrip(" \n"))
    return [*spans, (at, end)] if _is_sentence(text, at, end) else spans


def _is_abbreviation(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at `stop` ends a word cut short, not a sentence: "H.E.", "Antony J. Blinken"."""
    last = text[stop - 1]
    if last.isupper() and text[stop - 2 : stop - 1] == " ":
        return True
    return last in _ABBREVIATED and text.endswith(_ABBREVIATIONS, start, stop + 1)


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Whether it is more than a number: "1." heads a sentence and is none."""
    return end - start > 12 or (end > start and bool(_WORD.search(text, start, end)))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Lines with words in them, one by one: most of a text stands behind the last that is asked for."""
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        if text[at:end].strip():
            yield at, end
        at = end + 1


def _is_prose(line: str) -> bool:
    ended = len(line) > 220 or (len(line) >= 60 and bool(_PROSE_END.search(line)))
    return ended and bool(_FINITE.search(line))


def _date_line(text: str, start: int, end: int) -> dates.DateWords | None:
    """The date a line consists of ("March 5, 2007", "(February 8, 2018)", "October 2003")."""
    if end - start > 48 or not _CENTURY.search(text, start, end):
        return None
    for found in (*dates.find(text, start, end), dates.month_and_year(text, start, end)):
        if found and found.year and len(text[start : found.start].strip(" (")) + len(text[found.end : end].strip(" )")) < 12:
            return found
    return None


def _day(found: dates.DateWords | None) -> dt.date | None:
    if found is None or found.year is None or not found.day:
        return None
    try:
        return dt.date(found.year, found.month, found.day)
    except ValueError:
        return None


def _title(
    release: Release, ministry: Ministry, headings: list[tuple[int, int]], date_line: dates.DateWords | None
) -> tuple[str | None, tuple[int, int] | None]:
    """The title the source gives, unless it is a section's name; else the first heading line."""
    text = release.text
    given = release.title
    if given and not ministry.heading.fullmatch(given):
        # The page may break its title over lines.
        return given, _spread(given.split(), text[:4000])
    # "1. Overview" heads a section, it is no title; where the source gives but a section's name, lines behind the date
    # are captions.
    named = [h for h in headings if not _NUMBERED.match(text, h[0]) and (not given or date_line is None or h[0] < date_line.start)]
    if named:
        start, end = named[0]
        return text[start:end].strip(), (start, end)
    return None, None


def _spread(words: list[str], text: str) -> tuple[int, int] | None:
    """Where words stand one behind the other, with any white space between them."""
    start = text.find(words[0])
    while start >= 0:
        end = start + len(words[0])
        for word in words[1:]:
            at = end
            while text[at : at + 1].isspace():
                at += 1
            if at == end or not text.startswith(word, at):
                break
            end = at + len(word)
        else:
            return start, end
        start = text.find(words[0], start + 1)
    return None

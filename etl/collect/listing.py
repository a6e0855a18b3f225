"""What every ministry's site has in common: an index that lists releases, on pages by month or one after the other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_DAY = re.compile(r"([A-Z][a-z]{2,8})\.? (\d{1,2})(?:, (\d{4}))?")


class Listing(NamedTuple):
    """A release as the index lists it; `day` is None where the index does not tell."""

    url: str
    title: str
    day: dt.date | None


class Site(NamedTuple):
    """One ministry's site.

    Attributes:
        ministry: its code; home: its address.
        indexes: first and last month → addresses, below home, of index pages to begin with.
        listed: an index page and its address → its listings.
        following: an index page, its address and its listings → the next index page, or None.
    """

    ministry: str
    home: str
    indexes: Callable[[dt.date, dt.date], list[str]]
    listed: Callable[[LexborHTMLParser, str], list[Listing]]
    following: Callable[[LexborHTMLParser, str], str | None]


def months(since: dt.date, until: dt.date) -> list[dt.date]:
    """First days of the months from `since` to `until`, the latest first."""
    found = []
    while until >= since:
        found.append(until)
        until = (until - dt.timedelta(days=1)).replace(day=1)
    return found


def day(words: str, year: int | None) -> dt.date | None:
    """A date as an index prints it ("July 13", "May 21, 2021"); `year` serves where none is printed."""
    found = _DAY.search(words)
    number = next((n for n, name in enumerate(MONTHS, 1) if found and name.startswith(found[1].lower())), None)
    if not found or not number or not (found[3] or year):
        return None
    try:
        return dt.date(int(found[3] or year or 0), number, int(found[2]))
    except ValueError:
        return None


def page_address(href: str | None, base: str) -> str | None:
    """The absolute address of a release's page on the same site; None for other sites, files and fragments."""
    address = urldefrag(urljoin(base, (href or "").strip()))[0]
    parts, home = urlsplit(address), urlsplit(base)
    if parts.scheme not in ("http", "https") or parts.netloc.removeprefix("www.") != home.netloc.removeprefix("www."):
        return None
    ending = parts.path.rpartition("/")[2].rpartition(".")[2].lower() if "." in parts.path.rpartition("/")[2] else ""
    return address if href and ending in ("", "html", "htm") else None

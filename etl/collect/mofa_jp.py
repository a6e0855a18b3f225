"""The Ministry of Foreign Affairs of Japan: a page a month, days without a year, links to every section of the site."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from etl.collect.listing import MONTHS, Listing, Site, day, months, page_address

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_FOLDER = "/press/release/"
_IN_ADDRESS = re.compile(r"/(\d{4})(\d{2})_index\.html")
_IN_HEADING = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{4}})\b", re.IGNORECASE)
_NO_RELEASE = re.compile(r"/mofaj/|(?:^|[/_])index\.html?$")


def indexes(since: dt.date, until: dt.date) -> list[str]:
    """Index pages of months; the current month stands on a page of its own."""
    current = dt.date.today().replace(day=1)
    return [_FOLDER + ("index.html" if month >= current else f"{month:%Y%m}_index.html") for month in months(since, until)]


def listed(page: LexborHTMLParser, address: str) -> list[Listing]:
    """Releases of a month's page; the year comes from its address, else from its heading, else it is this year."""
    found: list[Listing] = []
    for days in page.css("dl.title-list"):
        heading = None
        for node in days.iter():
            if node.tag == "dt":
                heading = node.text(separator=" ")
                continue
            for link in node.css("ul.link-list > li > a"):
                url = page_address(link.attributes.get("href"), address)
                if url and not _NO_RELEASE.search(url):
                    found.append(Listing(url, " ".join(link.text(separator=" ").split()), _day(heading, page, address)))
    return list({listing.url: listing for listing in found}.values())


def _day(heading: str | None, page: LexborHTMLParser, address: str) -> dt.date | None:
    here = _IN_ADDRESS.search(address)
    said = None if here or not page.body else _IN_HEADING.search(" ".join(n.text() for n in page.css("h1, h2, title")))
    year = int(here[1]) if here else int(said[2]) if said else dt.date.today().year
    return day(heading or "", year)


def following(page: LexborHTMLParser, address: str) -> str | None:
    """None: every month has its own page."""
    return None


SITE = Site("mofa-jp", "https://www.mofa.go.jp", indexes, listed, following)

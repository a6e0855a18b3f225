"""The US Department of State: one list of press releases, newest first, page after page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from etl.collect.listing import Listing, Site, day, page_address

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser


def indexes(since: dt.date, until: dt.date) -> list[str]:
    """The first page of the list; the others follow from it."""
    return ["/press-releases/"]


def listed(page: LexborHTMLParser, address: str) -> list[Listing]:
    """Releases of a page of the list."""
    found = []
    for entry in page.css("li.collection-result"):
        link = entry.css_first("a.collection-result__link") or entry.css_first("a")
        url = page_address(link.attributes.get("href"), address) if link else None
        if link and url:
            told = entry.css_first(".collection-result-meta")
            when = day(" ".join((told or entry).text(separator=" ").split()), None)
            found.append(Listing(url, " ".join(link.text(separator=" ").split()), when))
    return found


def following(page: LexborHTMLParser, address: str) -> str | None:
    """The address behind "next"."""
    link = page.css_first("a.next.page-numbers, a[rel=next], link[rel=next]")
    return urljoin(address, link.attributes.get("href") or "") if link else None


SITE = Site("state-us", "https://www.state.gov", indexes, listed, following)

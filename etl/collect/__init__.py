"""One ministry's site into a folder that `build` reads: politely, and going on where it stopped.

The folder holds WARC files, one a run, with every page as it was served, and MANIFEST.csv: what was fetched when.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from etl.collect import mofa_jp, state_us
from etl.collect.listing import Site

SITES = {site.ministry: site for site in (mofa_jp.SITE, state_us.SITE)}


class CollectError(RuntimeError):
    """The site refuses, or nothing could be fetched; the message says what to do. What was fetched is kept."""


class Wish(NamedTuple):
    """What to collect: a ministry's months, [since, until] as first days of months, into a folder.

    Attributes:
        address: the site's address where it is another than the ministry's own: a mirror, or a test.
        check: only tell what the index lists and the folder lacks.
        contact: who fetches, for the site's log: an e-mail address or a web page.
        delay: seconds between two requests, at least.
        max_age: days for which a page held is not asked for again.
    """

    site: Site
    since: dt.date
    until: dt.date
    into: Path
    address: str
    check: bool = False
    contact: str | None = None
    delay: float = 2.0
    max_age: float = 1.0


class Outcome(NamedTuple):
    """Pages by what became of them; `lacking` are (day, title, address) that the folder does not hold."""

    listed: int
    new: int
    changed: int
    unchanged: int
    held: int
    gone: int
    failed: list[str]
    lacking: list[tuple[str, str, str]]


def collect(wish: Wish, note: Callable[[int, int], None] = lambda done, listed: None) -> Outcome:
    """Fetches what the ministry's index lists.

    Args:
        wish: what to collect.
        note: called with pages done and pages listed so far, for a progress bar.

    Raises:
        CollectError: the site refuses (403, 429, robots.txt), or its index cannot be read.
        BuildError: another process collects into the folder.
    """
    from etl.collect import crawl  # a crawling framework takes half a second to import

    return crawl.run(wish, note)


def month(words: str) -> dt.date:
    """The first day of a month written YYYY-MM.

    Raises:
        ValueError: it is none.
    """
    return dt.datetime.strptime(words, "%Y-%m").date()

"""Fetches a site's index pages and the releases they list, with Scrapy."""

from __future__ import annotations

import collections
import datetime as dt
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Request, Response
from selectolax.lexbor import LexborHTMLParser

from etl.collect import CollectError, Outcome, Wish
from etl.collect.archive import Archive, Entry
from etl.collect.listing import Listing
from etl.collect.patience import REFUSALS
from etl.lock import only_writer

_HOP = frozenset((b"content-encoding", b"transfer-encoding", b"content-length", b"connection", b"set-cookie"))


class ReleaseSpider(scrapy.Spider):
    """Index pages first, then every release they list for the months wished; stops at the first refusal."""

    name = "releases"
    handle_httpstatus_list = (304, *REFUSALS, 404, 410, 500, 502, 503, 504, 522, 524, 408)

    def __init__(self, wish: Wish, archive: Archive, note: Callable[[int, int], None]) -> None:
        super().__init__()
        self.wish, self.archive, self.tell = wish, archive, note
        self.counts: collections.Counter[str] = collections.Counter()
        self.listings: dict[str, Listing] = {}
        self.failures: list[str] = []
        self.refusal: str | None = None
        self.indexes_read = 0

    async def start(self) -> AsyncIterator[Request]:
        """Requests for the index pages."""
        for path in self.wish.site.indexes(self.wish.since, self.wish.until):
            yield self._ask_index(self.wish.address + path)

    def _ask_index(self, url: str) -> Request:
        # no-cache: the page is held, but the site is asked each time whether it is still the same.
        return Request(url, self.index, errback=self.index_failed, headers={"Cache-Control": "no-cache"}, priority=10)

    def index(self, response: Response) -> Iterator[Request]:
        """Reads an index page."""
        self._stop_if_refused(response)
        if response.status != 200:
            self.failures.append(f"{response.url}: HTTP {response.status}")
            return
        self.indexes_read += 1
        page = LexborHTMLParser(response.body)
        found = [listing._replace(url=self._local(listing.url)) for listing in self.wish.site.listed(page, response.url)]
        if not found:
            self.failures.append(f"{response.url}: no release is listed there; the site may have changed")
        for listing in found:
            if self._wished(listing) and listing.url not in self.listings:
                self.listings[listing.url] = listing
                yield from self._ask_page(listing)
        following = self.wish.site.following(page, response.url)
        days = [listing.day for listing in found if listing.day]
        if following and (not days or max(days) >= self.wish.since):
            yield self._ask_index(following)

    def _wished(self, listing: Listing) -> bool:
        return listing.day is None or self.wish.since <= listing.day.replace(day=1) <= self.wish.until

    def _ask_page(self, listing: Listing) -> Iterator[Request]:
        official = self._official(listing.url)
        if self.wish.check:
            return
        if self.archive.fresh(official, self.wish.max_age):
            self.counts["held"] += 1
            return
        held = self.archive.saved.get(official)
        headers = {"If-None-Match": held.etag, "If-Modified-Since": held.last_modified} if held else {}
        yield Request(
            listing.url, self.page, errback=self.page_failed, headers={k: v for k, v in headers.items() if v},
            cb_kwargs={"listing": listing}, meta={"dont_cache": True}, dont_filter=True,  # else a circle of redirections ends unheard
        )  # fmt: skip

    def page(self, response: Response, listing: Listing) -> None:
        """Saves a release's page."""
        self._stop_if_refused(response)
        entry = self._entry(listing, response)
        held = self.archive.saved.get(entry.url)
        if response.status == 304 and held:
            self._count("unchanged")
            self.archive.note(held._replace(fetched_at=entry.fetched_at, status="304", outcome="unchanged"))
        elif response.status in (404, 410):
            self._count("gone")
            self.archive.note(entry._replace(outcome="gone"))
        elif response.status != 200:
            self._fail(listing, f"HTTP {response.status}", entry)
        else:
            headers = [(k.decode("latin-1"), v[0].decode("latin-1")) for k, v in response.headers.items() if k.lower() not in _HOP and v]
            self._count(self.archive.save(entry, headers, response.body))

    def page_failed(self, failure: Any) -> None:
        """Notes a page that could not be fetched: no connection, too many redirections, forbidden by robots.txt."""
        listing = failure.request.cb_kwargs["listing"]
        self._fail(listing, _reason(failure.value), self._entry(listing, None))

    def index_failed(self, failure: Any) -> None:
        """Notes an index page that could not be fetched."""
        self.failures.append(f"{failure.request.url}: {_reason(failure.value)}")

    def _fail(self, listing: Listing, reason: str, entry: Entry) -> None:
        self.failures.append(f"{listing.url}: {reason}")
        self.archive.note(entry._replace(outcome="failed", status=reason))
        self.tell(self.counts.total(), len(self.listings))

    def _count(self, outcome: str) -> None:
        self.counts[outcome] += 1
        self.tell(self.counts.total(), len(self.listings))

    def _entry(self, listing: Listing, response: Response | None) -> Entry:
        url = self._official(listing.url)

        def header(name: str) -> str:
            return ((response.headers.get(name) if response else None) or b"").decode("latin-1")

        return Entry(
            url, self._official(response.url) if response else url, listing.title, listing.day.isoformat() if listing.day else "",
            dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), str(response.status if response else ""), "",
            etag=header("ETag"), last_modified=header("Last-Modified"),
        )  # fmt: skip

    def _stop_if_refused(self, response: Response) -> None:
        if response.status in REFUSALS:
            wait = response.headers.get("Retry-After")
            advice = f"wait {wait.decode('latin-1')} seconds" if wait and wait.isdigit() else "wait some hours"
            self.refusal = f"{response.url}: the site refuses (HTTP {response.status}): stopped; {advice}, then run the command again, with --contact and a longer --delay"
            raise CloseSpider("refused")

    def _official(self, url: str) -> str:
        """The ministry's own address of a page, whichever mirror it was fetched from."""
        return self.wish.site.home + url.removeprefix(self.wish.address) if url.startswith(self.wish.address) else url

    def _local(self, url: str) -> str:
        return self.wish.address + url.removeprefix(self.wish.site.home) if url.startswith(self.wish.site.home) else url


def run(wish: Wish, note: Callable[[int, int], None]) -> Outcome:
    """Collects; see `etl.collect.collect`."""
    archive = Archive(wish.into, wish.site.ministry)
    logging.getLogger("scrapy").setLevel(logging.CRITICAL)
    with only_writer(wish.into / ".collecting", doing="collector"):
        process = CrawlerProcess(_settings(wish))
        crawler = process.create_crawler(ReleaseSpider)
        process.crawl(crawler, wish=wish, archive=archive, note=note)
        process.start()
    spider: Any = crawler.spider
    if spider is None:
        raise CollectError("the crawler could not start: see that Scrapy and its parts are installed as requirements.txt says")
    if spider.refusal:
        raise CollectError(spider.refusal)
    if not spider.indexes_read:
        first = spider.failures[0] if spider.failures else wish.address
        raise CollectError(f"{first}: the index cannot be read: check the network and the address, then run the command again")
    return _outcome(spider)


def _outcome(spider: Any) -> Outcome:
    c, archive = spider.counts, spider.archive
    lacking = [
        (listing.day.isoformat() if listing.day else "", listing.title, spider._official(url))
        for url, listing in spider.listings.items() if spider._official(url) not in archive.saved
    ]  # fmt: skip
    return Outcome(len(spider.listings), c["new"], c["changed"], c["unchanged"], c["held"], c["gone"], spider.failures, lacking)


def _settings(wish: Wish) -> dict[str, Any]:
    contact = f"; {wish.contact}" if wish.contact else ""
    return {
        "USER_AGENT": f"Chancery/0.1 (collects press releases for research{contact})", "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "Chancery", "CONCURRENT_REQUESTS": 1, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": wish.delay,
        "AUTOTHROTTLE_ENABLED": True, "AUTOTHROTTLE_START_DELAY": wish.delay, "AUTOTHROTTLE_MAX_DELAY": 60,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0, "DOWNLOAD_TIMEOUT": max(10.0, 30 * min(wish.delay, 2.0)), "DOWNLOAD_MAXSIZE": 32 << 20,
        "RETRY_TIMES": 4, "RETRY_PAUSE": wish.delay * 2, "RETRY_HTTP_CODES": [500, 502, 503, 504, 522, 524, 408],
        "REDIRECT_MAX_TIMES": 5, "COOKIES_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "LOG_ENABLED": False, "LOG_INSTALL_ROOT_HANDLER": False,
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None, "etl.collect.patience.PatientRetry": 550,
        },
        "HTTPCACHE_ENABLED": True, "HTTPCACHE_DIR": str((wish.into / ".cache").resolve()), "HTTPCACHE_GZIP": True,
        "HTTPCACHE_POLICY": "scrapy.extensions.httpcache.RFC2616Policy",
    }  # fmt: skip


def _reason(error: BaseException) -> str:
    if isinstance(error, IgnoreRequest):
        return " ".join(str(error).split()) or "too many redirections"
    return f"{type(error).__name__}: {str(error)[:100]}"

"""A WARC file: one release a page fetched. What a crawl fetched besides is counted and told in one line a reason."""

from __future__ import annotations

import collections
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from etl.readers import html_page, limits
from etl.readers.release import Draft
from etl.records import Reject

LISTED = "WARC-X-Listed-Date"  # the day under which the index lists a page; written by `collect`


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Reject]:
    """Reads a WARC file, compressed or not.

    Yields:
        A `Draft` or a `Reject` for every page answered with status 200; one `Reject` for every other sort of answer
        with its count, and for a file cut short.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    others: collections.Counter[str] = collections.Counter()
    number = 0
    try:
        for record in ArchiveIterator(stream):
            number += 1
            if record.rec_type not in ("response", "resource"):
                continue
            refused = _refused(record)
            if refused:
                others[refused] += 1
            else:
                yield _page(record, name, f"record {number}")
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError) as error:
        yield Reject(name, f"record {number + 1}", f"the file breaks off or is no WARC ({str(error)[:80]}): what stood before is read")
    for reason, count in sorted(others.items()):
        yield Reject(name, f"{count} records", f"{reason}: no release")
    if not number:
        yield Reject(name, "file", "no WARC record in it: nothing to read")


def _refused(record: Any) -> str | None:
    """Why a record is no page; None for one that is."""
    if record.rec_type == "response" and record.http_headers:
        status = record.http_headers.get_statuscode()
        if status != "200":
            return f"answered {status}"
    sort = _content_type(record).split(";")[0].strip().lower()
    return None if sort in ("text/html", "application/xhtml+xml", "text/plain", "") else f"{sort[:40]} file"


def _page(record: Any, name: str, location: str) -> Draft | Reject:
    raw = record.content_stream().read(limits.DOCUMENT + 1)
    if len(raw) > limits.DOCUMENT:
        return Reject(name, location, f"longer than {limits.DOCUMENT >> 20} MB: no single release is")
    headers = record.rec_headers
    url, sort = headers.get_header("WARC-Target-URI"), _content_type(record)
    charset = sort.partition("charset=")[2].strip(" \"';") or None
    accessed = _moment(headers.get_header("WARC-Date"))
    try:
        page = html_page.draft(raw, name, location, charset, url, accessed)
    except ValueError as error:
        return Reject(name, location, str(error))
    if isinstance(page, Reject):
        return page
    if sort.startswith("text/plain"):
        return page._replace(row={"text": page.row["html"], "url": url, "accessed": accessed})
    return page._replace(row={**page.row, "listed": headers.get_header(LISTED)})


def _content_type(record: Any) -> str:
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    return (headers.get_header("Content-Type") if headers else "") or ""


def _moment(value: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(value or "")
    except ValueError:
        return None


"""An RSS or Atom feed: one release an entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, BinaryIO

from etl.readers import limits
from etl.readers.release import Draft
from etl.records import Reject


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Reject]:
    """Reads a feed as published, also one cut short or not quite XML.

    Yields:
        A `Draft` or a `Reject` for every entry; one `Reject` for a file that is no feed.
    """
    import feedparser

    raw = limits.read_document(stream)
    if b"<!ENTITY" in raw[:65536]:
        yield Reject(name, "file", "the XML declares entities of its own, which no feed needs: not read")
        return
    feed = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        wrong = "no entry in it" if feed.version else "no RSS or Atom feed"
        yield Reject(name, "file", f"{wrong}: give a feed with its entries")
        return
    for number, entry in enumerate(feed.entries, 1):
        yield _draft(entry, name, f"entry {number}", feed.get("encoding") or "utf-8")
    wrong = str(feed.get("bozo_exception") or "")
    if "not well-formed" in wrong or "no element" in wrong:
        yield Reject(name, "file", f"the feed breaks off or is no clean XML ({wrong[:80]}): entries may lack")


def _draft(entry: Any, name: str, location: str, used: str) -> Draft | Reject:
    whole = next((part.value for part in entry.get("content", ()) if part.get("value")), None)
    markup = whole or entry.get("summary") or ""
    if not markup.strip():
        return Reject(name, location, "the feed gives only title and address of this release: collect its page")
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    row = {
        "id": entry.get("id"), "url": entry.get("link"), "title": entry.get("title"), "html": markup,
        "published": dt.datetime(*moment[:6]).replace(tzinfo=dt.UTC) if moment else None,
    }  # fmt: skip
    return Draft(row, name, location, "utf-8" if used.lower() in ("utf-8", "us-ascii") else used.lower())

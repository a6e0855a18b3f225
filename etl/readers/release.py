"""One row of an input, whatever its format, made into a release: text settled, ministry recognised, id stable."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import zoneinfo
from collections.abc import Mapping
from typing import Any, NamedTuple

from etl import vocabulary
from etl.ministries import all_ministries, recognise
from etl.records import Reject, Release
from etl.settle import settle

_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WORDLESS = "no text: a release needs a `text` with words in it"
COLUMNS = ("id", "url", "title", "ministry", "published", "release_date", "accessed", "text", "body", "html")


class Draft(NamedTuple):
    """A row as its reader found it: `row` has some of `COLUMNS`; `source` is the file, `location` where in it."""

    row: Mapping[str, Any]
    source: str
    location: str
    encoding: str = "utf-8"


def opened(draft: Draft) -> Draft | Reject:
    """The draft with the words of its page in place of the page; one without a page as it is."""
    row = draft.row
    if _filled(row.get("text")) or _filled(row.get("body")) or not _filled(row.get("html")):
        return draft
    from etl.readers import html_page

    page = html_page.understand(row["html"], _text(row.get("url")))
    if isinstance(page, str):
        return Reject(draft.source, draft.location, page)
    published = page.published or row.get("listed")
    seen = {"title": page.title, "published": published, "url": page.url, "text": page.text}
    given = {key: value for key, value in row.items() if value not in (None, "") and key != "html"}
    return draft._replace(row={**seen, **given})


def fingerprint(draft: Draft) -> str:
    """A digest of what an opened draft says, however its format spaces it; another one means that the release changed."""
    row = draft.row
    said = [" ".join(str(row.get(key) or "").split()) for key in ("id", "url", "title")]
    text = row.get("text") or row.get("body")
    return _digest("\n".join((*said, str(_date_cell(row) or "")[:10], " ".join(str(text or "").split()))))[:16]


def make(draft: Draft) -> Release | Reject:
    """Makes a release of an opened draft.

    Returns:
        A `Release`, or a `Reject` that says why it is none.
    """
    row, source, location = draft.row, draft.source, draft.location
    text = row.get("text") or row.get("body")
    settled = settle(text) if isinstance(text, str) else ""
    if not settled:
        return Reject(source, location, _WORDLESS)
    url, given = _text(row.get("url")), _text(row.get("ministry"))
    ministry = all_ministries().get(given) if given else recognise(url, settled)
    if ministry is None:
        wrong = f"unknown ministry {given!r}" if given else "ministry not recognised from address or text"
        strange = "" if draft.encoding == "utf-8" else f" (read as {draft.encoding}, as it is not UTF-8)"
        return Reject(source, location, f"{wrong}{strange}: give `ministry`, one of {', '.join(all_ministries())}")
    try:
        published = _published(_date_cell(row))
    except ValueError:
        return Reject(source, location, f"published {str(_date_cell(row))[:40]!r} is no date: write YYYY-MM-DD")
    title, given_id = _text(row.get("title")), _text(row.get("id"))
    title = settle(title).replace("\n", " ") or None if title else None
    return Release(
        release_id=release_id(ministry.code, url, given_id, settled),
        id=given_id, ministry=ministry.code, url=url, title=title, published=published, text=settled,
        source=place(draft),
        fingerprint=fingerprint(draft), encoding=draft.encoding, accessed=_accessed(row.get("accessed")),
        home_day=_home_day(_date_cell(row), ministry.country),
    )  # fmt: skip


def place(draft: Draft) -> str:
    """Where a draft stands, in one string: the file, and the line where it has lines."""
    return draft.source if draft.location == "file" else f"{draft.source}, {draft.location}"


def release_id(ministry: str, url: str | None, given: str | None, text: str) -> str:
    """A release's id: the same on every machine and at every build, from its address, else its id, else its text."""
    if url:
        return f"{ministry}-{_digest(re.sub(r'^https?://(www[.])?', '', url.split('#')[0].rstrip('/')))[:12]}"
    return f"{ministry}-{_digest(given or text)[:12]}"


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def _filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _text(value: object) -> str | None:
    """A cell as text without what no file of ours can hold (lone surrogates); empty is None."""
    if value is None:
        return None
    return str(value).encode("utf-8", "replace").decode().strip() or None


def _home_day(value: object, country: str) -> dt.date | None:
    """The day at a country's capital when a moment given with its offset was: 01:10 UTC is yesterday in Washington."""
    try:
        moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
        zone = zoneinfo.ZoneInfo(vocabulary.countries()[country].time_zone)
        return moment.astimezone(zone).date() if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _date_cell(row: Mapping[str, Any]) -> Any:
    return row.get("published") or row.get("release_date")


def _published(value: object) -> dt.date | None:
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    m = _ISO_DATE.match(str(value))
    if not m:
        raise ValueError(value)
    return dt.date(int(m[1]), int(m[2]), int(m[3]))


def _accessed(value: object) -> dt.datetime | None:
    """When the source fetched it, in UTC without zone; what cannot be read as a time is left out."""
    try:
        found = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value or ""))
    except ValueError:
        return None
    return (found.astimezone(dt.UTC) if found.tzinfo else found).replace(tzinfo=None, microsecond=0)

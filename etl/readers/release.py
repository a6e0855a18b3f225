"""One row of an input, whatever its format, made into a release: text settled, ministry recognised, id stable."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import zoneinfo
from collections.abc import Mapping
from typing import Any

from etl import vocabulary
from etl.ministries import all_ministries, recognise
from etl.records import Reject, Release
from etl.settle import settle

_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")


def make(row: Mapping[str, Any], source: str, location: str) -> Release | Reject:
    """Makes a release of a row.

    Args:
        row: `text` or `body`, and where known `id`, `url`, `title`, `ministry`, `published` or `release_date`.
        source: the file it comes from; location: where in it ("line 3").

    Returns:
        A `Release`, or a `Reject` that says why it is none.
    """
    where = source if location == "file" else f"{source}, {location}"
    text = row.get("text") or row.get("body")
    if not isinstance(text, str) or not text.strip():
        return Reject(source, location, "no text: a release needs a `text` with words in it")
    settled = settle(text)
    if not settled:
        return Reject(source, location, "no text: a release needs a `text` with words in it")
    url, given = _text(row.get("url")), _text(row.get("ministry"))
    ministry = all_ministries().get(given) if given else recognise(url, settled)
    if ministry is None:
        wrong = f"unknown ministry {given!r}" if given else "ministry not recognised from address or text"
        return Reject(source, location, f"{wrong}: give `ministry`, one of {', '.join(all_ministries())}")
    try:
        published = _published(row.get("published") or row.get("release_date"))
    except ValueError:
        return Reject(source, location, f"published {str(row.get('published'))[:40]!r} is no date: write YYYY-MM-DD")
    title, given_id = _text(row.get("title")), _text(row.get("id"))
    title = settle(title).replace("\n", " ") or None if title else None
    return Release(
        release_id=release_id(ministry.code, url, given_id, settled),
        id=given_id, ministry=ministry.code, url=url, title=title, published=published, text=settled, source=where,
        fingerprint=_digest(repr((given_id, url, title, published, settled)))[:16],
        home_day=_home_day(row.get("published") or row.get("release_date"), ministry.country),
    )  # fmt: skip


def release_id(ministry: str, url: str | None, given: str | None, text: str) -> str:
    """A release's id: the same on every machine and at every build, from its address, else its id, else its text."""
    if url:
        return f"{ministry}-{_digest(re.sub(r'^https?://(www[.])?', '', url.split('#')[0].rstrip('/')))[:12]}"
    return f"{ministry}-{_digest(given or text)[:12]}"


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _text(value: object) -> str | None:
    """A cell as text without what no file of ours can hold (lone surrogates); empty is None."""
    if value is None:
        return None
    return str(value).encode("utf-8", "replace").decode().strip() or None


def _home_day(value: object, country: str) -> dt.date | None:
    """The day at a country's capital when a moment given with its offset was: 01:10 UTC is yesterday in Washington."""
    try:
        moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
    except ValueError:
        return None
    zone = vocabulary.countries()[country].time_zone
    return moment.astimezone(zoneinfo.ZoneInfo(zone)).date() if moment.tzinfo else None


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

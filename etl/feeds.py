"""`build --feeds DIR`: engagements as Atom (RFC 4287) and iCalendar (RFC 5545), all of them and one pair a saved selection.

Saved selections stand in a file of lines `name,address`: the query string that the dashboard shows for them.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from store.selection import Selection

ATOM = "http://www.w3.org/2005/Atom"
AT_MOST = 500  # the newest engagements of a feed
TAG = "tag:chancery.invalid,2026"  # no address of ours is known, and an ID must never change


def write(database: Path, folder: Path, saved: Path | None) -> list[Path]:
    """Writes NAME.atom and NAME.ics for `all` and each saved selection.

    Returns:
        The files written.

    Raises:
        ValueError: a saved selection has no name that is a file's name.
    """
    from etl.export import open_cursor
    from store.selection import Selection

    folder.mkdir(parents=True, exist_ok=True)
    cursor = open_cursor(database)
    wanted = {"all": Selection()} | (dict(_saved(saved)) if saved and saved.exists() else {})
    written = []
    for name, selection in wanted.items():
        title, updated, rows = _rows(cursor, selection)
        for ending, content in (("atom", atom(name, title, updated, rows)), ("ics", calendar(title, updated, rows))):
            path = folder / f"{name}.{ending}"
            path.write_bytes(content)
            written.append(path)
    return written


def _saved(path: Path) -> Iterator[tuple[str, Selection]]:
    from store.selection import Selection

    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if not row["name"] or not all(sign.isalnum() or sign in "-_" for sign in row["name"]):
                raise ValueError(f"{path}: {row['name']!r} cannot be a file's name: letters, digits, - and _ can")
            yield row["name"], Selection.from_address(row["address"])


def _rows(cursor: DuckDBPyConnection, selection: Selection) -> tuple[str, datetime, list[dict]]:
    """Title of the feed, time of the build, and the newest dated engagements of a selection as dicts."""
    from store import extracts, provenance
    from store.tables import TABLES

    about = extracts.prepare(cursor, "engagements", selection, "json")
    found = cursor.execute(TABLES["engagements"].rows, {"first": 1, "last": AT_MOST})
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return f"Chancery: {about['selection']}", provenance.built_at(about), [row for row in rows if row["date"]]


def atom(name: str, title: str, updated: datetime, rows: list[dict]) -> bytes:
    """An Atom feed; an entry's link is the ministry's page, its ID the engagement's."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    stamp = updated.isoformat() + "Z"
    base = os.environ.get("CHANCERY_URL")
    for tag, text in (("id", f"{TAG}:feed:{name}"), ("title", title), ("updated", stamp)):
        _add(feed, tag, text)
    _add(_add(feed, "author"), "name", "Chancery")
    if base:
        _add(feed, "link", rel="alternate", href=base)
    for row in rows:
        entry = _add(feed, "entry")
        published = row["published"] or row["date"]
        for tag, text in (("id", f"{TAG}:{row['engagement_id']}"), ("title", row["title"] or row["engagement_id"]),
                          ("updated", stamp), ("published", f"{published.isoformat()}T00:00:00Z"), ("content", summary(row))):  # fmt: skip
            _add(entry, tag, text)
        _add(entry, "category", term=row["kind"])
        if row["url"]:
            _add(entry, "link", rel="alternate", href=row["url"])
    return ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)


def calendar(title: str, updated: datetime, rows: list[dict]) -> bytes:
    """An iCalendar: at a clock time where time and zone are known, else the whole day (or month, or year)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chancery//Engagements//EN", f"X-WR-CALNAME:{_escaped(title)}"]
    for row in rows:
        lines += ["BEGIN:VEVENT", f"UID:{row['engagement_id']}@chancery.invalid", f"DTSTAMP:{updated:%Y%m%dT%H%M%SZ}", *_span(row)]
        lines += [f"SUMMARY:{_escaped(row['title'] or row['engagement_id'])}", f"DESCRIPTION:{_escaped(summary(row))}",
                  f"CATEGORIES:{_escaped(row['kind'])}", "TRANSP:TRANSPARENT"]  # fmt: skip
        place = ", ".join(part for part in (row["place_city"], row["place_country"]) if part)
        lines += [f"LOCATION:{_escaped(place)}"] if place else []
        lines += [f"URL:{row['url']}"] if row["url"] else []
        lines.append("END:VEVENT")
    return "".join(map(_folded, [*lines, "END:VCALENDAR"])).encode()


def summary(row: dict) -> str:
    """One line on an engagement: kind, sides, topics, and how sure the date is."""
    parts = [row["kind"].replace("_", " "), f"with {', '.join(row['countries'])}" if row["countries"] else "",
             f"on {', '.join(row['topics']).replace('_', ' ')}" if row["topics"] else "",
             f"(date known to the {row['date_precision']})" if row["date_precision"] != "day" else ""]  # fmt: skip
    return " ".join(part for part in parts if part)


def _span(row: dict) -> list[str]:
    day: date = row["date"]
    if row["start_time"] and row["time_zone"] and row["date_precision"] == "day":
        start = datetime.combine(day, row["start_time"], ZoneInfo(row["time_zone"])).astimezone(UTC)
        length = [f"DURATION:PT{row['duration_minutes']}M"] if row["duration_minutes"] else []
        return [f"DTSTART:{start:%Y%m%dT%H%M%SZ}", *length]
    end = {"month": date(day.year + day.month // 12, day.month % 12 + 1, 1), "year": date(day.year + 1, 1, 1)}.get(
        row["date_precision"], day + timedelta(days=1))  # fmt: skip
    return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{end:%Y%m%d}"]


def _escaped(text: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(sign, written)
    return text


def _folded(line: str) -> str:
    """A content line of at most 75 octets, continued behind a space; no character is cut in two."""
    pieces, piece = [], ""
    for sign in line:
        if len((piece + sign).encode()) > 74:
            pieces.append(piece)
            piece = ""
        piece += sign
    return "\r\n ".join([*pieces, piece]) + "\r\n"


def _add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    # XML has no place for most control characters.
    child.text = "".join(sign for sign in text if sign >= " " or sign in "\t\n") or None
    return child

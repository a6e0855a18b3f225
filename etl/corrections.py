"""Corrections as data: lines of data/corrections.csv, applied after parsing, each only while the reading is still wrong.

A line says which record, which field, what stands there, what should, where that is to be seen, why, who says so, when.
Where the reading no longer gives the old value, the line is stale: listed, not applied.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from etl import vocabulary
from etl.records import Engagement, Place, Reading

SOURCE = Path(__file__).resolve().parents[1] / "data" / "corrections.csv"
APPLIED, STALE = "applied", "stale"


class Correction(NamedTuple):
    """One line of the file; `old` and `new` as a CSV extract writes them, '' for a gap; `line` is where it stands."""

    record_id: str
    field: str
    old: str
    new: str
    source: str
    reason: str
    who: str
    when: dt.date
    line: int


class BadCorrection(ValueError):
    """A line of the file cannot be used; the message names file, line and what is wrong."""


@cache
def known(path: Path | None = None) -> dict[str, tuple[Correction, ...]]:
    """Engagement → its corrections, in the order of the file (default: SOURCE); none where there is no file.

    Raises:
        BadCorrection: a column or cell is missing, a field unknown, a value not of its kind, a line there twice.
    """
    found: dict[str, tuple[Correction, ...]] = {}
    path = path or SOURCE
    if not path.exists():
        return found
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            try:
                one = _correction(row, number)
            except (KeyError, TypeError, ValueError) as wrong:
                raise BadCorrection(f"{path.name}, line {number}: {wrong}") from None
            if any(other.field == one.field and other.old == one.old for other in found.get(one.record_id, ())):
                raise BadCorrection(f"{path.name}, line {number}: {one.field} of {one.record_id} is corrected twice")
            found[one.record_id] = (*found.get(one.record_id, ()), one)
    return found


def apply(reading: Reading, corrections: dict[str, tuple[Correction, ...]] | None = None) -> Reading:
    """The reading with every correction whose old value it gives; pure."""
    wanted = known() if corrections is None else corrections
    if not wanted or not any(e.engagement_id in wanted for e in reading.engagements):
        return reading
    return replace(reading, engagements=tuple(_mended(e, wanted.get(e.engagement_id, ())) for e in reading.engagements))


def fates(reading: Reading, corrections: dict[str, tuple[Correction, ...]] | None = None) -> list[tuple]:
    """Rows for the table `corrections`: the lines that concern a reading (before `apply`), and what becomes of each."""
    wanted = known() if corrections is None else corrections
    rows = []
    for engagement in reading.engagements:
        for one in wanted.get(engagement.engagement_id, ()):
            status = APPLIED if FIELDS[one.field].read(engagement) == one.old else STALE
            engagement = _mended(engagement, (one,))
            rows.append((one.record_id, one.field, one.old or None, one.new or None, one.source, one.reason, one.who, one.when, status))
    return rows


def digest() -> bytes:
    """A digest of the file: another one means that releases must be read again."""
    return hashlib.sha256(SOURCE.read_bytes() if SOURCE.exists() else b"").digest()


class _Field(NamedTuple):
    """How a field is read as text, written from text, and which texts it takes."""

    read: Callable[[Engagement], str]
    write: Callable[[Engagement, str], Engagement]
    takes: Callable[[str], bool]


def _mended(engagement: Engagement, corrections: tuple[Correction, ...]) -> Engagement:
    for one in corrections:
        if FIELDS[one.field].read(engagement) == one.old:
            engagement = FIELDS[one.field].write(engagement, one.new)
            if one.field == "date":
                reason = f"corrected: {one.reason} ({one.source})"
                engagement = replace(engagement, when=replace(engagement.when, reason=reason))
    return engagement


def _correction(row: dict[str, str], number: int) -> Correction:
    cells = {name: (row[name] or "").strip() for name in Correction._fields if name not in ("when", "line")}
    for name in ("record_id", "source", "reason", "who"):
        if not cells[name]:
            raise ValueError(f"{name} is empty")
    if cells["field"] not in FIELDS:
        raise ValueError(f"no field {cells['field']!r} can be corrected: {', '.join(FIELDS)} can")
    if cells["old"] == cells["new"]:
        raise ValueError("old and new are the same")
    if cells["new"] and not FIELDS[cells["field"]].takes(cells["new"]):
        raise ValueError(f"{cells['new']!r} is no value of {cells['field']}")
    return Correction(**cells, when=dt.date.fromisoformat(row["when"]), line=number)


def _set_date(engagement: Engagement, text: str) -> Engagement:
    day = dt.date.fromisoformat(text) if text else None
    precision, basis = ("day", "stated") if day else ("none", "none")
    return replace(engagement, when=replace(engagement.when, date=day, earliest=day, latest=day, precision=precision, basis=basis))


def _set_when(name: str, of: Callable[[str], object] = str) -> Callable[[Engagement, str], Engagement]:
    return lambda e, text: replace(e, when=replace(e.when, **{name: of(text) if text else None}))  # type: ignore[arg-type]


def _set_place(name: str) -> Callable[[Engagement, str], Engagement]:
    def write(engagement: Engagement, text: str) -> Engagement:
        place = replace(engagement.place or Place(None, None), **{name: text or None})
        return replace(engagement, place=place if place.city or place.country else None)

    return write


def _set(name: str) -> Callable[[Engagement, str], Engagement]:
    return lambda e, text: replace(e, **{name: text or None})  # type: ignore[arg-type]


def _set_list(name: str) -> Callable[[Engagement, str], Engagement]:
    return lambda e, text: replace(e, **{name: tuple(text.split("|")) if text else ()})  # type: ignore[arg-type]


def _codes(*tables: str) -> Callable[[str], bool]:
    columns = {"countries": "country", "organisations": "organisation", "topics": "topic", "kinds": "kind"}
    return lambda text: set(text.split("|")) <= {row[columns[table]] for table in tables for row in vocabulary.rows(table)}


def _is_date(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(dt.date.fromisoformat(text))


FIELDS = {
    "date": _Field(lambda e: str(e.when.date or ""), _set_date, _is_date),
    "start_time": _Field(lambda e: f"{e.when.start_time}:00" if e.when.start_time else "",
                         _set_when("start_time", lambda text: text[:5]),
                         lambda text: bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d(:00)?", text))),
    "duration_minutes": _Field(lambda e: str(e.when.duration_minutes or ""), _set_when("duration_minutes", int),
                               lambda text: bool(re.fullmatch(r"[1-9]\d{0,3}", text))),
    "kind": _Field(lambda e: e.kind, _set("kind"), _codes("kinds")),
    "direction": _Field(lambda e: e.direction or "", _set("direction"), lambda text: text in ("paid", "received")),
    "visit": _Field(lambda e: e.visit or "", _set("visit"), bool),
    "place_city": _Field(lambda e: (e.place and e.place.city) or "", _set_place("city"), bool),
    "place_country": _Field(lambda e: (e.place and e.place.country) or "", _set_place("country"), _codes("countries")),
    "countries": _Field(lambda e: "|".join(sorted(e.countries)), _set_list("countries"), _codes("countries", "organisations")),
    "topics": _Field(lambda e: "|".join(sorted(e.topics)), _set_list("topics"), _codes("topics")),
}  # fmt: skip


def add_to(commands: argparse._SubParsersAction, collection: Path) -> None:
    """Adds the command to the parser of `python -m etl`."""
    command = commands.add_parser("corrections", help="what data/corrections.csv would do, without doing it")
    command.add_argument("--check", action="store_true", required=True, help="read the releases concerned and say what becomes of each line")
    command.add_argument("paths", nargs="*", type=Path, default=[collection], metavar="PATH", help="releases (default: the shipped collection)")
    command.add_argument("--file", type=Path, default=SOURCE, metavar="FILE", help="the corrections (default: %(default)s)")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Prints a line for each correction: applied, stale (with what is read now), unknown; 1 unless all are applied."""
    from etl import assemble, readers
    from etl.records import Reject

    wanted, seen, counts = known(chosen.file), {}, {APPLIED: 0, STALE: 0, "unknown": 0}
    releases = {record_id.rpartition("-")[0] for record_id in wanted}
    for found in readers.read(chosen.paths):
        if not isinstance(found, Reject) and found.release_id in releases:
            reading = assemble.read(found)
            statuses = iter(fates(reading, wanted))
            for engagement in reading.engagements:
                for one in wanted.get(engagement.engagement_id, ()):
                    seen[one.line] = (next(statuses)[-1], FIELDS[one.field].read(engagement))
    for one in (one for several in wanted.values() for one in several):
        status, now = seen.get(one.line, ("unknown", ""))
        counts[status] += 1
        told = {APPLIED: f"{one.old or '-'} → {one.new or '-'}", STALE: f"reads {now or '-'}, not {one.old or '-'}"}.get(status, "no such record here")
        print(f"{status:<8} line {one.line}  {one.record_id}  {one.field}: {told}")
    print(", ".join(f"{word} {number}" for word, number in counts.items()))
    return 0 if counts[APPLIED] == sum(counts.values()) else 1

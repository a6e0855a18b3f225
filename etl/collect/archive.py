"""The folder a collector fills: WARC files, and a manifest of what was fetched when.

A page is written, record and manifest line, each in one piece and at once: whoever pulls the plug loses at most the
page under way, and the next run fetches that again.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from pathlib import Path
from typing import Any, NamedTuple

from etl.readers.warc import LISTED

MANIFEST = "MANIFEST.csv"


class Entry(NamedTuple):
    """A line of the manifest, every cell text; `fetched_at` is UTC in ISO 8601.

    `url` is the address the index lists, `address` the one that answered; `outcome` is new, changed, unchanged, gone
    (404, 410) or failed; `sha256` and `file` say what was saved and where.
    """

    url: str
    address: str
    title: str
    listed: str
    fetched_at: str
    status: str
    outcome: str
    sha256: str = ""
    etag: str = ""
    last_modified: str = ""
    file: str = ""


class Archive:
    """What a folder holds of a ministry's releases, and how more is put into it."""

    def __init__(self, folder: Path, ministry: str) -> None:
        """Opens or makes the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._ministry = folder, ministry
        self._now = dt.datetime.now(dt.UTC)
        self._file: Path | None = None
        self.saved = {entry.url: entry for entry in read_manifest(folder) if entry.sha256}

    def fresh(self, url: str, days: float) -> bool:
        """Whether a page was saved within so many days."""
        entry = self.saved.get(url)
        return entry is not None and self._now - dt.datetime.fromisoformat(entry.fetched_at) < dt.timedelta(days=days)

    def save(self, entry: Entry, headers: list[tuple[str, str]], body: bytes) -> str:
        """Saves a page unless the folder holds the very same; tells the outcome: new, changed or unchanged."""
        digest = hashlib.sha256(body).hexdigest()
        before = self.saved.get(entry.url)
        outcome = "new" if before is None else "unchanged" if before.sha256 == digest else "changed"
        file = before.file if before and outcome == "unchanged" else self._append(entry, headers, body)
        self.note(entry._replace(outcome=outcome, sha256=digest, file=file))
        return outcome

    def note(self, entry: Entry) -> None:
        """Adds a line to the manifest; a page not modified keeps what is known of it."""
        line = io.StringIO()
        path = self._folder / MANIFEST
        writer = csv.writer(line, lineterminator="\n")
        if not path.exists() or not path.stat().st_size:
            writer.writerow(Entry._fields)
        elif not _ends_whole(path):
            line.write("\n")  # the last run was stopped within a line
        writer.writerow(entry)
        with path.open("a", encoding="utf-8", newline="") as manifest:
            manifest.write(line.getvalue())
        if entry.sha256:
            self.saved[entry.url] = entry

    def _append(self, entry: Entry, headers: list[tuple[str, str]], body: bytes) -> str:
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        made = io.BytesIO()
        writer = WARCWriter(made, gzip=True)
        if self._file is None:
            self._file = self._folder / f"{self._ministry}-{self._now:%Y%m%dT%H%M%SZ}.warc.gz"
            writer.write_record(writer.create_warcinfo_record(self._file.name, {"software": "Chancery", "format": "WARC File Format 1.0"}))
        extra: dict[str, Any] = {"WARC-Date": entry.fetched_at.replace("+00:00", "Z")}
        if entry.listed:
            extra[LISTED] = entry.listed
        answer = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(
            entry.address, "response", payload=io.BytesIO(body), length=len(body), http_headers=answer, warc_headers_dict=extra,
        ))  # fmt: skip
        with self._file.open("ab") as file:
            file.write(made.getvalue())
        return self._file.name


def read_manifest(folder: Path) -> list[Entry]:
    """The lines of a folder's manifest; one that was cut short is left out."""
    try:
        with (folder / MANIFEST).open(encoding="utf-8", newline="") as manifest:
            rows = list(csv.reader(manifest))
    except FileNotFoundError:
        return []
    return [Entry(*row) for row in rows[1:] if len(row) == len(Entry._fields)]


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, io.SEEK_END)
        return file.read(1) == b"\n"

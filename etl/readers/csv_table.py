"""A CSV file: a header, then one release a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from etl.readers import encoding, limits
from etl.readers.release import COLUMNS, Draft
from etl.records import Reject

_SAMPLE = 1 << 20  # bytes by which encoding and separator are told
_NEEDED = ("text", "body", "html")


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Reject]:
    """Reads a CSV file, RFC 4180 or separated by semicolons or tabs.

    Yields:
        A `Draft` or a `Reject` for every row; one `Reject` for a file without header or without a column of text.
    """
    buffered = io.BufferedReader(stream, _SAMPLE) if isinstance(stream, io.RawIOBase) else stream
    head = buffered.read(_SAMPLE)
    if not head.strip():
        yield Reject(name, "file", "the file is empty: a header with a column `text` is expected")
        return
    used = encoding.decode(head[: head.rfind(b"\n") + 1] or head)[1]
    text = io.TextIOWrapper(
        io.BufferedReader(_Rejoined(head, buffered)), "utf-8-sig" if used == "utf-8" else used, "surrogateescape", newline=""
    )  # fmt: skip
    first = text.readline(limits.LINE)
    separator = max(",;\t", key=first.count)
    header = [cell.strip().lower() for cell in next(csv.reader([first], delimiter=separator), [])]
    if not any(column in header for column in _NEEDED):
        yield Reject(name, "line 1", f"no column of text: the header needs one of {', '.join(_NEEDED)}")
        return
    yield from _rows(text, header, separator, name, used)


def _rows(text: io.TextIOBase, header: list[str], separator: str, name: str, used: str) -> Iterator[Draft | Reject]:
    csv.field_size_limit(limits.LINE)
    rows = csv.reader(_bounded(text), delimiter=separator, strict=True)
    begun = 2
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Reject(name, f"line {begun}", f"no CSV ({error}): mend its quotes")
        else:
            if row:
                yield _draft(row, header, name, f"line {begun}", used)
        begun = rows.line_num + 2


def _bounded(text: io.TextIOBase) -> Iterator[str]:
    while line := text.readline(limits.LINE):
        yield line


def _draft(row: list[str], header: list[str], name: str, location: str, used: str) -> Draft | Reject:
    if len(row) != len(header):
        return Reject(name, location, f"{len(row)} cells under a header of {len(header)}: mend its commas and quotes")
    cells = {key: cell for key, cell in zip(header, row, strict=True) if key in COLUMNS}
    if any("\udc80" <= letter <= "\udcff" for cell in cells.values() if not cell.isascii() for letter in cell):
        return Reject(name, location, f"bytes that are no {used}: save the file as UTF-8")
    return Draft(cells, name, location, used)


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        made = self._head[: len(target)] if self._head else self._rest.read(len(target))
        self._head = self._head[len(made) :]
        target[: len(made)] = made
        return len(made)

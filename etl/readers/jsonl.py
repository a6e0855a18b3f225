"""A JSON Lines file: one release a line. A broken line is a reject; the others are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson

from etl.readers import release
from etl.records import Reject, Release


def read(file: Path) -> Iterator[Release | Reject]:
    """Reads a JSON Lines file.

    Yields:
        A `Release` or a `Reject` for every line that is not blank; one `Reject` for a file without any.
    """
    empty = True
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                empty = False
                yield _read_line(line, str(file), f"line {number}")
    if empty:
        yield Reject(str(file), "file", "the file is empty: one JSON object a line is expected")


def _read_line(line: bytes, source: str, location: str) -> Release | Reject:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Reject(source, location, f"no JSON ({error.msg} at column {error.colno}): mend or remove the line")
    if not isinstance(row, dict):
        return Reject(source, location, "the line is JSON but no object: a release is an object with `text`")
    return release.make(row, source, location)

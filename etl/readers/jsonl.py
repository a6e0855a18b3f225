"""A JSON Lines file: one release a line. A broken line is a reject; the others are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import orjson

from etl.readers import limits
from etl.readers.release import Draft
from etl.records import Reject


def read(stream: BinaryIO, name: str, first_line: int = 1, until: int | None = None) -> Iterator[Draft | Reject]:
    """Reads a JSON Lines file from where the stream stands.

    Args:
        stream: the file; name: what to call it.
        first_line: number of the line the stream stands at; until: offset at which a later stretch begins.

    Yields:
        A `Draft` or a `Reject` for every line that is not blank; one `Reject` for a file without any.
    """
    empty = first_line == 1
    for number, line in enumerate(limits.lines(stream, until), first_line):
        if line is None:
            empty = False
            yield Reject(name, f"line {number}", f"longer than {limits.LINE >> 20} MB: no release is; mend or remove the line")
        elif line.strip():
            empty = False
            yield read_line(line, name, f"line {number}")
    if empty:
        yield Reject(name, "file", "the file is empty: one JSON object a line is expected")


def read_line(line: bytes, name: str, location: str) -> Draft | Reject:
    """A draft of one line of JSON, or the reject that says what is wrong with it."""
    try:
        row = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        return Reject(name, location, f"no JSON ({error.msg} at column {error.colno}): mend or remove the line")
    if not isinstance(row, dict):
        return Reject(name, location, "the line is JSON but no object: a release is an object with `text`")
    return Draft(row, name, location)

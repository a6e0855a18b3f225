"""A plain text file is one release."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from etl.readers import encoding, limits
from etl.readers.release import Draft
from etl.records import Reject


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Reject]:
    """Reads a text file.

    Yields:
        One `Draft`, or one `Reject` (empty, binary).
    """
    raw = limits.read_document(stream)
    if not raw.strip():
        yield Reject(name, "file", "the file is empty: save the release's text in it")
        return
    text, used = encoding.decode(raw)
    if "\0" in text[:8192]:
        yield Reject(name, "file", "the file is binary, not text: give the release as text")
        return
    yield Draft({"text": text}, name, "file", used)

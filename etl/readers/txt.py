"""A plain text file is one release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from etl.readers import release
from etl.records import Reject, Release


def read(file: Path) -> Iterator[Release | Reject]:
    """Reads a text file.

    Yields:
        One `Release`, or one `Reject` (empty, binary, not UTF-8).
    """
    raw = file.read_bytes()
    if not raw.strip():
        yield Reject(str(file), "file", "the file is empty: save the release's text in it")
    elif b"\0" in raw[:8192]:
        yield Reject(str(file), "file", "the file is binary, not text: give the release as text")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            yield Reject(str(file), f"byte {error.start}", "the text is not UTF-8: save it as UTF-8")
        else:
            yield release.make({"text": text}, str(file), "file")

"""A JSON file: one release, a list of releases, or a JSON Feed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from etl.readers import encoding, jsonl, limits
from etl.readers.release import Draft
from etl.records import Reject

_LISTS = ("releases", "items", "results", "rows")  # keys under which a document keeps its list


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Reject]:
    """Reads a JSON file.

    Yields:
        A `Draft` or a `Reject` for every release in it; one `Reject` for a file that is no JSON.
    """
    raw = limits.read_document(stream)
    if not raw.strip():
        yield Reject(name, "file", "the file is empty: a release is a JSON object with `text`")
        return
    text, used = encoding.decode(raw)
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        yield from _lines(text, name, error)
        return
    rows = _rows(document)
    for number, row in enumerate(rows, 1):
        location = "file" if document is row else f"entry {number}"
        if isinstance(row, dict):
            yield Draft(_named(row), name, location, used)
        else:
            yield Reject(name, location, "no object: a release is an object with `text`")
    if not rows:
        yield Reject(name, "file", "the list is empty: nothing to read")


def _rows(document: Any) -> list[Any]:
    if isinstance(document, dict):
        held = next((document[key] for key in _LISTS if isinstance(document.get(key), list)), None)
        return [document] if held is None else held
    return document if isinstance(document, list) else [None]


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """A JSON Feed's names for what we call text, html and published."""
    named = {"text": row.get("content_text"), "html": row.get("content_html"), "published": row.get("date_published")}
    return {**{key: value for key, value in named.items() if value}, **row}


def _lines(text: str, name: str, error: orjson.JSONDecodeError) -> Iterator[Draft | Reject]:
    """JSON Lines under the name of .json: read as such when its first line is an object of its own."""
    rows = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    first = jsonl.read_line(rows[0][1].encode(), name, "line 1")
    if len(rows) < 2 or isinstance(first, Reject):
        yield Reject(name, f"line {error.lineno}", f"no JSON ({error.msg} at column {error.colno}): mend the file")
        return
    for number, line in rows:
        yield jsonl.read_line(line.encode(), name, f"line {number}")

"""Files in, releases out. What cannot be read as a release comes out as a reject with its place and reason."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from etl.readers import broken, folders, release
from etl.readers.release import Draft
from etl.records import Reject, Release

_MODULES = {  # how a file's name ends: the module that reads it, imported when the first such file comes
    ".txt": "txt", ".html": "html_page", ".htm": "html_page", ".xhtml": "html_page", ".json": "json_document",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv_table", ".tsv": "csv_table", ".parquet": "parquet_table",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".warc": "warc", ".zip": "zip_archive", ".gz": "packed", ".zst": "packed",
}  # fmt: skip
_TOLD = ".txt, .html, .json, .jsonl, .csv, .parquet, .xml, .warc, .zip, .gz, .zst"


class InputError(OSError):
    """A path the user named cannot be read at all; the message says what, where and what to do."""


class Piece(NamedTuple):
    """A stretch of a file: all of it, or of a .jsonl the lines that begin at byte `start` and before `end`."""

    path: str
    start: int = 0
    end: int | None = None
    first_line: int = 1


def read(paths: list[Path]) -> Iterator[Release | Reject]:
    """Reads files, and folders recursively in the order of their names.

    Yields:
        A `Release` or a `Reject` for every release an input holds; files of unknown formats are rejects.

    Raises:
        InputError: a path does not exist.
    """
    for found in files(paths):
        if isinstance(found, Reject):
            yield found
            continue
        for draft in drafts(Piece(str(found))):
            yield draft if isinstance(draft, Reject) else release.make(draft)


def files(paths: list[Path]) -> Iterator[Path | Reject]:
    """The files that paths stand for, in order; a `Reject` for what cannot be read as one.

    Raises:
        InputError: a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: no such file or folder: check the path")
    for path in paths:
        yield from folders.files(path)


def drafts(piece: Piece) -> Iterator[Draft | Reject]:
    """The opened drafts of a stretch of a file; whatever is wrong with the file ends in a `Reject`."""
    try:
        with open(piece.path, "rb") as stream:
            if piece.start or piece.end is not None:
                stream.seek(piece.start)
                found = _reader("jsonl").read(stream, piece.path, piece.first_line, piece.end)
            else:
                found = _read(stream, Path(piece.path).name, piece.path, 0)
            yield from broken.told(_opened(broken.told(found, piece.path)), piece.path)
    except OSError as error:
        yield Reject(piece.path, "file", f"cannot be read ({error.strerror}): check its permissions")


def _opened(found: Iterator[Draft | Reject]) -> Iterator[Draft | Reject]:
    for draft in found:
        yield draft if isinstance(draft, Reject) else release.opened(draft)


def _read(stream: BinaryIO, filename: str, name: str, depth: int) -> Iterator[Draft | Reject]:
    """Reads a file, or a member of an archive, by how its name ends."""
    ending = Path(filename).suffix.lower()
    module = _MODULES.get(ending)
    if module is None:
        yield Reject(name, "file", f"unknown format {ending[:20] or '(no suffix)'}: known are {_TOLD}")
    elif module == "packed" and not filename.lower().endswith(".warc.gz"):  # a WARC is compressed record by record
        yield from getattr(_reader(module), ending[1:])(stream, name, filename, depth, _read)
    elif module == "zip_archive":
        yield from _reader(module).read(stream, name, depth, _read)
    else:
        yield from _reader("warc" if module == "packed" else module).read(stream, name)


def _reader(module: str):  # type: ignore[no-untyped-def]
    return importlib.import_module(f"etl.readers.{module}")

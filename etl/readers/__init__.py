"""Files in, releases out. What cannot be read as a release comes out as a reject with its place and reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from etl.readers import jsonl, txt
from etl.records import Reject, Release

_BY_SUFFIX = {".txt": txt.read, ".jsonl": jsonl.read}


class InputError(OSError):
    """A path the user named cannot be read at all; the message says what, where and what to do."""


def read(paths: list[Path]) -> Iterator[Release | Reject]:
    """Reads files, and folders recursively in the order of their names.

    Yields:
        A `Release` or a `Reject` for every release an input holds; files of unknown formats are rejects.

    Raises:
        InputError: a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: no such file or folder: check the path")
    for path in paths:
        for file in _files(path):
            yield from _read_file(file)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*")):
        # A folder's own notes are no input; everything else that lies in it is answered for.
        if file.is_file() and not file.name.startswith(".") and file.name != "README.md":
            yield file


def _read_file(file: Path) -> Iterator[Release | Reject]:
    reader = _BY_SUFFIX.get(file.suffix.lower())
    if reader is None:
        yield Reject(str(file), "file", f"unknown format {file.suffix or '(no suffix)'}: known are {', '.join(_BY_SUFFIX)}")
        return
    try:
        yield from reader(file)
    except OSError as error:
        yield Reject(str(file), "file", f"cannot be read ({error.strerror}): check its permissions")

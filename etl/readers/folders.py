"""Which files a path stands for: folders recursively in the order of their names, links followed once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from etl.records import Reject

OWN_NOTES = ("README.md", "MANIFEST.csv")  # a folder's own notes are no input; all else in it is answered for


def files(path: Path) -> Iterator[Path | Reject]:
    """The files under a path.

    Yields:
        Files; a `Reject` for what cannot be one: an unreadable folder, a link that leads back or nowhere, a device.
    """
    if not path.is_dir():
        yield path if path.is_file() else Reject(str(path), "file", "neither file nor folder: not read")
        return
    seen: set[tuple[int, int]] = set()
    stack = [path]
    while stack:
        here = stack.pop()
        if here.is_dir():
            rejects: list[Reject] = []
            stack += reversed(_inside(here, seen, rejects))
            yield from rejects
        else:
            yield from _file(here)


def _inside(folder: Path, seen: set[tuple[int, int]], rejects: list[Reject]) -> list[Path]:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            rejects.append(Reject(str(folder), "folder", "a link to a folder read already: not followed again"))
            return []
        seen.add((status.st_dev, status.st_ino))
        names = sorted(os.listdir(folder))
    except OSError as error:
        rejects.append(Reject(str(folder), "folder", f"cannot be read ({error.strerror}): check its permissions"))
        return []
    return [folder / name for name in names if not name.startswith(".") and name not in OWN_NOTES]


def _file(path: Path) -> Iterator[Path | Reject]:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield Reject(str(path), "file", f"a link that leads nowhere, or no longer there ({error.strerror})")
        return
    yield path if stat.S_ISREG(mode) else Reject(str(path), "file", "a device or pipe, no file: not read")

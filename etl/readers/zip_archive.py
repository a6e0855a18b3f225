"""A zip archive: its members, read as the files they are. Nothing is unpacked to a place of the archive's choosing."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO

from etl.readers import broken, limits
from etl.readers.release import Draft
from etl.records import Reject

Reader = Callable[[BinaryIO, str, str, int], Iterator[Draft | Reject]]
_LINK = 0o120000


def read(stream: BinaryIO, name: str, depth: int, inner: Reader) -> Iterator[Draft | Reject]:
    """Reads the members of a zip archive in their order.

    Args:
        stream: the archive; name: what to call it; depth: how many archives it lies in.
        inner: reads one member: stream, file name, what to call it, depth.

    Yields:
        What the members yield; a `Reject` for each that is not read: in an archive within an archive, encrypted, a
        link, with a name that leads out of the archive, damaged.
    """
    if depth:
        yield Reject(name, "file", "an archive within an archive is not opened: unpack it and give its files")
        return
    with zipfile.ZipFile(limits.seekable(stream)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > limits.MEMBERS:
            yield Reject(name, "file", f"more than {limits.MEMBERS:,} files in one archive: divide it")
            return
        for member in members:
            yield from _member(archive, member, name, inner)
        if not members:
            yield Reject(name, "file", "the archive is empty: nothing to read")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, inner: Reader) -> Iterator[Draft | Reject]:
    called = f"{name}!{member.filename}"
    wrong = _wrong(member)
    if wrong:
        yield Reject(called, "file", wrong)
        return
    if _hidden(member.filename):
        return
    yield from broken.told(_inside(archive, member, called, inner), called)


def _inside(archive: zipfile.ZipFile, member: zipfile.ZipInfo, called: str, inner: Reader) -> Iterator[Draft | Reject]:
    with archive.open(member) as opened:
        packed = io.BufferedReader(limits.Expanding(opened, lambda: member.compress_size), 1 << 16)
        yield from inner(packed, member.filename, called, 1)


def _wrong(member: zipfile.ZipInfo) -> str | None:
    parts = member.filename.replace("\\", "/").split("/")
    if ".." in parts or member.filename.startswith(("/", "\\")) or parts[0].endswith(":"):
        return "its name leads out of the archive: not read"
    if stat.S_IFMT(member.external_attr >> 16) == _LINK:
        return "a link, no file: not followed"
    return "encrypted: unpack it and give its files" if member.flag_bits & 1 else None


def _hidden(filename: str) -> bool:
    parts = filename.split("/")
    return parts[-1] in ("README.md", "MANIFEST.csv") or any(part.startswith((".", "__MACOSX")) for part in parts)

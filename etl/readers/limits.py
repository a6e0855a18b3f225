"""How much an input may ask of us: every read is bounded, so that no file, however made, fills memory or disk."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

DOCUMENT = 32 << 20  # bytes of one release, whatever its format; the longest real one is below 1 MB
LINE = 16 << 20  # bytes of one line of a table
SPOOL = 2 << 30  # bytes of an archive's member that must be unpacked to disk to be read (a Parquet file in a zip)
FREE_EXPANSION = 64 << 20  # bytes that may come out of a compressed file before its ratio counts
RATIO = 250  # times the compressed size; text compresses 3 to 20 times, repeated text 100 times, a bomb 1,000 times
MEMBERS = 500_000  # files in one archive


class LimitError(ValueError):
    """An input asks for more than any release needs; the message says what and what to do."""


def read_document(stream: BinaryIO) -> bytes:
    """All bytes of a stream that holds one document.

    Raises:
        LimitError: there are more than `DOCUMENT`.
    """
    raw = stream.read(DOCUMENT + 1)
    if len(raw) > DOCUMENT:
        raise LimitError(f"longer than {DOCUMENT >> 20} MB: no single release is; give many as .jsonl, one a line")
    return raw


def lines(stream: BinaryIO, until: int | None = None) -> Iterator[bytes | None]:
    """Lines of a stream, None for one longer than `LINE`; with `until`, those that begin before that offset."""
    while until is None or stream.tell() < until:
        line = stream.readline(LINE + 1)
        if not line:
            return
        if len(line) > LINE and not line.endswith(b"\n"):
            _skip_line(stream)
            yield None
        else:
            yield line


def _skip_line(stream: BinaryIO) -> None:
    while True:
        rest = stream.readline(1 << 20)
        if not rest or rest.endswith(b"\n"):
            return


class Expanding(io.RawIOBase):
    """A decompressed stream that stops when more comes out than what went in can honestly hold."""

    def __init__(self, stream: Any, consumed: Callable[[], int]) -> None:
        """Wraps `stream`, which has `read`; `consumed` tells the compressed bytes read so far."""
        self._stream, self._consumed, self._made = stream, consumed, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        """Fills `target`.

        Raises:
            LimitError: the expansion is that of a bomb.
        """
        made = self._stream.read(len(target))
        self._made += len(made)
        if self._made > FREE_EXPANSION and self._made > RATIO * max(1, self._consumed()):
            raise LimitError(f"expands more than {RATIO}-fold, as a decompression bomb does: unpack it yourself if it is none")
        target[: len(made)] = made
        return len(made)


def seekable(stream: BinaryIO) -> BinaryIO:
    """The stream itself where it can seek, else a copy of it in a temporary file that goes away when closed.

    Raises:
        LimitError: it is longer than `SPOOL`.
    """
    if stream.seekable():
        return stream
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - closed by whoever reads it
    while block := stream.read(1 << 20):
        copy.write(block)
        if copy.tell() > SPOOL:
            raise LimitError(f"longer than {SPOOL >> 30} GB unpacked: unpack it and give the files")
    copy.seek(0)
    return copy

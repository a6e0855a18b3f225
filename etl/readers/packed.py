"""A .gz or .zst file: the one file in it, read under its inner name as it comes out."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from etl.readers import limits
from etl.readers.release import Draft
from etl.records import Reject

Reader = Callable[[BinaryIO, str, str, int], Iterator[Draft | Reject]]
_PIECE = 1 << 10  # compressed bytes fed at a time: bounds what can come out at once


def gz(stream: BinaryIO, name: str, filename: str, depth: int, inner: Reader) -> Iterator[Draft | Reject]:
    """Reads what a gzip file holds; errors of the format come as `OSError` or `EOFError`."""
    unpacked = limits.Expanding(gzip.GzipFile(fileobj=stream), stream.tell)
    yield from inner(io.BufferedReader(unpacked, 1 << 16), filename[: -len(".gz")], name, depth)


def zst(stream: BinaryIO, name: str, filename: str, depth: int, inner: Reader) -> Iterator[Draft | Reject]:
    """Reads what a Zstandard file holds; errors of the format come as `EOFError` or `ValueError`."""
    unpacked = limits.Expanding(_Zstandard(stream), stream.tell)
    yield from inner(io.BufferedReader(unpacked, 1 << 16), filename[: -len(".zst")], name, depth)


class _Zstandard:
    """Frames of a Zstandard file one after the other; unlike the library's own reader it notices a cut end."""

    def __init__(self, stream: BinaryIO) -> None:
        import zstandard

        self._stream, self._library = stream, zstandard
        self._new = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj
        self._frame = self._new()
        self._fed, self._ready = False, io.BytesIO()

    def read(self, size: int) -> bytes:
        made = self._ready.read(size)
        while not made:
            piece = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame, self._fed = self._new(), False
            piece = piece or self._stream.read(_PIECE)
            if not piece:
                if self._fed:
                    raise EOFError("compressed file ended before the end of its last frame")
                return b""
            self._fed = True
            try:
                self._ready = io.BytesIO(self._frame.decompress(piece))
            except self._library.ZstdError as error:
                raise ValueError(str(error)) from None
            made = self._ready.read(size)
        return made

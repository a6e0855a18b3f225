"""The unit of work: from a shard of inputs to one Parquet file of parsed records, whole or absent.

`parse` is a pure function of paths and file contents: any process on any machine that sees the files may run it, twice
or at once, and the outcome is the same file. Only paths travel.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
from pyarrow import parquet

from etl import assemble, checks, corrections, readers, rows
from etl.readers import Piece, release
from etl.records import Reject, Release

_BYTES = 2 << 20  # of input in a shard: some 500 releases, a second or two of work
_FILES = 300  # small files in a shard
_GROUP = 200  # rows written at a time: what a worker holds in memory


class Shard(NamedTuple):
    """Pieces of inputs read as one, or (`stored`) a row group of releases taken from the old database.

    `given` are rejects that the walk through the folders met at this place. `key` names the output file: it changes
    with anything the output depends on.
    """

    key: str
    pieces: tuple[Piece, ...]
    given: tuple[Reject, ...] = ()
    stored: bool = False


def plan(paths: list[Path], seed: str) -> Iterator[Shard]:
    """Divides inputs into shards, in input order.

    Args:
        paths: files and folders.
        seed: what else the output depends on: rules, vocabulary, what is known already.

    Raises:
        InputError: a path does not exist.
    """
    pieces: list[Piece] = []
    given: list[Reject] = []
    size = 0
    for found in readers.files(paths):
        if isinstance(found, Reject):
            given.append(found)
            continue
        for piece, length in _pieces(found):
            if pieces and (size + length > _BYTES or len(pieces) >= _FILES):
                yield _shard(pieces, given, seed)
                pieces, given, size = [], [], 0
            pieces.append(piece)
            size += length
    if pieces or given:
        yield _shard(pieces, given, seed)


def plan_stored(file: Path, seed: str) -> Iterator[Shard]:
    """Shards of a Parquet file of releases that the old database held, one for each row group."""
    for group in range(parquet.ParquetFile(file).num_row_groups):
        yield _shard([Piece(str(file), group)], [], seed)._replace(stored=True)


def _pieces(file: Path) -> Iterator[tuple[Piece, int]]:
    """A file as one piece, a long .jsonl as stretches of whole lines; with lengths in bytes."""
    try:
        size = file.stat().st_size
        if size <= _BYTES or file.suffix.lower() not in (".jsonl", ".ndjson"):
            yield Piece(str(file)), size
            return
        with file.open("rb") as stream:
            yield from _stretches(str(file), stream, size)
    except OSError:  # it cannot be opened: the reader will say so in the file's place
        yield Piece(str(file)), 0


def _stretches(name: str, stream: Any, size: int) -> Iterator[tuple[Piece, int]]:
    start, first_line = 0, 1
    while start < size:
        block = stream.read(_BYTES)
        newlines = block.count(b"\n")
        end = stream.tell()
        while block and not block.endswith(b"\n"):  # up to the end of the line, however long
            block = stream.readline(_BYTES)
            newlines += block.endswith(b"\n")
            end += len(block)
        yield Piece(name, start, end, first_line), end - start
        start, first_line = end, first_line + newlines


def _shard(pieces: list[Piece], given: list[Reject], seed: str) -> Shard:
    digest = hashlib.sha256(repr((seed, given)).encode("utf-8", "surrogateescape"))
    for piece in pieces:
        try:
            status = os.stat(piece.path)
            state: tuple[int, ...] = (status.st_size, status.st_mtime_ns, status.st_ino)
        except OSError:
            state = ()
        digest.update(repr((piece, state)).encode("utf-8", "surrogateescape"))
    return Shard(digest.hexdigest()[:24], tuple(pieces), tuple(given))


def output(shard: Shard, folder: Path) -> Path:
    """The file that holds a shard's records once it is done."""
    return folder / f"{shard.key}.parquet"


def parse(shard: Shard, known: Path | None, folder: Path) -> int:
    """Reads and parses a shard into its output file, unless that is there already.

    Args:
        shard: what to read.
        known: a Parquet file of `fingerprint` and `release_id`: releases that need no parsing.
        folder: where the output goes.

    Returns:
        The number of rows: releases and rejects.

    Raises:
        OSError: the output cannot be written.
    """
    target = output(shard, folder)
    if target.exists():
        return parquet.read_metadata(target).num_rows
    beside = folder / f"{shard.key}.{os.uname().nodename}.{os.getpid()}.tmp"  # two machines may write to one folder
    count = 0
    try:
        with parquet.ParquetWriter(beside, rows.SHARD, compression="zstd", compression_level=1) as writer:
            for batch in _batches(_rows(shard, _known(known))):
                for row in batch:
                    row["row"] = count
                    count += 1
                writer.write_table(pa.Table.from_pylist(batch, rows.SHARD))
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)
    return count


def _batches(found: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in found:
        batch.append(row)
        if len(batch) == _GROUP:
            yield batch
            batch = []
    if batch:
        yield batch


@cache
def _known(file: Path | None) -> dict[str, str]:
    if file is None:
        return {}
    table = parquet.read_table(file)
    return dict(zip(table["fingerprint"].to_pylist(), table["release_id"].to_pylist(), strict=True))


def _rows(shard: Shard, known: dict[str, str]) -> Iterator[dict[str, Any]]:
    if shard.stored:
        for piece in shard.pieces:
            for row in parquet.ParquetFile(piece.path).read_row_group(piece.start).to_pylist():
                yield _read(Release(**row))
        return
    yield from map(rows.rejected, shard.given)
    for piece in shard.pieces:
        for draft in readers.drafts(piece):
            if isinstance(draft, Reject):
                yield rows.rejected(draft)
                continue
            fingerprint = release.fingerprint(draft)
            if fingerprint in known:
                yield rows.unchanged(known[fingerprint], fingerprint, release.place(draft))
                continue
            made = release.make(draft)
            yield rows.rejected(made) if isinstance(made, Reject) else _read(made)


def _read(made: Release) -> dict[str, Any]:
    """One release parsed. A text that breaks the parser or a check costs itself, not the build."""
    try:
        reading = assemble.read(made)
        checks.check(reading)
        return rows.parsed(corrections.apply(reading), corrections.fates(reading))
    except Exception as error:
        wrong = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return rows.rejected(Reject(made.source, "parsing", f"could not be parsed ({wrong}): please report this release"))

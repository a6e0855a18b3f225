"""Builds the database: shards are parsed, rows weighed, a new file filled beside the old one and swapped in.

A build may be killed at any moment: the old database stays as it is, and the next build goes on with the shards that
were done. What did not change is copied, not parsed again, as long as rules and vocabulary are the same.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import duckdb

from etl import former, ledger, load, score, shards, verdicts, vocabulary, workers
from etl.former import Former, quoted
from etl.ledger import Summary
from etl.lock import BuildError, Halted, only_writer
from etl.readers import InputError
from etl.shards import Shard
from store import connection

_TABLES = ("countries", "organisations", "topics", "kinds", "officials", "places")
_MEMORY = "300MB"  # DuckDB's share; what does not fit goes to a temporary folder beside the database


class Job(NamedTuple):
    """One build under way: the database, the work folder beside it, the old database, what parses shards."""

    target: Path
    work: Path
    old: Former
    run: Callable[[list[Shard], Path | None, Path], None]

    def parse(self, todo: list[Shard], known: Path | None) -> None:
        """Parses shards; those that an earlier build finished are not done again."""
        self.run(todo, known, self.work / "shards")

    def outputs(self, todo: list[Shard]) -> list[Path]:
        """Where the records of shards are once they are parsed."""
        return [shards.output(shard, self.work / "shards") for shard in todo]


def build(
    paths: list[Path], target: Path, note: Callable[[int, float], None] = lambda rows, share: None, processes: int = 1,
    prune: bool = False, wait: bool = False, scheduler: str | None = None,
) -> Summary:  # fmt: skip
    """Reads releases, parses them and swaps the new database in.

    Args:
        paths: files and folders of releases.
        target: the database file; replaced whole or not at all.
        note: called with the number of releases done and the share of the work done, for a progress bar.
        processes: processes that parse.
        prune: releases that the paths do not hold any more leave the database.
        wait: wait for another build to end instead of giving up.
        scheduler: address of a Dask scheduler whose workers parse instead of processes here.

    Raises:
        BuildError: nothing could be loaded, the target cannot be written, or another build runs.
        InputError: a path does not exist.
    """
    with only_writer(target, wait):
        work = target.with_name(target.name + ".work")
        try:
            summary = _beside(paths, target, work, partial(workers.parse_all, crew=scheduler or processes, note=note), prune)
        except (InputError, Halted, KeyboardInterrupt):
            raise
        except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
            _tidy(work)
            words = (getattr(error, "strerror", None) or str(error) or type(error).__name__).splitlines()[0]
            raise BuildError(f"{target}: cannot be written ({words}): free space or choose another --db") from None
        except Exception:
            _tidy(work)
            raise
        _tidy(work)
        return summary


def _beside(
    paths: list[Path], target: Path, work: Path, parse: Callable[[list[Shard], Path | None, Path], None], prune: bool
) -> Summary:  # fmt: skip
    (work / "shards").mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(work / "spill")}) as desk:
        summary = _build(desk, Job(target, work, former.attach(desk, target), parse), paths, prune)
    if summary.swapped:
        _swap(work / "new.duckdb", target)
    return summary


def _tidy(work: Path) -> None:
    """Removes the work folder; after kill -9 or Ctrl-C it stays, and the next build goes on from it."""
    shutil.rmtree(work, ignore_errors=True)


def _build(desk: duckdb.DuckDBPyConnection, job: Job, paths: list[Path], prune: bool) -> Summary:
    known, seed = former.known(desk, job.old, job.work)
    todo = list(shards.plan(paths, seed))
    files = job.outputs(todo)
    _forget_others(job, set(files))
    job.parse(todo, known)
    verdicts.hold(desk, job.old.there, job.old.provenance)
    verdicts.weigh(desk, files, prune)
    summary = ledger.count(desk, job.old)
    if summary.new + summary.changed + summary.unchanged == 0:
        first = f": {summary.rejects[0].source}: {summary.rejects[0].reason}" if summary.rejects else ""
        more = f" (and {summary.rejected - 1} more refused)" if summary.rejected > 1 else ""
        raise BuildError(f"nothing to load, the database stays as it was{first}{more}")
    if not summary.swapped:
        _, engagements, skips = load.counts(desk, "old")
        return summary._replace(engagements=engagements, skips=skips)
    return _make(desk, job, paths, files, seed, summary)


def _forget_others(job: Job, wanted: set[Path]) -> None:
    """Removes what a killed build left behind, but for shards that this one needs just so."""
    for path in [*job.work.glob("new.duckdb*"), *(set((job.work / "shards").iterdir()) - wanted)]:
        path.unlink(missing_ok=True)


def _make(desk: duckdb.DuckDBPyConnection, job: Job, paths: list[Path], files: list[Path], seed: str, summary: Summary) -> Summary:
    """Makes the new file: a copy of the old one mended, or all anew when there is none or the rules changed."""
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
    beside = job.work / "new.duckdb"
    chosen = "SELECT number, row, pos FROM reads WHERE verdict = 'load'"
    if job.old.there and not job.old.stale:
        shutil.copyfile(job.target, beside)
        desk.execute(f"ATTACH '{quoted(beside)}' AS new")
        load.remove(desk)
    else:
        desk.execute(f"ATTACH '{quoted(beside)}' AS new")
        load.create(desk, {table: vocabulary.rows(table) for table in _TABLES}, [t for t in load.CARRIED if t in job.old.tables])
    load.fill(desk, files, chosen)
    load.keep_versions(desk, files, job.old.there, now)
    if job.old.there and job.old.stale and summary.kept:
        _parse_kept(desk, job, seed)
    load.finish(desk, job.old.there, now)
    load.index(desk)
    load.enter(desk, score.tables())
    total, engagements, skips = load.counts(desk, "new")
    ledger.check_balance(desk, total, summary)
    summary = summary._replace(engagements=engagements, skips=skips)
    ledger.enter(desk, paths, summary, now)
    desk.execute("DETACH new")
    return summary


def _parse_kept(desk: duckdb.DuckDBPyConnection, job: Job, seed: str) -> None:
    """Parses releases again that the old database holds and this build was not given."""
    file = job.work / "kept.parquet"
    provenance = "p.encoding, p.accessed FROM old.releases r JOIN old.provenance p USING (release_id)"
    desk.execute(f"""COPY (SELECT r.*, {provenance if job.old.provenance else "'utf-8' AS encoding, NULL::TIMESTAMP AS accessed FROM old.releases r"}
                     WHERE release_id IN (SELECT release_id FROM kept) ORDER BY release_id)
                     TO '{quoted(file)}' (FORMAT parquet, ROW_GROUP_SIZE 2048)""")
    todo = list(shards.plan_stored(file, seed))
    job.parse(todo, None)
    files = job.outputs(todo)
    failed = desk.execute("SELECT source, reason FROM read_parquet(?) WHERE outcome = 'rejected' LIMIT 1", [[str(f) for f in files]]).fetchone()
    if failed:
        raise BuildError(f"{failed[0]}: {failed[1]}; it would be lost, so the old database stays")
    verdicts.number(desk, files)
    load.fill(desk, files, "SELECT f.number, p.row, (f.number::BIGINT << 32) + p.row AS pos FROM shard_files f, range(2048) p(row)")


def _swap(beside: Path, target: Path) -> None:
    """Puts the new file in the old one's place, safely on disk before anybody sees it."""
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    _keep(target)
    os.replace(beside, target)


def _keep(target: Path) -> None:
    """Gives what is about to be replaced a second name, so that the page Changes can set the two side by side."""
    kept = connection.former(target)
    kept.unlink(missing_ok=True)
    # A link takes no room and no moment without a database; where a disk knows none, nothing is kept.
    with suppress(OSError):
        os.link(target, kept)

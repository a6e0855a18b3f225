"""Builds the database: shards are parsed, rows weighed, a new file filled beside the old one and swapped in.

A build may be killed at any moment: the old database stays as it is, and the next build goes on with the shards that
were done. What did not change is copied, not parsed again, as long as rules and vocabulary are the same.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import duckdb

from etl import load, shards, verdicts, vocabulary, workers
from etl.lock import BuildError, only_writer
from etl.readers import InputError
from etl.records import Reject
from etl.shards import Shard

_TOLD = 100  # rejects told one by one; all of them stand in the table
_TABLES = ("countries", "organisations", "topics", "kinds", "officials")
_PLUMBING = frozenset(("__main__.py", "build.py", "load.py", "lock.py", "record.py", "rows.py", "score.py", "shards.py", "verdicts.py", "workers.py"))
_MEMORY = "300MB"  # DuckDB's share; what does not fit goes to a temporary folder beside the database


class Summary(NamedTuple):
    """What a build did: counts of releases, engagements, skips by reason; the first rejects themselves."""

    read: int
    new: int
    changed: int
    unchanged: int
    kept: int
    pruned: int
    engagements: int
    skips: dict[str, int]
    rejected: int
    rejects: list[Reject]
    swapped: bool
    reparsed: str | None


class Job(NamedTuple):
    """One build under way: the database, the work folder beside it, the state of the old one."""

    target: Path
    work: Path
    there: bool
    tables: frozenset[str]
    stale: str | None
    engine: Callable[..., None]

    @property
    def provenance(self) -> bool:
        """Whether the old database notes where its texts came from."""
        return "provenance" in self.tables


def build(
    paths: list[Path], target: Path, note: Callable[[int, float], None] = lambda rows, share: None, processes: int = 1,
    prune: bool = False, wait: bool = False,
) -> Summary:  # fmt: skip
    """Reads releases, parses them and swaps the new database in.

    Args:
        paths: files and folders of releases.
        target: the database file; replaced whole or not at all.
        note: called with the number of releases done and the share of the work done, for a progress bar.
        processes: processes that parse.
        prune: releases that the paths do not hold any more leave the database.
        wait: wait for another build to end instead of giving up.

    Raises:
        BuildError: nothing could be loaded, the target cannot be written, or another build runs.
        InputError: a path does not exist.
    """
    with only_writer(target, wait):
        work = target.with_name(target.name + ".work")
        try:
            summary = _beside(paths, target, work, note, processes, prune)
        except (InputError, KeyboardInterrupt):
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
    paths: list[Path], target: Path, work: Path, note: Callable[[int, float], None], processes: int, prune: bool
) -> Summary:  # fmt: skip
    (work / "shards").mkdir(parents=True, exist_ok=True)

    def parse(todo: list[Shard], known: Path | None) -> None:
        workers.parse_all(todo, known, work / "shards", processes, note)

    with duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(work / "spill")}) as desk:
        there, tables, stale = _attach(desk, target)
        summary = _build(desk, Job(target, work, there, tables, stale, parse), paths, prune)
    if summary.swapped:
        _swap(work / "new.duckdb", target)
    return summary


def _tidy(work: Path) -> None:
    """Removes the work folder; after kill -9 or Ctrl-C it stays, and the next build goes on from it."""
    shutil.rmtree(work, ignore_errors=True)


def rules_fingerprint() -> str:
    """A digest of the rules' source; another one means that texts may read differently."""
    return _digest_of_sources(lambda path: path.name not in _PLUMBING and not {"readers", "collect"} & set(path.parts))


def _digest_of_sources(counts: Callable[[Path], bool]) -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).resolve().parent.rglob("*.py")):
        if counts(path):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _attach(desk: duckdb.DuckDBPyConnection, target: Path) -> tuple[bool, frozenset[str], str | None]:
    """Attaches the old database; tells whether there is one, its tables, and why all must be parsed again, if it must."""
    if not target.exists() or not target.stat().st_size:
        return False, frozenset(), None
    try:
        desk.execute(f"ATTACH '{_quoted(target)}' AS old (READ_ONLY)")
        tables = {row[0] for row in desk.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'old'").fetchall()}
        row = desk.execute(
            "SELECT schema_version, rules_fingerprint, vocabulary_fingerprint FROM old.builds ORDER BY built_at DESC LIMIT 1"
        ).fetchone()
    except duckdb.Error as error:
        wrong = str(error).splitlines()[0][:120]
        raise BuildError(f"{target}: no database of ours, or damaged ({wrong}): move it away or choose another --db") from None
    if row is None or row[0] != load.SCHEMA_VERSION or "provenance" not in tables:
        return True, frozenset(tables), "the schema changed"
    if row[1] != rules_fingerprint():
        return True, frozenset(tables), "the rules changed"
    return True, frozenset(tables), "the vocabulary changed" if row[2] != vocabulary.fingerprint() else None


def _build(desk: duckdb.DuckDBPyConnection, job: Job, paths: list[Path], prune: bool) -> Summary:
    known, seed = _known(desk, job)
    todo = list(shards.plan(paths, seed))
    _forget_others(job, {shards.output(shard, job.work / "shards") for shard in todo})
    job.engine(todo, known)
    files = [shards.output(shard, job.work / "shards") for shard in todo]
    verdicts.hold(desk, job.there, job.provenance)
    if files:
        verdicts.weigh(desk, files, prune)
    summary = _counted(desk, job, files)
    if summary.new + summary.changed + summary.unchanged == 0:
        first = f": {summary.rejects[0].source}: {summary.rejects[0].reason}" if summary.rejects else ""
        raise BuildError(f"nothing to load, the database stays as it was{first}")
    if not summary.swapped:
        _, engagements, skips = load.counts(desk, "old")
        return summary._replace(engagements=engagements, skips=skips)
    return _make(desk, job, paths, files, seed, summary)


def _known(desk: duckdb.DuckDBPyConnection, job: Job) -> tuple[Path | None, str]:
    """The file of releases that need no parsing, and what the outputs of shards depend on."""
    code = _digest_of_sources(lambda path: path.name not in ("__main__.py", "score.py"))
    if not job.there or job.stale:
        return None, f"{code} {vocabulary.fingerprint()}"
    known = job.work / "known.parquet"
    desk.execute(f"COPY (SELECT fingerprint, release_id FROM old.releases ORDER BY ALL) TO '{_quoted(known)}' (FORMAT parquet)")
    return known, f"{code} {vocabulary.fingerprint()} {hashlib.sha256(known.read_bytes()).hexdigest()}"


def _forget_others(job: Job, wanted: set[Path]) -> None:
    """Removes what a killed build left behind, but for shards that this one needs just so."""
    for path in [*job.work.glob("new.duckdb*"), *(set((job.work / "shards").iterdir()) - wanted)]:
        path.unlink(missing_ok=True)


def _counted(desk: duckdb.DuckDBPyConnection, job: Job, files: list[Path]) -> Summary:
    if not files:
        return Summary(0, 0, 0, 0, 0, 0, 0, {}, 0, [], False, None)
    read, new, changed, unchanged, older = desk.execute("""
        SELECT count(*), count(*) FILTER (verdict = 'load' AND h.release_id IS NULL),
               count(*) FILTER (verdict = 'load' AND h.fingerprint <> r.fingerprint),
               count(*) FILTER (verdict = 'same' OR (verdict = 'load' AND h.fingerprint = r.fingerprint)),
               count(*) FILTER (verdict = 'older' AND outcome = 'parsed')
        FROM reads r LEFT JOIN held h USING (release_id)""").fetchone()
    kept, pruned, rejected = desk.execute(
        "SELECT (SELECT count(*) FROM kept), (SELECT count(*) FROM pruned), (SELECT count(*) FROM refused)"
    ).fetchone()
    if read != new + changed + unchanged + rejected:
        raise BuildError(f"read ({read}) is not new ({new}) + changed ({changed}) + unchanged ({unchanged}) + rejected ({rejected}): please report this")
    told = [Reject(*row) for row in desk.execute(f"SELECT source, location, reason FROM refused ORDER BY pos LIMIT {_TOLD}").fetchall()]
    swapped = not job.there or bool(job.stale or new or changed or pruned or _other_rejects(desk) or (older and _new_versions(desk)))
    return Summary(read, new, changed, unchanged, kept, pruned, 0, {}, rejected, told, swapped, job.stale)


def _other_rejects(desk: duckdb.DuckDBPyConnection) -> bool:
    ours = "SELECT count(*), sum(hash(source, location, reason)) FROM {}"
    return desk.execute(ours.format("refused")).fetchone() != desk.execute(ours.format("old.rejects")).fetchone()


def _new_versions(desk: duckdb.DuckDBPyConnection) -> bool:
    return bool(desk.execute("""SELECT count(*) FROM reads r ANTI JOIN old.release_versions v USING (release_id, fingerprint)
                                WHERE verdict = 'older' AND outcome = 'parsed'""").fetchone()[0])


def _make(desk: duckdb.DuckDBPyConnection, job: Job, paths: list[Path], files: list[Path], seed: str, summary: Summary) -> Summary:
    """Makes the new file: a copy of the old one mended, or all anew when there is none or the rules changed."""
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
    beside = job.work / "new.duckdb"
    chosen = "SELECT number, row, pos FROM reads WHERE verdict = 'load'"
    if job.there and not job.stale:
        shutil.copyfile(job.target, beside)
        desk.execute(f"ATTACH '{_quoted(beside)}' AS new")
        load.remove(desk)
    else:
        desk.execute(f"ATTACH '{_quoted(beside)}' AS new")
        load.create(desk, {table: vocabulary.rows(table) for table in _TABLES}, [t for t in load.CARRIED if t in job.tables])
    load.fill(desk, files, chosen)
    load.keep_versions(desk, files, job.there, now)
    if job.there and job.stale and summary.kept:
        _parse_kept(desk, job, seed)
    load.finish(desk, job.there, now)
    total, engagements, skips = load.counts(desk, "new")
    _check_balance(desk, total, summary)
    summary = summary._replace(engagements=engagements, skips=skips)
    _record(desk, paths, summary, now)
    desk.execute("DETACH new")
    return summary


def _parse_kept(desk: duckdb.DuckDBPyConnection, job: Job, seed: str) -> None:
    """Parses releases again that the old database holds and this build was not given."""
    file = job.work / "kept.parquet"
    provenance = "p.encoding, p.accessed FROM old.releases r JOIN old.provenance p USING (release_id)"
    desk.execute(f"""COPY (SELECT r.*, {provenance if job.provenance else "'utf-8' AS encoding, NULL::TIMESTAMP AS accessed FROM old.releases r"}
                     WHERE release_id IN (SELECT release_id FROM kept) ORDER BY release_id)
                     TO '{_quoted(file)}' (FORMAT parquet, ROW_GROUP_SIZE 2048)""")
    todo = list(shards.plan_stored(file, seed))
    job.engine(todo, None)
    files = [shards.output(shard, job.work / "shards") for shard in todo]
    failed = desk.execute("SELECT source, reason FROM read_parquet(?) WHERE outcome = 'rejected' LIMIT 1", [[str(f) for f in files]]).fetchone()
    if failed:
        raise BuildError(f"{failed[0]}: {failed[1]}; it would be lost, so the old database stays")
    verdicts.number(desk, files)
    load.fill(desk, files, "SELECT f.number, p.row, (f.number::BIGINT << 32) + p.row AS pos FROM shard_files f, range(2048) p(row)")


def _check_balance(desk: duckdb.DuckDBPyConnection, total: int, s: Summary) -> None:
    """Every release ends in an engagement or a skip, and none is lost, or the build is refused."""
    told, skipped = desk.execute("SELECT (SELECT count(DISTINCT release_id) FROM new.engagements), (SELECT count(*) FROM new.skips)").fetchone()
    if total != told + skipped:
        raise BuildError(f"releases ({total}) are not releases with engagements ({told}) and skips ({skipped}): the old database stays; please report this")
    if total != s.new + s.changed + s.unchanged + s.kept:
        raise BuildError(f"releases ({total}) are not new, changed, unchanged and kept ({s.new} + {s.changed} + {s.unchanged} + {s.kept}): "
                         "the old database stays; please report this")  # fmt: skip


def _record(desk: duckdb.DuckDBPyConnection, paths: list[Path], s: Summary, now: dt.datetime) -> None:
    """Enters the build; its id is a digest of what the database holds and by which rules."""
    held = desk.execute("SELECT string_agg(release_id || fingerprint, '' ORDER BY release_id) FROM new.releases").fetchone()[0]
    rules, words = rules_fingerprint(), vocabulary.fingerprint()
    identity = hashlib.sha256(f"{hashlib.sha256(held.encode()).hexdigest()} {rules} {words}".encode()).hexdigest()[:12]
    desk.execute("DELETE FROM new.builds WHERE build_id = ?", [identity])
    desk.execute(
        "INSERT INTO new.builds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [identity, now, [str(p) for p in paths], load.SCHEMA_VERSION, rules, words, s.read, s.new, s.changed, s.unchanged,
         sum(s.skips.values()), s.rejected, s.engagements],
    )  # fmt: skip


def _swap(beside: Path, target: Path) -> None:
    """Puts the new file in the old one's place, safely on disk before anybody sees it."""
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(beside, target)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")

"""Builds the database beside the old one and swaps it in; until then nobody sees it.

What did not change is copied from the old database instead of parsed again, as long as rules and vocabulary are the
same. Rows travel as Arrow tables: one insert a table, never row by row.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from etl import assemble, checks, corrections, vocabulary
from etl.readers import read
from etl.records import Engagement, Person, Reading, Reject, Release

SCHEMA = Path(__file__).resolve().parent.parent / "store" / "schema.sql"
SCHEMA_VERSION = 2
CHILDREN = ("engagements", "participants", "engagement_countries", "engagement_topics", "statements", "mentions", "corrections", "skips")


class BuildError(RuntimeError):
    """The build could not be made; the old database, if any, is untouched. The message says what to do."""


class Summary(NamedTuple):
    """What a build did: counts of releases, engagements, skips by reason, the rejects themselves."""

    read: int
    new: int
    changed: int
    unchanged: int
    kept: int
    engagements: int
    skips: dict[str, int]
    rejects: list[Reject]
    swapped: bool
    reparsed: str | None


def build(paths: list[Path], target: Path, note: Callable[[int], None] = lambda n: None) -> Summary:
    """Reads releases, parses them and swaps the new database in.

    Args:
        paths: files and folders of releases.
        target: the database file; replaced whole or not at all.
        note: called with the number of releases done, for a progress bar.

    Raises:
        BuildError: nothing could be loaded, the target cannot be written, or another build runs.
        InputError: a path does not exist.
    """
    with _only_writer(target):
        releases, rejects = _gather(paths)
        if not releases:
            first = f": {rejects[0].source}: {rejects[0].reason}" if rejects else ""
            raise BuildError(f"nothing to load, the database stays as it was{first}")
        known, stale = _known(target)
        fresh = [r for r in releases if known.get(r.release_id) != r.fingerprint]
        gone = _rejects_of(target) != sorted(map(tuple, map(_reject_row, rejects)))
        if not fresh and not stale and not gone and target.exists():
            return _summary(target, releases, [], known, rejects, swapped=False, reparsed=None)
        return _make(target, paths, releases, fresh, known, stale, rejects, note)


def rules_fingerprint() -> str:
    """A digest of the rules' source; another one means that texts may read differently."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).resolve().parent.rglob("*.py")):
        if path.name not in ("load.py", "__main__.py", "score.py", "record.py", "export.py", "feeds.py", "changes.py", "brief.py") and "readers" not in path.parts:
            digest.update(path.read_bytes())
    digest.update(corrections.digest())
    return digest.hexdigest()[:16]


@contextmanager
def _only_writer(target: Path) -> Iterator[None]:
    """Holds the lock beside the database; the file names who holds it."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = open(target.with_name(target.name + ".lock"), "a+", encoding="ascii")  # noqa: SIM115 - held while building
    except OSError as error:
        raise BuildError(f"{target}: cannot be written ({error.strerror}): choose another --db or mend its permissions") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise BuildError(f"{target}: another build (process {lock.read().strip() or 'unknown'}) is writing: wait for it") from None
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _gather(paths: list[Path]) -> tuple[list[Release], list[Reject]]:
    """Every release once; a second one of the same id is a reject unless it is the very same."""
    releases: dict[str, Release] = {}
    rejects: list[Reject] = []
    for item in read(paths):
        if isinstance(item, Reject):
            rejects.append(item)
        elif item.release_id not in releases:
            releases[item.release_id] = item
        else:
            first = releases[item.release_id]
            rejects.append(Reject(item.source, "duplicate", f"the same release as {first.source}: counted once"))
    return list(releases.values()), rejects


def _known(target: Path) -> tuple[dict[str, str], str | None]:
    """Fingerprints of the releases in the old database, and why they must all be parsed again, if they must."""
    if not target.exists():
        return {}, None
    try:
        with duckdb.connect(str(target), read_only=True) as old:
            known = dict(old.execute("SELECT release_id, fingerprint FROM releases").fetchall())
            row = old.execute(
                "SELECT schema_version, rules_fingerprint, vocabulary_fingerprint FROM builds ORDER BY built_at DESC LIMIT 1"
            ).fetchone()
    except duckdb.Error:
        return {}, "the old database is of another make"
    if row is None or row[0] != SCHEMA_VERSION:
        return known, "the schema changed"
    if row[1] != rules_fingerprint():
        return known, "the rules changed"
    return known, "the vocabulary changed" if row[2] != vocabulary.fingerprint() else None


def _make(
    target: Path, paths: list[Path], releases: list[Release], fresh: list[Release], known: dict[str, str],
    stale: str | None, rejects: list[Reject], note: Callable[[int], None],
) -> Summary:  # fmt: skip
    beside = target.with_name(f"{target.name}.new-{os.getpid()}")
    try:
        beside.unlink(missing_ok=True)
        with duckdb.connect(str(beside)) as db:
            db.execute(SCHEMA.read_text(encoding="utf-8"))
            _load_vocabulary(db)
            replaced = {r.release_id for r in fresh}
            kept = 0
            if stale:
                fresh = releases + _kept_releases(target, {r.release_id for r in releases})
                kept = len(fresh) - len(releases)
            elif target.exists():
                kept = _copy(db, target, replaced) - (len(releases) - len(fresh))
            _load(db, _readings(fresh, note))
            _load_people(db)
            _insert(db, "rejects", [_reject_row(r) for r in rejects])
            summary = _counted(db, releases, known, kept, rejects, stale)
            _record_build(db, paths, summary)
            _check_balance(db)
        os.replace(beside, target)
        return summary
    except OSError as error:
        raise BuildError(f"{target}: cannot be written ({error.strerror}): free space or choose another --db") from None
    except duckdb.IOException as error:
        raise BuildError(f"{target}: cannot be written ({str(error).splitlines()[0]}): free space or choose another --db") from None
    finally:
        for left in (beside, beside.with_name(beside.name + ".wal")):
            left.unlink(missing_ok=True)


def _readings(releases: list[Release], note: Callable[[int], None]) -> Iterator[Reading]:
    for number, release in enumerate(releases, 1):
        reading = assemble.read(release)
        checks.check(reading)
        note(number)
        yield reading


def _copy(db: duckdb.DuckDBPyConnection, target: Path, replaced: set[str]) -> int:
    """Copies what did not change from the old database; returns how many releases that are."""
    db.execute(f"ATTACH '{str(target).replace(chr(39), chr(39) * 2)}' AS old (READ_ONLY)")
    db.register("replaced", pa.table({"release_id": pa.array(sorted(replaced), pa.string())}))
    kept = "release_id NOT IN (SELECT release_id FROM replaced)"
    db.execute(f"INSERT INTO releases BY NAME SELECT * FROM old.releases WHERE {kept}")
    db.execute("INSERT INTO people BY NAME SELECT * FROM old.people")
    for table in CHILDREN:
        via = kept if table in ("engagements", "skips") else f"engagement_id IN (SELECT engagement_id FROM old.engagements WHERE {kept})"
        db.execute(f"INSERT INTO {table} BY NAME SELECT * FROM old.{table} WHERE {via}")
    db.execute("INSERT INTO builds BY NAME SELECT * FROM old.builds")
    db.execute("DETACH old")
    db.unregister("replaced")
    return db.execute("SELECT count(*) FROM releases").fetchone()[0]


def _kept_releases(target: Path, given: set[str]) -> list[Release]:
    """Releases of the old database that this build was not given: parsed again, not lost."""
    try:
        with duckdb.connect(str(target), read_only=True) as old:
            found = old.execute(
                "SELECT release_id, id, ministry, url, title, published, text, source, fingerprint FROM releases ORDER BY ALL"
            ).fetchall()
    except duckdb.Error:
        return []
    return [Release(*row) for row in found if row[0] not in given]


# --- rows -------------------------------------------------------------------------------------------------------------


def _load(db: duckdb.DuckDBPyConnection, readings: Iterable[Reading]) -> None:
    rows: dict[str, list[tuple[Any, ...]]] = {t: [] for t in ("releases", "people", *CHILDREN)}
    people: dict[str, tuple[Any, ...]] = {}
    for reading in readings:
        rows["corrections"] += corrections.fates(reading)
        reading = corrections.apply(reading)
        r = reading.release
        rows["releases"].append((r.release_id, r.id, r.ministry, r.url, r.title, r.published, r.text, r.source, r.fingerprint))
        if reading.skip:
            s = reading.skip
            quote = r.text[s.start : s.end] if s.start is not None else None
            rows["skips"].append((r.release_id, s.reason, s.rule, s.start, s.end, quote))
        for ordinal, engagement in enumerate(reading.engagements, 1):
            _add_engagement(rows, people, r, ordinal, engagement)
    known = {row[0] for row in db.execute("SELECT person_id FROM people").fetchall()}
    rows["people"] = [row for key, row in sorted(people.items()) if key not in known]
    for table, found in rows.items():
        _insert(db, table, found)


def _add_engagement(rows: dict[str, list[Any]], people: dict[str, Any], r: Release, ordinal: int, e: Engagement) -> None:
    w, place = e.when, e.place
    start = dt.time.fromisoformat(w.start_time) if w.start_time else None
    rows["engagements"].append((
        e.engagement_id, r.release_id, ordinal, e.kind, w.date, w.precision, w.basis, w.earliest, w.latest, w.reason, start,
        w.duration_minutes, w.time_zone, e.direction, e.visit, place.city if place else None,
        place.country if place else None, list(e.doubts),
    ))  # fmt: skip
    sides = [("principal", p) for p in e.principals] + [("counterpart", p) for p in e.counterparts]
    for number, (side, p) in enumerate(sides, 1):
        rows["participants"].append((
            e.engagement_id, number, side, p.name, p.name_as_written, p.role, p.level, p.country, p.organisation, p.person_id,
        ))  # fmt: skip
        if p.person_id and p.name:
            people.setdefault(p.person_id, _person_row(p))
    rows["engagement_countries"] += [(e.engagement_id, c) for c in e.countries]
    rows["engagement_topics"] += [(e.engagement_id, t) for t in e.topics]
    rows["statements"] += [
        (e.engagement_id, n, s.speaker, s.side, s.act, s.text, list(s.topics), s.start, s.end)
        for n, s in enumerate(e.statements, 1)
    ]
    rows["mentions"] += [(e.engagement_id, m.slot, m.value, m.start, m.end, r.text[m.start : m.end], m.rule) for m in e.mentions]


def _person_row(p: Person) -> tuple[Any, ...]:
    name = next((t.name for t in vocabulary.terms() if t.person_id == p.person_id), p.name)
    return (p.person_id, name, None if p.organisation else p.country, p.organisation)


def _load_people(db: duckdb.DuckDBPyConnection) -> None:
    """People nobody takes part as any more leave the table; office-holders stay in `officials`."""
    db.execute("DELETE FROM people WHERE person_id NOT IN (SELECT person_id FROM participants WHERE person_id IS NOT NULL)")


def _insert(db: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    described = db.execute(f"SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '{table}' ORDER BY column_index").fetchall()
    columns = {name: pa.array(values, _ARROW.get(kind)) for (name, kind), values in zip(described, zip(*rows, strict=True), strict=True)}
    db.register("incoming", pa.table(columns))
    db.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    db.unregister("incoming")


_ARROW = {
    "VARCHAR": pa.string(), "INTEGER": pa.int32(), "DOUBLE": pa.float64(), "DATE": pa.date32(), "TIME": pa.time64("us"),
    "TIMESTAMP": pa.timestamp("us"), "VARCHAR[]": pa.list_(pa.string()),
}  # fmt: skip


def _load_vocabulary(db: duckdb.DuckDBPyConnection) -> None:
    for table in ("countries", "organisations", "topics", "kinds", "officials"):
        described = db.execute(f"SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '{table}' ORDER BY column_index").fetchall()
        _insert(db, table, [tuple(_cell(row.get(name, ""), kind) for name, kind in described) for row in vocabulary.rows(table)])


def _cell(value: str, kind: str) -> Any:
    if value == "":
        return None
    return float(value) if kind == "DOUBLE" else dt.date.fromisoformat(value) if kind == "DATE" else value


def _reject_row(r: Reject) -> tuple[str, str, str]:
    return (r.source, r.location, r.reason)


def _rejects_of(target: Path) -> list[tuple[str, ...]]:
    if not target.exists():
        return []
    try:
        with duckdb.connect(str(target), read_only=True) as old:
            return sorted(old.execute("SELECT source, location, reason FROM rejects").fetchall())
    except duckdb.Error:
        return []


# --- counting ---------------------------------------------------------------------------------------------------------


def _counted(
    db: duckdb.DuckDBPyConnection, releases: list[Release], known: dict[str, str], kept: int, rejects: list[Reject],
    stale: str | None,
) -> Summary:  # fmt: skip
    new = sum(r.release_id not in known for r in releases)
    changed = sum(known.get(r.release_id, r.fingerprint) != r.fingerprint for r in releases)
    skips = dict(db.execute("SELECT reason, count(*) FROM skips GROUP BY ALL ORDER BY 2 DESC, 1").fetchall())
    engagements = db.execute("SELECT count(*) FROM engagements").fetchone()[0]
    return Summary(
        len(releases) + len(rejects), new, changed, len(releases) - new - changed, kept, engagements, skips, rejects, True,
        stale,
    )  # fmt: skip


def _summary(
    target: Path, releases: list[Release], fresh: list[Release], known: dict[str, str], rejects: list[Reject],
    swapped: bool, reparsed: str | None,
) -> Summary:  # fmt: skip
    with duckdb.connect(str(target), read_only=True) as db:
        counted = _counted(db, releases, known, len(known) - len(releases), rejects, reparsed)
    return counted._replace(swapped=swapped)


def _record_build(db: duckdb.DuckDBPyConnection, paths: list[Path], s: Summary) -> None:
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
    identity = hashlib.sha256(
        repr(db.execute("SELECT release_id, fingerprint FROM releases ORDER BY ALL").fetchall()).encode()
        + (rules_fingerprint() + vocabulary.fingerprint()).encode()
    ).hexdigest()[:12]
    skipped = sum(s.skips.values())
    db.execute("DELETE FROM builds WHERE build_id = ?", [identity])
    db.execute(
        "INSERT INTO builds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [identity, now, [str(p) for p in paths], SCHEMA_VERSION, rules_fingerprint(), vocabulary.fingerprint(), s.read, s.new,
         s.changed, s.unchanged, skipped, len(s.rejects), s.engagements],
    )  # fmt: skip


def _check_balance(db: duckdb.DuckDBPyConnection) -> None:
    """Every release ends in an engagement or a skip, or the build is refused."""
    total, with_engagement, skipped = db.execute(
        "SELECT (SELECT count(*) FROM releases), (SELECT count(DISTINCT release_id) FROM engagements), (SELECT count(*) FROM skips)"
    ).fetchone()
    if total != with_engagement + skipped:
        raise BuildError(
            f"releases ({total}) are not releases with engagements ({with_engagement}) and skips ({skipped}): "
            "the old database stays; please report this"
        )

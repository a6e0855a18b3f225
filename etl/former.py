"""The old database: what it holds, by which rules it was read, and what of it need not be parsed again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import duckdb

from etl import corrections, load, vocabulary
from etl.lock import BuildError

# Files that move releases but do not read them; readers do not count either, since what they find is fingerprinted.
_PLUMBING = frozenset((
    "__main__.py", "build.py", "former.py", "ledger.py", "load.py", "lock.py", "record.py", "rows.py", "score.py", "shards.py",
    "verdicts.py", "workers.py", "cluster.py", "export.py", "feeds.py", "changes.py", "brief.py", "unmatched.py", "score_statements.py",
))  # fmt: skip


class Former(NamedTuple):
    """The database that stands before a build, attached as `old` if `there`; `stale` says why all is parsed again."""

    there: bool
    tables: frozenset[str] = frozenset()
    stale: str | None = None

    @property
    def provenance(self) -> bool:
        """Whether it notes where its texts came from."""
        return "provenance" in self.tables


def rules_fingerprint() -> str:
    """A digest of the rules' source and of the corrections; another one means that texts may read differently."""
    sources = _digest_of_sources(lambda path: path.name not in _PLUMBING and not {"readers", "collect"} & set(path.parts))
    return hashlib.sha256(sources.encode() + corrections.digest()).hexdigest()[:16]


def _digest_of_sources(counts: Callable[[Path], bool]) -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).resolve().parent.rglob("*.py")):
        if counts(path):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def attach(desk: duckdb.DuckDBPyConnection, target: Path) -> Former:
    """Attaches the old database, if there is one.

    Raises:
        BuildError: the file is something else: it must not be overwritten.
    """
    if not target.exists() or not target.stat().st_size:
        return Former(False)
    try:
        desk.execute(f"ATTACH '{quoted(target)}' AS old (READ_ONLY)")
        tables = frozenset(row[0] for row in desk.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'old'").fetchall())
        row = desk.execute(
            "SELECT schema_version, rules_fingerprint, vocabulary_fingerprint FROM old.builds ORDER BY built_at DESC LIMIT 1"
        ).fetchone()
    except duckdb.Error as error:
        wrong = str(error).splitlines()[0][:120]
        raise BuildError(f"{target}: no database of ours, or damaged ({wrong}): move it away or choose another --db") from None
    if row is None or row[0] != load.SCHEMA_VERSION or "provenance" not in tables:
        return Former(True, tables, "the schema changed")
    if row[1] != rules_fingerprint():
        return Former(True, tables, "the rules changed")
    return Former(True, tables, "the vocabulary changed" if row[2] != vocabulary.fingerprint() else None)


def known(desk: duckdb.DuckDBPyConnection, former: Former, work: Path) -> tuple[Path | None, str]:
    """The file of releases that need no parsing, and a digest of what the outputs of shards depend on.

    The file is named by its content: whoever holds one in memory holds the right one.
    """
    code = _digest_of_sources(lambda path: path.name not in ("__main__.py", "score.py"))
    if not former.there or former.stale:
        return None, f"{code} {vocabulary.fingerprint()}"
    written = work / "known.parquet"
    desk.execute(f"COPY (SELECT fingerprint, release_id FROM old.releases ORDER BY ALL) TO '{quoted(written)}' (FORMAT parquet)")
    digest = hashlib.sha256(written.read_bytes()).hexdigest()[:16]
    return written.rename(work / f"known-{digest}.parquet"), f"{code} {vocabulary.fingerprint()} {digest}"


def quoted(path: Path) -> str:
    """A path as it may stand between the quotes of an SQL statement."""
    return str(path).replace("'", "''")

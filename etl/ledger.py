"""What a build did: counted, checked and entered."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import NamedTuple

import duckdb

from etl import former, load, vocabulary
from etl.former import Former
from etl.lock import BuildError
from etl.records import Reject

_TOLD = 100  # rejects told one by one; all of them stand in the table


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


def count(desk: duckdb.DuckDBPyConnection, old: Former) -> Summary:
    """Counts what was read, by verdict, and tells whether there is anything to do.

    Raises:
        BuildError: the counts do not add up.
    """
    if not load.one(desk, "SELECT count(*) FROM reads")[0]:
        return Summary(0, 0, 0, 0, 0, 0, 0, {}, 0, [], False, None)
    read, new, changed, unchanged, older = load.one(desk, """
        SELECT count(*), count(*) FILTER (verdict = 'load' AND h.release_id IS NULL),
               count(*) FILTER (verdict = 'load' AND h.fingerprint <> r.fingerprint),
               count(*) FILTER (verdict = 'same' OR (verdict = 'load' AND h.fingerprint = r.fingerprint)),
               count(*) FILTER (verdict = 'older' AND outcome = 'parsed')
        FROM reads r LEFT JOIN held h USING (release_id)""")
    kept, pruned, rejected = load.one(
        desk, "SELECT (SELECT count(*) FROM kept), (SELECT count(*) FROM pruned), (SELECT count(*) FROM refused)"
    )
    strangers = load.one(desk, "SELECT count(*) FROM reads WHERE verdict = 'same' AND release_id NOT IN (SELECT release_id FROM held)")[0]
    if read != new + changed + unchanged + rejected or strangers:
        raise BuildError(f"read ({read}) is not new ({new}) + changed ({changed}) + unchanged ({unchanged}) + rejected ({rejected}): please report this")
    told = [Reject(*row) for row in desk.execute(f"SELECT source, location, reason FROM refused ORDER BY pos LIMIT {_TOLD}").fetchall()]
    swapped = not old.there or bool(old.stale or new or changed or pruned or _other_rejects(desk) or (older and _new_versions(desk)))
    return Summary(read, new, changed, unchanged, kept, pruned, 0, {}, rejected, told, swapped, old.stale)


def _other_rejects(desk: duckdb.DuckDBPyConnection) -> bool:
    ours = "SELECT count(*), sum(hash(source, location, reason)) FROM {}"
    return desk.execute(ours.format("refused")).fetchone() != desk.execute(ours.format("old.rejects")).fetchone()


def _new_versions(desk: duckdb.DuckDBPyConnection) -> bool:
    return bool(load.one(desk, """SELECT count(*) FROM reads r ANTI JOIN old.release_versions v USING (release_id, fingerprint)
                                WHERE verdict = 'older' AND outcome = 'parsed'""")[0])


def check_balance(desk: duckdb.DuckDBPyConnection, total: int, s: Summary) -> None:
    """Every release ends in an engagement or a skip, and none is lost.

    Raises:
        BuildError: it is not so; the build is refused.
    """
    told, skipped = load.one(desk, "SELECT (SELECT count(DISTINCT release_id) FROM new.engagements), (SELECT count(*) FROM new.skips)")
    if total != told + skipped:
        raise BuildError(f"releases ({total}) are not releases with engagements ({told}) and skips ({skipped}): the old database stays; please report this")
    if total != s.new + s.changed + s.unchanged + s.kept:
        raise BuildError(f"releases ({total}) are not new, changed, unchanged and kept ({s.new} + {s.changed} + {s.unchanged} + {s.kept}): "
                         "the old database stays; please report this")  # fmt: skip


def enter(desk: duckdb.DuckDBPyConnection, paths: list[Path], s: Summary, now: dt.datetime) -> None:
    """Enters the build; its id is a digest of what the database holds and by which rules."""
    held = load.one(desk, "SELECT string_agg(release_id || fingerprint, '' ORDER BY release_id) FROM new.releases")[0]
    rules, words = former.rules_fingerprint(), vocabulary.fingerprint()
    identity = hashlib.sha256(f"{hashlib.sha256(held.encode()).hexdigest()} {rules} {words}".encode()).hexdigest()[:12]
    desk.execute("DELETE FROM new.builds WHERE build_id = ?", [identity])
    desk.execute(
        "INSERT INTO new.builds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [identity, now, [str(p) for p in paths], load.SCHEMA_VERSION, rules, words, s.read, s.new, s.changed, s.unchanged,
         sum(s.skips.values()), s.rejected, s.engagements],
    )  # fmt: skip

"""Fills a database from shards of parsed records. It is written beside the old one; nobody sees it until it is whole.

Rows travel inside DuckDB, from Parquet to tables, some thousand releases at a time: memory does not grow with the
number of releases.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

SCHEMA = Path(__file__).resolve().parent.parent / "store" / "schema.sql"
INDEX = SCHEMA.with_name("index.sql")
SCHEMA_VERSION = 3
CARRIED = ("builds", "release_versions", "deleted_ids")  # histories: they outlive a build from scratch
_AT_ONCE = 8  # shards
_STRETCH = 6_000_000  # characters of text indexed at once: some million words, 100 MB
_STRETCHES = """
    SELECT min(place), max(place)
    FROM (SELECT place, sum(size) OVER (ORDER BY place) // ? AS stretch FROM unread WHERE sort = ?)
    GROUP BY stretch ORDER BY 1"""

_OF_ENGAGEMENT = "FROM (SELECT pos, release_id, unnest(engagements) AS e FROM batch)"
_DEEPER = "FROM (SELECT pos, e.engagement_id, e.ordinal AS nth, unnest(e.{}) AS x " + _OF_ENGAGEMENT + ")"
_INSERTS = (
    "releases SELECT release_id, id, ministry, url, title, published, text, source, fingerprint FROM batch ORDER BY pos",
    "provenance SELECT release_id, encoding, accessed, words FROM batch ORDER BY pos",
    """skips SELECT release_id, s.reason, s.rule, s."start", s."end", s.quote
       FROM (SELECT pos, release_id, skip AS s FROM batch WHERE skip IS NOT NULL) ORDER BY pos""",
    f"""people SELECT x.person_id, coalesce(min(o.name), arg_min(x.name, (pos, nth, x.ordinal))),
            arg_min(struct_pack(c := CASE WHEN x.organisation IS NULL THEN x.country END), (pos, nth, x.ordinal)).c,
            arg_min(struct_pack(o := x.organisation), (pos, nth, x.ordinal)).o
       {_DEEPER.format("participants")} LEFT JOIN (SELECT person_id, first(name) AS name FROM new.officials GROUP BY ALL) o
       ON o.person_id = x.person_id
       WHERE x.person_id IS NOT NULL AND x.name IS NOT NULL AND x.person_id NOT IN (SELECT person_id FROM new.people)
       GROUP BY x.person_id ORDER BY 1""",
    f"""engagements SELECT e.engagement_id, release_id, e.ordinal, e.kind, e.date, e.date_precision, e.date_basis, e.date_earliest,
            e.date_latest, e.date_reason, e.start_time, e.duration_minutes, e.time_zone, e.direction, e.visit, e.place_city,
            e.place_country, e.doubts {_OF_ENGAGEMENT} ORDER BY pos, e.ordinal""",
    f"""participants SELECT engagement_id, x.ordinal, x.side, x.name, x.name_as_written, x.role, x.level, x.country, x.organisation,
            x.person_id {_DEEPER.format("participants")} ORDER BY pos, nth, x.ordinal""",
    f"engagement_countries SELECT engagement_id, x {_DEEPER.format('countries')}",
    f"engagement_topics SELECT engagement_id, x {_DEEPER.format('topics')}",
    f"""statements SELECT engagement_id, x.ordinal, x.speaker, x.side, x.act, x.text, x.topics, x."start", x."end"
       {_DEEPER.format("statements")} ORDER BY pos, nth, x.ordinal""",
    """corrections SELECT c.engagement_id, c.field, c."old", c."new", c.source, c.reason, c.who, c."when", c.status
       FROM (SELECT pos, unnest(corrections) AS c FROM batch) ORDER BY pos""",
    f"""mentions SELECT engagement_id, x.slot, x.value, x."start", x."end", x.quote, x.rule {_DEEPER.format("mentions")}""",
)
_OF_ENGAGEMENTS = ("corrections", "mentions", "statements", "engagement_topics", "engagement_countries", "participants")
_ARROW = {
    "VARCHAR": pa.string(), "INTEGER": pa.int32(), "DOUBLE": pa.float64(), "DATE": pa.date32(), "TIMESTAMP": pa.timestamp("us"),
    "VARCHAR[]": pa.list_(pa.string()),
}  # fmt: skip


def create(desk: duckdb.DuckDBPyConnection, tables: dict[str, list[dict[str, str]]], histories: Iterable[str]) -> None:
    """Makes the tables of the new database, fills the vocabulary and the histories that the old one has."""
    desk.execute("USE new")
    desk.execute(SCHEMA.read_text(encoding="utf-8"))
    for table, found in tables.items():
        _insert(desk, table, found)
    for table in histories:
        desk.execute(f"INSERT INTO new.{table} BY NAME SELECT * FROM old.{table}")
    desk.execute("USE memory")


def remove(desk: duckdb.DuckDBPyConnection) -> None:
    """Takes out of the copied database what is loaded anew or pruned, children before parents, each for itself."""
    desk.execute("""CREATE OR REPLACE TEMP TABLE gone AS SELECT release_id FROM pruned
                    UNION SELECT release_id FROM reads WHERE verdict = 'load' AND release_id IN (SELECT release_id FROM held)""")
    if not one(desk, "SELECT count(*) FROM gone")[0]:
        return
    desk.execute("CREATE OR REPLACE TEMP TABLE gone_too AS SELECT engagement_id FROM new.engagements SEMI JOIN gone USING (release_id)")
    # Their postings stay, of documents that are not there any more, and are never met: to take them out of a table sorted by
    # term would rewrite all of it. A build from nothing has none.
    for table in _OF_ENGAGEMENTS:
        desk.execute(f"DELETE FROM new.{table} WHERE engagement_id IN (SELECT engagement_id FROM gone_too)")
    for table in ("documents", "engagements", "skips", "provenance", "releases"):
        desk.execute(f"DELETE FROM new.{table} WHERE release_id IN (SELECT release_id FROM gone)")


def fill(desk: duckdb.DuckDBPyConnection, files: Sequence[Path], chosen: str) -> None:
    """Loads the chosen rows of shards; `chosen` is a query of their `number`, `row` and `pos`."""
    for first in range(0, len(files), _AT_ONCE):
        some = [str(file) for file in files[first : first + _AT_ONCE]]
        desk.execute(f"""CREATE OR REPLACE TEMP TABLE batch AS SELECT p.*, l.pos FROM read_parquet(?, filename = true) p
                         JOIN shard_files f USING (filename) JOIN ({chosen}) l ON l.number = f.number AND l.row = p.row""", [some])
        for insert in _INSERTS:
            desk.execute(f"INSERT INTO new.{insert}")
    desk.execute("DROP TABLE IF EXISTS batch")


def keep_versions(desk: duckdb.DuckDBPyConnection, files: Sequence[Path], old: bool, now: dt.datetime) -> None:
    """Keeps the older texts: what a loaded release replaces, and captures that a later one replaced."""
    into = "INSERT OR IGNORE INTO new.release_versions"
    if old:
        desk.execute(f"""{into} SELECT o.release_id, o.fingerprint, o.title, o.published, o.text, o.source, h.accessed, ?
                         FROM old.releases o JOIN held h USING (release_id) JOIN reads r USING (release_id)
                         WHERE r.verdict = 'load' AND r.fingerprint <> o.fingerprint""", [now])
    if one(desk, "SELECT count(*) FROM reads WHERE verdict = 'older' AND outcome = 'parsed'")[0]:
        desk.execute(f"""{into} SELECT p.release_id, p.fingerprint, p.title, p.published, p.text, p.source, p.accessed, ?
                         FROM read_parquet(?, filename = true) p JOIN shard_files f USING (filename)
                         JOIN reads r ON r.number = f.number AND r.row = p.row
                         WHERE r.verdict = 'older' AND r.outcome = 'parsed'""", [now, [str(f) for f in files]])


def finish(desk: duckdb.DuckDBPyConnection, old: bool, now: dt.datetime) -> None:
    """Rejects, sources of what stayed, people nobody meets any more, and the list of deleted ids."""
    desk.execute("DELETE FROM new.rejects")
    desk.execute("INSERT INTO new.rejects SELECT source, location, reason FROM refused ORDER BY pos")
    desk.execute("DELETE FROM new.people WHERE person_id NOT IN (SELECT person_id FROM new.participants WHERE person_id IS NOT NULL)")
    if not old:
        return
    for table, key, sort in (("releases", "release_id", "release"), ("engagements", "engagement_id", "engagement")):
        desk.execute(f"""INSERT OR IGNORE INTO new.deleted_ids SELECT {key}, '{sort}',
                             CASE WHEN release_id IN (SELECT release_id FROM pruned) THEN 'pruned' ELSE 'read otherwise' END, ?
                         FROM old.{table} ANTI JOIN new.{table} USING ({key})""", [now])
        desk.execute(f"DELETE FROM new.deleted_ids WHERE sort = '{sort}' AND id IN (SELECT {key} FROM new.{table})")


def index(desk: duckdb.DuckDBPyConnection) -> None:
    """Adds the releases and statements that were loaded to the full-text index of the new database."""
    desk.execute("USE new")
    index_texts(desk)
    desk.execute("USE memory")


def index_texts(desk: duckdb.DuckDBPyConnection) -> None:
    """Adds to `documents` and `postings` of the database in use what is not in them, stretch by stretch."""
    number, of_releases, of_statements, documents, postings = duckdb.extract_statements(INDEX.read_text(encoding="utf-8"))
    desk.execute(number)
    for sort, texts in (("release", of_releases), ("statement", of_statements)):
        for low, high in desk.execute(_STRETCHES, [_STRETCH, sort]).fetchall():
            desk.execute(texts, {"low": low, "high": high})
            desk.execute(documents)
            desk.execute(postings)
    desk.execute("DROP TABLE IF EXISTS temp.stretch")
    desk.execute("DROP TABLE temp.unread")


def enter(desk: duckdb.DuckDBPyConnection, tables: dict[str, list[tuple[Any, ...]]]) -> None:
    """Replaces all rows of tables by others, given in the order of their columns."""
    for table, found in tables.items():
        desk.execute(f"DELETE FROM new.{table}")
        described = _described(desk, table)
        columns = {name: pa.array([row[n] for row in found], _ARROW[kind]) for n, (name, kind) in enumerate(described)}
        desk.register("incoming", pa.table(columns))
        desk.execute(f"INSERT INTO new.{table} BY NAME SELECT * FROM incoming")
        desk.unregister("incoming")


def counts(desk: duckdb.DuckDBPyConnection, name: str) -> tuple[int, int, dict[str, int]]:
    """Releases, engagements, and skips by reason of the database attached as `name`."""
    skips = dict(desk.execute(f"SELECT reason, count(*) FROM {name}.skips GROUP BY ALL ORDER BY 2 DESC, 1").fetchall())
    releases, engagements = one(desk, f"SELECT (SELECT count(*) FROM {name}.releases), (SELECT count(*) FROM {name}.engagements)")
    return releases, engagements, skips


def one(desk: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    """The one row of a query that always has one."""
    found = desk.execute(query).fetchone()
    assert found is not None
    return found


def _insert(desk: duckdb.DuckDBPyConnection, table: str, found: list[dict[str, str]]) -> None:
    described = _described(desk, table)
    columns = {name: pa.array([_cell(row.get(name, ""), kind) for row in found], _ARROW[kind]) for name, kind in described}
    desk.register("incoming", pa.table(columns))
    desk.execute(f"INSERT INTO new.{table} BY NAME SELECT * FROM incoming")
    desk.unregister("incoming")


def _described(desk: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    """Names and types of a new table's columns."""
    return desk.execute(
        f"SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '{table}' AND database_name = 'new' ORDER BY column_index"
    ).fetchall()


def _cell(value: str, kind: str) -> Any:
    if value == "":
        return None
    return float(value) if kind == "DOUBLE" else dt.date.fromisoformat(value) if kind == "DATE" else value

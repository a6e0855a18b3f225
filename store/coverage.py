"""What the house holds: tables and their columns, builds, releases by month, what was left out. DataFrames out."""

import re
from pathlib import Path

from duckdb import DuckDBPyConnection as Cursor
from pandas import DataFrame

from store import codebook

SCHEMA = Path(__file__).with_name("schema.sql")
TYPES = "VARCHAR|INTEGER|DOUBLE|DATE|TIMESTAMP|TIME|BOOLEAN|BIGINT"
ENTRY = re.compile(rf'^    "?(\w+)"?\s+(?:{TYPES})\b[^-]*(?:--\s*(.*))?$')


def tables(cursor: Cursor) -> DataFrame:
    """table, rows, meaning: everything in the database, as schema.sql orders and explains it."""
    counts = " UNION ALL ".join(f"SELECT '{name}' AS \"table\", count(*) AS rows FROM {name}"
                                for name in _names(cursor))
    told = meanings()
    frame = cursor.execute(f"SELECT * FROM ({counts})").df()
    frame["meaning"] = [told.get((table, ""), "") for table in frame.table]
    order = {table: place for place, (table, column) in enumerate(told) if not column}
    return frame.sort_values("table", key=lambda names: names.map(order).fillna(99), ignore_index=True)


def columns(cursor: Cursor, table: str) -> DataFrame:
    """column, type, meaning: the columns of a table; the meaning by the codebook, else as schema.sql notes it."""
    frame = cursor.execute("""
        SELECT column_name AS "column", data_type AS type FROM duckdb_columns()
        WHERE database_name = 'house' AND table_name = $table ORDER BY column_index""", {"table": table}).df()
    told, known = meanings(), codebook.of_table(table)
    return frame.assign(meaning=[known[column].meaning if column in known else told.get((table, column), "")
                                 for column in frame.column])


def rows(cursor: Cursor, table: str) -> DataFrame:
    """A table whole; ValueError for a name that is no table."""
    if table not in _names(cursor):
        raise ValueError(f"no table {table!r}")
    return cursor.execute(f'FROM "{table}"').df()


def builds(cursor: Cursor) -> DataFrame:
    """Every build that left its mark, the newest first."""
    return cursor.execute("""
        SELECT built_at, build_id, releases_read, releases_new, releases_changed, releases_unchanged, releases_skipped,
               rejects, engagements, rules_fingerprint, vocabulary_fingerprint, schema_version
        FROM builds ORDER BY built_at DESC""").df()


def releases_by_month(cursor: Cursor, ministry: str) -> DataFrame:
    """year, month, releases, with_engagement: releases held, by day of publication, else of the first engagement."""
    return cursor.execute("""
        WITH dated AS (
            SELECT r.release_id, coalesce(r.published, min_by(e.date, e.ordinal)) AS day,
                   count(e.engagement_id) > 0 AS told
            FROM releases r LEFT JOIN engagements e USING (release_id) WHERE r.ministry = $ministry
            GROUP BY r.release_id, r.published)
        SELECT year(m) AS year, month(m) AS month, count(d.day) AS releases,
               count(*) FILTER (d.told) AS with_engagement
        FROM (SELECT unnest(generate_series(date_trunc('year', min(day)), max(day), to_months(1)))::DATE AS m
              FROM dated)
        LEFT JOIN dated d ON date_trunc('month', d.day) = m
        GROUP BY ALL ORDER BY ALL""", {"ministry": ministry}).df()


def skips(cursor: Cursor) -> DataFrame:
    """reason, rule, quote, title, published, release_id, url: releases that yield no engagement, and why."""
    return cursor.execute("""
        SELECT k.reason, k.rule, k.quote, r.title, r.published, r.release_id, r.url
        FROM skips k JOIN releases r USING (release_id) ORDER BY k.reason, r.published, r.release_id""").df()


def rejects(cursor: Cursor) -> DataFrame:
    """source, location, reason: what could not be read as a release."""
    return cursor.execute("FROM rejects ORDER BY ALL").df()


def meanings() -> dict[tuple[str, str], str]:
    """(table, column) → what schema.sql notes on it; the note on a table itself stands under the column ''."""
    told: dict[tuple[str, str], str] = {}
    table = ""
    for line in SCHEMA.read_text(encoding="utf-8").splitlines():
        if opened := re.match(r"CREATE TABLE (\w+) \(\s*(?:--\s*(.*))?", line):
            table = opened[1]
            told[table, ""] = opened[2] or ""
        elif table and (entry := ENTRY.match(line)):
            told[table, entry[1]] = entry[2] or ""
        elif line.startswith(")"):
            table = ""
    return told


def _names(cursor: Cursor) -> list[str]:
    found = cursor.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'house'").fetchall()
    return [name for (name,) in found]

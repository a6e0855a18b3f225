"""One release whole: its text, why it was left out where it was, the engagements read from it. An ID in, rows out."""

from duckdb import DuckDBPyConnection as Cursor
from pandas import DataFrame


def release(cursor: Cursor, release_id: str, engagement_id: str) -> DataFrame:
    """One row, or none: the release of this engagement, else of this ID; its skip, and the build it stands in."""
    return cursor.execute("""
        SELECT r.release_id, r.id, r.ministry, r.url, r.title, r.published, r.text, r.source,
               k.reason AS skip, k.rule AS skip_rule, k."start" AS skip_start, k."end" AS skip_end,
               b.build_id, b.built_at
        FROM releases r LEFT JOIN skips k USING (release_id)
        CROSS JOIN (FROM builds ORDER BY built_at DESC LIMIT 1) b
        WHERE r.release_id = coalesce(
            (SELECT e.release_id FROM engagements e WHERE e.engagement_id = $engagement_id), $release_id)""",
        {"release_id": release_id, "engagement_id": engagement_id}).df()


def engagements_of(cursor: Cursor, release_id: str) -> DataFrame:
    """engagement_id, ordinal, kind_name, date, date_precision: what was read from a release, the title's first."""
    return cursor.execute("""
        SELECT e.engagement_id, e.ordinal, k.name AS kind_name, e.date, e.date_precision
        FROM engagements e JOIN kinds k USING (kind) WHERE e.release_id = $release_id ORDER BY e.ordinal""",
        {"release_id": release_id}).df()

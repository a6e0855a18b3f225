"""How good the reading is: what the build entered into `scores` and `misses`. DataFrames out."""

from duckdb import DuckDBPyConnection as Cursor
from pandas import DataFrame

# From the whole to the parts; a slot that is not among them comes last.
ORDER = ["whole_record", "engagement", "kind", "date", "start_time", "duration_minutes", "principals", "counterparts",
         "countries", "place_country", "place_city", "topics", "statements"]


def scores(cursor: Cursor) -> DataFrame:
    """ministry, period, slot, n, precision, recall, f1, low, high: all periods first, whole records first."""
    return cursor.execute("""
        FROM scores ORDER BY ministry, period <> 'all', period, list_position($order, slot) NULLS LAST, slot""",
        {"order": ORDER}).df()


def misses(cursor: Cursor, ministry: str, slot: str) -> DataFrame:
    """slot, label, read, title, release_id, url of what was not met; all slots for ''. Releases not held have no ID."""
    return cursor.execute("""
        SELECT m.slot, m.label, m.read, r.title, r.release_id, m.release AS url
        FROM misses m LEFT JOIN releases r ON m.release IN (r.url, r.id, r.release_id)
        WHERE ($slot = '' OR m.slot = $slot) AND coalesce(r.ministry, $ministry) = $ministry
        ORDER BY m.slot, r.published, m.release""", {"slot": slot, "ministry": ministry}).df()

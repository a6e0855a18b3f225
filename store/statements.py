"""Who said what to whom: statements of a selection, by words, act, side and their own topics. DataFrames out."""

from dataclasses import asdict, dataclass

from duckdb import DuckDBPyConnection as Cursor
from pandas import DataFrame

from store.queries import SELECTED
from store.search import ORDERS, PLACES, Query
from store.selection import Selection

SIDES = ("principal", "counterpart", "both")


@dataclass(frozen=True)
class Said:
    """Which statements are wanted: acts, sides, topics of the statement itself; an empty tuple asks for all."""

    acts: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    def values(self) -> dict[str, list[str]]:
        """What `WANTED` binds."""
        return {name: list(codes) for name, codes in asdict(self).items()}


WANTED = f"""
    wanted AS (SELECT s.* FROM statements s SEMI JOIN {SELECTED} USING (engagement_id)
               WHERE (len($sides) = 0 OR s.side IN (SELECT unnest($sides)))
                 AND (len($about) = 0 OR list_has_any(s.topics, $about))
                 AND (len($acts) = 0 OR s.act IN (SELECT unnest($acts))))"""
FOUND = "wanted w JOIN documents d USING (engagement_id, ordinal) JOIN ranked r USING (document)"


def statements(cursor: Cursor, selection: Selection, query: Query, said: Said, order: str,
               at_most: int | None = None) -> DataFrame:
    """One row a statement found: how many in all, who said it to whom, its words and the places of the hits in them."""
    return cursor.execute(f"""
        WITH {query.ranking()}, {WANTED},
        shown AS (
            SELECT count(*) OVER () AS found, d.document, r.score, w.engagement_id, w.ordinal, e.date, e.date_precision,
                   w.speaker, w.side, w.act, w.text, array_to_string(w.topics, '; ') AS topics, l.title, l.ministry,
                   l.url, l.release_id
            FROM {FOUND} JOIN engagements e ON e.engagement_id = w.engagement_id
            JOIN releases l ON l.release_id = e.release_id
            ORDER BY {ORDERS[order]}, w.ordinal LIMIT $at_most),
        sides AS (SELECT engagement_id, string_agg(country, '; ' ORDER BY country) AS countries
                  FROM engagement_countries SEMI JOIN shown USING (engagement_id) GROUP BY ALL), {PLACES}
        SELECT shown.* EXCLUDE (document), sides.countries, coalesce(places.places, []) AS places
        FROM shown LEFT JOIN sides USING (engagement_id) LEFT JOIN places USING (document)
        ORDER BY {ORDERS[order]}, shown.ordinal""",
        selection.values() | query.values("statement") | said.values() | {"at_most": at_most}).df()


def statements_by_act(cursor: Cursor, selection: Selection, query: Query, said: Said) -> DataFrame:
    """act, name, statements: what speakers do with their words; most frequent first."""
    return cursor.execute(f"""
        WITH {query.ranking()}, {WANTED}
        SELECT w.act, replace(w.act, '_', ' ') AS name, count(*) AS statements
        FROM {FOUND} GROUP BY ALL ORDER BY statements DESC, w.act""",
        selection.values() | query.values("statement") | said.values()).df()


def known(cursor: Cursor) -> DataFrame:
    """filter, code, statements: acts, sides and topics that occur in any statement."""
    return cursor.execute("""
        SELECT 'act' AS filter, act AS code, count(*) AS statements FROM statements GROUP BY ALL
        UNION ALL SELECT 'side', side, count(*) FROM statements GROUP BY ALL
        UNION ALL SELECT 'about', topic, count(*) FROM (SELECT unnest(topics) AS topic FROM statements) GROUP BY ALL
        ORDER BY filter, code""").df()


def of_engagement(cursor: Cursor, engagement_id: str) -> DataFrame:
    """ordinal, speaker, side, act, text, topics (list), start, end: what was said in one engagement."""
    return cursor.execute("""
        SELECT ordinal, speaker, side, act, text, topics, "start", "end" FROM statements
        WHERE engagement_id = $engagement_id ORDER BY ordinal""", {"engagement_id": engagement_id}).df()

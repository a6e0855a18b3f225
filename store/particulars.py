"""One engagement whole: the record, who took part, and the evidence in the text. An ID in, a DataFrame out."""

from duckdb import DuckDBPyConnection as Cursor
from pandas import DataFrame


def record(cursor: Cursor, engagement_id: str) -> DataFrame:
    """One row: the engagement with names of kind, place, countries and topics (two lists) and its release; or none."""
    return cursor.execute("""
        SELECT e.*, k.name AS kind_name, coalesce(place.name, e.place_country) AS place_name,
               r.title, r.url, r.ministry, r.published, r.text,
               (SELECT count(*) FROM engagements other WHERE other.release_id = e.release_id) AS in_release,
               (SELECT list(coalesce(c.name, o.name, ec.country) ORDER BY ec.country) FROM engagement_countries ec
                LEFT JOIN countries c ON c.country = ec.country LEFT JOIN organisations o ON o.organisation = ec.country
                WHERE ec.engagement_id = $engagement_id) AS countries,
               (SELECT list(t.name ORDER BY t.name) FROM engagement_topics et JOIN topics t USING (topic)
                WHERE et.engagement_id = $engagement_id) AS topics
        FROM engagements e JOIN kinds k USING (kind) JOIN releases r USING (release_id)
        LEFT JOIN countries place ON place.country = e.place_country
        WHERE e.engagement_id = $engagement_id""", {"engagement_id": engagement_id}).df()


def participants(cursor: Cursor, engagement_id: str) -> DataFrame:
    """side, name, role, level, country (name), in the order of the text; principals first."""
    return cursor.execute("""
        SELECT p.side, p.name, p.role, p.level, coalesce(c.name, o.name, p.country, p.organisation) AS country
        FROM participants p LEFT JOIN countries c ON c.country = p.country
        LEFT JOIN organisations o ON o.organisation = p.organisation
        WHERE p.engagement_id = $engagement_id ORDER BY p.side DESC, p.ordinal""",
        {"engagement_id": engagement_id}).df()


def mentions(cursor: Cursor, engagement_id: str) -> DataFrame:
    """slot, value, start, end (offsets into the settled text), quote, rule; in the order of the text."""
    return cursor.execute("""
        SELECT slot, value, "start", "end", quote, rule FROM mentions
        WHERE engagement_id = $engagement_id ORDER BY "start", "end", slot, value""",
        {"engagement_id": engagement_id}).df()


def corrections(cursor: Cursor, engagement_id: str) -> DataFrame:
    """status, when, field, old, new, source, reason, who: what was corrected by hand in this record, newest first."""
    return cursor.execute("""
        SELECT status, "when", field, "old", "new", source, reason, who FROM corrections
        WHERE engagement_id = $engagement_id ORDER BY "when" DESC, field""", {"engagement_id": engagement_id}).df()


def fields(cursor: Cursor, engagement_id: str) -> DataFrame:
    """One row: the engagement's columns, and countries and topics as two lists of codes."""
    return cursor.execute("""
        SELECT e.*, coalesce((SELECT list(country ORDER BY country) FROM engagement_countries ec
                              WHERE ec.engagement_id = $engagement_id), []) AS countries,
               coalesce((SELECT list(topic ORDER BY topic) FROM engagement_topics et
                         WHERE et.engagement_id = $engagement_id), []) AS topics
        FROM engagements e WHERE e.engagement_id = $engagement_id""", {"engagement_id": engagement_id}).df()

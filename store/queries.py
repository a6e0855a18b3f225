"""Every SELECT over many engagements: cursor and Selection in, DataFrame out; one function, one SELECT, bound values.

Counts are numbers of engagements. Dates are datetime64, missing ones NaT; a missing number is NA, never 0.
"""

from duckdb import DuckDBPyConnection as Cursor
from pandas import DataFrame

from store.connection import frame_of
from store.selection import Selection

SELECTED = "selected($years, $countries, $regions, $kinds, $topics, $people)"
STEPS = {"month": 1, "quarter": 3, "year": 12}
# The years a chart over time spans: those asked for, else those the whole collection covers; so axes stay comparable.
COVERED = """covered AS (
    SELECT greatest(min(date), make_date(coalesce(list_min($years), 1), 1, 1)) AS first,
           least(max(date), make_date(coalesce(list_max($years), 9999), 12, 31)) AS last FROM engagements)"""
# Anything a reader may ask for, in the order of the sidebar's lists.
NAMES = """
    SELECT 'countries' AS filter, country AS code, name, 1 AS rank FROM countries
    UNION ALL SELECT 'countries', organisation,
        CASE WHEN name = organisation THEN name ELSE name || ' (' || organisation || ')' END, 2 FROM organisations
    UNION ALL SELECT DISTINCT 'regions', region, region, 1 FROM countries WHERE region <> ''
    UNION ALL SELECT DISTINCT 'regions', subregion, subregion, 2 FROM countries WHERE subregion NOT IN ('', region)
    UNION ALL SELECT 'kinds', kind, name, 1 FROM kinds
    UNION ALL SELECT 'topics', topic, name, 1 FROM topics"""


def names(cursor: Cursor) -> DataFrame:
    """filter, code, name: all codes a reader may ask for, sorted as they are to be listed."""
    return frame_of(cursor, f"SELECT filter, code, name FROM ({NAMES}) ORDER BY filter, rank, name")


def coverage(cursor: Cursor) -> DataFrame:
    """One row: build_id, first_year, last_year of all dated engagements, latest_release, and the newest build."""
    return frame_of(cursor, """
        SELECT build_id, (SELECT min(year(date)) FROM engagements) AS first_year,
               (SELECT max(year(date)) FROM engagements) AS last_year,
               (SELECT max(published) FROM releases) AS latest_release,
               built_at, releases_read, releases_skipped, rejects, engagements
        FROM builds ORDER BY built_at DESC LIMIT 1""")


def ministries(cursor: Cursor) -> DataFrame:
    """ministry, releases, engagements: whose releases these are."""
    return frame_of(cursor, """
        SELECT r.ministry, count(DISTINCT r.release_id) AS releases, count(e.engagement_id) AS engagements
        FROM releases r LEFT JOIN engagements e USING (release_id) GROUP BY ALL ORDER BY releases DESC, ministry""")


def skips_by_reason(cursor: Cursor) -> DataFrame:
    """reason, releases: why releases yielded no engagement."""
    return frame_of(cursor, """
        SELECT reason, count(*) AS releases FROM skips GROUP BY ALL ORDER BY releases DESC, reason""")


def totals(cursor: Cursor, selection: Selection) -> DataFrame:
    """One row: engagements, releases, countries, organisations, undated, without_topic, first_date, last_date."""
    return frame_of(cursor, f"""
        WITH chosen AS (SELECT e.* FROM engagements e SEMI JOIN {SELECTED} s USING (engagement_id)),
        sides AS (SELECT DISTINCT country FROM engagement_countries SEMI JOIN chosen USING (engagement_id))
        SELECT count(*) AS engagements, count(DISTINCT release_id) AS releases,
               (SELECT count(*) FROM sides SEMI JOIN countries USING (country)) AS countries,
               (SELECT count(*) FROM sides ANTI JOIN countries USING (country)) AS organisations,
               count(*) - count(date) AS undated,
               count(*) FILTER (engagement_id NOT IN (SELECT engagement_id FROM engagement_topics)) AS without_topic,
               min(date) AS first_date, max(date) AS last_date
        FROM chosen""", selection)


def engagements_by_kind(cursor: Cursor, selection: Selection) -> DataFrame:
    """kind, name, engagements; most frequent first."""
    return frame_of(cursor, f"""
        SELECT e.kind, k.name, count(*) AS engagements
        FROM engagements e SEMI JOIN {SELECTED} s USING (engagement_id) JOIN kinds k ON k.kind = e.kind
        GROUP BY ALL ORDER BY engagements DESC, k.name""", selection)


def engagements_by_year(cursor: Cursor, selection: Selection) -> DataFrame:
    """period (first day of the year), engagements; every year covered, zeros included; undated ones are not in it."""
    return frame_of(cursor, f"""
        WITH {COVERED},
        dated AS (SELECT date_trunc('year', e.date)::DATE AS period
                  FROM engagements e SEMI JOIN {SELECTED} s USING (engagement_id) WHERE e.date IS NOT NULL)
        SELECT p.period, count(d.period) AS engagements
        FROM (SELECT unnest(generate_series(date_trunc('year', first), last, to_years(1)))::DATE AS period
              FROM covered) p
        LEFT JOIN dated d ON d.period = p.period GROUP BY ALL ORDER BY p.period""", selection)


def engagements_by_country(cursor: Cursor, selection: Selection) -> DataFrame:
    """country, name, region, subregion, latitude, longitude, engagements, latest; all countries, zeros included.

    An engagement with two countries counts once for each.
    """
    return frame_of(cursor, f"""
        SELECT c.country, c.name, c.region, c.subregion, c.latitude, c.longitude,
               count(e.engagement_id) AS engagements, max(e.date) AS latest
        FROM countries c
        LEFT JOIN (FROM engagement_countries SEMI JOIN {SELECTED} s USING (engagement_id)) ec ON ec.country = c.country
        LEFT JOIN engagements e ON e.engagement_id = ec.engagement_id
        GROUP BY ALL ORDER BY engagements DESC, c.name""", selection)


def engagements_by_region(cursor: Cursor, selection: Selection) -> DataFrame:
    """region, name, engagements; regions that occur. An engagement with countries of two regions counts for each."""
    return frame_of(cursor, f"""
        SELECT c.region, c.region AS name, count(DISTINCT ec.engagement_id) AS engagements
        FROM engagement_countries ec SEMI JOIN {SELECTED} s USING (engagement_id) JOIN countries c USING (country)
        GROUP BY ALL ORDER BY engagements DESC, name""", selection)


def engagements_by_organisation(cursor: Cursor, selection: Selection) -> DataFrame:
    """organisation, name, engagements, latest: counterparts that are no country; those that occur."""
    return frame_of(cursor, f"""
        SELECT ec.country AS organisation, coalesce(o.name, ec.country) AS name,
               count(*) AS engagements, max(e.date) AS latest
        FROM engagement_countries ec SEMI JOIN {SELECTED} s USING (engagement_id)
        ANTI JOIN countries c ON c.country = ec.country
        LEFT JOIN organisations o ON o.organisation = ec.country
        JOIN engagements e ON e.engagement_id = ec.engagement_id
        GROUP BY ALL ORDER BY engagements DESC, name""", selection)


def engagements_by_topic(cursor: Cursor, selection: Selection) -> DataFrame:
    """topic, name, definition, engagements, share (0 to 1, of the selection's engagements); topics that occur."""
    return frame_of(cursor, f"""
        SELECT t.topic, t.name, t.definition, count(*) AS engagements,
               count(*) / (SELECT count(*) FROM {SELECTED} all_chosen) AS share
        FROM engagement_topics et SEMI JOIN {SELECTED} s USING (engagement_id) JOIN topics t ON t.topic = et.topic
        GROUP BY ALL ORDER BY engagements DESC, t.name""", selection)


def topic_shares_by_year(cursor: Cursor, selection: Selection) -> DataFrame:
    """year, topic, name, engagements, engagements_with_topics, share; every year covered × every topic that occurs.

    `share` (0 to 1) is of the year's engagements with at least one topic read; NA where the year has none.
    """
    return frame_of(cursor, f"""
        WITH {COVERED},
        told AS (SELECT year(e.date) AS year, et.topic, e.engagement_id
                 FROM engagements e SEMI JOIN {SELECTED} s USING (engagement_id)
                 JOIN engagement_topics et ON et.engagement_id = e.engagement_id WHERE e.date IS NOT NULL),
        years AS (SELECT y.year, count(DISTINCT told.engagement_id) AS engagements_with_topics
                  FROM (SELECT unnest(generate_series(year(first), year(last))) AS year FROM covered) y
                  LEFT JOIN told ON told.year = y.year GROUP BY ALL)
        SELECT y.year, t.topic, t.name, count(told.topic) AS engagements, y.engagements_with_topics,
               count(told.topic) / nullif(any_value(y.engagements_with_topics), 0) AS share
        FROM years y CROSS JOIN (FROM topics SEMI JOIN told USING (topic)) t
        LEFT JOIN told ON told.year = y.year AND told.topic = t.topic
        GROUP BY ALL ORDER BY y.year, t.topic""", selection)


def engagements(cursor: Cursor, selection: Selection, at_most: int | None = None) -> DataFrame:
    """One row an engagement, newest first, undated last; several countries, topics, people are parted by '; '."""
    return frame_of(cursor, f"""
        WITH chosen AS (
            SELECT e.* FROM engagements e SEMI JOIN {SELECTED} s USING (engagement_id)
            ORDER BY e.date DESC NULLS LAST, e.engagement_id LIMIT $at_most),
        sides AS (SELECT engagement_id, string_agg(country, '; ' ORDER BY country) AS countries
                  FROM engagement_countries SEMI JOIN chosen USING (engagement_id) GROUP BY ALL),
        subjects AS (SELECT engagement_id, string_agg(topic, '; ' ORDER BY topic) AS topics
                     FROM engagement_topics SEMI JOIN chosen USING (engagement_id) GROUP BY ALL),
        people AS (SELECT engagement_id,
                          string_agg(name, '; ' ORDER BY ordinal) FILTER (side = 'principal') AS principals,
                          string_agg(name, '; ' ORDER BY ordinal) FILTER (side = 'counterpart') AS counterparts
                   FROM participants SEMI JOIN chosen USING (engagement_id) GROUP BY ALL)
        SELECT e.engagement_id, e.date, e.date_precision, e.date_basis, e.date_earliest, e.date_latest, e.kind,
               r.title, sides.countries, people.principals, people.counterparts, subjects.topics,
               e.start_time, e.duration_minutes, e.time_zone, e.direction, e.visit, e.place_city, e.place_country,
               r.ministry, r.published, r.url, e.release_id
        FROM chosen e JOIN releases r USING (release_id) LEFT JOIN sides USING (engagement_id)
        LEFT JOIN subjects USING (engagement_id) LEFT JOIN people USING (engagement_id)
        ORDER BY e.date DESC NULLS LAST, e.engagement_id""", selection, at_most=at_most)

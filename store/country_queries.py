"""One counterpart: how much, since when, how silent, where, beside its neighbours. Cursor and Selection in, frame out.

A `focus` is a Selection of that one counterpart. Days are counted to the newest record in the database, or to the end
of the years asked for where that is earlier; never to today's clock.
"""

from duckdb import DuckDBPyConnection as Cursor
from pandas import DataFrame

from store.connection import frame_of
from store.people_queries import HOME
from store.queries import SELECTED
from store.selection import Selection
from store.timeline_queries import LEVELS

NEWEST = """newest AS (
    SELECT newest_of_all, least(newest_of_all, make_date(coalesce(list_max($years), 9999), 12, 31)) AS as_of
    FROM (SELECT greatest(max(date), (SELECT max(published) FROM releases)) AS newest_of_all FROM engagements))"""
CHOSEN = f"chosen AS (SELECT e.* FROM engagements e SEMI JOIN {SELECTED} s USING (engagement_id))"


def profile(cursor: Cursor, focus: Selection) -> DataFrame:
    """One row: engagements, undated, first_date, last_date, as_of, as_of_is_newest, days_since, and what is told.

    with_topics and with_duration count the engagements of which it is known; minutes and longest are of those.
    """
    return frame_of(cursor, f"""
        WITH {NEWEST}, {CHOSEN}
        SELECT count(engagement_id) AS engagements, count(engagement_id) - count(date) AS undated,
               min(date) AS first_date,               max(date) AS last_date, any_value(as_of) AS as_of,
               any_value(as_of) = any_value(newest_of_all) AS as_of_is_newest,
               any_value(as_of) - max(date) AS days_since,
               count(*) FILTER (engagement_id IN (SELECT engagement_id FROM engagement_topics)) AS with_topics,
               count(duration_minutes) AS with_duration, sum(duration_minutes)::INTEGER AS minutes,
               max(duration_minutes) AS longest, arg_max(date, duration_minutes) AS longest_date,
               arg_max(date_precision, duration_minutes) AS longest_precision
        FROM newest LEFT JOIN chosen ON true""", focus)


def silences(cursor: Cursor, focus: Selection) -> DataFrame:
    """first, last, days, ongoing: stretches without an engagement, longest first; the ongoing one ends with them.

    Engagements of which only the year is known begin or end none.
    """
    return frame_of(cursor, f"""
        WITH {NEWEST}, {CHOSEN},
        marks AS (SELECT DISTINCT date FROM chosen WHERE date IS NOT NULL AND date_precision <> 'year'),
        stretches AS (SELECT date AS first, coalesce(lead(date) OVER (ORDER BY date), as_of) AS last,
                             lead(date) OVER (ORDER BY date) IS NULL AS ongoing FROM marks CROSS JOIN newest)
        SELECT first, last, last - first AS days, ongoing FROM stretches WHERE last > first
        ORDER BY days DESC, first""", focus)


def engagements_of(cursor: Cursor, focus: Selection, at_most: int | None = None) -> DataFrame:
    """Dated engagements, newest first: engagement_id, date, date_precision, kind, kind_name, level, title, principals,
    counterparts, duration_minutes. `level` is the highest of the other side, 'unknown' where nobody is named."""
    return frame_of(cursor, f"""
        WITH {CHOSEN},
        sides AS (
            SELECT engagement_id,
                   string_agg(name, ', ' ORDER BY ordinal) FILTER (side = 'principal') AS principals,
                   string_agg(name, ', ' ORDER BY ordinal) FILTER (side = 'counterpart') AS counterparts,
                   arg_min(level, list_position($levels, level)) FILTER (side = 'counterpart') AS level
            FROM participants SEMI JOIN chosen USING (engagement_id) GROUP BY engagement_id)
        SELECT c.engagement_id, c.date, c.date_precision, c.kind, k.name AS kind_name,
               coalesce(s.level, 'unknown') AS level, r.title, s.principals, s.counterparts, c.duration_minutes
        FROM chosen c JOIN kinds k USING (kind) JOIN releases r USING (release_id)
        LEFT JOIN sides s ON s.engagement_id = c.engagement_id
        WHERE c.date IS NOT NULL ORDER BY c.date DESC, c.engagement_id LIMIT $at_most""",
        focus, levels=list(LEVELS), at_most=at_most)


def places_of(cursor: Cursor, focus: Selection, country: str) -> DataFrame:
    """held, name, region ('other' for the unknown), engagements: at home, with the other side, elsewhere, afar.

    Home is the country in the ministry's name (mofa-jp: Japan). All are listed, zeros included, and what is not told.
    """
    return frame_of(cursor, f"""
        WITH {CHOSEN},
        held AS (
            SELECT CASE WHEN c.kind IN ('telephone', 'video') THEN 'distance'
                        WHEN c.place_country IS NULL THEN 'unknown' WHEN c.place_country = home.country THEN 'home'
                        WHEN c.place_country = $country THEN 'counterpart' ELSE 'elsewhere' END AS held
            FROM chosen c JOIN releases r USING (release_id)
            LEFT JOIN countries home ON home.iso2 = {HOME})
        SELECT w.held, w.name, CASE w.held WHEN 'unknown' THEN 'other' ELSE 'own' END AS region,
               count(h.held) AS engagements
        FROM (VALUES ('home', 'Received at home', 1), ('counterpart', 'On a visit there', 2),
                     ('elsewhere', 'In a third place', 3), ('distance', 'By telephone or video', 4),
                     ('unknown', 'Place not told', 5)) w(held, name, rank)
        LEFT JOIN held h USING (held) GROUP BY w.held, w.name, w.rank ORDER BY w.rank""", focus, country=country)


def neighbours(cursor: Cursor, beyond: Selection, country: str) -> DataFrame:
    """country, name, region ('own' or 'other'), engagements, latest: a country and the other states of its subregion,
    and territories that were met.

    For an organisation: all organisations that occur. `beyond` is the selection without its countries.
    """
    return frame_of(cursor, f"""
        WITH sides AS (
            SELECT country, name FROM countries
            WHERE subregion = (SELECT subregion FROM countries WHERE country = $country)
              AND (cow_code IS NOT NULL OR country = $country OR country IN (FROM engagement_countries SELECT country))
            UNION ALL SELECT organisation, name FROM organisations
            WHERE $country NOT IN (SELECT country FROM countries) AND organisation IN (FROM engagement_countries
                  SELECT country))
        SELECT sides.country, sides.name, CASE WHEN sides.country = $country THEN 'own' ELSE 'other' END AS region,
               count(e.engagement_id) AS engagements, max(e.date) AS latest
        FROM sides
        LEFT JOIN (FROM engagement_countries SEMI JOIN {SELECTED} s USING (engagement_id)) ec
               ON ec.country = sides.country
        LEFT JOIN engagements e ON e.engagement_id = ec.engagement_id
        GROUP BY ALL ORDER BY engagements DESC, name""", beyond, country=country)

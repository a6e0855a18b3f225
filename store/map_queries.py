"""Where and with which countries, measured in several ways. Cursor and Selection in, DataFrame out."""

from duckdb import DuckDBPyConnection as Cursor
from pandas import DataFrame

from store.connection import frame_of
from store.country_queries import NEWEST
from store.queries import SELECTED
from store.selection import Selection

METRICS = ("engagements", "share", "hours", "days since")


def measures_by_country(cursor: Cursor, selection: Selection) -> DataFrame:
    """country, name, …, latitude, longitude, engagements, share, hours, with_duration, latest, days_since.

    All countries, zeros included. `share` is of the selection's engagements; `hours` of talks of those whose duration
    is told (`with_duration`), missing where none is; `days_since` the latest, to the newest record or the years' end.
    """
    return frame_of(cursor, f"""
        WITH {NEWEST}, chosen AS (FROM {SELECTED})
        SELECT c.country, c.name, c.region, c.subregion, c.latitude, c.longitude,
               count(e.engagement_id) AS engagements,
               count(e.engagement_id) / nullif((SELECT count(*) FROM chosen), 0) AS share,
               sum(e.duration_minutes) / 60 AS hours, count(e.duration_minutes) AS with_duration,
               max(e.date) AS latest, (SELECT as_of FROM newest) - max(e.date) AS days_since
        FROM countries c
        LEFT JOIN (FROM engagement_countries SEMI JOIN chosen USING (engagement_id)) ec ON ec.country = c.country
        LEFT JOIN engagements e ON e.engagement_id = ec.engagement_id
        GROUP BY ALL ORDER BY engagements DESC, c.name""", selection)


def engagements_by_place(cursor: Cursor, selection: Selection) -> DataFrame:
    """place, country, name (of the country), exact, latitude, longitude, engagements: where talks in person were held.

    Where only the country is told (`exact` false), the point is its capital. Talks at a distance are not in it.
    """
    return frame_of(cursor, f"""
        SELECT coalesce(p.place, c.name) AS place, e.place_country AS country, c.name, p.place IS NOT NULL AS exact,
               coalesce(p.latitude, c.latitude) AS latitude, coalesce(p.longitude, c.longitude) AS longitude,
               count(*) AS engagements
        FROM engagements e SEMI JOIN {SELECTED} s USING (engagement_id)
        JOIN countries c ON c.country = e.place_country
        LEFT JOIN places p ON p.place = e.place_city AND p.country = e.place_country
        WHERE e.kind NOT IN ('telephone', 'video')
        GROUP BY ALL ORDER BY engagements DESC, place""", selection)


def as_of(cursor: Cursor, selection: Selection) -> DataFrame:
    """One row: as_of, the day to which `days_since` is counted."""
    return frame_of(cursor, f"WITH {NEWEST} SELECT as_of FROM newest", years=list(selection.years))

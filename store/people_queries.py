"""Who took part: people of both sides, their offices, who met whom. Cursor and Selection in, DataFrame out."""

from duckdb import DuckDBPyConnection as Cursor
from pandas import DataFrame

from store.connection import frame_of
from store.queries import COVERED, SELECTED
from store.selection import Selection

# The offices that are shown as bands over time: of them there is one holder at a time.
LEADING = ("President", "Prime Minister", "Minister for Foreign Affairs", "Secretary of State", "Foreign Secretary")
# The country a ministry belongs to is in its name: mofa-jp, state-us, fcdo-uk.
HOME = "replace(upper(split_part(ministry, '-', 2)), 'UK', 'GB')"


def names_of(cursor: Cursor, people: tuple[str, ...]) -> DataFrame:
    """filter, code, name of the people with these IDs, those that are known."""
    return frame_of(cursor, """
        SELECT 'people' AS filter, person_id AS code, any_value(name) AS name
        FROM (SELECT person_id, name FROM people UNION ALL SELECT person_id, name FROM officials)
        WHERE person_id IN (SELECT unnest($people)) GROUP BY ALL ORDER BY name""", people=list(people))


def office_holders(cursor: Cursor, years: tuple[int, ...]) -> DataFrame:
    """person_id, name, office, country, first, last, term_start, term_end, note: who held a leading office when.

    Offices are those of the ministries' countries. `first` and `last` are cut to the years asked for, or covered; a
    term still running has no `term_end`.
    """
    return frame_of(cursor, f"""
        WITH {COVERED},
        homes AS (SELECT country, name, count(*) OVER () > 1 AS several FROM countries
                  WHERE iso2 IN (SELECT {HOME} FROM releases))
        SELECT o.person_id, o.name, o.office || CASE WHEN h.several THEN ', ' || h.name ELSE '' END AS office,
               o.country, greatest(o.term_start, first) AS first, least(coalesce(o.term_end, last), last) AS last,
               o.term_start, o.term_end, o.note
        FROM officials o JOIN homes h USING (country) CROSS JOIN covered
        WHERE o.office IN (SELECT unnest($leading)) AND o.term_start <= last AND coalesce(o.term_end, last) > first
        ORDER BY o.country, list_position($leading, o.office), o.term_start""",
        years=list(years), leading=list(LEADING))


def pairs(cursor: Cursor, selection: Selection, at_most: int | None = None) -> DataFrame:
    """principal_id, principal, counterpart_id, counterpart, role, engagements, first, last: who met whom, most first.

    `role` is the counterpart's, as last written; people without a name are not in it.
    """
    return frame_of(cursor, f"""
        WITH sides AS (
            SELECT p.*, people.name AS full_name, e.date
            FROM participants p SEMI JOIN {SELECTED} s USING (engagement_id)
            JOIN people USING (person_id) JOIN engagements e USING (engagement_id))
        SELECT p.person_id AS principal_id, p.full_name AS principal, c.person_id AS counterpart_id,
               c.full_name AS counterpart, arg_max(c.role, c.date) AS role,
               count(DISTINCT p.engagement_id) AS engagements, min(p.date) AS first, max(p.date) AS last
        FROM sides p JOIN sides c ON c.engagement_id = p.engagement_id AND c.side = 'counterpart'
        WHERE p.side = 'principal'
        GROUP BY p.person_id, p.full_name, c.person_id, c.full_name
        ORDER BY engagements DESC, last DESC NULLS LAST, principal, counterpart LIMIT $at_most""",
        selection, at_most=at_most)


def people(cursor: Cursor, selection: Selection, side: str, at_most: int | None = None) -> DataFrame:
    """person_id, name, country, role (last written), level, engagements, counterparts, first, last: most first.

    `side` is principal or counterpart; `counterparts` counts the named people of the other side that were met.
    """
    return frame_of(cursor, f"""
        WITH sides AS (
            SELECT p.*, e.date FROM participants p SEMI JOIN {SELECTED} s USING (engagement_id)
            JOIN engagements e USING (engagement_id) WHERE p.person_id IS NOT NULL),
        met AS (SELECT a.person_id, count(DISTINCT b.person_id) AS counterparts
                FROM sides a JOIN sides b ON b.engagement_id = a.engagement_id AND b.side <> a.side
                WHERE a.side = $side GROUP BY a.person_id)
        SELECT s.person_id, any_value(n.name) AS name,
               coalesce(any_value(n.country), any_value(n.organisation)) AS country,
               arg_max(s.role, s.date) AS role, arg_max(s.level, s.date) AS level,
               count(DISTINCT s.engagement_id) AS engagements, coalesce(any_value(met.counterparts), 0) AS counterparts,
               min(s.date) AS first, max(s.date) AS last
        FROM sides s JOIN people n ON n.person_id = s.person_id LEFT JOIN met ON met.person_id = s.person_id
        WHERE s.side = $side GROUP BY s.person_id
        ORDER BY engagements DESC, last DESC NULLS LAST, name LIMIT $at_most""", selection, side=side, at_most=at_most)


def principals_by_side(cursor: Cursor, selection: Selection, by: str, at_most: int) -> DataFrame:
    """principal_id, principal, side, side_name, engagements: principals × regions or countries, those of most."""
    return frame_of(cursor, f"""
        WITH met AS (
            SELECT DISTINCT p.engagement_id, p.person_id,
                   CASE $by WHEN 'region' THEN c.region ELSE ec.country END AS side,
                   CASE $by WHEN 'region' THEN c.region ELSE coalesce(c.name, o.name, ec.country) END AS side_name
            FROM participants p SEMI JOIN {SELECTED} s USING (engagement_id)
            JOIN engagement_countries ec ON ec.engagement_id = p.engagement_id
            LEFT JOIN countries c ON c.country = ec.country LEFT JOIN organisations o ON o.organisation = ec.country
            WHERE p.side = 'principal' AND p.person_id IS NOT NULL AND ($by = 'country' OR c.region IS NOT NULL)),
        fullest AS (SELECT person_id, count(DISTINCT engagement_id) AS times FROM met GROUP BY person_id
                 ORDER BY times DESC, person_id LIMIT $at_most),
        widest AS (SELECT side, any_value(side_name) AS side_name, count(DISTINCT engagement_id) AS times FROM met
                    GROUP BY side ORDER BY times DESC, side LIMIT $at_most)
        SELECT r.person_id AS principal_id, n.name AS principal, c.side, c.side_name, count(m.person_id) AS engagements
        FROM fullest r CROSS JOIN widest c JOIN people n ON n.person_id = r.person_id
        LEFT JOIN met m ON m.person_id = r.person_id AND m.side = c.side
        GROUP BY ALL ORDER BY max(r.times) DESC, r.person_id, max(c.times) DESC, c.side""",
        selection, by=by, at_most=at_most)


def offices(cursor: Cursor, person: str) -> DataFrame:
    """office, country, first, last, note: offices of a person by our table of office-holders, newest first.

    `last` is missing where the office was still held when the table was checked.
    """
    return frame_of(cursor, """
        SELECT office, country, term_start AS first, term_end AS last, source, note FROM officials
        WHERE person_id = $person ORDER BY term_start DESC, office""", person=person)


def roles(cursor: Cursor, person: str) -> DataFrame:
    """role, level, side, engagements, first, last: what a person was called in the releases, newest first."""
    return frame_of(cursor, """
        SELECT p.role, p.level, p.side, count(*) AS engagements, min(e.date) AS first, max(e.date) AS last
        FROM participants p JOIN engagements e USING (engagement_id)
        WHERE p.person_id = $person GROUP BY ALL ORDER BY last DESC NULLS LAST, engagements DESC, p.role""",
        person=person)

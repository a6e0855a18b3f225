"""Who took part: people of both sides, their offices, who met whom. Cursor and Selection in, DataFrame out."""

from duckdb import DuckDBPyConnection as Cursor
from pandas import DataFrame

from store.queries import COVERED, SELECTED, _frame
from store.selection import Selection

# The offices that are shown as bands over time: of them there is one holder at a time.
LEADING = ("Prime Minister", "Minister for Foreign Affairs", "President", "Secretary of State")


def names_of(cursor: Cursor, people: tuple[str, ...]) -> DataFrame:
    """filter, code, name of the people with these IDs, those that are known."""
    return _frame(cursor, """
        SELECT 'people' AS filter, person_id AS code, any_value(name) AS name
        FROM (SELECT person_id, name FROM people UNION ALL SELECT person_id, name FROM officials)
        WHERE person_id IN (SELECT unnest($people)) GROUP BY ALL ORDER BY name""", people=list(people))


def office_holders(cursor: Cursor, years: tuple[int, ...]) -> DataFrame:
    """person_id, name, office, country, first, last, term_start, term_end, note: who held a leading office when.

    `first` and `last` are cut to the years asked for, or covered; a term still running has no `term_end`.
    """
    return _frame(cursor, f"""
        WITH {COVERED}
        SELECT o.person_id, o.name, o.office, o.country, greatest(o.term_start, first) AS first,
               least(coalesce(o.term_end, last), last) AS last, o.term_start, o.term_end, o.note
        FROM officials o CROSS JOIN covered
        WHERE o.office IN (SELECT unnest($leading)) AND o.term_start <= last AND coalesce(o.term_end, last) > first
        ORDER BY o.country, list_position($leading, o.office), o.term_start""",
        years=list(years), leading=list(LEADING))


def pairs(cursor: Cursor, selection: Selection, at_most: int | None = None) -> DataFrame:
    """principal_id, principal, counterpart_id, counterpart, role, engagements, first, last: who met whom, most first.

    `role` is the counterpart's, as last written; people without a name are not in it.
    """
    return _frame(cursor, f"""
        WITH sides AS (
            SELECT p.*, people.name AS full_name, e.date FROM participants p SEMI JOIN {SELECTED} s USING (engagement_id)
            JOIN people USING (person_id) JOIN engagements e USING (engagement_id))
        SELECT p.person_id AS principal_id, p.full_name AS principal, c.person_id AS counterpart_id,
               c.full_name AS counterpart, arg_max(c.role, c.date) AS role, count(DISTINCT p.engagement_id) AS engagements,
               min(p.date) AS first, max(p.date) AS last
        FROM sides p JOIN sides c ON c.engagement_id = p.engagement_id AND c.side = 'counterpart'
        WHERE p.side = 'principal'
        GROUP BY p.person_id, p.full_name, c.person_id, c.full_name
        ORDER BY engagements DESC, last DESC NULLS LAST, principal, counterpart LIMIT $at_most""",
        selection, at_most=at_most)

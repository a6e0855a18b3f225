"""Who took part: people of both sides, their offices, who met whom. Cursor and Selection in, DataFrame out."""

from duckdb import DuckDBPyConnection as Cursor
from pandas import DataFrame

from store.queries import COVERED, _frame

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

"""When, split one way or another. Cursor and Selection in, DataFrame out.

A part is what a period's engagements are split by. Each engagement has one part only, so that parts add up to the
period: the highest level of the other side, the one region (or several), the principal named first.
"""

from duckdb import DuckDBPyConnection as Cursor
from pandas import DataFrame

from store.connection import frame_of
from store.queries import COVERED, SELECTED, STEPS
from store.selection import Selection

ROLLING = {"month": 12, "quarter": 4, "year": 3}  # periods a rolling mean looks back on, itself included
NAMED = 8  # principals with a part of their own; the rest share one
# From the highest down: an engagement counts at the highest level of its other side.
LEVELS = ("head_of_state", "head_of_government", "foreign_minister", "organisation_head", "minister", "vice_minister",
          "legislator", "ambassador", "official", "other")
PARTS = {
    "kind": "SELECT engagement_id, kind AS part, name FROM dated JOIN kinds USING (kind)",
    "level": """
        SELECT engagement_id, part, CASE part WHEN 'unknown' THEN 'Nobody named' WHEN 'other' THEN 'Other level'
               ELSE upper(part[1]) || replace(part[2:], '_', ' ') END AS name
        FROM (SELECT d.engagement_id,
                     coalesce(arg_min(p.level, list_position($levels, p.level)), 'unknown') AS part
              FROM dated d LEFT JOIN participants p ON p.engagement_id = d.engagement_id AND p.side = 'counterpart'
              GROUP BY ALL)""",
    "region": """
        SELECT d.engagement_id, CASE count(DISTINCT c.region) WHEN 0 THEN 'none' WHEN 1 THEN any_value(c.region)
               ELSE 'several' END AS part,
               CASE part WHEN 'none' THEN 'No country' WHEN 'several' THEN 'Several regions' ELSE part END AS name
        FROM dated d LEFT JOIN engagement_countries ec ON ec.engagement_id = d.engagement_id
        LEFT JOIN countries c ON c.country = ec.country GROUP BY d.engagement_id""",
    "principal": """
        SELECT engagement_id, CASE WHEN person_id IS NULL THEN 'unknown' WHEN place <= $named THEN person_id
               ELSE 'others' END AS part,
               CASE part WHEN 'unknown' THEN 'Nobody named' WHEN 'others' THEN 'Others' ELSE people.name END AS name
        FROM (SELECT d.engagement_id, arg_min(p.person_id, p.ordinal) AS person_id
              FROM dated d LEFT JOIN participants p ON p.engagement_id = d.engagement_id AND p.side = 'principal'
              GROUP BY ALL)
        LEFT JOIN people USING (person_id)
        LEFT JOIN (SELECT person_id, row_number() OVER (ORDER BY count(*) DESC, person_id) AS place
                   FROM participants p SEMI JOIN dated USING (engagement_id)
                   WHERE p.side = 'principal' AND person_id IS NOT NULL GROUP BY person_id) USING (person_id)""",
}


def engagements_by_period(cursor: Cursor, selection: Selection, step: str, by: str) -> DataFrame:
    """period (its first day), part, name, engagements, of_period, rolling_mean; every period × every part that occurs.

    `step` is month, quarter or year, `by` a key of PARTS. `of_period` counts all engagements of the period;
    `rolling_mean` is theirs over the last ROLLING[step] periods, missing where the chart does not reach back so far.
    Undated engagements are not in it, nor, by month or quarter, those of a mere year.
    """
    more = {"levels": list(LEVELS)} if by == "level" else {"named": NAMED} if by == "principal" else {}
    return frame_of(cursor, f"""
        WITH {COVERED},
        dated AS (
            SELECT e.engagement_id, e.kind, date_trunc($step, e.date)::DATE AS period
            FROM engagements e SEMI JOIN {SELECTED} s USING (engagement_id)
            WHERE e.date IS NOT NULL AND ($step = 'year' OR e.date_precision <> 'year')),
        parted AS ({PARTS[by]}),
        counted AS (SELECT d.period, p.part, count(*) AS engagements
                    FROM dated d JOIN parted p USING (engagement_id) GROUP BY ALL),
        periods AS (
            SELECT p.period, count(d.period) AS of_period
            FROM (SELECT unnest(generate_series(date_trunc($step, first), last, to_months($months)))::DATE AS period
                  FROM covered) p LEFT JOIN dated d USING (period) GROUP BY ALL),
        rolled AS (SELECT *, CASE WHEN row_number() OVER past >= $window THEN avg(of_period) OVER past END
                   AS rolling_mean FROM periods
                   WINDOW past AS (ORDER BY period ROWS BETWEEN $window - 1 PRECEDING AND CURRENT ROW))
        SELECT r.period, p.part, p.name, coalesce(c.engagements, 0) AS engagements, r.of_period, r.rolling_mean
        FROM rolled r CROSS JOIN (SELECT DISTINCT part, name FROM parted) p
        LEFT JOIN counted c ON c.period = r.period AND c.part = p.part ORDER BY r.period, p.part""",
        selection, step=step, months=STEPS[step], window=ROLLING[step], **more)

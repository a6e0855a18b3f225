"""What is talked about with whom, and whether that is more than chance. Cursor and Selections in, DataFrame out.

Shares are of engagements of which a topic was read; the others are unknown and in no share. Comparisons are log-odds
with an informative prior (Monroe, Colaresi and Quinn 2008): PRIOR imagined engagements with the world's shares are
added to each side, so that few engagements say little. Intervals hold 95 %: of 26 topics, one will miss by chance.
"""

from duckdb import DuckDBPyConnection as Cursor
from pandas import DataFrame

from store.connection import frame_of
from store.queries import SELECTED
from store.selection import Selection

PRIOR = 4
Z = 1.96
# Wilson's interval of a share p of `of` engagements.
SPREAD = "$z * sqrt(p * (1 - p) / of + $z ** 2 / (4 * of ** 2))"
WILSON_LOW = f"(p + $z ** 2 / (2 * of) - {SPREAD}) / (1 + $z ** 2 / of)"
WILSON_HIGH = f"(p + $z ** 2 / (2 * of) + {SPREAD}) / (1 + $z ** 2 / of)"
TOLD = f"""told AS (
    SELECT e.engagement_id, e.date, et.topic FROM engagements e SEMI JOIN {SELECTED} s USING (engagement_id)
    JOIN engagement_topics et ON et.engagement_id = e.engagement_id)"""


def distinctive(cursor: Cursor, beyond: Selection, code: str) -> DataFrame:
    """topic, name, engagements, of, others, of_others, share, share_others, odds, low, high: one against all others.

    `odds` is how many times the odds of a topic here are those elsewhere, `low` to `high` its interval; most
    distinctive first. Topics raised with neither are not in it.
    """
    return frame_of(cursor, f"""
        WITH {TOLD},
        own AS (SELECT engagement_id FROM engagement_countries WHERE country = $code),
        sized AS (SELECT count(DISTINCT engagement_id) FILTER (engagement_id IN (FROM own)) AS of,
                         count(DISTINCT engagement_id) FILTER (engagement_id NOT IN (FROM own)) AS of_others FROM told),
        counted AS (SELECT topic, count(*) FILTER (engagement_id IN (FROM own)) AS engagements,
                           count(*) FILTER (engagement_id NOT IN (FROM own)) AS others FROM told GROUP BY topic),
        primed AS (SELECT *, $prior * (engagements + others + 0.5) / (of + of_others + 1) AS a,
                          $prior - $prior * (engagements + others + 0.5) / (of + of_others + 1) AS b
                   FROM counted CROSS JOIN sized),
        measured AS (
            SELECT *, ln((engagements + a) / (of - engagements + b)) - ln((others + a) / (of_others - others + b)) AS d,
                   sqrt(1 / (engagements + a) + 1 / (of - engagements + b)
                        + 1 / (others + a) + 1 / (of_others - others + b)) AS sd FROM primed)
        SELECT m.topic, t.name, m.engagements, m.of, m.others, m.of_others, m.engagements / nullif(m.of, 0) AS share,
               m.others / nullif(m.of_others, 0) AS share_others,
               exp(d) AS odds, exp(d - $z * sd) AS low, exp(d + $z * sd) AS high
        FROM measured m JOIN topics t USING (topic) ORDER BY odds DESC, t.name""",
        beyond, code=code, prior=PRIOR, z=Z)


def now_and_before(cursor: Cursor, beyond: Selection, code: str, since: int) -> DataFrame:
    """topic, name, then for now, before and world (all others now): engagements, of, share, low, high.

    Now is from the year `since`; `low` to `high` is Wilson's interval of the share. Undated engagements are in none.
    """
    return frame_of(cursor, f"""
        WITH {TOLD},
        sorted AS (
            SELECT topic, engagement_id,
                   CASE WHEN engagement_id IN (SELECT engagement_id FROM engagement_countries WHERE country = $code)
                        THEN CASE WHEN year(date) >= $since THEN 'now' ELSE 'before' END
                        WHEN year(date) >= $since THEN 'world' END AS sort
            FROM told WHERE date IS NOT NULL),
        sizes AS (SELECT w.sort, w.rank, count(DISTINCT engagement_id) AS of
                  FROM (VALUES ('now', 1), ('before', 2), ('world', 3)) w(sort, rank)
                  LEFT JOIN sorted USING (sort) GROUP BY ALL),
        shares AS (
            SELECT t.topic, t.name, z.sort, z.rank, z.of, count(s.topic) AS engagements,
                   count(s.topic) / nullif(any_value(z.of), 0) AS p
            FROM (FROM topics SEMI JOIN (FROM sorted WHERE sort <> 'world') USING (topic)) t CROSS JOIN sizes z
            LEFT JOIN sorted s ON s.topic = t.topic AND s.sort = z.sort GROUP BY ALL)
        SELECT topic, name, sort, engagements, of, p AS share,
               {WILSON_LOW} AS low, {WILSON_HIGH} AS high
        FROM shares
        ORDER BY max(CASE WHEN sort = 'now' THEN engagements END) OVER (PARTITION BY topic) DESC,
                 max(CASE WHEN sort = 'before' THEN engagements END) OVER (PARTITION BY topic) DESC, name, rank""",
        beyond, code=code, since=since, z=Z)


def topic_shares(cursor: Cursor, selection: Selection) -> DataFrame:
    """topic, name, engagements, of, share, low, high (Wilson's 95 % interval): all topics, zeros included."""
    return frame_of(cursor, f"""
        WITH {TOLD},
        counted AS (SELECT t.topic, t.name, count(told.topic) AS engagements,
                           (SELECT nullif(count(DISTINCT engagement_id), 0) FROM told) AS of
                    FROM topics t LEFT JOIN told ON told.topic = t.topic GROUP BY t.topic, t.name)
        SELECT topic, name, engagements, of, engagements / of AS share, {WILSON_LOW} AS low, {WILSON_HIGH} AS high
        FROM (SELECT *, engagements / of AS p FROM counted) ORDER BY engagements DESC, name""", selection, z=Z)


def mentions_over_time(cursor: Cursor, focus: Selection) -> DataFrame:
    """topic, name, period (a quarter's first day), engagements, first, last of the topic; newest topics first."""
    return frame_of(cursor, f"""
        WITH {TOLD}
        SELECT topic, name, date_trunc('quarter', date)::DATE AS period, count(*) AS engagements,
               min(min(date)) OVER (PARTITION BY topic) AS first, max(max(date)) OVER (PARTITION BY topic) AS last
        FROM told JOIN topics USING (topic) WHERE date IS NOT NULL
        GROUP BY topic, name, period ORDER BY last DESC, first, name, period""", focus)


def shares_by_side(cursor: Cursor, selection: Selection, by: str, at_most: int) -> DataFrame:
    """topic, name, side, side_name, engagements, of, share: topics × regions, subregions or countries, all cells.

    `by` is region, subregion or country; of these the `at_most` with most engagements. `of` counts the side's
    engagements of which a topic was read.
    """
    return frame_of(cursor, f"""
        WITH {TOLD},
        sides AS (
            SELECT DISTINCT ec.engagement_id, CASE $by WHEN 'region' THEN c.region WHEN 'subregion' THEN c.subregion
                   ELSE ec.country END AS side, CASE $by WHEN 'region' THEN c.region WHEN 'subregion' THEN c.subregion
                   ELSE coalesce(c.name, o.name, ec.country) END AS side_name
            FROM engagement_countries ec SEMI JOIN told USING (engagement_id)
            LEFT JOIN countries c ON c.country = ec.country LEFT JOIN organisations o ON o.organisation = ec.country
            WHERE $by = 'country' OR c.region IS NOT NULL),
        fullest AS (SELECT side, any_value(side_name) AS side_name, count(*) AS of FROM sides GROUP BY side
                    ORDER BY of DESC, side LIMIT $at_most),
        raised AS (SELECT topic, name, count(*) AS times FROM told JOIN topics USING (topic) GROUP BY ALL),
        counted AS (SELECT side, topic, count(*) AS engagements FROM sides JOIN told USING (engagement_id) GROUP BY ALL)
        SELECT r.topic, r.name, l.side, l.side_name, coalesce(c.engagements, 0) AS engagements, l.of,
               coalesce(c.engagements, 0) / l.of AS share
        FROM raised r CROSS JOIN fullest l LEFT JOIN counted c ON c.side = l.side AND c.topic = r.topic
        ORDER BY r.times DESC, r.name, l.of DESC, l.side_name""", selection, by=by, at_most=at_most)


def together(cursor: Cursor, selection: Selection, at_most: int) -> DataFrame:
    """topic, other, name, engagements (with both), of, with_topic, with_other, odds, low, high: pairs of topics.

    `odds` is the odds ratio, half an engagement added to each cell; pairs surest to travel together first.
    """
    return frame_of(cursor, f"""
        WITH {TOLD},
        sums AS (SELECT topic, count(*) AS times, (SELECT count(DISTINCT engagement_id) FROM told) AS of
                 FROM told GROUP BY topic),
        joint AS (SELECT a.topic, b.topic AS other, count(*) AS engagements
                 FROM told a JOIN told b ON a.engagement_id = b.engagement_id AND a.topic < b.topic GROUP BY ALL),
        celled AS (
            SELECT joint.*, a.of, a.times AS with_topic, b.times AS with_other, engagements + 0.5 AS n11,
                   a.times - engagements + 0.5 AS n10, b.times - engagements + 0.5 AS n01,
                   a.of - a.times - b.times + engagements + 0.5 AS n00
            FROM joint JOIN sums a USING (topic) JOIN sums b ON b.topic = joint.other),
        measured AS (SELECT *, ln(n11 * n00 / (n10 * n01)) AS d, sqrt(1 / n11 + 1 / n10 + 1 / n01 + 1 / n00) AS sd
                     FROM celled)
        SELECT m.topic, m.other, a.name || ' + ' || b.name AS name, m.engagements, m.of,
               m.with_topic, m.with_other, exp(d) AS odds, exp(d - $z * sd) AS low, exp(d + $z * sd) AS high
        FROM measured m JOIN topics a USING (topic) JOIN topics b ON b.topic = m.other
        WHERE d - $z * sd > 0 ORDER BY d - $z * sd DESC, name LIMIT $at_most""", selection, at_most=at_most, z=Z)

"""What each extract table holds: one SELECT each over `chosen`, the engagements (or releases) of a selection in order.

Rows are read in stretches of places in that order, so that a million of them never stand in memory together.
"""

from typing import NamedTuple

from store.queries import SELECTED

# The order of every extract: newest first, undated last; the same as on the page.
ENGAGEMENTS = f"""
    SELECT row_number() OVER (ORDER BY e.date DESC NULLS LAST, e.engagement_id) AS place, e.engagement_id
    FROM engagements e SEMI JOIN {SELECTED} s USING (engagement_id)"""
# With no filter these are all releases, those too that report no engagement: what was read and refused is part of it.
RELEASES = f"""
    SELECT row_number() OVER (ORDER BY r.published DESC NULLS LAST, r.release_id) AS place, r.release_id
    FROM releases r WHERE len($years) + len($countries) + len($regions) + len($kinds) + len($topics) = 0
       OR r.release_id IN (SELECT release_id FROM engagements SEMI JOIN {SELECTED} s USING (engagement_id))"""
STRETCH = "(FROM chosen WHERE place BETWEEN $first AND $last)"
# Semi-joined, engagements and releases are few before they are joined to anything: else all releases, texts of titles
# and addresses included, would be held in memory for every stretch.
HELD = f"""stretch AS {STRETCH},
        held AS (SELECT e.*, place FROM engagements e JOIN stretch USING (engagement_id)),
        told AS (SELECT release_id, ministry, title, url, published FROM releases SEMI JOIN held USING (release_id))"""
# The publisher's country by the ending of its code: mofa-jp is Japan, fcdo-uk the United Kingdom.
PUBLISHER = """(SELECT CASE iso2 WHEN 'GB' THEN 'uk' ELSE lower(iso2) END AS ending, country, cow_code, gw_code
                FROM countries)"""


class Table(NamedTuple):
    """An extract table: what it holds, what its rows are found by, its SELECT, and which table counts its rows."""

    meaning: str
    key: tuple[str, ...]
    rows: str
    counted: str
    chosen: str = ENGAGEMENTS


TABLES = {
    "engagements": Table("One row for each engagement.", ("engagement_id",), f"""
        WITH {HELD},
        sides AS (SELECT engagement_id, list(country ORDER BY country) AS countries
                  FROM engagement_countries SEMI JOIN stretch USING (engagement_id) GROUP BY ALL),
        subjects AS (SELECT engagement_id, list(topic ORDER BY topic) AS topics
                     FROM engagement_topics SEMI JOIN stretch USING (engagement_id) GROUP BY ALL),
        named AS (SELECT engagement_id, ordinal, side, coalesce(name, role, organisation, country) AS name
                  FROM participants SEMI JOIN stretch USING (engagement_id)),
        people AS (SELECT engagement_id,
                          list(name ORDER BY ordinal) FILTER (side = 'principal') AS principals,
                          list(name ORDER BY ordinal) FILTER (side = 'counterpart') AS counterparts
                   FROM named WHERE name <> '' GROUP BY ALL),
        mended AS (SELECT engagement_id, list(DISTINCT field ORDER BY field) AS corrected
                   FROM corrections SEMI JOIN stretch USING (engagement_id) WHERE status = 'applied' GROUP BY ALL)
        SELECT e.engagement_id, e.release_id, e.ordinal, r.ministry, e.date, e.date_precision, e.date_basis,
               e.date_earliest, e.date_latest, e.date_reason, e.kind, coalesce(sides.countries, []) AS countries,
               coalesce(people.principals, []) AS principals, coalesce(people.counterparts, []) AS counterparts,
               coalesce(subjects.topics, []) AS topics, e.start_time, e.time_zone, e.duration_minutes, e.direction,
               e.visit, e.place_city, e.place_country, r.title, r.url, r.published, e.doubts,
               coalesce(mended.corrected, []) AS corrected
        FROM held e JOIN told r USING (release_id)
        LEFT JOIN sides USING (engagement_id) LEFT JOIN subjects USING (engagement_id)
        LEFT JOIN people USING (engagement_id) LEFT JOIN mended USING (engagement_id)
        ORDER BY place""", "engagements"),
    "dyads": Table("One row for each engagement and each country or organisation of its other side.",
                   ("engagement_id", "country"), f"""
        WITH {HELD}, sides AS (FROM engagement_countries SEMI JOIN stretch USING (engagement_id))
        SELECT e.engagement_id, e.date, e.date_precision, e.kind, r.ministry, home.country AS actor,
               home.cow_code AS actor_cow, home.gw_code AS actor_gw, ec.country,
               coalesce(c.name, o.name) AS country_name,
               CASE WHEN c.country IS NULL THEN o.sort ELSE 'country' END AS sort,
               c.iso2, c.m49, c.cow_code, c.gw_code, c.region, c.subregion,
               count(*) OVER (PARTITION BY e.engagement_id)::INTEGER AS sides, r.url
        FROM held e JOIN told r USING (release_id) JOIN sides ec USING (engagement_id)
        LEFT JOIN countries c ON c.country = ec.country LEFT JOIN organisations o ON o.organisation = ec.country
        LEFT JOIN {PUBLISHER} home ON home.ending = string_split(r.ministry, '-')[-1]
        ORDER BY place, ec.country""", "engagement_countries"),
    "participants": Table("One row for each person or body that took part.", ("engagement_id", "ordinal"), f"""
        SELECT p.engagement_id, p.ordinal, e.date, e.kind, p.side, p.name, p.name_as_written, p.role, p.level,
               p.country, p.organisation, p.person_id
        FROM {STRETCH} stretch JOIN participants p USING (engagement_id) JOIN engagements e USING (engagement_id)
        ORDER BY place, p.ordinal""", "participants"),
    "topics": Table("One row for each topic of each engagement, with the codes of other schemes.",
                    ("engagement_id", "topic"), f"""
        SELECT et.engagement_id, e.date, e.kind, et.topic, t.name AS topic_name, t.plover, t.cap
        FROM {STRETCH} stretch JOIN engagement_topics et USING (engagement_id) JOIN topics t USING (topic)
        JOIN engagements e ON e.engagement_id = et.engagement_id
        ORDER BY place, et.topic""", "engagement_topics"),
    "statements": Table("One row for each sentence, or part of one, that a release attributes to a speaker.",
                        ("engagement_id", "ordinal"), f"""
        WITH {HELD}, said AS (FROM statements SEMI JOIN stretch USING (engagement_id))
        SELECT s.engagement_id, s.ordinal, e.date, s.speaker, s.side, s.act, s.text, s.topics, s."start", s."end",
               e.release_id, r.url
        FROM held e JOIN told r USING (release_id) JOIN said s USING (engagement_id)
        ORDER BY place, s.ordinal""", "statements"),
    "mentions": Table("One row for each piece of evidence: what was read, from which words, by which rule.",
                      ("engagement_id", "slot", "value", "start", "end", "rule"), f"""
        SELECT m.engagement_id, e.release_id, m.slot, m.value, m."start", m."end", m.quote, m.rule
        FROM {STRETCH} stretch JOIN mentions m USING (engagement_id) JOIN engagements e USING (engagement_id)
        ORDER BY place, m."start", m."end", m.slot, m.value, m.rule""", "mentions"),
    "releases": Table("One row for each release read (its text stays with the ministry); with a filter, only releases "
                      "with an engagement that matches.", ("release_id",), f"""
        SELECT r.release_id, r.id, r.ministry, r.url, r.title, r.published, r.fingerprint, s.reason AS skip,
               s.rule AS skip_rule,
               (SELECT count(*) FROM engagements e WHERE e.release_id = r.release_id)::INTEGER AS engagements
        FROM {STRETCH} stretch JOIN releases r USING (release_id) LEFT JOIN skips s USING (release_id)
        ORDER BY place""", "releases", RELEASES),
}

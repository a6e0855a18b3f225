"""What is said where: the reader's words in, the texts that hold them out, best first.

Words are looked up in `postings` (index.sql). Every clause must be met: a word, "a phrase", the beginning of a word*;
-this leaves texts out. Texts are ranked by BM25, a word in a title counting three times.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from duckdb import DuckDBPyConnection as Cursor
from pandas import DataFrame

from store.queries import SELECTED
from store.selection import Selection

AT_MOST_CLAUSES = 16
ORDERS = {"best match": "score DESC, date DESC NULLS LAST, release_id",
          "newest": "date DESC NULLS LAST, score DESC, release_id"}
CLAUSE = re.compile(r'(-?)(?:["“”„]([^"“”„]*)["“”„]?|([^\s"“”„]+))(\*?)')
WORD = re.compile(r"[^\W_]+")  # what `words_of` of schema.sql takes for a word
# Which clause is met where: `start` is the place of its first word, and hits of one start make the clause whole.
MATCHES = """
    asked AS (SELECT clause, place, open, CASE WHEN open THEN folded(word) ELSE term_of(word) END AS term
              FROM (SELECT unnest($clause) AS clause, unnest($place) AS place, unnest($word) AS word,
                           unnest($open) AS open)),
    hits AS (SELECT a.clause, a.place, p.document, p.position - a.place AS start
             FROM postings p JOIN asked a ON p.term = a.term WHERE NOT a.open
             UNION ALL SELECT a.clause, a.place, p.document, p.position - a.place
             FROM postings p JOIN asked a ON p.term >= a.term AND p.term < a.term || chr(1114111) WHERE a.open),
    sizes AS (SELECT clause, count(*) AS size FROM asked GROUP BY ALL),
    starts AS MATERIALIZED (
        SELECT h.clause, h.document, h.start FROM hits h JOIN sizes z ON z.clause = h.clause AND z.size = 1
        UNION ALL SELECT h.clause, h.document, h.start FROM hits h JOIN sizes z ON z.clause = h.clause AND z.size > 1
        GROUP BY ALL HAVING count(*) = any_value(z.size)),
    matches AS (SELECT clause, document, count(*) + 2 * count(*) FILTER (start < 0) AS times
                FROM starts SEMI JOIN (FROM documents WHERE sort = $sort) USING (document) GROUP BY ALL),
    weights AS (SELECT clause, ln(1 + (n - count(*) + 0.5) / (count(*) + 0.5)) AS weight, any_value(mean) AS mean
                FROM matches, (SELECT count(*) AS n, avg(words) AS mean FROM documents WHERE sort = $sort)
                GROUP BY clause, n),
    ranked AS (SELECT document, sum(weight * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * words / mean))) AS score
               FROM matches JOIN weights USING (clause) JOIN documents USING (document)
               GROUP BY document
               HAVING count(*) FILTER (clause NOT IN (SELECT unnest($left_out))) = $wanted
                  AND count(*) FILTER (clause IN (SELECT unnest($left_out))) = 0)"""

# Without words every text is there, all of one rank.
EVERYTHING = """
    starts AS (SELECT 0 AS clause, 0 AS document, 0 AS start WHERE false),
    sizes AS (SELECT 0 AS clause, 0 AS size WHERE false),
    ranked AS (SELECT document, NULL::DOUBLE AS score FROM documents WHERE sort = $sort)"""
# Where the words stand, for a few texts `shown`: places of all words of all hits.
PLACES = """
    places AS (SELECT document, list(DISTINCT place) AS places
               FROM (SELECT s.document, unnest(range(s.start, s.start + z.size)) AS place
                     FROM starts s JOIN sizes z USING (clause) SEMI JOIN shown USING (document)) GROUP BY ALL)"""


class Clause(NamedTuple):
    """One thing that must be met: a word or a phrase, the last word perhaps only by its beginning; or must not."""

    words: tuple[str, ...]
    open: bool
    left_out: bool


@dataclass(frozen=True)
class Query:
    """What the reader typed, taken apart."""

    clauses: tuple[Clause, ...] = ()

    def asks(self) -> bool:
        """Whether anything is to be found; words to be left out alone find nothing."""
        return any(not clause.left_out for clause in self.clauses)

    def ranking(self) -> str:
        """The common table expressions `starts`, `sizes` and `ranked` (document, score)."""
        return MATCHES if self.asks() else EVERYTHING

    def values(self, sort: str) -> dict[str, object]:
        """What `ranking` binds; `sort` is release or statement."""
        if not self.asks():
            return {"sort": sort}
        words = [(number, place, word, clause.open and place + 1 == len(clause.words))
                 for number, clause in enumerate(self.clauses) for place, word in enumerate(clause.words)]
        clause, place, word, still_open = (list(column) for column in zip(*words, strict=True))
        left_out = [number for number, clause in enumerate(self.clauses) if clause.left_out]
        return {"clause": clause, "place": place, "word": word, "open": still_open, "sort": sort,
                "left_out": left_out, "wanted": len(self.clauses) - len(left_out)}


def parse(typed: str) -> Query:
    """Takes apart what was typed; never fails. 'U.S.' and 'co-operation' are phrases: words that stand together."""
    clauses = []
    for minus, phrase, word, star in CLAUSE.findall(typed):
        words = tuple(WORD.findall(phrase or word))
        still_open = bool(star) or word.endswith("*")
        if words:
            clauses.append(Clause(words[:32], still_open and len(words[-1]) > 1, bool(minus)))
    return Query(tuple(clauses[:AT_MOST_CLAUSES]))


# The releases of a selection; those that report no engagement are there only while nothing is filtered.
HELD = f"""
    held AS (SELECT e.release_id, min_by(e.engagement_id, e.ordinal) AS engagement_id
             FROM engagements e SEMI JOIN {SELECTED} s USING (engagement_id) GROUP BY ALL
             UNION ALL SELECT release_id, NULL FROM skips
             WHERE len($years) + len($countries) + len($regions) + len($kinds) + len($topics) = 0)"""


def releases(cursor: Cursor, selection: Selection, query: Query, order: str, at_most: int | None = None) -> DataFrame:
    """One row a release found: how many in all, what it is, its text and the places (words from 0) of the hits."""
    return cursor.execute(f"""
        WITH {query.ranking()}, {HELD},
        shown AS (
            SELECT count(*) OVER () AS found, r.document, r.score, d.release_id, h.engagement_id, l.title, l.ministry,
                   l.url, l.published, coalesce(e.date, l.published) AS date,
                   coalesce(e.date_precision, 'day') AS date_precision, e.kind, k.reason AS skip, l.text
            FROM ranked r JOIN documents d USING (document) JOIN held h USING (release_id)
            JOIN releases l USING (release_id) LEFT JOIN engagements e ON e.engagement_id = h.engagement_id
            LEFT JOIN skips k ON k.release_id = d.release_id
            ORDER BY {ORDERS[order]} LIMIT $at_most),
        sides AS (SELECT engagement_id, string_agg(country, '; ' ORDER BY country) AS countries
                  FROM engagement_countries SEMI JOIN shown USING (engagement_id) GROUP BY ALL), {PLACES}
        SELECT shown.* EXCLUDE (document), sides.countries, coalesce(places.places, []) AS places
        FROM shown LEFT JOIN sides USING (engagement_id) LEFT JOIN places USING (document)
        ORDER BY {ORDERS[order]}""", selection.values() | query.values("release") | {"at_most": at_most}).df()


def years(cursor: Cursor, selection: Selection, query: Query) -> DataFrame:
    """period (first day of the year), releases found, releases of the year in the selection, share; dated ones only."""
    return cursor.execute(f"""
        WITH {query.ranking()}, {HELD},
        dated AS (SELECT date_trunc('year', coalesce(e.date, l.published))::DATE AS period, r.document
                  FROM held h JOIN releases l USING (release_id) LEFT JOIN engagements e USING (engagement_id)
                  JOIN documents d ON d.release_id = h.release_id AND d.sort = 'release'
                  LEFT JOIN ranked r ON r.document = d.document)
        SELECT p.period, count(d.document) AS releases, count(d.period) AS of_all,
               count(d.document) / nullif(count(d.period), 0) AS share
        FROM (SELECT unnest(generate_series(min(period), max(period), to_years(1)))::DATE AS period FROM dated) p
        LEFT JOIN dated d USING (period) GROUP BY ALL ORDER BY p.period""",
        selection.values() | query.values("release")).df()

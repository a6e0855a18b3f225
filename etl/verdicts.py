"""What is to become of every row read: loaded, unchanged, or refused as a duplicate, an older version, a copy.

All of it in SQL over a few columns, so that a million releases fit. `desk` is a connection to a private database in
memory, with the old database attached as `old` where there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

# The same words under two addresses are one release as long as their dates do not speak against it: a form letter sent
# every year is none.
_DAYS_APART = 31

_HELD = """
    CREATE OR REPLACE TEMP TABLE held AS
    SELECT release_id, fingerprint, ministry, url, published, source, {words} AS words, {accessed} AS accessed
    FROM {releases}"""
_READS = """
    CREATE OR REPLACE TEMP TABLE reads AS
    SELECT (f.number::BIGINT << 32) + p.row AS pos, f.number, p.row, outcome, source, location, reason, release_id, fingerprint,
           words, accessed, published, ministry, url, NULL::VARCHAR AS verdict, NULL::VARCHAR AS rival
    FROM read_parquet(?, filename = true) p JOIN shard_files f USING (filename)"""
_NOTHING = """CREATE OR REPLACE TEMP TABLE reads (pos BIGINT, number INTEGER, row INTEGER, outcome VARCHAR, source VARCHAR,
    location VARCHAR, reason VARCHAR, release_id VARCHAR, fingerprint VARCHAR, words VARCHAR, accessed TIMESTAMP,
    published DATE, ministry VARCHAR, url VARCHAR, verdict VARCHAR, rival VARCHAR)"""
_STEPS = (
    """UPDATE reads SET words = h.words, accessed = h.accessed, published = h.published, ministry = h.ministry, url = h.url
       FROM held h WHERE reads.outcome = 'unchanged' AND h.release_id = reads.release_id""",
    "UPDATE reads SET verdict = 'refused' WHERE outcome = 'rejected'",
    # One address: the latest capture counts; where nothing tells which is later, the first in input order.
    """CREATE OR REPLACE TEMP TABLE winners AS SELECT * EXCLUDE nth FROM (
           SELECT *, row_number() OVER (PARTITION BY release_id ORDER BY accessed DESC NULLS LAST, pos) AS nth
           FROM reads WHERE verdict IS NULL) WHERE nth = 1""",
    """UPDATE reads SET verdict = CASE WHEN reads.fingerprint = w.fingerprint OR reads.words = w.words THEN 'duplicate' ELSE 'older' END, rival = w.source
       FROM winners w WHERE reads.verdict IS NULL AND w.release_id = reads.release_id AND w.pos <> reads.pos""",
    # What the database holds was fetched later than what is given now.
    """UPDATE reads SET verdict = 'older', rival = h.source FROM held h
       WHERE reads.verdict IS NULL AND h.release_id = reads.release_id AND h.fingerprint <> reads.fingerprint
         AND h.accessed > reads.accessed""",
    # One text under two addresses: what the database holds already stays, else the first in input order.
    """CREATE OR REPLACE TEMP TABLE texts AS
       SELECT r.release_id, r.ministry, r.words, r.published, r.url, r.source, r.pos, h.release_id IS NOT NULL AS old
       FROM reads r LEFT JOIN held h USING (release_id) WHERE r.verdict IS NULL AND r.words IS NOT NULL
       UNION ALL SELECT release_id, ministry, words, published, url, source, -1, true FROM held
       WHERE words IS NOT NULL AND NOT $prune AND release_id NOT IN (SELECT release_id FROM reads WHERE verdict IS NULL)""",
    """UPDATE reads SET verdict = 'copy', rival = coalesce(t.url, t.source) FROM (
           SELECT ministry, words, arg_min(struct_pack(release_id, published, url, source), struct_pack(a := NOT old, b := pos)) AS first FROM texts
           GROUP BY ALL HAVING count(*) > 1) c, LATERAL (SELECT unnest(c.first)) t(release_id, published, url, source)
       WHERE reads.verdict IS NULL AND reads.ministry = c.ministry AND reads.words = c.words AND reads.release_id <> t.release_id
         AND reads.release_id NOT IN (SELECT release_id FROM held)
         AND coalesce(abs(date_diff('day', reads.published, t.published)), 0) <= $days""",
    """UPDATE reads SET verdict = CASE WHEN outcome = 'parsed' THEN 'load' ELSE 'same' END WHERE verdict IS NULL""",
    """CREATE OR REPLACE TEMP TABLE refused AS SELECT pos, source,
           CASE verdict WHEN 'refused' THEN location WHEN 'older' THEN 'older version' ELSE 'duplicate' END AS location,
           CASE verdict WHEN 'refused' THEN reason WHEN 'duplicate' THEN 'the same release as ' || rival || ': counted once'
               WHEN 'copy' THEN 'the same text as ' || rival || ': counted once'
               ELSE 'an older version of ' || rival || ': kept beside it, not counted' END AS reason
       FROM reads WHERE verdict NOT IN ('load', 'same') ORDER BY pos""",
    """CREATE OR REPLACE TEMP TABLE pruned AS SELECT release_id FROM held
       WHERE $prune AND release_id NOT IN (SELECT release_id FROM reads WHERE release_id IS NOT NULL)""",
    """CREATE OR REPLACE TEMP TABLE kept AS SELECT release_id FROM held
       WHERE release_id NOT IN (SELECT release_id FROM reads WHERE verdict IN ('load', 'same'))
         AND release_id NOT IN (SELECT release_id FROM pruned)""",
)


def hold(desk: duckdb.DuckDBPyConnection, there: bool, provenance: bool) -> None:
    """Notes what the old database holds, in table `held`; empty where there is none."""
    if not there:
        nothing = "(SELECT ''::VARCHAR release_id, ''::VARCHAR fingerprint, ''::VARCHAR ministry, ''::VARCHAR url, " \
                  "NULL::DATE published, ''::VARCHAR source LIMIT 0)"  # fmt: skip
        desk.execute(_HELD.format(words="NULL::VARCHAR", accessed="NULL::TIMESTAMP", releases=nothing))
    elif provenance:
        desk.execute(_HELD.format(words="words", accessed="accessed", releases="old.releases LEFT JOIN old.provenance USING (release_id)"))
    else:
        desk.execute(_HELD.format(words="NULL::VARCHAR", accessed="NULL::TIMESTAMP", releases="old.releases"))


def number(desk: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    """Puts shards' outputs in input order, in table `shard_files`."""
    desk.execute("CREATE OR REPLACE TEMP TABLE shard_files (filename VARCHAR, number INTEGER)")
    desk.execute("INSERT INTO shard_files SELECT unnest(?), unnest(?)", [[str(f) for f in files], list(range(len(files)))])


def weigh(desk: duckdb.DuckDBPyConnection, files: Sequence[Path], prune: bool) -> None:
    """Decides over the rows of all shards: tables `reads` (with `verdict`), `refused`, `pruned`, `kept`."""
    number(desk, files)
    if files:
        desk.execute(_READS, [[str(f) for f in files]])
    else:
        desk.execute(_NOTHING)
    for step in _STEPS:
        named = {key: value for key, value in (("prune", prune), ("days", _DAYS_APART)) if f"${key}" in step}
        desk.execute(step, named)

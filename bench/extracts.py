"""A million rows out: our CSV and Parquet against DuckDB's own COPY of the same SELECT, in the same run.

    python bench/extracts.py [ROWS [TABLE …]]

Prints seconds (best of three), MB/s, the ratio, and the memory at its peak of a process that only writes the extract.
"""

import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from store import connection, extracts  # noqa: E402 (the path must be known first)
from store.selection import Selection  # noqa: E402
from store.tables import TABLES  # noqa: E402

WORLD = """
    INSERT INTO countries (country, iso2, name, region, subregion)
        SELECT 'A' || lpad(n::VARCHAR, 2, '0'), NULL, 'Country ' || n, 'Asia', 'Central Asia' FROM range(100) t(n);
    INSERT INTO kinds VALUES ('meeting', 'Meeting', '-');
    INSERT INTO topics (topic, name, definition) SELECT 't' || n, 'Topic ' || n, '-' FROM range(26) t(n);
    INSERT INTO builds VALUES ('b', TIMESTAMP '2026-01-02 03:04:05', ['-'], {version}, 'r', 'v', 1, 1, 0, 0, 1, 0, 1);
    INSERT INTO releases SELECT 'mofa-jp-' || substr(md5(n::VARCHAR), 1, 12), NULL, 'mofa-jp',
        'https://www.mofa.go.jp/press/release/press4e_' || lpad(n::VARCHAR, 6, '0') || '.html',
        'Japan-Country ' || n % 100 || ' Foreign Ministers’ Meeting, "Part ' || n || '"',
        DATE '2000-01-01' + (n * 7 % 9500)::INTEGER, 'text', '-', 'f' FROM range({rows}) t(n);
    INSERT INTO engagements SELECT release_id || '-1', release_id, 1, 'meeting', published - 1, 'day', 'published',
        published - 1, published - 1, NULL, TIME '10:55:00', 15 + (hash(release_id) % 60)::INTEGER, 'Asia/Tokyo',
        NULL, NULL, 'Tokyo', 'JPN', [] FROM releases;
    INSERT INTO engagement_countries SELECT engagement_id, 'A' || lpad((hash(engagement_id) % 100)::VARCHAR, 2, '0')
        FROM engagements;
    INSERT INTO engagement_topics SELECT engagement_id, 't' || (hash(engagement_id) + n) % 26
        FROM engagements, range(3) t(n);
    INSERT INTO participants SELECT engagement_id, n + 1, CASE n WHEN 0 THEN 'principal' ELSE 'counterpart' END,
        'Name ' || (hash(engagement_id) + n) % 5000, 'NAME Given', 'Minister for Foreign Affairs', 'foreign_minister',
        'JPN', NULL, NULL FROM engagements, range(2) t(n);
    INSERT INTO statements SELECT engagement_id, 1, 'Name ' || hash(engagement_id) % 5000, 'principal', 'state',
        'hoped that both countries would work together, “in ' || hash(engagement_id) % 99 || ' fields”, from now on',
        ['t1', 't2'], 10, 90 FROM engagements;
    INSERT INTO mentions SELECT engagement_id, 'topic', 't' || n, 10 * n, 10 * n + 9, 'words ' || n, 'rule-' || n
        FROM engagements, range(2) t(n);
"""


def world(path: Path, rows: int) -> None:
    """A database of `rows` engagements."""
    with duckdb.connect(str(path)) as db:
        schema = (ROOT / "store" / "schema.sql").read_text(encoding="utf-8")
        # Without keys, which a build checks and a reading does not use: the world is there in seconds.
        db.execute(re.sub(r"--.*| REFERENCES \w+|,(\s|--.*)*PRIMARY KEY \([^)]*\)| PRIMARY KEY", "", schema))
        db.execute(WORLD.format(rows=rows, version=connection.SCHEMA_VERSION))


def best(act) -> float:
    """Seconds of the fastest of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


def ours(path: Path, form: str, table: str, output: Path) -> None:
    """The extract as a user has it, opening and provenance included."""
    with connection.open_database(connection.version(path)) as db, output.open("wb") as stream:
        extracts.write(db.cursor(), table, Selection(), form, stream)


def copied(path: Path, form: str, table: str, output: Path) -> None:
    """DuckDB's COPY of the same SELECT, lists joined in CSV as ours are."""
    with duckdb.connect() as db:
        db.execute(f"ATTACH '{path}' AS house (READ_ONLY)")
        db.execute("USE house")
        db.execute(f"CREATE TEMP TABLE chosen AS {TABLES[table].chosen}", Selection().values())
        sql = TABLES[table].rows.replace("$first", "1").replace("$last", str(10**9))
        if form == "csv":
            lists = [name for name, kind, *_ in db.execute(f"DESCRIBE {sql}").fetchall() if kind == "VARCHAR[]"]
            swaps = ", ".join(f"array_to_string({name}, '|') AS {name}" for name in lists)
            sql = f"SELECT * {f'REPLACE ({swaps})' if swaps else ''} FROM ({sql})"
        db.execute(f"COPY ({sql}) TO '{output}' (FORMAT {form})")


def peak(path: Path, form: str, table: str, output: Path) -> int:
    """MB of memory at the peak of a process that only writes this extract."""
    words = [sys.executable, __file__, "--only", str(path), form, table, str(output)]
    return int(subprocess.run(words, capture_output=True, text=True, check=True, timeout=600).stdout)


def highest() -> int:
    """MB of memory this process had at its peak."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux hands a parent's peak on to ru_maxrss
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text()).group(1)) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1 << 20)


def main(rows: int, tables: list[str]) -> None:
    """Prints one line for each table and format."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.duckdb"
        world(path, rows)
        print(f"{rows:,} engagements", flush=True)
        for table in tables:
            for form in ("csv", "parquet"):
                output, theirs = Path(folder) / f"ours.{form}", Path(folder) / f"copy.{form}"
                took = best(lambda t=table, f=form, o=output: ours(path, f, t, o))
                copy = best(lambda t=table, f=form, o=theirs: copied(path, f, t, o))
                print(f"{table:12} {form:8} ours {took:5.2f} s ({output.stat().st_size / took / 1e6:4.0f} MB/s)  "
                      f"COPY {copy:5.2f} s  ratio {copy / took:4.2f}  peak {peak(path, form, table, output)} MB",
                      flush=True)


if __name__ == "__main__" and "--only" in sys.argv:
    ours(Path(sys.argv[2]), sys.argv[3], sys.argv[4], Path(sys.argv[5]))
    print(highest())
elif __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, sys.argv[2:] or list(TABLES))

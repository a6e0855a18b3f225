"""The command line as a user meets it: real processes, real files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[1]
COLLECTION = ROOT / "data" / "releases" / "mofa-jp.jsonl"
GOOD = json.dumps({
    "ministry": "mofa-jp", "url": "https://www.mofa.go.jp/x/page1.html", "title": "Japan-Chile Summit Meeting",
    "published": "2019-05-03",
    "text": "On May 3, from 4 p.m. for 20 minutes, Mr. Shinzo Abe, Prime Minister of Japan, held a summit meeting with H.E. "
            "Mr. Juan Soto, President of the Republic of Chile. The two leaders agreed to strengthen bilateral relations.",
})  # fmt: skip


def etl(*arguments: object, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "etl", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True,
                          timeout=120, check=False, **options)  # fmt: skip


def count(database: Path, table: str) -> int:
    with duckdb.connect(str(database), read_only=True) as db:
        return db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "good.jsonl").write_text(GOOD + "\n", encoding="utf-8")
    done = etl("build", tmp_path / "good.jsonl", "--db", tmp_path / "db.duckdb")
    assert done.returncode == 0, done.stderr
    return tmp_path / "db.duckdb"


def test_build_loads_the_contract_s_tables(built):
    tables = ["releases", "engagements", "participants", "engagement_countries", "engagement_topics", "statements", "mentions", "skips", "rejects", "builds", "countries", "organisations", "topics", "kinds", "officials", "people"]  # fmt: skip
    with duckdb.connect(str(built), read_only=True) as db:
        there = {row[0] for row in db.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        row = db.execute("SELECT kind, date::VARCHAR, start_time::VARCHAR, duration_minutes FROM engagements").fetchone()
        types = dict(db.execute("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'engagements'").fetchall())
    assert set(tables) <= there
    assert row == ("summit", "2019-05-03", "16:00:00", 20)
    assert (types["date"], types["start_time"], types["duration_minutes"]) == ("DATE", "TIME", "INTEGER")


def test_the_second_build_changes_nothing_and_says_so(built):
    before = built.stat()
    again = etl("build", built.parent / "good.jsonl", "--db", built)
    assert again.returncode == 0
    assert "new 0, changed 0, unchanged 1" in again.stdout
    assert "nothing changed" in again.stdout
    assert (built.stat().st_ino, built.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_changed_release_replaces_its_older_version(built):
    (built.parent / "good.jsonl").write_text(GOOD.replace("20 minutes", "45 minutes") + "\n", encoding="utf-8")
    done = etl("build", built.parent / "good.jsonl", "--db", built)
    assert "new 0, changed 1, unchanged 0" in done.stdout
    with duckdb.connect(str(built), read_only=True) as db:
        assert db.execute("SELECT duration_minutes FROM engagements").fetchall() == [(45,)]


def test_an_open_reader_keeps_the_old_file_during_the_swap(built):
    with duckdb.connect(str(built), read_only=True) as reader:
        inode = built.stat().st_ino
        (built.parent / "more.jsonl").write_text(GOOD.replace("page1", "page2").replace("May 3", "May 2") + "\n", encoding="utf-8")
        done = etl("build", built.parent / "more.jsonl", "--db", built)
        assert done.returncode == 0, done.stderr
        assert built.stat().st_ino != inode
        assert reader.execute("SELECT count(*) FROM engagements").fetchone() == (1,)
    assert count(built, "engagements") == 2


BAD = {
    "empty.txt": (b"", "empty"),
    "binary.txt": (b"\x7fELF\0\0\0" * 50, "binary"),
    "latin.txt": ("Pr\xe4sident".encode("latin-1"), "UTF-8"),
    "broken.jsonl": (b'{"text": "unfinished\n', "no JSON"),
    "list.jsonl": (b"[1, 2]\n", "no object"),
    "wordless.jsonl": (b'{"ministry": "mofa-jp", "text": "  "}\n', "no text"),
    "stranger.jsonl": (b'{"url": "https://example.org/a", "text": "Hello."}\n', "not recognised"),
    "unknown.jsonl": (b'{"ministry": "atlantis", "text": "Hello."}\n', "unknown ministry"),
    "undated.jsonl": (b'{"ministry": "mofa-jp", "text": "Hello.", "published": "last week"}\n', "no date"),
    "picture.png": (b"\x89PNG", "unknown format"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_line_and_leaves_the_old_database(built, name):
    content, word = BAD[name]
    bad = built.parent / name
    bad.write_bytes(content)
    before = built.read_bytes()
    done = etl("build", bad, "--db", built)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert name in done.stderr and word in done.stderr
    assert "Traceback" not in done.stderr
    assert built.read_bytes() == before


def test_good_rows_are_loaded_and_bad_ones_rejected_with_their_place(tmp_path):
    mixed = tmp_path / "mixed"
    mixed.mkdir()
    (mixed / "a.jsonl").write_text(GOOD + "\n{broken\n" + GOOD.replace("page1", "page3").replace("May 3", "May 4") + "\n", encoding="utf-8")
    (mixed / "b.txt").write_bytes(b"")
    done = etl("build", mixed, "--db", tmp_path / "db.duckdb")
    assert done.returncode == 0
    assert "read 4: new 2" in done.stdout and "rejected 2" in done.stdout
    with duckdb.connect(str(tmp_path / "db.duckdb"), read_only=True) as db:
        rejects = db.execute("SELECT source, location, reason FROM rejects ORDER BY ALL").fetchall()
    assert [r[1] for r in rejects] == ["line 2", "file"]
    assert rejects[0][0].endswith("a.jsonl") and "no JSON" in rejects[0][2]


def test_several_bad_inputs_are_counted_in_the_one_line(built, tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_bytes(b"")
    before = built.read_bytes()
    done = etl("build", *(tmp_path / name for name in ("a.txt", "b.txt", "c.txt")), "--db", built)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "a.txt: the file is empty" in done.stderr and "2 more refused" in done.stderr
    assert built.read_bytes() == before


def test_a_path_that_does_not_exist_is_told_in_one_line(built):
    done = etl("build", built.parent / "nowhere", "--db", built)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "no such file or folder" in done.stderr


def test_a_target_that_cannot_be_written_is_told_in_one_line(built):
    done = etl("build", built.parent / "good.jsonl", "--db", "/proc/nobody/db.duckdb")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "cannot be written" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_told_in_one_line(built, tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    done = etl("build", built.parent / "good.jsonl", "--db", folder / "db.duckdb")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


def test_wrong_usage_is_exit_status_2_and_help_is_there():
    assert etl("paint").returncode == 2
    assert etl("build", "--colour").returncode == 2
    for command in ("build", "parse", "score"):
        assert etl(command, "--help").returncode == 0


def test_parse_gives_one_record_a_release_in_input_order():
    done = etl("parse", COLLECTION, "--jsonl")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    urls = [json.loads(line)["url"] for line in COLLECTION.read_text(encoding="utf-8").splitlines()]
    assert [r["url"] for r in records] == urls
    assert all(bool(r["engagements"]) != bool(r["skip"]) for r in records)


def test_parse_starts_without_pandas_or_duckdb():
    done = subprocess.run(
        [sys.executable, "-c", "import sys, etl.__main__ as m; m.main(['parse', 'data/releases/mofa-jp.jsonl']); "
         "sys.exit(bool({'pandas', 'duckdb', 'pyarrow'} & set(sys.modules)))"],
        cwd=ROOT, capture_output=True, timeout=60, check=False)  # fmt: skip
    assert done.returncode == 0


def test_ids_are_the_same_in_another_place(built, tmp_path):
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "copy.jsonl").write_text(GOOD + "\n", encoding="utf-8")
    etl("build", other / "copy.jsonl", "--db", other / "db.duckdb")
    ids = []
    for path in (built, other / "db.duckdb"):
        with duckdb.connect(str(path), read_only=True) as db:
            ids.append(db.execute("SELECT engagement_id FROM engagements").fetchall())
    assert ids[0] == ids[1] != []

"""Building: nothing is lost, nothing counted twice, whatever happens in between."""

import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from test_readers import FORMATS, SITE, as_jsonl, put, rows

from etl import build, former, load, vocabulary
from etl.lock import BuildError, only_writer

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))
import generate  # noqa: E402 (the path must be known first)

# Left out of a comparison: moments of time, and numbers that depend on the order in which texts came.
ROWS = {"deleted_ids": "SELECT * EXCLUDE deleted_at FROM deleted_ids",
        "release_versions": "SELECT * EXCLUDE replaced_at FROM release_versions",
        "builds": "SELECT * EXCLUDE (built_at, sources) FROM builds",
        "documents": "SELECT * EXCLUDE document FROM documents",
        "postings": "SELECT * EXCLUDE document FROM postings JOIN documents USING (document)"}  # fmt: skip


def content(database: Path, *without: str) -> dict[str, tuple[int, str]]:
    """Rows and a digest of every table."""
    found = {}
    with duckdb.connect(str(database), read_only=True) as db:
        for (table,) in db.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            if table not in without:
                held = db.execute(f"{ROWS.get(table, f'SELECT * FROM {table}')} ORDER BY ALL").fetchall()
                found[table] = (len(held), hashlib.sha256(repr(held).encode()).hexdigest())
    return found


def ask(database: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(database), read_only=True) as db:
        return db.execute(query).fetchall()


def jsonl(path: Path, given: list[dict]) -> Path:
    path.write_bytes(as_jsonl(given))
    return path


def command(*arguments: object, **options) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "etl", "build", *map(str, arguments)], cwd=ROOT, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "out" / "db.duckdb"


@pytest.fixture
def three(tmp_path: Path) -> Path:
    return jsonl(tmp_path / "three.jsonl", rows())


# Every path ends somewhere --------------------------------------------------------------------------------------------

MIXES = {
    "good": lambda given: given,
    "one bad": lambda given: [*given[:2], {**given[2], "url": "https://example.org/x", "ministry": "", "text": "Hello."}],
    "wordless": lambda given: [{**given[0], "text": " "}, *given[1:]],
    "announced": lambda given: [{**given[0], "title": "Visit", "text": "Minister Kono will visit Chile and hold a meeting there."}, *given[1:]],
    "twice": lambda given: [*given, given[0]],
    "two addresses": lambda given: [*given, {**given[0], "url": "https://www.mofa.go.jp/la_c/sa/cl/page9e_000001.html"}],
}


@pytest.mark.parametrize("mix", MIXES)
def test_read_is_loaded_and_skipped_and_rejected_in_every_format(tmp_path, db, mix):
    folder = tmp_path / "in"
    folder.mkdir()
    for number, (name, make) in enumerate(FORMATS.items()):
        given = [{**row, "url": row["url"].replace("press1e", f"press{number}e"), "text": f"{row['text']} ({number})"} for row in rows()]
        put(folder, name, make(MIXES[mix](given)))
    done = build.build([folder], db)
    ((engaged, skipped, rejected),) = ask(db, "SELECT (SELECT count(DISTINCT release_id) FROM engagements), "
                                              "(SELECT count(*) FROM skips), (SELECT count(*) FROM rejects)")  # fmt: skip
    told = 2 * sum("warc" in name or name == "c.zip" for name in FORMATS)  # a WARC's pictures and failures, in two lines
    assert done.read == engaged + skipped + rejected
    assert done.read == len(FORMATS) * len(MIXES[mix](rows())) + told
    assert (done.read, done.rejected) == (done.new + rejected, rejected)
    assert all(ask(db, "SELECT source <> '' AND location <> '' AND reason <> '' FROM rejects"))


def test_one_and_many_workers_make_the_same_database(tmp_path, monkeypatch):
    script = tmp_path / "script.py"  # whoever calls: workers do not run the caller's script
    script.write_text("raise SystemExit(1)")
    monkeypatch.setattr(sys.modules["__main__"], "__file__", str(script))
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None)
    generate.write(tmp_path / "in.jsonl", 1000)
    for workers in (1, 3):
        build.build([tmp_path / "in.jsonl"], tmp_path / f"{workers}.duckdb", processes=workers)
    assert content(tmp_path / "1.duckdb") == content(tmp_path / "3.duckdb")


def test_shards_keep_line_numbers(tmp_path, db):
    generate.write(tmp_path / "in.jsonl", 800)
    with (tmp_path / "in.jsonl").open("a") as file:
        file.write("{broken\n")
    build.build([tmp_path / "in.jsonl"], db)
    assert ask(db, "SELECT location FROM rejects") == [("line 801",)]
    assert ask(db, "SELECT count(*) FROM releases WHERE regexp_extract(source, 'line (\\d+)', 1)::INT <> regexp_extract(url, '_(\\d+)', 1)::INT + 1") == [(0,)]


# Incremental ----------------------------------------------------------------------------------------------------------


def test_only_what_changed_is_parsed_and_the_older_text_is_kept(tmp_path, db, three, monkeypatch):
    build.build([three], db)
    given = rows()
    given[1]["text"] = given[1]["text"].replace("20 minutes", "45 minutes")
    jsonl(three, given)
    done = build.build([three], db)
    assert (done.new, done.changed, done.unchanged, done.reparsed) == (0, 1, 2, None)
    assert ask(db, "SELECT duration_minutes FROM engagements ORDER BY release_id = (SELECT release_id FROM release_versions), 1") == [(20,), (20,), (45,)]
    assert "20 minutes" in ask(db, "SELECT text FROM release_versions")[0][0]
    assert len(ask(db, "FROM builds")) == 2


def test_an_incremental_build_ends_like_one_from_nothing(tmp_path, db):
    generate.write(tmp_path / "in.jsonl", 200)
    build.build([tmp_path / "in.jsonl"], db)
    generate.write(tmp_path / "in.jsonl", 260, change=20)
    done = build.build([tmp_path / "in.jsonl"], db)
    assert (done.new, done.changed) == (60, 16)  # 260 // 20 = 13: releases 0, 13, … 195 lie within the first 200
    build.build([tmp_path / "in.jsonl"], tmp_path / "fresh.duckdb")
    histories = ("builds", "release_versions", "deleted_ids")
    assert content(db, *histories) == content(tmp_path / "fresh.duckdb", *histories)


def test_the_search_index_is_the_same_however_little_memory_it_is_made_in(tmp_path, db, monkeypatch):
    generate.write(tmp_path / "in.jsonl", 200)
    build.build([tmp_path / "in.jsonl"], tmp_path / "whole.duckdb")
    monkeypatch.setattr(load, "_STRETCH", 20_000)  # characters: some six releases
    build.build([tmp_path / "in.jsonl"], db)
    assert ask(db, "SELECT count(*) FROM postings")[0][0] > 10_000
    assert content(db, "builds") == content(tmp_path / "whole.duckdb", "builds")


def test_inputs_that_are_gone_stay_unless_pruned(tmp_path, db, three):
    build.build([three], db)
    jsonl(three, rows()[:1])
    done = build.build([three], db)
    assert (done.kept, done.pruned, done.swapped) == (2, 0, False)
    done = build.build([three], db, prune=True)
    assert (done.kept, done.pruned, done.swapped) == (0, 2, True)
    assert ask(db, "SELECT count(*) FROM releases") == [(1,)]
    assert sorted(ask(db, "SELECT sort, reason, count(*) FROM deleted_ids GROUP BY ALL")) == [("engagement", "pruned", 2), ("release", "pruned", 2)]


def test_a_release_that_comes_back_has_its_id_and_is_off_the_list(tmp_path, db, three):
    build.build([three], db)
    before = ask(db, "SELECT engagement_id FROM engagements ORDER BY 1")
    build.build([jsonl(tmp_path / "one.jsonl", rows()[:1])], db, prune=True)
    build.build([three], db)
    assert ask(db, "SELECT engagement_id FROM engagements ORDER BY 1") == before
    assert ask(db, "FROM deleted_ids") == []


@pytest.mark.parametrize("change", ["vocabulary", "rules"])
def test_other_rules_parse_everything_again_what_was_not_given_too(tmp_path, db, three, monkeypatch, change):
    build.build([three], db)
    before = content(db, "builds")
    build.build([jsonl(tmp_path / "other.jsonl", [{**rows()[0], "url": SITE + "99.html", "text": rows()[0]["text"] + " More."}])], db)
    if change == "vocabulary":
        monkeypatch.setattr(vocabulary, "fingerprint", lambda: "another")
    else:
        monkeypatch.setattr(former, "rules_fingerprint", lambda: "another")
    done = build.build([three], db)
    assert (done.unchanged, done.kept, done.reparsed) == (3, 1, f"the {change} changed")
    assert ask(db, "SELECT count(*) FROM engagements") == [(4,)]
    build.build([three], db, prune=True)
    assert content(db, "builds", "deleted_ids") == {t: n for t, n in before.items() if t != "deleted_ids"}


def test_a_source_that_moved_is_no_change(tmp_path, db, three):
    build.build([three], db)
    moved = three.rename(tmp_path / "moved.jsonl")
    assert not build.build([moved], db).swapped


# Duplicates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("variant", ["http://www.mofa.go.jp", "https://mofa.go.jp", "http://mofa.go.jp"])
def test_one_address_written_otherwise_is_one_release(tmp_path, db, variant):
    other = {**rows(1)[0], "url": rows(1)[0]["url"].replace("https://www.mofa.go.jp", variant) + "#top"}
    done = build.build([jsonl(tmp_path / "a.jsonl", [*rows(1), other])], db)
    assert (done.read, done.new, done.rejected) == (2, 1, 1)
    assert done.rejects[0].reason.startswith("the same release as")


def region_copy(row: dict) -> dict:
    return {**row, "url": "https://www.mofa.go.jp/la_c/sa/cl/page3e_000001.html", "text": f"Japan-Chile Relations\n\n{row['title']}\n\n{row['text']}"}


def test_the_region_page_s_copy_of_a_text_is_counted_once(tmp_path, db):
    press = {**rows(1)[0], "text": f"Press Releases\n\n{rows(1)[0]['title']}\n\n{rows(1)[0]['text']}"}
    done = build.build([jsonl(tmp_path / "a.jsonl", [press, region_copy(rows(1)[0])])], db)
    assert (done.new, done.rejected) == (1, 1)
    assert done.rejects[0].reason == f"the same text as {press['url']}: counted once"


def test_a_copy_is_known_in_a_later_build_too(tmp_path, db, three):
    build.build([three], db)
    with pytest.raises(BuildError, match="the same text as"):
        build.build([jsonl(tmp_path / "b.jsonl", [region_copy(rows(1)[0])])], db)
    assert ask(db, "SELECT count(*) FROM releases") == [(3,)]


def test_two_pages_that_say_next_to_nothing_are_two(tmp_path, db):
    said = [{**row, "text": "See the attached file of the Ministry of Foreign Affairs of Japan."} for row in rows(2)]
    assert build.build([jsonl(tmp_path / "a.jsonl", [{**r, "published": "2019-05-01"} for r in said])], db).new == 2


def test_the_same_words_a_year_later_are_another_release(tmp_path, db):
    later = {**rows(1)[0], "url": SITE + "77.html", "published": "2020-05-01"}
    assert build.build([jsonl(tmp_path / "a.jsonl", [*rows(1), later])], db).new == 2


def test_of_two_captures_the_later_counts_in_whatever_order(tmp_path, db):
    old = {**rows(1)[0], "accessed": "2024-01-01T00:00:00"}
    new = {**old, "accessed": "2025-01-01T00:00:00", "text": old["text"].replace("20 minutes", "30 minutes")}
    for order in ([old, new], [new, old]):
        done = build.build([jsonl(tmp_path / "a.jsonl", order)], db)
        assert ask(db, "SELECT duration_minutes FROM engagements") == [(30,)]
        assert "20 minutes" in ask(db, "SELECT text FROM release_versions")[0][0]
        assert done.rejects[0].location == "older version"
    (tmp_path / "b.jsonl").write_bytes(as_jsonl([old, rows(2)[1]]))
    build.build([tmp_path / "b.jsonl"], db)
    assert ask(db, "SELECT count(*), max(duration_minutes) FROM engagements") == [(2, 30)]


# Safety ---------------------------------------------------------------------------------------------------------------


def test_a_second_writer_is_told_who_holds_the_lock_or_waits(tmp_path, db, three):
    with only_writer(db):
        with pytest.raises(BuildError, match=f"process {os.getpid()} since .*--wait"):
            build.build([three], db)
        waiting = command(three, "--db", db, "--wait")
        time.sleep(1.5)
        assert waiting.poll() is None
    assert waiting.wait(30) == 0


def test_a_file_that_is_no_database_is_not_overwritten(tmp_path, three):
    for name, raw in (("notes.txt", b"precious notes " * 500), ("half.duckdb", b"\0" * 50_000)):
        target = tmp_path / name
        target.write_bytes(raw)
        with pytest.raises(BuildError, match="no database of ours"):
            build.build([three], target)
        assert target.read_bytes() == raw


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path, db, three):
    build.build([three], db)
    before = db.read_bytes()
    generate.write(tmp_path / "more.jsonl", 300)

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    stopped = command(tmp_path / "more.jsonl", "--db", db, preexec_fn=full)
    errors = stopped.communicate(timeout=60)[1]
    assert stopped.returncode == 1 and errors.count("\n") == 1 and "free space" in errors
    assert db.read_bytes() == before and not db.with_name("db.duckdb.work").exists()
    assert build.build([tmp_path / "more.jsonl"], db).new == 300


def test_a_release_that_breaks_the_parser_costs_only_itself(tmp_path, db, three, monkeypatch):
    from etl import assemble

    honest = assemble.read
    monkeypatch.setattr(assemble, "read", lambda r: 1 / 0 if (r.url or "").endswith("2.html") else honest(r))
    done = build.build([three], db)
    assert (done.new, done.rejected) == (2, 1) and "please report" in done.rejects[0].reason


def test_many_rejects_are_counted_not_all_told(tmp_path, db):
    (tmp_path / "a.jsonl").write_bytes((as_jsonl(rows(1)) + b"{broken\n") + b"{broken\n" * 5000)
    done = build.build([tmp_path / "a.jsonl"], db)
    assert (done.rejected, len(done.rejects)) == (5001, 100)
    assert ask(db, "SELECT count(*) FROM rejects") == [(5001,)]


def test_a_killed_worker_is_replaced(tmp_path, db):
    psutil = pytest.importorskip("psutil")
    generate.write(tmp_path / "in.jsonl", 1600)
    running = command(tmp_path / "in.jsonl", "--db", db, "--workers", 2)
    killed = False
    while running.poll() is None and not killed:
        time.sleep(0.1)
        if any(db.with_name("db.duckdb.work").glob("shards/*.parquet")):
            spawned = [c for c in psutil.Process(running.pid).children() if "spawn_main" in " ".join(c.cmdline())]
            killed = bool(spawned) and not os.kill(spawned[0].pid, signal.SIGKILL)
    out, errors = running.communicate(timeout=90)
    assert killed and running.returncode == 0, errors
    assert "new 1600" in out


def test_kill_9_at_any_moment(tmp_path, db, three):
    """The full size, 20,000 releases and 30 moments, is `python bench/killing.py`."""
    generate.write(tmp_path / "in.jsonl", 900)
    build.build([three], db)
    old = content(db)
    build.build([three], tmp_path / "calm.duckdb")
    build.build([tmp_path / "in.jsonl"], tmp_path / "calm.duckdb")
    chance = random.Random(4)
    for _ in range(5):
        running = command(tmp_path / "in.jsonl", "--db", db, "--workers", 2, start_new_session=True)
        time.sleep(chance.uniform(0.2, 3.0))
        running.kill()
        running.communicate()
        assert content(db) in (old, content(tmp_path / "calm.duckdb"))
    finished = command(tmp_path / "in.jsonl", "--db", db, "--wait")
    assert finished.wait(60) == 0, finished.stderr.read()
    assert content(db) == content(tmp_path / "calm.duckdb")
    assert not db.with_name("db.duckdb.work").exists()


def test_help_names_the_options():
    told = subprocess.run([sys.executable, "-m", "etl", "build", "--help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert all(option in told for option in ("--workers", "--scheduler", "--prune", "--wait", "--db"))


def test_json_is_what_the_contract_says_for_a_row(tmp_path, db):
    (tmp_path / "a.json").write_text(json.dumps({**rows(1)[0], "release_date": "2019-05-01", "published": None}))
    assert build.build([tmp_path / "a.json"], db).new == 1
    assert ask(db, "SELECT published::VARCHAR FROM releases") == [("2019-05-01",)]

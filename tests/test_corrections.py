"""Corrections: applied only where the old value still stands, told as stale elsewhere, refused where they make no sense."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from test_changes import build, releases

from etl import changes, corrections
from etl.corrections import BadCorrection
from store.provenance import today
from view import mending

ROOT = Path(__file__).parents[1]
HEADER = "record_id,field,old,new,source,reason,who,when"


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "corrections.csv"
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


def reading():
    from etl import assemble, readers

    return next(assemble.read(release) for release in readers.read([ROOT / "data" / "releases"]) if release.release_id == "mofa-jp-f8f08f709029")


RIGHT = {"date": ("2016-11-08", "2015-11-09"), "start_time": ("10:55:00", "11:00:00"), "duration_minutes": ("15", "45"), "kind": ("courtesy_call", "meeting"),
         "direction": ("paid", ""), "visit": ("official visit", "state visit"), "place_country": ("JPN", "KAZ"), "place_city": ("", "Tokyo"),
         "countries": ("KAZ", "KAZ|UN"), "topics": ("abductions|bilateral_ties|disarmament|north_korea|regional_frameworks|united_nations", "disarmament")}  # fmt: skip


@pytest.mark.parametrize("field", corrections.FIELDS)
def test_every_field_can_be_corrected_and_only_that_changes(tmp_path, field):
    before = reading()
    old, new = RIGHT[field]
    key = before.engagements[0].engagement_id
    wanted = corrections.known(written(tmp_path, f"{key},{field},{old},{new},https://x,why,who,2026-11-24"))
    after = corrections.apply(before, wanted)
    assert {name: one.read(after.engagements[0]) for name, one in corrections.FIELDS.items()} == {
        name: new if name == field else one.read(before.engagements[0]) for name, one in corrections.FIELDS.items()}
    assert [row[-1] for row in corrections.fates(before, wanted)] == ["applied"]
    assert corrections.apply(after, wanted) == after and [row[-1] for row in corrections.fates(after, wanted)] == ["stale"]


WRONG = [("k,colour,a,b,s,r,w,2026-01-01", "no field"), ("k,kind,meeting,party,s,r,w,2026-01-01", "no value"), ("k,kind,a,a,s,r,w,2026-01-01", "the same"),
         ("k,kind,a,meeting,,r,w,2026-01-01", "source is empty"), ("k,kind,a,meeting,s,r,w,soon", "line 2"), ("k,date,a,2026-13-01,s,r,w,2026-01-01", "line 2"),
         ("k,start_time,a,25:00,s,r,w,2026-01-01", "no value"), ("k,countries,a,KAZ|XYZ,s,r,w,2026-01-01", "no value"), ("k,kind", "line 2")]  # fmt: skip


@pytest.mark.parametrize(("line", "words"), WRONG)
def test_a_line_that_makes_no_sense_is_refused_with_its_place(tmp_path, line, words):
    with pytest.raises(BadCorrection, match=words):
        corrections.known(written(tmp_path, line))


def test_the_dry_run_tells_each_fate(tmp_path):
    path = written(tmp_path, "mofa-jp-f8f08f709029-1,duration_minutes,15,45,s,r,w,2026-01-01", "mofa-jp-f8f08f709029-1,kind,summit,meeting,s,r,w,2026-01-01",
                   "mofa-jp-0-1,kind,meeting,summit,s,r,w,2026-01-01")
    done = subprocess.run([sys.executable, "-m", "etl", "corrections", "--check", "--file", str(path)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1 and done.stdout.endswith("applied 1, stale 1, unknown 1\n") and "reads courtesy_call, not summit" in done.stdout


def test_the_shipped_file_is_sound():
    corrections.known(corrections.SOURCE)


def test_a_build_applies_them_and_changes_says_so(tmp_path, monkeypatch):
    before, after = build(tmp_path, releases(minutes=20)), tmp_path / "after.duckdb"
    with duckdb.connect(str(before), read_only=True) as db:
        ((key, minutes),) = db.execute("SELECT engagement_id, duration_minutes FROM engagements").fetchall()
    monkeypatch.setattr(corrections, "SOURCE", written(tmp_path, f"{key},duration_minutes,{minutes},45,s,r,w,2026-01-01"))
    corrections.known.cache_clear()
    try:
        build(tmp_path, releases(minutes=20), after)
    finally:
        corrections.known.cache_clear()
    with duckdb.connect(str(after), read_only=True) as db:
        assert db.execute("SELECT duration_minutes, status FROM engagements JOIN corrections USING (engagement_id)").fetchall() == [(45, "applied")]
    assert [(one.field, one.old, one.new, one.because) for one in changes.between(before, after)] == [("duration_minutes", "20", "45", "correction")]


def test_a_composed_row_is_one_the_file_takes(tmp_path):
    row = mending.line(("mofa-jp-1-1", "topics", "health|x", "disarmament", 'says "so", there', "why", "who", today().isoformat()))
    (found,) = corrections.known(written(tmp_path, row))["mofa-jp-1-1"]
    assert (found.old, found.new, found.source) == ("health|x", "disarmament", 'says "so", there')
    assert set(mending.FIELDS) == set(corrections.FIELDS)
    assert ",".join(mending.COLUMNS) == corrections.SOURCE.read_text("utf-8").splitlines()[0]

"""From build to build: what was added, changed, deleted, and why; feeds that other programs read."""

import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import feedparser
import icalendar
import pytest

from etl import build as building
from etl import changes, feeds
from etl.feeds import _folded
from store import connection
from store.selection import Selection

ROOT = Path(__file__).parents[1]


def releases(minutes: int, page: int = 1) -> str:
    return json.dumps({"ministry": "mofa-jp", "url": f"https://www.mofa.go.jp/x/page{page}.html", "title": "Japan-Chile Summit Meeting", "published": "2019-05-03",
                       "text": f"On May 3, from 4 p.m. for {minutes} minutes, Mr. Shinzo Abe, Prime Minister of Japan, held a summit meeting with H.E. "
                               "Mr. Juan Soto, President of the Republic of Chile. The two leaders agreed to strengthen bilateral relations."}) + "\n"  # fmt: skip


def build(folder: Path, text: str, database: Path | None = None) -> Path:
    database = database or folder / "before.duckdb"
    (folder / "releases.jsonl").write_text(text, encoding="utf-8")
    building.build([folder / "releases.jsonl"], database)
    return database


def test_changes_tell_field_old_new_and_why(tmp_path):
    before = build(tmp_path, releases(20) + releases(30, 2))
    after = build(tmp_path, releases(45) + releases(50, 3), tmp_path / "after.duckdb")
    found = changes.between(before, after)
    assert [(one.change, one.field, one.old, one.new, one.because) for one in found] == [
        ("added", None, None, None, "release"), ("changed", "duration_minutes", "20", "45", "text"), ("deleted", None, None, None, "release")]
    done = subprocess.run([sys.executable, "-m", "etl", "changes", str(before), str(after)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.endswith("added 1, changed 1, deleted 1\n")
    assert changes.between(before, before) == []


def test_a_build_keeps_the_one_it_replaces_and_no_other(tmp_path):
    database = build(tmp_path, releases(20))
    assert not connection.former(database).exists()
    first = database.read_bytes()
    build(tmp_path, releases(20))  # nothing new: nothing replaced
    assert not connection.former(database).exists()
    build(tmp_path, releases(45))
    assert connection.former(database).read_bytes() == first
    build(tmp_path, releases(45) + releases(30, 2))
    assert [(one.change, one.title) for one in changes.between(connection.former(database), database)] == [("added", "Japan-Chile Summit Meeting")]


@pytest.mark.parametrize(("rules", "vocabulary", "because"), [("x", "v", "rules"), ("r", "x", "vocabulary"), ("x", "x", "rules or vocabulary")])
def test_the_same_text_read_otherwise_is_because_of_rules_or_vocabulary(small, tmp_path, rules, vocabulary, because):
    other = tmp_path / "other.duckdb"
    other.write_bytes(small.read_bytes())
    with duckdb.connect(str(other)) as db:
        db.execute("UPDATE builds SET rules_fingerprint = ?, vocabulary_fingerprint = ?", [rules, vocabulary])
        db.execute("UPDATE engagements SET duration_minutes = 5 WHERE engagement_id = 'kaz2016'")
    assert [(one.engagement_id, one.field, one.because) for one in changes.between(small, other)] == [("kaz2016", "duration_minutes", because)]


@pytest.fixture(scope="module")
def fed(database, tmp_path_factory):
    folder = tmp_path_factory.mktemp("feeds")
    (folder / "saved.csv").write_text("name,address\nusa,country=USA\n", encoding="utf-8")
    feeds.write(database, folder, folder / "saved.csv")
    return folder


def test_a_feed_parser_reads_every_engagement(fed, opened):
    feed = feedparser.parse((fed / "all.atom").read_bytes())
    rows = opened.cursor().execute("SELECT engagement_id, coalesce(title, engagement_id), url FROM engagements JOIN releases USING (release_id) WHERE date IS NOT NULL").fetchall()
    assert not feed.bozo and feed.version == "atom10" and feed.feed.id and feed.feed.updated_parsed
    assert {(entry.id.rpartition(":")[2], entry.title, next((link.href for link in entry.get("links", [])), None)) for entry in feed.entries} == set(rows)
    assert len({entry.id for entry in feed.entries}) == len(rows)


def test_a_calendar_parser_reads_days_and_times(fed, opened):
    calendar = icalendar.Calendar.from_ical((fed / "all.ics").read_bytes())
    rows = {row[0]: row[1:] for row in opened.cursor().execute(
        "SELECT engagement_id, date, start_time, time_zone, duration_minutes, coalesce(title, engagement_id) FROM engagements JOIN releases USING (release_id) WHERE date IS NOT NULL").fetchall()}
    assert {str(event["UID"]).split("@")[0] for event in calendar.events} == set(rows)
    for event in calendar.events:
        day, time, zone, minutes, title = rows[str(event["UID"]).split("@")[0]]
        assert str(event["SUMMARY"]) == title
        if time and zone:
            from zoneinfo import ZoneInfo

            assert event.start.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.combine(day, time)
            assert not minutes or event.duration.total_seconds() == minutes * 60
        else:
            assert event.start == day
    assert all(len(line) <= 75 for line in (fed / "all.ics").read_bytes().split(b"\r\n"))


def test_a_saved_selection_has_its_own_feeds(fed, opened):
    found = opened.cursor().execute("SELECT count(*) FROM engagement_countries JOIN engagements USING (engagement_id) WHERE country = 'USA' AND date IS NOT NULL").fetchall()[0][0]
    assert len(feedparser.parse((fed / "usa.atom").read_bytes()).entries) == found > 0
    with pytest.raises(ValueError, match="cannot be a file's name"):
        (fed / "bad.csv").write_text("name,address\n../x,\n", encoding="utf-8")
        feeds.write(Path(opened.execute("SELECT path FROM duckdb_databases() WHERE database_name = 'house'").fetchall()[0][0]), fed, fed / "bad.csv")


def test_the_shipped_saved_selections_are_known(opened):
    known = {(row[0], row[1]) for row in opened.cursor().execute("SELECT 'topics', topic FROM topics UNION ALL SELECT 'regions', subregion FROM countries").fetchall()}
    for _, selection in feeds._saved(ROOT / "data" / "selections.csv"):
        assert isinstance(selection, Selection) and all((name, codes[0]) in known for name, codes in selection.parts())


def test_nasty_words_survive_feeds_and_folding():
    row = {"engagement_id": "x", "date": datetime(2020, 12, 31, tzinfo=UTC).date(), "start_time": None, "time_zone": None, "duration_minutes": None, "date_precision": "month",
           "title": "岸田, <b>; \\ \"q\" & 🕊️" * 9 + "\x07\nend", "url": None, "published": None, "kind": "meeting", "countries": ["KAZ"], "topics": [], "place_city": "A, B", "place_country": None}  # fmt: skip
    (entry,) = feedparser.parse(io.BytesIO(feeds.atom("n", "t", datetime(2026, 1, 1), [row]))).entries
    assert "岸田" in entry.title
    (event,) = icalendar.Calendar.from_ical(feeds.calendar("t;x", datetime(2026, 1, 1), [row])).events
    assert str(event["SUMMARY"]).startswith(row["title"][:60]) and event.end.isoformat() == "2021-01-01"
    assert all(len(line.encode()) <= 75 for line in _folded("é🕊️" * 99).split("\r\n")) and connection.SCHEMA_VERSION

"""Whole releases in, whole records out."""

import csv
import datetime as dt
import json
from pathlib import Path

import pytest

from etl import assemble, checks, readers, record, score
from etl.records import Release
from etl.settle import settle

ROOT = Path(__file__).parents[1]
COLLECTION = ROOT / "data" / "releases" / "mofa-jp.jsonl"
GOLD = ROOT / "data" / "gold" / "mofa-jp.jsonl"
ORIGINAL = ROOT.parent / "shared" / "releases" / "kazakhstan_courtesy_call.txt"


def read_text(text: str, **given) -> dict:
    release = Release("mofa-jp-test", None, "mofa-jp", given.get("url"), given.get("title"), given.get("published"), settle(text))
    reading = assemble.read(release)
    checks.check(reading)
    return record.as_json(reading)


def kazakhstan_records() -> list[dict]:
    """The last release of the collection, and its original where the field's shared folder is at hand."""
    paths = [COLLECTION, *([ORIGINAL] if ORIGINAL.exists() else [])]
    found = [record.as_json(assemble.read(r)) for r in readers.read(paths) if "Nazarbaev" in r.text]
    return [r for r in found if "Courtesy Call" in (r["title"] or "")]


@pytest.mark.parametrize("got", kazakhstan_records(), ids=lambda r: r["release_id"])
def test_the_kazakhstan_release_is_right_in_every_slot(got):
    (e,) = got["engagements"]
    assert got["title"] == "Foreign Minister Kishida Pays a Courtesy Call on the President of Kazakhstan"
    assert (e["kind"], e["direction"], e["visit"]) == ("courtesy_call", "paid", "official visit")
    assert (e["date"], e["date_precision"], e["date_basis"]) == ("2016-11-08", "day", "inferred")
    assert e["date_earliest"] == e["date_latest"] == "2016-11-08"
    assert e["date_reason"] == (
        "November 8 + Kishida Minister for Foreign Affairs 2012-12-26..2017-08-03 + Kazakhstan joins the UNSC next year (2017)"
    )
    assert (e["start_time"], e["duration_minutes"], e["time_zone"]) == ("10:55", 15, "Asia/Tokyo")
    assert e["place"] == {"city": None, "country": "JPN"}
    (principal,) = e["principals"]
    assert (principal["name"], principal["role"], principal["level"], principal["person_id"]) == (
        "Fumio Kishida", "Minister for Foreign Affairs", "foreign_minister", "jpn-kishida-fumio")  # fmt: skip
    (counterpart,) = e["counterparts"]
    assert counterpart["name"] == "Nursultan Abishevich Nazarbayev"
    assert counterpart["name_as_written"] == "H.E. Mr. Nursultan Abishevich Nazarbayev"
    assert counterpart["role"] == "President of the Republic of Kazakhstan"
    assert (counterpart["level"], counterpart["country"], counterpart["organisation"]) == ("head_of_state", "KAZ", None)
    assert e["countries"] == ["KAZ"]
    assert set(e["topics"]) == {
        "bilateral_ties", "disarmament", "united_nations", "north_korea", "abductions", "regional_frameworks"}  # fmt: skip


def test_every_mention_quotes_the_settled_text():
    for release in readers.read([COLLECTION]):
        got = record.as_json(assemble.read(release))
        for e in got["engagements"]:
            for m in e["mentions"]:
                assert got["text"][m["start"] : m["end"]] == m["quote"] != ""


def test_every_reading_of_the_collection_passes_its_checks():
    assert [c for r in readers.read([COLLECTION]) for c in checks.complaints(assemble.read(r))] == []


# Floors a little under what stands, so that a change that costs accuracy is seen; the figures are `make score`'s.
FLOORS = {
    "engagement": 0.99, "kind": 0.98, "date": 0.99, "start_time": 0.99, "duration_minutes": 0.99, "principals": 0.98,
    "counterparts": 0.91, "countries": 0.93, "place_country": 0.98, "topics": 0.92,
}  # fmt: skip


@pytest.fixture(scope="module")
def scores():
    rows, _ = score.compare(GOLD, COLLECTION)
    return {r.slot: r for r in rows if r.period == "all"}


@pytest.mark.parametrize("slot", FLOORS)
def test_the_reading_keeps_its_floor(scores, slot):
    assert scores[slot].n >= 194
    assert scores[slot].f1 >= FLOORS[slot]


def example_rows() -> list[dict[str, str]]:
    with (ROOT / "tests" / "examples" / "readings.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("row", example_rows(), ids=lambda r: (r["title"] or r["text"])[:60])
def test_examples_of_whole_readings(row):
    """Made-up releases, each for a way of telling it; lists are separated by a bar, a party without a name has its country."""
    got = read_text("\n\n".join(filter(None, (row["title"], row["text"]))), title=row["title"] or None)
    assert (got["skip"] or "") == row["skip"]
    if row["skip"]:
        return
    e = got["engagements"][0]
    sides = ["|".join(p["name"] or p["country"] or "" for p in e[side]) for side in ("principals", "counterparts")]
    place = (e["place"] or {}).get("country") or ""
    assert (e["kind"], *sides, "|".join(e["countries"]), place) == (
        row["kind"], row["principals"], row["counterparts"], row["countries"], row["place"])  # fmt: skip


LEAD = (
    "Japan-Chile Foreign Ministers' Meeting\n\n{line}On {day}, commencing at 3:15 p.m. for approximately 30 minutes, Mr. Taro Kono, "
    "Minister for Foreign Affairs of Japan, held a meeting with H.E. Mr. Juan Soto, Minister of Foreign Affairs of the "
    "Republic of Chile. The overview of the meeting is as follows.\n\n1. Both ministers agreed to deepen bilateral relations.\n"
)


def test_a_printed_year_is_stated():
    (e,) = read_text(LEAD.format(line="", day="May 3, 2018"))["engagements"]
    assert (e["date"], e["date_basis"]) == ("2018-05-03", "stated")


def test_the_date_line_gives_the_year_even_over_new_year():
    (e,) = read_text(LEAD.format(line="January 4, 2019\n\n", day="December 28"))["engagements"]
    assert (e["date"], e["date_basis"]) == ("2018-12-28", "published")


def test_a_year_that_nothing_settles_stays_open_with_its_bounds():
    (e,) = read_text(LEAD.format(line="", day="May 3"))["engagements"]
    assert (e["date"], e["date_basis"], e["date_precision"]) == (None, "none", "none")
    assert (e["date_earliest"], e["date_latest"]) == ("2018-05-03", "2019-05-03")


def test_the_days_of_a_stay_are_not_the_day_of_a_talk():
    lead = "H.E. Mr. Juan Soto, President of Chile, who is on a visit to Japan from May 3 to 6, 2018, held a meeting with "
    (e,) = read_text(lead + "Mr. Taro Kono, Minister for Foreign Affairs, on May 4, 2018.")["engagements"]
    assert e["date"] == "2018-05-04"


def test_a_weekday_settles_what_an_office_leaves_open():
    (e,) = read_text(LEAD.format(line="", day="Friday, May 3"))["engagements"]
    assert (e["date"], e["date_basis"]) == ("2019-05-03", "inferred")
    assert e["date_reason"].endswith("a Friday")


def test_the_clock_of_today_is_no_evidence():
    (e,) = read_text(LEAD.format(line="", day="May 3").replace("Taro Kono", "Hanako Unbekannt"))["engagements"]
    assert e["date"] is None


SKIPS = {
    "future": "Mr. Smith to Visit Japan\n\nMarch 1, 2019\n\nMr. John Smith, Minister for Foreign Affairs of Ireland, will visit Japan from March 3 to 5 and hold a meeting with Minister Kono.",
    "message": "Message of Condolence to the President of Chile\n\nMarch 1, 2019\n\nOn March 1, Mr. Taro Kono, Minister for Foreign Affairs of Japan, sent a message of condolence to H.E. Mr. Juan Soto, President of the Republic of Chile.",
    "grant": "Emergency Grant Aid to Fiji\n\nMarch 1, 2019\n\nOn March 1, the Government of Japan decided to extend emergency grant aid of 1 million dollars to the Republic of Fiji.",
    "statement": "Explosion in Beirut (Statement by Foreign Minister Kono)\n\nMarch 1, 2019\n\nJapan is deeply shocked by the explosion that happened in Beirut, and condemns the act in the strongest terms.",
    "own_nationals": "Foreign Minister Kono Meets with Japanese Residents\n\nMarch 1, 2019\n\nOn March 1, Mr. Taro Kono, Minister for Foreign Affairs of Japan, held a meeting with representatives of the Japanese residents in Lima.",
}


@pytest.mark.parametrize("reason", SKIPS)
def test_what_is_no_engagement_is_a_skip_with_its_reason(reason):
    got = read_text(SKIPS[reason])
    assert got["engagements"] == []
    assert got["skip"] == reason


def test_a_meeting_of_others_is_none_of_ours():
    got = read_text("Talks in Geneva\n\nOn March 1, 2019, Mr. John Kerry, Secretary of State of the United States of America, held a "
                    "meeting with Mr. Sergey Lavrov, Minister of Foreign Affairs of the Russian Federation, in Geneva.")  # fmt: skip
    assert got["engagements"] == []


def test_local_time_in_brackets_comes_before_japan_time():
    (e,) = read_text(LEAD.format(line="September 20, 2018\n\n", day="September 20").replace(
        "3:15 p.m. for", "2:07 a.m. (September 19, 1:07 p.m. local time) for"))["engagements"]  # fmt: skip
    assert (e["date"], e["start_time"]) == ("2018-09-19", "13:07")


def test_the_labels_are_of_the_shipped_releases():
    labels = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    urls = [json.loads(line)["url"] for line in COLLECTION.read_text(encoding="utf-8").splitlines()]
    assert [label["url"] for label in labels] == urls
    assert all(dt.date.fromisoformat(label["date"]) for label in labels if label["date"])


def test_a_meeting_a_lunch_and_a_signing_are_three_records():
    text = LEAD.format(line="March 5, 2019\n\n", day="March 5").replace(
        "The overview of the meeting is as follows.",
        "This was followed by a working lunch from 4:00 p.m. for approximately 60 minutes. After that, the two ministers signed "
        "the Agreement on Air Services.")  # fmt: skip
    got = read_text(text)["engagements"]
    assert [(e["kind"], e["start_time"], e["duration_minutes"]) for e in got] == [
        ("meeting", "15:15", 30), ("meal", "16:00", 60), ("signing", None, None)]  # fmt: skip
    assert {e["date"] for e in got} == {"2019-03-05"}
    assert [e["engagement_id"] for e in got] == [f"mofa-jp-test-{n}" for n in (1, 2, 3)]


def test_the_stops_of_a_visit_are_records_with_their_own_people():
    got = read_text(
        "Foreign Minister Kono Visits Peru\n\nMarch 7, 2019\n\nOn March 5, Mr. Taro Kono, Minister for Foreign Affairs of Japan, visited the "
        "Republic of Peru and paid a courtesy call on H.E. Mr. Juan Soto, President of the Republic of Peru.\n\nOn March 6, Minister Kono "
        "held a meeting with H.E. Ms. Ana Vega, Minister of Foreign Affairs of the Republic of Peru.\n")["engagements"]  # fmt: skip
    assert [(e["kind"], e["date"], [p["name"] for p in e["counterparts"]]) for e in got] == [
        ("visit", "2019-03-05", ["Juan Soto", "Ana Vega"]), ("courtesy_call", "2019-03-05", ["Juan Soto"]),
        ("meeting", "2019-03-06", ["Ana Vega"])]  # fmt: skip


def test_local_and_japan_time_that_do_not_agree_are_a_noted_doubt():
    lead = LEAD.format(line="March 5, 2019\n\n", day="March 5").replace("held a meeting", "who is visiting Paris, France, held a meeting")
    right = lead.replace("3:15 p.m. for", "3:15 p.m. (local time; 11:15 p.m. JST) for")
    assert read_text(right)["engagements"][0]["doubts"] == []
    (doubt,) = read_text(right.replace("11:15", "10:15"))["engagements"][0]["doubts"]
    assert "23:15 in Japan" in doubt


def test_a_weekday_that_does_not_fit_is_a_noted_doubt():
    (e,) = read_text(LEAD.format(line="", day="Sunday, May 3, 2018"))["engagements"]
    assert e["doubts"] == ["Sunday, May 3, 2018 is printed, but 2018-05-03 was a Thursday"]


def test_a_country_talked_about_is_no_counterpart():
    (e,) = read_text(LEAD.format(line="March 5, 2019\n\n", day="March 5") + "2. The two ministers discussed Venezuela.\n")["engagements"]
    assert e["countries"] == ["CHL"]
    assert [m["value"] for m in e["mentions"] if m["slot"] == "subject_country"] == ["VEN"]

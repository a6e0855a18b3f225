"""The bridge: what a selection says and means, and whether all queries count the same engagements."""

import os
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest
from conftest import write_small_world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import connection, particulars, queries, timeline_queries
from store.selection import Selection, span

NAMES = {("countries", "KAZ"): "Kazakhstan", ("regions", "Central Asia"): "Central Asia",
         ("kinds", "meeting"): "Meeting",
         ("kinds", "courtesy_call"): "Courtesy call", ("topics", "disarmament"): "Disarmament", ("countries", "UKR"): "Ukraine",
         ("topics", "ukraine_russia"): "Ukraine and Russia", ("topics", "middle_east"): "Middle East",
         ("people", "a-b"): "A B", ("people", "c-d"): "C D"}
SENTENCES = [
    (Selection(), "All engagements"),
    (Selection((2016,), ("KAZ",), ("Central Asia",), ("meeting",), ("disarmament",)),
     "Engagements with Kazakhstan or Central Asia in 2016, meetings, about disarmament"),
    (Selection(years=tuple(range(2010, 2013))), "Engagements from 2010 to 2012"),
    (Selection(kinds=("meeting", "courtesy_call")), "Engagements: meetings or courtesy calls"),
    (Selection(topics=("disarmament",)), "Engagements about disarmament"),
    (Selection(topics=("ukraine_russia", "middle_east")), "Engagements about Ukraine and Russia or Middle East"),
    (Selection(countries=("KAZ", "XYZ")), "Engagements with Kazakhstan or XYZ"),
    (Selection(people=("a-b",)), "Engagements in which A B took part"),
    (Selection((2016,), ("KAZ",), people=("a-b", "c-d")),
     "Engagements with Kazakhstan in 2016, in which A B or C D took part"),
]


@pytest.mark.parametrize(("selection", "sentence"), SENTENCES)
def test_sentence(selection, sentence):
    assert selection.sentence(NAMES) == sentence


def test_span_names_gaps():
    assert span([2003, 2010, 2011, 2012]) == "in 2003, 2010–2012"


codes = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=4, unique=True).map(tuple)
spans = st.tuples(st.integers(1900, 2100), st.integers(0, 30)).map(lambda pair: tuple(range(pair[0], sum(pair) + 1)))


@given(st.builds(Selection, st.just(()) | spans, codes, codes, codes, codes, codes))
def test_an_address_reproduces_its_selection(selection):
    assert Selection.from_address(selection.address()) == selection


def test_years_with_a_gap_have_no_address():
    with pytest.raises(ValueError, match="without a gap"):
        Selection(years=(2003, 2005)).address()


def test_parts_can_be_taken_away_one_by_one():
    selection = Selection((2016, 2017), ("KAZ", "FRA"), topics=("health",))
    assert selection.parts() == [("years", (2016, 2017)), ("countries", ("KAZ",)), ("countries", ("FRA",)),
                                 ("topics", ("health",))]
    for part in selection.parts():
        selection = selection.without(*part)
    assert selection.is_everything()


MEANINGS = [
    (Selection(), {"kaz2016", "uzb2016", "fra2018", "kazfra2018", "eu2018", "undated"}),
    (Selection(years=(2016,)), {"kaz2016", "uzb2016"}),
    (Selection(countries=("KAZ",)), {"kaz2016", "kazfra2018", "undated"}),
    (Selection(regions=("Central Asia",)), {"kaz2016", "uzb2016", "kazfra2018", "undated"}),
    (Selection(regions=("Asia",), countries=("EU",)), {"kaz2016", "uzb2016", "kazfra2018", "undated", "eu2018"}),
    (Selection(countries=("KAZ", "FRA"), years=(2018,)), {"fra2018", "kazfra2018"}),
    (Selection(countries=("KAZ",), kinds=("meeting",), topics=("disarmament",)), {"kaz2016", "undated"}),
    (Selection(kinds=("summit", "telephone")), {"uzb2016", "kazfra2018"}),
    (Selection(countries=("TUV",)), set()),
    (Selection(people=("jpn-ours",)), {"kaz2016", "fra2018"}),
    (Selection(people=("jpn-ours", "kaz-theirs"), years=(2016,)), {"kaz2016", "uzb2016"}),
    (Selection(countries=("'); DROP TABLE kinds; --",)), set()),
]


@pytest.mark.parametrize(("selection", "expected"), MEANINGS)
def test_meaning_of_filters(small, selection, expected):
    reading = connection.open_database(connection.version(small))
    assert set(queries.engagements(reading.cursor(), selection).engagement_id) == expected
    assert queries.totals(reading.cursor(), selection).engagements[0] == len(expected)


def test_periods_show_gaps_as_zero_and_leave_out_what_is_too_vague(small):
    cursor = connection.open_database(connection.version(small)).cursor()
    by_year = timeline_queries.engagements_by_period(cursor, Selection(), "year", "kind").groupby("period").engagements.sum()
    assert list(by_year) == [2, 0, 3]
    by_month = timeline_queries.engagements_by_period(cursor, Selection(), "month", "kind")
    assert by_month.engagements.sum() == 4  # the one of "2018" has no month
    assert by_month.period.nunique() == 30  # February 2016 to July 2018
    asked = timeline_queries.engagements_by_period(cursor, Selection(years=(2018,)), "year", "kind")
    assert sorted(set(asked.period.dt.year)) == [2018]


def test_shares_are_of_engagements_with_a_topic(small):
    shares = queries.topic_shares_by_year(connection.open_database(connection.version(small)).cursor(), Selection())
    health = shares[shares.topic == "health"].set_index("year")
    assert list(health.engagements_with_topics) == [1, 0, 1]
    assert health.share[2018] == 1.0 and health.share.isna()[2017]


def test_unknown_stays_unknown(small):
    frame = queries.engagements(connection.open_database(connection.version(small)).cursor(), Selection())
    last = frame.iloc[-1]
    assert last.engagement_id == "undated" and frame.date.isna().iloc[-1] and frame.duration_minutes.isna().all()


def test_one_engagement_whole(small):
    cursor = connection.open_database(connection.version(small)).cursor()
    record = particulars.record(cursor, "kaz2016").iloc[0]
    assert list(record.countries) == ["Kazakhstan"] and list(record.topics) == ["Disarmament", "Health"]
    assert particulars.record(cursor, "no such").empty


# Property: whatever is asked for, every query counts the same engagements as plain Python over the plain tables.

KINDS = ("meeting", "summit", "telephone", "courtesy_call", "dialogue", "multilateral", "visit", "meal")
TOPICS = ("bilateral_ties", "disarmament", "health", "north_korea", "united_nations", "development_aid")
SIDES = ("KAZ", "USA", "FRA", "AUS", "EU", "ASEAN", "PHL", "TUV", "NOPE")
PEOPLE = ("jpn-kishida-fumio", "jpn-abe-shinzo", "usa-rex-tillerson", "nobody")
REGIONS = ("Central Asia", "Europe", "Oceania", "Polynesia", "Nowhere")


def some(values):
    return st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)


selections = st.builds(Selection, some(tuple(range(2003, 2026))), some(SIDES), some(REGIONS), some(KINDS), some(TOPICS),
                       st.just(()) | some(PEOPLE))


@pytest.fixture(scope="module")
def plain(opened):
    """Tables as Python lists and sets, for counting without SQL."""
    rows = opened.cursor().execute("SELECT engagement_id, year(date), kind, release_id FROM engagements").fetchall()
    sides, topics = {}, {}
    for code, side in opened.cursor().execute("FROM engagement_countries").fetchall():
        sides.setdefault(code, set()).add(side)
    for code, topic in opened.cursor().execute("FROM engagement_topics").fetchall():
        topics.setdefault(code, set()).add(topic)
    regions = {code: {region, subregion} for code, region, subregion
               in opened.cursor().execute("SELECT country, region, subregion FROM countries").fetchall()}
    people = {}
    for code, person in opened.cursor().execute("SELECT engagement_id, person_id FROM participants").fetchall():
        people.setdefault(code, set()).add(person)
    return rows, sides, topics, regions, people


def counted(plain, asked: Selection) -> dict[str, tuple]:
    rows, sides, topics, regions, people = plain
    found = {}
    for code, year, kind, release in rows:
        own = sides.get(code, set())
        met = bool(own & set(asked.countries)) or any(regions.get(side, set()) & set(asked.regions) for side in own)
        if ((not asked.years or year in asked.years) and (not asked.kinds or kind in asked.kinds)
                and (not asked.countries + asked.regions or met)
                and (not asked.topics or topics.get(code, set()) & set(asked.topics))
                and (not asked.people or people.get(code, set()) & set(asked.people))):
            found[code] = (year, kind, release, own, topics.get(code, set()))
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=selections)
def test_all_queries_count_the_same(opened, plain, asked):
    found = counted(plain, asked)
    ask = lambda query, *more: query(opened.cursor(), asked, *more)  # noqa: E731
    totals = ask(queries.totals).iloc[0]
    undated = sum(year is None for year, *_ in found.values())
    sides = [side for *_, own, _ in found.values() for side in own]
    topics = [topic for *_, own in found.values() for topic in own]
    assert totals.engagements == len(found) == ask(queries.engagements_by_kind).engagements.sum()
    assert totals.undated == undated
    assert totals.releases == len({release for _, _, release, *_ in found.values()})
    assert totals.without_topic == sum(not own for *_, own in found.values())
    assert totals.countries + totals.organisations == len(set(sides))
    assert set(ask(queries.engagements).engagement_id) == set(found)
    assert ask(queries.engagements_by_year).engagements.sum() == len(found) - undated
    assert ask(timeline_queries.engagements_by_period, "year", "region").engagements.sum() == len(found) - undated
    by_side = [ask(queries.engagements_by_country), ask(queries.engagements_by_organisation)]
    assert sum(frame.engagements.sum() for frame in by_side) == len(sides)
    assert ask(queries.engagements_by_topic).engagements.sum() == len(topics)
    assert ask(queries.topic_shares_by_year).engagements.sum() == sum(
        len(own) for year, *_, own in found.values() if year is not None)


# The connection

def test_a_missing_file_says_how_to_get_one(tmp_path):
    with pytest.raises(connection.NoDatabase, match=r"no database at .*python -m etl build"):
        connection.version(tmp_path / "none.duckdb")


@pytest.mark.parametrize("content", [b"", b"not a database", os.urandom(20_000)])
def test_an_unreadable_file_says_so_in_one_line(tmp_path, content):
    path = tmp_path / "broken.duckdb"
    path.write_bytes(content)
    with pytest.raises(connection.NoDatabase, match="python -m etl build") as caught:
        connection.open_database(connection.version(path))
    assert "\n" not in str(caught.value)


def test_another_schema_version_is_refused(small):
    with duckdb.connect(str(small)) as writing:
        writing.execute("UPDATE builds SET schema_version = 99")
    with pytest.raises(connection.NoDatabase, match="schema version 99"):
        connection.open_database(connection.version(small))


def test_a_rebuilt_file_is_seen_and_an_old_reader_undisturbed(small: Path):
    before = connection.version(small)
    old = connection.open_database(before)
    fresh = small.with_name("fresh.duckdb")
    write_small_world(fresh)
    with duckdb.connect(str(fresh)) as writing:
        writing.execute("DELETE FROM engagement_topics; DELETE FROM engagement_countries; DELETE FROM participants")
        writing.execute("DELETE FROM engagements WHERE engagement_id <> 'eu2018'")
    os.replace(fresh, small)
    assert connection.version(small) != before
    new = connection.open_database(connection.version(small))
    assert queries.totals(new.cursor(), Selection()).engagements[0] == 1
    assert queries.totals(old.cursor(), Selection()).engagements[0] == 6


def test_nothing_can_be_written_or_reached_through_it(small, tmp_path):
    reading = connection.open_database(connection.version(small))
    for attempt in ("DELETE FROM house.kinds", f"COPY house.kinds TO '{tmp_path}/out.csv'",
                    "SELECT * FROM read_csv('/etc/passwd')", "SET enable_external_access = true"):
        with pytest.raises(duckdb.Error):
            reading.cursor().execute(attempt).fetchall()


def test_a_name_in_somebody_else_s_file_is_no_command(small, tmp_path):
    with duckdb.connect(str(small)) as writing:
        writing.execute(f'CREATE TABLE "x"" AS SELECT 1; COPY (SELECT 1) TO \'{tmp_path}/out.csv\'; --" (a INTEGER)')
        writing.execute(f"CREATE MACRO \"y\"\"() AS 1; COPY (SELECT 1) TO '{tmp_path}/out.csv'; --\"() AS 1")
    with suppress(connection.NoDatabase):
        connection.open_database(connection.version(small)).close()
    assert not (tmp_path / "out.csv").exists()


def test_what_does_not_fit_into_memory_goes_where_nobody_keeps_it(small):
    reading = connection.open_database(connection.version(small))
    ((limit, folder),) = reading.execute("SELECT current_setting('memory_limit'), current_setting('temp_directory')").fetchall()
    assert limit == "953.6 MiB" and folder == connection.BOUNDED["temp_directory"] and not Path(folder).is_relative_to(Path.cwd())


def test_a_path_with_a_quote(small: Path):
    odd = small.with_name("o'brien.duckdb")
    small.rename(odd)
    assert queries.totals(connection.open_database(connection.version(odd)).cursor(), Selection()).engagements[0] == 6

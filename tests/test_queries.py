"""The pages' own questions: each counted once more in plain Python, or told by eye from the small world."""

import math

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_store import counted, plain, selections  # noqa: F401 (plain is a fixture)

from store import (
    agenda_queries,
    connection,
    country_queries,
    map_queries,
    people_queries,
    queries,
    timeline_queries,
)
from store.selection import Selection

KAZAKHSTAN = Selection(countries=("KAZ",))
some_examples = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def cursor(small):
    return connection.open_database(connection.version(small)).cursor()


@some_examples
@given(asked=selections, by=st.sampled_from(list(timeline_queries.PARTS)), step=st.sampled_from(list(queries.STEPS)))
def test_parts_add_up_to_their_period(opened, asked, by, step):
    frame = timeline_queries.engagements_by_period(opened.cursor(), asked, step, by)
    sums = frame.groupby("period").engagements.sum()
    assert (sums == frame.groupby("period").of_period.first()).all()
    assert frame.groupby("part").name.nunique().max() <= 1 or frame.empty
    if step == "year":
        totals = queries.totals(opened.cursor(), asked).iloc[0]
        assert sums.sum() == totals.engagements - totals.undated


def test_a_rolling_mean_is_of_the_periods_before_it(cursor):
    frame = timeline_queries.engagements_by_period(cursor, Selection(), "year", "level").drop_duplicates("period")
    assert list(frame.of_period) == [2, 0, 3]
    assert frame.rolling_mean.isna().sum() == 2 and frame.rolling_mean.iloc[-1] == pytest.approx(5 / 3)


def test_levels_and_principals_are_one_an_engagement(cursor):
    levels = timeline_queries.engagements_by_period(cursor, Selection(), "year", "level")
    assert levels.groupby("part").engagements.sum().to_dict() == {"head_of_state": 1, "ambassador": 1, "unknown": 3}
    by = timeline_queries.engagements_by_period(cursor, Selection(), "year", "principal")
    assert by.groupby("part").engagements.sum().to_dict() == {"jpn-ours": 2, "unknown": 3}


@some_examples
@given(asked=selections)
def test_the_map_measures_what_plain_python_does(opened, plain, asked):  # noqa: F811
    found = counted(plain, asked)
    minutes = dict(opened.cursor().execute("SELECT engagement_id, duration_minutes FROM engagements").fetchall())
    frame = map_queries.measures_by_country(opened.cursor(), asked).set_index("country")
    for country, row in frame[frame.engagements > 0].iterrows():
        own = [code for code, (*_, sides, _) in found.items() if country in sides]
        told = [minutes[code] for code in own if minutes[code] is not None]
        assert row.engagements == len(own) and row.with_duration == len(told)
        assert row.share == pytest.approx(len(own) / len(found))
        assert (row.hours == pytest.approx(sum(told) / 60)) if told else math.isnan(row.hours)
    assert frame[frame.engagements == 0].hours.isna().all()
    places = map_queries.engagements_by_place(opened.cursor(), asked)
    assert places.engagements.sum() <= len(found) and places.latitude.notna().all()


@some_examples
@given(asked=selections)
def test_people_and_pairs_are_counted_once_an_engagement(opened, plain, asked):  # noqa: F811
    found, met, pairs = counted(plain, asked), {}, {}
    rows = opened.cursor().execute("SELECT engagement_id, side, person_id FROM participants").fetchall()
    for code in found:
        ours = {person for one, side, person in rows if one == code and side == "principal" and person}
        theirs = {person for one, side, person in rows if one == code and side == "counterpart" and person}
        for person in ours:
            met[person] = met.get(person, 0) + 1
            for other in theirs:
                pairs[person, other] = pairs.get((person, other), 0) + 1
    frame = people_queries.people(opened.cursor(), asked, "principal")
    assert dict(zip(frame.person_id, frame.engagements, strict=True)) == met
    frame = people_queries.pairs(opened.cursor(), asked)
    assert dict(zip(zip(frame.principal_id, frame.counterpart_id, strict=True), frame.engagements, strict=True)) == pairs


@some_examples
@given(asked=selections, code=st.sampled_from(("USA", "AUS", "EU", "NOPE")))
def test_topics_here_and_elsewhere_add_up(opened, asked, code):
    by_topic = queries.engagements_by_topic(opened.cursor(), asked).set_index("topic").engagements
    apart = agenda_queries.distinctive(opened.cursor(), asked, code).set_index("topic")
    assert (apart.engagements + apart.others).to_dict() == by_topic.to_dict()
    assert ((apart.low < apart.odds) & (apart.odds < apart.high)).all()
    shares = agenda_queries.topic_shares(opened.cursor(), asked)
    assert shares.engagements.sum() == by_topic.sum() and len(shares) == 26
    known = shares[shares.share.notna()]
    assert ((known.low <= known.share + 1e-9) & (known.share <= known.high + 1e-9) & (known.high <= 1 + 1e-9)).all()
    cells = agenda_queries.shares_by_side(opened.cursor(), asked, "country", 300)
    assert cells.share.between(0, 1).all() and set(cells.topic) <= set(by_topic.index)


def test_the_odds_are_those_of_the_formula(opened):
    row = agenda_queries.distinctive(opened.cursor(), Selection(), "USA").set_index("topic").loc["security_defense"]
    share = (row.engagements + row.others + 0.5) / (row.of + row.of_others + 1)
    a, b = agenda_queries.PRIOR * share, agenda_queries.PRIOR * (1 - share)
    here, there = (row.engagements + a, row.of - row.engagements + b), (row.others + a, row.of_others - row.others + b)
    spread = agenda_queries.Z * math.sqrt(sum(1 / cell for cell in (*here, *there)))
    odds = math.log(here[0] / here[1]) - math.log(there[0] / there[1])
    assert [row.odds, row.low, row.high] == pytest.approx([math.exp(odds + step) for step in (0, -spread, spread)])


def test_one_counterpart(cursor):
    profile = country_queries.profile(cursor, KAZAKHSTAN).iloc[0]
    assert (profile.engagements, profile.undated, profile.with_topics, profile.with_duration) == (3, 1, 2, 0)
    assert profile.last_date == pd.Timestamp(2018, 1, 1) and profile.as_of == pd.Timestamp(2018, 7, 1)
    assert profile.days_since == 181 and profile.as_of_is_newest and pd.isna(profile.minutes)
    cut = country_queries.profile(cursor, Selection((2016,), ("KAZ",))).iloc[0]
    assert cut.as_of == pd.Timestamp(2016, 12, 31) and cut.days_since == 53 and not cut.as_of_is_newest
    none = country_queries.profile(cursor, Selection(countries=("TUV",))).iloc[0]
    assert none.engagements == 0 and pd.isna(none.days_since)


def test_silences_end_with_the_records(cursor):
    silences = country_queries.silences(cursor, Selection(regions=("Asia",)))
    assert list(silences.days) == [600, 281] and list(silences.ongoing) == [True, False]


def test_levels_places_and_neighbours(cursor):
    assert list(country_queries.engagements_of(cursor, KAZAKHSTAN).level) == ["unknown", "head_of_state"]
    places = country_queries.places_of(cursor, KAZAKHSTAN, "KAZ").set_index("held").engagements
    assert places.to_dict() == {"home": 0, "counterpart": 0, "elsewhere": 0, "distance": 1, "unknown": 2}
    beside = country_queries.neighbours(cursor, Selection(), "UZB")
    assert list(zip(beside.country, beside.engagements, beside.region, strict=True)) == [
        ("KAZ", 3, "other"), ("UZB", 1, "own")]


def test_people_of_the_small_world(cursor):
    theirs = people_queries.people(cursor, Selection(), "counterpart")
    assert list(theirs.role) == ["President"] and list(theirs.engagements) == [2] and list(theirs.counterparts) == [1]
    assert list(people_queries.names_of(cursor, ("jpn-ours", "nobody")).name) == ["Hanako Ours"]
    assert list(people_queries.roles(cursor, "jpn-ours").role) == ["Foreign Minister", "Minister"]
    assert people_queries.offices(cursor, "jpn-ours").empty


def test_now_and_before(cursor):
    frame = agenda_queries.now_and_before(cursor, Selection(), "FRA", 2017)
    health = frame.set_index("sort")
    assert list(health.loc[["now", "before", "world"]].engagements) == [1, 0, 0]
    assert list(health.loc[["now", "before", "world"]].of) == [1, 0, 0] and health.share.isna().sum() == 2


def test_office_holders_are_cut_to_the_years(opened):
    held = people_queries.office_holders(opened.cursor(), (2016,))
    assert set(held.name) == {"Shinzo Abe", "Fumio Kishida"}
    assert (held["first"] == pd.Timestamp(2016, 1, 1)).all() and (held["last"] == pd.Timestamp(2016, 12, 31)).all()

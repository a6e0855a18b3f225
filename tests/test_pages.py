"""Each page, run without a browser: it answers, draws, offers what it drew, and says so where there is nothing."""

import json
import re
from itertools import combinations, pairwise
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from store import connection, map_queries, queries, timeline_queries
from store.selection import Selection
from view import address, answers, charts, evidence, language, maps, measures, offers, wording

ROOT = Path(__file__).parents[1]
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
DRAWN = {"overview": 2, "timeline": 1, "map": 3, "topics": 2, "subjects": 2, "people": 2, "country": 1, "agenda": 1,
         "compare": 1, "person": 1, "quality": 1, "data": 1}
APART = {"release", "try_it", "quality", "data", "changes"}  # pages to which the filters do not apply
FILTERED = [page for page in PAGES if page not in APART]


def visit(page: str, **asked) -> AppTest:
    """The page as a reader sees it who came with this address."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    for parameter, values in asked.items():
        app.query_params[parameter] = values
    app.run()
    if page != "overview":
        app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def selection_shown(app: AppTest) -> tuple[str, str]:
    text = html(app)
    return tuple(re.search(f'data-testid="{mark}">([^<]*)<', text)[1] for mark in ("sentence", "count"))


@pytest.fixture(autouse=True)
def use_built_database(database, monkeypatch):
    monkeypatch.setenv("CHANCERY_DB", str(database))
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("page", PAGES)
def test_page_answers_and_draws(page, opened):
    app = visit(page)
    total = queries.totals(opened.cursor(), Selection()).engagements[0]
    assert selection_shown(app) == ("All engagements", f"{total:,} of {total:,} engagements")
    assert app.markdown[0].value.endswith(".")
    assert len(app.get("plotly_chart")) >= DRAWN.get(page, 0)
    assert not app.warning and not app.error


@pytest.mark.parametrize("page", FILTERED)
def test_page_follows_the_address(page, opened):
    asked = Selection(years=tuple(range(2010, 2019)), countries=("USA", "AUS"), kinds=("meeting", "summit"))
    app = visit(page, years=["2010", "2018"], country=["USA", "AUS"], kind=["meeting", "summit"])
    found = queries.totals(opened.cursor(), asked).engagements[0]
    assert found and selection_shown(app)[1].startswith(f"{found} of ")
    assert "from 2010 to 2018, meetings or summits" in selection_shown(app)[0]


@pytest.mark.parametrize("page", PAGES)
def test_every_chart_has_words_and_its_own_extract(page):
    app = visit(page)
    alternatives = [chart.proto.alt for chart in app.get("plotly_chart")]
    assert all(len(alternative) > 20 for alternative in alternatives)
    assert len(app.get("download_button")) >= len(alternatives)
    pictured = [json.loads(offer.proto.json)["chart"] for offer in app.get("bidi_component")]
    drawn = [chart.proto.id.rpartition("-")[2] for chart in app.get("plotly_chart")]
    assert sorted(pictured) == sorted(drawn)


@pytest.mark.parametrize("page", FILTERED)
def test_nothing_found_shows_the_ways_out(page):
    app = visit(page, country=["TUV"], years=["2003", "2003"])
    assert selection_shown(app)[1].startswith("0 of ")
    assert "No engagement matches" in app.info[0].value
    assert any("remove" in button.label.lower() for button in app.main.button)


def test_a_way_out_leads_out(opened):
    app = visit("overview", country=["KAZ"], kind=["signing"])
    assert selection_shown(app)[1].startswith("0 of ")
    app.button("without_kinds_signing").click().run()
    found = queries.totals(opened.cursor(), Selection(countries=("KAZ",))).engagements[0]
    assert selection_shown(app)[1].startswith(f"{found} of ")


def test_widgets_chips_and_reset_agree():
    app = visit("overview")
    app.multiselect("country_by_name").set_value(["KAZ", "USA"]).run()
    app.multiselect("region_by_name").set_value(["Europe"]).run()
    app.slider("years").set_value((2016, 2017)).run()
    assert selection_shown(app)[0].endswith(" or Europe from 2016 to 2017")
    app.button("chip_countries_USA").click().run()
    assert app.session_state["country"] == ["KAZ"]
    app.button("chip_years_2016").click().run()
    app.button("reset").click().run()
    assert selection_shown(app)[0] == "All engagements"


def test_forged_parameters_are_named_and_gone_after_a_change():
    app = visit("overview", country=["NOPE", "kaz", "FRA"], years=["1900", "2400"], colour=["red"])
    notes = " ".join(warning.value for warning in app.warning)
    assert all(part in notes for part in ("“NOPE”", "written in capitals: KAZ", "“1900–2400”", "“colour”"))
    assert app.session_state["country"] == ["FRA"]
    app.button("chip_countries_FRA").click().run()
    assert not app.warning


@pytest.mark.parametrize("step", list(queries.STEPS))
def test_timeline_steps(step):
    app = visit("timeline")
    app.session_state["step"] = step
    app.run()
    assert not app.exception and any(step in heading.value for heading in app.subheader)


@pytest.mark.parametrize("by", list(timeline_queries.PARTS))
def test_timeline_parts(by):
    app = visit("timeline", by=[by], years=["2012", "2019"])
    assert any(by in heading.value for heading in app.subheader) and not app.warning


@pytest.mark.parametrize(("page", "asked", "said"), [
    ("country", {"country": ["USA"]}, "With **United States**, **7 engagements**"),
    ("country", {"country": ["EU"]}, "With **European Union"),
    ("country", {"country": ["USA", "TUV"]}, "With **United States**"),
    ("country", {"country": ["TUV", "USA"]}, "No engagement with **Tuvalu** is on record"),
    ("country", {"region": ["Central Asia"], "country": ["KAZ"], "years": ["2016", "2016"]}, "before 31 Dec 2016"),
    ("agenda", {"country": ["USA"], "now": ["10"]}, "more often than with the others: **Security and defense**"),
    ("agenda", {"country": ["TUV", "USA"]}, "No topic was read in the engagements with **Tuvalu**"),
    ("compare", {"country": ["USA", "AUS", "POL"]}, "**United States** has 7 engagements, **Australia** "),
    ("compare", {"country": ["USA"]}, "Choose one more"),
    ("compare", {"compare": ["periods"], "one": ["2003", "2010"], "other": ["2018", "2018"]}, "**2003–2010** has"),
    ("compare", {"compare": ["principals"], "person": ["jpn-abe-shinzo", "jpn-kono-taro"]}, "**Shinzo Abe** has"),
    ("person", {"person": ["jpn-abe-shinzo"]}, "**Shinzo Abe** took part in"),
    ("person", {"person": ["usa-rex-tillerson"]}, "**Rex Tillerson** took part in"),
    ("people", {"country": ["USA"]}, "Most often took part"),
    ("map", {"metric": ["hours"], "places": ["true"]}, "Most time in talks, where it is told"),
    ("map", {"metric": ["days since"]}, "Longest since the last engagement, counted to"),
    ("subjects", {"across": ["country"]}, "The highest share is that of"),
])
def test_a_page_about_some_answers(page, asked, said):
    app = visit(page, **asked)
    assert said in app.markdown[0].value and not app.warning
    assert len(app.get("download_button")) >= len(app.get("plotly_chart"))


def test_the_choice_of_a_counterpart_is_the_filter(opened):
    app = visit("country")
    app.selectbox("counterpart").set_value("AUS").run()
    assert app.session_state["country"] == ["AUS"] and selection_shown(app)[0] == "Engagements with Australia"
    app = visit("person")
    app.selectbox("someone").set_value("jpn-abe-shinzo").run()
    assert selection_shown(app)[0] == "Engagements in which Shinzo Abe took part"
    app.button("chip_people_jpn-abe-shinzo").click().run()
    assert selection_shown(app)[0] == "All engagements"


def test_the_year_slider_of_the_map_moves_the_filter():
    app = visit("map")
    app.select_slider("map_year").set_value(2016).run()
    assert selection_shown(app)[0] == "Engagements in 2016"
    app.select_slider("map_year").set_value("all").run()
    assert selection_shown(app)[0] == "All engagements"


def test_a_table_stands_beside_every_file():
    app = visit("country", country=["USA"])
    assert not app.dataframe
    app.session_state["table_who_met_whom"] = True
    app.run()
    assert not app.exception


def test_forged_choices_are_named():
    app = visit("timeline", by=["colour"], person=["nobody"])
    notes = " ".join(warning.value for warning in app.warning)
    assert "by “colour”; there is kind, level" in notes and "the person “nobody”" in notes
    assert selection_shown(app)[0] == "All engagements"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_map_classes_hold_every_country_and_keep_unknown_from_none(opened, theme):
    frame = map_queries.measures_by_country(opened.cursor(), Selection())
    for metric in map_queries.METRICS:
        classed, key = measures.classed(frame, metric, theme)
        labels = list(key)
        assert labels[0] == "none" and len(set(key.values())) == len(key) <= 8
        assert (classed["rank"][frame.engagements == 0] == 0).all() and classed["rank"].max() < len(key)
        if metric == "hours":
            untold = (frame.engagements > 0) & frame.hours.isna()
            assert labels[1] == "not told" and set(classed["rank"][untold]) == {1}


def test_an_engagement_is_read_with_its_evidence(opened):
    newest = queries.engagements(opened.cursor(), Selection(), 1).engagement_id[0]
    app = visit("engagements")
    app.selectbox("engagement_by_title").set_value(newest).run()
    assert app.session_state["engagement"] == newest
    assert '<mark class="' in html(app) and 'data-testid="record"' in html(app)


def test_an_engagement_that_is_gone_is_said_to_be(opened):
    app = visit("engagements")
    app.text_input("engagement").set_value("gone-for-ever").run()
    assert "no engagement “gone-for-ever”" in app.warning[0].value


@pytest.mark.parametrize("content", [None, b"no database"])
def test_without_a_database_the_way_to_one_is_shown(tmp_path, monkeypatch, content):
    path = tmp_path / "none.duckdb"
    if content:
        path.write_bytes(content)
    monkeypatch.setenv("CHANCERY_DB", str(path))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30).run()
    assert not app.exception and "python -m etl build" in app.error[0].value


def test_a_small_world_on_every_page(small, monkeypatch):
    # Undated, vague and topicless engagements, an organisation, no link to an original.
    monkeypatch.setenv("CHANCERY_DB", str(small))
    for page in PAGES:
        assert selection_shown(visit(page))[1] == "6 of 6 engagements"
    assert "1 undated engagement is not drawn" in visit("timeline").caption[0].value
    assert "In 3 of 6 engagements no topic was read" in visit("topics").caption[0].value
    assert "1 undated engagement is not drawn" in visit("topics").caption[0].value
    app = visit("engagements")
    app.text_input("engagement").set_value("undated").run()
    assert "<b>undated</b>" in html(app) and "<dt>Duration</dt><dd>–</dd>" in html(app)


def changed_copy(small: Path, folder: Path) -> Path:
    """The small world as it may have been one build ago: one less, one more, one otherwise."""
    earlier = folder / "earlier.duckdb"
    earlier.write_bytes(small.read_bytes())
    with duckdb.connect(str(earlier)) as writing:
        writing.execute("UPDATE builds SET built_at = TIMESTAMP '2025-12-31 23:00:00', rules_fingerprint = 'older'")
        writing.execute("UPDATE engagements SET duration_minutes = 5 WHERE engagement_id = 'kaz2016'")
        writing.execute("DELETE FROM engagement_countries WHERE engagement_id = 'eu2018'")
        writing.execute("UPDATE releases SET title = '<b>gone</b>', fingerprint = 'was' WHERE release_id = 'r5'")
        writing.execute("INSERT INTO engagements SELECT * REPLACE ('more' AS engagement_id, 3 AS ordinal) FROM engagements WHERE engagement_id = 'undated'")
        writing.execute("CHECKPOINT")
    return earlier


def test_changes_since_the_build_before_and_since_an_uploaded_one(small, tmp_path, monkeypatch):
    monkeypatch.setenv("CHANCERY_DB", str(small))
    assert "No earlier build is kept" in visit("changes").markdown[0].value
    earlier = changed_copy(small, tmp_path)
    app = visit("changes")
    app.file_uploader("earlier").set_value(("earlier.duckdb", earlier.read_bytes(), "application/octet-stream")).run()
    uploaded = app.markdown[0].value
    earlier.rename(connection.former(small))
    app = visit("changes")
    assert app.markdown[0].value == uploaded == (
        "Since the build of 31 Dec 2025, 23:00 UTC, **3 engagements** were changed and **1 engagement** was deleted.")
    assert "<dt>because of text</dt><dd>3</dd>" in html(app) and "<dt>because of rules</dt><dd>1</dd>" in html(app)
    assert "&lt;b&gt;gone&lt;/b&gt;" in html(app) and "<td>duration minutes</td><td>5</td><td>–</td><td>rules</td>" in html(app)
    assert 'engagement=kaz2016"' in html(visit("changes", change=["changed"]))
    assert not visit("changes", change=["deleted"]).warning


def test_an_earlier_database_that_cannot_be_read_is_said_to_be(small, monkeypatch):
    monkeypatch.setenv("CHANCERY_DB", str(small))
    connection.former(small).write_bytes(b"no database")
    assert "cannot be set beside this one" in visit("changes").warning[0].value
    connection.former(small).unlink()
    app = visit("changes")
    app.file_uploader("earlier").set_value(("x.duckdb", b"no database", "application/octet-stream")).run()
    assert "cannot be set beside this one: cannot be read" in app.warning[0].value


def test_evidence_escapes_and_parts_overlaps():
    text = "<b>Mr. A</b> met & greeted"
    mentions = pd.DataFrame({"slot": ["principal", "name", "kind"], "value": ['"A"', "A", "meeting"],
                             "start": [3, 7, 13], "end": [8, 8, 16], "rule": ["p", "n", "<k>"]})
    marked = evidence.marked(text, mentions)
    bare = re.sub(r"</?(mark|div)[^>]*>", "", marked)
    assert bare == "&lt;b&gt;Mr. A&lt;/b&gt; met &amp; greeted"
    assert marked.count("<mark") == 3 and "&lt;k&gt;" in marked
    assert "name: A  (rule n)\nprincipal: &quot;A&quot;  (rule p)" in marked


def test_map_classes_are_whole_and_meet():
    for highest in (*range(1, 300), 5_000, 1_234_567):
        spans = maps.classes(highest)
        assert len(spans) <= 6 and spans[0][0] == 1 and spans[-1][1] == highest
        assert all(low <= high and after == high + 1 for (low, high), (after, _) in pairwise(spans))


def test_colours_are_fixed_for_every_kind_and_region(opened):
    kinds = {kind for (kind,) in opened.cursor().execute("SELECT kind FROM kinds").fetchall()}
    regions = {region for (region,) in opened.cursor().execute("SELECT DISTINCT region FROM countries").fetchall()}
    for theme in ("light", "dark"):
        assert set(charts.KINDS[theme]) >= kinds and set(charts.REGIONS[theme]) >= regions - {"Antarctica"}
        assert len(set(charts.KINDS[theme].values())) == len(charts.KINDS[theme])


# How colours look to those who lack red, green or blue cones (Machado 2009, severity 1), on linear sRGB.
SIGHT = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
TO_XYZ = np.array(((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)))


def seen(colour: str, sight: str) -> np.ndarray:
    """A colour as CIE L*a*b* after a way of seeing: equal distances look about equally different."""
    light = np.array([int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)])
    light = np.where(light <= 0.04045, light / 12.92, ((light + 0.055) / 1.055) ** 2.4)
    x, y, z = TO_XYZ @ np.clip(np.array(SIGHT[sight]) @ light, 0, 1) / np.array((0.9505, 1, 1.089))
    x, y, z = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z))
    return np.array((116 * y - 16, 500 * (x - y), 200 * (y - z)))


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_any_two_colours_differ_for_every_sight(theme, sight):
    for palette, least in ((charts.KINDS, 15), (charts.REGIONS, 20)):
        colours = [seen(colour, sight) for colour in palette[theme].values()]
        assert min(np.linalg.norm(one - other) for one, other in combinations(colours, 2)) >= least


def test_small_states_are_those_too_small_to_see(opened):
    known = {code for (code,) in opened.cursor().execute(
        "SELECT country FROM countries WHERE latitude IS NOT NULL").fetchall()}
    assert known >= maps.SMALL


def test_words():
    moment = pd.Timestamp(2016, 11, 8)
    assert [wording.day(moment), wording.day(moment, "month"), wording.day(moment, "year"), wording.day(pd.NaT)] == [
        "8 Nov 2016", "Nov 2016", "2016", "undated"]
    assert [wording.minutes(None), wording.minutes(15)] == ["–", "15 min"]
    assert wording.period(pd.Timestamp(2016, 10, 1), "quarter") == "Oct–Dec 2016"
    assert wording.plain("a*b_c") == r"a\*b\_c"
    assert answers.undrawn(0) == ""


def test_address_notes_leave_what_is_known_alone():
    names = {("countries", "KAZ"): "Kazakhstan", ("kinds", "meeting"): "Meeting"}
    known = {"country": ["KAZ"], "kind": ["meeting"], "years": ["2010", "2012"], "engagement": ["x"], "step": ["month"]}
    assert address.misread(known, names, (2003, 2025)) == []
    assert len(address.misread({"years": ["2010"]}, names, (2003, 2025))) == 1


def test_extracts_are_plain_csv():
    frame = pd.DataFrame({"date": pd.to_datetime(["2016-11-08", None]), "name": ["Côte d'Ivoire", 'a "b", c'],
                          "minutes": pd.array([15, None], "Int32")})
    assert offers._csv(frame).decode() == (
        'date,name,minutes\r\n2016-11-08,Côte d\'Ivoire,15\r\n,"a ""b"", c",\r\n')


def test_a_counterpart_without_any_date_has_its_pages(small, monkeypatch):
    with duckdb.connect(str(small)) as writing:
        writing.execute("UPDATE engagement_countries SET country = 'TUV' WHERE engagement_id = 'undated'")
    monkeypatch.setenv("CHANCERY_DB", str(small))
    assert "none of them dated" in visit("country", country=["TUV"]).markdown[0].value
    for page in ("agenda", "map", "timeline", "people", "subjects"):
        assert selection_shown(visit(page, country=["TUV"]))[1] == "1 of 6 engagements"
    assert "has 1 engagement" in visit("compare", country=["TUV", "FRA"]).markdown[0].value


def test_a_figure_is_kept_until_frame_theme_or_language_changes():
    drawn = charts.years.__wrapped__  # what is kept is what would be drawn
    years = pd.DataFrame({"period": pd.to_datetime(["2016-01-01", "2017-01-01"]), "engagements": [3, 4]})
    first = charts.years(years, "light")
    assert charts.years(years.copy(), "light") is first and first == drawn(years, "light")
    assert charts.years(years, "dark") != first
    assert charts.years(years.assign(engagements=[3, 5]), "light") != first
    language.speak("ja")
    try:
        assert charts.years(years, "light") != first
    finally:
        language.speak("en")

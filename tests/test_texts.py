"""The pages of texts and of the house itself, run without a browser: search, statements, release, try it, quality, data."""

import csv
import json
from datetime import date

from test_pages import ROOT, html, use_built_database, visit  # noqa: F401 (a fixture)
from test_search import spoken  # noqa: F401 (a fixture)

from etl.trial import AT_MOST, try_it
from store import coverage, particulars, quality, queries, search
from store.selection import Selection
from view import mending, rules

KISHIDA = """Foreign Minister Kishida Pays a Courtesy Call on the President of Kazakhstan

November 8, 2016

On November 8, commencing at 10:55 a.m. for approximately 15 minutes, Mr. Fumio Kishida, Minister for Foreign Affairs of Japan, paid a courtesy call on H.E. Mr. Nursultan Abishevich Nazarbayev, President of the Republic of Kazakhstan, who is visiting Japan.
"""


def test_search_finds_ranks_and_marks(opened):
    app = visit("search", find='"security council"')
    expected = search.releases(opened.cursor(), Selection(), search.parse('"security council"'), "best match")
    assert f"**{len(expected)} releases** of 221 have these words" in app.markdown[0].value
    shown = html(app)
    assert shown.index(f"release={expected.release_id[0]}") < shown.index(f"release={expected.release_id[1]}")
    assert "<mark>Security Council</mark>" in shown and len(app.get("plotly_chart")) == 1
    app.text_input("find").set_value("zzzz missile*").run()
    assert "None of 221 releases" in app.markdown[0].value and 'data-testid="ways_out"' in html(app)
    app.text_input("find").set_value("-japan").run()
    assert "at least one word without it" in app.info[0].value


def test_search_follows_the_filters(opened):
    asked = Selection(countries=("KAZ",), years=(2016,))
    app = visit("search", find="security council", country=["KAZ"], years=["2016", "2016"])
    expected = search.releases(opened.cursor(), asked, search.parse("security council"), "best match")
    assert len(expected) == 1 and f"release={expected.release_id[0]}" in html(app)
    assert "**1 release** of" in app.markdown[0].value


def test_a_release_has_its_evidence_its_citation_and_its_error_row(opened):
    chosen = queries.engagements(opened.cursor(), Selection(countries=("CHL",))).iloc[0]
    app = visit("release", engagement=chosen.engagement_id)
    mentions = particulars.mentions(opened.cursor(), chosen.engagement_id)
    assert html(app).count("<tr><td>") == len(mentions) and 'data-testid="record"' in html(app)
    cited = f"Source: Ministry of Foreign Affairs of Japan website. URL: {chosen.url} Accessed "
    assert any(block.value.startswith(cited) for block in app.code)
    assert not [block for block in app.code if block.language == "csv"]
    row = reported(app, chosen.engagement_id, "date", "2016-11-09")
    assert row.startswith(f'{chosen.engagement_id},date,{chosen.date:%Y-%m-%d},2016-11-09,{chosen.url},"it says ""9"", not 8",A. Reader,')
    assert next(csv.reader([row]))[-1] == date.today().isoformat()
    assert "Add this line to data/corrections.csv" in " ".join(caption.value for caption in app.caption)
    told = reported(app, chosen.engagement_id, "counterparts", "Somebody Else")
    assert "No line of data/corrections.csv can mend this" in " ".join(caption.value for caption in app.caption)
    assert len(next(csv.reader([told]))) == len(mending.COLUMNS) and ",counterparts," in told


def reported(app, record_id: str, field: str, new: str) -> str:
    """The row that the form composes of a record's error."""
    app.selectbox(f"mend_field_{record_id}").set_value(field).run()
    for key, words in (("new", new), ("reason", 'it says "9", not 8'), ("who", "A. Reader")):
        app.text_input(f"mend_{key}_{record_id}").set_value(words)
    app.run()
    return next(block.value for block in app.code if block.language == "csv")


def test_a_release_without_engagement_says_why(opened):
    left_out = coverage.skips(opened.cursor())
    row = left_out[left_out.quote.notna()].iloc[0]
    app = visit("release", release=row.release_id)
    assert "reports no engagement" in app.markdown[0].value
    assert f'<mark class="out" title="left out: {row.reason}' in html(app)
    assert reported(app, row.release_id, "engagement_or_not", "meeting").startswith(f"{row.release_id},engagement_or_not,left out as {row.reason},meeting,")


def test_a_release_with_several_engagements_shows_each(small, monkeypatch):
    monkeypatch.setenv("CHANCERY_DB", str(small))
    app = visit("release", release="r5")
    assert "reports 2 engagements, each a record of its own" in app.markdown[0].value and "eu2018, 1 of 2" in html(app)
    assert "undated, 2 of 2" in html(visit("release", engagement="undated"))


def test_a_release_that_is_gone_is_said_to_be():
    app = visit("release", release="gone-for-ever")
    assert "no release “gone-for-ever”" in app.warning[0].value and 'data-testid="newest"' in html(app)


def test_statements_say_who_and_to_whom(spoken, monkeypatch):  # noqa: F811
    monkeypatch.setenv("CHANCERY_DB", str(spoken))
    app = visit("statements")
    assert app.markdown[0].value.startswith("**3 statements** are on record here")
    assert "<b>Fumio Kishida to Kazakhstan</b>" in html(app) and "<b>Both sides: France</b>" in html(app)
    app.multiselect("act").set_value(["thank"]).run()
    assert "<b>Nursultan Nazarbayev (Kazakhstan)</b>" in html(app) and "Kishida" not in html(app)
    app = visit("statements", find='"security council"', side="principal")
    assert "the <mark>Security Council</mark>" in html(app) and "**1 statement** is" in app.markdown[0].value
    assert "“shout”" in visit("statements", act="shout").warning[0].value
    assert "“worst”" in visit("statements", find="council", order="worst").warning[0].value
    app = visit("release", engagement="kaz2016")
    assert "What was said" in [heading.value for heading in app.subheader]


def test_without_statements_that_is_said(small, monkeypatch):
    monkeypatch.setenv("CHANCERY_DB", str(small))
    assert "unknown, not nothing" in visit("statements").markdown[0].value


def test_quality_shows_the_score_table(opened):
    scores = quality.scores(opened.cursor())
    total = scores[(scores.period == "all") & (scores.ministry == "mofa-jp")].set_index("slot")
    app = visit("quality")
    assert f"{total.f1['whole_record']:.0%}" in app.markdown[0].value
    assert f"<b>{total.f1['topics']:.3f}</b>" in html(app) and f"{total.low['topics']:.3f}–" in html(app)
    missed = quality.misses(opened.cursor(), "mofa-jp", "")
    assert missed.release_id.notna().all() and f"release?release={missed.release_id[0]}" in html(app)
    app.selectbox("slot").set_value("topics").run()
    assert html(app).count("<tr><td>topics</td><td><a") == (missed.slot == "topics").sum()


def test_data_counts_its_tables_and_tells_what_was_left_out(opened):
    app = visit("data")
    for table in ("releases", "engagements", "mentions", "postings"):
        rows = opened.cursor().execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        assert f'<tr><td>{table}</td><td class="n">{rows:,}</td>' in html(app)
    months = coverage.releases_by_month(opened.cursor(), "mofa-jp")
    dated = opened.cursor().execute("""SELECT count(DISTINCT r.release_id) FROM releases r LEFT JOIN engagements e
        USING (release_id) WHERE r.published IS NOT NULL OR (e.ordinal = 1 AND e.date IS NOT NULL)""").fetchone()[0]
    assert months.releases.sum() == dated and months.month[0] == 1
    assert "There is no input." in [note.value for note in app.caption]
    app.selectbox("shown_table").set_value("statements").run()
    assert "<tr><td>speaker</td><td>VARCHAR</td>" in html(app)


def test_every_table_has_a_meaning(opened):
    frame = coverage.tables(opened.cursor())
    assert list(frame[frame.meaning == ""].table) == []


def test_a_pasted_release_is_read_and_nothing_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    app = visit("try_it")
    app.text_area("pasted").set_value(KISHIDA).run()
    app.selectbox("pasted_ministry").set_value("mofa-jp").run()
    assert not app.exception and "is read as 1 engagement" in app.markdown[0].value
    assert "<b>8 Nov 2016</b>" in html(app) and "Nursultan Abishevich Nazarbayev" in html(app)
    assert "10:55" in html(app) and list(tmp_path.iterdir()) == []
    app.text_area("pasted").set_value("Nothing of the kind.").run()
    app.selectbox("pasted_ministry").set_value("").run()
    assert "ministry not recognised" in app.warning[0].value
    app.button("use_example").click().run()
    assert not app.exception and 'data-testid="release"' in html(app)


def test_a_trial_reads_what_parse_reads():
    row = json.dumps({"text": KISHIDA, "ministry": "mofa-jp"}).encode()
    done = try_it("many.jsonl", b"\n".join([row] * (AT_MOST + 5) + [b"{broken"]))
    assert len(done.records) == AT_MOST and done.records[0]["engagements"][0]["date"] == "2016-11-08"
    assert try_it("odd.exe", b"MZ").rejects and try_it("empty.txt", b"").rejects
    assert try_it("two.jsonl", row + b"\n{broken").rejects[0].startswith("line 2")


def test_most_rules_are_explained(opened):
    used = opened.cursor().execute("SELECT rule, count(*) FROM mentions GROUP BY ALL").fetchall()
    told = sum(times for rule, times in used if not rules.explained(rule).startswith("rule "))
    assert told > 0.9 * sum(times for _, times in used)


def test_every_rule_of_the_collection_is_explained(opened):
    used = [rule for (rule,) in opened.execute("SELECT DISTINCT rule FROM mentions WHERE rule NOT LIKE 'phrase:%'").fetchall()]
    assert len(used) > 20 and [rule for rule in used if rule not in rules.RULES] == []

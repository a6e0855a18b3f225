"""How to cite: forms that other programs read, and the same words wherever they stand."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml
from test_pages import ROOT, html, visit

from store import citation, queries
from store.citation import Release
from store.selection import Selection

VIEW = citation.of_view("abc123", date(2026, 11, 1), date(2026, 11, 24), "Engagements with Côte d'Ivoire & 100% {more}", "https://x.org/?country=CIV", 3)
RELEASE = Release("mofa-jp", "Japan-Chile_Summit #1", "https://www.mofa.go.jp/x.html", date(2003, 2, 14))


def test_text_names_version_number_and_day():
    assert citation.text(VIEW) == (
        "Chancery contributors (2026): Chancery: diplomatic engagements read from foreign ministries' press releases: engagements with "
        "Côte d'Ivoire & 100% {more} [Data set]. Version 0.1.0, build abc123. 3 engagements. https://x.org/?country=CIV. Accessed 2026-11-24.")
    assert "doi.org/10.1/x." in citation.text(VIEW._replace(doi="10.1/x"))


def test_bibtex_is_balanced_and_escaped():
    entry = citation.bibtex(citation.of_engagement(VIEW, "mofa-jp-1", RELEASE))
    assert entry.startswith("@misc{chancery_mofa-jp-1,\n") and r"\&" in entry and r"100\%" in entry and r"Chile\_Summit \#1" in entry
    bare = re.sub(r"\\.", "", entry)
    assert bare.count("{") == bare.count("}")
    assert re.findall(r"^  (\w+) = ", entry, re.M) == ["author", "title", "year", "version", "url", "urldate", "note"]


def test_csl_json_has_what_a_style_needs():
    data_set, page = json.loads(citation.csl_json(VIEW, citation.of_release(RELEASE, "r1", date(2026, 11, 24))))
    assert data_set["type"] == "dataset" and data_set["issued"] == {"date-parts": [[2026, 11, 1]]}
    assert page["type"] == "webpage" and page["author"] == [{"literal": "Ministry of Foreign Affairs of Japan"}]
    assert page["URL"] == RELEASE.url and page["issued"] == {"date-parts": [[2003, 2, 14]]}


def test_the_ministry_s_own_form():
    assert citation.own_form("mofa-jp", RELEASE.url, date(2026, 11, 24)).startswith(
        "Source: Ministry of Foreign Affairs of Japan website. URL: https://www.mofa.go.jp/x.html Accessed 2026-11-24. Edited:")
    assert citation.own_form("mofa-jp", None, date(2026, 1, 31)).startswith(
        "Source: Ministry of Foreign Affairs of Japan website. Accessed 2026-01-31.")
    assert "nowhere-xx" in citation.own_form("nowhere-xx", None, date(2026, 11, 24))


def test_citation_cff_agrees_with_the_project():
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    told = project["tool"]["chancery"]
    assert cff["cff-version"] == "1.2.0" and cff["title"] == told["title"] and cff["version"] == project["project"]["version"]
    assert [author["name"] for author in cff["authors"]] == told["authors"] and cff["license"] == told["licence"]
    assert cff.get("doi", "") == told["doi"] and cff["type"] == "dataset" and cff["message"]


@pytest.fixture
def shown(database, monkeypatch):
    monkeypatch.setenv("CHANCERY_DB", str(database))
    monkeypatch.chdir(ROOT)


def test_every_view_can_be_cited(shown, opened):
    app = visit("timeline", country=["USA"])
    found = queries.totals(opened.cursor(), Selection(countries=("USA",))).engagements[0]
    codes = [code.value for code in app.get("code")]
    assert f"engagements with United States [Data set]. Version 0.1.0, build {queries.coverage(opened.cursor()).build_id[0]}. {found} engagements" in codes[0]
    assert codes[1].startswith("@misc{") and json.loads(codes[2])[0]["type"] == "dataset" and codes[3].startswith("Source: Ministry")


def test_an_engagement_is_cited_with_its_release_and_an_error_reported(shown, opened):
    newest = queries.engagements(opened.cursor(), Selection(), 1).iloc[0]
    app = visit("engagements")
    app.selectbox("engagement_by_title").set_value(newest.engagement_id).run()
    codes = [code.value for code in app.get("code")]
    assert newest.engagement_id in codes[0] and codes[1].count("@misc{") == 2 and newest.url in codes[3]
    app.selectbox(f"mend_field_{newest.engagement_id}").set_value("duration_minutes").run()
    for key, words in (("new", "45"), ("source", "https://x"), ("reason", "it says, 45"), ("who", "A. Reader")):
        app.text_input(f"mend_{key}_{newest.engagement_id}").set_value(words)
    app.run()
    row = next(code.value for code in app.get("code") if code.language == "csv")
    old = "" if pd.isna(newest.duration_minutes) else str(int(newest.duration_minutes))
    assert row.startswith(f'{newest.engagement_id},duration_minutes,{old},45,https://x,"it says, 45",A. Reader,')
    assert "data-testid" in html(app) and Path(ROOT).is_dir()

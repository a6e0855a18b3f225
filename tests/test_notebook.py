"""docs/notebook.md runs on the package alone and comes to the dashboard's numbers."""

import re
from pathlib import Path

import pytest

from store import package, queries
from store.selection import Selection

NOTEBOOK = Path(__file__).parents[1] / "docs" / "notebook.md"


@pytest.fixture
def ran(opened, tmp_path, monkeypatch):
    package.write_datapackage(opened.cursor(), Selection(), tmp_path / "package")
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    for block in re.findall(r"```python\n(.*?)```", NOTEBOOK.read_text(encoding="utf-8"), re.S):
        exec(block, names)
    return names


def test_the_notebook_s_numbers_are_the_charts_numbers(ran, opened):
    cursor = opened.cursor()
    years = queries.engagements_by_year(cursor, Selection())
    assert dict(zip(years.period.dt.year, years.engagements, strict=True)) == ran["by_year"].to_dict()
    topics = queries.engagements_by_topic(cursor, Selection())
    assert dict(zip(topics.topic, topics.engagements, strict=True)) == ran["by_topic"].to_dict()
    assert dict(zip(topics.topic, topics.share, strict=True)) == pytest.approx(ran["shares"].to_dict())
    countries = queries.engagements_by_country(cursor, Selection())
    assert {row.country: row.engagements for row in countries.itertuples() if row.engagements} == ran["by_country"].to_dict()
    people = cursor.execute("SELECT count(*) FROM participants WHERE side = 'principal' AND coalesce(name, role, organisation, country) <> ''").fetchall()[0][0]
    assert len(ran["principals"]) == people and "NA" not in ran["engagements"].columns
    regions = queries.engagements_by_region(cursor, Selection(years=tuple(range(1900, 2100))))
    assert ran["by_year_and_region"].groupby("region").n.sum().to_dict() == dict(zip(regions.region, regions.engagements, strict=True))
    assert int(ran["meetings_per_state"].sum()) > 0

"""Each finder against its example file. The examples are made up in the forms that releases use; a bug becomes a line
there before it becomes a fix."""

import csv
from pathlib import Path

import pytest

from etl import vocabulary
from etl.finders import clocks, dates, kinds, people, places
from etl.settle import settle

EXAMPLES = Path(__file__).parent / "examples"


def rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("row", rows("dates"), ids=lambda r: r["text"])
def test_dates(row):
    found = dates.find(row["text"], 0, len(row["text"]))
    if not row["month"]:
        assert found == []
        return
    first = found[0]
    shown = [str(v) if v is not None else "" for v in (first.year, first.month, first.day, first.weekday)]
    assert shown == [row["year"], row["month"], row["day"], row["weekday"]]


@pytest.mark.parametrize("row", rows("clocks"), ids=lambda r: r["text"])
def test_clocks_and_durations(row):
    text = row["text"]
    found = clocks.find(text, 0, len(text))
    lengths = clocks.durations(text, 0, len(text)) or clocks.spans(text, found)
    assert (f"{found[0].hour:02d}:{found[0].minute:02d}" if found else "") == row["time"]
    assert (str(lengths[0].minutes) if lengths else "") == row["minutes"]


@pytest.mark.parametrize("row", rows("people"), ids=lambda r: r["text"][:60])
def test_people(row):
    text = settle(row["text"])
    found = people.find(text, 0, len(text), vocabulary.names().find(text))
    if not row["name"]:
        assert found == []
        return
    first = found[0]
    assert (first.name, first.role or "", first.level, first.country or "") == (
        row["name"], row["role"], row["level"], row["country"])  # fmt: skip
    assert text[slice(*first.name_span)] == first.name
    assert first.role is None or text[slice(*first.role_span)] == first.role


@pytest.mark.parametrize("row", rows("places"), ids=lambda r: r["text"][:60])
def test_places(row):
    text = row["text"]
    found = places.find(text, 0, len(text), vocabulary.names().find(text), "JPN")
    first = found[0] if found else None
    assert ((first.city or "", first.country, first.rule) if first else ("", "", "")) == (
        row["city"], row["country"], row["rule"])  # fmt: skip


@pytest.mark.parametrize("row", rows("kinds"), ids=lambda r: r["text"][:60])
def test_kinds(row):
    text = row["text"]
    if row["where"] == "title":
        assert [m.value for m in kinds.in_title(text, 0)][:1] == ([row["kind"]] if row["kind"] else [])
        return
    found = kinds.events(text, 0, len(text))
    assert ((found[0].kind, found[0].direction or "") if found else ("", "")) == (row["kind"], row["direction"])

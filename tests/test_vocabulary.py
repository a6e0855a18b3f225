"""Each vocabulary table against itself and against what others know."""

import csv
import datetime as dt
import zoneinfo
from itertools import pairwise
from pathlib import Path

import pycountry
import pytest

from etl import vocabulary

FOLDER = Path(__file__).parents[1] / "data" / "vocabulary"
TABLES = sorted(path.stem for path in FOLDER.glob("*.csv"))


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("name", TABLES)
def test_the_readme_describes_every_table(name):
    assert f"{name}.csv" in (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_cells_fit_their_header(name):
    assert vocabulary.rows(name)


@pytest.mark.parametrize(
    ("name", "column", "kinds"),
    [("country_phrases", "country", {"country", "demonym"}), ("organisation_phrases", "organisation", {"organisation"})],
)
def test_a_phrase_finds_its_own_row_and_no_other(name, column, kinds):
    wrong = []
    for row in table(name):
        text = f"They met {row['phrase']} there"
        hits = vocabulary.names().find(text)
        if [(h.value, text[h.start : h.end]) for h in hits if h.table in kinds] != [(row[column], row["phrase"])]:
            wrong.append((row["phrase"], hits))
    assert wrong == []


def test_every_role_is_found_whole():
    wrong = [r["phrase"] for r in table("roles") if [r["level"]] != [h.value for h in vocabulary.roles().find(r["phrase"])]]
    assert wrong == []


def test_countries_are_those_of_iso_and_kosovo():
    assert set(vocabulary.countries()) == {c.alpha_3 for c in pycountry.countries} | {"XKX"}
    for row in table("countries"):
        known = pycountry.countries.get(alpha_3=row["country"])
        if known:
            assert row["iso2"] == known.alpha_2
            assert row["m49"] in (known.numeric, "")


def test_codes_named_elsewhere_exist():
    countries, bodies = vocabulary.countries(), vocabulary.organisations()
    assert {r["country"] for r in table("country_phrases")} <= set(countries)
    assert {r["country"] for r in table("places")} <= set(countries)
    assert {r["organisation"] for r in table("organisation_phrases")} <= set(bodies)
    assert not set(countries) & set(bodies)


def test_places_lie_on_earth_in_a_known_zone():
    zones = zoneinfo.available_timezones()
    for row in table("places"):
        assert row["time_zone"] in zones, row
        assert -90 <= float(row["latitude"]) <= 90 and -180 <= float(row["longitude"]) <= 180, row


def test_terms_of_office_end_after_they_begin():
    for term in vocabulary.terms():
        assert term.end is None or term.start < term.end, term


def test_one_foreign_minister_at_a_time():
    held = sorted((t.start, t.end or dt.date(2100, 1, 1)) for t in vocabulary.terms() if t.office == "Minister for Foreign Affairs")
    assert all(end <= start for (_, end), (start, _) in pairwise(held))


def test_a_phrase_that_stands_twice_is_refused_with_file_and_line(tmp_path, monkeypatch):
    (tmp_path / "roles.csv").write_text("phrase,level,country\nPresident,head_of_state,\nPresident,other,\n", encoding="utf-8")
    monkeypatch.setattr(vocabulary, "FOLDER", tmp_path)
    with pytest.raises(vocabulary.VocabularyError, match=r"roles\.csv:3: .*line 2 already"):
        vocabulary.distinct("roles", "phrase")


def test_a_row_with_a_cell_too_many_is_refused_with_file_and_line(tmp_path, monkeypatch):
    (tmp_path / "kinds.csv").write_text("kind,name,definition\nvisit,Visit,A journey, reported whole\n", encoding="utf-8")
    monkeypatch.setattr(vocabulary, "FOLDER", tmp_path)
    with pytest.raises(vocabulary.VocabularyError, match=r"kinds\.csv:2:"):
        vocabulary.rows("kinds")


def test_a_country_whose_places_keep_several_clocks_is_known():
    """A fifth of its places on another clock than its capital: then the country alone must not give the zone."""
    apart: dict[str, list[bool]] = {}
    for venue in vocabulary.venues().values():
        home = vocabulary.countries()[venue.country].time_zone
        clocks = [[dt.datetime(2020, m, 15, tzinfo=zoneinfo.ZoneInfo(z)).utcoffset() for m in (1, 7)] for z in (venue.time_zone, home)]
        apart.setdefault(venue.country, []).append(clocks[0] != clocks[1])
    several = {c for c, found in apart.items() if len(found) > 4 and sum(found) * 5 > len(found)}
    assert several <= vocabulary.of_several_zones() | {"ECU"}

"""What leaves the house comes back whole: every format read by other people's tools equals the database."""

import csv
import datetime as dt
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import duckdb
import jsonschema
import openpyxl
import pandas as pd
import pytest
from conftest import write_small_world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl import export
from store import codebook, connection, extracts, formats, package, plover
from store.selection import Selection
from store.tables import TABLES

ROOT = Path(__file__).parents[1]
# What trips readers of CSV and spreadsheets: formulas, separators, quotes, line ends, gaps in words, scripts, escapes.
NASTY = ["=1+1", "+81-3", "-2", "@SUM(A1)", "\tx", "'quoted'", "＝１", 'say "no", then', "two\r\nlines", "one\nline", "NA", "null",
         "", " ", "1e5", "007", "a|b", "a\\|b", "\\", "|", "Côte d'Ivoire", "岸田文雄", "🕊️", "א", "2016-11-08", "TRUE"]  # fmt: skip
SIDES = ("KAZ", "UZB", "FRA", "EU", "TUV", "NAM")


def write_nasty_world(path: Path) -> None:
    """The small world, and an engagement for each nasty text, which stands wherever text can stand."""
    write_small_world(path)
    with duckdb.connect(str(path)) as db:
        db.execute("INSERT INTO countries (country, iso2, name, m49, region, subregion) VALUES"
                   " ('NAM', 'NA', 'Namibia', '516', 'Africa', 'Southern Africa'), ('JPN', 'JP', 'Japan', '392', 'Asia', 'Eastern Asia')")
        for n, text in enumerate(NASTY):
            key = f"n{n:02}"
            db.execute("INSERT INTO releases VALUES (?, ?, 'mofa-jp', ?, ?, ?, 'text', '-', 'f')", [key, text, text, text, dt.date(1899, 1, 1 + n)])
            db.execute("INSERT INTO engagements VALUES (?, ?, 1, 'meeting', ?, 'day', 'stated', NULL, NULL, ?, ?, ?, NULL, NULL, ?, ?, ?, ?)",
                       [key, key, dt.date(1899 + n, 2, 28), text, dt.time(n % 24, n), n or None, text, text, SIDES[n % 6] if n % 4 else None, [text, "x"] if n % 3 else []])
            db.execute("INSERT INTO engagement_countries VALUES (?, ?)", [key, SIDES[n % 6]])
            db.execute("INSERT INTO participants VALUES (?, 1, 'principal', ?, ?, ?, 'other', NULL, NULL, NULL), (?, 2, 'counterpart', ?, NULL, 'R', 'other', NULL, NULL, NULL)",
                       [key, text, text, text, key, text or None])
            db.execute("INSERT INTO statements VALUES (?, 1, ?, 'principal', 'say', ?, ?, 0, 4)", [key, text or "-", text or "-", ["health", text] if text else []])
            db.execute("INSERT INTO mentions VALUES (?, 'kind', ?, 0, 4, ?, 'r')", [key, text or "-", text or "-"])
        db.execute("INSERT INTO corrections VALUES ('n03', 'visit', 'a', '@SUM(A1)', 's', 'r', 'w', '2026-01-01', 'applied'),"
                   " ('n04', 'visit', 'a', 'b', 's', 'r', 'w', '2026-01-01', 'stale')")


@pytest.fixture(scope="module")
def nasty(tmp_path_factory):
    path = tmp_path_factory.mktemp("nasty") / "nasty.duckdb"
    write_nasty_world(path)
    reading = connection.open_database(connection.version(path))
    yield reading
    reading.close()


def wanted(cursor, table: str, selection: Selection) -> list[tuple]:
    """The rows as DuckDB itself gives them, in one piece."""
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE chosen AS {TABLES[table].chosen}", selection.values())
    return cursor.execute(TABLES[table].rows, {"first": 1, "last": 10**9}).fetchall()


def as_csv_cell(value) -> str:
    if value is None:
        return ""
    return formats.guarded(formats.joined(value)) if isinstance(value, list) else formats.guarded(value) if isinstance(value, str) else str(value)


codes = lambda *values: st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)  # noqa: E731
selections = st.builds(Selection, st.just(()) | st.lists(st.integers(1899, 2018), min_size=1, max_size=60, unique=True).map(tuple),
                       codes(*SIDES), codes("Asia", "Africa", "Polynesia"), codes("meeting", "summit"), st.just(()))
tables = st.sampled_from(list(TABLES))
tried = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@tried
@given(tables, selections, st.booleans())
def test_csv_comes_back_whole(nasty, table, selection, bom):
    rows = wanted(nasty.cursor(), table, selection)
    made = extracts.as_bytes(nasty.cursor(), table, selection, "csv", bom)
    assert made.startswith(formats.BOM) == bom
    text = made.decode("utf-8-sig")
    header, *cells = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert set(header) == set(codebook.of_extract(table))
    assert cells == [[as_csv_cell(value) for value in row] for row in rows]
    frame = pd.read_csv(io.BytesIO(made), dtype=str, keep_default_na=False, na_values=[], encoding="utf-8-sig")
    assert frame.to_numpy().tolist() == cells
    assert not [cell for row in cells for cell in row if cell[:1] in set("=+@\t\r＝＋－＠") | {"-"}]


@tried
@given(tables, selections)
def test_duckdb_reads_the_csv_typed(nasty, tmp_path, table, selection):
    cursor = nasty.cursor()
    rows, columns = wanted(cursor, table, selection), extracts.columns(cursor, table)
    (tmp_path / "x.csv").write_bytes(extracts.as_bytes(nasty.cursor(), table, selection, "csv"))
    types = {column.name: column.type.removesuffix("[]") for column in columns}
    listed = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    with duckdb.connect() as reading:
        found = reading.execute(f"SELECT * FROM read_csv('{tmp_path / 'x.csv'}', header = true, auto_detect = false, quote = '\"', escape = '\"', "
                                f"delim = ',', columns = {{{listed}}}, allow_quoted_nulls = false)").fetchall()

    def back(value, column):
        if column.type.endswith("[]"):
            return formats.parted(formats.restored(value or ""))
        return formats.restored(value) if isinstance(value, str) else value

    assert [tuple(map(back, row, columns)) for row in found] == rows


@tried
@given(tables, selections)
def test_parquet_json_come_back_typed(nasty, tmp_path, table, selection):
    rows = wanted(nasty.cursor(), table, selection)
    (tmp_path / "x.parquet").write_bytes(extracts.as_bytes(nasty.cursor(), table, selection, "parquet"))
    with duckdb.connect() as reading:
        assert reading.execute(f"FROM '{tmp_path / 'x.parquet'}'").fetchall() == rows
        about = json.loads(reading.execute(f"SELECT value FROM parquet_kv_metadata('{tmp_path / 'x.parquet'}') WHERE key = 'chancery'").fetchone()[0])
    assert about["rows"] == len(rows)
    made = json.loads(extracts.as_bytes(nasty.cursor(), table, selection, "json"))
    assert made["about"]["rows"] == len(rows)
    assert [[value if isinstance(value, (list, int)) or value is None else str(value) for value in row] for row in rows] == [list(row.values()) for row in made["rows"]]


@settings(tried, max_examples=6)
@given(tables, selections)
def test_openpyxl_reads_the_workbook_typed(nasty, table, selection):
    rows = wanted(nasty.cursor(), table, selection)
    book = openpyxl.load_workbook(io.BytesIO(extracts.as_bytes(nasty.cursor(), table, selection, "xlsx")))
    assert book.sheetnames == [table, "codebook", "about"] and book[table].freeze_panes == "A2"

    def as_cell(value):
        if isinstance(value, list):
            return formats.joined(value) or None
        if isinstance(value, dt.date) and value.year < 1900:
            return value.isoformat()
        return dt.datetime.combine(value, dt.time()) if isinstance(value, dt.date) else value

    def unescaped(value):
        return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), value) if isinstance(value, str) else value

    sheet = book[table]
    assert not [cell for row in sheet for cell in row if cell.data_type == "f"]
    found = [[unescaped(cell.value) for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert found == [[as_cell(value) for value in row] for row in rows]
    assert {row[0] for row in book["codebook"].iter_rows(min_row=2, values_only=True)} == set(codebook.of_extract(table))


@tried
@given(selections)
def test_plover_has_each_engagement_once(nasty, selection):
    ids = [row[0] for row in wanted(nasty.cursor(), "engagements", selection)]
    events = [json.loads(line) for line in extracts.as_bytes(nasty.cursor(), "engagements", selection, "plover").splitlines()]
    assert [event["id"] for event in events] == ids
    assert all(event["event"] == "CONSULT" and isinstance(event["context"], list) for event in events)


PLOVER = [  # kind, place, countries → event, mode, CAMEO, actors, recipients
    ("telephone", None, ["KAZ"], ("CONSULT", "phone", "041", ["JPN"], ["KAZ"])),
    ("video", "JPN", ["KAZ"], ("CONSULT", "phone", "041", ["JPN"], ["KAZ"])),
    ("meeting", "JPN", ["KAZ"], ("CONSULT", "visit", "042", ["KAZ"], ["JPN"])),
    ("meeting", "KAZ", ["KAZ"], ("CONSULT", "visit", "042", ["JPN"], ["KAZ"])),
    ("meeting", "FRA", ["KAZ"], ("CONSULT", "third-party", "044", ["JPN"], ["KAZ"])),
    ("meeting", None, ["KAZ"], ("CONSULT", None, "040", ["JPN"], ["KAZ"])),
    ("multilateral", "FRA", ["KAZ", "UZB"], ("CONSULT", "multilateral", "040", ["JPN"], ["KAZ", "UZB"])),
    ("signing", "JPN", ["KAZ"], ("SUPPORT", None, "057", ["JPN"], ["KAZ"])),
]


@pytest.mark.parametrize(("kind", "place", "countries", "event"), PLOVER)
def test_plover_follows_the_field_s_conventions(tmp_path, kind, place, countries, event):
    write_nasty_world(tmp_path / "x.duckdb")
    with duckdb.connect(str(tmp_path / "x.duckdb")) as db:
        db.execute("INSERT INTO kinds SELECT ?, ?, '-' WHERE ? NOT IN (SELECT kind FROM kinds)", [kind] * 3)
        db.execute("INSERT INTO engagements (engagement_id, release_id, ordinal, kind, date, date_precision, date_basis, place_country, doubts)"
                   " VALUES ('x', 'r1', 9, ?, '2030-01-01', 'day', 'stated', ?, [])", [kind, place])
        db.executemany("INSERT INTO engagement_countries VALUES ('x', ?)", [[code] for code in countries])
    cursor = connection.open_database(connection.version(tmp_path / "x.duckdb")).cursor()
    made = json.loads(extracts.as_bytes(cursor, "engagements", Selection(years=(2030,)), "plover"))
    assert (made["event"], made["mode"], made["cameo"], [a["code"] for a in made["actor"]], [a["code"] for a in made["recipient"]]) == event
    assert plover.__doc__


@pytest.mark.parametrize(("ministry", "actor"), [("mofa-jp", "JPN"), ("fcdo-uk", "GBR"), ("strange", None)])
def test_a_dyad_s_actor_is_the_publisher_s_country(tmp_path, ministry, actor):
    write_nasty_world(tmp_path / "x.duckdb")
    with duckdb.connect(str(tmp_path / "x.duckdb")) as db:
        db.execute("INSERT INTO countries (country, iso2, name, region, subregion) VALUES ('GBR', 'GB', 'United Kingdom', 'Europe', 'Northern Europe')")
        db.execute("UPDATE releases SET ministry = ? WHERE release_id = 'r1'", [ministry])
    cursor = connection.open_database(connection.version(tmp_path / "x.duckdb")).cursor()
    names = list(pd.read_csv(io.BytesIO(extracts.as_bytes(cursor, "dyads", Selection(), "csv"))).columns)
    assert {row[names.index("actor")] for row in wanted(cursor, "dyads", Selection()) if row[0] == "kaz2016"} == {actor}


def test_stretches_join_without_a_seam(nasty, monkeypatch):
    whole = {form: extracts.as_bytes(nasty.cursor(), "engagements", Selection(), form) for form in ("csv", "json", "plover")}
    monkeypatch.setattr(extracts, "AT_ONCE", 7)
    for form, expected in whole.items():
        assert extracts.as_bytes(nasty.cursor(), "engagements", Selection(), form) == expected


def test_corrected_names_the_fields(nasty):
    found = {row[0]: row[-1] for row in wanted(nasty.cursor(), "engagements", Selection()) if row[-1]}
    assert found == {"n03": ["visit"]}


def test_what_cannot_be_had_is_said(nasty, monkeypatch):
    with pytest.raises(extracts.NoExtract, match="no extract paintings"):
        extracts.as_bytes(nasty.cursor(), "paintings", Selection(), "csv")
    with pytest.raises(extracts.NoExtract, match="only engagements"):
        extracts.as_bytes(nasty.cursor(), "dyads", Selection(), "plover")
    monkeypatch.setattr(formats, "XLSX_ROWS", 3)
    with pytest.raises(extracts.NoExtract, match="take csv or parquet"):
        extracts.as_bytes(nasty.cursor(), "dyads", Selection(), "xlsx")


texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(texts)
def test_guard_is_undone(text):
    assert formats.restored(formats.guarded(text)) == text


@given(st.lists(texts.filter(bool)))
def test_a_joined_list_is_parted_again(values):
    assert formats.parted(formats.joined(values)) == values


def test_a_zip_explains_itself(nasty):
    made = zipfile.ZipFile(io.BytesIO(extracts.as_bytes(nasty.cursor(), "dyads", Selection(countries=("NAM",)), "zip")))
    assert made.namelist() == ["data.csv", "metadata.json", "README.txt"]
    assert made.read("data.csv") == extracts.as_bytes(nasty.cursor(), "dyads", Selection(countries=("NAM",)), "csv")
    about = json.loads(made.read("metadata.json"))
    assert about["selection"] == "Engagements with Namibia" and about["address"] == "?country=NAM"
    assert [column["name"] for column in about["columns"]] and "Cite as" in made.read("README.txt").decode()


# --- the codebook -----------------------------------------------------------------------------------------------------


def test_the_codebook_knows_every_column_of_the_database(nasty):
    described = nasty.cursor().execute("SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = 'house'").fetchall()
    written = {(table, one.name, one.type) for one in codebook.variables() for table in one.tables}
    assert set(described) == written


@pytest.mark.parametrize("table", TABLES)
def test_the_codebook_knows_every_column_of_the_extracts(nasty, table):
    cursor = nasty.cursor()
    wanted(cursor, table, Selection())
    assert {(column.name, column.type) for column in extracts.columns(cursor, table)} == {
        (one.name, one.type) for one in codebook.of_extract(table).values()}
    assert all(one.meaning and one.missing and one.source for one in codebook.of_extract(table).values())


def test_what_is_never_missing_is_there_and_keys_are_keys(opened):
    for table in TABLES:
        cursor = opened.cursor()
        rows, names = wanted(cursor, table, Selection()), [column.name for column in extracts.columns(cursor, table)]
        for name, one in codebook.of_extract(table).items():
            assert one.missing != "never missing" or not [row for row in rows if row[names.index(name)] is None], (table, name)
        keys = [tuple(row[names.index(part)] for part in TABLES[table].key) for row in rows]
        assert table == "mentions" or len(set(keys)) == len(keys)


def test_the_codebook_page_is_fresh():
    assert (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8") == codebook.as_markdown()


# --- the command line and the package ---------------------------------------------------------------------------------


def etl(*arguments: object, **options) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "etl", *map(str, arguments)], cwd=ROOT, capture_output=True, timeout=120, check=False, **options)


def test_names_told_twice_agree():
    assert tuple(TABLES) == export.TABLES and tuple(extracts.FORMATS) == export.FORMATS


@pytest.mark.parametrize(("table", "form"), [("engagements", "csv"), ("dyads", "parquet"), ("engagements", "zip"), ("topics", "xlsx"), ("mentions", "json")])
def test_the_command_line_writes_what_the_page_offers(database, opened, tmp_path, table, form):
    selection = Selection(years=(2010, 2011, 2012, 2013), countries=("USA", "AUS"), kinds=("meeting",))
    done = etl("export", table, "--country", "USA", "AUS", "--year", "2010-2013", "--kind", "meeting", "-o", tmp_path / f"x.{form}", "--db", database)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"x.{form}").read_bytes() == extracts.as_bytes(opened.cursor(), table, selection, form)
    if form == "csv":
        about = json.loads((tmp_path / "x.csv.metadata.json").read_text(encoding="utf-8"))
        words = about["command"].split()[3:]
        assert etl(*words, "--db", database).stdout == (tmp_path / "x.csv").read_bytes()


@pytest.mark.parametrize(("arguments", "word"), [
    (("engagements", "--country", "kaz"), "did you mean KAZ"), (("engagements", "--year", "last"), "no year"),
    (("datapackage",), "name it with -o"), (("dyads", "--format", "plover"), "only engagements"), (("engagements", "--db", "/nowhere"), "etl build")])
def test_errors_are_one_line(database, arguments, word):
    done = etl("export", *arguments, *(() if "--db" in arguments else ("--db", database)))
    assert done.returncode == 1 and done.stderr.count(b"\n") == 1 and word in done.stderr.decode()


@pytest.mark.parametrize("selection", [Selection(), Selection(countries=("KAZ", "NAM", "EU")), Selection(kinds=("summit",))])
def test_the_data_package_is_valid(nasty, tmp_path, selection):
    from frictionless import Package, system

    package.write_datapackage(nasty.cursor(), selection, tmp_path / "package")
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "package" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "fieldName", "rowNumber", "message"])[:5]


def test_the_descriptor_holds_by_the_standard_s_own_schema(nasty, tmp_path):
    descriptor = package.write_datapackage(nasty.cursor(), Selection(), tmp_path)
    profile = json.loads((ROOT / "tests" / "profiles" / "datapackage-2.0.json").read_text(encoding="utf-8"))
    judge = jsonschema.Draft7Validator(profile, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [error.message for error in judge.iter_errors(json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8")))] == []
    for broken in ({"resources": []}, {"created": 5}, {"contributors": [{}]}, {"resources": [descriptor["resources"][0] | {"schema": {"fields": [{}]}}]}):
        assert not judge.is_valid(descriptor | broken), broken


def test_a_package_is_made_again_byte_for_byte(database, tmp_path):
    for name in ("a", "b"):
        assert etl("export", "datapackage", "-o", tmp_path / name, "--db", database, env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000"}).returncode == 0
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in files)
    assert "2023-11-14" in (tmp_path / "a" / "README.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice here")
@pytest.mark.parametrize("table", ["engagements", "participants", "statements"])
def test_a_spreadsheet_runs_nothing_and_shows_every_cell(nasty, tmp_path, table):
    written = extracts.as_bytes(nasty.cursor(), table, Selection(), "csv", bom=True)
    (tmp_path / "x.csv").write_bytes(written)
    # 44 comma, 34 quote, 76 UTF-8: what its dialog proposes for a file that begins with a byte order mark.
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--infilter=CSV:44,34,76", "--convert-to",
                    "xlsx", "--outdir", str(tmp_path), str(tmp_path / "x.csv")], check=True, timeout=120)  # fmt: skip
    shown = [list(row) for row in openpyxl.load_workbook(tmp_path / "x.xlsx").active]
    assert not [cell.coordinate for row in shown for cell in row if cell.data_type == "f"]
    held = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert [len(row) for row in shown] == [len(row) for row in held]
    differ = [(cell.coordinate, text, cell.value) for row, line in zip(shown, held, strict=True) for cell, text in zip(row, line, strict=True)
              if as_typed(cell.value) != as_typed(text)]  # fmt: skip
    assert differ == []


def as_typed(cell: object) -> object:
    """A cell as one value, whether a program took it for text, number or date."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, dt.datetime | dt.time):
        return cell.isoformat().removesuffix("T00:00:00")
    with suppress(TypeError, ValueError):
        return float(cell)
    return str(cell or "").replace("\r\n", "\n")  # its own sheets know one line end

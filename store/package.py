"""Several files that leave together: the zip of a view, and the data package of all tables (Frictionless, v2)."""

import json
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from duckdb import DuckDBPyConnection as Cursor
from pandas import DataFrame

from store import citation, codebook, extracts, formats, provenance
from store.selection import Selection
from store.tables import TABLES

TYPES = {"VARCHAR": "string", "VARCHAR[]": "string", "INTEGER": "integer", "BIGINT": "integer", "DOUBLE": "number",
         "DATE": "date", "TIME": "time", "TIMESTAMP": "datetime"}
# Tables of codes that go with every package: name → (what it is, its SELECT, its key).
CODES = {
    "countries": ("Countries: codes of ISO 3166-1, UN M49, Correlates of War, Gleditsch-Ward.", """
        SELECT country, iso2, name, official_name, m49, region, subregion, cow_code, gw_code, capital, latitude,
               longitude FROM countries ORDER BY country""", "country"),
    "organisations": ("Organisations and groups by acronym.", "FROM organisations ORDER BY organisation",
                      "organisation"),
    "kinds": ("Kinds of engagement.", "FROM kinds ORDER BY kind", "kind"),
    "topic_crosswalk": ("Topics with PLOVER contexts and Comparative Agendas majors.",
                        "FROM topics ORDER BY topic", "topic"),
    "corrections": ("What was corrected by hand after the reading.",
                    "FROM corrections SEMI JOIN chosen USING (engagement_id) ORDER BY ALL", ""),
}
OWN = ("selection", "address", "engagements", "build_id", "retrieved", "citation")
OF_TABLE = {"topic_crosswalk": "topics"}
# A gap is an empty cell; the names a table's columns share with another's key lead there.
LINKS = {"engagement_id": "engagements", "release_id": "releases", "kind": "kinds", "topic": "topic_crosswalk"}


def write_zip(cursor: Cursor, table: str, about: dict, stream: IO[bytes], bom: bool = False) -> None:
    """The zip of a view: data.csv, metadata.json (provenance and codebook), README.txt. Needs `chosen`."""
    files = {"data.csv": TABLES[table].meaning, "metadata.json": "where it is from, and what every column means"}
    with ZipFile(stream, "w", ZIP_DEFLATED) as bundle:
        with bundle.open(_entry("data.csv", about), "w", force_zip64=True) as entry:
            extracts.write_text(cursor, table, "csv", about, entry, bom)
        _add(bundle, "metadata.json", _metadata(about, table), about)
        _add(bundle, "README.txt", _readme(about, files), about)


def zip_of_frame(cursor: Cursor, frame: DataFrame | Callable[[], DataFrame], name: str, selection: Selection) -> bytes:
    """The same for a frame that a page drew of a selection; columns that the codebook knows are explained."""
    drawn = frame() if callable(frame) else frame
    about = provenance.about(cursor, name, selection, "zip", len(drawn))
    known = {one.name: one for one in codebook.variables()}
    meanings = [_field(known[column]) if column in known else {"name": column} for column in drawn]
    files = {"data.csv": "what was drawn", "metadata.json": "where it is from, and what columns mean"}
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as bundle:
        _add(bundle, "data.csv", formats.csv_of_frame(drawn).decode(), about)
        _add(bundle, "metadata.json", json.dumps(about | {"columns": meanings}, ensure_ascii=False, indent=2), about)
        _add(bundle, "README.txt", _readme(about, files), about)
    return stream.getvalue()


def write_datapackage(cursor: Cursor, selection: Selection, folder: Path) -> dict:
    """All extract tables as CSV with descriptor, codebook, codes and crosswalk, into a folder.

    Returns:
        The descriptor (datapackage.json).
    """
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for table in TABLES:
        with (folder / f"{table}.csv").open("wb") as stream:
            extracts.write(cursor, table, selection, "csv", stream)
        fields = [_field(codebook.of_extract(table)[column.name]) for column in extracts.columns(cursor, table)]
        resources.append(_resource(table, TABLES[table].meaning, fields, TABLES[table].key))
    about = extracts.prepare(cursor, "engagements", selection, "csv")
    for name, (meaning, sql, key) in CODES.items():
        columns = _write_codes(cursor, sql, folder / f"{name}.csv")
        known = codebook.of_table(OF_TABLE.get(name, name))
        resources.append(_resource(name, meaning, [_field(known[column]) for column in columns], (key,) if key else ()))
    descriptor = _descriptor(about, resources)
    _write_words(folder, about, descriptor)
    return descriptor


def _write_codes(cursor: Cursor, sql: str, path: Path) -> list[str]:
    found = [formats.Column(name, kind) for name, kind, *_ in cursor.execute(f"DESCRIBE {sql}").fetchall()]
    with path.open("wb") as stream:
        stream.write(formats.csv_header(found))
        stream.writelines(formats.text_of(cursor.sql(formats.csv_lines(found, sql)).to_arrow_reader(10_000)))
    return [column.name for column in found]


def _write_words(folder: Path, about: dict, descriptor: dict) -> None:
    files = {resource["path"]: resource["description"] for resource in descriptor["resources"]}
    files |= {"datapackage.json": "Data Package descriptor, version 2", "codebook.md": "every variable",
              "codebook.csv": "the same as a table"}
    whole = about | {"rows": about["engagements"], "command": "python -m etl export datapackage",
                     "title": descriptor["title"]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (folder / "codebook.md").write_text(codebook.as_markdown(), "utf-8")
    (folder / "codebook.csv").write_bytes(codebook.SOURCE.read_bytes())
    (folder / "README.txt").write_text(_readme(whole, files), "utf-8")


def _descriptor(about: dict, resources: list[dict]) -> dict:
    project = citation.project()
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "chancery",
        "title": project["title"], "description": f"{about['selection']}. {about['warning']}",
        "version": f"{project['version']}+{about['build_id']}", "created": f"{about['built_at']}Z",
        "contributors": [{"title": name, "roles": ["creator"]} for name in project["authors"]],
        "licenses": [{"name": project["licence"], "title": about["licence"]}],
        "sources": [{"title": source} for source in about["sources"]],
        "keywords": ["diplomacy", "event data", "press releases"],
        "chancery": {key: about[key] for key in OWN},
        "resources": resources,
    } | ({"id": f"https://doi.org/{project['doi']}"} if project["doi"] else {})


def _resource(name: str, meaning: str, fields: list[dict], key: tuple[str, ...]) -> dict:
    links = [{"fields": [field["name"]], "reference": {"resource": LINKS[field["name"]], "fields": [field["name"]]}}
             for field in fields if LINKS.get(field["name"], name) != name]
    schema: dict = {"$schema": "https://datapackage.org/profiles/2.0/tableschema.json", "fields": fields,
                    "missingValues": [""]}
    schema |= {"primaryKey": list(key)} if key and name != "mentions" else {}
    schema |= {"foreignKeys": links} if links else {}
    return {"name": name, "type": "table", "description": meaning, "path": f"{name}.csv", "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8", "schema": schema,
            "dialect": {"$schema": "https://datapackage.org/profiles/2.0/tabledialect.json", "lineTerminator": "\r\n"}}


def _field(one: codebook.Variable) -> dict:
    required = {"constraints": {"required": True}} if one.missing == "never missing" else {}
    return {"name": one.name, "type": TYPES[one.type], "title": one.meaning,
            "description": f"{one.meaning}. Values: {one.values}. {one.missing[:1].upper()}{one.missing[1:]}. "
                           f"Source: {one.source}.", "example": one.example} | required


def _readme(about: dict, files: dict[str, str]) -> str:
    return f"{provenance.as_text(about, files)}\nConventions{codebook.CONVENTIONS}"


def _metadata(about: dict, table: str) -> str:
    fields = [_field(one) for one in codebook.of_extract(table).values()]
    return json.dumps(about | {"columns": fields}, ensure_ascii=False, indent=2) + "\n"


def _entry(name: str, about: dict) -> ZipInfo:
    # The build's time, not now: the same extract is the same bytes.
    entry = ZipInfo(name, provenance.built_at(about).timetuple()[:6])
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
    return entry


def _add(bundle: ZipFile, name: str, text: str, about: dict) -> None:
    with TextIOWrapper(bundle.open(_entry(name, about), "w"), "utf-8", newline="") as entry:
        entry.write(text)

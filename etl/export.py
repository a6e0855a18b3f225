"""`etl export`: the dashboard's extracts without a browser, by the same path (store.extracts), so the same bytes."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from store.selection import Selection

# Named here too, so that `--help` and `parse` start without pandas; a test holds them against store.
TABLES = ("engagements", "dyads", "participants", "topics", "statements", "mentions", "releases")
FORMATS = ("csv", "xlsx", "parquet", "json", "plover", "zip")
WHOLES = {"datapackage": "all tables with codebook, codes and crosswalk, into the folder -o",
          "codebook": "what every variable means"}  # fmt: skip
# These formats have no room for it inside: provenance goes into a file beside them.
BARE = ("csv", "plover")


def add_to(commands: argparse._SubParsersAction, database: Path) -> None:
    """Adds the command to the parser of `python -m etl`."""
    export = commands.add_parser(
        "export", help="the dashboard's extracts without a browser",
        epilog="; ".join(f"{name}: {what}" for name, what in WHOLES.items()))  # fmt: skip
    export.add_argument("table", choices=(*TABLES, *WHOLES), metavar="TABLE", help=", ".join((*TABLES, *WHOLES)))
    add_filters(export)
    export.add_argument("--format", choices=FORMATS, help="default: by the ending of -o, else csv")
    export.add_argument("--bom", action="store_true", help="CSV with a byte order mark, by which Excel knows UTF-8")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    export.add_argument("--db", type=Path, default=database, metavar="FILE", help="the database file (default: %(default)s)")
    export.set_defaults(run=run)


def add_filters(command: argparse.ArgumentParser) -> None:
    """Adds the dashboard's filters to a command: each may be given several values, and several times."""
    for option, words in (("country", "ISO alpha-3 codes, acronyms of organisations"), ("region", "M49 regions by name"),
                          ("year", "years or spans: 2016, 2010-2012"), ("kind", "codes"), ("topic", "codes")):  # fmt: skip
        command.add_argument(f"--{option}", nargs="+", action="extend", default=[], metavar=option.upper(), help=words)


def run(chosen: argparse.Namespace) -> int:
    """Writes what was asked for; the exit status.

    Raises:
        ValueError: a filter's code is unknown, or the table cannot be had in this format.
        RuntimeError: there is no database.
    """
    if chosen.table == "codebook":
        return _codebook(chosen.output)
    cursor = open_cursor(chosen.db)
    selection = selected(chosen, cursor)
    if chosen.table == "datapackage":
        return _datapackage(chosen, cursor, selection)
    form = chosen.format or _by_ending(chosen.output)
    if chosen.output:
        _to_file(cursor, chosen, selection, form)
    else:
        _to_stdout(cursor, chosen, selection, form)
    return 0


def open_cursor(database: Path) -> DuckDBPyConnection:
    """A cursor on the database, opened as the dashboard opens it; RuntimeError where there is none."""
    from store import connection

    try:
        return connection.open_database(connection.version(database)).cursor()
    except connection.NoDatabase as absence:
        raise RuntimeError(str(absence)) from None


def selected(chosen: argparse.Namespace, cursor: DuckDBPyConnection) -> Selection:
    """The selection that the filters say; ValueError names a code that the database does not know."""
    from store.provenance import known_names
    from store.selection import Selection

    asked = Selection(tuple(_years(chosen.year)), tuple(chosen.country), tuple(chosen.region), tuple(chosen.kind), tuple(chosen.topic))
    names = known_names(cursor)
    for filter_name, codes in asked.parts():
        if filter_name != "years" and (filter_name, codes[0]) not in names:
            near = next((code for name, code in names if name == filter_name and code.lower() == codes[0].lower()), None)
            hint = f"; did you mean {near}" if near else ""
            raise ValueError(f"the database knows no {codes[0]!r} among its {filter_name}{hint}")
    return asked


def _years(words: list[str]) -> list[int]:
    years: set[int] = set()
    for word in words:
        first, _, last = word.partition("-")
        if not (first.isdecimal() and (last or first).isdecimal() and len(first) == len(last or first) == 4):
            raise ValueError(f"{word!r} is no year and no span of years such as 2010-2012")
        years |= set(range(int(first), int(last or first) + 1))
    return sorted(years)


def _by_ending(output: Path | None) -> str:
    ending = output.suffix.lstrip(".").lower() if output else ""
    return "plover" if ending == "jsonl" else ending if ending in FORMATS else "csv"


def _to_file(cursor: DuckDBPyConnection, chosen: argparse.Namespace, selection: Selection, form: str) -> None:
    from store import extracts

    beside = chosen.output.with_name(f"{chosen.output.name}.new-{os.getpid()}")
    try:
        with beside.open("wb") as stream:
            about = extracts.write(cursor, chosen.table, selection, form, stream, chosen.bom)
        os.replace(beside, chosen.output)
    finally:
        beside.unlink(missing_ok=True)
    if form in BARE:
        words = json.dumps(about, ensure_ascii=False, indent=2)
        chosen.output.with_name(f"{chosen.output.name}.metadata.json").write_text(words + "\n", encoding="utf-8")
    print(f"{chosen.output}: {about['rows']} rows; {about['selection']}; build {about['build_id']}")


def _to_stdout(cursor: DuckDBPyConnection, chosen: argparse.Namespace, selection: Selection, form: str) -> None:
    from store import extracts

    if form in ("xlsx", "parquet", "zip"):
        if sys.stdout.isatty():
            raise ValueError(f"{form} is nothing to read on a terminal: name a file with -o")
        sys.stdout.buffer.write(extracts.as_bytes(cursor, chosen.table, selection, form, chosen.bom))
    else:
        extracts.write(cursor, chosen.table, selection, form, sys.stdout.buffer, chosen.bom)
    sys.stdout.buffer.flush()


def _datapackage(chosen: argparse.Namespace, cursor: DuckDBPyConnection, selection: Selection) -> int:
    from store import package

    if not chosen.output:
        raise ValueError("a data package is a folder: name it with -o")
    descriptor = package.write_datapackage(cursor, selection, chosen.output)
    print(f"{chosen.output}: {len(descriptor['resources'])} tables, version {descriptor['version']}")
    return 0


def _codebook(output: Path | None) -> int:
    from store import codebook

    if output:
        output.write_text(codebook.as_markdown(), encoding="utf-8")
    else:
        print(codebook.as_markdown(), end="")
    return 0

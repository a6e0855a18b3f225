"""`etl brief KAZ -o FILE`: the bilateral brief of a country or organisation, as HTML or DOCX by the file's ending."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_to(commands: argparse._SubParsersAction, database: Path) -> None:
    """Adds the command to the parser of `python -m etl`."""
    command = commands.add_parser("brief", help="a two-page brief on relations with a country: HTML or DOCX")
    command.add_argument("country", metavar="COUNTRY", help="ISO alpha-3 code, or an organisation's acronym")
    command.add_argument("--year", nargs="+", action="extend", default=[], metavar="YEAR", help="years or spans: 2016, 2010-2012")
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="ends in .html or .docx")
    command.add_argument("--db", type=Path, default=database, metavar="FILE", help="the database file (default: %(default)s)")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Writes the brief.

    Raises:
        ValueError: the ending is neither, the code unknown, or nothing is on record.
    """
    from etl.export import open_cursor, selected
    from store import papers

    form = chosen.output.suffix.lstrip(".").lower()
    if form not in papers.FORMS:
        raise ValueError(f"{chosen.output}: a brief is .html or .docx")
    cursor = open_cursor(chosen.db)
    asked = argparse.Namespace(country=[chosen.country], region=[], year=chosen.year, kind=[], topic=[])
    chosen.output.write_bytes(papers.paper(cursor, selected(asked, cursor), form))
    print(f"{chosen.output}: written")
    return 0

"""The codebook: what every variable means, its type and values, when it is missing, where it comes from.

`codebook.csv` is the one source: tests hold it against schema.sql and against the extracts, `docs/codebook.md` and the
codebook in every package are made from it.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from store.tables import TABLES

SOURCE = Path(__file__).with_name("codebook.csv")
CONVENTIONS = """
- Text is UTF-8; dates and times are ISO 8601; codes are text, also where they look like numbers.
- **CSV** (RFC 4180, CRLF): a gap is an empty cell; `""` is an empty text. A cell of text that begins with
  `=`, `+`, `-`, `@`, their full-width twins, a tab, a line break or an apostrophe has an apostrophe in front, so that
  no spreadsheet runs it; take one leading apostrophe off to have the text back (`store.formats.restored`).
- **Lists** in CSV and XLSX are joined by `|`; a `|` or `\\` inside a value has a `\\` in front
  (`store.formats.parted`). An empty list is an empty cell. In Parquet and JSON they are lists.
- **XLSX** cells hold 32,767 characters: a longer text is cut and says so. Days before 1900 are text there.
- Namibia's ISO code is `NA`: tell your program that only an empty cell is missing (pandas: `keep_default_na=False`,
  `na_values=[""]`; R: `na.strings = ""`).
- Rows stand newest first, undated last. What is unknown is missing, never 0.
"""


class Variable(NamedTuple):
    """One variable; `tables` of the database and `extracts` say where it stands."""

    name: str
    tables: tuple[str, ...]
    extracts: tuple[str, ...]
    type: str
    meaning: str
    values: str
    missing: str
    example: str
    source: str


HEADER = ("variable", "type", "meaning", "values", "missing", "example", "source")


@cache
def variables() -> tuple[Variable, ...]:
    """All variables in the order of the file."""
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        return tuple(Variable(row["variable"], _several(row["tables"]), _several(row["extracts"]),
                              *(row[column] for column in HEADER[1:])) for row in csv.DictReader(lines))


def of_extract(table: str) -> dict[str, Variable]:
    """Name → variable, of one extract table."""
    return {variable.name: variable for variable in variables() if table in variable.extracts}


def of_table(table: str) -> dict[str, Variable]:
    """Name → variable, of one table of the database."""
    return {variable.name: variable for variable in variables() if table in variable.tables}


def as_rows(table: str) -> list[tuple]:
    """The codebook of one extract table as rows, the first a header."""
    return [HEADER, *((found.name, *found[3:]) for found in of_extract(table).values())]


def as_markdown() -> str:
    """The whole codebook as a page: docs/codebook.md."""
    parts = ["# Codebook", "Made from `store/codebook.csv` by `python -m etl export codebook -o docs/codebook.md`; "
             "a test holds it against the tables.", "## Conventions", CONVENTIONS.strip(), "## Extracts"]
    for name, table in TABLES.items():
        parts += [f"### {name}", f"{table.meaning} Key: {', '.join(f'`{column}`' for column in table.key)}.",
                  _markdown_table(of_extract(name))]
    parts.append("## Tables of the database")
    for name in sorted({table for variable in variables() for table in variable.tables}):
        parts += [f"### Table {name}", _markdown_table(of_table(name))]
    return "\n\n".join(parts) + "\n"


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _markdown_table(found: dict[str, Variable]) -> str:
    rows = [HEADER, ["---"] * len(HEADER), *((one.name, *one[3:]) for one in found.values())]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows)

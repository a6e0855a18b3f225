"""The one path by which rows leave the house: a table, a selection and a format in, a file out.

The dashboard and `python -m etl export` both come here, so that what they write is the same, byte for byte. Rows are
read in stretches and written as they come.
"""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import IO

import pyarrow as pa
from duckdb import DuckDBPyConnection as Cursor

from store import codebook, formats, plover, provenance
from store.formats import Column
from store.selection import Selection
from store.tables import TABLES

FORMATS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
           "parquet": "application/vnd.apache.parquet", "json": "application/json",
           "plover": "application/x-ndjson", "zip": "application/zip"}
ENDINGS = {"plover": "plover.jsonl"}
AT_ONCE = 200_000  # engagements in a stretch: fewer would be read over and over, more would stand in memory
IN_HAND = 100_000  # rows of a stretch that are handed on at once


class NoExtract(ValueError):
    """This table cannot be had in this format; the message says what can."""


def write(cursor: Cursor, table: str, selection: Selection, form: str, stream: IO[bytes], bom: bool = False) -> dict:
    """Writes an extract to a binary stream.

    Args:
        cursor: of a connection by `store.connection`; used for nothing else meanwhile.
        table: a name of `store.tables.TABLES`.
        form: a name of FORMATS.
        bom: a byte order mark in front of CSV, by which Excel knows UTF-8.

    Returns:
        What `store.provenance.about` says of it, with the number of rows.

    Raises:
        NoExtract: unknown table or format, too many rows for XLSX, or PLOVER of something else than engagements.
    """
    about = prepare(cursor, table, selection, form)
    if form == "zip":
        from store import package

        package.write_zip(cursor, table, about, stream, bom)
    elif form == "parquet":
        formats.write_parquet(_stretches(cursor, TABLES[table].rows), _schema(cursor, table), about, stream)
    elif form == "xlsx":
        formats.write_xlsx(_stretches(cursor, TABLES[table].rows), columns(cursor, table),
                           {"codebook": codebook.as_rows(table), "about": provenance.as_rows(about)},
                           provenance.built_at(about), table, stream)
    else:
        write_text(cursor, table, form, about, stream, bom)
    return about


def as_bytes(cursor: Cursor, table: str, selection: Selection, form: str, bom: bool = False) -> bytes:
    """The same as `write`, in memory: for a download button."""
    stream = BytesIO()
    write(cursor, table, selection, form, stream, bom)
    return stream.getvalue()


def file_name(table: str, form: str) -> str:
    """What the file is called: chancery_engagements.csv."""
    return f"chancery_{table}.{ENDINGS.get(form, form)}"


def prepare(cursor: Cursor, table: str, selection: Selection, form: str) -> dict:
    """Chooses the rows: `chosen` then stands on the cursor; what the extract says of itself."""
    if table not in TABLES or form not in FORMATS:
        raise NoExtract(f"no extract {table} as {form}: tables are {', '.join(TABLES)}; formats {', '.join(FORMATS)}")
    if form == "plover" and table != "engagements":
        raise NoExtract(f"PLOVER holds events, so only engagements can be had in it, not {table}")
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE chosen AS {TABLES[table].chosen}", selection.values())
    key = "release_id" if table == "releases" else "engagement_id"
    ((rows,),) = cursor.execute(
        f"SELECT count(*) FROM {TABLES[table].counted} SEMI JOIN chosen USING ({key})").fetchall()
    if form == "xlsx" and rows > formats.XLSX_ROWS:
        raise NoExtract(f"a sheet holds {formats.XLSX_ROWS:,} rows, and these are {rows:,}: take csv or parquet")
    return provenance.about(cursor, table, selection, form, rows)


def columns(cursor: Cursor, table: str, rows: str = "") -> list[Column]:
    """The columns of an extract table with their DuckDB types, in order. Needs `chosen` on the cursor."""
    sql = (rows or TABLES[table].rows).replace("$first", "1").replace("$last", "0")
    return [Column(name, kind) for name, kind, *_ in cursor.execute(f"DESCRIBE {sql}").fetchall()]


def write_text(cursor: Cursor, table: str, form: str, about: dict, stream: IO[bytes], bom: bool = False) -> None:
    """CSV, JSON or PLOVER lines of what is `chosen` on the cursor."""
    if form == "csv":
        described = columns(cursor, table)
        stream.write((formats.BOM if bom else b"") + formats.csv_header(described))
        for piece in formats.text_of(_stretches(cursor, formats.csv_lines(described, TABLES[table].rows))):
            stream.write(piece)
    elif form == "plover":
        for piece in formats.text_of(_stretches(cursor, f"SELECT concat(to_json(t), chr(10)) FROM ({plover.ROWS}) t")):
            stream.write(piece)
    else:
        stream.write(b'{"about": ' + json.dumps(about, ensure_ascii=False).encode() + b',\n"rows": [')
        skipped = 1  # the comma in front of the first row
        rows = f"SELECT concat(',', chr(10), to_json(t)) FROM ({TABLES[table].rows}) t"
        for piece in formats.text_of(_stretches(cursor, rows)):
            stream.write(piece[skipped:])
            skipped = 0 if len(piece) else skipped
        stream.write(b"\n]}\n")


def _stretches(cursor: Cursor, rows: str) -> Iterator[pa.RecordBatch]:
    ((places,),) = cursor.execute("SELECT coalesce(max(place), 0) FROM chosen").fetchall()
    for first in range(1, places + 1, AT_ONCE):
        # Arrow takes no bound values here; these are our own numbers.
        sql = rows.replace("$first", str(first)).replace("$last", str(first + AT_ONCE - 1))
        yield from cursor.sql(sql).to_arrow_reader(IN_HAND)


def _schema(cursor: Cursor, table: str) -> pa.Schema:
    sql = TABLES[table].rows.replace("$first", "1").replace("$last", "0")
    return cursor.sql(sql).to_arrow_table().schema

"""How rows become files: CSV, JSON and PLOVER lines as text that DuckDB writes, Parquet and XLSX typed.

A CSV cell of text that a spreadsheet might run as a formula gets an apostrophe in front, and so does one that begins
with an apostrophe; `restored` takes it off again. Lists are joined by `|`; a `|` or a backslash inside a value has a
backslash in front. A gap is an empty cell, an empty text is `""`.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any, NamedTuple

import numpy as np
import pyarrow as pa
from pandas import DataFrame
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

# What OWASP lists as the beginnings of formulas, full-width twins included, and the apostrophe itself.
RISKY = "=+-@\t\r\n＝＋－＠'"
BOM = b"\xef\xbb\xbf"
XLSX_ROWS, XLSX_CELL = 1_048_575, 32_767
CUT = " … [cut: the CSV has it whole]"


class Column(NamedTuple):
    """A column's name and its DuckDB type, as `DESCRIBE` says it."""

    name: str
    type: str


def csv_lines(columns: Sequence[Column], rows: str) -> str:
    """The SELECT of CSV lines, CRLF included, over the SELECT `rows` with these columns (RFC 4180)."""
    lists = ", ".join(f'{_joined_list(column.name)} AS "{column.name}"'
                      for column in columns if column.type == "VARCHAR[]")
    joined_lists = f"REPLACE ({lists})" if lists else ""
    # One concat of everything: a chain of || would copy the growing line once a cell. It takes a gap for nothing.
    line = ", ',', ".join(_csv_cell(column) for column in columns)
    return f"SELECT concat({line}, chr(13), chr(10)) FROM (SELECT * {joined_lists} FROM ({rows}))"


def csv_header(columns: Sequence[Column]) -> bytes:
    """The first line of a CSV file; names are plain words that need no quotes."""
    return ",".join(column.name for column in columns).encode() + b"\r\n"


def guarded(text: str) -> str:
    """A text as a CSV cell holds it: safe from being run as a formula."""
    return f"'{text}" if text[:1] and text[0] in RISKY else text


def restored(cell: str) -> str:
    """The text a CSV cell stands for: the inverse of `guarded`."""
    return cell[1:] if cell.startswith("'") else cell


def joined(values: Iterable[str]) -> str:
    """A list as one cell, before it is guarded."""
    return "|".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)


def parted(cell: str) -> list[str]:
    """The list a (restored) cell stands for: the inverse of `joined`. An empty cell is the empty list."""
    if not cell:
        return []
    values, escaped = [""], False
    for sign in cell:
        if not escaped and sign == "|":
            values.append("")
        elif not escaped and sign == "\\":
            escaped = True
            continue
        else:
            values[-1] += sign
        escaped = False
    return values


def text_of(batches: Iterable[pa.RecordBatch]) -> Iterator[memoryview]:
    """The bytes of all values of a one-column batch of text: Arrow keeps them one behind the other already."""
    for batch in batches:
        column = batch.column(0)
        _, offsets, characters = column.buffers()
        places = np.frombuffer(offsets, np.int64 if pa.types.is_large_string(column.type) else np.int32)
        yield memoryview(characters)[places[column.offset]:places[column.offset + len(column)]]


def write_parquet(batches: Iterator[pa.RecordBatch], schema: pa.Schema, about: dict, stream: IO[bytes]) -> None:
    """Typed Parquet, zstd; `about` is the key `chancery` of the file's metadata, as JSON."""
    from pyarrow import parquet

    schema = schema.with_metadata({"chancery": json.dumps(about, ensure_ascii=False)})
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch.cast(schema))


def write_xlsx(batches: Iterator[pa.RecordBatch], columns: Sequence[Column], sheets: dict[str, list[tuple]],
               made: datetime, name: str, stream: IO[bytes]) -> None:
    """Typed XLSX, header frozen; `sheets` (name → rows, the first a header) follow. Rows pass through one by one."""
    import xlsxwriter

    book = xlsxwriter.Workbook(stream, {"constant_memory": True, "strings_to_urls": False,
                                        "strings_to_formulas": False, "strings_to_numbers": False})
    book.set_properties({"title": f"Chancery: {name}", "created": made})
    bold = book.add_format({"bold": True})
    writers = [_xlsx_writer(column.type, book) for column in columns]
    sheet = _open_sheet(book, name, [column.name for column in columns], bold, [_width(column) for column in columns])
    place = 0
    for batch in batches:
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            place += 1
            for position, (value, write) in enumerate(zip(row, writers, strict=True)):
                if value is not None and value != []:
                    write(sheet, place, position, value)
    sheet.autofilter(0, 0, place, len(columns) - 1)
    for title, (header, *rows) in sheets.items():
        extra = _open_sheet(book, title, header, bold, [24] * len(header))
        for number, row in enumerate(rows, 1):
            for position, value in enumerate(row):
                extra.write_string(number, position, str(value))
    book.close()


def csv_of_frame(frame: DataFrame) -> bytes:
    """A frame as CSV by the same rules; days without a time are dates."""
    texts = {name: frame[name].map(_guarded_or_gap) for name in frame if not is_numeric_dtype(frame[name])
             and not is_datetime64_any_dtype(frame[name])}
    return frame.assign(**texts).to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\r\n").encode()


def _guarded_or_gap(value: Any) -> Any:
    return guarded(value) if isinstance(value, str) else value


def _joined_list(name: str) -> str:
    escaped = "lambda x: replace(replace(x, '\\', '\\\\'), '|', '\\|')"
    plain, whole = f"array_to_string(\"{name}\", '')", f"array_to_string(\"{name}\", '|')"
    return (f"nullif(CASE WHEN contains({plain}, '|') OR contains({plain}, '\\')"
            f" THEN array_to_string(list_transform(\"{name}\", {escaped}), '|') ELSE {whole} END, '')")


def _csv_cell(column: Column) -> str:
    name = f'"{column.name}"'
    if column.type not in ("VARCHAR", "VARCHAR[]"):
        return name
    # Looking for single signs is several times as fast as a pattern; most cells are plain and pass as they are.
    risky = f"unicode({name}) IN ({', '.join(str(ord(sign)) for sign in RISKY)})"
    special = " OR ".join(f"contains({name}, {sign})" for sign in ("'\"'", "','", "chr(10)", "chr(13)"))
    return (f"CASE WHEN {name} = '' OR {special} THEN concat('\"', CASE WHEN {risky} THEN chr(39) END,"
            f" replace({name}, '\"', '\"\"'), '\"') WHEN {risky} THEN concat(chr(39), {name}) ELSE {name} END")


def _open_sheet(book: Any, name: str, header: Sequence[str], bold: Any, widths: Sequence[int]) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for position, (title, width) in enumerate(zip(header, widths, strict=True)):
        sheet.set_column(position, position, width)
        sheet.write_string(0, position, title, bold)
    return sheet


def _width(column: Column) -> int:
    return 40 if column.name in ("title", "text", "quote") else 12 if column.type != "VARCHAR" else 18


def _xlsx_writer(kind: str, book: Any) -> Callable[[Any, int, int, Any], None]:
    shapes = {"DATE": "yyyy-mm-dd", "TIME": "hh:mm"}
    if kind in shapes:
        shape = book.add_format({"num_format": shapes[kind]})
        # Spreadsheets know no day before 1900: such a one stays a text.
        return lambda sheet, row, column, value: (
            sheet.write_string(row, column, value.isoformat()) if isinstance(value, date) and value.year < 1900
            else sheet.write_datetime(row, column, value, shape))
    if kind in ("INTEGER", "BIGINT", "DOUBLE"):
        return lambda sheet, row, column, value: sheet.write_number(row, column, value)
    if kind == "VARCHAR[]":
        return lambda sheet, row, column, value: _write_text(sheet, row, column, joined(value))
    return _write_text


def _write_text(sheet: Any, row: int, column: int, value: str) -> None:
    if len(value.encode("utf-16-le")) > 2 * XLSX_CELL:
        value = value[:XLSX_CELL // 2] + CUT
    sheet.write_string(row, column, value)

"""A Parquet file: one release a row, read a few hundred rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from etl.readers import limits
from etl.readers.release import COLUMNS, Draft
from etl.records import Reject

_ROWS = 256
_GROUP = 1 << 30  # bytes of a row group, unpacked; writers make them of 128 MB


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Reject]:
    """Reads a Parquet file.

    Yields:
        A `Draft` for every row; one `Reject` for a file that is no Parquet, has no column of text, or no row.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(limits.seekable(stream))
    except (pa.ArrowException, OSError) as error:
        yield Reject(name, "file", f"no Parquet ({str(error).splitlines()[0][:80]}): write it again")
        return
    columns = [column for column in COLUMNS if column in table.schema_arrow.names]
    if not {"text", "body", "html"} & set(columns):
        yield Reject(name, "file", "no column of text: the table needs one of text, body, html")
        return
    groups = [table.metadata.row_group(n).total_byte_size for n in range(table.num_row_groups)]
    if max(groups, default=0) > _GROUP:
        yield Reject(name, "file", "a row group is larger than 1 GB unpacked: write it in smaller row groups")
        return
    if not table.metadata.num_rows:
        yield Reject(name, "file", "the table has no row: nothing to read")
    number = 0
    for batch in table.iter_batches(_ROWS, columns=columns):
        for row in batch.to_pylist():
            number += 1
            yield Draft(row, name, f"row {number}")

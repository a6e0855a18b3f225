"""A visitor's own release, read as any other: the one function of this house that the dashboard calls.

Nothing is kept: what was given lies in a temporary folder while it is read, and neither text nor record is remembered.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from etl import assemble, checks, readers, record
from etl.records import Reject

AT_MOST = 50  # releases of one file


class Trial(NamedTuple):
    """Records as `parse --jsonl` gives them, and why what is no release is none."""

    records: list[dict[str, Any]]
    rejects: list[str]


def try_it(name: str, content: bytes) -> Trial:
    """Reads a file's releases.

    Args:
        name: the file's name; how it ends says how it is read.
        content: the file itself.
    """
    records: list[dict[str, Any]] = []
    rejects: list[str] = []
    with tempfile.TemporaryDirectory(prefix="chancery-trial-") as folder:
        file = Path(folder) / f"given{Path(name).suffix.lower()}"
        file.write_bytes(content)
        for found in readers.read([file]):
            if isinstance(found, Reject):
                rejects.append(f"{found.location}: {found.reason}" if found.location != "file" else found.reason)
            else:
                reading = assemble.read(found)
                checks.check(reading)
                records.append(record.as_json(reading))
            if len(records) + len(rejects) >= AT_MOST:
                break
    return Trial(records, rejects)

"""`etl changes A B`: what differs between two databases, and why (store.changes), as lines to read or as CSV."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.changes import Change


def add_to(commands: argparse._SubParsersAction) -> None:
    """Adds the command to the parser of `python -m etl`."""
    changes = commands.add_parser("changes", help="what differs between two databases, and why")
    changes.add_argument("old", type=Path, metavar="A.duckdb")
    changes.add_argument("new", type=Path, metavar="B.duckdb")
    changes.add_argument("--csv", action="store_true", help="as CSV instead of lines to read")
    changes.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Prints the changes; the exit status is 0 whether there are any or not."""
    from store.changes import Change, counts

    found = between(chosen.old, chosen.new)
    if chosen.csv:
        writer = csv.writer(sys.stdout, lineterminator="\r\n")
        writer.writerow(Change._fields)
        writer.writerows(found)
        return 0
    for one in found:
        what = f"  {one.field}: {one.old or '-'} → {one.new or '-'}" if one.field else ""
        print(f"{one.change:<8} {one.engagement_id}{what}{f'  ({one.because})' if one.because else ''}")
    print(", ".join(f"{word} {number}" for word, number in counts(found).items()))
    return 0


def between(old: Path, new: Path) -> list[Change]:
    """All changes from one database to another, by engagement.

    Raises:
        RuntimeError: one of them cannot be read.
    """
    from etl.export import open_cursor
    from store import changes

    return changes.between(open_cursor(old), open_cursor(new))

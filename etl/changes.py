"""`etl changes A B`: what differs between two databases, engagement by engagement, and why.

A difference is because of a `correction` where one was applied to that field; of the `text` where the release changed;
else of `rules` or `vocabulary`, whichever of the two builds' fingerprints differ (`rules or vocabulary` where both do).
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Fields that follow from others, or only say where the rest was read.
PASSED_OVER = {"engagement_id", "corrected"}


class Change(NamedTuple):
    """One line of the list; values as a CSV extract writes them, None for a gap."""

    engagement_id: str
    change: str
    field: str | None
    old: str | None
    new: str | None
    because: str | None


def add_to(commands: argparse._SubParsersAction) -> None:
    """Adds the command to the parser of `python -m etl`."""
    changes = commands.add_parser("changes", help="what differs between two databases, and why")
    changes.add_argument("old", type=Path, metavar="A.duckdb")
    changes.add_argument("new", type=Path, metavar="B.duckdb")
    changes.add_argument("--csv", action="store_true", help="as CSV instead of lines to read")
    changes.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Prints the changes; the exit status is 0 whether there are any or not."""
    found = between(chosen.old, chosen.new)
    if chosen.csv:
        writer = csv.writer(sys.stdout, lineterminator="\r\n")
        writer.writerow(Change._fields)
        writer.writerows(found)
        return 0
    for one in found:
        what = f"  {one.field}: {one.old or '-'} → {one.new or '-'}" if one.field else ""
        print(f"{one.change:<8} {one.engagement_id}{what}{f'  ({one.because})' if one.because else ''}")
    counts = {word: len({one.engagement_id for one in found if one.change == word}) for word in ("added", "changed", "deleted")}
    print(", ".join(f"{word} {number}" for word, number in counts.items()))
    return 0


def between(old: Path, new: Path) -> list[Change]:
    """All changes from one database to another, by engagement.

    Raises:
        RuntimeError: one of them cannot be read.
    """
    before, after = _Build(old), _Build(new)
    changes = [Change(key, "added", None, None, None, after.why_there(key, before)) for key in after.rows.keys() - before.rows.keys()]
    changes += [Change(key, "deleted", None, None, None, before.why_there(key, after)) for key in before.rows.keys() - after.rows.keys()]
    for key in before.rows.keys() & after.rows.keys():
        was, now = before.rows[key], after.rows[key]
        changes += [Change(key, "changed", field, was[field], now[field], after.why(key, field, before))
                    for field in was if field not in PASSED_OVER and was[field] != now[field]]  # fmt: skip
    return sorted(changes, key=lambda one: (one.change, one.engagement_id, one.field or ""))


class _Build:
    """One database: its engagements as texts, its releases' fingerprints, its rules and vocabulary."""

    def __init__(self, path: Path) -> None:
        from etl.export import open_cursor

        cursor = open_cursor(path)
        self.rows = _rows(cursor)
        self.releases = dict(cursor.execute("SELECT release_id, fingerprint FROM releases").fetchall())
        self.rules, self.vocabulary = cursor.execute(
            "SELECT rules_fingerprint, vocabulary_fingerprint FROM builds ORDER BY built_at DESC LIMIT 1").fetchall()[0]  # fmt: skip
        self.corrected = set(cursor.execute("SELECT engagement_id, field FROM corrections WHERE status = 'applied'").fetchall())

    def why_there(self, key: str, other: _Build) -> str | None:
        release = self.rows[key]["release_id"]
        return self._why_rules(other) if other.releases.get(release) == self.releases[release] else (
            "text" if release in other.releases else "release")  # fmt: skip

    def why(self, key: str, field: str, before: _Build) -> str | None:
        release = self.rows[key]["release_id"]
        if (key, field) in self.corrected ^ before.corrected:
            return "correction"
        return "text" if before.releases[release] != self.releases[release] else self._why_rules(before)

    def _why_rules(self, other: _Build) -> str | None:
        differ = [word for word in ("rules", "vocabulary") if getattr(self, word) != getattr(other, word)]
        return " or ".join(differ) or None


def _rows(cursor: DuckDBPyConnection) -> dict[str, dict[str, str | None]]:
    from store import formats
    from store.selection import Selection
    from store.tables import TABLES

    cursor.execute(f"CREATE OR REPLACE TEMP TABLE chosen AS {TABLES['engagements'].chosen}", Selection().values())
    found = cursor.execute(TABLES["engagements"].rows, {"first": 1, "last": 1 << 60})
    names = [column[0] for column in found.description]
    return {row[0]: {name: None if value is None else formats.joined(value) or None if isinstance(value, list) else str(value)
                     for name, value in zip(names, row, strict=True)} for row in found.fetchall()}  # fmt: skip

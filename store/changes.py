"""What differs between two builds, engagement by engagement, and why.

A difference is because of a `correction` where one was applied to that field; of the `text` where the release changed;
else of `rules` or `vocabulary`, whichever of the two builds' fingerprints differ (`rules or vocabulary` where both do).
What was added or deleted with its whole release is because of the `release`.
"""

from typing import NamedTuple

from duckdb import DuckDBPyConnection as Cursor

from store import formats
from store.selection import Selection
from store.tables import TABLES

# Fields that follow from others, or only say where the rest was read.
PASSED_OVER = {"engagement_id", "corrected"}
KINDS = ("added", "changed", "deleted")
ROWS = TABLES["engagements"].rows.replace("$first", "1").replace("$last", str(1 << 60))
# A digest a row finds the few that differ: of a million engagements not one has to stand here whole.
DIGESTS = f"SELECT engagement_id, hash(t) FROM ({ROWS}) t"
CHOSEN = f"SELECT * FROM ({ROWS}) WHERE engagement_id IN (SELECT unnest($wanted))"


class Change(NamedTuple):
    """One line of the list; values as a CSV extract writes them, None for a gap; `title` is the release's."""

    engagement_id: str
    change: str
    field: str | None
    old: str | None
    new: str | None
    because: str | None
    title: str | None = None


def between(old: Cursor, new: Cursor) -> list[Change]:
    """All changes from one database to another, by engagement; the cursors are of connections by `store.connection`."""
    digests = _digests(old), _digests(new)
    differ = {key for key in digests[0].keys() | digests[1].keys() if digests[0].get(key) != digests[1].get(key)}
    before, after = _Build(old, differ), _Build(new, differ)
    changes = [after.whole(key, "added", before) for key in after.rows.keys() - before.rows.keys()]
    changes += [before.whole(key, "deleted", after) for key in before.rows.keys() - after.rows.keys()]
    for key in before.rows.keys() & after.rows.keys():
        was, now = before.rows[key], after.rows[key]
        changes += [Change(key, "changed", field, was[field], now[field], after.why(key, field, before), now["title"])
                    for field in was if field not in PASSED_OVER and was[field] != now[field]]
    return sorted(changes, key=lambda one: (one.change, one.engagement_id, one.field or ""))


def counts(changes: list[Change]) -> dict[str, int]:
    """Kind of change → engagements; one changed in two fields is one."""
    return {kind: len({one.engagement_id for one in changes if one.change == kind}) for kind in KINDS}


def _digests(cursor: Cursor) -> dict[str, int]:
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE chosen AS {TABLES['engagements'].chosen}", Selection().values())
    return dict(cursor.execute(DIGESTS).fetchall())


class _Build:
    """Of one database: some engagements as texts, their releases' fingerprints, its rules and vocabulary."""

    def __init__(self, cursor: Cursor, wanted: set[str]) -> None:
        found = cursor.execute(CHOSEN, {"wanted": sorted(wanted)})
        names = [column[0] for column in found.description or ()]
        self.rows = {row[0]: {name: _text(value) for name, value in zip(names, row, strict=True)}
                     for row in found.fetchall()}
        self.releases = dict(cursor.execute("SELECT release_id, fingerprint FROM releases").fetchall())
        self.rules, self.vocabulary = cursor.execute(
            "SELECT rules_fingerprint, vocabulary_fingerprint FROM builds ORDER BY built_at DESC LIMIT 1").fetchall()[0]
        self.corrected = set(cursor.execute(
            "SELECT engagement_id, field FROM corrections WHERE status = 'applied'").fetchall())

    def whole(self, key: str, change: str, other: "_Build") -> Change:
        release = self.rows[key]["release_id"]
        if other.releases.get(release) == self.releases[release]:
            why = self._why_rules(other)
        else:
            why = "text" if release in other.releases else "release"
        return Change(key, change, None, None, None, why, self.rows[key]["title"])

    def why(self, key: str, field: str, before: "_Build") -> str | None:
        release = self.rows[key]["release_id"]
        if (key, field) in self.corrected ^ before.corrected:
            return "correction"
        return "text" if before.releases.get(release) != self.releases[release] else self._why_rules(before)

    def _why_rules(self, other: "_Build") -> str | None:
        differ = [word for word in ("rules", "vocabulary") if getattr(self, word) != getattr(other, word)]
        return " or ".join(differ) or None


def _text(value: object) -> str | None:
    if isinstance(value, list):
        return formats.joined(value) or None
    return None if value is None else str(value)

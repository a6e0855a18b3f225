"""How a release is cited, in the ministry's own form, and how an error in a record is reported: plain text to copy."""

import csv
import io
from datetime import UTC, datetime

import pandas as pd

from view.sources import MINISTRIES

SLOTS = ("kind", "date", "start_time", "duration_minutes", "place", "principals", "counterparts", "countries", "topics",
         "direction", "visit", "statements", "engagement or not")


def of_release(release: pd.Series, today: str | None = None) -> str:
    """'Source: Ministry of … website. URL: … Accessed 2026-01-31.'; the day in UTC unless given."""
    accessed = today or f"{datetime.now(UTC):%Y-%m-%d}"
    whose = MINISTRIES.get(release.ministry, release.ministry)
    where = f" URL: {release.url}" if pd.notna(release.url) and release.url else ""
    return f"Source: {whose} website.{where} Accessed {accessed}."


def of_record(release: pd.Series, record_id: str) -> str:
    """How the record, as against the release, is cited: its ID and the build it stands in."""
    return f"Chancery, record {record_id}, build {release.build_id} of {release.built_at:%Y-%m-%d}."


def error_row(release: pd.Series, record_id: str, slot: str, wrong: str) -> str:
    """Two lines of CSV, names and values, that say which record is wrong in what."""
    lines = io.StringIO()
    rows = csv.writer(lines, lineterminator="\n")
    rows.writerow(("record", "slot", "should_be", "url", "build"))
    rows.writerow((record_id, slot, wrong, "" if pd.isna(release.url) else release.url, release.build_id))
    return lines.getvalue()

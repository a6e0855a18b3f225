"""How a record is cited, and how an error in it is reported: plain text to copy."""

import csv
import io

import pandas as pd

SLOTS = ("kind", "date", "start_time", "duration_minutes", "place", "principals", "counterparts", "countries", "topics",
         "direction", "visit", "statements", "engagement or not")


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

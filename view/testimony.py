"""How the reading did against hand labels, in words and tables; what left the house unread. HTML out, escaped."""

from html import escape
from urllib.parse import quote

import pandas as pd

from view.sources import REASONS
from view.wording import ABSENT, count, day, number, word

# Slots that say how the whole went come first.
LEADING = ("whole_record", "engagement")


def answer(scores: pd.DataFrame) -> str:
    """The best and the worst slot, and whole records. Frame: one ministry and period of `quality.scores`."""
    if scores.empty:
        return "This build was not compared with hand labels; `data/gold` has none for its ministry."
    by_slot = scores.set_index("slot")
    parts = scores[~scores.slot.isin(LEADING)]
    worst = parts.loc[parts.f1.idxmin()]
    whole = by_slot.f1.get("whole_record")
    told = "" if whole is None else f"every slot is right in **{whole:.0%}** of records; "
    return (f"In {count(scores.n.max(), 'release')} read by hand too, {told}of the single slots, "
            f"**{word(worst.slot)}** is read least well (F1 {worst.f1:.2f}).")


def table(scores: pd.DataFrame) -> str:
    """The scores as a table. Frame: slot, n, precision, recall, f1, low, high."""
    head = "".join(f'<th class="n">{name}</th>' for name in ("n", "Precision", "Recall", "F1", "95 % interval"))
    rows = "".join(
        f'<tr><td>{escape(word(row.slot))}</td><td class="n">{number(row.n)}</td><td class="n">{row.precision:.3f}</td>'
        f'<td class="n">{row.recall:.3f}</td><td class="n"><b>{row.f1:.3f}</b></td>'
        f'<td class="n">{row.low:.3f}–{row.high:.3f}</td></tr>' for row in scores.itertuples())
    return _framed(f"<thead><tr><th>Slot</th>{head}</tr></thead><tbody>{rows}</tbody>", "scores", "Scores by slot")


def misses(frame: pd.DataFrame) -> str:
    """Labels the reading did not meet, each with the way to its release."""
    rows = "".join(
        f"<tr><td>{escape(word(row.slot))}</td><td>{_release(row)}</td><td>{_only(row.label, row.read)}</td>"
        f"<td>{_only(row.read, row.label)}</td></tr>" for row in frame.itertuples())
    return _framed("<thead><tr><th>Slot</th><th>Release</th><th>By hand only</th><th>Read only</th></tr></thead>"
                   f"<tbody>{rows}</tbody>", "misses", "Labels that were not met")


def skips(frame: pd.DataFrame) -> str:
    """Releases without an engagement, why, by which words."""
    rows = "".join(
        f"<tr><td>{escape(REASONS.get(row.reason, word(row.reason)))}</td><td>{_release(row)}</td>"
        f"<td>{ABSENT if pd.isna(row.published) else day(row.published)}</td>"
        f"<td>{'“' + escape(row.quote) + '”' if pd.notna(row.quote) else escape(word(row.rule))}</td></tr>"
        for row in frame.itertuples())
    return _framed("<thead><tr><th>Left out as</th><th>Release</th><th>Published</th><th>Because of</th></tr></thead>"
                   f"<tbody>{rows}</tbody>", "skips", "Releases without an engagement")


def rejects(frame: pd.DataFrame) -> str:
    """Inputs that could not be read."""
    rows = "".join(f"<tr><td>{escape(row.source)}</td><td>{escape(row.location)}</td><td>{escape(row.reason)}</td></tr>"
                   for row in frame.itertuples())
    return _framed(f"<thead><tr><th>Input</th><th>Where</th><th>Why</th></tr></thead><tbody>{rows}</tbody>", "rejects",
                   "Inputs that could not be read")


def tables(frame: pd.DataFrame) -> str:
    """Tables with rows and meaning."""
    rows = "".join(f'<tr><td>{escape(row.table)}</td><td class="n">{number(row.rows)}</td>'
                   f"<td>{escape(row.meaning)}</td></tr>" for row in frame.itertuples())
    return _framed('<thead><tr><th>Table</th><th class="n">Rows</th><th>Holds</th></tr></thead>'
                   f"<tbody>{rows}</tbody>", "tables", "Tables of the database")


def columns(frame: pd.DataFrame) -> str:
    """Columns with type and meaning."""
    rows = "".join(f"<tr><td>{escape(row.column)}</td><td>{escape(row.type)}</td><td>{escape(row.meaning)}</td></tr>"
                   for row in frame.itertuples())
    return _framed("<thead><tr><th>Column</th><th>Type</th><th>Meaning</th></tr></thead>"
                   f"<tbody>{rows}</tbody>", "columns", "Columns of the table")


def builds(frame: pd.DataFrame) -> str:
    """Builds, the newest first: when, how much was read, with which rules."""
    names = ("Read", "New", "Changed", "Left out", "Rejects", "Engagements")
    head = "".join(f'<th class="n">{name}</th>' for name in names)
    rows = "".join(
        f"<tr><td>{day(row.built_at)}, {row.built_at:%H:%M} UTC</td><td>{escape(row.build_id)}</td>"
        + "".join(f'<td class="n">{number(value)}</td>' for value in (
            row.releases_read, row.releases_new, row.releases_changed, row.releases_skipped, row.rejects,
            row.engagements))
        + f"<td>{escape(row.rules_fingerprint)}</td><td>{escape(row.vocabulary_fingerprint)}</td></tr>"
        for row in frame.itertuples())
    return _framed(f"<thead><tr><th>Built</th><th>Build</th>{head}<th>Rules</th><th>Vocabulary</th></tr></thead>"
                   f"<tbody>{rows}</tbody>", "builds", "Builds")


def _only(values: str, other: str) -> str:
    # What one side has and the other has not; what both have is no miss.
    others = other.split("; ")
    return escape(", ".join(word(value) for value in values.split("; ") if value and value not in others)) or ABSENT


def _release(row) -> str:
    title = escape(row.title if pd.notna(row.title) else row.url or "")
    if pd.isna(row.release_id):
        return title
    return f'<a href="release?release={quote(row.release_id)}" target="_self">{title or escape(row.release_id)}</a>'


def _framed(table_body: str, mark: str, label: str) -> str:
    return (f'<div class="scrolled" tabindex="0" role="region" aria-label="{label}">'
            f'<table class="plain" data-testid="{mark}">{table_body}</table></div>')

"""How the reading did against hand labels, in words and tables; what left the house unread. HTML out, escaped."""

from html import escape

import pandas as pd

from view import asking, switching
from view.language import say, spoken
from view.sources import reason
from view.wording import ABSENT, commas, count, day, number, word

# Slots that say how the whole went come first.
LEADING = ("whole_record", "engagement")
# Slots whose values are codes, and the filter that names them.
CODED = {"topics": "topics", "kind": "kinds", "countries": "countries", "place_country": "countries"}


def answer(scores: pd.DataFrame) -> str:
    """The best and the worst slot, and whole records. Frame: one ministry and period of `quality.scores`."""
    if scores.empty:
        return say("This build was not compared with hand labels; `data/gold` has none for its ministry.")
    parts = scores[~scores.slot.isin(LEADING)]
    worst, whole = parts.loc[parts.f1.idxmin()], scores.set_index("slot").f1.get("whole_record")
    told = {"releases": count(scores.n.max(), "release"), "slot": word(worst.slot), "f1": f"{worst.f1:.2f}"}
    if whole is None:
        return say("In {releases} read by hand too, of the single slots, **{slot}** is read least well (F1 {f1}).",
                   **told)
    return say("In {releases} read by hand too, every slot is right in **{whole:.0%}** of records; of the single "
               "slots, "
               "**{slot}** is read least well (F1 {f1}).", whole=whole, **told)


def table(scores: pd.DataFrame) -> str:
    """The scores as a table. Frame: slot, n, precision, recall, f1, low, high."""
    rows = "".join(
        f'<tr><td>{escape(word(row.slot))}</td><td class="n">{number(row.n)}</td><td class="n">{row.precision:.3f}</td>'
        f'<td class="n">{row.recall:.3f}</td><td class="n"><b>{row.f1:.3f}</b></td>'
        f'<td class="n">{row.low:.3f}–{row.high:.3f}</td></tr>' for row in scores.itertuples())
    head = _head(say("Slot")) + _head(say("n"), say("Precision"), say("Recall"), "F1", say("95 % interval"), mark="n")
    return _framed(head, rows, "scores", say("Scores by slot"))


def misses(frame: pd.DataFrame) -> str:
    """Labels the reading did not meet, each with the way to its release."""
    rows = "".join(
        f"<tr><td>{escape(word(row.slot))}</td><td>{_release(row)}</td><td>{_only(row.label, row.read, row.slot)}</td>"
        f"<td>{_only(row.read, row.label, row.slot)}</td></tr>" for row in frame.itertuples())
    return _framed(_head(say("Slot"), say("Release"), say("By hand only"), say("Read only")), rows, "misses",
                   say("Labels that were not met"))


def skips(frame: pd.DataFrame) -> str:
    """Releases without an engagement, why, by which words."""
    rows = "".join(
        f"<tr><td>{escape(reason(row.reason))}</td><td>{_release(row)}</td>"
        f"<td>{ABSENT if pd.isna(row.published) else day(row.published)}</td>"
        f"<td>{'“' + escape(row.quote) + '”' if pd.notna(row.quote) else escape(word(row.rule))}</td></tr>"
        for row in frame.itertuples())
    return _framed(_head(say("Left out as"), say("Release"), say("Published"), say("Because of")), rows, "skips",
                   say("Releases without an engagement"))


def rejects(frame: pd.DataFrame) -> str:
    """Inputs that could not be read."""
    rows = "".join(f'<tr><td>{escape(row.source)}</td><td>{escape(row.location)}</td>'
                   f'<td lang="en">{escape(row.reason)}</td></tr>' for row in frame.itertuples())
    return _framed(_head(say("Input"), say("Where"), say("Why")), rows, "rejects", say("Inputs that could not be read"))


def tables(frame: pd.DataFrame) -> str:
    """Tables with rows and meaning."""
    rows = "".join(f'<tr><td>{escape(row.table)}</td><td class="n">{number(row.rows)}</td>'
                   f'<td lang="en">{escape(row.meaning)}</td></tr>' for row in frame.itertuples())
    head = _head(say("Table")) + _head(say("Rows"), mark="n") + _head(say("Holds"))
    return _framed(head, rows, "tables", say("Tables of the database"))


def columns(frame: pd.DataFrame) -> str:
    """Columns with type and meaning."""
    rows = "".join(f'<tr><td>{escape(row.column)}</td><td>{escape(row.type)}</td><td lang="en">{escape(row.meaning)}'
                   "</td></tr>" for row in frame.itertuples())
    return _framed(_head(say("Column"), say("Type"), say("Meaning")), rows, "columns", say("Columns of the table"))


def builds(frame: pd.DataFrame) -> str:
    """Builds, the newest first: when, how much was read, with which rules."""
    rows = "".join(
        f"<tr><td>{_moment(row.built_at)}</td><td>{escape(row.build_id)}</td>"
        + "".join(f'<td class="n">{number(value)}</td>' for value in (
            row.releases_read, row.releases_new, row.releases_changed, row.releases_skipped, row.rejects,
            row.engagements))
        + f"<td>{escape(row.rules_fingerprint)}</td><td>{escape(row.vocabulary_fingerprint)}</td></tr>"
        for row in frame.itertuples())
    head = _head(say("Built"), say("Build")) + _head(
        say("Read"), say("New"), say("Changed"), say("Left out"), say("Rejects"), say("Engagements"), mark="n"
    ) + _head(say("Rules"), say("Vocabulary"))
    return _framed(head, rows, "builds", say("Builds"))


def _moment(when: pd.Timestamp) -> str:
    return escape(say("{day}, {time} UTC", day=day(when), time=f"{when:%H:%M}"))


def _only(values: str, other: str, slot: str) -> str:
    # What one side has and the other has not; what both have is no miss.
    others, names = other.split("; "), {} if spoken() == "en" else asking.names()
    return escape(commas([names.get((CODED.get(slot, ""), value), word(value)) for value in values.split("; ")
                          if value and value not in others])) or ABSENT


def _release(row) -> str:
    title = escape(row.title if pd.notna(row.title) else row.url or "")
    if pd.isna(row.release_id):
        return title
    link = escape(f"release?{switching.kept(release=row.release_id)}")
    return f'<a href="{link}" target="_self" lang="en">{title or escape(row.release_id)}</a>'


def _head(*names: str, mark: str = "") -> str:
    opened = f'<th class="{mark}">' if mark else "<th>"
    return "".join(f"{opened}{escape(name)}</th>" for name in names)


def _framed(head: str, rows: str, mark: str, label: str) -> str:
    return (f'<div class="scrolled" tabindex="0" role="region" aria-label="{escape(label)}"><table class="plain" '
            f'data-testid="{mark}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>')

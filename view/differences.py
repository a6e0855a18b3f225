"""What changed between two builds: which other database is meant, the comparison, its answer and its table."""

import os
import tempfile
from collections.abc import Callable
from contextlib import closing
from html import escape
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import streamlit as st

from store import changes, connection
from store.connection import NoDatabase, Version
from view import asking, switching
from view.choosing import choose_one
from view.language import N_, plural, say
from view.wording import ABSENT, count, day, listing, number, word

LISTED, AT_MOST_MB = 300, 200  # rows a page shows; megabytes uploaded
NONE_KEPT = N_("No earlier build is kept beside this one: a build keeps the one it replaces, so this page has its "
               "first "
               "answer after the next build that changes anything. Until then, upload an earlier database above.")
MEANING = N_("**Release**: it was not there, or is there no more. **Text**: the release’s words changed. **Rules** and "
             "**vocabulary**: the same words are read otherwise. **Correction**: mended by hand "
             "(data/corrections.csv). "
             "On a command line, `python -m etl changes A.duckdb B.duckdb` says the same of any two databases.")


class Difference(NamedTuple):
    """The changes since an older build, one a row, and when that was made."""

    rows: pd.DataFrame
    built_at: pd.Timestamp


def compare() -> Difference | None:
    """The database shown against the one uploaded, else the one that was replaced; None, and said so, without one."""
    given = st.file_uploader(say("Compare with an earlier database of yours instead"), ["duckdb", "before"],
                             key="earlier", max_upload_size=AT_MOST_MB,
                             help=say("It is opened for reading on this machine, and forgotten when it has been "
                                      "compared."))
    now = connection.version(os.environ.get("CHANCERY_DB", asking.DATABASE))
    try:
        if given is not None:
            with st.spinner(say("The two databases are compared …")):
                return _compared(given.file_id, now, lambda: _of_upload(given.getvalue(), now))
        before = connection.version(connection.former(now.path))
        with st.spinner(say("The two databases are compared …")):
            return _compared(before, now, lambda: _of_two(before, now))
    except NoDatabase as absence:
        if given is not None or connection.former(now.path).exists():
            st.warning(say("The earlier database cannot be set beside this one: {reason}",
                           reason=_without_remedy(absence)), icon=":material/database_off:")
        return None


def answer(found: Difference) -> str:
    """What differs, in a sentence."""
    since = {"day": day(found.built_at), "time": f"{found.built_at:%H:%M}"}
    if found.rows.empty:
        return say("Since the build of {day}, {time} UTC, no engagement was added, changed or deleted.", **since)
    counted = found.rows.groupby("change").engagement_id.nunique()
    told = [plural("**{engagements}** was {changed}", "**{engagements}** were {changed}", counted[kind],
                   engagements=count(counted[kind], "engagement"), changed=word(kind))
            for kind in changes.KINDS if kind in counted]
    return say("Since the build of {day}, {time} UTC, {changes}.", changes=listing(told), **since)


def reasons(rows: pd.DataFrame) -> dict[str, str]:
    """Why, in figures: reason → number of engagements."""
    counted = rows.groupby(rows.because.fillna("not known")).engagement_id.nunique().sort_values(ascending=False)
    return {say("because of {reason}", reason=word(reason)): number(engagements)
            for reason, engagements in counted.items()}


def choose(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of one kind of change, or all."""
    kinds = [kind for kind in changes.KINDS if kind in set(rows.change)]
    chosen = choose_one(say("Change"), ["all", *kinds], "change")
    return rows if chosen == "all" else rows[rows.change == chosen]


def table(rows: pd.DataFrame) -> str:
    """The changes as a table, each with the way to its record, if it is still there."""
    body = "".join(
        f"<tr><td>{escape(word(row.change))}</td><td>{_named(row)}</td><td>{escape(word(row.field))}</td>"
        f"<td>{_cell(row.old)}</td><td>{_cell(row.new)}</td><td>{escape(word(row.because))}</td></tr>"
        for row in rows.head(LISTED).itertuples())
    names = (say("Change"), say("Engagement"), say("Field"), say("Was"), say("Is"), say("Because of"))
    head = "".join(f"<th>{name}</th>" for name in names)
    label = say("Changes")
    return (f'<div class="scrolled" tabindex="0" role="region" aria-label="{escape(label)}"><table class="plain" '
            f'data-testid="changes"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>')


def cut(rows: pd.DataFrame) -> str:
    """That the table ends before the file does, where it does; what the reasons mean."""
    left = say("The table has the first {number} of {of} lines, the file all. ", number=number(LISTED),
               of=number(len(rows))) if len(rows) > LISTED else ""
    return left + say(MEANING)


@st.cache_data(max_entries=4, show_spinner=False)
def _compared(before: Version | str, now: Version, _compare: Callable[[], Difference]) -> Difference:
    return _compare()


def _of_upload(content: bytes, now: Version) -> Difference:
    # A database can only be opened as a file; this one is gone when the folder is.
    with tempfile.TemporaryDirectory(prefix="chancery-changes-") as folder:
        path = Path(folder) / "earlier.duckdb"
        path.write_bytes(content)
        return _of_two(connection.version(path), now)


def _of_two(before: Version, now: Version) -> Difference:
    with closing(connection.open_database(before)) as old, closing(connection.open_database(now)) as new:
        found = changes.between(old.cursor(), new.cursor())
        ((built_at,),) = old.cursor().execute("SELECT max(built_at) FROM builds").fetchall()
    return Difference(pd.DataFrame(found, columns=list(changes.Change._fields), dtype="object"), pd.Timestamp(built_at))


def _without_remedy(absence: NoDatabase) -> str:
    # The advice to build is for the database that is shown, not for one that was brought along.
    said = str(absence).removesuffix(f" {connection.REMEDY}")
    return said.partition(" ")[2] if said.startswith(tempfile.gettempdir()) else said


def _named(row) -> str:
    title = escape(row.title or row.engagement_id)
    if row.change == "deleted":
        return f"{title}<br><small>{escape(row.engagement_id)}</small>"
    link = escape(f"release?{switching.kept(engagement=row.engagement_id)}")
    return f'<a href="{link}" target="_self">{title}</a>'


def _cell(value: str | None) -> str:
    return escape(", ".join(value.split("|"))) if isinstance(value, str) else ABSENT

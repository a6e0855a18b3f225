"""The table of engagements, and the choice of one: by its box in the table, by the list below, or by the address."""

from functools import partial

import pandas as pd
import streamlit as st

from store import particulars
from store.selection import Names
from view import asking
from view.choosing import hold
from view.language import say, spoken
from view.offers import offer_extract
from view.record import with_words
from view.wording import ABSENT, aside, day, number, word

SHOWN_AT_MOST = 2_000
UNDATED = pd.Timestamp(1, 1, 1)  # an empty cell could only show the table's one sign for gaps, and would sort anywhere
CHOICE, LIST = "engagement", "engagement_by_title"  # the first is also the parameter of the address


def show_table(frame: pd.DataFrame, names: Names) -> None:
    """Engagements as `queries.engagements` gives them, in words; a ticked row becomes the choice."""
    shown = pd.DataFrame({
        "date": frame.date.fillna(UNDATED), "kind": [names.get(("kinds", kind), kind) for kind in frame.kind],
        "title": frame.title,
        "with": [with_words(codes, "countries", names) for codes in frame.countries],
        "minutes": frame.duration_minutes.astype("Float64"),
        "topics": [with_words(codes, "topics", names) for codes in frame.topics], "original": frame.url,
    })
    styled = shown.style.format({"date": _day, "minutes": "{:.0f}"}, na_rep=ABSENT)
    for precision in {"month", "year"} & set(frame.date_precision):
        vague = shown.index[frame.date_precision == precision]
        styled = styled.format(partial(day, precision=precision), subset=(vague, ["date"]))
    st.dataframe(styled, key="table", hide_index=True, on_select=lambda: _choose(frame), selection_mode="single-row",
                 height=min(420, 38 + 35 * len(frame)), column_config=_columns(), placeholder=ABSENT,
                 alt=say("Table of the engagements in the selection, newest first"))


def choose(frame: pd.DataFrame) -> str | None:
    """The ID of the engagement to read: from the list, the table or the address; one outside the selection too."""
    with st.container(key=f"hidden_{CHOICE}"):
        # The address is to hold the ID, not the words the list shows: see view.filters.
        asked = st.text_input(say("Engagement ID"), key=CHOICE, bind="query-params")
    rows = {row.engagement_id: row for row in frame.itertuples()}
    if asked and asked not in rows:
        outside = asking.ask(particulars.record, asked)
        rows |= {row.engagement_id: row for row in outside.itertuples()}
        if outside.empty:
            st.warning(say("There is no engagement “{id}” in this database. The link may be older than the last build.",
                           id=asked), icon=":material/link_off:")
    hold(LIST, asked if asked in rows else None)
    names = asking.names()
    return st.selectbox(
        say("Read the release of"), list(rows), index=None, key=LIST, on_change=_take_over,
        placeholder=say("Choose an engagement, or tick its box in the table"),
        format_func=lambda code: _label(rows[code], names))


def _label(row, names: Names) -> str:
    """What the list shows of an engagement; the second and third of one release say what they are."""
    ordinal = row.engagement_id.rsplit("-", 1)[-1]
    title = row.title if pd.notna(row.title) else row.engagement_id
    told = f"{day(row.date, row.date_precision)} · {title}"
    kind = word(row.kind) if spoken() == "en" else names.get(("kinds", row.kind), row.kind)
    return told if ordinal == "1" else aside(told, f"{ordinal}: {kind}")


def _take_over() -> None:
    st.session_state[CHOICE] = st.session_state[LIST] or ""


def show_mentions(mentions: pd.DataFrame) -> None:
    """Every mention as a row, folded away: what was read, from which words, by which rule; and its file."""
    with st.expander(say("All {number} mentions: what was read, from which words, by which rule",
                         number=number(len(mentions)))):
        _evidence_table(mentions)
        offer_extract(mentions, "mentions")


def _evidence_table(mentions: pd.DataFrame) -> None:
    shown = mentions.assign(slot=[word(slot) for slot in mentions.slot])
    heads = {"slot": say("slot"), "value": say("value"), "quote": say("quote"), "rule": say("rule")}
    st.dataframe(shown[list(heads)], hide_index=True, key="evidence", column_config=heads,
                 alt=say("Table of what was read from the release, with the words it was read from"))


def _day(value: pd.Timestamp) -> str:
    return say("undated") if value == UNDATED else day(value)


def _choose(frame: pd.DataFrame) -> None:
    rows = st.session_state.table.selection.rows
    if rows:
        st.session_state[CHOICE] = frame.engagement_id.iloc[rows[0]]


def _columns() -> dict:
    column = st.column_config
    return {
        "date": column.Column(say("Date"), width=95 if spoken() == "en" else 125),
        "kind": column.Column(say("Kind"), width=120),
        "title": column.Column(say("Title"), width=380), "with": column.Column(say("With"), width=170),
        "minutes": column.Column(say("Minutes"), width=75,
                                 help=say("Duration as the release gives it; – where it gives none")),
        "topics": column.Column(say("Topics"), width=260),
        "original": column.LinkColumn(say("Original"), display_text=say("open ↗"), width=85,
                                      help=say("The ministry's own page")),
    }

"""What the house holds, in a sentence; the choice of a ministry and of a table; long lists folded away."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from view.choosing import choose_one
from view.offers import offer_extract
from view.wording import count, number

LISTED = 300  # rows of a list that a page shows; the file has all
COVERAGE = ("A month counts by the day of publication, else by the day of the first engagement; releases with neither "
            "are in no month. How many releases the ministry published in a month is not known here: a pale month may "
            "be a quiet one or one that was not collected.")


def answer(tables: pd.DataFrame, skips: pd.DataFrame, rejects: pd.DataFrame) -> str:
    """How much is held and how much of it says nothing. Frame: table, rows."""
    rows = tables.set_index("table").rows
    unread = f"; {count(len(rejects), 'input')} could not be read" if len(rejects) else "; nothing was unreadable"
    held, read = count(rows["releases"], "release"), count(rows["engagements"], "engagement")
    return (f"**{held}** are held: **{read}** were read from them, and {number(len(skips))} report none{unread}.")


def ask_table(tables: pd.DataFrame) -> str:
    """The table whose columns are shown and which is offered as a file."""
    names = list(tables.table)
    return choose_one("Columns of the table", names, "shown_table", "engagements")


def show(drawn: Callable[[pd.DataFrame], str], frame: pd.DataFrame, name: str, noun: str, plural: str = "") -> None:
    """A list folded away under its number, with its file; a sentence where it is empty."""
    if frame.empty:
        st.caption(f"There is no {noun}.")
        return
    with st.expander(count(len(frame), noun, plural)):
        st.html(drawn(frame.head(LISTED)))
        if len(frame) > LISTED:
            st.caption(f"The first {number(LISTED)}; the file has all {number(len(frame))}.")
        offer_extract(frame, name)

"""What the house holds, in a sentence; the choice of a ministry and of a table; long lists folded away."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from view.choosing import choose_one
from view.language import N_, say, spoken
from view.offers import offer_extract
from view.wording import count, number

LISTED = 300  # rows of a list that a page shows; the file has all
COVERAGE = N_("A month counts by the day of publication, else by the day of the first engagement; releases with "
              "neither "
              "are in no month. How many releases the ministry published in a month is not known here: a pale month "
              "may "
              "be a quiet one or one that was not collected.")
NONE = {"release without an engagement": N_("There is no release without an engagement."),
        "input": N_("There is no input."), "build": N_("There is no build.")}


def answer(tables: pd.DataFrame, skips: pd.DataFrame, rejects: pd.DataFrame) -> str:
    """How much is held and how much of it says nothing. Frame: table, rows."""
    rows = tables.set_index("table").rows
    unread = say("; {inputs} could not be read", inputs=count(len(rejects), "input")) if len(rejects) else (
        say("; nothing was unreadable"))
    return say("**{releases}** are held: **{engagements}** were read from them, and {skips} report none{unread}.",
               releases=count(rows["releases"], "release"), engagements=count(rows["engagements"], "engagement"),
               skips=number(len(skips)), unread=unread)


def tell_language() -> None:
    """That files, and what they are made of, are English in every language of the dashboard."""
    if spoken() != "en":
        st.caption(say("Releases, names of tables and columns, the codebook, files and citations are English: they are "
                       "the same whatever the language of the dashboard."))


def ask_table(tables: pd.DataFrame) -> str:
    """The table whose columns are shown and which is offered as a file."""
    names = list(tables.table)
    return choose_one(say("Columns of the table"), names, "shown_table", "engagements", words=str)


def show(drawn: Callable[[pd.DataFrame], str], frame: pd.DataFrame, name: str, noun: str) -> None:
    """A list folded away under its number, with its file; a sentence where it is empty. `noun`: one of NONE."""
    if frame.empty:
        st.caption(say(NONE[noun]))
        return
    with st.expander(count(len(frame), noun)):
        st.html(drawn(frame.head(LISTED)))
        if len(frame) > LISTED:
            st.caption(say("The first {number}; the file has all {of}.", number=number(LISTED),
                           of=number(len(frame))))
        offer_extract(frame, name)

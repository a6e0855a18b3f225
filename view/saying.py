"""Statements: the widgets that narrow them, and their list. HTML out, everything from outside escaped."""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from store import statements
from store.selection import Names, Selection
from store.statements import SIDES, Said
from view import asking, finding, snippets
from view.record import with_words
from view.wording import count, day, number, word

SHOWN = 40
ABOUT = "about_by_name"


def ask_said(names: Names) -> Said:
    """Acts, sides and the statement's own topics, as far as any occurs; kept in the address."""
    known = asking.ask(statements.known)
    codes = {name: list(rows.code) for name, rows in known.groupby("filter")}
    for note in _misread(codes):
        st.warning(note, icon=":material/link_off:")
    act, side, about = st.columns([2, 1, 2])
    with side:
        st.multiselect("Side", [code for code in SIDES if code in codes.get("side", ())], key="side",
                       bind="query-params", placeholder="Any side", select_all=False)
    with act:
        st.multiselect("Act", codes.get("act", []), key="act", bind="query-params", placeholder="Any act",
                       select_all=False)
    with about:
        _ask_about(codes.get("about", []), names)
    state = st.session_state
    return Said(tuple(state["act"]), tuple(state["side"]), tuple(state["about"]))


def without_acts(said: Said) -> Said:
    """The same, of any act: for the chart that compares acts."""
    return replace(said, acts=())


def answer(frame: pd.DataFrame, acts: pd.DataFrame, narrowed: bool) -> str:
    """How many statements, and what they mostly do. Frames: found; act, name, statements."""
    if frame.empty and not narrowed:
        return "No statement was read in the engagements of this selection; what was said is unknown, not nothing."
    if frame.empty:
        return "No statement in this selection is like that; fewer words, another act or another side may find some."
    found = int(frame.found.iloc[0])
    most = acts[acts.statements == acts.statements.max()]
    share = (f"; the most frequent act is **{most['name'].iloc[0]}** ({number(most.statements.iloc[0])})"
             if len(acts) > 1 and len(most) == 1 and not st.session_state["act"] else "")
    return f"**{count(found, 'statement')}** {'is' if found == 1 else 'are'} on record here{share}."


def listing(frame: pd.DataFrame, names: Names, selection: Selection) -> str:
    """Statements as `statements.statements` gives them, each leading to its release."""
    entries = [_entry(row, names, selection) for _, row in frame.iterrows()]
    return f'<ol class="results" data-testid="results">{"".join(entries)}</ol>'


def _entry(row: pd.Series, names: Names, selection: Selection) -> str:
    sides = escape(with_words(row.countries, "countries", names))
    who = {"principal": f"{escape(row.speaker)} to {sides}", "counterpart": f"{escape(row.speaker)} ({sides})",
           "both": f"Both sides: {sides}"}.get(row.side, escape(row.speaker))
    about = f" · {escape(with_words(row.topics, 'topics', names))}" if row.topics else ""
    link = finding.address("release", selection, engagement=row.engagement_id)
    return (f"<li><b>{who}</b><p>{snippets.marked(row.text, row.places)}</p>"
            f"<small>{escape(word(row.act))}{about} · {day(row.date, row.date_precision)} · "
            f'<a href="{link}" target="_self">{escape(row.title or row.release_id)}</a></small></li>')


def _ask_about(codes: list[str], names: Names) -> None:
    # The address is to hold codes and the reader to see names: see view.filters.
    with st.container(key="hidden_about"):
        st.multiselect("Topics of the statement: codes", codes, key="about", bind="query-params")
    st.session_state[ABOUT] = list(st.session_state["about"])
    st.multiselect("About", codes, key=ABOUT, format_func=lambda code: names.get(("topics", code), code),
                   placeholder="Any topic of the statement itself", select_all=False, on_change=_take_over)


def _take_over() -> None:
    st.session_state["about"] = list(st.session_state[ABOUT])


def _misread(codes: dict[str, list[str]]) -> list[str]:
    return [f"The address asks for the {name} “{value}”, which no statement here has. It was left out."
            for name in ("act", "side", "about") for value in st.query_params.get_all(name)
            if value not in codes.get(name, ())]

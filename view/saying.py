"""Statements: the widgets that narrow them, and their list. HTML out, everything from outside escaped."""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from store import statements
from store.selection import Names, Selection
from store.statements import SIDES, Said
from view import asking, finding, snippets
from view.choosing import hold, hold_codes, pick_several
from view.language import plural, say
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
        pick_several(say("Side"), [code for code in SIDES if code in codes.get("side", ())], "side", say("Any side"))
    with act:
        pick_several(say("Act"), codes.get("act", []), "act", say("Any act"))
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
        return say("No statement was read in the engagements of this selection; what was said is unknown, not nothing.")
    if frame.empty:
        return say("No statement in this selection is like that; fewer words, another act or another side may find "
                   "some.")
    found = int(frame.found.iloc[0])
    most = acts[acts.statements == acts.statements.max()]
    share = (say("; the most frequent act is **{act}** ({number})", act=word(most.act.iloc[0]),
                 number=number(most.statements.iloc[0]))
             if len(acts) > 1 and len(most) == 1 and not st.session_state["act"] else "")
    return plural("**{statements}** is on record here{share}.", "**{statements}** are on record here{share}.", found,
                  statements=count(found, "statement"), share=share)


def listing(frame: pd.DataFrame, names: Names, selection: Selection) -> str:
    """Statements as `statements.statements` gives them, each leading to its release."""
    entries = [_entry(row, names, selection) for _, row in frame.iterrows()]
    return f'<ol class="results" data-testid="results">{"".join(entries)}</ol>'


def _entry(row: pd.Series, names: Names, selection: Selection) -> str:
    told = {"speaker": row.speaker, "sides": with_words(row.countries, "countries", names)}
    who = escape({"principal": say("{speaker} to {sides}", **told), "counterpart": say("{speaker} ({sides})", **told),
                  "both": say("Both sides: {sides}", **told)}.get(row.side, row.speaker))
    about = f" · {escape(with_words(row.topics, 'topics', names))}" if row.topics else ""
    link = finding.address("release", selection, engagement=row.engagement_id)
    return (f'<li><b>{who}</b><p lang="en">{snippets.marked(row.text, row.places)}</p>'
            f"<small>{escape(word(row.act))}{about} · {day(row.date, row.date_precision)} · "
            f'<a href="{link}" target="_self" lang="en">{escape(row.title or row.release_id)}</a></small></li>')


def _ask_about(codes: list[str], names: Names) -> None:
    # The address is to hold codes and the reader to see names: see view.filters.
    with st.container(key="hidden_about"):
        hold_codes("Topics of the statement: codes", codes, "about")
    hold(ABOUT, list(st.session_state["about"]))
    st.multiselect(say("About"), codes, key=ABOUT, format_func=lambda code: names.get(("topics", code), code),
                   placeholder=say("Any topic of the statement itself"), select_all=False, on_change=_take_over)


def _take_over() -> None:
    st.session_state["about"] = list(st.session_state[ABOUT])


def _misread(codes: dict[str, list[str]]) -> list[str]:
    return [say("The address asks for the {name} “{value}”, which no statement here has. It was left out.",
                name=word(name), value=value)
            for name in ("act", "side", "about") for value in st.query_params.get_all(name)
            if value not in codes.get(name, ())]

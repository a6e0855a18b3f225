"""People: the choice of one, tables of many, and sentences on them."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from store import people_queries
from store.selection import Names, Selection
from view import asking, furniture, naming
from view.choosing import hold
from view.language import N_, plural, say
from view.wording import ABSENT, apart, aside, count, day, listing, number, plain, word

CHOICE = "someone"
LISTED = 300  # of each side; everybody else is reached by a click in the tables or by the address
COLUMNS = {"name": N_("Name"), "role": N_("Role as last written"), "country": N_("Of"),
           "engagements": N_("Engagements"), "counterparts": N_("Met"), "first": N_("First"), "last": N_("Last")}


def choose(selection: Selection) -> str | None:
    """The person to read about; of several in the filter the first. The choice is the filter of people."""
    sides = [asking.ask(people_queries.people, replace(selection, people=()), side, LISTED)
             for side in ("principal", "counterpart")]
    known = {row.person_id: row.name for frame in sides for row in frame.itertuples(index=False)}
    names = {code: name for (filter_name, code), name in asking.names().items() if filter_name == "people"}
    hold(CHOICE, selection.people[0] if selection.people else None)
    return st.selectbox(say("Person"), list(names | known), index=None, key=CHOICE, on_change=_take_over,
                        format_func=(names | known).get, placeholder=say("Choose somebody who took part"))


def focus(selection: Selection, code: str) -> Selection:
    """The selection narrowed to one person."""
    return replace(selection, people=(code,))


def show(frame: pd.DataFrame, key: str, names: Names) -> None:
    """A table of people; a ticked row goes into the filter. Frame: as `people_queries.people` gives it."""
    shown = frame.assign(country=[names.get(("countries", code), code) for code in frame.country])
    st.dataframe(shown[list(COLUMNS)], key=key, hide_index=True, on_select=lambda: _take(frame, key),
                 selection_mode="single-row", height=min(420, 38 + 35 * len(frame)), placeholder=ABSENT,
                 column_config=_columns(),
                 alt=say("Table of {side}, those who took part most often first", side=word(key)))


def people(principals: pd.DataFrame, counterparts: pd.DataFrame) -> str:
    """Who took part most often, on either side. Frames: as `people_queries.people` gives them."""
    sides = [say(message, leading=_most(frame), people=count(len(frame), "person")) for message, frame in (
        (N_("on the ministry’s side {leading}, of {people} named"), principals),
        (N_("on the other {leading}, of {people} named"), counterparts)) if not frame.empty]
    if not sides:
        return say("Nobody is named in the engagements of this selection; that is unknown, not none.")
    return say("Most often took part, {sides}.", sides=say("; ").join(sides))


def person(name: str, frame: pd.DataFrame, roles: pd.DataFrame, met: pd.DataFrame) -> str:
    """How often somebody took part, as what, and whom they met most. Frames: engagements_of, roles, pairs."""
    who = f"**{plain(name)}**"
    if frame.empty:
        return say("No dated engagement with {who} is on record in this selection.", who=who)
    ends = day(frame.date.min()), day(frame.date.max())
    written = list(dict.fromkeys(roles.role.dropna()))[:2]
    told = {"who": who, "engagements": count(len(frame), "dated engagement"),
            "dates": ends[0] if len(frame) == 1 else say("{first} to {last}", first=ends[0], last=ends[1]),
            "roles": say(", as {roles}", roles=listing([plain(role) for role in written])) if written else ""}
    if met.empty or met.engagements.iloc[0] < 2:
        return plural("{who} took part in **{engagements}**, {dates}{roles}; {people} of the other side is named.",
                      "{who} took part in **{engagements}**, {dates}{roles}; {people} of the other side are named.",
                      len(met), people=count(len(met), "person"), **told)
    return say("{who} took part in **{engagements}**, {dates}{roles}; met most often **{name}** ({times} times).",
               name=plain(met.name.iloc[0]), times=number(met.engagements.iloc[0]), **told)


def met_by(pairs: pd.DataFrame, code: str) -> pd.DataFrame:
    """person_id, name, role, engagements, first, last of those a person met. Pairs: as `people_queries.pairs`."""
    ours, theirs = pairs[pairs.principal_id == code], pairs[pairs.counterpart_id == code]
    rest = ["role", "engagements", "first", "last"]
    return pd.concat([
        ours.rename(columns={"counterpart_id": "person_id", "counterpart": "name"})[["person_id", "name", *rest]],
        theirs.rename(columns={"principal_id": "person_id", "principal": "name"})[["person_id", "name", *rest]]
        .assign(role=None)], ignore_index=True).sort_values("engagements", ascending=False, kind="stable")


def show_offices(offices: pd.DataFrame, roles: pd.DataFrame) -> None:
    """Offices by our table, with what they rest on, and roles as the releases write them."""
    if offices.empty:
        furniture.note(say("Our table of office-holders does not know this person; below is what the releases say."))
    for row in offices.itertuples(index=False):
        until = day(row.last) if pd.notna(row.last) else say("still in office when the table was checked")
        notes = ". ".join(plain(part) for part in (row.source, row.note) if pd.notna(part) and part)
        term = say("**{office}**, {first} – {last}", office=plain(naming.office(row.office)), first=day(row.first),
                   last=until)
        st.markdown(f"{apart(term)}  \n:small[{notes}]")
    for row in roles.itertuples(index=False):
        role = plain(row.role) if pd.notna(row.role) else say("No role written")
        st.markdown(say("“{role}” ({level}): {engagements}, {first} – {last}", role=role, level=word(row.level),
                        engagements=count(row.engagements, "engagement"), first=day(row.first), last=day(row.last)))


def _most(frame: pd.DataFrame) -> str:
    top = frame[frame.engagements == frame.engagements.max()]
    if len(top) > 3:
        return say("nobody stands out ({people}, {number} each)", people=count(len(top), "person"),
                   number=number(top.engagements.iloc[0]))
    return aside(listing([f"**{plain(name)}**" for name in top.name]), number(top.engagements.iloc[0]))


def _take(frame: pd.DataFrame, key: str) -> None:
    rows = st.session_state[key].selection.rows
    st.session_state["person"] = [frame.person_id.iloc[row] for row in rows]


def _take_over() -> None:
    st.session_state["person"] = [st.session_state[CHOICE]] if st.session_state[CHOICE] else []


def _columns() -> dict:
    config = st.column_config
    return {column: config.Column(say(label)) for column, label in COLUMNS.items()} | {
        "first": config.DateColumn(say("First"), format=say("D MMM YYYY")),
        "last": config.DateColumn(say("Last"), format=say("D MMM YYYY")),
        "role": config.Column(say(COLUMNS["role"]), width=300),
        "counterparts": config.Column(say("Met"), help=say("People of the other side who are named"))}

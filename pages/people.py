"""Who took part on either side, and who meets whom."""

import streamlit as st

from store import people_queries
from view import cells, filters, furniture, matrices, offers, persons
from view.asking import ask, names

selection, theme = furniture.open_page("People", "Who took part, and who meets whom?"), furniture.theme()
principals = ask(people_queries.people, selection, "principal")
counterparts = ask(people_queries.people, selection, "counterpart")
by = st.segmented_control("Met by", ["region", "country"], default="region", required=True, key="across",
                          bind="query-params")
met = ask(people_queries.principals_by_side, selection, by, matrices.SIDE)
pairs = ask(people_queries.pairs, selection)

furniture.answer(persons.people(principals, counterparts))
for person in selection.people[:1]:
    furniture.lead_to("person", f"Open the page of {names()['people', person]}")
left, right = st.columns(2, gap="large")
with left:
    furniture.panel(f"Principals, by {by} of the other side", cells.cells(matrices.principals(met), theme,
                    wide=by == "region"), "principals_met", f"Cells: engagements of each principal by {by}.", met,
                    filters.toggle_person)
with right:
    furniture.panel("Who meets whom", cells.cells(matrices.pairs(pairs), theme), "who_met_whom",
                    "Cells: number of engagements by principal and counterpart.", pairs, filters.toggle_person)
furniture.note("At most twelve a side, those with most engagements; the tables have all. A click filters by the one.")
for heading, frame, key in (("The ministry’s side", principals, "principals"),
                            ("The other side", counterparts, "counterparts")):
    st.subheader(heading, anchor=False)
    persons.show(frame, key, names())
    offers.offer_extract(frame, key)
furniture.note("A ticked row filters by the person. Bodies and people without a name are not listed.")

"""Who took part on either side, and who meets whom."""

import streamlit as st

from store import people_queries
from view import cells, filters, furniture, matrices, offers, persons
from view.asking import ask, names
from view.choosing import pick_one
from view.language import say
from view.wording import word

selection = furniture.open_page(say("People"), say("Who took part, and who meets whom?"))
theme = furniture.theme()
principals = ask(people_queries.people, selection, "principal")
counterparts = ask(people_queries.people, selection, "counterpart")
by = pick_one(say("Met by"), ["region", "country"], "across")
met = ask(people_queries.principals_by_side, selection, by, matrices.SIDE)
pairs = ask(people_queries.pairs, selection)

furniture.answer(persons.people(principals, counterparts))
for person in selection.people[:1]:
    furniture.lead_to("person", say("Open the page of {name}", name=names()["people", person]))
left, right = st.columns(2, gap="large")
with left:
    furniture.panel(say("Principals, by {by} of the other side", by=word(by)), cells.cells(
        matrices.principals(met, by), theme, wide=by == "region"), "principals_met",
        say("Cells: engagements of each principal by {by}.", by=word(by)), met, filters.toggle_person)
with right:
    furniture.panel(say("Who meets whom"), cells.cells(matrices.pairs(pairs), theme), "who_met_whom",
                    say("Cells: number of engagements by principal and counterpart."), pairs, filters.toggle_person)
furniture.note(say("At most twelve a side, those with most engagements; the tables have all. A click filters by the "
                   "one."))
for heading, frame, key in ((say("The ministry’s side"), principals, "principals"),
                            (say("The other side"), counterparts, "counterparts")):
    st.subheader(heading, anchor=False)
    persons.show(frame, key, names())
    offers.offer_extract(frame, key)
furniture.note(say("A ticked row filters by the person. Bodies and people without a name are not listed."))

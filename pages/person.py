"""One person: offices and dates, every engagement, whom they met, about what."""

import streamlit as st

from store import country_queries, people_queries, queries
from view import charts, country_charts, filters, furniture, persons
from view.asking import ask, names
from view.language import say

selection, theme = furniture.open_page(say("Person"), say("What is on record with one person?")), furniture.theme()
code = persons.choose(selection)
if code is None:
    furniture.answer(say("Choose somebody above, by their name; the page People lists all who took part."))
    furniture.lead_to("people", say("Open the page People"))
    listed = ask(people_queries.people, selection, "principal", 15).assign(region=None)
    furniture.panel(say("The ministry’s side, those who took part most often"), charts.ranking(
        listed, "person_id", theme), "principals_most",
        say("Bar chart: those of the ministry’s side who took part most often."), listed, filters.toggle_person)
    st.stop()
focus = persons.focus(selection, code)
frame, silences = ask(country_queries.engagements_of, focus, 2_000), ask(country_queries.silences, focus)
offices, roles = ask(people_queries.offices, code), ask(people_queries.roles, code)
met, topics = persons.met_by(ask(people_queries.pairs, focus), code), ask(queries.engagements_by_topic, focus)

furniture.answer(persons.person(names()["people", code], frame, roles, met))
furniture.show_key(country_charts.kinds_key(frame, theme))
furniture.panel(say("Every engagement, by level of the other side"), country_charts.lanes(frame, silences, theme),
                "lanes", say("Dots over time: each engagement, by level of the other side and kind."), frame,
                filters.toggle_year)
left, right = st.columns(2, gap="large")
with left:
    furniture.panel(say("People met"), charts.ranking(met.head(15), "person_id", theme), "people_met",
                    say("Bar chart: engagements with each person of the other side."), met, filters.take_person)
    st.subheader(say("Offices and roles"), anchor=False)
    persons.show_offices(offices, roles)
with right:
    furniture.panel(say("Topics"), charts.ranking(topics.head(15), "topic", theme), "topics_of_person",
                    say("Bar chart: topics raised in these engagements."), topics, filters.toggle_topic)

"""One counterpart: every engagement, at which level, how silent, who met whom, where, beside its neighbours."""

import streamlit as st

from store import country_queries, people_queries
from view import cells, charts, counterpart, country_answers, country_charts, filters, furniture, matrices, offers
from view.asking import ask
from view.language import say

selection = furniture.open_page(say("Country"), say("What is on record with one counterpart?"))
code, name, focus, beyond = counterpart.choose(selection)
theme = furniture.theme()
profile, silences = ask(country_queries.profile, focus).iloc[0], ask(country_queries.silences, focus)
frame, pairs = ask(country_queries.engagements_of, focus, country_answers.DRAWN), ask(people_queries.pairs, focus)
places, neighbours = ask(country_queries.places_of, focus, code), ask(country_queries.neighbours, beyond, code)

furniture.answer(country_answers.country(name, profile, silences))
if not profile.engagements:
    st.stop()
furniture.show_figures(country_answers.figures(profile, silences))
furniture.show_key(country_charts.kinds_key(frame, theme))
furniture.panel(say("Every engagement, by level of the other side"), country_charts.lanes(frame, silences, theme),
                "lanes", say("Dots over time: each engagement, by level of the other side and kind."), frame,
                filters.toggle_year)
furniture.note(country_answers.silence(silences) + country_answers.unknowns(profile)
               + say("A click keeps the dot's year."))
offers.offer_extract(silences, "silences", say("silences"))
left, right = st.columns([3, 2], gap="large")
with left:
    furniture.panel(say("Who met whom"), cells.cells(matrices.pairs(pairs), theme), "who_met_whom",
                    say("Cells: number of engagements by principal and counterpart."), pairs, filters.toggle_person)
    furniture.note(say("Those with most engagements, at most twelve a side; people without a name are left out."))
with right:
    furniture.panel(say("Where"), charts.ranking(places, "held", theme, charts.OWN[theme]), "places_of_talks",
                    say("Bar chart: engagements at home, with the counterpart, elsewhere, at a distance."), places)
    furniture.panel(say("Beside its neighbours"), charts.ranking(
        neighbours.head(12), "country", theme, charts.OWN[theme]), "neighbours",
        say(country_answers.NEIGHBOURS_ALT), neighbours, filters.take_country)
    furniture.note(country_answers.neighbours(name, neighbours))

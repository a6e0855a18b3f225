"""One counterpart's topics: what sets it apart, now against before and against the world, what came and went."""

import streamlit as st

from store import agenda_queries, country_queries
from view import agenda_answers, agenda_charts, counterpart, filters, furniture
from view.asking import ask

selection = furniture.open_page("Agenda", "What is talked about with one counterpart, and what sets it apart?")
code, name, focus, beyond = counterpart.choose(selection)
theme = furniture.theme()
newest = ask(country_queries.profile, focus).as_of[0].year
back = st.segmented_control("Last … years", [3, 5, 10], default=5, required=True, key="now", bind="query-params")
since = newest - back + 1
apart, mentions = ask(agenda_queries.distinctive, beyond, code), ask(agenda_queries.mentions_over_time, focus)
shares = ask(agenda_queries.now_and_before, beyond, code, since)
drawn = apart[(apart.engagements > 0) | (apart.high < 1)]

furniture.answer(agenda_answers.agenda(name, apart))
left, right = st.columns(2, gap="large")
with left:
    furniture.panel("Distinctive topics: odds against all others", agenda_charts.odds(drawn.assign(
        words=agenda_answers.odds_words(drawn)), theme), "distinctive_topics",
        "Dots with intervals: how many times the odds of each topic here are those elsewhere.",
        apart, filters.toggle_topic)
    furniture.note(f"Line: 95 % interval, drawn strong where it leaves out “same”; log-odds with a prior worth "
                   f"{agenda_queries.PRIOR} engagements of the world’s mix. Of 26 topics, one does so by chance.")
    furniture.panel("When each was raised", agenda_charts.mentions(mentions, theme), "mentions_over_time",
                    "Lanes: the quarters in which each topic was raised, first to last.", mentions, filters.toggle_year)
    furniture.note(agenda_answers.came_and_went(mentions, since) + "A dot is a quarter, larger for more engagements.")
with right:
    furniture.show_key(agenda_charts.sorts_key(shares, theme))
    furniture.panel(f"Now ({since}–{newest}), before, and with all others", agenda_charts.shares(shares, theme),
                    "topics_now_and_before", "Dots: share of each topic now, before, and with all others now.", shares,
                    filters.toggle_topic)
    furniture.note("Shares of the engagements of which a topic was read; the line is Wilson’s 95 % interval of now.")

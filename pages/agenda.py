"""One counterpart's topics: what sets it apart, now against before and against the world, what came and went."""

import streamlit as st

from store import agenda_queries, country_queries
from view import agenda_answers, agenda_charts, choosing, counterpart, filters, furniture
from view.asking import ask
from view.language import say

selection = furniture.open_page(say("Agenda"), say(agenda_answers.QUESTION))
code, name, focus, beyond = counterpart.choose(selection)
theme = furniture.theme()
newest = ask(country_queries.profile, focus).as_of[0].year
back = choosing.pick_one(say("Last … years"), [3, 5, 10], "now", 5, str)
since = newest - back + 1
apart, mentions = ask(agenda_queries.distinctive, beyond, code), ask(agenda_queries.mentions_over_time, focus)
shares = ask(agenda_queries.now_and_before, beyond, code, since)
drawn = apart[(apart.engagements > 0) | (apart.high < 1)]

furniture.answer(agenda_answers.agenda(name, apart))
left, right = st.columns(2, gap="large")
with left:
    furniture.panel(say("Distinctive topics: odds against all others"), agenda_charts.odds(drawn.assign(
        words=agenda_answers.odds_words(drawn)), theme), "distinctive_topics", say(agenda_answers.ODDS_ALT), apart,
        filters.toggle_topic)
    furniture.note(say(agenda_answers.ODDS_RULES, prior=agenda_queries.PRIOR))
    furniture.panel(say("When each was raised"), agenda_charts.mentions(mentions, theme), "mentions_over_time",
                    say("Lanes: the quarters in which each topic was raised, first to last."), mentions,
                    filters.toggle_year)
    furniture.note(agenda_answers.came_and_went(mentions, since)
                   + say("A dot is a quarter, larger for more engagements."))
with right:
    furniture.show_key(agenda_charts.sorts_key(shares, theme))
    furniture.panel(say("Now ({since}–{newest}), before, and with all others", since=since, newest=newest),
                    agenda_charts.shares(shares, theme), "topics_now_and_before",
                    say("Dots: share of each topic now, before, and with all others now."), shares,
                    filters.toggle_topic)
    furniture.note(say(agenda_answers.SHARE_RULES))

"""About what: how often each topic was a subject, and how its share changed."""

import streamlit as st

from store import queries
from view import answers, charts, filters, furniture, offers
from view.asking import ask
from view.language import say

STRIPS = 10
selection = furniture.open_page(say("Topics"), say("What were the talks about?"))
totals = ask(queries.totals, selection).iloc[0]
frame = ask(queries.engagements_by_topic, selection)
shares = ask(queries.topic_shares_by_year, selection)

furniture.answer(answers.topics(frame, totals.engagements))
left, right = st.columns(2, gap="large")
if not frame.empty:
    with left:
        st.subheader(say("How often"), anchor=False)
        furniture.draw(charts.ranking(frame, "topic", furniture.theme()), "topics",
                       say("Bar chart: number of engagements in which each topic was raised."), filters.toggle_topic)
        offers.offer_extract(frame, "engagements_by_topic", chart="topics")
    with right:
        st.subheader(say("Share over time"), anchor=False)
        furniture.draw(charts.topic_strips(shares, list(frame.topic.head(STRIPS)), furniture.theme()), "shares",
                       say("Bar charts: share of the engagements of each year, for the most frequent topics."))
        offers.offer_extract(shares, "topic_shares_by_year", chart="shares")
furniture.note(say(
    "A topic counts once an engagement, and an engagement may have several. {without} Shares are of the year's "
    "engagements with a topic read. {undrawn}Pale bars rest on fewer than {few} engagements.",
    without=answers.without_topic(totals), undrawn=answers.undrawn(totals.undated), few=charts.FEW))

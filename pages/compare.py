"""Two to four countries or principals, or two periods, side by side on one scale."""

import streamlit as st

from store import agenda_queries, country_queries, queries
from view import charts, compare_charts, filters, furniture, offers, sides
from view.choosing import pick_one
from view.language import say

selection, theme = furniture.open_page(say("Compare"), say("How do these differ, side by side?")), furniture.theme()
sort = pick_one(say("Compare"), list(sides.SORTS), "compare")
compared = sides.choose(selection, sort)
if not compared:
    st.stop()
profiles = sides.ask_each(country_queries.profile, compared)
years = sides.ask_each(queries.engagements_by_year, compared)
kinds = sides.ask_each(queries.engagements_by_kind, compared)
shares = sides.ask_each(agenda_queries.topic_shares, compared)
drawn, colours = compare_charts.most_different(shares), sides.colours(compared, theme)

furniture.answer(compare_charts.answer(sides.named(profiles), sides.named(drawn)))
st.html(compare_charts.table(sides.named(profiles), sides.named(years), colours))
offers.offer_extract(profiles, "compared")
left, right = st.columns(2, gap="large")
with left:
    furniture.panel(say("By year, on one scale"), compare_charts.by_year(sides.named(years), colours, theme),
                    "compared_by_year", say("Bar charts, one a side: engagements by year on one scale."), years,
                    filters.toggle_year)
    furniture.show_key(charts.kinds_key(kinds, theme))
    furniture.panel(say("By kind"), compare_charts.kinds(sides.named(kinds), theme), "compared_by_kind",
                    say("Bars of 100 percent, one a side, parted by kind."), kinds)
with right:
    furniture.panel(say("Topics furthest apart"), compare_charts.topics(sides.named(drawn), colours, theme),
                    "compared_topics", say("Dots with intervals: share of each topic, one dot a side."), shares,
                    filters.toggle_topic)
    furniture.note(say("Shares of the engagements of which a topic was read, with Wilson’s 95 % intervals: where they "
                       "overlap widely, the difference may be chance. The file has all topics."))

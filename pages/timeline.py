"""When: engagements per month, quarter or year, split by kind, level, region or principal, above who held office."""

import streamlit as st

from store import people_queries, queries, timeline_queries
from view import answers, filters, furniture, offers, timeline_charts
from view.asking import ask
from view.choosing import pick_one
from view.language import say
from view.wording import count, period, word

selection = furniture.open_page(say("Timeline"), say("When were there engagements, and of which sort?"))
with st.container(horizontal=True, gap="medium"):
    step, by = pick_one(say("Count by"), list(queries.STEPS), "step", "year"), pick_one(
        say("Split by"), list(timeline_queries.PARTS), "by")
    pointer = st.segmented_control(say("In the chart"), ["click", "drag"], default="click", required=True,
                                   key="pointer", format_func=word)
frame = ask(timeline_queries.engagements_by_period, selection, step, by)
holders = ask(people_queries.office_holders, selection.years)
undrawn = int(ask(queries.totals, selection).engagements[0]) - int(frame.engagements.sum())

furniture.answer(answers.timeline(frame, step, undrawn))
if not frame.empty:
    st.subheader(say("Engagements by {step} and {by}", step=word(step), by=word(by)), anchor=False)
    theme, last = furniture.theme(), count(timeline_queries.ROLLING[step], step)
    colours = timeline_charts.part_colours(frame, by, theme)
    furniture.show_key(timeline_charts.key(
        frame, colours, say("Mean of the last {periods}", periods=last), theme))
    labelled = frame.assign(label=[period(first, step) for first in frame.period])
    furniture.draw(timeline_charts.timeline(labelled, holders, step, colours, theme), "timeline",
                   say("Stacked bar chart: engagements by {step} and {by}, a line for their mean over the last "
                       "{periods}, and below it bands for those who held office.", step=word(step), by=word(by),
                       periods=last),
                   filters.toggle_year_or_person, brush=pointer == "drag")
    with st.container(horizontal=True):
        offers.offer_extract(frame, f"engagements_by_{step}", chart="timeline")
        offers.offer_extract(holders, "office_holders", say("who held office"))
furniture.note(answers.undrawn(undrawn) + say(answers.TIMELINE_RULES, step=word(step)))

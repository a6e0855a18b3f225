"""When: engagements per month, quarter or year, split by kind, level, region or principal, above who held office."""

import streamlit as st

from store import people_queries, queries, timeline_queries
from view import answers, filters, furniture, offers, timeline_charts
from view.asking import ask
from view.wording import period

selection = furniture.open_page("Timeline", "When were there engagements, and of which sort?")
with st.container(horizontal=True, gap="medium"):
    step = st.segmented_control("Count by", list(queries.STEPS), default="year", required=True, key="step",
                                bind="query-params")
    by = st.segmented_control("Split by", list(timeline_queries.PARTS), default="kind", required=True, key="by",
                              bind="query-params")
    pointer = st.segmented_control("In the chart", ["click", "drag"], default="click", required=True, key="pointer")
frame = ask(timeline_queries.engagements_by_period, selection, step, by)
holders = ask(people_queries.office_holders, selection.years)
undrawn = int(ask(queries.totals, selection).engagements[0]) - int(frame.engagements.sum())

furniture.answer(answers.timeline(frame, step, undrawn))
if not frame.empty:
    st.subheader(f"Engagements by {step} and {by}", anchor=False)
    theme, mean = furniture.theme(), f"Mean of the last {timeline_queries.ROLLING[step]} {step}s"
    colours = timeline_charts.part_colours(frame, by, theme)
    furniture.show_key(timeline_charts.key(frame, colours, mean, theme))
    labelled = frame.assign(label=[period(first, step) for first in frame.period])
    furniture.draw(timeline_charts.timeline(labelled, holders, step, colours, theme), "timeline",
                   f"Stacked bar chart: engagements by {step} and {by}, a line for their mean over the last "
                   f"{timeline_queries.ROLLING[step]} {step}s, and below it bands for those who held office.",
                   filters.toggle_year_or_person, brush=pointer == "drag")
    with st.container(horizontal=True):
        offers.offer_extract(frame, f"engagements_by_{step}", chart="timeline")
        offers.offer_extract(holders, "office_holders", "who held office")
furniture.note(f"{answers.undrawn(undrawn)}A {step} without a bar has none on record. Each engagement is in one part: "
               "the highest level of the other side, the principal named first. A click on a bar keeps that year, a "
               "second one brings all back; a click on a name keeps what that person took part in. Set to drag, it "
               "takes a span of years.")

"""When: engagements per month, quarter or year, stacked by kind."""

import streamlit as st

from store import queries
from view import answers, charts, filters, furniture
from view.asking import ask
from view.wording import period

selection = furniture.open_page("Timeline", "When were there engagements, and of which kind?")
step = st.segmented_control("Count by", list(queries.STEPS), default="year", required=True, key="step",
                            bind="query-params")
frame = ask(queries.engagements_by_period, selection, step)
undrawn = int(ask(queries.totals, selection).engagements[0]) - int(frame.engagements.sum())

furniture.answer(answers.timeline(frame, step, undrawn))
if not frame.empty:
    st.subheader(f"Engagements by {step} and kind", anchor=False)
    furniture.show_key(charts.kinds_key(frame, furniture.theme()))
    labelled = frame.assign(label=[period(first, step) for first in frame.period])
    furniture.draw(charts.timeline(labelled, step, furniture.theme()), "timeline",
                   f"Stacked bar chart: engagements by {step} and kind.", filters.toggle_year)
    furniture.offer_extract(frame, f"engagements_by_{step}")
furniture.note(f"{answers.undrawn(undrawn)}A {step} without a bar has none on record. "
               "A click on a bar keeps that year only, a second click brings all years back.")

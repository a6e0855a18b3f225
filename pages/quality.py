"""How good is the reading: the build against hand labels, slot by slot, and every label it did not meet."""

import streamlit as st

from store import quality
from view import choosing, furniture, grading, intervals, offers, testimony
from view.asking import ask
from view.language import say

furniture.open_page_apart(say("How good is the reading?"), say("How far can these figures be trusted?"))
every = ask(quality.scores)
ministry, period = choosing.ask_ministry(every), grading.ask_period(every)
scores = grading.of(every, ministry, period)

furniture.answer(testimony.answer(scores))
if scores.empty:
    st.stop()
left, right = st.columns([4, 5], gap="large")
with left:
    st.subheader(say("F1 by slot, and how far chance may reach"), anchor=False)
    furniture.draw(intervals.intervals(scores, furniture.theme()), "scores",
                   say("Dot chart: F1 of every slot with its 95 % interval; the table has the figures."))
    offers.offer_extract(every, "scores", chart="scores")
with right:
    st.html(testimony.table(scores))
st.markdown(say(grading.MEANING))
st.subheader(say("What was not met"), anchor=False)
slot = grading.ask_slot(scores)
missed = ask(quality.misses, ministry, slot)
st.html(testimony.misses(missed))
offers.offer_extract(missed, "misses")

"""What the house holds: tables and columns, builds, releases by month, what was left out and why."""

import streamlit as st

from store import coverage, queries
from view import choosing, furniture, holdings, intervals, offers, testimony
from view.asking import ask, ask_later
from view.language import say

furniture.open_page_apart(say("Data"), say("What is held, and what was left out?"))
tables, ministries = ask(coverage.tables), ask(queries.ministries)
furniture.answer(holdings.answer(tables, ask(coverage.skips), ask(coverage.rejects)))

st.subheader(say("Releases held, by month"), anchor=False)
months = ask(coverage.releases_by_month, choosing.ask_ministry(ministries))
furniture.draw(intervals.calendar(months, furniture.theme()), "calendar",
               say("Calendar: number of releases held for every month of every year; the file has the figures."))
offers.offer_extract(months, "releases_by_month", chart="calendar")
furniture.note(say(holdings.COVERAGE))

st.subheader(say("Tables"), anchor=False)
holdings.tell_language()
st.html(testimony.tables(tables))
table = holdings.ask_table(tables)
st.html(testimony.columns(ask(coverage.columns, table)))
offers.offer_extract(ask_later(coverage.rows, table), table)

st.subheader(say("Left out, and why"), anchor=False)
holdings.show(testimony.skips, ask(coverage.skips), "skips", "release without an engagement")
st.subheader(say("Could not be read"), anchor=False)
holdings.show(testimony.rejects, ask(coverage.rejects), "rejects", "input")
st.subheader(say("Builds"), anchor=False)
holdings.show(testimony.builds, ask(coverage.builds), "builds", "build")

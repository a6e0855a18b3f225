"""Where is it said: ranked full text over releases, within the selection."""

import streamlit as st

from store import search, statements
from view import charts, filters, finding, furniture, offers
from view.asking import ask, ask_later, names
from view.language import say

selection = furniture.open_page(say("Search"), say("In which releases does it stand?"))
query = finding.ask_words(say("Search the releases"), say("Words, \"a phrase\", beginn*, -without"))
searched = ask(search.releases, selection, search.Query(), "newest", 1)
if not query.asks():
    furniture.answer(finding.invitation(searched, "release"))
    finding.show_hints("search", selection)
    st.stop()

order = finding.ask_order()
frame, years = ask(search.releases, selection, query, order, finding.SHOWN), ask(search.years, selection, query)
furniture.answer(finding.answer(frame, int(searched.found[0]), "release"))
finding.other_page(ask(statements.statements, selection, query, statements.Said(), order, 1), "statements", "statement",
                   selection)
if not frame.empty:
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(finding.results(frame, names(), selection))
        offers.offer_extract(ask_later(search.releases, selection, query, order), "releases_found")
    with right:
        st.subheader(say("Releases found, by year"), anchor=False)
        furniture.draw(charts.years(years, furniture.theme(), "releases"), "found_by_year",
                       say("Bar chart: releases that have these words, by year."), filters.toggle_year)
        offers.offer_extract(years, "releases_found_by_year", chart="found_by_year")
        furniture.note(say(finding.READ_ON))
else:
    finding.show_ways_out(query, "search", selection, search.releases)

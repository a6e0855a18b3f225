"""Who said what to whom, on which topic: statements the releases attribute to a speaker."""

import streamlit as st

from store import statements
from view import charts, filters, finding, furniture, offers, saying
from view.asking import ask, ask_later, names
from view.language import say

selection = furniture.open_page(say("Statements"), say("Who said what to whom?"))
query = finding.ask_words(say("Search the statements"), say("Words, \"a phrase\", beginn*, -without"))
said, order = saying.ask_said(names()), finding.ask_order() if query.asks() else "newest"
frame = ask(statements.statements, selection, query, said, order, saying.SHOWN)
acts = ask(statements.statements_by_act, selection, query, saying.without_acts(said))

furniture.answer(saying.answer(frame, acts, query.asks() or said != statements.Said()))
if not frame.empty:
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(saying.listing(frame, names(), selection))
        offers.offer_extract(ask_later(statements.statements, selection, query, said, order), "statements")
    with right:
        st.subheader(say("What speakers do with their words"), anchor=False)
        furniture.draw(charts.ranking(acts, "act", furniture.theme(), of="statements"), "acts",
                       say("Bar chart: number of statements by act."), filters.toggle_act)
        offers.offer_extract(acts, "statements_by_act", chart="acts")
furniture.note(say("A statement is a sentence, or part of one, that a release attributes to a speaker, mostly in "
                   "indirect speech: the ministry’s account of what was said, not a record of the words."))

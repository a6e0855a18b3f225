"""One release: its text with every mention marked and explained, the record beside it, how to cite, how to object."""

import streamlit as st

from store import particulars, queries, releases, statements
from store.selection import Selection
from view import furniture, mending, offers, reading, record
from view.asking import ask, names
from view.language import say

selection = furniture.open_page_apart(say("Release"), say("What does this release say, and what was read from it?"))
found = reading.choose()
if found is None:
    furniture.answer(say("Choose a release: from the newest below, by words on the page **Search**, or by a link."))
    st.subheader(say("Newest engagements"), anchor=False)
    st.html(record.newest(ask(queries.engagements, Selection(), 15), names(), selection.address(), "release"))
    st.stop()

read = ask(releases.engagements_of, found.release_id)
furniture.answer(reading.answer(found, read))
chosen = reading.choose_engagement(read)
mentions = ask(particulars.mentions, chosen) if chosen else reading.skipped(found)
text, beside = st.columns([3, 2], gap="large")
with beside:
    reading.source(found)
    if chosen:
        st.html(record.record(ask(particulars.record, chosen).iloc[0], ask(particulars.participants, chosen)))
    st.subheader(say("Cite"), anchor=False)
    reading.offer_citation(found, chosen or found.release_id)
    if chosen:
        mending.offer(chosen, found.url)
    else:
        mending.offer_for_release(found)
with text:
    reading.show_text(found.text, mentions)
    reading.show_statements(ask(statements.of_engagement, chosen or ""))
st.subheader(say("Every mention explained"), anchor=False)
reading.explain(mentions)
offers.offer_extract(mentions, "mentions")

"""Try it: a release of one's own, read before one's eyes; nothing is stored."""

import streamlit as st

from etl.trial import try_it
from store import queries, releases
from store.selection import Selection
from view import furniture, offers, reading, record, trial
from view.asking import ask, names
from view.language import say

furniture.open_page_apart(say("Try it"), say("What would be read from a release of your own, and why?"))
newest = ask(queries.engagements, Selection(), 1).iloc[0]
given = trial.ask(ask(releases.release, newest.release_id, "").text[0], newest.ministry)
furniture.note(say("What you give is read on this machine, shown to you, and forgotten: nothing is stored, logged or "
                   "sent."))
if given is None:
    furniture.answer(say("Paste a release or upload one: what is read from it is shown here, with the words behind "
                         "it."))
    st.stop()

done = try_it(*given)
for reason in done.rejects:
    st.warning(say("No release could be read: {reason}", reason=reason), icon=":material/block:")
if not done.records:
    furniture.answer(say("Nothing could be read as a release; the note above says why."))
    st.stop()
chosen = trial.choose(done.records)
furniture.answer(trial.answer(chosen))
shown = trial.tried(chosen, trial.choose_engagement(chosen, names()), names())
text, beside = st.columns([3, 2], gap="large")
with beside:
    if shown.engagement is not None:
        st.html(record.record(shown.engagement, shown.participants))
    offers.offer_file(trial.as_file(chosen), "record.json", "application/json", say("Download the record (JSON)"))
with text:
    reading.show_text(chosen["text"], shown.mentions)
    reading.show_statements(shown.statements)
reading.explain(shown.mentions)

"""What changed from one build to the next: engagements added, changed field by field, deleted, and why."""

import streamlit as st

from view import differences, furniture, offers
from view.language import say

furniture.open_page_apart(say("Changes"), say("What changed from one build to the next, and why?"))
found = differences.compare()
if found is None:
    furniture.answer(say(differences.NONE_KEPT))
    st.stop()
furniture.answer(differences.answer(found))
if found.rows.empty:
    furniture.note(say(differences.MEANING))
    st.stop()
furniture.show_figures(differences.reasons(found.rows))
rows = differences.choose(found.rows)
st.html(differences.table(rows))
offers.offer_extract(rows, "changes")
furniture.note(differences.cut(rows))

"""Front door: page frame, navigation, shared filters. Run with `streamlit run dashboard.py`."""

import streamlit as st

from store.connection import NoDatabase
from view import asking, citing, filters, furniture, sources, switching

switching.begin_speaking()
page = furniture.frame_page()
try:
    asking.begin_reading()
except NoDatabase as absence:
    furniture.explain_absence(absence)
    st.stop()
filters.draw_filters()
st.session_state["_framed"] = True
try:
    page.run()
    citing.offer_view(filters.chosen())
    sources.sign()
finally:
    st.session_state["_framed"] = False

"""The choice of language: kept from page to page and in the address as `lang`, which is there for all but English."""

import json
from urllib.parse import quote, urlencode

import streamlit as st

from view.choosing import hold
from view.language import LANGUAGES, speak, spoken

PARAMETER, SEEN, ASKED = "lang", "lang_by_name", "_asked"


def begin_speaking() -> None:
    """Takes the language of this run from the address; draws the switch, which has its own words for itself."""
    if ASKED not in st.session_state:
        # As it was before any widget read it: a value that no widget knows is taken out of the address.
        st.session_state[ASKED] = {key: st.query_params.get_all(key) for key in st.query_params}
    with st.sidebar:
        with st.container(key=f"hidden_{PARAMETER}"):
            # The address is to hold the code and the reader to see a name: see view.filters.
            code = st.segmented_control("Language: code", list(LANGUAGES), default="en", required=True, key=PARAMETER,
                                        bind="query-params")
            # Screen readers and the choice between Japanese and Chinese shapes of a letter go by the page's language.
            st.html(f"<script>document.documentElement.lang = {json.dumps(code)}</script>",
                    unsafe_allow_javascript=True)
        hold(SEEN, code)
        st.segmented_control("Language / 言語", list(LANGUAGES), key=SEEN, required=True, format_func=LANGUAGES.get,
                             label_visibility="collapsed", on_change=_take_over)
    speak(code)


def kept(**more: str) -> str:
    """The language and other parameters as a part of an address; nothing for English alone."""
    return urlencode(({} if spoken() == "en" else {PARAMETER: spoken()}) | more, quote_via=quote)


def _take_over() -> None:
    st.session_state[PARAMETER] = st.session_state[SEEN]

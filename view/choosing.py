"""One of several, kept in the address as it is shown; what the address asks for in vain is said."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

FEW = 5  # more options than this are a list to open


def choose_one(label: str, options: Sequence[str], key: str, default: str | None = None) -> str:
    """The chosen option; the first unless another is the default. `key` is its parameter in the address."""
    asked = st.query_params.get(key)
    if asked and asked not in options:
        st.warning(f"The address asks for the {key.replace('_', ' ')} “{asked}”, which is not known here. "
                   "It was left out.", icon=":material/link_off:")
    first = default or options[0]
    if len(options) > FEW:
        return st.selectbox(label, options, index=options.index(first), key=key, bind="query-params")
    with st.container(key=f"one_of_{key}"):
        return st.segmented_control(label, options, default=first, required=True, key=key, bind="query-params")


def ask_ministry(frame: pd.DataFrame) -> str:
    """Whose releases; asked only where a frame's `ministry` names several, and '' where it names none."""
    codes = list(dict.fromkeys(frame.ministry))
    if len(codes) < 2:
        return codes[0] if codes else ""
    return choose_one("Ministry", codes, "ministry")

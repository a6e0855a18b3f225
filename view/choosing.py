"""One of several, kept in the address as it is named there; what the address asks for in vain is said."""

from collections.abc import Callable, Iterable, Sequence

import pandas as pd
import streamlit as st

from view.language import say, spoken
from view.wording import word

FEW = 5  # more options than this are a list to open


def choose_one(label: str, options: Sequence[str], key: str, default: str | None = None,
               words: Callable[[str], str] = word) -> str:
    """The chosen option; the first unless another is the default. `key` is its parameter in the address.

    What the address asks for and is no option is said here.
    """
    asked = st.query_params.get(key)
    if asked and asked not in options:
        st.warning(say("The address asks for the {name} “{value}”, which is not known here. It was left out.",
                       name=word(key), value=asked), icon=":material/link_off:")
    if len(options) > FEW:
        return _twice(label, options, key, default or options[0], words, _open_list)
    with st.container(key=f"one_of_{key}"):
        return pick_one(label, options, key, default, words)


def pick_one(label: str, options: Sequence[str], key: str, default: str | None = None,
             words: Callable[[str], str] = word) -> str:
    """The same for what `view.address` notes already, side by side."""
    return _twice(label, options, key, default or options[0], words, _side_by_side)


def pick_several(label: str, options: Sequence[str], key: str, none: str) -> None:
    """Any of several, by their codes in the address; the choice stands in the session under `key`."""
    if spoken() == "en":
        st.multiselect(label, options, key=key, bind="query-params", placeholder=none, select_all=False)
        return
    with st.container(key=f"hidden_{key}"):
        st.multiselect(label, options, key=key, bind="query-params")
    hold(f"{key}_in_words", list(st.session_state[key]))
    st.multiselect(label, options, key=f"{key}_in_words", placeholder=none, select_all=False, format_func=word,
                   on_change=_take_over, args=(key,))


def hold_codes(label: str, codes: Iterable[str], key: str) -> None:
    """Any of several by their codes, to be hidden behind a list of names; the choice stands in the session under `key`.

    It offers what is chosen or asked for, no more: with all codes it cost a click as much as a chart.
    """
    wanted = {*st.session_state.get(key, ()), *st.query_params.get_all(key)}
    st.pills(label, [code for code in codes if code in wanted], selection_mode="multi", key=key, bind="query-params")


def hold(key: str, value: object) -> None:
    """Sets what a widget holds, unless it holds that already: set, Streamlit sends it and the browser draws it anew.

    A widget not drawn yet is taken to hold nothing. In another language, or after a build, options may have other
    names, and by them the browser tells what is chosen: then it is sent in any case.
    """
    named = spoken(), st.session_state.get("_version")
    held = st.session_state.setdefault("_held", {})
    same = st.session_state.get(key) == value if key in st.session_state else not value
    if not same or held.get(key, named) != named:
        st.session_state[key] = value
    held[key] = named


def ask_ministry(frame: pd.DataFrame) -> str:
    """Whose releases; asked only where a frame's `ministry` names several, and '' where it names none."""
    codes = list(dict.fromkeys(frame.ministry))
    if len(codes) < 2:
        return codes[0] if codes else ""
    return choose_one(say("Ministry"), codes, "ministry", words=str)


def _twice(label: str, options: Sequence[str], key: str, default: str, words: Callable[[str], str],
           drawn: Callable) -> str:
    # Streamlit writes what it shows into the address, and the address is to hold the same word in every language. So
    # in another one than the address's, the choice is there twice, as in view.filters.
    if spoken() == "en":
        return drawn(label, options, key, default)
    with st.container(key=f"hidden_{key}"):
        chosen = drawn(label, options, key, default)
    seen = f"{key}_in_words"
    hold(seen, chosen)
    drawn(label, options, seen, None, format_func=words, on_change=_take_over, args=(key,))
    return chosen


def _open_list(label: str, options: Sequence[str], key: str, default: str | None, **how) -> str:
    first = {"index": options.index(default), "bind": "query-params"} if default else {}
    return st.selectbox(label, options, key=key, **first, **how)


def _side_by_side(label: str, options: Sequence[str], key: str, default: str | None, **how) -> str:
    first = {"default": default, "bind": "query-params"} if default else {}
    return st.segmented_control(label, options, required=True, key=key, **first, **how)


def _take_over(key: str) -> None:
    st.session_state[key] = st.session_state[f"{key}_in_words"]

"""The sidebar: widgets in, Selection out; kept from page to page and in the address.

Streamlit writes what a list shows into the address, which is to hold codes. So each list is there twice: one of names
that is seen, and a hidden one of codes with the choice, whose key is its parameter (`store.selection.PARAMETERS`).
"""

import streamlit as st

from store import queries
from store.selection import PARAMETERS, Names, Selection
from view import asking, switching
from view.address import misread
from view.choosing import hold, hold_codes
from view.language import N_, say
from view.wording import word, year

LABELS = {"countries": N_("Countries and organisations"), "regions": N_("Regions"), "kinds": N_("Kinds"),
          "topics": N_("Topics"), "people": N_("People")}
HINTS = {"countries": N_("Any country"), "regions": N_("Any region"), "kinds": N_("Any kind"),
         "topics": N_("Any topic"), "people": N_("Anybody")}


def draw_filters() -> None:
    """The filters every page shares, in the sidebar; notes what the address asks for and cannot be given."""
    names, covered = asking.names(), years_covered()
    first_run = "_read" not in st.session_state
    _fit_to_database(names, covered)
    with st.sidebar:
        if covered:
            _draw_years(covered)
        hidden = st.container(key="hidden_codes")
        for filter_name, label in LABELS.items():
            with hidden:
                hold_codes(f"{label}: codes", _codes(filter_name, names), PARAMETERS[filter_name])
            # People are too many for a list: they are chosen by clicks, and listed once chosen.
            if filter_name != "people" or chosen().people:
                _draw_list(filter_name, label, names)
        st.button(say("Reset filters"), key="reset", on_click=reset, width="stretch", disabled=chosen().is_everything())
    if first_run:
        # Once read, the address is written by the widgets; later runs have nothing to complain about.
        st.session_state["_read"] = chosen()


def chosen() -> Selection:
    """What the sidebar says now."""
    state = st.session_state
    codes = {name: tuple(state.get(key) or ()) for name, key in PARAMETERS.items() if name != "years"}
    ends = sorted(state.get("years") or ())
    narrowed = ends and tuple(ends) != years_covered()
    return Selection(**codes, years=tuple(range(ends[0], ends[-1] + 1)) if narrowed else ())


def notes_on_address() -> list[str]:
    """What the address asked for in vain, until the selection is changed."""
    asked = st.session_state.get(switching.ASKED, {}) if st.session_state.get("_read") == chosen() else {}
    return misread(asked, asking.names(), years_covered())


def years_covered() -> tuple[int, int] | None:
    """First and last year of the dated engagements; None where none is dated."""
    row = asking.ask(queries.coverage).iloc[0]
    return None if row.isna()["first_year"] else (int(row.first_year), int(row.last_year))


def reset() -> None:
    """Takes all filters away."""
    take(Selection())


def take(selection: Selection) -> None:
    """Sets the sidebar to a selection; only for callbacks, before the widgets are drawn."""
    for name, key in PARAMETERS.items():
        if name != "years":
            hold(key, list(getattr(selection, name)))
    hold("years", (min(selection.years), max(selection.years)) if selection.years else years_covered())


def remove(filter_name: str, codes: tuple) -> None:
    """Takes codes out of one filter."""
    take(chosen().without(filter_name, codes))


def toggle_country(chart: str) -> None:
    """The country clicked on in a chart goes into the filter, or out of it."""
    _toggle("country", chart)


def toggle_topic(chart: str) -> None:
    """The topic clicked on in a chart goes into the filter, or out of it."""
    _toggle("topic", chart)


def toggle_region(chart: str) -> None:
    """The region clicked on in a chart goes into the filter, or out of it."""
    _toggle("region", chart)


def toggle_act(chart: str) -> None:
    """The act of speech clicked on in a chart goes into the filter, or out of it."""
    _toggle("act", chart)


def toggle_year(chart: str) -> None:
    """The year clicked on, or the span dragged over, becomes the only one; done again, all years are back."""
    years = sorted({int(mark) for mark in marked(chart) if mark.isdecimal()})
    if years:
        span = (years[0], years[-1])
        st.session_state["years"] = years_covered() if st.session_state.get("years") == span else span


def toggle_person(chart: str) -> None:
    """The person clicked on in a chart goes into the filter, or out of it."""
    _toggle("person", chart)


def toggle_year_or_person(chart: str) -> None:
    """Bars stand for years, bands for people in office: what was clicked on decides."""
    if any(mark.isdecimal() for mark in marked(chart)):
        toggle_year(chart)
    else:
        toggle_person(chart)


def take_country(chart: str) -> None:
    """The country clicked on in a chart becomes the only one."""
    st.session_state["country"] = marked(chart)[:1] or st.session_state["country"]


def take_person(chart: str) -> None:
    """The person clicked on in a chart becomes the only one."""
    st.session_state["person"] = marked(chart)[:1] or st.session_state["person"]


def draw_year_slider(key: str) -> None:
    """A slider in the page from year to year, or over all of them; it moves the years of the sidebar."""
    covered, years = years_covered(), chosen().years
    if covered:
        options = ["all", *range(covered[0], covered[1] + 1)]
        hold(key, years[0] if len(years) == 1 else "all")
        st.select_slider(say("Year"), options, key=key, on_change=_show_year, args=(key,), format_func=_year)


def _show_year(key: str) -> None:
    year = st.session_state[key]
    st.session_state["years"] = years_covered() if year == "all" else (year, year)


def _year(option: str | int) -> str:
    return word("all") if option == "all" else year(option)


def marked(chart: str) -> list[str]:
    """What the marks clicked on or brushed stand for: each carries it first in its customdata, several may share it."""
    points = st.session_state[chart].selection.points
    return list(dict.fromkeys(str(point["customdata"][0]) for point in points if point.get("customdata")))


def _toggle(key: str, chart: str) -> None:
    for code in marked(chart)[:1]:
        codes = list(st.session_state.get(key) or [])
        st.session_state[key] = [kept for kept in codes if kept != code] if code in codes else [*codes, code]


def _draw_years(covered: tuple[int, int]) -> None:
    first, last = covered
    st.slider(say("Years"), min(first, last - 1), last, covered, key="years", bind="query-params",
              help=say("Undated engagements belong to no year: they are there only while all years are chosen."))


def _draw_list(filter_name: str, label: str, names: Names) -> None:
    key = PARAMETERS[filter_name]
    seen = f"{key}_by_name"
    hold(seen, list(st.session_state[key]))
    st.multiselect(say(label), _codes(filter_name, names), key=seen,
                   format_func=lambda code: names.get((filter_name, code), code), placeholder=say(HINTS[filter_name]),
                   select_all=False, on_change=_take_over, args=(key, seen))


def _codes(filter_name: str, names: Names) -> list[str]:
    return [code for name, code in names if name == filter_name]


def _take_over(key: str, seen: str) -> None:
    st.session_state[key] = list(st.session_state[seen])


def _fit_to_database(names: Names, covered: tuple[int, int] | None) -> None:
    # After a rebuild, a choice that is gone would stop the widget, and "all years" must stay all years.
    state = st.session_state
    before = state.get("_covered")
    if before != covered and state.get("years"):
        state["years"] = covered if tuple(state["years"]) == before else tuple(
            max(covered[0], min(covered[1], year)) for year in state["years"])
    state["_covered"] = covered
    for filter_name, key in PARAMETERS.items():
        if filter_name != "years" and any((filter_name, code) not in names for code in state.get(key) or ()):
            state[key] = [code for code in state[key] if (filter_name, code) in names]

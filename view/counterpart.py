"""The choice of one counterpart for the pages about one: it is the country filter, so address and chips hold it."""

from dataclasses import replace

import streamlit as st
from pandas import DataFrame

from store import queries
from store.selection import Selection
from view import asking, charts, filters, furniture, offers
from view.choosing import hold
from view.language import plural, say
from view.naming import name
from view.wording import count, listing, plain

CHOICE = "counterpart"


def choose(selection: Selection) -> tuple[str, str, Selection, Selection]:
    """Code and name of the one to read about, the selection narrowed to it, and widened to all to see it beside them.

    Of several in the filter the first. Where there is none, shows whom to choose from and stops.
    """
    code = _ask(selection)
    if code is None:
        _offer(selection)
        st.stop()
    return (code, asking.names()["countries", code], replace(selection, countries=(code,), regions=()),
            replace(selection, countries=(), regions=()))


def _ask(selection: Selection) -> str | None:
    names = asking.names()
    codes = [code for filter_name, code in names if filter_name == "countries"]
    hold(CHOICE, selection.countries[0] if selection.countries else None)
    chosen = st.selectbox(say("Counterpart"), codes, index=None, key=CHOICE, on_change=_take_over,
                          placeholder=say("Choose a country or an organisation"),
                          format_func=lambda code: names.get(("countries", code), code))
    if len(selection.countries) > 1 or (chosen and selection.regions):
        others = [plain(names.get(("countries", code), code)) for code in selection.countries[1:]]
        others += [plain(name("region", region, region)) for region in selection.regions]
        furniture.note(plural(
            "This page is about one counterpart: {names} in the filter is left out here. Compare sets several side by "
            "side.", "This page is about one counterpart: {names} in the filter are left out here. Compare sets "
                     "several "
            "side by side.", len(others), names=listing(others)))
    return chosen


def _offer(selection: Selection) -> None:
    # What stands on such a page before one is chosen: those met most often, to be clicked on.
    met = asking.ask(queries.engagements_by_country, selection)
    met = met[met.engagements > 0]
    furniture.answer(say("Choose one of **{countries}** on record in this selection: in the list above, or by a click "
                         "below.", countries=count(len(met), "country")))
    shown: DataFrame = met.head(15)
    if not shown.empty:
        theme = furniture.theme()
        furniture.show_key(charts.regions_key(shown, theme))
        furniture.draw(charts.ranking(shown, "country", theme, charts.REGIONS[theme]), "offered",
                       say("Bar chart: the countries met most often in this selection."), filters.take_country)
        offers.offer_extract(met, "engagements_by_country", chart="offered")


def _take_over() -> None:
    st.session_state["country"] = [st.session_state[CHOICE]] if st.session_state[CHOICE] else []

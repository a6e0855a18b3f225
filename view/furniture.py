"""What stands on every page: title bar, selection, empty state, chart frame, notes."""

from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st
from pandas import DataFrame

from store import queries
from store.selection import Selection
from view import asking, filters, offers
from view.language import N_, say, spoken
from view.plotted import plotted
from view.wording import apart, count, number, selected, years

STYLE = Path(__file__).with_name("style.css")
# Titles are marked for the catalogue where each page says its own.
PAGES = [("overview", "Overview", "newspaper"), ("timeline", "Timeline", "bar_chart"), ("map", "Map", "public"),
         ("country", "Country", "flag"), ("agenda", "Agenda", "checklist"), ("compare", "Compare", "compare_arrows"),
         ("topics", "Topics", "forum"), ("subjects", "Topics, with whom", "grid_on"), ("people", "People", "group"),
         ("person", "Person", "person"), ("engagements", "Engagements", "table_rows"),
         ("statements", "Statements", "format_quote"), ("search", "Search", "search"),
         ("release", "Release", "article"), ("try_it", "Try it", "experiment"),
         ("quality", "How good is the reading?", "fact_check"), ("data", "Data", "database"),
         ("changes", "Changes", "difference")]
# Plotly asks a CDN for the map's shapes unless told where ours are; relative, so that it holds under any base path.
CHART_CONFIG = {"topojsonURL": "app/static/topojson/", "displayModeBar": False, "displaylogo": False}
RULE = N_("An engagement with two countries counts **once for each country** here, and once in totals; "
          "so the figures of countries add up to more than the number of engagements.")


def frame_page():
    """Names the browser's tab, draws navigation and style sheet; the page to run."""
    # Without an icon of our own, Streamlit would fetch the page's one from Google for the tab.
    st.set_page_config(page_title="Chancery", page_icon="🕊️", layout="wide")
    page = st.navigation(pages(), expanded=True)  # else the sidebar hides all but ten behind a button
    st.html(STYLE)
    return page


def pages() -> list:
    """The pages in the order of the navigation; the first is the front page."""
    return [st.Page(f"pages/{stem}.py", title=say(title), url_path=stem, default=stem == "overview",
                    icon=f":material/{icon}:") for stem, title, icon in PAGES]


def open_page(title: str, question: str) -> Selection:
    """Title bar, selection and its numbers, removable chips; the selection. Stops where nothing matches."""
    _require_frame()
    selection, names = filters.chosen(), asking.names()
    of_all = int(asking.ask(queries.totals, Selection()).engagements[0])
    found = int(asking.ask(queries.totals, selection).engagements[0])
    _head(title, question)
    _tell_selection(selected(selection, names), found, of_all)
    _offer_chips(selection, names)
    _complain()
    if not found:
        _explain_nothing(selection, names)
        st.stop()
    return selection


def open_page_apart(title: str, question: str) -> Selection:
    """Title bar of a page that shows one thing or the whole house, whatever is filtered; the selection, for links."""
    _require_frame()
    of_all = int(asking.ask(queries.totals, Selection()).engagements[0])
    _head(title, question)
    _tell_selection(say("All engagements"), of_all, of_all, say("; filters do not apply to this page"))
    _complain()
    return filters.chosen()


def answer(sentence: str) -> None:
    """The page's answer in one sentence, above everything drawn; `**bold**` is the only markup."""
    with st.container(key="answer"):
        st.markdown(apart(sentence))


def draw(figure, key: str, alt: str, on_click: Callable[[str], None] | None = None, brush: bool = False) -> None:
    """A chart with its text alternative; `on_click` is called with the chart's key after a mark is clicked.

    With `brush`, dragging over marks takes the place of the click: Streamlit gives a chart the one or the other.
    """
    gesture = "none" if not on_click else "brush" if brush else "click"
    with st.container(key=f"chart_{key}"):
        st.plotly_chart(plotted(figure, gesture), key=key, alt=alt, theme=None, config=CHART_CONFIG,
                        selection_mode="box" if brush else "points",
                        on_select=partial(on_click, key) if on_click else "ignore")


def show_key(colours: Mapping[str, str]) -> None:
    """The key to a chart: label → colour, wrapping on a narrow screen."""
    entries = "".join(f'<li><span style="background:{colour}"></span>{escape(label)}</li>'
                      for label, colour in colours.items())
    st.html(f'<ul class="key">{entries}</ul>')


def show_figures(figures: Mapping[str, str]) -> None:
    """Labelled figures in a row that wraps: label → figure as it is to be read."""
    entries = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(figure)}</dd></div>"
                      for label, figure in figures.items())
    st.html(f'<dl class="figures" data-testid="figures">{entries}</dl>')


def lead_to(page: str, label: str, icon: str = "arrow_forward") -> None:
    """A link to another page, which opens with the same selection."""
    st.page_link(f"pages/{page}.py", label=label, icon=f":material/{icon}:")


def note(sentence: str) -> None:
    """A footnote to what stands above it."""
    st.caption(apart(sentence))


def panel(heading: str, figure, key: str, alt: str, frame: DataFrame, on_click: Callable | None = None) -> None:
    """A chart under its heading, with its extract and table; `key` names chart and file."""
    st.subheader(heading, anchor=False)
    draw(figure, key, alt, on_click)
    offers.offer_extract(frame, key, chart=key)


def explain_absence(absence: Exception) -> None:
    """That there is no database to read, and the way to one."""
    st.error(say("No database can be shown. {reason}", reason=absence) if spoken() != "en" else str(absence),
             icon=":material/database_off:")


def theme() -> str:
    """'light' or 'dark', as the reader's browser has it."""
    return st.context.theme.type or "light"


def _head(title: str, question: str) -> None:
    st.set_page_config(page_title=f"{title} · Chancery")
    what = say("Diplomatic engagements, read from ministries’ press releases")
    st.html(f'<p class="masthead"><b>Chancery</b> {escape(what)}</p>')
    st.title(title, anchor=False)
    st.html(f'<p class="question">{escape(question)}</p>')


def _tell_selection(sentence: str, found: int, of_all: int, more: str = "") -> None:
    counted = say("{number} of {of} engagements", number=number(found), of=number(of_all))
    st.html(f'<p class="selection" data-testid="selection"><span data-testid="sentence">{escape(sentence)}</span> · '
            f'<span data-testid="count">{counted}</span>{escape(more)}</p>')


def _complain() -> None:
    # In a container for the same reason as the chips.
    with st.container():
        for complaint in filters.notes_on_address():
            st.warning(complaint, icon=":material/link_off:")


def _require_frame() -> None:
    # While a folder pages/ exists, a fresh server runs a page alone on its first deep link, without dashboard.py.
    if not st.session_state.get("_framed"):
        frame_page()
        st.rerun()


def _offer_chips(selection: Selection, names: Mapping) -> None:
    # Drawn empty too: were it not there, all below would change its place, and the browser draw all of it anew.
    with st.container(key="chips", horizontal=True, gap="small"):
        for filter_name, codes in selection.parts():
            label = _chip(filter_name, codes, names)
            st.button(f"{label} ✕", key=f"chip_{filter_name}_{codes[0]}", on_click=filters.remove,
                      args=(filter_name, codes))


def _chip(filter_name: str, codes: tuple, names: Mapping) -> str:
    if filter_name == "years":
        return years(codes[0], codes[-1])
    return names.get((filter_name, codes[0]), codes[0])


def _explain_nothing(selection: Selection, names: Mapping) -> None:
    st.info(say("**No engagement matches.** That none is recorded here does not mean that there was none."),
            icon=":material/search_off:")
    ways_out = 0
    for filter_name, codes in selection.parts():
        found = int(asking.ask(queries.totals, selection.without(filter_name, codes)).engagements[0])
        ways_out += found
        if found:
            label = say("Remove the filter {name}: {engagements}", name=_chip(filter_name, codes, names),
                        engagements=count(found, "engagement"))
            st.button(label, key=f"without_{filter_name}_{codes[0]}", on_click=filters.remove,
                      args=(filter_name, codes))
    if not ways_out:
        st.button(say("No single filter stands in the way: remove all"), key="without_any", on_click=filters.reset)

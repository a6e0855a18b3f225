"""What a reader can take away from a page: files made on the click, and the table of what was drawn."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from pandas import DataFrame

from store import extracts, formats, package, papers
from store.selection import Selection
from store.tables import TABLES
from view import asking, filters, pictures
from view.language import N_, say, spoken
from view.wording import number

TABLE_ROWS = 500
BOM = "csv --bom"
FORMS = {"csv": "CSV", BOM: N_("CSV for Excel"), "zip": N_("ZIP with sources"), "xlsx": "Excel",
         "plover": N_("PLOVER events")}
NOT_OFFERED = {(table, "plover") for table in TABLES if table != "engagements"}


def offer_extract(frame: DataFrame | Callable[[], DataFrame], name: str, what: str = "",
                  chart: str = "") -> None:
    """Buttons that download the very frame that was drawn, as CSV and as a zip with where it is from; and its table.

    CSV is as `store.formats` writes it. A function instead of a frame is called on the click; `what` tells several
    files of one chart apart; `chart` is the key under which the chart was drawn, for its picture.
    """
    with st.container(key=f"extract_{name}", horizontal=True, gap="small"):
        label = say("Download CSV: {what}", what=what) if what else say("Download CSV")
        st.download_button(label, partial(_csv, frame), f"chancery_{name}.csv",
                           "text/csv", key=f"download_{name}", on_click="ignore", type="tertiary",
                           icon=":material/download:")
        pack = asking.ask_later(package.zip_of_frame, frame, name, filters.chosen())
        st.download_button(say("with sources, ZIP"), pack, f"chancery_{name}.zip", "application/zip", key=f"zip_{name}",
                           on_click="ignore", type="tertiary")
        if chart:
            pictures.offer_picture(chart, name)
        if not callable(frame):
            _show_table(frame, name, what)


def offer_table(table: str, selection: Selection) -> None:
    """A choice of format and a button for a whole table of `store.tables`; the file is made on the click."""
    forms = ["csv", BOM, *(form for form in extracts.FORMATS if form != "csv" and (table, form) not in NOT_OFFERED)]
    with st.container(key=f"extract_{table}", horizontal=True, gap="small", vertical_alignment="bottom"):
        form = st.selectbox(say("Format"), forms, key=f"format_{table}", width=150,
                            format_func=lambda form: say(FORMS.get(form, form.title())))
        bom, form = form == BOM, "csv" if form == BOM else form
        st.download_button(say("Download"), asking.ask_later(extracts.as_bytes, table, selection, form, bom),
                           extracts.file_name(table, form), extracts.FORMATS[form], key=f"download_{table}",
                           on_click="ignore", type="tertiary", icon=":material/download:")


def offer_brief(selection: Selection) -> None:
    """Buttons for the two-page brief, where the selection is of one country or organisation."""
    if len(selection.countries) == 1 and not selection.regions:
        with st.container(key="extract_brief", horizontal=True, gap="small"):
            for form, label in (("docx", say("Bilateral brief, Word")), ("html", say("Bilateral brief, HTML"))):
                st.download_button(label, asking.ask_later(papers.paper, selection, form),
                                   f"brief_{selection.countries[0]}.{form}", papers.FORMS[form],
                                   key=f"download_brief_{form}", on_click="ignore", type="tertiary",
                                   icon=":material/description:")


def offer_file(content: bytes, name: str, kind: str, label: str) -> None:
    """A button that downloads a file made already; `kind` is its media type."""
    with st.container(key=f"extract_{name.partition('.')[0]}"):
        st.download_button(label, content, f"chancery_{name}", kind, key=f"download_{name}", on_click="ignore",
                           type="tertiary", icon=":material/download:")


def _show_table(frame: DataFrame, name: str, what: str) -> None:
    # Its rows travel to the browser only once it is opened.
    label = say("Table: {what}", what=what) if what else say("Table")
    opened = st.popover(label, type="tertiary", key=f"table_{name}", on_change="rerun", icon=":material/table:")
    if opened.open:
        with opened:
            st.dataframe(frame.head(TABLE_ROWS), hide_index=True, key=f"rows_{name}",
                         alt=say("The rows of the chart: {name}", name=name.replace("_", " ")))
            if spoken() != "en":
                st.caption(say("These are the rows of the file, whose columns and values are English in any language."))
            if len(frame) > TABLE_ROWS:
                st.caption(say("The first {number} of {of} rows; the file has all.", number=number(TABLE_ROWS),
                               of=number(len(frame))))


def _csv(frame: DataFrame | Callable[[], DataFrame]) -> bytes:
    return formats.csv_of_frame(frame() if callable(frame) else frame)

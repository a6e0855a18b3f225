"""What a reader takes away whole: a table in any format, a bilateral brief. Made on the click."""

import streamlit as st

from store import extracts, papers
from store.selection import Selection
from store.tables import TABLES
from view import asking

BOM = "csv --bom"
FORMS = {"csv": "CSV", BOM: "CSV for Excel", "zip": "ZIP with sources", "xlsx": "Excel", "plover": "PLOVER events"}
NOT_OFFERED = {(table, "plover") for table in TABLES if table != "engagements"}


def offer_table(table: str, selection: Selection) -> None:
    """A choice of format and a button for a whole table of `store.tables`; the file is made on the click."""
    forms = ["csv", BOM, *(form for form in extracts.FORMATS if form != "csv" and (table, form) not in NOT_OFFERED)]
    with st.container(key=f"extract_{table}", horizontal=True, gap="small", vertical_alignment="bottom"):
        form = st.selectbox("Format", forms, key=f"format_{table}", width=150,
                            format_func=lambda form: FORMS.get(form, form.title()))
        bom, form = form == BOM, "csv" if form == BOM else form
        st.download_button("Download", asking.ask_later(extracts.as_bytes, table, selection, form, bom),
                           extracts.file_name(table, form), extracts.FORMATS[form], key=f"download_{table}",
                           on_click="ignore", type="tertiary", icon=":material/download:")


def offer_brief(selection: Selection) -> None:
    """Buttons for the two-page brief, where the selection is of one country or organisation."""
    if len(selection.countries) == 1 and not selection.regions:
        with st.container(key="extract_brief", horizontal=True, gap="small"):
            for form, label in (("docx", "Bilateral brief, Word"), ("html", "Bilateral brief, HTML")):
                st.download_button(label, asking.ask_later(papers.paper, selection, form),
                                   f"brief_{selection.countries[0]}.{form}", papers.FORMS[form],
                                   key=f"download_brief_{form}", on_click="ignore", type="tertiary",
                                   icon=":material/description:")


def offer_file(content: bytes, name: str, kind: str, label: str) -> None:
    """A button that downloads a file made already; `kind` is its media type."""
    with st.container(key=f"extract_{name.partition('.')[0]}"):
        st.download_button(label, content, f"chancery_{name}", kind, key=f"download_{name}", on_click="ignore",
                           type="tertiary", icon=":material/download:")

"""Errors in a record: what was corrected already, and a row for data/corrections.csv ready to be sent."""

import csv
from io import StringIO

import pandas as pd
import streamlit as st

from store import formats, particulars, provenance
from view.asking import ask
from view.wording import ABSENT, day, word

FIELDS = ("date", "start_time", "duration_minutes", "kind", "direction", "visit", "place_city", "place_country",
          "countries", "topics")
COLUMNS = ("record_id", "field", "old", "new", "source", "reason", "who", "when")


def offer(engagement_id: str) -> None:
    """The record's history, and a form that composes a correction; nothing is sent or changed from here."""
    history = ask(particulars.corrections, engagement_id)
    with st.expander("Report an error in this record", icon=":material/edit_note:"):
        for row in history.itertuples(index=False):
            st.markdown(f"{word(row.status).capitalize()}, {day(row.when)}: {word(row.field)} "
                        f"{row.old or ABSENT} → {row.new or ABSENT} ({row.reason}; {row.who})")
        old = ask(particulars.fields, engagement_id).iloc[0]
        field = st.selectbox("Field", FIELDS, format_func=word, key="mend_field")
        was = as_cell(old[field])
        st.caption(f"It says now: {was or 'nothing'}. Lists are parted by |, dates are YYYY-MM-DD, times HH:MM:SS.")
        new, source = st.text_input("Should be", key="mend_new"), st.text_input("Where to see it", key="mend_source")
        reason, who = st.text_input("Why", key="mend_reason"), st.text_input("Your name", key="mend_who")
        if new != was and source and reason and who:
            st.caption("Add this line to data/corrections.csv, or send it to whoever keeps this dashboard:")
            st.code(line((engagement_id, field, was, new, source, reason, who, provenance.today().isoformat())),
                    language="csv", wrap_lines=True)


def line(cells: tuple[str, ...]) -> str:
    """A row of data/corrections.csv."""
    stream = StringIO()
    csv.writer(stream, lineterminator="").writerow(cells)
    return stream.getvalue()


def as_cell(value) -> str:
    """A value as a CSV extract writes it, unguarded."""
    if not isinstance(value, str) and pd.api.types.is_list_like(value):
        return formats.joined(value)
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return str(int(value)) if isinstance(value, float) else str(value)

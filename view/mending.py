"""Errors in a record: what was corrected already, and a row for data/corrections.csv ready to be sent."""

import csv
from io import StringIO

import pandas as pd
import streamlit as st

from store import formats, particulars, provenance
from view.asking import ask
from view.language import say
from view.wording import ABSENT, capital, day, word

FIELDS = ("date", "start_time", "duration_minutes", "kind", "direction", "visit", "place_city", "place_country",
          "countries", "topics")
# What no line of the file can mend: reported in the same columns, for whoever mends the reading.
TOLD = ("principals", "counterparts", "statements", "engagement_or_not")
COLUMNS = ("record_id", "field", "old", "new", "source", "reason", "who", "when")


def offer(engagement_id: str, url: str | None = None) -> None:
    """The record's history, and a form that composes a correction; nothing is sent or changed from here."""
    history = ask(particulars.corrections, engagement_id)
    with st.expander(say("Report an error in this record"), icon=":material/edit_note:"):
        for row in history.itertuples(index=False):
            st.markdown(say("{status}, {day}: {field} {old} → {new} ({reason}; {who})", status=capital(row.status),
                            day=day(row.when), field=word(row.field), old=row.old or ABSENT, new=row.new or ABSENT,
                            reason=row.reason, who=row.who))
        _compose(engagement_id, _now(engagement_id), url)


def offer_for_release(release: pd.Series) -> None:
    """The same for a release from which no engagement was read."""
    with st.expander(say("Report an error: it does report an engagement"), icon=":material/edit_note:"):
        _compose(release.release_id, {TOLD[-1]: f"left out as {release['skip']}"}, release.url)


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


def _now(engagement_id: str) -> dict[str, str]:
    """Field → what the record says in it."""
    values, people = ask(particulars.fields, engagement_id).iloc[0], ask(particulars.participants, engagement_id)
    named = people.name.fillna(people.role)
    sides = {f"{side}s": formats.joined(named[people.side == side].dropna()) for side in ("principal", "counterpart")}
    return {field: as_cell(values[field]) for field in FIELDS} | sides | {"statements": "", TOLD[-1]: "engagement"}


def _compose(record_id: str, now: dict[str, str], url: str | None) -> None:
    def ask_for(label: str, name: str, value: str = "") -> str:
        return st.text_input(label, value, key=f"mend_{name}_{record_id}", max_chars=500).strip()

    field = st.selectbox(say("Field"), list(now), format_func=word, key=f"mend_field_{record_id}")
    st.caption(say("It says now: {value}. Lists are parted by |, dates are YYYY-MM-DD, times HH:MM:SS.",
                   value=now[field] or say("nothing")))
    new = ask_for(say("Should be"), "new")
    source = ask_for(say("Where to see it"), "source", "" if pd.isna(url) else str(url))
    reason, who = ask_for(say("Why"), "reason"), ask_for(say("Your name"), "who")
    if new == now[field] or not (source and reason and who):
        return
    if field in TOLD:
        st.caption(say("No line of data/corrections.csv can mend this: send it to whoever keeps this dashboard, who "
                       "mends the reading. Nothing is sent or stored from here."))
    else:
        st.caption(say("Add this line to data/corrections.csv, or send it to whoever keeps this dashboard. Nothing is "
                       "sent or stored from here."))
    st.code(line((record_id, field, now[field], new, source, reason, who, provenance.today().isoformat())),
            language="csv", wrap_lines=True)

"""The trial page's widgets, and a record as the parser gives it made into the frames that the release page draws."""

import datetime as dt
import json
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from store.citation import MINISTRIES
from store.selection import Names
from view.language import say
from view.wording import count, day, plain, word

TYPES = ["txt", "html", "htm", "json", "jsonl", "csv", "xml"]
AT_MOST, AT_MOST_MB = 200_000, 2  # characters pasted, megabytes uploaded
PASTED, WHOSE = "pasted", "pasted_ministry"


class Tried(NamedTuple):
    """One engagement of a trial as the drawing functions want it; without engagement only `mentions`, empty."""

    engagement: pd.Series | None
    participants: pd.DataFrame
    mentions: pd.DataFrame
    statements: pd.DataFrame


def ask(example: str, ministry: str) -> tuple[str, bytes] | None:
    """The release a visitor pastes or uploads, as a file's name and content; None while there is none."""
    paste, upload = st.tabs([say("Paste"), say("Upload")])
    with paste:
        text = st.text_area(say("The release"), key=PASTED, height=220, max_chars=AT_MOST,
                            placeholder=say("Title, date line and text as the ministry published them"))
        whose, where = st.columns(2)
        with whose:
            chosen = st.selectbox(say("Ministry"), ["", *MINISTRIES], key=WHOSE,
                                  format_func=lambda code: (
                                      say(MINISTRIES[code].name) if code else say("Recognise it from the text")))
        with where:
            url = st.text_input(say("Address, where known"), key="pasted_url", placeholder="https://…", max_chars=2000)
        with st.container(horizontal=True):
            st.button(say("Read it"), key="read_it")
            st.button(say("Use an example"), key="use_example", on_click=_fill, args=(example, ministry))
    with upload:
        file = st.file_uploader(say("A file ({types})", types=", ".join(TYPES)), TYPES, key="given",
                                max_upload_size=AT_MOST_MB)
    if file is not None:
        return file.name, file.getvalue()
    if not text.strip():
        return None
    row = {"text": text, "ministry": chosen, "url": url}
    return "pasted.jsonl", json.dumps({name: value for name, value in row.items() if value}).encode()


def choose(records: list[dict[str, Any]]) -> dict[str, Any]:
    """The record to show; asked only where a file held several releases."""
    if len(records) == 1:
        return records[0]
    place = st.selectbox(say("Release of the file"), range(len(records)), key="tried",
                         format_func=lambda at: records[at]["title"] or say("Release {number}", number=at + 1))
    return records[place]


def choose_engagement(record: dict[str, Any], names: Names) -> dict[str, Any] | None:
    """The engagement to show; None where none was read."""
    read = record["engagements"]
    if len(read) < 2:
        return read[0] if read else None
    place = st.segmented_control(say("This release reports several engagements"), range(len(read)), default=0,
                                 required=True, key="tried_engagement",
                                 format_func=lambda at: _told(at, read[at], names))
    return read[place]


def answer(record: dict[str, Any]) -> str:
    """What was read, in a sentence."""
    title = f"**{plain(record['title'])}**" if record["title"] else say("This release")
    if record["skip"]:
        return say("{title} would be left out: {reason} ({rule}).", title=title, reason=word(record["skip"]),
                   rule=word(record.get("skip_rule")))
    return say("{title} is read as {engagements}.", title=title,
               engagements=count(len(record["engagements"]), "engagement"))


def tried(record: dict[str, Any], engagement: dict[str, Any] | None, names: Names) -> Tried:
    """The chosen engagement of a record as frames."""
    if engagement is None:
        return Tried(None, pd.DataFrame(), _frame([], "slot value start end quote rule"), pd.DataFrame())
    sides = [{"side": side, "name": person["name"], "role": person["role"]}
             for side in ("principal", "counterpart") for person in engagement[f"{side}s"]]
    return Tried(
        _slots(record, engagement, names), _frame(sides, "side name role"),
        _frame(engagement["mentions"], "slot value start end quote rule").sort_values(["start", "end"]),
        _frame(engagement["statements"], "speaker side act text topics"))


def as_file(record: dict[str, Any]) -> bytes:
    """The record as a JSON file, as `python -m etl parse --jsonl` writes it, but for people to read."""
    return json.dumps(record, ensure_ascii=False, indent=2).encode()


def _fill(example: str, ministry: str) -> None:
    st.session_state[PASTED], st.session_state[WHOSE] = example, ministry


def _slots(record: dict[str, Any], engagement: dict[str, Any], names: Names) -> pd.Series:
    place = engagement["place"] or {"city": None, "country": None}
    days = {name: _day(engagement[name]) for name in ("date", "date_earliest", "date_latest")}
    clock = engagement["start_time"]
    return pd.Series(engagement | days | {
        "kind_name": names.get(("kinds", engagement["kind"]), engagement["kind"]),
        "countries": _named(engagement["countries"], "countries", names),
        "topics": _named(engagement["topics"], "topics", names),
        "place_city": place["city"], "place_name": names.get(("countries", place["country"]), place["country"]),
        "start_time": dt.time.fromisoformat(clock) if clock else None, "published": _day(record["published"]),
        "doubts": engagement.get("doubts", []), "ordinal": record["engagements"].index(engagement) + 1,
        "in_release": len(record["engagements"])}, dtype=object)


def _named(codes: list[str], filter_name: str, names: Names) -> list[str]:
    return [names.get((filter_name, code), code) for code in codes]


def _day(written: str | None) -> pd.Timestamp | None:
    return pd.Timestamp(written) if written else None


def _frame(rows: list[dict[str, Any]], columns: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split())


def _told(at: int, engagement: dict[str, Any], names: Names) -> str:
    kind = names.get(("kinds", engagement["kind"]), engagement["kind"])
    return say("{ordinal} · {kind}, {day}", ordinal=at + 1, kind=kind,
               day=day(_day(engagement["date"]), engagement["date_precision"]))

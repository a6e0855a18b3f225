"""Sentences on one counterpart: DataFrames in, English with **bold** out."""

import pandas as pd

from view.wording import count, day, days, minutes, number, plain

DRAWN = 2_000  # dots of the chart of every engagement, the newest; more would be no clearer


def country(name: str, profile: pd.Series, silences: pd.DataFrame) -> str:
    """How much is on record with a counterpart, since when, how silent, as of when."""
    who = f"**{plain(name)}**"
    if not profile.engagements:
        return f"No engagement with {who} is on record in this selection; that is not to say that there was none."
    text = f"With {who}, **{count(profile.engagements, 'engagement')}**"
    text += f" {'is' if profile.engagements == 1 else 'are'} on record"
    if pd.isna(profile.first_date):
        return f"{text}, none of them dated."
    since = f"on {day(profile.first_date)}" if profile.first_date == profile.last_date else (
        f"between {day(profile.first_date)} and {day(profile.last_date)}")
    text += f" {since}; the last was **{days(profile.days_since)}** before {day(profile.as_of)}, {_edge(profile)}"
    closed = silences[~silences.ongoing.astype(bool)]
    if not closed.empty and closed.days.iloc[0] > profile.days_since:
        text += f", and the longest silence **{days(closed.days.iloc[0])}**"
    elif len(silences) > 1:
        text += ": **the longest silence** of all"
    return text + "."


def figures(profile: pd.Series, silences: pd.DataFrame) -> dict[str, str]:
    """Label → figure of the row below the answer."""
    told = f" ({number(profile.with_duration)} told)" if profile.with_duration else ""
    longest = silences.iloc[0] if not silences.empty else None
    return {
        "Engagements": number(profile.engagements), "First": day(profile.first_date), "Last": day(profile.last_date),
        "Days since": "–" if pd.isna(profile.days_since) else number(profile.days_since),
        "Longest silence": "–" if longest is None else f"{longest.days / 365.25:.1f} years" if longest.days > 730 else
        count(longest.days, "day"),
        "Longest talk": minutes(profile.longest),
        f"Time in talks{told}": "–" if pd.isna(profile.minutes) else f"{profile.minutes / 60:,.1f} h"}


def unknowns(profile: pd.Series) -> str:
    """What is not told, kept apart from what is none."""
    cut = profile.engagements - profile.undated > DRAWN
    drawn = f"The chart and its file have the newest {number(DRAWN)}, the page Engagements all. " if cut else ""
    gaps = [f"{number(missing)} without {what}" for missing, what in (
        (profile.undated, "a date"), (profile.engagements - profile.with_duration, "a duration"),
        (profile.engagements - profile.with_topics, "a topic read")) if missing]
    if not gaps:
        return f"{drawn}Date, duration and topics are told of every engagement here. "
    return f"{drawn}Not told is not none: of {count(profile.engagements, 'engagement')}, {', '.join(gaps)}. "


def silence(silences: pd.DataFrame) -> str:
    """The longest silence with its ends."""
    if silences.empty:
        return ""
    longest = silences.iloc[0]
    end = f"to the end of the records, {day(longest['last'])}" if longest.ongoing else f"to {day(longest['last'])}"
    return f"The longest silence runs from {day(longest['first'])} {end}: {days(longest.days)}. "


def neighbours(name: str, frame: pd.DataFrame) -> str:
    """Where a counterpart stands among its neighbours. Frame: as `country_queries.neighbours` gives it."""
    own = frame[frame.region == "own"].engagements
    if own.empty or len(frame) < 2:
        return "No neighbours to compare."
    above = int((frame.engagements > own.iloc[0]).sum())
    level = int((frame.engagements == own.iloc[0]).sum()) - 1
    place = f"{plain(name)} is number {above + 1} of {len(frame)}"
    return place + (f", level with {count(level, 'other')}." if level else ".")


def _edge(profile: pd.Series) -> str:
    return "the newest record of all" if profile.as_of_is_newest else "the end of the years asked for"

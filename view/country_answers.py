"""Sentences on one counterpart: DataFrames in, a sentence with **bold** out."""

import pandas as pd

from view.language import N_, plural, say
from view.wording import ABSENT, commas, count, day, days, hours, minutes, number, plain

NEIGHBOURS_ALT = N_("Bar chart: engagements with the countries of the same part of the world.")
DRAWN = 2_000  # dots of the chart of every engagement, the newest; more would be no clearer


def country(name: str, profile: pd.Series, silences: pd.DataFrame) -> str:
    """How much is on record with a counterpart, since when, how silent, as of when."""
    who, times = f"**{plain(name)}**", profile.engagements
    if not times:
        return say("No engagement with {who} is on record in this selection; that is not to say that there was none.",
                   who=who)
    told = {"who": who, "engagements": count(times, "engagement")}
    if pd.isna(profile.first_date):
        return plural("With {who}, **{engagements}** is on record, none of them dated.",
                      "With {who}, **{engagements}** are on record, none of them dated.", times, **told)
    ends = {"first": day(profile.first_date), "last": day(profile.last_date)}
    since = say("on {first}", **ends) if profile.first_date == profile.last_date else (
        say("between {first} and {last}", **ends))
    edge = say("the newest record of all") if profile.as_of_is_newest else say("the end of the years asked for")
    return plural(
        "With {who}, **{engagements}** is on record {since}; the last was **{days}** before {day}, {edge}{silence}.",
        "With {who}, **{engagements}** are on record {since}; the last was **{days}** before {day}, {edge}{silence}.",
        times, since=since, days=days(profile.days_since), day=day(profile.as_of), edge=edge,
        silence=_longest(profile, silences), **told)


def figures(profile: pd.Series, silences: pd.DataFrame) -> dict[str, str]:
    """Label → figure of the row below the answer."""
    longest = silences.iloc[0] if not silences.empty else None
    told = say("Time in talks ({number} told)", number=number(profile.with_duration)) if profile.with_duration else (
        say("Time in talks"))
    return {
        say("Engagements"): number(profile.engagements), say("First"): day(profile.first_date),
        say("Last"): day(profile.last_date),
        say("Days since"): ABSENT if pd.isna(profile.days_since) else number(profile.days_since),
        say("Longest silence"): ABSENT if longest is None else _short(longest.days),
        say("Longest talk"): minutes(profile.longest),
        told: ABSENT if pd.isna(profile.minutes) else hours(profile.minutes / 60)}


def unknowns(profile: pd.Series) -> str:
    """What is not told, kept apart from what is none."""
    drawn = say("The chart and its file have the newest {number}, the page Engagements all. ", number=number(DRAWN)
                ) if profile.engagements - profile.undated > DRAWN else ""
    undated, unmeasured, silent = (profile.undated, profile.engagements - profile.with_duration,
                                   profile.engagements - profile.with_topics)
    gaps = [say("{number} without a date", number=number(undated))] if undated else []
    gaps += [say("{number} without a duration", number=number(unmeasured))] if unmeasured else []
    gaps += [say("{number} without a topic read", number=number(silent))] if silent else []
    if not gaps:
        return drawn + say("Date, duration and topics are told of every engagement here. ")
    return drawn + say("Not told is not none: of {engagements}, {gaps}. ", gaps=commas(gaps),
                       engagements=count(profile.engagements, "engagement"))


def silence(silences: pd.DataFrame) -> str:
    """The longest silence with its ends."""
    if silences.empty:
        return ""
    longest = silences.iloc[0]
    told = {"first": day(longest["first"]), "last": day(longest["last"]), "days": days(longest.days)}
    if longest.ongoing:
        return say("The longest silence runs from {first} to the end of the records, {last}: {days}. ", **told)
    return say("The longest silence runs from {first} to {last}: {days}. ", **told)


def neighbours(name: str, frame: pd.DataFrame) -> str:
    """Where a counterpart stands among its neighbours. Frame: as `country_queries.neighbours` gives it."""
    own = frame[frame.region == "own"].engagements
    if own.empty or len(frame) < 2:
        return say("No neighbours to compare.")
    above = int((frame.engagements > own.iloc[0]).sum())
    level = int((frame.engagements == own.iloc[0]).sum()) - 1
    told = {"name": plain(name), "place": above + 1, "of": len(frame)}
    if level:
        return say("{name} is number {place} of {of}, level with {others}.", others=count(level, "other"), **told)
    return say("{name} is number {place} of {of}.", **told)


def _longest(profile: pd.Series, silences: pd.DataFrame) -> str:
    closed = silences[~silences.ongoing.astype(bool)]
    if not closed.empty and closed.days.iloc[0] > profile.days_since:
        return say(", and the longest silence **{days}**", days=days(closed.days.iloc[0]))
    return say(": **the longest silence** of all") if len(silences) > 1 else ""


def _short(silent: int) -> str:
    return say("{years} years", years=f"{silent / 365.25:.1f}") if silent > 730 else count(silent, "day")

"""The answer a page opens with, in one sentence: DataFrames in, English with **bold** out."""

import pandas as pd

from view.wording import count, day, listing, number, period, plain

MAP_RULES = (" So with regions. A click on a country puts it into the filter, or takes it out; dots stand for states "
             "too small to see; organisations have no place on the map. Rings: talks in person, filled where the town "
             "is told. Borders are Natural Earth's, drawn as control stands on the ground; no position is taken.")


def overview(totals: pd.Series, kinds: pd.DataFrame, countries: pd.DataFrame) -> str:
    """How much there is, since when, and what is most frequent."""
    when = f"Between {day(totals.first_date)} and {day(totals.last_date)}, " if totals.engagements > 1 else ""
    if pd.isna(totals.first_date) or not when:
        when = f"On {day(totals.first_date)}, " if pd.notna(totals.first_date) else ""
    met = countries.name[countries.engagements > 0]
    sides = [f"**{plain(name)}**" for name in met] if len(met) <= 3 else [f"**{number(totals.countries)} countries**"]
    sides += [f"**{count(totals.organisations, 'organisation or group', 'organisations and groups')}**"
              ] if totals.organisations else []
    met = f" with {listing(sides)}" if sides else ""
    text = f"{when}{count(totals.engagements, 'engagement')}{met} {'is' if totals.engagements == 1 else 'are'} recorded"
    return _sentence(f"{text}{_mostly(kinds, ', most often of the kind ')}{_mostly(countries, ', most often with ')}")


def timeline(frame: pd.DataFrame, step: str, undrawn: int) -> str:
    """The fullest period, and how many periods have none. Frame as `queries.engagements_by_period` gives it."""
    if frame.empty:
        return f"None of {count(undrawn, 'engagement')} in this selection has a date that could be drawn."
    by_period = frame.groupby("period").engagements.sum()
    if (by_period > 0).sum() == 1:
        only, falls = count(by_period.max(), "engagement"), "falls" if by_period.max() == 1 else "fall"
        return _sentence(f"{only} {falls} in **{period(by_period.idxmax(), step)}**")
    top = by_period[by_period == by_period.max()]
    names = [f"**{period(first, step)}**" for first in top.index[:3]]
    fullest = f"{listing(names)} with {count(by_period.max(), 'engagement')}{' each' if len(top) > 1 else ''}"
    lead = f"Most engagements fall in {fullest}" if len(top) <= 3 else (
        f"No {step} stands out: {len(top)} of them have {count(by_period.max(), 'engagement')} each")
    empty = int((by_period == 0).sum())
    gaps = f"; {count(empty, step)} of {len(by_period)} {'has' if empty == 1 else 'have'} none" if empty else ""
    return _sentence(lead + gaps)


def undrawn(engagements: int) -> str:
    """The note on what a chart over time cannot draw; nothing where there is nothing."""
    if not engagements:
        return ""
    return f"{count(engagements, 'undated engagement')} {'is' if engagements == 1 else 'are'} not drawn. "


def world(countries: pd.DataFrame, regions: pd.DataFrame) -> str:
    """How many countries, which most often, which region. Frames: name, engagements."""
    met = countries[countries.engagements > 0]
    if met.empty:
        return "No country is a counterpart in this selection; see the organisations below."
    if len(met) <= 3:
        named = listing([f"**{plain(name)}** ({number(times)})"
                         for name, times in zip(met.name, met.engagements, strict=True)])
        return _sentence(f"{'The only counterpart is' if len(met) == 1 else 'The counterparts are'} {named}")
    return _sentence(f"**{number(len(met))} countries** are counterparts" + _mostly(met, ", most often ")
                     + _mostly(regions, "; by region, most often "))


def topics(frame: pd.DataFrame, engagements: int) -> str:
    """The most frequent subject and its share, and what comes next. Frame: name, engagements, share."""
    if frame.empty:
        return "No topic was read in the engagements of this selection; that is unknown, not none."
    first, rest = frame.iloc[0], frame.iloc[1:4]
    if (leading := int((frame.engagements == first.engagements).sum())) > 3:
        return (f"No subject stands out: {number(leading)} topics were raised in {number(first.engagements)} of "
                f"{count(engagements, 'engagement')} each.")
    text = (f"The subject raised most often is **{plain(first['name'])}**, in {number(first.engagements)} of "
            f"{count(engagements, 'engagement')} ({first.share:.0%})")
    after = [f"{plain(row['name'])} ({row.share:.0%})" for _, row in rest.iterrows()]
    return _sentence(text + (f"; then {listing(after)}" if after else ""))


def without_topic(totals: pd.Series) -> str:
    """How many engagements have no topic, which is unknown, not none."""
    if not totals.without_topic:
        return "In each of these engagements a topic was read."
    return (f"In {number(totals.without_topic)} of {count(totals.engagements, 'engagement')} no topic was read: "
            "what they were about is unknown, and they are in no bar.")


def engagements(newest: pd.Series, totals: pd.Series) -> str:
    """The newest, and how many are undated."""
    undated = f"; {count(totals.undated, 'is', 'are')} undated" if totals.undated else ""
    lead = "The only one is" if totals.engagements == 1 else "The newest is"
    return _sentence(f"{lead} of **{day(newest.date, newest.date_precision)}**: {plain(newest.title)}{undated}"
                     if pd.notna(newest.date) else f"{count(totals.engagements, 'engagement')}, all undated")


def _mostly(frame: pd.DataFrame, lead: str) -> str:
    # Ties are named as ties; where more than three lead together, nobody does.
    some = frame[frame.engagements > 0]
    top = some[some.engagements == some.engagements.max()]
    if len(some) < 2 or len(top) > 3 or some.engagements.max() == 1:
        return ""
    each = " each" if len(top) > 1 else ""
    return f"{lead}{listing([f'**{plain(name)}**' for name in top.name])} ({number(top.engagements.iloc[0])}{each})"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")

"""The answer a page opens with, in one sentence: DataFrames in, a sentence with **bold** out."""

import pandas as pd

from view.language import N_, plural, say, spoken
from view.naming import named
from view.wording import aside, count, day, listing, number, period, plain, word

MAP_RULES = N_(
    " So with regions. A click on a country puts it into the filter, or takes it out; dots stand for states "
    "too small to see; organisations have no place on the map. Rings: talks in person, filled where the town "
    "is told. Borders are Natural Earth's, drawn as control stands on the ground; no position is taken.")
TIMELINE_RULES = N_(
    "A {step} without a bar has none on record. Each engagement is in one part: the highest level of the other side, "
    "the "
    "principal named first. A click on a bar keeps that year, a second one brings all back; a click on a name keeps "
    "what that person took part in. Set to drag, it takes a span of years.")
NO_TOPIC = N_("No topic was read in the engagements of this selection; that is unknown, not none.")


def overview(totals: pd.Series, kinds: pd.DataFrame, countries: pd.DataFrame) -> str:
    """How much there is, since when, and what is most frequent. Frames: name, engagements."""
    when = say("Between {first} and {last}, ", first=day(totals.first_date), last=day(totals.last_date)
               ) if totals.engagements > 1 else ""
    if pd.isna(totals.first_date) or not when:
        when = say("On {day}, ", day=day(totals.first_date)) if pd.notna(totals.first_date) else ""
    kinds, countries = named(kinds, "kind"), named(countries, "country")
    met = countries.name[countries.engagements > 0]
    sides = [f"**{plain(name)}**" for name in met] if len(met) <= 3 else [
        say("**{number} countries**", number=number(totals.countries))]
    sides += [f"**{count(totals.organisations, 'organisation or group')}**"] if totals.organisations else []
    return _sentence(plural(
        "{when}{engagements}{sides} is recorded{kinds}{countries}",
        "{when}{engagements}{sides} are recorded{kinds}{countries}", totals.engagements,
        when=when, engagements=count(totals.engagements, "engagement"),
        sides=say(" with {sides}", sides=listing(sides)) if sides else "",
        kinds=_mostly(kinds, N_(", most often of the kind {names}")),
        countries=_mostly(countries, N_(", most often with {names}"))))


def timeline(frame: pd.DataFrame, step: str, undrawn: int) -> str:
    """The fullest period, and how many periods have none. Frame as `queries.engagements_by_period` gives it."""
    if frame.empty:
        return say("None of {engagements} in this selection has a date that could be drawn.",
                   engagements=count(undrawn, "engagement"))
    by_period = frame.groupby("period").engagements.sum()
    most = count(by_period.max(), "engagement")
    if (by_period > 0).sum() == 1:
        return _sentence(plural("{engagements} falls in **{period}**", "{engagements} fall in **{period}**",
                                by_period.max(), engagements=most, period=period(by_period.idxmax(), step)))
    top = by_period[by_period == by_period.max()]
    periods = listing([f"**{period(first, step)}**" for first in top.index[:3]])
    if len(top) > 3:
        lead = say("No {step} stands out: {number} of them have {engagements} each", step=word(step), number=len(top),
                   engagements=most)
    elif len(top) > 1:
        lead = say("Most engagements fall in {periods} with {engagements} each", periods=periods, engagements=most)
    else:
        lead = say("Most engagements fall in {periods} with {engagements}", periods=periods, engagements=most)
    empty = int((by_period == 0).sum())
    gaps = plural("; {periods} of {number} has none", "; {periods} of {number} have none", empty,
                  periods=count(empty, step), number=len(by_period)) if empty else ""
    return _sentence(lead + gaps)


def undrawn(engagements: int) -> str:
    """The note on what a chart over time cannot draw; nothing where there is nothing."""
    if not engagements:
        return ""
    return plural("{engagements} is not drawn. ", "{engagements} are not drawn. ", engagements,
                  engagements=count(engagements, "undated engagement"))


def world(countries: pd.DataFrame, regions: pd.DataFrame) -> str:
    """How many countries, which most often, which region. Frames: name, engagements."""
    met = named(countries, "country")[countries.engagements > 0]
    if met.empty:
        return say("No country is a counterpart in this selection; see the organisations below.")
    if len(met) <= 3:
        told = listing([aside(f"**{plain(name)}**", number(times))
                        for name, times in zip(met.name, met.engagements, strict=True)])
        return _sentence(plural("The only counterpart is {names}", "The counterparts are {names}", len(met),
                                names=told))
    return _sentence(say(
        "**{number} countries** are counterparts{countries}{regions}", number=number(len(met)),
        countries=_mostly(met, N_(", most often {names}")),
        regions=_mostly(named(regions, "region"), N_("; by region, most often {names}"))))


def topics(frame: pd.DataFrame, engagements: int) -> str:
    """The most frequent subject and its share, and what comes next. Frame: name, engagements, share."""
    if frame.empty:
        return say(NO_TOPIC)
    frame = named(frame, "topic")
    first, rest = frame.iloc[0], frame.iloc[1:4]
    of = count(engagements, "engagement")
    if (leading := int((frame.engagements == first.engagements).sum())) > 3:
        return say("No subject stands out: {topics} topics were raised in {number} of {engagements} each.",
                   topics=number(leading), number=number(first.engagements), engagements=of)
    after = [aside(plain(row["name"]), f"{row.share:.0%}") for _, row in rest.iterrows()]
    return _sentence(say(
        "The subject raised most often is **{topic}**, in {number} of {engagements} ({share}){then}",
        topic=plain(first["name"]), number=number(first.engagements), engagements=of, share=f"{first.share:.0%}",
        then=say("; then {topics}", topics=listing(after)) if after else ""))


def without_topic(totals: pd.Series) -> str:
    """How many engagements have no topic, which is unknown, not none."""
    if not totals.without_topic:
        return say("In each of these engagements a topic was read.")
    return say("In {number} of {engagements} no topic was read: what they were about is unknown, and they are in no "
               "bar.", number=number(totals.without_topic), engagements=count(totals.engagements, "engagement"))


def engagements(newest: pd.Series, totals: pd.Series) -> str:
    """The newest, and how many are undated."""
    if pd.isna(newest.date):
        return _sentence(say("{engagements}, all undated", engagements=count(totals.engagements, "engagement")))
    undated = plural("; {number} is undated", "; {number} are undated", totals.undated,
                     number=number(totals.undated)) if totals.undated else ""
    return _sentence(plural("The only one is of **{day}**: {title}{undated}", "The newest is of **{day}**: "
                            "{title}{undated}", totals.engagements, day=day(newest.date, newest.date_precision),
                            title=plain(newest.title), undated=undated))


def _mostly(frame: pd.DataFrame, message: str) -> str:
    # Ties are named as ties; where more than three lead together, nobody does.
    some = frame[frame.engagements > 0]
    top = some[some.engagements == some.engagements.max()]
    if len(some) < 2 or len(top) > 3 or some.engagements.max() == 1:
        return ""
    leading, times = listing([f"**{plain(name)}**" for name in top.name]), number(top.engagements.iloc[0])
    told = say("{names} ({times} each)", names=leading, times=times) if len(top) > 1 else aside(leading, times)
    return say(message, names=told)


def _sentence(text: str) -> str:
    end = "" if text.endswith((".", "?", "!", "。", "？", "！")) else say(".")
    return (text[0].upper() if spoken() == "en" else text[0]) + text[1:] + end

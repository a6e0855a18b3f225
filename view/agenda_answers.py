"""Sentences on topics: what sets a counterpart apart, what came and went, what travels together."""

import pandas as pd

from view.answers import NO_TOPIC
from view.language import N_, say
from view.naming import name, named, topics
from view.wording import aside, count, day, listing, number, plain

AT_LEAST = 1.0
QUESTION = N_("What is talked about with one counterpart, and what sets it apart?")
ODDS_ALT = N_("Dots with intervals: how many times the odds of each topic here are those elsewhere.")
ODDS_RULES = N_("Line: 95 % interval, drawn strong where it leaves out “same”; log-odds with a prior worth {prior} "
                "engagements of the world’s mix. Of 26 topics, one does so by chance.")
SHARE_RULES = N_("Shares of the engagements of which a topic was read; the line is Wilson’s 95 % interval of now.")


def agenda(who: str, frame: pd.DataFrame) -> str:
    """What is raised more, and less, than with the others, where that is more than chance. Frame: `distinctive`."""
    frame = named(frame, "topic")
    who, of = f"**{plain(who)}**", int(frame.of.max()) if len(frame) else 0
    if not of:
        return say("No topic was read in the engagements with {who} in this selection; that is unknown, not none.",
                   who=who)
    more, less = frame[frame.low > AT_LEAST], frame[frame.high < AT_LEAST].iloc[::-1]
    parts = [] if more.empty else [say("more often than with the others: {topics}", topics=_named(more))]
    parts += [] if less.empty else [say("less often than with the others: {topics}", topics=_named(less))]
    read = count(of, "engagement")
    if not parts:
        return say("With {who}, in {engagements} with a topic read, no topic differs from the talks with all others by "
                   "more than chance explains.", who=who, engagements=read)
    return say("With {who}, in {engagements} with a topic read, are raised {topics}.", who=who, engagements=read,
               topics=listing(parts))


def came_and_went(frame: pd.DataFrame, since: int) -> str:
    """Topics first raised since a year, and those not raised since. Frame: as `mentions_over_time` gives it."""
    if frame.empty:
        return say("No dated engagement has a topic read. ")
    raised = named(frame, "topic").drop_duplicates("topic")
    new, gone = raised[raised["first"].dt.year >= since], raised[raised["last"].dt.year < since]
    parts = []
    if not new.empty and len(new) < len(raised):
        parts.append(say("First raised in {year} or later: {topics}.", year=since, topics=_with_day(new, "first")))
    if not gone.empty and len(gone) < len(raised):
        parts.append(say("Not raised since before {year}: {topics}.", year=since, topics=_with_day(gone, "last")))
    return " ".join(parts) + (" " if parts else "")


def subjects(frame: pd.DataFrame, pairs: pd.DataFrame, by: str) -> str:
    """Which topic has the highest share with a side, which pair travels together. Frames: shares_by_side, together.

    `by` is what the sides are: region, subregion or country.
    """
    if frame.empty:
        return say(NO_TOPIC)
    spread = named(frame, "topic")[frame.of >= 5]
    text = ""
    if not spread.empty:
        top = spread.loc[spread.share.idxmax()]
        side = name(by, top.side, top.side_name)
        text = say("The highest share is that of **{topic}** with **{side}**: {number} of {engagements} ({share})",
                   topic=plain(top["name"]), side=plain(side), number=number(top.engagements),
                   engagements=count(top.of, "engagement"), share=f"{top.share:.0%}")
    if pairs.empty:
        return say("{text}; no two topics travel together by more than chance.",
                   text=text or say("Few engagements have a topic read"))
    first = topics(pairs).iloc[0]
    told = {"topics": plain(first["name"]), "engagements": count(first.engagements, "engagement")}
    if not text:
        return say("The topics that travel together are **{topics}**, in {engagements}.", **told)
    return say("{text}; the topics that travel together most surely are **{topics}**, in {engagements}.", text=text,
               **told)


def odds_words(frame: pd.DataFrame) -> list[str]:
    """For hovering: counts, odds and interval of each row of `distinctive`."""
    return [say("<b>{name}</b><br>here {engagements:,} of {of:,}, elsewhere {others:,} of {of_others:,}"
                "<br>odds {odds:.2g} times, 95 % interval {low:.2g} to {high:.2g}", **row._asdict())
            for row in named(frame, "topic").itertuples(index=False)]


def pair_words(frame: pd.DataFrame) -> list[str]:
    """For hovering: counts, odds and interval of each row of `together`."""
    return [say("<b>{name}</b><br>both in {engagements:,} of {of:,}, the one in {with_topic:,}, the other in "
                "{with_other:,}<br>odds {odds:.2g} times, 95 % interval {low:.2g} to {high:.2g}", **row._asdict())
            for row in topics(frame).itertuples(index=False)]


def _named(rows: pd.DataFrame) -> str:
    names = [aside(f"**{plain(row['name'])}**", number(row.engagements)) for _, row in rows.head(3).iterrows()]
    return _cut(names, len(rows) - 3)


def _with_day(rows: pd.DataFrame, column: str) -> str:
    names = [aside(plain(row["name"]), day(row[column])) for _, row in rows.head(6).iterrows()]
    return _cut(names, len(rows) - 6)


def _cut(names: list[str], left: int) -> str:
    return say("{names} and {number} more", names=listing(names), number=number(left)) if left > 0 else listing(names)

"""Sentences on topics: what sets a counterpart apart, what came and went, what travels together."""

import pandas as pd

from view.wording import count, day, listing, number, plain

AT_LEAST = 1.0


def agenda(name: str, frame: pd.DataFrame) -> str:
    """What is raised more, and less, than with the others, where that is more than chance. Frame: `distinctive`."""
    who, of = f"**{plain(name)}**", int(frame.of.max()) if len(frame) else 0
    if not of:
        return f"No topic was read in the engagements with {who} in this selection; that is unknown, not none."
    more, less = frame[frame.low > AT_LEAST], frame[frame.high < AT_LEAST].iloc[::-1]
    parts = [f"{which} often than with the others: {_named(rows)}" for which, rows in (("more", more), ("less", less))
             if not rows.empty]
    read = f"in {count(of, 'engagement')} with a topic read"
    if not parts:
        return f"With {who}, {read}, no topic differs from the talks with all others by more than chance explains."
    return f"With {who}, {read}, are raised {listing(parts)}."


def came_and_went(frame: pd.DataFrame, since: int) -> str:
    """Topics first raised since a year, and those not raised since. Frame: as `mentions_over_time` gives it."""
    if frame.empty:
        return "No dated engagement has a topic read. "
    topics = frame.drop_duplicates("topic")
    new, gone = topics[topics["first"].dt.year >= since], topics[topics["last"].dt.year < since]
    parts = []
    if not new.empty and len(new) < len(topics):
        parts.append(f"First raised in {since} or later: {_with_day(new, 'first')}.")
    if not gone.empty and len(gone) < len(topics):
        parts.append(f"Not raised since before {since}: {_with_day(gone, 'last')}.")
    return " ".join(parts) + (" " if parts else "")


def subjects(frame: pd.DataFrame, pairs: pd.DataFrame) -> str:
    """Which topic has the highest share with a side, which pair travels together. Frames: shares_by_side, together."""
    if frame.empty:
        return "No topic was read in the engagements of this selection; that is unknown, not none."
    spread = frame[frame.of >= 5]
    text = ""
    if not spread.empty:
        top = spread.loc[spread.share.idxmax()]
        text = (f"The highest share is that of **{plain(top['name'])}** with **{plain(top.side_name)}**: "
                f"{number(top.engagements)} of {count(top.of, 'engagement')} ({top.share:.0%})")
    if pairs.empty:
        return (text or "Few engagements have a topic read") + "; no two topics travel together by more than chance."
    first = pairs.iloc[0]
    lead = "; the topics that travel together most surely are" if text else "The topics that travel together are"
    return f"{text}{lead} **{plain(first['name'])}**, in {count(first.engagements, 'engagement')}."


def odds_words(frame: pd.DataFrame) -> list[str]:
    """For hovering: counts, odds and interval of each row of `distinctive`."""
    return [f"<b>{row.name}</b><br>here {row.engagements:,} of {row.of:,}, elsewhere {row.others:,} of "
            f"{row.of_others:,}<br>odds {row.odds:.2g} times, 95 % interval {row.low:.2g} to {row.high:.2g}"
            for row in frame.itertuples(index=False)]


def pair_words(frame: pd.DataFrame) -> list[str]:
    """For hovering: counts, odds and interval of each row of `together`."""
    return [f"<b>{row.name}</b><br>both in {row.engagements:,} of {row.of:,}, the one in {row.with_topic:,}, the other "
            f"in {row.with_other:,}<br>odds {row.odds:.2g} times, 95 % interval {row.low:.2g} to {row.high:.2g}"
            for row in frame.itertuples(index=False)]


def _named(rows: pd.DataFrame) -> str:
    names = [f"**{plain(row['name'])}** ({number(row.engagements)})" for _, row in rows.head(3).iterrows()]
    return listing(names) + (f" and {number(len(rows) - 3)} more" if len(rows) > 3 else "")


def _with_day(rows: pd.DataFrame, column: str) -> str:
    names = [f"{plain(row['name'])} ({day(row[column])})" for _, row in rows.head(6).iterrows()]
    return listing(names) + (f" and {number(len(rows) - 6)} more" if len(rows) > 6 else "")

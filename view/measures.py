"""What a country can be measured by on the map: classes with their names and colours, words to hover, the answer."""

from bisect import bisect_right

import pandas as pd
import streamlit as st

from view import maps
from view.choosing import pick_one
from view.keeping import kept
from view.language import N_, say
from view.naming import named
from view.wording import aside, count, day, hours, listing, plain, word

NICE = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
SINCE = {0: N_("up to 3 months"), 92: N_("to 1 year"), 366: N_("1–2 years"), 731: N_("2–5 years"),
         1827: N_("5–10 years"), 3653: N_("over 10 years")}
COLUMNS = {"engagements": "engagements", "share": "share", "hours": "hours", "days since": "days_since"}
NOT_TOLD = {"light": "#d9c9a3", "dark": "#5b5233"}


def choose() -> tuple[str, bool]:
    """The measure the map is shaded by, and whether places of talks are drawn; both kept in the address."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        metric = pick_one(say("Measure"), list(COLUMNS), "metric")
        return metric, st.toggle(say("Places of talks"), key="places", bind="query-params")


def alternative(metric: str) -> str:
    """The map in words, for those who do not see it."""
    return say("World map: countries shaded by {measure}; the table has the figures.", measure=word(metric))


@kept
def classed(frame: pd.DataFrame, metric: str, theme: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """The frame with `rank` and `words` for `maps.world`, and the key: class → colour, 'none' and 'not told' first.

    Frame: as `map_queries.measures_by_country` gives it; metric: one of COLUMNS.
    """
    values = frame[COLUMNS[metric]].astype(float) * (100 if metric == "share" else 1)
    known = values[(frame.engagements > 0) & values.notna()]
    limits = _limits(known, metric)
    key = {say("none"): maps.PAINT[theme]["land"]}
    if (values.isna() & (frame.engagements > 0)).any():
        key[say("not told")] = NOT_TOLD[theme]
    first = len(key)
    key |= dict(zip(limits.values(), maps.shades(len(limits), theme), strict=True))
    starts = list(limits)
    ranks = [0 if not times else 1 if pd.isna(value) else first + max(bisect_right(starts, value) - 1, 0)
             for times, value in zip(frame.engagements, values, strict=True)]
    return frame.assign(rank=ranks, words=_words(named(frame, "country"))), key


def answer(frame: pd.DataFrame, metric: str, as_of: pd.Timestamp) -> str:
    """The sentence on the metric chosen: who leads, and to which day days are counted; nothing for engagements."""
    known = frame[(frame.engagements > 0) & frame[COLUMNS[metric]].notna()]
    if metric in ("engagements", "share") or known.empty:
        return ""
    ordered = named(known, "country").sort_values(COLUMNS[metric], ascending=False, kind="stable").head(3)
    if metric == "hours":
        leading = [aside(f"**{plain(row['name'])}**", hours(row.hours)) for _, row in ordered.iterrows()]
        return say(" Most time in talks, where it is told: {names}.", names=listing(leading))
    leading = [aside(f"**{plain(row['name'])}**", count(row.days_since, "day")) for _, row in ordered.iterrows()]
    return say(" Longest since the last engagement, counted to {day}: {names}.", day=day(as_of),
               names=listing(leading))


def _limits(known: pd.Series, metric: str) -> dict[float, str]:
    # Where each class starts → its name.
    if known.empty:
        return {}
    if metric == "engagements":
        return {low: f"{low:,}" if low == high else f"{low:,}–{high:,}" for low, high in maps.classes(int(known.max()))}
    if metric == "days since":
        return {start: say(name) for start, name in SINCE.items() if start <= known.max()}
    unit = "%" if metric == "share" else say(" h")
    starts = [start for start in NICE if start <= known.max()][-5:]
    starts = [start for start, after in zip(starts, [*starts[1:], float("inf")], strict=True) if after > known.min()]
    if not starts:
        return {0: say("under {limit}", limit=f"{NICE[0]:g}{unit}")}
    starts[0] = 0 if known.min() < starts[0] else starts[0]
    ends = [*starts[1:], None]
    return {start: say("from {limit}", limit=f"{start:g}{unit}") if end is None else
            say("under {limit}", limit=f"{end:g}{unit}") if start == 0 else
            f"{start:g}–{end:g}{unit}" for start, end in zip(starts, ends, strict=True)}


def _words(frame: pd.DataFrame) -> list[str]:
    return [f"<b>{row.name}</b><br>" + (_told(row) if row.engagements else say("none in this selection"))
            for row in frame.itertuples(index=False)]


def _told(row) -> str:
    long = say("{hours:.1f} h of talks ({told} of {of} told)", hours=row.hours, told=row.with_duration,
               of=row.engagements) if row.with_duration else say("duration not told")
    last = say("undated") if pd.isna(row.latest) else say(
        "last {day}, {days} before the end", day=day(row.latest), days=count(row.days_since, "day"))
    lead = say("{engagements}, {share:.1%} of all here", engagements=count(row.engagements, "engagement"),
               share=row.share)
    return f"{lead}<br>{long}<br>{last}"

"""Topics of one counterpart: shares now, before and elsewhere; odds with their uncertainty; when each was raised."""

from itertools import repeat

import pandas as pd
import plotly.graph_objects as go

from view.charts import INK, LINE, set_in_type, write
from view.keeping import kept
from view.language import N_, say
from view.naming import named, topics
from view.wording import months

SORTS = {"now": N_("now"), "before": N_("before"), "world": N_("all others now")}
PAINT = {"light": {"now": "#0b4f8a", "before": "#d08a2e", "world": "#8a9199"},
         "dark": {"now": "#6fb5ef", "before": "#e0a95c", "world": "#8a9199"}}
ROW = 44
WIDEST = 32  # odds beyond are drawn at the edge: more times than that says no more


def sorts_key(frame: pd.DataFrame, theme: str) -> dict[str, str]:
    """'now (3 engagements)' → colour. Frame: sort, of."""
    sizes = frame.drop_duplicates("sort").set_index("sort").of
    return {say("{name} ({number:,} engagements)", name=say(name), number=sizes[sort]): PAINT[theme][sort]
            for sort, name in SORTS.items() if sort in sizes.index}


@kept
def shares(frame: pd.DataFrame, theme: str) -> go.Figure:
    """A line a topic: its share now with interval, before, and with all others. Frame: as `now_and_before` gives it."""
    rows, ink, figure = list(dict.fromkeys(frame.topic)), INK[theme], go.Figure()
    frame = named(frame, "topic").assign(y=[-rows.index(topic) for topic in frame.topic])
    for sort in ("world", "before", "now"):
        dots = frame[(frame.sort == sort) & frame.share.notna()]
        lines = dots if sort == "now" else dots[:0]
        figure.add_scatter(
            x=dots.share, y=dots.y, mode="markers", customdata=_share_words(dots),
            marker={"size": 14 if sort == "now" else 11, "color": PAINT[theme][sort],
                    "symbol": "line-ns-open" if sort == "world" else "circle",
                    "line": {"width": 3 if sort == "world" else 1, "color":
                             PAINT[theme][sort] if sort == "world" else ink["paper"]}},
            error_x={"type": "data", "symmetric": False, "array": lines.high - lines.share, "thickness": 1.5,
                     "arrayminus": lines.share - lines.low, "color": PAINT[theme][sort], "width": 0,
                     "visible": not lines.empty},
            hovertemplate="%{customdata[1]}<extra></extra>")
    _name_rows(figure, list(dict.fromkeys(frame.name)), theme)
    figure.update_xaxes(range=[-0.03, 1.03], tickformat=".0%", gridcolor=ink["grid"], nticks=5, side="top")
    return figure


@kept
def odds(frame: pd.DataFrame, theme: str) -> go.Figure:
    """A dot and its interval a row on a scale of times as much; strong where the interval leaves out 1.

    Frame: topic, name, odds, low, high, words.
    """
    frame, ink, figure = topics(frame), INK[theme], go.Figure()
    sure = (frame.low > 1) | (frame.high < 1)
    colours = [ink["bar"] if one else ink["quiet"] for one in sure]
    ends = frame.assign(place=range(0, -len(frame), -1), low=frame.low.clip(lower=1 / WIDEST),
                        high=frame.high.clip(upper=WIDEST))
    _add_lines(figure, ends[sure], "low", "high", {"color": ink["bar"], "width": 4})
    _add_lines(figure, ends[~sure], "low", "high", {"color": ink["quiet"], "width": 1.5})
    figure.add_scatter(
        x=frame.odds.clip(1 / WIDEST, WIDEST), y=[-place for place in range(len(frame))], mode="markers",
        marker={"size": 13, "color": colours, "line": {"color": ink["paper"], "width": 1.5}},
        customdata=frame[["topic", "words"]], hovertemplate="%{customdata[1]}<extra></extra>")
    _name_rows(figure, list(frame.name), theme)
    figure.add_vline(x=1, line={"color": ink["text"], "width": 1})
    ticks = (1 / 32, 1 / 8, 1 / 2, 1, 2, 8, 32)
    figure.update_xaxes(type="log", side="top", gridcolor=ink["grid"], range=[-1.55, 1.55], tickvals=ticks, ticktext=[
        "1/32", "1/8", say("half"), say("same"), "2×", "8×", "32×"])
    return figure


@kept
def mentions(frame: pd.DataFrame, theme: str) -> go.Figure:
    """A lane a topic, a dot a quarter in which it was raised, from the first to the last. Frame: as
    `mentions_over_time` gives it."""
    rows, ink, figure = list(dict.fromkeys(frame.topic)), INK[theme], go.Figure()
    frame = named(frame, "topic")
    spans = frame.drop_duplicates("topic")
    _add_lines(figure, spans.assign(place=[-rows.index(topic) for topic in spans.topic]), "first", "last",
               {"color": ink["bar"], "width": 1.5}, opacity=0.6)
    figure.add_scatter(
        x=frame.period, y=[-rows.index(topic) for topic in frame.topic], mode="markers",
        marker={"color": ink["bar"], "size": 9 + 3 * (frame.engagements - 1).clip(upper=4),
                "line": {"color": ink["paper"], "width": 1}},
        customdata=pd.DataFrame({"year": frame.period.dt.year.astype(str), "name": frame.name,
                                 "n": frame.engagements, "quarter": frame.period.dt.quarter}),
        hovertemplate=say("<b>%{customdata[1]}</b><br>quarter %{customdata[3]} of %{customdata[0]}: "
                          "%{customdata[2]}<extra></extra>"))
    _name_rows(figure, list(dict.fromkeys(frame.name)), theme)
    figure.update_xaxes(gridcolor=ink["grid"], side="top", nticks=7, type="date", tickformat=_marks(frame))
    return figure


def _add_lines(figure: go.Figure, frame: pd.DataFrame, start: str, end: str, line: dict, **how) -> None:
    # All of one look in one trace, parted by gaps: Plotly's time goes by traces. Frame: place, start, end.
    ends = zip(frame[start], frame[end], repeat(None))
    figure.add_scatter(x=[one for both in ends for one in both], y=[one for place in frame.place for one in (
        place, place, None)], mode="lines", hoverinfo="skip", line=line, **how)


def _name_rows(figure: go.Figure, names: list[str], theme: str) -> None:
    write(figure, ((name, "y", 0.4 - place) for place, name in enumerate(names)), theme)
    set_in_type(figure, theme, height=40 + ROW * len(names), t=LINE)
    figure.update_yaxes(visible=False, range=[0.5 - len(names), 0.75])


def _marks(frame: pd.DataFrame) -> str | None:
    # In English the marks are Plotly's own.
    marks = months(few=(frame.period.max() - frame.period.min()).days < 1500) if len(frame) else None
    return None if marks in ("%Y", "%b %Y") else marks


def _share_words(dots: pd.DataFrame) -> pd.DataFrame:
    words = [say("<b>{name}</b>, {when}<br>{engagements:,} of {of:,} engagements: {share:.0%}"
                 "<br>95 % interval {low:.0%} to {high:.0%}", when=say(SORTS[row.sort]), **row._asdict())
             for row in dots.itertuples(index=False)]
    return pd.DataFrame({"topic": dots.topic.to_numpy(), "words": words})

"""A table of shaded cells that can be clicked on: who met whom, which topic with whom. DataFrame in, figure out."""

import re

import pandas as pd
import plotly.graph_objects as go
from plotly.colors import sample_colorscale

from view.charts import INK, LINE, breadth, set_in_type
from view.keeping import kept
from view.language import say, spoken

BREAK = re.compile("(?<=[ァ-ー])(?=[一-龠])")
RAMP = {"light": ["#e6eff6", "#8fbbdc", "#2f6fa6", "#0b2b4f"], "dark": ["#22303c", "#2f6294", "#6a9fcc", "#c9e1f4"]}


@kept
def cells(frame: pd.DataFrame, theme: str, percent: bool = False, wide: bool = False) -> go.Figure:
    """One square a row and column, darker for more; a cell without a value stays empty.

    Frame: mark (what a click stands for), row, column (names, in the order to be drawn), value, words (for hovering).
    `wide` columns stand upright and are few; otherwise their names are turned.
    """
    wide = wide and (spoken() == "en" or not percent)  # アメリカ大陸（28） would run into its neighbour on a phone
    rows, columns = list(dict.fromkeys(frame["row"])), list(dict.fromkeys(frame["column"]))
    known = frame[frame.value.notna() & (frame.value > 0)]
    highest = max(known.value, default=1)
    strong = known.value > 0.45 * highest
    figure = go.Figure(go.Bar(
        x=[columns.index(name) for name in known["column"]], base=[-rows.index(name) - 0.46 for name in known["row"]],
        y=[0.92] * len(known), width=0.94, customdata=known[["mark", "words"]],
        # Colours, not numbers on a scale: of those Plotly's labels ask what colour they are, again and again.
        marker_color=sample_colorscale(RAMP[theme], list(known.value / highest)),
        text=[f"{value:.0%}" if percent else f"{value:,.0f}" for value in known.value], textangle=0,
        textposition="inside", insidetextanchor="middle",
        insidetextfont={"color": [INK[theme]["paper"] if dark else INK[theme]["text"] for dark in strong], "size": 12},
        hovertemplate="%{customdata[1]}<extra></extra>"))
    broken = [_broken(name) for name in columns] if wide else [_short(name) for name in columns]
    beside = [_short(name) for name in rows]
    if wide:
        breaks = max((name.count("<br>") for name in broken), default=0)
        head, margins = 40 + 16 * breaks, {"t": LINE * (breaks + 1)}
    else:
        head, margins = 130, {"t": max(map(breadth, broken), default=0) * 0.91 + 14, "r": 44}  # names at 65 degrees
    set_in_type(figure, theme, height=head + 27 * len(rows) if rows else 60, l=max(map(breadth, beside), default=0),
                **margins)
    figure.update_layout(barmode="overlay", uniformtext={"mode": "hide", "minsize": 9})
    figure.update_xaxes(side="top", tickvals=list(range(len(columns))), ticktext=broken,
                        showgrid=False, range=[-0.5, len(columns) - 0.5], tickangle=0 if wide else -65,
                        ticklabeloverflow="allow")
    figure.update_yaxes(tickvals=[-place for place in range(len(rows))], ticktext=beside,
                        gridcolor=INK[theme]["grid"], range=[-len(rows) + 0.5, 0.5])
    if not rows:
        figure.add_annotation(text=say("Nothing is known of both sides."), showarrow=False, x=0, y=0)
    return figure


def _broken(name: str) -> str:
    # Words without spaces would run into the next column on a phone: アメリカ大陸 in two short lines.
    if name.isascii():
        return _short(name)
    return f'<span style="font-size:11px">{BREAK.sub("<br>", name)}</span>'


def _short(name: str) -> str:
    # Japanese letters are about twice as wide.
    longest = 24 if spoken() == "en" or name.isascii() else 14
    return name if len(name) <= longest else f"{name[:longest - 1].rstrip()}…"

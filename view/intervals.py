"""A share and how far chance may reach, slot by slot: DataFrame in, Plotly figure out."""

import pandas as pd
import plotly.graph_objects as go
from babel.dates import format_skeleton

from view.charts import INK, set_in_type
from view.keeping import kept
from view.language import say, spoken


@kept
def intervals(frame: pd.DataFrame, theme: str) -> go.Figure:
    """One dot and its interval a row, from the top down. Frame: name, f1, low, high, n."""
    places, ink = list(range(len(frame), 0, -1)), INK[theme]
    figure = go.Figure(go.Scatter(
        x=frame.f1, y=places, mode="markers", marker={"color": ink["bar"], "size": 10},
        error_x={"type": "data", "symmetric": False, "array": frame.high - frame.f1, "arrayminus": frame.f1 - frame.low,
                 "color": ink["quiet"], "thickness": 2, "width": 0},
        customdata=frame[["name", "low", "high", "n"]],
        hovertemplate=say(
            "<b>%{customdata[0]}</b><br>F1 %{x:.3f}, 95 % from %{customdata[1]:.3f} to %{customdata[2]:.3f}"
            "<br>%{customdata[3]} releases<extra></extra>")))
    set_in_type(figure, theme, 60 + 30 * len(frame))
    figure.update_layout(margin_r=12)
    lowest = min(0.8, int(10 * frame.low.min()) / 10)
    figure.update_xaxes(range=[lowest, 1.01], gridcolor=ink["grid"], tickformat=".1f")
    figure.update_yaxes(tickvals=places, ticktext=list(frame.name), range=[0.4, len(frame) + 0.6],
                        gridcolor=ink["grid"], tickfont={"color": ink["text"]})
    return figure


@kept
def calendar(frame: pd.DataFrame, theme: str) -> go.Figure:
    """Years by months, darker where more. Frame: year, month, releases; a month that is not in it stays blank."""
    ink = INK[theme]
    grid = frame.pivot(index="year", columns="month", values="releases").reindex(columns=range(1, 13))
    names = [format_skeleton("MMM", pd.Timestamp(2000, month, 1), locale=spoken()) for month in range(1, 13)]
    few, many = (_mixed(ink["bar"], ink["paper"], share) for share in (0.25, 0.65))
    told = [[f"{held:,.0f}" if held > 0 else "" for held in row] for row in grid.to_numpy()]
    figure = go.Figure(go.Heatmap(
        x=names, y=[str(year) for year in grid.index], z=grid, zmin=0, xgap=2, ygap=2,
        colorscale=[[0, ink["grid"]], [0.001, few], [1, many]], showscale=False,
        text=told, texttemplate="%{text}", textfont={"color": ink["text"]},
        hovertemplate=say("<b>%{x} %{y}</b><br>%{z} releases<extra></extra>")))
    set_in_type(figure, theme, 60 + 22 * len(grid))
    figure.update_layout(margin_r=12)
    figure.update_xaxes(showgrid=False, side="top")
    figure.update_yaxes(showgrid=False, autorange="reversed", type="category")
    return figure


def _mixed(one: str, other: str, share: float) -> str:
    parts = [round(share * int(one[place:place + 2], 16) + (1 - share) * int(other[place:place + 2], 16))
             for place in (1, 3, 5)]
    return "#" + "".join(f"{part:02x}" for part in parts)

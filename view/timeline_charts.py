"""Engagements over time, split and smoothed, above the bands of those who held office. DataFrame in, figure out."""

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from view import naming
from view.charts import INK, KINDS, LINE, MONTH, MONTHS, REGIONS, breadth, set_in_type, time_ticks, write
from view.keeping import kept
from view.language import say
from view.wording import aside, day, number

LANE = 42  # pixels of an office's lane: its name above its holders
LEVELS = ("head_of_state", "head_of_government", "foreign_minister", "organisation_head", "minister", "vice_minister",
          "legislator", "ambassador", "official", "other")
BAND = {"light": ("#dcd8cd", "#eeebe4", "#f0a878"), "dark": ("#39424b", "#2a3137", "#a85f2c")}


def part_colours(frame: pd.DataFrame, by: str, theme: str) -> dict[str, str]:
    """Part → colour, in the order in which parts are stacked; what is unknown or shared is grey. Frame: part."""
    palette = list(KINDS[theme].values())
    known = {"kind": KINDS[theme], "region": REGIONS[theme],
             "level": dict(zip(LEVELS, palette, strict=False))}.get(by)
    if known is None:
        ranked = frame.groupby("part").engagements.sum().sort_values(ascending=False, kind="stable").index
        named = [part for part in ranked if part not in ("others", "unknown")]
        known = dict(zip(named, palette, strict=False))
    grey = {"several": INK[theme]["quiet"], "others": INK[theme]["quiet"], "none": palette[-1], "unknown": palette[-1]}
    occurring = set(frame.part)
    return {part: colour for part, colour in {**known, **grey}.items() if part in occurring}


def key(frame: pd.DataFrame, colours: dict[str, str], mean: str, theme: str) -> dict[str, str]:
    """'Meeting (84)' → colour, and the line of the mean. Frame: part, name, engagements."""
    frame = naming.named(frame, "part")
    sums = frame.groupby(["part", "name"]).engagements.sum().reset_index().set_index("part")
    return {aside(sums.name[part], number(sums.engagements[part])): colour for part, colour in colours.items()
            } | {mean: INK[theme]["text"]}


@kept
def timeline(frame: pd.DataFrame, holders: pd.DataFrame, step: str, colours: dict[str, str], theme: str) -> go.Figure:
    """Stacked bars and their rolling mean above a lane for each leading office.

    Frame: period, part, name, engagements, of_period, rolling_mean, label (the period in words). Holders: person_id,
    name, office, first, last.
    """
    frame = naming.named(frame, "part")
    holders = holders.assign(office=[naming.office(row.office, row.country) for row in holders.itertuples()])
    offices = list(dict.fromkeys(holders.office))
    lanes = LANE * len(offices)
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=44 / (390 + lanes),
                           row_heights=[1, max(lanes, 1) / 330])
    _add_bars(figure, frame, step, colours, theme)
    _add_holders(figure, holders, offices, theme)
    highest = frame.groupby("period").engagements.sum().max()
    set_in_type(figure, theme, height=390 + lanes, b=LINE / 2, l=breadth(f"{highest:,}"))
    figure.update_layout(barmode="stack", uniformtext={"mode": "hide", "minsize": 10})
    ticks = time_ticks(frame, step)
    figure.update_xaxes(showgrid=False, ticks="outside", tickcolor=INK[theme]["grid"], showticklabels=True, row=1,
                        **ticks)
    figure.update_xaxes(visible=False, row=2)
    figure.update_xaxes(type="date", range=_span(frame, step))
    figure.update_yaxes(gridcolor=INK[theme]["grid"], rangemode="tozero", tickformat=",d", nticks=6, row=1)
    figure.update_yaxes(visible=False, range=[len(offices) - 0.6, -0.7], row=2)
    return figure


def _add_bars(figure: go.Figure, frame: pd.DataFrame, step: str, colours: dict[str, str], theme: str) -> None:
    width = MONTHS[step] * MONTH * 0.88 * min(1, frame.period.nunique() / 8)
    for part, colour in colours.items():
        # A bar of nothing cannot be seen, and by month there are thousands of them to be laid out.
        of_part = frame[frame.part == part]
        bars = of_part[of_part.engagements > 0]
        figure.add_bar(
            row=1, col=1, width=width, x=bars.period, y=bars.engagements, name=of_part.name.iloc[0],
            marker_color=colour,
            marker_line={"color": INK[theme]["paper"], "width": 0.5 if step != "month" else 0},
            customdata=pd.DataFrame({"year": bars.period.dt.year.astype(str), "label": bars.label, "name": bars.name,
                                     "of": bars.of_period, "mean": [_mean(value) for value in bars.rolling_mean]}),
            hovertemplate="<b>%{customdata[1]}</b>: %{customdata[3]:,}%{customdata[4]}<br>"
                          "%{customdata[2]}: %{y:,}<extra></extra>")
    line = frame.drop_duplicates("period")
    figure.add_scatter(
        row=1, col=1, x=line.period, y=line.rolling_mean, mode="lines", line={"color": INK[theme]["text"], "width": 2},
        hoverinfo="skip")  # it would take the clicks of the bars it runs over; their hover tells it


def _add_holders(figure: go.Figure, holders: pd.DataFrame, offices: list[str], theme: str) -> None:
    for lane, office in enumerate(offices):
        terms = holders[holders.office == office]
        days = (terms["last"] - terms["first"]).dt.days
        held = [say("{first} – {last}", first=day(first), last=day(end) if pd.notna(end) else say("still in office"))
                for first, end in zip(terms.term_start, terms.term_end, strict=True)]
        figure.add_bar(
            row=2, col=1, orientation="h", base=terms["first"].dt.strftime("%Y-%m-%d"),
            x=days * 86_400_000, y=[lane] * len(terms), width=0.5,
            marker_color=[BAND[theme][place % 2] for place in range(len(terms))],
            text=[name.split()[-1] for name in terms.name], textposition="inside", insidetextanchor="middle",
            textfont={"color": INK[theme]["text"], "size": 12}, textangle=0,
            customdata=pd.DataFrame({"person": terms.person_id, "name": terms.name, "held": held}),
            hovertemplate=f"<b>%{{customdata[1]}}</b><br>{office}<br>%{{customdata[2]}}<extra></extra>")
    write(figure, ((office, "y2", lane - 0.26) for lane, office in enumerate(offices)), theme, 12, "quiet",
          yanchor="bottom")


def _mean(value: float) -> str:
    return "" if pd.isna(value) else say(" (rolling mean {number:.1f})", number=value)


def _span(frame: pd.DataFrame, step: str) -> list[pd.Timestamp]:
    half = pd.Timedelta(milliseconds=MONTHS[step] * MONTH / 2)
    return [frame.period.min() - half, frame.period.max() + half]

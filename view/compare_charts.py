"""Sides of a comparison on one scale. DataFrame with a column `side` in, figure or table out."""

from html import escape

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from view.charts import INK, KINDS, LINE, breadth, set_in_type, write
from view.keeping import kept
from view.language import N_, say
from view.naming import named
from view.wording import ABSENT, aside, commas, count, day, days, listing, minutes, number, plain

ROW, TOPICS = 44, 14


@kept
def by_year(frame: pd.DataFrame, colours: dict[str, str], theme: str) -> go.Figure:
    """A strip of bars a side, all on one scale. Frame: side, period, engagements."""
    figure = make_subplots(rows=len(colours), cols=1, vertical_spacing=0.42 / len(colours))
    highest = max(frame.engagements.max(), 1)
    for row, (side, colour) in enumerate(colours.items(), start=1):
        strip = frame[frame.side == side]
        years = strip.period.dt.year
        figure.add_bar(row=row, col=1, x=years, y=strip.engagements, marker_color=colour,
                       customdata=years.astype(str).to_frame(),
                       hovertemplate=f"<b>{commas([side, '%{x}'])}</b><br>" + say(
                           "{number} engagements", number="%{y:,}") + "<extra></extra>")
        figure.update_yaxes(row=row, col=1, range=[0, highest * 1.05], nticks=4, gridcolor=INK[theme]["grid"],
                            tickformat=",d")
    write(figure, ((f"<b>{side}</b>", f"y{row} domain", 1.02) for row, side in enumerate(colours, start=1)), theme,
          yanchor="bottom", borderpad=1)
    set_in_type(figure, theme, height=30 + 135 * len(colours), t=26, b=LINE, l=breadth(number(highest)))
    figure.update_layout(bargap=0.2)
    figure.update_xaxes(showgrid=False, tickformat="d", nticks=10)
    return figure


@kept
def kinds(frame: pd.DataFrame, theme: str) -> go.Figure:
    """One bar of 100 % a side, parted by kind. Frame: side, kind, name, engagements."""
    frame, sides, figure = named(frame, "kind"), list(dict.fromkeys(frame.side)), go.Figure()
    sums = frame.groupby("side").engagements.sum()
    for kind in [kind for kind in KINDS[theme] if kind in set(frame.kind)]:
        bars = frame[frame.kind == kind]
        share = bars.engagements / bars.side.map(sums)
        words = [say("{name}: {number:,} of {of:,} ({share:.0%})", name=row.name, number=row.engagements,
                     of=sums[row.side], share=part)
                 for row, part in zip(bars.itertuples(index=False), share, strict=True)]
        figure.add_bar(x=share, y=[-sides.index(side) for side in bars.side], orientation="h", width=0.42,
                       marker_color=KINDS[theme][kind], marker_line={"color": INK[theme]["paper"], "width": 0.5},
                       customdata=pd.DataFrame({"side": bars.side.to_numpy(), "words": words}),
                       hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>")
    write(figure, ((aside(f"<b>{side}</b>", number(sums[side])), "y", 0.4 - place)
                   for place, side in enumerate(sides)), theme, yanchor="auto")
    set_in_type(figure, theme, height=30 + 56 * len(sides), b=LINE)
    figure.update_layout(barmode="stack")
    figure.update_xaxes(range=[0, 1], tickformat=".0%", nticks=5, gridcolor=INK[theme]["grid"])
    figure.update_yaxes(visible=False, range=[0.65 - len(sides), 0.65])
    return figure


def most_different(frame: pd.DataFrame) -> pd.DataFrame:
    """The topics whose shares lie furthest apart, those first. Frame: side, topic, name, share, …"""
    spread = frame.groupby("topic").share.agg(lambda shares: shares.max() - shares.min())
    raised = frame.groupby("topic").engagements.sum()
    order = spread[raised > 0].sort_values(ascending=False, kind="stable").index[:TOPICS]
    kept = frame[frame.topic.isin(order)]
    return kept.assign(place=[list(order).index(topic) for topic in kept.topic]).sort_values(
        ["place"], kind="stable").drop(columns="place")


@kept
def topics(frame: pd.DataFrame, colours: dict[str, str], theme: str) -> go.Figure:
    """A line a topic with a dot and a 95 % interval for each side. Frame: side, topic, name, share, low, high, of."""
    frame, order, figure = named(frame, "topic"), list(dict.fromkeys(frame.topic)), go.Figure()
    for place, (side, colour) in enumerate(colours.items()):
        dots = frame[(frame.side == side) & frame.share.notna()]
        words = [say("<b>{name}</b>, {side}<br>{engagements:,} of {of:,}: {share:.0%}<br>"
                     "95 % interval {low:.0%} to {high:.0%}", **row._asdict()) for row in dots.itertuples(index=False)]
        figure.add_scatter(
            x=dots.share, y=[-order.index(topic) - 0.1 * place + 0.05 * (len(colours) - 1) for topic in dots.topic],
            mode="markers", marker={"size": 12, "color": colour, "line": {"color": INK[theme]["paper"], "width": 1}},
            error_x={"type": "data", "symmetric": False, "array": dots.high - dots.share, "thickness": 1.5,
                     "arrayminus": dots.share - dots.low, "color": colour, "width": 0},
            customdata=pd.DataFrame({"topic": dots.topic.to_numpy(), "words": words}),
            hovertemplate="%{customdata[1]}<extra></extra>")
    write(figure, ((name, "y", 0.44 - place) for place, name in enumerate(dict.fromkeys(frame.name))), theme)
    set_in_type(figure, theme, height=40 + 48 * len(order), t=LINE)
    figure.update_xaxes(range=[-0.03, 1.03], tickformat=".0%", gridcolor=INK[theme]["grid"], nticks=5, side="top")
    figure.update_yaxes(visible=False, range=[0.4 - len(order), 0.75])
    return figure


def table(profiles: pd.DataFrame, years: pd.DataFrame, colours: dict[str, str]) -> str:
    """The figures of each side as an HTML table, a gap as a gap. Profiles: side, then as `country_queries.profile`.

    Years: side, period, engagements; one row for every year of a side, so that sides of unequal length compare.
    """
    yearly = years.groupby("side").engagements.mean()
    rows = {
        N_("Engagements"): [number(value) for value in profiles.engagements],
        N_("A year, on average"): [f"{yearly.get(side, 0):.1f}" for side in profiles.side],
        N_("First"): [day(value) for value in profiles.first_date],
        N_("Last"): [day(value) for value in profiles.last_date],
        N_("Days since, at the end of its records"): [days(value) for value in profiles.days_since],
        N_("Time in talks, where told"): [
            ABSENT if pd.isna(told) else say("{hours} h (of {number:,})", hours=f"{told / 60:,.1f}", number=of)
            for told, of in zip(profiles.minutes, profiles.with_duration, strict=True)],
        N_("Longest talk"): [minutes(value) for value in profiles.longest],
        N_("With a topic read"): [number(value) for value in profiles.with_topics],
        N_("Undated"): [number(value) for value in profiles.undated]}
    head = "".join(f'<th scope="col"><span style="background:{colours[side]}"></span>{escape(side)}</th>'
                   for side in profiles.side)
    body = "".join(f'<tr><th scope="row">{say(label)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
                   for label, cells in rows.items())
    return (f'<div class="scrolls"><table class="sides" data-testid="sides"><thead><tr><td></td>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></div>")


def answer(profiles: pd.DataFrame, shares: pd.DataFrame) -> str:
    """How many engagements each side has, and the topic whose shares lie furthest apart."""
    have = [(plain(row.side), count(row.engagements, "engagement")) for row in profiles.itertuples(index=False)]
    text = listing([say("**{side}** has {engagements}", side=side, engagements=times) if place == 0 else
                    say("**{side}** {engagements}", side=side, engagements=times)
                    for place, (side, times) in enumerate(have)])
    if shares.share.notna().sum() < 2 or shares.empty:
        return say("{text}; too few topics were read to compare them.", text=text)
    first = named(shares[shares.topic == shares.topic.iloc[0]], "topic")
    told = {"text": text, "topic": plain(first["name"].iloc[0]), "each": commas([
        say("{number} of {of}", number=number(row.engagements), of=number(row.of) if pd.notna(row.of) else 0)
        for row in first.itertuples(index=False)])}
    if first.low.max() > first.high.min():
        return say("{text}; the topic furthest apart is **{topic}** ({each}), and the 95 % intervals do not meet.",
                   **told)
    return say("{text}; the topic furthest apart is **{topic}** ({each}), and the 95 % intervals overlap.", **told)

"""DataFrame in, Plotly figure out. Themes are 'light' and 'dark'; a kind and a region keep their colour everywhere."""

from collections.abc import Iterable
from itertools import repeat

import pandas as pd
import plotly.graph_objects as go
import plotly.io

from view.keeping import kept
from view.language import say
from view.naming import name, named
from view.wording import commas, months

plotly.io.templates.default = None  # `set_in_type` sets ours; Plotly's own would travel with every chart for nothing
FONT = '"Source Sans", "Source Sans Pro", sans-serif'
LINE = 18  # pixels of one line of an axis's labels
WIDTHS = {"ijlI|!',.:;’ ": 3.5, "ftr()-/": 4.6, "mwMW%@…": 11}  # of letters that are narrow or wide, at 13 pixels
PITCH = 1.72  # from one strip's floor to the next, in strips: room for the name between them
FEW = 5  # a share of fewer engagements says little and is drawn pale
MONTH, MONTHS = 30.4 * 86_400_000, {"month": 1, "quarter": 3, "year": 12}  # milliseconds, as a time axis counts
INK = {
    "light": {"text": "#1d2329", "quiet": "#5c6670", "grid": "#e4e1da", "bar": "#3b76af", "paper": "#ffffff"},
    "dark": {"text": "#e6e8ea", "quiet": "#a3adb6", "grid": "#2e363d", "bar": "#6fa8d6", "paper": "#14181c"},
}
# Found by search from families of hue, so that any two differ for every kind of colour vision; a test keeps it so.
KINDS = {
    "light": {"summit": "#231e77", "meeting": "#336a98", "courtesy_call": "#79c8f2", "dialogue": "#124422",
              "meal": "#2e9d9f", "multilateral": "#5c0f45", "visit": "#a94b5b", "telephone": "#ab3800",
              "video": "#f1c588", "signing": "#a9a11f", "other": "#c8cec1"},
    "dark": {"summit": "#0a60c8", "meeting": "#7c9edb", "courtesy_call": "#9edcf3", "dialogue": "#468a4f",
             "meal": "#86fddf", "multilateral": "#8d4a90", "visit": "#db9d96", "telephone": "#c8500c",
             "video": "#f4e9ad", "signing": "#c7b948", "other": "#6f7274"},
}
REGIONS = {
    "light": {"Africa": "#b0602a", "Americas": "#1b6b60", "Asia": "#4d9fdb", "Europe": "#46307c",
              "Oceania": "#d3bb4a"},
    "dark": {"Africa": "#c06a2c", "Americas": "#23806c", "Asia": "#b4d3f2", "Europe": "#9170c4",
             "Oceania": "#e8d976"},
}
OWN = {theme: {"own": ink["bar"]} for theme, ink in INK.items()}  # one among others, which are grey


def kinds_key(frame: pd.DataFrame, theme: str) -> dict[str, str]:
    """Kind's name → colour, those that occur. Frame: kind, name."""
    names = dict(zip(frame.kind, named(frame, "kind").name, strict=True))
    return {names[kind]: colour for kind, colour in KINDS[theme].items() if kind in names}


def regions_key(frame: pd.DataFrame, theme: str) -> dict[str, str]:
    """Region → colour, those that occur. Frame: region."""
    return {name("region", region, region): colour for region, colour in REGIONS[theme].items()
            if region in set(frame.region)}


@kept
def ranking(frame: pd.DataFrame, key: str, theme: str, colours: dict[str, str] | None = None,
            of: str = "engagements") -> go.Figure:
    """Bars from the first row down, each labelled above with its name and behind with its number.

    Frame: `key` (the code clicked on), name, the numbers `of` something, and `region` where `colours` tells one from
    the other.
    """
    frame, places = named(frame, key), list(range(len(frame), 0, -1))
    colour = frame.region.map(colours).fillna(INK[theme]["quiet"]) if colours else INK[theme]["bar"]
    figure = go.Figure(go.Bar(
        x=frame[of], y=places, orientation="h", width=0.36, marker_color=colour,
        customdata=frame[[key, "name"]],
        text=[f"{count:,}" for count in frame[of]], textposition="outside", cliponaxis=False,
        textfont={"size": 13, "color": INK[theme]["text"]},
        hovertemplate=f"<b>%{{customdata[1]}}</b><br>{_numbered('%{x:,}', of)}<extra></extra>"))
    write(figure, ((words, "y", place + 0.42) for place, words in zip(places, frame.name, strict=True)), theme)
    set_in_type(figure, theme, height=24 + 42 * len(frame))
    figure.update_xaxes(visible=False, range=[0, 1.12 * max(frame[of], default=1)])
    figure.update_yaxes(visible=False, range=[0.6, len(frame) + 0.75])
    return figure


@kept
def years(frame: pd.DataFrame, theme: str, of: str = "engagements") -> go.Figure:
    """One bar a year, its number above it. Frame: period (first day of the year), numbers `of` something."""
    figure = go.Figure(go.Bar(
        x=frame.period.dt.year, y=frame[of], marker_color=INK[theme]["bar"],
        text=[f"{count:,}" if count else "" for count in frame[of]],
        textposition="outside", cliponaxis=False, textfont={"color": INK[theme]["quiet"], "size": 11},
        customdata=frame.period.dt.year.astype(str).to_frame(),
        hovertemplate=f"<b>%{{x}}</b><br>{_numbered('%{y}', of)}<extra></extra>"))
    set_in_type(figure, theme, height=220, b=LINE)
    figure.update_layout(bargap=0.18)
    figure.update_xaxes(showgrid=False, tickformat="d", nticks=8)
    figure.update_yaxes(visible=False, rangemode="tozero")
    return figure


@kept
def topic_strips(frame: pd.DataFrame, order: list[str], theme: str) -> go.Figure:
    """One strip a topic, all on one scale: share of a year's engagements; the last one shows what it is a share of.

    Frame: year, topic, name, engagements, engagements_with_topics, share; `order`: the topics to draw, from the top.
    """
    names = dict(zip(frame.topic, named(frame, "topic").name, strict=True))
    topics = [topic for topic in order if topic in names]
    # One axis for all strips, each upon its own floor: as plots of their own they would take Plotly twice as long.
    floors = {topic: PITCH * (len(topics) - place) for place, topic in enumerate(topics)}
    strips = frame[frame.topic.isin(floors) & (frame.share > 0)]
    figure = go.Figure(go.Bar(
        x=strips.year, y=strips.share, base=strips.topic.map(floors), marker_color=INK[theme]["bar"],
        marker_opacity=[1 if of >= FEW else 0.35 for of in strips.engagements_with_topics],
        customdata=strips[["topic", "engagements", "engagements_with_topics", "share"]].assign(
            name=strips.topic.map(names)),
        hovertemplate=f"<b>{commas(['%{customdata[4]}', '%{x}'])}</b><br>" + say(
            "%{customdata[1]} of %{customdata[2]} engagements: %{y:.0%}").replace("%{y:", "%{customdata[3]:")
        + "<extra></extra>"))
    _add_totals(figure, frame.drop_duplicates("year"), theme)
    most = frame.engagements_with_topics.max()
    heads = [*(f"<b>{names[topic]}</b>" for topic in topics), say("Engagements of the year with a topic read: 100%")]
    write(figure, zip(heads, repeat("y"), (floor + 1.04 for floor in (*floors.values(), 0))), theme, yanchor="bottom",
          borderpad=1)
    set_in_type(figure, theme, height=86 * (len(topics) + 1), t=0, b=LINE, l=breadth("100%"))
    figure.update_layout(bargap=0.2, barmode="overlay")
    figure.update_xaxes(showgrid=False, tickformat="d", nticks=8)
    figure.update_yaxes(
        gridcolor=INK[theme]["grid"], range=[0, PITCH * (len(topics) + 1)],
        tickvals=[0, 1, *(at for floor in floors.values() for at in (floor, floor + 1))],
        ticktext=["0", f"{most:,}", *(label for _ in floors for label in ("0%", "100%"))])
    return figure


def _add_totals(figure: go.Figure, frame: pd.DataFrame, theme: str) -> None:
    of = frame.engagements_with_topics
    figure.add_bar(x=frame.year, y=of / of.max(), marker_color=INK[theme]["quiet"], customdata=of.to_frame(),
                   hovertemplate=f"<b>%{{x}}</b><br>{_numbered('%{customdata[0]}', 'engagements')}<extra></extra>")


def time_ticks(frame: pd.DataFrame, step: str) -> dict:
    """Marks of a time axis: few periods are labelled one by one; over many years, years are enough."""
    firsts = frame.drop_duplicates("period")
    if len(firsts) <= 12:
        return {"tickvals": firsts.period, "ticktext": firsts.label}
    return {"tickformat": months(few=False)} if len(firsts) * MONTHS[step] > 60 else {
        "tickformat": months(few=True), "nticks": 8}


def write(figure: go.Figure, texts: Iterable[tuple[str, str, float]], theme: str, size: int = 13, ink: str = "text",
          **how) -> None:
    """Words at the left edge: text, axis, height on it. All at once: Plotly checks all of them for each one added."""
    colour = INK[theme][ink]
    figure.layout.annotations = [
        {"text": text, "yref": axis.replace("y1 ", "y "), "y": height, "xref": "paper", "x": 0, "xanchor": "left",
         "yanchor": "middle", "showarrow": False, "borderpad": 0, "font": {"size": size, "color": colour}} | how
        for text, axis, height in texts]


def set_in_type(figure: go.Figure, theme: str, height: int, **margins: float) -> None:
    """What all charts share: type, colours of the theme, no zoom; `height` and margins (l, r, t, b) in pixels.

    Labels of an axis need no margin to be given, but where they find none Plotly draws the whole chart once more.
    """
    figure.update_layout(template=TYPE[theme], height=height, margin=margins)


def breadth(words: str) -> int:
    """About how many pixels a label of an axis takes, rather too many."""
    return 2 + round(sum(next((width for signs, width in WIDTHS.items() if sign in signs),
                              13 if sign > "⺀" else 7.8 if sign.isupper() else 6.8) for sign in words))


def _numbered(number: str, of: str) -> str:
    # `number` is where Plotly puts it.
    told = {"engagements": say("{number} engagements", number=number),
            "releases": say("{number} releases", number=number),
            "statements": say("{number} statements", number=number)}
    return told[of]


def _type(ink: dict[str, str]) -> go.layout.Template:
    axis = {"fixedrange": True, "zeroline": False, "automargin": True}
    return go.layout.Template(layout={
        "showlegend": False, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 0, "r": 0, "t": 8, "b": 0}, "font": {"family": FONT, "size": 13, "color": ink["quiet"]},
        "hoverlabel": {"bgcolor": ink["paper"], "font": {"family": FONT, "color": ink["text"]},
                       "bordercolor": ink["grid"]},
        "dragmode": False, "separators": ".,", "xaxis": axis, "yaxis": axis})


TYPE = {theme: _type(ink) for theme, ink in INK.items()}

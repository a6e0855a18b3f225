"""DataFrame in, map out: countries in classes of counts, and dots for those too small to see."""

import pandas as pd
import plotly.graph_objects as go

from view.keeping import kept
from view.language import say
from view.naming import name

# Under 0.35 square degrees on the map: a shape of a pixel or two, that nobody sees or can click.
SMALL = frozenset((
    "AND", "ATG", "BHR", "BRB", "COK", "COM", "CPV", "DMA", "FSM", "GRD", "KIR", "KNA", "LCA", "LIE", "LUX", "MCO",
    "MDV", "MHL", "MLT", "MUS", "NIU", "NRU", "PLW", "SGP", "SMR", "STP", "SYC", "TON", "TUV", "VAT", "VCT", "WSM"))
PAINT = {
    "light": {"land": "#e9e7e1", "border": "#ffffff", "chosen": "#c4591b", "text": "#1d2329", "paper": "#ffffff",
              "classes": ["#c3dcef", "#8fbbdc", "#5b95c4", "#2f6fa6", "#174a7c", "#0b2b4f"]},
    "dark": {"land": "#2a3137", "border": "#14181c", "chosen": "#f0a05a", "text": "#e6e8ea", "paper": "#14181c",
             "classes": ["#25496b", "#2f6294", "#447fb4", "#6a9fcc", "#97c0e2", "#c9e1f4"]},
}
FONT = '"Source Sans", "Source Sans Pro", sans-serif'


def classes(highest: int) -> list[tuple[int, int]]:
    """At most six classes of counts from 1 to `highest`, (from, to) inclusive, each about as wide again as the last."""
    if highest <= 6:
        return [(count, count) for count in range(1, highest + 1)]
    starts = sorted({_round(highest ** (step / 6)) for step in range(6)})
    return [(start, after - 1) for start, after in zip(starts, [*starts[1:], highest + 1], strict=True)]


@kept
def world(frame: pd.DataFrame, colours: list[str], chosen: tuple[str, ...], theme: str) -> go.Figure:
    """Counterpart countries in classes. Frame: country (ISO3), latitude, longitude, engagements, rank, words.

    `rank` is the place of a country's class in `colours`. Countries with none are drawn too, so that they can be
    clicked on; `chosen` ones have an outline.
    """
    paint, outlined, scale = PAINT[theme], frame.country.isin(chosen), _steps(colours)
    drawn = frame.assign(rank=frame["rank"] + 0.5, words=frame.words + "<extra></extra>")
    # An invisible first trace keeps the base layer where nothing else is drawn.
    figure = go.Figure(go.Scattergeo(lon=[0], lat=[0], mode="markers", marker_opacity=0, hoverinfo="skip"))
    for rows, line in ((drawn[~outlined], (paint["border"], 0.5)), (drawn[outlined], (paint["chosen"], 2))):
        figure.add_choropleth(
            locations=rows.country, z=rows["rank"], zmin=0, zmax=len(colours), colorscale=scale, showscale=False,
            marker_line={"color": line[0], "width": line[1]}, customdata=rows[["country", "words"]],
            hovertemplate="%{customdata[1]}", unselected_marker_opacity=1)
    dots = drawn[drawn.country.isin(SMALL) & drawn.latitude.notna() & ((drawn.engagements > 0) | outlined)]
    rims = [paint["chosen"] if country in chosen else paint["paper"] for country in dots.country]
    figure.add_scattergeo(
        lon=dots.longitude, lat=dots.latitude, mode="markers", customdata=dots[["country", "words"]],
        hovertemplate="%{customdata[1]}", unselected_marker_opacity=1,
        marker={"size": 11, "color": dots["rank"], "cmin": 0, "cmax": len(colours), "colorscale": scale,
                "line": {"color": rims, "width": 1.5}})
    return _on_paper(figure, theme)


@kept
def add_places(figure: go.Figure, frame: pd.DataFrame, theme: str) -> go.Figure:
    """A ring where talks were held, its area by their number; filled where the town is told, not only the country.

    Frame: place, country, name, exact, latitude, longitude, engagements.
    """
    figure = go.Figure(figure.data, figure.layout)  # a deep copy would hold its numbers in another form
    colour, largest = PAINT[theme]["chosen"], max(frame.engagements, default=1)
    for exact, rows in frame.groupby(frame.exact.astype(bool)):
        words = [_held(row, exact) for row in rows.itertuples(index=False)]
        figure.add_scattergeo(
            lon=rows.longitude, lat=rows.latitude, mode="markers", hovertext=words, hoverinfo="text",
            unselected_marker_opacity=1,
            marker={"size": 7 + 25 * (rows.engagements / largest) ** 0.5, "color": _faded(colour, 0.45 if exact else 0),
                    "line": {"color": colour, "width": 1.6}})
    return figure


def _held(row, exact: bool) -> str:
    country = name("country", row.country, row.name)
    if exact:
        return say("<b>{place}</b>, {country}<br>talks held here: {engagements:,}", place=row.place, country=country,
                   engagements=row.engagements)
    return say("<b>{country}</b> (place not told; drawn at the capital)<br>talks held here: {engagements:,}",
               country=country, engagements=row.engagements)


def _on_paper(figure: go.Figure, theme: str) -> go.Figure:
    paint = PAINT[theme]
    figure.update_geos(
        visible=False, resolution=50, projection_type="natural earth", projection_rotation_lon=11,
        center={"lat": 14, "lon": 11}, lataxis_range=[-58, 84],
        bgcolor="rgba(0,0,0,0)", showland=True, landcolor=paint["land"], showcountries=True,
        countrycolor=paint["border"])
    figure.update_layout(
        showlegend=False, paper_bgcolor="rgba(0,0,0,0)", margin={"l": 0, "r": 0, "t": 0, "b": 0}, height=450,
        hoverlabel={"bgcolor": paint["paper"], "font": {"family": FONT, "color": paint["text"]},
                    "bordercolor": paint["land"]})
    return figure


def shades(wanted: int, theme: str) -> list[str]:
    """Colours for so many classes, from little to much."""
    ramp = PAINT[theme]["classes"]
    return [ramp[round((place + 1) * len(ramp) / (wanted + 1)) - 1] if wanted < 4 else
            ramp[round(place * (len(ramp) - 1) / (wanted - 1))] for place in range(wanted)]


def _faded(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[place:place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def _steps(colours: list[str]) -> list[list]:
    parts = len(colours)
    return [[edge / parts, colour] for place, colour in enumerate(colours) for edge in (place, place + 1)]


def _round(value: float) -> int:
    # To one leading digit: class limits a reader can keep in mind.
    size = 10 ** (len(str(int(value))) - 1)
    return max(1, round(value / size) * size)

"""DataFrame in, map out: countries in classes of counts, and dots for those too small to see."""

import pandas as pd
import plotly.graph_objects as go

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


def world_key(frame: pd.DataFrame, theme: str) -> dict[str, str]:
    """The map's key: count or span of counts → colour, 'none' first."""
    spans = classes(int(frame.engagements.max()))
    labels = [f"{low:,}" if low == high else f"{low:,}–{high:,}" for low, high in spans]
    return {"none": PAINT[theme]["land"]} | dict(zip(labels, _colours(len(spans), theme), strict=True))


def world(frame: pd.DataFrame, chosen: tuple[str, ...], theme: str) -> go.Figure:
    """Counterpart countries by number of engagements. Frame: country (ISO3), name, latitude, longitude, engagements.

    Countries with none are drawn too, so that they can be clicked on; `chosen` ones have an outline.
    """
    paint, spans = PAINT[theme], classes(int(frame.engagements.max()))
    drawn = frame.assign(rank=[_rank(count, spans) for count in frame.engagements])
    scale = _steps([paint["land"], *_colours(len(spans), theme)])
    # An invisible first trace keeps the base layer where nothing else is drawn.
    figure = go.Figure(go.Scattergeo(lon=[0], lat=[0], mode="markers", marker_opacity=0, hoverinfo="skip"))
    outlined = drawn.country.isin(chosen)
    for rows, line in ((drawn[~outlined], (paint["border"], 0.5)), (drawn[outlined], (paint["chosen"], 2))):
        figure.add_choropleth(
            locations=rows.country, z=rows["rank"], zmin=0, zmax=len(spans), colorscale=scale, showscale=False,
            marker_line={"color": line[0], "width": line[1]}, customdata=_said(rows), hovertemplate="%{customdata[1]}",
            unselected_marker_opacity=1)
    dots = drawn[drawn.country.isin(SMALL) & drawn.latitude.notna() & ((drawn.engagements > 0) | outlined)]
    rims = [paint["chosen"] if country in chosen else paint["paper"] for country in dots.country]
    figure.add_scattergeo(
        lon=dots.longitude, lat=dots.latitude, mode="markers", customdata=_said(dots),
        hovertemplate="%{customdata[1]}", unselected_marker_opacity=1,
        marker={"size": 11, "color": dots["rank"], "cmin": 0, "cmax": len(spans), "colorscale": scale,
                "line": {"color": rims, "width": 1.5}})
    return _on_paper(figure, theme)


def _on_paper(figure: go.Figure, theme: str) -> go.Figure:
    paint = PAINT[theme]
    figure.update_geos(
        visible=False, resolution=50, projection_type="natural earth", projection_rotation_lon=11,
        center={"lat": 14, "lon": 11}, lataxis_range=[-58, 84],
        bgcolor="rgba(0,0,0,0)", showland=True, landcolor=paint["land"], showcountries=True,
        countrycolor=paint["border"])
    figure.update_layout(
        showlegend=False, paper_bgcolor="rgba(0,0,0,0)", margin={"l": 0, "r": 0, "t": 0, "b": 0}, dragmode=False,
        hoverlabel={"bgcolor": paint["paper"], "font": {"family": FONT, "color": paint["text"]},
                    "bordercolor": paint["land"]})
    return figure


def _said(rows: pd.DataFrame) -> pd.DataFrame:
    numbers = [f"{count:,} engagement{'' if count == 1 else 's'}" if count else "none in this selection"
               for count in rows.engagements]
    words = [f"<b>{name}</b><br>{count}<extra></extra>" for name, count in zip(rows["name"], numbers, strict=True)]
    return pd.DataFrame({"country": rows.country, "words": words})


def _rank(count: int, spans: list[tuple[int, int]]) -> float:
    # Middle of the class's step on the colour scale; class 0 is "none".
    place = next((place for place, (low, high) in enumerate(spans, start=1) if low <= count <= high), 0)
    return (place + 0.5) * len(spans) / (len(spans) + 1)


def _steps(colours: list[str]) -> list[list]:
    parts = len(colours)
    return [[edge / parts, colour] for place, colour in enumerate(colours) for edge in (place, place + 1)]


def _colours(wanted: int, theme: str) -> list[str]:
    shades = PAINT[theme]["classes"]
    return [shades[round((place + 1) * len(shades) / (wanted + 1)) - 1] if wanted < 4 else
            shades[round(place * (len(shades) - 1) / (wanted - 1))] for place in range(wanted)]


def _round(value: float) -> int:
    # To one leading digit: class limits a reader can keep in mind.
    size = 10 ** (len(str(int(value))) - 1)
    return max(1, round(value / size) * size)

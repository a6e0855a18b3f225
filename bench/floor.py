"""Bare Streamlit with as many elements as one of our pages, named in the address: ?plotly=2&html=5&…

`bench/pages.py` measures our pages against it. A click on its one button changes its texts, charts and
tables; lists, sliders and fields stay as they are, as most of ours do.
"""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st


def figure(turn: int) -> go.Figure:
    """Twelve bars."""
    return go.Figure(go.Bar(x=list("ABCDEFGHIJKL"), y=[(turn + n) % 7 + 1 for n in range(12)]))


def world(turn: int) -> go.Figure:
    """A map of the world with six countries coloured, on the shapes our map has."""
    shapes = go.Choropleth(locations=["KAZ", "USA", "FRA", "AUS", "IND", "BRA"], z=[(turn + n) % 7 for n in range(6)])
    drawn = go.Figure(shapes)
    drawn.update_geos(visible=False, resolution=50, showland=True, showcountries=True)
    return drawn


SHAPES = {"topojsonURL": "app/static/topojson/"}
DRAWN = {
    "plotly": lambda n, turn: st.plotly_chart(figure(turn + n), key=f"plotly{n}"),
    "geo": lambda n, turn: st.plotly_chart(world(turn + n), key=f"geo{n}", config=SHAPES),
    "html": lambda n, turn: st.html(f"<p>{n} {turn}</p>"),
    "markdown": lambda n, turn: st.markdown(f"{n} {turn}"),
    "button": lambda n, turn: st.button(f"{n} {turn}", key=f"button{n}"),
    "download": lambda n, turn: st.download_button(f"{n} {turn}", b"-", key=f"download{n}", on_click="ignore"),
    "choice": lambda n, turn: st.selectbox(f"Choice {n}", ["A", "B"], key=f"choice{n}"),
    "choices": lambda n, turn: st.multiselect(f"Choices {n}", ["A", "B"], key=f"choices{n}"),
    "slider": lambda n, turn: st.slider(f"Slider {n}", 0, 9, (0, 9), key=f"slider{n}"),
    "group": lambda n, turn: st.segmented_control(f"Group {n}", ["A", "B"], key=f"group{n}"),
    "table": lambda n, turn: st.dataframe(pd.DataFrame({"a": range(100), "b": turn + n}), key=f"table{n}"),
    "text": lambda n, turn: st.text_input(f"Text {n}", key=f"text{n}"),
    "popover": lambda n, turn: st.popover(f"{n} {turn}", key=f"popover{n}"),
    "heading": lambda n, turn: st.subheader(f"{n} {turn}"),
    "code": lambda n, turn: st.code(f"{n} {turn}"),
    "caption": lambda n, turn: st.caption(f"{n} {turn}"),
    "tabs": lambda n, turn: st.tabs([f"{n} {turn}", "B", "C", "D"]),
    "expander": lambda n, turn: st.expander(f"{n} {turn}").write(turn),
    "link": lambda n, turn: st.page_link(APART[0], label=f"{n} {turn}"),
    "component": lambda n, turn: COMPONENT(data={"turn": n + turn}, key=f"component{n}"),
}
APART: list = []
COMPONENT = st.components.v2.component("floor", html="<p></p>", js="export default ({data}) => {}")


def floor() -> None:
    """The page: its elements in the sidebar's and the page's place."""
    with st.sidebar:
        st.session_state.turn = st.session_state.get("turn", 0) + st.button("Turn", key="reset")
    asked = st.session_state.setdefault("asked", {name: int(count) for name, count in st.query_params.items()})
    for name, draw in DRAWN.items():
        for place in range(asked.get(name, 0)):
            draw(place, st.session_state.turn)
    st.html(f'<p data-testid="count">drawn {st.session_state.turn}</p>')


if __name__ == "__main__":
    st.set_page_config(page_title="Floor", page_icon="🕊️", layout="wide")
    pages = int(st.session_state.setdefault("pages", st.query_params.get("page", "1")))
    APART[:] = [st.Page(floor, title="Floor", default=True),
                *(st.Page(floor, title=f"Page {n}", url_path=f"page{n}") for n in range(1, pages))]
    st.navigation(APART, expanded=True).run()

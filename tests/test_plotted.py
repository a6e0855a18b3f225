"""Figures on their way to the browser: what they show stays, what would have Plotly draw them twice is gone."""

import json

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from plotly.subplots import make_subplots

from view.charts import INK, breadth, set_in_type
from view.plotted import GESTURES, plotted


@pytest.fixture
def figure() -> go.Figure:
    drawn = make_subplots(rows=2, cols=1)
    drawn.add_bar(row=1, col=1, x=pd.to_datetime(["2018-01-01", "2019-01-01"]), y=np.array([3, 5]), marker_color="#123456")
    drawn.add_scatter(row=2, col=1, x=pd.Series([1.5, np.nan]), y=[1, 2], customdata=pd.DataFrame({"code": ["KAZ", "USA"]}))
    set_in_type(drawn, "light", height=300, b=18)
    drawn.update_yaxes(row=2, col=1, fixedrange=False)
    return drawn


def test_the_theme_reaches_every_axis_and_gives_way_to_the_charts_own(figure):
    layout = plotted(figure, "none").to_dict()["layout"]
    assert "template" not in layout
    assert layout["font"]["color"] == INK["light"]["quiet"]
    assert layout["margin"] == {"l": 0, "r": 0, "t": 8, "b": 18}
    assert [layout[axis]["fixedrange"] for axis in ("xaxis", "xaxis2", "yaxis", "yaxis2")] == [True, True, True, False]


def test_numbers_dates_and_codes_are_plain_lists(figure):
    bars, dots = plotted(figure, "click").to_dict()["data"]
    assert bars["y"] == [3, 5] and [day[:10] for day in bars["x"]] == ["2018-01-01", "2019-01-01"]
    assert dots["x"] == [1.5, None] and dots["customdata"] == [["KAZ"], ["USA"]]


def test_the_revision_changes_with_what_is_drawn_and_only_then(figure):
    other = go.Figure(figure.data, figure.layout).update_traces(marker_color="#654321", selector={"type": "bar"})
    first, again, changed = (plotted(one, "none").to_dict()["layout"]["datarevision"]
                             for one in (figure, go.Figure(figure.data, figure.layout), other))
    assert first == again != changed


@pytest.mark.parametrize("gesture", GESTURES)
def test_streamlit_is_given_the_form_with_the_gesture(figure, gesture):
    kept = plotted(figure, gesture)
    sent = json.loads(kept.to_json())
    assert GESTURES[gesture].items() <= sent["layout"].items() and sent["data"] == kept.to_dict()["data"]
    assert figure.layout.clickmode is None, "the figure that is kept must not change"


@pytest.mark.parametrize(("words", "measured"), [
    ("Human rights and democr…", 153.2), ("Nobutaka Machimura", 116.7), ("Yoshimasa Hayashi", 104.4), ("100%", 30.4),
    ("Duration minutes", 94.8), ("0", 6.5)])
def test_a_label_finds_room_without_much_to_spare(words, measured):
    assert measured < breadth(words) < measured * 1.1 + 4

"""Figures as they go to the browser: such that it draws them once.

Streamlit hands Plotly every figure twice, and sets in between what clicks and brushes need. Plotly draws anew whatever
it takes for changed: a template always, arrays unless they are plain lists of a known revision.
"""

import json
from hashlib import sha256

import plotly.graph_objects as go
from plotly.io import to_json

from view.keeping import kept

GESTURES: dict[str, dict] = {
    "none": {},
    "click": {"clickmode": "event+select", "hovermode": "closest", "dragmode": "pan"},
    "brush": {"clickmode": "event", "hovermode": "closest", "dragmode": "select", "selectdirection": "h"}}


class Plotted(go.Figure):
    """A figure whose form for the browser is known; Streamlit asks for it by `to_dict`."""

    def __init__(self, spec: dict) -> None:
        super().__init__()
        self._spec = spec

    def to_dict(self) -> dict:
        """The form for the browser; who is given it must not change it."""
        return self._spec


@kept
def plotted(figure: go.Figure, gesture: str) -> Plotted:
    """The figure to be handed to Streamlit; `gesture` is one of GESTURES.

    Its template may have defaults for the layout only, not for traces.
    """
    traces = [trace.to_plotly_json() for trace in figure.data]
    spec = json.loads(to_json({"data": traces, "layout": figure.layout.to_plotly_json()}, validate=False))
    revision = sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:16]
    defaults = spec["layout"].pop("template", {}).get("layout", {})
    layout = _over(defaults, spec["layout"])
    layout |= {name: _over(defaults.get(name[:5], {}), one) for name, one in layout.items() if name[1:5] == "axis"}
    return Plotted({"data": spec["data"], "layout": layout | GESTURES[gesture] | {"datarevision": revision}})


def _over(defaults: dict, given: dict) -> dict:
    both = {name: _over(defaults[name], one) if isinstance(defaults.get(name), dict) and isinstance(one, dict) else one
            for name, one in given.items()}
    return defaults | both

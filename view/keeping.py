"""Figures that were drawn before: the same frames, colours, theme and language give the same figure.

Plotly checks every property it is given, a tenth of a second for a page's charts; readers go back and forth.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock

import pandas as pd
from plotly.basedatatypes import BaseFigure

from view.language import spoken

MOST = 60  # figures of a chart, a few hundred kilobytes each


def kept(draw: Callable) -> Callable:
    """Keeps a drawing function's figures; whoever is given one must not change it."""
    figures: OrderedDict[Hashable, object] = OrderedDict()
    lock = Lock()

    @wraps(draw)
    def drawn(*given, **named):
        asked = (spoken(), *map(_content, given), *((name, _content(named[name])) for name in sorted(named)))
        with lock:
            if asked in figures:
                figures.move_to_end(asked)
                return figures[asked]
        figure = draw(*given, **named)
        with lock:
            figures[asked] = figure
            if len(figures) > MOST:
                figures.popitem(last=False)
        return figure

    return drawn


class _Same:
    """A figure among arguments: the same only as itself. As long as this is kept, so is the figure."""

    def __init__(self, figure: BaseFigure) -> None:
        self.figure = figure

    def __hash__(self) -> int:
        return id(self.figure)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.figure is self.figure


def _content(value: object) -> Hashable:
    """What tells one argument from another: of a frame all it holds."""
    if isinstance(value, BaseFigure):
        return _Same(value)
    if isinstance(value, pd.DataFrame):
        return tuple(value.columns), value.to_json(orient="values", date_format="iso", default_handler=str)
    if isinstance(value, dict):
        return tuple(value.items())
    return tuple(value) if isinstance(value, list) else value  # type: ignore[return-value]

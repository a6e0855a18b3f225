"""A chart as SVG or PNG: buttons that make it in the reader's browser, with the source line and the date in it."""

from pathlib import Path

import streamlit as st

from store import provenance
from view import citing
from view.language import say, spoken
from view.wording import day

SCRIPT = Path(__file__).with_name("picture.js")
BUTTONS = '<button type="button" data-form="svg">SVG</button> <button type="button" data-form="png">PNG</button>'
# As Streamlit draws its tertiary buttons, beside which these stand.
STYLE = """
    :host, div { display: flex; gap: .9rem; }
    button { position: relative; top: -1px; background: none; border: 0; padding: 0; min-height: 2.5rem;
             cursor: pointer; color: var(--st-text-color); font: 400 .875rem var(--st-font); }
    button:hover, button:active { color: var(--st-primary-color); }
    button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
    button:disabled { opacity: .6; cursor: progress; }
"""
_mount = st.components.v2.component("chancery_picture", html=BUTTONS, css=STYLE,
                                    js=SCRIPT.read_text(encoding="utf-8"))


def offer_picture(chart: str, name: str) -> None:
    """Buttons for the picture of the chart drawn under the key `chart`; `name` names the file."""
    source = say("{source} Picture taken {day}.", source=citing.source_line(), day=day(provenance.today()))
    _mount(key=f"picture_{name}", width="content", height="content",
           data={"chart": chart, "name": name, "source": source, "lang": spoken(), "searched": say("search: ")})

"""Marks mentions in a release's text: HTML out, everything from outside escaped."""

from collections import Counter
from html import escape
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from view.language import N_, say
from view.wording import word

# Slots in families: those that answer one question share a colour (see style.css).
FAMILIES = {
    "date": "when", "published": "when", "start_time": "when", "duration_minutes": "when",
    "principal": "who", "counterpart": "who", "principal_role": "who", "counterpart_role": "who", "name": "who",
    "country": "side", "countries": "side", "organisation": "side",
    "place": "where", "place_city": "where", "place_country": "where", "direction": "where", "visit": "where",
    "kind": "form", "left_out": "out", "topic": "about", "topics": "about",
}
QUESTIONS = {"when": N_("When"), "who": N_("Who"), "side": N_("Country or organisation"), "where": N_("Where"),
             "form": N_("Kind"), "about": N_("Topic"), "out": N_("Left out because of"), "else": N_("Other")}


class Span(NamedTuple):
    """A mention as it is marked: offsets in code points, end exclusive."""

    slot: str
    value: str
    start: int
    end: int
    rule: str


def marked(text: str, mentions: pd.DataFrame) -> str:
    """The text as HTML paragraphs, each stretch with evidence in a <mark> that names slot, value and rule.

    Mentions: slot, value, start, end, rule; offsets are code points, end exclusive. Where they overlap, the text is
    parted at every edge: a stretch names all its mentions and has the colour of the shortest, the most exact one.
    """
    spans = [Span(*row) for row in mentions[list(Span._fields)].itertuples(index=False) if row.start < row.end]
    spans.sort(key=lambda span: span.end - span.start)
    edges = sorted({0, len(text)} | {min(edge, len(text)) for span in spans for edge in (span.start, span.end)})
    pieces = [_stretch(text[start:end], [span for span in spans if span.start <= start and end <= span.end])
              for start, end in pairwise(edges)]
    return f'<div class="release" lang="en" data-testid="release">{"".join(pieces)}</div>'


def legend(mentions: pd.DataFrame) -> str:
    """The families that occur, with how many mentions each has, as an HTML list."""
    found = Counter(_family(slot) for slot in mentions.slot)
    entries = [f'<li><mark class="{family}">{escape(say(question))}</mark> {found[family]}</li>'
               for family, question in QUESTIONS.items() if found[family]]
    return f'<ul class="key" data-testid="legend">{"".join(entries)}</ul>'


def _stretch(text: str, over: list[Span]) -> str:
    if not over:
        return escape(text)
    told = "\n".join(say("{slot}: {value}  (rule {rule})", slot=word(span.slot), value=span.value, rule=span.rule)
                     for span in over)
    return f'<mark class="{_family(over[0].slot)}" title="{escape(told)}">{escape(text)}</mark>'


def _family(slot: str) -> str:
    return FAMILIES.get(slot, "else")

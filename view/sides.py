"""What is set side by side: two to four countries or principals, or two periods; each side a Selection of its own."""

import re
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from store import people_queries, queries
from store.selection import Selection
from view import asking, charts, filters, furniture
from view.language import N_, say
from view.wording import listing, plain, years

SORTS = ("countries", "periods", "principals")
AT_MOST = 4
SPAN = re.compile(r"(\d+)(?:–(\d+))?( again)?")  # how `_periods` names a side
COLOURS = {theme: [palette[kind] for kind in ("meeting", "telephone", "signing", "multilateral")]
           for theme, palette in charts.KINDS.items()}


def choose(selection: Selection, sort: str) -> dict[str, Selection]:
    """Name → Selection of each side; empty where fewer than two are chosen, and then what can be chosen is shown.

    Names are those of the files, English; what is drawn is `named`.
    """
    if sort == "periods":
        return _periods(selection)
    field, key = ("countries", "countries") if sort == "countries" else ("people", "people")
    codes, names = getattr(selection, field), asking.names_in_files()
    if len(codes) > AT_MOST:
        left = listing([plain(asking.names().get((key, code), code)) for code in codes[AT_MOST:]])
        furniture.note(say("At most {number} are set side by side; left out: {names}.", number=AT_MOST, names=left))
    if len(codes) < 2:
        _offer(selection, sort)
        return {}
    bare = replace(selection, regions=()) if sort == "countries" else selection
    return {names.get((key, code), code): replace(bare, **{field: (code,)}) for code in codes[:AT_MOST]}


def colours(sides: dict[str, Selection], theme: str) -> dict[str, str]:
    """Name of a side → its colour in every chart of the comparison; names as the reader reads them."""
    return dict(zip(map(_name, sides), COLOURS[theme], strict=False))


def named(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of `ask_each` to be drawn, its sides named in the reader's language."""
    return frame.assign(side=[_name(side) for side in frame.side])


def ask_each(query: Callable[..., pd.DataFrame], sides: dict[str, Selection], *more) -> pd.DataFrame:
    """The query's answer for each side, below one another, with the side's name in front."""
    frames = [asking.ask(query, side, *more).assign(side=name) for name, side in sides.items()]
    together = pd.concat(frames, ignore_index=True)
    return together[["side", *together.columns.drop("side")]]


def _periods(selection: Selection) -> dict[str, Selection]:
    covered = filters.years_covered()
    if not covered or covered[0] == covered[1]:
        furniture.answer(say("All dated engagements are of one year: there are no two periods to compare."))
        return {}
    middle = (covered[0] + covered[1]) // 2
    spans = {}
    for column, label, key, default in zip(
            st.columns(2, gap="large"), (say("One period"), say("The other")), ("one", "other"),
            ((covered[0], middle), (middle + 1, covered[1])), strict=True):
        with column:
            first, last = sorted(st.slider(label, *covered, default, key=key, bind="query-params"))
        name = str(first) if first == last else f"{first}–{last}"
        spans[name if name not in spans else f"{name} again"] = tuple(range(first, last + 1))
    return {name: replace(selection, years=chosen) for name, chosen in spans.items()}


def _name(side: str) -> str:
    if not (span := SPAN.fullmatch(side)):
        return asking.in_words("countries", side)
    period = years(span[1], span[2] or span[1])
    return say("{period} again", period=period) if span[3] else period


def _offer(selection: Selection, sort: str) -> None:
    theme, chosen = furniture.theme(), selection.countries if sort == "countries" else selection.people
    message = {
        ("countries", False): N_("Choose two to four countries to set side by side, by clicks below or in the filter "
                                 "of "
                                 "countries."),
        ("countries", True): N_("Choose one more to set side by side, by clicks below or in the filter of countries."),
        ("principals", False): N_("Choose two to four principals to set side by side, by clicks below."),
        ("principals", True): N_("Choose one more to set side by side, by clicks below.")}[sort, len(chosen) == 1]
    furniture.answer(say(message))
    wider = replace(selection, countries=()) if sort == "countries" else replace(selection, people=())
    if sort == "countries":
        met = asking.ask(queries.engagements_by_country, wider)
        met, code, click = met[met.engagements > 0].head(20), "country", filters.toggle_country
    else:
        met, code, click = asking.ask(people_queries.people, wider, "principal", 20), "person_id", filters.toggle_person
    shaded = met.assign(region=["own" if one in chosen else "other" for one in met[code]])
    alts = {"countries": N_("Bar chart: the countries with most engagements in this selection; those chosen are "
                            "coloured."),
            "principals": N_("Bar chart: the principals with most engagements in this selection; those chosen are "
                             "coloured.")}
    furniture.panel(say("To be chosen from"), charts.ranking(shaded, code, theme, charts.OWN[theme]), f"offered_{sort}",
                    say(alts[sort]), met, click)

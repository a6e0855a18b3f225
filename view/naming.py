"""Names in the reader's language: countries and regions by CLDR, the vocabulary's words by our catalogue.

Organisations and people keep the name the vocabulary has. Frames that leave the house keep theirs: only what is drawn
is named anew.
"""

import unicodedata
from functools import cache

from babel import Locale
from babel.core import get_global
from pandas import DataFrame

from view.language import N_, say, spoken, term

# UN M49 regions and subregions, by the names the vocabulary has for them → their code in CLDR.
REGIONS = {
    "Africa": "002", "Americas": "019", "Antarctica": "AQ", "Asia": "142", "Europe": "150", "Oceania": "009",
    "Australia and New Zealand": "053", "Caribbean": "029", "Central America": "013", "Central Asia": "143",
    "Eastern Africa": "014", "Eastern Asia": "030", "Eastern Europe": "151", "Melanesia": "054", "Micronesia": "057",
    "Middle Africa": "017", "Northern Africa": "015", "Northern America": "021", "Northern Europe": "154",
    "Polynesia": "061", "South America": "005", "South-eastern Asia": "035", "Southern Africa": "018",
    "Southern Asia": "034", "Southern Europe": "039", "Western Africa": "011", "Western Asia": "145",
    "Western Europe": "155"}
KOSOVO = {"XKX": "XK"}  # a code of users' own, which CLDR does not list
FILTERS = {"countries": "country", "regions": "region", "kinds": "kind", "topics": "topic"}
# What a part of a chart is called that is neither kind, region nor person; `store.timeline_queries` writes these.
PARTS = (N_("Nobody named"), N_("Other level"), N_("No country"), N_("Several regions"), N_("Others"),
         N_("Head of state"), N_("Head of government"), N_("Foreign minister"), N_("Organisation head"),
         N_("Minister"), N_("Vice minister"), N_("Legislator"), N_("Ambassador"), N_("Official"),
         N_("Received at home"), N_("On a visit there"), N_("In a third place"), N_("By telephone or video"),
         N_("Place not told"))


# The ministries of `store.citation`, and the terms of their releases.
MINISTRIES = (N_("Ministry of Foreign Affairs of Japan"), N_("US Department of State"),
              N_("Foreign, Commonwealth & Development Office"), N_("Public Data License 1.0"),
              N_("public domain (17 U.S.C. 105)"), N_("Open Government Licence v3.0"),
              N_("see the ministry's site"))


def name(sort: str, code: str, english: str) -> str:
    """The name of a code: sort is country (or organisation), region, subregion, kind, topic, act, part or held."""
    if spoken() == "en":
        return english
    if sort in ("country", "organisation"):
        return _territory(spoken(), code) or english
    if sort in ("region", "subregion"):
        return _territories(spoken()).get(REGIONS.get(code, ""), english)
    if sort in ("kind", "topic"):
        return term(sort, english)
    if sort == "act":
        return term("code", english)
    if sort in ("part", "held"):
        return next((found for found in (term("kind", english), name("region", code, english), say(english))
                     if found != english), english)
    return english


def named(frame: DataFrame, sort: str, code: str = "", column: str = "name") -> DataFrame:
    """A frame to be drawn, with its names in the reader's language; the column `code` is called as the sort is."""
    if spoken() == "en" or frame.empty:
        return frame
    return frame.assign(**{column: [name(sort, one, english) for one, english in
                                    zip(frame[code or sort], frame[column], strict=True)]})


def topics(frame: DataFrame) -> DataFrame:
    """The same for topics, and for pairs of topics, whose second one is called `other`."""
    if spoken() == "en" or "other" not in frame:
        return named(frame, "topic")
    return frame.assign(name=[" + ".join(term("topic", english) for english in pair.split(" + "))
                              for pair in frame["name"]])


def in_order(names: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Names of filters in the reader's language; countries, and organisations behind them, sorted anew by it."""
    told = {(filter_name, code): name(FILTERS.get(filter_name, ""), code, english)
            for (filter_name, code), english in names.items()}
    sides = {key: words for key, words in told.items() if key[0] == "countries"}
    return dict(sorted(sides.items(), key=lambda one: (_territory(spoken(), one[0][1]) is None, _sounded(one[1])))) | {
        key: words for key, words in told.items() if key not in sides}


def office(written: str, country: str = "") -> str:
    """An office of our table; behind it the country of this code, where several have the office."""
    title, comma, english = written.partition(", ")
    if not comma:
        return term("office", title)
    return say("{office}, {country}", office=term("office", title), country=name("country", country, english))


def _sounded(word: str) -> str:
    # ガ stands beside カ, as in a Japanese index; the sign for a long vowel does not count.
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign)
                   and sign != "ー")


def _territory(language: str, code: str) -> str | None:
    alpha2 = KOSOVO.get(code) or next(iter(_aliases().get(code, ())), "")
    return _territories(language).get(alpha2) if len(code) == 3 else None


@cache
def _aliases() -> dict[str, list[str]]:
    return get_global("territory_aliases")


@cache
def _territories(language: str) -> dict[str, str]:
    return dict(Locale.parse(language).territories)

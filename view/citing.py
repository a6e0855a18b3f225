"""The citation box under every page, and the one of an engagement: text, BibTeX, CSL-JSON, the ministry's own form.

Citations are English whatever the reader's language: of one thing there is one citation.
"""

from datetime import date

import pandas as pd
import streamlit as st

from store import citation, provenance, queries
from store.selection import Selection
from view.asking import ask, names_in_files
from view.language import N_, say
from view.wording import day, listing

FORMS = (N_("Text"), "BibTeX", "CSL-JSON", N_("The ministry’s form"))


def offer_view(selection: Selection) -> None:
    """How to cite the selection shown, in a box that opens on a click."""
    whose = list(ask(queries.ministries).ministry)
    own = "\n".join(citation.own_form(code, None, provenance.today()) for code in whose)
    with st.expander(say("Cite this view"), icon=":material/format_quote:"):
        _show(view(selection), own, "view")


def source_line() -> str:
    """The line under every page, and in every picture: whose releases, under which terms, up to when, which build."""
    coverage, whose = ask(queries.coverage).iloc[0], map(citation.ministry, ask(queries.ministries).ministry)
    ministries = listing([say("{ministry} ({licence})", ministry=say(one.name), licence=say(one.licence))
                          for one in whose] or [say("none yet")])
    return say("Source: press releases, {ministries}, up to {day}; read and coded by Chancery {version}, build {build} "
               "of "
               "{built}. Not an official publication.", ministries=ministries, day=day(coverage.latest_release),
               version=citation.project()["version"], build=coverage.build_id, built=day(coverage.built_at))


def offer_engagement(selection: Selection, engagement: pd.Series) -> None:
    """How to cite one engagement's record, and the release it was read from."""
    published = None if pd.isna(engagement.published) else engagement.published.date()
    url = None if pd.isna(engagement.url) else engagement.url
    release = citation.Release(engagement.ministry, engagement.title or engagement.release_id, url, published)
    own = citation.own_form(engagement.ministry, url, provenance.today())
    with st.expander(say("Cite this engagement"), icon=":material/format_quote:"):
        _show(citation.of_engagement(view(selection), engagement.engagement_id, release), own, "engagement",
              citation.of_release(release, engagement.release_id, provenance.today()))


def view(selection: Selection) -> citation.Cited:
    """What is cited when the selection is."""
    coverage, found = ask(queries.coverage).iloc[0], int(ask(queries.totals, selection).engagements[0])
    built: date = coverage.built_at.date()
    return citation.of_view(coverage.build_id, built, provenance.today(), selection.sentence(names_in_files()),
                            provenance.address(selection), found)


def _show(cited: citation.Cited, own: str, key: str, release: citation.Cited | None = None) -> None:
    also = [release] if release else []
    written = (" ".join(map(citation.text, [cited, *also])), "\n".join(map(citation.bibtex, [cited, *also])),
               citation.csl_json(cited, *also), own)
    tabs = st.tabs([say(form) for form in FORMS], key=f"cite_{key}")
    for tab, text, language in zip(tabs, written, (None, "latex", "json", None), strict=True):
        tab.code(text, language=language, wrap_lines=True)

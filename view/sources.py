"""Where the data comes from and how fresh it is."""

from html import escape

import streamlit as st

from store import citation, queries
from view import citing
from view.asking import ask
from view.language import N_, say
from view.offers import offer_extract
from view.wording import aside, commas, count, day, number, word

REASONS = {
    "future": N_("still to come"), "message": N_("messages"), "grant": N_("grants"), "statement": N_("statements"),
    "no_contact": N_("no contact with another side"), "own_nationals": N_("own nationals only"),
    "appointment": N_("appointments"), "press_conference": N_("press conferences"),
    "recognition": N_("recognition of a state"),
}
SHIPPED = N_("In the collection that ships with Chancery, facts, layout and opening formulas are as published, the "
             "prose "
             "is reworded; every record links to the ministry's original page. Nothing here is an official "
             "publication.")


def sign() -> None:
    """The line under every page: whose releases, how fresh."""
    line = say("{source} Each record links to the original.", source=citing.source_line())
    st.html(f'<footer class="source">{escape(line)}</footer>')


def reason(code: str) -> str:
    """Why a release was left out, in words."""
    return say(REASONS[code]) if code in REASONS else word(code)


def tell() -> None:
    """The sources note: whose releases, how many, what was left out and why, when it was built."""
    coverage, skips = ask(queries.coverage).iloc[0], ask(queries.skips_by_reason)
    st.subheader(say("Where this comes from"), anchor=False)
    whose = say("; ").join(say(
        "{ministry}: {releases}, {engagements}", ministry=say(citation.ministry(row.ministry).name),
        releases=count(row.releases, "release"), engagements=count(row.engagements, "engagement"))
        for row in ask(queries.ministries).itertuples())
    st.markdown(f"{whose}{say('. ')}{say(SHIPPED)}")
    left_out = commas([aside(reason(row.reason), number(row.releases)) for row in skips.itertuples()])
    rejected = say("{inputs} could not be read.", inputs=count(coverage.rejects, "input")) if coverage.rejects else (
        say("All could be read."))
    st.markdown(say(
        "Last build **{built}**, {time} UTC; latest release **{latest}**. Of {releases} read, {skipped} report no "
        "engagement{reasons}. {rejected}", built=day(coverage.built_at), time=f"{coverage.built_at:%H:%M}",
        latest=day(coverage.latest_release), releases=count(coverage.releases_read, "release"),
        skipped=number(coverage.releases_skipped), reasons=say(": {reasons}", reasons=left_out) if left_out else "",
        rejected=rejected))
    offer_extract(skips, "skips_by_reason")

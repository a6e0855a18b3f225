"""Where the data comes from and how fresh it is."""

from html import escape

import streamlit as st

from store import citation, queries
from view import citing
from view.asking import ask
from view.offers import offer_extract
from view.wording import count, day, number, word

REASONS = {
    "future": "still to come", "message": "messages", "grant": "grants", "statement": "statements",
    "no_contact": "no contact with another side", "own_nationals": "own nationals only", "appointment": "appointments",
    "press_conference": "press conferences", "recognition": "recognition of a state",
}
SHIPPED = ("In the collection that ships with Chancery, facts, layout and opening formulas are as published, the prose "
           "is reworded; every record links to the ministry's original page. Nothing here is an official publication.")


def sign() -> None:
    """The line under every page: whose releases, how fresh."""
    st.html(f'<footer class="source">{escape(citing.source_line())} Each record links to the original.</footer>')


def tell() -> None:
    """The sources note: whose releases, how many, what was left out and why, when it was built."""
    coverage, skips = ask(queries.coverage).iloc[0], ask(queries.skips_by_reason)
    st.subheader("Where this comes from", anchor=False)
    whose = "; ".join(f"{citation.ministry(row.ministry).name}: {count(row.releases, 'release')}, "
                      f"{count(row.engagements, 'engagement')}" for row in ask(queries.ministries).itertuples())
    st.markdown(f"{whose}. {SHIPPED}")
    left_out = ", ".join(f"{REASONS.get(row.reason, word(row.reason))} ({number(row.releases)})"
                         for row in skips.itertuples())
    rejected = count(coverage.rejects, "input") + " could not be read." if coverage.rejects else "All could be read."
    st.markdown(f"Last build **{day(coverage.built_at)}**, {coverage.built_at:%H:%M} UTC; latest release "
                f"**{day(coverage.latest_release)}**. Of {count(coverage.releases_read, 'release')} read, "
                f"{number(coverage.releases_skipped)} report no engagement"
                f"{f': {left_out}' if left_out else ''}. {rejected}")
    offer_extract(skips, "skips_by_reason")

"""One release and what was read from it: its text marked, the record beside it, and why, where nothing was read.

Serves the release page, whose records come from the database, and the trial page, whose come from the parser.
"""

from html import escape

import pandas as pd
import streamlit as st

from store import citation, provenance, releases
from view import asking, evidence, rules
from view.choosing import hold
from view.language import plural, say
from view.naming import name
from view.sources import reason
from view.wording import count, day, plain, word

RELEASE, ENGAGEMENT, SHOWN = "release", "engagement", "engagement_shown"  # the first two: parameters of the address
SCHEMES = ("https://", "http://")


def choose() -> pd.Series | None:
    """The release the address asks for, by its own ID or an engagement's; None, and said so, where there is none."""
    with st.container(key="hidden_release"):
        asked = st.text_input(say("Release ID"), key=RELEASE, bind="query-params").strip()
        engagement = st.text_input(say("Engagement ID"), key=ENGAGEMENT, bind="query-params").strip()
    if not asked and not engagement:
        return None
    found = asking.ask(releases.release, asked, engagement)
    if found.empty:
        st.warning(say("There is no engagement “{id}” in this database. The link may be older than the last build.",
                       id=engagement) if engagement else
                   say("There is no release “{id}” in this database. The link may be older than the last build.",
                       id=asked), icon=":material/link_off:")
        return None
    return found.iloc[0]


def choose_engagement(read: pd.DataFrame) -> str | None:
    """Which of the engagements of a release is shown; None where there is none."""
    codes = list(read.engagement_id)
    if len(codes) < 2:
        return codes[0] if codes else None
    asked = st.session_state.get(ENGAGEMENT)
    hold(SHOWN, asked if asked in codes else codes[0])
    told = {row.engagement_id: say("{ordinal} · {kind}, {day}", ordinal=row.ordinal,
                                   kind=name("kind", "", row.kind_name), day=day(row.date, row.date_precision))
            for row in read.itertuples()}
    return st.segmented_control(say("This release reports several engagements"), codes, key=SHOWN, required=True,
                                format_func=told.get, on_change=_take_over)


def answer(release: pd.Series, read: pd.DataFrame) -> str:
    """What the release is and what was read from it, in a sentence."""
    title = f"**{plain(release.title or release.release_id)}**"
    if pd.notna(release["skip"]):
        return say("{title} reports no engagement: it is left out as “{reason}”.", title=title,
                   reason=reason(release["skip"]))
    return plural("{title} reports {engagements}.", "{title} reports {engagements}, each a record of its own.",
                  len(read), title=title, engagements=count(len(read), "engagement"))


def source(release: pd.Series) -> None:
    """Whose release, of which day, and the way to the ministry's own page."""
    ministry = say(citation.ministry(release.ministry).name)
    told = say("{ministry}, day of publication not given.", ministry=ministry) if pd.isna(release.published) else (
        say("{ministry}, published {day}.", ministry=ministry, day=day(release.published)))
    st.html(f'<p class="source">{escape(told)} <small>{escape(release.release_id)}</small></p>')
    if pd.notna(release.url) and str(release.url).startswith(SCHEMES):
        st.link_button(say("Original page ↗"), release.url)


def skipped(release: pd.Series) -> pd.DataFrame:
    """The words that kept a release out, as a mention; none where the reason has no words."""
    columns = ["slot", "value", "start", "end", "quote", "rule"]
    if pd.isna(release.skip_start):
        return pd.DataFrame(columns=columns)
    start, end = int(release.skip_start), int(release.skip_end)
    return pd.DataFrame([("left_out", release["skip"], start, end, release.text[start:end], release.skip_rule)],
                        columns=columns)


def show_text(text: str, mentions: pd.DataFrame) -> None:
    """The text, every mention marked; the key above it."""
    if len(mentions):
        st.html(evidence.legend(mentions))
    st.html(evidence.marked(text, mentions))


def explain(mentions: pd.DataFrame) -> None:
    """Every mention as a row of a table: what it answers, what was read, from which words, by which rule."""
    if mentions.empty:
        return
    body = "".join(
        f"<tr><td>{escape(word(mention.slot))}</td><td>{escape(str(mention.value))}</td>"
        f'<td lang="en">“{escape(mention.quote)}”</td><td>{escape(rules.explained(mention.rule))}</td></tr>'
        for mention in mentions.itertuples())
    head = "".join(f"<th>{escape(heading)}</th>" for heading in (
        say("Answers"), say("Read as"), say("In the words"), say("Because of")))
    label = escape(say("Every mention explained"))
    st.html(f'<div class="scrolled" tabindex="0" role="region" aria-label="{label}">'
            f'<table class="plain" data-testid="explained"><thead><tr>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></div>")


def show_statements(said: pd.DataFrame) -> None:
    """What was said, by whom; nothing where nothing was read."""
    both = say("both sides")
    entries = "".join(f'<li><b>{escape(both if one.side == "both" else one.speaker)}</b> '
                      f"<small>{escape(word(one.act))}</small><br>"
                      f'<span lang="en">{escape(one.text)}</span>'
                      for one in said.itertuples())
    if entries:
        st.subheader(say("What was said"), anchor=False)
        st.html(f'<ol class="said" data-testid="said">{entries}</ol>')


def offer_citation(release: pd.Series, record_id: str) -> None:
    """The citation in the ministry's own form, and the record's, each ready to copy."""
    st.caption(say("The release, in the ministry’s own form"))
    url = release.url if pd.notna(release.url) else None
    st.code(citation.own_form(release.ministry, url, provenance.today()), language=None, wrap_lines=True)
    st.caption(say("What was read from it"))
    built = f"build {release.build_id} of {release.built_at:%Y-%m-%d}"
    st.code(f"Chancery, record {record_id}, {built}.", language=None, wrap_lines=True)


def _take_over() -> None:
    st.session_state[ENGAGEMENT] = st.session_state[SHOWN]

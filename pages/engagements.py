"""Each engagement, and the words of the release it was read from."""

import streamlit as st

from store import particulars, queries
from view import answers, citing, evidence, furniture, mending, offers, record, table
from view.asking import ask, names
from view.language import say
from view.wording import number

selection = furniture.open_page(
    say("Engagements"), say("Which engagements are these, and where does each figure come from?"))
totals = ask(queries.totals, selection).iloc[0]
frame = ask(queries.engagements, selection, table.SHOWN_AT_MOST)

furniture.answer(answers.engagements(frame.iloc[0], totals))
table.show_table(frame, names())
offers.offer_table("engagements", selection)
if totals.engagements > len(frame):
    furniture.note(say("The table has the newest {number}, the file all {of}.", number=number(len(frame)),
                       of=number(totals.engagements)))

st.subheader(say("The release and its evidence"), anchor=False)
chosen = table.choose(frame)
if chosen:
    engagement, mentions = ask(particulars.record, chosen).iloc[0], ask(particulars.mentions, chosen)
    text, beside = st.columns([3, 2], gap="large")
    with beside:
        st.html(record.record(engagement, ask(particulars.participants, chosen)))
        furniture.lead_to("release", say("Open as a page: cite, report an error"), "article")
        if engagement.url:
            st.link_button(say("Original page ↗"), engagement.url)
        citing.offer_engagement(selection, engagement)
        mending.offer(chosen, engagement.url)
    with text:
        st.html(evidence.legend(mentions))
        st.html(evidence.marked(engagement.text, mentions))
    table.show_mentions(mentions)

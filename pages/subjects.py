"""Which topics with whom: a map of shares by region or country, and the topics that travel together."""

import streamlit as st

from store import agenda_queries
from view import agenda_answers, agenda_charts, cells, filters, furniture, matrices
from view.asking import ask

COLUMNS = {"region": 5, "subregion": 12, "country": 20}
selection = furniture.open_page("Topics, with whom", "Which topics are raised with whom, and which travel together?")
by = st.segmented_control("Compare", list(COLUMNS), default="region", required=True, key="across", bind="query-params")
frame = ask(agenda_queries.shares_by_side, selection, by, COLUMNS[by])
pairs, theme = ask(agenda_queries.together, selection, 12), furniture.theme()

furniture.answer(agenda_answers.subjects(frame, pairs))
furniture.panel(f"Share of each {by}’s engagements", cells.cells(matrices.shares(frame), theme, percent=True,
                wide=by == "region"), f"topics_by_{by}", f"Cells: share of each topic in the engagements of each {by}.",
                frame, filters.toggle_topic)
furniture.note("Of the engagements with a side of which a topic was read; those without are unknown. Darker is more. "
               "Columns begin with the side of most engagements; below five of them a share says little.")
furniture.panel("Topics that travel together", agenda_charts.odds(pairs.assign(
    words=agenda_answers.pair_words(pairs)), theme), "topics_together",
    "Dots with intervals: how many times the odds of one topic rise where the other is raised.", pairs)
furniture.note("The twelve pairs surest to be more than chance, by the lower end of the 95 % interval; of 325 possible "
               "pairs, several reach that by chance alone: take wide lines lightly.")

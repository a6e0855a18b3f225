"""Which topics with whom: a map of shares by region or country, and the topics that travel together."""

from store import agenda_queries
from view import agenda_answers, agenda_charts, cells, filters, furniture, matrices
from view.asking import ask
from view.choosing import pick_one
from view.language import say
from view.wording import word

COLUMNS = {"region": 5, "subregion": 12, "country": 20}
selection = furniture.open_page(
    say("Topics, with whom"), say("Which topics are raised with whom, and which travel together?"))
by = pick_one(say("Compare"), list(COLUMNS), "across")
frame = ask(agenda_queries.shares_by_side, selection, by, COLUMNS[by])
pairs, theme = ask(agenda_queries.together, selection, 12), furniture.theme()

furniture.answer(agenda_answers.subjects(frame, pairs, by))
furniture.panel(say("Share of each {by}’s engagements", by=word(by)), cells.cells(
    matrices.shares(frame, by), theme, percent=True, wide=by == "region"), f"topics_by_{by}",
    say("Cells: share of each topic in the engagements of each {by}.", by=word(by)), frame, filters.toggle_topic)
furniture.note(say("Of the engagements with a side of which a topic was read; those without are unknown. Darker is "
                   "more. "
                   "Columns begin with the side of most engagements; below five of them a share says little."))
furniture.panel(say("Topics that travel together"), agenda_charts.odds(pairs.assign(
    words=agenda_answers.pair_words(pairs)), theme), "topics_together",
    say("Dots with intervals: how many times the odds of one topic rise where the other is raised."), pairs)
furniture.note(say("The twelve pairs surest to be more than chance, by the lower end of the 95 % interval; of 325 "
                   "possible "
                   "pairs, several reach that by chance alone: take wide lines lightly."))

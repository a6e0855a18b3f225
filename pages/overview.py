"""What is on record: how much, with whom, since when, how fresh."""

import streamlit as st

from store import queries
from view import answers, charts, filters, furniture, offers, record, sources
from view.asking import ask, names
from view.language import say
from view.wording import day, number

selection = furniture.open_page(say("Overview"), say("What do the releases report?"))
totals = ask(queries.totals, selection).iloc[0]
kinds, countries = ask(queries.engagements_by_kind, selection), ask(queries.engagements_by_country, selection)
years, newest = ask(queries.engagements_by_year, selection), ask(queries.engagements, selection, 6)
met = countries[countries.engagements > 0].head(10)

furniture.answer(answers.overview(totals, kinds, countries))
furniture.show_figures({
    say("Engagements"): number(totals.engagements), say("Countries"): number(totals.countries),
    say("Organisations, groups"): number(totals.organisations), say("Releases"): number(totals.releases),
    say("First"): day(totals.first_date), say("Latest"): day(totals.last_date)})
left, right = st.columns([3, 2], gap="large")
with left:
    st.subheader(say("Newest engagements"), anchor=False)
    st.html(record.newest(newest, names(), selection.address()))
    st.subheader(say("Engagements by year"), anchor=False)
    furniture.draw(charts.years(years, furniture.theme()), "by_year", say("Bar chart: engagements by year."),
                   filters.toggle_year)
    offers.offer_extract(years, "engagements_by_year", chart="by_year")
with right:
    st.subheader(say("Countries met most often"), anchor=False)
    furniture.show_key(charts.regions_key(met, furniture.theme()))
    furniture.draw(charts.ranking(met, "country", furniture.theme(), charts.REGIONS[furniture.theme()]), "most_met",
                   say("Bar chart: the ten countries met most often."), filters.toggle_country)
    offers.offer_extract(met, "countries_met_most", chart="most_met")
offers.offer_brief(selection)
sources.tell()

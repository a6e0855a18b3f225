"""With whom, on the map: countries as areas or dots, organisations beside it."""

import streamlit as st

from store import queries
from view import answers, charts, filters, furniture, maps
from view.asking import ask

selection = furniture.open_page("Map", "Which countries and organisations were met?")
theme = furniture.theme()
countries, regions = ask(queries.engagements_by_country, selection), ask(queries.engagements_by_region, selection)
organisations = ask(queries.engagements_by_organisation, selection)

furniture.answer(answers.world(countries, regions))
furniture.show_key(maps.world_key(countries, theme))
furniture.draw(maps.world(countries, selection.countries, theme), "world",
               "World map: countries shaded by number of engagements; the ranking below has the figures.",
               filters.toggle_country)
furniture.offer_extract(countries, "engagements_by_country")
furniture.note(furniture.RULE + " A click on a country puts it into the filter, or takes it out; dots stand for states "
               "too small to see. Borders are Natural Earth's, drawn as control stands on the ground; no position on "
               "any of them is taken.")
left, right = st.columns(2, gap="large")
with left:
    st.subheader("By region", anchor=False)
    furniture.draw(charts.ranking(regions, "region", theme, charts.REGIONS[theme]), "regions",
                   "Bar chart: engagements by region.", filters.toggle_region)
    furniture.offer_extract(regions, "engagements_by_region")
    furniture.note("An engagement with countries of two regions counts once for each.")
with right:
    st.subheader("Organisations and groups", anchor=False)
    if organisations.empty:
        furniture.note("None in this selection.")
    else:
        furniture.draw(charts.ranking(organisations.head(12), "organisation", theme), "organisations",
                       "Bar chart: engagements by organisation or group.", filters.toggle_country)
        furniture.offer_extract(organisations, "engagements_by_organisation")
        furniture.note("They have no place on the map. The chart has the first twelve, the file all.")

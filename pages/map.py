"""With whom and where, on the map: countries by a measure to choose, places of talks, organisations beside."""

import streamlit as st

from store import map_queries, queries
from view import answers, charts, filters, furniture, maps, measures, offers
from view.asking import ask, names
from view.language import say

selection = furniture.open_page(say("Map"), say("Which countries and organisations were met, and where?"))
theme = furniture.theme()
metric, places_shown = measures.choose()
filters.draw_year_slider("map_year")
countries, regions = ask(map_queries.measures_by_country, selection), ask(queries.engagements_by_region, selection)
organisations = ask(queries.engagements_by_organisation, selection)
places = ask(map_queries.engagements_by_place, selection)
as_of = ask(map_queries.as_of, selection).as_of[0]
frame, key = measures.classed(countries, metric, theme)
world = maps.world(frame, list(key.values()), selection.countries, theme)

furniture.answer(answers.world(countries, regions) + measures.answer(countries, metric, as_of))
furniture.show_key(key)
furniture.draw(maps.add_places(world, places, theme) if places_shown else world, "world", measures.alternative(metric),
               filters.toggle_country)
for country in selection.countries[:1]:
    furniture.lead_to("country", say("Open the page of {name}", name=names()["countries", country]))
offers.offer_extract(countries, "engagements_by_country", chart="world")
offers.offer_extract(places, "places_of_talks", say("places of talks"))
furniture.note(say(furniture.RULE) + say(answers.MAP_RULES))
left, right = st.columns(2, gap="large")
with left:
    furniture.panel(say("By region"), charts.ranking(regions, "region", theme, charts.REGIONS[theme]),
                    "engagements_by_region", say("Bar chart: engagements by region."), regions, filters.toggle_region)
with right:
    furniture.panel(say("Organisations and groups"), charts.ranking(organisations.head(12), "organisation", theme),
                    "engagements_by_organisation",
                    say("Bar chart: engagements by organisation or group, the first twelve."), organisations,
                    filters.toggle_country)

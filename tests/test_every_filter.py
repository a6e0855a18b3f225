"""Property: whatever is filtered, on every page: what the page says, the CSV and the tables themselves agree."""

import csv
import io
from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_pages import FILTERED, selection_shown, use_built_database, visit  # noqa: F401 (the third is a fixture)
from test_store import KINDS, PEOPLE, REGIONS, SIDES, TOPICS, counted, plain, some  # noqa: F401 (plain is a fixture)

from store import extracts, queries
from store.selection import Selection

# All years are no filter on a page: undated engagements are there too.
spans = (st.tuples(st.integers(2003, 2025), st.integers(2003, 2025)).filter(lambda ends: set(ends) != {2003, 2025})
         .map(lambda ends: tuple(range(min(ends), max(ends) + 1))))
known = [[code for code in codes if code not in ("NOPE", "nobody", "Nowhere")] for codes in (SIDES, REGIONS, KINDS, TOPICS, PEOPLE)]
selections = st.builds(Selection, st.just(()) | spans, *(st.just(()) | some(codes) for codes in known))


@pytest.mark.parametrize("page", FILTERED)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=selections)
def test_page_csv_and_tables_count_the_same(page, opened, plain, asked):  # noqa: F811
    found = counted(plain, asked)
    app = visit(page, **parse_qs(asked.address()))
    assert not app.warning
    assert selection_shown(app)[1] == f"{len(found)} of {len(plain[0])} engagements"
    made = extracts.as_bytes(opened.cursor(), "engagements", asked, "csv").decode()
    rows = list(csv.DictReader(io.StringIO(made, newline="")))
    assert sorted(row["engagement_id"] for row in rows) == sorted(found)
    assert queries.totals(opened.cursor(), asked).engagements[0] == len(found)

"""No serious or critical violation of WCAG in our content: axe-core on every page, in light and dark.

What Streamlit draws around our content (its header, its widgets) is looked at too, and nothing is excused.
"""

from importlib.resources import files

import pytest
from test_browser import PAGES, visit, window

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
# Addresses that show what the bare page does not: results, a release with its record, several chips.
MORE = {"search": "?find=%22security+council%22", "statements": "?country=CHL", "overview": "?country=USA&years=2010&years=2012"}


def violations(page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]} {node['failureSummary'][:300]}"
            for rule in found if rule["impact"] in ("serious", "critical") for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page_name", PAGES)
def test_page_is_accessible(browser, address, opened, page_name, scheme):
    more = MORE.get(page_name, "")
    if page_name == "release":
        more = "?engagement=" + opened.cursor().execute("SELECT min(engagement_id) FROM engagements").fetchone()[0]
    with window(browser, scheme) as page:
        visit(page, address + PAGES[page_name] + more)
        assert violations(page) == []

"""No serious or critical violation of WCAG in our content: axe-core on every page, in light and dark.

What Streamlit draws around our content (its header, its widgets) is looked at too, and nothing is excused.
"""

from importlib.resources import files

import pytest
from conftest import ROOT
from test_browser import PAGES, visit, window

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
SHOTS = ROOT / "tests" / "screenshots"
# Addresses that show what the bare page does not: results, a release with its record, several chips.
MORE = {"country": "?country=AUS", "agenda": "?country=AUS", "compare": "?country=AUS&country=USA",
        "person": "?person=jpn-abe-shinzo",
        "search": "?find=%22security+council%22", "statements": "?country=CHL", "overview": "?country=USA&years=2010&years=2012"}


def violations(page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]} {node['failureSummary'][:300]}"
            for rule in found if rule["impact"] in ("serious", "critical") for node in rule["nodes"]]


def keep(page, name: str) -> None:
    """A picture of the whole page, kept with the test run."""
    height = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": 1440, "height": min(height + 60, 4000)})
    page.wait_for_timeout(400)
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page_name", PAGES)
def test_page_is_accessible(browser, address, opened, page_name, scheme):
    more = MORE.get(page_name, "")
    if page_name == "release":
        more = "?engagement=" + opened.cursor().execute("SELECT min(engagement_id) FROM engagements").fetchone()[0]
    with window(browser, scheme) as page:
        visit(page, address + PAGES[page_name] + more)
        assert violations(page) == []
        keep(page, f"{page_name}-{scheme}")

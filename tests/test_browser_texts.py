"""Texts in a real browser: search as one types, a release by its address, statements, a trial, downloads."""

import json

import pytest
from test_browser import download, overflow, settle, visit, window

from store import particulars, queries, search
from store.selection import Selection

PHRASE = '"security council"'


@pytest.fixture(scope="module")
def found(opened):
    return search.releases(opened.cursor(), Selection(), search.parse(PHRASE), "best match")


def test_search_answers_as_one_types(browser, address, found):
    with window(browser) as page:
        visit(page, address + "/search")
        page.get_by_label("Search the releases").press_sequentially(PHRASE, delay=20)
        page.locator(".st-key-answer", has_text=f"{len(found)} releases of").wait_for()
        settle(page)
        entries = page.locator("[data-testid=results] li")
        assert entries.count() == min(len(found), 25)
        assert entries.first.locator("a").inner_text() == found.title[0]
        assert entries.first.locator("mark").first.inner_text() == "Security Council"
        assert "find=%22security+council%22" in page.url
        rows = download(page, "releases_found")
        assert [row["release_id"] for row in rows] == list(found.release_id)
        years = download(page, "releases_found_by_year")
        assert sum(int(row["releases"]) for row in years) == len(found[found.date.notna()])
        entries.first.locator("a").click()
        page.locator("[data-testid=release]").wait_for()
        assert f"release={found.release_id[0]}" in page.url


def test_a_search_keeps_its_filters_and_its_address(browser, address, opened):
    asked = Selection(regions=("Asia",), years=tuple(range(2015, 2020)))
    expected = search.releases(opened.cursor(), asked, search.parse("north korea"), "newest")
    with window(browser, width=360) as page:
        visit(page, f"{address}/search?{asked.address()}&find=north+korea&order=newest")
        assert page.locator(".st-key-answer").inner_text().startswith(f"{len(expected)} releases of")
        assert page.locator("[data-testid=results] a").first.inner_text() == expected.title[0]
        assert overflow(page) == []


def test_a_release_has_an_address_and_its_mentions(browser, address, opened):
    chosen = queries.engagements(opened.cursor(), Selection(countries=("CHL",)), 1).iloc[0]
    mentions = particulars.mentions(opened.cursor(), chosen.engagement_id)
    with window(browser, "dark", 360) as page:
        visit(page, f"{address}/release?release={chosen.release_id}")
        assert page.locator("[data-testid=explained] tbody tr").count() == len(mentions)
        shown = page.locator("[data-testid=release]").inner_text()
        assert all(" ".join(quote.split()) in " ".join(shown.split()) for quote in mentions.quote)
        assert page.get_by_text("Source: Ministry of Foreign Affairs of Japan website.").first.is_visible()
        assert overflow(page) == []
        assert [row["quote"] for row in download(page, "mentions")] == list(mentions.quote)


def test_a_trial_is_read_and_downloaded(browser, address):
    with window(browser) as page:
        visit(page, address + "/try_it")
        page.get_by_role("button", name="Use an example").click()
        page.locator("[data-testid=record]").wait_for()
        settle(page)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Download the record").click()
        record = json.loads(waiting.value.path().read_text(encoding="utf-8"))
        assert page.locator("[data-testid=explained] tbody tr").count() == len(record["engagements"][0]["mentions"])
        assert record["text"].startswith(page.get_by_label("The release").input_value().strip()[:40])

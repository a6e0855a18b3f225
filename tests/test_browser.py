"""The dashboard in a real browser with the network cut: pages, filters, clicks, links, downloads, themes, a phone."""

import csv
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page

from store import agenda_queries, connection, country_queries, map_queries, people_queries, queries, timeline_queries
from store.selection import Selection
from view import wording

ROOT = Path(__file__).parents[1]
PAGES = {"overview": "/"} | {path.stem: f"/{path.stem}" for path in sorted((ROOT / "pages").glob("*.py"))
                             if path.stem != "overview"}
FILTERED = [page for page in PAGES if page not in ("release", "try_it", "quality", "data", "changes")]
# A page below "/" is first taken for a base path: Streamlit looks for its own endpoints there, and they are not.
STREAMLIT_PROBE = re.compile(rf"/({'|'.join(PAGES)})/_stcore/(health|host-config)$")
KAZAKHSTAN_2016 = Selection(years=(2016,), countries=("KAZ",))


@contextmanager
def serving(database: Path, script: str = "dashboard.py"):
    """A fresh server on a free port; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)], cwd=ROOT,
        env=os.environ | {"CHANCERY_DB": str(database)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await_health(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _await_health(address: str, server: subprocess.Popen) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer within 30 s")


@contextmanager
def window(browser: Browser, scheme: str = "light", width: int = 1440):
    """A page that can reach this machine only; fails on any other request and on any error in the console."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page, strays, errors = context.new_page(), [], []

    def guard(route):
        if re.match(r"(http|ws)s?://(127\.0\.0\.1|localhost)[:/]", route.request.url):
            route.continue_()
        else:
            strays.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    page.on("console", lambda message: errors.append(message.text) if message.type == "error"
            and not STREAMLIT_PROBE.search(message.location.get("url", "")) else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not strays
    assert not errors


def settle(page: Page) -> None:
    """Waits until the page is drawn and the script at rest."""
    page.locator("[data-testid=count]").wait_for(timeout=30_000)
    page.wait_for_function("() => !document.querySelector("
                           "'[data-testid=stStatusWidget], [data-stale=true], [data-testid=stSkeleton]')")
    page.wait_for_timeout(250)


def visit(page: Page, url: str) -> Page:
    page.goto(url)
    settle(page)
    assert page.locator("[data-testid=stException]").count() == 0
    return page


def numbers(page: Page) -> tuple[int, int]:
    """'12 of 194 engagements' → (12, 194)."""
    shown, of_all = re.findall(r"[\d,]+", page.locator("[data-testid=count]").inner_text())
    return int(shown.replace(",", "")), int(of_all.replace(",", ""))


def sentence(page: Page) -> str:
    return page.locator("[data-testid=sentence]").inner_text()


def await_sentence(page: Page, expected: str) -> None:
    page.wait_for_function("text => document.querySelector('[data-testid=sentence]')?.innerText === text", arg=expected)
    settle(page)


def choose(page: Page, label: str, name: str) -> None:
    field = page.get_by_role("combobox", name=label).locator("visible=true").first
    field.click()
    field.fill(name)
    page.get_by_role("option", name=name, exact=True).click()
    page.keyboard.press("Escape")


def download(page: Page, extract: str) -> list[dict]:
    with page.expect_download() as waiting:
        page.locator(f".st-key-download_{extract} button").click()
    raw = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename == f"chancery_{extract}.csv"
    return list(csv.DictReader(raw.decode("utf-8").splitlines()))


def picture(page: Page, extract: str, form: str) -> bytes:
    """The chart above a row of offers, as its button makes it."""
    with page.expect_download() as waiting:
        page.locator(f".st-key-extract_{extract} [data-form={form}]").click()
    assert waiting.value.suggested_filename == f"chancery_{extract}.{form}"
    return Path(waiting.value.path()).read_bytes()


def country_shape(page: Page, country: str) -> dict:
    """A point well inside a country on the map, to be clicked on."""
    page.locator(".choroplethlayer path").first.wait_for()
    return page.evaluate("""country => {
        const shape = [...document.querySelectorAll('.choroplethlayer path')].find(one => one.__data__.loc === country)
        const svg = shape.ownerSVGElement, box = shape.getBBox(), point = svg.createSVGPoint()
        for (let step = 0; step < 400; step++) {
            point.x = box.x + box.width * ((step % 20) + .5) / 20
            point.y = box.y + box.height * (Math.floor(step / 20) + .5) / 20
            if (shape.isPointInFill(point)) {
                const there = point.matrixTransform(shape.getScreenCTM())
                if (document.elementFromPoint(there.x, there.y)) return {x: there.x, y: there.y}
            }
        }
    }""", country)


def overflow(page: Page) -> list[str]:
    """What sticks out of the page to the right, apart from what scrolls within itself."""
    return page.evaluate("""() => {
        const main = document.querySelector('[data-testid=stMain]')
        if (document.documentElement.scrollWidth <= innerWidth && main.scrollWidth <= main.clientWidth) return []
        return [...main.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
            .map(one => one.className.toString()).slice(0, 5)
    }""")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page_name", PAGES)
def test_page_opens_without_the_network(browser, address, opened, page_name, scheme):
    with window(browser, scheme) as page:
        visit(page, address + PAGES[page_name])
        total = queries.totals(opened.cursor(), Selection()).engagements[0]
        assert numbers(page) == (total, total)
        assert page.locator(".st-key-answer").inner_text().strip().endswith(".")
        paper = page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).backgroundColor")
        assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 28)"}[scheme]
        assert overflow(page) == []


@pytest.mark.parametrize("page_name", PAGES)
def test_page_fits_a_phone(browser, address, page_name):
    with window(browser, width=360) as page:
        visit(page, address + PAGES[page_name] + "?country=USA&country=GBR&years=2010&years=2020")
        assert overflow(page) == []
        assert page.locator(".st-key-answer").is_visible()


@pytest.mark.parametrize("page_name", FILTERED)
def test_link_to_a_fresh_server(browser, database, opened, page_name):
    found = queries.totals(opened.cursor(), KAZAKHSTAN_2016).engagements[0]
    with serving(database) as fresh, window(browser) as page:
        visit(page, f"{fresh}{PAGES[page_name]}?{KAZAKHSTAN_2016.address()}")
        assert sentence(page) == "Engagements with Kazakhstan in 2016"
        assert numbers(page)[0] == found
        assert "country=KAZ" in page.url and "years=2016" in page.url


def test_filters_by_kazakhstan_and_2016_and_downloads(browser, address, opened):
    rows = opened.cursor().execute(
        "SELECT engagement_id, CAST(date AS VARCHAR) AS date, kind FROM engagements JOIN engagement_countries "
        "USING (engagement_id) WHERE country = 'KAZ' AND year(date) = 2016 ORDER BY ALL").fetchall()
    assert rows
    with window(browser) as page:
        visit(page, address)
        choose(page, "Countries and organisations", "Kazakhstan")
        await_sentence(page, "Engagements with Kazakhstan")
        narrow_years(page, 2016)
        await_sentence(page, "Engagements with Kazakhstan in 2016")
        assert numbers(page)[0] == len(rows)
        link = page.url
        page.get_by_role("link", name="Engagements").click()
        page.get_by_role("heading", name="Engagements", exact=True).wait_for()
        settle(page)
        assert sentence(page) == "Engagements with Kazakhstan in 2016"
        extract = download(page, "engagements")
        assert sorted((row["engagement_id"], row["date"], row["kind"]) for row in extract) == rows
        page.go_back()
        page.get_by_role("heading", name="Overview").wait_for()
        await_sentence(page, "Engagements with Kazakhstan in 2016")
    with window(browser) as colleague:
        visit(colleague, link)
        assert sentence(colleague) == "Engagements with Kazakhstan in 2016" and numbers(colleague)[0] == len(rows)


@pytest.mark.parametrize(("shown", "form"), [("CSV", "csv"), ("Parquet", "parquet"), ("ZIP with sources", "zip")])
def test_the_page_s_file_is_the_command_s(browser, address, database, tmp_path, shown, form):
    with window(browser) as page:
        visit(page, f"{address}/engagements?country=USA&kind=meeting&kind=telephone")
        if form != "csv":
            choose(page, "Format", shown)
            settle(page)
        with page.expect_download() as waiting:
            page.locator(".st-key-download_engagements button").click()
        offered = Path(waiting.value.path()).read_bytes()
    words = ["export", "engagements", "--country", "USA", "--kind", "meeting", "telephone", "--db", database, "-o", tmp_path / f"x.{form}"]
    subprocess.run([sys.executable, "-m", "etl", *map(str, words)], cwd=ROOT, check=True, timeout=60)
    assert offered == (tmp_path / f"x.{form}").read_bytes()


def narrow_years(page: Page, year: int) -> None:
    """Moves both ends of the slider to a year, by keyboard."""
    for end in ("start", "end"):
        knob = page.get_by_role("slider", name=f"Years — {end}")
        knob.focus()
        for _ in range(100):
            if (now := int(knob.input_value())) == year:
                break
            knob.press("ArrowRight" if now < year else "ArrowLeft")


@pytest.mark.parametrize(("page_name", "extract", "query", "more"), [
    ("overview", "engagements_by_year", queries.engagements_by_year, ()),
    ("map", "places_of_talks", map_queries.engagements_by_place, ()),
    ("subjects", "topics_by_region", agenda_queries.shares_by_side, ("region", 5)),
    ("people", "principals", people_queries.people, ("principal",)),
    ("people", "who_met_whom", people_queries.pairs, ()),
    ("timeline", "engagements_by_year", timeline_queries.engagements_by_period, ("year", "kind")),
    ("map", "engagements_by_country", map_queries.measures_by_country, ()),
    ("map", "engagements_by_region", queries.engagements_by_region, ()),
    ("topics", "engagements_by_topic", queries.engagements_by_topic, ()),
    ("topics", "topic_shares_by_year", queries.topic_shares_by_year, ()),
])
def test_each_chart_offers_what_it_drew(browser, address, opened, page_name, extract, query, more):
    asked = Selection(years=tuple(range(2012, 2020)), regions=("Asia",))
    expected = query(opened.cursor(), asked, *more)
    with window(browser) as page:
        visit(page, f"{address}{PAGES[page_name]}?{asked.address()}")
        rows = download(page, extract)
    assert list(rows[0]) == list(expected.columns)
    assert [int(row["engagements"]) for row in rows] == list(expected.engagements)


@pytest.mark.parametrize(("page_name", "extract", "marks", "words"), [
    ("overview", "countries_met_most", ".//{*}g[@class='point']", ["Countries met most often", "Americas"]),
    ("timeline", "engagements_by_year", ".//{*}g[@class='point']", ["Engagements by year and kind", "Prime Minister"]),
    ("map", "engagements_by_country", ".//{*}path[@class='choroplethlocation']", ["World map: countries shaded by engagements"]),
    ("data", "releases_by_month", ".//{*}g[@class='heatmaplayer mlayer']//{*}image", ["Releases held, by month"]),
])
def test_a_chart_is_taken_as_a_picture_with_its_source_and_date(browser, address, database, page_name, extract, marks, words):
    with connection.open_database(connection.version(database)) as db:
        ((build, released),) = db.execute("SELECT build_id, (SELECT max(published) FROM releases) FROM builds").fetchall()
    with window(browser, "dark" if page_name == "map" else "light") as page:
        visit(page, f"{address}{PAGES[page_name]}?country=USA")
        page.locator(f".st-key-extract_{extract} [data-form=svg]").focus()
        page.locator(".stPlotlyChart svg.main-svg").first.wait_for()
        told = f"{sentence(page)} · {page.locator('[data-testid=count]').inner_text()}"
        svg, png = (picture(page, extract, form) for form in ("svg", "png"))
    plate = ElementTree.fromstring(svg)
    lines = [text.text for text in plate.findall("{*}text")]
    said = " ".join(lines)
    assert "Source: press releases, Ministry of Foreign Affairs of Japan (Public Data License 1.0)" in said
    assert f"up to {wording.day(released)}" in said and f"build {build} of " in said
    assert said.endswith(f"Picture taken {wording.day(date.today())}.") and told in said
    assert all(word in "\n".join([*lines, *plate.itertext()]) for word in words) and plate.findall(marks)
    assert svg.count(b"http") == svg.count(b'"http://www.w3.org/')  # it asks for nothing from elsewhere
    width, height = (int(float(plate.get(side))) for side in ("width", "height"))
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", png[16:24]) == (2 * width, 2 * height)
    assert width > 250 and height > 200


def test_map_is_drawn_and_a_click_filters(browser, address, opened):
    with window(browser) as page:
        visit(page, address + "/map")
        page.locator(".choroplethlayer path").first.wait_for()
        drawn = page.evaluate(
            "() => [...document.querySelectorAll('.choroplethlayer path')].map(one => one.__data__.loc)")
        met = queries.engagements_by_country(opened.cursor(), Selection())
        shapes = set(re.findall(r'"id":"([A-Z]{3})"', (ROOT / "static/topojson/world_50m.json").read_text()))
        assert set(drawn) >= set(met[met.engagements > 0].country) & shapes and len(drawn) > 200
        assert page.locator(".scattergeo path.point").count() > 3  # dots for small states
        point = country_shape(page, "AUS")
        page.mouse.move(point["x"], point["y"])
        page.locator(".hoverlayer text", has_text="Australia").wait_for()
        page.mouse.click(point["x"], point["y"])
        await_sentence(page, "Engagements with Australia")
        assert "country=AUS" in page.url
        assert numbers(page)[0] == queries.totals(opened.cursor(), Selection(countries=("AUS",))).engagements[0]
        page.wait_for_timeout(700)  # the map is drawn anew under the pointer
        point = country_shape(page, "AUS")
        page.mouse.click(point["x"], point["y"])
        await_sentence(page, "All engagements")


def test_a_click_on_a_bar_keeps_its_year(browser, address):
    with window(browser) as page:
        visit(page, address + "/timeline")
        page.locator(".barlayer .point path").first.wait_for()
        bar = page.evaluate("""() => [...document.querySelectorAll('.barlayer .point path')]
            .map(one => one.getBoundingClientRect()).sort((one, other) => other.height - one.height)
            .map(box => ({x: box.x + box.width / 2, y: box.y + box.height / 2}))[0]""")
        page.mouse.click(bar["x"], bar["y"])
        page.wait_for_url(re.compile(r"years=(\d{4})&years=\1"))
        page.wait_for_function("() => document.querySelector('[data-testid=sentence]')?.innerText.includes(' in ')")
        settle(page)
        assert re.fullmatch(r"Engagements in \d{4}", sentence(page))


def test_dragging_over_the_timeline_keeps_its_years(browser, address):
    with window(browser) as page:
        visit(page, address + "/timeline")
        page.locator(".st-key-pointer").get_by_text("drag").click()
        page.wait_for_function("() => document.querySelector('.st-key-chart_timeline .js-plotly-plot')"
                               "._fullLayout.dragmode === 'select'")
        settle(page)
        plot = page.locator(".st-key-chart_timeline .nsewdrag").first.bounding_box()
        page.mouse.move(plot["x"] + plot["width"] * 0.52, plot["y"] + 60)
        page.mouse.down()
        page.mouse.move(plot["x"] + plot["width"] * 0.68, plot["y"] + 120, steps=8)
        page.mouse.up()
        page.wait_for_url(re.compile(r"years=(\d{4})&years=(?!\1)"))
        # The address changes before the page does.
        page.wait_for_function("() => document.querySelector('[data-testid=sentence]')?.innerText.includes(' from ')")
        settle(page)
        assert re.fullmatch(r"Engagements from \d{4} to \d{4}", sentence(page))


def test_a_name_in_office_leads_to_what_its_holder_took_part_in(browser, address, opened):
    with window(browser) as page:
        visit(page, address + "/timeline")
        held = page.locator(".st-key-chart_timeline .bars text", has_text="Abe").last.bounding_box()
        page.mouse.click(held["x"] + held["width"] / 2, held["y"] + held["height"] / 2)
        await_sentence(page, "Engagements in which Shinzo Abe took part")
        found = queries.totals(opened.cursor(), Selection(people=("jpn-abe-shinzo",))).engagements[0]
        assert numbers(page)[0] == found and "person=jpn-abe-shinzo" in page.url


def test_the_page_of_a_country_has_the_numbers_of_the_database(browser, address, opened):
    profile = country_queries.profile(opened.cursor(), Selection(countries=("AUS",))).iloc[0]
    with window(browser, "dark") as page:
        visit(page, address + "/country?country=AUS")
        shown = page.locator("[data-testid=figures]").inner_text()
        assert f"{profile.engagements}" in shown and f"{profile.days_since:,}" in shown
        assert f"{profile.engagements} engagements" in page.locator(".st-key-answer").inner_text()
        assert len(download(page, "lanes")) == profile.engagements - profile.undated
        page.locator(".st-key-table_lanes button").click()
        page.locator("[data-testid=stPopoverBody] [data-testid=stDataFrame]").wait_for()


def test_two_periods_are_compared_from_their_address(browser, address, opened):
    with window(browser, width=360) as page:
        visit(page, address + "/compare?compare=periods&one=2003&one=2012&other=2018&other=2019")
        head = page.locator("[data-testid=sides] thead").inner_text()
        assert "2003–2012" in head and "2018–2019" in head
        cells = page.locator("[data-testid=sides] tbody tr").first.locator("td").all_inner_texts()
        assert [int(cell) for cell in cells] == [
            queries.totals(opened.cursor(), Selection(years=tuple(range(first, last + 1)))).engagements[0]
            for first, last in ((2003, 2012), (2018, 2019))]
        assert overflow(page) == []


def test_chips_reset_and_forged_addresses(browser, address):
    with window(browser) as page:
        visit(page, address + "/topics?country=FRA&country=NOPE&topic=disarmament")
        assert "“NOPE”" in page.locator("[data-testid=stAlert]").first.inner_text()
        page.locator(".st-key-chip_topics_disarmament button").click()
        await_sentence(page, "Engagements with France")
        assert page.locator("[data-testid=stAlert]").count() == 0
        page.get_by_role("button", name="Reset filters").click()
        await_sentence(page, "All engagements")
        assert "?" not in page.url


def test_an_engagement_has_an_address(browser, address, opened):
    chosen = queries.engagements(opened.cursor(), KAZAKHSTAN_2016).iloc[0]
    with window(browser) as page:
        visit(page, f"{address}/engagements?engagement={chosen.engagement_id}")
        assert page.locator("[data-testid=record]").inner_text().find("8 Nov 2016") > 0
        assert page.locator("[data-testid=release] mark").count() > 3
        assert "November 8" in page.locator("[data-testid=release]").inner_text()
    with window(browser) as page:
        visit(page, f"{address}/?{KAZAKHSTAN_2016.address()}")
        page.locator("[data-testid=newest] a").first.click()
        page.locator("[data-testid=record]").wait_for()
        assert f"engagement={chosen.engagement_id}" in page.url and "country=KAZ" in page.url


def test_a_rebuilt_database_appears(browser, database, small, tmp_path):
    served = tmp_path / "served.duckdb"
    shutil.copy(small, served)
    with serving(served) as running, window(browser) as page:
        visit(page, running)
        assert numbers(page) == (6, 6)
        shutil.copy(database, tmp_path / "next.duckdb")
        os.replace(tmp_path / "next.duckdb", served)
        page.get_by_role("link", name="Topics", exact=True).click()
        page.get_by_role("heading", name="Topics", exact=True).wait_for()
        settle(page)
        assert numbers(page)[1] > 6 and sentence(page) == "All engagements"

"""From a click to a page at rest: every filtered page against bare Streamlit with the same elements, in one run.

    python bench/pages.py [DATABASE] [--rows N] [--rounds N] [--sessions N]

The click is "Reset filters" on a page that is filtered by half the years; the page is at rest when its last part was
changed. `first` is the first such click, whose answers nobody asked for before; `ours` the median of those after it.
Without DATABASE one is built from the shipped collection; with --rows one of so many engagements is generated.
Prints milliseconds (median of the rounds) and their ratio, and the server's memory with the sessions open.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import extracts
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

import chromium  # noqa: E402 (the path must be known first)
from test_browser import FILTERED, PAGES, serving  # noqa: E402

from store import connection, queries  # noqa: E402

ELEMENTS = {
    "html": "stHtml", "markdown": "stMarkdown", "button": "stButton", "download": "stDownloadButton",
    "choice": "stSelectbox", "choices": "stMultiSelect", "slider": "stSlider", "group": "stButtonGroup",
    "table": "stDataFrame", "text": "stTextInput", "popover": "stPopover", "heading": "stHeading", "code": "stCode",
    "caption": "stCaptionContainer", "tabs": "stTabs", "expander": "stExpander", "link": "stPageLink",
    "component": "stBidiComponentIsolated", "page": "stSidebarNavLink"}
AT_REST = "() => !document.querySelector('[data-testid=stStatusWidget], [data-stale=true], [data-testid=stSkeleton]')"
# Milliseconds from the click to the last change of the page, known once nothing has changed for half a second.
CLICK = """() => new Promise(done => {
    const start = performance.now(); let last = start;
    const watch = new MutationObserver(() => { last = performance.now(); });
    watch.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
    document.querySelector('.st-key-reset button').click();
    const look = setInterval(() => {
        const busy = document.querySelector('[data-testid=stStatusWidget], [data-stale=true]');
        if (!busy && performance.now() - last > 500 && last > start + 20) {
            clearInterval(look); watch.disconnect(); done(last - start); }
    }, 50);
})"""


def at_rest(page: Page, address: str) -> Page:
    """Opens an address and waits until all is drawn."""
    page.goto(address)
    for part in ("[data-testid=count]", ".st-key-reset button"):
        page.locator(part).wait_for(timeout=60_000, state="attached")
    page.wait_for_function(AT_REST, timeout=60_000)
    page.wait_for_timeout(700)
    return page


def elements(page: Page) -> dict[str, int]:
    """How many elements of each sort a page shows."""
    found = {name: page.locator(f"[data-testid={test}]").count() for name, test in ELEMENTS.items()}
    maps = page.locator("[data-testid=stPlotlyChart]:has(.geolayer path)").count()
    return {name: count for name, count in (found | {
        "plotly": page.locator("[data-testid=stPlotlyChart]").count() - maps, "geo": maps}).items() if count}


def half_the_years(database: Path) -> str:
    """The part of an address that leaves about half the years."""
    with connection.open_database(connection.version(database)) as opened:
        covered = queries.coverage(opened.cursor()).iloc[0]
    first, last = int(covered.first_year), int(covered.last_year)
    return urlencode([("years", first), ("years", (first + last) // 2)])


def clicked(browser: Browser, address: str, rounds: int) -> tuple[float, float, dict[str, int]]:
    """Milliseconds of the first click's effect and of the median of those after it, and the elements there then.

    Raises:
        ValueError: the click changes nothing that the page counts, so its time says nothing.
    """
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page, times = context.new_page(), []
    for _ in range(rounds + 1):
        at_rest(page, address)
        counted = page.get_by_test_id("count").inner_text()
        times.append(page.evaluate(CLICK))
        if page.get_by_test_id("count").inner_text() == counted:
            raise ValueError(f"{address}: the click changes nothing: {counted!r} before and after")
    there = elements(page)
    context.close()
    return times[0], statistics.median(times[1:]), there


def memory(port: str) -> int:
    """MB of the server that listens on a port."""
    found = subprocess.run(["pgrep", "-f", f"server.port {port}"], capture_output=True, text=True).stdout.split()
    status = Path(f"/proc/{found[0]}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) // 1024


def floor_beside_the_map(folder: Path) -> Path:
    """The floor's script in a folder that has the map's shapes, where Streamlit looks for them."""
    shutil.copytree(ROOT / "static", folder / "static")
    return Path(shutil.copy(ROOT / "bench" / "floor.py", folder))


def measure(database: Path, folder: Path, rounds: int, sessions: int) -> None:
    """Prints a line a page, and one on memory."""
    with ExitStack() as open_things:
        ours = open_things.enter_context(serving(database))
        bare = open_things.enter_context(serving(database, str(floor_beside_the_map(folder))))
        started = open_things.enter_context(sync_playwright())
        browser = started.chromium.launch(executable_path=chromium.path(), args=list(chromium.ARGUMENTS))
        print(f"{'page':12} {'first':>8} {'ours':>8} {'floor':>8} {'ratio':>6}")
        filtered = half_the_years(database)
        for name in FILTERED:
            first, took, there = clicked(browser, f"{ours}{PAGES[name]}?{filtered}", rounds)
            _, floor, _ = clicked(browser, f"{bare}/?{urlencode(there)}", rounds)
            print(f"{name:12} {first:5.0f} ms {took:5.0f} ms {floor:5.0f} ms {took / floor:6.2f}", flush=True)
        windows = [browser.new_context().new_page() for _ in range(sessions)]
        for number, window in enumerate(windows):
            at_rest(window, f"{ours}{PAGES[FILTERED[number % len(FILTERED)]]}?{filtered}")
        print(f"server with {sessions} sessions open: {memory(ours.rpartition(':')[2])} MB")


def main() -> None:
    """Reads the arguments, makes a database where none is given, measures."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("database", nargs="?", type=Path)
    asked.add_argument("--rows", type=int, help="engagements to generate")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--sessions", type=int, default=10)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = given.database or Path(folder) / "bench.duckdb"
        if given.rows:
            extracts.world(database, given.rows)
        elif not given.database:
            subprocess.run([sys.executable, "-m", "etl", "build", "--db", str(database)], cwd=ROOT, check=True)
        measure(database, Path(folder), given.rounds, given.sessions)


if __name__ == "__main__":
    main()

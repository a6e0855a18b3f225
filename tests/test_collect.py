"""The collector against a site of our own on 127.0.0.1; nothing here reaches outside."""

import csv
import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from selectolax.lexbor import LexborHTMLParser
from site_like_mofa import ADDRESSES, NEW_ADDRESS, Site, index

from etl import build
from etl.collect import listing, mofa_jp, state_us

ROOT = Path(__file__).parents[1]


@pytest.fixture
def site():
    with Site() as served:
        yield served


def command(site: Site, into: Path, *options: str, ministry: str = "mofa-jp", since: str = "2019-05", until: str = "2019-05") -> list[str]:
    return [sys.executable, "-m", "etl", "collect", ministry, "--since", since, "--until", until, "--into", str(into),
            "--site", site.address, "--delay", "0.02", *options]  # fmt: skip


def collect(site: Site, into: Path, *options: str, **months: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(site, into, *options, **months), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def manifest(into: Path) -> list[dict[str, str]]:
    with (into / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ask(database: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(database), read_only=True) as db:
        return db.execute(query).fetchall()


def test_collect_then_build_gives_engagements(site, tmp_path):
    done = collect(site, tmp_path / "in", "--contact", "me@example.org")
    assert (done.returncode, done.stderr) == (0, "")
    assert "listed 7: new 6, changed 0, unchanged 0, held 0, gone 1, failed 0" in done.stdout
    assert all("Chancery" in agent and "me@example.org" in agent for agent in site.agents)
    built = build.build([tmp_path / "in"], tmp_path / "db.duckdb")
    assert (built.new, built.rejected, built.engagements) == (6, 0, 6)
    rows = ask(tmp_path / "db.duckdb", "SELECT url, date::VARCHAR, accessed IS NOT NULL FROM releases JOIN engagements USING (release_id) JOIN provenance USING (release_id) ORDER BY 1")
    assert ("https://www.mofa.go.jp/s_sa/sea2/ph/page3e_000002.html", "2019-05-07", True) in rows
    assert (f"https://www.mofa.go.jp{NEW_ADDRESS}", "2019-05-03", True) in rows  # the address that answered
    asked = set(site.asked)
    assert not any(".pdf" in path or "/mofaj/" in path for path in asked)


def test_an_open_dashboard_sees_what_was_collected_without_a_restart(site, tmp_path):
    from store import connection

    database = tmp_path / "db.duckdb"
    site.months["/press/release/201905_index.html"] = index("May 2019", {"May 7": ["ordinary"]})
    collect(site, tmp_path / "in")
    build.build([tmp_path / "in"], database)
    first = connection.version(database)
    opened = connection.open_database(first)
    site.months["/press/release/201905_index.html"] = index("May 2019", {"May 7": ["ordinary", "region"]})
    collect(site, tmp_path / "in")
    done = build.build([tmp_path / "in"], database)
    assert (done.new, done.unchanged) == (1, 1)
    assert connection.version(database) != first  # what the dashboard's cache is keyed on
    again = connection.open_database(connection.version(database))
    counts = [c.cursor().execute("SELECT count(*) FROM house.engagements").fetchone()[0] for c in (opened, again)]
    assert counts == [1, 2]  # the page under way finishes on the old file, the next one shows the new engagement


def test_a_second_run_asks_only_for_what_it_must(site, tmp_path):
    collect(site, tmp_path / "in")
    site.asked.clear()
    again = collect(site, tmp_path / "in")
    assert "held 6" in again.stdout and set(site.asked) <= {"/robots.txt", "/press/release/201905_index.html", ADDRESSES["gone"]}
    third = collect(site, tmp_path / "in", "--max-age", "0")
    assert "new 0, changed 0, unchanged 6" in third.stdout
    assert len(list((tmp_path / "in").glob("*.warc.gz"))) == 1
    assert {row["status"] for row in manifest(tmp_path / "in")} == {"200", "304", "404"}


def test_a_page_that_changes_replaces_the_older_text(site, tmp_path):
    collect(site, tmp_path / "in")
    build.build([tmp_path / "in"], tmp_path / "db.duckdb")
    site.minutes = 55
    time.sleep(1.1)
    assert "changed 1, unchanged 5" in collect(site, tmp_path / "in", "--max-age", "0").stdout
    for database in ("db.duckdb", "fresh.duckdb"):
        build.build([tmp_path / "in"], tmp_path / database)
        assert ask(tmp_path / database, "SELECT duration_minutes FROM engagements ORDER BY 1") == [(20,)] * 5 + [(55,)]
        assert "20 minutes" in ask(tmp_path / database, "SELECT text FROM release_versions")[0][0]


def test_what_cannot_be_fetched_is_told_and_the_rest_is_there(site, tmp_path):
    site.months["/press/release/201905_index.html"] = index("May 2019", {"May 3": ["ordinary", "loop", "secret", "broken"]})
    done = collect(site, tmp_path / "in")
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "and 2 more" in done.stderr
    assert "new 1" in done.stdout and "failed 3" in done.stdout
    reasons = {row["url"].rpartition("_")[2][:6]: row["status"] for row in manifest(tmp_path / "in")}
    assert "robots.txt" in reasons["000009"] and "500" in reasons["000007"] and "redirect" in reasons["000008"].lower()
    assert site.asked[ADDRESSES["secret"]] == 0 and site.asked[ADDRESSES["broken"]] == 5


@pytest.mark.parametrize("status", [403, 429])
def test_a_refusal_stops_at_once_with_a_clear_line(site, tmp_path, status):
    site.refuse = status
    done = collect(site, tmp_path / "in")
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and f"HTTP {status}" in done.stderr and "120 seconds" in done.stderr
    assert sum(site.asked[address] for address in ADDRESSES.values()) <= 1


def test_a_killed_run_goes_on_where_it_stopped(site, tmp_path):
    running = subprocess.Popen([*command(site, tmp_path / "in"), "--delay", "0.4"], cwd=ROOT, stdout=subprocess.DEVNULL)
    end = time.monotonic() + 20
    while time.monotonic() < end and not (tmp_path / "in" / "MANIFEST.csv").exists():
        time.sleep(0.05)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    before = {row["url"] for row in manifest(tmp_path / "in") if row["sha256"]}
    with (tmp_path / "in" / "MANIFEST.csv").open("a") as file:
        file.write("https://www.mofa.go.jp/half,a li")  # as a power cut leaves it
    site.asked.clear()
    done = collect(site, tmp_path / "in")
    assert done.returncode == 0 and f"held {len(before)}" in done.stdout
    assert build.build([tmp_path / "in"], tmp_path / "db.duckdb").engagements == 6


def test_check_tells_what_the_folder_lacks_and_fetches_no_release(site, tmp_path):
    collect(site, tmp_path / "in")
    site.asked.clear()
    done = collect(site, tmp_path / "in", "--check", until="2019-06")
    assert done.returncode == 0
    assert done.stdout.splitlines() == ["listed 8, lacking 2", "2019-06-02\tJapan-Chile Meeting (june)\thttps://www.mofa.go.jp/press/release/press1e_000011.html",
                                        "2019-05-03\tJapan-Chile Meeting (gone)\thttps://www.mofa.go.jp/press/release/press1e_000004.html"]  # fmt: skip
    assert not set(ADDRESSES.values()) & set(site.asked)


def test_pauses_are_kept(site, tmp_path):
    site.months["/press/release/201905_index.html"] = index("May 2019", {"May 3": ["ordinary", "region", "changing"]})
    collect(site, tmp_path / "in", "--delay", "0.5")
    gaps = [b - a for a, b in zip(site.times, site.times[1:], strict=False)]
    assert min(gaps) > 0.2  # Scrapy varies the delay between half and one and a half


def test_no_server_is_one_clear_line(tmp_path):
    with Site() as gone:
        pass
    done = collect(gone, tmp_path / "in")
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "index cannot be read" in done.stderr


def test_wrong_months_are_told(site, tmp_path):
    assert "exchange them" in collect(site, tmp_path / "in", since="2020-01").stderr
    assert collect(site, tmp_path / "in", since="May").returncode == 1


# Reading indexes ------------------------------------------------------------------------------------------------------


def test_a_month_without_year_takes_it_from_address_or_heading():
    html = LexborHTMLParser(index("July 2026", {"July 13": ["ordinary"]}))
    home = "https://www.mofa.go.jp/press/release/"
    assert [found.day for found in mofa_jp.listed(html, home + "index.html")] == [dt.date(2026, 7, 13)]
    assert [found.day for found in mofa_jp.listed(html, home + "202407_index.html")] == [dt.date(2024, 7, 13)]


def test_months_are_asked_latest_first():
    asked = mofa_jp.indexes(dt.date(2019, 11, 1), dt.date(2020, 1, 1))
    assert asked == [f"/press/release/{month}_index.html" for month in ("202001", "201912", "201911")]
    assert mofa_jp.indexes(dt.date.today().replace(day=1), dt.date.today().replace(day=1)) == ["/press/release/index.html"]


def test_the_state_department_s_list():
    html = LexborHTMLParser("""<ul><li class="collection-result"><p class="collection-result__date">Readout</p>
        <a class="collection-result__link" href="https://www.state.gov/call-with-x/">Call with X</a>
        <div class="collection-result-meta"><span>Office of the Spokesperson</span><span>May 21, 2021</span></div></li></ul>
        <a class="next page-numbers" href="/press-releases/page/2/">Next</a>""")  # fmt: skip
    here = "https://www.state.gov/press-releases/"
    assert state_us.listed(html, here) == [listing.Listing("https://www.state.gov/call-with-x/", "Call with X", dt.date(2021, 5, 21))]
    assert state_us.following(html, here) == "https://www.state.gov/press-releases/page/2/"

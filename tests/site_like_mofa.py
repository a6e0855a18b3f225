"""A small site laid out like the ministry's, served on 127.0.0.1, with everything that goes wrong on the real one."""

import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LEAD = ("On {0}, commencing at 4:00 p.m. for approximately {1} minutes, Mr. Taro Kono, Minister for Foreign Affairs of Japan, held a "
        "meeting with H.E. Mr. Juan {2}, Minister of Foreign Affairs of the Republic of Chile. The overview is as follows.")
NAMES = {"ordinary": "Soto", "region": "Prado", "moved": "Rivas", "flaky": "Lagos", "slow": "Mena", "changing": "Bravo", "june": "Tapia"}
ADDRESSES = {
    "ordinary": "/press/release/press1e_000001.html", "region": "/s_sa/sea2/ph/page3e_000002.html",
    "moved": "/press/release/press1e_000003.html", "gone": "/press/release/press1e_000004.html",
    "flaky": "/press/release/press1e_000005.html", "slow": "/press/release/press1e_000006.html",
    "broken": "/press/release/press1e_000007.html", "loop": "/press/release/press1e_000008.html",
    "secret": "/private/press1e_000009.html", "changing": "/erp/we/fr/pageite_000001_00010.html",
    "june": "/press/release/press1e_000011.html",
}  # fmt: skip
NEW_ADDRESS = "/la_c/sa/cl/page4e_000033.html"


def index(month: str, days: dict[str, list[str]]) -> str:
    """A month's page: days without a year, several releases under one day, links that are no releases."""
    entries = "".join(
        f'<dt class="list-title">{day}</dt><dd><ul class="link-list">'
        + "".join(f'<li><a href="{ADDRESSES[name]}">Japan-Chile Meeting ({name})</a></li>' for name in names)
        + '<li><a href="/mofaj/press/release/press1_1.html">Japanese</a></li><li><a href="/files/000001.pdf">PDF</a></li>'
        '<li><a href="https://elsewhere.example/press/release/x.html">Elsewhere</a></li></ul></dd>'
        for day, names in days.items()
    )
    return f'<html><head><title>x</title></head><body><h1>Press Releases Archive {month}</h1><dl class="title-list">{entries}</dl></body></html>'


def page(name: str, day: str, minutes: int = 20) -> str:
    """A release's page as the ministry lays it out since 2013."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
    <meta property="og:title" content="Japan-Chile Foreign Ministers' Meeting | Ministry of Foreign Affairs of Japan"></head><body>
    <main><article><h1>Press Releases</h1><h2>Japan-Chile Foreign Ministers' Meeting</h2><div id="maincontents">
    <div class="rightalign">{day}, 2019</div><div class="rightalign other-language"><a href="/mofaj/x.html">Japanese</a></div>
    <div class="main-section"><p>{LEAD.format(day, minutes, NAMES[name])}</p></div></div></article></main></body></html>"""


class Site(ThreadingHTTPServer):
    """Counts what is asked (`asked`); `refuse` answers every page with that status; `minutes` changes a page."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.times: list[float] = []
        self.refuse = 0
        self.minutes = 20
        self.months = {
            "/press/release/201905_index.html": index("May 2019", {"May 7": ["ordinary", "region"], "May 3": ["moved", "gone", "flaky", "slow", "changing"]}),
            "/press/release/201906_index.html": index("June 2019", {"June 2": ["june"]}),
        }

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> "Site":
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.shutdown()
        self.server_close()


class Answer(BaseHTTPRequestHandler):
    server: Site

    def log_message(self, *words: object) -> None:
        pass

    def do_GET(self) -> None:
        site = self.server
        site.asked[self.path] += 1
        site.agents.add(self.headers["User-Agent"])
        if self.path == "/robots.txt":
            return self.answer(200, "User-agent: *\nDisallow: /private/\n", "text/plain")
        site.times.append(time.monotonic())
        if site.refuse and "index" not in self.path:
            return self.answer(site.refuse, "no", more={"Retry-After": "120"})
        if self.path in site.months:
            return self.answer(200, site.months[self.path], tag=f'"{hash(site.months[self.path])}"')
        name = next((name for name, address in ADDRESSES.items() if address == self.path), None)
        return self.release(name)

    def release(self, name: str | None) -> None:
        site = self.server
        if name == "moved":
            return self.answer(301, "", more={"Location": NEW_ADDRESS})
        if name == "loop":
            return self.answer(302, "", more={"Location": ADDRESSES["loop"]})
        if name == "broken" or (name == "flaky" and site.asked[self.path] < 3):
            return self.answer(500, "sorry")
        if name == "slow":
            time.sleep(0.25)
        if self.path == NEW_ADDRESS:
            return self.answer(200, page("moved", "May 3"))
        if name == "changing":
            return self.answer(200, page(name, "May 3", site.minutes))
        if name in NAMES:
            return self.answer(200, page(name, {"june": "June 2", "ordinary": "May 7", "region": "May 7"}.get(name, "May 3")), tag='"v1"')
        return self.answer(404, "gone")

    def answer(self, status: int, body: str, sort: str = "text/html; charset=utf-8", tag: str = "", more: dict[str, str] | None = None) -> None:
        if tag and self.headers.get("If-None-Match") == tag:
            status, body = 304, ""
        raw = body.encode()
        self.send_response(status)
        for key, value in ({"ETag": tag} if tag else {}).items() | (more or {}).items():
            self.send_header(key, value)
        self.send_header("Content-Type", sort)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

"""Every format with every content: each release read ends as a release or as a reject with its place and reason."""

import csv
import gzip
import io
import json
import os
import zipfile
from html import escape
from pathlib import Path

import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from etl import readers
from etl.readers import encoding, limits
from etl.records import Reject, Release

FEED = Path("/work/shared/releases/state-us/feed-2021-05-23.xml")
SITE = "https://www.mofa.go.jp/press/release/press1e_00000"
LEAD = ("On May {0}, commencing at 4:00 p.m. for approximately 20 minutes, Mr. Taro Kono, Minister for Foreign Affairs of "
        "Japan, held a meeting with H.E. Mr. Juan Soto Muñoz, Minister of Foreign Affairs of the Republic of Chile.")


def rows(number: int = 3) -> list[dict[str, str]]:
    return [{"url": f"{SITE}{n}.html", "title": f"Japan-Chile Foreign Ministers’ Meeting {n}", "published": f"2019-05-0{n}",
             "ministry": "mofa-jp", "text": LEAD.format(n)} for n in range(1, number + 1)]  # fmt: skip


def page(row: dict[str, str], charset: str = "utf-8") -> bytes:
    text = f"""<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>x</title>
    <meta property="og:title" content="{escape(row['title'])} | Ministry of Foreign Affairs of Japan">
    <meta property="og:url" content="{row['url']}"></head><body><header><nav><a href="/">Menu</a></nav></header>
    <main><article><h1>Press Releases</h1><h2>{row['title']}</h2><div id="maincontents">
    <div class="rightalign">May {row['published'][-1]}, 2019</div>
    <div class="rightalign other-language"><a href="/mofaj/x.html">Japanese</a></div>
    <div class="social-btn-top">Tweet</div>
    <div class="main-section"><p>{row['text']}</p><ol><li>They talked<br>at length.</li><li>2. They parted.</li></ol></div>
    </div></article></main><footer>Copyright</footer><script>var x</script></body></html>"""
    return text.encode(charset)


def as_csv(given: list[dict[str, str]], separator: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows()[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(given)
    return out.getvalue().encode()


def as_parquet(given: list[dict[str, str]]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    out = io.BytesIO()
    schema = pa.schema([(key, pa.string()) for key in rows()[0]])
    parquet.write_table(pa.Table.from_pylist(given, schema), out)
    return out.getvalue()


def as_jsonl(given: list[dict[str, str]]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in given)


def as_rss(given: list[dict[str, str]]) -> bytes:
    entries = "".join(f"<item><title>{escape(r['title'])}</title><link>{r['url']}</link><pubDate>Wed, 0{r['published'][-1]} May "
                      f"2019 09:00:00 +0000</pubDate><description><![CDATA[<p>{r['text']}</p>]]></description></item>"
                      for r in given)  # fmt: skip
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{entries}</channel></rss>'.encode()


def as_atom(given: list[dict[str, str]]) -> bytes:
    entries = "".join(f"<entry><title>{escape(r['title'])}</title><link href=\"{r['url']}\"/><id>{r['url']}</id><updated>"
                      f"{r['published']}T09:00:00Z</updated><content type=\"html\">{escape('<p>' + r['text'] + '</p>')}</content></entry>"
                      for r in given)  # fmt: skip
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{entries}</feed>'.encode()


def as_warc(given: list[dict[str, str]], packed: bool = True) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for row in given:
        for status, sort in (("200 OK", "text/html; charset=utf-8"), ("404 Not Found", "text/html"), ("200 OK", "image/png")):
            headers = StatusAndHeaders(status, [("Content-Type", sort)], protocol="HTTP/1.1")
            body = page(row) if status == "200 OK" and "html" in sort else b"gone"
            writer.write_record(writer.create_warc_record(
                row["url"], "response", payload=io.BytesIO(body), http_headers=headers, length=len(body),
                warc_headers_dict={"WARC-Date": "2026-07-13T01:02:03Z"}))  # fmt: skip
    return out.getvalue()


def as_zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


FORMATS = {
    "a.jsonl": as_jsonl,
    "a.json": lambda given: json.dumps(given).encode(),
    "b.json": lambda given: json.dumps({"releases": given}, indent=2).encode(),
    "c.json": as_jsonl,
    "a.csv": as_csv,
    "b.csv": lambda given: as_csv(given, ";"),
    "a.tsv": lambda given: as_csv(given, "\t"),
    "a.parquet": as_parquet,
    "a.xml": as_rss,
    "b.xml": as_atom,
    "a.warc.gz": as_warc,
    "a.warc": lambda given: as_warc(given, packed=False),
    "a.jsonl.gz": lambda given: gzip.compress(as_jsonl(given)),
    "a.csv.gz": lambda given: gzip.compress(as_csv(given)),
    "a.jsonl.zst": lambda given: zstandard.compress(as_jsonl(given[:1])) + zstandard.compress(as_jsonl(given[1:])),
    "a.xml.zst": lambda given: zstandard.compress(as_rss(given)),
    "a.zip": lambda given: as_zip({f"x/{n}.html": page(row) for n, row in enumerate(given)}),
    "b.zip": lambda given: as_zip({"x.jsonl.gz": gzip.compress(as_jsonl(given[:1])), "y.parquet": as_parquet(given[1:])}),
    "c.zip": lambda given: as_zip({"x.warc.gz": as_warc(given)}),
    "folder": lambda given: {f"{n}.html": page(row) for n, row in enumerate(given)},
}


def put(folder: Path, name: str, content: bytes | dict[str, bytes]) -> Path:
    path = folder / name
    if isinstance(content, dict):
        path.mkdir()
        for inner, raw in content.items():
            put(path, inner, raw)
    else:
        path.write_bytes(content)
    return path


def read(*paths: Path) -> tuple[list[Release], list[Reject]]:
    found = list(readers.read(list(paths)))
    return [f for f in found if isinstance(f, Release)], [f for f in found if isinstance(f, Reject)]


@pytest.mark.parametrize("name", FORMATS)
def test_good_releases_come_whole_in_every_format(tmp_path, name):
    releases, rejects = read(put(tmp_path, name, FORMATS[name](rows())))
    assert [r.url for r in releases] == [row["url"] for row in rows()]
    for release, row in zip(releases, rows(), strict=True):
        assert row["text"] in release.text
        assert release.title == row["title"].replace("’", "'")
        assert release.published.isoformat() == row["published"]
        assert (release.ministry, release.encoding) == ("mofa-jp", "utf-8")
    assert all("no release" in r.reason for r in rejects) and len(rejects) == (2 if "warc" in name or name == "c.zip" else 0)


@pytest.mark.parametrize("name", FORMATS)
def test_ids_are_the_same_from_every_format(tmp_path, name):
    releases, _ = read(put(tmp_path, name, FORMATS[name](rows())))
    expected, _ = read(put(tmp_path, "expected.jsonl", as_jsonl(rows())))
    assert [r.release_id for r in releases] == [r.release_id for r in expected]


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "folder"])
def test_an_empty_file_is_a_reject(tmp_path, name):
    releases, rejects = read(put(tmp_path, name, b""))
    assert releases == [] and len(rejects) == 1


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "folder"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_file_cut_short_yields_what_is_whole_and_a_reject(tmp_path, name, share):
    whole = FORMATS[name](rows(9))
    releases, rejects = read(put(tmp_path, name, whole[: int(len(whole) * share)]))
    if "csv" not in name and "tsv" not in name:  # a row may end where a CSV ends: nothing tells that its text was longer
        assert len(releases) < 10 and len(rejects) >= 1
    assert all(r.source and r.location and r.reason for r in rejects)
    for release in releases[:-1]:
        assert any(row["url"] == release.url and row["text"] in release.text for row in rows(9))


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "folder"])
def test_noise_under_any_name_is_rejected_not_raised(tmp_path, name):
    for seed in (b"\x00\x01\x02" * 999, b"<html><p>Hello", bytes(range(256)) * 40, b"{" * 5000, b'"' * 5000, b"PK\x03\x04" + b"x" * 99):
        releases, rejects = read(put(tmp_path, name, seed))
        assert releases == [] and rejects


@pytest.mark.parametrize("name", FORMATS)
def test_a_bad_release_among_good_ones_costs_nobody_else(tmp_path, name):
    given = rows()
    given[1] = {**given[1], "url": "https://example.org/x", "ministry": ""}
    given[1]["text"] = "Hello."
    releases, rejects = read(put(tmp_path, name, FORMATS[name](given)))
    assert [r.url for r in releases] == [given[0]["url"], given[2]["url"]]
    assert sum("not recognised" in r.reason or "no text" in r.reason for r in rejects) == 1


@pytest.mark.parametrize("charset", ["utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-8-sig"])
def test_japanese_encodings_are_told_apart(charset):
    text = "日本の外務大臣は会談を行いました。概要は以下のとおりです。Press Releases\nカザフスタン共和国大統領による表敬"
    assert encoding.decode(text.encode(charset)) == (text, charset.removesuffix("-sig"))


@pytest.mark.parametrize("charset", ["latin_1", "cp1252"])
def test_western_encodings_are_told(charset):
    text = LEAD.format(3) + " The two ministers, José and François, agreed to cooperate. Déjà vu in Bogotá and São Paulo."
    assert encoding.decode(text.encode(charset))[0] == text


@pytest.mark.parametrize("charset", ["shift_jis", "euc-jp", "iso-8859-1", "windows-1252"])
def test_a_page_in_another_encoding_is_read_and_the_encoding_noted(tmp_path, charset):
    row = rows()[0] | {"title": "Japan-Chile Meeting", "text": LEAD.format(1).replace("Muñoz", "Soto" if "jp" in charset or "jis" in charset else "Muñoz")}
    row["text"] += " (外務大臣)" if "jp" in charset or "jis" in charset else ""
    releases, rejects = read(put(tmp_path, "a.html", page(row, charset)))
    assert rejects == [] and row["text"] in releases[0].text
    assert releases[0].encoding in ("cp932", "euc_jp", "cp1252")


def test_a_page_is_taken_apart_as_the_ministry_lays_it_out(tmp_path):
    (release,), _ = read(put(tmp_path, "a.html", page(rows()[0])))
    assert release.text.split("\n\n")[:3] == ["Press Releases", "Japan-Chile Foreign Ministers' Meeting 1", "May 1, 2019"]
    assert release.text.endswith("1. They talked at length.\n\n2. They parted.")
    assert not any(word in release.text for word in ("Menu", "Tweet", "Copyright", "var x", "Japanese"))


def test_an_index_page_is_no_release(tmp_path):
    index = "<html><body><main><dl class='title-list'>" + "<dt class='list-title'>July 13</dt><dd><ul class='link-list'><li><a href='/x'>X</a></ul></dd>" * 3
    releases, rejects = read(put(tmp_path, "a.html", index.encode()))
    assert releases == [] and "index" in rejects[0].reason


def test_an_unknown_page_goes_through_the_main_text_extractor(tmp_path):
    body = "<p>" + LEAD.format(1) + "</p>"
    html = f"<html><head><title>Readout</title></head><body><nav>{'<a href=/a>Menu link</a> ' * 50}</nav><div class=post><h1>Readout</h1>{body * 3}</div><footer>Imprint and privacy</footer></body></html>"
    (release,), _ = read(put(tmp_path, "a.html", html.encode()))
    assert LEAD.format(1) in release.text and "Menu" not in release.text


def test_depth_of_nesting_is_no_danger(tmp_path):
    html = "<html><body><main><article id=maincontents>" + "<div>" * 20_000 + LEAD.format(1)
    releases, rejects = read(put(tmp_path, "a.html", html.encode()))
    assert len(releases) + len(rejects) == 1


@pytest.mark.skipif(not FEED.exists(), reason="the raw feed lies outside the repository")
def test_the_raw_feed_loads():
    releases, rejects = read(FEED)
    assert (len(releases), rejects) == (10, [])
    assert releases[0].url == "https://www.state.gov/yemen-national-day/" and releases[0].published.isoformat() == "2021-05-22"
    assert "ongoing commitments towards achieving peace in Yemen.\n\nAn inclusive" in releases[0].text


# Limits ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.html"])
@pytest.mark.parametrize("packing", ["gz", "zst", "zip"])
def test_bombs_end_in_a_reject_soon(tmp_path, name, packing):
    zeros = b'{"text": "' + b"0" * (80 << 20)
    if packing == "zip":
        path = put(tmp_path, "a.zip", as_zip({name: zeros}))
    else:
        path = put(tmp_path, f"{name}.{packing}", gzip.compress(zeros, 1) if packing == "gz" else zstandard.compress(zeros))
    releases, rejects = read(path)
    assert releases == [] and len(rejects) <= 2


def test_names_that_leave_the_archive_and_links_in_it_are_rejected(tmp_path):
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evil.txt", "x")
        archive.writestr("/etc/passwd.txt", "x")
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.jsonl", as_jsonl(rows(1)))
        archive.writestr("inner.zip", as_zip({"x.txt": b"x"}))
    releases, rejects = read(path)
    assert len(releases) == 1 and len(rejects) == 4
    assert list(tmp_path.iterdir()) == [path]


def test_links_between_folders_are_followed_once(tmp_path):
    put(tmp_path, "a.jsonl", as_jsonl(rows(1)))
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "sub" / "nowhere.txt").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe.txt")
    releases, rejects = read(tmp_path)
    assert len(releases) == 1
    assert sorted(r.reason.split(":")[0][:22] for r in rejects) == ["a device or pipe, no f", "a link that leads nowh", "a link to a folder rea"]


def test_a_line_too_long_is_one_reject_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "LINE", 1000)
    content = as_jsonl(rows(1)) + b'{"text": "' + b"x" * 5000 + b'"}\n' + as_jsonl(rows(1))
    releases, rejects = read(put(tmp_path, "a.jsonl", content))
    assert len(releases) == 2 and [r.location for r in rejects] == ["line 2"]


def test_a_huge_text_is_refused_without_being_read(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(2 << 30)
    releases, rejects = read(path)
    assert releases == [] and "longer than" in rejects[0].reason


def test_every_second_line_broken(tmp_path):
    line = as_jsonl(rows(1))
    releases, rejects = read(put(tmp_path, "a.jsonl", (line + b"{broken\n") * 500))
    assert (len(releases), len(rejects)) == (500, 500)


def test_csv_broken_in_the_middle(tmp_path):
    good = as_csv(rows()).decode().splitlines(keepends=True)
    content = "".join([*good[:2], 'https://x,"a"b,c\r\n', "one,two\r\n", *good[2:]]).encode()
    releases, rejects = read(put(tmp_path, "a.csv", content))
    assert len(releases) == 3 and [r.location for r in rejects] == ["line 3", "line 4"]


def test_a_row_with_a_page_in_it(tmp_path):
    row = {"html": page(rows()[0]).decode(), "id": "x1"}
    (release,), _ = read(put(tmp_path, "a.jsonl", as_jsonl([row])))
    assert (release.url, release.id, release.published.isoformat()) == (rows()[0]["url"], "x1", "2019-05-01")


def test_accessed_is_when_the_crawl_fetched_it(tmp_path):
    releases, _ = read(put(tmp_path, "a.warc.gz", as_warc(rows(1))))
    assert releases[0].accessed.isoformat() == "2026-07-13T01:02:03"

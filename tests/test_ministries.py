"""Every ministry on releases made up in its style, and the steps of docs/add-a-ministry.md, followed."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from etl import assemble, checks, ministries, record, sheet
from etl.readers import release

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "examples"
PAGE = (ROOT / "docs" / "add-a-ministry.md").read_text(encoding="utf-8")
ADDED = [code for code in ministries.all_ministries() if code != "mofa-jp"]  # MOFA has its gold set
ROWS = [json.loads(line) for code in ADDED for line in (EXAMPLES / f"{code}.jsonl").read_text(encoding="utf-8").splitlines()]


def read(row: dict) -> dict:
    given = {key: row.get(key) for key in ("ministry", "text", "title", "published")}
    reading = assemble.read(release.make(release.Draft(given, "test", "1")))
    checks.check(reading)
    return record.as_json(reading)


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['ministry']}: {r['name']}")
def test_examples(row):
    got = read(row)
    if "skip" in row:
        assert (got["engagements"], got["skip"]) == ([], row["skip"])
        return
    e = got["engagements"][0]
    shown = {
        "kind": e["kind"], "countries": e["countries"], "date": e["date"],
        "principals": [p["name"] for p in e["principals"]],
        "counterparts": [p["name"] or p["country"] for p in e["counterparts"]],
        "place": e["place"] and e["place"]["country"],
    }  # fmt: skip
    assert {key: shown[key] for key in shown if key in row} == {key: row[key] for key in shown if key in row}


@pytest.mark.parametrize("code", ADDED)
def test_a_ministry_has_twelve_examples_a_third_of_them_no_engagement(code):
    rows = [r for r in ROWS if r["ministry"] == code]
    assert len(rows) >= 12
    assert sum("skip" in r for r in rows) >= 4


@pytest.fixture
def norway(monkeypatch):
    """The ministry of the page's code, registered as its third step says."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    module = {}
    exec(code, module)
    known = ministries.all_ministries() | {module["MINISTRY"].code: module["MINISTRY"]}
    for place in (ministries, sheet, release):
        monkeypatch.setattr(place, "all_ministries", lambda: known)
    sheet._ministries.cache_clear()
    yield module["MINISTRY"]
    sheet._ministries.cache_clear()


def test_the_page_s_ministry_reads_a_release(norway):
    got = read({"ministry": None, "published": "2024-03-14", "text":
                "Ministry of Foreign Affairs, Oslo\n\nForeign Minister Kari Eksempel met today with Chilean Foreign Minister Juana "
                "Soto Rey in Oslo. They discussed trade."})  # fmt: skip
    (e,) = got["engagements"]
    assert (got["ministry"], e["kind"], e["date"], e["countries"]) == ("mfa-no", "meeting", "2024-03-14", ["CHL"])
    assert [p["name"] for p in e["principals"]] == ["Kari Eksempel"]


def test_no_ministry_claims_another_s_text():
    for row in ROWS:
        if re.match(r"Office of the Spokesperson|The following is attributable|Foreign, Commonwealth", row["text"]):
            found = ministries.recognise(None, row["text"])
            assert found and found.code == row["ministry"], row["name"]


def test_the_page_names_files_and_commands_that_exist(tmp_path):
    for path in re.findall(r"`((?:etl|tests|data|docs)/[\w./-]+)`", PAGE):
        assert (ROOT / path).exists(), path
    (block,) = re.findall(r"```\npython (.*?)```", PAGE, re.DOTALL)
    parse = block.splitlines()[0].split()
    done = subprocess.run([sys.executable, *parse], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("fcdo-uk") >= 12

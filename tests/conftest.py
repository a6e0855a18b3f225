"""What several tests stand on: the shipped collection, built once a session, and a small world made by hand."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from etl import load  # noqa: E402 (the path must be known first)
from store import connection  # noqa: E402


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped collection, built as a user builds it; CHANCERY_TEST_DB names one built already."""
    if built := os.environ.get("CHANCERY_TEST_DB"):
        return Path(built)
    path = tmp_path_factory.mktemp("built") / "engagements.duckdb"
    subprocess.run([sys.executable, "-m", "etl", "build", "--db", str(path)], cwd=ROOT, check=True, timeout=300)
    return path


@pytest.fixture(scope="session")
def opened(database: Path):
    """A connection to the shipped collection, opened as the dashboard opens it."""
    reading = connection.open_database(connection.version(database))
    yield reading
    reading.close()


SMALL_WORLD = """
    INSERT INTO countries (country, name, region, subregion) VALUES
        ('KAZ', 'Kazakhstan', 'Asia', 'Central Asia'), ('UZB', 'Uzbekistan', 'Asia', 'Central Asia'),
        ('FRA', 'France', 'Europe', 'Western Europe'), ('TUV', 'Tuvalu', 'Oceania', 'Polynesia');
    INSERT INTO organisations VALUES ('EU', 'European Union', 'organisation');
    INSERT INTO kinds VALUES ('meeting', 'Meeting', '-'), ('summit', 'Summit', '-'),
        ('telephone', 'Telephone talk', '-');
    INSERT INTO topics (topic, name, definition) VALUES ('health', 'Health', '-'), ('disarmament', 'Disarmament', '-');
    INSERT INTO builds VALUES ('b', TIMESTAMP '2026-01-02 03:04:05', ['-'], 3, 'r', 'v', 6, 6, 0, 0, 1, 0, 6);
    INSERT INTO releases SELECT 'r' || n, NULL, 'mofa-jp', NULL, 'Title ' || n, DATE '2016-11-09', 'text', '-', 'f'
        FROM range(1, 7) numbers(n);
    INSERT INTO skips (release_id, reason, rule) VALUES ('r6', 'announcement', '-');
    INSERT INTO engagements (engagement_id, release_id, ordinal, kind, date, date_precision, date_basis, doubts) VALUES
        ('kaz2016', 'r1', 1, 'meeting', '2016-11-08', 'day', 'stated', []),
        ('uzb2016', 'r2', 1, 'summit', '2016-02-01', 'month', 'stated', []),
        ('fra2018', 'r3', 1, 'meeting', '2018-05-05', 'day', 'stated', []),
        ('kazfra2018', 'r4', 1, 'telephone', '2018-01-01', 'year', 'stated', []),
        ('eu2018', 'r5', 1, 'meeting', '2018-07-01', 'day', 'stated', []),
        ('undated', 'r5', 2, 'meeting', NULL, 'none', 'none', []);
    INSERT INTO engagement_countries VALUES ('kaz2016', 'KAZ'), ('uzb2016', 'UZB'), ('fra2018', 'FRA'),
        ('kazfra2018', 'KAZ'), ('kazfra2018', 'FRA'), ('eu2018', 'EU'), ('undated', 'KAZ');
    INSERT INTO engagement_topics VALUES ('kaz2016', 'health'), ('kaz2016', 'disarmament'), ('fra2018', 'health'),
        ('undated', 'disarmament');
    INSERT INTO people VALUES ('jpn-ours', 'Hanako Ours', 'JPN', NULL), ('kaz-theirs', 'Aigul Theirs', 'KAZ', NULL);
    INSERT INTO participants (engagement_id, ordinal, side, name, role, level, country, person_id) VALUES
        ('kaz2016', 1, 'principal', 'Ours', 'Minister', 'minister', 'JPN', 'jpn-ours'),
        ('kaz2016', 2, 'counterpart', 'Theirs', 'President', 'head_of_state', 'KAZ', 'kaz-theirs'),
        ('kaz2016', 3, 'counterpart', 'Another', NULL, 'official', 'KAZ', NULL),
        ('uzb2016', 1, 'counterpart', 'Theirs', 'Envoy', 'ambassador', 'KAZ', 'kaz-theirs'),
        ('fra2018', 1, 'principal', 'Ours', 'Foreign Minister', 'foreign_minister', 'JPN', 'jpn-ours');
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A database of six engagements whose every count can be told by eye."""
    path = tmp_path / "small.duckdb"
    write_small_world(path)
    return path


def write_small_world(path: Path) -> None:
    """Makes the small world at `path`."""
    with duckdb.connect(str(path)) as writing:
        writing.execute((ROOT / "store" / "schema.sql").read_text(encoding="utf-8"))
        writing.execute(SMALL_WORLD)
        load.index_texts(writing)


@pytest.fixture(scope="session")
def address(database: Path):
    """The address of a server that shows the shipped collection."""
    from test_browser import serving

    with serving(database) as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests in a browser."""
    import chromium
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.path(), args=list(chromium.ARGUMENTS))
        yield started
        started.close()

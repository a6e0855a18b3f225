"""`build --scheduler`: a build's shards parsed by a real Dask scheduler and workers, each a process of its own."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_build import ROOT, command, content

from etl import build, cluster, shards
from etl.lock import BuildError

sys.path.insert(0, str(ROOT / "bench"))
import generate


class Cluster:
    """A scheduler and two workers; all told in one log."""

    def __init__(self, folder: Path):
        self.log, self.told = folder / "cluster.log", folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address", ":0")
        self.workers = [self._start("worker", "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(2)]

    def _start(self, what: str, *options: str) -> subprocess.Popen:
        with self.log.open("ab") as log:
            return subprocess.Popen([sys.executable, "-m", "dask", what, "--scheduler-file", self.told, *options],
                                    cwd=ROOT, stdout=log, stderr=log)  # fmt: skip

    @property
    def address(self) -> str:
        for _ in range(600):
            if self.told.exists() and self.told.read_text():
                return json.loads(self.told.read_text())["address"]
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Cluster]:
    running = Cluster(tmp_path)
    yield running
    running.end()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    generate.write(tmp_path / "in.jsonl", 4000)
    return tmp_path / "in.jsonl"


def first_shard(database: Path, running: subprocess.Popen) -> None:
    """Waits until a shard of a running build is done."""
    while running.poll() is None and not any(database.with_name(database.name + ".work").glob("shards/*.parquet")):
        time.sleep(0.05)
    assert running.poll() is None, running.communicate()


def test_a_cluster_makes_the_same_database_even_when_a_worker_is_killed(tmp_path, dask, source):
    build.build([source], tmp_path / "home.duckdb")
    running = command(source, "--db", tmp_path / "far.duckdb", "--scheduler", dask.address)
    first_shard(tmp_path / "far.duckdb", running)
    dask.workers[0].kill()
    out, errors = running.communicate(timeout=180)
    assert running.returncode == 0, errors
    assert "new 4000" in out
    assert content(tmp_path / "far.duckdb") == content(tmp_path / "home.duckdb")


def test_a_lost_scheduler_ends_the_build_and_the_next_one_goes_on(tmp_path, dask, source):
    db = tmp_path / "db.duckdb"
    running = command(source, "--db", db, "--scheduler", dask.address)
    first_shard(db, running)
    dask.scheduler.kill()
    _, errors = running.communicate(timeout=180)
    told = errors.strip().splitlines()[-1]
    assert running.returncode == 1 and told.startswith(f"etl: {dask.address}: lost") and "run the same command" in told
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "db.duckdb.work" / "shards").glob("*.parquet")}
    assert kept
    seen = {}
    build.build([source], db, lambda rows, share: seen.update(
        {path: path.stat().st_mtime_ns for path in (tmp_path / "db.duckdb.work" / "shards").glob("*.parquet")}))  # fmt: skip
    assert kept.items() <= seen.items()  # not parsed again
    assert content(db)["releases"][0] == 4000


def test_no_scheduler(tmp_path, source):
    running = command(source, "--db", tmp_path / "db.duckdb", "--scheduler", "tcp://127.0.0.1:9")
    _, errors = running.communicate(timeout=120)
    assert running.returncode == 1
    assert errors.strip().splitlines()[-1].startswith("etl: tcp://127.0.0.1:9: no Dask scheduler answers")
    assert not (tmp_path / "db.duckdb").exists()


def test_a_worker_that_would_read_otherwise_does_not_read(tmp_path, source):
    (shard,) = list(shards.plan([source], ""))[:1]
    with pytest.raises(cluster.Astray, match="other rules or vocabulary"):
        cluster.there("of last week", str(tmp_path), shard, None, tmp_path)
    with pytest.raises(cluster.Astray, match="must share one file system"):
        cluster.there(cluster.rules(), str(tmp_path), shard, None, tmp_path / "elsewhere")


def test_without_dask_the_way_out_is_told(tmp_path, source, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BuildError, match=r"requirements-cluster\.txt"):
        build.build([source], tmp_path / "db.duckdb", scheduler="tcp://127.0.0.1:9")

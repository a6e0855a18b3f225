"""Kills builds with -9 and looks what is left: `python bench/killing.py 20000 --kills 30`.

Each round begins with the same old database, starts a build of synthetic releases, asks the old database every tenth of
a second what it holds, kills the build with its workers' parent at a random moment (every third time one after the new
file has appeared, while it is filled and swapped), asks again, and lets a second build finish. The database
must then hold what an undisturbed build made. Prints a line a round; exit status 1 if any differs.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import generate

ROOT = Path(__file__).resolve().parent.parent
MOMENTS = {"deleted_ids": "EXCLUDE deleted_at", "release_versions": "EXCLUDE replaced_at",
           "builds": "EXCLUDE (built_at, sources)"}  # fmt: skip


def content(database: Path) -> str:
    """A digest of every row of every table, moments of time left out."""
    digest = hashlib.sha256()
    with duckdb.connect(str(database), read_only=True) as db:
        for (table,) in db.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall():
            rows = db.execute(f"SELECT * {MOMENTS.get(table, '')} FROM {table} ORDER BY ALL").fetchall()
            digest.update(repr(rows).encode())
    return digest.hexdigest()[:16]


def start(source: Path, database: Path) -> subprocess.Popen[bytes]:
    """Starts a build with two workers."""
    command = [sys.executable, "-m", "etl", "build", str(source), "--db", str(database), "--workers", "2", "--wait"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)


def disturb(source: Path, database: Path, moment: float, late: bool) -> int:
    """Kills a build `moment` seconds after its start, or (`late`) after the new file has appeared.

    Returns:
        How often the old database answered meanwhile.
    """
    running, begun, answers = start(source, database), time.perf_counter(), 0
    beside = database.with_name(database.name + ".work") / "new.duckdb"
    while time.perf_counter() - begun < moment and running.poll() is None:
        if late and not beside.exists():
            begun = time.perf_counter()
        with duckdb.connect(str(database), read_only=True) as db:
            answers += db.execute("SELECT count(*) FROM engagements").fetchone()[0] > 0  # type: ignore[index]
        time.sleep(0.02 if late else 0.1)
    running.kill()
    running.wait()
    return answers


def main() -> int:
    """Reads the command line and kills."""
    parser = argparse.ArgumentParser(description="Kills builds with -9 and looks what is left.")
    parser.add_argument("count", type=int, nargs="?", default=20_000)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    folder, chance = Path(tempfile.mkdtemp(prefix="killing-")), random.Random(chosen.seed)
    source, old, database = folder / "in.jsonl", folder / "old.duckdb", folder / "db.duckdb"
    try:
        generate.write(source, chosen.count // 10, seed=1)
        start(source, old).wait()
        generate.write(source, chosen.count)
        shutil.copy(old, database)
        begun = time.perf_counter()
        start(source, database).wait()
        length, before, calm = time.perf_counter() - begun, content(old), content(database)
        print(f"undisturbed {length:.1f} s", flush=True)
        failed = 0
        for number in range(1, chosen.kills + 1):
            shutil.copy(old, database)
            late = number % 3 == 0
            moment = chance.uniform(0.0, 0.2 if late else 1.0) * length
            answers = disturb(source, database, moment, late)
            left = {before: "old", calm: "new"}.get(content(database), "DAMAGED")
            good = start(source, database).wait() == 0 and content(database) == calm and left != "DAMAGED"
            failed += not good
            since = "the new file" if late else "the start   "
            print(f"{number:3} killed {moment:5.1f} s after {since}, {answers:4} answers, {left} database after, next "
                  f"build {'the same' if good else 'DIFFERS'}", flush=True)  # fmt: skip
    finally:
        shutil.rmtree(folder)
    print(f"{chosen.kills - failed} of {chosen.kills} as an undisturbed build")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

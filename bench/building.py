"""How long a build takes and how much memory: `python bench/building.py 100000`. Needs psutil.

Builds synthetic releases from nothing, then again with 100 of them changed, then unchanged; prints seconds and the peak
of memory over all processes of the build together (proportional set size: pages that processes share count once).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate
import psutil

ROOT = Path(__file__).resolve().parent.parent


def build(paths: list[Path], database: Path, *options: str) -> tuple[float, float, str]:
    """Runs a build; seconds, peak of memory in MB, what it printed first."""
    command = [sys.executable, "-m", "etl", "build", *map(str, paths), "--db", str(database), *options]
    begun, peak = time.perf_counter(), 0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        family = psutil.Process(running.pid)
        while running.poll() is None:
            peak = max(peak, sum(map(_size, [family, *_children(family)])))
            time.sleep(0.1)
        told = running.stdout.read().splitlines() if running.stdout else []
    if running.returncode:
        raise SystemExit(f"the build failed: exit status {running.returncode}")
    return time.perf_counter() - begun, peak / 1e6, told[0] if told else ""


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def _size(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0


def main() -> int:
    """Reads the command line, builds three times, prints three lines."""
    parser = argparse.ArgumentParser(description="Seconds and memory of a build of synthetic releases.")
    parser.add_argument("count", type=int, nargs="?", default=100_000)
    parser.add_argument("--change", type=int, default=100, metavar="N", help="releases changed before the second run")
    parser.add_argument("--workers", default="2")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="building-"))
    try:
        generate.write(folder / "big.jsonl", chosen.count)
        runs = (("from nothing", 0), (f"{chosen.change} changed", chosen.change), ("unchanged", chosen.change))
        for name, change in runs:
            generate.write(folder / "big.jsonl", chosen.count, change=change)
            seconds, peak, told = build([folder / "big.jsonl"], folder / "big.duckdb", "--workers", chosen.workers)
            print(f"{name:<14} {seconds:7.1f} s  {peak:6.0f} MB  {told}", flush=True)
        sizes = {file.name: file.stat().st_size / 1e6 for file in folder.glob("big.*")}
        print(", ".join(f"{name} {size:.0f} MB" for name, size in sorted(sizes.items())))
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())

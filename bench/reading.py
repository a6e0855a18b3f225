"""How fast the reading is, measured against what one would pick instead, all engines interleaved in one run.

    python bench/reading.py [--rounds 5] [--releases 400]

Prints releases and megabytes a second for each engine on the same texts (the shipped releases, brought to the 3.5 KB of
a real one by joining), the ratio to a byte-level scan with the same vocabulary, start-up to the first record, peak
memory, and whether time grows in proportion to length. spaCy takes part if its small English model is installed.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import ahocorasick_rs

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from etl import assemble, readers, record, vocabulary  # noqa: E402
from etl.records import Release  # noqa: E402

COLLECTION = ROOT / "data" / "releases" / "mofa-jp.jsonl"
SIZE = 3_500  # characters of a real release


def releases(number: int) -> list[Release]:
    """Releases of about a real one's length: each shipped one with the outline of those behind it."""
    shipped = [r for r in readers.read([COLLECTION]) if isinstance(r, Release)]
    found = []
    for n in range(number):
        text, behind = shipped[n % len(shipped)].text, n
        while len(text) < SIZE:
            behind += 1
            text += "\n\n" + shipped[behind % len(shipped)].text.split("\n\n", 4)[-1]
        found.append(replace(shipped[n % len(shipped)], text=text[:SIZE]))
    return found


def engines(texts: list[Release]) -> dict[str, Callable[[], object]]:
    """What is compared, by name; each reads all texts once."""
    phrases = vocabulary.names()._keys + vocabulary.topic_phrases()._keys + vocabulary.roles()._keys
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    scan = ahocorasick_rs.BytesAhoCorasick([p.encode() for p in phrases], matchkind=longest)
    raw = [r.text.encode() for r in texts]
    alternation = re.compile("|".join(re.escape(p) for p in sorted(phrases[:2000], key=len, reverse=True)))
    few = texts[: max(1, len(texts) // 20)]
    found: dict[str, Callable[[], object]] = {
        "full record with evidence and statements": lambda: [record.as_json(assemble.read(r)) for r in texts],
        "byte-level scan, same vocabulary": lambda: [scan.find_matches_as_indexes(b) for b in raw],
        "alternation of 2,000 phrases in re (1/20 of the texts)": lambda: [alternation.findall(r.text) for r in few],
    }
    try:
        import spacy

        pipeline = spacy.load("en_core_web_sm")
        found["spaCy small model (1/20 of the texts)"] = lambda: [pipeline(r.text) for r in few]
    except (ImportError, OSError):
        pass
    return found


def compare(number: int, rounds: int) -> None:
    """Times every engine in turn, round after round, and prints medians of the processor's time."""
    texts = releases(number)
    size = sum(len(r.text.encode()) for r in texts)
    seconds: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, run in engines(texts).items() if not seconds else _ENGINES.items():
            _ENGINES.setdefault(name, run)
            began = time.process_time()
            run()
            seconds.setdefault(name, []).append((time.process_time() - began) * (20 if "1/20" in name else 1))
    scan = statistics.median(seconds["byte-level scan, same vocabulary"])
    print(f"{number} releases of {SIZE} characters, {rounds} rounds, medians")
    for name, found in seconds.items():
        middle = statistics.median(found)
        print(f"{number / middle:>10,.0f} releases/s {size / middle / 1e6:>8.2f} MB/s {scan / middle:>7.1%} of the scan"
              f"   {name}")


_ENGINES: dict[str, Callable[[], object]] = {}


def start_up() -> None:
    """Times `parse` of one release in a fresh process, from its start to its end."""
    one = ROOT / "data" / "releases" / ".bench-one.jsonl"
    one.write_text(COLLECTION.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    try:
        times = []
        for _ in range(7):
            began = time.perf_counter()
            command = [sys.executable, "-m", "etl", "parse", str(one), "--jsonl"]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            times.append(time.perf_counter() - began)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{statistics.median(times):>10.2f} s from start to the first record's end; peak memory {peak:.0f} MB")
    finally:
        one.unlink()


def growth() -> None:
    """Time for a text of one, two, four and eight times the length; in proportion it doubles each time."""
    text = "\n\n".join(r.text for r in releases(30))
    release = releases(1)[0]
    for bait in (text, "Mr. A B, Minister of C, " * 4000, "held a meeting with " * 5000, "1:00 p.m. (" * 9000):
        times = []
        for factor in (1, 2, 4, 8):
            began = time.process_time()
            assemble.read(replace(release, text=bait * factor))
            times.append(time.process_time() - began)
        shown = "  ".join(f"{t * 1000:.0f}" for t in times)
        print(f"{shown} ms for x1 x2 x4 x8 of {len(bait):,} characters ({bait[:24]!r})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--releases", type=int, default=400)
    chosen = parser.parse_args()
    compare(chosen.releases, chosen.rounds)
    start_up()
    growth()

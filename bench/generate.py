"""Makes synthetic releases for benchmarks and kill tests: `python bench/generate.py 100000 -o big.jsonl`.

The texts are our own, in the shape of a ministry's releases: heading, title, date line, a lead sentence with clock,
length, two office-holders, then numbered paragraphs. Nobody in them exists. The same number and seed give the same
bytes on every machine. About one in ten reports no engagement (an announcement). `--change 100` gives the same
releases with 100 of them, spread evenly, saying something else: what comes back after a week.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

COUNTRIES = (
    ("Chile", "Republic of Chile"), ("Kenya", "Republic of Kenya"), ("France", "French Republic"), ("Nepal", "Nepal"),
    ("Laos", "Lao People's Democratic Republic"), ("Kazakhstan", "Republic of Kazakhstan"),
    ("Peru", "Republic of Peru"),
    ("Brazil", "Federative Republic of Brazil"), ("Poland", "Republic of Poland"), ("Oman", "Sultanate of Oman"),
    ("Fiji", "Republic of Fiji"), ("Ghana", "Republic of Ghana"), ("Italy", "Italian Republic"), ("India", "India"),
    ("Latvia", "Republic of Latvia"), ("Egypt", "Arab Republic of Egypt"), ("Canada", "Canada"),
    ("Tonga", "Kingdom of Tonga"),
)  # fmt: skip
GIVEN = ("Aldo", "Bruna", "Corin", "Delia", "Edgar", "Fiona", "Goran", "Hanna", "Ivo", "Jelena", "Karim", "Lidia",
         "Marek", "Nadia", "Oskar", "Petra", "Rafik", "Selma")  # fmt: skip
FAMILY = ("Abarro", "Bellund", "Corvane", "Dastin", "Erland", "Fossart", "Gramov", "Hallstrom", "Ibarne", "Jurevic",
          "Kallio", "Lomasi", "Marante", "Novick")  # fmt: skip
SUBJECTS = (
    "the two countries should deepen their cooperation in disaster risk reduction and share what quakes taught them",
    "the reform of the United Nations Security Council could wait no longer, and both sides would work for it together",
    "companies looked with interest at ports and railways, and quality infrastructure would serve the whole region",
    "North Korea's nuclear and missile development was a grave concern, and the abductions issue called for a solution",
    "students and young researchers were the bridge between the two peoples, and exchange programmes would be widened",
    "energy and mineral resources offered room for investment, once the rules were made clear and lasting",
    "climate change touched island countries first, and support for early warning systems would go on",
    "the tariff negotiations had come to their last chapter, and officials would meet once more before the summer",
    "a free and open maritime order was in the interest of every trading nation, the largest and the smallest",
    "the situation in the Middle East was watched with concern, and humanitarian access was the first thing to secure",
)
ACTS = ("stated that", "explained that", "welcomed the visit and stated that", "responded that",
        "expressed the view that")  # fmt: skip
FIRST_DAY = dt.date(2013, 1, 7)


def release(number: int, seed: int = 0, changed: bool = False) -> dict[str, Any]:
    """One synthetic release: `url`, `ministry`, `title`, `published` (ISO 8601), `text` of about 3 KB."""
    chance = random.Random(f"{seed} {number}")
    short, long = chance.choice(COUNTRIES)
    own, other = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}", f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
    day = FIRST_DAY + dt.timedelta(days=number % 3650)
    title = f"Japan-{short} Foreign Ministers' Meeting"
    minutes = chance.randrange(10, 90, 5) + (90 if changed else 0)
    clock = f"{chance.randrange(1, 12)}:{chance.randrange(10, 60)} p.m."
    date = f"{day:%B} {day.day}"
    if number % 10 == 9:
        lead = (f"{own}, Minister for Foreign Affairs of Japan, will visit {short} from {date} and is scheduled to "
                "hold talks there.")  # fmt: skip
    else:
        lead = (f"On {date}, commencing at {clock} for approximately {minutes} minutes, Mr. {own}, Minister for "
                f"Foreign Affairs of Japan, held a meeting with H.E. Mr. {other}, Minister of Foreign Affairs of the "
                f"{long}. The overview of the meeting is as follows (reference {number}).")  # fmt: skip
    body = [_paragraph(n, chance, own.split()[1], other.split()[1]) for n in range(1, chance.randint(5, 8))]
    if changed:
        body.append("(This page was corrected.)")
    text = "\n\n".join(["Press Releases", title, f"{date}, {day.year}", lead, *body])
    url = f"https://www.mofa.go.jp/press/release/synthetic{seed}_{number:07}.html"
    return {"url": url, "ministry": "mofa-jp", "title": title, "published": day.isoformat(), "text": text}


def releases(count: int, seed: int = 0, change: int = 0) -> Iterator[dict[str, Any]]:
    """Synthetic releases in order, `change` of them changed, spread evenly."""
    step = count // change if change else 0
    for number in range(count):
        yield release(number, seed, bool(step) and number % step == 0)


def write(path: Path, count: int, seed: int = 0, change: int = 0) -> None:
    """Writes releases as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for row in releases(count, seed, change):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _paragraph(number: int, chance: random.Random, own: str, other: str) -> str:
    said = [
        f"Minister {chance.choice((own, other))} {chance.choice(ACTS)} {chance.choice(SUBJECTS)}." for _ in range(3)
    ]
    return f"{number}. {' '.join(said)}"


def main() -> int:
    """Reads the command line and writes the file."""
    parser = argparse.ArgumentParser(description="Makes synthetic releases, one JSON object a line.")
    parser.add_argument("count", type=int, help="how many releases")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.jsonl")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--change", type=int, default=0, metavar="N", help="releases that say something else")
    chosen = parser.parse_args()
    write(chosen.output, chosen.count, chosen.seed, chosen.change)
    return 0


if __name__ == "__main__":
    sys.exit(main())

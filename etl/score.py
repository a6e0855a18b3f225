"""The reading against hand labels, slot by slot: precision, recall, F1 and how far chance may reach.

A label is of a release's first engagement. Names are compared without case, diacritics, order or punctuation; a
counterpart without a name by its country. Slots with one value count an empty one that is rightly empty as right.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from etl import assemble, readers
from etl.ministries import all_ministries
from etl.records import Engagement, Reading, Release
from etl.who import fold

ROOT = Path(__file__).resolve().parent.parent
GOLD, LABELLED = ROOT / "data" / "gold", ROOT / "data" / "releases"
PERIODS = ((2003, 2012), (2013, 2019), (2020, 2030))


class Row(NamedTuple):
    """One slot's score: right, surplus and missing values; `low`..`high` is the 95 % (Wilson) interval of F1's accuracy."""

    ministry: str
    period: str
    slot: str
    n: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float


class Miss(NamedTuple):
    """A label the reading did not meet."""

    release: str
    slot: str
    label: list[Any]
    read: list[Any]


def _name(words: str | None) -> tuple[str, ...]:
    return tuple(sorted(re.findall(r"\w+", fold((words or "").replace("\u2019", "'")))))


def _people(side: str) -> Callable[[dict[str, Any]], list[Any]]:
    def labelled(gold: dict[str, Any]) -> list[Any]:
        return [_name(p["name"]) or (p.get("country") or "",) for p in gold[side]]

    return labelled


_LABEL: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "kind": lambda g: [g["kind"]],
    "date": lambda g: [g["date"]],
    "start_time": lambda g: [g["start_time"]],
    "duration_minutes": lambda g: [g["duration_min"]],
    "principals": _people("principals"),
    "counterparts": _people("counterparts"),
    "countries": lambda g: list(g["countries"]),
    "place_country": lambda g: [(g["place"] or {}).get("country")],
    "place_city": lambda g: [(g["place"] or {}).get("city")],
    "topics": lambda g: list(g["topics"]),
}
_READ: dict[str, Callable[[Engagement], list[Any]]] = {
    "kind": lambda e: [e.kind],
    "date": lambda e: [e.when.date.isoformat() if e.when.date else None],
    "start_time": lambda e: [e.when.start_time],
    "duration_minutes": lambda e: [e.when.duration_minutes],
    "principals": lambda e: [_name(p.name) or (p.country or "",) for p in e.principals],
    "counterparts": lambda e: [_name(p.name) or (p.country or "",) for p in e.counterparts],
    "countries": lambda e: list(e.countries),
    "place_country": lambda e: [e.place.country if e.place else None],
    "place_city": lambda e: [e.place.city if e.place else None],
    "topics": lambda e: list(e.topics),
}
SLOTS = ("engagement", *_LABEL, "whole_record")


class _Tally:
    def __init__(self) -> None:
        self.right = self.surplus = self.missing = self.n = 0

    def add(self, label: list[Any], read: list[Any]) -> bool:
        left = list(read)
        right = 0
        for value in label:
            if value in left:
                left.remove(value)
                right += 1
        self.right += right
        self.surplus += len(left)
        self.missing += len(label) - right
        self.n += 1
        return not left and right == len(label)


def compare(gold: Path, releases: Path) -> tuple[list[Row], list[Miss]]:
    """Scores the reading of `releases` against the labels of `gold`.

    Args:
        gold: JSON Lines, one label a release.
        releases: what the labels are of; matched by address, else by id.

    Returns:
        Rows for all releases, for every ministry and for every period; and every miss.

    Raises:
        ValueError: a line of `gold` is no label.
    """
    tallies: dict[tuple[str, str, str], _Tally] = {}
    misses: list[Miss] = []
    for label, reading in _pairs(gold, releases):
        release = reading.release
        period = _period(label.get("date") or label.get("release_date"))
        for slot, wanted, got in _slots(label, reading):
            for key in ((release.ministry, "all", slot), (release.ministry, period, slot)):
                hit = tallies.setdefault(key, _Tally()).add(wanted, got)
            if not hit and slot != "whole_record":
                misses.append(Miss(release.url or release.id or release.release_id, slot, wanted, got))
    order = {slot: n for n, slot in enumerate(SLOTS)}
    keys = sorted(tallies, key=lambda k: (k[0], k[1] != "all", k[1], order[k[2]]))
    return [_row(*key, tallies[key]) for key in keys], misses


def tables() -> dict[str, list[tuple[Any, ...]]]:
    """Rows for the database's `scores` and `misses`: the shipped collection against each ministry's labels."""
    scores: list[tuple[Any, ...]] = []
    missed: list[tuple[Any, ...]] = []
    for ministry in all_ministries():
        gold = GOLD / f"{ministry}.jsonl"
        if gold.exists() and LABELLED.exists():
            rows, misses = compare(gold, LABELLED)
            scores += [row for row in rows if row.n]
            missed += [(m.release, m.slot, _words(m.label), _words(m.read)) for m in misses]
    return {"scores": scores, "misses": missed}


def _words(values: list[Any]) -> str:
    """Values of a slot as a reader reads them; a name's parts are joined."""
    return "; ".join(" ".join(v) if isinstance(v, tuple) else "" if v is None else str(v) for v in values)


def _reading(release: Release) -> Reading:
    """The reading; one that breaks the parser has read nothing: the build rejects that release, not the score."""
    try:
        return assemble.read(release)
    except Exception:
        return Reading(release)


def _pairs(gold: Path, releases: Path) -> Iterator[tuple[dict[str, Any], Reading]]:
    known: dict[str, Release] = {}
    for given in readers.read([releases]):
        if isinstance(given, Release):
            known.update({key: given for key in (given.url, given.id) if key})
    for number, line in enumerate(gold.read_text(encoding="utf-8").splitlines(), 1):
        try:
            label = json.loads(line)
            release = known.get(label.get("url") or label.get("id") or "")
        except (json.JSONDecodeError, AttributeError):
            raise ValueError(f"{gold}: line {number}: no JSON object: mend the line") from None
        if release is not None:
            yield label, _reading(release)


def _slots(label: dict[str, Any], reading: Reading) -> Iterator[tuple[str, list[Any], list[Any]]]:
    yield "engagement", [label["is_engagement"]], [bool(reading.engagements)]
    if not label["is_engagement"]:
        return
    first = reading.engagements[0] if reading.engagements else None
    whole = True
    for slot in _LABEL:
        wanted = _LABEL[slot](label)
        got = _READ[slot](first) if first else []
        whole = whole and sorted(map(str, wanted)) == sorted(map(str, got))
        yield slot, wanted, got
    yield "whole_record", [True], [whole]


def _period(date: str | None) -> str:
    year = int(date[:4]) if date else 0
    return next((f"{a}-{b}" for a, b in PERIODS if a <= year <= b), "undated")


def _row(ministry: str, period: str, slot: str, t: _Tally) -> Row:
    precision = t.right / (t.right + t.surplus) if t.right + t.surplus else 1.0
    recall = t.right / (t.right + t.missing) if t.right + t.missing else 1.0
    f1 = 2 * t.right / (2 * t.right + t.surplus + t.missing) if t.right + t.surplus + t.missing else 1.0
    low, high = wilson(f1, t.n)
    return Row(ministry, period, slot, t.n, precision, recall, f1, low, high)


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95 % interval of a share seen in n cases (Wilson's)."""
    if not n:
        return 0.0, 1.0
    z = 1.96
    centre = share + z * z / (2 * n)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (centre - spread) / (1 + z * z / n), (centre + spread) / (1 + z * z / n)


def report(gold: Path, releases: Path, with_misses: bool) -> str:
    """The score as a table for a terminal, and every miss where asked for."""
    rows, misses = compare(gold, releases)
    lines = [f"{'ministry':<10}{'period':<11}{'slot':<18}{'n':>5}{'P':>8}{'R':>8}{'F1':>8}   95 %"]
    for r in rows:
        lines.append(
            f"{r.ministry:<10}{r.period:<11}{r.slot:<18}{r.n:>5}{r.precision:>8.3f}{r.recall:>8.3f}{r.f1:>8.3f}"
            f"   {r.low:.3f}-{r.high:.3f}"
        )
    if with_misses:
        lines += [f"{m.slot:<18}{m.release}\n    label {m.label}\n    read  {m.read}" for m in misses]
    return "\n".join(lines)

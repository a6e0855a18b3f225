"""Statements against hand labels: how many are found, and for those found, whether speaker and act are right."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from etl.records import Reading, Statement
from etl.who import fold

ENOUGH = 0.6  # of the union, or of the shorter span, that two spans must share to be one statement


class Tally(NamedTuple):
    """What came of a comparison: labels, statements read, pairs, and of the pairs how many agree."""

    releases: int
    labelled: int
    read: int
    found: int
    speaker: int
    side: int
    act: int

    def row(self) -> dict[str, float]:
        """Counts and rates; a rate of nothing is 0."""
        precision, recall = _rate(self.found, self.read), _rate(self.found, self.labelled)
        f1 = _rate(2 * self.found, self.read + self.labelled)
        return {
            "releases": self.releases, "labelled": self.labelled, "read": self.read, "found": self.found,
            "precision": precision, "recall": recall, "f1": f1, "speaker": _rate(self.speaker, self.found),
            "side": _rate(self.side, self.found), "act": _rate(self.act, self.found),
        }  # fmt: skip


def score(gold_path: Path, readings: Iterable[Reading]) -> dict[str, dict[str, float]]:
    """Compares readings with the labels of `gold_path` (data/gold/statements.jsonl).

    Args:
        gold_path: JSON Lines; each line has `url`, `part`, `statements`.
        readings: of releases among which the labelled ones are; matched by address, others are ignored.

    Returns:
        A row (`Tally.row`) for every part, and one for `all`.

    Raises:
        OSError: the labels cannot be read.
        ValueError: a line is no label.
    """
    labels = {label["url"]: label for label in _labels(gold_path)}
    tallies: dict[str, list[Tally]] = {"all": []}
    for reading in readings:
        label = labels.get(reading.release.url)
        if label:
            statements = [s for e in reading.engagements for s in e.statements]
            tally = compare(label["statements"], statements)
            for part in ("all", label["part"]):
                tallies.setdefault(part, []).append(tally)
    return {part: Tally(*map(sum, zip(*each, strict=True))).row() for part, each in tallies.items() if each}


def compare(labelled: list[dict[str, Any]], read: list[Statement]) -> Tally:
    """Pairs the statements of one release, the best overlap first, and counts what agrees."""
    pairs = pair(labelled, read)
    agree = [
        (fold(label["speaker"]) == fold(s.speaker), label["side"] == s.side, label["act"] == s.act) for label, s in pairs
    ]
    speaker, side, act = (sum(column) for column in zip(*agree, strict=True)) if agree else (0, 0, 0)
    return Tally(1, len(labelled), len(read), len(pairs), speaker, side, act)


def pair(labelled: list[dict[str, Any]], read: list[Statement]) -> list[tuple[dict[str, Any], Statement]]:
    """Labels with the statements that stand where they stand; each is used once, the largest union share first."""
    overlaps = []
    for i, label in enumerate(labelled):
        for j, statement in enumerate(read):
            shared = min(label["end"], statement.end) - max(label["start"], statement.start)
            if shared > 0:
                lengths = label["end"] - label["start"], statement.end - statement.start
                union = shared / (sum(lengths) - shared)
                if max(union, shared / min(lengths)) >= ENOUGH:
                    overlaps.append((union, i, j))
    pairs, used = [], set()
    for _, i, j in sorted(overlaps, key=lambda o: (-o[0], o[1], o[2])):
        if ("label", i) not in used and ("read", j) not in used:
            used |= {("label", i), ("read", j)}
            pairs.append((labelled[i], read[j]))
    return pairs


def _labels(path: Path) -> list[dict[str, Any]]:
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            label = json.loads(line)
            found.append({key: label[key] for key in ("url", "part", "statements")})
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}:{number}: no label of statements ({error})") from None
    return found


def _rate(part: int, whole: int) -> float:
    return part / whole if whole else 0.0

"""Words that say whose people are named next, or were named just before: "From the Iranian side, ..."."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from etl.records import Hit, Sighting

_SIDE = re.compile(r" (?:side|participants?|delegation|delegates|team)\b|'s (?:side|delegation|participants|Ministry)")
_SIDE_BEFORE = re.compile(r"(?:delegation (?:of|from)|that of|side of)(?: the)? $|[Ff](?:rom|or)(?: the)? $")
_REPRESENTED = re.compile(r" (?:was|were) (?:represented|led) by")
_STOP = re.compile(r"(?<![A-Z. ][A-Za-z])(?<!Mr|Dr|Ms)(?<!Mrs|Hon)\. [A-Z(]")
_LETTERS = re.compile(r"[^\W\d_]{2}")
# "A and B from the Japanese side": said behind the people it is said of.
_BEHIND = re.compile(r"(?<!articipants )(?<!ttendees )(?:from|representing|on)(?: the)? $")
_THERE = re.compile(r"(?:^|[.\n)] ?)In(?: the)? $")
_INTRODUCES = re.compile(r" \w+(?::| by\b| were\b| was\b| included\b)")  # "and from the Japanese side by Mr. X"


class Marker(NamedTuple):
    """Words that say whose people are named: "From the Iranian side, ..."; `behind` where they may follow the people."""

    at: int
    country: str
    behind: bool


def find(text: str, start: int, end: int, names: Sequence[Hit]) -> list[Marker]:
    """The places in ``text[start:end]`` that tell whose people stand next, or stood before."""
    found = []
    for hit in names[bisect_left(names, (start,)) : bisect_left(names, (end,))]:
        if hit.end > end or hit.table == "place":
            continue
        before = text[max(start, hit.start - 24) : hit.start]
        if _SIDE.match(text, hit.end):
            behind = bool(_BEHIND.search(before)) and ":" not in text[hit.end : hit.end + 14]
            found.append(Marker(hit.start, hit.value, behind and not _INTRODUCES.match(text, hit.end)))
        elif _heads(text, hit, before):
            found.append(Marker(hit.start, hit.value, False))
    return found


def _heads(text: str, hit: Hit, before: str) -> bool:
    """Whether a country stands in front of its people: "Japan: ...", "3. San Marino", "the delegation of Spain was led by"."""
    if _alone(text, hit) or _REPRESENTED.match(text, hit.end):
        return True
    if text.startswith(",", hit.end) and _THERE.search(before):
        return True  # "(2) In the United Arab Emirates, she held talks with Deputy Prime Minister X"
    if text.startswith(":", hit.end):
        return not before.strip() or before.rstrip().endswith(("(", ".", ";", "The", "the"))
    return bool(_SIDE_BEFORE.search(before)) and ("elegation" in before or text.startswith(",", hit.end) or "that of" in before)


def _alone(text: str, hit: Hit) -> bool:
    """Whether a country is all that its line says: "3. San Marino" heads what happened there."""
    start = text.rfind("\n", 0, hit.start) + 1
    end = text.find("\n", hit.end)
    return not (_LETTERS.search(text, start, hit.start) or _LETTERS.search(text, hit.end, end if end >= 0 else len(text)))


def countries(text: str, sightings: Sequence[Sighting], found: Sequence[Marker]) -> list[str | None]:
    """For every sighting the country that a marker gives it: the one in front, else the one behind in its sentence."""
    given: list[str | None] = [None] * len(sightings)
    steps = sorted([(s.written[0], n, None) for n, s in enumerate(sightings)] + [(m.at, -1, m) for m in found], key=lambda x: x[0])
    current: Marker | None = None
    waiting: list[int] = []
    last = 0
    for at, n, marker in steps:
        if _sentence_between(text, last, at):
            waiting = []
            current = current if current and text.startswith("\n", text.rfind("\n", 0, at)) and not current.behind else None
        last = at
        if marker is None:
            given[n] = current.country if current else None
            waiting += [n] if current is None and sightings[n].country is None else []
        elif marker.behind and waiting:
            for m in waiting:
                given[m] = marker.country
            waiting, current = [], None
        else:
            current = marker
    return given


def _sentence_between(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return "\n\n" in between or (". " in between and bool(_STOP.search(between)))

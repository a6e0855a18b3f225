"""State Department releases read twice: simple patterns read the title, the parser reads the body alone.

The two are independent witnesses, so their agreement measures the reading on real text without hand labels:

    python bench/title_and_body.py releases.jsonl [--misses]

A title that names form ("Call with", "Meeting with") and counterpart's country must find both again in the body; a
title that names no contact at all (statement, national day, briefing, travel, designation) must yield no engagement.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from etl import assemble, readers, vocabulary
from etl.records import Reading, Release

_CALL = re.compile(r"\b(?:Calls?|Conversations?) (?:[Ww]ith|[Tt]o)\b|\bPhone Call\b|\bSpeaks [Ww]ith\b")
_MEETING = re.compile(r"\b(?:Meetings?|Meets?) [Ww]ith\b")
_TRANSCRIPT = re.compile(
    r"^Remarks|^Briefing|^Department Press|^Joint |^Interview|Before (?:Their|His|Her|the)\b|Before Meeting|Remarks\b|"
    r"Press Avail|Statements? to the Press|Press Statement|After (?:Their|His|Her)\b|Meet and Greet|^Statement|"
    r"^Readout of Press|\bTo Meet\b|Will Meet"
)
# Words of a title that may stand for a contact without naming its form plainly: nobody's witness.
_MAYBE = re.compile(
    r"\b(?:Call(?:s|ed)?|Meet(?:s|ings?)?|Met|Dialogues?|Consultations?|Talks?|Conversations?|Participat\w+|Visit(?:s|ed)?|Trip|"
    r"Discussions?|Trilateral|Engage\w*|Ministerial|Summit|Conference|Speaks?|Spoke|Hosts?|Travels|Returns?|Roundtable|"
    r"Signs?|Launch\w*|Joins|Chairs|Concludes|Readout|Working Group|Commission|Forum|Communiqué|"
    r"Announcing|Signing|Delegation)\b"
)
_SURELY_NONE = re.compile(
    r"National Day|Independence Day|Statehood|Anniversary|Statement|Press|Briefing|Remarks|Sanction|Designat|"
    r"Public Schedule|Travel"
)
_ON = re.compile(r" (?:for|on|to|in|at|from|against|During|in the|on the|Before|Visiting)(?: the)? $")


class Witness(NamedTuple):
    """What one witness says: `call`, `meeting`, `none` or `unclear`, and the countries of the other side."""

    form: str
    countries: frozenset[str]


def title_says(title: str) -> Witness:
    """What a title names, by simple patterns."""
    title = title.replace("\xa0", " ").replace("\u2019", "'")
    if _TRANSCRIPT.search(title) and not re.search(r"^Joint .*(?:Meeting|Call) with", title):
        return Witness("none", frozenset())
    form = "call" if _CALL.search(title) else "meeting" if _MEETING.search(title) else ""
    if not form:
        return Witness("unclear" if _MAYBE.search(title) and not _SURELY_NONE.search(title) else "none", frozenset())
    named = (_CALL if form == "call" else _MEETING).search(title)
    return Witness(form, frozenset(_countries(title, named.start() if named else 0)))


def _countries(title: str, start: int) -> Iterator[str]:
    """The country or body named first of each person after "with"; what an office deals with is passed over."""
    last = None
    for hit in vocabulary.names().find(title):
        if hit.start < start or hit.table == "place" or hit.value == "USA":
            continue
        if last is not None and not re.search(r" and |,", title[last:hit.start]):
            continue
        if last is not None and _ON.search(title, 0, hit.start):
            continue
        last = hit.end
        yield hit.value


def body_says(reading: Reading) -> Witness:
    """What the parser made of the body."""
    if not reading.engagements:
        return Witness("none", frozenset())
    first = reading.engagements[0]
    form = "call" if first.kind in ("telephone", "video") else "meeting"
    return Witness(form, frozenset(first.countries))


def without_title(release: Release) -> Release:
    """The release as if its title had never been known: neither given nor standing in its text nor in its address."""
    text = release.text
    if release.title and text.startswith(release.title):
        text = text[len(release.title) :].lstrip()
    return replace(release, title=None, url=None, text=text)


class Case(NamedTuple):
    """A release with both witnesses."""

    release: Release
    title: Witness
    body: Witness
    reading: Reading


def cases(paths: list[Path]) -> Iterator[Case]:
    """Every release of State in the files, read twice."""
    for release in readers.read(paths):
        if isinstance(release, Release) and release.title and release.ministry == "state-us":
            reading = assemble.read(without_title(release))
            yield Case(release, title_says(release.title), body_says(reading), reading)


def agrees(case: Case) -> bool:
    """Whether form and countries are the same; a virtual meeting is a call and a meeting."""
    same = case.title.form == case.body.form or any(e.kind == "video" for e in case.reading.engagements[:1])
    return same and case.title.countries == case.body.countries


def measure(found: list[Case]) -> tuple[list[Case], list[Case]]:
    """The cases whose title names both, and those whose title names no contact."""
    both = [c for c in found if c.title.form in ("call", "meeting") and c.title.countries]
    return both, [c for c in found if c.title.form == "none"]


def main() -> int:
    """Prints both shares, and what disagrees where asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--misses", action="store_true", help="list what disagrees")
    chosen = parser.parse_args()
    both, none = measure(list(cases(chosen.paths)))
    agreed = [c for c in both if agrees(c)]
    quiet = [c for c in none if c.body.form == "none"]
    print(f"form and country agree     {len(agreed):5} of {len(both):5}  {len(agreed) / max(1, len(both)):.3f}")
    print(f"no contact, no engagement  {len(quiet):5} of {len(none):5}  {len(quiet) / max(1, len(none)):.3f}")
    if chosen.misses:
        for case in [c for c in both if not agrees(c)] + [c for c in none if c.body.form != "none"]:
            skip = case.reading.skip.reason if case.reading.skip else ""
            print(f"\n{case.release.title}\n  title {_shown(case.title)}   body {_shown(case.body)}   {skip}")
    return 0


def _shown(witness: Witness) -> str:
    return f"{witness.form} {'+'.join(sorted(witness.countries)) or '-'}"


if __name__ == "__main__":
    sys.exit(main())

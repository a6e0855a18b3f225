"""What the vocabulary does not know yet, in the shape of the rows one would add; and rows that nothing used."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from etl import assemble, readers, vocabulary, who
from etl.records import Person, Reading, Release

_CITY = re.compile(r"\b(?:visiting|in|at) (?P<city>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?), (?:the )?$")

_NO_CITY = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December|East|West|South|North|Africa)\b")


def report(paths: list[Path], most: int = 40) -> str:
    """Rows for the vocabulary that the releases of `paths` ask for.

    Args:
        paths: files and folders of releases.
        most: how many rows of each table to show, the most frequent first.

    Returns:
        Sections, one for each table, each with CSV rows and how often they were wanted.
    """
    readings = [assemble.read(r) for r in readers.read(paths) if isinstance(r, Release)]
    people = [p for reading in readings for e in reading.engagements for p in (*e.principals, *e.counterparts)]
    sections = [
        ("roles.csv: offices that no row knows (phrase,level,country)", _roles(people)),
        ("officials.csv: people of the publishing sides without a term (person_id,name,family,given,variants,office,country)",
         _officials(readings)),
        ("places.csv: cities named beside a country that no row knows (place,country)", _cities(readings)),
        ("one person or two? names of one country of which one holds the other (not merged)", _doubles(people)),
        ("titles without a word for the kind of contact", _kindless(readings)),
    ]  # fmt: skip
    return "\n\n".join(_section(heading, found, most) for heading, found in [*sections, ("rows that nothing used", _unused())])


def _section(heading: str, found: Counter[str], most: int) -> str:
    lines = [f"{number:>5}  {row}" for row, number in found.most_common(most)]
    rest = len(found) - len(lines)
    return "\n".join([f"# {heading}: {len(found)}", *lines, *([f"       and {rest} more"] if rest > 0 else [])])


def _row(*cells: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(cells)
    return stream.getvalue()


def _roles(people: Iterable[Person]) -> Counter[str]:
    return Counter(_row(p.role, "official", "") for p in people if p.role and not vocabulary.roles().find(p.role))


def _officials(readings: Iterable[Reading]) -> Counter[str]:
    found: Counter[str] = Counter()
    for reading in readings:
        for p in (p for e in reading.engagements for p in e.principals):
            if p.name and p.country and who.official(p.name, p.country, p.level) is None:
                words = p.name.split()
                # Names are printed family first where the family name is in capitals, given name first elsewhere.
                family = next((w for w in words if w.isupper() and len(w) > 2), words[-1])
                given = " ".join(w for w in words if w != family)
                row = _row(p.person_id or "", f"{given} {family.title()}", family.title(), given, "", p.role or "", p.country)
                found[row] += 1
    return found


def _cities(readings: Iterable[Reading]) -> Counter[str]:
    found: Counter[str] = Counter()
    for reading in readings:
        text = reading.release.text
        for hit in vocabulary.names().find(text):
            m = _CITY.search(text, max(0, hit.start - 60), hit.start) if hit.table == "country" else None
            if m and m["city"] not in vocabulary.venues() and not _NO_CITY.match(m["city"]):
                found[_row(m["city"], hit.value)] += 1
    return found


def _doubles(people: Iterable[Person]) -> Counter[str]:
    """Names of one country where all words of the shorter stand in the longer: perhaps one person, never merged unasked."""
    by_country: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for p in people:
        if p.name and p.country and p.person_id and len(p.name.split()) > 1:
            by_country[p.country][p.person_id] = set(who.fold(p.name).split())
    found: Counter[str] = Counter()
    for country, persons in by_country.items():
        for one, words in persons.items():
            for other, more in persons.items():
                if one != other and words < more:
                    found[_row(country, one, other)] += 1
    return found


def _kindless(readings: Iterable[Reading]) -> Counter[str]:
    titles = (r.release.title for r in readings if r.skip and r.skip.reason == "no_contact" and r.release.title)
    return Counter(titles)


def _unused() -> Counter[str]:
    """How many rows of each phrase table no text of this run contained."""
    tables = {
        "names (countries, organisations, places)": vocabulary.names(), "roles": vocabulary.roles(),
        "honorifics": vocabulary.honorifics(), "topic phrases": vocabulary.topic_phrases(), "contacts": vocabulary.contacts(),
    }  # fmt: skip
    return Counter({f"{name}: e.g. {_some(phrases.unused())}": len(phrases.unused()) for name, phrases in tables.items()})


def _some(phrases: list[str]) -> str:
    return ", ".join(phrases[:6])

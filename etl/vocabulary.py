"""Reads data/vocabulary, refuses what contradicts itself, finds its phrases in texts, remembers which served.

Words live in CSV; this module is the only one that opens those files. A phrase stands in one row of one table; twice
is an error that names file and line. Matching: longest first, whole words, case as written (topics: any case).
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import ahocorasick_rs

from etl.records import Hit

FOLDER = Path(__file__).resolve().parent.parent / "data" / "vocabulary"


class VocabularyError(ValueError):
    """A vocabulary table contradicts itself; the message says file, line and what to mend."""


class Country(NamedTuple):
    """A row of countries.csv."""

    country: str
    name: str
    capital: str
    time_zone: str
    region: str
    subregion: str


class Venue(NamedTuple):
    """A row of places.csv: a city, a region or a building."""

    place: str
    country: str
    time_zone: str
    sort: str
    city: str


class Term(NamedTuple):
    """An office held by a person, [start, end); end None: still held when the table was checked."""

    person_id: str
    name: str
    family: str
    given: str
    office: str
    country: str
    start: dt.date
    end: dt.date | None


def rows(table: str) -> list[dict[str, str]]:
    """The rows of data/vocabulary/<table>.csv as written, every value a string.

    Raises:
        VocabularyError: the file is missing or a row has more or fewer cells than the header.
    """
    path = FOLDER / f"{table}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            header, *lines = [*csv.reader(stream)] or [[]]  # a DictReader takes several times as long
    except OSError as error:
        raise VocabularyError(f"{path}: cannot be read ({error.strerror}): restore it from the repository") from None
    lines = [line for line in lines if line]
    for number, line in enumerate(lines, 2):
        if len(line) != len(header):
            raise VocabularyError(f"{path}:{number}: the row has not as many cells as the header: mend its commas")
    return [dict(zip(header, line, strict=True)) for line in lines]


def distinct(table: str, column: str) -> list[dict[str, str]]:
    """The rows of a table in which no value of `column` may stand twice.

    Raises:
        VocabularyError: with the file and both lines.
    """
    seen: dict[str, int] = {}
    found = rows(table)
    for number, row in enumerate(found, 2):
        first = seen.setdefault(row[column], number)
        if first != number:
            raise VocabularyError(
                f"{FOLDER / table}.csv:{number}: {column} {row[column]!r} stands in line {first} already: keep one"
            )
    return found


class Phrases:
    """Phrases of one or more tables, compiled into one automaton; finds them as whole words, longest first."""

    def __init__(self, entries: Iterable[tuple[str, str, str]], fold: bool = False) -> None:
        """Compiles (phrase, table, value) entries; `fold` matches regardless of case.

        Raises:
            VocabularyError: a phrase stands for two values.
        """
        self._fold = fold
        self._entries: dict[str, tuple[str, str]] = {}
        for phrase, table, value in entries:
            key = phrase.lower() if fold else phrase
            if self._entries.setdefault(key, (table, value)) != (table, value):
                raise VocabularyError(
                    f"{phrase!r} stands for {self._entries[key][1]} ({self._entries[key][0]}) and for "
                    f"{value} ({table}): keep one row"
                )
        self._keys = list(self._entries)
        self._values = list(self._entries.values())
        self._used = bytearray(len(self._keys))
        self._automaton = ahocorasick_rs.AhoCorasick(self._keys, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def unused(self) -> list[str]:
        """The phrases that no text searched so far contained, in the tables' order."""
        return [phrase for phrase, used in zip(self._keys, self._used, strict=True) if not used]

    def find(self, text: str) -> list[Hit]:
        """The phrases that stand in `text` as whole words, in order, none overlapping another."""
        if self._fold:
            lowered = text.lower()
            # A few letters (İ) grow when lowered; then every offset behind them would be wrong.
            text = lowered if len(lowered) == len(text) else "".join(c.lower()[0] for c in text)
        hits = []
        padded = f" {text} "  # so that every letter has neighbours
        values, used, make = self._values, self._used, tuple.__new__  # a NamedTuple's own constructor costs twice as much
        for key, start, end in self._automaton.find_matches_as_indexes(text):
            if (padded[start].isalnum() and text[start].isalnum()) or (padded[end + 1].isalnum() and padded[end].isalnum()):
                continue
            used[key] = 1
            table, value = values[key]
            if table != "none":
                hits.append(make(Hit, (start, end, table, value)))
        return hits


@functools.cache
def countries() -> dict[str, Country]:
    """Countries by ISO 3166-1 alpha-3."""
    return {r["country"]: Country(*(r[c] for c in Country._fields)) for r in distinct("countries", "country")}


@functools.cache
def organisations() -> dict[str, str]:
    """Names of organisations and groups by acronym."""
    return {r["organisation"]: r["name"] for r in distinct("organisations", "organisation")}


@functools.cache
def groups() -> frozenset[str]:
    """Acronyms of groups of states, whose members meet under their name."""
    return frozenset(r["organisation"] for r in rows("organisations") if r["sort"] == "group")


@functools.cache
def venues() -> dict[str, Venue]:
    """Cities, regions and buildings by name."""
    return {r["place"]: Venue(*(r[c] for c in Venue._fields)) for r in distinct("places", "place")}


@functools.cache
def of_several_zones() -> frozenset[str]:
    """Countries that keep several clocks: the country alone does not tell the time zone."""
    return frozenset(r["country"] for r in distinct("several_zones", "country"))


@functools.cache
def names() -> Phrases:
    """Phrases for countries (table `country`), organisations (`organisation`) and places (`place`)."""
    country_rows = [(r["phrase"], r["sort"], r["country"]) for r in distinct("country_phrases", "phrase")]
    taken = {phrase for phrase, _, _ in country_rows}
    organisation_rows = distinct("organisation_phrases", "phrase")
    entries = [(p, "demonym" if sort == "demonym" else "country", value) for p, sort, value in country_rows]
    entries += [(r["phrase"], "organisation", r["organisation"]) for r in organisation_rows]
    # A city-state's name (Singapore, Luxembourg) is read as the country; where it was held follows from that.
    entries += [(p, "place", p) for p in venues() if p not in taken]
    # "South China Sea" is found first, longest as it is, and so does not name China.
    entries += [(r["phrase"], "none", "") for r in distinct("not_countries", "phrase")]
    return Phrases(entries)


@functools.cache
def contacts() -> Phrases:
    """Words that report a contact: verbs (table `verb`, value their sort) and nouns (table `noun`, value the kind)."""
    entries = [(r["phrase"], "verb", r["sort"]) for r in distinct("contact_verbs", "phrase")]
    return Phrases([*entries, *((r["phrase"], "noun", r["kind"]) for r in distinct("contact_nouns", "phrase"))], True)


@functools.cache
def roles() -> Phrases:
    """Phrases for offices; the value is the level."""
    return Phrases((r["phrase"], "role", r["level"]) for r in distinct("roles", "phrase"))


_LEVELS = ("head_of_state", "head_of_government", "foreign_minister", "organisation_head", "minister", "vice_minister",
           "legislator", "ambassador", "official", "other")  # fmt: skip


def highest(role: str, hits: Sequence[Hit]) -> str:
    """The level of a role's first office, raised by a higher one joined to it with "and", a comma, a slash, a bracket.

    "Special Advisor to the President" is no president. `hits` are those of `roles()` in `role`, in order.
    """
    if not hits:
        return "other"
    joined = [h for h in hits if h is hits[0] or role[: h.start].endswith((" and ", ", ", "/", "; ", "("))]
    return min((h.value for h in joined), key=_LEVELS.index)


@functools.cache
def role_countries() -> dict[str, str]:
    """Offices that exist in one country only, by phrase: a Secretary of State with no country named is the USA's."""
    return {r["phrase"]: r["country"] for r in rows("roles") if r["country"]}


@functools.cache
def honorifics() -> Phrases:
    """What stands before a name (`honorific`) or behind it (`postnominal`) without being part of it."""
    return Phrases((r["phrase"], r["sort"], r["sort"]) for r in distinct("honorifics", "phrase"))


@functools.cache
def not_names() -> frozenset[str]:
    """Capitalised words that begin no person's name."""
    return frozenset(r["word"] for r in distinct("not_names", "word"))


@functools.cache
def bystanders() -> tuple[str, ...]:
    """What stands in front of somebody who is named but did not take part, lower case, as `str.endswith` wants it."""
    return tuple(f" {r['phrase']}" for r in distinct("bystanders", "phrase"))


@functools.cache
def guests() -> tuple[str, ...]:
    """Words for groups whose members nobody names."""
    return tuple(r["phrase"] for r in distinct("guests", "phrase"))


@functools.cache
def office_words() -> frozenset[str]:
    """Words of which offices and their fields are made, besides those of roles."""
    return frozenset(r["word"] for r in distinct("office_words", "word"))


@functools.cache
def skip_phrases() -> Phrases:
    """Phrases of titles that announce what is no engagement; the value is the reason."""
    return Phrases(((r["phrase"], "skip", r["reason"]) for r in distinct("skip_phrases", "phrase")), True)


@functools.cache
def topic_phrases() -> Phrases:
    """Phrases of topics, in any case; the value is `code` or `code:strength`."""
    found = [(r["phrase"], f"{r['topic']}:{r['strength']}") for r in distinct("topic_phrases", "phrase")]
    # A phrase of mere context only hides the words in it.
    return Phrases(((phrase, "none" if value == "none:context" else "topic", value) for phrase, value in found), True)


@functools.cache
def speech() -> Phrases:
    """Verbs of speech (table: their sort, value: the act) and words for speakers (table `title`, `both`, …), any case."""
    entries = [(r["phrase"], r["sort"], r["act"]) for r in distinct("speech_verbs", "phrase")]
    return Phrases(entries + [(r["phrase"], r["sort"], r["value"]) for r in distinct("speakers", "phrase")], True)


@functools.cache
def terms() -> tuple[Term, ...]:
    """Terms of office of officials.csv, in the table's order."""
    return tuple(
        Term(
            r["person_id"], r["name"], r["family"], r["given"], r["office"], r["country"],
            dt.date.fromisoformat(r["term_start"]),
            dt.date.fromisoformat(r["term_end"]) if r["term_end"] else None,
        )
        for r in rows("officials")
    )  # fmt: skip


@functools.cache
def families() -> dict[str, tuple[Term, ...]]:
    """Terms of office by family name in lower case, every known romanisation of it."""
    found: dict[str, list[Term]] = {}
    for row, term in zip(rows("officials"), terms(), strict=True):
        for family in {row["family"], *filter(None, row["variants"].split("|"))}:
            found.setdefault(family.lower(), []).append(term)
    return {family: tuple(held) for family, held in found.items()}


@functools.cache
def office_names() -> dict[str, str]:
    """Offices as printed over the years, and under which name officials.csv has them."""
    return {r["phrase"]: r["office"] for r in distinct("office_names", "phrase")}


@functools.cache
def address_series() -> dict[str, tuple[tuple[int, dt.date], ...]]:
    """Known (running number, date published) of web addresses by prefix, in order."""
    found: dict[str, list[tuple[int, dt.date]]] = {}
    for r in rows("address_series"):
        if ";" in r["source"]:
            continue
        found.setdefault(r["prefix"], []).append((int(r["number"]), dt.date.fromisoformat(r["published"])))
    return {prefix: tuple(sorted(points)) for prefix, points in found.items()}


@functools.cache
def addresses_used_twice() -> dict[str, tuple[int, int, dt.date, dt.date]]:
    """Prefixes whose numbers started again: first and last number used twice, first and last date seen there."""
    found: dict[str, list[tuple[int, dt.date]]] = {}
    for r in rows("address_series"):
        if "used twice" in r["source"]:
            found.setdefault(r["prefix"], []).append((int(r["number"]), dt.date.fromisoformat(r["published"])))
    return {
        prefix: (min(n for n, _ in points), max(n for n, _ in points), min(d for _, d in points), max(d for _, d in points))
        for prefix, points in found.items()
    }


@functools.cache
def security_council() -> dict[str, tuple[tuple[int, int], ...]]:
    """Elected terms on the UN Security Council by country: first and last year."""
    found: dict[str, list[tuple[int, int]]] = {}
    for r in rows("unsc_terms"):
        found.setdefault(r["country"], []).append((int(r["term_start"][:4]), int(r["term_end"][:4])))
    return {country: tuple(spans) for country, spans in found.items()}


@functools.cache
def fingerprint() -> str:
    """A digest of every vocabulary file; another one means that texts may read differently."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]

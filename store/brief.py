"""The bilateral brief: what a desk officer is handed before a meeting, in figures and lines, each with its release.

Counts come from the same queries as the pages. Every line of text carries the number of the release it was read from.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd
from duckdb import DuckDBPyConnection as Cursor

from store import citation, provenance, queries
from store.selection import Names, Selection
from store.tables import ENGAGEMENTS, PUBLISHER

LINES, RECENT = 8, timedelta(days=3 * 365)
# Acts of statements that ask for something; whether it was given, no release says.
REQUESTS = ("request", "propose")
HELD = {"home": "at home", "there": "in their country", "third": "in a third country", "wire": "by telephone or video",
        "unknown": "place not known"}


class Line(NamedTuple):
    """One line of the brief and the number of its source."""

    text: str
    source: int


class Source(NamedTuple):
    """A release a line was read from."""

    number: int
    title: str
    url: str
    day: str
    own_form: str


class Brief(NamedTuple):
    """All that the paper says; `topics` are (name, recent engagements, earlier engagements)."""

    title: str
    period: str
    lead: str
    turn: str
    last: list[Line]
    topics: list[tuple[str, int, int]]
    said: dict[str, list[Line]]
    requests: list[Line]
    balance: list[tuple[str, int]]
    kinds: list[tuple[str, int]]
    sources: list[Source]
    citation: str
    note: str


class Unbriefed(ValueError):
    """There is nothing to write a brief from; the message says so."""


def of(cursor: Cursor, selection: Selection) -> Brief:
    """The brief of a selection of one country or organisation (and years, and more).

    Raises:
        Unbriefed: the selection is not of one country, or nothing in it matches.
    """
    names = provenance.known_names(cursor)
    if len(selection.countries) != 1 or selection.regions:
        raise Unbriefed("a brief is of one country or organisation")
    totals = queries.totals(cursor, selection).iloc[0]
    if not totals.engagements:
        raise Unbriefed(f"no engagement matches: {selection.sentence(names)}")
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE chosen AS {ENGAGEMENTS}", selection.values())
    notes = _Notes(cursor)
    last = [Line(_engagement(row, names), notes.number(row.release_id))
            for row in queries.engagements(cursor, selection, LINES).itertuples()]
    turn = (totals.last_date.date() if pd.notna(totals.last_date) else provenance.today()) - RECENT
    about = provenance.about(cursor, "engagements", selection, "brief", int(totals.engagements))
    said = {side: _statements(cursor, notes, side) for side in ("principal", "counterpart")}
    kinds = queries.engagements_by_kind(cursor, selection)
    return Brief(
        names[("countries", selection.countries[0])], selection.sentence(names), _lead(totals), _day(turn), last,
        _topics(cursor, turn), said, _statements(cursor, notes, None), _balance(cursor, selection.countries[0]),
        [(row.name, int(row.engagements)) for row in kinds.itertuples(index=False)], notes.sources, about["citation"],
        about["warning"])


class _Notes:
    """Numbers releases in the order in which lines first need them."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.numbers: dict[str, int] = {}
        self.sources: list[Source] = []

    def number(self, release_id: str) -> int:
        if release_id not in self.numbers:
            ((ministry, title, url, published),) = self.cursor.execute(
                "SELECT ministry, title, url, published FROM releases WHERE release_id = ?", [release_id]).fetchall()
            self.numbers[release_id] = len(self.numbers) + 1
            own = citation.source(ministry, url, provenance.today())
            self.sources.append(Source(len(self.numbers), title or release_id, url or "", _day(published), own))
        return self.numbers[release_id]


def _engagement(row: Any, names: Names) -> str:
    people = "; ".join(part for part in (row.principals, row.counterparts) if isinstance(part, str)).replace("; ", ", ")
    place = row.place_city if isinstance(row.place_city, str) else names.get(("countries", row.place_country), "")
    length = f", {int(row.duration_minutes)} min" if pd.notna(row.duration_minutes) else ""
    kind = names.get(("kinds", row.kind), row.kind)
    when = _day(row.date.date() if pd.notna(row.date) else None, row.date_precision)
    return f"{when}: {kind}{f', {place}' if place else ''}{length}. {people}".rstrip(". ") + "."


def _lead(totals: pd.Series) -> str:
    ends = (totals.first_date, totals.last_date) if pd.notna(totals.last_date) else ()
    span = f", {' to '.join(_day(end.date()) for end in ends)}" if ends else ""
    undated = f"; {int(totals.undated)} undated" if totals.undated else ""
    return (f"{int(totals.engagements)} engagement{'' if totals.engagements == 1 else 's'} on record in "
            f"{int(totals.releases)} release{'' if totals.releases == 1 else 's'}{span}{undated}.")


def _topics(cursor: Cursor, turn: date) -> list[tuple[str, int, int]]:
    return cursor.execute("""
        SELECT t.name, count(*) FILTER (e.date >= $turn) AS recent, count(*) FILTER (e.date < $turn) AS earlier
        FROM engagement_topics et SEMI JOIN chosen USING (engagement_id) JOIN topics t USING (topic)
        JOIN engagements e ON e.engagement_id = et.engagement_id
        GROUP BY t.name ORDER BY recent DESC, earlier DESC, t.name LIMIT 10""", {"turn": turn}).fetchall()


def _statements(cursor: Cursor, notes: _Notes, side: str | None) -> list[Line]:
    found = cursor.execute("""
        SELECT e.date, s.speaker, s.text, e.release_id
        FROM statements s SEMI JOIN chosen USING (engagement_id) JOIN engagements e USING (engagement_id)
        WHERE CASE WHEN $side IS NULL THEN s.act IN (SELECT unnest($requests)) ELSE s.side = $side END
        ORDER BY e.date DESC NULLS LAST, e.engagement_id, s.ordinal LIMIT 5""",
        {"side": side, "requests": list(REQUESTS)}).fetchall()
    return [Line(f"{_day(day)}, {speaker}: {_short(text)}", notes.number(release))
            for day, speaker, text, release in found]


def _balance(cursor: Cursor, country: str) -> list[tuple[str, int]]:
    found = dict(cursor.execute(f"""
        SELECT CASE WHEN e.kind IN ('telephone', 'video') THEN 'wire' WHEN e.place_country IS NULL THEN 'unknown'
                    WHEN e.place_country = $country THEN 'there' WHEN e.place_country = home.country THEN 'home'
                    ELSE 'third' END AS held, count(*)
        FROM engagements e SEMI JOIN chosen USING (engagement_id) JOIN releases r USING (release_id)
        LEFT JOIN {PUBLISHER} home ON home.ending = string_split(r.ministry, '-')[-1]
        GROUP BY ALL""", {"country": country}).fetchall())
    return [(words, found.get(held, 0)) for held, words in HELD.items()]


def _day(day: date | None, precision: str = "day") -> str:
    if day is None:
        return "undated"
    return {"month": f"{day:%b %Y}", "year": f"{day:%Y}"}.get(precision, f"{day.day} {day:%b %Y}")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 220 else f"{text[:217].rsplit(' ', 1)[0]} …"

"""The nouns of the house: what a release is, what was found in it, what became of it. All frozen.

Offsets are code points into the release's settled text, `end` exclusive: ``text[start:end]`` is the quote.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple


class Mention(NamedTuple):
    """One piece of evidence: the slot it fills, the value read, the span it was read from, the rule that read it."""

    slot: str
    value: str
    start: int
    end: int
    rule: str


class Hit(NamedTuple):
    """A phrase of the vocabulary standing in a text: where, from which table, with which value."""

    start: int
    end: int
    table: str
    value: str


class Sighting(NamedTuple):
    """A person, or an office without its holder's name, seen in a text; spans are (start, end).

    `written` covers honorifics and name, `name` the bare name, `role` the office, `allegiance` the words that say for
    whom the office is held. `country` is an ISO code or an organisation's acronym.
    """

    name: str | None
    written: tuple[int, int]
    name_span: tuple[int, int] | None
    role: str | None
    role_span: tuple[int, int] | None
    level: str
    country: str | None
    organisation: str | None
    allegiance: tuple[int, int] | None
    end: int
    rule: str


class DateWords(NamedTuple):
    """A date as printed; `year` and `weekday` (0 Monday) only where printed."""

    year: int | None
    month: int
    day: int
    weekday: int | None
    start: int
    end: int
    rule: str


class ClockWords(NamedTuple):
    """A clock time as printed, 24 hours; `label` says whose time where printed: local, japan."""

    hour: int
    minute: int
    label: str | None
    start: int
    end: int
    rule: str


class DurationWords(NamedTuple):
    """A length of time as printed, in minutes."""

    minutes: int
    start: int
    end: int
    rule: str


class Event(NamedTuple):
    """A clause that reports a contact: its sentence, its verb, the kind its words name, how it is told."""

    start: int
    end: int
    verb_start: int
    verb_end: int
    kind: str
    direction: str | None
    rule: str


class Voice(NamedTuple):
    """Words that name a speaker, or stand for one; `who` is whom they mean (etl/who_said.py)."""

    start: int
    end: int
    who: str


class Clause(NamedTuple):
    """A verb of speech where it stands, the act it tells, its subject where it has one.

    `start` is the subject's where it stands in front; `joined` says that a comma, "and" or the like stands there;
    `comment`, that the verb comments on words around it ("..., he said, ...").
    """

    start: int
    verb: Hit
    act: str
    voice: Voice | None
    joined: bool
    comment: bool


class Sentence(NamedTuple):
    """A sentence and its clauses of speech.

    `fresh` where a line begins with it; `opening` with whom it begins, `named` who else it names; `act` what its verbs
    hint at.
    """

    start: int
    end: int
    fresh: bool
    opening: Voice | None
    named: str | None
    act: str
    clauses: list[Clause]


class Said(NamedTuple):
    """A stretch of text in which one speaker does one act; the voice's span where the stretch names its speaker."""

    start: int
    end: int
    act: str
    who: str
    voice_start: int | None
    voice_end: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class Release:
    """One text a ministry published, settled, with what its source said about it."""

    release_id: str
    id: str | None
    ministry: str
    url: str | None
    title: str | None
    published: dt.date | None
    text: str
    source: str = ""  # file, and line where it has lines
    fingerprint: str = ""
    encoding: str = "utf-8"
    accessed: dt.datetime | None = None  # when its source fetched it, UTC
    home_day: dt.date | None = None  # the day at the ministry's seat, where the source gives the hour of publication


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that could not be read as a release: where it stands and why."""

    source: str
    location: str
    reason: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or a body, who took part; `name` is None for a group or an office named without its holder."""

    name: str | None
    name_as_written: str | None
    role: str | None
    level: str
    country: str | None
    organisation: str | None
    person_id: str | None


class Statement(NamedTuple):
    """A sentence, or part of one, that the release attributes to a speaker; mostly indirect speech."""

    speaker: str
    side: str
    act: str
    text: str
    topics: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class When:
    """When an engagement was: a date or the bounds within which it lies, and how that is known."""

    date: dt.date | None = None
    precision: str = "none"
    basis: str = "none"
    earliest: dt.date | None = None
    latest: dt.date | None = None
    reason: str | None = None
    start_time: str | None = None  # HH:MM, local to the place
    duration_minutes: int | None = None
    time_zone: str | None = None  # IANA


@dataclass(frozen=True, slots=True)
class Place:
    """Where an engagement was held."""

    city: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Engagement:
    """One contact that a release reports as having happened, every filled slot with a mention behind it."""

    engagement_id: str
    kind: str
    when: When
    direction: str | None
    visit: str | None
    place: Place | None
    principals: tuple[Person, ...]
    counterparts: tuple[Person, ...]
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skip:
    """Why a release yields no engagement, and the words that say so."""

    reason: str
    rule: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one release: engagements, or a skip."""

    release: Release
    engagements: tuple[Engagement, ...] = field(default=())
    skip: Skip | None = None

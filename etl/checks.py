"""What must hold before anything is loaded; each check has its sentence."""

from __future__ import annotations

from collections.abc import Iterator

from etl.records import Engagement, Mention, Reading

_FILLED = {  # slot of the record: slot of the mentions that vouch for it
    "start_time": "start_time", "duration_minutes": "duration_minutes", "place": "place",
    "direction": "direction", "visit": "visit",
}  # fmt: skip


class CheckFailed(AssertionError):
    """A reading breaks one of the house's promises; the message says which, and in which release."""


def check(reading: Reading) -> None:
    """Checks one reading.

    Raises:
        CheckFailed: with the sentence of the first check that does not hold.
    """
    for complaint in complaints(reading):
        raise CheckFailed(f"{reading.release.release_id}: {complaint}")


def complaints(reading: Reading) -> Iterator[str]:
    """The sentences of the checks that a reading fails."""
    text = reading.release.text
    if bool(reading.engagements) == bool(reading.skip):
        yield "a release yields engagements or a skip, never both, never neither"
    for e in reading.engagements:
        for m in e.mentions:
            if not 0 <= m.start < m.end <= len(text):
                yield f"the mention of {m.slot} at {m.start}..{m.end} lies outside the text"
        yield from _unvouched(e)
        when = e.when
        if when.date and not (when.earliest == when.date == when.latest):
            yield "a settled date is its own earliest and latest"
        if when.earliest and when.latest and when.earliest > when.latest:
            yield "the earliest possible date lies behind the latest"
        for s in e.statements:
            if text[s.start : s.end] != s.text:
                yield f"the statement at {s.start}..{s.end} is not the words that stand there"


def _unvouched(e: Engagement) -> Iterator[str]:
    values = {
        "start_time": e.when.start_time, "duration_minutes": e.when.duration_minutes, "place": e.place,
        "direction": e.direction, "visit": e.visit,
    }  # fmt: skip
    slots = {m.slot for m in e.mentions}
    for slot, value in values.items():
        if value is not None and _FILLED[slot] not in slots:
            yield f"{slot} is filled without evidence"
    if e.when.date and "date" not in slots:
        yield "date is filled without evidence"
    topics = _values(e.mentions, "topic")
    for topic in e.topics:
        if topic not in topics:
            yield f"topic {topic} is filled without evidence"
    for person in (*e.principals, *e.counterparts):
        named = _values(e.mentions, "principal") | _values(e.mentions, "counterpart")
        if person.name and person.name not in named:
            yield f"{person.name} is named without evidence"
    for country in e.countries:
        if country not in _values(e.mentions, "country"):
            yield f"country {country} is filled without evidence"


def _values(mentions: tuple[Mention, ...], slot: str) -> set[str]:
    return {m.value for m in mentions if m.slot == slot}

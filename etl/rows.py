"""What became of one release, as one row of a shard's Parquet file; engagements and what hangs on them are nested."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from etl.ministries import all_ministries
from etl.records import Engagement, Person, Reading, Reject, Release

_TEXT, _NUMBER, _DAY = pa.string(), pa.int32(), pa.date32()
_PARTICIPANT = pa.struct([
    ("ordinal", _NUMBER), ("side", _TEXT), ("name", _TEXT), ("name_as_written", _TEXT), ("role", _TEXT), ("level", _TEXT),
    ("country", _TEXT), ("organisation", _TEXT), ("person_id", _TEXT),
])  # fmt: skip
_STATEMENT = pa.struct([
    ("ordinal", _NUMBER), ("speaker", _TEXT), ("side", _TEXT), ("act", _TEXT), ("text", _TEXT), ("topics", pa.list_(_TEXT)),
    ("start", _NUMBER), ("end", _NUMBER),
])  # fmt: skip
_MENTION = pa.struct([("slot", _TEXT), ("value", _TEXT), ("start", _NUMBER), ("end", _NUMBER), ("quote", _TEXT), ("rule", _TEXT)])
_SKIP = pa.struct([("reason", _TEXT), ("rule", _TEXT), ("start", _NUMBER), ("end", _NUMBER), ("quote", _TEXT)])
_ENGAGEMENT = pa.struct([
    ("engagement_id", _TEXT), ("ordinal", _NUMBER), ("kind", _TEXT), ("date", _DAY), ("date_precision", _TEXT),
    ("date_basis", _TEXT), ("date_earliest", _DAY), ("date_latest", _DAY), ("date_reason", _TEXT),
    ("start_time", pa.time64("us")), ("duration_minutes", _NUMBER), ("time_zone", _TEXT), ("direction", _TEXT),
    ("visit", _TEXT), ("place_city", _TEXT), ("place_country", _TEXT), ("doubts", pa.list_(_TEXT)),
    ("participants", pa.list_(_PARTICIPANT)), ("countries", pa.list_(_TEXT)), ("topics", pa.list_(_TEXT)),
    ("statements", pa.list_(_STATEMENT)), ("mentions", pa.list_(_MENTION)),
])  # fmt: skip
_CORRECTION = pa.struct([
    ("engagement_id", _TEXT), ("field", _TEXT), ("old", _TEXT), ("new", _TEXT), ("source", _TEXT), ("reason", _TEXT),
    ("who", _TEXT), ("when", _DAY), ("status", _TEXT),
])  # fmt: skip
SHARD = pa.schema([  # outcome: parsed, unchanged (release_id and fingerprint only), rejected (source, location, reason only)
    ("row", _NUMBER), ("outcome", _TEXT), ("source", _TEXT), ("location", _TEXT), ("reason", _TEXT), ("release_id", _TEXT),
    ("fingerprint", _TEXT), ("id", _TEXT), ("ministry", _TEXT), ("url", _TEXT), ("title", _TEXT), ("published", _DAY),
    ("text", _TEXT), ("encoding", _TEXT), ("accessed", pa.timestamp("us")), ("words", _TEXT), ("skip", _SKIP),
    ("engagements", pa.list_(_ENGAGEMENT)), ("corrections", pa.list_(_CORRECTION)),
])  # fmt: skip


def rejected(reject: Reject) -> dict[str, Any]:
    """The row of an input that is no release."""
    return {"outcome": "rejected", "source": reject.source, "location": reject.location, "reason": reject.reason}


def unchanged(release_id: str, fingerprint: str, source: str) -> dict[str, Any]:
    """The row of a release that the database holds as it is."""
    return {"outcome": "unchanged", "release_id": release_id, "fingerprint": fingerprint, "source": source}


def parsed(reading: Reading, corrected: Sequence[tuple[Any, ...]] = ()) -> dict[str, Any]:
    """The row of a release that was read; `corrected` are the fates of the corrections that concern it."""
    r, s = reading.release, reading.skip
    quote = r.text[s.start : s.end] if s and s.start is not None else None
    return {
        "outcome": "parsed", "source": r.source, "release_id": r.release_id, "fingerprint": r.fingerprint, "id": r.id,
        "ministry": r.ministry, "url": r.url, "title": r.title, "published": r.published, "text": r.text,
        "encoding": r.encoding, "accessed": r.accessed, "words": words(r),
        "skip": {"reason": s.reason, "rule": s.rule, "start": s.start, "end": s.end, "quote": quote} if s else None,
        "engagements": [_engagement(e, n, r.text) for n, e in enumerate(reading.engagements, 1)],
        "corrections": [dict(zip(_FATE, fate, strict=True)) for fate in corrected],
    }  # fmt: skip


_FATE = tuple(_CORRECTION.field(n).name for n in range(_CORRECTION.num_fields))
_TELLING = 120  # letters by which a text can be told from every other
_LETTERS = re.compile(r"[\W_]+")


def words(release: Release) -> str:
    """A digest of a release's words alone: the same for one text under two sections' headings, or set otherwise."""
    heading = all_ministries()[release.ministry].heading
    lines = [line.strip() for line in release.text.split("\n") if line.strip()]
    while lines and (heading.fullmatch(lines[0]) or lines[0] == release.title):
        lines.pop(0)
    while lines and heading.fullmatch(lines[-1]):
        lines.pop()
    letters = _LETTERS.sub("", "".join(lines)).lower()
    if len(letters) < _TELLING:  # "See the attached file." is no copy of "See the attached file."
        letters += release.release_id
    return hashlib.sha256(letters.encode()).hexdigest()[:16]


def _engagement(e: Engagement, ordinal: int, text: str) -> dict[str, Any]:
    w, place = e.when, e.place
    sides = [("principal", p) for p in e.principals] + [("counterpart", p) for p in e.counterparts]
    return {
        "engagement_id": e.engagement_id, "ordinal": ordinal, "kind": e.kind, "date": w.date, "date_precision": w.precision,
        "date_basis": w.basis, "date_earliest": w.earliest, "date_latest": w.latest, "date_reason": w.reason,
        "start_time": dt.time.fromisoformat(w.start_time) if w.start_time else None,
        "duration_minutes": w.duration_minutes, "time_zone": w.time_zone, "direction": e.direction, "visit": e.visit,
        "place_city": place.city if place else None, "place_country": place.country if place else None,
        "doubts": list(e.doubts), "countries": list(dict.fromkeys(e.countries)), "topics": list(dict.fromkeys(e.topics)),
        "participants": [_participant(p, side, n) for n, (side, p) in enumerate(sides, 1)],
        "statements": [
            {"ordinal": n, "speaker": s.speaker, "side": s.side, "act": s.act, "text": s.text, "topics": list(s.topics),
             "start": s.start, "end": s.end} for n, s in enumerate(e.statements, 1)
        ],
        "mentions": [
            {"slot": m.slot, "value": m.value, "start": m.start, "end": m.end, "quote": text[m.start : m.end], "rule": m.rule}
            for m in e.mentions
        ],
    }  # fmt: skip


def _participant(p: Person, side: str, ordinal: int) -> dict[str, Any]:
    return {
        "ordinal": ordinal, "side": side, "name": p.name, "name_as_written": p.name_as_written, "role": p.role,
        "level": p.level, "country": p.country, "organisation": p.organisation, "person_id": p.person_id,
    }  # fmt: skip

"""The record of one release as others read it: JSON by the contract, or lines for a terminal."""

from __future__ import annotations

from typing import Any

from etl.records import Engagement, Mention, Person, Reading, Statement


def as_json(reading: Reading) -> dict[str, Any]:
    """The record of CONTRACT section 3: plain values only, dates as ISO 8601."""
    release = reading.release
    skip = reading.skip
    return {
        "release_id": release.release_id,
        "id": release.id,
        "ministry": release.ministry,
        "url": release.url,
        "title": release.title,
        "published": release.published.isoformat() if release.published else None,
        "text": release.text,
        "skip": skip.reason if skip else None,
        "skip_rule": skip.rule if skip else None,
        "engagements": [_engagement(e, release.text) for e in reading.engagements],
    }


def _engagement(e: Engagement, text: str) -> dict[str, Any]:
    when = e.when
    return {
        "engagement_id": e.engagement_id,
        "kind": e.kind,
        "date": when.date.isoformat() if when.date else None,
        "date_precision": when.precision,
        "date_basis": when.basis,
        "date_earliest": when.earliest.isoformat() if when.earliest else None,
        "date_latest": when.latest.isoformat() if when.latest else None,
        "date_reason": when.reason,
        "start_time": when.start_time,
        "duration_minutes": when.duration_minutes,
        "time_zone": when.time_zone,
        "direction": e.direction,
        "visit": e.visit,
        "place": {"city": e.place.city, "country": e.place.country} if e.place else None,
        "principals": [_person(p) for p in e.principals],
        "counterparts": [_person(p) for p in e.counterparts],
        "countries": list(e.countries),
        "topics": list(e.topics),
        "statements": [_statement(s) for s in e.statements],
        "mentions": [_mention(m, text) for m in e.mentions],
        "doubts": list(e.doubts),
    }


def _person(p: Person) -> dict[str, Any]:
    return {
        "name": p.name, "name_as_written": p.name_as_written, "role": p.role, "level": p.level,
        "country": p.country, "organisation": p.organisation, "person_id": p.person_id,
    }  # fmt: skip


def _statement(s: Statement) -> dict[str, Any]:
    speaker, side, act, text, topics, start, end = s
    return {"speaker": speaker, "side": side, "act": act, "text": text, "topics": list(topics), "start": start, "end": end}


def _mention(m: Mention, text: str) -> dict[str, Any]:
    slot, value, start, end, rule = m
    return {"slot": slot, "value": value, "start": start, "end": end, "quote": text[start:end], "rule": rule}


def as_lines(reading: Reading) -> str:
    """The record for a reader at a terminal: what was read, and beside it the words it was read from."""
    record = as_json(reading)
    lines = [record["title"] or "(no title)", f"  {record['ministry']}  {record['url'] or record['release_id']}"]
    if record["skip"]:
        return "\n".join([*lines, f"  no engagement: {record['skip']} ({record['skip_rule']})"])
    for e in record["engagements"]:
        lines.append(f"  {e['kind']}  {e['date'] or 'undated'}  ({e['date_basis']}: {e['date_reason'] or '-'})")
        length = f"{e['duration_minutes']} min" if e["duration_minutes"] else "-"
        place = ", ".join(filter(None, (e["place"] or {}).values())) or "-"
        lines.append(f"  time {e['start_time'] or '-'}  length {length}  place {place}  direction {e['direction'] or '-'}")
        for side in ("principals", "counterparts"):
            lines += [f"  {side[:-1]:<12} {_shown(p)}" for p in e[side]]
        lines.append(f"  countries    {', '.join(e['countries'])}")
        lines.append(f"  topics       {', '.join(e['topics']) or '-'}")
        lines += [f"  doubt        {d}" for d in e["doubts"]]
        lines.append("  evidence")
        lines += [f"    {m['slot']:<18} {m['value'][:40]:<40} \u201c{_short(m['quote'])}\u201d  {m['rule']}" for m in e["mentions"]]
    return "\n".join(lines)


def _shown(p: dict[str, Any]) -> str:
    return "  ".join(filter(None, (p["name"] or "(no name)", p["role"], p["country"])))


def _short(quote: str) -> str:
    quote = quote.replace("\n", " ")
    return quote if len(quote) <= 60 else quote[:57] + "..."

"""One engagement as a record, and engagements as a list: HTML out, everything from outside escaped."""

from html import escape

import pandas as pd

from store.selection import Names
from view import asking, switching
from view.language import N_, say
from view.naming import name
from view.wording import ABSENT, aside, commas, day, minutes, word

BASES = {
    "stated": N_("full date in the text"), "published": N_("year from the date of publication"),
    "inferred": N_("year inferred"), "none": N_("not settled"),
}


def record(engagement: pd.Series, participants: pd.DataFrame) -> str:
    """What was read of an engagement, slot by slot; a gap is shown as one."""
    rows = {
        say("Kind"): escape(name("kind", "", engagement.kind_name)),
        say("Date"): _dated(engagement),
        say("Began"): _began(engagement),
        say("Duration"): minutes(engagement.duration_minutes),
        say("Place"): _place(engagement.place_city, engagement.place_name),
        say("Direction"): _text(word(engagement.direction)),
        say("Visit"): _text(word(engagement.visit)),
        say("With"): _several(engagement.countries, "countries"),
        say("Topics"): _several(engagement.topics, "topics"),
        say("Our side"): _people(participants[participants.side == "principal"]),
        say("Other side"): _people(participants[participants.side == "counterpart"]),
        say("Doubts"): _several(engagement.doubts),
        say("Published"): ABSENT if pd.isna(engagement.published) else day(engagement.published),
        say("Record"): "<small>" + escape(say(
            "{id}, {ordinal} of {number} in its release", id=engagement.engagement_id,
            ordinal=int(engagement.ordinal), number=int(engagement.in_release))) + "</small>",
    }
    return '<dl class="record" data-testid="record">' + "".join(
        f"<dt>{escape(label)}</dt><dd>{value}</dd>" for label, value in rows.items()) + "</dl>"


def newest(frame: pd.DataFrame, names: Names, address: str, page: str = "engagements") -> str:
    """Engagements as a list that leads to their records on `page`; `address` keeps the selection on the way."""
    entries = [_entry(row, names, f"{page}?{address}") for _, row in frame.iterrows()]
    return f'<ol class="newest" data-testid="newest">{"".join(entries)}</ol>'


def with_words(codes: str | None, filter_name: str, names: Names) -> str:
    """'KAZ; EU' → 'Kazakhstan, European Union (EU)'."""
    if pd.isna(codes):
        return ABSENT
    return commas([names.get((filter_name, code), code) for code in codes.split("; ")])


def _entry(row: pd.Series, names: Names, address: str) -> str:
    link = f"{address}{'' if address.endswith('?') else '&'}{switching.kept(engagement=row.engagement_id)}"
    kind = names.get(("kinds", row.kind), row.kind)
    return (f'<li><time>{day(row.date, row.date_precision)}</time>'
            f'<a href="{escape(link)}" target="_self" lang="en">{escape(row.title or row.engagement_id)}</a>'
            f'<small>{escape(kind)} · {escape(with_words(row.countries, "countries", names))}</small></li>')


def _dated(engagement: pd.Series) -> str:
    basis = escape(say(BASES.get(engagement.date_basis, N_("unknown"))))
    shown = aside(f"<b>{day(engagement.date, engagement.date_precision)}</b>", basis)
    if pd.isna(engagement.date) and pd.notna(engagement.date_earliest) | pd.notna(engagement.date_latest):
        shown += f"<br><small>{_bounds(engagement.date_earliest, engagement.date_latest)}</small>"
    if pd.isna(engagement.date_reason):
        return shown
    return f'{shown}<br><small lang="en">{escape(engagement.date_reason)}</small>'


def _bounds(earliest: pd.Timestamp, latest: pd.Timestamp) -> str:
    return escape(commas([say(message, day=day(edge)) for message, edge in (
        (N_("not before {day}"), earliest), (N_("not after {day}"), latest)) if pd.notna(edge)]))


def _began(engagement: pd.Series) -> str:
    if pd.isna(engagement.start_time):
        return ABSENT
    zone = f" <small>{escape(engagement.time_zone)}</small>" if pd.notna(engagement.time_zone) else ""
    return f"{engagement.start_time:%H:%M}{zone}"


def _people(people: pd.DataFrame) -> str:
    entries = [f"<li>{_text(name)}{f'<br><small>{escape(role)}</small>' if pd.notna(role) else ''}</li>"
               for name, role in zip(people.name, people.role, strict=True)]
    return f"<ul>{''.join(entries)}</ul>" if entries else ABSENT


def _place(city: str | None, country: str | None) -> str:
    return _text(commas([part for part in (city, pd.notna(country) and asking.in_words("countries", country))
                         if pd.notna(part) and part]))


def _several(words, filter_name: str = "") -> str:
    if not pd.api.types.is_list_like(words) or not len(words):
        return ABSENT
    return escape(commas([asking.in_words(filter_name, english) if filter_name else english for english in words]))


def _text(value: str | None) -> str:
    return escape(value) if pd.notna(value) and value else ABSENT

"""One engagement as a record, and engagements as a list: HTML out, everything from outside escaped."""

from html import escape
from urllib.parse import quote

import pandas as pd

from store.selection import Names
from view.wording import ABSENT, day, minutes, word

BASES = {
    "stated": "full date in the text", "published": "year from the date of publication",
    "inferred": "year inferred", "none": "not settled",
}


def record(engagement: pd.Series, participants: pd.DataFrame) -> str:
    """What was read of an engagement, slot by slot; a gap is shown as one."""
    rows = {
        "Kind": escape(engagement.kind_name),
        "Date": _dated(engagement),
        "Began": _began(engagement),
        "Duration": minutes(engagement.duration_minutes),
        "Place": _text(", ".join(part for part in (engagement.place_city, engagement.place_name) if pd.notna(part))),
        "Direction": _text(word(engagement.direction)),
        "Visit": _text(word(engagement.visit)),
        "With": _several(engagement.countries),
        "Topics": _several(engagement.topics),
        "Our side": _people(participants[participants.side == "principal"]),
        "Other side": _people(participants[participants.side == "counterpart"]),
        "Doubts": _several(engagement.doubts),
        "Published": ABSENT if pd.isna(engagement.published) else day(engagement.published),
        "Record": f"<small>{escape(engagement.engagement_id)}, {int(engagement.ordinal)} of "
                  f"{int(engagement.in_release)} in its release</small>",
    }
    return '<dl class="record" data-testid="record">' + "".join(
        f"<dt>{label}</dt><dd>{value}</dd>" for label, value in rows.items()) + "</dl>"


def newest(frame: pd.DataFrame, names: Names, address: str, page: str = "engagements") -> str:
    """Engagements as a list that leads to their records on `page`; `address` keeps the selection on the way."""
    entries = [_entry(row, names, f"{page}?{address}") for _, row in frame.iterrows()]
    return f'<ol class="newest" data-testid="newest">{"".join(entries)}</ol>'


def with_words(codes: str | None, filter_name: str, names: Names) -> str:
    """'KAZ; EU' → 'Kazakhstan, European Union (EU)'."""
    if pd.isna(codes):
        return ABSENT
    return ", ".join(names.get((filter_name, code), code) for code in codes.split("; "))


def _entry(row: pd.Series, names: Names, address: str) -> str:
    link = f"{address}{'' if address.endswith('?') else '&'}engagement={quote(row.engagement_id)}"
    kind = names.get(("kinds", row.kind), row.kind)
    return (f'<li><time>{day(row.date, row.date_precision)}</time>'
            f'<a href="{escape(link)}" target="_self">{escape(row.title or row.engagement_id)}</a>'
            f'<small>{escape(kind)} · {escape(with_words(row.countries, "countries", names))}</small></li>')


def _dated(engagement: pd.Series) -> str:
    shown = f"<b>{day(engagement.date, engagement.date_precision)}</b> ({BASES.get(engagement.date_basis, 'unknown')})"
    if pd.isna(engagement.date) and pd.notna(engagement.date_earliest) | pd.notna(engagement.date_latest):
        shown += f"<br><small>{_bounds(engagement.date_earliest, engagement.date_latest)}</small>"
    return shown + (f"<br><small>{escape(engagement.date_reason)}</small>" if pd.notna(engagement.date_reason) else "")


def _bounds(earliest: pd.Timestamp, latest: pd.Timestamp) -> str:
    edges = (("not before", earliest), ("not after", latest))
    return ", ".join(f"{side} {day(edge)}" for side, edge in edges if pd.notna(edge))


def _began(engagement: pd.Series) -> str:
    if pd.isna(engagement.start_time):
        return ABSENT
    zone = f" <small>{escape(engagement.time_zone)}</small>" if pd.notna(engagement.time_zone) else ""
    return f"{engagement.start_time:%H:%M}{zone}"


def _people(people: pd.DataFrame) -> str:
    entries = [f"<li>{_text(name)}{f'<br><small>{escape(role)}</small>' if pd.notna(role) else ''}</li>"
               for name, role in zip(people.name, people.role, strict=True)]
    return f"<ul>{''.join(entries)}</ul>" if entries else ABSENT


def _several(words) -> str:
    return escape(", ".join(words)) if pd.api.types.is_list_like(words) and len(words) else ABSENT


def _text(value: str | None) -> str:
    return escape(value) if pd.notna(value) and value else ABSENT

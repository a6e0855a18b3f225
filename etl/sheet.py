"""A release laid out on the desk: its parts, the names in it, whom its title names."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from etl import vocabulary
from etl.finders import kinds
from etl.layout import Layout, layout
from etl.ministries import Ministry, all_ministries
from etl.records import Event, Hit, Mention, Release, Sighting


class Sheet(NamedTuple):
    """A release with everything found once for the whole text; `parties` are whom its title names on the other side."""

    release: Release
    ministry: Ministry
    layout: Layout
    names: list[Hit]
    title_kinds: list[Mention]
    parties: list[Hit]

    @property
    def text(self) -> str:
        """The settled text."""
        return self.release.text

    @property
    def title(self) -> str:
        """The title, empty where there is none."""
        return self.layout.title or ""


class Reported(NamedTuple):
    """What a release reports: its main event, the events of its first sentences, the stretch that tells of them."""

    event: Event | None
    events: list[Event]
    lead: tuple[int, int]
    sightings: list[Sighting]  # everybody seen in the lead

    @property
    def sentence(self) -> tuple[int, int]:
        """The sentence of the main event; the whole lead where no clause reports one."""
        return (self.event.start, self.event.end) if self.event else self.lead


@functools.cache
def _ministries() -> dict[str, Ministry]:
    return all_ministries()


def lay_out(release: Release) -> Sheet:
    """Takes a release apart once.

    Args:
        release: with settled text and a known ministry.
    """
    ministry = _ministries()[release.ministry]
    parts = layout(release, ministry)
    # "ASEAN-related meetings" are meetings of many, none of them ASEAN.
    names = [h for h in vocabulary.names().find(release.text) if not release.text.startswith("-related", h.end)]
    span = parts.title_span
    named = kinds.in_title(parts.title, span[0] if span else None) if parts.title else []
    return Sheet(release, ministry, parts, names, named, _parties(release, ministry, parts, names))


_JOURNEY = re.compile(r"Visits? |[^.]{0,80} Visits? (?:to )?")
_WHITHER = (" to ", " to the ")
_ABOUT = (" in ", " for ", " on ", " in the ", " for the ", " on the ", " against ", " at the ")
_EXPANDED = re.compile(r" ?\((?=[^)]*,)")


def _parties(release: Release, ministry: Ministry, parts: Layout, names: list[Hit]) -> list[Hit]:
    """The other side's countries and bodies in the title, else in the section's heading if it names one."""
    text, own = release.text, ministry.country
    others = [h for h in names if h.table != "place" and h.value != own and h.end <= max(parts.body, 1)]
    if parts.title_span:
        start, end = parts.title_span
        whole, end = end, start + len(kinds.core(text[start:end]))
        others = [h for h in others if not end <= h.start < whole]  # "on the occasion of the G20": none that was met
        about = _ABOUT if _JOURNEY.match(text, start, end) else (*_WHITHER, *_ABOUT)
        inside = [h for h in others if start <= h.start and h.end <= end]
        hits = [h for h in inside if not text.endswith(about, 0, h.start) or "between" in text[start : h.start]]
        # "CLV (Cambodia, Laos and Viet Nam)": the members stand for the group.
        hits = [h for h in hits if not (h.table == "organisation" and _EXPANDED.match(text, h.end))]
        if hits:
            return list({h.value: h for h in reversed(hits)}.values())[::-1]
    values = {h.value for h in others}
    return others[:1] if len(values) == 1 else []

"""Engagement or not, for ministries that write readouts: one sentence says who of ours met or called whom of theirs.

"Secretary X spoke today with Y Foreign Minister Z to discuss ..." The subject is the publishing side, the people behind
the verb the other side, and from the first word on the subject of the talk nobody named took part.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from etl import across, who
from etl.finders import kinds, titled
from etl.records import Event, Sighting, Skip
from etl.sheet import Reported, Sheet

_HEAD = 6000  # code points within which a transcript or statement shows that it is one
_SENTENCES = 4  # a readout says within these whom it is about
_BESIDE = ("visit", "signing", "other")
_FUTURE = re.compile(r"\b(?:will|is scheduled to|is to|plans? to|is traveling|are traveling|is travelling|looks? forward to)\b")
# What readouts say besides the clauses of etl.finders.kinds.
_READINGS = (
    ("welcomed", re.compile(r"\bwelcomed (?=.{3,160}?\b(?:to|at) (?:the )?(?:U\.S\. )?(?:Department of State|State Department|Washington|White House|Blair House|London|Downing Street|New Delhi))"), "meeting"),
    ("hosted-person", re.compile(r"\bhosted (?=(?:the |His |Her )?[A-Z])"), "meeting"),
    ("spoke-jointly", re.compile(r"\bspoke (?=(?:today|yesterday|by|on|over|via|this|earlier|again|about)\b)"), "telephone"),
    ("congratulated", re.compile(r"\bcongratulated (?=[^.;]{3,120}?\b(?:today|yesterday)\b)"), "telephone"),
    ("took-part", re.compile(r"\b(?:participated|took part) (?:\w+ ){1,3}in\b"), "multilateral"),
    ("in-a-meeting", re.compile(r"\b(?:[Ii]n|[Dd]uring) (?:an? |the |his |her |their )(?:\w+ )?meetings? with\b"), "meeting"),
    ("in-a-call", re.compile(r"\b(?:[Ii]n|[Dd]uring) (?:an? |the |his |her |their )(?:\w+ )?(?:phone |video )?calls? with\b"), "telephone"),
    ("had-a-call", re.compile(r"\b(?:placed|made|had|held|received|took) (?:an? )?(?:\w+ ){0,3}calls? (?:\w+ ){0,2}(?:to|with|from)\b"), "telephone"),
    ("called", re.compile(r"\b(?:called|telephoned|phoned) (?=(?:today |yesterday )?[A-Z])"), "telephone"),
)  # fmt: skip
_QUICK = re.compile(r"welcomed|hosted|spoke|congratulated|participated|took part|meeting|call|phoned")  # without one none can be
_BEFORE = re.compile(r"\b(?:had|having|when|since|if|until|would|could|to|not)(?: \w+ly)? $")
_PERFECT = re.compile(r"\b(?:has|have)(?: \w+ly| also)? $")
_NOW = re.compile(r"\b(?:[Tt]oday|[Yy]esterday|[Tt]onight|[Tt]his (?:morning|afternoon|evening|week|weekend))\b|\bon \w+day\b")
_LONG_AGO = re.compile(r"\b(?:[Ii]n (?:\w+ )?(?:19|20)\d\d|[Ll]ast (?:year|month)|(?:years?|months?) ago|[Ee]arlier this year|previously)\b")
_SUBJECT = re.compile(
    r"(?:^|[,;] |\band |\bwhere )(?:\w+ )?(?:[Ss]he|[Hh]e|[Tt]hey|[Tt]he (?:Acting |Deputy |Under |Assistant |Foreign )?(?:Secretary|Minister|"
    r"(?:Special )?(?:Presidential )?(?:Envoy|Representative)|Counselor|Ambassador|two|delegations?))\b"
)
_VIRTUAL = re.compile(r"\bvirtual(?:ly)?\b|\b(?:by|via) video\b")
_AT_TABLE = re.compile(r"\b(?:ministers|leaders|officials|representatives)\b.* (?:during|at) the ", re.IGNORECASE)


class _Account(NamedTuple):
    """A sentence that reports a contact of the publishing side: its event and who took part."""

    event: Event
    sightings: list[Sighting]


def weigh(sheet: Sheet) -> Reported | Skip:
    """What a readout reports, or why a release is none."""
    text, ministry = sheet.text, sheet.ministry
    for reason, pattern in (("statement", ministry.issued), ("press_conference", ministry.speech)):
        m = pattern.search(text, 0, _HEAD) if pattern else None
        if m:
            return Skip(reason, "furniture", m.start(), m.end())
    sentences = sheet.layout.sentences[:_SENTENCES]
    told: list[_Account] = []
    ours = False
    for start, end in sentences:
        account, named = _account(sheet, _past_attribution(text, start, end), end, ours)
        ours = ours or named
        if account:
            told.append(account)
    seen = [s for account in told for s in account.sightings]
    countries = {s.country for s in seen if s.rule != "nation"}
    seen = [s for s in seen if s.rule != "nation" or s.country not in countries]
    if not told or not any(across.foreign(sheet, s) for s in seen):
        return _none(sheet, sentences, bool(told))
    events = [account.event for account in told]
    event = next((e for e in events if e.kind not in _BESIDE), events[0])
    return Reported(event, events, (sheet.layout.body, max(e.end for e in events)), seen)


def _none(sheet: Sheet, sentences: tuple[tuple[int, int], ...], told: bool) -> Skip:
    if told:
        return Skip("no_counterpart", "no-counterpart")
    m = _FUTURE.search(sheet.text, *sentences[0]) if sentences else None
    return Skip("future", "future-verb", m.start(), m.end()) if m else Skip("no_contact", "no-event")


def _past_attribution(text: str, start: int, end: int) -> int:
    """Where a sentence begins behind "The below is attributable to Spokesperson X:" on its own line."""
    colon = text.find(": ", start, min(end, start + 120))
    return colon + 2 if colon >= 0 and "attributable" in text[start:colon] else start


def _account(sheet: Sheet, start: int, end: int, ours: bool) -> tuple[_Account | None, bool]:
    """What a sentence reports; and whether it names somebody of the publishing side at all."""
    text = sheet.text
    events = _events(text, start, end)
    if not events:
        return None, bool(sheet.ministry.offices.search(text, start, end) or sheet.ministry.itself.search(text, start, end))
    seen = [s for s in titled.find(text, start, end, sheet.names) if not who.bystander(text, s)]
    named = any(across.own(sheet, s) for s in seen)
    for event in events:
        subjects = [s for s in seen if s.end <= event.verb_start]
        if event.rule.startswith("in-a-"):
            subjects += [s for s in seen if s.written[0] > event.verb_end and across.own(sheet, s)]
        if not any(across.own(sheet, s) for s in subjects):
            subjects += [] if ours else across.bodies(sheet, event)
        follows = not any(across.own(sheet, s) for s in subjects)  # "He also met with"
        if follows and not (ours and _SUBJECT.search(text[start : event.verb_start])):
            continue
        present = [s._replace(country=sheet.ministry.country) if across.own(sheet, s) else s for s in subjects]
        present += [s for s in across.opposite(sheet, event, seen) if s not in subjects and not (follows and s.rule == "nation")]
        return _Account(_placed(sheet, event), present), True
    return None, named or bool(sheet.ministry.itself.search(text, start, end))


def _placed(sheet: Sheet, event: Event) -> Event:
    """The event with the kind that the words around its verb make of it: a talk at a table of many, a virtual meeting."""
    if event.kind == "telephone" and _AT_TABLE.search(sheet.text, event.verb_start, event.end):
        return event._replace(kind="multilateral")
    if event.kind == "meeting" and _VIRTUAL.search(sheet.text, event.start, min(event.end, event.verb_end + 220)):
        return event._replace(kind="video")
    return event


def _events(text: str, start: int, end: int) -> list[Event]:
    """The clauses that report a contact in the past, plain ones before a visit told beside them."""
    found = [e for e in kinds.events(text, start, end) if not text.startswith("meets", e.verb_start)]
    piece = text[start:end]
    for rule, pattern, kind in _READINGS if _QUICK.search(piece) else ():
        found += [Event(start, end, m.start(), m.end(), kind, None, rule) for m in pattern.finditer(text, start, end)]
    found = [e for e in found if not _BEFORE.search(text, start, e.verb_start) or e.rule == "took-place"]
    if not _NOW.search(text, start, end):  # "has met today" reports, "has met" recalls
        found = [e for e in found if not _PERFECT.search(text, start, e.verb_start)]
    found = [e for e in found if not _LONG_AGO.search(text, start, min(end, e.verb_end + 40))]
    found = [e for e in found if not (e.rule.startswith("in-a-") and _FUTURE.search(text, start, end))]
    return sorted(found, key=lambda e: (e.kind in _BESIDE, e.verb_start))

"""Weighs title, event and sides into what sort of contact it was: its kind, who called on whom, the sort of visit."""

from __future__ import annotations

import re
from itertools import pairwise

from etl import vocabulary
from etl.finders import kinds
from etl.records import Mention
from etl.sheet import Reported, Sheet
from etl.which_side import Sides
from etl.whose import as_a_group

_PLURAL = re.compile(r"\b(?:Leaders|[Mm]inisters|Heads|[Dd]elegations|Ministerial|Plus Three|Trilateral|Quadrilateral|Summit)\b")
_SEVERAL = re.compile(r"\b(?:Trilateral|Quadrilateral|Quad|[Tt]ripartite)\b")
_VISIT = re.compile(r"\b((?:state|official working|official|working|private) visit)\b", re.IGNORECASE)


def kind(sheet: Sheet, reported: Reported, sides: Sides) -> tuple[str, list[Mention]]:
    """The most specific word of the title decides, unless the body contradicts it."""
    event = reported.event
    said = Mention("kind", event.kind, event.verb_start, event.verb_end, event.rule) if event else None
    mention = sheet.title_kinds[0] if sheet.title_kinds else said
    if mention is None:
        two = kinds.TWO.search(sheet.text, sheet.layout.body)
        if two is None:
            return "other", []
        value = "summit" if two["who"] == "leaders" else "meeting"
        return value, [Mention("kind", value, *two.span(), "two-sides")]
    if kinds.meal_meeting(sheet.title) and mention.value in ("meeting", "summit"):
        mention = mention._replace(value="meal")
    stronger = ("telephone", "video", "multilateral") if sheet.ministry.readouts else ("telephone", "video")
    if said and said.value in stronger and mention.value in ("meeting", "summit"):
        mention = said
    if mention.value in ("meeting", "summit") and (_many(sheet, sides) or _group_met(sheet, reported)):
        mention = mention._replace(value="multilateral")
    if mention.value == "dialogue" and _ministers_of_a_group(sheet):
        mention = mention._replace(value="multilateral")
    if said and said.value == "other" and "reception" in sheet.title.lower():
        mention = said
    if event and mention.value in ("meeting", "summit") and _virtually(sheet.text[event.start : event.end]):
        mention = mention._replace(value="video")
    if event and mention.value in ("meeting", "courtesy_call") and _journey(sheet, reported):
        mention = mention._replace(value="visit")
    has_span = sheet.layout.title_span is not None or mention is said
    return mention.value, [mention] if has_span else [said] if said else []


_VIRTUAL = re.compile(r"\b(?:virtual(?:ly| format)|(?:by|via|through) (?:video|tele)-?(?: ?(?:tele)?conferenc\w+| link)|in an online format|held online)\b")
_VIRTUAL_WORDS = ("virtual", "video", "tele", "online")  # without one of these _VIRTUAL need not be tried
_EACH = re.compile(r"\bMeetings (?:between|with|of)\b|\bBilateral\b")


def _virtually(sentence: str) -> bool:
    """Whether the sentence that reports a talk says that it was held at a distance."""
    return any(word in sentence for word in _VIRTUAL_WORDS) and bool(_VIRTUAL.search(sentence))


def _ministers_of_a_group(sheet: Sheet) -> bool:
    """ "Trilateral Strategic Dialogue"; the foreign ministers' meeting within a dialogue of a region."""
    groups = [h for h in sheet.parties if h.value in vocabulary.groups()]
    return bool(_SEVERAL.search(sheet.title) or (groups and re.search(r"Foreign Ministers|Ministerial", sheet.title)))


def _group_met(sheet: Sheet, reported: Reported) -> bool:
    """Without a title that says so: "attended the Meeting of NATO Ministers of Foreign Affairs"."""
    event = reported.event
    if event is None or sheet.title_kinds:
        return False
    stop = min(event.end, event.verb_end + 60)
    group = any(as_a_group(sheet.text, h) for h in sheet.names if event.verb_start <= h.start < stop)
    return group and bool(re.search(r"[Mm]inisters|Leaders|Ministerial", sheet.text[event.verb_start : stop]))


def _many(sheet: Sheet, sides: Sides) -> bool:
    """Whether the members of a group met, or people of three countries and more."""
    title = kinds.core(sheet.title)
    groups = [h for h in sheet.parties if h.value in vocabulary.groups()]
    row = any(sheet.text[a.end : b.start].strip() == "-" for a, b in pairwise(sheet.parties))
    if row or _SEVERAL.search(title):  # "Japan-Australia-India Foreign Ministers' Meeting"
        return True
    if _EACH.search(title):
        return False
    if groups and _PLURAL.search(title) and not re.search(r"Secretar(?:y|iat)|Delegation", title):
        return True
    return len({s.country for s in sides.counterparts if s.country}) > (1 if sheet.ministry.readouts else 3)


def _journey(sheet: Sheet, reported: Reported) -> bool:
    """Whether one sentence reports a round of talks during a visit."""
    event = reported.event
    if event is None:
        return False
    same = [e for e in reported.events if e.start == event.start]
    if len({e.kind for e in same} - {"signing"}) > 1 and same[0].kind == "visit" and not sheet.title_kinds:
        # "visited the Ministry and paid a courtesy call" is no journey
        return any(same[0].verb_end <= h.start < same[1].verb_start for h in sheet.names if h.value != sheet.ministry.country)
    return len([e for e in same if e.kind not in ("signing", "visit")]) > 3


def visit(text: str, start: int, end: int) -> re.Match[str] | None:
    """The words that say of what sort a visit is."""
    at = text[start:end].lower().find(" visit")
    return _VISIT.search(text, start + max(0, at - 40), end) if at >= 0 else None


def direction(reported: Reported, sides: Sides) -> str | None:
    """Who called on whom: paid by the publishing side, or received by it, whichever verb tells it."""
    event = reported.event
    if event is None or event.direction is None:
        return None
    callers = [s.written[0] < event.verb_start for s in sides.principals[:1]]
    own_first = callers[0] if callers else event.direction == "paid"
    return "paid" if own_first == (event.direction == "paid") else "received"


def mentions(reported: Reported, direction: str | None, visit: re.Match[str] | None) -> list[Mention]:
    """The evidence for the sort of visit and for who called on whom."""
    event = reported.event
    found = [Mention("visit", visit[1].lower(), visit.start(1), visit.end(1), "visit-type")] if visit else []
    if direction and event:
        found.append(Mention("direction", direction, event.verb_start, event.verb_end, event.rule))
    return found

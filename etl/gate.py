"""Engagement or not: the gate that believes a report of a contact, or says why a release reports none."""

from __future__ import annotations

import re

from etl import readout, vocabulary, who
from etl.finders import kinds, people
from etl.layout import sentences
from etl.records import Event, Sighting, Skip
from etl.sheet import Reported, Sheet

_HABIT = re.compile(r"\b(?:has|have) been (?:held|convened|organi[sz]ed|conducted)\b")  # "has been held each year since"
_FIRST_SENTENCES = 5  # a release says within these what it reports
_FUTURE = re.compile(
    r"\b(?:will|is scheduled to|are scheduled to|is to|are to|is expected to|is going to|has decided to (?:dispatch|send|hold)|"
    r"is due to|if circumstances allow|plans? to|would like to announce)\b", re.IGNORECASE)  # fmt: skip
_TALKED = re.compile(r"\b(?:two|both) (?:\w+ )?(?:leaders|[Mm]inisters|sides|countries)\b|\b(?:said|stated|expressed|agreed)\b")
_BESIDE = ("visit", "signing", "other")  # what may be told before the talk itself


def weigh(sheet: Sheet) -> Reported | Skip:
    """What a release reports, or why it reports no engagement."""
    skip = _skip_by_title(sheet)
    if sheet.ministry.readouts:
        told = readout.weigh(sheet)
        return skip if skip and isinstance(told, Skip) else told
    if skip and (skip.reason == "press_conference" or not _plainly_met(sheet, skip)):
        return skip
    text, parts = sheet.text, sheet.layout
    found: list[Event] = []
    for start, end in parts.sentences[:_FIRST_SENTENCES]:
        events = kinds.events(text, start, end)
        if events and not _HABIT.search(text, start, end):
            found.extend(events)
    if not found:
        return _without_event(sheet)
    event = _main(sheet, found)
    lead, seen = _lead(sheet, event, found)
    if not any(_foreign(sheet, s) for s in seen if s.end <= event.end):
        nobody = sheet.ministry.nobodies.search(text, event.start, event.end)
        if nobody:
            return Skip("own_nationals", "own-nationals", nobody.start(), nobody.end())
    return Reported(event, found, lead, seen)


def _skip_by_title(sheet: Sheet) -> Skip | None:
    """A title that names what is no contact (a message, a grant, a visit to come) decides."""
    text = sheet.text
    spans = [sheet.layout.title_span] if sheet.layout.title_span else []
    # A heading in brackets goes on with the title: "(Statement by ...)"; others may be captions.
    spans += [h for h in sheet.layout.headings[:3] if h not in spans and (not spans or text[h[0]] == "(")]
    for start, end in spans:
        for hit in vocabulary.skip_phrases().find(text[start:end]):
            # "Third Cyber Dialogue (Issue of Joint Statement)": the bracket tells of its outcome.
            if not (sheet.title_kinds and "(" in text[start : start + hit.start]):
                return Skip(hit.value, "title-phrase", start + hit.start, start + hit.end)
    if not spans:
        for hit in vocabulary.skip_phrases().find(sheet.title):
            return Skip(hit.value, "title-phrase")
    return None


def _plainly_met(sheet: Sheet, skip: Skip) -> bool:
    """Whether one of the first sentences reports a contact of both sides, whatever the title says; to sign a grant is none."""
    text, own = sheet.text, sheet.ministry.country
    first = sheet.layout.sentences[:2]
    events = [e for span in first for e in kinds.events(text, *span)]
    if not [e for e in events if e.kind != "signing" or skip.reason != "grant"]:
        return False
    seen = [s for span in first for s in people.find(text, *span, sheet.names) if not who.bystander(text, s)]
    home = any(s.country == own or who.own_official(s, sheet.ministry) for s in seen)
    return home and any(s.country and s.country != own for s in seen)


_SPEAKS = re.compile(
    r"(?:,[^.;\n]{0,90},)? (?:then |also |\w+ly |in turn )?(?:said|told|replied|spoke|felt|gave|put|asked|was|had|saw|hoped|thanked|"
    r"[a-z]{3,}ed)\b"
)


def _without_event(sheet: Sheet) -> Reported | Skip:
    """No clause reports a contact: a title with a talk's outline beneath it may still do."""
    text, parts = sheet.text, sheet.layout
    first_end = parts.sentences[0][1] if parts.sentences else len(text)
    future = _FUTURE.search(text, parts.body, first_end)
    if future:
        return Skip("future", "future-verb", future.start(), future.end())
    bilateral = sheet.title_kinds and sheet.title_kinds[0].value not in (*_BESIDE, "multilateral") and sheet.parties
    # A page without a title, under the heading of "Japan-X Relations": "The two ministers confirmed".
    untitled = not sheet.title and sheet.parties and kinds.TWO.search(text, parts.body)
    if not (bilateral and _TALKED.search(text)) and not untitled:
        return Skip("no_contact", "no-event")
    lead = (parts.body, min(len(text), parts.body + 900))
    seen = people.find(text, parts.body, min(len(text), parts.body + _FURTHEST), sheet.names)
    spoke = [s for s in seen if _SPEAKS.match(text, s.end) and not text.endswith("that ", 0, who.first(s))]
    took_part = [s for s in seen if any(s is one or who.same(s, one) for one in spoke)]
    return Reported(None, [], lead, took_part or [s for s in seen if s.written[0] < lead[1]])


def _main(sheet: Sheet, found: list[Event]) -> Event:
    """The event the title names; else the first that is no mere visit or signing told beside a talk."""
    wanted = {m.value for m in sheet.title_kinds[:1]}
    early = [e for e in found if e.start == found[0].start]
    plain = [e for e in early if e.kind not in _BESIDE]
    pool = plain or found
    return next((e for e in pool if e.kind in wanted), (plain or early)[0])


def _foreign(sheet: Sheet, sighting: Sighting) -> bool:
    return bool(sighting.country) and sighting.country != sheet.ministry.country


_ROLL = re.compile(r"(?:\d\. ?)?(?:Participants?|Heads of delegations?|Attendees|Delegations?)(?: are as follows)?:?\n?", re.IGNORECASE)
# "(Japan: Foreign Minister A, ... The U.S.: Secretary B ...)", "(Attended by ...)": a bracket behind the paragraph.
_PRESENT = re.compile(r"The (?:\w+ ){1,2}was (?:also )?attended by |\((?:[A-Z][\w. ]{1,30}(?: side| participants)?:|[^()\n]{0,60}(?:[Aa]ttend|[Pp]resent|[Jj]oined|[Aa]ccompanied|[Pp]articipa))[^\n]")
_PARAGRAPHS = 4
_REPORT = 4_000  # code points behind the lead
_FURTHEST = 12_000  # code points; a lead with a long roll of participants is shorter, a bait is not
_THEN = re.compile(
    r"(?:\(?\d+[.)] )*(?:On (?:the )?(?:same|following|next)|On (?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)|In the (?:morning|afternoon|evening)|Later|Subsequently|Then|Prior to|Before|After|Following|There)\b"
)


def _lead(sheet: Sheet, event: Event, found: list[Event]) -> tuple[tuple[int, int], list[Sighting]]:
    """The paragraph that reports the event and those behind it until both sides are named, with everybody seen there."""
    text, start = sheet.text, sheet.layout.body
    seen: list[Sighting] = []
    read = start
    furthest = start + _FURTHEST
    stop = min(_past_roll(text, line_end(text, event.end - 1)), furthest)
    for _ in range(_PARAGRAPHS):
        seen += people.find(text, read, stop, sheet.names)
        read = stop
        if _both_named(sheet, seen) or _received_group(sheet, event, seen) or stop >= len(text) or stop - start > 1600:
            break
        stop = min(_past_roll(text, line_end(text, stop + 1)), furthest)
    for later in found:
        # "On the same day, ... paid a courtesy call": the journey's next stop, or what came after the talk.
        if later.end > stop and _THEN.match(text, later.start):
            stop = min(line_end(text, later.end), furthest)
            seen += people.find(text, later.start, stop, sheet.names)
    if not any(s.country == sheet.ministry.country or who.own_official(s, sheet.ministry) for s in seen):
        seen += _led_by(sheet, max(stop, read))
    return (start, max(stop, read)), seen


_LED = re.compile(r"\b(?:headed|led|hosted|chaired|represented|attended) by\b")


def _led_by(sheet: Sheet, start: int) -> list[Sighting]:
    """Whom a report of a dialogue between governments names at its end: "was co-chaired by Ambassador X and ..."."""
    found: list[Sighting] = []
    for low, high in sentences(sheet.text, start, _REPORT):
        if _LED.search(sheet.text, low, high):
            found += people.find(sheet.text, low, high, sheet.names)
    return found


_GROUP_CALLS = re.compile(r"\b(?:delegation|members|participants|students|youths?|group|families|veterans)\b")


def _received_group(sheet: Sheet, event: Event, seen: list[Sighting]) -> bool:
    """Whether the event's sentence names one side, and a group without names that called on it."""
    home = any(who.own_official(s, sheet.ministry) for s in seen)
    return home and event.kind == "courtesy_call" and bool(_GROUP_CALLS.search(sheet.text, event.start, event.end))


def _both_named(sheet: Sheet, seen: list[Sighting]) -> bool:
    own = sheet.ministry.country
    homes = [s for s in seen if s.country == own or who.own_official(s, sheet.ministry)]
    strangers = [s for s in seen if s.country is None and s not in homes]
    if any(_foreign(sheet, s) for s in seen):
        return bool(homes or strangers)
    # An office without a country belongs to the party that the title names.
    return bool(homes and strangers and sheet.parties)


def _past_roll(text: str, stop: int) -> int:
    """The end of a list of participants that begins on the next line, else `stop`."""
    stop = past_those_present(text, stop)
    roll = _ROLL.match(text, _skip_blank(text, stop))
    if not roll:
        return stop
    blank = text.find("\n\n", roll.end())
    return len(text) if blank < 0 else blank


def past_those_present(text: str, stop: int) -> int:
    """The end of a bracket on the next line that says who else was there, else `stop`."""
    following = _skip_blank(text, stop)
    return line_end(text, following) if text.startswith(("(", "The "), following) and _PRESENT.match(text, following) else stop


def _skip_blank(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \n":
        at += 1
    return at


def line_end(text: str, at: int) -> int:
    """The end of the line, at or behind `at`, that holds words."""
    end = text.find("\n", at)
    while 0 <= end < len(text) - 1 and not text[at:end].strip():
        at, end = end + 1, text.find("\n", end + 1)
    return len(text) if end < 0 else end

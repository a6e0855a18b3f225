"""Kinds: what a title calls the contact, and the clauses of the text that report one as having happened."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from etl.records import Event, Mention

# The ladder over a title's words: the most specific comes first.
_TITLE = (
    ("telephone", re.compile(r"\b(?:tele)?phone (?:talks?|conversations?|calls?|meetings?|conferences?|consultations?|summit)|"
                             r"\b(?:calls?|phone call) (?:with|to|between)\b|\bcall with\b|\bTelephone\b", re.I)),
    ("video", re.compile(r"\bvideo[- ]?(?:tele)?(?:conferences?|calls?|meetings?|talks?|conferencing)?\b|\btele-?conferences?\b|"
                         r"\b(?:TV|web|online|virtual) (?:conferences?|meetings?|talks?|summit)|\bvideoconference", re.I)),
    ("courtesy_call", re.compile(r"\bcourtesy (?:calls?|visits?)\b", re.I)),
    ("dialogue", re.compile(r"\bdialogues?\b(?! (?:Meeting|and Cooperation Council))|\bconsultations?\b|\bpolicy talks\b|"
                            r"\b(?:Working|Bureau|Director)[- ](?:Level|General) (?:talks|discussions)", re.I)),
    ("meal", re.compile(r"\((?:working |business )?(?:lunch|dinner|breakfast|luncheon)(?: meeting)?\)", re.I)),
    ("summit", re.compile(r"\bsummit\b", re.I)),
    ("signing", re.compile(r"\bsigning\b(?! of guest)|\bsigns\b", re.I)),
    ("meeting", re.compile(r"\bmeetings?\b|\btalks?\b|\bdiscussions?\b|\bmeets\b|\binformal talk|\bmet with\b|\bconversation\b"
                           r"|\bexchange of views\b", re.I)),
    ("meal", re.compile(r"\b(?:working |official |welcome )?(?:lunch(?:eon)?|dinner|breakfast|banquet|supper)s?\b", re.I)),
    ("visit", re.compile(r"\bvisit(?:s|ed|ing)?\b|\btrip\b|\btravel\b|\btour\b", re.I)),
    ("multilateral", re.compile(r"\bconferences?\b|\bforum\b|\bministerial\b|\bassembly\b|\bsession\b|\bsymposium\b", re.I)),
    ("other", re.compile(r"\breception\b|\bceremony\b|\bevent\b|\bgathering\b|\bfuneral\b|\binauguration\b", re.I)),
)  # fmt: skip
_MEAL_BEHIND = re.compile(r" \((?:working )?(?:lunch(?:eon)?|dinner|breakfast)(?: meeting)?\)", re.I)
_MEAL_MEETING = re.compile(r"\b(?:lunch(?:eon)?|dinner|breakfast) meeting", re.I)

_NOUN = (
    r"(?P<telephone{0}>(?i:(?:summit )?(?:tele)?phone (?:talks?|conversations?|calls?|meetings?|conferences?))|"
    r"conversations? (?:over|on|by) the (?:tele)?phone|\bcall(?= with| to|s with)|talks? (?:over|on|by) (?:the )?(?:tele)?phone)|"
    r"(?P<video{0}>(?i:video[- ]?(?:tele)?(?:conferences?|calls?|meetings?|talks?)|tele-?conferences?)|"
    r"(?:TV|web|online|virtual) (?:conferences?|meetings?|talks?)|meetings? (?:online|virtually|by video)|videoconferences?)|"
    r"(?P<courtesy_call{0}>[Cc]ourtesy (?:[Cc]alls?|[Vv]isits?))|"
    r"(?P<dialogue{0}>[Dd]ialogues?\b|[Cc]onsultations?\b)|"
    r"(?P<meal{0}>(?i:(?:breakfast|lunch|luncheon|dinner) meetings?|working (?:lunch|luncheon|dinner|breakfast)|banquet|"
    r"lunch(?:eon)?\b|dinner\b|breakfast\b))|"
    r"(?P<summit{0}>[Ss]ummit (?:[Mm]eetings?|talks?)|(?:bilateral )?[Ss]ummit\b)|"
    r"(?P<meeting{0}>[Mm]eetings?\b|[Tt]alks?\b|discussions?\b|exchanges? of views|exchanged views|views\b|tête-à-tête|"
    r"audience|conversations?\b|engagement)|"
    r"(?P<multilateral{0}>[Cc]onferences?\b|[Ff]orum\b|[Ss]ession\b|[Aa]ssembly\b|[Mm]inisterial\b)|"
    r"(?P<other{0}>[Rr]eception\b|[Cc]eremon(?:y|ies)\b)"
)
KINDS = ("telephone", "video", "courtesy_call", "dialogue", "meal", "summit", "meeting", "multilateral", "other")

_PAID = re.compile(r"\b(?:paid|made|pays|called)\b[^;]{0,60}?\b(?:courtesy (?:calls?|visits?)|calls?) (?:on|to|upon)\b|"
                   r"\bcalled (?:on|upon)\b(?! (?:all|the (?:parties|international|government|two)|them|each|both))")  # fmt: skip
_RECEIVED = re.compile(r"\breceived\b[^;]{0,60}?\bcourtesy (?:calls?|visits?)\b|\breceived (?:an? )?(?:call|visit) (?:from|by)\b")
_SPOKE = re.compile(r"\b(?:spoke|talked|conferred|speaks|conversed)\b[^;]{0,80}?\b(?:over the (?:tele)?phone|by (?:tele)?phone|on the "
                    r"(?:tele)?phone|via (?:tele)?phone|by video|virtually)\b")  # fmt: skip
_SPOKE_WITH = re.compile(r"\b(?:spoke|speaks|talked|conferred)\b(?:[ ,]\w+){0,6}? (?:with|to|separately)\b")
_HELD = re.compile(
    # "the meeting held in January" is no main verb.
    r"\b(?<!eeting )(?<!eetings )(?<!talks )(?<!Talks )(?<!onference )(?<!ummit )(?<!ialogue )(?:held|had(?= (?:an?|his|her|their|talks|telephone|discussions?|bilateral|consultations|separate|informal|working|short|"
    r"brief|extensive|the)\b)|has held|conducted|hosted|attended|gave|(?:co-)?chaired|co-hosted|took part in|participated in|joined|"
    r"convened|concluded|carried out|engaged in|exchanged|led|opened|presided over|had held)\b(?P<between>[^;]{0,160}?)"
    r"(?<![\w-])(?:" + _NOUN.format("1") + ")"
)
_TOOK_PLACE = re.compile(
    r"(?<![\w-])(?:" + _NOUN.format("2") + r")(?P<between>[^;]{0,260}?)"
    r"\b(?:was|were|has been) (?:\w+ )?(?:held|convened|conducted|hosted|co-chaired|opened|launched)\b|"
    r"(?<![\w-])(?:" + _NOUN.format("3") + r")[^;]{0,260}?\btook place\b"
)
_HELD_BEHIND = re.compile(r"(?<![\w-])(?:" + _NOUN.format("4") + r") (?:that [^;]{0,90}? )?(?:held|which [^;]{0,90}?held|that was held)\b")
_MET = re.compile(r"\b(?:met|meets)\b(?! (?:by|the (?:needs?|target|goal|requirement|challenge)|in (?:the )?(?:past|previous)))")
_SIGNED = re.compile(r"\b(?:signed|exchanged (?:the )?(?:notes?|signed)|initialed|initialled)\b")
_VISITED = re.compile(r"\b(?:visited|traveled to|travelled to|paid (?:an? )?(?:\w+ ){0,2}visit to|made (?:an? )?(?:\w+ ){0,2}visit to)\b")
_RECEIVED_PERSON = re.compile(r"\breceived (?=(?:H\.|Mr|Ms|Mrs|Dr|the Hon|Hon|Prime|President|Foreign|Minister|His|Her))")

_NEGATED = re.compile(r"\b(?:will|would|is to|are to|is scheduled|are scheduled|is due|are due|is expected|plans? to|shall|going to|"
                      r"may|if circumstances|to be|hopes? to|was to|were to|has decided to|have decided to)\b[^,;]{0,60}$", re.I)  # fmt: skip


class _Reading(NamedTuple):
    """One way of reporting a contact: words without which it cannot be, its pattern, what kind it tells of."""

    rule: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    kind: Callable[[re.Match[str]], str]
    direction: str | None = None
    always: bool = True  # False: only where the surer readings found nothing


def _noun_kind(m: re.Match[str]) -> str:
    """The kind of the noun in a match, whichever of the pattern's forms found it."""
    groups = m.groupdict()
    return next((k for k in KINDS for form in "1234" if groups.get(k + form)), "")


def _held_kind(m: re.Match[str]) -> str:
    return "meal" if _MEAL_BEHIND.match(m.string, m.end()) else _noun_kind(m)


def _call_kind(m: re.Match[str]) -> str:
    return "courtesy_call" if "courtesy" in m.group() else "meeting"


def _spoke_kind(m: re.Match[str]) -> str:
    return "video" if m.group().endswith(("video", "virtually")) else "telephone"


_READINGS = (
    _Reading("paid-call", ("paid", "made", "pays", "called"), _PAID, _call_kind, "paid"),
    _Reading("received-call", ("received",), _RECEIVED, _call_kind, "received"),
    _Reading("spoke", ("phone", "video", "virtually"), _SPOKE, _spoke_kind),
    _Reading("held", ("held", "had ", "conducted", "hosted", "attended", "gave", "chaired", "took part", "participated", "joined",
                      "convened", "concluded", "carried out", "engaged in", "exchanged", "led", "opened", "presided"), _HELD, _held_kind),
    _Reading("took-place", ("held", "convened", "conducted", "hosted", "chaired", "opened", "launched", "took place"), _TOOK_PLACE,
             _noun_kind, always=False),
    _Reading("held-behind", ("ollowing is", "verview of", "utline of", "ummary of", "gist of"), _HELD_BEHIND, _noun_kind, always=False),
    _Reading("spoke-with", ("spoke", "speaks", "talked", "conferred"), _SPOKE_WITH, lambda m: "telephone"),
    _Reading("met", ("met", "meets"), _MET, lambda m: "meeting"),
    _Reading("received-person", ("received",), _RECEIVED_PERSON, lambda m: "meeting"),
    _Reading("signed", ("signed", "exchanged", "initialed", "initialled"), _SIGNED, lambda m: "signing"),
    _Reading("visited", ("visit", "traveled", "travelled"), _VISITED, lambda m: "visit"),
)  # fmt: skip


# "Meeting on the occasion of the G8 Summit": what it was held beside is not what it was.
_BESIDES = re.compile(r" (?:on|in|at) the (?:occasion|sidelines?|margins?) of |, Held ", re.IGNORECASE)
_VISIT_FIRST = re.compile(r"Visit (?:to|by|of) ")

# One quick look for any of the verbs spares most sentences the patterns.
_ANY_WORD = re.compile("|".join(sorted({word for reading in _READINGS for word in reading.words}, key=len, reverse=True)))


def core(title: str) -> str:
    """A title without what the contact was held beside: "... on the occasion of the G8 Summit"."""
    return _BESIDES.split(title, maxsplit=1)[0]


def in_title(title: str, offset: int | None) -> list[Mention]:
    """The kinds a title names, the most specific first; spans are valid only where `offset` is given."""
    found = []
    title = core(title)
    if _VISIT_FIRST.match(title):
        return [Mention("kind", "visit", offset or 0, (offset or 0) + 5, "title-word")]
    for kind, pattern in _TITLE:
        m = pattern.search(title)
        if m:
            start = (offset or 0) + m.start()
            found.append(Mention("kind", kind, start, start + len(m.group()), "title-word"))
    return found


def meal_meeting(title: str) -> bool:
    """Whether a title calls the meeting itself a meal ("Lunch Meeting")."""
    return bool(_MEAL_MEETING.search(title))


def events(text: str, start: int, end: int) -> list[Event]:
    """The clauses of one sentence that report a contact in the past, in order of their verbs."""
    sentence = text[start:end]
    found: list[Event] = []
    if not _ANY_WORD.search(sentence):
        return found

    def note(m: re.Match[str], kind: str, direction: str | None, rule: str) -> None:
        if not _NEGATED.search(sentence, 0, m.start()):
            found.append(Event(start, end, start + m.start(), start + m.end(), kind, direction, rule))

    for reading in _READINGS:
        # Looking for a verb as a plain word is far cheaper than trying its pattern at every letter.
        if (reading.always or not found) and any(word in sentence for word in reading.words):
            for m in reading.pattern.finditer(sentence):
                note(m, reading.kind(m), reading.direction, reading.rule)
    return _apart(sorted(found, key=lambda e: (e.verb_start, -(e.verb_end - e.verb_start))))


def _apart(found: list[Event]) -> list[Event]:
    """One event a verb: of readings that overlap the first stays."""
    kept: list[Event] = []
    for event in found:
        if event.kind and (not kept or event.verb_start >= kept[-1].verb_end or event.rule == "took-place"):
            kept.append(event)
    return kept

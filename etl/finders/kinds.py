"""Kinds: what a title calls the contact, and the clauses of the text that report one as having happened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from etl import vocabulary
from etl.records import Event, Hit, Mention

# The ladder over a title's words: the most specific comes first; each with words without which it cannot be.
_TITLE = (
    ("telephone", ("phone", "call", "teleconf", "tele-conf"), re.compile(r"\b(?:tele)?phone (?:talks?|conversations?|calls?|meetings?|conferences?|consultations?|summit)|"
                             r"\b(?:calls?|phone call) (?:with|to|between)\b|\bcall with\b|\bTelephone\b|"
                             r"(?<!video )(?<!video-)\btele-?conferences?\b", re.I)),
    ("video", ("video", "conference", "tv ", "web ", "online ", "virtual "), re.compile(r"\bvideo[- ]?(?:tele)?(?:conferences?|calls?|meetings?|talks?|conferencing)\b|"
                         r"\b(?:TV|web|online|virtual) (?:conferences?|meetings?|talks?|summit)|\bvideoconference", re.I)),
    ("courtesy_call", ("courtesy ", " call on", "farewell "), re.compile(r"\b(?:courtesy|farewell) (?:calls?|visits?)\b|\b(?:pays|paid) an? call on\b", re.I)),
    ("dialogue", ("dialogue", "consultation", "policy talks", "talks", "discussions"), re.compile(r"\bdialogues?\b(?! (?:Meeting|and Cooperation Council))|\bconsultations?\b|\bpolicy talks\b|"
                            r"\b(?:Working|Bureau|Director)[- ](?:Level|General) (?:talks|discussions)", re.I)),
    ("meal", ("(",), re.compile(r"\((?:working |business )?(?:lunch|dinner|breakfast|luncheon)(?: meeting)?\)", re.I)),
    ("summit", ("summit",), re.compile(r"\bsummit\b", re.I)),
    ("signing", ("sign",), re.compile(r"\bsigning\b(?! of guest)|\bsigns\b", re.I)),
    ("meeting", ("meet", "talk", "discussion", "met with", "conversation", "exchange"), re.compile(r"\bmeetings?\b|\btalks?\b|\bdiscussions?\b|\bmeets\b|\binformal talk|\bmet with\b|\bconversation\b"
                           r"|\bexchange of views\b", re.I)),
    ("meal", ("lunch", "dinner", "breakfast", "banquet", "supper"), re.compile(r"\b(?:working |official |welcome )?(?:lunch(?:eon)?|dinner|breakfast|banquet|supper)s?\b", re.I)),
    ("visit", ("visit", "trip", "travel", "tour"), re.compile(r"\bvisit(?:s|ed|ing)?\b|\btrip\b|\btravel\b|\btour\b", re.I)),
    ("multilateral", ("conference", "forum", "ministerial", "assembly", "session", "symposium"), re.compile(r"\bconferences?\b|\bforum\b|\bministerial\b|\bassembly\b|\bsession\b|\bsymposium\b", re.I)),
    ("other", ("reception", "ceremony", "event", "gathering", "funeral", "inauguration"), re.compile(r"\breception\b|\bceremony\b|\bevent\b|\bgathering\b|\bfuneral\b|\binauguration\b", re.I)),
)  # fmt: skip
TWO = re.compile(r"\b(?:two|both) (?:foreign |prime )?(?P<who>leaders|[Mm]inisters)\b")  # an outline's only word on who met
_MEAL_BEHIND = re.compile(r" \((?:working )?(?:lunch(?:eon)?|dinner|breakfast)(?: meeting)?\)|(?<=views) over (?:an? )?(?:working )?(?:lunch(?:eon)?|dinner|breakfast)\b", re.I)
_MEAL_MEETING = re.compile(r"\b(?:lunch(?:eon)?|dinner|breakfast) meeting", re.I)

_PAID = re.compile(r"\b(?:invited|visited|came)\b[^;]{0,80}? to pay (?:an? )?(?:courtesy|farewell) (?:calls?|visits?) (?:on|to|upon)\b|"
                   r"\b(?:paid|made|pays|called)\b[^;]{0,60}?\b(?:(?:courtesy|farewell) (?:calls?|visits?)|calls?) (?:on|to|upon)\b|"
                   r"\bcalled (?:on|upon)\b(?! (?:all|the (?:parties|international|government|two)|them|each|both))")  # fmt: skip
_RECEIVED = re.compile(r"\breceived\b[^;]{0,60}?\b(?:courtesy|farewell) (?:calls?|visits?)\b|"
                       r"\breceived (?:an? )?(?:(?:tele)?phone )?(?:call|visit) (?:from|by)\b|\bcourtesy call was (?:paid|made) (?:on|to|upon)\b")  # fmt: skip
_SPOKE = re.compile(r"\b(?:spoke|talked|conferred|speaks|conversed|called|telephoned)\b[^;]{0,80}?\b(?:over the (?:tele)?phone|by (?:tele)?phone|on the "
                    r"(?:tele)?phone|via (?:tele)?phone|by video|virtually)\b")  # fmt: skip
_SPOKE_WITH = re.compile(r"\b(?:spoke|speaks|talked|conferred)\b(?:[ ,]\w+){0,6}? (?:with|to|separately)\b")
_HAD = re.compile(
    r" (?:an?|his|her|their|talks|telephone|discussions?|bilateral|consultations|separate|informal|working|short|brief|extensive|the)\b"
)
# "the meeting held in January" is no main verb; "was held" stands behind its noun.
_PARTICIPLE = re.compile(r"(?:[Mm]eetings?|[Tt]alks|[Cc]onferences?|[Ss]ummit|[Dd]ialogues?|[Cc]onsultations?)(?: \([^()]{1,30}\))? $")
_PASSIVE = re.compile(r"\b(?:was|were|been) (?:\w+ )?$")
_FOLLOWING = ("ollowing is", "verview of", "utline of", "ummary of", "gist of")
_BETWEEN, _BEFORE = 160, 260  # code points between a verb and its noun, behind and in front
_MET = re.compile(r"\b(?:met|meets)\b(?! (?:by|the (?:needs?|target|goal|requirement|challenge)|in (?:the )?(?:past|previous)))")
_SIGNED = re.compile(r"\b(?:signed|exchanged (?:the )?(?:notes?|signed)|initialed|initialled)\b")
_SUMMONED = re.compile(r"\bsummoned (?:the )?(?=H\.|Mr|Ms|Mrs|Dr|Ambassador|Charg|[A-Z][a-z]+ Ambassador)")
_VISITED = re.compile(r"\b(?:visited|traveled to|travelled to|paid (?:an? )?(?:\w+ ){0,2}visit to|made (?:an? )?(?:\w+ ){0,2}visit to)\b")
_RECEIVED_PERSON = re.compile(
    r"\b(?:was received (?:in audience )?by (?:the )?|received )(?=(?:H\.|Mr|Ms|Mrs|Dr|the Hon|Hon|Prime|President|Foreign|Minister|His|Her)|"
    r"(?:an? |the |its |their )?(?:\w+ ){0,3}(?:delegations?|groups?|missions?|members|participants|students|youths?) (?:of|from|led|headed|participating)\b)"
)

_EXCHANGED = re.compile(
    r"\bexchanged (?:\w+ )?(?:views|opinions)(?P<meal> over (?:an? )?(?:working )?(?:lunch(?:eon)?|dinner|breakfast))? with "
    r"(?=(?:H\.|Mr|Ms|Mrs|Dr|Prime|President|Foreign|Minister|Secretary|Ambassador|the (?:Hon|members|delegation|representatives)|members|representatives))"
)
_NEGATED = re.compile(r"\b(?:will|would|is to|are to|is scheduled|are scheduled|is due|are due|is expected|plans? to|shall|going to|"
                      r"may|if circumstances|to be|hopes? to|was to|were to|has decided to|have decided to)\b[^,;]{0,60}$", re.I)  # fmt: skip


_RELATIVE = re.compile(r"\bwho (?:(?:also|had|has|recently) )?$")
_FAR = 100  # code points: further in front of a verb nothing bears upon it


class _Reading(NamedTuple):
    """One way of reporting a contact: words without which it cannot be, its pattern, what kind it tells of."""

    rule: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    kind: Callable[[re.Match[str]], str]
    direction: str | None = None


def _call_kind(m: re.Match[str]) -> str:
    """To pay a call on somebody is a courtesy, to make one by telephone is none; to receive a visit need not be one."""
    if "phone" in m.group():
        return "telephone"
    return "courtesy_call" if "call" in m.group() else "meeting"


def _spoke_kind(m: re.Match[str]) -> str:
    return "video" if m.group().endswith(("video", "virtually")) else "telephone"


_READINGS = (
    _Reading("paid-call", ("paid", "made", "pays", "called", "to pay"), _PAID, _call_kind, "paid"),
    _Reading("received-call", ("received", "call was"), _RECEIVED, _call_kind, "received"),
    _Reading("spoke", ("phone", "video", "virtually"), _SPOKE, _spoke_kind),
    _Reading("spoke-with", ("spoke", "speaks", "talked", "conferred"), _SPOKE_WITH, lambda m: "telephone"),
    _Reading("met", ("met", "meets"), _MET, lambda m: "meeting"),
    _Reading("summoned", ("summoned",), _SUMMONED, lambda m: "meeting"),
    _Reading("received-person", ("received",), _RECEIVED_PERSON, lambda m: "meeting"),
    _Reading("exchanged-views", ("exchanged",), _EXCHANGED, lambda m: "meal" if m["meal"] else "meeting"),
    _Reading("signed", ("signed", "exchanged", "initialed", "initialled"), _SIGNED, lambda m: "signing"),
    _Reading("visited", ("visit", "traveled", "travelled"), _VISITED, lambda m: "visit"),
)  # fmt: skip


# "Meeting on the occasion of the G8 Summit": what it was held beside is not what it was.
_BESIDES = re.compile(r" (?:on|in|at) the (?:occasion|sidelines?|margins?) of |, Held ", re.IGNORECASE)
_VISIT_FIRST = re.compile(r"Visit (?:to|by|of) ")


def core(title: str) -> str:
    """A title without what the contact was held beside: "... on the occasion of the G8 Summit"."""
    return _BESIDES.split(title, maxsplit=1)[0]


def in_title(title: str, offset: int | None) -> list[Mention]:
    """The kinds a title names, the most specific first; spans are valid only where `offset` is given."""
    found = []
    title = core(title)
    if _VISIT_FIRST.match(title):
        return [Mention("kind", "visit", offset or 0, (offset or 0) + 5, "title-word")]
    lowered = title.lower()
    for kind, words, pattern in _TITLE:
        m = pattern.search(title) if [word for word in words if word in lowered] else None
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
    found = [Event(start, end, start + a, start + b, kind, None, rule) for a, b, kind, rule in _pairs(sentence)]
    for reading in _READINGS:
        # Looking for a verb as a plain word is far cheaper than trying its pattern at every letter.
        for word in reading.words:
            if word in sentence:
                found += [
                    Event(start, end, start + m.start(), start + m.end(), reading.kind(m), reading.direction, reading.rule)
                    for m in reading.pattern.finditer(sentence)
                ]
                break
    if not found:
        return found
    happened = [e for e in found if not _negated(sentence, e.verb_start - start)]
    # "who attended the Forum, held a meeting": what somebody did besides is not what is reported.
    told = [e for e in happened if not _RELATIVE.search(sentence, max(0, e.verb_start - start - 20), e.verb_start - start)]
    return _apart(sorted(told or happened, key=lambda e: (e.verb_start, -(e.verb_end - e.verb_start))))


def _negated(sentence: str, at: int) -> bool:
    """Whether the words in front of a verb, in its part of the sentence, say that it has not happened."""
    part = max(sentence.rfind(",", 0, at), sentence.rfind(";", 0, at)) + 1
    return bool(_NEGATED.search(sentence, max(part, at - _FAR), at))


def _pairs(sentence: str) -> Iterator[tuple[int, int, str, str]]:
    """Verbs of contact with their nouns: "held a meeting", else "a meeting was held", else "overview of the meeting held"."""
    hits = vocabulary.contacts().find(sentence)
    nouns = [h for h in hits if h.table == "noun"]
    verbs = [h for h in hits if h.table == "verb"]
    if not nouns or not verbs:
        return
    active = [v for v in verbs if _active(sentence, v)]
    paired = False
    for verb in active:
        noun = next((n for n in nouns if n.start >= verb.end), None)
        if noun and noun.start - verb.end <= _BETWEEN and ";" not in sentence[verb.end : noun.start]:
            paired = True
            kind = "meal" if _MEAL_BEHIND.match(sentence, noun.end) else noun.value
            yield verb.start, noun.end, kind, "held"
    if not paired:
        yield from _behind(sentence, nouns, verbs)


def _active(sentence: str, verb: Hit) -> bool:
    low = max(0, verb.start - _FAR)
    if verb.value == "took-place" or _PASSIVE.search(sentence, low, verb.start):
        return False
    return bool(_HAD.match(sentence, verb.end)) if verb.value == "had" else not _PARTICIPLE.search(sentence, low, verb.start)


def _behind(sentence: str, nouns: list[Hit], verbs: list[Hit]) -> Iterator[tuple[int, int, str, str]]:
    """A noun in front of its verb: "The meeting was held", "took place"; in an announcement also "the meeting held"."""
    announced = any(words in sentence for words in _FOLLOWING)
    for verb in verbs:
        passive = verb.value == "took-place" or (verb.value == "held" and _PASSIVE.search(sentence, 0, verb.start))
        noun = next((n for n in nouns if n.end <= verb.start and verb.start - n.end <= _BEFORE), None)
        if noun and (passive or (announced and verb.value == "held")):
            yield noun.start, verb.end, noun.value, "took-place" if passive else "held-behind"
            return


def _apart(found: list[Event]) -> list[Event]:
    """One event a verb: of readings that overlap the first stays."""
    kept: list[Event] = []
    for event in found:
        if event.kind and (not kept or event.verb_start >= kept[-1].verb_end or event.rule == "took-place"):
            kept.append(event)
    return kept

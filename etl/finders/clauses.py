"""Clauses of speech: verbs that tell what a speaker does, each with its subject, sentence by sentence.

Verbs stand in speech_verbs.csv with their sorts (data/vocabulary/README.md); here is which words belong together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from etl.records import Clause, Hit, Sentence, Voice

_REACH = 170  # code points between a subject and its verb, a relative clause included
_ADVERBS = (
    r"(?:,? ?(?:also|then|again|first|further|furthermore|too|once (?:more|again)|likewise|[a-z]+ly|for (?:his|her|its|their) part|"
    r"(?:in|on) (?:his|her|its|their|this) (?:turn|response|reply|regard|side)|in (?:turn|closing|addition|response|particular)|all|each|"
    r"both|together|himself|herself|themselves|therefore|moreover|as well|still|now|thus|did|at the outset|in reply|"
    r"after that|at last|to begin with),? ?)*"
)
_GAP = re.compile(rf"(?:,? who)? ?{_ADVERBS}")
_ASIDE = re.compile(r",(?: who | [^.;]{3,}, ?$)")
_CONNECTED = re.compile(
    rf"(?:^|[,;:(\u2013\u2014] ?|\b(?:and|but|while|yet) |, (?:who|whose|which) |, for which |; ?(?:and|but) ){_ADVERBS}$"
)
# Most places are decided by the words right in front of them; only an adverb there calls for the patterns.
_JOINTS = (", ", "; ", ": ", "(", "\u2013 ", "\u2014 ", " and ", " but ", " while ", " yet ", ", who ", ", whose ", ", for which ", ", to which ", ", and that ")
_ADVERBIAL = ("ly ", "also ", "then ", "again ", "further ", "furthermore ", "too ", "more ", "likewise ", "part ", "turn ", "response ", "reply ",
              "regard ", "side ", "closing ", "addition ", "particular ", "all ", "each ", "both ", "together ", "self ", "selves ", "therefore ",
              "moreover ", "well ", "still ", "now ", "thus ", "did ", "outset ", "very ", "most ", "much ", "so ", "less ", "not ")  # fmt: skip


def _by_last_letter(endings: tuple[str, ...], always: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """Endings by the character in front of their last, so that a place is compared with few of them."""
    return {word[-2]: tuple(w for w in endings if w[-2:-1] == word[-2]) + always for word in endings if len(word) > 1}


_JOINTS_BY, _ADVERBIAL_BY = _by_last_letter(_JOINTS, ("(",)), _by_last_letter(_ADVERBIAL)
_BEING = re.compile(r"\b(?:was|were|is|are|be|felt|remained|been)(?: not| no less| also| all| both| very| most| much| so| too| truly| again| still| \w+ly)* $")
_NUMBERING = re.compile(r"[\s(]*(?:[-•・*–—\u25cf] ?|\(?\d{1,2}[.)] ?|\(?[a-zA-Z]\) ?|\(?[ivx]{1,4}\) ?|\d ){0,4}\(?")
_FURNITURE = ("Back to ", "(*", "*", "(Photo", "Photo", "Press Releases", "(Note", "(Reference", "(END", "Get Acrobat")
_FURNITURE_BEGINS = frozenset(words[0] for words in _FURNITURE)
_BARRED = frozenset(("of", "by", "with", "to", "from", "between", "for", "than", "toward", "towards", "the", "upon", "on", "in", "at", "after",
           "before", "under", "about", "among", "including"))  # fmt: skip
_OPENERS = frozenset(("", "and", "but", "that", "as", "while", "when", "which", "what", "whom", "because", "where", "said", "replied", "for",
            "since", "so", "if", "then", "how", "today", "whose", "although", "though", "whether"))  # fmt: skip
_VOICING = ("expressed", "renewed", "paid ", "presented", "extended", "began by expressing", "opened by", "responded by", "replied by", "answered by", "called", "conveyed", "voiced", "stated", "repeated", "reiterated", "spoke", "offered", "reaffirmed", "affirmed", "confirmed", "began with", "opened with")
_RAISING = ("spoke", "took up", "considered", "raised", "touched", "brought up", "referred", "mentioned")
_BE = frozenset(("was", "were", "be", "been", "being", "is", "are"))
_NOT_BEFORE_FINITE = frozenset(("had", "has", "have", "having", "to", "the", "of", "a", "an", "its", "their", "his", "her"))
_PERSON = ("principal:", "counterpart:")
_SOMEBODY = ("principal:", "counterpart:", "other:", "unknown:", "group")
_make = tuple.__new__  # a NamedTuple's own constructor costs twice as much


def find(text: str, sentences: Sequence[tuple[int, int]], voices: Sequence[Voice], verbs: Sequence[Hit]) -> list[Sentence]:
    """Finds clauses of speech.

    Args:
        text: settled text.
        sentences: spans to read, in order; a new line begins a new paragraph.
        voices: words that name a speaker, in order, none overlapping another.
        verbs: hits of speech_verbs.csv, in order.

    Returns:
        Every sentence but the page's furniture, in order, with its clauses.
    """
    found: list[Sentence] = []
    many, most = len(voices), len(verbs)
    v = h = before = 0
    fresh = True
    for start, end in sentences:
        fresh = fresh or text.find("\n", before, start) >= 0
        before = end
        first_voice, first_verb = v, h
        while v < many and voices[v].start < end:
            v += 1
        while h < most and verbs[h].start < end:
            h += 1
        if text[start] not in _FURNITURE_BEGINS or not text.startswith(_FURNITURE, start):
            found.append(_sentence(text, start, end, fresh, voices[first_voice:v], verbs[first_verb:h]))
            fresh = False
    return found


def _sentence(text: str, start: int, end: int, fresh: bool, voices: Sequence[Voice], verbs: Sequence[Hit]) -> Sentence:
    if not text[start].isupper() or text.startswith(")", start + 1):
        start = _NUMBERING.match(text, start, end).end()  # type: ignore[union-attr]
    if not (voices or verbs):
        return _make(Sentence, (start, end, fresh, None, None, "state", []))
    opening = _opening(text, start, voices) if voices else None
    named = voices[0].who if voices and voices[0].who.startswith(_PERSON) else None
    clauses = _clauses(text, start, end, opening, voices, verbs) if verbs else []
    act = "state" if clauses else next((h.value for h in verbs if h.table in ("act", "felt")), "state")
    return _make(Sentence, (start, end, fresh, opening, named, act, clauses))


def _clauses(
    text: str, start: int, end: int, opening: Voice | None, voices: Sequence[Voice], verbs: Sequence[Hit]
) -> list[Clause]:
    found: list[Clause] = []
    for hit in verbs:
        verb = hit
        if verb.table == "noun":
            if found and found[-1].act == found[-1].verb.value and _voiced(text, found[-1].verb, verb):
                found[-1] = found[-1]._replace(act=verb.value)
                continue
            verb = verb._replace(table="plural")  # "both sides hope": a noun's form, a verb of two
        elif verb.table == "be":
            being = _being(text, start, verb.start)
            if being is None:
                continue
            verb = Hit(being, verb.end, "act", verb.value)
        elif verb.table == "stage" and end - verb.end > 25:
            verb = Hit(verb.start, verb.end, "say", "state")  # "made three points: ..." and the points behind it
        voice = _subject(text, start, verb, voices) if voices else None
        if _idle(text, start, verb, voice):
            continue
        if not found and voice is None and opening and opening.who != "he" and verb.table in ("act", "say"):
            voice = opening
        if verb.table == "felt" and voice and voice.start < verb.start:
            voice = None
        found.append(_clause(text, start, verb, voice, found))
    return found


def _clause(text: str, start: int, verb: Hit, voice: Voice | None, before: Sequence[Clause]) -> Clause:
    at = verb.start
    if voice and voice.start < at and not (before and before[-1].voice == voice):
        at = voice.start
    # "the two spoke about fisheries" tells what was talked of, not what they said.
    act = "none" if voice and voice.who in ("both", "they") and text.startswith(_RAISING, verb.start) else verb.value
    joined = at > start and _joined(text, start, at)
    return _make(Clause, (at, verb, act, voice, joined, _is_comment(text, verb, voice)))


def _idle(text: str, start: int, verb: Hit, voice: Voice | None) -> bool:
    """Whether a verb tells of no statement where it stands: "the President will visit Japan" is news."""
    if verb.table == "plural":
        return not (voice and voice.who in ("both", "they"))
    if verb.table == "modal" and (voice is None or (voice.who.startswith(_SOMEBODY) and text[verb.start : verb.end] != "would")):
        return True
    return verb.table in ("act", "say", "modal") and _not_finite(text, start, verb, voice)


def _opening(text: str, start: int, voices: Sequence[Voice]) -> Voice | None:
    """Who a sentence begins with: "Minister Kono ...", "He ...", "To Minister Kono, ..."."""
    first = voices[0]
    if first.start == start + 3 and text.startswith("To ", start) and first.who.startswith(_SOMEBODY):
        return None if len(voices) > 1 and voices[1].who == "he" else first
    if text.startswith(", ", first.end) and text[first.end + 2 : first.end + 3].isupper():
        return None  # "Mr. Kono, Minister for ...": a list of who was there
    return first if first.start <= start and (first.who == "he" or first.who.startswith(_SOMEBODY)) else None


def _being(text: str, start: int, at: int) -> int | None:
    """Where "was", "are truly" and the like begin in front of an adjective."""
    if text.endswith((" was ", " were ", " is ", " are "), start, at):
        return text.rindex(" ", start, at - 1) + 1
    found = _BEING.search(text, max(start, at - 36), at) if text.endswith(_ADVERBIAL, start, at) else None
    return found.start() if found else None


def _joined(text: str, start: int, at: int) -> bool:
    """Whether what begins at `at` is joined to the words before it, not part of them: ", and", "; also"."""
    before = text[at - 2]
    if text.endswith(_JOINTS_BY.get(before, "("), start, at):
        return True
    adverbs = _ADVERBIAL_BY.get(before)
    return adverbs is not None and text.endswith(adverbs, start, at) and bool(_CONNECTED.search(text, max(start, at - 42), at))


def _subject(text: str, start: int, verb: Hit, voices: Sequence[Voice]) -> Voice | None:
    """Who does what the verb says: "X stated", "X, who had come, stated", "said X", "praised by X"."""
    at = bisect_left(voices, (verb.start,))
    if at < len(voices) and voices[at].start - verb.end <= 8:
        by = text.startswith(" by ", verb.end)
        behind = verb.end + (4 if by else 1)
        follows = voices[at].start in (behind, behind + 4)
        if follows and (by or verb.table == "felt" or _inverted(text, verb, voices[at])):
            return voices[at]
    while at and verb.start - voices[at - 1].end <= _REACH:
        at -= 1
        if _speaks(text, start, voices[at], verb):
            return voices[at]
    return None


def _inverted(text: str, verb: Hit, voice: Voice) -> bool:
    return verb.table == "say" and verb.end - verb.start < 10 and text[voice.end : voice.end + 1] in ",.;" and voice.who != "other"


def _speaks(text: str, start: int, voice: Voice, verb: Hit) -> bool:
    gap = text[voice.end : verb.start]
    if len(gap) > 1 and not gap.startswith(", " if len(gap) >= 60 else (",", " ")):
        return False
    if gap != " " and not (len(gap) < 60 and _GAP.fullmatch(gap)):
        reach = 45 if verb.table == "modal" and voice.who != "both" else _REACH
        if not (5 < len(gap) < reach and gap.startswith(", ") and gap.endswith(", ") and _ASIDE.match(gap)):
            return False
    if gap.startswith((", who ", " who ")) and verb.start - voice.end < 40:
        return True
    if voice.start <= start:
        return True
    word = text[max(start, voice.start - 14) : voice.start].rstrip(' "(').rpartition(" ")[2]
    word = "" if word.endswith((",", ";", ":")) else word.lower()
    return word not in _BARRED if voice.who == "both" or (voice.who != "group" and voice.who.startswith(_SOMEBODY)) else word in _OPENERS


def _not_finite(text: str, start: int, verb: Hit, voice: Voice | None) -> bool:
    """Whether a verb is no statement: "had expressed", "to support"; "was asked", unless somebody follows with "by"."""
    word = text[max(start, verb.start - 10) : verb.start].rstrip().rpartition(" ")[2].lower()
    if word in _BE:
        return not (voice and voice.start > verb.start)
    return voice is None and word in _NOT_BEFORE_FINITE


def _is_comment(text: str, verb: Hit, voice: Voice | None) -> bool:
    """Whether the verb only comments on words that stand around it: "..., he said, ..."."""
    say = verb.table == "say"
    if not say and verb.value != "agree":
        return False
    end = max(verb.end, voice.end) if voice else verb.end
    head = min(voice.start, verb.start) if voice else 0
    inside = text[head - 2 : head] == ", "
    if not (say or inside):
        return False
    if text[end : end + 1] in (",", ".", ";", ""):
        return True
    return inside and text.startswith("told", verb.start) and text.find(",", end, end + 30) > 0


def _voiced(text: str, verb: Hit, noun: Hit) -> bool:
    between = text[verb.end : noun.start]
    if between == " with " and verb.table == "say":
        return True  # "said with thanks"
    if verb.table != "say" and not text.startswith("offer", verb.start):
        return False
    return len(between) < 50 and "importance" not in between and text.startswith(_VOICING, verb.start)

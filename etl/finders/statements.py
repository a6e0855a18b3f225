"""Who does what with words: "X welcomed A, and expressed hope for B" is two statements, "said that he hoped" one hope.

Clauses of speech come in sentence by sentence; here they become parts of a sentence with one speaker and one act, and
pronouns, unfinished reports and announced speeches find their speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.records import Clause, Said, Sentence, Voice

_TAIL = re.compile(r"(?:[\s,;:(\u2013\u2014]|\b(?:and|but|while|and that|for which|to which|of which|in (?:response|reply|return|turn))\b)+$")
_OPENED = {'"': '"', ")": "("}
_JOINT = {"state": "agree", "answer": "agree", "promise": "agree", "support": "agree", "praise": "praise"}
_SOMEBODY = ("principal:", "counterpart:", "other:", "unknown:", "group")


@dataclass(slots=True)
class _Flow:
    """What earlier sentences leave behind: who spoke last, whose report goes on, whose speech was announced."""

    last: str | None = None
    carry: str | None = None
    stage: str | None = None


@dataclass(slots=True)
class _Part:
    """A part of a sentence in which one speaker does one act; `weak` where only a verb of saying tells it."""

    start: int
    clause: Clause
    who: str | None
    voice: Voice | None
    act: str
    weak: bool
    comment: bool


def find(text: str, sentences: Sequence[Sentence]) -> list[Said]:
    """Finds what speakers say.

    Args:
        text: settled text.
        sentences: with their clauses of speech, in order.

    Returns:
        Statements in order of the text; `who` is the voice's, with pronouns resolved. Narration yields none.
    """
    flow = _Flow()
    found: list[Said] = []
    for sentence in sentences:
        if sentence.fresh:
            flow.carry = flow.stage
        if sentence.clauses or sentence.opening or flow.carry:
            found += _sentence(text, sentence, flow)
        flow.last = flow.last or sentence.named
    return found


def _sentence(text: str, sentence: Sentence, flow: _Flow) -> Iterator[Said]:
    parts = _parts(text, sentence, flow)
    if not parts:
        yield from _continued(text, sentence, flow)
        return
    announced = text.endswith(":", sentence.start, sentence.end) and sentence.end - sentence.start < 60
    if announced or "stage" in [c.verb.table for c in sentence.clauses]:
        flow.stage = flow.carry = flow.last = next((p.who for p in parts if p.who), flow.last)
        return
    if flow.stage and parts[0].voice and parts[0].who != flow.stage:
        flow.stage = None
    untils = [*[p.start for p in parts[1:]], sentence.end] if len(parts) > 1 else [sentence.end]
    for part, until in zip(parts, untils, strict=True):
        if part.act != "none" and part.who:
            start, end = _trimmed(text, part.start, until)
            if end - start >= 12:
                yield _said(text, start, end, part)
    last = parts[-1]
    flow.carry = last.who if last.act != "none" and last.who != "both" else None


def _said(text: str, start: int, end: int, part: _Part) -> Said:
    act = _JOINT.get(part.act, part.act) if part.who == "both" else part.act
    voice, verb = part.voice, part.clause.verb
    rule = f"{verb.table}:{text[verb.start : verb.end].lower()}"
    # A NamedTuple's own constructor costs twice as much.
    return tuple.__new__(Said, (start, end, act, part.who or "", voice.start if voice else None, voice.end if voice else None, rule))


def _parts(text: str, sentence: Sentence, flow: _Flow) -> list[_Part]:
    parts: list[_Part] = []
    opening = sentence.opening
    if opening and opening.start > sentence.start:
        flow.last = _resolved(opening, flow)
    for clause in sentence.clauses:
        verb = clause.verb
        who = "both" if verb.table == "joint" else _resolved(clause.voice, flow)
        if verb.table == "felt" and not clause.voice:
            who = flow.last
        told = clause.act != "explain" or clause.comment or text.startswith("told", verb.start)
        weak = verb.table == "say" and clause.act == verb.value and told
        _place(text, sentence.start, _Part(clause.start, clause, who, clause.voice, clause.act, weak, clause.comment), parts, flow)
    if parts and parts[0].who is None:
        named = opening if opening and opening.who != "he" else None
        parts[0].who = _resolved(named, flow) or flow.carry
    return _merged(parts)


def _place(text: str, start: int, part: _Part, parts: list[_Part], flow: _Flow) -> None:
    """Begins a part of its own, or lets the clause say more about the part before it."""
    if not parts:
        part.start = start
        parts.append(part)
        _remember(part, flow)
        return
    last = parts[-1]
    if last.voice is None and part.comment and part.voice:
        last.who, last.voice, last.comment = part.who, part.voice, True  # "..., Minister Kono said"
        _remember(part, flow)
    elif last.who is None and part.voice and part.act != "none":
        part.start = last.start  # "For these good wishes the President gave thanks": wishes are not his act
        parts[-1] = part
        _remember(part, flow)
    elif _apart(text, part, last):
        part.who, part.voice = (part.who, part.voice) if part.who else (last.who, last.voice)
        parts.append(part)
        _remember(part, flow)
    elif (last.weak or _light(text, last)) and part.who in (None, last.who) and not part.weak and part.act != "none":
        last.act, last.weak = part.act, False


def _apart(text: str, part: _Part, last: _Part) -> bool:
    """Whether a clause begins a part of its own."""
    if last.act == "none" and part.voice and part.act != "none":
        return True
    if not part.clause.joined:
        return False
    same = part.who in (None, last.who)
    return not (same and (last.comment or (part.comment and part.voice) or (not part.voice and _light(text, last))))


def _light(text: str, part: _Part) -> bool:
    """Whether a verb only leads up to the next: "spoke of the floods and said"."""
    return part.clause.verb.table == "say" and text.startswith(("spoke", "began", "opened"), part.clause.verb.start)


def _remember(part: _Part, flow: _Flow) -> None:
    if part.who and part.who.startswith(_SOMEBODY) and part.act != "none":
        flow.last = part.who


def _resolved(voice: Voice | None, flow: _Flow) -> str | None:
    if voice is None:
        return None
    who = voice.who
    if who in ("he", "home"):
        return flow.last
    if who == "they":
        return flow.last if flow.last == "group" else "both"
    if who == "other":
        return f"other:{flow.last}" if flow.last and ":" in flow.last and not flow.last.startswith("other:") else None
    if who.startswith("side:"):
        side = who.removeprefix("side:")
        return flow.last if flow.last and flow.last.startswith(side) else side
    return who


def _merged(parts: list[_Part]) -> list[_Part]:
    """Neighbours of one speaker and one act are one statement, unless each has a verb that tells its act."""
    if len(parts) < 2:
        return parts
    kept: list[_Part] = []
    for part in parts:
        if kept and kept[-1].who == part.who and kept[-1].act == part.act != "none" and (part.weak or part.clause.verb.table == "modal"):
            continue
        kept.append(part)
    return kept


def _continued(text: str, sentence: Sentence, flow: _Flow) -> Iterator[Said]:
    """A sentence without a clause of speech: its subject's if it begins with one, else of whoever was speaking."""
    start, end, opening = sentence.start, sentence.end, sentence.opening
    who = _resolved(opening, flow) if opening else flow.carry
    if who is None or who.startswith("unknown:") or end - start < 16:
        return
    flow.carry = flow.last = who
    rule = "subject" if opening else "continued"
    yield Said(*_trimmed(text, start, end), sentence.act, who, opening.start if opening else None, opening.end if opening else None, rule)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without what joins it to the next part or closes the sentence."""
    if text[end - 1] not in ".!":
        tail = _TAIL.search(text, max(start, end - 20), end)
        end = tail.start() if tail else end
    for _ in range(3):
        last = text[end - 1 : end]
        if last not in ".!" and not (last in _OPENED and text.count(_OPENED[last], start, end) % 2 == (last == '"')):
            break
        end -= 1
    return start, end

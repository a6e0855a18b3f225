"""People named with their office in front and no honorific, as readouts name them: "Israeli Foreign Minister Gabi Ashkenazi".

Nothing but capitals tells where such an office ends and a name begins. So every word is given a kind first (allegiance,
office, honorific, name, connective), one letter each; the grammar is then a pattern over those letters.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence

from etl import vocabulary
from etl.records import Hit, Sighting

_WORD = re.compile(r"(?:[A-Z]\.-?)+(?![a-z])|\w[\w'&/-]*(?:(?<=\bSt)\.|(?<=\bDr)\.|(?<=\bJr)\.)?|[^\w\s]|\n")
_BRACKET = re.compile(r" ?\([^()\n]{1,48}\)|'s?(?= )")
_CONNECTIVES = {"of": "o", "for": "o", "on": "o", "to": "o", "in": "o", "and": "&", "&": "&", "the": "t", "with": "x", ",": ",", "/": "&"}
_PARTICLES = frozenset(
    ["bin", "bint", "ibn", "ben", "al", "el", "ul", "ur", "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van",
     "von", "der", "den", "ter", "ten", "zu", "e", "y"]
)
_MODIFIERS = frozenset(["acting", "interim", "former", "outgoing", "incoming", "caretaker", "then", "newly-appointed"])
# A: whose; O: office; m: acting, former; H: honorific; N: name; n: particle; o: of, for, to; t: the; &: and.
_ROLE = r"(?:A|O|m)(?:[AOm]|[ot]t?(?=[AONm])|&t?(?=[AOm])|N(?=[NnA]*O)|(?<=O),(?:(?=O)|&(?=[AO])))*"
_NAME = r"H*N(?:[NnH]*N)?"
_PERSON = re.compile(rf"(?P<role>{_ROLE})(?:,(?=[HN])(?<=A,)|,(?=H*N[NnH]*,))?(?P<name>{_NAME})(?P<of>ot?A)?|(?P<bare>H+N(?:[Nn]*N)?)(?:,t?(?P<behind>{_ROLE}))?|(?P<office>A{_ROLE})")


def find(text: str, start: int, end: int, names: Sequence[Hit]) -> list[Sighting]:
    """The people introduced in ``text[start:end]``, in order; offices that a country names without a holder, too.

    Args:
        text: settled text.
        start, end: the region to read, code points.
        names: hits of `vocabulary.names()` over the whole text, in order.
    """
    words = _words(text, start, end, names)
    kinds = "".join(kind for kind, _ in words)
    found = []
    for m in _PERSON.finditer(kinds):
        sighting = _sighting(text, words, m)
        if sighting is not None:
            found.append(sighting)
    return found


@functools.cache
def _office_words() -> frozenset[str]:
    """Words of which offices are made: those of roles.csv and of office_words.csv."""
    listed = vocabulary.office_words()
    phrases = (row["phrase"].split() for row in vocabulary.rows("roles"))
    english = (p for p in phrases if all(w[:1].isupper() or w in _CONNECTIVES or w in _MODIFIERS for w in p))
    return frozenset(listed | {w.strip(",()") for phrase in english for w in phrase if w[:1].isupper()})


def _words(text: str, start: int, end: int, names: Sequence[Hit]) -> list[tuple[str, Hit]]:
    """Every word of the region with its kind; a name of the vocabulary or an honorific is one word."""
    piece = text[start:end]
    low = bisect_left(names, (start,))
    known = {h.start: h for h in names[low : bisect_left(names, (end,))] if h.end <= end}
    honorifics = {h.start + start: h.end + start for h in vocabulary.honorifics().find(piece) if h.table == "honorific"}
    found: list[tuple[str, Hit]] = []
    at = start
    while (m := _WORD.search(text, at, end)) is not None:
        bracket = _BRACKET.match(text, at, end)
        if bracket:
            at = bracket.end()
            continue
        hit = known.get(m.start())
        held = [kind for kind, _ in found[-2:]] == ["O", "o"] and found[-1][1].value == "of"
        if hit is not None and (hit.table != "place" or held):
            found.append(("O" if hit.table == "place" else "A", hit))  # "Crown Prince of Abu Dhabi"
        else:
            stop = honorifics.get(m.start())
            office = _is_office(m.group())
            word = Hit(m.start(), stop if stop and not office else m.end(), "", m.group())
            found.append(("H" if stop and not office else "O" if office else _kind(m.group()), word))
        at = found[-1][1].end
    return found


def _is_office(word: str) -> bool:
    return word in _office_words() or ("-" in word and word.split("-")[0] in _office_words())


def _kind(word: str) -> str:
    if word in _CONNECTIVES:
        return _CONNECTIVES[word]
    if word[0].isupper() or (word.startswith(("al-", "el-", "as-", "ad-")) and word[3:4].isupper()):
        return "N"
    return "m" if word in _MODIFIERS else "n" if word in _PARTICLES else "."


def _sighting(text: str, words: list[tuple[str, Hit]], m: re.Match[str]) -> Sighting | None:
    role_span, name_span, written = _span(words, m, "role"), None, None
    if m["bare"]:
        name_span, written = _name_span(words, *m.span("bare"))
        role_span = _span(words, m, "behind")
    elif m["office"]:
        role_span = _span(words, m, "office")
    else:
        first = _past_field(words, m)
        role_span = (role_span[0], words[first - 1][1].end) if role_span else None
        name_span, written = _name_span(words, first, m.end("name"))
    role = text[slice(*role_span)].rstrip(", ") if role_span else None
    role_span = (role_span[0], role_span[0] + len(role)) if role_span and role else None
    hits = vocabulary.roles().find(role) if role else []
    if not hits and not m["bare"]:
        return None
    allegiance = _allegiance(words, m)
    country = allegiance.value if allegiance else None
    if country is None and hits and role and hits[0].value == "head_of_state":  # the Pope; other offices exist elsewhere, too
        country = vocabulary.role_countries().get(role[hits[0].start : hits[0].end])
    return Sighting(
        text[slice(*name_span)] if name_span else None, written or role_span or (0, 0), name_span, role, role_span,
        vocabulary.highest(role or "", hits), country, country if allegiance and allegiance.table == "organisation" else None,
        (allegiance.start, allegiance.end) if allegiance else None, words[m.end() - 1][1].end, "office-in-front",
    )  # fmt: skip


def _span(words: list[tuple[str, Hit]], m: re.Match[str], group: str) -> tuple[int, int] | None:
    return (words[m.start(group)][1].start, words[m.end(group) - 1][1].end) if m[group] else None


def _past_field(words: list[tuple[str, Hit]], m: re.Match[str]) -> int:
    """The first word of the name. Behind "Envoy for the" unknown words are the envoy's field, all but the last two."""
    first, last = m.span("name")
    if first and words[first - 1][0] in "ot":
        return max(first, last - 2) if last - first > 2 else last - 1
    return first


def _name_span(words: list[tuple[str, Hit]], first: int, last: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The name without its honorifics, and with them."""
    bare = first
    for n in range(first, last):
        if words[n][0] == "H" and n + 1 < last:
            bare = n + 1
    return (words[bare][1].start, words[last - 1][1].end), (words[first][1].start, words[last - 1][1].end)


def _allegiance(words: list[tuple[str, Hit]], m: re.Match[str]) -> Hit | None:
    """For whom the office is held: named in front, else behind "of"; what an envoy deals with is neither."""
    group = "role" if m["role"] else "behind" if m["behind"] else "office"
    if not m[group]:
        return None
    first, last = m.span(group)
    leading = first
    while leading < last and words[leading][0] == "A":
        leading += 1
    if leading > first:
        return words[leading - 1][1]
    prefix = next((n for n in range(first + 1, last - 1) if words[n][0] == "A" and words[n + 1][0] == "O" and words[n - 1][0] in "Om"), None)
    if prefix is not None:
        return words[prefix][1]  # "Acting Haitian Prime Minister"
    for n in range(first + 1, last):
        if words[n][0] == "A" and "of" in (words[n - 1][1].value, words[n - 2][1].value):
            return words[n][1]
    return words[m.end() - 1][1] if m["of"] else None

"""What was found, in its words: HTML out, everything from outside escaped, hits in <mark>."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")  # as `words_of` of schema.sql parts a text
AROUND, PIECES = 16, 2  # words before and after a hit; stretches shown of one text


class Stretch(NamedTuple):
    """A run of words of a text, by number; end exclusive."""

    first: int
    end: int


def snippet(text: str, places: Sequence[int]) -> str:
    """The stretches of a text with the most hits, in the order of the text; its beginning where there is none.

    `places` are numbers of words; those of the title are below 0.
    """
    words = [found.span() for found in WORD.finditer(text)]
    hits = sorted(place for place in places if 0 <= place < len(words))
    stretches = _densest(hits, len(words)) or [Stretch(0, min(len(words), 2 * AROUND))]
    return "".join(_piece(text, words, stretch, set(hits)) for stretch in stretches).replace(" …  … ", " … ").strip()


def marked_title(title: str, places: Sequence[int]) -> str:
    """A title with its hits marked; they are counted from -1000."""
    words = [found.span() for found in WORD.finditer(title)]
    return _marked(title, words, Stretch(0, len(words)), {place + 1000 for place in places}, (0, len(title)))


def marked(text: str, places: Sequence[int]) -> str:
    """A whole text with its hits marked."""
    words = [found.span() for found in WORD.finditer(text)]
    return _marked(text, words, Stretch(0, len(words)), set(places), (0, len(text)))


def _densest(hits: list[int], length: int) -> list[Stretch]:
    # The window with most hits first, then the next that does not meet it.
    chosen: list[Stretch] = []
    fullest = sorted(range(len(hits)), key=lambda number: number - bisect_left(hits, hits[number] + AROUND))
    for number in fullest:
        window = Stretch(max(0, hits[number] - AROUND // 2), min(length, hits[number] + AROUND + AROUND // 2))
        if all(window.end <= other.first or other.end <= window.first for other in chosen):
            chosen.append(window)
        if len(chosen) == PIECES:
            break
    return sorted(chosen)


def _piece(text: str, words: list[tuple[int, int]], stretch: Stretch, hits: set[int]) -> str:
    if not words:
        return escape(text[:200])
    span = words[stretch.first][0], words[stretch.end - 1][1]
    opening = " … " if stretch.first else ""
    closing = " … " if stretch.end < len(words) else escape(text[span[1]:])
    return opening + _marked(text, words, stretch, hits, span) + closing


def _marked(text: str, words: list[tuple[int, int]], stretch: Stretch, hits: set[int], span: tuple[int, int]) -> str:
    # Neighbouring hits, as those of a phrase, share one mark.
    parts, at, number = [], span[0], stretch.first
    while number < stretch.end:
        if number not in hits:
            number += 1
            continue
        last = number
        while last + 1 < stretch.end and last + 1 in hits:
            last += 1
        parts += [escape(text[at:words[number][0]]), f"<mark>{escape(text[words[number][0]:words[last][1]])}</mark>"]
        at, number = words[last][1], last + 1
    return "".join(parts) + escape(text[at:span[1]])

"""The text's one and only cleaning. Everything after this works on what `settle` returned, and it is what is stored.

Kept: words, order, paragraphs. Changed: line ends, odd spaces, curly quotes (made straight, so that one spelling of a
phrase serves), invisible characters, and the furniture of a web page that is nobody's prose.
"""

from __future__ import annotations

import re
import unicodedata

_ONE_FOR_ONE = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u00b4": "'", "\u0060": "'",
        "\u201c": '"', "\u201d": '"', "\u201f": '"',
        "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u3000": " ",
        "\t": " ", "\u000b": "\n", "\u000c": "\n", "\u0085": "\n", "\u2028": "\n", "\u2029": "\n",
        "\u2010": "-", "\u2011": "-",
    }
)  # fmt: skip
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0000-\u0008\u000e-\u001f\u007f\ud800-\udfff]")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_FURNITURE = re.compile(r" ?\((?:Open a New Window|PDF)\)|(?<=\S) ?Open a New Window\b")  # what the picture behind a link says
_SPACES = re.compile(r"(?<=\S)[ ]{2,}")
_WRAPPED = re.compile(r"(?<=[a-z])\n(?=[a-z])|(?<=[\w)],)\n *(?=\w)")
_TIGHT = re.compile(r"(?<=[a-z]{2}),(?=[A-Z][a-z])")
_BLANK = re.compile(r"\n{3,}")


def settle(text: str) -> str:
    """Settles a text.

    Args:
        text: any string, as read from its source.

    Returns:
        The settled text: NFC, lines ended by a single line feed, no trailing spaces, no runs of blank lines,
        straight quotes. Settling a settled text changes nothing.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _DROPPED.sub("", unicodedata.normalize("NFC", text).translate(_ONE_FOR_ONE))
    if "<" in text:
        text = _BREAK.sub("\n", text)
    text = _FURNITURE.sub("", text)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    text = _TIGHT.sub(", ", _WRAPPED.sub(" ", _SPACES.sub(" ", text)))
    return _BLANK.sub("\n\n", text).strip()

"""Bytes to text: UTF-8 where it fits, else what the source declares, else what the bytes look like."""

from __future__ import annotations

import codecs
import re

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_GUESSES = ["cp932", "euc_jp", "iso2022_jp", "cp1252", "latin_1"]
_META = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_SAMPLE = 1 << 18  # bytes a guess is made from


class EncodingError(ValueError):
    """The bytes are no text in any encoding we read; the message says where they stop being any."""


def decode(raw: bytes, declared: str | None = None) -> tuple[str, str]:
    """Text and the name of the encoding it was read as.

    Args:
        raw: all bytes of a text.
        declared: the encoding that a header or the document itself names; a wrong one is not believed.

    Raises:
        EncodingError: the bytes are no text.
    """
    if raw.startswith(b"\x1b$") or b"\x1b$B" in raw[:_SAMPLE]:
        declared = declared or "iso2022_jp"  # seven bits: it would pass for UTF-8
    else:
        for name in (next((name for bom, name in _BOMS if raw.startswith(bom)), "utf-8"), "utf-8"):
            try:
                return raw.decode(name), name.removesuffix("-sig")
            except UnicodeDecodeError:
                continue
    if b"\0" in raw[:8192]:
        raise EncodingError("the file is binary, not text: give the release as text")
    for name in filter(None, (_known(declared), *_guess(raw))):
        try:
            return raw.decode(name), name
        except UnicodeDecodeError:
            continue
    raise EncodingError("the text is not UTF-8 nor any Japanese or Western encoding: save it as UTF-8")


def declared_in(raw: bytes) -> str | None:
    """The encoding an HTML page declares in its first bytes."""
    found = _META.search(raw, 0, 4096)
    return found[1].decode("ascii") if found else None


def _known(name: str | None) -> str | None:
    """Python's name of an encoding; what the web calls Shift_JIS and Latin-1 is read as Windows reads it."""
    try:
        found = codecs.lookup(name or "").name
    except LookupError:
        return None
    if found in ("utf-8", "ascii") or not codecs.lookup(found)._is_text_encoding:
        return None
    return {"shift_jis": "cp932", "iso8859-1": "cp1252"}.get(found, found)


def _guess(raw: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_SAMPLE], cp_isolation=_GUESSES).best()
    return [best.encoding] if best and best.encoding in _GUESSES else []

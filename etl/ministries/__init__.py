"""How one ministry writes: who its own side is, how its pages are furnished, what it calls its rooms at home."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOTHING = re.compile(r"(?!)")
_LETTERHEAD = 80  # code points


@dataclass(frozen=True, slots=True)
class Ministry:
    """A publisher.

    Attributes:
        code: as it stands in the record (`mofa-jp`).
        country: ISO 3166-1 alpha-3 of the publishing side.
        name: in English, for people.
        addresses: what its web addresses match.
        signature: words by which a text without an address is known to be its own.
        heading: lines of the site's furniture above a release: sections, "Back to", language links.
        caption: lines that describe a photograph.
        nobodies: company that makes a gathering no engagement (its own nationals abroad).
        rooms: buildings of its own, by which an engagement is known to have been at home.
        readouts: whether it writes readouts (see `etl.readout`); the rest is for those only.
        itself: the ministry as the subject of a sentence.
        offices: offices without a country that are its own side's where they stand in front of the verb.
        speech: marks of a transcript. issued: marks of a statement's text. None: there are none.
    """

    code: str
    country: str
    name: str
    addresses: re.Pattern[str]
    signature: re.Pattern[str]
    heading: re.Pattern[str]
    caption: re.Pattern[str]
    nobodies: re.Pattern[str]
    rooms: re.Pattern[str]
    readouts: bool = False
    itself: re.Pattern[str] = _NOTHING
    offices: re.Pattern[str] = _NOTHING
    speech: re.Pattern[str] | None = None
    issued: re.Pattern[str] | None = None


def all_ministries() -> dict[str, Ministry]:
    """Every ministry known, by code."""
    from etl.ministries import fcdo_uk, mofa_jp, state_us

    return {m.code: m for m in (mofa_jp.MINISTRY, state_us.MINISTRY, fcdo_uk.MINISTRY)}


def recognise(url: str | None, text: str) -> Ministry | None:
    """The ministry that published a text, by its address, else by its words; None rather than a guess."""
    known = all_ministries().values()
    if url:
        return next((m for m in known if m.addresses.search(url)), None)
    signed = [m for m in known if m.signature.search(text, 0, 4000)]
    if len(signed) > 1:  # others' words in the text; the letterhead tells
        signed = [m for m in signed if m.signature.search(text, 0, _LETTERHEAD)]
    return signed[0] if len(signed) == 1 else None

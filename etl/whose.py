"""Weighs parties, groups and lists into the other side's countries, and into counterparts whom nobody names."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence

from etl import vocabulary, who
from etl.finders import people
from etl.records import Hit, Person, Sighting
from etl.sheet import Reported, Sheet
from etl.which_side import Sides

# "Foreign Ministers of Brazil, Germany, and India", "five countries (A, B, C, D and E)"
_LISTED = re.compile(r"(?:[Mm]inisters|[Mm]inistries|[Aa]mbassadors|[Ll]eaders|[Rr]epresentatives|[Dd]elegates|[Pp]residents|[Gg]overnments) of [^.;()]{4,120}? and (?:the )?[A-Z][\w.']*(?: (?:(?:of|and|the) )*[A-Z][\w.']*){0,5}|"
                     r"\b(?:countries|nations|states|members|partners) \((?!except|excluding|other than|including|such as)[^)]{8,300}\)")  # fmt: skip
_BODYS = re.compile(r" (?:Foreign |Defen[cs]e )?(?:Ministers|Leaders|Ministerial|Summit|Member States|member states)\b")
_BOTH_MINISTERS = re.compile(r"Foreign Ministers\b|(?:with|by|and) (?:the )?(?:\w+ )?Foreign Minister(?: of\b|$)")  # not "Foreign Minister Kono Meets"
_HEADS = re.compile(r"(?:Secretary[- ]General|Director[- ]General|President|Chair(?:man|person)?) of (?:the )?$")


def nameless(sheet: Sheet, reported: Reported, kind: str, named: list[Person]) -> list[Person]:
    """Counterparts known only by office and country: "Japan-Laos Foreign Ministers' Meeting"; the group that met."""
    if kind == "other" and sheet.parties:
        return []  # a reception names a country without anybody of its side
    parties = sheet.parties
    if named:
        whole = kind == "multilateral" and len({p.country for p in named}) < 3  # three members named are the group
        # "Japan-China-ROK" names its members itself.
        parties = [h for h in parties if whole and h.value in vocabulary.groups() and "-" not in sheet.text[h.start : h.end]]
        parties = parties or _each_meeting(sheet, named)
    if kind == "multilateral":
        parties = list({h.value: h for h in (*_hosts(sheet, reported), *parties)}.values())
    listed = [] if named else _listed(sheet, reported)
    if listed and all(h.table == "organisation" for h in parties):
        parties = listed
    if not parties and not named:
        parties = _guests(sheet, reported)
    office = "Foreign Minister" if _BOTH_MINISTERS.search(sheet.title) else None
    level = "foreign_minister" if office else "other"
    found = []
    for hit in parties:
        body = hit.value if hit.table == "organisation" else None
        role = f"{hit.value} {office}s" if body and office else office
        found.append(Person(None, None, role, level, hit.value, body, None))
    return found


@functools.cache
def _from_abroad(home: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:invit(?:ed|ation)|visit(?:ing|ed)?(?: to)? {home}|(?:visit|stay|tour) (?:to|in|of) {home}|came to {home}|foreign|overseas|abroad|"
        r"international|from (?:\w+ ){0,3}(?:countries|nations|regions|Europe|Asia|Africa|Oceania|the world))\b"
    )


@functools.cache
def _visitors(home: str) -> re.Pattern[str]:
    return re.compile(
        rf"\bvisit(?:ing|ed)?(?: to)? {home}\b|\b[Aa]mbassadors (?:(?:and|of|from) (?!{home})|to {home}\b)|\bforeign (?:dignitaries|guests)\b"
    )


@functools.cache
def _bilateral(home: str) -> re.Pattern[str]:
    return re.compile(rf"\b{home} ?- ?[A-Z][^,;]{{2,90}}?(?:Meeting|Talks?|Dinner|Lunch)\b")


def _home(sheet: Sheet) -> str:
    """The name of the publisher's country, as a pattern."""
    return re.escape(vocabulary.countries()[sheet.ministry.country].name)


def guests_from_abroad(sheet: Sheet, reported: Reported) -> bool:
    """Whether a group without a country called: "students of an exchange program, who are visiting Japan"."""
    event = reported.event
    if event is None or not _guest_words().search(sheet.text, *reported.sentence):
        return False
    if event.kind == "courtesy_call" or event.rule == "received-person":
        return bool(_from_abroad(_home(sheet)).search(sheet.text, *reported.lead))
    return bool(_visitors(_home(sheet)).search(sheet.text, *reported.sentence))  # "students held a final session of their visit to Japan"


def _listed(sheet: Sheet, reported: Reported) -> list[Hit]:
    """Countries whose ministers or governments the lead lists without their names."""
    m = _LISTED.search(sheet.text, *reported.lead)
    if m is None:
        return []
    own = sheet.ministry.country
    hits = [h for h in sheet.names if m.start() <= h.start < m.end() and h.table == "country" and h.value != own]
    return list({h.value: h for h in hits}.values())


@functools.cache
def _guest_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, vocabulary.guests()))})\b")


def as_a_group(text: str, hit: Hit) -> bool:
    """Whether a name stands for the states that meet under it: a group's, or a body's in front of its members.

    A body behind a hyphen is the other of two: "the Japan-EU Foreign Ministers' Meeting".
    """
    if hit.value in vocabulary.groups():
        return True
    return hit.table == "organisation" and not text.endswith(("-", "- "), 0, hit.start) and bool(_BODYS.match(text, hit.end))


def _guests(sheet: Sheet, reported: Reported) -> list[Hit]:
    """The group, or the nations of a delegation, that the event's sentence names where nobody has a name."""
    start, end = reported.sentence
    inside = [h for h in sheet.names if start <= h.start < end and h.value != sheet.ministry.country and h.table != "place"]
    groups = [h for h in inside if as_a_group(sheet.text, h)]
    if groups or not _guest_words().search(sheet.text, start, end):
        return groups[:1]
    # "participants of the U.S. Congressional Study Group": a country in front of a group's name is whose it is.
    return list({h.value: h for h in inside if h.table == "demonym" or (h.table == "country" and _ADJECTIVAL.match(sheet.text, h.end))}.values())


_ADJECTIVAL = re.compile(r" [A-Z][a-z]+ (?:[A-Z][a-z]+ )*(?:Group|Delegation|Association|League|Council|Committee|Caucus|Mission|Program(?:me)?)\b")


_HOSTS = re.compile(
    r"\b(?:auspices of|(?:co-)?(?:hosted|organi[sz]ed|sponsored) (?:jointly )?by|together with|jointly with)(?: the)? [^.;\n]{2,120}"
)


def _hosts(sheet: Sheet, reported: Reported) -> list[Hit]:
    """Bodies under whose roof a gathering was held: "held under the joint auspices of the United Nations and ASEAN"."""
    m = _HOSTS.search(sheet.text, *reported.sentence)
    return [h for h in sheet.names if m and m.start() <= h.start < m.end() and h.table == "organisation"]


def _each_meeting(sheet: Sheet, named: list[Person]) -> list[Hit]:
    """Of a title that names several meetings ("Japan-A Meeting and Japan-B Meeting") the parties of whom nobody is named."""
    if len(sheet.parties) < 2 or len(_bilateral(_home(sheet)).findall(sheet.title)) < 2:
        return []
    known = {p.country for p in named}
    return [h for h in sheet.parties if h.value not in known]


_SPOKE_FOR = re.compile(
    r"(?:,[^.;\n]{2,120}?,)? (?:on behalf of (?:the|all|his|her)|(?:\w+ly |also |then )?(?:said|told|replied|gave|[a-z]{3,}ed)\b)"
)
_OF_THE_GROUP = re.compile(r"[Hh]ead|[Cc]hair|[Ll]eader|[Pp]resident|[Rr]epresentative|[Dd]ean|[Cc]aptain|[Mm]ember|[Ss]peaker|behalf")


def spokesman(sheet: Sheet, reported: Reported, counterparts: list[Person]) -> list[Sighting]:
    """Who speaks for a group without names in the report: "In response, Mr. X, head of the delegation, thanked"."""
    event, text = reported.event, sheet.text
    if event is None or any(p.name for p in counterparts) or len(counterparts) > 1:
        return []
    found = []
    for one in people.find(text, event.end, min(len(text), event.end + 2000), sheet.names):
        whole = one.rule == "honorific-first" and " " in (one.name or "") and one.country in (None, *(p.country for p in counterparts))
        m = _SPOKE_FOR.match(text, one.written[1])
        if whole and m and _OF_THE_GROUP.search(text, one.end - len(one.role or ""), m.end()) and not who.own_official(one, sheet.ministry):
            found.append(one._replace(country=one.country or (counterparts[0].country if counterparts else None)))
    return found[:1]


def countries(sheet: Sheet, reported: Reported, sides: Sides, counterparts: list[Person], kind: str) -> list[str]:
    """Countries and bodies of the other side, an incoming head's organisation included; of a journey every country it led to."""
    found = [p.country for p in counterparts if p.country]
    if kind == "visit":
        found += [h.value for h in sheet.parties if h.table == "country"]
    elif kind in ("multilateral", "dialogue", "video"):
        found += [h.value for h in sheet.parties if h.table == "country" and sheet.text.startswith("-", h.start - 1)]  # "Japan-China-ROK"
    for sighting in sides.counterparts:
        low, high = sighting.role_span or (0, 0)
        for hit in sheet.names[bisect_left(sheet.names, (low,)) : bisect_left(sheet.names, (high,))]:
            if hit.table == "organisation" and (
                _HEADS.search(sheet.text, low, hit.start) or sheet.text.startswith("Secretary", hit.start, hit.end)
            ):
                found.append(hit.value)
    return list(dict.fromkeys(found or [h.value for h in sheet.parties]))


def _implied(sheet: Sheet, country: str, reported: Reported) -> list[Hit]:
    """What tells of a country that the text does not name: its town ("Mayor of Oslo"), an office only it has."""
    towns = [h for h in sheet.names if h.table == "place" and vocabulary.venues()[h.value].country == country]
    offices = [s.role_span for s in reported.sightings if s.country == country and s.role_span]
    return [h._replace(value=country) for h in towns] or [Hit(*span, "country", country) for span in offices]


def country_hits(sheet: Sheet, countries: Sequence[str], reported: Reported) -> list[Hit]:
    """For every country its first mention in the lead, else anywhere."""
    found = []
    for country in countries:
        hits = [h for h in sheet.names if h.value == country and h.table != "place"] or _implied(sheet, country, reported)
        inside = [h for h in hits if reported.lead[0] <= h.start < reported.lead[1]]
        found += (inside or hits)[:1]
    return found

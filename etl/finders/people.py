"""People: names with what surrounds them, in the two forms in which releases introduce them.

"H.E. Mr. NAME, OFFICE of COUNTRY" (an apposition behind the name) and "OFFICE of COUNTRY [Mr.] NAME" (the office in
front). The parser walks once over a region from each honorific or office it finds; every step consumes text.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from etl import vocabulary
from etl.records import Hit, Sighting

UPPER = frozenset(c for c in map(chr, range(0x1F00)) if c.isupper())
# Of a run of capitals the first and the last: as ranges, a pattern is compiled in half the time.
_UPPER = "".join(c + "-" * (chr(ord(c) + 1) in UPPER) for c in sorted(UPPER) if not {chr(ord(c) - 1), chr(ord(c) + 1)} <= UPPER)
_INITIALS = rf"(?:(?:[{_UPPER}]|Hj|Md|Mohd|Muhd)\.-?)+(?![a-z])"
_WORD = rf"[{_UPPER}][\w'\-]*"
_PARTICLE = (
    r"(?:bin|bint|ibn|ben|al|el|ul|ur|uz|de|da|do|dos|das|del|della|di|du|la|le|van|von|der|den|ter|ten|zu|y|e|i|of|"
    r"al-[\w'\-]+|el-[\w'\-]+|ad-[\w'\-]+|an-[\w'\-]+|as-[\w'\-]+|d'[\w'\-]+)"
)
_NAME = re.compile(
    rf"(?:al-|el-)?(?:{_INITIALS}|{_WORD})(?: ?(?:{_INITIALS})| '?(?:{_WORD})| \"{_WORD}\"(?= [{_UPPER}])|(?: (?!of )(?:{_PARTICLE})){{1,3}} {_WORD}"
    rf"| (?:al-|el-|ad-|an-|as-|d')[\w'\-]+){{0,8}}"
)
_FIRST_WORD = re.compile(r"[\w'\-]+")
_NUMERAL = re.compile(r"[IVX]+")
_GIVEN_BEHIND = re.compile(rf", ({_WORD}(?: {_WORD})?), ")
_TOKEN = re.compile(r"[\w'’&/.\-]+|[,;:()\"\n]")
_DATE_WORD = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
# Offices that are held to somebody: "Ambassador of Spain to Japan", "Minister attached to the Prime Minister".
_ADDRESSED = re.compile(r"Ambassador|Advis[eo]r|Counsell?or|Envoy|Representative|Delegat|attached|Commissioner|Nuncio|Observer|Mission")
_TOPICAL = frozenset(("Representative", "Envoy", "Committee", "Adviser", "Advisor", "Coordinator", "Commission", "Panel", "Council"))


class _Region:
    """What stands where in a stretch of text: offices, honorifics, names of countries and organisations."""

    def __init__(self, text: str, start: int, end: int, names: Sequence[Hit]) -> None:
        self.text, self.start, self.end = text, start, end
        piece = text[start:end]
        roles = vocabulary.roles().find(piece)
        # A NamedTuple's own constructor costs twice as much.
        self.roles = {
            a + start: tuple.__new__(Hit, (a + start, b + start, table, level))
            for a, b, table, level in roles
            if not (piece.startswith("-", b) and level == "head_of_state" and piece[b + 1 : b + 2] in UPPER)  # "Mr. Amir-Khan"
        }
        found = vocabulary.honorifics().find(piece)
        self.honorifics = {h.start + start: h.end + start for h in found if h.table == "honorific"}
        self.postnominals = {h.start + start: h.end + start for h in found if h.table == "postnominal"}
        low = bisect_left(names, (start,))
        self.names = [h for h in names[low : bisect_left(names, (end,))] if h.end <= end]
        self.by_end = {h.end: h for h in self.names if h.table != "place"}
        self.by_start = {h.start: h for h in self.names if h.table != "place"}
        # Where a name must end at the latest: the next office, or an honorific that is an abbreviation.
        inner = [*self.roles, *(at for at, stop in self.honorifics.items() if text[stop - 1] == ".")]
        self.limits = sorted(at for at in inner if text[at - 1 : at] == " " and not self._surname(at))
        self.suffixes = sorted(at for at in self.postnominals if text[at - 1 : at] == " ")
        self.bodies = [h for h in self.names if h.table == "organisation"]

    def _surname(self, at: int) -> bool:
        """Whether an office's word is rather a family name: "Ms. Amy E. Pope, Director General"."""
        role = self.roles.get(at)
        return role is not None and " " not in self.text[role.start : role.end] and self.text.startswith(",", role.end)

    def inside_body(self, at: int) -> bool:
        """Whether `at` lies within an organisation's name, whose words are no offices."""
        before = bisect_left(self.bodies, (at,)) - 1
        return before >= 0 and at < self.bodies[before].end

    def allegiances(self, start: int, end: int) -> list[Hit]:
        """Countries, demonyms and organisations named within [start, end)."""
        low = bisect_left(self.names, (start,))
        inside = self.names[low : bisect_left(self.names, (end,))]
        return [h for h in inside if h.end <= end and h.table != "place"]


def find(text: str, start: int, end: int, names: Sequence[Hit]) -> list[Sighting]:
    """The people introduced in ``text[start:end]``, in order.

    Args:
        text: settled text.
        start, end: the region to read, code points.
        names: hits of `vocabulary.names()` over the whole text, in order.
    """
    region = _Region(text, start, end, names)
    starts = sorted({*region.roles, *region.honorifics})
    found: list[Sighting] = []
    reached = start
    for at in starts:
        if at < reached or region.inside_body(at):
            continue
        sighting = _person(region, at)
        if sighting is None and at in region.roles:
            sighting = _name_first(region, region.roles[at], reached) or _office_only(region, region.roles[at])
        if sighting is not None:
            found.append(sighting)
            reached = sighting.end
    return found


def _person(region: _Region, at: int) -> Sighting | None:
    role = region.roles.get(at)
    honorific_end = region.honorifics.get(at)
    if role is not None and (honorific_end is None or role.end >= honorific_end):
        return _office_first(region, role) or (_honorific_first(region, at) if honorific_end else None)
    return _honorific_first(region, at)


def _office_first(region: _Region, role: Hit) -> Sighting | None:
    """OFFICE [of COUNTRY][,] [honorifics] NAME [of COUNTRY]."""
    text = region.text
    role_end = _office_end(region, role)
    at = role_end
    comma = text.startswith(",", at)
    at = _skip_space(text, at + comma)
    written = at
    at = _past_honorifics(region, at)
    matched = _name(region, at, strict=at == written)
    if matched is None:
        return None
    if comma and at == written and not _behind_comma(region, role, at, matched):
        return None
    name_end = matched
    prefix = _prefix(region, role.start)
    allegiances = region.allegiances(role.start, role_end)
    tail_end = _past_postnominals(region, name_end)
    behind = _of_allegiance(region, tail_end)
    if prefix is not None:
        allegiances.insert(0, prefix)
    if behind is not None and not allegiances:
        allegiances.append(behind)
        tail_end = behind.end
    role_span = (role.start, role_end)
    if role.value == "legislator" and not allegiances and text.startswith(", ", tail_end):
        # "Senator X, Chairman of the Committee, United States Senate": a title, and the office behind the name.
        role_span = _apposition(region, tail_end) or role_span
        allegiances, tail_end = region.allegiances(*role_span), max(tail_end, role_span[1])
    name = text[at:name_end]
    return _sighting(region, name, (written, name_end), (at, name_end), role_span, allegiances, tail_end, "office-first")


# "Minister for Foreign Affairs, Koichiro Gemba, had a conversation": no honorific, but somebody who acts.
_ACTS = re.compile(r",? (?:who|held|had|met|paid|made|received|visited|spoke|attended|hosted|for|co-chaired)\b")
_ENDS = re.compile(r",? (?:in|at|on|during|from|and|to)\b|[.;]")


def _behind_comma(region: _Region, role: Hit, at: int, end: int) -> bool:
    """Whether words behind an office's comma are its holder: somebody who acts; "the Foreign Minister of Norway, Ida Berg"."""
    if " " not in region.text[at:end]:
        return False
    if _ACTS.match(region.text, end):
        return True
    told = bool(_ENDS.match(region.text, end)) and bool(region.allegiances(role.start, at))
    return told and not any(h.start == at for h in region.names)  # "the Mayor of Lima, Santa Fe" names a place


_FURTHER = rf" (?:{_INITIALS}|{_WORD}|(?:al|el|ad|an|as)-[\w'\-]+|(?:{_PARTICLE})(?= (?:(?:{_PARTICLE}) ){{0,2}}[{_UPPER}]))"
_BARE = re.compile(
    rf"(?<![\w.'-])((?:{_INITIALS} ?){{1,3}}{_WORD}(?:{_FURTHER}){{0,4}}|{_WORD}(?:{_FURTHER}){{1,4}}), "
    rf"(?:the )?(?:(?:{_INITIALS}|{_WORD}) ){{0,3}}$"
)


def _name_first(region: _Region, role: Hit, reached: int) -> Sighting | None:
    """NAME, OFFICE of COUNTRY, without an honorific: at least two words, none of them an office or a country."""
    text = region.text
    m = _BARE.search(text, max(reached, role.start - 90), role.start)
    if m is None:
        return None
    start, end = m.span(1)
    if not _plain_name(region, start, end):
        return None
    apposition = _apposition(region, end)
    if apposition is None or apposition[0] > role.start:
        return None
    allegiances = region.allegiances(*apposition)
    return _sighting(region, text[start:end], (start, end), (start, end), apposition, allegiances, apposition[1], "name-first")


def _plain_name(region: _Region, start: int, end: int) -> bool:
    """Whether none of the words is an office, an honorific, a country, a date or known as no name."""
    if any(start <= at < end for at in (*region.roles, *region.honorifics)) or region.allegiances(start, end):
        return False
    return not any(w in vocabulary.not_names() or _DATE_WORD.match(w) for w in region.text[start:end].split())


_OF_A_DESK = re.compile(r"Director[- ]General\b.*\b(?:Affairs|Bureau|Department|Division|Directorate|Ministry|Policy)\b")
_ASIDE = re.compile(r"\b(?:with|by|from) the $")


def _office_only(region: _Region, role: Hit) -> Sighting | None:
    """An office without its holder's name, where somebody must stand: "by the Vice-Minister of El Salvador"."""
    text = region.text
    if not _ASIDE.search(text, max(region.start, role.start - 12), role.start):
        return None
    end = _office_end(region, role)
    allegiances = region.allegiances(role.start, end)
    if not allegiances:
        return None
    return _sighting(region, None, (role.start, end), None, (role.start, end), allegiances, end, "office-only")


def _honorific_first(region: _Region, at: int) -> Sighting | None:
    """Honorifics [OFFICE] NAME[, postnominals], OFFICE of COUNTRY."""
    text = region.text
    written = at
    at = _past_honorifics(region, at)
    role_span = None
    role = region.roles.get(at)
    if role is not None and role.value in ("head_of_state", "head_of_government"):
        role_span = (role.start, role.end)
        at = _past_honorifics(region, _skip_space(text, role.end))
    name_end = _name(region, at, strict=False)
    if name_end is None:
        return None
    name = text[at:name_end]
    name_span = (at, name_end)
    behind = _GIVEN_BEHIND.match(text, name_end)
    if behind and behind.end() in region.roles and " " not in name and behind.start(1) not in region.roles:
        name, name_span = text[at : behind.end(1)], (at, behind.end(1))
        name_end = behind.end(1)
    end = _past_postnominals(region, name_end)
    behind_name = text.startswith((", ", " ("), end) or end + 1 in region.roles
    apposition = _apposition(region, end) if behind_name else None
    if apposition is not None:
        own = role_span
        if own is None or apposition[1] - apposition[0] > own[1] - own[0]:
            role_span = apposition
        allegiances = region.allegiances(apposition[0], apposition[1])
        end = apposition[1]
    else:
        found = _of_allegiance(region, end)
        other = _COUNTERPART.search(text, max(region.start, written - 40), written)
        prefix = region.by_end.get(other.start()) if other else None
        if prefix is not None and other is not None:
            # "his Indian counterpart, Mr. X"
            role_span, found = role_span or (other.start() + 1, other.start() + 12), found or prefix
        allegiances = [found] if found else []
        end = max(end, found.end) if found else end
    return _sighting(region, name, (written, name_span[1]), name_span, role_span, allegiances, end, "honorific-first")


def _sighting(
    region: _Region,
    name: str | None,
    written: tuple[int, int],
    name_span: tuple[int, int] | None,
    role_span: tuple[int, int] | None,
    allegiances: list[Hit],
    end: int,
    rule: str,
) -> Sighting:
    role = region.text[role_span[0] : role_span[1]] if role_span else None
    hits = _offices(role) if role else ()
    level = hits[0].value if hits else "other"
    allegiance = _allegiance(region, allegiances, role_span, level)
    if role and len(hits) > 1:
        level = vocabulary.highest(role, hits)
    country = allegiance.value if allegiance else None
    organisation = country if allegiance and allegiance.table == "organisation" else None
    if country is None and hits and role:
        first = role[hits[0].start : hits[0].end]
        foreign = first.endswith("Secretary of State") and role[hits[0].end :].startswith(" for")  # as in the UK
        country = None if foreign else vocabulary.role_countries().get(first)
    if level == "organisation_head" and organisation is None:
        level = "official" if country or _OF_A_DESK.search(role or "") else level
    span = (allegiance.start, allegiance.end) if allegiance else None
    return Sighting(name, written, name_span, role, role_span, level, country, organisation, span, end, rule)


@functools.lru_cache(maxsize=4096)
def _offices(role: str) -> tuple[Hit, ...]:
    """The offices named in the words of a role; the same words come again and again."""
    return tuple(vocabulary.roles().find(role))


def _allegiance(
    region: _Region, allegiances: list[Hit], role_span: tuple[int, int] | None, level: str
) -> Hit | None:
    """For whom the office is held: not whither an ambassador is sent, not what an envoy deals with."""
    text = region.text
    held = [
        h
        for h in allegiances
        if (not text.endswith((" to ", " to the ", " in ", " in the ", " charge of ", " charge of the "), 0, h.start)
            or text.startswith((" Secretary-General", " Secretary General"), h.end))
        and not _DESK.match(text, h.end)
        and not (level in ("ambassador", "official") and h.table == "organisation" and role_span and _FIELD.search(text, role_span[0], h.start))
    ]
    states = [h for h in held if h.table != "organisation"]
    bodies = [h for h in held if h.table == "organisation"]
    if bodies and (not states or (bodies[0].start < states[0].start and level in ("organisation_head", "official"))):
        return bodies[0]
    if not states:
        return None
    behind = [h for h in states if role_span and h.start >= role_span[0] and h.table == "country"]
    return behind[0] if behind and level not in ("ambassador",) else states[0]


def _office_end(region: _Region, role: Hit) -> int:
    """Where an office that stands in front of a name ends: "Minister of X and Y of the Republic of Z"."""
    text, end = region.text, role.end
    for _ in range(6):
        joint = _JOINT.match(text, end)
        following = region.roles.get(joint.end()) if joint else None
        if following is not None:
            end = following.end
            continue
        of = _OF.match(text, end)
        if of:
            hit = region.by_start.get(of.end())
            if hit is not None and not (hit.table == "demonym" and _body().match(text, end)):  # "of the Russian Division"
                end = hit.end
                continue
        acronym = _ACRONYM.match(text, end)
        if acronym and _NAME.match(text, acronym.end()):
            end = acronym.end() - 1
            break
        body = _body().match(text, end)
        name_end = _name(region, body.end() + 1, strict=True) if body else None
        holder = text[body.end() + 1 : name_end].split() if body and name_end and text[body.end()] == " " else []
        named = holder and holder[0] not in vocabulary.office_words()
        if body and name_end and named and (len(holder) > 1 or _LISTED.match(text, name_end)):
            end = body.end()
            break
        portfolio = _PORTFOLIO.match(text, end)
        bracket = _ACRONYM.match(text, portfolio.end()) if portfolio else None
        owner = _OF.match(text, bracket.end() - 1) if bracket else None
        if owner and owner.end() in region.by_start:  # "of the Ministry of Foreign Affairs (MOFA) of Japan"
            end = region.by_start[owner.end()].end
            continue
        if portfolio and _skip_space(text, portfolio.end() + text.startswith(",", portfolio.end())) in region.honorifics:
            end = portfolio.end()
            continue
        break
    return end


_AT_OFFICE = re.compile(r"the (?:Ministry|Department|Federal|Office|Prime|Presidency|Presidential|Cabinet|Chancellery)\b")
_HYPHEN = re.compile(r"-[a-z]\w+")  # "Special Envoy of the President" -elect
_COUNTERPART = re.compile(r" counterpart,? $")
_JOINT = re.compile(r" and (?:the )?|/|, | ?\(")
_OF = re.compile(r",? (?:of|for|to) (?:the )?|, (?:the )?")
_PORTFOLIO = re.compile(rf" (?:of|for|to|in charge of) (?:the )?{_WORD}(?:,? (?:(?:and|of|for|the) )*{_WORD}){{0,8}}")
_ACRONYM = re.compile(r" \([A-Z][A-Z/-]{1,8}\) ")
# "Chairman of the Expediency Council Ali Rafsanjani": a name may follow a word that ends a body's.
_BODY_ENDS = (
    "Affairs Agency Assembly Bureau Commission Committee Cooperation Council Culture Defence Defense Department Development Division "
    "Economy Environment Finance Health Industry Parliament Planning Policy Relations Trade"
).split()
# "Ambassador for the Tokyo Conference (TICAD)", "Special Envoy for Security Council Reform": not whom they serve either.
_FIELD = re.compile(r"(?:Ambassador|Envoy|Representative|Coordinator) for\b")
# "Director of the Russian Division": what a desk deals with is not whom it serves.
_DESK = re.compile(r"(?:(?:,| and| &) [A-Z][\w-]+(?: [A-Z]\w+)?)?(?: Affairs)? (?:Division|Bureau|Desk|Directorate)\b")
_LISTED = re.compile(r"[,;)]| and | from (?=the )")  # a name among others: "Director of Policy Planning Kuznetsov, ..."
_OF_BODY = re.compile(r"(?: and others)?,? of (?:the )?(?:Ministry of (?:Foreign|External) Affairs(?: and [A-Z]\w+)*,? (?:of )?(?:the )?)?|, | \((?=[^()]{2,40}\))")
_OF_OFFICE = re.compile(rf",? of the (?:{_WORD} ){{1,3}}of (?:the )?")  # "Premier X of the State Council of China"


@functools.cache
def _body() -> re.Pattern[str]:
    """The field of an office, up to the last word that ends one: "Minister for Mines and Energy [NAME]"."""
    word = rf"(?:{'|'.join(sorted(vocabulary.office_words().union(_BODY_ENDS)))})\b"
    return re.compile(rf" (?:of|for|in charge of) (?:the )?(?:(?:{_WORD},? |of (?:the )?|and |for ){{0,6}}?){word}(?!,| and| of| {word})")


def _of_allegiance(region: _Region, at: int) -> Hit | None:
    for pattern in (_OF_BODY, _OF_OFFICE):
        of = pattern.match(region.text, at)
        hit = region.by_start.get(of.end()) if of else None
        if hit is not None and hit.table in ("country", "organisation") and not {hit.start, hit.end + 1} & region.roles.keys():
            return hit  # but not the next one's: "Minister X, U.S. Secretary of State Y"
    return None


def _prefix(region: _Region, at: int) -> Hit | None:
    """A country or demonym right in front of an office: "British Foreign Secretary", "Norway's Foreign Minister"."""
    gap = 3 if region.text.endswith("'s ", 0, at) else 1
    return region.by_end.get(at - gap) if region.text[at - 1 : at] == " " else None


def _skip_space(text: str, at: int) -> int:
    while text.startswith(" ", at):
        at += 1
    return at


_RETIRED = re.compile(r" \((?:[Rr]etired|[Rr]et\.?|[Rr]et'd|[Rr]tt?d\.?|[Rr]es\.?)\)")


def _past_honorifics(region: _Region, at: int) -> int:
    text = region.text
    for _ in range(8):
        end = region.honorifics.get(at)
        if end is None:
            break
        # "H.E., Mr. X" is a slip of the desk; "Ambassador, Undersecretary" are two offices.
        bracket = _RETIRED.match(text, end)
        end = bracket.end() if bracket else end
        at = _skip_space(text, end + (text.endswith(".", at, end) and text.startswith(", ", end)))
    return at


def _past_postnominals(region: _Region, at: int) -> int:
    text = region.text
    while True:
        gap = 2 if text.startswith(", ", at) else 1 if text.startswith(" ", at) else 0
        end = region.postnominals.get(at + gap)
        if end is None:
            return at
        at = end


def _name(region: _Region, at: int, strict: bool) -> int | None:
    """The end of the name that begins at `at`, or None. `strict`: no honorific vouches for it."""
    if strict and region.text.endswith((" of ", " for ", " the ", " to "), 0, at):
        return None  # "Ambassador in charge of Cyber Policy": an office's field, not its holder
    matched = _NAME.match(region.text, at, region.end)
    if matched is None:
        return None
    first = _FIRST_WORD.match(matched.group())
    if _NUMERAL.fullmatch(matched.group()):
        return None  # "Minister of Foreign Affairs II"
    if first and (first.group() in vocabulary.not_names() or _DATE_WORD.match(first.group()) or (at in region.roles and strict)):
        return None
    if strict and at in region.by_start:
        return None
    end = matched.end()
    # "Minister Motegi State Minister Y": the name ends where the next office or honorific begins.
    end = _cut(region.limits, at, end)
    for inner in region.suffixes[bisect_right(region.suffixes, at) :]:
        if inner >= end:
            break
        if " " in region.text[at : inner - 1]:
            end = inner - 1
    if region.text.endswith("'s", at, end):
        end -= 2
    word = region.text[at:end]
    if strict and " " not in word and (_ABSTRACT.search(word) or word in vocabulary.office_words()):
        return None  # "Minister for Foreign Affairs and Trade Promotion of Malta": the rest of an office
    return end if end > at else None


_ABSTRACT = re.compile(r"[a-z](?:[ts]ion|ment|ity|ness|ship|ics|ology|ture|ism)s?$")  # ends of words for fields, hardly of names


def _cut(limits: list[int], at: int, end: int) -> int:
    """`end`, or the space in front of the first limit between the two."""
    following = bisect_right(limits, at)
    return limits[following] - 1 if following < len(limits) and limits[following] < end else end


def _starts_person(region: _Region, at: int) -> bool:
    """Whether another person is introduced at `at`."""
    text = region.text
    if text.startswith("the ", at) and at not in region.honorifics:
        at += 4
    honorific_end = region.honorifics.get(at)
    longer = region.roles.get(at)
    if longer is not None and honorific_end is not None and longer.end > honorific_end:
        honorific_end = None  # "Ambassador Extraordinary and Plenipotentiary" is an office
    if honorific_end is not None:
        after = _past_honorifics(region, at)
        if after in region.roles:
            return True
        if _NAME.match(text, after) and _name(region, after, strict=False):
            return True
    if _bare_ahead(region, at):
        return True
    role = region.roles.get(at)
    if role is None:
        prefix = region.by_start.get(at)
        role = region.roles.get(prefix.end + 1) if prefix and prefix.table != "organisation" else None
    if role is None:
        return False
    after = _skip_space(text, _office_end(region, role))
    return after in region.honorifics or _name(region, after, strict=True) is not None


_BARE_AHEAD = re.compile(rf"((?:{_INITIALS} ?){{0,2}}{_WORD}(?:{_FURTHER}){{1,4}}), (?:the )?(?=[{_UPPER}])")


def _bare_ahead(region: _Region, at: int) -> bool:
    """Whether a name without an honorific and its office stand at `at`: "and Masud Bin Momen, Foreign Secretary"."""
    m = _BARE_AHEAD.match(region.text, at)
    if m is None or not any(m.end() <= r <= m.end() + 24 for r in region.roles):
        return False
    return _plain_name(region, at, m.end(1)) and vocabulary.office_words().isdisjoint(m[1].split())


def _apposition(region: _Region, at: int) -> tuple[int, int] | None:
    """The office behind a name: from the comma to the first word that cannot belong to it."""
    text = region.text
    start = at + (2 if text.startswith(", ", at) else 1 if text.startswith(" ", at) else 0)
    for before in ("the ", "The ", "newly appointed ", "newly-appointed ", "new ", "former ", "then ", "acting ", "outgoing ", "incoming "):
        start += len(before) * text.startswith(before, start)
    if text.startswith("(", start) and start + 1 in region.roles:
        start += 1  # "Mr. X (Minister of Foreign Affairs, Norway)"
    if text.startswith("(", start) or _starts_person(region, start):
        return None
    opening = text[start : start + 1]
    if not opening or opening not in UPPER or _DATE_WORD.match(text, start):
        return None
    end = _apposition_end(region, start)
    piece = text[start:end]
    if not any(start <= r < end for r in region.roles) and not region.allegiances(start, end):
        return None
    end = start + len(piece.rstrip(" ,"))
    detached = _DETACHED.match(text, end)
    owner = region.by_start.get(detached.end()) if detached else None
    if owner is not None and owner.table == "country" and not region.allegiances(start, end):
        end = owner.end  # "Mr. A, Minister of Foreign Affairs, and Mr. B, Minister of Defense, of Norway"
    return (start, end)


_DETACHED = re.compile(r", of (?:the )?")


def _apposition_end(region: _Region, start: int) -> int:
    text, limit = region.text, min(region.end, start + 300)
    end = start
    previous = ""
    allied = False  # a country has been named: a comma then closes the office
    at = start
    while at < limit:
        token = _TOKEN.search(text, at, limit)
        if token is None or text[end : token.start()].strip():
            break
        word, at = token.group(), token.end()
        if word == "(":
            closing = text.find(")", at, at + 60)
            if closing < 0 or not text[at : closing].strip() or text[at] not in UPPER or "local" in text[at:closing]:
                break
            at = end = closing + 1
            continue
        if word == ",":
            if not _continues(region, _skip_space(text, at), allied):
                break
            end = at
            continue
        if word in ";:)\"\n":
            break
        if word[0] in UPPER or word[0].isdigit():
            hit = region.by_start.get(token.start())
            office = region.roles.get(token.start())
            if hit is not None:
                at = hit.end + 2 * text.startswith("'s ", hit.end)
                allied = allied or (hit.table == "country" and at == hit.end)
            elif office is not None:
                at = max(at, office.end)
                if text.startswith("-", at):
                    hyphen = _HYPHEN.match(text, at)
                    at = hyphen.end() if hyphen else at
            elif _DATE_WORD.match(word) or (word.endswith(".") and not re.fullmatch(r"(?:\w\.)+", word)):
                end = at - word.endswith(".") if not _DATE_WORD.match(word) else end
                break
            end, previous = at, word
            continue
        if not _belongs(region, word, token.end(), previous, text[start:end]):
            break
        previous = word
        end = at
    return end


def _continues(region: _Region, at: int, allied: bool) -> bool:
    """Whether an office goes on behind a comma: "Minister of Trade, Industry and Energy"."""
    text = region.text
    if text.startswith("and ", at):
        at += 4
    if _starts_person(region, at) or _DATE_WORD.match(text, at):
        return False
    if text.startswith(("the ", "The "), at):
        return at + 4 in region.by_start or at + 4 in region.roles
    if not text[at : at + 1] or text[at] not in UPPER:
        return False
    return not allied or at in region.roles


def _belongs(region: _Region, word: str, after: int, previous: str, so_far: str) -> bool:
    """Whether a lower-case word goes on with an office: of, for the, and, in charge of, to (an ambassador)."""
    text = region.text
    following = _skip_space(text, after)
    rest = text[following : following + 24]
    capital = bool(rest) and rest[0] in UPPER and not _DATE_WORD.match(rest)
    if word in ("of", "affairs", "matters", "issues", "de", "du", "des", "la", "charge", "attached", "responsible", "under", "d'"):
        return True
    if word in ("for", "the", "next", "former", "acting"):
        return capital or (rest.startswith(("the ", "next ", "former ")) and (rest[4:5] or "A") in UPPER) or rest.startswith("next ")
    if word == "and":
        other = region.by_start.get(following + 4) if rest.startswith("the ") else None
        if other and other.table == "demonym":
            return False
        return (capital or rest.startswith(("the ", "for ", "in charge"))) and not _starts_person(region, following)
    if word == "in":
        return rest.startswith(("charge", "the Presiden", "the Office", "the Prime"))
    if word == "to":
        return bool(_ADDRESSED.search(so_far)) and (capital or rest.startswith("the "))
    if word == "at":
        return bool(_AT_OFFICE.match(rest))
    if word == "from":
        return "Ambassador" in so_far and (capital or rest.startswith("the "))
    if word == "on":
        return previous in _TOPICAL and capital
    return False



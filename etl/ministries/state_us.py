"""The US Department of State (www.state.gov)."""

import re

from etl.ministries import Ministry

MINISTRY = Ministry(
    code="state-us",
    country="USA",
    name="US Department of State",
    addresses=re.compile(r"(?:^|[/.])state\.gov(?:/|$)"),
    signature=re.compile(
        r"Office of the Spokesperson|Department Spokesperson|attributable to (?:Acting )?Spokesperson|"
        r"U\.S\. Department of State"
    ),
    heading=re.compile(
        r"(?:Office of the Spokesperson|.{2,60}, (?:Department Spokesperson|Secretary of State|Deputy Spokesperson)"
        r"|Washington,? D\.?C\.?|Media Note|Readout|Press Statement|Remarks|Via Teleconference"
        r"|The (?:below|following) is attributable to .*:|Begin [Tt]ext:?)"
    ),
    caption=re.compile(r"(?:\(?Photo\b|\[Photo|\(State Department photo)"),
    nobodies=re.compile(
        r"(?:embassy (?:staff|community|personnel)|mission staff|embassy employees|American citizens?|U\.S\. business)",
        re.IGNORECASE,
    ),
    rooms=re.compile(r"\bat (?:the )?(?:State Department|Department of State|White House|Blair House)\b"),
    readouts=True,
    itself=re.compile(r"\b(?:State Department|Department of State|United States|U\.S\.) (?!(?:Secretary|Deputy|Under|Special|Ambassador))"),
    offices=re.compile(
        r"(?:Acting |Principal |Senior |Special |Presidential |Deputy |Under |Assistant |Chief )*"
        r"(?:Secretary(?! General)|Envoy|Representative|Counselor|Coordinator|Bureau Official|Official|Advis[eo]r|Ambassador|"
        r"Charg\u00e9|Director|Administrator|Negotiator)\b"
    ),
    speech=re.compile(r"(?m)^[ *]?(?:QUESTION|MODERATOR|OPERATOR|STAFF|[A-Z]{2,}\.?(?: [A-Z][A-Z.'\u00c0-\u00de-]+){1,5}) ?:"),
    issued=re.compile(r"(?im)^[ ]?\"?begin text|\*\*\*[ ]?the daily public schedule|public schedule is subject to change|"
                      r"\bThe (?:text of the )?following (?:(?:joint )?statement|is the text|declaration|communiqu\u00e9)|^\(?end text"),
)

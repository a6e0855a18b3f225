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
)

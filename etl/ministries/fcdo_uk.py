"""The Foreign, Commonwealth and Development Office of the United Kingdom (www.gov.uk)."""

import re

from etl.ministries import Ministry

MINISTRY = Ministry(
    code="fcdo-uk",
    country="GBR",
    name="Foreign, Commonwealth and Development Office",
    addresses=re.compile(r"(?:^|[/.])gov\.uk/government/(?:news|speeches)/[^/]*(?:foreign-secretary|fcdo|europe-minister|minister-for)"),
    signature=re.compile(  # a line of its own: others' releases name the office, too
        r"(?m)^(?:From:? ?)?Foreign, Commonwealth (?:&|and) Development Office$|\b(?:FCDO|Foreign Office) spokesperson said\b"
    ),
    heading=re.compile(
        r"(?:Press release|News story|Speech|World news story|Published|From:?|Updated.*|Media enquiries|Email .*"
        r"|Foreign, Commonwealth (?:&|and) Development Office|Share this page|Notes to editors)"
    ),
    caption=re.compile(r"(?:\(?Photo\b|Image:|Picture\b)"),
    nobodies=re.compile(r"(?:British (?:nationals|residents|community|companies|business\w*)|embassy staff|FCDO staff)", re.IGNORECASE),
    rooms=re.compile(r"\b(?:at|in) (?:the )?(?:Foreign Office|FCDO|Lancaster House|Chevening|Carlton Gardens|King Charles Street|Downing Street)\b"),
    readouts=True,
    itself=re.compile(r"\b(?:United Kingdom|UK|FCDO|Foreign Office) (?!(?:Foreign|Minister|Ambassador|Special|Secretary))"),
    offices=re.compile(
        r"(?:FCDO |Deputy |Permanent |Parliamentary |Senior |Special |Acting )*"
        r"(?:Foreign Secretary|(?:[A-Z]\w+ )?Minister|Under-?Secretary|Under Secretary|Ambassador|High Commissioner|Envoy|Political Director|"
        r"Chargé|Representative|Director)\b"
    ),
    speech=re.compile(r"(?m)^(?:Thank you,? (?:Madam|Mr) (?:President|Speaker|Chair)|(?:Good morning|Good afternoon|Mr Speaker|Mr President|Excellencies)\b)"),
    issued=re.compile(
        r"(?m)^(?:(?:Joint )?[Ss]tatement by\b|We, the (?:[Ff]oreign|[Mm]inisters|G7)|The following (?:joint )?statement\b"
        r"|(?:A|An) (?:FCDO|Foreign Office|Foreign, Commonwealth and Development Office) spokesperson said: \"(?!The (?:Foreign Secretary|Minister)))"
    ),
)  # fmt: skip

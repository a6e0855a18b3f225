"""The Ministry of Foreign Affairs of Japan (www.mofa.go.jp)."""

import re

from etl.ministries import Ministry

MINISTRY = Ministry(
    code="mofa-jp",
    country="JPN",
    name="Ministry of Foreign Affairs of Japan",
    addresses=re.compile(r"(?:^|[/.])mofa\.go\.jp(?:/|$)"),
    signature=re.compile(
        r"(?:Prime Minister|Minister for Foreign Affairs|Minister of Foreign Affairs|Foreign Minister) of Japan|"
        r"Press Releases\n|Ministry of Foreign Affairs of Japan|Government of Japan|"
        r"(?:State Minister|Parliamentary(?: Senior)? Vice-Minister) for Foreign Affairs|"
        r"^Japan ?- ?[A-Z]|\nJapan ?- ?[A-Z]|Japanese"
    ),
    heading=re.compile(
        r"(?:Press Releases?|Countries & Regions|Japan ?- ?[\w .,'()&-]{2,60} Relations|[\w .,'&-]{2,40}(?<!Foreign) Affairs"
        r"|G7/G8|G20|APEC|Japan and the United Nations|Interviews & Articles|Japanese|Humanitarian Assistance"
        r"|\(?Provisional [Tt]ranslation\)?|\(?Tentative [Tt]ranslation\)?|\(?Overview\)?|\(?Outline\)?|\(Summary.*\)"
        r"|Back to .*|Other Languages?|Related (?:Links?|Information).*|Foreign Policy|Top|Home|END|\(END\)"
        r"|Latin America and the Caribbean|Asia|Europe|Africa|Middle East|North America|Oceania|Pacific"
        r"|(?:(?:Republic|Kingdom|State|Oriental Republic|Arab Republic|Federal Republic) of )[A-Z][\w ]+)"
    ),
    caption=re.compile(
        r"(?:[-•・*] ?)?(?:\(?[Pp]hotos?\b|[Pp]hoto ?\d|\(?[Pp]hotograph|画像|Two (?:foreign )?(?:ministers|leaders) |The two "
        r"(?:foreign )?(?:ministers|leaders) (?:who )?shak|A (?:commemorative |group )?(?:photo|picture)|\[Photo|Video\b"
        r"|(?:Foreign |Prime |State |Parliamentary |FM )?(?:Vice-)?(?:Minister )?[\w-]+ (?:is )?(?:shak|who |greet|speaking)"
        r"|(?:(?:[A-Z][\w.'-]*,?|the|and|of|for) ){1,9}(?:is |are )?(?:holding|attending|delivering|receiving|exchanging|talking|posing|welcoming|"
        r"shaking|making|listening|meeting(?! (?:was|were|took|between|held|of|at|on|in)\b)|having|giving|offering|planting|signing) |(?:A |The )?[Gg]roup photo"
        r"|.*\(Photos?\b)"
    ),
    nobodies=re.compile(
        r"(?:Japanese (?:residents?|nationals?|community|citizens?|expatriates?|companies|businesspeople|people living)"
        r"|Keidanren|Keizai Doyukai|Japan (?:Business Federation|Chamber of Commerce|Association of Corporate Executives)"
        r"|JICA (?:[\w-]+ ){0,3}volunteers|representatives of the Japanese|Japanese who live)", re.IGNORECASE
    ),
    rooms=re.compile(
        r"\b(?:at|in) (?:the )?(?:Iikura (?:Guest ?[Hh]ouse|House|Annex|Kou?kan)|Ministry of Foreign Affairs(?! of (?!Japan))|"
        r"Prime Minister's (?:Office|[Oo]fficial [Rr]esidence)|State Guest House|Akasaka Palace|Minister's (?:[Rr]eception )?[Rr]oom)|"
        r"\bIikura (?:Guest ?[Hh]ouse|House)"
    ),
)  # fmt: skip

"""What a rule is: the id behind a mention as a sentence for readers who want to know why a value was read."""

RULES = {
    "title-word": "a word of the title that names the kind",
    "held": "a verb of holding with the kind's name", "held-behind": "the kind's name with a verb of holding behind it",
    "met": "a verb of meeting", "visited": "a verb of visiting", "took-place": "a verb of taking place",
    "spoke-with": "a verb of talking", "received-person": "a verb of receiving somebody",
    "paid-call": "a courtesy call was paid", "received-call": "a courtesy call was received",
    "month-first": "a date written month first", "day-first": "a date written day first",
    "month-only": "a month without a day",
    "office-term": "the year in which this person held this office and the day fits",
    "council-term": "the year from a term on the Security Council",
    "plan-period": "the year from the period of a plan named in the text",
    "clock": "a time of day", "clock-range": "from one time of day to another", "clock-zone": "the time's zone",
    "duration": "a length of time",
    "honorific-first": "an honorific, a name, an office", "office-first": "an office before a name",
    "name-first": "a name before an office", "party": "the other side, as title or lead names it",
    "visiting": "the country being visited", "in": "the words after “in” or “at”",
    "home-room": "a building of the ministry’s side",
    "host-room": "a building of the host", "occasion": "a conference known to be held there",
    "venue": "a known venue",
    "guest": "the guest came to the other side", "visit-type": "the form of the visit",
    "title-phrase": "words of the title that announce no engagement", "future-verb": "told as still to come",
    "no-event": "no sentence reports a contact", "no-principal": "nobody of the ministry’s side took part",
    "no-counterpart": "nobody of another side took part", "own-nationals": "only own nationals took part",
}


def explained(rule: str) -> str:
    """'phrase:help' → 'the phrase “help” of the topic table'; an unknown rule is shown by its id."""
    sort, _, phrase = rule.partition(":")
    if sort == "phrase" and phrase:
        return f"the phrase “{phrase}” of the topic table"
    return RULES.get(rule, f"rule {rule}")

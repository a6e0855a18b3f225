"""What a rule is: the id behind a mention as a sentence for readers who want to know why a value was read."""

from view.language import N_, say

RULES = {
    "title-word": N_("a word of the title that names the kind"),
    "held": N_("a verb of holding with the kind's name"),
    "held-behind": N_("the kind's name with a verb of holding behind it"),
    "met": N_("a verb of meeting"),
    "visited": N_("a verb of visiting"),
    "took-place": N_("a verb of taking place"),
    "spoke-with": N_("a verb of talking"),
    "received-person": N_("a verb of receiving somebody"),
    "spoke": N_("a verb of talking"),
    "spoke-jointly": N_("a verb of talking"),
    "called": N_("a verb of telephoning"),
    "had-a-call": N_("a verb of telephoning"),
    "in-a-call": N_("told as said during a call"),
    "in-a-meeting": N_("told as said during a meeting"),
    "welcomed": N_("a verb of receiving somebody"),
    "hosted-person": N_("a verb of receiving somebody"),
    "summoned": N_("a verb of summoning somebody"),
    "congratulated": N_("congratulations spoken that day"),
    "exchanged-views": N_("an exchange of views"),
    "signed": N_("a verb of signing"),
    "took-part": N_("a verb of taking part"),
    "session": N_("told beside the talk, with the same people"),
    "paid-call": N_("a courtesy call was paid"),
    "received-call": N_("a courtesy call was received"),
    "month-first": N_("a date written month first"),
    "day-first": N_("a date written day first"),
    "day-of-writing": N_("“today”: the day of the release"),
    "month-only": N_("a month without a day"),
    "office-term": N_("the year in which this person held this office and the day fits"),
    "council-term": N_("the year from a term on the Security Council"),
    "plan-period": N_("the year from the period of a plan named in the text"),
    "clock": N_("a time of day"),
    "clock-range": N_("from one time of day to another"),
    "clock-zone": N_("the time's zone"),
    "duration": N_("a length of time"),
    "honorific-first": N_("an honorific, a name, an office"),
    "office-first": N_("an office before a name"),
    "name-first": N_("a name before an office"),
    "office-in-front": N_("a country, an office, a name"),
    "office-only": N_("an office without a name, where somebody must stand"),
    "party": N_("the other side, as title or lead names it"),
    "talked-about": N_("a country spoken of, on neither side of the table"),
    "visiting": N_("the country being visited"),
    "in": N_("the words after “in” or “at”"),
    "home-room": N_("a building of the ministry’s side"),
    "host-room": N_("a building of the host"),
    "occasion": N_("a conference known to be held there"),
    "venue": N_("a known venue"),
    "guest": N_("the guest came to the other side"),
    "visit-type": N_("the form of the visit"),
    "the-office": N_("an office without a name as the subject"),
    "two-sides": N_("told of both sides together"),
    "title-phrase": N_("words of the title that announce no engagement"),
    "furniture": N_("words that only such a release has"),
    "future-verb": N_("told as still to come"),
    "no-event": N_("no sentence reports a contact"),
    "no-principal": N_("nobody of the ministry’s side took part"),
    "no-counterpart": N_("nobody of another side took part"),
    "own-nationals": N_("only own nationals took part"),
}


def explained(rule: str) -> str:
    """'phrase:help' → 'the phrase “help” of the topic table'; an unknown rule is shown by its id."""
    sort, _, phrase = rule.partition(":")
    if sort == "phrase" and phrase:
        return say("the phrase “{phrase}” of the topic table", phrase=phrase)
    return say(RULES[rule]) if rule in RULES else say("rule {rule}", rule=rule)

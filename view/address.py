"""What the address asks for and cannot be given: said in a sentence, never passed over."""

from collections.abc import Mapping, Sequence

from store.selection import PARAMETERS, Names
from view.language import LANGUAGES, say
from view.wording import word

# Parameters that are no filter: the pages' choices with what can be chosen, and others, whose values are not listed.
CHOICES = {
    "step": ("month", "quarter", "year"), "by": ("kind", "level", "region", "principal"), "now": ("3", "5", "10"),
    "across": ("region", "subregion", "country"), "metric": ("engagements", "share", "hours", "days since"),
    "places": ("true", "false"), "lang": tuple(LANGUAGES), "compare": ("countries", "periods", "principals")}
OTHERS = {"one", "other", "engagement", "release", "find", "order", "act", "side", "about", "ministry", "period",
          "slot", "shown_table", "change", "embed", "embed_options"}


def misread(asked: Mapping[str, Sequence[str]], names: Names, covered: tuple[int, int] | None) -> list[str]:
    """Sentences on the parts of an address (parameter → values) that are unknown here; `covered`: first, last year."""
    notes = [say("The address has “{name}”, which is no filter of this dashboard.", name=name)
             for name in asked if name not in PARAMETERS.values() and name not in OTHERS and name not in CHOICES]
    notes += [say("The address asks for {name} “{value}”; there is {known}. It was left out.", name=name, value=value,
                  known=", ".join(known))
              for name, known in CHOICES.items() for value in asked.get(name, ()) if value not in known]
    for filter_name, parameter in PARAMETERS.items():
        values = asked.get(parameter, ())
        if filter_name == "years":
            notes += _misread_years(values, covered)
        else:
            notes += [_unknown(parameter, value, (filter_name, value.upper()) in names)
                      for value in values if (filter_name, value) not in names]
    return notes


def _misread_years(values: Sequence[str], covered: tuple[int, int] | None) -> list[str]:
    if not values or (_is_span(values) and covered and all(covered[0] <= int(year) <= covered[1] for year in values)):
        return []
    asked = "–".join(values)
    if not covered:
        return [say("The address asks for the years “{asked}”, written as first and last; no engagement has a date. "
                    "No year is filtered.", asked=asked)]
    return [say("The address asks for the years “{asked}”, written as first and last; engagements are dated {first} to "
                "{last}. No year is filtered.", asked=asked, first=covered[0], last=covered[1])]


def _is_span(values: Sequence[str]) -> bool:
    return len(values) == 2 and all(year.isdecimal() for year in values)


def _unknown(parameter: str, value: str, capitals_help: bool) -> str:
    told = say("The address asks for the {name} “{value}”, which this database does not know. It was left out.",
               name=word(parameter), value=value)
    hint = say("Codes are written in capitals: {value}.", value=value.upper()) if capitals_help else ""
    return f"{told} {hint}".strip()

"""What the reader asked for: a frozen record, its English sentence, its address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import parse_qs, urlencode

# A field of the record and the name it has in an address and on the command line.
PARAMETERS = {"years": "years", "countries": "country", "regions": "region", "kinds": "kind", "topics": "topic",
              "people": "person"}
Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Selection:
    """Six filters, each a tuple of codes; an empty one asks for everything. schema.sql's `selected` says what they do.

    `regions` are M49 regions or subregions by name; `countries` are ISO3 codes or acronyms of organisations;
    `people` are IDs of those of whom one took part, on either side.
    """

    years: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    def values(self) -> dict[str, list]:
        """Filter → list of codes, to be bound to the parameters of `selected`; all six, as DuckDB wants them."""
        return {field.name: list(getattr(self, field.name)) for field in fields(self)}

    def is_everything(self) -> bool:
        """Whether no filter is set."""
        return not any(self.values().values())

    def parts(self) -> list[tuple[str, tuple]]:
        """What can be taken away one by one: (filter, codes); the years go as a whole."""
        years: list[tuple[str, tuple]] = [("years", self.years)] if self.years else []
        rest = [name for name in PARAMETERS if name != "years"]
        return years + [(name, (code,)) for name in rest for code in getattr(self, name)]

    def without(self, filter_name: str, codes: Iterable) -> "Selection":
        """The selection less these codes of one filter."""
        gone = set(codes)
        return replace(self, **{filter_name: tuple(code for code in getattr(self, filter_name) if code not in gone)})

    def sentence(self, names: Names) -> str:
        """The selection in English: 'Engagements with Kazakhstan or Central Asia in 2016, meetings, about disarmament'.

        `names` gives the words for a filter's codes by (filter, code); a code without words stands for itself.
        """
        if self.is_everything():
            return "All engagements"
        sides = self._named("countries", names) + self._named("regions", names)
        text = "Engagements" + (f" with {alternatives(sides)}" if sides else "")
        text += f" {span(self.years)}" if self.years else ""
        if self.kinds:
            text += ", " if " " in text else ": "
            text += alternatives(plural(name) for name in self._named("kinds", names))
        if self.topics:
            subjects = [in_running_text(name, names) for name in self._named("topics", names)]
            text += f"{',' if ' ' in text else ''} about {alternatives(subjects)}"
        if self.people:
            text += f"{',' if ' ' in text else ''} in which {alternatives(self._named('people', names))} took part"
        return text

    def address(self) -> str:
        """The query string the dashboard reads; years stand as first and last. ValueError for years with a gap."""
        if self.years and sorted(self.years) != list(range(min(self.years), max(self.years) + 1)):
            raise ValueError("an address holds one span of years without a gap")
        ends = [min(self.years), max(self.years)] if self.years else []
        return urlencode({PARAMETERS[name]: ends if name == "years" else codes
                          for name, codes in self.values().items()}, doseq=True)

    @classmethod
    def from_address(cls, address: str) -> "Selection":
        """The selection a query string stands for; codes are taken as they are, other parameters are passed over."""
        found = parse_qs(address.lstrip("?"))
        asked: dict[str, Any] = {name: tuple(found.get(parameter, ())) for name, parameter in PARAMETERS.items()}
        ends = sorted(int(year) for year in asked["years"])
        return cls(**asked | {"years": tuple(range(ends[0], ends[-1] + 1)) if ends else ()})

    def _named(self, filter_name: str, names: Names) -> list[str]:
        return [names.get((filter_name, code), code) for code in getattr(self, filter_name)]


def span(years: Iterable[int]) -> str:
    """Years as words: 'in 2016', 'from 2010 to 2012', 'in 2003, 2010–2012'."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    if len(runs) == 1 and len(runs[0]) > 1:
        return f"from {runs[0][0]} to {runs[0][-1]}"
    return "in " + ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def alternatives(words: Iterable[str]) -> str:
    """'A', 'A or B', 'A, B or C'."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def plural(kind: str) -> str:
    """A kind's name in the plural and in running text: 'Courtesy call' → 'courtesy calls'."""
    name = kind.lower()
    return "other forms" if name == "other" else name if name.endswith("s") else f"{name}s"


def in_running_text(name: str, names: Names) -> str:
    """'Maritime order' → 'maritime order'; 'Middle East' and 'Ukraine and Russia' keep their capitals."""
    first, *rest = name.split()
    country = any(words == first for (filter_name, _), words in names.items() if filter_name == "countries")
    proper = country or any(word[0].isupper() for word in rest)
    return name if proper or first.isupper() else name[0].lower() + name[1:]

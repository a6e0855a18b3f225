"""Makes the catalogues: `python -m view.catalogue` collects all texts into every .po of `locale` and compiles it.

Texts are those marked in view/, pages/ and dashboard.py, and the words of the vocabulary that readers see: kinds,
topics, offices, and codes in words.
"""

import ast
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, mofile, pofile

from store import changes, quality, search, statements
from store.selection import PARAMETERS
from view import address, evidence, mending
from view.language import LANGUAGES, LOCALE

ROOT = Path(__file__).parents[1]
VOCABULARY = ROOT / "data" / "vocabulary"
MARKS = {"say": 1, "N_": 1, "plural": 2, "NN_": 2}  # function → how many of its first arguments are texts
WORDS = (("kind", "kinds", "name"), ("topic", "topics", "name"), ("office", "officials", "office"),
         ("code", "roles", "level"), ("code", "speech_verbs", "act"), ("code", "skip_phrases", "reason"))
# Codes that stand in no table: what the reading writes, what a page offers.
CODES = (
    "all", "all slots", "undated", "applied", "stale", "click", "drag", "correction", "release", "text", "rules",
    "vocabulary", "rules or vocabulary", "not known", "principals", "counterparts", "unknown", "paid", "received",
    "state visit", "official visit", "official working visit", "working visit", "subject_country", "no_contact",
    "own_nationals", "future-verb", "title-phrase", "no-event", "no-principal", "no-counterpart",
    "own-nationals")


def collected() -> Catalog:
    """All texts, without a translation."""
    found = Catalog(project="Chancery", charset="utf-8")
    for path in sorted([*(ROOT / "view").glob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "dashboard.py"]):
        for message in marked(path.read_text(encoding="utf-8")):
            found.add(message, locations=[(str(path.relative_to(ROOT)), 0)])
    for sort, word in vocabulary():
        found.add(word, context=sort, locations=[("data/vocabulary", 0)])
    return found


def marked(source: str) -> list[str | tuple[str, ...]]:
    """The marked texts of a module in their order. Babel's own extractor passes over a mark within a marked call."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)
             and getattr(node.func, "id", "") in MARKS]
    found = []
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        told = [text.value for text in call.args[:MARKS[call.func.id]] if isinstance(text, ast.Constant)]
        if len(told) == MARKS[call.func.id]:
            found.append(told[0] if len(told) == 1 else tuple(told))
    return found


def vocabulary() -> Iterator[tuple[str, str]]:
    """Context and English of every word of the vocabulary and every code that a page shows."""
    for sort, table, column in WORDS:
        with (VOCABULARY / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            words = {row[column] for row in csv.DictReader(lines)}
        yield from ((sort, word.replace("_", " ") if sort == "code" else word) for word in sorted(words))
    choices = {option for options in address.CHOICES.values() for option in options if not option.isdecimal()}
    codes = {*CODES, *evidence.FAMILIES, *quality.ORDER, *mending.FIELDS, *mending.TOLD, *changes.KINDS, *search.ORDERS,
             *statements.SIDES, *PARAMETERS.values(), *address.OTHERS, *choices}
    yield from (("code", code.replace("_", " ")) for code in sorted(codes - {"true", "false", *LANGUAGES}))


def read(path: Path) -> Catalog:
    """A catalogue with its translations."""
    with path.open("rb") as lines:
        return pofile.read_po(lines, locale=path.parents[1].name)


def main() -> None:
    """Brings every catalogue up to date and compiles it; says what is left to translate."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/chancery.po")):
        catalogue = read(path)
        fresh = collected()
        fresh.creation_date = catalogue.creation_date  # else each run would change the file
        catalogue.update(fresh, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        with path.open("wb") as stream:
            pofile.write_po(stream, catalogue, width=116, include_lineno=False)
        with path.with_suffix(".mo").open("wb") as stream:
            mofile.write_mo(stream, catalogue)
        missing = [message for message in catalogue if message.id and not message.string]
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(catalogue)} texts, {len(missing)} without a translation\n")


if __name__ == "__main__":
    main()

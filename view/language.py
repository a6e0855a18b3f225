"""Which language the reader reads, and our texts in it: gettext over `view/locale`. English stands in the code itself.

The language belongs to one run of one reader's page, so no text may be kept beyond it. Constants hold English, marked
by `N_`, and are said where they are shown.
"""

import gettext
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = {"en": "English", "ja": "日本語"}
LOCALE = Path(__file__).with_name("locale")
_spoken: ContextVar[str] = ContextVar("spoken", default="en")


def speak(code: str) -> None:
    """Sets the language of this run; English for one that is not known."""
    _spoken.set(code if code in LANGUAGES else "en")


def spoken() -> str:
    """The language of this run."""
    return _spoken.get()


def say(message: str, /, **words: object) -> str:
    """A whole sentence or label in the reader's language, its named places filled."""
    found = _catalogue(spoken()).gettext(message)
    return found.format(**words) if words else found


def plural(one: str, many: str, number: float, /, **words: object) -> str:
    """The same for a sentence that depends on a number."""
    return _catalogue(spoken()).ngettext(one, many, int(number)).format(**words)


def term(sort: str, english: str) -> str:
    """A word of the vocabulary or a code in words: `sort` tells 'visit', the kind, from 'visit', the slot."""
    return _catalogue(spoken()).pgettext(sort, english)


def N_(message: str) -> str:
    """Marks a text for the catalogue and leaves it as it is."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:
    """Marks the two forms of a text that depends on a number."""
    return one, many


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("chancery", LOCALE, [code], fallback=True)

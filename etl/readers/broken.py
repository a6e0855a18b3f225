"""A reader that fails has met a broken file: what it read before counts, the rest is one reject."""

from __future__ import annotations

from collections.abc import Iterator

from etl.readers.encoding import EncodingError
from etl.readers.limits import LimitError
from etl.readers.release import Draft
from etl.records import Reject


def told(found: Iterator[Draft | Reject], name: str) -> Iterator[Draft | Reject]:
    """What a reader yields; its failure, of whatever type, as a `Reject` at the end."""
    while True:
        try:
            draft = next(found)
        except StopIteration:
            return
        except Exception as error:  # other people's parsers raise what they like
            yield Reject(name, "file", _sentence(error))
            return
        yield draft


def _sentence(error: Exception) -> str:
    words = " ".join(str(error).split())[:160] or type(error).__name__
    if isinstance(error, (EncodingError, LimitError)):  # written for the user
        return words
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read ({error.strerror}): check its permissions"
    return f"broken or cut short ({words}): save it again"

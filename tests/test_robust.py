"""No text of any kind makes the reading raise, and none makes it dawdle."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import assemble, checks, readers
from etl.records import Release
from etl.settle import settle

COLLECTION = Path(__file__).parents[1] / "data" / "releases" / "mofa-jp.jsonl"
TEXTS = [r.text for r in readers.read([COLLECTION])]
WORDS = sorted({w for t in TEXTS[:60] for w in t.split()})


def survive(text: str, ministry: str = "mofa-jp") -> None:
    reading = assemble.read(Release("x", None, ministry, None, None, None, settle(text)))
    assert list(checks.complaints(reading)) == []


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=2000))
def test_any_text(text):
    survive(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=200), st.sampled_from(["mofa-jp", "state-us"]))
def test_a_release_s_own_words_in_any_order(words, ministry):
    survive(" ".join(words), ministry)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TEXTS), st.randoms())
def test_mutilated_releases(text, chance: random.Random):
    letters = list(text)
    for _ in range(chance.randint(1, 40)):
        at = chance.randrange(len(letters) + 1)
        letters[at : at + chance.randint(0, 30)] = chance.choice(["", "\n", ".", ",", "(", ")", "\u202e", "\0", "Mr. ", "\ud800"])
    survive("".join(letters))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=500))
def test_settling_twice_is_settling_once(text):
    assert settle(settle(text)) == settle(text)


BAITS = ["a" * 1_000_000, "On May 3, " * 50_000, "Mr. " * 100_000, "Minister of " * 60_000, "held a " * 100_000, "(" * 200_000,
         "President of the Republic of " * 20_000, "A, B and " * 60_000, "1:00 p.m. (" * 50_000, "\n" * 500_000, "שלום " * 100_000,
         "Meeting " * 60_000, "one hour and " * 50_000, "visit to " * 60_000, "Mr. A B, Minister of C, " * 20_000]  # fmt: skip


@pytest.mark.parametrize("text", BAITS, ids=lambda t: repr(t[:20]))
def test_baits(text):
    survive(text)
    survive("Japan-Chile Summit Meeting\n\nOn May 3, Mr. Taro Kono held a meeting with " + text)

"""The finder of topics: examples written for it, what it must never do, and its floor on the shipped gold labels.

The rules were written from data/gold/mofa-jp.jsonl; the examples are sentences of our own.
"""

import csv
import json
import random
import time
from pathlib import Path

import pytest

from etl import vocabulary
from etl.finders import topics
from etl.settle import settle

ROOT = Path(__file__).parents[1]
CODES = [row["topic"] for row in vocabulary.distinct("topics", "topic")]
STRENGTHS = {"strong", "weak", "country", "neighbour", "received", "helped", "donor", "office", "context"}
# The lead keeps the counterpart's country out of the talk, as in a release.
LEAD = "On May 2, the Minister held a meeting with the Minister of Norway. The overview is as follows.\n"


def examples() -> list[dict[str, str]]:
    with (ROOT / "tests" / "examples" / "topics.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read(text: str, start: int = 0) -> list:
    return topics.find(text, vocabulary.topic_phrases().find(text), start, len(text))


@pytest.mark.parametrize("example", examples(), ids=lambda example: example["text"][:60])
def test_example(example):
    text = settle(LEAD + example["text"])
    found = read(text)
    assert {mention.value for mention in found} == set(example["topics"].split())
    assert all(mention.slot == "topic" and mention.start >= len(LEAD) - 1 for mention in found)


def test_topics_table_has_the_contract_s_codes():
    assert len(CODES) == 26
    for row in vocabulary.rows("topics"):
        assert row["name"] and row["definition"] and row["plover"] and row["cap"].isdigit()


def test_every_phrase_can_be_found_and_speaks_for_known_topics():
    for row in vocabulary.distinct("topic_phrases", "phrase"):
        assert row["phrase"] == settle(row["phrase"]).lower(), row
        assert set(row["topic"].split("|")) <= {*CODES, "none"}, row
        strengths = row["strength"].split("|")
        assert set(strengths) <= STRENGTHS and len(strengths) in (1, len(row["topic"].split("|"))), row


def test_a_country_at_the_table_is_no_subject():
    lead = "On May 2, the Minister held a meeting with the Minister of {}. The overview is as follows.\n"
    talk = "Iran was discussed."
    assert {mention.value for mention in read(lead.format("Norway") + talk)} == {"middle_east"}
    assert not read(lead.format("the Islamic Republic of Iran") + talk)


def test_help_is_aid_only_for_those_who_receive_it():
    lead = "On May 2, the Minister held a meeting with the Minister of {}. The overview is as follows.\n"
    talk = "He was grateful for Japan's help."
    assert {mention.value for mention in read(lead.format("the Republic of Uganda") + talk)} == {"development_aid"}
    assert not read(lead.format("the Kingdom of Norway") + talk)


def test_a_heading_counts_double():
    assert {mention.value for mention in read(LEAD + "1. Democracy\nIt was discussed.")} == {"human_rights_democracy"}
    assert not read(LEAD + "It was about democracy.")


@pytest.mark.parametrize("text", ["", "\n", "\0", "İ" * 50, "a" * 1_000_000, "minister of " * 50_000,
                                  "politics, " * 50_000, "to attend " * 50_000, "1. " * 100_000,
                                  "visiting " * 50_000, "the Minister of Energy And " * 20_000, "G7 " * 100_000])  # fmt: skip
def test_no_text_makes_it_raise_or_dawdle(text):
    began = time.perf_counter()
    read(text)
    read(text, len(text) // 2)
    assert time.perf_counter() - began < 10


def test_mutilated_releases_do_no_harm():
    dice = random.Random(7)
    with (ROOT / "data" / "releases" / "mofa-jp.jsonl").open(encoding="utf-8") as stream:
        texts = [settle(json.loads(line)["text"]) for line in stream]
    for text in texts:
        first, last = sorted(dice.randrange(len(text)) for _ in range(2))
        cut = text[last:] + text[:first]
        for mention in read(cut, min(first, len(cut))):
            assert mention.value in CODES and 0 <= mention.start < mention.end <= len(cut)


def test_floor_on_gold():
    """Micro-F1 with the region taken to be the whole text after its first 200 letters' line: a floor, not the score."""
    right = wrong = missed = 0
    with (
        (ROOT / "data" / "releases" / "mofa-jp.jsonl").open(encoding="utf-8") as releases,
        (ROOT / "data" / "gold" / "mofa-jp.jsonl").open(encoding="utf-8") as gold,
    ):
        for release, label in zip(map(json.loads, releases), map(json.loads, gold), strict=True):
            if not label["is_engagement"]:
                continue
            text = settle(release["text"])
            start = next((text.find(line) for line in text.split("\n") if len(line) > 120), 0)
            found = {mention.value for mention in read(text, start)}
            expected = set(label["topics"])
            right, wrong, missed = (
                right + len(found & expected), wrong + len(found - expected), missed + len(expected - found)
            )  # fmt: skip
    assert 2 * right / (2 * right + wrong + missed) >= 0.92

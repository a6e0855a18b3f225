"""Who said what: examples of our own, what holds for any text, and the floors on the labels of the seen part.

The rules were written from the `seen` part of data/gold/statements.jsonl; the examples are sentences of our own.
"""

import csv
import itertools
import json
import random
import time
from pathlib import Path

import pytest

from etl import assemble, readers, score_statements, vocabulary, voices, who_said
from etl.finders import statements
from etl.records import Person, Statement
from etl.settle import settle

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "data" / "gold" / "statements.jsonl"
KISHIDA = Person("Fumio Kishida", "Mr. Fumio Kishida", "Minister for Foreign Affairs", "foreign_minister", "JPN", None, None)
SOLBERG = Person("Kari Solberg", "H.E. Ms. Kari Solberg", "Minister of Foreign Affairs", "foreign_minister", "NOR", None, None)
ACTS = {
    "state", "explain", "answer", "welcome", "thank", "praise", "congratulate", "condole", "concern", "condemn", "hope", "request",
    "propose", "invite", "support", "promise", "agree",
}  # fmt: skip


def examples() -> list[dict[str, str]]:
    with (ROOT / "tests" / "examples" / "statements.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read(text: str) -> tuple[Statement, ...]:
    people = voices.cast([KISHIDA], [SOLBERG], "JPN")
    return who_said.find(text, 0, people, vocabulary.names().find(text), [])


def short(statement: Statement) -> str:
    return f"{statement.speaker.split()[-1]}:{statement.act}"


@pytest.mark.parametrize("example", examples(), ids=lambda example: example["text"][:60])
def test_example(example):
    text = settle(example["text"])
    found = read(text)
    assert [short(s) for s in found] == list(filter(None, example["statements"].split("|")))
    for statement in found:
        assert statement.text == text[statement.start : statement.end]
        assert statement.side in ("principal", "counterpart", "both")


def test_phrases_have_known_acts_and_sorts():
    for row in vocabulary.distinct("speech_verbs", "phrase"):
        assert row["phrase"] == settle(row["phrase"]).lower(), row
        assert row["act"] in {*ACTS, "none"}, row
        assert row["sort"] in {"act", "say", "be", "noun", "modal", "felt", "joint", "stage", "narration"}, row
    for row in vocabulary.distinct("speakers", "phrase"):
        assert row["sort"] in {"title", "pronoun", "both", "other", "group", "home"}, row


def test_labels_stand_where_they_say():
    texts = {r.url: r.text for r in readers.read([ROOT / "data" / "releases" / "mofa-jp.jsonl"])}
    labels = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert len(labels) >= 40
    for label in labels:
        for statement in label["statements"]:
            assert texts[label["url"]][statement["start"] : statement["end"]] == statement["text"]
            assert statement["act"] in ACTS


def test_statements_do_not_overlap_and_stay_in_order():
    for release in readers.read([ROOT / "data" / "releases" / "mofa-jp.jsonl"]):
        for engagement in assemble.read(release).engagements:
            spans = [(s.start, s.end) for s in engagement.statements]
            assert spans == sorted(spans)
            assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
            assert all(release.text[s.start : s.end] == s.text and s.speaker for s in engagement.statements)


def test_any_text_is_read_without_failing():
    words = ["Minister", "Kishida", "said", "expressed", ",", ";", ".", "and", "He", "both", "\n", "(1)", "the", "President", "would", "by",
             "İstanbul", "ﷺ", "\u202e", '"', "(", "told", "X's", "as follows:", "Norway", "side", "Solberg", "hope", "was"]  # fmt: skip
    chance = random.Random(7)
    for _ in range(400):
        text = settle(" ".join(chance.choices(words, k=chance.randrange(1, 60))))
        for statement in read(text):
            assert text[statement.start : statement.end] == statement.text
    assert read("") == ()
    assert statements.find("x", []) == []


@pytest.mark.parametrize("bait", ["Minister Kishida, ", "a, ", "He said that ", "and expressed ", "the ", "X"])
def test_time_grows_with_length_only(bait):
    def spent(times: int) -> float:
        # The best of three: a sweep of the garbage collector over a long test run's heap is no time of ours.
        text = bait * times
        ends = []
        for _ in range(3):
            start = time.process_time()
            read(text)
            ends.append(time.process_time() - start)
        return min(ends)

    spent(2000)
    assert spent(16000) < 40 * max(spent(2000), 0.002)


def test_floors_on_the_seen_part():
    readings = (assemble.read(r) for r in readers.read([ROOT / "data" / "releases" / "mofa-jp.jsonl"]))
    row = score_statements.score(GOLD, readings)["seen"]
    assert row["f1"] > 0.94
    assert row["speaker"] > 0.96
    assert row["act"] > 0.88

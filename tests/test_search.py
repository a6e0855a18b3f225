"""Search: what was typed, taken apart; what is found and in which order; hits marked where they stand."""

import re

import duckdb
import pytest
from conftest import write_small_world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl import load
from store import connection, queries, search, statements
from store.search import Clause, Query, parse
from store.selection import Selection
from store.statements import Said
from view import finding, snippets

TYPED = [
    ("abductions", [Clause(("abductions",), False, False)]),
    ('"human rights" Iran', [Clause(("human", "rights"), False, False), Clause(("Iran",), False, False)]),
    ("“free and open” democra*", [Clause(("free", "and", "open"), False, False), Clause(("democra",), True, False)]),
    ('nuclear -summit -"north korea"', [Clause(("nuclear",), False, False), Clause(("summit",), False, True),
                                        Clause(("north", "korea"), False, True)]),
    ("U.S. co-operation", [Clause(("U", "S"), False, False), Clause(("co", "operation"), False, False)]),
    ('"security counc*"', [Clause(("security", "counc"), False, False)]),
    ('"security counc"*', [Clause(("security", "counc"), True, False)]),
    ('"never closed', [Clause(("never", "closed"), False, False)]),
    ("a*", [Clause(("a",), False, False)]),
    ("!! * - \"\"", []),
]


@pytest.mark.parametrize(("typed", "clauses"), TYPED)
def test_what_was_typed(typed, clauses):
    assert list(parse(typed).clauses) == clauses


@given(st.text(max_size=80))
def test_whatever_is_typed_is_taken_apart(typed):
    assert all(clause.words for clause in parse(typed).clauses)


TEXTS = {  # release → title, text
    "title": ("Talks on abductions", "The ministers met and spoke about the region at length on that day in spring."),
    "often": ("Talks", "Abductions were raised. The abduction of citizens must end; abductions hurt. " * 2),
    "once": ("Talks", "The ministers spoke at length about trade, and at the end about abductions, in passing. " + "Trade. " * 60),
    "council": ("Talks", "Reform of the Security Council was discussed by both sides."),
    "apart": ("Talks", "The council spoke of security."),
    "accents": ("Talks", "The minister visited Côte d'Ivoire and São Tomé; strategies for many countries."),
    "start": ("Talks", "Democratic values and democracies."),
}


@pytest.fixture
def found(tmp_path):
    """IDs of the releases found among TEXTS, best first."""
    path = tmp_path / "texts.duckdb"
    write_small_world(path)
    with duckdb.connect(str(path)) as writing:
        for code, (title, text) in TEXTS.items():
            writing.execute("INSERT INTO releases VALUES (?, NULL, 'mofa-jp', NULL, ?, NULL, ?, '-', 'f')", [code, title, text])
            writing.execute("INSERT INTO skips (release_id, reason, rule) VALUES (?, 'future', '-')", [code])
        load.index_texts(writing)
    reading = connection.open_database(connection.version(path))
    return lambda typed: list(search.releases(reading.cursor(), Selection(), parse(typed), "best match").release_id)


RANKED = [
    ("abduction", ["often", "title", "once"]),
    ("abductions trade", ["once"]),
    ('"security council"', ["council"]),
    ("security council", ["apart", "council"]),  # the shorter text first
    ("SECURITY council -reform", ["apart"]),
    ("cote d'ivoire", ["accents"]),
    ("Sao Tomé", ["accents"]),
    ("strategy country", ["accents"]),
    ("democra*", ["start"]),
    ('"security counc"*', ["council"]),
    ('"council security"', []),
    ("nowhere", []),
    ("'); DROP TABLE postings; --", []),
]


@pytest.mark.parametrize(("typed", "expected"), RANKED)
def test_ranking(found, typed, expected):
    assert found(typed) == expected


def test_words_are_parted_alike_in_database_and_view(opened):
    for text, title, words, heads in opened.cursor().execute(
            "SELECT text, coalesce(title, ''), words_of(text), words_of(coalesce(title, '')) FROM releases").fetchall():
        assert snippets.WORD.findall(text) == words and search.WORD.findall(title) == heads


@pytest.fixture(scope="module")
def terms(opened):
    """Release → words of its text in the form in which they are looked up."""
    return dict(opened.cursor().execute(
        "SELECT release_id, list_transform(words_of(text), lambda word: term_of(word)) FROM releases").fetchall())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False), size=st.integers(1, 4))
def test_a_phrase_is_found_where_it_stands_and_nowhere_else(opened, terms, chance, size):
    text = opened.cursor().execute("SELECT text FROM releases ORDER BY release_id").fetchall()
    words = search.WORD.findall(chance.choice(text)[0])
    first = chance.randrange(max(1, len(words) - size))
    phrase = words[first:first + size]
    looked_up = [opened.cursor().execute("SELECT term_of(?)", [word]).fetchone()[0] for word in phrase]
    expected = {code for code, held in terms.items()
                if any(held[at:at + size] == looked_up for at in range(len(held) - size + 1))}
    frame = search.releases(opened.cursor(), Selection(), Query((Clause(tuple(phrase), False, False),)), "best match")
    in_text = {row.release_id for row in frame.itertuples() if any(place >= 0 for place in row.places)}
    assert in_text == expected and (frame.found == len(frame)).all()
    for row in frame.itertuples():
        assert set(range(len(terms[row.release_id]))) >= {place for place in row.places if place >= 0}


def test_found_within_the_selection_only(opened):
    asked = Selection(years=tuple(range(2010, 2019)), countries=("USA", "AUS", "KOR"))
    frame = search.releases(opened.cursor(), asked, parse("north korea"), "newest")
    held = set(queries.engagements(opened.cursor(), asked).release_id)
    assert len(frame) and set(frame.release_id) <= held and frame.date.is_monotonic_decreasing
    years = search.years(opened.cursor(), asked, parse("north korea"))
    assert years.releases.sum() == len(frame) and years.of_all.sum() == len(held)


def test_every_example_finds_something(opened):
    for typed, _ in finding.HINTS:
        assert len(search.releases(opened.cursor(), Selection(), parse(typed), "best match", 1)), typed


def test_snippets_are_escaped_and_mark_whole_hits():
    text = "<b>One</b> two & three four. " + "filler " * 60 + "three four five"
    places = [2, 3, 4, 65, 66]  # "b" and "b" of the tags are words too
    shown = snippets.snippet(text, places)
    assert "<b>" not in shown and "&amp;" in shown and "<mark>One</mark>" not in shown
    assert shown.count("<mark>") == 2 or re.search(r"<mark>[^<]*three[^<]*</mark>", shown)
    assert snippets.snippet("no hit here", []) == "no hit here"
    assert snippets.snippet("", []) == "" and snippets.snippet("…!", []) == "…!"
    assert snippets.marked_title("Talks on <abductions>", [-998]) == "Talks on &lt;<mark>abductions</mark>&gt;"
    assert snippets.marked("a b c", [0, 1]) == "<mark>a b</mark> c"


SPOKEN = """
    INSERT INTO statements VALUES
        ('kaz2016', 1, 'Fumio Kishida', 'principal', 'welcome', 'He welcomed the election to the Security Council', ['health'], 0, 4),
        ('kaz2016', 2, 'Nursultan Nazarbayev', 'counterpart', 'thank', 'He thanked Japan for its help', [], 0, 4),
        ('fra2018', 1, 'both', 'both', 'agree', 'They agreed on reform of the Security Council', ['disarmament', 'health'], 0, 4);
"""


@pytest.fixture
def spoken(small):
    """The small world with three statements."""
    with duckdb.connect(str(small)) as writing:
        writing.execute(SPOKEN)
        # A release comes with its statements; these came later, so all is indexed again, as a build from nothing does.
        writing.execute("DELETE FROM documents; DELETE FROM postings")
        load.index_texts(writing)
    return small


SAID = [
    (Selection(), "", Said(), [("fra2018", 1), ("kaz2016", 1), ("kaz2016", 2)]),
    (Selection(countries=("KAZ",)), "", Said(), [("kaz2016", 1), ("kaz2016", 2)]),
    (Selection(), "", Said(acts=("agree", "thank")), [("fra2018", 1), ("kaz2016", 2)]),
    (Selection(), "", Said(sides=("principal",)), [("kaz2016", 1)]),
    (Selection(), "", Said(about=("disarmament",)), [("fra2018", 1)]),
    (Selection(), '"security council"', Said(), [("fra2018", 1), ("kaz2016", 1)]),
    (Selection(years=(2016,)), "council", Said(about=("health",)), [("kaz2016", 1)]),
    (Selection(), "text", Said(), []),  # a release's word is no statement's
]


@pytest.mark.parametrize(("selection", "typed", "said", "expected"), SAID)
def test_statements(spoken, selection, typed, said, expected):
    cursor = connection.open_database(connection.version(spoken)).cursor()
    frame = statements.statements(cursor, selection, parse(typed), said, "newest")
    assert [(row.engagement_id, row.ordinal) for row in frame.itertuples()] == expected
    acts = statements.statements_by_act(cursor, selection, parse(typed), said)
    assert acts.statements.sum() == len(frame)

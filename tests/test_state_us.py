"""Readouts of the US State Department: titles against bodies of real releases where they are at hand, and the finders.

The rules were written from the releases of 2021. Made-up releases in its style: test_ministries.py.
"""

import datetime as dt
import importlib.util
import os
from pathlib import Path

import pytest

from etl import vocabulary
from etl.finders import days, titled

ROOT = Path(__file__).parents[1]
SHARED = [Path(os.environ.get("CHANCERY_SHARED", "/work/shared")), ROOT.parent / "shared"]
REAL = next((p for s in SHARED if (p := s / "releases" / "state-us" / "2021.jsonl").exists()), None)


def bench():
    spec = importlib.util.spec_from_file_location("title_and_body", ROOT / "bench" / "title_and_body.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(REAL is None, reason="the State Department's releases are not at hand")
def test_body_alone_agrees_with_the_title():
    title_and_body = bench()
    both, none = title_and_body.measure(list(title_and_body.cases([REAL])))
    assert len(both) > 100 and len(none) > 350
    assert sum(map(title_and_body.agrees, both)) / len(both) >= 0.97
    assert sum(c.body.form == "none" for c in none) / len(none) >= 0.985


@pytest.mark.parametrize(
    ("title", "form", "countries"),
    [("Secretary Doe’s Call with Chilean Foreign Minister Soto", "call", {"CHL"}),
     ("Deputy Secretary Doe’s Meeting with UN Special Envoy on Myanmar Muster", "meeting", {"UN"}),
     ("Secretary Doe’s Trilateral Meeting with Japanese Vice Minister Mori and Republic of Korea Vice Minister Choi", "meeting", {"JPN", "KOR"}),
     ("Secretary Jane Doe and Chilean Foreign Minister Juan Soto Before Their Meeting", "none", set()),
     ("Georgia’s National Day", "none", set()), ("Secretary Doe’s Travel to Oslo", "none", set())],
)  # fmt: skip
def test_what_a_title_says(title, form, countries):
    assert bench().title_says(title) == (form, frozenset(countries))


OFFICES = [  # text, name, role, country
    ("Libyan interim Foreign Minister Najla Mithal", "Najla Mithal", "Libyan interim Foreign Minister", "LBY"),
    ("UN Special Coordinator for Middle East Peace Tor Hansen", "Tor Hansen", "UN Special Coordinator for Middle East Peace", "UN"),
    ("Republic of Cyprus (ROC) Foreign Minister Nikos Paradeigma", "Nikos Paradeigma", "Republic of Cyprus (ROC) Foreign Minister", "CYP"),
    ("Acting Haitian Prime Minister Claude Exemple", "Claude Exemple", "Acting Haitian Prime Minister", "HTI"),
    ("the Foreign Minister of the Kingdom of Saudi Arabia, Omar bin Ali Al Mithal", "Omar bin Ali Al Mithal",
     "Foreign Minister of the Kingdom of Saudi Arabia", "SAU"),
    ("Special Envoy for the Sahel Ricardo Ejemplo", "Ricardo Ejemplo", "Special Envoy for the Sahel", None),
    ("His Majesty King Omar III of Jordan", "Omar III", "King", "JOR"),
    ("Dr. Ali Mithal, Iraq's Minister of Foreign Affairs,", "Ali Mithal", "Iraq's Minister of Foreign Affairs", "IRQ"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "role", "country"), OFFICES, ids=lambda v: str(v)[:40])
def test_offices_in_front_of_names(text, name, role, country):
    (found,) = titled.find(text, 0, len(text), vocabulary.names().find(text))
    assert (found.name, found.role, found.country) == (name, role, country)
    assert text[slice(*found.name_span)] == name


@pytest.mark.parametrize(
    ("text", "day"),
    [("spoke today with", (6, 2)), ("this morning", (6, 2)), ("yesterday", (6, 1)), ("last night", (6, 1)), ("on Monday with", (5, 28)),
     ("on Saturday", (6, 2)), ("on Friday, June 1", None), ("in today's world", None)],
)  # fmt: skip
def test_days_from_the_day_of_writing(text, day):
    found = days.find(text, 0, len(text), dt.date(2018, 6, 2))
    assert [(d.month, d.day) for d in found] == ([day] if day else [])

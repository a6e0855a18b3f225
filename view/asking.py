"""Asks store's queries, and remembers connection and answers for as long as the database file stays the same.

One run of a page reads one build: the version is taken when the run begins.
"""

import os
from collections.abc import Callable
from functools import lru_cache
from types import MappingProxyType

import streamlit as st
from duckdb import DuckDBPyConnection
from pandas import DataFrame

from store import connection, people_queries, queries
from store.connection import Version
from store.selection import Names
from view import naming
from view.language import spoken

DATABASE = "data/engagements.duckdb"


def begin_reading() -> None:
    """Takes the database as it stands now for this run; NoDatabase where it cannot be read."""
    wanted = connection.version(os.environ.get("CHANCERY_DB", DATABASE))
    _connection(wanted)
    st.session_state["_version"] = wanted


def ask(query: Callable[..., DataFrame], *arguments) -> DataFrame:
    """The answer of a query of `store`, given all but its cursor."""
    # A shallow copy: columns may be added to it, its values are shared until they are written to.
    return _answer(query, arguments, _shown()).copy(deep=False)


def ask_later(query: Callable[..., DataFrame], *arguments) -> Callable[[], DataFrame]:
    """The same question, asked when it is called, of the build now shown; the answer may be large and is not kept."""
    wanted = _shown()
    return lambda: query(_connection(wanted).cursor(), *arguments)


def names() -> Names:
    """(filter, code) → name, in the order in which a filter's codes are to be listed; of people, those asked for."""
    return _names(_shown(), _people_asked_for(), spoken())


def names_in_files() -> Names:
    """The same in English whatever the reader's language: for citations and files, which have one form only."""
    return _names(_shown(), _people_asked_for(), "en")


def in_words(filter_name: str, english: str) -> str:
    """A name that a query gives without its code, in the reader's language."""
    if spoken() == "en":
        return english
    codes = {name: code for (one, code), name in names_in_files().items() if one == filter_name}
    return names().get((filter_name, codes.get(english, "")), english)


def _shown() -> Version:
    if "_version" not in st.session_state:
        begin_reading()
    return st.session_state["_version"]


@st.cache_resource(max_entries=2, show_spinner=False, on_release=lambda old: old.close())
def _connection(wanted: Version) -> DuckDBPyConnection:
    return connection.open_database(wanted)


# Streamlit's own cache would pickle every answer and hash every argument anew, half the time of a page seen before.
@lru_cache(maxsize=500)
def _answer(query: Callable[..., DataFrame], arguments: tuple, wanted: Version) -> DataFrame:
    return query(_connection(wanted).cursor(), *arguments)


@lru_cache(maxsize=50)
def _names(wanted: Version, people: tuple[str, ...], language: str) -> Names:
    listed = _answer(queries.names, (), wanted)
    asked_for = _answer(people_queries.names_of, (people,), wanted) if people else listed[:0]
    found = {(row.filter, row.code): row.name for frame in (listed, asked_for) for row in frame.itertuples(index=False)}
    return MappingProxyType(found if language == "en" else naming.in_order(found))


def _people_asked_for() -> tuple[str, ...]:
    return tuple(sorted({*st.session_state.get("person", ()), *st.query_params.get_all("person")}))

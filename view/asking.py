"""Asks store's queries, and remembers connection and answers for as long as the database file stays the same.

One run of a page reads one build: the version is taken when the run begins.
"""

import os
from collections.abc import Callable

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
    if "_version" not in st.session_state:
        begin_reading()
    return _answer(f"{query.__module__}.{query.__name__}", arguments, st.session_state["_version"], query)


def ask_later(query: Callable[..., DataFrame], *arguments) -> Callable[[], DataFrame]:
    """The same question, asked when it is called, of the build now shown; the answer may be large and is not kept."""
    wanted = st.session_state["_version"]
    return lambda: query(_connection(wanted).cursor(), *arguments)


def names() -> Names:
    """(filter, code) → name, in the order in which a filter's codes are to be listed; of people, those asked for."""
    return names_in_files() if spoken() == "en" else naming.in_order(names_in_files())


def names_in_files() -> Names:
    """The same in English whatever the reader's language: for citations and files, which have one form only."""
    listed = ask(queries.names)
    wanted = tuple(sorted({*st.session_state.get("person", ()), *st.query_params.get_all("person")}))
    people = ask(people_queries.names_of, wanted) if wanted else listed[:0]
    return {(row.filter, row.code): row.name for frame in (listed, people) for row in frame.itertuples(index=False)}


def in_words(filter_name: str, english: str) -> str:
    """A name that a query gives without its code, in the reader's language."""
    if spoken() == "en":
        return english
    codes = {name: code for (one, code), name in names_in_files().items() if one == filter_name}
    return names().get((filter_name, codes.get(english, "")), english)


@st.cache_resource(max_entries=2, show_spinner=False, on_release=lambda old: old.close())
def _connection(wanted: Version) -> DuckDBPyConnection:
    return connection.open_database(wanted)


@st.cache_data(max_entries=500, show_spinner=False)
def _answer(name: str, arguments: tuple, wanted: Version, _query: Callable[..., DataFrame]) -> DataFrame:
    return _query(_connection(wanted).cursor(), *arguments)

"""Opens the one database file for reading, so that a rebuilt file is seen and an old reader is not disturbed.

DuckDB keeps one instance per path in a process and would go on showing the old file after a swap. The file is therefore
attached to a private in-memory database, and who caches the connection keys it on `version(path)`.
"""

import os
import tempfile
from pathlib import Path
from typing import NamedTuple

import duckdb
from pandas import DataFrame

from store.selection import Selection

SCHEMA_VERSION = 3
REMEDY = "Build it with:  python -m etl build"
# Offline, a missing extension must fail at once instead of after a look-up on the network.
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
# However large the database: what does not fit goes to a folder of this process's own, gone with the connection.
BOUNDED = OFFLINE | {
    "memory_limit": "1GB", "temp_directory": f"{tempfile.gettempdir()}/chancery-spill-{os.getpid()}"}


class Version(NamedTuple):
    """One state of the database file: a build swapped in has another one."""

    path: str
    inode: int
    mtime_ns: int
    size: int


class NoDatabase(Exception):
    """There is no database that can be read; the message is one sentence with the way out."""


def former(path: str | Path) -> Path:
    """Where a build keeps the database that it replaced."""
    return Path(f"{path}.before")


def version(path: str | Path) -> Version:
    """The state of the file at `path` now; NoDatabase where there is none."""
    try:
        found = Path(path).stat()
    except OSError:
        raise NoDatabase(f"There is no database at {path}. {REMEDY}") from None
    return Version(str(path), found.st_ino, found.st_mtime_ns, found.st_size)


def open_database(wanted: Version) -> duckdb.DuckDBPyConnection:
    """A connection on which `engagements`, `selected(...)` and all other names of schema.sql can be asked.

    Ask through `.cursor()`, one per query: a connection shared by threads mixes up its answers.
    """
    connection = duckdb.connect(":memory:", config=BOUNDED)
    try:
        # ATTACH takes no bound value; a quote in the path is doubled.
        connection.execute(f"ATTACH '{wanted.path.replace(chr(39), chr(39) * 2)}' AS house (READ_ONLY)")
        # The file may be somebody else's: from here on, nothing in it can reach another file.
        connection.execute("SET enable_external_access = false")
        _check_schema(connection, wanted.path)
        _name_tables(connection)
        _name_macros(connection)
    except duckdb.Error as error:
        connection.close()
        why = str(error).splitlines()[0]
        raise NoDatabase(f"{wanted.path} cannot be read as a Chancery database ({why}). {REMEDY}") from None
    except NoDatabase:
        connection.close()
        raise
    connection.execute("SET lock_configuration = true")
    return connection


def frame_of(cursor: duckdb.DuckDBPyConnection, sql: str, selection: Selection | None = None,
             **bound: object) -> DataFrame:
    """The answer to one SELECT, its filters bound from the selection and the rest by name."""
    return cursor.execute(sql, (selection.values() if selection else {}) | bound).df()


def _check_schema(connection: duckdb.DuckDBPyConnection, path: str) -> None:
    row = connection.execute("SELECT schema_version FROM house.builds ORDER BY built_at DESC LIMIT 1").fetchone()
    if row is None:
        raise NoDatabase(f"{path} holds no finished build. {REMEDY}")
    if row[0] != SCHEMA_VERSION:
        raise NoDatabase(f"{path} has schema version {row[0]}, this dashboard reads {SCHEMA_VERSION}. {REMEDY}")


def _name_tables(connection: duckdb.DuckDBPyConnection) -> None:
    # `USE house` is not inherited by a cursor; views are.
    tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'house'").fetchall()
    for (table,) in tables:
        name = table.replace('"', '""')
        connection.execute(f'CREATE VIEW "{name}" AS FROM house."{name}"')


def _name_macros(connection: duckdb.DuckDBPyConnection) -> None:
    # The macros are taken over from the file as they stand there: their meaning has one place, schema.sql.
    macros = connection.execute(
        "SELECT function_name, parameters, function_type, macro_definition FROM duckdb_functions()"
        " WHERE database_name = 'house' AND function_type IN ('macro', 'table_macro') ORDER BY function_oid"
    ).fetchall()
    for name, parameters, sort, definition in macros:
        table = "TABLE " if sort == "table_macro" else ""
        connection.execute(f'CREATE MACRO "{name}"({", ".join(parameters)}) AS {table}{definition}')

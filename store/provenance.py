"""What an extract says of itself: what was asked for, of which build, when, how much, which terms, how to cite it."""

import os
from datetime import UTC, date, datetime
from shlex import quote

from duckdb import DuckDBPyConnection as Cursor

from store import citation, queries
from store.queries import SELECTED
from store.selection import Names, Selection, span
from store.tables import TABLES


def about(cursor: Cursor, table: str, selection: Selection, form: str, rows: int) -> dict:
    """The provenance of the extract whose rows are `chosen` on the cursor, as plain values for JSON.

    Today's date can be set by SOURCE_DATE_EPOCH, so that a package can be made again byte for byte; CHANCERY_URL is
    where the dashboard stands, and makes the query's address a whole one.
    """
    ((build_id, built_at, rules, vocabulary),) = cursor.execute(
        "SELECT build_id, built_at, rules_fingerprint, vocabulary_fingerprint FROM builds"
        " ORDER BY built_at DESC LIMIT 1").fetchall()
    names = known_names(cursor)
    ((engagements,),) = cursor.execute("SELECT count(*) FROM " + SELECTED, selection.values()).fetchall()
    whose = [code for (code,) in cursor.execute(
        "SELECT ministry FROM releases GROUP BY ministry ORDER BY count(*) DESC, ministry").fetchall()]
    sentence, link = selection.sentence(names), address(selection)
    cited = citation.of_view(build_id, built_at.date(), today(), sentence, link, engagements)
    return {
        "title": f"{citation.project()['title']}: {table}", "table": table, "format": form, "selection": sentence,
        "address": link, "command": command(table, selection, form), "engagements": engagements, "rows": rows,
        "build_id": build_id, "built_at": built_at.isoformat(), "rules_fingerprint": rules,
        "vocabulary_fingerprint": vocabulary, "retrieved": today().isoformat(), "licence": citation.licence(whose),
        "sources": [citation.own_form(code, None, today()) for code in whose], "citation": citation.text(cited),
        "warning": "What is not recorded here may still have happened: ministries do not report every contact.",
    }


def today() -> date:
    """The day of the extract."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(stamp), UTC).date() if stamp else date.today()


def noon() -> datetime:
    """A time of that day, for files that want one."""
    return datetime(today().year, today().month, today().day, 12)


def built_at(told: dict) -> datetime:
    """When the build was made that an extract is of."""
    return datetime.fromisoformat(told["built_at"])


def known_names(cursor: Cursor) -> Names:
    """(filter, code) → name, for sentences."""
    return {(row.filter, row.code): row.name for row in queries.names(cursor).itertuples(index=False)}


def address(selection: Selection) -> str:
    """Where the dashboard shows this selection; a mere query string where CHANCERY_URL is not set, nothing for years
    with a gap, which no address can say."""
    try:
        asked = selection.address()
    except ValueError:
        return ""
    base = os.environ.get("CHANCERY_URL", "")
    return f"{base}?{asked}" if asked else base


def command(table: str, selection: Selection, form: str) -> str:
    """The command that makes the same extract; nothing for what a page drew and no command makes."""
    if table not in TABLES:
        return ""
    years = span(selection.years).removeprefix("in ").removeprefix("from ").replace(" to ", "-").replace("–", "-")
    words = ["python -m etl export", table]
    words += [f"--year {' '.join(years.split(', '))}"] if selection.years else []
    for option, codes in (("--country", selection.countries), ("--region", selection.regions),
                          ("--kind", selection.kinds), ("--topic", selection.topics)):
        words += [f"{option} {' '.join(map(quote, codes))}"] if codes else []
    return " ".join([*words, f"--format {form}"])


def as_rows(told: dict) -> list[tuple]:
    """The provenance as rows, the first a header."""
    return [("about", "this extract"), *((name, "\n".join(value) if isinstance(value, list) else value)
                                         for name, value in told.items())]


def as_text(told: dict, files: dict[str, str]) -> str:
    """A README: what is in here (file → what it is), where it is from, how it may be used and cited."""
    listed = "\n".join(f"- {name}: {what}" for name, what in files.items())
    sources = "\n".join(told["sources"])
    return (f"{told['title']}\n\n{told['selection']}. Engagements: {told['engagements']:,}; rows: {told['rows']:,}.\n"
            f"Build {told['build_id']} of {told['built_at']} UTC, taken {told['retrieved']}.\n"
            f"Again: {told['command'] or told['address'] or 'the page it was drawn on'}\n\n"
            f"Files\n{listed}\n\nLicence\n{told['licence']}\n"
            f"{sources}\n\n"
            f"Cite as\n{told['citation']}\n\n"
            f"{told['warning']}\n")

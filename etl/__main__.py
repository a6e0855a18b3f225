"""The command line: `python -m etl COMMAND`. Errors are one line on standard error and exit status 1."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from etl import brief, changes, corrections, export

ROOT = Path(__file__).resolve().parent.parent
COLLECTION = ROOT / "data" / "releases"
SAVED = ROOT / "data" / "selections.csv"
DATABASE = ROOT / "data" / "engagements.duckdb"


def main(arguments: list[str] | None = None) -> int:
    """Runs one command.

    Returns:
        The exit status: 0, or 1 after an error that was told in one line.
    """
    chosen = _parser().parse_args(arguments)
    try:
        return chosen.run(chosen)
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except (OSError, ValueError, RuntimeError, AssertionError) as error:
        print(f"etl: {' '.join(str(error).split())}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description="Reads ministries' releases into engagements.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="read releases, parse them, load the database")
    build.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files and folders (default: the shipped collection)")
    build.add_argument("--db", type=Path, default=DATABASE, metavar="FILE", help="the database file (default: %(default)s)")
    build.add_argument("--feeds", type=Path, metavar="DIR", help="write Atom and iCalendar there when done")
    build.set_defaults(run=_build)
    parse = commands.add_parser("parse", help="parse without a database")
    parse.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parse.add_argument("--jsonl", action="store_true", help="one JSON record a line, in input order")
    parse.set_defaults(run=_parse)
    score = commands.add_parser("score", help="the reading against hand labels, slot by slot")
    score.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    score.add_argument("--releases", type=Path, default=COLLECTION, metavar="PATH", help="the releases that the labels are of")
    score.add_argument("--misses", action="store_true", help="list every miss")
    score.set_defaults(run=_score)
    export.add_to(commands, DATABASE)
    changes.add_to(commands)
    brief.add_to(commands, DATABASE)
    corrections.add_to(commands, COLLECTION)
    return parser


def _build(chosen: argparse.Namespace) -> int:
    from etl import load

    bar = _Bar()
    done = load.build(chosen.paths or [COLLECTION], chosen.db, bar.note)
    bar.close()
    for reject in done.rejects:
        print(f"etl: {reject.source}: {reject.location}: {reject.reason}", file=sys.stderr)
    if done.reparsed:
        print(f"everything parsed again: {done.reparsed}")
    print(f"read {done.read}: new {done.new}, changed {done.changed}, unchanged {done.unchanged}, rejected {len(done.rejects)}")
    if done.kept:
        print(f"kept {done.kept} releases of earlier builds")
    skips = ", ".join(f"{reason} {n}" for reason, n in done.skips.items())
    print(f"database: {done.engagements} engagements, {sum(done.skips.values())} skips{f' ({skips})' if skips else ''}")
    if chosen.feeds:
        from etl import feeds

        print(f"{chosen.feeds}: {len(feeds.write(chosen.db, chosen.feeds, SAVED))} feeds")
    print(f"{chosen.db}: {'swapped in' if done.swapped else 'nothing changed, left as it was'}")
    return 0


def _parse(chosen: argparse.Namespace) -> int:
    from etl import assemble, readers, record
    from etl.records import Reject

    if chosen.jsonl:
        import orjson
    status = 0
    for item in readers.read(chosen.paths):
        if isinstance(item, Reject):
            print(f"etl: {item.source}: {item.location}: {item.reason}", file=sys.stderr)
            status = 1
            continue
        reading = assemble.read(item)
        if chosen.jsonl:
            sys.stdout.buffer.write(orjson.dumps(record.as_json(reading)) + b"\n")
        else:
            print(record.as_lines(reading), end="\n\n")
    return status


def _score(chosen: argparse.Namespace) -> int:
    from etl import score

    print(score.report(chosen.gold, chosen.releases, chosen.misses))
    return 0


class _Bar:
    """A progress bar on a terminal; silence elsewhere."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()

    def note(self, done: int) -> None:
        if self.shown and done % 100 == 0:
            print(f"\rparsed {done}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())

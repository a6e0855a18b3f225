"""The command line: `python -m etl COMMAND`. Errors are one line on standard error and exit status 1."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

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
    except KeyboardInterrupt:
        print("\netl: stopped; what is done is kept: run the same command again to go on", file=sys.stderr)
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
    build.add_argument("--workers", type=_count, default=_cores(), metavar="N", help="processes that parse (default: %(default)s)")
    build.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler whose workers parse instead, such as tcp://host:8786")
    build.add_argument("--prune", action="store_true", help="drop releases that the paths do not hold any more")
    build.add_argument("--wait", action="store_true", help="wait for another build to end instead of giving up")
    build.add_argument("--feeds", type=Path, metavar="DIR", help="write Atom and iCalendar there when done")
    build.set_defaults(run=_build)
    parse = commands.add_parser("parse", help="parse without a database")
    parse.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parse.add_argument("--jsonl", action="store_true", help="one JSON record a line, in input order")
    parse.set_defaults(run=_parse)
    _add_collect(commands)
    unmatched = commands.add_parser("unmatched", help="what no vocabulary table knows, as rows to add; rows nothing used")
    unmatched.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="releases (default: the shipped collection)")
    unmatched.set_defaults(run=_unmatched)
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


def _add_collect(commands: Any) -> None:
    collect = commands.add_parser("collect", help="download a ministry's releases, politely, into a folder that build reads")
    collect.add_argument("ministry", choices=("mofa-jp", "state-us"), metavar="MINISTRY", help="mofa-jp or state-us")
    collect.add_argument("--since", metavar="YYYY-MM", help="first month (default: last month)")
    collect.add_argument("--until", metavar="YYYY-MM", help="last month (default: this month)")
    collect.add_argument("--into", type=Path, required=True, metavar="DIR", help="the folder; going on where an earlier run stopped")
    collect.add_argument("--check", action="store_true", help="only list what the index lists and the folder lacks")
    collect.add_argument("--contact", metavar="ADDRESS", help="your e-mail or web page, for the site's log")
    collect.add_argument("--delay", type=float, default=2.0, metavar="SECONDS", help="least pause between requests (default: %(default)s)")
    collect.add_argument("--max-age", type=float, default=1.0, metavar="DAYS", help="do not ask again for pages held less long (default: %(default)s)")
    collect.add_argument("--site", metavar="URL", help="fetch from another address of the same site, a mirror")
    collect.set_defaults(run=_collect)


def _count(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _build(chosen: argparse.Namespace) -> int:
    from etl import build

    bar = _Bar()
    done = build.build(chosen.paths or [COLLECTION], chosen.db, bar.note, chosen.workers, chosen.prune, chosen.wait,
                       chosen.scheduler)
    bar.close()
    for reject in done.rejects:
        print(f"etl: {reject.source}: {reject.location}: {reject.reason}", file=sys.stderr)
    if done.rejected > len(done.rejects):
        print(f"etl: and {done.rejected - len(done.rejects)} more: all stand in the table `rejects`", file=sys.stderr)
    if done.reparsed:
        print(f"everything parsed again: {done.reparsed}")
    print(f"read {done.read}: new {done.new}, changed {done.changed}, unchanged {done.unchanged}, rejected {done.rejected}")
    if done.pruned:
        print(f"pruned {done.pruned} releases that the inputs do not hold any more")
    if done.kept:
        print(f"kept {done.kept} releases of earlier builds")
    skips = ", ".join(f"{reason} {n}" for reason, n in done.skips.items())
    print(f"database: {done.engagements} engagements, {sum(done.skips.values())} skips{f' ({skips})' if skips else ''}")
    if chosen.feeds:
        from etl import feeds

        print(f"{chosen.feeds}: {len(feeds.write(chosen.db, chosen.feeds, SAVED))} feeds")
    print(f"{chosen.db}: {'swapped in' if done.swapped else 'nothing changed, left as it was'}")
    return 0


def _collect(chosen: argparse.Namespace) -> int:
    import datetime as dt

    from etl import collect

    today = dt.date.today().replace(day=1)
    until = collect.month(chosen.until) if chosen.until else today
    since = collect.month(chosen.since) if chosen.since else min(until, (today - dt.timedelta(days=1)).replace(day=1))
    if since > until:
        raise ValueError(f"--since {since:%Y-%m} lies behind --until {until:%Y-%m}: exchange them")
    site = collect.SITES[chosen.ministry]
    bar = _Bar()
    wish = collect.Wish(site, since, until, chosen.into, (chosen.site or site.home).rstrip("/"), chosen.check, chosen.contact,
                        chosen.delay, chosen.max_age)  # fmt: skip
    done = collect.collect(wish, lambda fetched, listed: bar.note(fetched, fetched / max(1, listed)))
    bar.close()
    if chosen.check:
        print(f"listed {done.listed}, lacking {len(done.lacking)}")
        for row in done.lacking:
            print("\t".join(row))
    else:
        print(f"listed {done.listed}: new {done.new}, changed {done.changed}, unchanged {done.unchanged}, held {done.held}, "
              f"gone {done.gone}, failed {len(done.failed)}")  # fmt: skip
        print(f"{chosen.into}: load it with  python -m etl build {chosen.into}")
    if done.failed:
        more = f" and {len(done.failed) - 1} more" if len(done.failed) > 1 else ""
        print(f"etl: {done.failed[0]}{more}: not fetched; run the command again later", file=sys.stderr)
    return 1 if done.failed else 0


def _parse(chosen: argparse.Namespace) -> int:
    from etl import assemble, readers, record
    from etl.records import Reject

    if chosen.jsonl:
        import orjson
    status = 0
    for found in readers.read(chosen.paths):
        if isinstance(found, Reject):
            print(f"etl: {found.source}: {found.location}: {found.reason}", file=sys.stderr)
            status = 1
            continue
        reading = assemble.read(found)
        if chosen.jsonl:
            sys.stdout.buffer.write(orjson.dumps(record.as_json(reading)) + b"\n")
        else:
            print(record.as_lines(reading), end="\n\n")
    return status


def _unmatched(chosen: argparse.Namespace) -> int:
    from etl import unmatched

    print(unmatched.report(chosen.paths or [COLLECTION]))
    return 0


def _score(chosen: argparse.Namespace) -> int:
    from etl import score

    print(score.report(chosen.gold, chosen.releases, chosen.misses))
    return 0


class _Bar:
    """A progress bar on a terminal; silence elsewhere."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()

    def note(self, rows: int, share: float) -> None:
        if self.shown:
            done = round(share * 30)
            print(f"\r[{'#' * done}{'.' * (30 - done)}] {share:4.0%}  {rows} read", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())

"""Many shards on the cores of one machine: standard-library processes, and a loop that goes on when one dies.

On many machines: `cluster`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from etl import cluster, shards
from etl.lock import BuildError
from etl.shards import Shard

_TRIES = 3


def parse_all(
    todo: list[Shard], known: Path | None, folder: Path, crew: int | str, note: Callable[[int, float], None]
) -> None:  # fmt: skip
    """Parses shards into `folder`; those done already, by an earlier build that was killed, are not done again.

    Args:
        todo: the shards; known: see `shards.parse`; folder: where outputs go.
        crew: how many processes (1 works in this one), or the address of a cluster's scheduler.
        note: called with the number of rows done and the share of shards done.

    Raises:
        BuildError: a shard kills its worker again and again; a cluster cannot be used (`cluster.parse_all`).
    """
    done = _Done(note, len(todo))
    pending = [shard for shard in todo if not _finished(shard, folder, done)]
    if isinstance(crew, str):
        cluster.parse_all(pending, known, folder, crew, done.add)
        return
    if crew == 1 or len(pending) < 2:
        for shard in pending:
            done.add(shards.parse(shard, known, folder))
        return
    for _ in range(_TRIES):
        _in_pool(pending, known, folder, crew, done)
        pending = [shard for shard in pending if not shards.output(shard, folder).exists()]
        if not pending:
            return
    raise BuildError(
        f"{pending[0].pieces[0].path if pending[0].pieces else 'a shard'}: its worker was killed {_TRIES} times, for want of memory "
        "perhaps: free memory, or build with --workers 1"
    )


class _Done:
    """Counts rows and shards, and tells."""

    def __init__(self, note: Callable[[int, float], None], total: int) -> None:
        self._note, self._total, self._shards, self._rows = note, total, 0, 0

    def add(self, count: int) -> None:
        self._shards += 1
        self._rows += count
        self._note(self._rows, self._shards / self._total)


def _finished(shard: Shard, folder: Path, done: _Done) -> bool:
    if not shards.output(shard, folder).exists():
        return False
    done.add(shards.parse(shard, None, folder))
    return True


def _in_pool(pending: list[Shard], known: Path | None, folder: Path, workers: int, done: _Done) -> None:
    """One round; ends early, without an error, when a worker is killed."""
    # Spawned, not forked: a forked child would inherit the lock, and the threads of DuckDB and Arrow half alive.
    context = multiprocessing.get_context("spawn")
    size = min(workers, len(pending))
    with ProcessPoolExecutor(size, mp_context=context, initializer=_die_with, initargs=(os.getpid(),)) as pool:
        with _without_main():
            futures: Iterable[Future[int]] = [pool.submit(shards.parse, shard, known, folder) for shard in pending]
        try:
            for future in as_completed(futures):
                done.add(future.result())
        except BrokenProcessPool:
            return
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def _without_main() -> Iterator[None]:
    """While workers start: they would run the caller's script once more, a notebook or a dashboard perhaps."""
    script, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def _die_with(parent: int) -> None:
    """Ends this worker when the build that started it is gone, even by kill -9; else it would wait for ever."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.3)
        os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to tell
    threading.Thread(target=watch, daemon=True).start()

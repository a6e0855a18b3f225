"""One writer at a time: the lock beside a database, which the kernel frees when its holder dies."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


class BuildError(RuntimeError):
    """The build could not be made; the old database, if any, is untouched. The message says what to do."""


class Halted(BuildError):
    """A build that the next one goes on from: what is done is kept beside the database."""


@contextmanager
def only_writer(target: Path, wait: bool = False, doing: str = "build") -> Iterator[None]:
    """Holds the lock beside the database; the file names who holds it.

    Args:
        target: the database file; the lock is the file of that name with `.lock` added.
        wait: wait until another writer is done instead of giving up.
        doing: what the writer is, for the message to another one.

    Raises:
        BuildError: another process writes, or the folder cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = open(target.with_name(target.name + ".lock"), "a+", encoding="ascii")  # noqa: SIM115 - held while building
    except OSError as error:
        raise BuildError(f"{target}: cannot be written ({error.strerror}): choose another --db or mend its permissions") from None
    with lock:
        _hold(lock, target, wait, doing)
        lock.seek(0)
        lock.truncate()
        lock.write(f"process {os.getpid()} since {dt.datetime.now().astimezone().isoformat(' ', 'seconds')}")
        lock.flush()
        yield


def _hold(lock: TextIO, target: Path, wait: bool, doing: str) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        advice = "wait for it, or give --wait" if doing == "build" else "wait for it"
        raise BuildError(f"{target}: another {doing} ({holder}) is writing: {advice}") from None

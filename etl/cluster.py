"""Many shards on many machines: the very function of `workers`, sent to a Dask scheduler; only paths travel.

Every worker sees the same files under the same names and has this code. `requirements-cluster.txt` names what it needs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from etl import former, shards, vocabulary
from etl.lock import BuildError, Halted
from etl.shards import Shard

_PATIENCE = "20s"  # for the scheduler to answer


class Astray(Exception):
    """A worker cannot do what this machine would: it sees other files or holds other rules. Says what to do."""


def parse_all(pending: list[Shard], known: Path | None, folder: Path, scheduler: str, done: Callable[[int], None]) -> None:
    """Has shards parsed by a cluster's workers.

    Args:
        pending: the shards; known, folder: see `shards.parse`.
        scheduler: its address, such as tcp://host:8786.
        done: called with the number of rows of each shard that is done.

    Raises:
        BuildError: no Dask here, no scheduler there, a shard kills its workers, or a worker is astray.
        Halted: the scheduler is gone; shards that are done stay done.
    """
    distributed = _distributed()
    with _client(distributed, scheduler) as client:
        code = rules()
        sent = [client.submit(there, code, os.getcwd(), shard, known, folder.resolve(), pure=False) for shard in pending]
        try:
            for future in distributed.as_completed(sent):
                done(future.result())
        except distributed.KilledWorker as error:
            raise BuildError(f"{scheduler}: a shard killed its workers, for want of memory perhaps ({error.task}): "
                             "give them more, or build without --scheduler") from None  # fmt: skip
        except Astray as error:
            raise BuildError(f"{scheduler}: {error}") from None
        except (distributed.client.FutureCancelledError, OSError) as error:
            raise Halted(f"{scheduler}: lost while it worked ({type(error).__name__}); what is done is kept: start it "
                         "again and run the same command") from None  # fmt: skip


def there(code: str, place: str, shard: Shard, known: Path | None, folder: Path) -> int:
    """On a worker: `shards.parse` with the caller's working directory, for paths are as the caller gave them.

    Raises:
        Astray: the worker's rules or files are not the caller's.
    """
    host = os.uname().nodename
    if rules() != code:
        raise Astray(f"the worker on {host} has other rules or vocabulary than this machine: bring both to one version")
    if not folder.is_dir() or not Path(place).is_dir():
        raise Astray(f"the worker on {host} does not see {folder}: all must share one file system, under one name")
    os.chdir(place)
    return shards.parse(shard, known and known.resolve(), folder)


def rules() -> str:
    """A digest of the rules and the vocabulary of this process."""
    return f"{former.rules_fingerprint()} {vocabulary.fingerprint()}"


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise BuildError("--scheduler needs Dask: python -m pip install -r requirements-cluster.txt") from None
    return distributed


@contextmanager
def _client(distributed: Any, scheduler: str) -> Iterator[Any]:
    try:
        client = distributed.Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        wrong = " ".join(str(error).split())[:120]
        raise BuildError(f"{scheduler}: no Dask scheduler answers ({wrong}): start one with `dask scheduler`, or build without --scheduler") from None
    with client, client.as_current():
        yield client

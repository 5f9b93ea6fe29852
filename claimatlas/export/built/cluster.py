"""Run the steps of a build on several processes, here or on other machines, with Dask.

Comes in: a number of workers, or the address of a scheduler. Goes out: a ``Runner``.
Refuses to make a step differ: workers run the functions that one process runs, and write into the same folder, which
they must reach under the same path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeVar

from claimatlas.errors import ClaimAtlasError, UsageError, shown

if TYPE_CHECKING:
    from distributed import Client

    from claimatlas.export.built import Runner
    from claimatlas.export.built.workshop import Workshop

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_TRIES = 5
"""So often a task is begun again whose worker was lost."""
_WAIT_SECONDS = 30


def require_dask() -> None:
    """Refuse to begin where Dask is not installed.

    Raises
    ------
    UsageError
        One sentence that says how to get it.
    """
    if find_spec("distributed") is None:
        raise UsageError("Several workers need Dask, which is not installed: requirements/scale.txt has it.")


@contextmanager
def workers_here(count: int) -> Iterator[Runner]:
    """Start some worker processes on this machine, which nobody else can reach, and end them afterwards."""
    require_dask()
    import dask
    from distributed import Client, LocalCluster

    quiet = {"distributed.scheduler.allowed-failures": _TRIES, "distributed.logging.distributed": "error"}
    with (
        dask.config.set(quiet),
        LocalCluster(
            n_workers=count, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0",
            silence_logs="ERROR",
        ) as cluster,
        Client(cluster) as client,
    ):  # fmt: skip
        yield runner_of(client)


@contextmanager
def scheduler_at(address: str) -> Iterator[Runner]:
    """Use a cluster that is there.

    Raises
    ------
    UsageError
        When nobody answers at the address, or it has no worker.
    """
    require_dask()
    from distributed import Client

    try:
        client = Client(address, timeout=_WAIT_SECONDS)
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(f"No Dask scheduler answers at {shown(address)}.") from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise UsageError(f"The Dask scheduler at {shown(address)} has no worker.")
        yield runner_of(client)


def runner_of(client: Client, workers: Sequence[str] | None = None) -> Runner:
    """Return what runs steps on a cluster, or on some of its workers."""

    def run(step: Callable[[Workshop, _Task], _Result], shop: Workshop, tasks: Iterable[_Task]) -> Iterator[_Result]:
        from distributed import KilledWorker

        futures = client.map(partial(step, shop), list(tasks), pure=False, retries=_TRIES, workers=workers)
        try:
            for future in futures:
                yield future.result()
                future.release()
        except KilledWorker as error:
            raise ClaimAtlasError(f"A step of the build lost {_TRIES} workers in a row: too little memory?") from error
        finally:
            client.cancel(futures)

    return run

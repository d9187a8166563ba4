"""The one door to a network: calls run on the workers of a Dask cluster, which the user names (``--executor dask://HOST:PORT``).

Nothing else in the program talks to anybody, and this module is loaded only where a cluster was asked for. A call is packed by us: paths
of this machine's files (fonts, dictionaries) travel as digests, and the files themselves go to each worker once, into a temporary
folder. Every call says which program sent it, and a worker with another one refuses it. What no worker has done in the end is done here.
"""

from __future__ import annotations

import io
import logging
import pickle
import re
import shutil
import tempfile
import threading
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Executor, Future
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

from pipeline.errors import MissingTool, UsageError
from pipeline.model.message import msg

__all__ = ["Cluster", "connect", "perform", "scheduler_address"]

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Facts = tuple[tuple[str, str], ...]

ANSWER: Final = 4.0
"""Seconds to wait for a scheduler and its first worker."""
LOOK: Final = 2.0
"""Seconds after which a call that has no result yet asks whether there is anybody left to do it."""

_places: dict[str, str] = {}
"""On a worker: digest of a file that was sent -> where it lies."""
_one_at_a_time = threading.Lock()
"""A worker may have several threads; the layout engine wants a process for itself."""


def scheduler_address(wanted: str) -> str:
    """HOST:PORT of ``dask://HOST:PORT``. Raises UsageError for anything else."""
    found = re.fullmatch(r"dask://((?:[^\s/:@\[\]]+|\[[0-9a-fA-F:.]+\]):(\d{1,5}))/?", wanted)
    if not found or not 0 < int(found[2]) < 65536:
        raise UsageError(
            msg("“{wanted}” is no place where batches can be run.", wanted=wanted),
            msg("Use local, or dask://HOST:PORT of a Dask scheduler."),
        )
    return found[1]


def connect(address: str, files: Mapping[str, bytes], facts_of: Callable[[], Facts]) -> Cluster:
    """Join the cluster whose scheduler is at HOST:PORT. ``files``: path -> content of what calls name by path.

    ``facts_of`` tells what the bytes of a result depend on beside the call; it is asked here and on every worker, and must be importable.
    Raises MissingTool where Dask is not installed, nobody answers, there is no worker, or a worker has another program.
    """
    try:
        import distributed
    except ImportError as error:
        raise MissingTool(
            msg("The package {name} is missing; without it no cluster can be reached.", name="distributed"),
            msg("Install it: pip install \"guide-pipeline[cluster]\""),
        ) from error
    logging.getLogger("distributed").addHandler(logging.NullHandler())
    logging.getLogger("distributed").propagate = False
    warnings.filterwarnings("ignore", module="distributed")  # on other versions and on large calls; what matters is checked below
    hint = msg("Start a scheduler (dask scheduler) and workers (dask worker HOST:PORT --nthreads 1), or leave --executor out.")
    try:
        client: Any = distributed.Client(  # type: ignore[no-untyped-call]
            f"tcp://{address}", timeout=ANSWER, set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise MissingTool(msg("No Dask scheduler answers at {address}.", address=address), hint) from error
    try:
        client.wait_for_workers(1, timeout=ANSWER)
        _check_workers(client.run(facts_of, on_error="return"), facts_of())
        client.register_plugin(_files_plugin({sha256(content).hexdigest(): content for content in files.values()}))
    except TimeoutError as error:
        client.close(timeout=1)
        raise MissingTool(msg("The Dask scheduler at {address} has no workers.", address=address), hint) from error
    except BaseException:
        client.close(timeout=1)
        raise
    return Cluster(client, {path: sha256(content).hexdigest() for path, content in files.items()}, facts_of)


def _check_workers(found: Mapping[str, object], wanted: Facts) -> None:
    """Raises MissingTool for the first worker that would make other bytes."""
    hint = msg("Install the same version of guide-pipeline and of its libraries on every worker.")
    for worker, facts in sorted(found.items()):
        if not isinstance(facts, tuple):
            raise MissingTool(msg("The worker {worker} does not have this program.", worker=worker), hint)
        theirs = dict(facts)
        for name, ours in wanted:
            if theirs.get(name) != ours:
                other = theirs.get(name) or "—"
                raise MissingTool(
                    msg("The worker {worker} has {name} {other} instead of {ours}.", worker=worker, name=name, other=other, ours=ours), hint
                )


def _files_plugin(contents: Mapping[str, bytes]) -> Any:  # noqa: ANN401  (Dask has no types)
    """What brings files to every worker, those too that come later or again."""
    from distributed import WorkerPlugin

    class Files(WorkerPlugin):
        name = "guide-files-" + sha256("".join(sorted(contents)).encode()).hexdigest()[:16]
        idempotent = True  # a second build on the same cluster sends nothing again
        folder: str

        def setup(self, worker: Any) -> None:  # noqa: ANN401  (Dask's signature)
            # In the worker's own folder, which Dask clears away even after a worker that was killed.
            self.folder = tempfile.mkdtemp(prefix="guide-files-", dir=worker.local_directory)
            keep_files(self.folder, contents)

        def teardown(self, worker: object) -> None:  # noqa: ARG002
            shutil.rmtree(self.folder, ignore_errors=True)

    return Files()


def keep_files(folder: str, contents: Mapping[str, bytes]) -> None:
    """On a worker: lay down files that were sent, by their digests."""
    for digest, content in contents.items():
        path = Path(folder) / digest
        path.write_bytes(content)
        _places[digest] = str(path)


class _Packer(pickle.Pickler):
    """Packs a call; a text that is the path of a file that travels becomes its digest."""

    def __init__(self, packed: io.BytesIO, digests: Mapping[str, str]) -> None:
        super().__init__(packed, protocol=5)
        self._digests = digests

    def persistent_id(self, value: object) -> str | None:
        return self._digests.get(value) if type(value) is str else None


class _Unpacker(pickle.Unpickler):
    """Unpacks a call on a worker; a digest becomes the path where the file lies there. Raises KeyError where it never came."""

    def persistent_load(self, digest: str) -> str:
        return _places[digest]


@cache
def _own_facts(facts_of: Callable[[], Facts]) -> Facts:
    return facts_of()


class ForeignWorker(Exception):
    """A worker that came later has another program; the call is done elsewhere."""


def perform(packed: bytes, wanted: Facts, facts_of: Callable[[], Facts]) -> object:
    """On a worker: do one call. Raises ForeignWorker, and whatever the call raises."""
    with _one_at_a_time:
        if _own_facts(facts_of) != wanted:
            raise ForeignWorker
        call, arguments, named = _Unpacker(io.BytesIO(packed)).load()
        return call(*arguments, **named)


class _Call(Future[Any]):
    """One call. Where no worker has brought its result to an end, whoever wants it does it."""

    def __init__(self, there: Future[Any] | None, here: Callable[[], Any], anybody: Callable[[], bool]) -> None:
        super().__init__()
        self._there, self._here, self._anybody = there, here, anybody

    def result(self, timeout: float | None = None) -> Any:  # noqa: ANN401, ARG002  (as the executor's own; nobody of ours has a limit)
        """The call's result. Raises what the call raises here."""
        while self._there and (self._there.done() or self._anybody()):
            try:
                return self._there.result(LOOK)
            except (CancelledError, Exception) as error:
                if isinstance(error, TimeoutError) and not self._there.done():
                    continue
                break
        if self._there:
            self._there.cancel()
        return self._here()

    def cancel(self) -> bool:
        return self._there.cancel() if self._there else True


class Cluster(Executor):
    """Calls go to the workers, each when one is free. Dask gives a call whose worker died to another one, three times."""

    def __init__(self, client: Any, digests: Mapping[str, str], facts_of: Callable[[], Facts]) -> None:  # noqa: ANN401
        self._client, self._digests, self._facts_of = client, digests, facts_of
        self._executor = client.get_executor(pure=False)

    def submit(self, fn: Callable[Arguments, Result], /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Future[Result]:
        """Send a call."""
        packed = io.BytesIO()
        _Packer(packed, self._digests).dump((fn, args, kwargs))
        there: Future[Any] | None = None
        with suppress(Exception):  # the scheduler is gone: the call is done here
            if self._anybody():
                facts = _own_facts(self._facts_of)
                there = self._executor.submit(perform, packed.getvalue(), facts, self._facts_of)
        return _Call(there, lambda: fn(*args, **kwargs), self._anybody)

    def _anybody(self) -> bool:
        """Whether the scheduler still answers and has a worker."""
        try:
            return self._client.status == "running" and bool(self._client.scheduler_info(n_workers=-1)["workers"])
        except Exception:
            return False

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """Leave the cluster; the workers stay. Calls whose results nobody has asked for are taken back, and nobody waits for them."""
        with suppress(Exception):
            self._executor.shutdown(wait=False)
        with suppress(Exception):
            self._client.close(timeout=1)

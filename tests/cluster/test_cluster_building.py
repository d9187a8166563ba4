"""The same batches on a cluster: a real scheduler and two workers on this machine, far from the checkout and without its fonts."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline import cli, workers
from pipeline.doors import cluster
from pipeline.errors import ExitCode, MissingTool, UsageError
from pipeline.model.galley import StyleSheet
from pipeline.stock import load_faces
from pipeline.typeset.calls import set_batches
from tests.cli.cli_editions import CHECKOUT, GOOD_ROWS, Ran, digests, environment, guide, make_edition, workbook
from tests.core.plain_sheet import BASE
from tests.core.small_edition import SENTENCES, faces

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.slow
ROWS = [(f"{row[0]} {at}", f"{row[1]} {at}", *row[2:4], f"8 (7182) 55-{at:02}-08", "", f"{row[6]} {at}") for at in range(4) for row in GOOD_ROWS]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def copied_program(place: Path) -> Path:
    """The package alone: no fonts and no designs beside it."""
    shutil.copytree(CHECKOUT / "pipeline", place / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    return place


class Machines:
    """A scheduler and workers, as processes; workers are added and killed."""

    def __init__(self, place: Path) -> None:
        self.place, self.port = place, free_port()
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self._start("scheduler", "dask_scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard", "--no-show")
        self.program = copied_program(place / "elsewhere")

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def _start(self, name: str, program: str, *arguments: str, path: Path | None = None) -> None:
        command = [sys.executable, "-m", f"distributed.cli.{program}", *arguments]
        env = environment(PYTHONPATH=str(path or self.place), DASK_DISTRIBUTED__WORKER__DAEMON="False", TMPDIR=str(self.place))
        with (self.place / f"{name}.log").open("wb") as log:
            self.running[name] = subprocess.Popen(command, env=env, cwd=self.place, stdout=log, stderr=log)

    def add(self, *names: str, program: Path | None = None) -> None:
        """Start workers, and wait until the scheduler knows them."""
        for name in names:
            arguments = (self.address, "--name", name, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
            self._start(name, "dask_worker", *arguments, "--local-directory", str(self.place / "spill"), path=program or self.program)
        self.wait_until(lambda known: set(names) <= known)

    def kill(self, name: str) -> None:
        """As when somebody pulls the plug."""
        worker = self.running.pop(name)
        worker.kill()
        worker.wait(10)

    def wait_until(self, reached: Callable[[set[str]], bool], seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        with self.asking() as client:
            while not reached({str(one["name"]) for one in client.scheduler_info(n_workers=-1)["workers"].values()}):
                assert time.monotonic() < end, {path.name: path.read_text()[-500:] for path in self.place.glob("*.log")}
                time.sleep(0.05)

    def restore(self) -> None:
        """The two workers again, and only they."""
        for name in set(self.running) - {"scheduler", "first", "second"}:
            self.kill(name)
        self.add(*({"first", "second"} - set(self.running)))
        self.wait_until(lambda known: known == {"first", "second"})

    @contextlib.contextmanager
    def asking(self) -> Iterator[Any]:
        client: Any = distributed.Client(f"tcp://{self.address}", timeout=60, set_as_default=False)
        try:
            yield client
        finally:
            client.close()

    def calls_done(self) -> int:
        """Results that workers have brought since the scheduler began."""
        with self.asking() as client:
            log = client.run_on_scheduler(lambda dask_scheduler: [(str(one[0]), one[2]) for one in dask_scheduler.transition_log])
            return sum(state == "memory" and "perform" in key for key, state in log)

    def folders(self) -> list[str]:
        """The folders of the workers that live."""
        with self.asking() as client:
            return [one["local_directory"] for one in client.scheduler_info(n_workers=-1)["workers"].values()]

    def kill_when_busy(self, names: list[str]) -> threading.Thread:
        """Watch from beside, and kill each of these workers once it has something to do."""

        def watch() -> None:
            waiting, end = set(names), time.monotonic() + 60
            with self.asking() as client:
                by_address = {address: str(one["name"]) for address, one in client.scheduler_info(n_workers=-1)["workers"].items()}
                while waiting and time.monotonic() < end:
                    for address, tasks in client.processing().items():
                        if tasks and by_address[address] in waiting:
                            waiting.remove(by_address[address])
                            self.kill(by_address[address])
                    time.sleep(0.005)

        thread = threading.Thread(target=watch)
        thread.start()
        return thread

    def end(self) -> None:
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        for process in self.running.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    machines = Machines(tmp_path_factory.mktemp("machines"))
    try:
        yield machines
    finally:
        machines.end()


@pytest.fixture
def machines(started: Machines) -> Machines:
    started.restore()
    return started


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """An edition of twelve listings in two workbooks, and the digests of what this machine alone makes of it."""
    place = tmp_path_factory.mktemp("local")
    books = {"a.xlsx": workbook(ROWS[:6]), "b.xlsx": workbook(ROWS[6:])}
    sources = make_edition(place / "sources", books, languages=("kk", "ru"))
    assert guide("build", sources, "--build", place / "build", "--jobs", "1").code == ExitCode.GOOD
    return sources, digests(place / "build")


def build(machines: Machines, sources: Path, folder: Path) -> Ran:
    return guide("build", sources, "--build", folder, "--executor", f"dask://{machines.address}")


def test_a_cluster_makes_the_same_bytes(machines: Machines, local: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    sources, wanted = local
    before = machines.calls_done()
    ran = build(machines, sources, tmp_path / "build")
    assert ran.code == ExitCode.GOOD, ran.said
    assert ran.err == "", "Dask says nothing of its own"
    assert digests(tmp_path / "build") == wanted
    assert machines.calls_done() - before > 8, "workbooks, entries, blocks of every sheet: the workers did them"


def test_a_worker_killed_in_mid_run_costs_its_batch_only(machines: Machines, local: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    sources, wanted = local
    killer = machines.kill_when_busy(["first"])
    ran = build(machines, sources, tmp_path / "build")
    killer.join(60)
    assert "first" not in machines.running, "it was killed while it had a call to do"
    assert ran.code == ExitCode.GOOD, ran.said
    assert digests(tmp_path / "build") == wanted


def test_when_all_workers_are_lost_the_rest_is_done_here(machines: Machines, local: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    sources, wanted = local
    killer = machines.kill_when_busy(["first", "second"])
    ran = build(machines, sources, tmp_path / "build")
    killer.join(60)
    assert not {"first", "second"} & set(machines.running)
    assert ran.code == ExitCode.GOOD, ran.said
    assert digests(tmp_path / "build") == wanted


def test_a_worker_with_another_version_is_refused_in_one_sentence(machines: Machines, local: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    old = copied_program(tmp_path / "old")
    (old / "pipeline" / "__init__.py").write_text('"""An older one."""\n\n__version__ = "0.0.1"\n')
    machines.add("older", program=old)
    ran = build(machines, local[0], tmp_path / "build")
    assert ran.code == ExitCode.MISSING_TOOL
    assert "has guide-pipeline 0.0.1 (" in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert not (tmp_path / "build" / "2031").exists()


def test_a_worker_without_the_program_is_refused_in_one_sentence(machines: Machines, local: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    (tmp_path / "none" / "pipeline").mkdir(parents=True)
    (tmp_path / "none" / "pipeline" / "__init__.py").write_text("")
    machines.add("without", program=tmp_path / "none")
    ran = build(machines, local[0], tmp_path / "build")
    assert ran.code == ExitCode.MISSING_TOOL
    assert "does not have this program" in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_files_go_to_a_worker_once_and_calls_hold_no_path(machines: Machines) -> None:
    sheet = StyleSheet("entry", BASE, 160.0)
    html = [f"<p lang=ru>{text}</p>" for text in SENTENCES]
    with workers.open_workers(1, machines.address) as executor:
        assert executor
        executor.submit(os.getpid).result()
        before = laid_down(machines)
        there = list(executor.map(set_batches, [[([one], sheet)] for one in html], [faces()] * len(html), [{}] * len(html)))
    assert there == [set_batches([([one], sheet)], faces(), {}) for one in html]
    for face in faces():
        assert [path.name for path in before].count(face.sha256) == 2, "two workers"
    with workers.open_workers(1, machines.address) as executor:
        assert executor
        executor.submit(os.getpid).result()
        assert laid_down(machines) == before, "the next build sends nothing again"


def laid_down(machines: Machines) -> set[Path]:
    folders = tuple(machines.folders())
    return {path for path in machines.place.rglob("guide-files-*/*") if str(path).startswith(folders)}


def test_a_packed_call_names_files_by_digest_and_comes_back_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_places", {})
    paths = {face.location: face.sha256 for face in load_faces()}
    packed = io.BytesIO()
    cluster._Packer(packed, paths).dump((set_batches, (["<p>"], faces()), {}))
    assert b".ttf" not in packed.getvalue()
    with pytest.raises(KeyError):
        cluster._Unpacker(io.BytesIO(packed.getvalue())).load()
    cluster.keep_files(str(tmp_path), {face.sha256: Path(face.location).read_bytes() for face in faces()})
    _, (_, found), _ = cluster._Unpacker(io.BytesIO(packed.getvalue())).load()
    assert [(one.name, one.sha256, Path(one.location).parent) for one in found] == [(one.name, one.sha256, tmp_path) for one in faces()]


def test_a_worker_that_came_later_with_another_program_does_nothing() -> None:
    packed = io.BytesIO()
    cluster._Packer(packed, {}).dump((os.getpid, (), {}))
    wanted = workers.worker_facts()
    assert cluster.perform(packed.getvalue(), wanted, workers.worker_facts) == os.getpid()
    with pytest.raises(cluster.ForeignWorker):
        cluster.perform(packed.getvalue(), (*wanted[:-1], ("Python", "2.7")), workers.worker_facts)


def test_where_nobody_answers_one_sentence_says_so_within_seconds(local: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    started = time.monotonic()
    ran = guide("build", local[0], "--build", tmp_path / "build", "--executor", f"dask://127.0.0.1:{free_port()}")
    assert time.monotonic() - started < 20
    assert ran.code == ExitCode.MISSING_TOOL
    assert "No Dask scheduler answers at 127.0.0.1:" in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_a_build_with_nothing_to_do_asks_no_scheduler(local: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    """The place is looked at as far as it is written; whether anybody is there matters to who has work for him."""
    sources, _ = local
    assert guide("build", sources, "--build", tmp_path / "build", "--jobs", "1").code == ExitCode.GOOD
    before = digests(tmp_path / "build")
    nobody = f"dask://127.0.0.1:{free_port()}"
    ran = guide("build", sources, "--build", tmp_path / "build", "--executor", nobody)
    assert (ran.code, ran.err) == (ExitCode.GOOD, "")
    assert "blocks set: 0" in ran.out
    assert digests(tmp_path / "build") == before
    program = f"import sys; from pipeline import cli; cli.main({['build', str(sources), '--build', str(tmp_path / 'build'), '--executor', nobody]}); print('distributed' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, env=environment(), capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "False"


def first_call(address: str) -> None:
    """The cluster is joined when the first call comes."""
    with workers.open_workers(1, address) as executor:
        assert executor
        executor.submit(os.getpid)


def test_a_scheduler_without_workers_is_told(started: Machines) -> None:
    for name in set(started.running) - {"scheduler"}:
        started.kill(name)
    started.wait_until(lambda known: not known)
    with pytest.raises(MissingTool, match="has no workers"):
        first_call(started.address)


def test_without_dask_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingTool, match="distributed") as told:
        first_call("127.0.0.1:1")
    assert told.value.hint
    assert "guide-pipeline[cluster]" in str(told.value.hint)


@pytest.mark.parametrize("wanted", ["dask", "dask://", "dask://host", "dask://host:0", "dask://host:70000", "dask://host:x", "tcp://host:1", "", "dask://a b:1"])
def test_a_wrong_place_is_a_usage_error(wanted: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError):
        workers.place_of(wanted)
    assert cli.main(["build", "nowhere", "--executor", wanted, "--ui-lang", "en"]) == ExitCode.USAGE
    assert "dask://HOST:PORT" in capsys.readouterr().err


@pytest.mark.parametrize(("wanted", "address"), [("local", ""), ("dask://node-1.example:8786", "node-1.example:8786"), ("dask://[::1]:8786/", "[::1]:8786")])
def test_places_that_can_be_named(wanted: str, address: str) -> None:
    assert workers.place_of(wanted) == address


def test_a_build_here_does_not_load_dask() -> None:
    program = "import sys; from pipeline import cli; cli.main(['build', 'nowhere']); print('distributed' in sys.modules, 'pipeline.doors.cluster' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, env=environment(), capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "False False"

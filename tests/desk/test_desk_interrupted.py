"""Killed at any moment, a run leaves either edition whole; what was cut off half-way is done by whoever comes next."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import outputs
from pipeline.errors import Unwritable

OLD = {"report.html": b"old report", "ru/a.pdf": b"old a", "ru/b.pdf": b"old b", "ru/c.print.pdf": b"old press"}
NEW = {"report.html": b"new report", "ru/a.pdf": b"new a", "ru/b.pdf": b"new b", "ru/d.json": b"new d"}
GONE = "ru/c.print.pdf"
PLACES = ("replace", "unlink", "hardlink_to", "mkdir", "chmod", "write_text")


def write(folder: Path, files: dict[str, bytes], gone: tuple[str, ...] = ()) -> None:
    outputs.put(folder, {folder / name: content for name, content in files.items()}, [folder / name for name in gone])


def lying(folder: Path) -> dict[str, bytes]:
    """Every output, as somebody sees it who opens the folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file() and outputs.WRITING not in path.parts
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "build", OLD)
    return tmp_path / "build"


class Steps:
    """Counts every step that touches the disk; something happens before one of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fatal: int, happen: Callable[[], None]) -> None:
        self.taken, self.fatal, self.happen = 0, fatal, happen
        for name in PLACES:
            monkeypatch.setattr(Path, name, self._counted(getattr(Path, name)))

    def _counted(self, real: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **named: object) -> object:
            self.taken += 1
            if self.taken == self.fatal:
                self.happen()
            return real(*arguments, **named)

        return step


def killed_at(folder: Path, step: int) -> bool:
    """Write the new files in a process that is killed before its step of that number; False where it came to its end."""
    child = os.fork()
    if child == 0:
        with pytest.MonkeyPatch.context() as patch:
            Steps(patch, step, lambda: os.kill(os.getpid(), signal.SIGKILL))
            write(folder, NEW, (GONE,))
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_killed_before_every_single_step_the_set_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    ends = []
    for step in range(1, 100):
        folder = tmp_path / str(step)
        write(folder, OLD)
        killed = killed_at(folder, step)
        torn = outputs.is_torn(folder)
        if not torn:
            assert lying(folder) in (OLD, NEW), f"killed before step {step}: mixed, and nobody would know"
        outputs.settle(folder)
        assert not (folder / outputs.WRITING).exists()
        assert lying(folder) in (OLD, NEW), f"killed before step {step}"
        ends.append((lying(folder) == NEW, torn))
        if not killed:
            break
    assert ends[0] == (False, False)
    assert ends[-1] == (True, False)
    assert [done for done, _ in ends] == sorted(done for done, _ in ends), "one step decides, and only one"
    assert sum(torn for _, torn in ends) >= len(NEW), "killed between any two renames"


def test_a_run_that_is_killed_while_it_settles_is_settled_by_the_next(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step = next(step for step in range(1, 100) if killed_at(folder, step) and outputs.is_torn(folder))
    for fatal in range(1, 100):
        child = os.fork()
        if child == 0:
            with pytest.MonkeyPatch.context() as patch:
                Steps(patch, fatal, lambda: os.kill(os.getpid(), signal.SIGKILL))
                outputs.settle(folder)
            os._exit(0)
        if not os.WIFSIGNALED(os.waitpid(child, 0)[1]):
            break
        assert outputs.is_torn(folder) or lying(folder) == NEW
    assert step
    assert lying(folder) == NEW
    assert not (folder / outputs.WRITING).exists()


@pytest.mark.parametrize("happens", [KeyboardInterrupt, OSError])
def test_interrupted_or_refused_at_every_single_step_all_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, happens: type[BaseException]
) -> None:
    for step in range(1, 100):
        folder = tmp_path / str(step)
        write(folder, OLD)
        ended = False

        def happen() -> None:
            raise happens

        with monkeypatch.context() as patch:
            steps = Steps(patch, step, happen)
            try:
                write(folder, NEW, (GONE,))
                ended = True
            except (KeyboardInterrupt, Unwritable):
                pass
        outputs.settle(folder)
        assert lying(folder) in (OLD, NEW)
        assert not (folder / outputs.WRITING).exists()
        assert not ended or lying(folder) == NEW
        if steps.taken < step:
            break
    assert step > len(NEW) * 3


def test_a_prepared_file_that_never_reached_the_disk_goes_nowhere(folder: Path) -> None:
    next(step for step in range(1, 100) if killed_at(folder, step) and outputs.is_torn(folder))
    for path in (folder / outputs.WRITING).glob("new.*"):
        path.write_bytes(b"")
    outputs.settle(folder)
    assert lying(folder) == OLD
    assert not outputs.is_torn(folder)


@pytest.mark.parametrize("journal", ["", "[", "{}", "[[1]]", '[["new.x", "../outside", ""]]', '[["../../x", "ru/a.pdf", ""]]', "null"])
def test_a_journal_that_is_none_of_ours_does_nothing(folder: Path, journal: str) -> None:
    (folder.parent / "outside").write_bytes(b"mine")
    (folder / outputs.WRITING).mkdir()
    (folder / outputs.WRITING / "journal").write_text(journal)
    (folder / outputs.WRITING / "new.x").write_bytes(b"x")
    outputs.settle(folder)
    assert lying(folder) == OLD
    assert (folder.parent / "outside").read_bytes() == b"mine"
    assert not (folder / outputs.WRITING).exists()


def test_files_without_a_journal_are_thrown_away_by_the_next_write(folder: Path) -> None:
    (folder / outputs.WRITING).mkdir()
    (folder / outputs.WRITING / "new.left").write_bytes(b"half a f")
    write(folder, NEW, (GONE,))
    assert lying(folder) == NEW
    assert not (folder / outputs.WRITING).exists()


def test_nobody_settles_what_a_living_program_is_writing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second program comes while the first stands between two renames."""
    seen: list[dict[str, bytes]] = []

    def meanwhile() -> None:
        child = os.fork()
        if child == 0:
            outputs.settle(folder)
            os._exit(0)
        os.waitpid(child, 0)
        seen.append(lying(folder))

    with monkeypatch.context() as patch:
        steps = Steps(patch, 0, meanwhile)
        real = outputs._carry_out

        def carry_out(folder: Path, due: list[outputs._Step]) -> None:
            steps.fatal = steps.taken + 2 if due else 0
            real(folder, due)

        patch.setattr(outputs, "_carry_out", carry_out)
        write(folder, NEW, (GONE,))
    assert len(seen) == 1
    assert seen[0] not in (OLD, NEW), "it came in the midst"
    assert lying(folder) == NEW


def test_two_that_write_at_once_write_one_after_the_other(tmp_path: Path) -> None:
    sets = [{f"ru/{name}": f"{name} of {writer}".encode() for name in "abcdefgh"} for writer in range(4)]
    writers = [threading.Thread(target=lambda files=files: [write(tmp_path, files) for _ in range(20)]) for files in sets]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert lying(tmp_path) in sets


def test_the_journal_can_be_read(folder: Path) -> None:
    next(step for step in range(1, 100) if killed_at(folder, step) and outputs.is_torn(folder))
    steps = json.loads((folder / outputs.WRITING / "journal").read_text("utf-8"))
    assert {target for _, target, _ in steps} == {*NEW, GONE}
    assert [prepared for prepared, target, _ in steps if target == GONE] == [""]


def test_a_folder_in_the_place_of_a_file_is_told_and_nothing_is_touched(folder: Path) -> None:
    (folder / "ru/d.json").mkdir()
    with pytest.raises(Unwritable, match=r"d\.json"):
        write(folder, NEW, (GONE,))
    assert lying(folder) == OLD

"""`.ci/set-up` on machines of every kind, played by stand-ins: what is missing is installed or named, what is there is left alone."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Files in $STATE say what this machine lacks; every call is written to $STATE/log.
PYTHON = """#!/bin/sh
printf 'python %s\\n' "$*" >> "$STATE/log"
case "$*" in
    *'version_info[:2] < '*) [ ! -f "$STATE/old" ] ;;
    *'"%d.%d"'* | *"'%d.%d'"*) echo 3.12 ;;
    *ensurepip*) [ ! -f "$STATE/no-venv" ] ;;
    *ctypes*) [ ! -f "$STATE/no-pango" ] ;;
    -V) echo 'Python 3.12.3' ;;
    '-m venv'*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    *--require-hashes*) [ ! -f "$STATE/no-network" ] ;;
    *compileall*pipeline) [ ! -f "$STATE/read-only" ] && mkdir -p pipeline/__pycache__ ;;
    *--editable*) : > .venv/bin/guide && chmod +x .venv/bin/guide ;;
esac
"""
APT_GET = """#!/bin/sh
printf 'apt-get %s\\n' "$*" >> "$STATE/log"
case "$*" in *install*) rm -f "$STATE/old" "$STATE/no-venv" "$STATE/no-pango" "$STATE/no-python" ;; esac
case "$*" in *install*python*) [ -x "$BIN/python3" ] || cp "$STATE/python" "$BIN/python3" ;; esac
"""
COMPILED = ["python -m compileall -q -j 0 pipeline", "python -m pipeline.messages.compile"]
NEEDED = ("cat", "chmod", "cksum", "cp", "dirname", "find", "mkdir", "rm", "sh", "uname")


@dataclass(frozen=True)
class Machine:
    """A checkout and a PATH with nothing but stand-ins and the plainest tools."""

    checkout: Path
    state: Path
    programs: Path

    def lacks(self, *what: str) -> None:
        for name in what:
            (self.state / name).touch()

    def becomes_root(self) -> None:
        self.put("id", "#!/bin/sh\necho 0\n")

    def put(self, name: str, text: str) -> None:
        (self.programs / name).write_text(text, encoding="utf-8")
        (self.programs / name).chmod(0o755)

    def set_up(self) -> subprocess.CompletedProcess[str]:
        (self.state / "log").write_text("", encoding="utf-8")
        environment = {"PATH": str(self.programs), "STATE": str(self.state), "BIN": str(self.programs)}
        return subprocess.run([str(self.checkout / ".ci" / "set-up")], env=environment, capture_output=True, text=True, cwd=self.state)

    def log(self) -> str:
        return (self.state / "log").read_text(encoding="utf-8")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Debian with all that is needed; we are not root."""
    made = Machine(tmp_path / "наш проект", tmp_path / "state", tmp_path / "programs")
    for folder in (made.checkout / ".ci", made.checkout / "pipeline", made.state, made.programs):
        folder.mkdir(parents=True)
    for name in ("cli.py", "ru.po"):
        (made.checkout / "pipeline" / name).write_text(f"# {name}\n", encoding="utf-8")
    shutil.copy(ROOT / ".ci" / "set-up", made.checkout / ".ci")
    for name in ("requirements.lock", "pyproject.toml"):
        (made.checkout / name).write_text(f"# {name}\n", encoding="utf-8")
    for name in NEEDED:
        found = shutil.which(name)
        assert found
        (made.programs / name).symlink_to(found)
    (made.state / "python").write_text(PYTHON, encoding="utf-8")
    (made.state / "python").chmod(0o755)
    made.put("python3", PYTHON)
    made.put("apt-get", APT_GET)
    made.put("id", "#!/bin/sh\necho 1000\n")
    return made


def test_a_fresh_checkout_gets_environment_packages_by_digest_and_the_command(machine: Machine) -> None:
    done = machine.set_up()
    assert done.returncode == 0, done.stderr
    steps = [line for line in machine.log().splitlines() if "-m venv" in line or " install " in line]
    assert [next(word for word in ("venv", "--require-hashes", "--editable") if word in step) for step in steps] == [
        "venv", "--require-hashes", "--editable",
    ]
    assert "--no-build-isolation" in steps[2]
    assert "--no-index" in steps[2]
    assert "apt-get" not in machine.log()


def test_a_second_run_installs_nothing_and_says_nothing(machine: Machine) -> None:
    machine.set_up()
    again = machine.set_up()
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert set(machine.log().splitlines()) == {"python -V"}


def test_a_changed_lock_installs_packages_into_the_same_environment(machine: Machine) -> None:
    machine.set_up()
    (machine.checkout / "requirements.lock").write_text("# other\n", encoding="utf-8")
    assert machine.set_up().returncode == 0
    assert "--require-hashes" in machine.log()
    assert "-m venv" not in machine.log()


def test_a_changed_pyproject_installs_only_the_command_again(machine: Machine) -> None:
    machine.set_up()
    (machine.checkout / "pyproject.toml").write_text("# other\n", encoding="utf-8")
    assert machine.set_up().returncode == 0
    assert "--require-hashes" not in machine.log()
    assert "--editable" in machine.log()


def test_packages_and_program_are_compiled_once(machine: Machine) -> None:
    machine.set_up()
    compiled = [line for line in machine.log().splitlines() if "compileall" in line]
    assert [line.rpartition("/")[2].split()[-1] for line in compiled] == ["site-packages", "pipeline"]


@pytest.mark.parametrize("change", ["a source was edited", "a translation was edited", "make clean"])
def test_the_program_is_compiled_again_after(machine: Machine, change: str) -> None:
    machine.set_up()
    if change == "make clean":
        shutil.rmtree(machine.checkout / "pipeline" / "__pycache__")
    else:
        later = (machine.checkout / ".venv" / "stamp-bytecode").stat().st_mtime + 5
        edited = machine.checkout / "pipeline" / ("cli.py" if change == "a source was edited" else "ru.po")
        os.utime(edited, (later, later))
    assert machine.set_up().returncode == 0
    assert [line for line in machine.log().splitlines() if "-V" not in line] == COMPILED


def test_where_bytecode_cannot_be_written_the_set_up_is_good_all_the_same(machine: Machine) -> None:
    machine.lacks("read-only")
    done = machine.set_up()
    assert (done.returncode, machine.log().count("compileall -q -j 0 pipeline")) == (0, 1)


def test_a_checkout_that_was_moved_gets_a_new_environment(machine: Machine) -> None:
    machine.set_up()
    moved = Machine(machine.checkout.with_name("moved"), machine.state, machine.programs)
    machine.checkout.rename(moved.checkout)
    assert moved.set_up().returncode == 0
    assert "-m venv" in moved.log()


def test_an_environment_left_half_made_is_made_anew(machine: Machine) -> None:
    (machine.checkout / ".venv" / "bin").mkdir(parents=True)
    assert machine.set_up().returncode == 0
    assert "-m venv" in machine.log()


def test_root_gets_missing_libraries_from_apt(machine: Machine) -> None:
    machine.becomes_root()
    machine.lacks("no-pango")
    done = machine.set_up()
    assert done.returncode == 0, done.stderr
    assert "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in machine.log()
    assert "--editable" in machine.log()


@pytest.mark.parametrize(
    ("lacking", "command"),
    [
        ("no-pango", "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("no-venv", "sudo apt-get install python3.12-venv"),
        ("old", "sudo apt-get install python3.11 python3.11-venv"),
    ],
)
def test_others_are_told_the_exact_command_and_nothing_is_installed(machine: Machine, lacking: str, command: str) -> None:
    machine.lacks(lacking)
    done = machine.set_up()
    assert done.returncode == 3
    assert f"    {command}\n" in done.stderr
    assert "apt-get" not in machine.log()
    assert " install " not in machine.log()


def test_a_machine_without_python_is_told_which_package_brings_it(machine: Machine) -> None:
    (machine.programs / "python3").unlink()
    done = machine.set_up()
    assert done.returncode == 3
    assert "    sudo apt-get install python3 python3-venv\n" in done.stderr
    machine.becomes_root()
    assert machine.set_up().returncode == 0
    assert "install --yes --no-install-recommends python3 python3-venv" in machine.log()


def test_a_newer_python_beside_an_old_python3_is_taken(machine: Machine) -> None:
    machine.put("python3", "#!/bin/sh\nexit 1\n")
    machine.put("python3.12", PYTHON)
    assert machine.set_up().returncode == 0
    assert "-m venv" in machine.log()


def test_where_there_is_no_apt_the_missing_thing_is_named(machine: Machine) -> None:
    (machine.programs / "apt-get").unlink()
    machine.lacks("no-pango")
    done = machine.set_up()
    assert done.returncode == 3
    assert "Pango" in done.stderr
    assert "libpango-1.0-0" in done.stderr


def test_packages_that_could_not_be_fetched_are_tried_again_next_time(machine: Machine) -> None:
    machine.lacks("no-network")
    failed = machine.set_up()
    assert failed.returncode == 3
    assert "Is the network there?" in failed.stderr
    (machine.state / "no-network").unlink()
    assert machine.set_up().returncode == 0
    assert "--editable" in machine.log()

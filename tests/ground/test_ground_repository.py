"""What every checkout holds, what `make` offers, and the house rules that a script can see."""

from __future__ import annotations

import ast
import os
import re
import subprocess
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))
BANNED = {"data", "info", "item", "obj", "util", "utils", "helper", "helpers", "manager", "process", "handle", "misc", "tmp"}
TRADE_SENSE = {"data_date", "handle", "by_handle", "_handle_of_path", "_HANDLE", "INFO", "info", "data"}
"""``data`` is what pydyf and HarfBuzz call the bytes of an object: their interfaces ask for the name."""
"""Banned words in a sense of their own: the date of data, the name of a social account, a severity, the Info of a PDF output intent."""
APACHE_2 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
"""Of the licence's text as the Apache Software Foundation gives it."""


def test_the_licence_is_the_whole_text_of_apache_2() -> None:
    assert sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE_2


@pytest.mark.parametrize(
    ("target", "command"),
    [
        ("guide", 'guide build "sources"'),
        ("", 'guide build "sources"'),
        ("test", "-m pytest"),
        ("lint", "lint-imports"),
        ("lint", "mypy"),
        ("lint", "ruff check"),
        ("bench", "-m tests.bench"),
        ("clean", "find build"),
    ],
)
def test_make_offers_the_documented_targets(target: str, command: str) -> None:
    done = subprocess.run(["make", "--dry-run", *target.split()], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert command in done.stdout
    if target != "clean":
        assert ".ci/set-up" in done.stdout


def test_make_clean_removes_what_was_made_and_nothing_else(tmp_path: Path) -> None:
    kept = [
        "sources/edition.toml", ".venv/stamp-packages", "pipeline/cli.py", "build/2026/handoff/rounds.json", "build/2026/handoff/2026-R1.zip",
        "build/2026/handoff/maps/2026-R1/ru.pagemap.json", "build/2026/return/provinces/10-abai.xlsx",
    ]
    made = ["build/2026/ru/guide.pdf", "build/.cache/galleys.sqlite", ".mypy_cache/x", "pipeline/__pycache__/cli.pyc", "dist/a.whl"]
    for name in (*kept, *made):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "tests").mkdir()
    done = subprocess.run(["make", "-f", str(ROOT / "Makefile"), "clean"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()) == sorted(kept)


@pytest.mark.parametrize("name", ["lock", "run", "same-bytes", "set-up"])
def test_a_script_can_be_run_and_parses(name: str) -> None:
    script = ROOT / ".ci" / name
    assert os.access(script, os.X_OK)
    shell = "bash" if "bash" in script.read_text(encoding="utf-8").splitlines()[0] else "sh"
    assert subprocess.run([shell, "-n", str(script)], capture_output=True, text=True).stderr == ""


def test_same_bytes_names_every_difference_but_does_not_look_at_the_cache(tmp_path: Path) -> None:
    def compare() -> subprocess.CompletedProcess[str]:
        return subprocess.run([ROOT / ".ci" / "same-bytes", tmp_path / "a", tmp_path / "b"], capture_output=True, text=True)

    for side in ("a", "b"):
        (tmp_path / side / "ru").mkdir(parents=True)
        (tmp_path / side / "ru" / "guide.pdf").write_bytes(b"%PDF same")
        (tmp_path / side / ".cache").mkdir()
        (tmp_path / side / ".cache" / side).touch()
    assert compare().returncode == 0
    (tmp_path / "b" / "ru" / "guide.pdf").write_bytes(b"%PDF sAme")
    (tmp_path / "b" / "ru" / "extra.json").touch()
    done = compare()
    assert done.returncode == 1
    assert "guide.pdf differ" in done.stdout
    assert "extra.json" in done.stdout
    (tmp_path / "b").rename(tmp_path / "c")
    assert compare().returncode == 2


def test_test_files_have_names_of_their_own() -> None:
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_file_of_the_package_has_400_lines_or_more() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length >= 400} == {}, "split by trade word (style.md, rule 25)"


def test_no_function_of_the_package_has_more_than_40_lines() -> None:
    long = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (length := (node.end_lineno or 0) - node.lineno + 1) > 40:
                long[f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"] = length
    assert long == {}, "split by trade word (style.md, rule 25)"


def test_no_name_is_made_of_a_banned_word() -> None:
    bad = set()
    for path in MODULES:
        names = {path.stem}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.arg):
                names.add(node.arg)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
        words = {name: set(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")) for name in names}
        bad |= {f"{path.relative_to(ROOT)}: {name}" for name, parts in words.items() if parts & BANNED and name not in TRADE_SENSE}
    assert sorted(bad) == [], "use the trade's word (style.md, section b)"

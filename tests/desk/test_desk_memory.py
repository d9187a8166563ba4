"""Shelves between runs: damaged, foreign, unwritable or of other code they cost time only; nothing in them can run; keys can be read."""

from __future__ import annotations

import importlib
import os
import pickle
import pkgutil
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from enum import Enum
from hashlib import sha256
from pathlib import Path

import pytest

import pipeline.model
from pipeline import memory
from pipeline.galley_store import DiskGalleyStore
from pipeline.memory import Memory, Shelf
from pipeline.model.findings import CellRef, Severity
from pipeline.model.packing import Named
from tests.cli.cli_editions import CHECKOUT, GOOD_ROWS, digests, environment, guide, make_edition, workbook

VALUE = (CellRef("a.xlsx", "НПО", "C4"), Severity.ERROR, "текст " * 20, frozenset({1, 2}))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    shelf = Memory(tmp_path).shelf("tried")
    for number in range(5):
        shelf.keep(f"name {number}", f"code abc\nsource {number}", (*VALUE, number))
    shelf.finish()
    return tmp_path / "tried.shelf"


def recalled(path: Path) -> list[object]:
    shelf = Shelf(path)
    return [shelf.recall(f"name {number}", f"code abc\nsource {number}") for number in range(5)]


WHOLE = [(*VALUE, number) for number in range(5)]


def test_what_was_kept_comes_back(path: Path) -> None:
    assert recalled(path) == WHOLE


def test_a_single_wrong_bit_anywhere_makes_it_an_empty_shelf_that_works(path: Path) -> None:
    content = path.read_bytes()
    for at in range(0, len(content), 7):
        path.write_bytes(content[:at] + bytes([content[at] ^ (1 << at % 8)]) + content[at + 1 :])
        assert recalled(path) == [None] * 5, f"a bit of byte {at}"
    shelf = Shelf(path)
    shelf.keep("name 0", "code abc\nsource 0", WHOLE[0])
    shelf.finish()
    assert recalled(path) == [WHOLE[0], *[None] * 4]


def test_a_shelf_cut_off_anywhere_is_an_empty_one(path: Path) -> None:
    content = path.read_bytes()
    for length in range(0, len(content), 11):
        path.write_bytes(content[:length])
        assert recalled(path) == [None] * 5


class Bomb:
    """Unpickled by Python's own means, it makes a folder."""

    def __init__(self, run: Callable[..., object], *arguments: object) -> None:
        self.run, self.arguments = run, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.run, self.arguments


def sealed(path: Path, packed: bytes) -> None:
    """Write a shelf with the right mark and digest: whoever can write to the folder can do that too."""
    path.write_bytes(memory._MARK + sha256(packed).hexdigest().encode() + packed)


def by_name(module: str, name: str, argument: str) -> bytes:
    """A pickle that calls something by a dotted name, as protocol 4 allows."""
    def text(of: str) -> bytes:
        return b"\x8c" + bytes([len(of.encode())]) + of.encode()
    return b"\x80\x04" + text(module) + text(name) + b"\x93" + text(argument) + b"\x85R."


@pytest.mark.parametrize("where", ["shelf", "value"])
def test_a_pickle_that_would_run_something_does_not(path: Path, tmp_path: Path, where: str) -> None:
    mark = tmp_path / "it ran"
    bombs = [pickle.dumps(Bomb(os.mkdir, str(mark))), pickle.dumps(Bomb(exec, f"import os; os.mkdir({str(mark)!r})"))]
    bombs += [by_name(module, name, str(mark)) for module, name in (
        ("os", "mkdir"), ("posix", "mkdir"), ("builtins", "eval"), ("pipeline.desk", "os.mkdir"), ("pipeline.outputs", "os.mkdir"),
        ("pipeline.memory", "Path.mkdir"), ("pipeline.desk", "tempfile.mkdtemp"), ("pipeline.outputs", "Path"), ("subprocess", "Popen"),
    )]  # fmt: skip
    for bomb in bombs:
        sealed(path, bomb if where == "shelf" else pickle.dumps({f"name {number}": (f"code abc\nsource {number}", bomb) for number in range(5)}))
        assert recalled(path) == [None] * 5
        assert not mark.exists()


@pytest.mark.parametrize("content", [b"", b"guide shelf 1\n", b"x" * 5000, b"\x80\x05]."])
def test_a_file_that_is_no_shelf_is_an_empty_one(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert recalled(path) == [None] * 5
    sealed(path, pickle.dumps([1, 2]))
    assert recalled(path) == [None] * 5
    sealed(path, pickle.dumps({"name 0": 5, "name 1": ("code abc\nsource 1",), "name 2": None}))
    assert recalled(path) == [None] * 5


def test_a_result_of_other_code_or_another_source_is_not_recalled_and_is_replaced(path: Path) -> None:
    shelf = Shelf(path)
    assert shelf.recall("name 1", "code abd\nsource 1") is None
    assert shelf.recall("name 1", "code abc\nsource 2") is None
    assert shelf.remember("name 1", "code abd\nsource 1", lambda: "made anew") == "made anew"
    shelf.finish()
    assert Shelf(path).recall("name 1", "code abd\nsource 1") == "made anew"


def test_what_a_run_did_not_use_is_thrown_away(path: Path) -> None:
    shelf = Shelf(path)
    shelf.recall("name 3", "code abc\nsource 3")
    shelf.finish()
    assert Shelf(path).names() == ["name 3"]


def test_a_run_that_used_nothing_throws_nothing_away(path: Path) -> None:
    before = path.read_bytes()
    Shelf(path).finish()
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_keeps_values_for_this_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    there = Memory(tmp_path / "file" / "cache")
    shelf = there.shelf("tried")
    shelf.keep("name", "key", VALUE)
    there.finish()
    assert shelf.recall("name", "key") == VALUE


def test_two_that_keep_at_once_leave_one_whole_shelf(path: Path) -> None:
    one, other = Shelf(path), Shelf(path)
    one.keep("name 0", "code abc\nsource 0", "one")
    other.keep("name 0", "code abc\nsource 0", "other")
    one.finish()
    other.finish()
    assert recalled(path)[0] == "other"
    assert not [left for left in path.parent.iterdir() if left != path]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, str]]]:
    """Three entries, and what a clean build makes of them in either language."""
    place = tmp_path_factory.mktemp("edition")
    sources = make_edition(place / "sources", {"a.xlsx": workbook(GOOD_ROWS)}, languages=("kk", "ru"))
    clean = {}
    for lang in ("kk", "ru", "kk,ru"):
        assert guide("build", sources, "--build", place / lang, "--jobs", "1", "--lang", lang).code == 0
        clean[lang] = digests(place / lang)
    return sources, clean


def start(sources: Path, build: Path, lang: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "build", str(sources), "--build", str(build), "--jobs", "1", "--lang", lang]
    return subprocess.Popen(command, cwd=CHECKOUT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


@pytest.mark.slow
def test_two_builds_at_once_in_one_folder_end_right(edition: tuple[Path, dict[str, dict[str, str]]], tmp_path: Path) -> None:
    sources, clean = edition
    both = [start(sources, tmp_path, "kk"), start(sources, tmp_path, "ru")]
    ends = [(run.communicate(timeout=120)[1], run.returncode) for run in both]
    assert ends == [(b"", 0), (b"", 0)]
    found = digests(tmp_path)
    reports = {name for name in found if name.startswith("2031/report")}
    assert {name: digest for name, digest in found.items() if name not in reports} == {
        name: digest for lang in ("kk", "ru") for name, digest in clean[lang].items() if name not in reports
    }
    assert {name: found[name] for name in reports} in [{name: clean[lang][name] for name in reports} for lang in ("kk", "ru")], "of one run"
    same = [start(sources, tmp_path, "kk,ru") for _ in range(2)]
    assert [(run.communicate(timeout=120)[1], run.returncode) for run in same] == [(b"", 0), (b"", 0)]
    assert digests(tmp_path) == clean["kk,ru"]
    assert guide("build", sources, "--build", tmp_path, "--jobs", "1", "--json", "--lang", "kk,ru").json["languages"][0]["blocks_typeset"] == 0


@pytest.mark.slow
def test_a_build_with_every_file_of_its_cache_damaged_ends_right(edition: tuple[Path, dict[str, dict[str, str]]], tmp_path: Path) -> None:
    sources, clean = edition
    assert guide("build", sources, "--build", tmp_path, "--jobs", "1", "--lang", "ru").code == 0
    for number, path in enumerate(sorted((tmp_path / ".cache").iterdir())):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2] if number % 2 else b"\xff" * len(content))
    shutil.rmtree(tmp_path / "2031")
    ran = guide("build", sources, "--build", tmp_path, "--jobs", "1", "--lang", "ru")
    assert (ran.code, ran.err) == (0, "")
    assert digests(tmp_path) == clean["ru"]


def test_every_key_of_a_real_build_can_be_read(edition: tuple[Path, dict[str, dict[str, str]]]) -> None:
    folder = edition[0].parent / "kk,ru" / ".cache"
    names = {path.name.removesuffix(".shelf") for path in folder.glob("*.shelf")}
    assert {"runs", "settings", "workbooks", "entries-ru", "pages-ru", "typography-ru", "verdicts-ru", "subsets-ru", "breaks-ru"} <= names
    for name in sorted(names):
        shelf = Shelf(folder / f"{name}.shelf")
        assert shelf.names()
        for kept in shelf.names():
            lines = shelf.key(kept).split("\n")
            assert any(line == f"code {memory.code_digest()}" for line in lines), f"{name}: a result of other code would be used"
            assert all(re.match(r"[\w.(@-]+", line) for line in lines), (name, kept, lines)
    assert "pango-1.0 " in Shelf(folder / "runs.shelf").key(Shelf(folder / "runs.shelf").names()[0])
    assert DiskGalleyStore(folder / "galleys.sqlite").shapes([]) == {}


def test_every_enumeration_of_the_model_packs_as_its_class_and_value() -> None:
    """Some versions of Python pack members as a call of getattr, which a careful unpickler does not make: nothing would be remembered."""
    found = [
        value for module in pkgutil.iter_modules(pipeline.model.__path__)
        for value in vars(importlib.import_module(f"pipeline.model.{module.name}")).values()
        if isinstance(value, type) and issubclass(value, Enum) and value.__module__.startswith("pipeline.model") and value is not Named
    ]
    assert len(found) >= 4
    for enumeration in found:
        assert issubclass(enumeration, Named), enumeration
        assert all(member.__reduce_ex__(5) == (enumeration, (member.value,)) for member in enumeration)

"""The editions of each size and what is made of them before any clock runs, kept under build/.bench so that another run is quick."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl

from tests.bench.measuring import ROOT, environment

__all__ = ["KEPT", "Edition", "Skipped", "change_one_cell", "digest_of", "guide", "knows", "prepared", "proof_of", "remade", "sources_of"]

KEPT = ROOT / "build" / ".bench"
MAKES_SOURCES = ("sources", "pipeline/sampling", "pipeline/new_edition", "pipeline/doors/workbooks")
MAKES_DOCUMENTS = (
    "pipeline", "layouts", "fonts", "tests/bench/contents.py", "tests/bench/galleys.py", "tests/bench/making_up.py", "tests/bench/markup.py",
    "tests/bench/peers",
)
"""What editions and their documents are made by: where a file of these changes, they are made anew."""
GOOD = (0, 5)
"""Exit codes with a book: an untidy edition may have findings that block its hand-off."""
KAZAKH = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")


class Skipped(Exception):
    """What is not measured, and why."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of so many listings: its sources, the peers' documents, and the book as we set it."""

    size: int
    lang: str
    sources: Path
    documents: Path
    facts: dict[str, Any]

    @property
    def ours(self) -> Path:
        return self.documents / "ours.pdf"

    @property
    def set_book(self) -> Path:
        """Our book as make-up finds it (galleys.py)."""
        return self.documents / "book.pickle"


def guide() -> str:
    """The command as it was installed beside this Python."""
    return str(Path(sys.executable).with_name("guide"))


def knows(verb: str, option: str) -> bool:
    """Whether a verb of the command has an option."""
    said = subprocess.run([guide(), verb, "--help"], capture_output=True, text=True, check=False, env=environment()).stdout
    return option in said


def proof_of(build: Path, lang: str) -> Path:
    """The proof PDF that a build wrote. Raises FileNotFoundError."""
    found = sorted(build.glob(f"*/{lang}/*.proof.pdf"))
    if not found:
        raise FileNotFoundError(f"{build} holds no proof PDF of the language {lang}")
    return found[0]


def prepared(size: int, lang: str, say: Callable[[str], None]) -> Edition:
    """The edition of a size with all its documents. Raises Skipped where the command cannot make one."""
    sources, documents = sources_of(size, say), KEPT / "documents" / f"{size}-{lang}"
    remade(documents, digest_of([ROOT / name for name in (*MAKES_SOURCES, *MAKES_DOCUMENTS)]), lambda: _documents(sources, lang, documents, say))
    return Edition(size, lang, sources, documents, json.loads((documents / "facts.json").read_text(encoding="utf-8")))


def sources_of(size: int, say: Callable[[str], None]) -> Path:
    """The edition's folder of a size. Raises Skipped where the command cannot make one."""
    sources = KEPT / "editions" / str(size)
    remade(sources, digest_of([ROOT / name for name in MAKES_SOURCES]), lambda: _sources(size, sources, say))
    return sources


def digest_of(places: Iterable[Path]) -> str:
    """One digest of all files of these folders and files."""
    total = sha256()
    for place in places:
        for path in sorted([place, *place.rglob("*")]):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return total.hexdigest()


def remade(folder: Path, digest: str, make: Callable[[], None]) -> None:
    """Make a folder anew where it was made by something else than what has this digest."""
    stamp = folder.with_name(folder.name + ".digest")
    if folder.is_dir() and stamp.is_file() and stamp.read_text(encoding="ascii") == digest:
        return
    stamp.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    make()
    stamp.write_text(digest, encoding="ascii")


def _sources(size: int, folder: Path, say: Callable[[str], None]) -> None:
    if knows("new", "--sample"):
        say(f"making an edition of {size}")
        subprocess.run([guide(), "new", str(folder), "--sample", str(size)], check=True, env=environment(), stdout=subprocess.DEVNULL)
    elif size == 144:
        shutil.copytree(ROOT / "sources", folder)
    else:
        raise Skipped("this guide has no `guide new --sample` yet")


def _documents(sources: Path, lang: str, folder: Path, say: Callable[[str], None]) -> None:
    """The peers' documents, and our own book from an unmeasured build: the finished one, and the one that make-up finds."""
    say(f"writing the peers' documents of {sources.name}")
    command = [sys.executable, "-m", "tests.bench.contents", str(sources), lang, str(folder)]
    subprocess.run(command, check=True, cwd=ROOT, env=environment())
    say(f"building {sources.name} once, unmeasured")
    work = folder / "work"
    shutil.copytree(sources, work / "sources")
    build = [guide(), "build", str(work / "sources"), "--build", str(work / "build"), "--lang", lang]
    done = subprocess.run(build, check=False, env=environment(), capture_output=True, text=True)
    if done.returncode not in GOOD:
        raise RuntimeError(f"{' '.join(build)} ended with {done.returncode}: {done.stderr[-1500:]}")
    shutil.copyfile(proof_of(work / "build", lang), folder / "ours.pdf")
    keep = [sys.executable, "-m", "tests.bench.galleys", str(work / "sources"), str(work / "build"), lang, str(folder / "book.pickle")]
    subprocess.run(keep, check=True, cwd=ROOT, env=environment())
    shutil.rmtree(work)


CORRECTION = " Исправлено: "


def change_one_cell(sources: Path, step: int) -> str:
    """Correct one Russian text in one workbook, as an editor would; the new workbook appears at once, by renaming.

    ``step`` makes every correction another one. Returns the words that the cell has more than before the first.
    """
    path = sorted((sources / "provinces").glob("*.xlsx"))[0]
    workbook = openpyxl.load_workbook(path)
    cells = (cell for sheet in workbook.worksheets if sheet.sheet_state == "visible" for row in sheet.iter_rows() for cell in row)
    texts = [(str(cell.value).partition(CORRECTION)[0], cell) for cell in cells if isinstance(cell.value, str)]
    text, longest = max(((text, cell) for text, cell in texts if not KAZAKH & set(text)), key=lambda pair: len(pair[0]))
    added = f"{CORRECTION}{step + 2} дела."
    longest.value = text + added
    fresh = sources.with_name(f"{sources.name}-{step}.xlsx")
    workbook.save(fresh)
    fresh.replace(path)
    return added

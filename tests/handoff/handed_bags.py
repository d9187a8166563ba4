"""A small edition that is handed off, and bags that somebody spoilt."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from pipeline import cli
from pipeline.handoff import pack, sums_of
from tests.cli.cli_editions import GOOD_ROWS, Ran, make_edition, workbook


@dataclass(frozen=True)
class Handed:
    """An edition, its outputs, and the run that packed the bag."""

    sources: Path
    build: Path
    ran: Ran

    @property
    def folder(self) -> Path:
        return self.build / "2031" / "handoff"

    @property
    def bag(self) -> Path:
        return self.folder / "2031-R1.zip"

    def hand_off(self, *more: str | Path) -> Ran:
        return here("handoff", self.sources, "--build", self.build, *more)

    def build_again(self, *more: str) -> Ran:
        return here("build", self.sources, "--build", self.build, "--jobs", "1", *more)

    def rewrite(self, name: str, before: str, after: str) -> None:
        """Change the words of one of the edition's files."""
        path = self.sources / name
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")


def here(*arguments: str | Path) -> Ran:
    """Run the command in this very process, in English: libraries are loaded once for all tests."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = cli.main([*map(str, arguments), "--ui-lang", "en"])
    return Ran(int(code), out.getvalue(), err.getvalue())


def make_handed(place: Path) -> Handed:
    """Built in Russian, 500 copies, and handed off."""
    sources = make_edition(place / "sources", {"pavlodar.xlsx": workbook(GOOD_ROWS)})
    (sources / "front").mkdir()
    (sources / "front" / "colophon.ru.md").write_text("Формат: {format}. Тираж: {print_run}.\n", "utf-8")
    handed = Handed(sources, place / "build", Ran(0, "", ""))
    handed.rewrite("edition.toml", "staff_language", "print_run = 500\nstaff_language")
    built = handed.build_again()
    assert built.code == 0, built.said
    return Handed(sources, place / "build", handed.hand_off())


def files_of(bag: bytes) -> dict[str, bytes]:
    """A bag's files, in their order."""
    with zipfile.ZipFile(io.BytesIO(bag)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(bag: bytes, change: Callable[[dict[str, bytes]], None], *, resum: bool = False) -> bytes:
    """A bag whose files were changed; ``resum``: by somebody who also wrote new checksums."""
    files = files_of(bag)
    change(files)
    if resum:
        del files["SHA256SUMS"]
        files["SHA256SUMS"] = sums_of(files)
    return pack(files)


def zipped(entries: Mapping[str, bytes] | list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    """Any archive, also one that no bag is."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in entries.items() if isinstance(entries, Mapping) else entries:
            archive.writestr(entry, content)
    return made.getvalue()

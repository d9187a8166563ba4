"""Pages that stay, on a real edition: editors' corrections, one, ten and a hundred, made up against the pages of the build before."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest

from pipeline import stages
from pipeline.desk import Desk
from pipeline.earlier import EarlierPages
from pipeline.errors import ExitCode, WouldReflow
from pipeline.makeup import KeptMap, read_page_map
from pipeline.memory import Memory
from pipeline.model.corrections import Corrections
from pipeline.model.fields import Lang
from pipeline.progress import SilentProgress
from pipeline.workers import open_workers
from tests.core.edit_script import SENTENCES, Edit, apply, listings_of, script
from tests.makeup.test_makeup_plates import folded, side

ROOT = Path(__file__).resolve().parents[2]
LANG = "ru"
LANGS = ("kk", "ru", "en")


@dataclass(frozen=True)
class Corrected:
    """An edition built twice: as it was, and against those pages after ``edits``."""

    before: Path
    after: Path
    edits: list[Edit]
    outcome: stages.Outcome

    @property
    def corrections(self) -> Corrections:
        return self.corrections_of(LANG)

    def corrections_of(self, lang: Lang) -> Corrections:
        found = next(made.corrections for made in self.outcome.produced if made.lang == lang)
        assert found is not None
        return found

    def page_map(self, folder: Path, lang: Lang = LANG) -> KeptMap:
        return read_page_map((folder / lang / f"guide-2027-{lang}.pagemap.json").read_text("utf-8"), "the map")

    def contents(self, folder: Path, lang: Lang = LANG) -> list[bytes]:
        """What is drawn on each page of the press file, as another reader finds it."""
        with pikepdf.open(folder / lang / f"guide-2027-{lang}.print.pdf") as pdf:
            return [b"\n".join(stream.read_bytes() for stream in page.Contents) for page in pdf.pages]


def build(
    sources: Path, folder: Path, cache: Path, earlier: EarlierPages | None = None, langs: Sequence[Lang] = (LANG,), jobs: int = 2
) -> stages.Outcome:
    with open_workers(jobs) as executor:
        return stages.build_edition(Desk(sources, folder), tuple(langs), executor, SilentProgress(), Memory(cache), earlier=earlier)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built once in every language."""
    place = tmp_path_factory.mktemp("first")
    shutil.copytree(ROOT / "sources", place / "sources")
    assert build(place / "sources", place / "build", place / "cache", langs=LANGS).exit_code is ExitCode.GOOD
    return place


def corrected(first: Path, place: Path, edits: Sequence[Edit], *, refuse: bool = False, langs: Sequence[Lang] = (LANG,)) -> Corrected:
    shutil.copytree(first / "sources", place / "sources")
    apply(place / "sources", edits)
    outcome = build(place / "sources", place / "build", first / "cache", EarlierPages(first / "build", refuse), langs)
    return Corrected(first / "build" / "2027", place / "build" / "2027", list(edits), outcome)


@pytest.fixture(scope="module", params=[1, 10, 100])
def run(first: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Corrected:
    edits = script(first / "sources", request.param, seed=5)
    return corrected(first, tmp_path_factory.mktemp(f"edits-{request.param}"), edits)


def test_pages_that_are_said_to_stay_are_the_same_to_the_byte(run: Corrected) -> None:
    before, after = run.contents(run.before), run.contents(run.after)
    touched = {page.page for page in run.corrections.pages}
    assert run.outcome.exit_code is ExitCode.GOOD
    assert len(before) == len(after) == run.corrections.page_count
    assert {at for at, content in enumerate(after, 1) if content != before[at - 1]} == touched


def test_every_change_is_told(run: Corrected) -> None:
    changes = {change.listing: change.kind for change in run.corrections.changes}
    for edit in run.edits:
        if edit.kind == "remove":
            assert changes[edit.listing] == "removed"
        elif edit.kind == "phone":
            assert changes.get(edit.listing, "corrected") in ("corrected", "longer", "shorter")  # no number, no change
    added = sum(kind == "added" for kind in changes.values())
    assert added == sum(edit.kind == "add" for edit in run.edits)
    told = json.loads((run.after / LANG / f"guide-2027-{LANG}.corrections.json").read_text("utf-8"))
    assert told["pages_touched"] == len(run.corrections.pages)
    assert len(told["changes"]) == len(changes)


def test_fewer_pages_differ_than_in_a_book_made_up_afresh(run: Corrected, first: Path, tmp_path: Path) -> None:
    build(run.after.parents[1] / "sources", tmp_path, first / "cache")
    old = [page.digest for page in run.page_map(run.before).pages]
    fresh = [page.digest for page in run.page_map(tmp_path / "2027").pages]
    differ = sum(at >= len(old) or old[at] != digest for at, digest in enumerate(fresh))
    assert len(run.corrections.pages) <= differ


def test_the_plates_are_those_whose_sheets_print_other_pages(run: Corrected) -> None:
    """A real sheet of sixteen pages, folded three times: page of the signature by place on either side."""
    before, after = run.contents(run.before), run.contents(run.after)
    faces = [side(face) for leaf in folded("hvh") for face in leaf]
    wanted = set()
    for signature in range(len(after) // 16):
        for name in ("front", "back"):
            pages = [signature * 16 + at for at, face in enumerate(faces) if face == name]
            if any(before[page] != after[page] for page in pages):
                wanted.add((signature + 1, "outer" if name == faces[0] else "inner"))
    assert {(plate.signature, plate.forme) for plate in run.corrections.plates} == wanted


def test_one_corrected_number_costs_its_page_and_the_colophon(first: Path, tmp_path: Path) -> None:
    [edit] = script(first / "sources", 1, seed=3, kinds=("phone",))
    made = corrected(first, tmp_path, [edit], refuse=True)
    own = {run.page_index + 1 for run in made.page_map(made.before).runs if run.listing == edit.listing}
    assert {page.page for page in made.corrections.pages} <= own | {made.corrections.colophon}
    assert made.corrections.colophon
    assert made.corrections.moves == ()


def test_nothing_is_written_where_something_would_move_and_nothing_may(first: Path, tmp_path: Path) -> None:
    edits = script(first / "sources", 5, seed=1, kinds=("add",))
    shutil.copytree(first / "build", tmp_path / "build")
    ids = (first / "sources" / "ids.toml").read_bytes()
    with pytest.raises(WouldReflow) as refused:
        corrected(first, tmp_path, edits, refuse=True)
    assert re.search(r"would move to .*page", str(refused.value))
    assert (tmp_path / "sources" / "ids.toml").read_bytes() == ids
    written = {path.relative_to(tmp_path / "build"): path.read_bytes() for path in (tmp_path / "build").rglob("*") if path.is_file()}
    assert written == {path.relative_to(first / "build"): path.read_bytes() for path in (first / "build").rglob("*") if path.is_file()}


@pytest.mark.parametrize("seed", [11, 12])
def test_every_language_is_billed_for_the_pages_and_sheets_that_differ(first: Path, tmp_path: Path, seed: int) -> None:
    made = corrected(first, tmp_path, script(first / "sources", 7, seed=seed), langs=LANGS)
    for lang in LANGS:
        before, after = made.contents(made.before, lang), made.contents(made.after, lang)
        told = made.corrections_of(lang)
        differ = {at for at in range(max(len(before), len(after))) if before[at : at + 1] != after[at : at + 1]}
        assert {page.page - 1 for page in told.pages} == differ
        assert {page - 1 for plate in told.plates for page in plate.pages} == differ
        assert {page for change in told.changes for page in change.pages} <= {page + 1 for page in differ}
        for change in told.changes:
            own = {run.page_index + 1 for folder in (made.before, made.after) for run in made.page_map(folder, lang).runs if run.listing == change.listing}
            assert change.kind != "corrected" or set(change.pages) <= own, "what is as long as it was makes nothing move"


def test_as_many_lines_as_it_says_less_and_the_chapter_keeps_its_pages(first: Path, tmp_path: Path) -> None:
    """A chapter whose last page is full: its mission longer and longer, until it needs a page more."""
    [listing] = [one for one in listings_of(first / "sources") if one.id == "ngo-0036"]
    cell = listing.cells["mission"]
    text = str(openpyxl.load_workbook(first / "sources" / cell.file)[cell.sheet][cell.cell].value)
    gained: dict[int, int] = {}
    for sentences in (7, 5, 3, 1):
        longer = Edit("longer", listing.id, {cell: " ".join([text, *(SENTENCES * 2)[:sentences]])})
        told = corrected(first, tmp_path / str(sentences), [longer]).corrections
        [change] = told.changes
        over = [one for one in told.overmatter if one.more]
        gained[change.lines] = over[0].lines if over else 0
        assert not over or (over[0].listings, over[0].name.strip("«»")) == ((listing.id,), change.name)
    most = max(gained)
    assert gained[most], "the chapter never needed a page more"
    assert all((lines > most - gained[most]) == bool(over) for lines, over in gained.items())


def test_the_same_bytes_whatever_the_processes(first: Path, tmp_path: Path) -> None:
    made = corrected(first, tmp_path / "two", script(first / "sources", 4, seed=8))
    build(made.after.parents[1] / "sources", tmp_path / "one", tmp_path / "cache", EarlierPages(first / "build"), jobs=1)
    files = [path.relative_to(made.after) for path in sorted(made.after.rglob("*")) if path.is_file()]
    assert len(files) > 4
    for file in files:
        assert (tmp_path / "one" / "2027" / file).read_bytes() == (made.after / file).read_bytes(), file


def test_what_was_kept_is_kept_again(run: Corrected, first: Path, tmp_path: Path) -> None:
    """Pages made up against older pages are a book like any other: the next run keeps them all."""
    place = run.after.parents[1]
    again = build(place / "sources", tmp_path, first / "cache", EarlierPages(run.after))
    made: Any = again.produced[0].corrections
    assert (made.pages, made.moves, made.plates) == ((), (), ())

"""An earlier page map, read back: what stood where, and what it looked like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pipeline.doors.json_text import from_json
from pipeline.errors import Unreadable
from pipeline.makeup.pagemap import FORM, page_map_json
from pipeline.model.book import RESETS, Block, Reset
from pipeline.model.fit import Setting
from pipeline.model.message import msg
from pipeline.model.pages import PageMap

__all__ = ["KeptMap", "KeptPage", "KeptRun", "block_keys", "kept_map", "read_page_map"]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """``digest``: of all that is drawn on the page."""

    index: int
    folio: str
    section: str
    digest: str


@dataclass(frozen=True, slots=True)
class KeptRun:
    """Consecutive pieces of a galley in one column; :class:`pipeline.model.pages.MapPlace` names the rest.

    ``key`` finds the block again though index lines are numbered anew in every build; ``foot`` is where its last piece ends, points
    from the top of the trim.
    """

    key: str
    section: str
    listing: str
    guide: str
    term: str
    targets: tuple[str, ...]
    page_index: int
    column: int
    first: int
    ys: tuple[float, ...]
    foot: float
    galley: str
    shape: str
    height: float
    reset: Reset = ""


@dataclass(frozen=True)
class KeptMap:
    """Pages and runs in the order of the book. ``setting``: what copy-fitting made it in, None where it is as designed."""

    edition: str
    lang: str
    trim: tuple[float, float]
    pages: tuple[KeptPage, ...]
    runs: tuple[KeptRun, ...]
    setting: Setting | None = None

    @cached_property
    def resets(self) -> Mapping[str, Reset]:
        """Listing -> how its entry was set where not as it comes."""
        return {run.listing: run.reset for run in self.runs if run.listing and run.reset}

    @cached_property
    def by_section(self) -> Mapping[str, tuple[KeptRun, ...]]:
        """Section name -> its runs."""
        found: dict[str, list[KeptRun]] = {}
        for run in self.runs:
            found.setdefault(run.section, []).append(run)
        return {name: tuple(runs) for name, runs in found.items()}

    @cached_property
    def locators(self) -> Mapping[str, int]:
        """What an index line or a line of the contents leads to -> the pages on which such lines stand, as bits (page index 0: 1)."""
        found: dict[str, int] = {}
        for run in self.runs:
            for target in run.targets:
                found[target] = found.get(target, 0) | 1 << run.page_index
        return found

    @cached_property
    def notes(self) -> frozenset[int]:
        """Indexes of the pages for notes."""
        return frozenset(page.index for page in self.pages if page.section == "notes")

    def blank_after(self, page_index: int) -> int:
        """Pages for notes that followed on a page: what stands on it may grow into them."""
        pages = self.pages[page_index + 1 :]
        return next((count for count, page in enumerate(pages) if page.section != "notes"), len(pages))


def _key(listing: str, guide: str, term: str, name: str) -> str:
    """A listing by its id, an index line by its group and term, a group by its word, anything else by the block's name."""
    if listing:
        return listing
    if term or guide:
        return f"{guide} › {term}"
    return name


def _numbered(keys: Sequence[str]) -> list[str]:
    """The same keys, those that come again with their number: two people of one name have a line each."""
    seen: Counter[str] = Counter()
    made = []
    for key in keys:
        seen[key] += 1
        made.append(key if seen[key] == 1 else f"{key} ({seen[key]})")
    return made


def block_keys(blocks: Sequence[Block]) -> list[str]:
    """The keys of a section's blocks, in their order; the same from one build to the next."""
    return _numbered([_key(block.listing, block.guide, block.term, block.name) for block in blocks])


def kept_map(page_map: PageMap) -> KeptMap:
    """A page map of this run as an earlier one is read."""
    return _from_json(page_map_json(page_map))


def read_page_map(text: str, name: str) -> KeptMap:
    """The page map in the text of a file called ``name``. Raises Unreadable where it is none, or one of another form."""
    hint = msg("Name the folder of an earlier build, or its guide-….pagemap.json.")
    try:
        values = from_json(text)
        form = values["form"] if {"pages", "trim_pt"} <= values.keys() else None
    except (ValueError, AttributeError, KeyError):
        form = None
    if form is None:
        raise Unreadable(msg("{file} is no page map.", file=name), hint)
    if form != FORM:
        raise Unreadable(
            msg("{file} is a page map of form {found}; pages are kept by form {wanted} only.", file=name, found=str(form), wanted=FORM),
            msg("Build that edition once more with this program, and name its page map."),
        )
    try:
        return _from_json(values)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise Unreadable(msg("{file} is a damaged page map.", file=name), hint) from error


def _from_json(values: Mapping[str, Any]) -> KeptMap:
    width, height = map(float, values["trim_pt"])
    pages = tuple(KeptPage(page["page"] - 1, page["folio"], page["section"], page["digest"]) for page in values["pages"])
    runs = [_run(row, height) for row in (*values["entries"], *values["lines"])]
    if any(not 0 <= run.page_index < len(pages) for run in runs) or any(page.index != at for at, page in enumerate(pages)):
        raise ValueError("page numbers do not fit")
    runs.sort(key=lambda run: (run.page_index, run.column, run.ys[0]))
    setting = Setting(**values["setting"]) if values.get("setting") else None
    return KeptMap(values["edition"], values["lang"], (width, height), pages, tuple(_with_keys(runs)), setting)


def _with_keys(runs: Sequence[KeptRun]) -> Iterator[KeptRun]:
    """A key that comes again is numbered, but for the runs in which one galley goes on."""
    seen: Counter[tuple[str, str]] = Counter()
    for run in runs:
        place = (run.section, run.key)
        seen[place] += run.first == 0
        yield run if seen[place] <= 1 else replace(run, key=f"{run.key} ({seen[place]})")


def _run(row: Mapping[str, Any], trim_height: float) -> KeptRun:
    ys = tuple(map(float, row["ys"]))
    listing, guide, term = row.get("listing", ""), row.get("guide", ""), row.get("term", "")
    if not ys:
        raise ValueError("a run without pieces")
    return KeptRun(
        _key(listing, guide, term, row.get("block", "")), row["section"], listing, guide, term, tuple(row.get("targets", ())),
        row["page"] - 1, row["column"] - 1, row.get("first", 0), ys, trim_height - float(row["box"][1]), row["galley"], row["shape"],
        float(row["height"]), _reset(row.get("reset", "")),
    )


def _reset(text: str) -> Reset:
    """Raises ValueError for a word this program does not know."""
    found: Reset | None = next((reset for reset in ("", *RESETS) if reset == text), None)
    if found is None:
        raise ValueError(text)
    return found

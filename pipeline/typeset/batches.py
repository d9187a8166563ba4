"""Set blocks in batches; ask the cache first; spread the rest over processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from pipeline.doors import engine
from pipeline.errors import BrokenTemplate
from pipeline.model.book import Block
from pipeline.model.findings import CellRef, Finding, PageRef
from pipeline.model.galley import FontFace, Galley, GalleyShape, StyleSheet
from pipeline.model.message import Message, msg
from pipeline.typeset.encoding import encode_galley
from pipeline.typeset.galleys import Galleys, GalleyStore
from pipeline.typeset.ladders import without_ladders
from pipeline.typeset.measure import TooWide, kept_in
from pipeline.typeset.rules import ENGINE, MISSING_GLYPH
from pipeline.typeset.shapes import decode_shape, encode_shape

__all__ = ["TypesetCount", "Typesetter", "Typesetting", "typeset", "warm_up"]

STAGE_VERSION = 8
"""Raised whenever the shape or meaning of a cached galley changes."""

CURES = 2
"""How often a block is set again at most: a cure may bring another ladder."""

SHOWN = 60
"""Letters of a line that stands out, in the sentence that tells of it."""

BATCH_LETTERS = 60_000
"""Letters of HTML in one batch: large enough that a page's overhead vanishes, small enough to spread evenly."""


@dataclass(slots=True)
class TypesetCount:
    """How many blocks were set and how many came from the cache, by stylesheet."""

    typeset: dict[str, int] = field(default_factory=dict)
    cached: dict[str, int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    """Blocks typeset in this run."""

    @property
    def total(self) -> int:
        return sum(self.typeset.values())


@dataclass(frozen=True, slots=True)
class Typesetting:
    """All that decides how a block is set, beside its own HTML."""

    sheets: Mapping[str, StyleSheet]
    faces: tuple[FontFace, ...]
    hyphenation: Mapping[str, str]
    """Language tag -> dictionary file."""
    hyphenation_digest: str = ""

    def key(self, block: Block) -> str:
        """The readable cache key: everything the galley depends on, one fact a line."""
        return self._facts(block.sheet) + block.html

    def digests(self, blocks: Sequence[Block]) -> dict[str, str]:
        """SHA-256 of every block's key, by its name. The part that blocks of one stylesheet share is digested once."""
        begun = {name: sha256(self._facts(name).encode()) for name in {block.sheet for block in blocks}}
        found: dict[str, str] = {}
        for block in blocks:
            digest = begun[block.sheet].copy()
            digest.update(block.html.encode())
            found[block.name] = digest.hexdigest()
        return found

    def _facts(self, name: str) -> str:
        sheet = self.sheets[name]
        facts = [
            f"typeset {STAGE_VERSION}",
            *(f"{name} {version}" for name, version in engine.engine_versions()),
            f"sheet {sheet.kind} {sheet.width:.3f} x {sheet.height:.3f} pt, css {_digest(sheet.css)}",
            f"fonts {_digest(' '.join(face.sha256 for face in self.faces))}",
            f"hyphenation {self.hyphenation_digest}",
        ]
        return "\n".join(facts) + "\n"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def set_batch(
    fragments: Sequence[str], sheet: StyleSheet, faces: tuple[FontFace, ...], hyphenation: Mapping[str, str]
) -> list[tuple[bytes, bytes]]:
    """One picklable call: what a worker of any ``concurrent.futures.Executor`` runs. Raises engine.EngineFailure.

    Shape and galley of each fragment come back as the cache keeps them, so that the caller need not pack them again.
    """
    galleys = _lay_out(fragments, sheet, faces, hyphenation)
    return [(encode_shape(GalleyShape.of(galley, "")), encode_galley(galley)) for galley in galleys]


def warm_up(faces: tuple[FontFace, ...], hyphenation: Mapping[str, str]) -> None:
    """One picklable call: load the engine and the faces, while the caller still reads workbooks."""
    with suppress(engine.EngineFailure):  # whoever sets a real block will be told
        engine.lay_out(["<p>guide</p>"], StyleSheet("", "", 100.0), faces, hyphenation)
        engine.lay_out_pages("<p>guide</p>", StyleSheet("", "", 100.0, 100.0), faces, hyphenation)


def _lay_out(
    fragments: Sequence[str], sheet: StyleSheet, faces: tuple[FontFace, ...], hyphenation: Mapping[str, str]
) -> list[Galley]:
    """What a fragment's galley is: set, kept within its measure, and where it has a hyphen ladder set again with one of its words whole.

    Raises engine.EngineFailure and TooWide.
    """

    def lay_out(markups: Sequence[str], css: StyleSheet) -> list[Galley]:
        if css.height:
            return [engine.lay_out_pages(markup, css, faces, hyphenation) for markup in markups]
        return engine.lay_out(markups, css, faces, hyphenation)

    def lay_out_within(markups: Mapping[int, str]) -> Iterable[tuple[int, Galley]]:
        for (at, markup), galley in zip(markups.items(), lay_out(list(markups.values()), sheet), strict=True):
            yield at, kept_in(markup, galley, sheet, lambda one, css: lay_out([one], css)[0], at)

    cured = dict(enumerate(fragments))
    galleys = dict(lay_out_within(cured))
    for _ in range(0 if sheet.height else CURES):
        cured = {at: better for at, markup in cured.items() if (better := without_ladders(markup, galleys[at]))}
        if not cured:
            break
        galleys.update(lay_out_within(cured))
    return [galleys[at] for at in range(len(fragments))]


def _batches(blocks: Sequence[tuple[str, Block]]) -> list[tuple[str, list[tuple[str, Block]]]]:
    """(sheet, blocks) of about equal weight, in a fixed order."""
    by_sheet: dict[str, list[tuple[str, Block]]] = {}
    for digest, block in blocks:
        by_sheet.setdefault(block.sheet, []).append((digest, block))
    made: list[tuple[str, list[tuple[str, Block]]]] = []
    for sheet, members in by_sheet.items():
        weight = BATCH_LETTERS
        for digest, block in members:
            if weight + len(block.html) > BATCH_LETTERS:
                made.append((sheet, []))
                weight = 0
            made[-1][1].append((digest, block))
            weight += len(block.html) + 200
    return made


def typeset(
    blocks: Sequence[Block],
    setting: Typesetting,
    store: GalleyStore,
    executor: Executor | None,
    count: TypesetCount,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Galleys, list[Finding]]:
    """A galley for every block, by block name; ``count`` is added to.

    ``executor`` None sets in this process. ``progress`` hears (blocks done, blocks to set). Raises BrokenTemplate where
    the stylesheet asks for what the engine cannot set.
    """
    digests = setting.digests(blocks)
    shapes = _remembered(store, set(digests.values()))
    wanted: dict[str, Block] = {}
    for block in blocks:
        if digests[block.name] in shapes:
            count.cached[block.sheet] = count.cached.get(block.sheet, 0) + 1
        elif digests[block.name] not in wanted:
            wanted[digests[block.name]] = block
            count.typeset[block.sheet] = count.typeset.get(block.sheet, 0) + 1
            count.names.append(block.name)
    made = Galleys(store, partial(_set_again, setting=setting, store=store, count=count))
    shapes.update(_set(list(wanted.items()), setting, made, executor, progress))
    made.shapes.update((block.name, shapes[digests[block.name]]) for block in blocks)
    made.blocks.update((block.name, block) for block in blocks)
    return made, _findings(blocks, made.shapes)


def _remembered(store: GalleyStore, digests: set[str]) -> dict[str, GalleyShape]:
    shapes: dict[str, GalleyShape] = {}
    for digest, encoded in store.shapes(sorted(digests)).items():
        with suppress(ValueError):  # a damaged entry is set again
            shapes[digest] = decode_shape(digest, encoded)
    return shapes


def _set_again(block: Block, setting: Typesetting, store: GalleyStore, count: TypesetCount) -> Galley:
    """A galley whose ink was damaged or lost in the cache."""
    [galley] = _lay_out([block.html], setting.sheets[block.sheet], setting.faces, setting.hyphenation)
    key = setting.key(block)
    digest = sha256(key.encode()).hexdigest()
    store.put({digest: (key, encode_shape(GalleyShape.of(galley, digest)), encode_galley(galley))})
    count.typeset[block.sheet] = count.typeset.get(block.sheet, 0) + 1
    count.names.append(block.name)
    return galley


def _set(
    wanted: Sequence[tuple[str, Block]],
    setting: Typesetting,
    galleys: Galleys,
    executor: Executor | None,
    progress: Callable[[int, int], None] | None,
) -> dict[str, GalleyShape]:
    batches = _batches(wanted)
    calls = [
        ([block.html for _, block in members], setting.sheets[sheet], setting.faces, setting.hyphenation) for sheet, members in batches
    ]
    shapes: dict[str, GalleyShape] = {}
    done = 0
    spread = map if executor is None else executor.map
    results = iter(spread(set_batch, *zip(*calls, strict=True)) if calls else ())
    for sheet, members in batches:
        with _told(setting.sheets[sheet], [block for _, block in members]):
            result = next(results)
        galleys.keep({digest: (setting.key(block), *packed) for (digest, block), packed in zip(members, result, strict=True)})
        shapes.update((digest, decode_shape(digest, shape)) for (digest, _), (shape, _) in zip(members, result, strict=True))
        done += len(members)
        if progress:
            progress(done, len(wanted))
    return shapes


@contextmanager
def _told(sheet: StyleSheet, members: Sequence[Block]) -> Iterator[None]:
    """Whatever keeps a batch from being set is the design's fault: a BrokenTemplate that names file and line, or the block."""
    hint = msg("Mend the stylesheet or template in layouts/, or take back its last change.")
    try:
        yield
    except engine.RefusedStyle as refused:
        raise BrokenTemplate(_refusal(sheet, refused), hint) from refused
    except TooWide as wide:
        words = wide.words if len(wide.words) <= SHOWN else f"{wide.words[:SHOWN]}…"
        message = msg(
            "The stylesheet of “{sheet}” makes the block {block} stand {points} pt out of its measure of {measure} pt: “{words}”.",
            sheet=sheet.kind, block=members[wide.at].name, points=f"{wide.points:.0f}", measure=f"{sheet.width:.0f}", words=words,
        )
        raise BrokenTemplate(message, hint) from wide
    except engine.EngineFailure as failure:
        raise BrokenTemplate(msg("The layout cannot be set: {reason}.", reason=str(failure)), hint) from failure


def _refusal(sheet: StyleSheet, refused: engine.RefusedStyle) -> Message:
    what = msg("the layout engine says: {text}", text=refused.reason)
    file, line = sheet.place(refused.line)
    if file:
        return msg("{file}, line {line}: {what}.", file=file, line=line, what=what)
    return msg("The stylesheets of “{sheet}” in layouts/: {what}.", sheet=sheet.kind, what=what)


def _findings(blocks: Sequence[Block], galleys: Mapping[str, GalleyShape]) -> list[Finding]:
    found: list[Finding] = []
    warned: set[str] = set()
    for block in blocks:
        galley = galleys[block.name]
        place = block.cells[0] if block.cells else CellRef(block.sheet)
        found.extend(
            MISSING_GLYPH.finding(
                "missing-glyph",
                msg("The character “{char}” (U+{code}) is in no font of the layout", char=char, code=f"{ord(char):04X}"),
                hint=msg("Replace the character in the cell, or add a font that has it to fonts/fonts.toml."),
                place=place,
            )
            for char in galley.missing
        )
        for text in galley.warnings:
            if text not in warned:
                warned.add(text)
                message = msg("The layout engine says: {text}", text=text)
                found.append(ENGINE.finding("engine-warning", message, place=PageRef(block.sheet, 1)))
    return found


class Typesetter:
    """Sets the blocks of one book, a few at a time, and holds all its galleys."""

    def __init__(
        self,
        setting: Typesetting,
        store: GalleyStore,
        executor: Executor | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.count = TypesetCount()
        self.galleys = Galleys(store, partial(_set_again, setting=setting, store=store, count=self.count))
        self._set = partial(typeset, setting=setting, store=store, executor=executor, count=self.count, progress=progress)

    def set(self, blocks: Sequence[Block]) -> list[Finding]:
        """Add galleys of these blocks. Raises BrokenTemplate."""
        galleys, findings = self._set(blocks)
        self.galleys.add(galleys)
        return findings

"""Set blocks in batches; ask the cache first; spread the rest over processes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import chain, repeat

from pipeline.doors import engine
from pipeline.errors import BrokenTemplate
from pipeline.model.book import Block
from pipeline.model.findings import CellRef, Finding, PageRef
from pipeline.model.galley import FontFace, Galley, GalleyShape, StyleSheet
from pipeline.model.message import Message, msg
from pipeline.typeset.calls import Unset, lay_out, set_batches
from pipeline.typeset.encoding import encode_galley
from pipeline.typeset.galleys import Galleys, GalleyStore
from pipeline.typeset.measure import TooWide, excess
from pipeline.typeset.rules import ENGINE, MEASURE, MISSING_GLYPH
from pipeline.typeset.shapes import decode_shape, encode_shape

__all__ = ["Hear", "TypesetCount", "Typesetter", "Typesetting", "typeset"]

STAGE_VERSION = 12
"""Raised whenever the shape or meaning of a cached galley changes."""

SHOWN = 60
"""Letters of a line that stands out, in the sentence that tells of it."""

BATCH_LETTERS = 60_000
"""Letters of HTML in one call: large enough that a page's overhead vanishes, small enough to spread evenly."""
FLOWING = 20
"""So many times longer the engine takes over a letter of what flows over pages of its own than the fast setter over one of an entry."""


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
    _told: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The part of the keys that blocks of one stylesheet share."""

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
        if name not in self._told:
            self._told[name] = self._tell(name)
        return self._told[name]

    def _tell(self, name: str) -> str:
        sheet = self.sheets[name]
        facts = [
            f"typeset {STAGE_VERSION}",
            *(f"{name} {version}" for name, version in engine.engine_versions()),
            f"sheet {sheet.kind} {sheet.width:.3f} x {sheet.height:.3f} pt, css {_digest(sheet.css)}",
            f"fonts {_digest(' '.join(face.sha256 for face in self.faces))}",
            f"hyphenation {self.hyphenation_digest}",
            *(["black overprints"] if sheet.overprints else []),
        ]
        return "\n".join(facts) + "\n"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


Hear = Callable[[Collection[str], Mapping[str, GalleyShape]], None]
"""Hears names of blocks that have just been set, and the shapes of all that have been, and of those that did not need to."""

_Call = list[tuple[str, list[tuple[str, Block]]]]
"""Batches, each of one stylesheet: its name, and blocks with the digests of their keys."""


def _calls(blocks: Sequence[tuple[str, Block]], sheets: Mapping[str, StyleSheet]) -> list[_Call]:
    """Calls of about equal weight, in a fixed order; small batches of several stylesheets share one."""
    by_sheet: dict[str, list[tuple[str, Block]]] = {}
    for digest, block in blocks:
        by_sheet.setdefault(block.sheet, []).append((digest, block))
    made: list[_Call] = []
    weight = BATCH_LETTERS
    for sheet, members in by_sheet.items():
        for digest, block in members:
            own = (len(block.html) + 200) * (FLOWING if sheets[sheet].height else 1)
            if weight and weight + own > BATCH_LETTERS:
                made.append([])
                weight = 0
            if not made[-1] or made[-1][-1][0] != sheet:
                made[-1].append((sheet, []))
            made[-1][-1][1].append((digest, block))
            weight += own
    return made


def typeset(
    blocks: Sequence[Block],
    setting: Typesetting,
    store: GalleyStore,
    executor: Executor | None,
    count: TypesetCount,
    progress: Callable[[int, int], None] | None = None,
    hear: Hear | None = None,
) -> tuple[Galleys, list[Finding]]:
    """A galley for every block, by block name; ``count`` is added to.

    ``executor`` None sets in this process. ``progress`` hears (blocks done, blocks to set), ``hear`` what has come. Raises BrokenTemplate
    where the stylesheet asks for what the engine cannot set.
    """
    digests = setting.digests(blocks)
    shapes = _remembered(store, set(digests.values()))
    named: dict[str, list[str]] = {}
    wanted: dict[str, Block] = {}
    for block in blocks:
        named.setdefault(digests[block.name], []).append(block.name)
        if digests[block.name] in shapes:
            count.cached[block.sheet] = count.cached.get(block.sheet, 0) + 1
        elif digests[block.name] not in wanted:
            wanted[digests[block.name]] = block
            count.typeset[block.sheet] = count.typeset.get(block.sheet, 0) + 1
            count.names.append(block.name)
    made = Galleys(store, partial(_set_again, setting=setting, store=store, count=count))
    made.shapes.update((name, shape) for digest, shape in shapes.items() for name in named[digest])
    done = 0
    for fresh in _set(list(wanted.items()), setting, made, executor):
        names = [name for digest in fresh for name in named[digest]]
        made.shapes.update((name, shape) for digest, shape in fresh.items() for name in named[digest])
        done += len(fresh)
        if progress:
            progress(done, len(wanted))
        if hear:
            hear(names, made.shapes)
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
    [galley] = lay_out([block.html], setting.sheets[block.sheet], setting.faces, setting.hyphenation)
    key = setting.key(block)
    digest = sha256(key.encode()).hexdigest()
    store.put({digest: (key, encode_shape(GalleyShape.of(galley, digest, excess(galley))), encode_galley(galley))})
    count.typeset[block.sheet] = count.typeset.get(block.sheet, 0) + 1
    count.names.append(block.name)
    return galley


def _set(
    wanted: Sequence[tuple[str, Block]],
    setting: Typesetting,
    galleys: Galleys,
    executor: Executor | None,
) -> Iterator[dict[str, GalleyShape]]:
    """The shapes of a call's blocks, by the digests of their keys, as calls come back; their galleys are kept by then."""
    calls = _calls(wanted, setting.sheets)
    batches = [[([block.html for _, block in members], setting.sheets[sheet]) for sheet, members in call] for call in calls]
    spread = map if executor is None else executor.map
    results = iter(spread(set_batches, batches, repeat(setting.faces), repeat(setting.hyphenation)))
    for call in calls:
        members = [member for _, members in call for member in members]
        with _told(call, setting.sheets):
            result = next(results)
        packed = [(*member, *made) for member, made in zip(members, chain(*result), strict=True)]
        galleys.keep({digest: (setting.key(block), shape, galley) for digest, block, shape, galley in packed})
        yield {digest: decode_shape(digest, shape) for digest, _, shape, _ in packed}


@contextmanager
def _told(call: _Call, sheets: Mapping[str, StyleSheet]) -> Iterator[None]:
    """Whatever keeps a batch from being set is the design's fault: a BrokenTemplate that names file and line, or the block."""
    hint = msg("Mend the stylesheet or template in layouts/, or take back its last change.")
    try:
        yield
    except Unset as unset:
        (name, members), reason = call[unset.batch], unset.reason
        if isinstance(reason, TooWide):
            message = _stands_out(sheets[name], members[reason.at][1], reason)
        elif isinstance(reason, engine.RefusedStyle):
            message = _refusal(sheets[name], reason)
        else:
            message = msg("The layout cannot be set: {reason}.", reason=str(reason))
        raise BrokenTemplate(message, hint) from unset


def _stands_out(sheet: StyleSheet, block: Block, wide: TooWide) -> Message:
    return msg(
        "The stylesheet of “{sheet}” makes the block {block} stand {points} pt out of its measure of {measure} pt: “{words}”.",
        sheet=sheet.kind, block=block.name, points=f"{wide.points:.0f}", measure=f"{sheet.width:.0f}", words=_short(wide.words),
    )


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


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
        points, words = galley.stands_out
        if points:
            message = msg("“{words}” stands {points} pt out of its column", words=_short(words), points=f"{points:.1f}")
            hint = msg("Put a space or a hyphen where the line may part, or shorten the words.")
            found.append(MEASURE.finding("stands-out", message, hint=hint, place=place))
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
        place_pictures: Callable[[Block], Block] | None = None,
    ) -> None:
        """``place_pictures`` puts what stands for a picture (model/pictures.py) in the place of its file's name."""
        self._place_pictures = place_pictures
        self.count = TypesetCount()
        self.galleys = Galleys(store, partial(_set_again, setting=setting, store=store, count=self.count))
        self._set = partial(typeset, setting=setting, store=store, executor=executor, count=self.count, progress=progress)

    def set(self, blocks: Sequence[Block], hear: Hear | None = None) -> list[Finding]:
        """Add galleys of these blocks; ``hear`` is told whenever some have come. Raises BrokenTemplate."""
        if self._place_pictures:
            blocks = [self._place_pictures(block) for block in blocks]
        galleys, findings = self._set(blocks, hear=hear)
        self.galleys.add(galleys)
        return findings

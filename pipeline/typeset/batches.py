"""Set blocks in batches; ask the cache first; spread the rest over processes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from pipeline.doors import engine
from pipeline.errors import BrokenTemplate
from pipeline.model.book import Block
from pipeline.model.findings import CellRef, Finding, PageRef
from pipeline.model.galley import FontFace, Galley, StyleSheet
from pipeline.model.message import msg
from pipeline.typeset.encoding import decode_galley, encode_galley
from pipeline.typeset.rules import ENGINE, MISSING_GLYPH

__all__ = ["GalleyStore", "TypesetCount", "Typesetting", "typeset"]

STAGE_VERSION = 5
"""Raised whenever the shape or meaning of a cached galley changes."""

BATCH_LETTERS = 60_000
"""Letters of HTML in one batch: large enough that a page's overhead vanishes, small enough to spread evenly."""


class GalleyStore(Protocol):
    """The cache, as the desk keeps it: digest -> (readable key, galley bytes). Losing it costs time, never the build."""

    def get(self, digests: Sequence[str]) -> Mapping[str, bytes]: ...

    def put(self, entries: Mapping[str, tuple[str, bytes]]) -> None: ...


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
        sheet = self.sheets[block.sheet]
        facts = [
            f"typeset {STAGE_VERSION}",
            *(f"{name} {version}" for name, version in engine.engine_versions()),
            f"sheet {sheet.kind} {sheet.width:.3f} x {sheet.height:.3f} pt, css {_digest(sheet.css)}",
            f"fonts {_digest(' '.join(face.sha256 for face in self.faces))}",
            f"hyphenation {self.hyphenation_digest}",
            block.html,
        ]
        return "\n".join(facts)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def set_batch(
    fragments: Sequence[str], sheet: StyleSheet, faces: tuple[FontFace, ...], hyphenation: Mapping[str, str]
) -> list[Galley]:
    """One picklable call: what a worker of any ``concurrent.futures.Executor`` runs. Raises engine.EngineFailure."""
    if sheet.height:
        return [engine.lay_out_pages(fragment, sheet, faces, hyphenation) for fragment in fragments]
    return engine.lay_out(fragments, sheet, faces, hyphenation)


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
) -> tuple[dict[str, Galley], list[Finding]]:
    """A galley for every block, by block name; ``count`` is added to.

    ``executor`` None sets in this process. ``progress`` hears (blocks done, blocks to set). Raises BrokenTemplate where
    the stylesheet asks for what the engine cannot set.
    """
    keys = {block.name: setting.key(block) for block in blocks}
    digests = {name: sha256(key.encode()).hexdigest() for name, key in keys.items()}
    galleys = _remembered(store, set(digests.values()))
    wanted: dict[str, Block] = {}
    for block in blocks:
        if digests[block.name] in galleys:
            count.cached[block.sheet] = count.cached.get(block.sheet, 0) + 1
        elif digests[block.name] not in wanted:
            wanted[digests[block.name]] = block
            count.typeset[block.sheet] = count.typeset.get(block.sheet, 0) + 1
            count.names.append(block.name)
    galleys.update(_set(list(wanted.items()), setting, store, executor, progress, keys))
    made = {block.name: galleys[digests[block.name]] for block in blocks}
    return made, _findings(blocks, made)


def _remembered(store: GalleyStore, digests: set[str]) -> dict[str, Galley]:
    galleys: dict[str, Galley] = {}
    for digest, encoded in store.get(sorted(digests)).items():
        try:
            galleys[digest] = decode_galley(encoded)
        except ValueError:
            continue  # a damaged entry is set again
    return galleys


def _set(
    wanted: Sequence[tuple[str, Block]],
    setting: Typesetting,
    store: GalleyStore,
    executor: Executor | None,
    progress: Callable[[int, int], None] | None,
    keys: Mapping[str, str],
) -> dict[str, Galley]:
    batches = _batches(wanted)
    calls = [
        ([block.html for _, block in members], setting.sheets[sheet], setting.faces, setting.hyphenation) for sheet, members in batches
    ]
    galleys: dict[str, Galley] = {}
    done = 0
    try:
        # A single batch is not worth starting processes for.
        spread = map if executor is None or len(calls) < 2 else executor.map
        results = spread(set_batch, *zip(*calls, strict=True)) if calls else ()
        for (_, members), result in zip(batches, results, strict=True):
            fresh = {digest: galley for (digest, _), galley in zip(members, result, strict=True)}
            store.put({digest: (keys[block.name], encode_galley(fresh[digest])) for digest, block in members})
            galleys.update(fresh)
            done += len(members)
            if progress:
                progress(done, len(wanted))
    except engine.EngineFailure as failure:
        raise BrokenTemplate(
            msg("The layout cannot be set: {reason}.", reason=str(failure)),
            msg("Mend the stylesheet or template in layouts/, or take back its last change."),
        ) from failure
    return galleys


def _findings(blocks: Sequence[Block], galleys: Mapping[str, Galley]) -> list[Finding]:
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

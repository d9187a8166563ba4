"""Whether there is anything to do: the last run with the same inputs, and its outputs still as it left them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.desk import Desk
from pipeline.doors import engine
from pipeline.errors import MissingTool
from pipeline.memory import Memory, Shelf, code_digest, digest_of
from pipeline.model.fields import EditionLang
from pipeline.model.message import msg
from pipeline.model.outcome import Summary
from pipeline.model.packing import packable
from pipeline.stock import design_digest, fonts_digest

__all__ = ["LastRun", "engine_facts", "run_key"]


@packable
@dataclass(frozen=True, slots=True)
class _Kept:
    summary: Summary
    outputs: tuple[tuple[str, str], ...]
    """Path from the build folder and digest of each file written: a folder that was moved or copied has its own outputs."""


def engine_facts() -> list[str]:
    """Versions of the engine and of the libraries under it. Raises MissingTool, with the command that installs it."""
    try:
        return [f"{name} {version}" for name, version in engine.engine_versions()]
    except OSError as error:
        raise MissingTool(
            msg("The library {name} is missing; without it no page can be set.", name=str(error)),
            msg("Install it: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ) from error


def run_key(desk: Desk, languages: Sequence[EditionLang], fit: object = None, printers: Sequence[str] = ()) -> str:
    """All that a run depends on, one fact a line; ``fit``: the page count asked for; ``printers``: those named by --printer.

    Raises Unreadable where there is no such edition, MissingTool without the engine.
    """
    facts = [f"code {code_digest()}", f"languages {','.join(languages) or 'all'}", f"design {design_digest()}", f"fonts {fonts_digest()}"]
    facts += [*([f"fit {fit}"] if fit else []), *([f"printers {','.join(printers)}"] if printers else []), *engine_facts()]
    facts += [f"source {name} {digest}" for name, digest in sorted(desk.source_digests().items())]
    return "\n".join(facts)


class LastRun:
    """The memory of runs of one build folder; one for each choice of languages is kept."""

    def __init__(self, desk: Desk, languages: Sequence[EditionLang], memory: Memory) -> None:
        self._desk, self._languages = desk, languages
        self._name = f"{desk.sources.absolute()} {','.join(languages) or 'all'}"
        self._shelf: Shelf = memory.shelf("runs", keep_unused=True)

    def same(self, key: str) -> Summary | None:
        """What the run of this very key came to, if all its outputs are still there; None where there is something to do."""
        kept = self._shelf.recall(self._name, key)
        if not isinstance(kept, _Kept) or self._spoilt(kept):
            return None
        files = tuple(str(self._desk.build / name) for name, _ in kept.outputs)
        return replace(kept.summary, languages=tuple(made.again() for made in kept.summary.languages), files=files)

    def keep(self, key: str, summary: Summary) -> None:
        """Remember a run whose outputs are written."""
        outputs = tuple((Path(path).relative_to(self._desk.build).as_posix(), _digest(Path(path))) for path in summary.files)
        self._shelf.keep(self._name, key, _Kept(summary, outputs))

    def _spoilt(self, kept: _Kept) -> list[str]:
        return [name for name, digest in kept.outputs if _digest(self._desk.build / name) != digest]

    def spoilt_outputs(self) -> tuple[str, ...]:
        """Paths of the last run's outputs that are gone, or are not as it left them."""
        kept = self._shelf.recall(self._name, self.before())
        return tuple(str(self._desk.build / name) for name in self._spoilt(kept)) if isinstance(kept, _Kept) else ()

    def summary(self) -> Summary | None:
        """What the last run came to; None where there was none, or nothing is remembered of it."""
        kept = self._shelf.recall(self._name, self.before())
        return kept.summary if isinstance(kept, _Kept) else None

    def before(self) -> str:
        """The key of the last run, for telling what has changed since; "" where there was none."""
        return self._shelf.key(self._name)


def _digest(path: Path) -> str:
    try:
        return digest_of(path.read_bytes())
    except OSError:
        return ""

"""What other processes load while this one loads its own: the engine and what reads PDFs, or the readers of workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path

from pipeline.crew import Crew
from pipeline.desk import Desk
from pipeline.memory import Memory
from pipeline.model.fields import EditionLang
from pipeline.stock import load_faces

__all__ = ["make_ready"]


def make_ready(executor: Executor | None, desk: Desk, cache: Path | None, languages: Sequence[EditionLang]) -> None:
    """Have one process of this machine ready to set, another to read; a cluster's workers are left to themselves."""
    if isinstance(executor, Crew) and not executor.has_begun:
        # The folders only: what the desk has read of them by now is megabytes.
        executor.prepare("pipeline.typeset.calls", _ready_to_set, desk.sources, desk.build, cache, languages)
        executor.prepare("pipeline.gathering", _ready_to_read)


def _ready_to_set(sources: Path, build: Path, cache: Path | None, languages: Sequence[EditionLang]) -> None:
    from pipeline import verify
    from pipeline.production import at_hand
    from pipeline.typeset import warm_up

    found = at_hand(Desk(sources, build), Memory(cache), languages)
    warm_up(load_faces(), found.sheets, found.specimens, found.hyphenation)
    verify.load_readers()


def _ready_to_read() -> None:
    from pipeline.gathering import load_readers

    load_readers()

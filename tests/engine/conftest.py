"""The engine on single blocks with a stylesheet of two lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pipeline.doors.engine import lay_out
from pipeline.localise import dictionary_path
from pipeline.model.galley import Galley, StyleSheet
from tests.core.plain_sheet import BASE
from tests.core.small_edition import faces

Setter = Callable[..., list[Galley]]


@pytest.fixture(scope="session")
def set_blocks() -> Setter:
    """set_blocks(html, ..., css="", width=160): the galleys."""

    def go(*fragments: str, css: str = "", width: float = 160.0) -> list[Galley]:
        return lay_out(fragments, StyleSheet("test", BASE + css, width), faces(), {"kk": str(dictionary_path("kk"))})

    return go


@pytest.fixture(scope="session")
def set_block(set_blocks: Setter) -> Callable[..., Galley]:
    """One galley, which must be set without a word of complaint."""

    def go(fragment: str, css: str = "", width: float = 160.0) -> Galley:
        (galley,) = set_blocks(fragment, css=css, width=width)
        assert galley.warnings == ()
        return galley

    return go


@pytest.fixture(scope="session")
def parting() -> Callable[[Galley], Sequence[str]]:
    """Pieces as "first line … last line", with the joint that separates each from the one before."""

    def go(galley: Galley) -> list[str]:
        return [f"{piece.joint.value}: {' / '.join(line.text.strip() for line in piece.lines)}" for piece in galley.pieces]

    return go

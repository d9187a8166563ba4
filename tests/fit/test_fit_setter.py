"""The fast setter follows size and leading as the engine does, at the ends of what layout.toml allows."""

from __future__ import annotations

import pytest
from fit_editions import design_at

from pipeline import compose
from pipeline.doors import engine
from pipeline.localise import dictionary_path
from pipeline.model.fit import Setting
from tests.core.small_edition import composing, faces, listings
from tests.engine.both_ways import differences


@pytest.mark.parametrize("setting", [Setting(7.5, 10, 8.2, 3), Setting(15, 11, 8.8, 4), Setting(10.5, 10.25, 8.65, 3)])
@pytest.mark.parametrize("kind", ["entry", "expert"])
def test_entries_are_set_as_the_engine_sets_them(setting: Setting, kind: str) -> None:
    words, sheet = composing(), design_at(setting).sheets[kind]
    fragments = [block.html for block in (compose.entry_block(one, words) for one in listings()) if block.sheet == kind]
    hyphenation = {"kk": str(dictionary_path("kk"))}
    ours = engine.lay_out(fragments, sheet, faces(), hyphenation)
    theirs = engine.lay_out_by_engine(fragments, sheet, faces(), hyphenation)
    assert [differences(one, other) for one, other in zip(ours, theirs, strict=True)] == [[]] * len(fragments)
    assert not any(b" cm" in piece.content for galley in ours for piece in galley.pieces), "the engine's ink begins with a scale"
    lines = [line for galley in ours for piece in galley.pieces for line in piece.lines]
    assert len(lines) > 20

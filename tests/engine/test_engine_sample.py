"""Every block of the committed sample, in its three languages, set both ways."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.desk import Desk
from pipeline.doors import engine
from pipeline.memory import Memory
from pipeline.model.galley import FontFace, Galley, StyleSheet
from pipeline.progress import SilentProgress
from tests.engine.both_ways import differences

ROOT = Path(__file__).resolve().parents[2]
Call = tuple[Sequence[str], StyleSheet, Sequence[FontFace], Mapping[str, str] | None, list[Galley]]


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> list[Call]:
    """What the fast setter was asked for while the sample was built, and what it gave."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "sources", folder / "sources")
    heard: list[Call] = []

    def hear(
        fragments: Sequence[str], sheet: StyleSheet, faces: Sequence[FontFace], hyphenation: Mapping[str, str] | None = None
    ) -> list[Galley]:
        galleys = setter(fragments, sheet, faces, hyphenation)
        heard.append((list(fragments), sheet, faces, hyphenation, list(galleys)))  # the caller may put others in their place
        return galleys

    setter = engine.lay_out
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "lay_out", hear)
        stages.build_edition(Desk(folder / "sources", folder / "build"), (), None, SilentProgress(), Memory(None))
    return heard


@pytest.mark.slow
def test_every_block_of_the_sample_is_set_as_the_engine_sets_it(calls: list[Call]) -> None:
    seen: set[tuple[str, str]] = set()
    for fragments, sheet, faces, hyphenation, galleys in calls:
        fresh = [at for at, fragment in enumerate(fragments) if (sheet.css, fragment) not in seen]
        seen.update((sheet.css, fragments[at]) for at in fresh)
        theirs = engine.lay_out_by_engine([fragments[at] for at in fresh], sheet, faces, hyphenation)
        for at, their in zip(fresh, theirs, strict=True):
            assert differences(galleys[at], their) == [], fragments[at]
    assert len(seen) > 3000


@pytest.mark.slow
def test_what_repeats_by_the_hundred_is_set_fast(calls: list[Call]) -> None:
    """Ink of the engine begins with a scale, ours does not."""
    for fragments, sheet, _, _, galleys in calls:
        if sheet.kind in ("entry", "expert", "index-line", "contents-line", "running-left", "guide-right", "folio-left"):
            slow = [fragment for fragment, galley in zip(fragments, galleys, strict=True) if any(b" cm" in piece.content for piece in galley.pieces)]
            assert slow == [], sheet.kind

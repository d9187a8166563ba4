"""Every block of the committed sample, in its three languages, set both ways."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.desk import Desk
from pipeline.doors import engine
from pipeline.localise import hyphenate
from pipeline.memory import Memory
from pipeline.model.fields import LANGUAGES
from pipeline.model.galley import FontFace, Galley, StyleSheet
from pipeline.model.localised import bare
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


@pytest.mark.slow
def test_the_engines_hyphens_stand_where_a_language_breaks_a_word_and_nowhere_else(calls: list[Call]) -> None:
    """Not in names, telephones, addresses, e-mails and links: there is no line of them that ends with a hyphen which the engine set."""
    parted = 0
    for _, sheet, _, _, galleys in calls:
        for galley in galleys:
            lines = [line.text.strip() for piece in galley.pieces for line in piece.lines]
            for line, following in pairwise(lines):
                if not line.endswith("‐"):
                    continue
                parted += 1
                front, back = line[:-1].rpartition(" ")[2].rpartition("\u00a0")[2], following.split()[0]
                assert sheet.kind in ("entry", "expert", "front"), line
                assert not re.search(r"[@\d/_]|\w\.\w", front + back.rstrip("°")), (line, following)
                word = re.search(r"[\w’]*$", front)[0] + re.match(r"[\w’]*", back)[0]  # type: ignore[index]
                breaks = {sum(map(len, parts[:at])) for lang in LANGUAGES for parts in [hyphenate(word, lang).split("-")] for at in range(1, len(parts))}
                assert len(re.search(r"[\w’]*$", front)[0]) in breaks, word  # type: ignore[index]
    assert parted > 900


MONTHS = (
    "январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
    "|January|February|March|April|May|June|July|August|September|October|November|December"
)


@pytest.mark.slow
def test_no_line_ends_where_a_compositor_would_not_end_it(calls: list[Call]) -> None:
    """No mark or stop alone on a line, no Russian word of one letter at its end, no day without its month, no address cut after a hyphen of its own."""
    seen = 0
    for _, sheet, _, _, galleys in calls:
        for galley in galleys:
            lines = [bare(line.text).strip() for piece in galley.pieces for line in piece.lines]
            seen += len(lines)
            for line, following in pairwise([*lines, ""]):
                assert line not in {"°", ".", ",", ";", ":", "»"}, (sheet.kind, lines)
                if not following:
                    continue
                assert not re.search(r"(?<![\w.’'-])[авикосуя]$", line), (line, following)
                assert not (re.search(r"(?<![\w.,:–])\d{1,2}$", line) and re.match(rf"(?:{MONTHS})", following)), (line, following)
                assert not (line.endswith("-") and "@" in line.rpartition(" ")[2]), (line, following)
    assert seen > 20000

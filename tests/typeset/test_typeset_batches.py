"""Batches and processes change how long it takes, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace

import pytest

from pipeline.errors import BrokenTemplate, ExitCode
from pipeline.galley_store import NoGalleyStore
from pipeline.model.book import Block
from pipeline.model.galley import Galley, StyleSheet
from pipeline.typeset import TypesetCount, Typesetting, batches, typeset
from tests.core.plain_sheet import BASE
from tests.core.small_edition import composing, faces, listings, typesetting


@pytest.fixture(scope="module")
def blocks() -> list[Block]:
    """Entries, and lines enough that there are several batches of each."""
    from pipeline.compose.body import entry_html

    entries = [Block(f"e-{at:02}", "entry", entry_html(listing, composing())) for at, listing in enumerate(listings()[:8])]
    lines = [Block(f"l-{at:02}", "index-line", f'<p class="line">Сөз {at} <a class="n" href="#ngo-0001">{at}</a></p>') for at in range(30)]
    return [*entries, *lines]


@pytest.fixture(scope="module")
def two_processes() -> Iterator[Executor]:
    with ProcessPoolExecutor(2) as executor:
        yield executor


@pytest.fixture(scope="module")
def alone(blocks: list[Block]) -> dict[str, Galley]:
    return typeset(blocks, typesetting(), NoGalleyStore(), None, TypesetCount())[0]


def test_one_process_and_two_set_the_same(blocks: list[Block], alone: dict[str, Galley], two_processes: Executor) -> None:
    assert typeset(blocks, typesetting(), NoGalleyStore(), two_processes, TypesetCount())[0] == alone


@pytest.mark.parametrize("letters", [1, 5000])
def test_batches_of_any_size_set_the_same(
    blocks: list[Block], alone: dict[str, Galley], monkeypatch: pytest.MonkeyPatch, letters: int
) -> None:
    monkeypatch.setattr(batches, "BATCH_LETTERS", letters)
    assert typeset(blocks, typesetting(), NoGalleyStore(), None, TypesetCount())[0] == alone


def test_progress_hears_of_every_block_and_ends_at_all(blocks: list[Block], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH_LETTERS", 5000)
    heard: list[tuple[int, int]] = []
    typeset(blocks, typesetting(), NoGalleyStore(), None, TypesetCount(), lambda done, wanted: heard.append((done, wanted)))
    assert len(heard) > 2
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert heard[-1] == (len(blocks), len(blocks))


def test_no_blocks_are_set_without_complaint() -> None:
    assert typeset([], typesetting(), NoGalleyStore(), None, TypesetCount()) == ({}, [])


@pytest.mark.parametrize("processes", [1, 2])
def test_a_stylesheet_that_cannot_be_set_is_a_broken_template_with_a_sentence(two_processes: Executor, processes: int) -> None:
    """Also from another process, and with the engine's reason in it."""
    sheet = StyleSheet("entry", BASE + "p { color: red }", 160.0)
    setting = Typesetting({"entry": sheet, "line": replace(sheet, kind="line")}, faces(), {})
    made = [Block("a", "entry", "<p>a</p>"), Block("b", "line", "<p>b</p>")]
    with pytest.raises(BrokenTemplate, match=r"“entry” asks for colour that is not device-cmyk\(\)") as caught:
        typeset(made, setting, NoGalleyStore(), two_processes if processes == 2 else None, TypesetCount())
    assert caught.value.exit_code is ExitCode.UNREADABLE
    assert caught.value.hint


def test_what_the_engine_says_of_a_block_is_a_finding_once_however_many_blocks() -> None:
    setting = Typesetting({"entry": StyleSheet("entry", BASE, 160.0)}, faces(), {})
    made = [Block(f"b{at}", "entry", f'<p style="floot: left">{at}</p>') for at in range(3)]
    _, findings = typeset(made, setting, NoGalleyStore(), None, TypesetCount())
    assert [(found.id, found.code) for found in findings] == [("LAY-002", "engine-warning")]
    assert "floot" in str(findings[0].message)


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("p { floot: left }", "layouts/pocket/entry.css, line 2: the layout engine says: Ignored `floot: left `, unknown property."),
        ("p::befor { color: device-cmyk(0 0 0 1) }", "layouts/pocket/entry.css, line 2: the layout engine says: Invalid or unsupported selector, 'p::befor '."),
    ],
)  # fmt: skip
def test_a_stylesheet_the_engine_complains_of_is_told_with_file_and_line(two_processes: Executor, processes: int, css: str, said: str) -> None:
    sheet = StyleSheet("entry", f"{BASE}/* more */\n{css}\n", 160.0, 0.0, (("layouts/pocket/base.css", 1), ("layouts/pocket/entry.css", 3)))
    with pytest.raises(BrokenTemplate) as caught:
        typeset(
            [Block("a", "entry", "<p>a</p>")], Typesetting({"entry": sheet}, faces(), {}), NoGalleyStore(),
            two_processes if processes == 2 else None, TypesetCount(),
        )
    assert str(caught.value) == said
    assert caught.value.exit_code is ExitCode.UNREADABLE


def test_of_a_stylesheet_of_no_file_the_kind_of_block_is_told() -> None:
    setting = Typesetting({"entry": StyleSheet("entry", BASE + "p { floot: left }", 160.0)}, faces(), {})
    with pytest.raises(BrokenTemplate, match="The stylesheets of “entry” in layouts/: the layout engine says: Ignored `floot"):
        typeset([Block("a", "entry", "<p>a</p>")], setting, NoGalleyStore(), None, TypesetCount())

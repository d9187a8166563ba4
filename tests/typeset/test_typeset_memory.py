"""Each block is set once: counts of hits and misses, and a cache that may be lost, damaged or refused without harm."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.galley_store import KEPT_RUNS, DiskGalleyStore, NoGalleyStore
from pipeline.model.book import Block
from pipeline.model.findings import CellRef, Severity
from pipeline.model.galley import StyleSheet
from pipeline.typeset import Galleys, TypesetCount, Typesetting, typeset
from pipeline.typeset.encoding import decode_galley, encode_galley
from tests.core.plain_sheet import BASE
from tests.core.small_edition import SENTENCES, faces

SETTING = Typesetting({"entry": StyleSheet("entry", BASE, 160.0), "line": StyleSheet("line", BASE + "p { font-size: 7pt }", 90.0)}, faces(), {})


def blocks(count: int = 8) -> list[Block]:
    made = [
        Block(f"ngo-{at:02}", "entry", f"<p lang=kk>{at} {SENTENCES[at % 5]}</p>", cells=(CellRef("a.xlsx", "ҮЕҰ", f"A{at}"),)) for at in range(count)
    ]
    return [*made, *(Block(f"line-{at:02}", "line", f"<p>{at}</p>") for at in range(count))]


def run(
    made: Sequence[Block], store: DiskGalleyStore | NoGalleyStore, setting: Typesetting = SETTING
) -> tuple[Galleys, TypesetCount]:
    count = TypesetCount()
    galleys, findings = typeset(made, setting, store, None, count)
    assert findings == []
    return galleys, count


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "galleys.sqlite"


def test_the_second_run_sets_nothing(path: Path) -> None:
    first, count = run(blocks(), DiskGalleyStore(path))
    assert (count.typeset, count.cached) == ({"entry": 8, "line": 8}, {})
    second, count = run(blocks(), DiskGalleyStore(path))
    assert (count.total, count.cached) == (0, {"entry": 8, "line": 8})
    assert second == first


def test_one_changed_block_sets_exactly_that_one(path: Path) -> None:
    run(blocks(), DiskGalleyStore(path))
    changed = [replace(made, html=made.html.replace("<p", "<p class=x")) if made.name == "ngo-03" else made for made in blocks()]
    _, count = run(changed, DiskGalleyStore(path))
    assert (count.total, count.names) == (1, ["ngo-03"])


def test_a_name_a_place_and_an_order_are_not_what_a_galley_depends_on(path: Path) -> None:
    run(blocks(), DiskGalleyStore(path))
    moved = [replace(made, name=f"new-{made.name}", cells=(), listing="x", guide="y") for made in reversed(blocks())]
    assert run(moved, DiskGalleyStore(path))[1].total == 0


def test_blocks_with_the_same_words_are_set_once() -> None:
    twice = [*blocks(2), *(replace(made, name=f"again-{made.name}") for made in blocks(2))]
    galleys, count = run(twice, NoGalleyStore())
    assert count.total == 4
    assert galleys["again-ngo-01"] == galleys["ngo-01"]


@pytest.mark.parametrize(
    "setting",
    [
        replace(SETTING, sheets={**SETTING.sheets, "entry": StyleSheet("entry", BASE + "p { color: inherit }", 160.0)}),
        replace(SETTING, sheets={**SETTING.sheets, "entry": StyleSheet("entry", BASE, 160.5)}),
    ],
)
def test_a_changed_stylesheet_or_measure_sets_its_own_blocks_anew_and_no_others(path: Path, setting: Typesetting) -> None:
    run(blocks(), DiskGalleyStore(path))
    assert run(blocks(), DiskGalleyStore(path), setting)[1].typeset == {"entry": 8}


@pytest.mark.parametrize("setting", [replace(SETTING, faces=faces()[:-1]), replace(SETTING, hyphenation_digest="other")])
def test_other_fonts_or_another_dictionary_set_everything_anew(path: Path, setting: Typesetting) -> None:
    run(blocks(), DiskGalleyStore(path))
    assert run(blocks(), DiskGalleyStore(path), setting)[1].total == 16


def test_the_cache_key_can_be_read_and_names_the_versions() -> None:
    key = SETTING.key(blocks()[0])
    assert key.splitlines()[0].startswith("typeset ")
    for word in ("weasyprint 70.0", "pango-1.0 ", "harfbuzz ", "sheet entry 160.000 x 0.000 pt", blocks()[0].html):
        assert word in key


@pytest.mark.parametrize("damage", [b"not a database at all" * 50, b"", b"SQLite format 3\x00" + bytes(4000)])
def test_a_damaged_cache_file_costs_time_only(path: Path, damage: bytes) -> None:
    first = dict(run(blocks(), DiskGalleyStore(path))[0])
    path.write_bytes(damage)
    again, count = run(blocks(), DiskGalleyStore(path))
    assert (again, count.total) == (first, 16)
    assert run(blocks(), DiskGalleyStore(path))[1].total == 0, "the cache must work again"


def test_a_cache_damaged_while_it_is_in_use_costs_time_only(path: Path) -> None:
    first = dict(run(blocks(), DiskGalleyStore(path))[0])
    store = DiskGalleyStore(path)
    content = bytearray(path.read_bytes())
    content[100:3000] = b"\xff" * 2900
    path.write_bytes(content)
    again, count = run(blocks(), store)
    assert (again, count.total) == (first, 16)


def overwrite(path: Path, galley: bytes, which: str = "(SELECT min(digest) FROM galleys)") -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE galleys SET galley = ? WHERE digest = {which}", (galley,))


@pytest.mark.parametrize("damage", [b"", b"x", b"[1, 2]", b'[160, [[1, 2, "line", 3, [], []]], {}, [], []]', b"{}", b"\xff\xfe"])
def test_one_damaged_entry_is_set_again_and_mended(path: Path, damage: bytes) -> None:
    first = dict(run(blocks(), DiskGalleyStore(path))[0])
    overwrite(path, damage)
    again, count = run(blocks(), DiskGalleyStore(path))
    assert again == first
    assert count.total == 1, "the ink is looked at when a page is drawn"
    assert run(blocks(), DiskGalleyStore(path))[1].total == 0


def test_an_entry_with_one_wrong_letter_is_not_printed(path: Path) -> None:
    """It would still parse: only its digest tells."""
    first = dict(run(blocks(1), DiskGalleyStore(path))[0])
    one = "(SELECT min(digest) FROM galleys WHERE instr(galley, ' Tm'))"
    with closing(sqlite3.connect(path)) as connection:
        galley = connection.execute(f"SELECT galley FROM galleys WHERE digest = {one}").fetchone()[0]
    overwrite(path, galley.replace(b" Tm", b" TD", 1), one)
    again, count = run(blocks(1), DiskGalleyStore(path))
    assert again == first
    assert count.total == 1


def test_galleys_survive_the_way_to_the_cache_and_back(path: Path) -> None:
    galleys, _ = run([*blocks(1), Block("links", "entry", '<p>«<a href="https://a.example">Ә</a>» <a href="#ngo-01">x</a></p>')], NoGalleyStore())
    for galley in galleys.values():
        assert decode_galley(encode_galley(galley)) == galley


def test_a_cache_that_cannot_be_written_only_slows_the_build(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands where the folder should")
    store = DiskGalleyStore(tmp_path / "cache" / "galleys.sqlite")
    assert run(blocks(2), store)[1].total == 4
    assert run(blocks(2), store)[1].total == 4
    store.finish()


def test_a_read_only_cache_is_read_and_not_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(blocks(2), DiskGalleyStore(path))
    monkeypatch.setattr(
        DiskGalleyStore, "_connect", lambda self: sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=1)
    )
    before = path.read_bytes()
    _, count = run([*blocks(2), Block("new", "entry", "<p>new</p>")], DiskGalleyStore(path))
    assert count.names[-1:] == ["new"]
    assert path.read_bytes() == before


def test_a_cache_somebody_else_holds_is_done_without(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(blocks(2), DiskGalleyStore(path))
    monkeypatch.setattr(DiskGalleyStore, "_connect", lambda self: sqlite3.connect(path, timeout=0.05))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert run(blocks(2), DiskGalleyStore(path))[1].total == 4
        other.execute("ROLLBACK")


def test_what_no_run_has_used_for_long_is_thrown_away(path: Path) -> None:
    store = DiskGalleyStore(path)
    run([Block("old", "entry", "<p>old</p>"), *blocks(1)], store)
    for _ in range(KEPT_RUNS + 1):
        store = DiskGalleyStore(path)
        run(blocks(1), store)
        store.finish()
    assert run(blocks(1), DiskGalleyStore(path))[1].total == 0
    assert run([Block("old", "entry", "<p>old</p>")], DiskGalleyStore(path))[1].total == 1


class Recorder(NoGalleyStore):
    def __init__(self) -> None:
        self.keys: list[str] = []

    def put(self, entries: Mapping[str, tuple[str, bytes, bytes]]) -> bool:
        self.keys += [key for key, _, _ in entries.values()]
        return False


def test_every_galley_is_kept_with_the_key_a_person_can_read() -> None:
    recorder = Recorder()
    run(blocks(2), recorder)
    assert sorted(recorder.keys) == sorted(SETTING.key(made) for made in blocks(2))


def test_a_missing_letter_is_told_with_its_cell_also_from_the_cache(path: Path) -> None:
    made = [Block("ngo-01", "entry", "<p>Ә 漢</p>", cells=(CellRef("a.xlsx", "ҮЕҰ", "B7"),))]
    for _ in range(2):
        _, findings = typeset(made, SETTING, DiskGalleyStore(path), None, TypesetCount())
        assert [(found.id, found.code, found.severity) for found in findings] == [("FNT-001", "missing-glyph", Severity.ERROR)]
        assert str(findings[0].place) == "a.xlsx › ҮЕҰ › B7"
        assert "“漢” (U+6F22)" in str(findings[0].message)
        assert findings[0].hint

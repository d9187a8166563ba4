"""The desk writes whole files or none, its cache may be lost, and settings are told by key."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pipeline import outputs
from pipeline.desk import Desk, write_file
from pipeline.errors import Unreadable, Unwritable
from pipeline.galley_store import DiskGalleyStore
from pipeline.model.findings import CellRef, Severity, rule
from pipeline.model.message import msg
from pipeline.model.waiver import Waiver
from pipeline.settings import read_edition, read_waivers
from pipeline.waive import weigh

ROOT = Path(__file__).resolve().parents[2]
TRIED = rule("SRC-999", title=msg("Tried"), rationale=msg("For tests."), codes={"bad": Severity.ERROR, "odd": Severity.WARNING})


def test_a_full_disk_leaves_every_previous_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path / "sources", tmp_path / "build")
    desk.write({desk.build / "a.pdf": b"old a", desk.build / "b.pdf": b"old b"})
    real, written = os.fdopen, []

    def fill_up(*args: object, **more: object) -> object:
        if written:
            raise OSError(errno.ENOSPC, "No space left on device", "b.pdf")
        written.append(args)
        return real(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "fdopen", fill_up)
    with pytest.raises(Unwritable, match="disk is full"):
        desk.write({desk.build / "a.pdf": b"new a", desk.build / "b.pdf": b"new b"})
    assert (desk.build / "a.pdf").read_bytes() == b"old a"
    assert (desk.build / "b.pdf").read_bytes() == b"old b"
    assert sorted(path.name for path in desk.build.iterdir()) == ["a.pdf", "b.pdf"]


def test_an_output_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("in the way")
    desk = Desk(tmp_path / "sources", tmp_path / "build")
    with pytest.raises(Unwritable):
        desk.write({desk.build / "ru" / "a.pdf": b"x"})


def test_a_damaged_cache_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "galleys.sqlite"
    path.write_bytes(b"this is no database" * 100)
    store = DiskGalleyStore(path)
    store.put({"d1": ("key", b"shape", b"galley")})
    assert store.get(["d1", "d2"]) == {"d1": b"galley"}


def test_a_cache_that_cannot_be_made_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = DiskGalleyStore(tmp_path / "file" / "galleys.sqlite")
    store.put({"d1": ("key", b"shape", b"galley")})
    store.finish()
    assert store.get(["d1"]) == {}


def test_what_no_run_uses_any_more_is_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "galleys.sqlite"
    DiskGalleyStore(path).put({"old": ("key", b"", b"o"), "used": ("key", b"s", b"u")})
    for _ in range(40):
        store = DiskGalleyStore(path)
        assert store.shapes(["used"]) == {"used": b"s"}
        store.finish()
    assert DiskGalleyStore(path).get(["old", "used"]) == {"used": b"u"}


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('id = "2027"', 'id = "Гид 2027"', "edition.id"),
        ("trim_mm = [148, 210]", "trim_mm = [14, 21]", "edition.trim_mm"),
        ("print_run = 1000", 'print_run = "many"', "edition.print_run"),
        ("print_run = 1000", "print_runs = 1000", "edition.print_runs"),
        ("print_run = 1000", "print_run = 1" + "0" * 30, "edition.print_run"),
        ("impression = 1", "impression = 1" + "0" * 30, "edition.impression"),
        ("paper = {", 'paper = "' + "x" * 1001 + '"\n#', "edition.paper"),
        ('languages = ["kk", "ru", "en"]', 'languages = ["kk", "de"]', "edition.languages"),
        ("require = 75", "require = 175", "languages.kk.require"),
        ("require = 75", "require = true", "languages.kk.require"),
        ("[publisher]", "[publisher", "edition.toml"),
    ],
)
def test_a_wrong_setting_is_named_by_its_key(old: str, new: str, named: str) -> None:
    text = (ROOT / "sources" / "edition.toml").read_text("utf-8")
    assert old in text
    with pytest.raises(Unreadable, match=named.replace(".", r"\.")):
        read_edition(text.replace(old, new, 1))


def test_the_publishers_address_is_given_in_each_language() -> None:
    edition = read_edition((ROOT / "sources" / "edition.toml").read_text("utf-8"))
    assert "Образцовая" in edition.publisher.contact["ru"]
    assert "Street" in edition.publisher.contact["en"]


def test_a_waiver_needs_a_reason() -> None:
    with pytest.raises(Unreadable, match="reason"):
        read_waivers('[[waiver]]\nid = "SRC-1"\ncode = "x"\nreason = ""\n')


def test_a_waiver_excuses_its_finding_and_no_other() -> None:
    there, elsewhere = CellRef("a.xlsx", "НПО", "C4"), CellRef("a.xlsx", "НПО", "C5")
    findings = [TRIED.finding("bad", msg("Bad"), place=there), TRIED.finding("bad", msg("Bad"), place=elsewhere)]
    weighed = weigh(findings, [Waiver("SRC-999", "bad", "asked the province", "a.xlsx", "НПО", "C4")])
    assert [found.place for found in weighed.findings] == [elsewhere]
    assert weighed.waived == ((findings[0], "asked the province"),)
    assert weighed.blocking


def test_a_waiver_that_matches_nothing_is_an_error() -> None:
    weighed = weigh([], [Waiver("SRC-999", "bad", "asked the province", "a.xlsx")])
    assert [found.code for found in weighed.findings] == ["unused-waiver"]
    assert weighed.blocking


def test_warnings_do_not_block() -> None:
    assert not weigh([TRIED.finding("odd", msg("Odd"))], []).blocking


def test_what_to_do_fits_what_went_wrong() -> None:
    assert "Free some space" in str(outputs.remedy_of(OSError(errno.ENOSPC, "full")))
    denied = str(outputs.remedy_of(PermissionError(errno.EACCES, "denied")))
    assert "space" not in denied
    assert "--build" in denied


def test_what_is_no_file_is_not_replaced_by_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(Unwritable):
        write_file(pipe, b"sheets")
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_file_may_have_a_name_as_long_as_the_disk_allows(tmp_path: Path) -> None:
    for name in ("z" * 250 + ".toml", "ж" * 125 + ".xlsx"):
        write_file(tmp_path / name, b"kept")
        assert (tmp_path / name).read_bytes() == b"kept"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_name_that_is_too_long_asks_for_a_shorter_one(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="name is too long") as told:
        write_file(tmp_path / ("z" * 300 + ".xlsx"), b"lost")
    assert "Choose a shorter name" in str(told.value.hint)


def test_a_folder_that_may_not_be_opened_is_told_by_whoever_writes_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Unwritable, match="access is denied"), outputs.alone(tmp_path):
        write_file(tmp_path / "mapping.toml", b"lost")


def test_of_several_files_none_is_replaced_before_all_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("a.po", "b.po", "c.po")
    for name in names:
        (tmp_path / name).write_bytes(b"before")
    new_file = outputs._new_file

    def full(folder: Path, prefix: str, content: bytes) -> Path:
        if "b.po" in prefix:
            raise OSError(errno.ENOSPC, "full")
        return new_file(folder, prefix, content)

    monkeypatch.setattr(outputs, "_new_file", full)
    with pytest.raises(OSError, match="full") as refused:
        outputs.replace_files({tmp_path / name: b"after" for name in names})
    assert refused.value.filename == str(tmp_path / "b.po")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys(names, b"before")

"""guide strings on files that are links, folders and pipes, and on a disk that does not let it write: one sentence, and nothing is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli_editions import GOOD_ROWS, HEADER
from test_cli_strings_merge import KEY, Edition, edition, made  # noqa: F401  (fixtures)

from pipeline.errors import ExitCode


def spoil(path: Path, what: str) -> None:
    path.unlink()
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"nowhere": "gone.po", "circle": path.name}[what])


SAYS = {"nowhere": "a link to gone.po, and nothing is there", "circle": "in a circle", "folder": "is a folder", "pipe": "is no file but a pipe"}


@pytest.mark.parametrize(("what", "verb"), [
    *(("nowhere", verb) for verb in (["status"], ["export", "kk"], ["check", "kk"], ["merge"], ["memory", "export"], ["import", "back.po"])),
    ("circle", ["status"]), ("folder", ["merge"]), ("pipe", ["check"]),
])  # fmt: skip
def test_a_catalogue_that_is_no_file_is_told_and_never_taken_for_an_empty_one(what: str, verb: list[str], edition: Edition) -> None:  # noqa: F811
    back = edition.folder / "back.po"
    back.write_bytes(edition.catalogue.read_bytes())
    spoil(edition.catalogue, what)
    before = {name: content for name, content in edition.files.items() if not name.endswith(edition.catalogue.name)}
    ran = edition(verb[0], *(back if part == "back.po" else part for part in verb[1:]))
    assert ran.code == (ExitCode.BLOCKED if verb[0] == "check" else ExitCode.UNREADABLE), ran.said
    assert "content.kk.po" in ran.said
    assert SAYS[what] in ran.said
    assert {name: content for name, content in edition.files.items() if not name.endswith(edition.catalogue.name)} == before


@pytest.mark.parametrize("verb", [["build"], ["check"]], ids=lambda verb: verb[0])
def test_a_folder_of_translations_that_leads_nowhere_is_no_edition_without_translations(verb: list[str], edition: Edition) -> None:  # noqa: F811
    folder = edition.sources / "translations"
    folder.rename(edition.folder / "moved")
    folder.symlink_to(edition.folder / "not there")
    build = [] if verb == ["check"] else ["--build", edition.folder / "build", "--jobs", "1"]
    ran = edition.guide(*verb, edition.sources, *build, "--ui-lang", "en")
    assert ran.code == (ExitCode.BLOCKED if verb == ["check"] else ExitCode.UNREADABLE)
    assert "translations is a link to" in ran.said


def test_a_catalogue_that_is_a_link_stays_one_and_what_it_leads_to_is_written(edition: Edition) -> None:  # noqa: F811
    shared = edition.folder / "shared.po"
    edition.catalogue.rename(shared)
    edition.catalogue.symlink_to(shared)
    edition.send(GOOD_ROWS[1:])
    assert edition("merge").code == ExitCode.GOOD
    assert edition.catalogue.is_symlink()
    assert "#~ msgstr" in shared.read_text("utf-8")


def left_out(*names: str) -> list[tuple[object, ...]]:
    return [(*row, "да" if row[0] in names else "") for row in GOOD_ROWS]


LEAVE_OUT = (*HEADER, "Не публиковать")
HARBOUR = ("Тихая гавань", "Учим детей", "Жүзуге үйретеміз")


def every_file(of: Edition) -> str:
    """All that lies in the folder of translations, hidden files too."""
    return "".join(path.read_text("utf-8") for path in (of.sources / "translations").iterdir())


def test_of_who_asks_to_be_left_out_no_catalogue_keeps_anything(edition: Edition) -> None:  # noqa: F811
    assert all(word in every_file(edition) for word in HARBOUR[1:])
    edition.send(GOOD_ROWS[1:])  # the row is gone before it is known why
    assert "1 text is no longer wanted; its translation is kept." in edition("merge").out
    assert edition.units[KEY].state == "removed"
    edition.send(left_out("Тихая гавань"), LEAVE_OUT)
    ran = edition("merge")
    assert (ran.code, "1 text of, or naming, somebody who asks to be left out was taken out for good" in ran.out) == (ExitCode.GOOD, True), ran.said
    assert not any(word in every_file(edition) + ran.said for word in HARBOUR)
    assert "Следим за чистотой" in every_file(edition)
    assert "taken out for good" not in edition("merge").out


def test_a_wish_that_is_not_certain_yet_takes_nothing_out(edition: Edition) -> None:  # noqa: F811
    edition.send([(*row, "нет" if row is GOOD_ROWS[0] else "да") for row in GOOD_ROWS], (*HEADER, "Согласие"))
    assert "taken out for good" not in edition("merge").out
    assert (edition.units[KEY].state, edition.units[KEY].target) == ("removed", "Жүзуге үйретеміз.")
    edition.send(GOOD_ROWS)
    edition("merge")
    assert edition.units[KEY].state == "done"


def test_what_went_for_another_reason_stays_and_comes_back(edition: Edition) -> None:  # noqa: F811
    edition.send(left_out("Живая река")[1:], LEAVE_OUT)
    edition("merge")
    assert edition.units[KEY].state == "removed"
    edition.send(GOOD_ROWS)
    edition("merge")
    assert (edition.units[KEY].state, edition.units[KEY].target) == ("done", "Жүзуге үйретеміз.")


def test_an_experts_old_text_that_names_who_asks_to_be_left_out_goes_too(edition: Edition) -> None:  # noqa: F811
    text = edition.catalogue.read_text("utf-8")
    text += '\n#~ msgctxt "exp-0009/cv"\n#~ msgid "Работает в «Тихая гавань» десять лет."\n#~ msgstr "«Тихая гавань» ұйымында істейді."\n'
    text += '\n#~ msgctxt "exp-0010/cv"\n#~ msgid "Тихая работа."\n#~ msgstr "Тыныш жұмыс."\n'
    edition.catalogue.write_text(text, "utf-8")
    edition.send(left_out("Тихая гавань"), LEAVE_OUT)
    edition("merge")
    assert "Тихая гавань" not in every_file(edition)
    assert "Тыныш жұмыс." in every_file(edition)

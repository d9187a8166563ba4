"""guide strings on files that are links, folders and pipes, and on a disk that does not let it write: one sentence, and nothing is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli_editions import GOOD_ROWS
from test_cli_strings_merge import Edition, edition, made  # noqa: F401  (fixtures)

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

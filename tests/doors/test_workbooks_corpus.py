"""Every bad file of the corpus is refused in its sentence or read right, within seconds and half a gigabyte; and no socket is opened."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from corpus import CORPUS, made
from workbook_files import opened

from pipeline.errors import ExitCode, Unreadable
from pipeline.model.source import CellKind
from pipeline.wording import say

MEMORY = 1_500_000_000
"""Bytes of address space for all files one after another in one process: of resident memory each needs a third of it at most."""


def plain_sentence(sentence: str) -> str:
    """Without the figure that depends on how well a zlib packs."""
    return re.sub(r"\d+ times its size", "N times its size", sentence)


@pytest.mark.parametrize("name", sorted(CORPUS))
def test_each_is_answered_in_its_sentence(name: str) -> None:
    expected = CORPUS[name]
    if isinstance(expected, int):
        book, _ = opened(made(name), name)
        assert len(book.sheets[0].cells) == expected
        return
    with pytest.raises(Unreadable) as raised:
        opened(made(name), name)
    assert plain_sentence(str(raised.value.message)) == f"{name}: {expected}."
    assert raised.value.hint is not None
    assert raised.value.exit_code is ExitCode.UNREADABLE
    for message in (raised.value.message, raised.value.hint):
        assert len({say(message, lang) for lang in ("en", "ru", "kk")}) == 3 or message.msgid == "{file}: {cause}."


def test_what_is_too_large_says_which_setting_raises_the_limit() -> None:
    with pytest.raises(Unreadable) as raised:
        opened(made("large.xlsx"), "large.xlsx")
    assert "unpacked_mb = 121 under [reading] in edition.toml, or guide read --unpacked-mb 121" in str(raised.value.hint)


def test_an_error_is_found_with_its_address_where_only_the_second_reader_opens_the_file() -> None:
    book, findings = opened(made("strict.xlsx"), "strict.xlsx")
    cells = book.sheets[0].cells
    assert (book.reader, [finding.code for finding in findings]) == ("calamine", ["first-reader-failed"])
    assert (cells[1, 2].kind, cells[1, 2].text) == (CellKind.ERROR, "#N/A")
    assert cells[2, 2].kind is CellKind.UNCALCULATED
    assert book.sheets[0].hidden_rows == frozenset({2})


READ_ALL = """
import sys
opened = []
sys.addaudithook(lambda event, arguments: opened.append(event) if event.startswith("socket.") else None)
from pipeline.cli import main
code = main(["read", *sys.argv[1:], "--json", "--ui-lang", "en"])
print(len(opened), file=sys.stderr)
sys.exit(code)
"""


def test_the_command_names_each_and_opens_no_socket(tmp_path: Path) -> None:
    names = sorted(CORPUS)
    for name in names:
        (tmp_path / name).write_bytes(made(name))
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "odd\nname\x1b[2J.xlsx").write_bytes(made("number.xlsx"))
    (tmp_path / "web.xlsx").write_bytes(with_links())
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, *(path.name for path in sorted(tmp_path.iterdir()))], cwd=tmp_path, capture_output=True, text=True,
        timeout=300, check=False, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)))
    assert done.returncode == 4, done.stderr
    assert done.stderr == "0\n"
    told = {finding["file"]: finding["message"] for finding in json.loads(done.stdout)["findings"] if finding["id"] == "SRC-001"}
    expected = {name: f"{name}: {sentence}." for name, sentence in CORPUS.items() if isinstance(sentence, str)}
    expected |= {"pipe.xlsx": "pipe.xlsx is no file but a pipe or a device.", "folder.xlsx": "folder.xlsx is a folder, not a file."}
    assert {name: plain_sentence(sentence) for name, sentence in told.items()} == expected


def with_links() -> bytes:
    """A workbook that leads outside: another workbook, a query on the web, a linked object, an external document type."""
    from workbook_files import edited, plain

    links = (b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
             b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
             b'Target="http://127.0.0.1:9/other.xlsx" TargetMode="External"/>'
             b'<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject" '
             b'Target="http://127.0.0.1:9/object.bin" TargetMode="External"/></Relationships>')
    query = b'<connections><connection id="1" type="4"><webPr url="http://127.0.0.1:9/table.html"/></connection></connections>'
    return edited(plain(), {
        "xl/worksheets/_rels/sheet1.xml.rels": links, "xl/externalLinks/_rels/externalLink1.xml.rels": links, "xl/connections.xml": query,
    }, {"xl/worksheets/sheet1.xml": (b"<worksheet", b'<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/sheet.dtd"><worksheet')})

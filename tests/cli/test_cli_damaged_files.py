"""Five damaged files among good ones: the good are printed, the bad are named with cause and cure, and code 4 ends the run."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from cli_editions import GOOD_ROWS, Built, digests, guide, workbook

from pipeline.errors import ExitCode


def encrypted() -> bytes:
    """The beginning of what Excel makes of a locked workbook: an OLE file that names its package."""
    name = "EncryptedPackage\0".encode("utf-16-le")
    return bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 1016 + name.ljust(64, b"\x00") + len(name).to_bytes(2, "little") + b"\x00" * 512


def bomb() -> bytes:
    """A sound workbook that unpacks to 120 MB."""
    stream = io.BytesIO(workbook(GOOD_ROWS))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/image1.bmp", b"\x00" * 120_000_000)
    return stream.getvalue()


BAD = {
    "abay.xlsx": (workbook(GOOD_ROWS)[:1500], "its zip container does not open", "Ask for the file again"),
    "aktobe.xls": ("<html><table><tr><td>Название</td></tr></table></html>".encode(), "but the file is a web page", "save it as an Excel workbook"),
    "jetisu.xlsx": (encrypted(), "locked with a password", "remove the password"),
    "kostanay.xlsx": (bomb(), "unpacked, the file would take 120 MB; at most 100 MB are read", "unpacked_mb = 121 under [reading]"),
    "zhambyl.csv": (b"name;phone\n" * 20 + b"a;\x00\n", "a zero byte stands in line 21, column 3", "save it as an Excel workbook"),
}


def build(edition: Built) -> tuple[int, str]:
    ran = guide("build", edition.sources, "--build", edition.build, "--lang", "ru", "--jobs", "1", "--ui-lang", "en")
    assert "Traceback" not in ran.said
    assert "fault of the program" not in ran.said
    return ran.code, ran.said


def report(edition: Built) -> dict[str, int]:
    written = json.loads((edition.out / "report.json").read_text("utf-8"))
    return {finding["file"]: written["exit_code"] for finding in written["findings"] if finding["id"] == "SRC-001"}


def test_the_good_print_and_the_bad_are_named(again: Built) -> None:
    provinces: Path = again.sources / "provinces"
    for name, (content, _, _) in BAD.items():
        (provinces / name).write_bytes(content)
    (provinces / "list.docx").write_bytes(b"PK\x03\x04")
    first, said = build(again)
    assert first == ExitCode.UNREADABLE
    for name, (_, cause, cure) in BAD.items():
        assert f"provinces/{name}: " in said
        assert cause in said
        assert cure in said
    assert "provinces/list.docx: a file of this kind is not read" in said
    assert "3 rows read = 3 printed + 0 withheld + 0 rejected + 0 merged" in said
    outputs = digests(again.build)
    assert {"2031/ru/guide-2031-ru.print.pdf", "2031/ru/guide-2031-ru.proof.pdf", "2031/ru/guide-2031-ru.pagemap.json", "2031/report.html"} <= set(outputs)
    assert {f"provinces/{name}" for name in BAD} <= set(report(again))
    assert "Тихая гавань" in (again.out / "ru" / "guide-2031-ru.pagemap.json").read_text("utf-8")

    second, said = build(again)  # nothing has changed: all is remembered, and the bad are still told
    assert second == ExitCode.UNREADABLE
    assert all(cause in said for _, cause, _ in BAD.values())
    assert digests(again.build) == outputs

    for name in BAD:  # mended files come: the set of bad ones is empty again
        (provinces / name).unlink()
    row = ("Каменный мост", "Тас көпір", "Жамбылская область", "Тараз", "8 (7262) 43-01-02", "", "Строим пешеходные мосты в сёлах.")
    (provinces / "zhambyl.xlsx").write_bytes(workbook([row]))
    (provinces / "list.docx").unlink()
    third, said = build(again)
    assert third == ExitCode.GOOD, said
    assert "4 rows read = 4 printed" in said
    assert "Каменный мост" in (again.out / "ru" / "guide-2031-ru.pagemap.json").read_text("utf-8")

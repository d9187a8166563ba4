"""``guide verify``: what was changed, lost, added or forged on the way is named in one sentence; nothing hostile is unpacked."""

from __future__ import annotations

import io
import json
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from pipeline.errors import Unreadable
from pipeline.handoff import read_bag
from pipeline.verify import page_texts
from tests.handoff.handed_bags import Handed, files_of, here, repacked, zipped

Files = dict[str, bytes]


def codes(bag: bytes) -> set[str]:
    read = read_bag(bag, "bag.zip", page_texts)
    for finding in read.findings:
        assert str(finding.message)
    return {finding.code for finding in read.findings}


@pytest.fixture(scope="module")
def bag(handed: Handed) -> bytes:
    return handed.bag.read_bytes()


def test_a_bag_as_it_was_packed_has_no_fault(bag: bytes) -> None:
    assert codes(bag) == set()


def _cut_page(files: Files) -> None:
    with pikepdf.open(io.BytesIO(files["01_interior_ru.pdf"])) as pdf:
        del pdf.pages[-1]
        made = io.BytesIO()
        pdf.save(made)
    files["01_interior_ru.pdf"] = made.getvalue()


def _smaller_trim(files: Files) -> None:
    with pikepdf.open(io.BytesIO(files["01_interior_ru.pdf"])) as pdf:
        x0, y0, x1, y1 = map(float, pdf.pages[3].trimbox)
        pdf.pages[3].trimbox = [x0, y0, x1 - 3, y1]
        made = io.BytesIO()
        pdf.save(made)
    files["01_interior_ru.pdf"] = made.getvalue()


def _replace(name: str, before: str, after: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        text = files[name].decode("utf-8")
        assert before in text, text[:2000]
        files[name] = text.replace(before, after).encode()

    return change


def _swap(files: Files) -> None:
    files["01_interior_ru.pdf"], files["02_cover_ru.pdf"] = files["02_cover_ru.pdf"], files["01_interior_ru.pdf"]


def _job(change: Callable[[dict[str, object]], None]) -> Callable[[Files], None]:
    def changed(files: Files) -> None:
        values = json.loads(files["job.json"])
        change(values)
        files["job.json"] = json.dumps(values).encode()

    return changed


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (lambda files: files.pop("README.txt"), {"missing"}),
        (lambda files: files.update({"setup.exe": b"MZ"}), {"extra"}),
        (lambda files: files.update({"README.txt": b"other"}), {"changed"}),
        (lambda files: files.pop("SHA256SUMS"), {"no-sums"}),
        (lambda files: files.update({"SHA256SUMS": b"nonsense\n"}), {"no-sums", "extra"}),
        (lambda files: files.pop("job.json"), {"missing", "no-job"}),
        (_cut_page, {"changed", "digest", "pages"}),
        (_replace("job.xjdf", 'Amount="500"', 'Amount="5000"'), {"changed", "ticket"}),
    ],
)
def test_what_changed_on_the_way_is_found_by_its_checksum(bag: bytes, change: Callable[[Files], None], wanted: set[str]) -> None:
    assert codes(repacked(bag, change)) == wanted


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (_cut_page, {"digest", "pages"}),
        (_smaller_trim, {"digest", "boxes"}),
        (_swap, {"digest", "pages", "boxes"}),
        (lambda files: files.update({"01_interior_ru.pdf": files["01_interior_ru.pdf"][:-900]}), {"unreadable", "digest"}),
        (lambda files: files.update({"06_folding_dummy_ru.pdf": b"%PDF-1.6 no"}), {"unreadable"}),
        (lambda files: files.update({"03_spec_sheet_ru.pdf": files["03_spec_sheet_kk.pdf"]}), {"sheet"}),
        (_replace("job.xjdf", 'Amount="500"', 'Amount="5000"'), {"ticket"}),
        (_replace("job.xjdf", 'Pages="16"', 'Pages="32"'), {"ticket"}),
        (_replace("job.xjdf", "419.528 595.276", "419.528 600"), {"ticket"}),
        (_replace("job.xjdf", 'ID="RU-BODY"', 'ID="DE-BODY"'), {"ticket"}),
        (_replace("job.xjdf", "</XJDF>", "</XJDG>"), {"ticket"}),
        (_replace("job.xjdf", "<XJDF", '<!DOCTYPE x [<!ENTITY a "b">]><XJDF'), {"ticket"}),
        (_replace("job.xjdf", 'encoding="UTF-8"', 'encoding="klingon"'), {"ticket"}),
        (_replace("job.xjdf", 'encoding="UTF-8"', 'encoding="big5"'), {"ticket"}),
        (_job(lambda job: job["books"][0].update(pages=32)), {"pages", "ticket", "sheet"}),  # type: ignore[index]
        (_job(lambda job: job["books"][0].update(run=50)), {"ticket", "sheet"}),  # type: ignore[index]
        (_job(lambda job: job["books"][0].update(run="500")), {"no-job"}),  # type: ignore[index]
        (_job(lambda job: job.update(form=9)), {"no-job"}),
        (lambda files: files.update({"job.json": b"[1, 2"}), {"no-job"}),
        (lambda files: files.update({"job.json": b"[" * 100_000}), {"no-job"}),
    ],
)
def test_papers_that_disagree_are_found_though_the_checksums_were_made_anew(
    bag: bytes, change: Callable[[Files], None], wanted: set[str]
) -> None:
    assert codes(repacked(bag, change, resum=True)) == wanted


def test_a_number_that_the_lines_of_three_languages_contradict_is_told_once(bag: bytes) -> None:
    spoilt = repacked(bag, _job(lambda job: job["books"][0].update(run=50)), resum=True)  # type: ignore[index]
    told = [str(finding.message) for finding in read_bag(spoilt, "bag.zip", page_texts).findings if finding.code == "sheet"]
    assert told == ["job.json says of “run” both 50 and 500."]


def _info(name: str, mode: int = 0o100644, system: int = 3) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = system, mode << 16
    return entry


def _locked() -> bytes:
    content = bytearray(zipped({"job.json": b"{}"}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark) + flags
        content[at] |= 1
    return bytes(content)


def _overlapping() -> bytes:
    content = bytearray(zipped({"a": b"a" * 100, "b": b"b" * 100}))
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    struct.pack_into("<I", content, second + 42, 0)
    return bytes(content)


@pytest.mark.parametrize(
    ("archive", "code"),
    [
        (lambda: zipped({"../../etc/passwd": b"x"}), "outside"),
        (lambda: zipped({"/etc/passwd": b"x"}), "outside"),
        (lambda: zipped({"a/..\\..\\x.dll": b"x"}), "outside"),
        (lambda: zipped({"C:\\x.dll": b"x"}), "outside"),
        (lambda: zipped([(_info("a.pdf", stat.S_IFLNK | 0o777), b"/etc/passwd")]), "link"),
        (lambda: zipped([(_info("job.json"), b"{}"), (_info("Job.JSON"), b"{}")]), "twice"),
        (lambda: zipped({"bomb.pdf": bytes(64 << 20)}), "swells"),
        (lambda: zipped({f"{number}.txt": bytes((4 << 20) - 1) for number in range(65)}), "swells"),
        (lambda: zipped([(_info(""), b"x")]), "outside"),
        (lambda: zipped({f"{number}": b"" for number in range(5000)}), "many"),
        (_locked, "locked"),
        (_overlapping, "overlap"),
    ],
)
def test_a_hostile_archive_is_not_unpacked(archive: Callable[[], bytes], code: str) -> None:
    read = read_bag(archive(), "bag.zip", page_texts)
    assert read.unsafe
    assert code in {finding.code for finding in read.findings}
    assert read.job is None


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", bytes(4000)])
def test_what_is_no_archive_is_said_in_one_sentence(content: bytes) -> None:
    with pytest.raises(Unreadable, match="zip"):
        read_bag(content, "bag.zip", page_texts)


def test_an_empty_archive_is_no_bag() -> None:
    assert codes(b"PK\x05\x06" + bytes(18)) == {"no-sums"}


def test_a_bag_cut_off_anywhere_or_with_a_byte_changed_is_told_and_never_passes(bag: bytes) -> None:
    for at in range(1, 12):
        cut = bag[: len(bag) * at // 12]
        with pytest.raises(Unreadable):
            read_bag(cut, "bag.zip", page_texts)
    for at in range(0, len(bag), len(bag) // 16):
        content = bytearray(bag)
        content[at] ^= 0xFF
        try:
            read = read_bag(bytes(content), "bag.zip", page_texts)
        except Unreadable:
            continue
        assert read.findings or files_of(bytes(content)) == files_of(bag)


def test_the_command_ends_with_seven_for_a_changed_bag_and_with_four_for_a_hostile_one(bag: bytes, tmp_path: Path) -> None:
    changed, hostile, none = tmp_path / "changed.zip", tmp_path / "hostile.zip", tmp_path / "none.zip"
    changed.write_bytes(repacked(bag, _cut_page))
    hostile.write_bytes(zipped({"../x": b"x"}))
    none.write_bytes(b"no archive")
    ran = here("verify", changed)
    assert (ran.code, "01_interior_ru.pdf is not the file that was packed." in ran.out) == (7, True)
    ran = here("verify", hostile, "--json")
    assert (ran.code, ran.json["exit_code"], ran.json["findings"][0]["code"]) == (4, 4, "outside")
    assert here("verify", none).code == here("verify", tmp_path / "absent.zip").code == 4
    assert sorted(tmp_path.iterdir()) == [changed, hostile, none]


def test_a_name_in_a_bag_cannot_steer_the_terminal(bag: bytes, tmp_path: Path) -> None:
    hostile = tmp_path / "bag.zip"
    hostile.write_bytes(repacked(bag, _job(lambda job: job.update(job="\x1b[2J\x9b1m\u202eR1")), resum=True))
    ran = here("verify", hostile)
    assert ran.code == 7
    assert "?[2J?1m?R1" in ran.out
    assert not {"\x1b", "\x9b", "\u202e"} & set(ran.out)

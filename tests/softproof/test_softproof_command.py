"""`guide softproof` as its user meets it: pictures in a folder, figures as JSON, one sentence for what cannot be shown."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from proof_files import PROFILE, PROFILE_FILE, ROOT, patches, saved

from pipeline.cli import main
from pipeline.doors import plates
from pipeline.doors.plates import find_separator

needs_gs = pytest.mark.skipif(find_separator() is None, reason="Ghostscript is not installed")


def proof(folder: Path, content: bytes, *options: str) -> int:
    (folder / "file.pdf").write_bytes(content)
    return main(["softproof", str(folder / "file.pdf"), "--out", str(folder / "out"), "--ui-lang", "en", *options])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "out").iterdir())


@needs_gs
def test_each_page_gives_its_colours_its_plates_and_its_ink(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert proof(tmp_path, patches(name="Золото 1/2", pages=2), "--dpi", "50", "--pages", "2", "--json") == 0
    made = json.loads(capsys.readouterr().out)
    plates_ = ["p002-plate-1-2.png", *(f"p002-plate-{ink}.png" for ink in ("black", "cyan", "magenta", "yellow"))]
    assert names(tmp_path) == sorted(["p002-colour.png", "p002-ink.png", *plates_])
    (page,) = made["pages"]
    assert page["plates"]["Золото 1/2"] == "p002-plate-1-2.png"
    assert made["condition"] == {"name": "FOGRA29", "from": "embedded"}
    assert 198 < page["ink"]["peak"] < 202
    with Image.open(tmp_path / "out" / "p002-plate-black.png") as plate:
        assert (plate.mode, plate.size) == ("L", (208, 139))


@needs_gs
def test_ink_beyond_the_limit_is_told_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = patches(b".8 .8 .8 .8 k 100 60 90 90 re f")
    assert proof(tmp_path, content, "--dpi", "75", "--what", "ink", "--json") == 0
    ink = json.loads(capsys.readouterr().out)["pages"][0]["ink"]
    assert abs(ink["window"] - 320) < 2
    x0, y0, x1, y1 = ink["window_box"]
    assert x0 >= 98
    assert y0 >= 58
    assert x1 <= 192
    assert y1 <= 152
    with Image.open(tmp_path / "out" / "p001-ink.png") as picture:
        assert picture.getpixel((108, 55)) == (226, 0, 122)
    assert proof(tmp_path, content, "--dpi", "75", "--what", "ink") == 0
    assert "Above the limit of 280 %: pages 1" in capsys.readouterr().out


@needs_gs
def test_paper_is_white_when_it_is_not_asked_for_and_another_profile_shows_another_paper(tmp_path: Path) -> None:
    coated = PROFILE_FILE.with_name("FOGRA39-tac300-argyll.icc")
    shown = []
    for options in ([], ["--no-paper"], ["--icc", str(coated)]):
        assert proof(tmp_path, patches(), "--dpi", "40", "--what", "colour", *options) == 0
        with Image.open(tmp_path / "out" / "p001-colour.png") as picture:
            shown.append(picture.getpixel((2, 2)))
    assert shown[1] == (255, 255, 255)
    assert len(set(shown)) == 3


@needs_gs
def test_an_icc_file_that_is_no_presses_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cut = tmp_path / "cut.icc"
    cut.write_bytes(PROFILE_FILE.read_bytes()[:5000])
    for file in (ROOT / "README.md", cut):
        assert proof(tmp_path, patches(), "--icc", str(file)) == 4
        assert "no profile of a press" in capsys.readouterr().err


@needs_gs
@pytest.mark.parametrize(("tac", "found"), [(301, []), (297, ["window"])])
def test_preflight_measures_icc_based_inks_by_the_files_own_profile(
    tac: int, found: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file.pdf").write_bytes(patches(b"/Icc cs .8 .8 .8 .6 scn 100 60 90 90 re f"))
    (tmp_path / "job.json").write_text(json.dumps({"tac": tac, "colours": "CMYK"}))
    main(["preflight", str(tmp_path / "file.pdf"), "--job", str(tmp_path / "job.json"), "--json"])
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["findings"] if one["id"] == "INK-116"] == found


@needs_gs
def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    for part in ("a", "b"):
        (tmp_path / part).mkdir()
        assert proof(tmp_path / part, patches(), "--dpi", "40") == 0
    assert names(tmp_path / "a") == names(tmp_path / "b")
    assert all((tmp_path / "a/out" / name).read_bytes() == (tmp_path / "b/out" / name).read_bytes() for name in names(tmp_path / "a"))


@needs_gs
def test_a_turned_page_and_one_with_a_bleed_show_the_trim(tmp_path: Path) -> None:
    def edited(rotate: int) -> bytes:
        with pikepdf.open(BytesIO(patches())) as pdf:
            page = pdf.pages[0].obj
            page.TrimBox = pikepdf.Array([10, 10, 280, 190])
            page.Rotate = rotate
            return saved(pdf)

    for rotate, size in ((0, (270, 180)), (90, (180, 270)), (180, (270, 180)), (270, (180, 270))):
        assert proof(tmp_path, edited(rotate), "--dpi", "72", "--what", "colour") == 0
        with Image.open(tmp_path / "out" / "p001-colour.png") as picture:
            assert (picture.width, picture.height > size[1]) == (size[0], True)
            corners = {0: (1, 178), 90: (1, 1), 180: (268, 1), 270: (178, 268)}
            assert picture.getpixel(corners[rotate])[0] < 40  # the cyan patch stands in the trim's lower left corner


@needs_gs
@pytest.mark.parametrize("case", ["empty", "words", "cut", "locked", "no pages", "huge", "many dots"])
def test_what_cannot_be_shown_is_told_in_a_sentence_and_writes_nothing(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = {
        "empty": lambda: b"", "words": lambda: b"no PDF at all", "cut": lambda: patches()[:300], "no pages": lambda: saved(pikepdf.new()),
        "locked": saved_locked, "huge": lambda: sized(14_000), "many dots": lambda: sized(3_000),
    }[case]()
    assert proof(tmp_path, content, "--dpi", "600" if case == "many dots" else "72") == 4
    said = capsys.readouterr().err
    assert said.startswith("guide: ")
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()


def saved_locked() -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(patches())) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return made.getvalue()


def sized(side: float) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(side, side))
    return saved(pdf)


@needs_gs
def test_a_damaged_file_is_shown_as_far_as_it_can_be_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert proof(tmp_path, patches().replace(b"startxref", b"startxxxx"), "--dpi", "40") == 0
    assert "is damaged" in capsys.readouterr().out


@needs_gs
def test_a_page_of_a_few_dots_and_one_with_many_spots_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spots = 14

    def many(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        space = page.Resources.ColorSpace.Spot
        for number in range(spots):
            page.Resources.ColorSpace[f"/S{number}"] = pikepdf.Array([space[0], pikepdf.Name(f"/Spot {number}"), *list(space)[2:]])
        page.Contents = pdf.make_stream(b"".join(b"/S%d cs 1 scn %d 10 9 9 re f\n" % (number, 20 * number) for number in range(spots)))

    with pikepdf.open(BytesIO(patches())) as pdf:
        many(pdf)
        content = saved(pdf)
    assert proof(tmp_path, content, "--dpi", "40", "--what", "plates", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["pages"][0]["plates"]) == spots
    assert proof(tmp_path, sized(3), "--dpi", "40", "--what", "colour,ink") == 0


@needs_gs
def test_an_output_intent_that_is_no_presses_is_told_and_the_printers_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pikepdf.open(BytesIO(patches())) as pdf:
        pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(PROFILE[:4000], N=4)
        pdf.Root.OutputIntents[0].OutputConditionIdentifier = "Our own press"
        content = saved(pdf)
    assert proof(tmp_path, content, "--dpi", "40", "--what", "colour") == 0
    said = capsys.readouterr().out
    assert "the output condition of the printer “house”" in said
    assert "no profile of a press" in said


def test_without_ghostscript_the_package_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plates.shutil, "which", lambda _: None)
    assert proof(tmp_path, patches()) == 3
    assert "apt-get install ghostscript" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@needs_gs
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("keep me")
    assert proof(tmp_path, patches(), "--dpi", "40") == 2
    assert names(tmp_path) == ["letter.txt"]
    (tmp_path / "out" / "letter.txt").rename(tmp_path / "out" / "p007-colour.png")
    assert proof(tmp_path, patches(), "--dpi", "40", "--what", "colour") == 0
    assert names(tmp_path) == ["p001-colour.png"]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
    capsys.readouterr()


@pytest.mark.parametrize("options", [["--what", "smell"], ["--pages", "2-"], ["--pages", "9"], ["--pages", "0"], ["--dpi", "5"], ["--profile", "nobody"]])
def test_wrong_use_is_one_sentence(options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert proof(tmp_path, patches(), *options) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_pages_that_run_backwards_are_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert proof(tmp_path, patches(pages=2), "--pages", "2-1") == 2
    assert "“2-1” is no list of pages" in capsys.readouterr().err

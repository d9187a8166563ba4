"""What a galley may be drawn with: declared fonts, black by device-cmyk(), nothing from anywhere else. All else is refused by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.doors.engine import EngineFailure, RefusedStyle, lay_out
from pipeline.doors.engine.setting import ClosedFetcher
from pipeline.model.galley import Galley, StyleSheet
from tests.core.plain_sheet import BASE
from tests.core.small_edition import KAZAKH_LETTERS, faces

Block = Callable[..., Galley]
Blocks = Callable[..., list[Galley]]


def test_a_letter_no_declared_font_has_is_reported_and_never_borrowed_from_the_system(set_blocks: Blocks) -> None:
    (galley,) = set_blocks("<p>Шығыс 漢 өлке 漢 か</p>")
    assert galley.missing == ("か", "漢")
    assert set(galley.glyphs) == {"SourceSans3-400Regular"}
    assert galley.warnings == ()


def test_what_no_font_has_reads_as_such_in_the_galley_and_in_the_pdf(set_blocks: Blocks) -> None:
    """The re-reading must find what is there, a box: the fault is the cell's, and told as such, not the PDF's."""
    (galley,) = set_blocks("<p>Шығыс 漢 өлке か</p>")
    assert galley.text == "Шығыс \ufffd өлке \ufffd"
    assert galley.glyphs["SourceSans3-400Regular"][0] == "\ufffd"


def test_every_kazakh_letter_has_a_glyph_of_its_own_in_every_text_face(set_block: Block) -> None:
    for face in (face for face in faces() if "Icons" not in face.family):
        style = f'font: {face.style} {face.weight} 9pt/12pt "{face.family}"'
        galley = set_block(f'<p style=\'{style}\'>{KAZAKH_LETTERS} ABCEHIKMOPTXaceiopxy АВСЕНІКМОРТХасеіорху</p>', width=600)
        assert galley.missing == ()
        texts = list(galley.glyphs[face.name].values())
        assert set(KAZAKH_LETTERS) <= set(texts)
        assert len(texts) == len(set(texts)), "one glyph for two letters: what is copied from the PDF would depend on the order of blocks"


@pytest.mark.parametrize(
    ("css", "html", "reason"),
    [
        ("p { color: red }", "", "colour that is not device-cmyk()"),
        ("p { color: #000 }", "", "colour that is not device-cmyk()"),
        ("p { color: lab(50% 0 0) }", "", "colour that is not device-cmyk()"),
        ("p { border-top: 1pt solid rgb(0 0 0) }", "", "colour that is not device-cmyk()"),
        ("p { background: white }", "", "colour that is not device-cmyk()"),
        ("p { background: linear-gradient(black, white) }", "", "gradient"),
        ("p { color: device-cmyk(0 0 0 1 / .5) }", "", "transparency"),
        ("p { opacity: .5 }", "", "transparency"),
        ("", '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="9" height="9" fill="#000"/></svg>', "colour"),
        ("p { background: linear-gradient(black, white) no-repeat }", "", "gradient"),
    ],
)
def test_ink_a_galley_cannot_carry_is_refused_by_name(set_blocks: Blocks, css: str, html: str, reason: str) -> None:
    with pytest.raises(EngineFailure, match=re.escape(reason)) as caught:
        set_blocks(f"<div><p>text {html}</p></div>", css=css)
    assert "“test”" in str(caught.value), "the reason must name the stylesheet"


@pytest.mark.parametrize("style", ["font-weight: 700", "font-style: italic", "font-weight: 100"])
def test_a_weight_or_slant_that_has_no_face_is_not_faked(set_block: Block, style: str) -> None:
    galley = set_block(f"<p style='font-family: \"Guide Icons\"; {style}'>☎</p>")
    content = galley.pieces[0].content
    assert set(galley.glyphs) == {"GuideIcons"}
    assert b" Tr" not in content
    assert b" Tm" not in content, "upright, as the face is: nothing slants the text"
    assert re.search(rb"/GuideIcons 9 Tf\n0 -[\d.]+ Td\n<[0-9a-f]{4}>Tj", content)


@pytest.mark.parametrize("style", ["position: relative; top: -2pt", "display: inline-block; overflow: hidden", "float: right", "position: absolute"])
def test_what_stands_apart_from_its_line_is_drawn_all_the_same(set_block: Block, style: str) -> None:
    """The engine paints it as a layer of its own: leaving the layers out once lost the words without a sound."""
    galley = set_block(f'<p>abc <span style="{style}">xyz</span></p>')
    texts = galley.glyphs["SourceSans3-400Regular"]
    assert {"x", "y", "z"} <= set(texts.values())
    drawn = re.findall(rb"<([0-9a-f]{4})>", galley.pieces[0].content)
    assert {texts[int(glyph, 16)] for glyph in drawn} >= set("abcxyz")


def test_what_the_stylesheet_does_not_colour_is_not_silently_black_in_rgb() -> None:
    with pytest.raises(EngineFailure, match="device-cmyk"):
        lay_out(["<p>text</p>"], StyleSheet("bare", 'html { font-family: "Guide Sans" }', 100), faces())


def test_ink_is_written_as_plain_cmyk_operators(set_block: Block) -> None:
    css = "p { border: 1pt solid; background: device-cmyk(0 0 0 .12) } u { text-decoration: underline }"
    content = b"".join(piece.content for piece in set_block("<p>one <u>two</u></p>", css).pieces).decode()
    assert set(re.findall(r"\b(?:rg|RG|g|G|cs|CS|sc|SC|scn|SCN|sh|gs|Do|BI)\b", re.sub(r"<[^>]*>", "", content))) == set()
    assert {tuple(ink.split()[:4]) for ink in re.findall(r"[\d.]+ [\d.]+ [\d.]+ [\d.]+ [kK]\b", content)} == {
        ("0", "0", "0", "1"), ("0", "0", "0", "0.12"),
    }


@pytest.mark.parametrize(
    ("html", "css"),
    [
        ('<img src="https://pictures.example/a.png">', ""), ('<img src="file:///etc/hostname">', ""), ('<img src="data:image/png;base64,AAAA">', ""),
        ("", 'p { background: url("https://pictures.example/a.png") }'),
    ],
)
def test_nothing_is_fetched_and_the_attempt_is_heard(set_blocks: Blocks, html: str, css: str) -> None:
    (galley,) = set_blocks(f"<p>text {html}</p>", css=css)
    assert galley.warnings
    assert b" Do" not in galley.pieces[0].content


@pytest.mark.parametrize(
    ("css", "line"),
    [
        ('@import "https://styles.example/a.css";', 1),
        ('/* fonts */\n@font-face { font-family: "Other"; src: url("https://fonts.example/a.ttf") } p { font-family: "Guide Sans" }', 2),
    ],
)
def test_a_stylesheet_that_would_fetch_anything_is_refused(css: str, line: int) -> None:
    with pytest.raises(RefusedStyle, match=r"styles\.example|Other") as refused:
        lay_out(["<p>text</p>"], StyleSheet("test", f"{css}\n{BASE}", 160.0), faces())
    assert refused.value.line in (0, line)


def test_the_fetcher_knows_the_fonts_and_no_other_address() -> None:
    from pathlib import Path

    fetch = ClosedFetcher(faces())
    assert fetch(Path(faces()[0].location).as_uri())
    for address in ("https://a.example/", "file:///etc/hostname", "http://127.0.0.1/", Path(faces()[0].location).parent.as_uri()):
        with pytest.raises(ValueError, match="outside the project"):
            fetch(address)


def test_a_family_that_is_not_declared_is_refused_or_heard_never_taken_from_the_system(set_blocks: Blocks) -> None:
    (galley,) = set_blocks('<p style="font-family: \'DejaVu Sans\', \'Guide Sans\'">text</p>')
    assert set(galley.glyphs) == {"SourceSans3-400Regular"}
    fewer = tuple(face for face in faces() if face.family == "Guide Sans" and face.weight == 400 and face.style == "normal")
    (galley,) = lay_out(["<p>text</p>"], StyleSheet("test", BASE, 160.0), fewer)
    assert set(galley.glyphs) == {"SourceSans3-400Regular"}


def test_a_font_whose_file_is_another_than_declared_is_refused() -> None:
    changed = tuple(replace(face, sha256="0" * 64, family=f"Other {face.family}") for face in faces())
    css = BASE.replace("Guide Sans", "Other Guide Sans")
    with pytest.raises(EngineFailure, match=r"a font that fonts\.toml does not declare"):
        lay_out(["<p>text</p>"], StyleSheet("test", css, 160.0), changed)


def test_what_the_engine_would_only_log_of_a_block_is_heard(set_blocks: Blocks) -> None:
    galleys = set_blocks('<p style="colour: device-cmyk(0 0 0 1)">one</p>', '<p style="floot: left">two</p>')
    heard = [text for galley in galleys for text in galley.warnings]
    assert any("colour" in text for text in heard)
    assert any("floot" in text for text in heard)


def test_what_the_engine_would_only_log_of_a_stylesheet_is_refused_with_its_line(set_blocks: Blocks) -> None:
    with pytest.raises(RefusedStyle, match="colour") as refused:
        set_blocks("<p>one</p>", css="p { padding: 0;\n colour: device-cmyk(0 0 0 1) }")
    assert refused.value.line == BASE.count("\n") + 2


@pytest.mark.parametrize(
    ("fragments", "css", "reason"),
    [
        (["<p>one</p><p>two</p>"], "", "1 blocks of “test” became 2 boxes"),
        (["<p>one</p>", '<p style="display: none">two</p>'], "", "1 blocks of “test” became 0 boxes"),
        (["<p>one</p>", "<p>two</p>"], "p { break-before: page }", "did not fit on one long page"),
    ],
)
def test_a_fragment_that_is_not_one_block_is_refused(set_blocks: Blocks, fragments: list[str], css: str, reason: str) -> None:
    with pytest.raises(EngineFailure, match=re.escape(reason)):
        set_blocks(*fragments, css=css)


def test_no_blocks_make_no_galleys(set_blocks: Blocks) -> None:
    assert set_blocks() == []

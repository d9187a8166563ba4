"""A watch on what is not public in the engine: when it moves, these fail first and say what the door leans on."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from importlib.metadata import version
from typing import Any

import pytest

from pipeline.doors.engine import engine_versions, layout
from pipeline.doors.engine.cascade import Cascade
from pipeline.doors.engine.setting import font_configuration, load_engine, read_html
from tests.core.plain_sheet import BASE
from tests.core.small_edition import faces

MOVED = "the engine moved: read its changes, look at pipeline/doors/engine, raise the pin and STAGE_VERSION"


@pytest.mark.parametrize(("name", "pinned"), [("weasyprint", "70.0"), ("pyphen", "0.18.1")])
def test_the_engine_is_the_one_that_was_measured(name: str, pinned: str) -> None:
    assert version(name) == pinned, MOVED


@pytest.mark.parametrize(
    ("module", "name", "parameters"),
    [
        ("weasyprint.draw", "draw_background", "stream, background"),
        ("weasyprint.draw", "draw_border", "stream, box"),
        ("weasyprint.draw", "draw_inline_level", "stream, page, box"),
        ("weasyprint.draw", "draw_page", "page, stream"),
        ("weasyprint.draw", "draw_stacking_context", "stream, stacking_context"),
        ("weasyprint.stacking", "_dispatch_children", "box, page, child_contexts, blocks, floats, blocks_and_cells"),
        ("weasyprint.text.fonts", "get_pango_font_key", "pango_font"),
        ("weasyprint.text.fonts", "get_pango_font_hb_face", "pango_font"),
        ("weasyprint.pdf.stream", "Stream.__init__", "self, fonts, page_rectangle, resources, images, tags, color_profiles, output_intent"),
        ("weasyprint.pdf.stream", "Stream.add_font", "self, pango_font"),
        ("weasyprint.pdf.stream", "Stream.set_alpha", "self, alpha, stroke"),
        ("weasyprint.pdf.stream", "Stream.set_color", "self, color, stroke"),
        ("weasyprint.pdf.stream", "Stream.set_color_rgb", "self"),
        ("weasyprint.pdf.stream", "Stream.set_color_space", "self, space, stroke"),
        ("weasyprint.pdf.stream", "Stream.set_color_special", "self, name, stroke"),
        ("weasyprint.stacking", "StackingContext.from_box", "box, page"),
        ("weasyprint.text.fonts", "get_hb_object_data", "hb_object"),
        ("weasyprint.css", "get_all_computed_styles", "html, user_stylesheets, presentational_hints, font_config"),
        ("weasyprint.css.targets", "TargetCollector", ""),
        ("weasyprint.text.fonts", "font_features", "font_kerning, font_variant_ligatures, font_variant_position, font_variant_caps"),
        ("weasyprint.text.line_break", "Layout", "style, justification_spacing, max_width"),
        ("weasyprint.text.line_break", "Layout.get_first_line", "self"),
        ("weasyprint.text.line_break", "strut", "style"),
        ("weasyprint.text.line_break", "get_log_attrs", "text, lang"),
        ("weasyprint.urls", "get_link", "url, base_url"),
    ],
)
def test_what_we_call_takes_what_we_give(module: str, name: str, parameters: str) -> None:
    load_engine()
    found: Any = __import__(module, fromlist=["_"])
    for part in name.split("."):
        assert hasattr(found, part), MOVED
        found = getattr(found, part)
    # The first of them, in order: later ones with defaults do not concern us.
    assert ", ".join(inspect.signature(found).parameters).startswith(parameters), MOVED


def test_boxes_have_what_the_cutting_reads() -> None:
    weasyprint = load_engine()
    configuration = font_configuration(faces())
    css = 'html { font: 9pt/12pt "Guide Sans" } p { background: device-cmyk(0 0 0 .1); orphans: 3 }'
    html = '<!DOCTYPE html><body><p>one <a href="#x">two</a></p></body>'
    document = weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=css)], font_config=configuration)
    page = document.pages[0]._page_box
    html_box = next(child for child in page.children if child.element_tag == "html")
    block = html_box.children[0].children[0]
    for name in ("position_x", "position_y", "height", "style", "children", "background", "border_top_width", "padding_bottom"):
        assert hasattr(block, name), MOVED
    for name in ("border_box_y", "border_height", "hit_area", "descendants"):
        assert callable(getattr(block, name)), MOVED
    assert {"painting_area", "clipped_boxes"} <= set(block.background.layers[0]._fields), MOVED
    for name in ("orphans", "widows", "break_inside", "break_before", "break_after", "opacity", "transform", "overflow", "float", "position"):
        assert block.style[name] is not None, MOVED
    from weasyprint.formatting_structure import boxes

    assert isinstance(block.children[0], boxes.LineBox)
    texts = [box for box in block.children[0].descendants() if isinstance(box, boxes.TextBox)]
    assert [box.text for box in texts] == ["one ", "two"]
    assert next(box.link[1] for box in block.children[0].descendants() if getattr(box, "link", None))[0] == "internal"


WORDS = ("слово", "«Бордюр»", "Управление", "отчёт,", "2027", "office", "«Org»", "AVATAR", "Ұйымы", "a\u200bb", "+7\u00a0701", "№", "№5", "Т.Г.")


@pytest.mark.parametrize("style", ["", "font-weight: 700", "font-family: 'Guide Serif'; font-kerning: none", "font-variant-numeric: tabular-nums"])
def test_harfbuzz_shapes_words_as_pango_does(style: str) -> None:
    """Glyphs and advances of Pango's own layout, which the engine draws, against ours."""
    from weasyprint.css import get_all_computed_styles
    from weasyprint.css.targets import TargetCollector
    from weasyprint.text.ffi import ffi
    from weasyprint.text.line_break import Layout

    from pipeline.doors.engine.shaping import fount_of

    sheet = layout._compiled(BASE, faces())
    html = read_html(f'<p lang="kk" style="{style}">x</p>', faces())
    style_for = get_all_computed_styles(
        html, user_stylesheets=[sheet], font_config=font_configuration(faces()), target_collector=TargetCollector()
    )
    computed = style_for(html.etree_element[-1][0])
    pango_layout = Layout(computed)
    for word in WORDS:
        pango_layout.set_text(word)
        line, _ = pango_layout.get_first_line()
        glyphs, width, run = [], 0, line.runs
        while run != ffi.NULL:
            drawn = run.data.glyphs
            glyphs += [drawn.glyphs[at].glyph for at in range(drawn.num_glyphs) if drawn.glyphs[at].glyph != 0x0FFFFFFF]
            width += sum(drawn.glyphs[at].geometry.width for at in range(drawn.num_glyphs))
            run = run.next
        shapes = fount_of(computed, faces()).shapes(word)
        assert sum(shape.width for shape in shapes) == width, word
        inked = "".join(re.sub(r">-?\d+<", "", shape.ink) for shape in shapes)
        assert inked == "".join(f"{glyph:04x}" for glyph in glyphs), word


def test_the_flags_of_a_character_are_where_we_read_them() -> None:
    from pipeline.doors.engine import runs

    flags = runs._log_attributes("a-b cd", "en")
    assert [at for at, flag in enumerate(flags) if flag & runs._LINE_BREAK] == [2, 4, 6]
    assert [at for at, flag in enumerate(flags) if flag & runs._WORD_END] == [1, 3, 6]
    assert flags[4] & runs._WORD_BOUNDARY


@pytest.mark.parametrize(
    ("selector", "looks_around", "refused"),
    [
        ("p b", False, False), ("p > b.x", False, False), ("[title]", False, False), (":is(p, b):not(.x)", False, False), (":lang(kk)", False, False),
        ("p + p", True, False), ("p ~ p", True, False), ("p:first-child", True, False), ("p:nth-child(2n)", True, False),
        ("p:last-child", True, False), ("p:only-child", True, False), ("p:nth-last-child(2)", True, False), ("p:has(b)", True, True),
        ("p:empty", True, True), ("p:first-of-type", True, True),
    ],
)  # fmt: skip
def test_selectors_tell_what_they_look_at(selector: str, looks_around: bool, refused: bool) -> None:
    """Read off the compiled selectors' own names: should the compiler change them, this fails."""
    sheet = layout._compiled(BASE + f"{selector} {{ padding-top: 1pt }}", faces())
    cascade = Cascade(sheet, faces())
    assert (cascade.looks_around, bool(cascade._refused)) == (looks_around, refused)


def test_every_property_is_read_compared_or_known_to_be_without_effect() -> None:
    """A property new in the engine is compared with its initial value, and so cannot pass unseen."""
    from weasyprint.css.properties import INITIAL_VALUES

    from pipeline.doors.engine import styles

    named = styles._READ | styles._WITHOUT_EFFECT
    assert named <= set(INITIAL_VALUES), MOVED
    assert not styles._READ & styles._WITHOUT_EFFECT
    compared = set(styles._initial_values())
    assert {"float", "position", "transform", "opacity", "letter_spacing", "vertical_align", "text_transform", "columns"} - {"columns"} <= compared


def test_what_the_engine_wants_of_its_font_embedding_waits_until_it_is_called() -> None:
    """In a process of its own: the subsetter is not loaded, the libraries are found without a compiler, and a PDF can be written all the same."""
    program = """
import subprocess, sys
subprocess.Popen = None
from pipeline.doors.engine.setting import load_engine
load_engine()
assert "fontTools.subset" not in sys.modules
from weasyprint.pdf import build_fonts_dictionary, stream
assert callable(stream.Font)
try:
    build_fonts_dictionary()
except TypeError as error:
    assert "build_fonts_dictionary() missing" in str(error), error
assert "fontTools.subset" in sys.modules
print("good")
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.stdout == "good\n", run.stderr


def test_pyphen_lets_a_dictionary_be_registered() -> None:
    import pyphen

    assert isinstance(pyphen.LANGUAGES, dict), MOVED
    assert isinstance(pyphen.LANGUAGES_LOWERCASE, dict), MOVED


def test_the_versions_that_decide_line_breaks_are_all_known() -> None:
    found = dict(engine_versions())
    assert list(found) == ["weasyprint", "pydyf", "pyphen", "pango-1.0", "harfbuzz"]
    assert all(found.values())

"""A watch on what is not public in the engine: when it moves, these fail first and say what the door leans on."""

from __future__ import annotations

import inspect
from importlib.metadata import version
from typing import Any

import pytest

from pipeline.doors.engine import engine_versions
from pipeline.doors.engine.setting import font_configuration, load_engine
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


def test_pyphen_lets_a_dictionary_be_registered() -> None:
    import pyphen

    assert isinstance(pyphen.LANGUAGES, dict), MOVED
    assert isinstance(pyphen.LANGUAGES_LOWERCASE, dict), MOVED


def test_the_versions_that_decide_line_breaks_are_all_known() -> None:
    found = dict(engine_versions())
    assert list(found) == ["weasyprint", "pydyf", "pyphen", "pango-1.0", "harfbuzz"]
    assert all(found.values())

"""External objects, patterns, soft masks and inline images: whatever brings a content stream or an image of its own."""

from __future__ import annotations

from functools import partial
from math import hypot, inf
from typing import Final

import pikepdf

from pipeline.doors.pdf.painted.images import image_facts, inline_facts, inline_space, space_of
from pipeline.doors.pdf.painted.lexer import Operand
from pipeline.doors.pdf.painted.matrices import IDENTITY, Matrix, common, placed, then
from pipeline.doors.pdf.painted.running import DEEPEST, Handler, matrix_of
from pipeline.doors.pdf.painted.shapes import line_thickness
from pipeline.doors.pdf.painted.spaces import GRAY
from pipeline.doors.pdf.painted.state import State
from pipeline.doors.pdf.painted.text_run import TextRun
from pipeline.doors.pdf.painted.things import GroupFacts, ImageFacts, Look, Paint, Painted
from pipeline.doors.pdf.painted.values import array, box, dictionary, key_of, name, numbers, whole
from pipeline.model.findings import Box

__all__ = ["ContentRun", "annotation_matrix", "contents_of"]

_STREAM_COST: Final = 40
"""What beginning a content stream costs, in operators: many forms that paint little are as long a work as much content."""
_CELL_RUNS: Final = 64
"""A pattern that fills more areas of a page than these is known well enough."""


class ContentRun(TextRun):
    """A content stream with all operators."""

    def do(self, operands: list[Operand]) -> None:
        found = self.resource("/XObject", operands[-1])
        if not isinstance(found, pikepdf.Stream):
            raise ValueError("Do")
        hidden = self.is_hidden(found.get("/OC"))
        self.walk.hidden += hidden
        try:
            kind = name(found.get("/Subtype"))
            if kind == "Image":
                self._image(found)
            elif kind == "Form" and name(found.get("/Subtype2")) != "PS":
                self.form(found)
            else:
                self.walk.oddities.add("PS")
        finally:
            self.walk.hidden -= hidden

    def form(self, stream: pikepdf.Stream, outer: Matrix = IDENTITY) -> None:
        """A form in its own space (8.10); ``outer`` moves it further, as annotations' appearances are."""
        if stream.get("/OPI") is not None:
            self.walk.oddities.add("OPI")
        state = self.state.saved()
        matrix = matrix_of(numbers(stream.get("/Matrix"))) or IDENTITY
        state.ctm = then(then(matrix, outer), state.ctm)
        bounds = box(stream.get("/BBox"))
        shared = common(placed(bounds, state.ctm), state.clip) if bounds else state.clip
        if shared is None:
            return
        state.clip = shared
        group = dictionary(stream.get("/Group"))
        if group is not None and name(group.get("/S")) == "Transparency":
            space = self.walk.shared.spaces.resolve(group.get("/CS"), self.resources) if group.get("/CS") is not None else None
            self.walk.emit(Painted("group", shared, state.fill, state.fill_look, group=GroupFacts(space)))
        self._nested(stream, state)

    def _nested(self, stream: pikepdf.Object, state: State, *, uncoloured: bool = False) -> None:
        """Run a stream once more only where it is not open already: a form that paints itself ends there."""
        key = key_of(stream)
        if key != (0, 0) and key in self.walk.open_forms:
            self.walk.cut.add("cyclic")
            return
        self.walk.open_forms.append(key)
        try:
            self.run_inner(self.walk.content(stream), dictionary(stream.get("/Resources")), state, uncoloured=uncoloured or self.uncoloured)
        finally:
            self.walk.open_forms.pop()

    def run_inner(self, content: bytes, resources: pikepdf.Object | None, state: State, *, uncoloured: bool = False) -> None:
        """Another content stream within this one; without resources of its own it has these (7.8.3)."""
        if self.depth >= DEEPEST:
            self.walk.cut.add("depth")
            return
        self.walk.shared.budget.spend(_STREAM_COST)
        used = self.resources if resources is None else resources
        inner = ContentRun(self.walk, used, state, self.depth + 1, uncoloured=uncoloured)
        inner.inherits = resources is None
        inner.run(content)

    def run_mask(self, mask: pikepdf.Object) -> None:
        group = mask.get("/G")
        if mask.get("/TR") is not None and name(mask.get("/TR")) != "Identity":
            self.walk.oddities.add("SMask/TR")
        if not isinstance(group, pikepdf.Stream) or key_of(group) in self.walk.seen_masks:
            return
        self.walk.seen_masks.add(key_of(group))
        self.walk.mask_depth += 1
        inner = ContentRun(self.walk, self.resources, _begun(self.state), self.depth)
        try:
            inner.form(group)
        finally:
            self.walk.mask_depth -= 1

    def run_cell(self, pattern: pikepdf.Object, paint: Paint, box: Box) -> None:
        """The cell of a tiling pattern (8.7.3), once; its things are told where the pattern shows."""
        key = key_of(pattern)
        ran = self.walk.cells[key] = self.walk.cells.get(key, 0) + 1
        if not isinstance(pattern, pikepdf.Stream) or ran > _CELL_RUNS:
            return
        state = _begun(self.state)
        matrix = matrix_of(numbers(pattern.get("/Matrix"))) or IDENTITY
        state.ctm = then(matrix, self.origin)
        state.clip = (-inf, -inf, inf, inf)
        uncoloured = whole(pattern.get("/PaintType")) == 2
        if uncoloured:
            state.fill = state.stroke = Paint(paint.space, paint.values)
        before, self.walk.instead = self.walk.instead, self.walk.instead or box
        try:
            self._nested(pattern, state, uncoloured=uncoloured)
        finally:
            self.walk.instead = before

    def _image(self, stream: pikepdf.Stream) -> None:
        shared = self.walk.shared
        is_mask = bool(stream.get("/ImageMask", False))
        space = GRAY if is_mask else space_of(stream, shared.spaces, self.resources)
        facts = image_facts(stream, space.components, shared.images, shared.countable)
        self.walk.oddities |= facts.oddities()
        if is_mask:
            self._placed("mask", facts, self.state.fill, self.state.fill_look)
            if self.state.fill_pattern is not None:
                self.run_cell(self.state.fill_pattern, self.state.fill, self._image_box() or (0, 0, 0, 0))
            return
        look = self.state.fill_look
        if facts.soft:
            look = Look(look.overprint, look.opm, look.alpha, look.blend, masked=True)
        self._placed("image", facts, Paint(space), look)

    def inline_image(self, operands: list[Operand]) -> None:
        head, content = operands
        if not isinstance(head, dict) or not isinstance(content, bytes):
            raise ValueError("BI")
        facts = inline_facts(head, len(content))
        if head.get("IM", head.get("ImageMask")) is True:
            self._placed("mask", facts, self.state.fill, self.state.fill_look)
        else:
            space = inline_space(head, self.walk.shared.spaces, self.resources)
            self._placed("image", facts, Paint(space), self.state.fill_look)

    def _image_box(self) -> Box | None:
        return common(placed((0.0, 0.0, 1.0, 1.0), self.state.ctm), self.state.clip)

    def _placed(self, what: str, facts: ImageFacts, paint: Paint, look: Look) -> None:
        """An image fills the unit square (8.9.3); its resolution is that of the worse axis."""
        box = self._image_box()
        if box is None:
            return
        a, b, c, d, e, f = self.state.ctm
        wide, high = hypot(a, b), hypot(c, d)
        ppi = min(facts.width * 72 / wide if wide else inf, facts.height * 72 / high if high else inf)
        shape = (((e, f), (a + e, b + f), (a + c + e, b + d + f), (c + e, d + f)),)
        # Some programs draw a line as a mask of one dot.
        size = line_thickness(shape, self.state.clip, even_odd=False) if what == "mask" and facts.width * facts.height == 1 else inf
        self.walk.emit(Painted(what, box, paint, look, size, ppi=ppi, image=facts, shape=shape))  # type: ignore[arg-type]


def _begun(state: State) -> State:
    """A state as at the beginning of a page, in the same place."""
    return State(state.ctm, state.clip)


def _table() -> dict[str, Handler]:
    run = ContentRun
    made: dict[str, Handler] = {
        "q": run.save, "Q": run.restore, "cm": run.concat, "w": run.set_line_width, "J": run.set_cap, "gs": run.set_ext_state,
        "cs": run.set_fill_space, "CS": run.set_stroke_space, "sc": run.set_fill, "scn": run.set_fill, "SC": run.set_stroke,
        "SCN": run.set_stroke, "m": run.move_to, "l": run.line_to, "c": run.curve_to, "v": run.curve_from_here, "y": run.curve_to_end,
        "re": run.rectangle, "h": run.close, "W": run.clip, "W*": run.clip, "n": run.end_path, "sh": run.shade,
        "BT": run.begin_text, "Tf": run.set_font, "Tz": run.set_stretch, "Tr": run.set_mode, "Td": run.next_line,
        "TD": run.next_line_leading, "Tm": run.set_matrix, "T*": run.line_feed, "Tj": run.show, "'": run.show_on_next,
        '"': run.show_spaced, "TJ": run.show_array, "Do": run.do, "BI": run.inline_image, "BDC": run.begin_marked,
        "BMC": run.begin_marked, "EMC": run.end_marked,
    }
    for operator in ("g", "rg", "k"):
        made[operator] = partial(_device_fill, operator)
        made[operator.upper()] = partial(_device_stroke, operator)
    for operator, attribute in (("Tc", "letter_space"), ("Tw", "word_space"), ("TL", "leading"), ("Ts", "rise")):
        made[operator] = partial(_text_number, attribute)
    for operator, (fill, stroke, even_odd, close) in _PAINTS.items():
        made[operator] = partial(_paint, fill, stroke, even_odd, close)
    return made


_PAINTS: Final = {
    "f": (True, False, False, False), "F": (True, False, False, False), "f*": (True, False, True, False),
    "S": (False, True, False, False), "s": (False, True, False, True), "B": (True, True, False, False),
    "B*": (True, True, True, False), "b": (True, True, False, True), "b*": (True, True, True, True),
}


def _device_fill(operator: str, run: ContentRun, operands: list[Operand]) -> None:
    run.set_device_fill(operator, operands)


def _device_stroke(operator: str, run: ContentRun, operands: list[Operand]) -> None:
    run.set_device_stroke(operator, operands)


def _text_number(attribute: str, run: ContentRun, operands: list[Operand]) -> None:
    run.set_number(attribute, operands)


def _paint(fill: bool, stroke: bool, even_odd: bool, close: bool, run: ContentRun, _operands: list[Operand]) -> None:
    run.paint_path(fill=fill, stroke=stroke, even_odd=even_odd, close=close)


ContentRun.handlers = _table()


def annotation_matrix(form: pikepdf.Object, rect: Box) -> Matrix:
    """How an appearance comes into its annotation's rectangle (12.5.5, algorithm 8.1)."""
    bounds = box(form.get("/BBox"))
    own = matrix_of(numbers(form.get("/Matrix"))) or IDENTITY
    if bounds is None:
        return IDENTITY
    x0, y0, x1, y1 = placed(bounds, own)
    wide = (rect[2] - rect[0]) / (x1 - x0) if x1 > x0 else 1.0
    high = (rect[3] - rect[1]) / (y1 - y0) if y1 > y0 else 1.0
    return (wide, 0.0, 0.0, high, rect[0] - x0 * wide, rect[1] - y0 * high)


def contents_of(page: pikepdf.Object) -> list[pikepdf.Stream]:
    """A page's content streams, in order."""
    written = page.get("/Contents")
    listed = [written] if isinstance(written, pikepdf.Stream) else array(written)
    return [one for one in listed if isinstance(one, pikepdf.Stream)]

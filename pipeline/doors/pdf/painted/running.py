"""Content streams run operator by operator (ISO 32000-1, annex A): colours, state and marked content here, the rest beside it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pikepdf

from pipeline.doors.pdf.painted.lexer import Lexer, Name, Operand
from pipeline.doors.pdf.painted.matrices import Matrix, then
from pipeline.doors.pdf.painted.shadings import is_sound_shading
from pipeline.doors.pdf.painted.spaces import CMYK, GRAY, RGB
from pipeline.doors.pdf.painted.state import State, Walk
from pipeline.doors.pdf.painted.things import Look, Paint, Space
from pipeline.doors.pdf.painted.values import array, dictionary, key_of, name, number, whole

__all__ = ["DEEPEST", "Handler", "RunBase", "StateRun"]

DEEPEST: Final = 28
"""Levels of forms, patterns and glyphs in each other; what is nested deeper is told, not read."""
_MOST_SAVED: Final = 4096
_CHUNK: Final = 512
Handler = Callable[[Any, list[Operand]], None]
_DEVICE: Final = {"g": GRAY, "rg": RGB, "k": CMYK}


def figures(operands: Sequence[Operand], count: int) -> list[float]:
    """The last ``count`` operands, all numbers. Raises ValueError where they are not."""
    held = operands[-count:]
    if len(held) != count or not all(isinstance(one, float) for one in held):
        raise ValueError("operands")
    return held  # type: ignore[return-value]


class RunBase(ABC):
    """One content stream under way."""

    handlers: dict[str, Handler]

    def __init__(self, walk: Walk, resources: pikepdf.Object | None, state: State, depth: int = 0, *, uncoloured: bool = False) -> None:
        self.walk, self.resources, self.state, self.depth = walk, resources, state, depth
        self.uncoloured = uncoloured
        self.inherits = False
        """Whether the stream has no resources of its own: what those around it lack the page's may have (7.8.3)."""
        self.origin = state.ctm
        self._saved: list[State] = []
        self._marks: list[bool] = []
        self._device: dict[str, Space] = {}
        self._listed: dict[str, pikepdf.Object | None] = {}

    def run(self, content: bytes) -> None:
        """Run the whole stream. Raises OutOfBudget."""
        lexer = Lexer(content)
        handlers = self.handlers
        spend = self.walk.shared.budget.spend
        count = 0
        for operator, operands in lexer.operations():
            count += 1
            if count == _CHUNK:
                spend(count)
                count = 0
            handler = handlers.get(operator)
            if handler is None:
                continue
            try:
                handler(self, operands)
            except (ValueError, TypeError, IndexError, KeyError, AttributeError, OverflowError, ZeroDivisionError, pikepdf.PikepdfError):
                self.walk.faults += 1
        spend(count + 1)
        self.walk.faults += lexer.faults + len(lexer.unknown)
        self.walk.hidden -= sum(self._marks)

    def resource(self, kind: str, wanted: object) -> pikepdf.Object | None:
        """A named resource: ``kind`` as "/XObject"."""
        if kind not in self._listed:
            self._listed[kind] = dictionary(self.resources.get(kind)) if self.resources is not None else None
        held = self._listed[kind]
        found = held.get("/" + wanted) if held is not None and isinstance(wanted, str) else None
        if found is None and self.inherits and self.walk.resources is not None and isinstance(wanted, str):
            of_page = dictionary(self.walk.resources.get(kind))
            found = of_page.get("/" + wanted) if of_page is not None else None
        return found

    def is_hidden(self, layer: pikepdf.Object | None, depth: int = 0) -> bool:
        """Whether optional content is off: a group, or a membership of which no group is on (8.11.2)."""
        held = dictionary(layer)
        if held is None or depth > 4:
            return False
        if name(held.get("/Type")) != "OCMD":
            return key_of(held) in self.walk.shared.hidden_layers
        groups = held.get("/OCGs")
        listed: list[pikepdf.Object | None] = [*array(groups)] or [dictionary(groups)]
        off = [self.is_hidden(one, depth + 1) for one in listed if one is not None]
        policy = name(held.get("/P")) or "AnyOn"
        return bool(off) and {"AllOn": any(off), "AnyOff": not any(off), "AllOff": not all(off)}.get(policy, all(off))


@dataclass(frozen=True, slots=True)
class ExtState:
    """What one graphics state dictionary sets (table 58); None: it does not speak of it."""

    line_width: float | None = None
    cap: int | None = None
    stroke_overprint: bool | None = None
    fill_overprint: bool | None = None
    opm: int | None = None
    stroke_alpha: float | None = None
    fill_alpha: float | None = None
    blend: str | None = None
    mask: pikepdf.Object | None = None
    unmasked: bool = False
    oddities: frozenset[str] = frozenset()
    font: pikepdf.Object | None = None


def _bool(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def read_ext_state(held: pikepdf.Object) -> ExtState:
    mask = held.get("/SMask")
    blend = held.get("/BM")
    blends = [*map(name, array(blend)), name(blend)]
    stroke = _bool(held.get("/OP"))
    fill = _bool(held.get("/op"))
    return ExtState(
        number(held.get("/LW")) if held.get("/LW") is not None else None,
        whole(held.get("/LC")) if held.get("/LC") is not None else None,
        stroke,
        fill if fill is not None else stroke,
        whole(held.get("/OPM")) if held.get("/OPM") is not None else None,
        number(held.get("/CA"), 1.0) if held.get("/CA") is not None else None,
        number(held.get("/ca"), 1.0) if held.get("/ca") is not None else None,
        blends[0] if blend is not None else None,
        mask if isinstance(mask, pikepdf.Dictionary) else None,
        isinstance(mask, pikepdf.Name),
        frozenset(_odd_entries(held)),
        held.get("/Font"),
    )


def _odd_entries(held: pikepdf.Object) -> list[str]:
    """Entries that change what is printed in ways a job must not (point 40 of the checklist)."""
    odd = [key for key in ("TR", "HTP") if held.get("/" + key) is not None and name(held.get("/" + key)) not in ("Identity",)]
    if held.get("/TR2") is not None and name(held.get("/TR2")) != "Default":
        odd.append("TR2")
    return odd


class StateRun(RunBase):
    """Operators of the graphics state and of colours."""

    def save(self, _operands: list[Operand]) -> None:
        if len(self._saved) >= _MOST_SAVED:
            raise ValueError("q")
        self._saved.append(self.state.saved())

    def restore(self, _operands: list[Operand]) -> None:
        if self._saved:
            self.state = self._saved.pop()
        else:
            self.walk.faults += 1

    def concat(self, operands: list[Operand]) -> None:
        a, b, c, d, e, f = figures(operands, 6)
        self.state.ctm = then((a, b, c, d, e, f), self.state.ctm)

    def set_line_width(self, operands: list[Operand]) -> None:
        (self.state.line_width,) = figures(operands, 1)

    def set_cap(self, operands: list[Operand]) -> None:
        self.state.cap = int(figures(operands, 1)[0])

    def set_ext_state(self, operands: list[Operand]) -> None:
        held = dictionary(self.resource("/ExtGState", operands[-1]))
        if held is None:
            raise ValueError("gs")
        known = self.walk.shared.states
        key = key_of(held)
        made = known.get(key)
        if not isinstance(made, ExtState):
            made = read_ext_state(held)
            if key != (0, 0):
                known[key] = made
        self._apply(made)

    def _apply(self, made: ExtState) -> None:
        state = self.state
        self.walk.oddities |= made.oddities
        if made.line_width is not None:
            state.line_width = made.line_width
        state.cap = state.cap if made.cap is None else made.cap
        if made.font is not None and len(array(made.font)) == 2:
            written, size = array(made.font)
            state.font, state.size = self.walk.shared.font(written), number(size)
        state.fill_look = _looked(state.fill_look, made, made.fill_overprint, made.fill_alpha)
        state.stroke_look = _looked(state.stroke_look, made, made.stroke_overprint, made.stroke_alpha)
        if made.mask is not None:
            self.run_mask(made.mask)

    @abstractmethod
    def run_mask(self, mask: pikepdf.Object) -> None:
        """What shapes a soft mask is painted too, if only in grey."""

    def _default(self, operator: str) -> Space:
        """The device space of g, rg, k, or what stands for it in the resources."""
        space = self._device.get(operator)
        if space is None:
            space = _DEVICE[operator]
            space = self._device[operator] = self.walk.shared.spaces.named(space.family, self.resources)
        return space

    def set_device_fill(self, operator: str, operands: list[Operand]) -> None:
        if not self.uncoloured:
            values = figures(operands, _DEVICE[operator].components)
            self.state.fill, self.state.fill_pattern = Paint(self._default(operator), clamped(values)), None

    def set_device_stroke(self, operator: str, operands: list[Operand]) -> None:
        if not self.uncoloured:
            values = figures(operands, _DEVICE[operator].components)
            self.state.stroke, self.state.stroke_pattern = Paint(self._default(operator), clamped(values)), None

    def set_fill_space(self, operands: list[Operand]) -> None:
        if not self.uncoloured:
            self.state.fill, self.state.fill_pattern = self._initial(operands), None

    def set_stroke_space(self, operands: list[Operand]) -> None:
        if not self.uncoloured:
            self.state.stroke, self.state.stroke_pattern = self._initial(operands), None

    def _initial(self, operands: list[Operand]) -> Paint:
        """A space's first colour (8.6.5.1 on)."""
        space = self.walk.shared.spaces.named(str(operands[-1]), self.resources)
        if space.family in ("Separation", "DeviceN"):
            return Paint(space, (1.0,) * space.components)
        black = space.family == "DeviceCMYK" or (space.family == "ICCBased" and space.components == 4)
        return Paint(space, (0.0, 0.0, 0.0, 1.0) if black else (0.0,) * space.components)

    def set_fill(self, operands: list[Operand]) -> None:
        if not self.uncoloured:
            self.state.fill, self.state.fill_pattern = self._coloured(self.state.fill.space, operands)

    def set_stroke(self, operands: list[Operand]) -> None:
        if not self.uncoloured:
            self.state.stroke, self.state.stroke_pattern = self._coloured(self.state.stroke.space, operands)

    def _coloured(self, space: Space, operands: list[Operand]) -> tuple[Paint, pikepdf.Object | None]:
        values = [one for one in operands if isinstance(one, float)]
        if operands and isinstance(operands[-1], Name):
            return self._patterned(space, values, operands[-1])
        if space.family in ("Indexed", "Lab"):
            return Paint(space, tuple(values)), None
        return Paint(space, clamped(values[-space.components :])), None

    def _patterned(self, space: Space, values: list[float], wanted: Name) -> tuple[Paint, pikepdf.Object | None]:
        pattern = dictionary(self.resource("/Pattern", wanted))
        if pattern is None:
            raise ValueError("pattern")
        if whole(pattern.get("/PatternType")) == 2:
            shading = dictionary(pattern.get("/Shading"))
            inner = self.walk.shared.spaces.resolve(shading.get("/ColorSpace"), self.resources) if shading is not None else space
            self.walk.faults += shading is not None and not is_sound_shading(shading, inner)
            return Paint(inner, (), "shading"), None
        if whole(pattern.get("/PaintType")) == 2 and space.base is not None:
            return Paint(space.base, clamped(values), "tiling"), pattern
        return Paint(space, (), "tiling"), pattern

    def begin_marked(self, operands: list[Operand]) -> None:
        hidden = False
        if len(operands) > 1 and operands[-2] == "OC" and isinstance(operands[-1], Name):
            hidden = self.is_hidden(self.resource("/Properties", operands[-1]))
        self._marks.append(hidden)
        self.walk.hidden += hidden

    def end_marked(self, _operands: list[Operand]) -> None:
        if self._marks:
            self.walk.hidden -= self._marks.pop()


def _looked(look: Look, made: ExtState, overprint: bool | None, alpha: float | None) -> Look:
    return replace(
        look,
        overprint=look.overprint if overprint is None else overprint,
        opm=look.opm if made.opm is None else made.opm,
        alpha=look.alpha if alpha is None else alpha,
        blend=look.blend if made.blend is None else made.blend,
        masked=True if made.mask is not None else False if made.unmasked else look.masked,
    )


def clamped(values: Sequence[float]) -> tuple[float, ...]:
    return tuple([0.0 if value < 0.0 else 1.0 if value > 1.0 else value for value in values])


def matrix_of(values: Sequence[float]) -> Matrix | None:
    """Six numbers as a matrix, None for anything else."""
    return tuple(values) if len(values) == 6 else None  # type: ignore[return-value]

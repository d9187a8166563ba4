"""Cut a laid-out block into the smallest pieces that may part, by the stylesheet's own break properties.

``orphans``, ``widows`` and ``break-inside/before/after: avoid`` mean what CSS Fragmentation 3 says they mean, and nothing may part
there; ``avoid-column`` between two boxes, or inside one, is a wish that make-up weighs against holes. A box with a background, or with
a border at its sides or foot, stays whole: its ink could not be cut. The cut happens after layout, so nothing is laid out twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from pipeline.doors.engine.blocks import SetBlock, SetLine
from pipeline.doors.engine.drawing import Pen
from pipeline.model.galley import Joint, Line, Link, Piece

__all__ = ["PT", "cut_block", "group_atoms", "lines_below"]

PT = 0.75  # CSS pixels to points
SEAM = 0.5
"""Boxes that must not part but have so many pixels between them are two pieces: the space between them may give."""
_NEVER = ("avoid", "avoid-page")


@dataclass(slots=True)
class _Atom:
    """Something painted as a whole: a line, or a box that cannot be cut. ``keep``: never part from the atom before."""

    box: Any
    top: float
    bottom: float
    joint: Joint | None
    """None: keep with the one before."""
    ends: bool = False
    """A paragraph's last line."""
    decorations: list[Any] = field(default_factory=list)


@cache
def _boxes() -> Any:
    """The engine's boxes."""
    from weasyprint.formatting_structure import boxes

    return boxes


def _is_line(box: Any) -> bool:
    return isinstance(box, SetLine) or (not isinstance(box, SetBlock) and isinstance(box, _boxes().LineBox))


def _is_block(box: Any) -> bool:
    return isinstance(box, SetBlock) or (not isinstance(box, SetLine) and isinstance(box, _boxes().BlockBox))


def _is_simple(box: Any) -> bool:
    if isinstance(box, SetBlock):
        return True
    style, boxes = box.style, _boxes()
    return (
        isinstance(box, boxes.BlockBox)
        and not isinstance(box, (boxes.FlexBox, boxes.GridBox))
        and style["position"] == "static"
        and style["float"] == "none"
        and not style["transform"]
        and style["overflow"] == "visible"
        and style["opacity"] == 1
    )


def _line_atoms(box: Any, avoid: bool, joint: Joint) -> Iterator[_Atom]:
    lines = box.children
    orphans, widows = box.style["orphans"], box.style["widows"]
    for index, line in enumerate(lines):
        keep = avoid or index < orphans or len(lines) - index < widows
        yield _Atom(line, line.position_y, line.position_y + line.height, None if keep and index else joint, index == len(lines) - 1)


def _atoms(box: Any, avoid: bool, listed: bool = False) -> list[_Atom]:
    """``avoid``: the box must stay whole; ``listed``: it should."""
    if not _is_simple(box):
        return [_Atom(box, box.border_box_y(), box.border_box_y() + box.border_height(), Joint.BLOCK)]
    avoid = avoid or box.style["break_inside"] in _NEVER or _is_framed(box)
    listed = listed or box.style["break_inside"] == "avoid-column"
    found: list[_Atom] = []
    if box.children and _is_line(box.children[-1]):
        found = list(_line_atoms(box, avoid, Joint.LIST if listed else Joint.LINE))
    else:
        previous = box
        for child in box.children:
            part = _atoms(child, avoid, listed)
            if found and part:
                part[0].joint = None if avoid else _joint(previous, child, listed)
            if part:
                previous = child
            found += part
    return _decorate(box, found)


def _is_framed(box: Any) -> bool:
    if isinstance(box, SetBlock):
        return box.is_framed
    return bool(box.background is not None and box.background.layers) or any(
        getattr(box, f"border_{side}_width") for side in ("right", "bottom", "left")
    )


def _joint(above: Any, below: Any, listed: bool) -> Joint | None:
    """What lies between two boxes, by ``break-after`` of the first and ``break-before`` of the second; None: they never part."""
    wishes = {*_meeting(above, "after"), *_meeting(below, "before")}
    if wishes.intersection(_NEVER):
        return None
    if "avoid-column" in wishes:
        return Joint.CLOSE
    return Joint.LIST if listed else Joint.BLOCK


def _meeting(box: Any, side: Literal["before", "after"]) -> Iterator[str]:
    """``break-before`` or ``break-after`` of a box and of those in it whose edge meets its own (CSS Fragmentation 3, 3.1)."""
    while _is_block(box):
        yield box.style[f"break_{side}"]
        if not box.children:
            return
        box = box.children[0 if side == "before" else -1]


def _decorate(box: Any, found: list[_Atom]) -> list[_Atom]:
    """Borders and padding belong to the first and last atoms of their box; an empty box with ink is an atom itself."""
    has_ink = _is_framed(box) or box.border_top_width
    if not found:
        if has_ink or box.border_height() > 0:
            found = [_Atom(None, box.border_box_y(), box.border_box_y() + box.border_height(), Joint.BLOCK)]
        else:
            return found
    if has_ink:
        found[0].decorations.insert(0, box)
    if box.border_top_width or box.padding_top:
        found[0].top = min(found[0].top, box.border_box_y())
    if box.border_bottom_width or box.padding_bottom:
        found[-1].bottom = max(found[-1].bottom, box.border_box_y() + box.border_height())
    return found


def _painter(atom: _Atom, page: Any) -> Callable[[Any], None]:
    from weasyprint.draw import draw_background, draw_border, draw_inline_level, draw_stacking_context
    from weasyprint.formatting_structure import boxes
    from weasyprint.stacking import StackingContext, _dispatch_children

    def paint(stream: Any) -> None:
        for box in atom.decorations:
            draw_background(stream, box.background)
            draw_border(stream, box)
        if atom.box is None:
            return
        if isinstance(atom.box, boxes.LineBox):
            # Inline blocks must become stacking contexts before the engine draws a line; floats and what is positioned lie apart from it.
            apart: list[Any] = []
            floats: list[Any] = []
            line = _dispatch_children(atom.box, page, apart, [], floats, {})
            for context in floats:
                draw_stacking_context(stream, context)
            draw_inline_level(stream, page, line)
            for context in apart:
                draw_stacking_context(stream, context)
        else:
            draw_stacking_context(stream, StackingContext.from_box(atom.box, page))

    return paint


def _text_boxes(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    for descendant in box.descendants():
        if isinstance(descendant, boxes.TextBox):
            yield descendant


def lines_below(box: Any) -> Iterator[tuple[Any, bool]]:
    """Every line box under ``box``, and whether it is the last of its paragraph as far as this box goes."""
    from weasyprint.formatting_structure import boxes

    last = {id(below.children[-1]) for below in (box, *box.descendants()) if getattr(below, "children", ())}
    return ((below, id(below) in last) for below in box.descendants() if isinstance(below, boxes.LineBox))


def _lines(atom: _Atom, pen: Pen) -> Iterator[Line]:
    from weasyprint.formatting_structure import boxes

    if atom.box is None:
        return
    line_boxes = [(atom.box, atom.ends)] if isinstance(atom.box, boxes.LineBox) else list(lines_below(atom.box))
    for line, ends in line_boxes:
        texts = list(_text_boxes(line))
        text = "".join(part.text for part in texts)
        if text.strip():
            x0 = min(part.position_x for part in texts) * PT
            x1 = max(part.position_x + part.width for part in texts) * PT
            yield Line(pen.shown(text), _r(x0), _r(line.position_y * PT), _r(x1), _r((line.position_y + line.height) * PT), ends)


def _links(atom: _Atom) -> Iterator[Link]:
    from weasyprint.formatting_structure import boxes

    if atom.box is None:
        return
    for box in (atom.box, *atom.box.descendants()):
        link = getattr(box, "link", None)
        if link and not isinstance(box, (boxes.TextBox, boxes.LineBox)):
            _, (kind, target) = link
            x, y, width, height = box.hit_area()
            address = f"#{target}" if kind == "internal" else target
            yield Link(address, _r(x * PT), _r(y * PT), _r((x + width) * PT), _r((y + height) * PT))


def _r(value: float) -> float:
    """To three decimals, by way of six: far down a long page the last bits differ, and a half must not go up here and down there."""
    return round(round(value, 6), 3)


def _move_to_origin(atoms: list[_Atom], top: float) -> None:
    """Shift boxes so that the piece starts at 0, with positions rounded: the same bytes wherever the batch put it."""
    seen: set[int] = set()
    for atom in atoms:
        roots = [box for box in (*atom.decorations, atom.box) if box is not None]
        for root in roots:
            own = [root] if root in atom.decorations else [root, *root.descendants(placeholders=True)]
            for box in own:
                if id(box) not in seen:
                    seen.add(id(box))
                    box.position_x = _r(box.position_x)
                    box.position_y = _r(box.position_y - top)
                    _move_background(box, top)
        for box in atom.decorations:
            box.height = _r(box.height)
        atom.top, atom.bottom = atom.top - top, atom.bottom - top


def _move_background(box: Any, top: float) -> None:
    """Background areas were computed at layout; move them with their box."""
    if getattr(box, "background", None) is None:
        return
    layers = []
    for layer in box.background.layers:
        x, y, width, height = layer.painting_area
        area = (_r(x), _r(y - top), _r(width), _r(height))
        clipped = [(_r(cx), _r(cy - top), _r(cw), _r(ch), *radii) for cx, cy, cw, ch, *radii in layer.clipped_boxes]
        layers.append(layer._replace(painting_area=area, clipped_boxes=clipped))
    box.background = box.background._replace(layers=layers)


def group_atoms(block: Any) -> list[list[_Atom]]:
    """The atoms of a block, the engine's or the fast setter's, by the pieces they make."""
    groups: list[list[_Atom]] = []
    for atom in _atoms(block, avoid=False):
        if groups and atom.joint is None and atom.top - max(kept.bottom for kept in groups[-1]) < SEAM:
            groups[-1].append(atom)
        else:
            groups.append([atom])
    return groups


def cut_block(block: Any, page: Any, pen: Pen) -> tuple[Piece, ...]:
    """The pieces of one laid-out block box, drawn with ``pen``; heights and spaces in points."""
    pieces: list[Piece] = []
    previous = block.position_y
    for group in group_atoms(block):
        top = min(atom.top for atom in group)
        bottom = max(atom.bottom for atom in group)
        _move_to_origin(group, top)
        pieces.append(
            Piece(
                height=_r((bottom - top) * PT),
                content=pen.draw([_painter(atom, page) for atom in group]),
                before=_r((top - previous) * PT),
                joint=group[0].joint or (Joint.KEEP if pieces else Joint.BLOCK),
                lines=tuple(line for atom in group for line in _lines(atom, pen)),
                links=tuple(link for atom in group for link in _links(atom)),
                pictures=pen.pictures,
            )
        )
        previous = bottom
    return tuple(pieces)

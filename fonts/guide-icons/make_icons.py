"""Draw Guide Icons, the signs before a contact line, and write GuideIcons.ttf beside this file.

Our own drawings, Apache-2.0 like the project. A font and not pictures: an icon costs one glyph, is pure black, and a copied
line still reads, because each sign sits at the Unicode character that means it. Run: python fonts/guide-icons/make_icons.py
"""

from __future__ import annotations

from math import cos, radians, sin
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

EM = 1000
Point = tuple[float, float]
Contour = list[Point]


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float, steps: int = 48) -> Contour:
    """Points of an elliptic arc, angles in degrees, counter-clockwise where ``end`` is greater."""
    angles = [start + (end - start) * step / steps for step in range(steps + 1)]
    return [(cx + rx * cos(radians(angle)), cy + ry * sin(radians(angle))) for angle in angles]


def ring(cx: float, cy: float, rx: float, ry: float, width: float) -> list[Contour]:
    """A filled ring: outer contour clockwise, inner counter-clockwise."""
    return [arc(cx, cy, rx, ry, 360, 0)[:-1], arc(cx, cy, rx - width, ry - width, 0, 360)[:-1]]


def box(x0: float, y0: float, x1: float, y1: float) -> Contour:
    return [(x0, y0), (x0, y1), (x1, y1), (x1, y0)]


def bubble() -> list[Contour]:
    """A speech bubble: the person to talk to."""
    corner = 110.0
    body = arc(60 + corner, 800 - corner, corner, corner, 180, 90, 12)
    body += arc(940 - corner, 800 - corner, corner, corner, 90, 0, 12)
    body += arc(940 - corner, 270 + corner, corner, corner, 0, -90, 12)
    body += [(430.0, 270.0), (215.0, 40.0), (240.0, 270.0)]
    body += arc(60 + corner, 270 + corner, corner, corner, 270, 180, 12)
    return [body]


def handset() -> list[Contour]:
    """A telephone's handset, ear and mouth to the upper right."""
    cx, cy = 860.0, 860.0
    grip = arc(cx, cy, 800, 800, 262, 188, 30) + arc(cx, cy, 600, 600, 188, 262, 30)
    ear = arc(cx, cy, 830, 830, 196, 171, 12) + arc(cx, cy, 480, 480, 171, 196, 12)
    mouth = arc(cx, cy, 830, 830, 279, 254, 12) + arc(cx, cy, 480, 480, 254, 279, 12)
    return [grip, ear, mouth]


def envelope() -> list[Contour]:
    flap = [(30.0, 800.0), (970.0, 800.0), (500.0, 455.0)]
    body = [(30.0, 160.0), (30.0, 715.0), (500.0, 370.0), (970.0, 715.0), (970.0, 160.0)]
    return [flap, body]


def globe() -> list[Contour]:
    return [*ring(500, 480, 450, 450, 70), *ring(500, 480, 215, 450, 65), box(80, 448, 920, 512)]


def pin() -> list[Contour]:
    outline = [*arc(500, 600, 320, 320, 205, -25), (500.0, 20.0)]
    return [outline, arc(500, 600, 125, 125, 0, 360)[:-1]]


ICONS = {
    0x1F5E8: ("bubble", bubble),
    0x260E: ("handset", handset),
    0x2709: ("envelope", envelope),
    0x2295: ("globe", globe),
    0x2316: ("pin", pin),
}


def draw(contours: list[Contour]) -> object:
    pen = TTGlyphPen(None)
    for contour in contours:
        pen.moveTo((round(contour[0][0]), round(contour[0][1])))
        for x, y in contour[1:]:
            pen.lineTo((round(x), round(y)))
        pen.closePath()
    return pen.glyph()


def main() -> None:
    """Build the font; its dates are fixed so that the file repeats."""
    names = [name for name, _ in ICONS.values()]
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", "space", *names])
    builder.setupCharacterMap({0x20: "space", **{code: name for code, (name, _) in ICONS.items()}})
    glyphs = {".notdef": draw([box(100, 0, 900, 800), box(180, 80, 820, 720)[::-1]]), "space": draw([])}
    glyphs.update({name: draw(shape()) for name, shape in ICONS.values()})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (EM if name != "space" else 250, 0) for name in glyphs})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    names_of_font = {"familyName": "Guide Icons", "styleName": "Regular", "psName": "GuideIcons-Regular"}
    builder.setupNameTable({**names_of_font, "licenseDescription": "Apache License 2.0"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200, fsType=0)
    builder.setupPost()
    builder.setupHead(unitsPerEm=EM, created=3_850_000_000, modified=3_850_000_000)
    builder.font.recalcTimestamp = False
    builder.save(Path(__file__).with_name("GuideIcons.ttf"))


if __name__ == "__main__":
    main()

"""What a file consists of: fonts, inks, images, boxes, output intents; for the report and for whoever reads the JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import Any, Final

from pipeline.doors.pdf.painted import FontFacts, ImageFacts, PageFacts, Painted, Space
from pipeline.model.findings import Box
from pipeline.preflight.inks import plate_names, plates, space_words
from pipeline.preflight.order import POINT
from pipeline.preflight.registry import File

__all__ = ["Inventory", "page_ranges"]

_MOST_IMAGES: Final = 2000
Entry = dict[str, Any]


def page_ranges(pages: Iterable[int]) -> str:
    """Page numbers as a person writes them: "1-4, 7"."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


@dataclass(slots=True)
class Inventory:
    """Filled while pages are read."""

    _fonts: dict[FontFacts, set[int]] = field(default_factory=dict)
    _inks: dict[str, set[int]] = field(default_factory=dict)
    _spaces: dict[str, set[int]] = field(default_factory=dict)
    _known: dict[Space, tuple[str, ...] | None] = field(default_factory=dict)
    _images: dict[tuple[ImageFacts, int, float], Entry] = field(default_factory=dict)

    def add(self, thing: Painted, page: int) -> None:
        """Take note of a thing."""
        if thing.font is not None:
            self._fonts.setdefault(thing.font, set()).add(page)
        if thing.what == "group" or thing.blank or thing.in_mask:
            return
        space = thing.paint.space
        if space not in self._known:
            self._known[space] = plate_names(space)
        self._spaces.setdefault(space_words(space), set()).add(page)
        held = plates(thing.paint) if thing.paint.values else None
        for name in self._known[space] or () if held is None else held:
            self._inks.setdefault(name, set()).add(page)
        if thing.image is not None and len(self._images) < _MOST_IMAGES:
            self._images.setdefault((thing.image, page, thing.ppi), _image(thing, page))

    def entries(self, file: File) -> dict[str, list[Entry]]:
        """The five lists, in a fixed order."""
        fonts = sorted(self._fonts.items(), key=lambda one: (one[0].name, one[0].kind, one[0].encoding, min(one[1])))
        return {
            "fonts": [{**asdict(font), "pages": page_ranges(pages)} for font, pages in fonts],
            "inks": [{"name": name, "pages": page_ranges(pages)} for name, pages in sorted(self._inks.items())],
            "spaces": [{"name": name, "pages": page_ranges(pages)} for name, pages in sorted(self._spaces.items())],
            "images": list(self._images.values()),
            "boxes": _boxes(file.pages),
            "output_intents": [asdict(intent) for intent in file.facts.intents],
        }


def _image(thing: Painted, page: int) -> Entry:
    image = thing.image
    assert image is not None
    return {
        "page": page, "width": image.width, "height": image.height, "bits": image.bits, "space": space_words(thing.paint.space),
        "ppi": round(thing.ppi, 1) if isfinite(thing.ppi) else None, "filters": list(image.filters), "inline": image.inline,
        "mask": thing.what == "mask", "bytes": image.stored, "box": [round(edge, 2) for edge in thing.box],
    }


def _boxes(pages: Iterable[PageFacts]) -> list[Entry]:
    """Pages of the same boxes together, in millimetres from the lower left corner of the MediaBox."""
    alike: dict[tuple[Any, ...], list[int]] = {}
    for page in pages:
        alike.setdefault((page.media, page.crop, page.bleed, page.trim, page.art, page.rotate, page.unit), []).append(page.number)
    made: list[Entry] = []
    for (media, crop, bleed, trim, art, rotate, unit), numbers in alike.items():
        named = {"MediaBox": media, "CropBox": crop, "BleedBox": bleed, "TrimBox": trim, "ArtBox": art}
        boxes = {name: _in_mm(box, media, unit) for name, box in named.items() if box is not None}
        made.append({"pages": page_ranges(numbers), **boxes, "rotate": rotate, "user_unit": unit})
    return made


def _in_mm(box: Box, media: Box | None, unit: float) -> list[float]:
    x, y = (media or box)[:2]
    return [round((edge - (x if at % 2 == 0 else y)) * unit / POINT, 2) for at, edge in enumerate(box)]

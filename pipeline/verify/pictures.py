"""Pictures must stand where they were placed: every page that has any is looked at, in every file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from typing import Final

from pipeline.model.findings import Box, Finding, PageRef
from pipeline.model.message import msg
from pipeline.model.pages import MapPage, PageMap
from pipeline.verify.apart import apart
from pipeline.verify.extract import picture_boxes
from pipeline.verify.rules import PICTURES

__all__ = ["begin_to_look", "lost_pictures"]

_ROOM: Final = 0.1
"""Points by which two programs may differ over a picture's edge."""


def _pictured(page_map: PageMap) -> list[MapPage]:
    return [page for page in page_map.pages if page.pictures]


def begin_to_look(content: bytes, page_map: PageMap, offset: float, executor: Executor | None) -> Callable[[], list[list[Box]]]:
    """The boxes of pictures on the pages that should have some; the answer waits for who looks."""
    pages = [page.index for page in _pictured(page_map)]
    return apart(executor, picture_boxes, content, pages, offset) if pages else list


def lost_pictures(page_map: PageMap, seen: Sequence[Sequence[Box]], file: str) -> Iterator[Finding]:
    """Each picture that does not stand in its place, and each page that has one more than it should."""
    for page, boxes in zip(_pictured(page_map), seen, strict=True):
        left = list(boxes)
        for picture in page.pictures:
            at = next((at for at, box in enumerate(left) if _is_near(box, picture.box)), None)
            if at is None:
                place = PageRef(file, page.index + 1, picture.box)
                yield PICTURES.finding("lost-picture", msg("The picture {name} does not stand here", name=picture.name), place=place)
            else:
                del left[at]
        for box in left:
            message = msg("A picture stands here that was not placed")
            yield PICTURES.finding("lost-picture", message, place=PageRef(file, page.index + 1, box))


def _is_near(one: Box, other: Box) -> bool:
    return all(abs(edge - wanted) <= _ROOM for edge, wanted in zip(one, other, strict=True))

"""Pictures as the engine sees them: a size, and a name by which they are drawn. It opens no file and decodes nothing."""

from __future__ import annotations

from typing import Any

from pipeline.doors.engine.cutting import PT
from pipeline.model.pictures import picture_of_address

__all__ = ["KnownPictures"]


class _Picture:
    """What the engine asks of an image: how large it comes, in CSS pixels, and to draw itself."""

    def __init__(self, name: str, width: float, height: float) -> None:
        self._name = name
        self.width, self.height = width / PT, height / PT

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[float, float, float]:
        return self.width, self.height, self.width / self.height

    def draw(self, stream: Any, concrete_width: float, concrete_height: float, style: Any) -> None:
        if concrete_width > 0 and concrete_height > 0:
            stream.place_picture(self._name, concrete_width, concrete_height)


class KnownPictures(dict[str, Any]):
    """The engine's cache of images, in which every ``picture:`` address (model/pictures.py) is already known."""

    def __contains__(self, address: object) -> bool:
        return super().__contains__(address) or (isinstance(address, str) and picture_of_address(address) is not None)

    def __missing__(self, address: str) -> _Picture:
        found = picture_of_address(address)
        if found is None:
            raise KeyError(address)
        made = self[address] = _Picture(*found)
        return made

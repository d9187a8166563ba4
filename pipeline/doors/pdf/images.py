"""Pictures as XObjects: each once a file, under the name by which the pages draw it."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.doors.pdf.objects import Objects
from pipeline.model.pictures import PressPicture

__all__ = ["picture_resources"]


def picture_resources(objects: Objects, pictures: Mapping[str, PressPicture]) -> str:
    """The entry of a resource dictionary; "" where there are none."""
    if not pictures:
        return ""
    return f"/XObject<<{''.join(f'/{name} {_embedded(objects, picture)}' for name, picture in sorted(pictures.items()))}>>"


def _embedded(objects: Objects, picture: PressPicture) -> str:
    components = 4 if picture.space == "DeviceCMYK" else 1
    entries = (
        f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}/ColorSpace/{picture.space}"
        f"/BitsPerComponent {picture.bits}/Filter/{picture.filter}"
    )
    if picture.inverted:
        entries += f"/Decode[{' '.join(['1 0'] * components)}]"
    if picture.predicted:
        entries += f"/DecodeParms<</Predictor 15/Colors {components}/BitsPerComponent {picture.bits}/Columns {picture.width}>>"
    return objects.stream(picture.content, entries, deflate=False)

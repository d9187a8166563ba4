"""A PDF whose pages are JPEGs and nothing else, in bytes that follow from them: no dates, no chance."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

__all__ = ["picture_document"]

Picture = tuple[bytes, tuple[int, int], tuple[float, float], bool]
"""JPEG, its dots, the page's size in points, whether it has one component (grey) or three."""


def picture_document(pictures: Iterable[Picture], creator: str) -> bytes:
    """One page a picture, each as large as its size says."""
    pdf = pikepdf.new()
    for jpeg, (across, down), (width, height), grey in pictures:
        image = pikepdf.Stream(
            pdf, jpeg, Type=Name.XObject, Subtype=Name.Image, Width=across, Height=down, BitsPerComponent=8,
            ColorSpace=Name.DeviceGray if grey else Name.DeviceRGB, Filter=Name.DCTDecode,
        )
        content = pikepdf.Stream(pdf, f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /P Do Q".encode())
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(Dictionary(
            Type=Name.Page, MediaBox=Array([0, 0, width, height]), Resources=Dictionary(XObject=Dictionary(P=image)), Contents=content,
        ))))
    pdf.docinfo["/Creator"] = pdf.docinfo["/Producer"] = creator
    made = BytesIO()
    pdf.save(made, deterministic_id=True, fix_metadata_version=False, min_version="1.4")
    return made.getvalue()

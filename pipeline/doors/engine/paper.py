"""A report on paper: complete HTML with its pictures in it, set by the engine with the project's fonts alone."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from typing import Any, Final

from pipeline.doors.engine.setting import ClosedFetcher, caught_warnings, font_configuration, font_face_css, load_engine
from pipeline.model.galley import FontFace

__all__ = ["print_report"]

_PICTURE: Final = "data:image/png;base64,"


class _PictureFetcher(ClosedFetcher):
    """Opens the pictures that lie in the HTML itself, too."""

    def fetch(self, url: str, headers: object = None) -> Any:
        """The response for a font or a picture. Raises ValueError for any other address."""
        if not url.startswith(_PICTURE):
            return super().fetch(url, headers)
        from weasyprint.urls import URLFetcherResponse

        return URLFetcherResponse(url, b64decode(url.removeprefix(_PICTURE)), {"Content-Type": "image/png"})


def print_report(html: str, faces: Sequence[FontFace]) -> bytes:
    """The PDF of a complete HTML document. The same HTML gives the same bytes."""
    weasyprint = load_engine()
    fonts, fetcher = font_configuration(tuple(faces)), _PictureFetcher(faces)
    sheet = weasyprint.CSS(string=font_face_css(faces), font_config=fonts, url_fetcher=fetcher)
    with caught_warnings():
        made = weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=[sheet], font_config=fonts)
    return bytes(made)

"""Look into a written PDF: its fonts."""

from __future__ import annotations

from io import BytesIO

__all__ = ["fonts_of"]


def fonts_of(content: bytes) -> dict[str, bool]:
    """Font name without its subset tag -> is its file embedded, over all pages.

    Raises pikepdf.PdfError where the file does not open.
    """
    import pikepdf

    found: dict[str, bool] = {}
    with pikepdf.open(BytesIO(content)) as pdf:
        seen: set[tuple[int, int]] = set()
        for page in pdf.pages:
            fonts = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
            for font in (fonts[key] for key in fonts.keys()):  # noqa: SIM118  (iterating yields no plain names)
                if font.objgen in seen:
                    continue
                seen.add(font.objgen)
                inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
                name = str(font.get("/BaseFont", "/?")).lstrip("/")
                descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
                embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                found[name.split("+", 1)[-1]] = embedded
    return found

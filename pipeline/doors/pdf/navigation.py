"""What is clicked in a proof: the links on its pages and its bookmarks, object by object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pipeline.doors.pdf.document import Bookmark, number
from pipeline.model.pages import DrawnPage

__all__ = ["add_bookmarks", "add_links", "label_pages"]


def label_pages(pdf: Pdf, pages: Sequence[DrawnPage]) -> None:
    """Page labels (ISO 32000-1, 12.4.2) so that a viewer's page field shows the printed folio."""
    numbers: list[object] = []
    previous: int | None = None
    for index, page in enumerate(pages):
        folio = int(page.folio) if page.folio.isdigit() else None
        if folio is None:
            numbers += [index, Dictionary(P=String(page.folio))]
        elif previous is None or folio != previous + 1:
            numbers += [index, Dictionary(S=Name.D, St=folio)]
        previous = folio
    pdf.Root.PageLabels = Dictionary(Nums=Array(numbers))


def add_links(
    pdf: Pdf, made: Sequence[Object], pages: Sequence[DrawnPage], anchors: Mapping[str, tuple[int, float]], bleed: float
) -> None:
    """Annotations of all pages; a link whose anchor is not in the book is left out."""
    for page, drawn in zip(made, pages, strict=True):
        texts: list[str] = []
        places: list[tuple[int, float] | None] = []
        for link in drawn.links:
            place = anchors.get(link.target[1:]) if link.target.startswith("#") else None
            action = "" if link.target.startswith("#") else f"/A<</Type/Action/S/URI/URI<{_ascii_uri(link.target).encode().hex()}>>>"
            if place is None and not action:
                continue
            rect = " ".join(number(edge + bleed) for edge in link.box)
            texts.append(f"<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect[{rect}]{action}>>")
            places.append(place)
        if not texts:
            continue
        # One text for the page's annotations: what is parsed at once costs a fraction of what is built piece by piece.
        annotations = list(Object.parse(f"[{''.join(texts)}]".encode()).as_list())
        for annotation, place in zip(annotations, places, strict=True):
            if place is not None:
                annotation.Dest = _destination(made, *place, bleed)
        page.Annots = Array([pdf.make_indirect(annotation) for annotation in annotations])


def _destination(made: Sequence[Object], page_index: int, top: float, bleed: float) -> Array:
    return Array([made[page_index], Name.FitH, round(top + bleed, 2)])


def _ascii_uri(address: str) -> str:
    return quote(address, safe="/:?#[]@!$&'()*+,;=%~.-_")


def add_bookmarks(pdf: Pdf, made: Sequence[Object], bookmarks: Sequence[Bookmark], bleed: float) -> None:
    """The outline (ISO 32000-1, 12.3.3), closed: its items are counted as the top level only."""
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    _hang(pdf, root, made, bookmarks, bleed)
    root.Count = len(bookmarks)
    pdf.Root.Outlines = root
    pdf.Root.PageMode = Name.UseOutlines


def _hang(pdf: Pdf, parent: Object, made: Sequence[Object], bookmarks: Sequence[Bookmark], bleed: float) -> None:
    previous: Object | None = None
    for bookmark in bookmarks:
        dest = _destination(made, bookmark.page_index, bookmark.top, bleed)
        item = pdf.make_indirect(Dictionary(Title=String(bookmark.title), Parent=parent, Dest=dest))
        if previous is None:
            parent.First = item
        else:
            previous.Next, item.Prev = item, previous
        if bookmark.children:
            _hang(pdf, item, made, bookmark.children, bleed)
            # Negative: so many items would show if it were opened.
            item.Count = -len(bookmark.children)
        previous = item
    if previous is not None:
        parent.Last = previous

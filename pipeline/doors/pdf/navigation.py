"""What is clicked in a proof: the links on its pages and its bookmarks; and the folios a viewer shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from pipeline.doors.pdf.document import Bookmark
from pipeline.doors.pdf.objects import Objects, array, number, text
from pipeline.model.pages import DrawnLink, DrawnPage

__all__ = ["add_bookmarks", "add_links", "page_labels"]


def page_labels(pages: Sequence[DrawnPage]) -> str:
    """Page labels (ISO 32000-1, 12.4.2) so that a viewer's page field shows the printed folio."""
    numbers: list[str] = []
    previous: int | None = None
    for index, page in enumerate(pages):
        folio = int(page.folio) if page.folio.isdigit() else None
        if folio is None:
            numbers.append(f"{index}<</P{text(page.folio)}>>")
        elif previous is None or folio != previous + 1:
            numbers.append(f"{index}<</S/D/St {folio}>>")
        previous = folio
    return f"<</Nums{array(numbers)}>>"


def _destination(page: str, top: float) -> str:
    return f"[{page}/FitH {number(top)}]"


def add_links(
    objects: Objects, links: Sequence[DrawnLink], references: Sequence[str], anchors: Mapping[str, tuple[int, float]], bleed: float
) -> list[str]:
    """The annotations of one page; a link whose anchor is not in the book is left out.

    ``references`` name the pages in order.
    """
    made: list[str] = []
    for link in links:
        if link.target.startswith("#"):
            place = anchors.get(link.target[1:])
            if place is None:
                continue
            leads = f"/Dest{_destination(references[place[0]], place[1] + bleed)}"
        else:
            leads = f"/A<</Type/Action/S/URI/URI({_ascii_uri(link.target)})>>"
        x0, y0, x1, y1 = link.box
        rect = f"{x0 + bleed:.2f} {y0 + bleed:.2f} {x1 + bleed:.2f} {y1 + bleed:.2f}"
        made.append(objects.add(f"<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect[{rect}]{leads}>>"))
    return made


def _ascii_uri(address: str) -> str:
    """A URI as the inside of a literal string: parentheses are written as three characters, a backslash never appears."""
    return quote(address, safe="/:?#[]@!$&'*+,;=%~.-_")


def add_bookmarks(objects: Objects, bookmarks: Sequence[Bookmark], references: Sequence[str], bleed: float) -> str:
    """The outline (ISO 32000-1, 12.3.3), closed: only its top level counts as shown. Gives the root's reference."""
    root, reference = objects.reserve()
    first, last = _hang(objects, reference, bookmarks, references, bleed)
    root.content = f"<</Type/Outlines/First {first}/Last {last}/Count {len(bookmarks)}>>".encode()
    return reference


def _hang(objects: Objects, parent: str, bookmarks: Sequence[Bookmark], references: Sequence[str], bleed: float) -> tuple[str, str]:
    """The items of one level under ``parent``; the references of the first and the last."""
    items = [objects.reserve() for _ in bookmarks]
    for index, (bookmark, (entry, reference)) in enumerate(zip(bookmarks, items, strict=True)):
        dest = _destination(references[bookmark.page_index], bookmark.top + bleed)
        before = f"/Prev {items[index - 1][1]}" if index else ""
        after = f"/Next {items[index + 1][1]}" if index + 1 < len(items) else ""
        below = ""
        if bookmark.children:
            first, last = _hang(objects, reference, bookmark.children, references, bleed)
            # Negative: so many items would show if it were opened.
            below = f"/First {first}/Last {last}/Count -{len(bookmark.children)}"
        entry.content = f"<</Title{text(bookmark.title)}/Parent {parent}{before}{after}{below}/Dest{dest}>>".encode()
    return items[0][1], items[-1][1]

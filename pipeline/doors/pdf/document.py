"""Write drawn pages as one PDF: boxes, fonts, labels, and either links and bookmarks or an output intent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

from pipeline.doors.pdf.fonts import FontNeeds, embed_fonts
from pipeline.doors.pdf.metadata import xmp_packet
from pipeline.model.galley import FontFace
from pipeline.model.pages import DrawnPage

__all__ = ["Bookmark", "Boxes", "DocumentFacts", "OutputIntent", "write_document"]


@dataclass(frozen=True, slots=True)
class Boxes:
    """Page size in points: the trim, and the bleed around it (0 for a proof)."""

    trim_width: float
    trim_height: float
    bleed: float = 0.0


@dataclass(frozen=True, slots=True)
class OutputIntent:
    """The printing condition (ISO 15930-7, 6.2.2): a registry name, and the profile that PDF/X-4 embeds."""

    identifier: str
    condition: str
    info: str
    profile: bytes


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the document says of itself; dates come from the edition, never from the clock."""

    title: str
    author: str
    lang: str
    created: datetime
    creator: str
    pdfx: str = ""
    """"PDF/X-4" for a press file; "" for a proof."""
    intent: OutputIntent | None = None


@dataclass(frozen=True, slots=True)
class Bookmark:
    title: str
    page_index: int
    top: float
    """Height on the page, PDF coordinates."""
    children: Sequence[Bookmark] = field(default_factory=tuple)


def write_document(
    pages: Sequence[DrawnPage],
    boxes: Boxes,
    needs: FontNeeds,
    faces: Sequence[FontFace],
    facts: DocumentFacts,
    *,
    anchors: Mapping[str, tuple[int, float]] | None = None,
    bookmarks: Sequence[Bookmark] = (),
) -> bytes:
    """The PDF's bytes: same input, same bytes.

    ``anchors`` (name -> page index, height) makes the pages' links clickable; without it no annotation is written, as
    PDF/X asks (ISO 15930-7, 6.15: none inside the bleed box).
    """
    pdf = Pdf.new()
    fonts = pdf.make_indirect(embed_fonts(pdf, needs, faces))
    resources = pdf.make_indirect(Dictionary(Font=fonts))
    for page in pages:
        _add_page(pdf, page, boxes, resources)
    _label_pages(pdf, pages)
    if anchors is not None:
        _add_links(pdf, pages, boxes, anchors)
    if bookmarks:
        with pdf.open_outline() as outline:
            outline.root.extend(_outline(bookmark, boxes.bleed) for bookmark in bookmarks)
        pdf.Root.PageMode = Name.UseOutlines
    _describe(pdf, pages, facts)
    return _save(pdf, facts)


def _add_page(pdf: Pdf, page: DrawnPage, boxes: Boxes, resources: pikepdf.Object) -> None:
    bleed = boxes.bleed
    content = page.content
    if bleed:
        content = f"1 0 0 1 {_n(bleed)} {_n(bleed)} cm\n".encode() + content
    width, height = boxes.trim_width + 2 * bleed, boxes.trim_height + 2 * bleed
    media = [0, 0, _n(width), _n(height)]
    trim = [_n(bleed), _n(bleed), _n(bleed + boxes.trim_width), _n(bleed + boxes.trim_height)]
    made = Dictionary(
        Type=Name.Page, MediaBox=_box(media), TrimBox=_box(trim), BleedBox=_box(media), Resources=resources,
        Contents=pdf.make_stream(content),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(made)))


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def _box(edges: Sequence[object]) -> pikepdf.Object:
    return pikepdf.Object.parse(("[" + " ".join(str(edge) for edge in edges) + "]").encode())


def _label_pages(pdf: Pdf, pages: Sequence[DrawnPage]) -> None:
    """Page labels (ISO 32000-1, 12.4.2) so that a viewer's page field shows the printed folio."""
    numbers: list[object] = []
    previous: int | None = None
    for index, page in enumerate(pages):
        folio = int(page.folio) if page.folio.isdigit() else None
        if folio is None:
            numbers += [index, Dictionary(P=pikepdf.String(page.folio))]
        elif previous is None or folio != previous + 1:
            numbers += [index, Dictionary(S=Name.D, St=folio)]
        previous = folio
    pdf.Root.PageLabels = Dictionary(Nums=Array(numbers))


def _add_links(pdf: Pdf, pages: Sequence[DrawnPage], boxes: Boxes, anchors: Mapping[str, tuple[int, float]]) -> None:
    for page, drawn in zip(pdf.pages, pages, strict=True):
        annotations = []
        for link in drawn.links:
            annotation = Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Border=Array([0, 0, 0]), F=4,
                Rect=_box([_n(edge + boxes.bleed) for edge in link.box]),
            )
            if link.target.startswith("#"):
                target = anchors.get(link.target[1:])
                if target is None:
                    continue
                annotation.Dest = Array([pdf.pages[target[0]].obj, Name.FitH, round(target[1] + boxes.bleed, 2)])
            else:
                annotation.A = Dictionary(Type=Name.Action, S=Name.URI, URI=pikepdf.String(_ascii_uri(link.target)))
            annotations.append(pdf.make_indirect(annotation))
        if annotations:
            page.obj.Annots = Array(annotations)


def _ascii_uri(address: str) -> str:
    from urllib.parse import quote

    return quote(address, safe="/:?#[]@!$&'()*+,;=%~.-_")


def _outline(bookmark: Bookmark, bleed: float) -> OutlineItem:
    made = OutlineItem(bookmark.title, bookmark.page_index, "FitH", top=round(bookmark.top + bleed, 2))
    made.children.extend(_outline(child, bleed) for child in bookmark.children)
    made.is_closed = True
    return made


def _describe(pdf: Pdf, pages: Sequence[DrawnPage], facts: DocumentFacts) -> None:
    pdf.Root.Lang = pikepdf.String(facts.lang)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    stamp = facts.created.strftime("D:%Y%m%d%H%M%S") + re.sub(r"^([+-]\d\d)(\d\d)$", r"\1'\2'", facts.created.strftime("%z") or "+0000")
    info = pdf.docinfo
    info[Name.Title] = pikepdf.String(facts.title)
    info[Name.Author] = pikepdf.String(facts.author)
    info[Name.Creator] = pikepdf.String(facts.creator)
    info[Name.Producer] = pikepdf.String(facts.creator)
    info[Name.CreationDate] = pikepdf.String(stamp)
    info[Name.ModDate] = pikepdf.String(stamp)
    info[Name.Trapped] = Name("/False")
    identity = str(uuid5(NAMESPACE_URL, "\n".join([facts.title, facts.lang, stamp, *(page.content.decode("latin-1") for page in pages)])))
    packet = xmp_packet(facts.title, facts.author, facts.lang, facts.created.isoformat(), facts.creator, facts.pdfx, identity)
    metadata = pdf.make_stream(packet)
    metadata[Name.Type] = Name.Metadata
    metadata[Name.Subtype] = Name.XML
    pdf.Root.Metadata = metadata
    if facts.intent:
        profile = pdf.make_stream(facts.intent.profile)
        profile[Name.N] = 4
        pdf.Root.OutputIntents = Array([
            pdf.make_indirect(
                Dictionary(
                    Type=Name.OutputIntent, S=Name("/GTS_PDFX"), OutputConditionIdentifier=pikepdf.String(facts.intent.identifier),
                    RegistryName=pikepdf.String("http://www.color.org"), OutputCondition=pikepdf.String(facts.intent.condition),
                    Info=pikepdf.String(facts.intent.info), DestOutputProfile=profile,
                )
            )
        ])


def _save(pdf: Pdf, facts: DocumentFacts) -> bytes:
    written = BytesIO()
    # PDF/X-4 is PDF 1.6 (ISO 15930-7, 6.1); its metadata stays readable without a filter, object streams are left out.
    mode = pikepdf.ObjectStreamMode.disable if facts.pdfx else pikepdf.ObjectStreamMode.generate
    pdf.save(
        written, deterministic_id=True, object_stream_mode=mode, compress_streams=True, min_version="1.6",
        force_version="1.6" if facts.pdfx else "", fix_metadata_version=False,
    )
    return written.getvalue()

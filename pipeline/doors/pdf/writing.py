"""One document in the making: boxes, fonts, labels, and either links and bookmarks or an output intent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from typing import Final
from uuid import NAMESPACE_URL, uuid5

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from pipeline.doors.pdf.document import Bookmark, Boxes, DocumentFacts, number
from pipeline.doors.pdf.fonts import embed_fonts
from pipeline.doors.pdf.metadata import pdf_date, xmp_packet
from pipeline.doors.pdf.navigation import add_bookmarks, add_links, label_pages
from pipeline.doors.pdf.subsets import FontNeeds, SubsetStore
from pipeline.model.galley import FontFace
from pipeline.model.pages import DrawnPage

__all__ = ["Writing"]

KIDS: Final = 32
"""Pages and page groups under one node: a viewer reaches any page in two or three steps (ISO 32000-1, 7.7.3.1)."""


class Writing:
    """Pages are added when it is made; fonts and navigation after; ``finish`` gives the bytes."""

    def __init__(self, pages: Sequence[DrawnPage], boxes: Boxes, facts: DocumentFacts) -> None:
        self._pages, self._boxes, self._facts = pages, boxes, facts
        self._pdf = Pdf.new()
        self._resources = self._pdf.make_indirect(Dictionary())
        self._made = self._add_pages()
        _hang_pages(self._pdf, self._made)
        label_pages(self._pdf, pages)

    def _add_pages(self) -> list[Object]:
        """The pages' contents are written as they were deflated; the way to the trim's corner is one stream that all share."""
        pdf, resources = self._pdf, self._resources
        plain, bleed = _page_text(self._boxes), self._boxes.bleed
        lead = [pdf.make_stream(f"1 0 0 1 {number(bleed)} {number(bleed)} cm\n".encode())] if bleed else []
        made = []
        for page in self._pages:
            stream = pdf.make_stream(page.deflated)
            stream.Filter = Name.FlateDecode
            written = Object.parse(plain)
            written.Resources = resources
            written.Contents = Array([*lead, stream]) if lead else stream
            made.append(pdf.make_indirect(written))
        return made

    def embed(self, needs: FontNeeds, faces: Sequence[FontFace], subsets: SubsetStore) -> None:
        self._resources.Font = embed_fonts(self._pdf, needs, faces, subsets)

    def link(self, anchors: Mapping[str, tuple[int, float]]) -> None:
        add_links(self._pdf, self._made, self._pages, anchors, self._boxes.bleed)

    def mark(self, bookmarks: Sequence[Bookmark]) -> None:
        if bookmarks:
            add_bookmarks(self._pdf, self._made, bookmarks, self._boxes.bleed)

    def finish(self) -> bytes:
        _describe(self._pdf, self._facts, [page.digest for page in self._pages])
        written = BytesIO()
        # PDF/X-4 is PDF 1.6 (ISO 15930-7, 6.1); its metadata stays readable without a filter, object streams are left out.
        pdfx = bool(self._facts.pdfx)
        mode = pikepdf.ObjectStreamMode.disable if pdfx else pikepdf.ObjectStreamMode.generate
        self._pdf.save(
            written, deterministic_id=True, object_stream_mode=mode, compress_streams=True, min_version="1.6",
            force_version="1.6" if pdfx else "", fix_metadata_version=False,
        )
        return written.getvalue()


def _page_text(boxes: Boxes) -> bytes:
    """What all page dictionaries have in common."""
    bleed = boxes.bleed
    media = f"[0 0 {number(boxes.trim_width + 2 * bleed)} {number(boxes.trim_height + 2 * bleed)}]"
    edges = (bleed, bleed, bleed + boxes.trim_width, bleed + boxes.trim_height)
    return f"<</Type/Page/MediaBox{media}/BleedBox{media}/TrimBox[{' '.join(map(number, edges))}]>>".encode()


def _hang_pages(pdf: Pdf, pages: Sequence[Object]) -> None:
    """The page tree, balanced."""
    level, counts = list(pages), [1] * len(pages)
    while len(level) > KIDS:
        nodes, sums = [], []
        for start in range(0, len(level), KIDS):
            kids, count = level[start : start + KIDS], sum(counts[start : start + KIDS])
            nodes.append(_node(pdf.make_indirect(Dictionary(Type=Name.Pages)), kids, count))
            sums.append(count)
        level, counts = nodes, sums
    _node(pdf.Root.Pages, level, len(pages))


def _node(node: Object, kids: Sequence[Object], count: int) -> Object:
    node.Kids, node.Count = Array(kids), count
    for kid in kids:
        kid.Parent = node
    return node


def _describe(pdf: Pdf, facts: DocumentFacts, digests: Sequence[str]) -> None:
    pdf.Root.Lang = pikepdf.String(facts.lang)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    stamp = pdf_date(facts.created)
    info = pdf.docinfo
    info[Name.Title] = pikepdf.String(facts.title)
    info[Name.Author] = pikepdf.String(facts.author)
    info[Name.Creator] = pikepdf.String(facts.creator)
    info[Name.Producer] = pikepdf.String(facts.creator)
    info[Name.CreationDate] = pikepdf.String(stamp)
    info[Name.ModDate] = pikepdf.String(stamp)
    info[Name.Trapped] = Name("/False")
    told = "\n".join([facts.title, facts.lang, facts.pdfx, stamp, *digests])
    identity = str(uuid5(NAMESPACE_URL, sha256(told.encode()).hexdigest()))
    packet = xmp_packet(facts.title, facts.author, facts.lang, facts.created.isoformat(), facts.creator, facts.pdfx, identity)
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    if facts.intent:
        profile = pdf.make_stream(facts.intent.profile, N=4)
        pdf.Root.OutputIntents = Array([
            pdf.make_indirect(
                Dictionary(
                    Type=Name.OutputIntent, S=Name("/GTS_PDFX"), OutputConditionIdentifier=pikepdf.String(facts.intent.identifier),
                    RegistryName=pikepdf.String("http://www.color.org"), OutputCondition=pikepdf.String(facts.intent.condition),
                    Info=pikepdf.String(facts.intent.info), DestOutputProfile=profile,
                )
            )
        ])

"""One document in the making: boxes, fonts, labels, and either links and bookmarks or an output intent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from pipeline.doors.pdf.document import Bookmark, Boxes, DocumentFacts, Note, OutputIntent, Slug
from pipeline.doors.pdf.fonts import embed_fonts
from pipeline.doors.pdf.images import picture_resources
from pipeline.doors.pdf.inks import ink_resources
from pipeline.doors.pdf.metadata import pdf_date, xmp_packet
from pipeline.doors.pdf.navigation import add_bookmarks, add_links, page_labels
from pipeline.doors.pdf.notes import Notes
from pipeline.doors.pdf.objects import Objects, Raw, array, number, text
from pipeline.doors.pdf.packing import packed
from pipeline.doors.pdf.slug import Marks
from pipeline.doors.pdf.subsets import FontNeeds, SubsetStore
from pipeline.model.galley import FontFace
from pipeline.model.inks import Inks
from pipeline.model.pages import DrawnPage
from pipeline.model.pictures import PressPicture

__all__ = ["VERSIONS", "write"]

VERSIONS: Final = {"PDF/X-4": "1.6", "PDF/X-1a:2003": "1.4", "PDF/X-1a:2001": "1.3"}
"""The PDF each standard is made of (ISO 15930-7, 15930-4 and 15930-1, 6.1)."""
_OLD_KEYS: Final = {
    "PDF/X-1a:2003": {"GTS_PDFXVersion": "PDF/X-1a:2003"},
    "PDF/X-1a:2001": {"GTS_PDFXVersion": "PDF/X-1:2001", "GTS_PDFXConformance": "PDF/X-1a:2001"},
}
"""How the Info dictionary names a standard older than XMP; PDF/X-4 is named in XMP alone (ISO 15930-7, 6.3.2)."""
KIDS: Final = 32
"""Pages and page groups under one node: a viewer reaches any page in two or three steps (ISO 32000-1, 7.7.3.1)."""


def write(
    pages: Sequence[DrawnPage],
    boxes: Boxes,
    needs: FontNeeds,
    faces: Sequence[FontFace],
    facts: DocumentFacts,
    anchors: Mapping[str, tuple[int, float]] | None,
    bookmarks: Sequence[Bookmark],
    subsets: SubsetStore,
    inks: Inks,
    slug: Slug | None,
    pictures: Mapping[str, PressPicture],
    notes: tuple[Sequence[Note], FontFace] | None = None,
) -> bytes:
    """The document's bytes; the arguments are those of :func:`pipeline.doors.pdf.write_document`."""
    objects = Objects()
    reserved = [objects.reserve() for _ in pages]
    references = [reference for _, reference in reserved]
    marks, noted = Marks(boxes, slug) if slug else None, Notes(*notes) if notes else None
    needs = marks.needs(needs) if marks else needs
    fonts, others = embed_fonts(objects, needs, faces, subsets), ink_resources(objects, inks, marks=bool(marks))
    resources = objects.add(f"<</Font{fonts}{others}{picture_resources(objects, pictures)}>>")
    beside = objects.add(f"<</Font{embed_fonts(objects, noted.needs, faces, subsets)}>>") if noted else ""
    parents = _hang_pages(objects, references)
    common = f"/Resources {resources}{_boxes(boxes)}"
    lead = objects.stream(boxes.shift) if boxes.margin else ""
    for index, (page, (made, _), parent) in enumerate(zip(pages, reserved, parents, strict=True)):
        placed = add_links(objects, page.links, references, anchors, boxes.margin) if anchors is not None else []
        placed += noted.add(objects, index, beside, boxes.margin) if noted else []
        # As they were deflated; the way to the trim's corner is one stream that all pages share.
        contents = objects.deflated(page.deflated)
        mark = objects.stream(marks.drawn(index)) if marks else ""
        contents = f"[{lead} {contents} {mark}]" if lead else contents
        annots = f"/Annots{array(placed)}" if placed else ""
        made.content = f"<</Type/Page/Parent {parent}{common}/Contents {contents}{annots}>>".encode()
    _guide(objects, pages, bookmarks, references, boxes.margin)
    identity = _describe(objects, facts, [page.digest for page in pages])
    # The objects of a press file stand in the open, so that the oldest workflow reads it; PDF/X-1a knows no other way.
    return objects.written(identity, VERSIONS[facts.pdfx]) if facts.pdfx else packed(objects.pdf, identity)


def _guide(objects: Objects, pages: Sequence[DrawnPage], bookmarks: Sequence[Bookmark], references: Sequence[str], margin: float) -> None:
    """Page labels and, where there are any, bookmarks."""
    catalog = objects.pdf.catalog
    catalog["PageLabels"] = page_labels(pages)
    if bookmarks:
        catalog["Outlines"] = add_bookmarks(objects, bookmarks, references, margin)
        catalog["PageMode"] = "/UseOutlines"


def _boxes(boxes: Boxes) -> str:
    media, bleed, trim = (array(map(number, box)) for box in (boxes.media, boxes.bleed_box, boxes.trim))
    crop = f"/CropBox{array(map(number, boxes.shown))}" if boxes.cropped else ""
    return f"/MediaBox{media}{crop}/BleedBox{bleed}/TrimBox{trim}"


def _hang_pages(objects: Objects, references: Sequence[str]) -> list[str]:
    """The page tree, balanced; each page's parent, in order."""
    level, counts = list(references), [1] * len(references)
    waiting: list[tuple[Raw, str]] = []
    parents: list[str] = []
    while len(level) > KIDS:
        starts = range(0, len(level), KIDS)
        nodes = [objects.reserve() for _ in starts]
        above = [reference for _, (_, reference) in zip(starts, nodes, strict=True) for _ in range(KIDS)][: len(level)]
        _close(waiting, above)
        parents = parents or above
        sums = [sum(counts[start : start + KIDS]) for start in starts]
        waiting = [
            (node, f"/Kids{array(level[start : start + KIDS])}/Count {total}")
            for start, (node, _), total in zip(starts, nodes, sums, strict=True)
        ]
        level, counts = [reference for _, reference in nodes], sums
    root = objects.pdf.pages
    root["Kids"], root["Count"] = array(level), len(references)
    above = [root.reference.decode()] * len(level)
    _close(waiting, above)
    return parents or above


def _close(waiting: Sequence[tuple[Raw, str]], parents: Sequence[str]) -> None:
    """Finish nodes whose own parents are now known."""
    for (node, entries), parent in zip(waiting, parents, strict=bool(waiting)):
        node.content = f"<</Type/Pages/Parent {parent}{entries}>>".encode()


def _describe(objects: Objects, facts: DocumentFacts, digests: Sequence[str]) -> str:
    """Title and kin, the output intent; gives the document's identity, which follows from what it says of itself and its pages."""
    catalog, info = objects.pdf.catalog, objects.pdf.info
    stamp = pdf_date(facts.created)
    catalog["Lang"] = text(facts.lang)
    catalog["ViewerPreferences"] = "<</DisplayDocTitle true>>"
    values = {"Title": facts.title, "Author": facts.author, "Creator": facts.creator, "Producer": facts.creator}
    info.update({key: text(value) for key, value in {**values, "CreationDate": stamp, "ModDate": stamp}.items()})
    info["Trapped"] = "/False"
    info.update({key: text(value) for key, value in _OLD_KEYS.get(facts.pdfx, {}).items()})
    told = "\n".join([facts.title, facts.author, facts.lang, facts.creator, facts.pdfx, stamp, *digests])
    identity = str(uuid5(NAMESPACE_URL, sha256(told.encode()).hexdigest()))
    key = "" if facts.pdfx in _OLD_KEYS else facts.pdfx
    packet = xmp_packet(facts.title, facts.author, facts.lang, facts.created.isoformat(), facts.creator, key, identity)
    # Without a filter, so that a program that knows no PDF can read it (ISO 15930-7, 6.3).
    catalog["Metadata"] = objects.stream(packet, "/Type/Metadata/Subtype/XML", deflate=False)
    if facts.intent:
        catalog["OutputIntents"] = f"[{_intent(objects, facts.intent)}]"
    return identity


def _intent(objects: Objects, intent: OutputIntent) -> str:
    """The output intent; a condition that is named by the registry alone needs neither profile nor description (ISO 15930-4, 6.2.2)."""
    profile = f"/Info{text(intent.info)}/DestOutputProfile {objects.stream(intent.profile, '/N 4')}" if intent.profile else ""
    return objects.add(
        f"<</Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier{text(intent.identifier)}/RegistryName(http://www.color.org)"
        f"/OutputCondition{text(intent.condition)}{profile}>>"
    )

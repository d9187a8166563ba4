"""Small PDFs made by hand with pikepdf: one page of content, with whatever a case needs to be wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.model.findings import Finding
from pipeline.preflight import Preflighted, load_order, preflight

ROOT = Path(__file__).resolve().parents[2]
MM = 72 / 25.4
TRIM = (148.0, 210.0)
BLEED = 3.0
PROFILE = ROOT / "pipeline" / "printers" / "icc" / "FOGRA29-tac300-argyll.icc"
JOB = b'{"trim_mm": [148, 210], "page_multiple": 1, "tac": 0}'
BLACK_TEXT = b"BT /F 9 Tf 0 0 0 1 k 60 200 Td (Zhanar) Tj ET"
XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmpMM:DocumentID="uuid:7" xmpMM:VersionID="1" xmpMM:RenditionClass="default"
xmp:CreateDate="2026-11-01T12:00:00+00:00" xmp:ModifyDate="2026-11-01T12:00:00+00:00" pdf:Trapped="False"
pdfxid:GTS_PDFXVersion="PDF/X-4"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Directory</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""

Edit = Callable[[pikepdf.Pdf, pikepdf.Page], None]


def a_font() -> bytes:
    """A text face of the project's own."""
    return next(path for path in sorted((ROOT / "fonts").rglob("*.ttf")) if "Icons" not in path.name).read_bytes()


def simple_font(pdf: pikepdf.Pdf, **changes: object) -> pikepdf.Object:
    """An embedded TrueType font of simple codes; ``changes`` spoil its dictionary (None: leave out)."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Case"), Flags=32, FontBBox=[0, -200, 1000, 900], ItalicAngle=0, Ascent=900,
        Descent=-200, CapHeight=700, StemV=80, FontFile2=pdf.make_stream(a_font()),
    )
    entries = {
        "Type": Name.Font, "Subtype": Name.TrueType, "BaseFont": Name("/ABCDEF+Case"), "FirstChar": 32, "LastChar": 126,
        "Widths": Array([500] * 95), "Encoding": Name.WinAnsiEncoding, "FontDescriptor": descriptor, **changes,
    }
    return pdf.make_indirect(Dictionary({"/" + key: value for key, value in entries.items() if value is not None}))


def press_file(content: bytes = BLACK_TEXT, edit: Edit | None = None, *, pages: int = 1) -> bytes:
    """A sound PDF/X-4 of one size with ``content`` in trim coordinates on every page; ``edit`` spoils the last page or the file."""
    pdf = pikepdf.new()
    font = simple_font(pdf)
    for _ in range(pages):
        edge = BLEED * MM
        width, height = TRIM[0] * MM + 2 * edge, TRIM[1] * MM + 2 * edge
        page = pdf.add_blank_page(page_size=(width, height))
        page.obj.TrimBox = Array([edge, edge, width - edge, height - edge])
        page.obj.BleedBox = Array([0, 0, width, height])
        page.obj.Resources = Dictionary(Font=Dictionary(F=font))
        page.obj.Contents = pdf.make_stream(b"q 1 0 0 1 %.4f %.4f cm\n" % (edge, edge) + content + b"\nQ")
    profile = pdf.make_stream(PROFILE.read_bytes())
    profile.N = 4
    pdf.Root.OutputIntents = Array([Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier="FOGRA29", RegistryName="http://www.color.org",
        DestOutputProfile=profile,
    )])
    pdf.Root.Metadata = pdf.make_stream(XMP.encode())
    pdf.trailer.Info = pdf.make_indirect(Dictionary(
        Title="Directory", CreationDate="D:20261101120000+00'00'", ModDate="D:20261101120000+00'00'", Trapped=Name("/False"),
    ))
    if edit is not None:
        edit(pdf, pdf.pages[-1])
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    made = BytesIO()
    settings: dict[str, object] = {
        "force_version": "1.6", "object_stream_mode": pikepdf.ObjectStreamMode.disable, "deterministic_id": True, "fix_metadata_version": False,
    }
    pdf.save(made, **{**settings, **options})  # type: ignore[arg-type]
    return made.getvalue()


def form(pdf: pikepdf.Pdf, content: bytes, **entries: object) -> pikepdf.Object:
    """A form of any size; further entries as given."""
    made = pdf.make_stream(content)
    for key, value in {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([-5000, -5000, 5000, 5000]), **entries}.items():
        made["/" + key] = value
    return made


def with_resources(**kinds: Mapping[str, object]) -> Edit:
    """Resources of the page beside its font: ``ExtGState={"G": Dictionary(...)}``."""

    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        for kind, entries in kinds.items():
            page.obj.Resources["/" + kind] = Dictionary({"/" + name: value for name, value in entries.items()})

    return edit


def nested(edit: Edit | None = None) -> Edit:
    """Move the page's content into a form without resources, in a form that has the page's, on a page scaled to a half.

    The inner form is drawn at twice the size, so that everything comes out as it was, and inherits its resources.
    """

    def wrap(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        if edit is not None:
            edit(pdf, page)
        held = Dictionary(dict(page.obj.Resources.items()))
        held["/XObject"] = Dictionary(dict(held.get("/XObject", {}).items()))
        held.XObject.Inner = form(pdf, page.obj.Contents.read_bytes())
        outer = form(pdf, b"q 2 0 0 2 0 0 cm /Inner Do Q", Resources=held)
        page.obj.Resources = Dictionary(XObject=Dictionary(Outer=outer))
        page.obj.Contents = pdf.make_stream(b"q 0.5 0 0 0.5 0 0 cm /Outer Do Q")

    return wrap


def checked(content: bytes, profile: str = "house", job: bytes = JOB) -> Preflighted:
    return preflight(content, "case.pdf", load_order(profile, job, "job.json"))


def codes(made: Preflighted, rule: str = "") -> list[str]:
    """The codes of a rule's findings; of all rules ids with codes, without what is only told."""
    if rule:
        return [finding.code for finding in made.findings if finding.id == rule]
    return [f"{finding.id}/{finding.code}" for finding in made.findings if finding.severity.value != "info"]


def found(made: Preflighted, rule: str, code: str) -> Finding:
    return next(finding for finding in made.findings if (finding.id, finding.code) == (rule, code))

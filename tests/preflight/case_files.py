"""Cases of the file as a whole: its standard, names, intent, layers, actions, page counts, plates."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
from case_book import Draw, FileCase, Leaf, bound, words
from case_inks import block, both, faint, spot
from case_sheets import boxed, cover, speck, trim, white
from pikepdf import Array, Dictionary, Name
from press_files import MM, PROFILE, saved
from reportlab.pdfgen.canvas import Canvas

__all__ = ["FILES"]

SOUND = Leaf(words)
Make = Callable[[], bytes]


def made(*leaves: Leaf, **options: bool) -> Make:
    return lambda: bound(leaves or [SOUND], **options)


def edited(edit: Callable[[pikepdf.Pdf], object], *leaves: Leaf, version: str = "1.4", **options: object) -> Make:
    """A sound file, edited; ``options`` of saving."""

    def make() -> bytes:
        with pikepdf.open(BytesIO(bound(leaves or [SOUND]))) as pdf:
            edit(pdf)
            return saved(pdf, **{"force_version": version, **options})

    return make


def root(**entries: object) -> Callable[[pikepdf.Pdf], None]:
    """Entries of the catalogue; None takes one away."""

    def edit(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            if value is None:
                del pdf.Root["/" + key]
            else:
                pdf.Root["/" + key] = value

    return edit


def intent(**entries: object) -> Callable[[pikepdf.Pdf], None]:
    def edit(pdf: pikepdf.Pdf) -> None:
        held = pdf.Root.OutputIntents[0]
        for key, value in entries.items():
            if value is None:
                del held["/" + key]
            else:
                held["/" + key] = value

    return edit


def said(old: str, new: str, *keys: str) -> Callable[[pikepdf.Pdf], None]:
    """Change the XMP packet, and take keys out of Info."""

    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(old.encode(), new.encode()))
        for key in keys:
            del pdf.trailer.Info["/" + key]

    return edit


def as_x1a(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata
    pdf.trailer.Info.GTS_PDFXVersion = "PDF/X-1a:2003"


def profile(space: bytes, channels: int, device: bytes = b"prtr") -> Callable[[pikepdf.Pdf], None]:
    """The intent's profile with another class or space in its header."""

    def edit(pdf: pikepdf.Pdf) -> None:
        content = PROFILE.read_bytes()
        held = pdf.make_stream(content[:12] + device + space + content[20:])
        held.N = channels
        pdf.Root.OutputIntents[0].DestOutputProfile = held

    return edit


def second_intent(kind: str) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: pdf.Root.OutputIntents.append(Dictionary(Type=Name.OutputIntent, S=Name(kind), OutputConditionIdentifier="FOGRA29"))


def layered(off: bool, *, further: bool = False) -> Callable[[pikepdf.Pdf], None]:
    def edit(pdf: pikepdf.Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Draft"))
        pdf.Root.OCProperties = Dictionary(
            OCGs=Array([group]), D=Dictionary(Name="All", OFF=Array([group] if off else [])), Configs=Array([Dictionary(Name="B")] if further else []),
        )

    return edit


def cut(content: Make, at: bytes, by: bytes) -> Make:
    """The bytes of a file with their last ``at`` replaced."""

    def make() -> bytes:
        head, _, tail = content().rpartition(at)
        return head + by + tail

    return make


def cut_short(make: Make) -> Make:
    return lambda: make().partition(b"startxref")[0] + b"startxref\n7\n%%EOF\n"


def coated(width: float, height: float = 210) -> Make:
    """A cover of one page."""
    edit = cover(width)

    def sized(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        edit(pdf, page)
        for key in ("MediaBox", "TrimBox", "BleedBox"):
            x0, y0, x1, _ = map(float, page.obj["/" + key])
            page.obj["/" + key] = Array([x0, y0, x1, y0 + height * MM])

    return made(Leaf(words, sized))


def without_id(content: Make) -> Make:
    def make() -> bytes:
        head, _, tail = content().rpartition(b"/ID ")
        return head + b"/XX " + tail

    return make


def inked(*leaves: Draw) -> Make:
    return made(*map(Leaf, leaves))


def square(side_mm: float, *ink: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorCMYK(*ink)
        canvas.rect(20 * MM, 40 * MM, side_mm * MM, side_mm * MM, stroke=0, fill=1)

    return draw


HEAD = b'{"trim_mm": [148, 210], "tac": 0, "colours": "CMYK", '
MIXED = b'{"page_multiple": 1, "tac": 0, "colours": "CMYK"}'
LAST = HEAD + b'"page_multiple": 1, "last_page": "blank"}'
SPINE = HEAD + b'"page_multiple": 1, "kind": "cover", "bleed_mm": 0, "pages": 200, "leaf_caliper_mm": 0.1, "spine_mm": %s}'
INKED = HEAD.replace(b'"tac": 0', b'"tac": 300') + b'"page_multiple": 1}'
COMMON = edited(lambda _pdf: None)
TWO_NAMES = both(spot("PANTONE 485 C"), spot("PANTONE 485C", x=100))
TWO_SPOTS = both(spot("PANTONE 485 C"), spot("PANTONE 486 C", x=100))
SPOTTED = HEAD + b'"page_multiple": 1, "spots": ["PANTONE 485 C", "PANTONE 485C", "PANTONE 486 C"]}'
OTHER_TITLE = said(">Directory<", ">Another directory<")

FILES = [
    FileCase("INK-114/alike-spots", inked(words, TWO_NAMES), inked(words, TWO_SPOTS), inked(spot("PANTONE 485 C")), page=2, order=SPOTTED,
             within=made(SOUND, Leaf(TWO_NAMES), in_forms=True)),
    FileCase("INK-117/no-intent", edited(root(OutputIntents=None)), COMMON, made()),
    FileCase("INK-117/several-intents", edited(second_intent("/GTS_PDFX")), edited(second_intent("/GTS_PDFA1")), made(), also=("INK-117/no-profile",)),
    FileCase("INK-117/wrong-condition", edited(intent(OutputConditionIdentifier="FOGRA39")), edited(intent(OutputConditionIdentifier="Fogra-29L")), made()),
    FileCase("INK-117/no-profile", edited(intent(DestOutputProfile=None)), edited(lambda pdf: (as_x1a(pdf), intent(DestOutputProfile=None)(pdf))), made(),
             job="either"),
    FileCase("INK-117/wrong-profile", edited(profile(b"RGB ", 3)), edited(profile(b"GRAY", 1)), made(), job="K"),
    FileCase("INK-122/allowed", inked(words, faint(0.5)), inked(words, faint(1)), made(), page=2, within=made(SOUND, Leaf(faint(0.5)), in_forms=True)),
    FileCase("JOB-109/wrong-multiple", made(*[SOUND] * 5), made(*[SOUND] * 4), made(*[SOUND] * 8), order=HEAD + b'"page_multiple": 4}'),
    FileCase("JOB-109/too-few", made(*[SOUND] * 22), made(*[SOUND] * 24), made(*[SOUND] * 26), job="kdp"),
    FileCase("JOB-109/too-many", made(*[SOUND] * 830), made(*[SOUND] * 828), made(*[SOUND] * 26), job="kdp"),
    FileCase("JOB-110/last-page", made(SOUND, Leaf(speck)), made(SOUND, Leaf(white)), made(SOUND, Leaf(white)), page=2, order=LAST,
             within=made(SOUND, Leaf(speck), in_forms=True)),
    FileCase("JOB-141/wrong-width", coated(306.51), coated(306.49), coated(306), order=SPINE % b"10"),
    FileCase("JOB-141/wrong-height", coated(306, 210.11), coated(306, 210.1), coated(306), order=SPINE % b"10"),
    FileCase("JOB-141/spine-disagrees", coated(306.2), coated(306.2), coated(306.2), order=SPINE % b"10.51", mild=SPINE % b"10.5"),
    FileCase("PDF-102/mixed-size", made(SOUND, SOUND, Leaf(words, boxed(TrimBox=trim(x1=-0.2)))), made(SOUND, SOUND, Leaf(words, boxed(TrimBox=trim(x1=-0.1)))),
             made(SOUND, SOUND), page=3, order=MIXED),
    FileCase("PDF-132/repaired", cut_short(COMMON), cut(COMMON, b"%%EOF", b"%%EOF\n\0\0"), made()),
    FileCase("PDF-133/encrypted", edited(lambda _pdf: None, version="1.6", encryption=pikepdf.Encryption(owner="o", user="", R=4), deterministic_id=False),
             COMMON, made()),
    FileCase("PDF-134/newer", edited(lambda _pdf: None, version="1.7"), edited(lambda _pdf: None, version="1.6"), made()),
    FileCase("PDF-134/object-streams", edited(as_x1a, version="1.5", object_stream_mode=pikepdf.ObjectStreamMode.generate),
             edited(lambda _pdf: None, version="1.5", object_stream_mode=pikepdf.ObjectStreamMode.generate), made(), job="either", also=("PDF-134/newer",)),
    FileCase("PDF-135/no-standard", edited(root(Metadata=None)), COMMON, made()),
    FileCase("PDF-135/wrong-standard", edited(as_x1a), made(), made()),
    FileCase("PDF-135/misplaced", edited(lambda pdf: (root(Metadata=None)(pdf), pdf.trailer.Info.__setitem__("/GTS_PDFXVersion", "PDF/X-4"))),
             edited(lambda pdf: pdf.trailer.Info.__setitem__("/GTS_PDFXVersion", "PDF/X-4")), made(), also=("PDF-136/no-history",)),
    FileCase("PDF-136/no-title", edited(said(">Directory<", "><", "Title")), edited(said(">Directory<", "><")), made()),
    FileCase("PDF-136/no-date", edited(said("xmp:CreateDate", "xmp:Other", "CreationDate")), edited(said("xmp:CreateDate", "xmp:Other")), made()),
    FileCase("PDF-136/no-trapped", edited(said('Trapped="False"', 'Trapped="Unknown"', "Trapped")), edited(said("-", "-", "Trapped")), made()),
    FileCase("PDF-136/no-history", edited(said("xmpMM:VersionID", "xmpMM:Other")), edited(said('RenditionClass="default"', 'RenditionClass="proof:pdf"')), made()),
    FileCase("PDF-136/no-id", without_id(COMMON), COMMON, made()),
    FileCase("PDF-137/disagreement", edited(OTHER_TITLE), edited(said(">Directory<", "> Directory\n<")), made()),
    FileCase("PDF-138/action", edited(root(OpenAction=Dictionary(S=Name.JavaScript, JS="app.beep()"))),
             edited(lambda pdf: pdf.Root.__setitem__("/OpenAction", Array([pdf.pages[0].obj, Name.Fit]))), made()),
    FileCase("PDF-138/form", edited(root(AcroForm=Dictionary(Fields=Array([])))), COMMON, made()),
    FileCase("PDF-138/attachment", edited(root(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([]))))),
             edited(root(Names=Dictionary(Dests=Dictionary(Names=Array([]))))), made()),
    FileCase("PDF-139/hidden-layer", edited(layered(off=True)), edited(layered(off=False)), made()),
    FileCase("PDF-139/configurations", edited(layered(off=False, further=True)), edited(layered(off=False)), made()),
]

MEASURED = [
    FileCase("INK-112/extra-plate", inked(words, block(0, 0, 0.02, 0)), inked(words, block(0, 0, 0.007, 0)), made(), page=2, order=INKED.replace(b"CMYK", b"K"),
             within=made(SOUND, Leaf(block(0, 0, 0.02, 0)), in_forms=True), also=("INK-113/not-black",), edge_also=("INK-113/not-black",)),
    FileCase("INK-116/window", inked(words, square(20, 0.8, 0.8, 0.8, 0.62)), inked(words, square(20, 0.8, 0.8, 0.8, 0.59)), made(), page=2, order=INKED,
             within=made(SOUND, Leaf(square(20, 0.8, 0.8, 0.8, 0.62)), in_forms=True)),
    FileCase("INK-116/peak", inked(words, square(4, 1, 1, 1, 1)), inked(words, square(1, 1, 1, 1, 1)), made(), page=2, order=INKED,
             within=made(SOUND, Leaf(square(4, 1, 1, 1, 1)), in_forms=True)),
]
"""Codes that take Ghostscript's plates."""

"""Every stream of a press file is read: what its printer's standard forbids is found wherever it is hidden, and nothing else is."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from pipeline import cli, prepress, verify
from pipeline.doors.pdf import InspectedPage, scan_pdf
from pipeline.doors.pdf.plain import is_plain
from pipeline.printers import load_profile
from tests.core.small_edition import small_book

PAGE = 3
Edit = Callable[[Pdf, Dictionary], None]
"""Spoils a page of a press file, its own resources at hand."""
RED, INK = b"1 0 0 rg 0 0 9 9 re f\n", b"0 0 0 1 k 0 0 9 9 re f\n"


@cache
def press(profile: str = "offset-cis") -> bytes:
    small = small_book()
    return prepress.press_pdf(small.made.pages, small.design.geometry, small.needs, small.faces, small.facts, load_profile(profile))


def spoiled(edit: Edit, profile: str = "offset-cis") -> bytes:
    """The press file with PAGE's resources its own, and edited."""
    with pikepdf.open(BytesIO(press(profile))) as pdf:
        page = pdf.pages[PAGE].obj
        page.Resources = pdf.make_indirect(Dictionary(page.Resources))
        edit(pdf, page)
        made = BytesIO()
        pdf.save(made, force_version=pdf.pdf_version, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False)
    return made.getvalue()


def pages() -> range:
    return range(len(small_book().made.pages))


def found(content: bytes, *, opaque: bool = True) -> set[tuple[int, str]]:
    return {(stain.page_index, stain.what) for stain in scan_pdf(content, pages(), opaque)}


def appended(operators: bytes, **resources: object) -> Edit:
    """Operators after those of the page."""
    def edit(pdf: Pdf, page: Dictionary) -> None:
        page.Contents = Array([*page.Contents, pdf.make_stream(operators)])
        for kind, entries in resources.items():
            page.Resources[Name("/" + kind)] = Dictionary(entries)

    return edit


def listed(kind: str, make: Callable[[Pdf], object]) -> Edit:
    """An entry X of the page's resources, painted or not."""
    def edit(pdf: Pdf, page: Dictionary) -> None:
        page.Resources[Name("/" + kind)] = Dictionary(X=make(pdf))

    return edit


def form(operators: bytes, **entries: object) -> Callable[[Pdf], Stream]:
    return lambda pdf: pdf.make_stream(operators, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), **entries)


def image(pdf: Pdf, **entries: object) -> Stream:
    facts = {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray, **entries}
    return pdf.make_stream(b"\0\0\0\0", Type=Name.XObject, Subtype=Name.Image, **facts)


def nested(operators: bytes, depth: int) -> Callable[[Pdf], Stream]:
    """A form in a form, each with resources of its own."""
    def make(pdf: Pdf) -> Stream:
        inner = form(operators, Resources=Dictionary())(pdf)
        for _ in range(depth):
            inner = form(b"q /In Do Q", Resources=Dictionary(XObject=Dictionary(In=inner)))(pdf)
        return inner

    return make


def lab() -> Array:
    return Array([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))])


def icc(pdf: Pdf) -> Array:
    return Array([Name.ICCBased, pdf.make_stream(load_profile("house").icc, N=4)])


def shading(pdf: Pdf, space: object, numbers: int) -> Dictionary:
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([0] * numbers), C1=Array([1] * numbers))
    return pdf.make_indirect(Dictionary(ShadingType=2, ColorSpace=space, Coords=Array([0, 0, 9, 9]), Function=function))


def tiling(operators: bytes) -> Callable[[Pdf], Stream]:
    return lambda pdf: pdf.make_stream(
        operators, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 9, 9]), XStep=9, YStep=9, Resources=Dictionary()
    )


def type3(operators: bytes) -> Callable[[Pdf], Dictionary]:
    def make(pdf: Pdf) -> Dictionary:
        return pdf.make_indirect(Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 9, 9]), FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), FirstChar=97, LastChar=97,
            Widths=Array([9]), Encoding=Dictionary(Differences=Array([97, Name.a])), CharProcs=Dictionary(a=pdf.make_stream(operators)),
        ))

    return make


def state(**entries: object) -> Edit:
    return listed("ExtGState", lambda pdf: Dictionary(entries and {f"/{key}": value for key, value in entries.items()}))


def masked(pdf: Pdf) -> Dictionary:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    return Dictionary(SMask=Dictionary(S=Name.Luminosity, G=form(RED, Group=group)(pdf)))


FORBIDDEN: list[tuple[str, Edit, str]] = [
    ("red text", appended(RED), "rg"),
    ("a red line", appended(b"0 0 1 RG 0 0 m 9 9 l S"), "RG"),
    ("a named space", appended(b"/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f"), "cs"),
    ("a space that there is not", appended(b"/Spot cs 1 scn 0 0 9 9 re f"), "cs"),
    ("too few shares", appended(b"0 0 1 k 0 0 9 9 re f"), "k"),
    ("an operator of no standard", appended(b"0 0 9 9 rectangle"), "rectangle"),
    ("a compatibility section", appended(b"BX 1 2 3 foo EX"), "BX"),
    ("an inline image", appended(b"BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI"), "BI"),
    ("a Lab space", listed("ColorSpace", lambda pdf: lab()), "Lab"),
    ("an ICC space", listed("ColorSpace", icc), "ICCBased"),
    ("a spot that stands on RGB", listed("ColorSpace", lambda pdf: Array([
        Name.Separation, Name.Gold, Name.DeviceRGB, Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([0, 0, 0]), C1=Array([1, 1, 0])),
    ])), "Separation"),
    ("an RGB image", listed("XObject", lambda pdf: image(pdf, ColorSpace=Name.DeviceRGB)), "DeviceRGB"),
    ("an indexed RGB image", listed("XObject", lambda pdf: image(pdf, ColorSpace=Array([Name.Indexed, Name.DeviceRGB, 0, b"abc"]))), "Indexed"),
    ("an image with alternates", listed("XObject", lambda pdf: image(pdf, Alternates=Array([]))), "Alternates"),
    ("a form with RGB", listed("XObject", form(RED)), "rg"),
    ("a form four deep", listed("XObject", nested(RED, 4)), "rg"),
    ("PostScript", listed("XObject", lambda pdf: pdf.make_stream(b"showpage", Type=Name.XObject, Subtype=Name.PS)), "PS"),
    ("a pattern with RGB", listed("Pattern", tiling(RED)), "rg"),
    ("a gradient in RGB", listed("Shading", lambda pdf: shading(pdf, Name.DeviceRGB, 3)), "DeviceRGB"),
    ("a gradient with three numbers", listed("Shading", lambda pdf: shading(pdf, Name.DeviceCMYK, 3)), "sh"),
    ("the same in a pattern", listed("Pattern", lambda pdf: Dictionary(PatternType=2, Shading=shading(pdf, Name.DeviceCMYK, 3))), "sh"),
    ("a glyph of Type 3", listed("Font", type3(b"9 0 d0 " + RED)), "rg"),
    ("a transfer curve", state(TR=Name.Identity), "TR"),
    ("RGB in a soft mask", listed("ExtGState", masked), "rg"),
    ("a damaged stream", listed("XObject", form(INK, Filter=Name.FlateDecode)), "stream"),
]
ONLY_TRANSPARENT: list[tuple[str, Edit, str]] = [
    ("a pale fill", state(ca=0.5), "ca"),
    ("a pale line", state(CA=0.5), "CA"),
    ("a blend", state(BM=Name.Multiply), "BM"),
    ("a group", listed("XObject", form(INK, Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK))), "Group"),
    ("an image with a soft mask", listed("XObject", lambda pdf: image(pdf, SMask=image(pdf))), "SMask"),
]
ALLOWED: list[tuple[str, Edit]] = [
    ("grey", appended(b"0.5 g 0 0 9 9 re f")),
    ("a marked passage", appended(b"/Span BMC q Q EMC")),
    ("black in a form", listed("XObject", form(INK))),
    ("black in a form four deep", listed("XObject", nested(INK, 4))),
    ("a grey image, a CMYK image with a mask of one bit", listed("XObject", lambda pdf: image(pdf, ColorSpace=Name.DeviceCMYK, Mask=image(
        pdf, ImageMask=True, BitsPerComponent=1, ColorSpace=Name.DeviceGray)))),
    ("a gradient in CMYK", listed("Shading", lambda pdf: shading(pdf, Name.DeviceCMYK, 4))),
    ("a pattern in CMYK", listed("Pattern", tiling(INK))),
    ("a glyph of Type 3", listed("Font", type3(b"9 0 0 0 9 9 d1 0 0 9 9 re f"))),
    ("overprint", state(OP=True, op=True, OPM=1, ca=1, CA=1, BM=Name.Normal, SMask=Name("/None"))),
]


@pytest.mark.parametrize(("edit", "what"), [pytest.param(edit, what, id=name) for name, edit, what in FORBIDDEN])
def test_what_is_forbidden_is_found_wherever_it_is(edit: Edit, what: str) -> None:
    assert (PAGE, what) in found(spoiled(edit))
    assert {index for index, _ in found(spoiled(edit))} == {PAGE}
    assert (PAGE, what) in found(spoiled(edit, "house"), opaque=False)


@pytest.mark.parametrize(("edit", "what"), [pytest.param(edit, what, id=name) for name, edit, what in ONLY_TRANSPARENT])
def test_transparency_is_forbidden_in_pdfx1a_alone(edit: Edit, what: str) -> None:
    assert found(spoiled(edit)) == {(PAGE, what)}
    assert found(spoiled(edit, "house"), opaque=False) == set()


@pytest.mark.parametrize("edit", [pytest.param(edit, id=name) for name, edit in ALLOWED])
def test_what_is_allowed_is_not_told(edit: Edit) -> None:
    assert found(spoiled(edit)) == found(spoiled(edit, "house"), opaque=False) == set()


def test_a_form_takes_the_page_s_resources_where_it_has_none() -> None:
    def edit(pdf: Pdf, page: Dictionary) -> None:
        page.Resources.XObject = Dictionary(X=form(b"/Paper cs 1 0 0 sc 0 0 9 9 re f")(pdf))
        page.Resources.ColorSpace = Dictionary(Paper=lab())

    assert {stain.where for stain in scan_pdf(spoiled(edit), pages(), opaque=True)} == {"/Paper", "/X"}


def test_a_form_that_paints_itself_ends() -> None:
    def edit(pdf: Pdf, page: Dictionary) -> None:
        one = form(b"q /X Do Q", Resources=Dictionary())(pdf)
        one.Resources.XObject = Dictionary(X=one)
        page.Resources.XObject = Dictionary(X=one)

    assert found(spoiled(edit)) == set()


@pytest.mark.parametrize("profile", ["house", "coated", "offset-cis", "offset-cis-marks"])
def test_our_own_pages_are_clean_and_known_by_one_look(profile: str) -> None:
    assert found(press(profile), opaque=profile.startswith("offset")) == set()
    with pikepdf.open(BytesIO(press(profile))) as pdf:
        for page in pdf.pages:
            assert is_plain(b"\n".join(stream.read_bytes() for stream in page.obj.Contents))


@pytest.mark.parametrize("operators", [b"1 g", b"/Spot CS 1 0 0 SCN", b"(a) Tj", b"/X Do", b"/X sh", b"1 0 0 1 0 0 cmx", b"Q q f* fx", b"0 0 0 1 0 k\n", b"ef"])
def test_one_look_says_no_where_it_is_not_certain(operators: bytes) -> None:
    assert not is_plain(operators)


def verified(content: bytes, known: dict[str, str]) -> verify.Verified:
    from tests.verify.test_verify_reading import expected

    profile = load_profile("offset-cis")
    terms = verify.PressTerms(prepress.press_boxes(*small_book().made.page_map.trim, profile), profile.pdfx, "FOGRA29", embeds=False)
    return verify.verify_pdf(content, "press.pdf", expected(small_book()), terms, known)


def test_a_verdict_is_kept_for_a_clean_page_and_does_not_excuse_another(monkeypatch: pytest.MonkeyPatch) -> None:
    first = verified(press(), {})
    assert first.findings == []
    scanned: list[int] = []

    def counted(content: bytes, due: dict[int, str], opaque: bool) -> list[object]:
        scanned.extend(due)
        return list(scan_pdf(content, due, opaque))

    monkeypatch.setattr("pipeline.verify.clean.scan_pdf", counted)
    assert verified(press(), dict(first.sound)).sound == first.sound
    assert scanned == []
    again = verified(spoiled(listed("ExtGState", lambda pdf: Dictionary(ca=0.5))), dict(first.sound))
    assert scanned == [PAGE]
    assert [(one.id, one.place.page) for one in again.findings] == [("PDF-003", PAGE + 1)]  # type: ignore[union-attr]


def test_a_verdict_is_never_kept_where_glyphs_have_operators() -> None:
    from pipeline.doors.pdf import InspectedFont
    from pipeline.verify.clean import clean_of

    profile = load_profile("offset-cis")
    terms = verify.PressTerms(prepress.press_boxes(9, 9, profile), profile.pdfx, "FOGRA29", embeds=False)
    for kind, nameable in (("Type0", True), ("Type3", False)):
        page = InspectedPage((), (), (), "digest", b"", {"F": InspectedFont("F", True, "", kind)}, False, ())
        _, due = clean_of([page], terms, {})
        assert bool(due[0]) is nameable


def test_a_build_whose_press_file_is_not_clean_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence with page and operator, exit code 7, and nothing is written."""
    write = prepress.press_pdf

    def astray(*arguments: object, **more: object) -> bytes:
        with pikepdf.open(BytesIO(write(*arguments, **more))) as pdf:  # type: ignore[arg-type]
            page = pdf.pages[PAGE].obj
            page.Contents = Array([*page.Contents, pdf.make_stream(RED)])
            made = BytesIO()
            pdf.save(made, force_version="1.6", object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False)
        return made.getvalue()

    with contextlib.redirect_stdout(io.StringIO()):
        assert cli.main(["new", str(tmp_path / "sources"), "--sample", "1"]) == 0
    monkeypatch.setattr("pipeline.prepress.press_pdf", astray)
    code = cli.main(["build", str(tmp_path / "sources"), "--build", str(tmp_path / "build"), "--lang", "ru", "--jobs", "1", "--ui-lang", "en"])
    said = capsys.readouterr().out
    assert code == 7
    assert f"PDF-003 guide-sample-1-ru.print.pdf › {PAGE + 1}: The press file must not hold “rg”, which stands in the page's operators" in said
    assert not list((tmp_path / "build").rglob("*.pdf"))

"""Hostile files whose page tree, boxes, table, catalogue or metadata do harm."""

from __future__ import annotations

from hostile_book import CATALOGUE, FORM, SHOWN, hostile, many, page, painting, pdf, stream, swelling


@hostile
def page_tree_with_a_cycle() -> bytes:
    return pdf({2: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"})


@hostile
def page_tree_of_itself() -> bytes:
    return pdf({2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"})


@hostile
def parent_that_is_the_page() -> bytes:
    return pdf({3: page().replace(b"/Parent 2 0 R", b"/Parent 3 0 R").replace(b"/MediaBox [0 0 436.535 612.283]", b"")})


@hostile
def page_tree_ten_thousand_deep() -> bytes:
    deep = {10 + at: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (11 + at, 9 + at) for at in range(10_000)}
    return pdf({2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>", **deep, 10_010: page()})


@hostile
def the_same_page_ten_thousand_times() -> bytes:
    return pdf({2: b"<< /Type /Pages /Kids [" + b"3 0 R " * 10_001 + b"] /Count 10001 >>"})


@hostile
def count_that_lies() -> bytes:
    return pdf({2: b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>"})


@hostile
def kids_that_are_no_pages() -> bytes:
    return pdf({2: b"<< /Type /Pages /Kids [4 0 R 99 0 R null 7 (x) 3 0 R] /Count 6 >>"})


@hostile
def contents_that_are_no_streams() -> bytes:
    return pdf({3: page(contents=b"[4 0 R 1 0 R 99 0 R null 7 [4 0 R] (x)]")})


@hostile
def contents_of_a_hundred_thousand_streams() -> bytes:
    return pdf({3: page(contents=b"[" + b"4 0 R " * many(100_000) + b"]")})


@hostile
def boxes_that_are_absurd() -> bytes:
    return pdf({3: page().replace(b"[0 0 436.535 612.283]", b"[-1e9 -99999999999999999999 99999999999999999999 1e9]")})


@hostile
def boxes_that_are_none() -> bytes:
    return pdf({3: page().replace(b"[0 0 436.535 612.283]", b"[(a) /b null [0]]", 1).replace(b"[8.504 8.504 428.031 603.78]", b"[9 9 9 9]")})


@hostile
def page_as_large_as_a_country() -> bytes:
    return pdf({3: page(entries=b"/UserUnit 75000").replace(b"436.535 612.283", b"14400 14400")})


@hostile
def page_ten_points_high_and_a_mile_long() -> bytes:
    return pdf({3: page().replace(b"436.535 612.283", b"4500000 1")})


@hostile
def rotation_that_is_none() -> bytes:
    return pdf({3: page(entries=b"/Rotate 123456789123456789 /UserUnit -7")})


@hostile
def length_that_lies() -> bytes:
    return pdf({4: stream(SHOWN, length=999_999_999)})


@hostile
def length_that_is_the_stream() -> bytes:
    return pdf({4: stream(SHOWN).replace(b"/Length 26", b"/Length 4 0 R")})


@hostile
def table_that_leads_to_itself() -> bytes:
    made = pdf()
    return made.replace(b"/Size 5", b"/Size 5 /Prev %d" % made.rindex(b"xref\n0 1"))


@hostile
def table_that_leads_nowhere() -> bytes:
    return pdf(trailer=b"/Prev 99999999999 /XRefStm 7")


@hostile
def table_with_false_places() -> bytes:
    return pdf(numbers={1: 3, 2: 0, 3: 99_999_999, 4: 15})


@hostile
def table_with_a_thousand_million_entries() -> bytes:
    return pdf().replace(b"xref\n0 1\n", b"xref\n0 1000000000\n")


@hostile
def object_stream_in_itself() -> bytes:
    held = stream(b"5 0 6 10 << >> << >>", b"/Type /ObjStm /N 2 /First 9 /Extends 5 0 R")
    table = b"".join(bytes((kind, *place.to_bytes(3, "big"), index)) for kind, place, index in ((0, 0, 0), (1, 9, 0), (1, 60, 0), (1, 120, 0), (1, 400, 0), (2, 5, 0), (2, 5, 1)))
    made = pdf({5: held})
    start = made.rindex(b"xref\n0 1")
    return made[:start] + b"7 0 obj\n" + stream(table, b"/Type /XRef /W [1 3 1] /Size 7 /Root 1 0 R") + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


@hostile
def hybrid_table() -> bytes:
    made = pdf({5: stream(b"6 0 << /Type /Nothing >>", b"/Type /ObjStm /N 1 /First 4")})
    start = made.rindex(b"xref\n0 1")
    table = b"7 0 obj\n" + stream(b"\2\0\0\5\0", b"/Type /XRef /W [1 3 1] /Index [6 1] /Size 8 /Root 1 0 R") + b"\nendobj\n"
    rest = made[start:].replace(b"/Size 6", b"/Size 6 /XRefStm %d" % start).replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + len(table)))
    return made[:start] + table + rest


@hostile
def linearized_and_damaged() -> bytes:
    return pdf({8: b"<< /Linearized 1 /L 7 /H [1 2] /O 3 /E 9 /N 999999 /T 4 >>"})[: -60]


@hostile
def portfolio() -> bytes:
    names = b"/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a.pdf) /EF << /F 5 0 R >> >>] >> >> /Collection << /View /T >> >>"
    return pdf({1: CATALOGUE[:-2] + names, 5: stream(pdf(), b"/Type /EmbeddedFile")})


@hostile
def form_of_xfa() -> bytes:
    return pdf({1: CATALOGUE[:-2] + b"/AcroForm << /XFA 5 0 R /Fields [6 0 R] >> /NeedsRendering true >>", 5: stream(b"<xdp/>"), 6: b"<< /Kids [6 0 R] /Parent 6 0 R >>"})


@hostile
def annotations_of_themselves() -> bytes:
    note = b"<< /Type /Annot /Subtype /Widget /F 4 /Rect [20 20 60 60] /AP << /N << /On 6 0 R >> >> /AS /On /Parent 5 0 R /Popup 5 0 R >>"
    look = stream(b"/F Do", FORM + b"/Resources << /XObject << /F 6 0 R >> >>")
    return pdf({3: page(entries=b"/Annots [" + b"5 0 R " * 2000 + b"null 7]"), 5: note, 6: look})


@hostile
def layers_of_themselves() -> bytes:
    member = b"<< /Type /OCMD /OCGs [5 0 R 5 0 R 5 0 R] /P /AllOff >>"
    properties = b"/OCProperties << /OCGs [5 0 R 7 (x)] /D << /OFF [5 0 R null] /BaseState /OFF >> >> >>"
    return pdf({1: CATALOGUE[:-2] + properties, 3: page(b"<< /Properties << /L 5 0 R >> >>"), 4: stream(b"/OC /L BDC " + SHOWN + b" EMC EMC"), 5: member})


@hostile
def metadata_that_swells() -> bytes:
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %c "&%c;&%c;&%c;&%c;">' % (at + 1, at, at, at, at) for at in range(97, 120)) + b"]><x>&x;</x>"
    return pdf({1: CATALOGUE[:-2] + b"/Metadata 5 0 R >>", 5: stream(entities, b"/Type /Metadata /Subtype /XML")})


@hostile
def metadata_a_hundred_thousand_deep() -> bytes:
    return pdf({1: CATALOGUE[:-2] + b"/Metadata 5 0 R >>", 5: stream(b"<a>" * many(100_000) + b"</a>" * many(100_000), b"/Type /Metadata /Subtype /XML")})


@hostile
def profile_that_is_none() -> bytes:
    intents = b"/OutputIntents [<< /S /GTS_PDFX /OutputConditionIdentifier (\xff\xfe\xd8\x00) /DestOutputProfile 5 0 R >> 7 null << /S 7 >> 99 0 R] >>"
    return pdf({1: CATALOGUE[:-2] + intents, 5: stream(swelling(60, b"\0"), b"/Filter /FlateDecode /N (x)")})


@hostile
def information_that_is_odd() -> bytes:
    return pdf({5: b"<< /Title 7 /CreationDate (D:99999999999999999999) /ModDate [1] /Trapped (x) /GTS_PDFXVersion (PDF/X-\x00\xff) /X 5 0 R >>"}, trailer=b"/Info 5 0 R /ID [7 (x) 3]")


@hostile
def catalogue_that_is_none() -> bytes:
    return pdf({1: b"[7]"})


@hostile
def words_before_the_header_and_after_the_end() -> bytes:
    return b"\r\n" * 400 + pdf() + b"%PDF-9.9\n" * 9000


@hostile
def version_that_is_none() -> bytes:
    return pdf({1: CATALOGUE[:-2] + b"/Version /99.99.99 >>"}, header=b"%PDF-x.y\n")


@hostile
def a_null_in_a_name() -> bytes:
    return painting(SHOWN, b"<< /ColorSpace << /A#00B [/Separation /#00 /DeviceCMYK 5 0 R] >> >>")


@hostile
def encrypted_by_nobody() -> bytes:
    return pdf(trailer=b"/Encrypt << /Filter /Standard /V 5 /R 6 /O (x) /U (y) /P -1 /CF 7 >> /ID [(a) (b)]")

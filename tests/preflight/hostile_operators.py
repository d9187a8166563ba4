"""Hostile files whose operators do harm."""

from __future__ import annotations

from hostile_book import SHOWN, hostile, many, painting


@hostile
def a_million_q() -> bytes:
    return painting(b"q " * many(1_000_000) + SHOWN)


@hostile
def a_million_big_q() -> bytes:
    return painting(b"Q " * many(1_000_000) + SHOWN)


@hostile
def arrays_within_arrays() -> bytes:
    return painting(b"[" * many(200_000) + b"]" * many(200_000) + b" TJ " + SHOWN)


@hostile
def object_of_arrays_within_arrays() -> bytes:
    return painting(SHOWN, b"<< /ExtGState << /G << /Font " + b"[" * many(20_000) + b"]" * many(20_000) + b" >> >> >>")


@hostile
def string_that_does_not_end() -> bytes:
    return painting(SHOWN + b" (" + b"(" * many(500_000))


@hostile
def strings_that_double_back() -> bytes:
    return painting(b"(a\\" * many(200_000) + SHOWN)


@hostile
def inline_image_that_does_not_end() -> bytes:
    return painting(b"q 9 0 0 9 20 20 cm BI /W 9 /H 9 /BPC 8 /CS /G /F /Fl ID " + b"\xff EI\xff" * many(200_000))


@hostile
def inline_images_by_the_thousand() -> bytes:
    return painting(b"BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI " * many(100_000))


@hostile
def numbers_that_are_none() -> bytes:
    return painting(b"nan inf -inf 1e999 cm 1e400 w NaN 0 m " + b"9" * 5000 + b" " + b"9" * 5000 + b" m 1.2.3 --5 l 0x10 +-7 l S +. -. . f " + SHOWN)


@hostile
def matrices_that_are_absurd() -> bytes:
    return painting(b"q " + b"99999999 0 0 99999999 99999999 99999999 cm " * 60 + SHOWN + b" S Q q 0 0 0 0 0 0 cm " + SHOWN + b" 1 w 9 9 m 8 8 l S Q")


@hostile
def marked_content_without_end() -> bytes:
    return painting(b"/A << /B << /C [" * many(30_000) + SHOWN + b" /OC /L BDC " * many(100_000))


@hostile
def a_path_of_a_million_points() -> bytes:
    return painting(b"0 0 m " + b"1 2 l 3 4 5 6 7 8 c " * many(250_000) + b"h f 0 w S", b"<< >>")


@hostile
def a_million_rectangles_in_one_path() -> bytes:
    return painting(b"20 20 9 9 re " * many(600_000) + b"f " + b"1 1 m " * many(400_000) + b"2 2 l S")


@hostile
def a_million_hairlines() -> bytes:
    return painting(b"0 w " + b"20 20 m 90 90 l S " * many(300_000))


@hostile
def overlaid_a_hundred_thousand_times() -> bytes:
    """Text over areas, each of which must be looked through."""
    return painting(b"0.1 0 0 0 k " + b"20 20 200 200 re f " * many(20_000) + b"0 0 0 1 K 0.5 w " + b"30 30 m 90 90 l S " * many(20_000))

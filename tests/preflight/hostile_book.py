"""PDFs written by hand, because no library would: a sound page, with whatever objects, trailer and table a case asks for."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

__all__ = ["CATALOGUE", "FORM", "HOSTILE", "SHOWN", "hostile", "many", "packed", "page", "painting", "pdf", "stream", "swelling"]

Make = Callable[[], bytes]
HOSTILE: dict[str, Make] = {}
CATALOGUE, PAGES, PAGE, CONTENT = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3, 4
SHOWN = b"0 0 0 1 k 20 20 60 60 re f"


FEWER = 20
"""How many times less of what there is by the hundred thousand: the tests have not the time; 1 gives what the names say."""


def many(count: int) -> int:
    return count // FEWER


def hostile(make: Make) -> Make:
    HOSTILE[make.__name__] = make
    return make


def stream(content: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content) if length is None else length, entries, content)


def packed(content: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + entries)


def swelling(megabytes: int, letter: bytes = b" ", *, head: bytes = b"") -> bytes:
    """Flate data that come to so much."""
    machine = zlib.compressobj(9)
    return machine.compress(head) + b"".join(machine.compress(letter * (1 << 20)) for _ in range(megabytes)) + machine.flush()


def page(resources: bytes = b"<< >>", entries: bytes = b"", contents: bytes = b"4 0 R") -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 436.535 612.283] /TrimBox [8.504 8.504 428.031 603.78] /BleedBox [0 0 436.535 612.283] "
        b"/Resources " + resources + b" /Contents " + contents + b" " + entries + b" >>"
    )


def pdf(objects: Mapping[int, bytes] | None = None, *, trailer: bytes = b"", header: bytes = b"%PDF-1.6\n", numbers: Mapping[int, int] | None = None) -> bytes:
    """A PDF of these objects over a sound one's; ``numbers``: other places than the true ones for the table."""
    held = {1: CATALOGUE, 2: PAGES, 3: page(), 4: stream(SHOWN), **(objects or {})}
    made, places = bytearray(header), {}
    for number, written in sorted(held.items()):
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    places.update(numbers or {})
    start = len(made)
    made += b"xref\n0 1\n0000000000 65535 f \n"
    for number in sorted(places):
        made += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    made += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (max(places) + 1, trailer, start)
    return bytes(made)


def painting(content: bytes, resources: bytes = b"<< >>", **objects: bytes) -> bytes:
    """One page that paints ``content``; further objects as ``o5=...``."""
    return pdf({3: page(resources), 4: stream(content), **{int(name[1:]): written for name, written in objects.items()}})


FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 500 500] "

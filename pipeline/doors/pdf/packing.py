"""A file with its small objects packed into object streams (ISO 32000-1, 7.5.7): a proof's thousands of links fill a tenth of their room.

pydyf packs them all into one stream at zlib's hardest level, which takes longer than all the rest of the writing.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from hashlib import md5
from typing import Final

import pydyf

__all__ = ["packed"]

PACK: Final = 250
"""Objects in one stream: a viewer inflates one for the page it shows."""
LEVEL: Final = 4
_OPEN, _PACKED = 1, 2
"""Types of entries in a cross-reference stream (ISO 32000-1, table 18)."""


def packed(pdf: pydyf.PDF, identity: str) -> bytes:
    """The file's bytes, version 1.6; ``identity`` begins its /ID."""
    pdf.add_object(pdf.info)
    parts = [b"%PDF-1.6\n%\xf0\x9f\x96\xa4\n"]
    position = len(parts[0])
    entries: dict[int, tuple[int, int, int]] = {}

    def put(made: pydyf.Object) -> None:
        nonlocal position
        entries[made.number] = (_OPEN, position, 0)
        parts.append(made.indirect + b"\n")
        position += len(parts[-1])

    small = [made for made in pdf.objects[1:] if made.compressible]
    for made in pdf.objects[1:]:
        if not made.compressible:
            put(made)
    for start in range(0, len(small), PACK):
        group = small[start : start + PACK]
        stream = _object_stream(group)
        pdf.add_object(stream)
        put(stream)
        entries.update({made.number: (_PACKED, stream.number, index) for index, made in enumerate(group)})
    digest = md5(b"".join(parts), usedforsecurity=False).hexdigest()
    parts += _cross_references(pdf, entries, position, f"[({identity})<{digest}>]")
    return b"".join(parts)


def _deflated(content: bytes, extra: dict[str, object]) -> pydyf.Stream:
    return pydyf.Stream([zlib.compress(content, LEVEL)], {**extra, "Filter": "/FlateDecode"})


def _object_stream(group: Sequence[pydyf.Object]) -> pydyf.Stream:
    contents = [made.data for made in group]
    index: list[str] = []
    offset = 0
    for made, content in zip(group, contents, strict=True):
        index.append(f"{made.number} {offset}")
        offset += len(content) + 1
    head = " ".join(index).encode()
    return _deflated(head + b"\n" + b"\n".join(contents), {"Type": "/ObjStm", "N": len(group), "First": len(head) + 1})


def _cross_references(pdf: pydyf.PDF, entries: dict[int, tuple[int, int, int]], position: int, identifiers: str) -> list[bytes]:
    """The cross-reference stream (ISO 32000-1, 7.5.8), which stands at ``position``, and the file's end."""
    number = len(pdf.objects)
    lines = {0: (0, 0, 65535), **entries, number: (_OPEN, position, 0)}
    rows = b"".join(
        kind.to_bytes(1, "big") + second.to_bytes(5, "big") + third.to_bytes(2, "big")
        for kind, second, third in (lines[index] for index in range(number + 1))
    )
    stream = _deflated(rows, {
        "Type": "/XRef", "W": "[1 5 2]", "Size": number + 1, "Root": pdf.catalog.reference, "Info": pdf.info.reference, "ID": identifiers,
    })
    pdf.add_object(stream)
    return [stream.indirect, f"\nstartxref\n{position}\n%%EOF\n".encode()]

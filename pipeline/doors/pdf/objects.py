"""PDF objects as bytes: what pydyf numbers, packs and writes. A dictionary made by one f-string costs a tenth of one made key by key."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from io import BytesIO

import pydyf

__all__ = ["Objects", "Raw", "array", "number", "text"]


class Raw(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object whose bytes are known; ``content`` may be set later than its number."""

    def __init__(self, content: bytes = b"") -> None:
        super().__init__()
        self.content = content

    @property
    def data(self) -> bytes:
        return self.content


class Objects:
    """The objects of one document; whatever is added gives the reference by which others name it ("12 0 R")."""

    def __init__(self) -> None:
        self.pdf = pydyf.PDF()

    def reserve(self) -> tuple[Raw, str]:
        """An object to be filled later, and its reference."""
        made = Raw()
        self.pdf.add_object(made)
        return made, f"{made.number} 0 R"

    def add(self, content: str) -> str:
        made = Raw(content.encode("ascii"))
        self.pdf.add_object(made)
        return f"{made.number} 0 R"

    def stream(self, content: bytes, entries: str = "", *, deflate: bool = True) -> str:
        """A stream; ``deflate`` False for one that should stay readable."""
        if deflate:
            return self.deflated(zlib.compress(content), entries)
        return self._stream(content, entries)

    def deflated(self, content: bytes, entries: str = "") -> str:
        """A stream that comes deflated and is written as it is."""
        return self._stream(content, f"/Filter/FlateDecode{entries}")

    def _stream(self, content: bytes, entries: str) -> str:
        made = _Stream(content, entries)
        self.pdf.add_object(made)
        return f"{made.number} 0 R"

    def written(self, identity: str, version: str) -> bytes:
        """The file with every object in the open and a cross-reference table; ``identity`` begins its /ID."""
        output = BytesIO()
        self.pdf.write(output, version=version.encode(), identifier=identity.encode())
        return output.getvalue()


class _Stream(pydyf.Stream):  # type: ignore[misc]
    """A stream whose dictionary is known as text: pydyf would build it anew at each look."""

    def __init__(self, content: bytes, entries: str) -> None:
        super().__init__()
        head = f"<<{entries}/Length {len(content)}>>\nstream\n"
        self._written = b"".join((head.encode("ascii"), content, b"\nendstream"))

    @property
    def data(self) -> bytes:
        return self._written


def number(value: float) -> str:
    """A length as PDF writes it: at most three decimals, no exponent."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def text(value: str) -> str:
    """A text string (ISO 32000-1, 7.9.2.2): ASCII as it is, anything else as UTF-16."""
    written: bytes = pydyf.String(value).data
    return written.decode("ascii")


def array(values: Iterable[object]) -> str:
    return f"[{' '.join(map(str, values))}]"

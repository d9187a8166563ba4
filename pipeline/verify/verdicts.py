"""Which pages must be read, and what was found before: a page whose operators, fonts and expected texts are known keeps its verdict.

A verdict is a pair of strings for the caller to keep: the first names what was drawn and what it had to say, the second the
fonts that drew it. Both come from the file as it was read back, never from what was meant to be written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from hashlib import sha256
from typing import Final

from pipeline.doors.pdf import InspectedPage
from pipeline.verify.apart import apart
from pipeline.verify.expected import Expected
from pipeline.verify.extract import PageTexts, Wrong, reader_version, wrong_texts

__all__ = ["Verdicts", "begin_to_read", "found_sound", "verdicts_of"]

FORM: Final = 1
"""Raised when pages are read or compared in another way."""
BATCH, BATCHES = 48, 6
"""At least so many pages go to a process at once, in about so many batches: each carries the whole file."""

Verdicts = Mapping[str, str]


def verdicts_of(pages: Sequence[InspectedPage], expected: Expected, known: Verdicts) -> tuple[dict[str, str], dict[int, str]]:
    """The verdicts that still stand, and the pages to read: page index -> what its verdict will be called, "" for one to keep to itself."""
    kept: dict[str, str] = {}
    due: dict[int, str] = {}
    version = f"verdict {FORM}, {reader_version()}"
    for index, (page, digest) in enumerate(zip(pages, expected.digests, strict=True)):
        if not page.drawing:
            due[index] = ""
            continue
        name = sha256(f"{version}\n{page.drawing}\n{digest}".encode()).hexdigest()
        fonts = known.get(name)
        if fonts is not None and fonts == _fonts(page, fonts.split(" ")[1:]):
            kept[name] = fonts
        else:
            due[index] = name
    return kept, due


def _fonts(page: InspectedPage, names: Sequence[str]) -> str:
    """Digest and names of these fonts of the page; a font that the page does not have is no font of any other."""
    told = "\n".join(f"{name} {page.fonts[name].digest}" if name in page.fonts else name for name in names)
    return " ".join([sha256(told.encode()).hexdigest(), *names])


def found_sound(pages: Sequence[InspectedPage], due: Mapping[int, str], wrong: Sequence[Wrong]) -> dict[str, str]:
    """Verdicts of the pages that were read and held what they must."""
    faulty = {index for index, _, _ in wrong}
    sound = ((name, pages[index]) for index, name in due.items() if name and index not in faulty)
    return {name: _fonts(page, page.faces_used()) for name, page in sound}


def begin_to_read(
    content: bytes, pages: Sequence[PageTexts], bleed: float, executor: Executor | None
) -> Callable[[], list[Wrong]]:
    """Read these pages, in the executor's processes where there are any; what is wrong comes when the answer is called."""
    size = max(BATCH, -(-len(pages) // BATCHES)) if executor else len(pages) or 1
    waiting = [apart(executor, wrong_texts, content, pages[start : start + size], bleed) for start in range(0, len(pages), size)]
    return lambda: [wrong for batch in waiting for wrong in batch()]

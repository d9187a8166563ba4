"""A contact sheet of changes: every page small, as reader spreads with folios; what differs from the round before is marked."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from pipeline.doors.pdf.painted import PageFacts
from pipeline.doors.plates import PagePlates
from pipeline.model.findings import Box
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.pages import Side
from pipeline.preflight.inventory import page_ranges
from pipeline.softproof.areas import shares_of_trim, trim_area
from pipeline.softproof.changes import ChangedPage, Changes
from pipeline.softproof.colours import OutputColours
from pipeline.softproof.drawn import png
from pipeline.softproof.proofs import colour_picture

if TYPE_CHECKING:
    from pipeline.doors.templates import TemplateSet

__all__ = ["CONTACT_DOTS", "contact_html", "small_pictures"]

CONTACT_DOTS: Final = 260
"""Across a page of the contact sheet: 150 dpi at the size it has there."""
_TEMPLATE: Final = "contacts.html.j2"
_COLOURS: Final = 32
_KINDS: Final[Mapping[str, Message]] = {"changed": msg("changed"), "added": msg("new"), "removed": msg("taken out")}
Say = Callable[[Message], str]


def small_pictures(plates: Iterable[PagePlates], facts: Sequence[PageFacts], colours: OutputColours) -> dict[int, bytes]:
    """PNG of every page's trim, by number."""
    made = {}
    for page in plates:
        shown = colour_picture(page, trim_area(facts[page.page - 1], page), colours)
        made[page.page] = png(shown.quantize(_COLOURS, dither=Image.Dither.NONE), 72)
    return made


def contact_html(
    changes: Changes,
    facts: Sequence[PageFacts],
    folios: Sequence[str],
    pictures: Mapping[int, bytes],
    names: tuple[str, tuple[str, str]],
    lang: str,
    say: Say,
) -> str:
    """The sheet as complete HTML. ``facts``, ``folios`` and ``pictures`` are the new file's; ``names``: the file's, and the two rounds'."""
    title, rounds = names
    known = {one.page: one for one in changes.changed}
    leaves = [_leaf(number, facts, folios, known.get(number), pictures, say) for number in range(1, changes.new_pages + 1)]
    leaves += [_gone(one, say) for one in changes.changed if one.kind == "removed"]
    summary, lines = _summary(changes, say)
    page = {
        "lang": lang, "eyebrow": say(msg("Changes between two rounds")), "title": title or " – ".join(one for one in rounds if one),
        "facts": say(msg("{old} → {new}", old=rounds[0], new=rounds[1])) if all(rounds) and title else say(_pages(changes.new_pages)),
        "summary": summary, "lines": lines, "spreads": _spreads(leaves),
    }
    return _template().render(_TEMPLATE, page=page) + "\n"


@cache
def _template() -> TemplateSet:
    from pipeline.doors.templates import TemplateSet

    text = (files("pipeline.softproof") / "templates" / _TEMPLATE).read_text(encoding="utf-8")
    return TemplateSet("softproof", {_TEMPLATE: text})


def _pages(count: int) -> Message:
    return nmsg("{n} page", "{n} pages", count)


def _summary(changes: Changes, say: Say) -> tuple[str, list[str]]:
    if not changes.changed:
        return say(msg("No page has changed.")), []
    numbers: dict[str, list[int]] = {"changed": [], "added": [], "removed": []}
    for one in changes.changed:
        numbers[one.kind].append(one.page)
    said = [
        (numbers["changed"], msg("Changed: {pages}", pages=page_ranges(numbers["changed"]))),
        (numbers["added"], msg("New: {pages}", pages=page_ranges(numbers["added"]))),
        (numbers["removed"], msg("Taken out: {pages}", pages=page_ranges(numbers["removed"]))),
    ]
    total = say(nmsg("{n} of {total} pages differs", "{n} of {total} pages differ", len(changes.changed), total=changes.new_pages))
    return total, [say(words) for held, words in said if held]


def _leaf(
    number: int, facts: Sequence[PageFacts], folios: Sequence[str], change: ChangedPage | None, pictures: Mapping[int, bytes], say: Say
) -> dict[str, Any]:
    of_page = facts[number - 1]
    x0, y0, x1, y1 = of_page.final
    width, height = (x1 - x0, y1 - y0) if of_page.rotate % 180 == 0 else (y1 - y0, x1 - x0)
    folio = folios[number - 1] or str(number)
    picture = pictures.get(number)
    return {
        "kind": change.kind if change else "same", "ratio": f"{min(4.0, height / width) * 100:.3f}%" if width > 0 else "141%",
        "picture": b64encode(picture).decode() if picture else "",
        "folio": f"{folio} · {say(_KINDS[change.kind])}" if change else folio,
        "boxes": [_style(box, of_page) for box in change.boxes] if change else [], "side": Side.of_index(number - 1).value,
    }


def _gone(change: ChangedPage, say: Say) -> dict[str, Any]:
    folio = f"{change.folio or change.page} · {say(_KINDS['removed'])}"
    side = Side.of_index(change.page - 1).value
    return {"kind": "removed", "ratio": "141%", "picture": "", "folio": folio, "boxes": [], "side": side}


def _style(box: Box, facts: PageFacts) -> str:
    left, top, right, foot = (min(1.0, max(0.0, share)) * 100 for share in shares_of_trim(box, facts))
    return f"left:{left:.3f}%;top:{top:.3f}%;width:{right - left:.3f}%;height:{foot - top:.3f}%"


def _spreads(leaves: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Page 1 is a recto and stands alone, at the right."""
    nothing = {"kind": "none", "ratio": "", "picture": "", "folio": "", "boxes": [], "side": "verso"}
    padded = [nothing, *leaves]
    return [padded[at : at + 2] for at in range(0, len(padded), 2)]

"""What a build makes for a printer: PDF/X, bleed, printing condition, marks, paper, cover; every value stands once in the profile."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from pipeline.doors.pdf import OutputIntent
from pipeline.errors import Unreadable
from pipeline.model.message import msg
from pipeline.model.stock import PaperStock
from pipeline.printers.keys import PAPER_KEYS, no_more, require
from pipeline.printers.tables import ProfileTables, load_tables, packaged_icc, printing_names

__all__ = ["CoverPress", "Marks", "PrinterProfile", "condition_icc", "load_profile", "printer_of"]

Marks = Literal["none", "crop"]
DEFAULT_SLUG_MM: Final = 10.0
"""Room beside the bleed for crop marks and the slug line."""
_MOST: Final = {"page_multiple": 64, "safe_mm": 30}
"""What a book can be made for: no folded sheet has more pages, and no printer cuts so far off."""
_REGISTERED: Final = re.compile(r"FOGRA\d\d|CGATS TR 00\d|CGATS21_CRPC\d|IFRA(?:26|30)|JC200103")
"""Names in the ICC's registry of characterisation data (www.color.org), of the kinds that are in use."""
ReadIcc = Callable[[str], bytes | None]
"""The bytes of an ICC profile by its file's name; None where there is no such file."""


@dataclass(frozen=True, slots=True)
class CoverPress:
    """What the cover is printed with: four inks on board of ``grammage_gsm``, ``tac`` per cent of ink at most.

    Its thickness is :attr:`PaperStock.cover_caliper_mm`.
    """

    pdfx: str
    intent: OutputIntent
    icc: bytes
    tac: float
    grammage_gsm: float
    finish: str = ""
    """"none", "varnish", "matt-lamination", "gloss-lamination"; "" where the profile does not say."""


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """``bleed_mm`` around the trim; the page count must be a multiple of ``page_multiple``; text keeps ``safe_mm`` off the trim.

    ``intent`` is what a press file names; ``icc`` the profile that colours are converted by, whether it is embedded or not (b"" where
    the condition has none here). ``slug_mm`` of room beside the bleed where there are ``marks``.
    """

    name: str
    pdfx: str
    bleed_mm: float
    page_multiple: int
    binding: str
    intent: OutputIntent
    icc: bytes
    stock: PaperStock
    safe_mm: float
    marks: Marks
    slug_mm: float
    order: Mapping[str, Any]
    """What the printer judges a file by, key by key as in a job file."""
    cover: CoverPress | None = None
    page_jpegs: bool = False
    """Whether the printer wants each page as a JPEG with the order."""


@cache
def load_profile(name: str) -> PrinterProfile:
    """A profile of the package that a build prints for. Raises Unreadable for an unknown name, and for one that only judges."""
    tables = load_tables(name)
    if not tables.press:
        raise Unreadable(
            msg("The profile “{name}” only judges: no build makes what its printer asks for.", name=name),
            msg("A build prints for: {names}; others are for guide preflight.", names=", ".join(printing_names())),
        )
    return printer_of(tables, f"{name}.toml")


def printer_of(tables: ProfileTables, file: str, read_icc: ReadIcc = packaged_icc) -> PrinterProfile:
    """What the tables of a profile ask a build to make; ``read_icc`` gives the profile that [press] names.

    Raises Unreadable where a value is missing or two do not agree, naming ``file``.
    """
    order, press = tables.order, tables.press
    _require_whole(tables, file)
    intent, icc = _intent(press, order.get("output_condition", ""), file, read_icc)
    bleed, marks = press.get("bleed_mm", order["bleed_mm"]), press.get("marks", "none")
    stock: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in tables.paper.items()}
    return PrinterProfile(
        tables.name, press["pdfx"], bleed, order.get("page_multiple", 1), order.get("binding", "perfect"), intent, icc, PaperStock(**stock),
        order.get("safe_mm", 0.0), marks, press.get("slug_mm", DEFAULT_SLUG_MM) if marks != "none" else 0.0, order,
        _cover(press, file, read_icc), press.get("page_jpegs", False),
    )


def _require_whole(tables: ProfileTables, file: str) -> None:
    """Every value a build needs, none of them against what is ordered."""
    order, press = tables.order, tables.press
    missing = [f"[press] {key}" for key in ("pdfx",) if key not in press] + [f"[order] {key}" for key in ("bleed_mm",) if key not in order]
    missing += [f"[paper] {key}" for key in PAPER_KEYS if key not in tables.paper]
    if missing:
        message = msg("{file} lacks what a build needs: {keys}.", file=file, keys=", ".join(missing))
        raise Unreadable(message, msg("Compare it with the profile “house”, or begin with: based_on = \"house\""))
    for key, most in _MOST.items():
        require({key: order.get(key, 0)}, {key: no_more(most)}, file)
    if order.get("pdfx") and press["pdfx"] not in order["pdfx"]:
        raise _at_odds(file, "[press] pdfx", ", ".join(order["pdfx"]))
    if press.get("bleed_mm", order["bleed_mm"]) < order["bleed_mm"]:
        raise _at_odds(file, "[press] bleed_mm", f"{order['bleed_mm']:g}")
    if press.get("marks", "none") != "none" and order.get("marks", "any") == "none":
        raise _at_odds(file, "[press] marks", "none")


def _at_odds(file: str, key: str, wanted: str) -> Unreadable:
    return Unreadable(
        msg("{file}: {key} is at odds with what the same profile orders: {wanted}.", file=file, key=key, wanted=wanted),
        msg("Change one of the two."),
    )


def _cover(press: Mapping[str, Any], file: str, read_icc: ReadIcc) -> CoverPress | None:
    if "cover" not in press:
        return None
    cover = press["cover"]
    inherited = {key: press[key] for key in ("pdfx", "embed_icc") if key in press}
    table = {**inherited, **cover}
    intent, icc = _intent(table, "", file, read_icc)
    missing = [f"[press.cover] {key}" for key in ("tac", "grammage_gsm") if key not in table]
    if missing:
        message = msg("{file} lacks what a build needs: {keys}.", file=file, keys=", ".join(missing))
        raise Unreadable(message, msg("Compare it with the profile “house”, or begin with: based_on = \"house\""))
    return CoverPress(table["pdfx"], intent, icc, table["tac"], table["grammage_gsm"], table.get("finish", ""))


def _intent(table: Mapping[str, Any], ordered: str, file: str, read_icc: ReadIcc) -> tuple[OutputIntent, bytes]:
    """The output intent, and the profile of its condition.

    PDF/X-4 embeds the profile (ISO 15930-7, 6.2.2); PDF/X-1a takes the name of a registered condition alone (ISO 15930-1 and -4, 6.2.2).
    """
    name = table.get("output_condition", ordered)
    known = _conditions().get(name, {})
    condition, icc_name, info = (table.get(key, known.get(key, "")) for key in ("condition", "icc", "info"))
    icc = b""
    if icc_name:
        found = read_icc(icc_name)
        if found is None:
            raise Unreadable(
                msg("{file} names the ICC profile {icc}, which does not exist.", file=file, icc=icc_name),
                msg("Put it beside the file, or use one of those that travel with the program: FOGRA29, FOGRA39."),
            )
        if found[36:40] != b"acsp" or found[12:20] != b"prtrCMYK" or not _is_whole(found):
            raise Unreadable(
                msg("{icc} is no ICC profile of a printing press with four inks.", icc=icc_name),
                msg("Ask the printer for his output profile (class prtr, CMYK)."),
            )
        icc = found
    embedded = icc if table.get("embed_icc", True) else b""
    if not name or not (embedded or (table["pdfx"] != "PDF/X-4" and _REGISTERED.fullmatch(name))):
        raise Unreadable(
            msg("{file} names no printing condition that {pdfx} can be made for.", file=file, pdfx=table["pdfx"]),
            msg("Give output_condition and icc under [press]; only PDF/X-1a does without a profile, and for registered conditions alone."),
        )
    return OutputIntent(name, condition or name, info if embedded else "", embedded), icc


def _is_whole(icc: bytes) -> bool:
    """Whether a profile is as long as it says, and holds every tag of its table, those of inks among them (ICC.1:2022, 7.2.2 and 7.3)."""
    said, count = int.from_bytes(icc[:4], "big"), int.from_bytes(icc[128:132], "big")
    if not said <= len(icc) < said + 4 or 132 + 12 * count > said:  # some are filled up to whole words
        return False
    tags = [icc[at:at + 12] for at in range(132, 132 + 12 * count, 12)]
    ends = [int.from_bytes(tag[4:8], "big") + int.from_bytes(tag[8:], "big") for tag in tags]
    return max(ends, default=0) <= said and {b"A2B0", b"B2A0"} <= {tag[:4] for tag in tags}


def condition_icc(name: str) -> bytes:
    """The package's profile of a registered printing condition; b"" where it has none."""
    icc = _conditions().get(name, {}).get("icc", "")
    return (packaged_icc(icc) or b"") if icc else b""


@cache
def _conditions() -> dict[str, dict[str, str]]:
    """The registered conditions that the package has a profile of, by name."""
    return tomllib.loads((files(__package__) / "conditions.toml").read_text("utf-8"))



"""What may stand under each key of a printer's profile and of a job file, in words, as a check, and as JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pipeline.errors import Unreadable
from pipeline.model.message import Message, msg

__all__ = ["COVER_KEYS", "JOB_KEYS", "ORDER_KEYS", "PAPER_KEYS", "PDFX", "PRESS_KEYS", "Kind", "no_more", "require"]

PDFX: Final = ("PDF/X-4", "PDF/X-1a:2003", "PDF/X-1a:2001")
"""What a build can write."""

Kind = tuple[Message, Callable[[Any], bool], dict[str, Any]]
"""What a value must be, in words; whether one is; the same as JSON Schema."""


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1e6


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 31


def _listed(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(check, value))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _one_of(*words: str) -> Kind:
    return msg("one of {words}", words=", ".join(words)), lambda value: value in words, {"enum": list(words)}


def _limits(*names: str) -> Kind:
    def is_so(value: object) -> bool:
        return isinstance(value, dict) and all(name in names and _is_number(one) for name, one in value.items())

    said = msg("an object with numbers under {words}", words=", ".join(names))
    properties = {name: {"type": "number", "minimum": 0} for name in names}
    return said, is_so, {"type": "object", "properties": properties, "additionalProperties": False}


def no_more(most: float) -> Kind:
    """A number that has an upper limit."""
    return msg("a number from 0 to {most}", most=str(most)), lambda value: _is_number(value) and value <= most, {}


_NUMBER: Final[Kind] = (msg("a number, zero or more"), _is_number, {"type": "number", "minimum": 0})
_COUNT: Final[Kind] = (msg("a whole number above zero"), _is_count, {"type": "integer", "minimum": 1})
_TEXT: Final[Kind] = (msg("a text"), _is_text, {"type": "string"})
_FLAG: Final[Kind] = (msg("true or false"), lambda value: isinstance(value, bool), {"type": "boolean"})
_TEXTS: Final[Kind] = (msg("a list of texts"), _listed(_is_text), {"type": "array", "items": {"type": "string"}})
_SIZE: Final[Kind] = (
    msg("two numbers above zero, width and height"),
    lambda value: isinstance(value, list) and len(value) == 2 and all(_is_number(one) and one > 0 for one in value),
    {"type": "array", "items": {"type": "number", "exclusiveMinimum": 0}, "minItems": 2, "maxItems": 2},
)
_STEPS: Final[Kind] = (
    msg("a list of pairs, pages and millimetres"), _listed(_listed(_is_number)),
    {"type": "array", "items": {"type": "array", "items": {"type": "number", "minimum": 0}, "minItems": 2, "maxItems": 2}},
)
_PAGES: Final[Kind] = (
    msg("a list of page numbers"), _listed(_is_count), {"type": "array", "items": {"type": "integer", "minimum": 1}}
)

JOB_KEYS: Final[Mapping[str, Kind]] = {
    "kind": _one_of("interior", "cover"), "trim_mm": _SIZE, "bleed_mm": _NUMBER, "safe_mm": _NUMBER, "gutter_mm": _NUMBER,
    "colours": _one_of("K", "CMYK", "any"), "spots": _TEXTS, "tac": _NUMBER, "pdfx": _TEXTS, "output_condition": _TEXT,
    "binding": _one_of("saddle", "perfect"), "page_multiple": _COUNT, "image_ppi": _limits("error", "warn", "high"),
    "bitmap_ppi": _limits("error", "warn"), "line_pt": _limits("error", "warn"), "text_pt": _limits("min", "warn", "multi_ink", "reversed"),
    "blank_pages": _PAGES, "last_page": _one_of("blank", "any"), "fonts": _TEXTS, "pages": _COUNT, "leaf_caliper_mm": _NUMBER,
    "cover_caliper_mm": _NUMBER, "spine_mm": _NUMBER,
}
"""The keys of a job file, every one optional."""
ORDER_KEYS: Final[Mapping[str, Kind]] = {
    **JOB_KEYS, "pages_min": _COUNT, "pages_max": _COUNT, "marks": _one_of("none", "any"), "gutter_steps": _STEPS,
}
"""[order] of a profile: what its printer judges a file by."""
_INTENT_KEYS: Final[Mapping[str, Kind]] = {
    "pdfx": _one_of(*PDFX), "output_condition": _TEXT, "condition": _TEXT, "info": _TEXT, "icc": _TEXT, "embed_icc": _FLAG,
}
PRESS_KEYS: Final[Mapping[str, Kind]] = {
    **_INTENT_KEYS, "bleed_mm": no_more(10), "marks": _one_of("none", "crop"), "slug_mm": no_more(30), "page_jpegs": _FLAG,
}
"""[press]: what a build makes; without it a profile only judges."""
FINISHES: Final = ("none", "varnish", "matt-lamination", "gloss-lamination")
COVER_KEYS: Final[Mapping[str, Kind]] = {**_INTENT_KEYS, "tac": _NUMBER, "grammage_gsm": _NUMBER, "finish": _one_of(*FINISHES)}
"""[press.cover]: what the cover is printed on."""
PAPER_KEYS: Final[Mapping[str, Kind]] = {
    "grammage_gsm": no_more(2000), "bulk_cm3_g": no_more(10), "sheet_cm": _SIZE, "pages_per_sheet": _COUNT, "imprint_sheet_cm": _SIZE,
    "imprint_fraction": _COUNT, "make_ready_sheets": _NUMBER, "running_percent": _NUMBER, "cover_caliper_mm": no_more(10),
    "spine_glue_mm": no_more(50), "spine_tolerance_mm": no_more(50),
}
"""[paper]: every key of :class:`pipeline.model.stock.PaperStock`, each needed; beyond the limits is no paper, but a slip of the pen."""


def require(held: Mapping[str, Any], keys: Mapping[str, Kind], file: str) -> None:
    """Raises Unreadable for the first key that is unknown or whose value is none."""
    for key, value in held.items():
        if key not in keys:
            message = msg("{file} has the key “{key}”, which has no place there.", file=file, key=str(key))
            raise Unreadable(message, msg("The keys are: {keys}.", keys=", ".join(keys)))
        said, is_so, _ = keys[key]
        if not is_so(value):
            raise Unreadable(msg("{file}: “{key}” must be {kind}.", file=file, key=key, kind=said), msg("Mend it, or leave the key away."))

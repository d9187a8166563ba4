"""What was ordered: a job file's keys over a profile's, every key checked; profiles are data with reasons (profiles/*.toml)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from pipeline.doors.json_text import from_json
from pipeline.doors.toml import parse_toml
from pipeline.errors import Unreadable, UsageError
from pipeline.model.findings import Severity
from pipeline.model.message import Message, msg

__all__ = ["JOB_KEYS", "Order", "gutter_of", "job_schema", "load_order", "profile_names"]

POINT: Final = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a file is judged by; a limit that is None, or a list that is empty, is not asked for.

    ``colours``: "K", "CMYK", "any". ``image_ppi``, ``bitmap_ppi``, ``line_pt`` and ``text_pt`` as in the job file. ``severities``:
    "PDF-101/no-trim" -> another severity than the rule's own, None where the finding is not made.
    """

    profile: str = "house"
    kind: str = "interior"
    trim_mm: tuple[float, ...] = ()
    bleed_mm: float | None = None
    safe_mm: float | None = None
    gutter_mm: float | None = None
    colours: str = "any"
    spots: tuple[str, ...] = ()
    tac: float | None = None
    pdfx: tuple[str, ...] = ()
    output_condition: str = ""
    binding: str = ""
    page_multiple: int | None = None
    pages_min: int | None = None
    pages_max: int | None = None
    image_ppi: Mapping[str, float] = field(default_factory=dict)
    bitmap_ppi: Mapping[str, float] = field(default_factory=dict)
    line_pt: Mapping[str, float] = field(default_factory=dict)
    text_pt: Mapping[str, float] = field(default_factory=dict)
    blank_pages: tuple[int, ...] = ()
    fonts: tuple[str, ...] = ()
    pages: int | None = None
    leaf_caliper_mm: float | None = None
    cover_caliper_mm: float | None = None
    spine_mm: float | None = None
    digest: str = ""
    """SHA-256 of the profile's file; ``job_digest`` of the job's, "" without one."""
    job_digest: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    """What is asked for, key by key as in a job file; ``from_job``: the keys that the job file gave."""
    from_job: frozenset[str] = frozenset()
    gutter_steps: tuple[tuple[float, float], ...] = ()
    """Pages up to which a margin at the spine holds, with that margin in millimetres, for printers who ask more of thicker books."""
    marks: str = "any"
    """"none": the printer refuses whatever lies outside the bleed."""
    severities: Mapping[str, Severity | None] = field(default_factory=dict)


def gutter_of(order: Order, pages: int) -> float:
    """The margin at the spine for a book of so many pages; 0 where none is asked for."""
    return next((margin for most, margin in order.gutter_steps if pages <= most), order.gutter_mm or 0.0)


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


_NUMBER: Final[Kind] = (msg("a number, zero or more"), _is_number, {"type": "number", "minimum": 0})
_COUNT: Final[Kind] = (msg("a whole number above zero"), _is_count, {"type": "integer", "minimum": 1})
_TEXT: Final[Kind] = (msg("a text"), _is_text, {"type": "string"})
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
    "blank_pages": _PAGES, "fonts": _TEXTS, "pages": _COUNT, "leaf_caliper_mm": _NUMBER, "cover_caliper_mm": _NUMBER, "spine_mm": _NUMBER,
}
"""The keys of a job file, every one optional."""
_PROFILE_KEYS: Final = {
    **JOB_KEYS, "pages_min": _COUNT, "pages_max": _COUNT, "marks": _one_of("none", "any"),
    "gutter_steps": _STEPS,
}


def profile_names() -> list[str]:
    """The profiles that travel with the package."""
    return sorted(one.name.removesuffix(".toml") for one in (files(__package__) / "profiles").iterdir() if one.name.endswith(".toml"))


def load_order(profile: str, job: bytes | None = None, file: str = "") -> Order:
    """The order a job file makes over a profile. Raises UsageError for an unknown profile, Unreadable for a job that is none."""
    if profile not in profile_names():
        raise UsageError(
            msg("There is no preflight profile “{name}”.", name=profile), msg("Use one of: {names}.", names=", ".join(profile_names()))
        )
    held, severities, digest = _profile(profile)
    ordered = _job(job, file) if job is not None else {}
    wanted = {**held, **ordered}
    if "gutter_mm" in ordered:
        wanted.pop("gutter_steps", None)
    return Order(
        profile=profile, severities=severities, digest=digest, given=wanted, from_job=frozenset(ordered),
        job_digest=sha256(job).hexdigest() if job is not None else "", **{key: _frozen(value) for key, value in wanted.items()},
    )


def _frozen(value: Any) -> Any:  # noqa: ANN401
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


@cache
def _profile(name: str) -> tuple[dict[str, Any], dict[str, Severity | None], str]:
    """Limits, severities, digest."""
    file = f"{name}.toml"
    text = (files(__package__) / "profiles" / file).read_text(encoding="utf-8")
    held = parse_toml(text, file)
    limits = held.get("order", {})
    _require(limits, _PROFILE_KEYS, file)
    graded = {key: None if value == "ignore" else Severity(value) for key, value in held.get("severity", {}).items()}
    return limits, graded, sha256(text.encode()).hexdigest()


def _job(content: bytes, file: str) -> dict[str, Any]:
    try:
        held = from_json(content)
    except ValueError as error:
        raise Unreadable(
            msg("{file} is not valid JSON: {reason}.", file=file, reason=str(error)), msg("Mend that place, or leave --job away.")
        ) from error
    if not isinstance(held, dict):
        hint = msg("A job file begins with a brace and names what was ordered.")
        raise Unreadable(msg("{file} is not an object with keys.", file=file), hint)
    _require(held, JOB_KEYS, file)
    return held


def _require(held: Mapping[str, Any], keys: Mapping[str, Kind], file: str) -> None:
    """Raises Unreadable for the first key that is unknown or whose value is none."""
    for key, value in held.items():
        if key not in keys:
            message = msg("{file} has the key “{key}”, which no job has.", file=file, key=str(key))
            raise Unreadable(message, msg("The keys are: {keys}.", keys=", ".join(keys)))
        said, is_so, _ = keys[key]
        if not is_so(value):
            raise Unreadable(msg("{file}: “{key}” must be {kind}.", file=file, key=key, kind=said), msg("Mend it, or leave the key away."))


def job_schema() -> dict[str, Any]:
    """A job file's form as JSON Schema; job.schema.json beside this module is it, for editors that complete and check."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What was ordered, for guide preflight",
        "type": "object",
        "properties": {key: schema for key, (_, _, schema) in JOB_KEYS.items()},
        "additionalProperties": False,
    }

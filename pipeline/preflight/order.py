"""What was ordered: a job file's keys over a printer's profile, every key checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from pipeline.doors.json_text import from_json
from pipeline.errors import Unreadable, UsageError
from pipeline.model.findings import Severity
from pipeline.model.message import msg
from pipeline.printers import ProfileTables, load_tables, profile_names
from pipeline.printers.keys import JOB_KEYS, require

__all__ = ["JOB_KEYS", "Order", "gutter_of", "job_schema", "load_order"]

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
    last_page: str = "any"
    """"blank": the printer puts a code of his own on the last page, which must be empty."""
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


def load_order(profile: str | ProfileTables, job: bytes | None = None, file: str = "") -> Order:
    """The order a job file makes over a profile, which is one of the package's by its name, or any that was read.

    Raises UsageError for an unknown name, Unreadable for a job that is none.
    """
    if isinstance(profile, str) and profile not in profile_names():
        raise UsageError(
            msg("There is no printer profile “{name}”.", name=profile), msg("Use one of: {names}.", names=", ".join(profile_names()))
        )
    tables = load_tables(profile) if isinstance(profile, str) else profile
    ordered = _job(job, file) if job is not None else {}
    wanted = {**tables.order, **ordered}
    if "gutter_mm" in ordered:
        wanted.pop("gutter_steps", None)
    return Order(
        profile=tables.name, severities=tables.severities, digest=tables.digest, given=wanted, from_job=frozenset(ordered),
        job_digest=sha256(job).hexdigest() if job is not None else "", **{key: _frozen(value) for key, value in wanted.items()},
    )


def _frozen(value: Any) -> Any:  # noqa: ANN401
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _job(content: bytes, file: str) -> dict[str, Any]:
    try:
        held = from_json(content.removeprefix(b"\xef\xbb\xbf"))  # editors of Windows begin a file so
    except ValueError as error:
        place = getattr(error, "lineno", 0), getattr(error, "colno", 0)
        message = msg("{file} is not valid JSON: see line {line}, column {column}.", file=file, line=place[0], column=place[1])
        raise Unreadable(message, msg("Mend that place, or leave --job away.")) from error
    if not isinstance(held, dict):
        hint = msg("A job file begins with a brace and names what was ordered.")
        raise Unreadable(msg("{file} is not an object with keys.", file=file), hint)
    require(held, JOB_KEYS, file)
    return held


def job_schema() -> dict[str, Any]:
    """A job file's form as JSON Schema; job.schema.json beside this module is it, for editors that complete and check."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What was ordered, for guide preflight",
        "type": "object",
        "properties": {key: schema for key, (_, _, schema) in JOB_KEYS.items()},
        "additionalProperties": False,
    }

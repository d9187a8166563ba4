"""The job ticket: XJDF 2.1 (CIP4), a root product with its binding and two children, cover and body, for each book.

Lengths in points, thickness of paper in micrometres, as XJDF has them (XJDF Specification 2.1, BindingIntent, LayoutIntent, MediaIntent).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from pipeline.model.job import BookJob, Job
from pipeline.model.pages import MM

if TYPE_CHECKING:
    from pipeline.doors.templates import TemplateSet

__all__ = ["NAMESPACE", "NoTicket", "Products", "read_ticket", "ticket_bytes", "unlike_values"]

NAMESPACE: Final = "http://www.CIP4.org/JDFSchema_2_0"
_TEMPLATE: Final = "job.xjdf.j2"
_COATINGS: Final = {"varnish": "Varnish"}
"""XJDF names a coating that the press lays on; lamination is a process after it and stands on the specification."""
_PARTS: Final = ("-BOOK", "-BODY", "-COVER")
_SAME: Final = 0.01
"""Points: numbers are written with three decimals."""

Products = Mapping[str, Mapping[str, str]]
"""Of each product, by its ID: "Amount", "Pages", "FinishedDimensions" and so on: all attributes below it, the last of a name."""


class NoTicket(ValueError):
    """Bytes that are no job ticket."""


def ticket_bytes(job: Job) -> bytes:
    """The ticket of a job. The same job gives the same bytes."""
    named = {
        "points": lambda length: _number(length * MM), "microns": lambda length: _number(length * 1000), "number": _number,
        "colours": lambda inks: " ".join(ink.replace(" ", "_") for ink in inks), "coating": _COATINGS.get(job.finish, ""),
        "thick": _thickness,
    }
    return (_template().render(_TEMPLATE, job=job, **named) + "\n").encode()


def _thickness(book: BookJob, job: Job) -> float:
    return book.spine.block_mm if book.spine else book.pages / 2 * job.leaf_caliper_mm


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


@cache
def _template() -> TemplateSet:
    from pipeline.doors.templates import TemplateSet

    text = (files("pipeline.handoff") / "templates" / _TEMPLATE).read_text(encoding="utf-8")
    return TemplateSet("handoff", {_TEMPLATE: text})


def read_ticket(content: bytes) -> tuple[str, Products]:
    """The job's name and its products. Raises NoTicket where it is no XML, no XJDF, or declares entities of its own."""
    products: dict[str, dict[str, str]] = {}
    names: list[str] = []
    open_products: list[dict[str, str]] = []

    def begin(tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if not names and (space, name) != (NAMESPACE, "XJDF"):
            raise NoTicket("another root")
        names.append(attributes.get("JobID", "") if not names else name)
        if name == "Product":
            open_products.append(products.setdefault(attributes.get("ID", ""), {}))
        if open_products:
            open_products[-1].update(attributes)

    def end(tag: str) -> None:
        if tag.endswith(" Product"):
            open_products.pop()

    def refuse(*_: object) -> None:
        raise NoTicket("a document type")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = begin, end, refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # an encoding that is none, or that expat cannot read
        raise NoTicket(str(error)) from error
    return names[0], products


def unlike_values(job: Job, name: str, products: Products) -> Iterator[tuple[str, str, str]]:
    """(where, what the ticket says, what the job says) for every number that is not the same."""
    if name != job.job:
        yield "JobID", name, job.job
    wanted = {book.lang.upper() + part for book in job.books for part in _PARTS}
    for gone in sorted(wanted - products.keys()):
        yield f"Product {gone}", "—", gone
    for more in sorted(products.keys() - wanted):
        yield f"Product {more or '?'}", more or "?", "—"
    for book in job.books:
        tag = book.lang.upper()
        for part in _PARTS:
            held = products.get(tag + part, {})
            for key, value in _numbers_of(job, book, part):
                if held and not _same(held.get(key, ""), value):
                    yield f"Product {tag}{part} {key}", held.get(key, "—"), value


def _numbers_of(job: Job, book: BookJob, part: str) -> Sequence[tuple[str, str]]:
    size = f"{_number(job.trim_mm[0] * MM)} {_number(job.trim_mm[1] * MM)}"
    run = ("Amount", str(book.run))
    if part == "-BOOK":
        return [run, ("BindingType", "SoftCover" if job.binding == "perfect" else "SaddleStitch")]
    if part == "-BODY":
        thick = _number(_thickness(book, job) * MM)
        return [run, ("Pages", str(book.pages)), ("FinishedDimensions", f"{size} {thick}"), ("ExternalID", book.interior.file)]
    spine = _number((book.spine.width_mm if book.spine else 0.0) * MM)
    flat = " ".join(_number(length * MM) for length in book.cover.trim_mm)
    return [run, ("FinishedDimensions", f"{size} {spine}"), ("Dimensions", flat), ("ExternalID", book.cover.file)]


def _same(one: str, other: str) -> bool:
    """Texts that are equal, or lists of numbers that are."""
    if one == other:
        return True
    try:
        pairs = list(zip(map(float, one.split()), map(float, other.split()), strict=True))
    except ValueError:
        return False
    return bool(pairs) and all(abs(left - right) <= _SAME for left, right in pairs)

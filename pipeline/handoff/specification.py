"""The specification: what the printer is to make, row by row, in one language; the same rows stand in job.json."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.model.job import BookJob, Job
from pipeline.model.message import Figure, Message, msg, nmsg

__all__ = ["Row", "Say", "book_rows", "job_rows", "rows_json"]

Say = Callable[[Message], str]
LANGUAGES: Final[Mapping[str, Message]] = {
    "kk": msg("Kazakh"), "ru": msg("Russian"), "en": msg("English"), "kk-Latn": msg("Kazakh in Latin letters"),
}
_BINDINGS: Final = {
    "perfect": msg("perfect binding in signatures of {n} pages"), "saddle": msg("saddle stitch"),
}
_PLATES: Final = {
    "Black": msg("black"), "Cyan": msg("cyan"), "Magenta": msg("magenta"), "Yellow": msg("yellow"),
}
_FINISH: Final = {
    "": msg("none stated"), "none": msg("none"), "matt-lamination": msg("matt lamination"), "gloss-lamination": msg("gloss lamination"),
    "varnish": msg("varnish"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """``key``: which number it is, for machines; ``values``: one, or one for each book."""

    key: str
    label: Message
    values: tuple[Message | str, ...]


def job_rows(job: Job) -> list[Row]:
    """What holds for all books of the job, each row with one value."""
    return [Row(key, label, (value,)) for key, label, value in _job_values(job)]


def _job_values(job: Job) -> Iterator[tuple[str, Message, Message | str]]:
    if job.order_number:
        yield "order", msg("Order number"), job.order_number
    yield "trim", msg("Trimmed size"), _size(job.trim_mm)
    yield "bleed", msg("Bleed on every edge"), _mm(job.bleed_mm)
    yield "interior_colours", msg("Interior colours"), _colours(job.interior_inks, both=True)
    yield "cover_colours", msg("Cover colours"), _colours(job.cover_inks, both=False)
    yield "paper", msg("Paper of the interior"), msg(
        "{grammage} g/m², a leaf {caliper} mm thick", grammage=Figure(job.grammage_gsm), caliper=Figure(job.leaf_caliper_mm, 3)
    )
    yield "cover_board", msg("Paper of the cover"), _board(job)
    binding = _BINDINGS[job.binding]
    yield "binding", msg("Binding"), msg(binding.msgid, n=job.signature) if job.binding == "perfect" else binding
    yield "finish", msg("Finish of the cover"), _FINISH.get(job.finish, job.finish)
    yield "pdfx", msg("Interior: standard and printing condition"), _condition(
        job.pdfx, job.output_condition, job.condition, job.ink_limit_percent
    )
    yield "cover_pdfx", msg("Cover: standard and printing condition"), _condition(
        job.cover_pdfx, job.cover_output_condition, job.cover_condition, job.cover_ink_limit_percent
    )
    width, height, fraction = job.format_cm
    yield "format", msg("Format of the imprint"), f"{width:g}×{height:g}/{fraction}"
    yield "fonts", msg("Fonts, all embedded as subsets"), ", ".join(sorted({font for book in job.books for font in book.fonts}))


def book_rows(job: Job) -> list[Row]:
    """What each book has of its own, a value for each."""
    rows: list[tuple[str, Message, Callable[[BookJob], Message | str]]] = [
        ("title", msg("Title"), lambda book: book.title),
        ("isbn", msg("ISBN"), lambda book: book.isbn or "—"),
        ("run", msg("Quantity"), lambda book: nmsg("{n} copy", "{n} copies", book.run)),
        ("pages", msg("Pages"), lambda book: str(book.pages)),
        ("paper_name", msg("Paper, as the imprint names it"), lambda book: book.paper or "—"),
        ("conventional_sheets", msg("Conventional printed sheets"), lambda book: _figure(book.conventional_sheets, 2)),
        ("press_sheets", _press_sheets(job), lambda book: str(book.press_sheets)),
        ("kilograms", msg("Paper, kilograms"), lambda book: _figure(book.kilograms, 1)),
    ]
    if job.binding == "perfect":
        rows.append(("spine", msg("Spine, mm"), _spine))
        rows.append(("spine_text", msg("Text on the spine"), lambda book: book.spine_text or "—"))
    else:
        rows.append(("creep", msg("Creep of the innermost sheet, mm"), lambda book: _figure(book.creep_mm or 0.0, 2)))
    rows.append(("cover_size", msg("Cover, flat, mm"), _cover_size))
    return [Row(key, label, tuple(value(book) for book in job.books)) for key, label, value in rows]


def spine_sums(job: Job) -> list[tuple[str, Message]]:
    """Language of each book, and how its spine comes about."""
    return [(book.lang, _spine_sum(book)) for book in job.books if book.spine is not None]


def _spine_sum(book: BookJob) -> Message:
    spine = book.spine
    assert spine is not None
    if spine.stated:
        return msg(
            "{width} ± {tolerance} mm, as the printer gave it; paper and cover come to {sum} mm", width=Figure(spine.width_mm, 2),
            tolerance=Figure(spine.tolerance_mm, 2), sum=Figure(round(spine.block_mm + spine.cover_mm, 2), 2),
        )
    return msg(
        "{leaves} leaves × {caliper} mm = {block} mm; cover {cover} mm; glue and creases {allowance} mm; together {width} ± {tolerance} mm",
        leaves=spine.leaves, caliper=Figure(spine.leaf_caliper_mm, 4), block=Figure(spine.block_mm, 2), cover=Figure(spine.cover_mm, 2),
        allowance=Figure(spine.allowance_mm, 2), width=Figure(spine.width_mm, 2), tolerance=Figure(spine.tolerance_mm, 2),
    )


def _press_sheets(job: Job) -> Message:
    short, long = job.sheet_cm
    return msg("Press sheets of {short}×{long} cm, with waste", short=Figure(short), long=Figure(long))


def _spine(book: BookJob) -> Message | str:
    if book.spine is None:
        return "—"
    return msg("{width} ± {tolerance}", width=Figure(book.spine.width_mm, 2), tolerance=Figure(book.spine.tolerance_mm, 2))


def _cover_size(book: BookJob) -> Message:
    return _numbers(book.cover.trim_mm, 2)


def _size(size: Sequence[float]) -> Message:
    return msg("{width} × {height} mm", width=Figure(round(size[0], 2)), height=Figure(round(size[1], 2)))


def _numbers(size: Sequence[float], places: int) -> Message:
    return msg("{width} × {height}", width=Figure(round(size[0], places)), height=Figure(round(size[1], places)))


def _mm(length: float) -> Message:
    return msg("{figure} mm", figure=Figure(round(length, 2)))


def _figure(value: float, places: int) -> Message:
    return msg("{figure}", figure=Figure(round(value, places), places))


def _board(job: Job) -> Message:
    return msg("{grammage} g/m², {caliper} mm thick", grammage=Figure(job.cover_grammage_gsm), caliper=Figure(job.cover_caliper_mm, 3))


def _condition(pdfx: str, identifier: str, condition: str, limit: float | None) -> Message:
    named = f"{identifier}: {condition}" if condition and condition != identifier else identifier
    if limit is None:
        return msg("{pdfx}, {condition}", pdfx=pdfx, condition=named)
    return msg("{pdfx}, {condition}; ink at most {limit} %", pdfx=pdfx, condition=named, limit=Figure(limit))


def _colours(inks: Sequence[str], *, both: bool) -> Message:
    count = len(inks)
    names: Message | str = ""
    for ink in inks:
        shown = _PLATES.get(ink, ink)
        names = msg("{names}, {name}", names=names, name=shown) if names else shown
    return msg("{front}+{back} ({inks})", front=count, back=count if both else 0, inks=names)


def rows_json(job: Job, say: Say) -> list[dict[str, Any]]:
    """The rows of one language, worded: key, label, values."""
    made = []
    for row in (*job_rows(job), *book_rows(job)):
        values = [say(value) if isinstance(value, Message) else value for value in row.values]
        made.append({"key": row.key, "label": say(row.label), "values": values})
    return made

"""The whole of sources/: workbooks, settings, front matter, ids, waivers and translations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pipeline.model.findings import CellRef, Finding, Severity

from .catalogues import make_catalogue
from .facts import Sample, load_sample
from .manners import WORKBOOKS
from .reading import read_workbooks
from .records import CONTENT
from .sheets import workbook_bytes
from .words import Lang

__all__ = ["AREAS", "make_sources", "make_workbooks", "write_sources"]

AREAS: Final = Path(__file__).resolve().parents[2] / "sources" / "areas.toml"
"""The closed list of areas of activity is no work of this script: it is read, never written."""
_LANGUAGES: Final[tuple[Lang, ...]] = ("kk", "ru", "en")
_WAIVERS_HEAD: Final = """\
# За что отвечает человек: найденная ошибка, её место и причина, по которой издание всё же можно сдавать.
# What a person answers for: an error that was found, its place, and the reason why the edition may go to press all the same.
# id, code: как в отчёте; file, sheet, cell: как в Excel. / id, code: as in the report; file, sheet, cell: as in Excel.
"""
_REASON: Final = (
    "Области с таким названием нет, населённый пункт не указан. Организация на два письма и три звонка не ответила; "
    "строка остаётся вне книги до ответа. Р. Шильдебаева, 14.05.2026"
)


def make_workbooks(sample: Sample) -> dict[str, bytes]:
    """File name within sources/ -> the workbook's bytes."""
    return {name: workbook_bytes(make(sample)) for name, make in WORKBOOKS.items()}


def make_sources() -> dict[str, bytes]:
    """Everything the script writes: file name within sources/ -> bytes. Raises ValueError unless exactly one row is in error."""
    sample = load_sample()
    files = make_workbooks(sample)
    topics = (CONTENT / "topics.toml").read_text("utf-8")
    reading = read_workbooks(files, AREAS.read_text("utf-8"), topics)
    texts = {
        "edition.toml": (CONTENT / "edition.toml").read_text("utf-8"),
        "topics.toml": topics,
        "ids.toml": reading.normalised.registry.to_toml(),
        "waivers.toml": _waivers(reading.findings),
        **{f"translations/content.{lang}.po": make_catalogue(reading.normalised.listings, sample, lang) for lang in _LANGUAGES},
        **{f"front/{path.name}": path.read_text("utf-8") for path in sorted((CONTENT / "front").glob("*.md"))},
    }
    return files | {name: text.encode("utf-8") for name, text in texts.items()}


def write_sources(folder: Path) -> list[str]:
    """Write the sample into a folder; returns the names written."""
    files = make_sources()
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return sorted(files)


def _waivers(findings: Sequence[Finding]) -> str:
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if len(errors) != 1:
        listed = "; ".join(f"{error.message} {error.place}" for error in errors)
        raise ValueError(f"exactly one row of the sample must be rejected: {listed}")
    error, place = errors[0], errors[0].place
    if not isinstance(place, CellRef):
        raise TypeError("the rejected row has a cell")
    return (
        f'{_WAIVERS_HEAD}\n[[waiver]]\nid = "{error.id}"\ncode = "{error.code}"\nfile = "{place.file}"\nsheet = "{place.sheet}"\n'
        f'cell = "{place.cell}"\nreason = "{_REASON}"\n'
    )

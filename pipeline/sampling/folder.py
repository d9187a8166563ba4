"""A sample as the folder of an edition: workbooks, settings, front matter, ids, waivers and translations."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Final

from pipeline.model.findings import CellRef, Finding, Severity
from pipeline.model.message import msg
from pipeline.progress import Progress, SilentProgress

from .catalogues import make_catalogue
from .facts import Organisation, Province, Sample, Texts
from .keepers import CAREFUL, KEEPERS, MERGED_HEADER, NO_SUCH_REGION, NUMBERS_TYPED
from .manners import MANNERS, experts
from .reading import read_workbooks
from .words import Lang

__all__ = ["edition_text", "make_files", "make_workbooks", "topic_words"]

FRONT: Final = ("abbreviations", "colophon", "correction", "cover", "foreword", "howto")
LANGUAGES: Final[tuple[Lang, ...]] = ("kk", "ru", "en")
_WITHHELD_AFTER, _DUPLICATE_AFTER = 9, 11
_LAST_YEAR: Final = {"61": "79"}
"""A region whose keeper has last year's rows of another one too."""
_WAIVERS_HEAD: Final = """\
# За что отвечает человек: найденная ошибка, её место и причина, по которой издание всё же можно сдавать.
# What a person answers for: an error that was found, its place, and the reason why the edition may go to press all the same.
# id, code: как в отчёте; file, sheet, cell: как в Excel. / id, code: as in the report; file, sheet, cell: as in Excel.
"""
_REASON: Final = (
    "Области с таким названием нет, населённый пункт не указан. Организация на два письма и три звонка не ответила; "
    "строка остаётся вне книги до ответа. Р. Шильдебаева, 14.05.2026"
)


def edition_text(name: str) -> str:
    """A text of the sample edition, by its path in the edition's folder."""
    return resources.files("pipeline.sampling").joinpath("edition", *name.split("/")).read_text("utf-8")


def topic_words() -> Mapping[str, Texts]:
    """Code of a topic -> its words."""
    return {entry["code"]: entry["name"] for entry in tomllib.loads(edition_text("topics.toml"))["topic"]}


def make_workbooks(sample: Sample, progress: Progress | None = None) -> dict[str, bytes]:
    """File name within the folder -> the workbook's bytes; a region without rows has none."""
    progress = progress or SilentProgress()
    progress.begin(msg("Writing workbooks"))
    made: dict[str, bytes] = {}
    for done, (region, keeper) in enumerate(KEEPERS.items(), start=1):
        progress.advance(done, len(KEEPERS))
        rows = _rows(sample, region)
        if rows:
            province = Province(
                tuple(rows), keeper.sheet, keeper.author, keeper.titles, keeper.called, _elsewhere(sample, region),
                tuple(sample.of_region(_LAST_YEAR.get(region, ""))), frozenset({sample.withheld.slug}),
            )  # fmt: skip
            made[f"provinces/{keeper.file}"] = MANNERS[keeper.manner](province).to_bytes()
    if sample.experts:
        made["experts.xlsx"] = experts(sample.experts, topic_words()).to_bytes()
    return made


def _rows(sample: Sample, region: str) -> list[Organisation]:
    rows = sample.of_region(region)
    if region == CAREFUL:
        rows.insert(_WITHHELD_AFTER, sample.withheld)
    if region == MERGED_HEADER:
        rows.insert(_DUPLICATE_AFTER, sample.duplicate)
    if region == NUMBERS_TYPED:
        rows.append(sample.rejected)
    return rows


def _elsewhere(sample: Sample, region: str) -> dict[str, str]:
    if region == MERGED_HEADER:
        return {sample.duplicate.slug: f"г. {sample.duplicate.town.ru}"}
    return {sample.rejected.slug: NO_SUCH_REGION} if region == NUMBERS_TYPED else {}


def make_files(
    sample: Sample, areas: str, edition: str, counts: Mapping[str, str], progress: Progress | None = None
) -> dict[str, bytes]:
    """Every file of the folder by name, but for areas.toml.

    ``edition``: text of edition.toml; ``counts``: how the foreword says what the book holds, by its placeholder and language
    ("regions.ru"). Raises ValueError unless exactly one row is in error.
    """
    files = make_workbooks(sample, progress)
    topics = edition_text("topics.toml")
    reading = read_workbooks(files, areas, topics, progress=progress)
    texts = {
        "edition.toml": edition,
        "topics.toml": topics,
        "ids.toml": reading.normalised.registry.to_toml(),
        "waivers.toml": _waivers(reading.findings),
        **{f"translations/content.{lang}.po": make_catalogue(reading.normalised.listings, sample, lang) for lang in LANGUAGES},
        **{name: _counted(edition_text(name), lang, counts) for name, lang in _front()},
    }
    return files | {name: text.encode("utf-8") for name, text in texts.items()}


def _front() -> Iterable[tuple[str, Lang]]:
    return ((f"front/{name}.{lang}.md", lang) for name in FRONT for lang in LANGUAGES)


def _counted(text: str, lang: Lang, counts: Mapping[str, str]) -> str:
    for key, words in counts.items():
        name, _, of = key.partition(".")
        if of == lang:
            text = text.replace("{" + name + "}", words)
    return text


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

"""The sample's sources, read by the pipeline itself: what a build would make of them before any translation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.ingest import read_source
from pipeline.model.findings import Finding
from pipeline.model.listings import Expert, Listing
from pipeline.model.message import msg
from pipeline.model.source import FileReading, SourceFile, SourceRow
from pipeline.normalise import Normalised, load_ids, load_vocabulary, normalise
from pipeline.progress import Progress, SilentProgress

__all__ = ["Reading", "read_workbooks", "slug_of"]


@dataclass(frozen=True, slots=True)
class Reading:
    """``findings`` are those of ingest and of normalise, in this order."""

    files: tuple[FileReading, ...]
    rows: tuple[SourceRow, ...]
    normalised: Normalised
    findings: tuple[Finding, ...]


def read_workbooks(workbooks: Mapping[str, bytes], areas: str, topics: str, ids: str = "", progress: Progress | None = None) -> Reading:
    """Read workbooks by name in the order a build reads them; ``ids`` is an earlier ids.toml."""
    files: list[FileReading] = []
    rows: list[SourceRow] = []
    findings: list[Finding] = []
    progress = progress or SilentProgress()
    progress.begin(msg("Reading workbooks"))
    for done, name in enumerate(sorted(workbooks)):
        progress.advance(done, len(workbooks))
        reading, found, noticed = read_source(SourceFile(name, workbooks[name]))
        files.append(reading)
        rows += found
        findings += noticed
    made = normalise(rows, registry=load_ids(ids), vocabulary=load_vocabulary(areas, topics))
    return Reading(tuple(files), tuple(rows), made, (*findings, *made.findings))


def slug_of(listing: Listing, experts_by_email: Mapping[str, str]) -> str:
    """The editors' slug of a listing: it stands in the organisation's e-mail; an expert's e-mail is looked up."""
    if isinstance(listing, Expert):
        return experts_by_email[listing.emails[0]]
    return listing.emails[0].split("@")[1].removesuffix(".example")

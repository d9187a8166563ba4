"""What several of the sample's tests look at, made once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.forms import LegalForm
from pipeline.model.listings import Expert as ExpertListing
from pipeline.model.listings import Organisation as OrganisationListing
from pipeline.normalise import forms
from pipeline.sampling.catalogues import expert_emails
from pipeline.sampling.facts import Sample
from pipeline.sampling.reading import Reading, read_workbooks, slug_of

from .edition import AREAS
from .facts import load_sample

__all__ = [
    "SOURCES", "committed", "experts_read", "legal_forms", "organisations_read", "read_sources", "sample", "sentences", "sheet_of",
    "sources",
]

SOURCES: Final = AREAS.parent
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[»”]?\s+")


@cache
def sample() -> Sample:
    """The sample as the editors and the script invented it."""
    return load_sample()


@cache
def sources() -> dict[str, bytes]:
    """Everything the script writes, started by its path from another folder, in another time zone and locale."""
    script = str(Path(__file__).with_name("make_sources.py"))
    environ = os.environ | {"TZ": "Asia/Almaty", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    with TemporaryDirectory() as folder:
        subprocess.run([sys.executable, script, folder], cwd=folder, env=environ, check=True, capture_output=True)
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


def committed(name: str) -> bytes:
    """A file as it lies in sources/."""
    return (SOURCES / name).read_bytes()


@cache
def read_sources() -> Reading:
    """The committed workbooks, read with the committed settings and ids."""
    workbooks = {path.relative_to(SOURCES).as_posix(): path.read_bytes() for path in SOURCES.rglob("*.xlsx")}
    areas, topics, ids = (committed(name).decode("utf-8") for name in ("areas.toml", "topics.toml", "ids.toml"))
    return read_workbooks(workbooks, areas, topics, ids)


@cache
def organisations_read() -> dict[str, OrganisationListing]:
    """Slug -> the organisation as normalised."""
    return {slug_of(made, {}): made for made in read_sources().normalised.listings if isinstance(made, OrganisationListing)}


@cache
def experts_read() -> dict[str, ExpertListing]:
    """Slug -> the expert as normalised."""
    emails = expert_emails(sample())
    return {slug_of(made, emails): made for made in read_sources().normalised.listings if isinstance(made, ExpertListing)}


@cache
def legal_forms() -> dict[str, LegalForm]:
    """Code -> legal form, as localise takes them."""
    return {code: LegalForm(code, form.short, form.full) for code, form in forms().items()}


@cache
def _book(name: str) -> Workbook:
    return load_workbook(BytesIO(committed(name)))


def sheet_of(name: str, number: int = 0) -> Worksheet:
    """A sheet of a committed workbook."""
    sheet = _book(name).worksheets[number]
    assert isinstance(sheet, Worksheet)
    return sheet


def sentences(text: str) -> list[str]:
    """A text's sentences, folded for comparison."""
    return [part.casefold().strip(" .!?…»”«“") for part in _SENTENCE_END.split(text)]

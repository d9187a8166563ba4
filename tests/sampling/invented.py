"""Invented editions, made and read once for all tests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.model.listings import Expert, Organisation
from pipeline.sampling.catalogues import expert_emails
from pipeline.sampling.editions import sample_edition
from pipeline.sampling.facts import Sample
from pipeline.sampling.listings import make_sample
from pipeline.sampling.reading import Reading, read_workbooks, slug_of
from pipeline.stock import new_edition_text

__all__ = ["Invented", "files_of", "invented", "sample_of", "sentences_of"]

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True)
class Invented:
    """An edition: what was invented, and what the pipeline reads in its files."""

    sample: Sample
    files: dict[str, bytes]
    reading: Reading
    organisations: dict[str, Organisation]
    experts: dict[str, Expert]


@cache
def sample_of(listings: int) -> Sample:
    return make_sample(listings)


@cache
def files_of(listings: int) -> dict[str, bytes]:
    return sample_edition(listings, new_edition_text("areas.toml"))


@cache
def invented(listings: int) -> Invented:
    """An edition of so many listings, read with its own settings and ids, as a build reads it."""
    files = files_of(listings)
    areas, topics, ids = (files[name].decode() for name in ("areas.toml", "topics.toml", "ids.toml"))
    reading = read_workbooks({name: content for name, content in files.items() if name.endswith(".xlsx")}, areas, topics, ids)
    emails = expert_emails(sample_of(listings))
    read = reading.normalised.listings
    return Invented(
        sample_of(listings), files, reading,
        {slug_of(made, {}): made for made in read if isinstance(made, Organisation)},
        {slug_of(made, emails): made for made in read if isinstance(made, Expert)},
    )  # fmt: skip


def sentences_of(text: str) -> list[str]:
    """A text's sentences, folded for comparison."""
    return [part.casefold().strip(" .!?…»”«“") for part in _SENTENCE_END.split(text)]

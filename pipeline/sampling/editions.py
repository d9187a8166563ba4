"""``guide new DIR --sample N``: the whole folder of an invented edition, in memory."""

from __future__ import annotations

from typing import Final

from pipeline.progress import Progress

from .facts import Sample
from .folder import edition_text, make_files
from .listings import expert_count, make_sample
from .speech import agreeing

__all__ = ["FEWEST", "MOST", "sample_edition"]

FEWEST, MOST = 1, 10_000
"""How many listings an invented edition may have."""
_ID: Final = 'id = "2027"'


def sample_edition(listings: int, areas: str, progress: Progress | None = None) -> dict[str, bytes]:
    """Every file of the folder by its path. The same number gives the same bytes.

    ``listings``: how many are printed, organisations and experts together, from FEWEST to MOST; ``areas``: the text of areas.toml,
    which is among the files.
    """
    sample = make_sample(listings, progress)
    edition = edition_text("edition.toml").replace(_ID, f'id = "sample-{listings}"')
    texts = {"areas.toml": areas, "README.md": edition_text("README.md").replace("{n}", str(listings))}
    files = make_files(sample, areas, edition, _counts(sample, listings), progress)
    return {name: text.encode() for name, text in texts.items()} | files


def _counts(sample: Sample, listings: int) -> dict[str, str]:
    """How the foreword says what the book holds."""
    experts = expert_count(listings)
    organisations = listings - experts
    regions = len({made.content.region for made in sample.organisations})
    return {
        "organisations.ru": f"{organisations} {agreeing(organisations, 'организация', 'организации', 'организаций')}",
        "regions.ru": f"{regions} {agreeing(regions, 'региона', 'регионов', 'регионов')}",
        "experts.ru": f"{experts} {agreeing(experts, 'эксперт', 'эксперта', 'экспертов')}",
        "organisations.kk": f"{organisations} ұйым", "regions.kk": f"{regions} өңірдегі", "experts.kk": f"{experts} сарапшы",
        "organisations.en": f"{organisations} {'organisation' if organisations == 1 else 'organisations'}",
        "regions.en": f"{regions} {'region' if regions == 1 else 'regions'}",
        "experts.en": f"{experts} {'expert' if experts == 1 else 'experts'}",
    }  # fmt: skip

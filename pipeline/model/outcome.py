"""What a run came to, as a person and a machine are told it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.model.balance import Balance
from pipeline.model.corrections import Corrections
from pipeline.model.fields import EditionLang
from pipeline.model.findings import Finding
from pipeline.model.fit import Fitted
from pipeline.model.packing import packable
from pipeline.model.standing import Untranslated

__all__ = ["MadeLanguage", "Summary"]


@packable
@dataclass(frozen=True, slots=True)
class MadeLanguage:
    """One language's book. ``typeset`` and ``cached``: blocks set in this run, and blocks that were there, by stylesheet."""

    lang: EditionLang
    pages: int
    typeset: Mapping[str, int]
    cached: Mapping[str, int]
    names: tuple[str, ...]
    """Blocks set in this run."""
    translated_percent: float
    corrections: Corrections | None = None
    """Against an earlier book's pages, where they were to be kept."""
    fitted: Fitted | None = None
    untranslated: tuple[Untranslated, ...] = ()
    """What stands in another language, where the edition requires more than is translated; in the order of the pages."""

    def again(self) -> MadeLanguage:
        """The same book, when there was nothing to do."""
        cached = dict(self.cached)
        for sheet, count in self.typeset.items():
            cached[sheet] = cached.get(sheet, 0) + count
        return replace(self, typeset={}, cached=cached, names=())


@packable
@dataclass(frozen=True, slots=True)
class Summary:
    """A run in a few facts. ``files``: paths written, in order; ``waived``: findings with the reason somebody gave."""

    edition: str
    exit_code: int
    balance: Balance
    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, str], ...]
    languages: tuple[MadeLanguage, ...] = ()
    files: tuple[str, ...] = ()

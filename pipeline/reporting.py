"""From what a build came to, to the facts its report is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline import localise
from pipeline.errors import ExitCode
from pipeline.gathering import Gathered
from pipeline.model.fields import Lang
from pipeline.model.message import Message
from pipeline.model.report import ReportedFile, ReportFacts
from pipeline.production import Produced
from pipeline.waive import Weighed
from pipeline.wording import say

__all__ = ["report_facts", "staff_words"]


def staff_words(lang: Lang) -> Callable[[Message], str]:
    """Words a message in the staff's language, whatever the locale of this machine."""

    def word(message: Message) -> str:
        return say(message, lang)

    return word


def report_facts(
    folder: Path, gathered: Gathered, weighed: Weighed, produced: Sequence[Produced], exit_code: ExitCode, lang: Lang | None = None
) -> ReportFacts:
    """The facts of one build or check; files are named from ``folder``, the edition's folder of outputs. ``lang``: None for the staff's."""
    edition = gathered.edition
    lang = lang or edition.staff_language
    return ReportFacts(
        edition=edition,
        lang=lang,
        data_date=localise.format_date(edition.data_date, lang),
        exit_code=int(exit_code),
        readings=gathered.readings,
        unreadable=gathered.unreadable,
        balance=gathered.balance,
        coverage=tuple(made.coverage for made in produced),
        findings=weighed.findings,
        waived=weighed.waived,
        changes=gathered.clean.changes,
        merges=gathered.clean.merges,
        files=tuple(_reported(made, path, folder) for made in produced if not made.failed for path in made.files),
        failed=tuple(made.lang for made in produced if made.failed),
        without_print=tuple(made.lang for made in produced if made.withheld_print),
        untranslated=tuple(one for made in produced if not made.failed for one in made.untranslated),
        left_out=gathered.clean.left_out,
        mobiles_withheld=gathered.clean.mobiles_withheld,
        fitted=tuple(made.fitted for made in produced if made.fitted and not made.failed),
    )


def _reported(made: Produced, path: Path, folder: Path) -> ReportedFile:
    pages = made.pages if path.suffix == ".pdf" else 0
    own = made.prints.get(path)
    return ReportedFile(path.relative_to(folder).as_posix(), made.lang, own.pages if own else pages, own.printer if own else "")

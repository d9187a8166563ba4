"""An edition made, or left as it is where nothing has changed; and what a run came to, for machines."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any, cast

from pipeline.desk import Desk
from pipeline.errors import ExitCode
from pipeline.lastrun import LastRun, run_key
from pipeline.memory import Memory
from pipeline.model.balance import balance_json
from pipeline.model.corrections import corrections_json
from pipeline.model.fields import EditionLang
from pipeline.model.fit import FitGoal
from pipeline.model.outcome import Summary
from pipeline.model.untranslated_words import untranslated_json
from pipeline.readying import make_ready
from pipeline.terminal import Printer

if TYPE_CHECKING:
    from pipeline.earlier import EarlierPages

__all__ = ["build", "summary_json"]


def build(
    desk: Desk, languages: Sequence[EditionLang], executor: Executor | None, printer: Printer, memory: Memory, fit: FitGoal | None = None,
    earlier: EarlierPages | None = None, printers: Sequence[str] = (),
) -> Summary:
    """Make what is not there yet; where nothing has changed, nothing is even loaded. Raises GuideError."""
    desk.settle()
    last = LastRun(desk, languages, memory)
    against = f"\n{earlier.fact()}" if earlier else ""
    if (same := last.same(run_key(desk, languages, fit, printers) + against)) is not None:
        return same
    from pipeline import stages

    make_ready(executor, desk, memory.folder, languages)  # the processes begin with what has been imported here
    outcome = stages.build_edition(desk, languages, executor, printer, memory, fit, earlier, printers)
    summary = stages.summarise(outcome)
    if outcome.files and outcome.exit_code is not ExitCode.FAILED_VERIFICATION:
        last.keep(run_key(desk, languages, fit, printers) + against, summary)
        memory.finish()
    return summary


def summary_json(summary: Summary, printer: Printer) -> dict[str, Any]:
    """A run for machines (--json)."""
    return {
        "exit_code": summary.exit_code,
        "edition": summary.edition,
        "balance": balance_json(summary.balance),
        "languages": [
            {
                "lang": made.lang, "pages": made.pages, "blocks_typeset": sum(made.typeset.values()), "blocks_by_sheet": dict(made.typeset),
                "blocks_cached": sum(made.cached.values()), "typeset_names": list(made.names),
                "translated_percent": made.translated_percent,
                **({"corrections": corrections_json(made.corrections)} if made.corrections else {}),
                **({"fitted": made.fitted.facts()} if made.fitted else {}),
                **({"untranslated": untranslated_json(made.untranslated)} if made.untranslated else {}),
            }
            for made in summary.languages
        ],
        "files": list(summary.files),
        "findings": printer.findings_json(summary.findings),
        "waived": [
            {**finding, "reason": reason}
            for finding, (_, reason) in zip(
                cast("list[dict[str, Any]]", printer.findings_json(found for found, _ in summary.waived)), summary.waived, strict=True
            )
        ],
    }

"""``guide build`` and ``guide check``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, cast

from pipeline.desk import Desk
from pipeline.errors import ExitCode, UsageError
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.findings import Severity
from pipeline.model.message import msg, nmsg
from pipeline.model.source import Balance
from pipeline.terminal import Printer

__all__ = ["run"]


def _languages(wanted: str | None) -> tuple[Lang, ...]:
    """Raises UsageError for a language the guide has no rules for."""
    if not wanted:
        return ()
    chosen = tuple(dict.fromkeys(part.strip() for part in wanted.split(",") if part.strip()))
    for lang in chosen:
        if lang not in LANGUAGES:
            raise UsageError(
                msg("The language “{lang}” is not known.", lang=lang), msg("Use some of: {names}.", names=", ".join(LANGUAGES))
            )
    return cast("tuple[Lang, ...]", chosen)


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Build or check an edition and print what it came to. Raises GuideError."""
    from pipeline import stages

    building = arguments.verb == "build"
    if building and arguments.jobs < 1:
        raise UsageError(msg("--jobs must be at least 1."))
    desk = Desk(Path(arguments.sources), Path(arguments.build) if building else Path("build"))
    if building:
        languages = _languages(arguments.lang)
        outcome = stages.build_edition(desk, languages, arguments.jobs, printer, use_cache=not arguments.no_cache)
    else:
        outcome = stages.check_edition(desk, printer)
    printer.clear()
    if printer.as_json:
        printer.json(_outcome_json(outcome, printer))
    else:
        _print(outcome, printer)
    return outcome.exit_code


def _balance_json(balance: Balance) -> dict[str, Any]:
    names = ("read", "printed", "withheld", "rejected", "duplicates")
    return {
        **{name: getattr(balance, name) for name in names},
        "holds": balance.holds,
        "files": {file: dict(zip(names, counts, strict=True)) for file, counts in balance.by_file.items()},
    }


def _outcome_json(outcome: Any, printer: Printer) -> dict[str, Any]:  # noqa: ANN401  (stages.Outcome, imported late)
    return {
        "exit_code": int(outcome.exit_code),
        "edition": outcome.gathered.edition.id,
        "balance": _balance_json(outcome.gathered.balance),
        "languages": [
            {
                "lang": made.lang, "pages": made.pages, "blocks_typeset": made.count.total, "blocks_by_sheet": made.count.typeset,
                "blocks_cached": sum(made.count.cached.values()), "typeset_names": made.count.names,
                "translated_percent": round(made.coverage.overall.percent, 1),
            }
            for made in outcome.produced
        ],
        "files": [str(path) for path in outcome.files],
        "findings": printer.findings_json(outcome.weighed.findings),
        "waived": [
            {**finding, "reason": reason}
            for finding, (_, reason) in zip(
                cast("list[dict[str, Any]]", printer.findings_json(found for found, _ in outcome.weighed.waived)),
                outcome.weighed.waived, strict=True,
            )
        ],
    }


def _print(outcome: Any, printer: Printer) -> None:  # noqa: ANN401
    findings = outcome.weighed.findings
    printer.findings(findings)
    for made in outcome.produced:
        printer.line(
            msg(
                "{lang}: {pages} pages; {set} blocks set, {cached} from the cache; {percent} % of the texts translated",
                lang=made.lang, pages=made.pages, set=made.count.total, cached=sum(made.count.cached.values()),
                percent=f"{made.coverage.overall.percent:.0f}",
            )
        )
    balance = outcome.gathered.balance
    printer.line(
        msg(
            "{read} rows read = {printed} printed + {withheld} withheld + {rejected} rejected + {duplicates} duplicates",
            read=balance.read, printed=balance.printed, withheld=balance.withheld, rejected=balance.rejected, duplicates=balance.duplicates,
        )
    )
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    printer.line(nmsg("{n} error", "{n} errors", counts[Severity.ERROR]))
    printer.line(nmsg("{n} warning", "{n} warnings", counts[Severity.WARNING]))
    if outcome.weighed.waived:
        printer.line(nmsg("{n} finding waived", "{n} findings waived", len(outcome.weighed.waived)))
    for path in outcome.files:
        if path.name in ("report.html",) or path.suffix == ".pdf":
            printer.text(f"  {path}")

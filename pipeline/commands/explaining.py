"""``guide explain``: where a listing comes from and where it went, or why a rule exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from pipeline.commands.listing_story import NO, YES, BookPlace, FieldValue, Story, Translation, tell
from pipeline.desk import Desk
from pipeline.errors import ExitCode, UsageError
from pipeline.gathering import Gathered, gather
from pipeline.model.decisions_words import decided_json, decided_words
from pipeline.model.field_words import field_words
from pipeline.model.findings import CellRef, Rule, Severity, registered_rules
from pipeline.model.merge_words import agreement_words, difference_words, listed, merge_json, other_words, rule_words
from pipeline.model.merges import Merge
from pipeline.model.message import Message, msg
from pipeline.preflight.sources import source_words
from pipeline.proof.tellings import telling_of
from pipeline.terminal import Printer

__all__ = ["all_rules", "run"]

_RULE_ID: Final = re.compile(r"[A-Z]{3}-\d{3}")
_RULE_MODULES: Final = (
    "pipeline.doors.workbooks.rules", "pipeline.ingest.rules", "pipeline.normalise.rules", "pipeline.localise.rules",
    "pipeline.typeset.rules", "pipeline.makeup.rules", "pipeline.verify.rules", "pipeline.preflight.boxes",
    "pipeline.preflight.colour", "pipeline.preflight.cover", "pipeline.preflight.coverage", "pipeline.preflight.edges",
    "pipeline.preflight.lettering", "pipeline.preflight.overprint", "pipeline.preflight.pictures", "pipeline.preflight.structure",
    "pipeline.revision.rules", "pipeline.handoff.rules",
    "pipeline.balancing", "pipeline.coverage", "pipeline.gathering", "pipeline.latin_notes", "pipeline.pictures",
    "pipeline.strings.pseudo_findings", "pipeline.strings.rules", "pipeline.stylelint", "pipeline.waive",
)
"""Modules that register rules; tests/cli compares this list with the package."""
_SEVERITIES: Final = {Severity.ERROR: msg("error"), Severity.WARNING: msg("warning"), Severity.INFO: msg("information")}
_ANSWERS: Final = {YES: msg("yes"), NO: msg("no")}
_PHONES: Final = {
    "office": msg("office"), "mobile": msg("mobile"), "press": msg("press"), "fax": msg("fax"), "freephone": msg("free of charge"),
    "helpline": msg("helpline"),
}
_STATES: Final = {
    "own": msg("as sent in"), "translated": msg("translated"), "fallback": msg("no translation: printed in the language it was sent in"),
}


def all_rules() -> dict[str, Rule]:
    """Every rule of the program by its id; rules register when their modules are imported."""
    for name in _RULE_MODULES:
        import_module(name)
    return dict(registered_rules())


def run(wanted: str, sources: Path, build: Path, printer: Printer) -> ExitCode:
    """Explain a rule or a listing. Raises UsageError for an id that is neither, naming those that are near."""
    rules = all_rules()
    if wanted.upper() in rules:
        _explain_rule(rules[wanted.upper()], printer)
        return ExitCode.GOOD
    if _RULE_ID.fullmatch(wanted.upper()):
        raise _unknown(wanted, list(rules))
    desk = Desk(sources, build)
    gathered = gather(desk, printer)
    listing = next((found for found in gathered.clean.listings if found.id == wanted.lower()), None)
    if listing is None:
        raise _absent(wanted, gathered, list(rules))
    story = tell(listing, gathered, desk)
    printer.clear()
    if printer.as_json:
        printer.json(_story_json(story, printer))
    else:
        _print_story(story, printer)
    return ExitCode.GOOD


def _unknown(wanted: str, known: list[str]) -> UsageError:
    by_case = {one.casefold(): one for one in reversed(known)}
    near = [by_case[one] for one in get_close_matches(wanted.casefold(), by_case, n=4)]
    hint = msg("Near it are: {ids}.", ids=", ".join(near)) if near else msg("Listings have ids such as ngo-0007, rules such as SRC-001.")
    return UsageError(msg("There is neither a listing nor a rule with the id “{id}”.", id=wanted), hint)


def _absent(wanted: str, gathered: Gathered, rules: list[str]) -> UsageError:
    known = next((known for known in gathered.clean.registry.entries if known.id == wanted.lower()), None)
    if known is not None and known.into:
        return UsageError(
            msg("“{id}” is printed with the older {into}: several rows are one listing.", id=wanted, into=known.into),
            msg("guide explain {into} tells which rows, and why.", into=known.into),
        )
    if known is not None:
        return UsageError(
            msg("“{id}” is the id of a listing that no workbook holds now, or that is not printed.", id=wanted),
            msg("What is known of it stands in ids.toml."),
        )
    return _unknown(wanted, [*(listing.id for listing in gathered.clean.listings), *rules])


def _explain_rule(rule: Rule, printer: Printer) -> None:
    if printer.as_json:
        codes = {code: severity.value for code, severity in rule.codes.items()}
        made = {"id": rule.id, "title": printer.word(rule.title), "rationale": printer.word(rule.rationale), "codes": codes}
        words = {code: {name: printer.word(said) for name, said, _ in _told(rule.id, code)} for code in codes if telling_of(rule.id, code)}
        printer.json({**made, **({"source": rule.source} if rule.source else {}), **({"words": words} if words else {})})
        return
    printer.text(f"{rule.id}  {printer.word(rule.title)}")
    printer.text()
    printer.line(rule.rationale)
    printer.text()
    width = max(map(len, rule.codes))
    for code, severity in rule.codes.items():
        printer.text(f"  {code:<{width}}  {printer.word(_SEVERITIES[severity])}")
        for _, said, title in _told(rule.id, code):
            printer.text(f"      {printer.word(title)}: {printer.word(said)}")
    if rule.source:
        printer.line(msg("Source: {source}", source=source_words(rule.source, printer.word)))


def _told(rule: str, code: str) -> Iterator[tuple[str, Message, Message]]:
    """What the report says of a code: key, sentence and title; nothing of codes that have no words."""
    telling = telling_of(rule, code)
    if telling is not None:
        yield "cause", telling.cause, msg("How it comes about")
        yield "stays", telling.stays, msg("If it stays")
        yield "action", telling.action, msg("What to do")


def _heading(message: Message, printer: Printer) -> None:
    printer.text()
    printer.line(message)


def _print_story(story: Story, printer: Printer) -> None:
    listing = story.listing
    name = listing.names.get(listing.sent_in) or next(iter(listing.names.values()))
    printer.text(f"{listing.id}  {name.value}")
    source = listing.source
    printer.line(msg("From {file}, sheet {sheet}, row {row}.", file=source.file, sheet=source.sheet, row=source.cell))
    for ref in story.merged:
        printer.line(msg("Merged with {file}, sheet {sheet}, row {row}.", file=ref.file, sheet=ref.sheet, row=ref.cell))
    if story.merge is not None:
        _print_merge(story.merge, printer)
    _heading(msg("Fields"), printer)
    for value in story.values:
        cell = _cell(value.ref, listing.source)
        said = _said(value, printer)
        printer.text(f"  {printer.word(field_words(value.field))}: {said}" + (f"  [{cell}]" if cell else ""))
    _heading(msg("Changes") if story.changes else msg("Nothing was changed."), printer)
    for change in story.changes:
        place = _cell(change.ref, listing.source)
        printer.text(f"  {change.rule}  {place}  {printer.word(field_words(change.field))}: {change.before} → {change.after or '—'}")
        if change.decided is not None:
            printer.text(f"    {printer.word(decided_words(change.decided))}")
    _print_findings(story, printer)
    for lang, translations in story.translations.items():
        _heading(msg("Edition in “{lang}”", lang=lang), printer)
        for made in translations:
            printer.text(f"  {printer.word(field_words(made.field))}: {made.text}  ({printer.word(_STATES[made.state])})")
        _print_place(story.places[lang], printer)


def _print_merge(merge: Merge, printer: Printer) -> None:
    """Why several rows are printed as one, by what rule, and what of them is not printed."""
    _heading(msg("Several rows, one listing"), printer)
    printer.line(msg("  In common: {why}.", why=listed(map(agreement_words, merge.why))))
    printer.line(msg("  {rule}", rule=rule_words()))
    for difference in merge.differences:
        printer.line(msg("  {difference}", difference=difference_words(difference)))
    for other in merge.others:
        printer.line(msg("  {difference}", difference=other_words(other)))


def _said(value: FieldValue, printer: Printer) -> str:
    """A value in the user's words, where it is one of the program's own."""
    number, _, kind = value.value.rpartition(" (")
    if value.field == "phones" and (words := _PHONES.get(kind.removesuffix(")"))):
        return f"{number} ({printer.word(words)})"
    return printer.word(_ANSWERS[value.value]) if value.value in _ANSWERS else value.value


def _cell(ref: CellRef | None, home: CellRef) -> str:
    """A cell; file and sheet only where they are not the listing's own."""
    if ref is None:
        return ""
    return ref.cell if (ref.file, ref.sheet) == (home.file, home.sheet) else str(ref)


def _print_findings(story: Story, printer: Printer) -> None:
    if not story.findings:
        return
    _heading(msg("Findings"), printer)
    printer.findings(story.findings, every=True)


def _print_place(place: BookPlace | None, printer: Printer) -> None:
    if place is None:
        printer.line(msg("  not built yet"))
        return
    for page, folio, section in place.pages:
        printer.line(msg("  page {folio} (page {page} of the file), {section}", folio=folio or "-", page=page, section=section))
    for line in place.indexes:
        where = msg("{section}, page {page}", section=line.section, page=line.page)
        printer.line(msg("  {where}: {term} {printed}", where=where, term=line.term, printed=line.printed))


def _story_json(story: Story, printer: Printer) -> dict[str, Any]:
    listing = story.listing
    return {
        "id": listing.id,
        "source": _row_json(listing.source),
        "merged": [_row_json(ref) for ref in story.merged],
        **({"merge": merge_json(story.merge)} if story.merge else {}),
        "fields": [{"field": value.field, "value": value.value, **_ref_json(value.ref)} for value in story.values],
        "changes": [
            {
                "rule": change.rule, "field": change.field, "before": change.before, "after": change.after, **_ref_json(change.ref),
                **({"decided": decided_json(change.decided)} if change.decided else {}),
            }
            for change in story.changes
        ],
        "findings": printer.findings_json(story.findings),
        "translations": {lang: [_translation_json(made) for made in translations] for lang, translations in story.translations.items()},
        "pages": {lang: _place_json(place) for lang, place in story.places.items() if place is not None},
    }


def _row_json(ref: CellRef) -> dict[str, Any]:
    return {"file": ref.file, "sheet": ref.sheet, "row": int(ref.cell)}


def _ref_json(ref: CellRef | None) -> dict[str, str]:
    return {} if ref is None else {"file": ref.file, "sheet": ref.sheet, "cell": ref.cell}


def _translation_json(made: Translation) -> dict[str, str]:
    return {"field": made.field, "state": made.state, "text": made.text}


def _place_json(place: BookPlace) -> dict[str, Any]:
    return {
        "file": place.file,
        "pages": [{"page": page, "folio": folio, "section": section} for page, folio, section in place.pages],
        "indexes": [
            {"section": line.section, "term": line.term, "printed": line.printed, "page": line.page} for line in place.indexes
        ],
    }

"""Proofread the program's own catalogues: ``python -m pipeline.messages.proofread``, a part of ``make lint``.

What must hold: every sentence and label is translated, with all plural forms and the placeholders of its msgid; nothing that a check of
revision warns of (two alphabets in a word, Russian left in Kazakh, spaces, brackets, doubled words, numbers); and no Kazakh wording is the
Russian one. What may stand all the same is listed in allowed.toml, each with its reason; an entry that nothing needs any more is a fault.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.doors.catalogues import CatalogueEntry, parse_catalogue, plural_count
from pipeline.messages.extract import collect, package_sources
from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef, Severity
from pipeline.revision import Pair, revise, revise_label
from pipeline.revision.letters import KAZAKH
from pipeline.revision.rules import PLACEHOLDERS, SPACES

__all__ = ["Allowed", "Fault", "faults_of_content", "faults_of_wordings", "main", "read_allowed", "same_wordings", "unexcused"]

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_ALLOWED: Final = Path(__file__).with_name("allowed.toml")
_PLACEHOLDER: Final = re.compile(r"\{(\w*)\}")
_LETTERS: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Fault:
    """``code``: what is wrong, by a word or by the id of a rule of revision."""

    file: str
    msgid: str
    code: str
    about: str

    def __str__(self) -> str:
        return f"{self.file}: [{self.code}] {self.msgid!r}: {self.about}"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may stand all the same: (code, msgid) -> reason."""

    reasons: Mapping[tuple[str, str], str]


def read_allowed(text: str) -> Allowed:
    """The list, from its TOML text. Raises ValueError for an entry without a reason, or one that stands twice."""
    reasons: dict[tuple[str, str], str] = {}
    for entry in tomllib.loads(text).get("allowed", []):
        key = entry["code"], entry["msgid"]
        if key in reasons or not entry.get("reason", "").strip():
            raise ValueError(f"allowed.toml: {key} stands twice, or without a reason")
        reasons[key] = entry["reason"]
    return Allowed(reasons)


def faults_of_wordings(entries: Iterable[CatalogueEntry], lang: Lang, file: str) -> Iterator[Fault]:
    """What is wrong with each entry of a catalogue by itself; obsolete ones are not looked at."""
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        if entry.obsolete or not entry.msgid:
            continue
        if (entry.context, entry.msgid) in seen:
            yield Fault(file, entry.msgid, "twice", "gettext takes it for one message: word one of the two otherwise")
        seen.add((entry.context, entry.msgid))
        if not entry.is_translated:
            yield Fault(file, entry.msgid, "missing", "not translated")
            continue
        if entry.plural and len(entry.plurals) != plural_count(lang):
            yield Fault(file, entry.msgid, "forms", f"{len(entry.plurals)} plural forms, not {plural_count(lang)}")
        for wording in dict.fromkeys(entry.plurals or (entry.msgstr,)):
            yield from _faults_of_wording(entry, wording, lang, file)


def _faults_of_wording(entry: CatalogueEntry, wording: str, lang: Lang, file: str) -> Iterator[Fault]:
    if set(_PLACEHOLDER.findall(wording)) != set(_PLACEHOLDER.findall(entry.plural or entry.msgid)):
        yield Fault(file, entry.msgid, "placeholders", wording)
    for finding in revise_label(entry.plural or entry.msgid, entry.plural, (wording,), lang, CellRef(file, cell=entry.msgid)):
        is_taste = finding.severity is Severity.INFO and finding.id != SPACES.id
        if not is_taste and finding.id != PLACEHOLDERS.id:
            yield Fault(file, entry.msgid, finding.id, f"{finding.message} {wording}")


def same_wordings(ru: Iterable[CatalogueEntry], kk: Iterable[CatalogueEntry], file: str) -> Iterator[Fault]:
    """Kazakh wordings that are the Russian ones, letter by letter; those without a letter of their own are no wordings."""
    known = {(entry.context, entry.msgid): {entry.msgstr, *entry.plurals} for entry in ru if not entry.obsolete}
    for entry in kk:
        if entry.obsolete or not entry.msgid:
            continue
        same = {entry.msgstr, *entry.plurals} & known.get((entry.context, entry.msgid), set())
        for wording in sorted(same):
            if _LETTERS.search(_PLACEHOLDER.sub("", wording)):
                yield Fault(file, entry.msgid, "same", f"the Kazakh wording is the Russian one: {wording}")


def faults_of_content(entries: Iterable[CatalogueEntry], lang: Lang, file: str) -> Iterator[Fault]:
    """What revision warns of in the sample's translations: they are what a new edition's translators look at."""
    for entry in entries:
        if entry.is_translated and entry.context:
            source_lang: Lang = "kk" if lang == "ru" or KAZAKH.search(entry.msgid) else "ru"
            pair = Pair(entry.msgid, source_lang, entry.msgstr, lang, entry.context.rpartition("/")[2], CellRef(file, cell=entry.context))
            for finding in revise(pair):
                if finding.severity is not Severity.INFO:
                    yield Fault(file, entry.context, finding.id, str(finding.message))


def _entries(path: Path) -> tuple[CatalogueEntry, ...]:
    return parse_catalogue(path.read_text("utf-8"), path.name)


def _all_faults() -> Iterator[Fault]:
    messages, labels = _PACKAGE / "messages", _PACKAGE / "localise" / "labels"
    wanted = {(entry.msgid, entry.plural) for entry in collect(package_sources())}
    ours: tuple[Lang, ...] = ("ru", "kk")
    for lang in ours:
        entries = _entries(messages / f"{lang}.po")
        name = f"pipeline/messages/{lang}.po"
        have = {(entry.msgid, entry.plural) for entry in entries if not entry.obsolete}
        for msgid, _ in sorted(wanted - have):
            yield Fault(name, msgid, "missing", "not in the catalogue: run python -m pipeline.messages.extract")
        yield from faults_of_wordings(entries, lang, name)
    for lang in (*ours, "en"):
        yield from faults_of_wordings(_entries(labels / f"{lang}.po"), lang, f"pipeline/localise/labels/{lang}.po")
    for folder, name in ((messages, "pipeline/messages/kk.po"), (labels, "pipeline/localise/labels/kk.po")):
        yield from same_wordings(_entries(folder / "ru.po"), _entries(folder / "kk.po"), name)
    sample = _PACKAGE.parent / "sources" / "translations"
    for lang in ("kk", "ru", "en"):
        path = sample / f"content.{lang}.po"
        if path.exists():
            yield from faults_of_content(_entries(path), lang, f"sources/translations/{path.name}")


def unexcused(faults: Sequence[Fault], allowed: Allowed) -> list[str]:
    """What is to be mended, in words: faults that the list does not excuse, and entries of the list that excuse nothing."""
    used = {(fault.code, fault.msgid) for fault in faults}
    told = [str(fault) for fault in faults if (fault.code, fault.msgid) not in allowed.reasons]
    unused = [key for key in allowed.reasons if key not in used]
    return told + [f"allowed.toml: [{code}] {msgid!r} excuses nothing any more" for code, msgid in unused]


def main() -> int:
    """Print what is to be mended; the exit code is 1 where there is any."""
    told = unexcused(list(_all_faults()), read_allowed(_ALLOWED.read_text("utf-8")))
    print("\n".join(told) if told else "The program's catalogues are complete, and nothing in them is to be mended.")
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main())

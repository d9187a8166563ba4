"""What every verb of ``guide strings`` begins with: the edition's listings and its catalogues in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pipeline import localise, revising
from pipeline.desk import Desk
from pipeline.errors import UsageError
from pipeline.gathering import Gathered, gather, keep_ids
from pipeline.memory import Memory
from pipeline.model.fields import LANGUAGES, Lang, source_language
from pipeline.model.message import msg
from pipeline.progress import Progress
from pipeline.source_files import GLOSSARY
from pipeline.strings.catalogue_files import read_po
from pipeline.strings.held import Judge, judge_of
from pipeline.strings.units import CATALOGUE_KINDS, Catalogue, CatalogueKind
from pipeline.strings.wanted import Wanted, wanted_content, wanted_labels
from pipeline.wording import UiLang

__all__ = ["Translations", "catalogue_name", "chosen_languages", "chosen_reader", "judge_for", "open_translations", "outputs_folder"]


@dataclass(frozen=True, slots=True)
class Translations:
    """An edition's texts into one language: what is wanted, what is translated, and the texts of the files that say so."""

    gathered: Gathered
    lang: Lang
    wanted: dict[CatalogueKind, Wanted]
    catalogues: dict[CatalogueKind, Catalogue]
    texts: dict[CatalogueKind, str]
    memory: Memory
    """What is remembered of the edition's folder between runs."""

    def keep_ids(self, desk: Desk) -> None:
        """Give new listings their ids for good, because translations are kept by them. Raises Unwritable."""
        keep_ids(desk, self.gathered, self.memory)


def catalogue_name(kind: CatalogueKind, lang: Lang) -> str:
    """The catalogue's place in the edition's folder."""
    return f"translations/{kind}.{lang}.po"


def chosen_languages(asked: Sequence[str], gathered: Gathered) -> list[Lang]:
    """The languages that were asked for, else all that the edition is translated into. Raises UsageError for one that it is not."""
    known = {source_language(lang) for lang in gathered.edition.languages}
    ordered = [lang for lang in LANGUAGES if lang in known]
    for lang in asked:
        if lang in known:
            continue
        wrong = msg("The edition has no language “{lang}”.", lang=lang)
        if lang in gathered.edition.languages:
            source = source_language(lang)
            wrong = msg("Nothing is translated into “{lang}”: that edition is made from “{source}”.", lang=lang, source=source)
        raise UsageError(wrong, msg("It has: {languages}.", languages=", ".join(ordered)))
    return [lang for lang in ordered if lang in asked] if asked else ordered


def judge_for(desk: Desk, gathered: Gathered, lang: Lang) -> Judge:
    """Which translations of the edition's texts are none, and count as little as doubtful ones."""
    return judge_of(lang, revising.glossary_of(desk.text_or(GLOSSARY)), gathered.waivers)


def chosen_reader(asked: str | None, lang: Lang) -> Lang:
    """The language in which a translator is spoken to: the one asked for with --ui-lang, else the one translated into."""
    return cast("UiLang", asked) if asked else lang


def open_translations(desk: Desk, lang: Lang, reader: Lang, progress: Progress) -> Translations:
    """Read listings and catalogues; nothing is written.

    Raises UsageError for a language the edition does not have, Unreadable.
    """
    memory = Memory(desk.build / ".cache")
    gathered = gather(desk, progress, memory)
    chosen_languages([lang], gathered)
    texts = {kind: desk.text_or(catalogue_name(kind, lang)) for kind in CATALOGUE_KINDS}
    catalogues = {kind: read_po(text, kind, lang, catalogue_name(kind, lang)) for kind, text in texts.items()}
    filed = localise.load_content(texts["content"], lang)
    wanted: dict[CatalogueKind, Wanted] = {
        "content": wanted_content(gathered.clean.listings, lang, filed, reader), "labels": wanted_labels(lang, reader),
    }  # fmt: skip
    return Translations(gathered, lang, wanted, catalogues, texts, memory)


def outputs_folder(desk: Desk, edition: str) -> Path:
    """Where files for translators go, unless --out names another place."""
    return desk.build / edition / "strings"

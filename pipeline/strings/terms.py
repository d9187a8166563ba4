"""The glossary as translators see it: the terms of a text beside it, and all of them on a sheet of the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.message import msg
from pipeline.revision import Glossary
from pipeline.revision.glossary import Term
from pipeline.strings.contexts import Word
from pipeline.strings.exporting import Export
from pipeline.strings.units import unit_name

__all__ = ["glossary_rows", "with_terms"]


def with_terms(export: Export, glossary: Glossary, word: Word) -> Export:
    """The export with the glossary's terms of each text among what stands beside it."""
    if not glossary.terms:
        return export
    contexts = dict(export.contexts)
    for unit in export.catalogue.units:
        terms = glossary.terms_in(unit.source, unit.source_lang) if unit.source_lang != export.lang else []
        told = "; ".join(_told(terms, unit.source_lang, export.lang))
        if told:
            name = unit_name(unit, export.kind)
            contexts[name] = replace(contexts[name], neighbours=(*contexts[name].neighbours, (word(msg("glossary")), told)))
    return replace(export, contexts=contexts)


def _told(terms: Sequence[Term], source_lang: Lang, lang: Lang) -> Iterator[str]:
    for term in terms:
        if lang in term.words and source_lang in term.words:
            yield f"{term.words[source_lang]} → {term.words[lang]}"


def glossary_rows(glossary: Glossary, lang: Lang, word: Word) -> list[list[str]]:
    """Rows of a sheet: the words by language, ``lang`` last of them, what is not used in it, and the note; the first row is the header."""
    if not glossary.terms:
        return []
    columns = [*(one for one in LANGUAGES if one != lang), lang]
    rows = [[*columns, word(msg("not used")), word(msg("note"))]]
    for term in glossary.terms:
        unused = ", ".join(" ".join(part.rstrip(".") for part in stem) for stem in term.forbidden.get(lang, ()))
        rows.append([*(term.words.get(one, "") for one in columns), unused, term.note])
    return rows

"""Like texts that were translated before, as a translator sees them beside a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.model.message import msg
from pipeline.strings.contexts import Lines, Word
from pipeline.strings.exporting import Export
from pipeline.strings.translation_memory import Suggestion, TranslationMemory
from pipeline.strings.units import unit_name

__all__ = ["similar_beginning", "similar_lines", "with_similar"]

_SIMILAR: Final = msg("similar: “{text}” → “{translation}”", text="{text}", translation="{translation}")


def similar_lines(found: Sequence[Suggestion], word: Word) -> Lines:
    """A line each: the text that is like it, and its translation, both whole."""
    template = word(_SIMILAR)
    return tuple(template.format(text=" ".join(one.source.split()), translation=" ".join(one.target.split())) for one in found)


def similar_beginning(word: Word) -> str:
    """How such lines begin."""
    return word(_SIMILAR).partition("{")[0]


def with_similar(export: Export, memory: TranslationMemory, word: Word) -> Export:
    """The export with like texts beside each text that is to be translated or looked at again."""
    contexts = dict(export.contexts)
    for unit in export.catalogue.units:
        known = memory.similar(unit) if unit.state != "done" and export.kind == "content" else ()
        found = [one for one in known if (one.source, one.target) != (unit.previous, unit.target)]  # its own: the file shows it beside it
        if found:
            name = unit_name(unit, export.kind)
            contexts[name] = replace(contexts[name], similar=similar_lines(found, word))
    return replace(export, contexts=contexts)

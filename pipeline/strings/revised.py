"""What came back, held against its texts: the rows that changed a translation, each finding at its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.model.fields import Lang
from pipeline.model.findings import Finding
from pipeline.model.slots import Slot
from pipeline.revision import Glossary, Pair, Width, check_head, check_place, is_held, revise, revise_label
from pipeline.strings.arrival import Incoming
from pipeline.strings.units import Unit, field_of

__all__ = ["revised"]


def revised(
    texts: Sequence[Incoming], changed: Mapping[str, Unit | None], lang: Lang, glossary: Glossary, width: Width, slots: Mapping[str, Slot],
    cut: Mapping[str, str],
) -> list[Finding]:
    """The findings about the translations that ``texts`` brought: those whose units ``changed``.

    ``width`` as for :func:`pipeline.revision.revise`. By name of their units: ``slots``, the places of the texts that are printed as they
    are now, and ``cut``, what is left of labels that are cut off in heads.
    """
    found: list[Finding] = []
    for text in texts:
        unit = changed.get(text.name)
        if unit is None or not (unit.target or any(unit.plurals)):
            continue
        pair = Pair(unit.source, unit.source_lang, unit.target, lang, field_of(unit.key) if text.kind == "content" else "", text.place)
        if text.kind == "labels":
            found += revise_label(unit.source, unit.plural, unit.plurals or (unit.target,), lang, text.place, glossary, width)
            found += [check_head(pair, cut[text.name])] if text.name in cut else []
        else:
            told = [one for one in revise(pair, glossary, width) if not (unit.meant and is_held(one))]
            is_printed = unit.state == "done" and not any(map(is_held, told))
            found += [*told, *(check_place(pair, slots[text.name]) if is_printed and text.name in slots else ())]
    return found

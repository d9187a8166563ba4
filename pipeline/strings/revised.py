"""What came back, held against its texts: the rows that changed a translation, each finding at its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.model.fields import Lang
from pipeline.model.findings import Finding
from pipeline.revision import Glossary, Pair, Width, is_held, revise, revise_label
from pipeline.strings.arrival import Incoming
from pipeline.strings.units import Context, Unit, field_of

__all__ = ["revised"]


def revised(
    texts: Sequence[Incoming], changed: Mapping[str, Unit | None], contexts: Mapping[str, Context], lang: Lang, glossary: Glossary,
    width: Width,
) -> list[Finding]:
    """The findings about the translations that ``texts`` brought: those whose units ``changed``.

    ``width`` as for :func:`pipeline.revision.revise`; how much fits stands in ``contexts``, by name of a unit.
    """
    found: list[Finding] = []
    for text in texts:
        unit = changed.get(text.name)
        if unit is None or not (unit.target or any(unit.plurals)):
            continue
        fits = contexts[text.name].fits if text.name in contexts else 0
        if text.kind == "labels":
            found += revise_label(unit.source, unit.plural, unit.plurals or (unit.target,), lang, text.place, glossary, width, fits)
        else:
            pair = Pair(unit.source, unit.source_lang, unit.target, lang, field_of(unit.key), text.place)
            found += [one for one in revise(pair, glossary, width, fits) if not (unit.meant and is_held(one))]
    return found

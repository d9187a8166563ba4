"""What came back, held against its texts: the rows that changed a translation, each finding at its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.model.fields import Lang
from pipeline.model.findings import Finding
from pipeline.revision import Glossary, Pair, Width, revise
from pipeline.strings.arrival import Incoming
from pipeline.strings.units import Context, Unit

__all__ = ["revised"]

_OF_PLACEHOLDERS = "STR-040"
_NUMBERS = "STR-042"
"""Of a label's forms one may do without its number: "one row"."""


def revised(
    texts: Sequence[Incoming], changed: Mapping[str, Unit | None], contexts: Mapping[str, Context], lang: Lang, glossary: Glossary,
    width: Width,
) -> list[Finding]:
    """The findings about the translations that ``texts`` brought: those whose units ``changed``."""
    found: list[Finding] = []
    for text in texts:
        unit = changed.get(text.name)
        if unit is None or not (unit.target or any(unit.plurals)):
            continue
        field = unit.key.rpartition("/")[2] if text.kind == "content" else ""
        fits = contexts[text.name].fits if text.name in contexts else 0
        for form, target in enumerate(dict.fromkeys(unit.plurals or (unit.target,))):
            source = unit.plural if unit.plural and form else unit.source
            pair = Pair(source, unit.source_lang, target, lang, field, text.place)
            found += [one for one in revise(pair, glossary, width, fits) if not (unit.plural and one.id in (_OF_PLACEHOLDERS, _NUMBERS))]
    return found

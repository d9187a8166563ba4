"""Who asked to be left out, as far as catalogues know them: their texts, and others that name them, are nobody's to keep any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.localise import content_template
from pipeline.model.fields import Lang
from pipeline.model.listings import Listing, Organisation
from pipeline.normalise import Normalised, withdrawn_ids
from pipeline.strings.catalogue_files import read_po_file
from pipeline.strings.translation_memory import folded
from pipeline.strings.units import Unit

__all__ = ["NOBODY", "Withdrawn", "without_them"]

_TELLING: Final = 8
"""Letters from which a name that stands in a text is surely meant."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """``ids``: of their listings; ``names``: their own and their heads', folded, by which texts of others tell of them."""

    ids: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    printed: frozenset[str] = frozenset()
    """Texts of the edition as they are today, folded: what may be printed may be translated."""

    @classmethod
    def of(cls, clean: Normalised) -> Withdrawn:
        """Those of an edition; whose wish is not certain yet, because a question is open, is none of them."""
        printed = frozenset(listing.id for listing in clean.listings)
        texts = frozenset(folded(text) for _, text, _ in content_template(clean.listings)) if clean.withdrawn else frozenset()
        return cls(withdrawn_ids(clean.withdrawn, printed, clean.registry), tuple(sorted(_names(clean.withdrawn, texts))), texts)

    def holds(self, unit: Unit) -> bool:
        """Whether a text is theirs, or tells of them."""
        if unit.key.partition("/")[0] in self.ids:
            return True
        if not self.names or folded(unit.source) in self.printed:
            return False
        said = [folded(text) for text in (unit.source, unit.previous, unit.target, unit.note) if text]
        return any(name in text for text in said for name in self.names)

    def may_stand_in(self, text: str) -> bool:
        """Whether a catalogue's text is worth being read for what is theirs."""
        return any(f'"{one}/' in text for one in self.ids) or any(name.strip('"').split()[0] in text for name in self.names)


NOBODY: Final = Withdrawn()


def _names(withdrawn: Iterable[Listing], printed: Collection[str]) -> set[str]:
    """Names of several words, and those of one as they stand in quotation marks."""
    said = [text.value for listing in withdrawn for text in listing.names.values()]
    people = [person for listing in withdrawn if isinstance(listing, Organisation) for person in (listing.head, listing.press) if person]
    said += [person.name.value for person in people]
    names = {folded(name) for name in said} - set(printed)
    return {name if " " in name else f'"{name}"' for name in names if len(name) >= _TELLING}


def without_them(text: str, lang: Lang, withdrawn: Withdrawn) -> str:
    """The text of a content catalogue without what is theirs, as it is where nothing is. Raises Unreadable."""
    if not withdrawn.may_stand_in(text):
        return text
    file = read_po_file(text, "content", lang)
    kept: Sequence[Unit] = [unit for unit in file.catalogue.units if not withdrawn.holds(unit)]
    return text if len(kept) == len(file.catalogue.units) else file.text(replace(file.catalogue, units=tuple(kept)))

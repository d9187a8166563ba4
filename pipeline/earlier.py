"""The pages of an earlier build, found where --keep-pages points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

from pipeline.desk import read_file, read_text
from pipeline.errors import Unreadable, UsageError, WouldReflow
from pipeline.makeup import KeptMap, Overmatter, Signatures, find_corrections, kept_map, read_page_map
from pipeline.memory import digest_of
from pipeline.model.corrections import Corrections
from pipeline.model.corrections_words import overmatter_sentence
from pipeline.model.edition import Edition
from pipeline.model.fields import EditionLang
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.pages import MM, PageMap

__all__ = ["EarlierPages", "account_for"]

SUFFIX = ".pagemap.json"


@dataclass(frozen=True, slots=True)
class EarlierPages:
    """``place``: an earlier build's folder, one of its editions' folders, or one page map.

    ``refuse_reflow``: nothing may move to another page. The pages are those that lay there when they were first asked for: where they
    are kept round after round (--watch), even into the very folder they came from, they stay those the printer has plates of.
    """

    place: Path
    refuse_reflow: bool = False
    _facts: list[str] = field(default_factory=list, compare=False)
    _kept: dict[tuple[object, ...], KeptMap] = field(default_factory=dict, compare=False)

    def require(self, languages: Sequence[EditionLang]) -> None:
        """Raises Unreadable where the place does not exist, UsageError where one page map is named and not one language."""
        if not self.place.exists():
            raise Unreadable(
                msg("{file} does not exist.", file=str(self.place)),
                msg("After --keep-pages name the folder of an earlier build, or its guide-….pagemap.json."),
            )
        if self.place.is_file() and len(languages) != 1:
            raise UsageError(
                msg("{file} is the page map of one language.", file=str(self.place)),
                msg("Name that language with --lang, or the folder of the earlier build."),
            )

    def fact(self) -> str:
        """A line of a run's key: a run against other pages is another run. Raises Unreadable."""
        if self._facts:
            return self._facts[0]
        found = [self.place] if self.place.is_file() else sorted(self.place.glob(f"**/*{SUFFIX}"))
        facts = [f"refuse reflow {self.refuse_reflow}", *(f"{path} {digest_of(read_file(path))}" for path in found)]
        digest = digest_of("\n".join(facts))[:16]
        self._facts.append(f"kept {digest}")
        return self._facts[0]

    def read(self, edition: Edition, lang: EditionLang) -> KeptMap:
        """The page map of one language. Raises Unreadable where there is none, or one of another trim or language."""
        key = (edition.id, edition.trim_mm, lang)
        if key not in self._kept:
            self._kept[key] = self._read(edition, lang)
        return self._kept[key]

    def _read(self, edition: Edition, lang: EditionLang) -> KeptMap:
        path = self.place if self.place.is_file() else self._find(edition, lang)
        kept = read_page_map(read_text(path), str(path))
        if kept.lang != lang:
            raise Unreadable(
                msg("{file} is the page map of the language “{found}”, not “{lang}”.", file=str(path), found=kept.lang, lang=lang),
                msg("Name the page map of that language."),
            )
        if any(abs(old - new * MM) > 0.01 for old, new in zip(kept.trim, edition.trim_mm, strict=True)):
            raise Unreadable(
                msg("{file} is of a book of another trim size; its pages cannot be kept.", file=str(path)),
                msg("Build without --keep-pages, or set trim_mm in edition.toml as it was."),
            )
        return kept

    def _find(self, edition: Edition, lang: EditionLang) -> Path:
        """In the folder of an edition, or in that of a build: this edition's, else the only one there is."""
        own = [self.place, self.place / edition.id]
        others = sorted(path for path in self.place.iterdir() if path.is_dir() and path not in own)
        for folders in (own, others):
            found = [path for folder in folders for path in sorted((folder / lang).glob(f"*{SUFFIX}"))]
            if len(found) == 1:
                return found[0]
            if found:
                raise Unreadable(
                    msg("{folder} holds more than one page map of the language “{lang}”.", folder=str(self.place), lang=lang),
                    msg("Name the folder of one edition."),
                )
        raise Unreadable(
            msg("{folder} holds no page map of the language “{lang}”.", folder=str(self.place), lang=lang),
            msg("Build that language first, or choose others with --lang."),
        )


def account_for(
    kept: KeptMap, page_map: PageMap, signatures: Signatures, baseline: float, overmatter: Sequence[Overmatter] = (), *,
    refuse_reflow: bool = False,
) -> Corrections:
    """What a book came to against the pages it was to keep. Raises WouldReflow where anything moves and nothing may."""
    found = find_corrections(kept, kept_map(page_map), signatures, baseline, overmatter)
    if refuse_reflow and found.moves:
        move = found.moves[0]
        pages = move.before + move.after
        over = _overmatter(found)
        raise WouldReflow(
            nmsg(
                "{n} entry or line would move to another page ({lang}): “{name}”, between pages {first} and {last}.",
                "{n} entries and lines would move to other pages ({lang}), first “{name}”, between pages {first} and {last}.",
                len(found.moves), lang=kept.lang, name=move.name, first=min(pages), last=max(pages),
            ),
            msg("{sentence}. Or build without --refuse-reflow; nothing was written.", sentence=over) if over
            else msg("Shorten or lengthen the texts on that page, or build without --refuse-reflow; nothing was written."),
        )
    return found


def _overmatter(found: Corrections) -> Message | None:
    """Where a chapter needs a page more, if any does, and what would have to go so that nothing moves."""
    chapters = [over for over in found.overmatter if over.more]
    pages = [over for over in found.overmatter if not over.more]
    sentences = [one for one in map(overmatter_sentence, [*chapters[:1], *pages[:2]]) if one]
    return reduce(lambda one, other: msg("{need}; {cure}", need=one, cure=other), sentences) if sentences else None

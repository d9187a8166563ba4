"""What invented listings say of themselves: missions, plans, the people they work for, and experts' lives. No sentence is said twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from .draw import Draw
from .facts import Texts
from .lexicon import FieldOfWork, Phrase, phrases
from .speech import Speaker
from .towns import Seat, villages
from .words import Lang

__all__ = ["Prose", "expert_speaker", "organisation_speaker"]

_CIRCUMSTANCES: Final = ("rhythm", "site", "near", "aul", "partner", "month_in", "date_by", "season", "craft", "goods", "street")
_SHAPES: Final = (
    (("opening",), 22), (("opening", "middle"), 34), (("opening", "middle", "closing"), 16), (("opening", "middle", "middle"), 16),
    (("opening", "middle", "middle", "closing"), 12),
)  # fmt: skip
"""The sentences of a mission and how often it is made so."""
_FEWEST_WORDS: Final = 8
_MOST_WORDS: Final = 80
_LIFE_WORDS: Final = (32, 118)
_TOLD_WHEN_TO_CALL: Final = 60
_LATER_SENTENCES: Final = ((1, 25), (2, 30), (3, 25), (4, 20))
_MOST_DRAWS: Final = 500
_LANGUAGES: Final[tuple[Lang, ...]] = ("ru", "kk", "en")
_NOW: Final = 2025


def organisation_speaker(draw: Draw, work: FieldOfWork, region: str, seat: Seat, founded: int) -> Speaker:
    """Somebody who speaks for an organisation."""
    lists = _everywhere(region, seat) | {
        "deed": work.lists["deeds"], "aim": work.lists["aims"], "plan": work.lists["plans"], "result": work.lists["results"],
        "group": work.groups, "named": work.named,
    }  # fmt: skip
    return Speaker(draw, lists, (founded, max(founded, _NOW - 1)))


def expert_speaker(draw: Draw, region: str, seat: Seat, *, woman: bool) -> Speaker:
    """Somebody who tells an expert's life."""
    lists = _everywhere(region, seat) | {name: phrases("careers", name) for name in ("job", "skill", "output")}
    return Speaker(draw, lists, (2004, _NOW), woman=woman)


def _everywhere(region: str, seat: Seat) -> dict[str, Sequence[Phrase]]:
    lists: dict[str, Sequence[Phrase]] = {name: phrases("circumstances", name) for name in _CIRCUMSTANCES}
    return {**lists, "village": villages(region), "town": (seat.of,)}


@dataclass(slots=True)
class Prose:
    """Remembers every sentence said, in any language."""

    said: set[str] = field(default_factory=set)

    def mission(self, speaker: Speaker) -> Texts:
        """8 to 80 words in every language."""
        kinds = speaker.draw.weighed(_SHAPES)
        sentences: list[Texts] = []
        for kind in kinds:
            sentence = self.sentence(speaker, phrases("sentences", kind), _FEWEST_WORDS if not sentences else 0)
            if sentences and _words([*sentences, sentence]) > _MOST_WORDS:
                break
            sentences.append(sentence)
        return _joined(sentences)

    def plans(self, speaker: Speaker) -> Texts:
        """One sentence, or two."""
        sentences = [self.sentence(speaker, phrases("sentences", "plans"))]
        if speaker.draw.chance(30):
            sentences.append(self.sentence(speaker, phrases("sentences", "plans_more")))
        return _joined(sentences)

    def targets(self, speaker: Speaker) -> Texts:
        """The people an organisation works for; no sentence, so without capital and full stop."""
        return self.sentence(speaker, phrases("sentences", "targets"), capital=False)

    def life(self, speaker: Speaker) -> Texts:
        """An expert's life: 32 to 118 words in every language."""
        sentences = [self.sentence(speaker, phrases("careers", "first"))]
        wanted = speaker.draw.weighed(_LATER_SENTENCES)
        while len(sentences) <= wanted or _words(sentences, min) < _LIFE_WORDS[0]:
            sentence = self.sentence(speaker, phrases("careers", "then"))
            if _words([*sentences, sentence]) > _LIFE_WORDS[1]:
                break
            sentences.append(sentence)
        if speaker.draw.chance(_TOLD_WHEN_TO_CALL):
            end = self.sentence(speaker, phrases("careers", "last"))
            sentences += [end] if _words([*sentences, end]) <= _LIFE_WORDS[1] else []
        return _joined(sentences)

    def sentence(self, speaker: Speaker, templates: Sequence[Phrase], fewest: int = 0, *, capital: bool = True) -> Texts:
        """A sentence that nobody has said in any language, of ``fewest`` words at least. Raises ValueError where none can be found."""
        for _ in range(_MOST_DRAWS):
            made = speaker.says(speaker.draw.choose(templates), capital=capital)
            keys = {f"{lang} {text.casefold()}" for lang, text in made.items()}
            if not keys & self.said and _words([made], min) >= fewest:
                self.said |= keys
                return made
        raise ValueError("everything has been said")


def _words(sentences: Sequence[Texts], of: Callable[[Iterable[int]], int] = max) -> int:
    """Words in the language that has most of them, or fewest."""
    return of(sum(len(sentence[lang].split()) for sentence in sentences) for lang in _LANGUAGES)


def _joined(sentences: Sequence[Texts]) -> Texts:
    return {
        "ru": " ".join(sentence["ru"] for sentence in sentences), "kk": " ".join(sentence["kk"] for sentence in sentences),
        "en": " ".join(sentence["en"] for sentence in sentences),
    }  # fmt: skip

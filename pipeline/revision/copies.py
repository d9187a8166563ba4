"""Whether a translation is but its text once more, where two languages have no wording in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.model.fields import Lang
from pipeline.model.findings import Finding
from pipeline.model.message import Message, msg
from pipeline.revision.glossary import Glossary, check_glossary
from pipeline.revision.languages import hint_for
from pipeline.revision.letters import CYRILLIC
from pipeline.revision.pairs import POSTS, PROSE, Pair
from pipeline.revision.rules import SAME
from pipeline.revision.tongues import WORD, bare_words, without_names

__all__ = ["check_same", "left_sentences"]

_PARTS: Final = re.compile(r"[,;/()]|(?<= )[–—-](?= )")
_FORMS: Final = re.compile(r"(?<!\w)(?:ОО|ОФ|ЧФ|КФ|РОО|ЧУ|ОЮЛ|ТОО|АО|ҚБ|ҚҚ|ЖҚ|КҚ|РҚБ|ЖМ|ЗТБ|ЖШС|АҚ)(?!\w)")
"""Short legal forms, each of one language only."""
_MARKS: Final = " \u00a0\"'«»“”„‘’(-–—"
_FEW: Final = 2
"""Words in Latin letters that are a name rather than a sentence; in Cyrillic ones, those that may be a motto."""
_ENDS: Final = re.compile(r"(?<=[.!?…])[»”\"]?\s+")


def check_same(pair: Pair, glossary: Glossary) -> Iterator[Finding]:
    """STR-047. Names, addresses, numbers, acronyms and single words may well be the same in two languages; sentences are not.

    A post or degree of several words is not, because Kazakh ties words by other endings than Russian; of one word it is not where the
    glossary has another word. Of an expert's organisation its name may be the same, what stands around it is not.
    """
    if pair.lang == pair.source_lang:
        return
    if not _is_copy(pair.source, pair.target):
        if pair.field in PROSE and left_sentences(pair.source, pair.target):
            yield _told(pair, "part", msg("A part of the translation is still the text itself."))
    elif pair.field in PROSE and _says_something(bare_words(pair.target), pair.lang):
        yield _told(pair, "same", msg("The translation is the text itself."))
    elif pair.field in POSTS and pair.lang != "en":
        if any(len(bare_words(part)) > 1 for part in _PARTS.split(pair.target)):
            yield _told(pair, "post", msg("The translation is the text itself, and words are tied otherwise in the two languages."))
        elif any(finding.code == "other-term" for finding in check_glossary(pair, glossary)):
            yield _told(pair, "glossary", msg("The translation is the text itself, and the glossary has another word."))
    elif pair.field == "affiliation" and pair.lang != "en" and _is_described(pair.target):
        yield _told(pair, "affiliation", msg("The translation is the text itself, and has more than names: a legal form, or other words."))


def left_sentences(source: str, target: str) -> tuple[str, ...]:
    """Sentences of the text that stand in its translation letter by letter, where the rest of it is translated.

    Programs that cut texts into sentences (OmegaT, memoQ, Trados) write the text in place of every sentence that has no translation yet,
    and call the whole translated.
    """
    flat = target.replace("\n", " ")
    pieces = source.replace("! ", ". ").replace("? ", ". ").replace("… ", ". ").replace("\n", ". ").split(". ")
    if not any(piece and piece in flat for piece in pieces):  # most pairs are done with here
        return ()
    whole = " ".join(target.split())
    sentences = (one for one in _ENDS.split(" ".join(source.split())) if one in whole)
    return tuple(one for one in sentences if sum(bool(CYRILLIC.match(word)) for word in bare_words(one)) > _FEW and one != whole)


def _told(pair: Pair, code: str, message: Message) -> Finding:
    return pair.told(SAME, code, message, hint_for(pair))


def _is_copy(source: str, target: str) -> bool:
    """Whether the two have the same words, whatever their case and the marks between them."""
    if source == target:
        return True
    begins = source.lstrip(_MARKS)[:3].casefold() == target.lstrip(_MARKS)[:3].casefold()  # most pairs are done with here
    return begins and _words(source) == _words(target)


def _is_described(text: str) -> bool:
    """Whether the words outside quotation marks are not names alone."""
    bare = without_names(text)
    return _FORMS.search(bare) is not None or any(word.islower() and CYRILLIC.match(word) for word in bare_words(bare))


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _says_something(words: list[str], lang: Lang) -> bool:
    """Whether it is more than a name: any Cyrillic word, or a sentence in Latin letters, which an English book may have as it is."""
    return any(CYRILLIC.match(word) for word in words) or (lang != "en" and len(words) > _FEW)

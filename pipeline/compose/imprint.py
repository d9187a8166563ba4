"""The imprint's text with its facts: a label whose fact is missing goes with it, and no sentence ends in two full stops."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["fill"]

_NAME: Final = re.compile(r"\{(\w+)\}")
_PARAGRAPH: Final = re.compile(r"\n[ \t]*\n")
_LIST_LINE: Final = re.compile(r"(?<=  )\n|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])")
"""Where a list line begins, or a line ends that is to stay one."""
_MARKER: Final = re.compile(r"[ \t]*(?:[-*+]|\d+[.)]|#+)[ \t]+")
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+(?![^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])|(?<=\})[ \t]*\n")
"""No sentence begins with a small letter: «усл. печ. л.» is of one piece."""
_PHRASE: Final = re.compile(r"(?<=[,;·|])\s+|\s+(?=[·|]\s)")
_STOPS: Final = ".!?;"


def fill(text: str, facts: Mapping[str, str]) -> str:
    """Markdown with ``{names}`` replaced by their facts; a name that is none of them stays as it stands.

    A sentence all of whose facts are empty is left out, and so are such a part of it between commas, and a list line or paragraph of which
    nothing remains: «УДК {udc}.» prints nothing where there is no UDC.
    """
    paragraphs = ("\n".join(filter(None, (_filled_line(line, facts) for line in _LIST_LINE.split(one)))) for one in _PARAGRAPH.split(text))
    return "\n\n".join(filter(None, paragraphs))


def _filled_line(line: str, facts: Mapping[str, str]) -> str:
    marker = found[0] if (found := _MARKER.match(line)) else ""
    sentences = " ".join(filter(None, (_filled_sentence(one, facts) for one in _SENTENCE.split(line[len(marker) :]))))
    return marker + sentences + ("  " if line.endswith("  ") else "") if sentences.strip() else ""


def _filled_sentence(sentence: str, facts: Mapping[str, str]) -> str:
    if _is_void(sentence, facts):
        return ""
    bare = sentence.rstrip()
    if not _NAME.search(bare):
        return bare
    stop = bare[-1:] if bare[-1:] in _STOPS else ""
    phrases = [one for one in _PHRASE.split(bare.removesuffix(stop)) if not _is_void(one, facts)]
    words = _NAME.sub(lambda name: facts.get(name[1], name[0]), " ".join(phrases).strip(" ,;·|\t"))
    return words if stop == "." and words.endswith((".", "…", ".»")) else words + stop


def _is_void(words: str, facts: Mapping[str, str]) -> bool:
    """Whether there are names of facts in the words, and not one of the facts is known."""
    names = [name for name in _NAME.findall(words) if name in facts]
    return bool(names) and not any(facts[name] for name in names)

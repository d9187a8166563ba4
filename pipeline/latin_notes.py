"""What the report says of a book that was put into Latin letters: that a program did it, and what of the design it cannot bear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.model.fields import KAZAKH_LATIN, EditionLang
from pipeline.model.findings import CellRef, Finding, Severity, rule
from pipeline.model.message import msg

__all__ = ["latin_notes"]

_AUTOMATIC = rule(
    "LOC-041",
    title=msg("A book was put into Latin letters automatically"),
    rationale=msg(
        "The Latin alphabet of 2021 is not yet the law's, and writes loan words in more than one way. The book says on its title page and "
        "in its imprint that a program made it, and the report says so too, so that nobody takes its spelling for an editor's."
    ),
    codes={"automatic-edition": Severity.INFO},
)
_CAPITALS = rule(
    "LOC-042",
    title=msg("A stylesheet makes capitals that Kazakh in Latin letters does not have"),
    rationale=msg(
        "The new alphabet tells i, whose capital is İ, from ı, whose capital is I. A layout engine makes I of both, and small capitals "
        "lose the dot, so that words are misspelt in print."
    ),
    codes={"css-capitals": Severity.WARNING},
    source="WeasyPrint 70, tried",
)
_MAKES_CAPITALS: Final = re.compile(
    r"text-transform\s*:\s*(?:uppercase|capitalize)|font-variant[\w-]*\s*:[^;}]*small-caps|[\"'](?:smcp|c2sc)[\"']", re.IGNORECASE
)


def latin_notes(lang: EditionLang, design: str, texts: Mapping[str, str]) -> list[Finding]:
    """Of a book in Kazakh in Latin letters; of any other nothing. ``texts``: file name -> text of the design."""
    return [_automatic(lang), *_capitals(design, texts)] if lang == KAZAKH_LATIN else []


def _automatic(lang: EditionLang) -> Finding:
    message = msg("The book in “{lang}” was made from the Kazakh one by transliteration; no person wrote or read it.", lang=lang)
    hint = msg(
        "Have somebody who reads the new alphabet look through a proof. A text of the front matter that speaks of letters or their order "
        "needs one of its own: front/howto.{lang}.md is taken in place of the Kazakh one.", lang=lang,
    )
    return _AUTOMATIC.finding("automatic-edition", message, hint=hint, place=CellRef("edition.toml", "", "edition.languages"))


def _capitals(design: str, texts: Mapping[str, str]) -> Iterator[Finding]:
    for name, text in sorted(texts.items()):
        for found in _MAKES_CAPITALS.finditer(text) if name.endswith((".css", ".j2")) else ():
            file, line = f"layouts/{design}/{name}", text.count("\n", 0, found.start()) + 1
            yield _CAPITALS.finding(
                "css-capitals",
                msg("{file}, line {line}: “{text}” misspells Kazakh in Latin letters", file=file, line=line, text=found[0]),
                hint=msg("Take it out, or keep it from this book with :not(:lang(kk-Latn)) and answer for it in waivers.toml."),
                place=CellRef(file),
            )

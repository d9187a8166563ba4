"""An edition's own texts by the language of a book; those of Kazakh in Latin letters are the Kazakh ones, unless it has some of its own."""

from __future__ import annotations

from typing import Final

from pipeline.desk import Desk
from pipeline.errors import UsageError
from pipeline.model.edition import Edition
from pipeline.model.fields import KAZAKH_LATIN, EditionLang, source_language
from pipeline.model.message import msg
from pipeline.revision import FrontText

__all__ = ["all_front_matter", "content_text", "cover_text", "front_matter", "label_overrides", "require_made"]

_COVER: Final = "cover"


def label_overrides(desk: Desk, lang: EditionLang) -> str:
    """The edition's own labels, as a PO file's text; "" for none. Raises Unreadable."""
    return desk.text_or(f"translations/labels.{source_language(lang)}.po")


def content_text(desk: Desk, lang: EditionLang) -> str:
    """The content catalogue, as a PO file's text; "" for none. Raises Unreadable."""
    return desk.text_or(f"translations/content.{source_language(lang)}.po")


def front_matter(desk: Desk, lang: EditionLang) -> dict[str, str]:
    """Name -> Markdown of the front matter. Raises Unreadable."""
    own = desk.front_matter(lang)
    return own if lang == source_language(lang) else desk.front_matter(source_language(lang)) | own


def all_front_matter(desk: Desk, edition: Edition) -> list[FrontText]:
    """The front matter of the edition's languages; a cover's words are no part of the book. Raises Unreadable."""
    languages = dict.fromkeys(map(source_language, edition.languages))
    return [
        FrontText(name, lang, text, f"front/{name}.{lang}.md")
        for lang in languages for name, text in desk.front_matter(lang).items() if name != _COVER
    ]  # fmt: skip


def cover_text(desk: Desk, lang: EditionLang) -> str:
    """Markdown of the back cover; "" for none. Raises Unreadable."""
    return desk.text_or(f"front/cover.{lang}.md") or desk.text_or(f"front/cover.{source_language(lang)}.md")


def require_made(edition: Edition, lang: EditionLang) -> None:
    """Raises UsageError for a book in Kazakh in Latin letters that edition.toml does not ask for."""
    if lang == KAZAKH_LATIN and lang not in edition.languages:
        raise UsageError(
            msg("The edition is not made in “{lang}”.", lang=lang),
            msg("Add it to languages in edition.toml: languages = [\"kk\", \"ru\", \"en\", \"kk-Latn\"]."),
        )

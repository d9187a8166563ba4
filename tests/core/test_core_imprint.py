"""The imprint's facts that only a finished book knows: set in their place, and never as noughts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_edition import EDITION, LANG, composing, design, entries, typesetting

from pipeline import book, typeset
from pipeline.drawing import Pressroom
from pipeline.galley_store import NoGalleyStore
from pipeline.memory import Memory

FRONT = {"colophon": "# Шығыс деректері\n\nISBN {isbn}. Шартты баспа табақ: {conventional_sheets}.\n"}
PROVISIONAL = {"isbn": "978-601-0000-00-0", "conventional_sheets": "00,00"}
OVER_TWO_PAGES = "\n\n".join(["Осы бетке сыймайтын жол."] * 60)


@pytest.mark.parametrize(("counted", "is_printed"), [("{pages}", True), (OVER_TWO_PAGES, False)])
def test_the_imprint_says_what_the_finished_book_comes_to_or_nothing(counted: str, is_printed: bool) -> None:
    asked: list[int | None] = []

    def imprint_of(pages: int | None) -> dict[str, str]:
        asked.append(pages)
        return {**PROVISIONAL, "conventional_sheets": "" if pages is None else counted.format(pages=pages)}

    words = replace(composing(), front=FRONT)
    typesetter = typeset.Typesetter(typesetting(), NoGalleyStore())
    pressroom = Pressroom(design().geometry, Memory(None), LANG)
    made = book.make_book(entries(), words, design(), typesetter, pressroom, PROVISIONAL, EDITION.page_multiple, imprint_of=imprint_of)
    imprint = "".join("".join(page.texts) for page, at in zip(made.pages, made.page_map.pages, strict=True) if at.section == "colophon")
    assert "978-601-0000-00-0" in imprint
    assert "00,00" not in imprint
    assert (f"табақ: {len(made.pages)}." in imprint) is is_printed
    assert asked == ([len(made.pages)] if is_printed else [len(made.pages), None])

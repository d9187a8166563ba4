"""The title page: a long word is set smaller or parts with a hyphen; one that is torn all the same is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_edition import composing, design, faces, in_all

from pipeline import compose, makeup, typeset
from pipeline.compose.setting import Composing
from pipeline.galley_store import NoGalleyStore
from pipeline.localise import dictionary_path
from pipeline.makeup.typography import find_type_faults


def set_title(title: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Lines of the title on the title page, and the faults found there."""
    book: Composing = replace(composing(), edition=replace(composing().edition, title=in_all(title)))
    section = compose.compose_title([], book)
    setting = typeset.Typesetting(design().sheets, faces(), {"kk": str(dictionary_path("kk"))})
    typesetter = typeset.Typesetter(setting, NoGalleyStore())
    typesetter.set(section.blocks)
    pages, _ = makeup.bind([section], typesetter.galleys.shapes, design().geometry, design().makeup, first_index=0)
    galleys = typesetter.galleys.fetch(block.name for block in section.blocks)
    faults = find_type_faults(pages, [section], galleys, design().geometry)
    lines = [line.text.strip() for line in galleys[section.blocks[0].name].pieces[2].lines]
    own = [line for line in lines if line and line in title]
    return own, [(fault.rule.id, fault.text) for fault in faults]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Гражданское общество", ["Гражданское", "общество"]),
        ("Справочник неправительственных организаций", ["Справочник", "неправительственных", "организаций"]),
        ("A Guide to Non-governmental Organisations", ["A Guide to Non-", "governmental", "Organisations"]),
    ],
)
def test_a_title_is_set_so_that_its_words_stay_whole(title: str, lines: list[str]) -> None:
    assert set_title(title) == (lines, [])


def test_a_word_that_no_line_holds_is_told() -> None:
    word = "Zzzzzxxxxxtttttpppppqqqqqwwwwwzzzzzzzzzz"
    _, faults = set_title(f"Guide {word}")
    assert [(rule, text.replace("\n", "")) for rule, text in faults] == [("TXT-006", word)]

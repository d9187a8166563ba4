"""Word joiners hold a line together, print nothing, and are in nothing that is read or copied from the page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from pipeline.localise import set_text
from pipeline.model.fields import Lang
from pipeline.model.galley import Galley
from pipeline.model.localised import WORD_JOINER, bare

Block = Callable[..., Galley]

TEXTS: list[tuple[Lang, str]] = [
    ("ru", "мальчики 9-16 лет говорят по-казахски и/или по-русски, кто-то из-за 120-летия, 1998-2005 гг., с 9:00-18:00, XIX-XX вв."),
    ("ru", "дежурство 12/3, код KZ-75, 41-23-45 и 10-12/5; вирус COVID-19"),
    ("kk", "ата-ана 7-11 жаста, 2020-2025-жылдары, 5-сынып, сағат 10:00-12:30 аралығында"),
    ("en", "children aged 9-16, e-mail, 2020-21, and/or 10:00-18:00 in 1998-2005"),
]
STUMP = re.compile(r"[\d/–XIVLC][-–/]$|(?:^|\s)\w{1,2}[-/]$|^[-–/]")


@pytest.mark.parametrize("family", ["Guide Sans", "Guide Serif"])
@pytest.mark.parametrize(("lang", "text"), TEXTS)
def test_no_width_parts_a_range_or_leaves_a_stump(set_block: Block, lang: Lang, text: str, family: str) -> None:
    fragment = f'<p lang="{lang}" style=\'font-family: "{family}"; hyphens: auto; hyphenate-limit-chars: 7 3 4\'>{set_text(text, lang)}</p>'
    for width in range(48, 150, 6):
        galley = set_block(fragment, width=float(width))
        lines = [line.text.strip() for piece in galley.pieces for line in piece.lines]
        assert [line for line in lines if STUMP.search(line)] == [], width


@pytest.mark.parametrize(("lang", "text"), TEXTS)
def test_joiners_print_nothing_and_are_not_copied(set_block: Block, lang: Lang, text: str) -> None:
    joined = set_text(text, lang)
    assert (WORD_JOINER in joined) is bool(re.search(r"[а-яa-z]-|–", joined))
    with_joiners, without = (set_block(f"<p lang={lang}>{words}</p>", width=900.0) for words in (joined, bare(joined)))
    assert with_joiners.missing == ()
    assert with_joiners.text == without.text == bare(joined)
    assert with_joiners.glyphs == without.glyphs
    (wide,), (narrow,) = with_joiners.pieces[0].lines, without.pieces[0].lines
    assert wide.x1 == pytest.approx(narrow.x1, abs=0.05)

"""Front matter is held against the same text of another language; what a language lacks is told, and counts as not translated."""

from __future__ import annotations

import pytest

from pipeline.coverage import with_front
from pipeline.model.fields import Lang
from pipeline.model.localised import CoverageCount, FieldCoverage
from pipeline.revision import NO_TERMS, FrontText, missing_front, revise_front

RUSSIAN = """# Кому звонить

В книге 144 организации из 12 регионов. Исправления присылайте на guide@medianet.example или по телефону +7 727 264 15 28.

- Название организации
- Номер страницы

Издание: {edition}.
"""
KAZAKH = """# Кімге қоңырау шаламыз

Кітапта 12 өңірден 144 ұйым бар. Түзетулерді guide@medianet.example мекенжайына не +7 727 264 15 28 телефонына жіберіңіз.

- Ұйымның атауы
- Бет нөмірі

Басылым: {edition}.
"""


def text(words: str, lang: Lang = "kk", name: str = "foreword") -> FrontText:
    return FrontText(name, lang, words, f"front/{name}.{lang}.md")


def told(words: str, name: str = "foreword") -> dict[str, str]:
    """Rule and code -> place of what is noticed about a Kazakh text beside the Russian one."""
    found = revise_front(text(words, name=name), text(RUSSIAN, "ru", name), NO_TERMS, len)
    return {f"{one.id} {one.code}": str(one.place) for one in found}


def test_a_good_text_is_not_minded_in_whichever_paragraphs() -> None:
    assert told(KAZAKH) == {}
    assert told(KAZAKH.replace("\n- Бет нөмірі", "\n- Бет нөмірі\n- Күні").replace(" Түзетулерді", "\n\nТүзетулерді")) == {}
    assert list(revise_front(text(RUSSIAN, "ru"), None, NO_TERMS, len)) == []


@pytest.mark.parametrize(("wrong", "right", "code", "place"), [
    ("145 ұйым", "144 ұйым", "STR-042 changed", "front/foreword.kk.md"),
    ("264 15 29", "264 15 28", "STR-043 changed", "front/foreword.kk.md"),
    ("guide@mediamet.example", "guide@medianet.example", "STR-044 changed", "front/foreword.kk.md"),
    ("{edtion}", "{edition}", "STR-040 lost", "front/foreword.kk.md"),
    ("Ұйымның aтауы", "Ұйымның атауы", "STR-045 two-alphabets", "front/foreword.kk.md › 5"),
    ("Бет бет нөмірі", "Бет нөмірі", "STR-050 repeated", "front/foreword.kk.md › 6"),
    ("Кітапта (12 өңірден", "Кітапта 12 өңірден", "STR-049 bracket", "front/foreword.kk.md › 3"),
    ("Басылым: {edition}", "Басылым: {edition}.", "STR-049 end", "front/foreword.kk.md › 8"),
])
def test_what_listings_translations_are_held_against_holds_for_front_matter(wrong: str, right: str, code: str, place: str) -> None:
    assert right in KAZAKH
    assert told(KAZAKH.replace(right, wrong)).get(code) == place


def test_a_paragraph_left_in_another_language_is_told_at_its_line() -> None:
    russian = "Исправления присылайте в редакцию, и мы их проверим, прежде чем напечатать в следующий раз."
    assert told(f"{KAZAKH}\n{russian}\n").get("STR-046 russian-words") == "front/foreword.kk.md › 10"


def test_lists_of_abbreviations_are_each_languages_own() -> None:
    assert told("# Қысқартулар\n\n- **БСН** — он екі цифр, 12\n- **қ.** — қала\n", "abbreviations") == {}


def test_a_text_that_a_language_lacks_is_told_and_counts() -> None:
    known = [text(RUSSIAN, "ru"), text(RUSSIAN, "ru", "howto"), text(KAZAKH)]
    [missing] = missing_front(known, "kk")
    assert (missing.id, missing.code, str(missing.place)) == ("STR-054", "missing", "front/howto.kk.md")
    assert missing_front(known, "ru") == []
    count = CoverageCount("kk", {"name": FieldCoverage(9, 9)})
    assert with_front(count, []) is count
    assert with_front(count, [missing]).overall == FieldCoverage(10, 9)

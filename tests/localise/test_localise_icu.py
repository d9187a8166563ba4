"""ICU, by which every browser and desktop sorts, is the oracle of our collation; it is among the locked packages where it has a wheel."""

from __future__ import annotations

import random
import re
import tomllib
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.localise.collation import bucket, sort_key
from pipeline.localise.filing import filing_text
from pipeline.model.fields import LANGUAGES
from tests.localise.test_localise_collation import labels_of

icu = pytest.importorskip("icu", reason="ICU has no wheel for this machine: collation was NOT compared with it")

CONTENT = Path(__file__).resolve().parents[1] / "sample" / "content"
ALPHABET = (
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіАЕЁИЙӘҒҚҢӨҰҮІabcdefghijklmnopqrstuvwxyzABCäğıñöşūüİÄÖŞŪéèçßøłÅїђѓґЃќЌўљњџјα"
    + "еёиіўуүұ" * 4 + "   --1290٣²½Ⅳ.,&()/+@:;!?’"
)  # fmt: skip
EDITIONS = (*LANGUAGES, "kk-Latn")
KAZAKH_LATIN = "[reorder Latn Cyrl]&A<ä<<<Ä&G<ğ<<<Ğ&H<ı<<<I<i<<<İ&N<ñ<<<Ñ&O<ö<<<Ö&S<ş<<<Ş&U<ū<<<Ū<ü<<<Ü&Е<ё<<<Ё&Ұ<ү<<<Ү&[before 1]ь<і<<<І"
"""The state alphabet of 2021 as a tailoring, beside CLDR's for Cyrillic: the CLDR has none."""


@cache
def collator(lang: str) -> Any:
    made = icu.RuleBasedCollator(KAZAKH_LATIN) if lang == "kk-Latn" else icu.Collator.createInstance(icu.Locale(lang))
    made.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    return made


@cache
def sample_words() -> tuple[str, ...]:
    """Every short text of the sample: names of organisations, people, towns, addresses, in three languages."""

    def texts(value: Any) -> list[str]:
        if isinstance(value, str):
            return [value] if len(value) < 90 else []
        children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return [text for child in children for text in texts(child)]

    found = {text for path in sorted(CONTENT.glob("*.toml")) for text in texts(tomllib.loads(path.read_text(encoding="utf-8")))}
    return tuple(sorted(found))


@pytest.mark.parametrize("lang", EDITIONS)
def test_the_samples_names_stand_as_icu_files_them(lang: str) -> None:
    """Compared as filed: ICU knows nothing of legal forms, quotes and articles, which we pass over (language.md 1.2)."""
    filed = sorted({filing_text(word, lang) for word in sample_words()}, key=lambda text: sort_key(text, lang))
    assert len(filed) > 1000
    assert [pair for pair in pairwise(filed) if collator(lang).compare(*pair) > 0] == []


@pytest.mark.parametrize("lang", EDITIONS)
def test_icu_agrees_on_generated_names(lang: str) -> None:
    chance = random.Random(42)
    compared = 0
    while compared < 6000:
        names = [re.sub(" +", " ", "".join(chance.choices(ALPHABET, k=chance.randint(1, 6)))).strip() for _ in range(2)]
        compared += _agrees(names[0], names[1], lang)


WORDS = [
    "Ақ", "Ак", "Қамқор", "Қамқорлық", "Іле", "Иле", "Ёлка", "Елка", "Әділет", "Үміт", "Ұлт", "Надежда", "Hope", "Iske", "İske", "2", "10",
    "101", "№", "-", "–", "&", "ОФ", "ҚҚ", "ЖШС", "қоғамдық", "бірлестігі", "(РОО)", "«Аян»", "“Аян”",
]  # fmt: skip
LEXICON = st.sampled_from(sample_words()) | st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


@given(LEXICON, LEXICON, st.sampled_from(EDITIONS), st.sampled_from(["NFC", "NFD"]))
def test_icu_agrees_on_names_put_together_from_words(one: str, other: str, lang: str, form: Literal["NFC", "NFD"]) -> None:
    _agrees(unicodedata.normalize(form, one), other, lang)
    assert bucket(unicodedata.normalize(form, one), lang) == bucket(one, lang)


def _agrees(one: str, other: str, lang: str) -> bool:
    """Is there something to compare? ICU gets the names as filed: it knows nothing of quotes, forms, articles and look-alikes.

    It files № as "No", we as a sign.
    """
    filed = [filing_text(name, lang) for name in (one, other)]
    if not all(filed) or "№" in "".join(filed):
        return False
    expected = collator(lang).compare(*filed)
    if expected:
        assert (sort_key(one, lang) < sort_key(other, lang)) is (expected < 0), (lang, one, other)
    return True


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_index_shows_icus_letters(lang: str) -> None:
    index = icu.AlphabeticIndex(icu.Locale(lang))
    for other in ("ru", "en"):
        index.addLabels(icu.Locale(other))
    assert [label for label, _ in index if label != "…"] == labels_of(lang)

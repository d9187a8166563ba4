"""ICU, by which every browser and desktop sorts, is the oracle of our collation; it is among the locked packages where it has a wheel."""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipeline.localise.collation import bucket_labels, filing_text, sort_key
from pipeline.model.fields import LANGUAGES, Lang

icu = pytest.importorskip("icu", reason="ICU has no wheel for this machine: collation was NOT compared with it")

CONTENT = Path(__file__).resolve().parents[1] / "sample" / "content"
ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіАЕЁИЙӘҒҚҢӨҰҮІabcdefghijklmnopqrstuvwxyzABC" + "еёиіўуүұ" * 4 + "   --1290.,&()"


@cache
def collator(lang: Lang) -> Any:
    made = icu.Collator.createInstance(icu.Locale(lang))
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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_samples_names_stand_as_icu_files_them(lang: Lang) -> None:
    """Compared as filed: ICU knows nothing of legal forms, quotes and articles, which we pass over (language.md 1.2)."""
    filed = sorted({filing_text(word, lang) for word in sample_words()}, key=lambda text: sort_key(text, lang))
    assert len(filed) > 1000
    assert [pair for pair in pairwise(filed) if collator(lang).compare(*pair) > 0] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_icu_agrees_on_generated_names(lang: Lang) -> None:
    chance = random.Random(42)
    compared = 0
    while compared < 6000:
        names = [re.sub(" +", " ", "".join(chance.choices(ALPHABET, k=chance.randint(1, 6)))).strip() for _ in range(2)]
        if [filing_text(name, lang) for name in names] != names:
            continue  # begins with what filing passes over, a sign or an article
        compared += 1
        one, other = names
        expected = collator(lang).compare(one, other)
        if expected:
            assert (sort_key(one, lang) < sort_key(other, lang)) is (expected < 0), (lang, one, other)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_index_shows_icus_letters(lang: Lang) -> None:
    index = icu.AlphabeticIndex(icu.Locale(lang))
    for other in ("ru", "en"):
        index.addLabels(icu.Locale(other))
    assert [label for label, _ in index if label != "…"] == list(bucket_labels(lang)[1:])

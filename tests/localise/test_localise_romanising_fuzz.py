"""Transliteration attacked with any text: what holds for every scheme, and ICU beside the two that it has as well.

The same examples every time; for a long run by hand: GUIDE_FUZZ=20000 python -m pytest tests/localise/test_localise_romanising_fuzz.py
"""

from __future__ import annotations

import itertools
import os
import re
import time
import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.localise.place_names import english_place
from pipeline.localise.transliteration import SCHEMES, romanise
from pipeline.model.casing import lower, upper
from pipeline.model.listings import Town

LONG = int(os.environ.get("GUIDE_FUZZ", "0"))
fuzz = settings(max_examples=LONG or 60, derandomize=not LONG, deadline=None, database=None,
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])

RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
KAZAKH = RUSSIAN + "әғқңөұүһі"
LETTERS = KAZAKH + KAZAKH.upper()
CYRILLIC = re.compile(f"[{LETTERS}]")
LINK = re.compile(r"@\w|://|\w\.(?:kz|com|org|net|ru|info|қаз|рф)(?!\w)")
ABBREVIATIONS = ("ШЫМКЕНТ", "Щучинск", "ЮНЕСКО", "Ж. Ш.", "Ә.Б. Сұлтанов", "ҚХА", "ЕҚЫҰ", "Ё", "ъь", "объект", "Подъячий", "Д’Артаньян", "м'я", "XIX ғ.", "1-ші")
UNTOUCHED = ("info@medianet.example", "https://kk.wikipedia.org/wiki/Абай", "таза-су.қаз", "www.газета.рф/а", "+7 727 263 15 27", "8 (7172) 30-00-12", "№ 5",
             "3,5 %", "12.03.2005", "MediaNet", "NGO", "O’Brien", "naïve", "Œuvre", "ǅ", "İstanbul", "ﬁ", "Ω", "漢字", "ا", "\U0001f600")
MARKS = "\u0300\u0301\u0304\u0306\u0308\u0327\u0331\u00ad\u2060\u200d"

words = st.text(LETTERS, min_size=1, max_size=9)
marked = st.text(st.sampled_from(LETTERS + MARKS + "ABCEHKMOPTXaceopxiy'’ʼ"), min_size=1, max_size=9)
pieces = st.one_of(words, marked, st.sampled_from(ABBREVIATIONS + UNTOUCHED), st.characters(), st.text(max_size=6))
texts = st.lists(st.tuples(pieces, st.sampled_from(["", " ", "-", ". ", ", ", "\n", "\u00a0", "/", "’", "_", "1", "«", "» "])), max_size=8).map(
    lambda parts: "".join(itertools.chain.from_iterable(parts))
)
schemes = st.sampled_from(SCHEMES)


def lang_of(scheme: str) -> str:
    return "kk-Latn" if scheme == "kk-latn-2021" else "kk"


@fuzz
@given(texts, schemes)
def test_any_text_is_in_latin_letters_at_once_whatever_its_normal_form(text: str, scheme: str) -> None:
    once = romanise(text, scheme)
    assert once == unicodedata.normalize("NFC", once) == romanise(once, scheme)
    assert romanise(unicodedata.normalize("NFD", text), scheme) == romanise(unicodedata.normalize("NFC", text), scheme) == once
    left = [token for token in once.split() if CYRILLIC.search(token) and not LINK.search(token)]
    assert left == []


@fuzz
@given(st.text(max_size=40).filter(lambda text: not re.search("[\u0400-\u052f]", unicodedata.normalize("NFC", text))), schemes)
def test_a_text_without_cyrillic_stays_as_it_is(text: str, scheme: str) -> None:
    assert romanise(text, scheme) == unicodedata.normalize("NFC", text)


@fuzz
@given(words, st.sampled_from(UNTOUCHED), words, schemes)
def test_links_numbers_and_words_in_other_letters_stay(before: str, untouched: str, after: str, scheme: str) -> None:
    made = romanise(f"{before} {untouched} {after}", scheme)
    assert made == f"{romanise(before, scheme)} {untouched} {romanise(after, scheme)}"


@fuzz
@given(words, words, st.sampled_from([" ", "-", ", ", "/", "\u00a0", "1", "_", "«", "’", "\n", "."]), schemes)
def test_what_stands_between_words_parts_them(first: str, second: str, between: str, scheme: str) -> None:
    text = f"{first}{between}{second}"
    if not LINK.search(text):
        assert romanise(text, scheme) == f"{romanise(first, scheme)}{between}{romanise(second, scheme)}"


@fuzz
@given(words, schemes)
def test_capitals_go_by_the_letters_around_them(word: str, scheme: str) -> None:
    lang, small = lang_of(scheme), romanise(word.lower(), scheme)
    assert lower(romanise(word, scheme), lang) == small
    if len(word) > 1:
        assert romanise(word.upper(), scheme) == upper(small, lang)
        title = romanise(word[0].upper() + word[1:].lower(), scheme)
        head = romanise(word[0].lower(), scheme)
        assert title in (upper(small[:1], lang) + small[1:], small) or not head.isalpha()


@fuzz
@given(words, st.data(), schemes)
def test_marks_that_help_to_read_or_to_break_change_no_letter(word: str, data: st.DataObject, scheme: str) -> None:
    at = data.draw(st.integers(1, len(word)))
    assert romanise(f"{word[:at]}\u0301{word[at:]}", scheme) == romanise(word, scheme)
    inside = romanise(f"{word[:at]}\u00ad{word[at:]}", scheme) if at < len(word) else romanise(word, scheme)
    assert inside.replace("\u00ad", "") == romanise(word, scheme)


@fuzz
@given(texts)
@example("таза-су.қаз-Ә.Б. Сұлтанов")
def test_a_place_of_any_name_has_an_english_one_or_none(name: str) -> None:
    for kato in ("", "101010000"):
        place = english_place(Town(kato, "KZ-10", {"kk": name, "ru": name}), {})
        assert not [token for token in place.name.split() if CYRILLIC.search(token) and not LINK.search(token)]


SIGNS = str.maketrans({"ʹ": "’", "ʺ": "”", "·": None})
_OURS_BY_THE_STANDARD = re.compile("[еёэ][её]|[аеёиоуыэюя]ы[её]")
"""BGN/PCGN 1947 has ye and yë after every vowel letter; ICU forgets some after э, ы and an е or ё that it has just replaced."""
_NOT_ICUS = re.compile("[йё]")
"""ICU takes these apart (и and breve, е and diaeresis) before its Kazakh table could see them."""


@pytest.mark.parametrize(("scheme", "alphabet", "name", "aside"), [
    ("ru-bgn", RUSSIAN, "Russian-Latin/BGN", _OURS_BY_THE_STANDARD), ("kk-bgn", KAZAKH, "Kazakh-Latin/BGN", _NOT_ICUS),
])
def test_every_neighbourhood_of_letters_as_icu_has_it(scheme: str, alphabet: str, name: str, aside: re.Pattern[str]) -> None:
    """All words of one and two letters, and of three (in a long run; else every tenth), as far as ICU follows the same standard."""
    icu = pytest.importorskip("icu")
    transform = icu.Transliterator.createInstance(name)
    threes = map("".join, itertools.product(alphabet, repeat=3))
    made = [*alphabet, *map("".join, itertools.product(alphabet, repeat=2)), *itertools.islice(threes, 0, None, 1 if LONG else 10)]
    known = [word for word in made if not aside.search(word)]
    assert len(known) > 0.6 * len(made)
    theirs = unicodedata.normalize("NFC", transform.transliterate("\n".join(known)).translate(SIGNS)).split("\n")
    ours = [romanise(word, scheme) for word in known]
    assert [pair for pair in zip(known, ours, theirs, strict=True) if pair[1] != pair[2]] == []


def test_where_icu_differs_it_is_for_these_reasons() -> None:
    icu = pytest.importorskip("icu")
    russian, kazakh = (icu.Transliterator.createInstance(f"{name}-Latin/BGN") for name in ("Russian", "Kazakh"))
    found = [(word, romanise(word, "ru-bgn"), russian.transliterate(word)) for word in ("уее", "ыые", "Я", "УЕ")]
    assert found == [
        ("уее", "uyeye", "uyee"), ("ыые", "yyye", "y·ye"),  # ye after every vowel letter
        ("Я", "Ya", "YA"), ("УЕ", "UYE", "UYe"),  # a single capital is an initial; among capitals all are
    ]
    taken_apart = [(word, romanise(word, "kk-bgn"), unicodedata.normalize("NFC", kazakh.transliterate(word))) for word in ("Семей", "ёлка")]
    assert taken_apart == [
        ("Семей", "Semey", "Semeī̆"), ("ёлка", "yolka", "ëlka"),
    ]


@pytest.mark.parametrize("piece", ["ж", "Ш", "ы ", "Щ\u0301", "е\u2060", "ә@", "a.kz", "Aа", "’ъ", "ый"])
def test_a_million_letters_take_as_long_as_they_must(piece: str) -> None:
    """Ten times the letters, about ten times the time: a search that begins anew at every letter would take a hundred times."""
    size = 1_000_000 if LONG else 50_000
    for scheme in SCHEMES if LONG else ("kz-usual",):
        spent = []
        for letters in (size // 10, size):
            text = piece * (letters // len(piece)) + " ә"
            begun = time.process_time()
            assert romanise(text, scheme).endswith(" a") or scheme.startswith(("kk-bgn", "kk-latn", "ru-bgn"))
            spent.append(time.process_time() - begun)
        assert spent[1] < 40 * max(spent[0], 0.01)

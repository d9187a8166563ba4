"""Kazakh is hyphenated with our own dictionary, registered in a part of Pyphen that is not public: this is the watch on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.doors.engine import lay_out
from pipeline.localise import hyphenate, own_dictionaries
from pipeline.model.galley import Galley, StyleSheet
from tests.core.plain_sheet import BASE
from tests.core.small_edition import faces

Block = Callable[..., Galley]
CSS = "p { hyphens: auto; hyphenate-limit-chars: 5 2 2 }"


@pytest.mark.parametrize(
    ("word", "lang"),
    [("мемлекеттік", "kk"), ("қоғамдастық", "kk"), ("ұйымдастырушылық", "kk"), ("организация", "ru"), ("independent", "en")],
)
def test_words_break_only_where_their_language_lets_them(set_block: Block, word: str, lang: str) -> None:
    galley = set_block(f'<p lang="{lang}">{word}</p>', CSS, width=34)
    parts = [line.text for piece in galley.pieces for line in piece.lines]
    assert len(parts) > 1
    assert all(part.endswith(("‐", "-")) for part in parts[:-1])
    bare = [part.rstrip("‐-") for part in parts]
    assert "".join(bare) == word
    legal = hyphenate(word, lang).split("-")
    ends = {sum(map(len, legal[:count])) for count in range(1, len(legal))}
    assert {sum(map(len, bare[:count])) for count in range(1, len(bare))} <= ends


def test_without_our_dictionary_kazakh_would_not_break_at_all() -> None:
    """Run apart from the others, Pyphen has no kk: should it one day bring its own, ours must be weighed against it."""
    from importlib.resources import files

    assert not list(files("pyphen").joinpath("dictionaries").glob("hyph_kk*"))  # type: ignore[attr-defined]


def test_a_word_of_another_language_follows_its_own_rules(set_block: Block) -> None:
    galley = set_block('<p lang="kk">аа <span lang="zz">мемлекеттікмемлекеттік</span></p>', CSS, width=50)
    assert "мемлекеттікмемлекеттік" in [line.text.strip() for piece in galley.pieces for line in piece.lines]


def test_no_hyphen_where_the_stylesheet_wants_none() -> None:
    (galley,) = lay_out(["<p lang=kk>мемлекеттік</p>"], StyleSheet("test", BASE + "p { hyphens: none }", 34), faces())
    assert [line.text for piece in galley.pieces for line in piece.lines] == ["мемлекеттік"]


@pytest.mark.parametrize(
    ("word", "lang"),
    [("ҚАЗАҚСТАНДЫҚТАР", "kk"), ("Матiбилердің", "kk"), ("МедиаНетКазахстан", "ru"), ("oрганизация", "ru"), ("UNITEDNATIONS", "en")],
)
@pytest.mark.parametrize("more", ["", "overflow: hidden; position: relative"])
def test_abbreviations_and_words_of_two_alphabets_stay_whole(word: str, lang: str, more: str) -> None:
    """In both setters: no pattern file could tell them, so the door does."""
    markup = f'<p lang="{lang}" style="{more}">аа {word}</p>'
    (galley,) = lay_out([markup], StyleSheet("test", BASE + CSS, 50), faces(), {tag: str(path) for tag, path in own_dictionaries().items()})
    assert word in [line.text.strip() for piece in galley.pieces for line in piece.lines]


@pytest.mark.parametrize(("word", "parts"), [("ornalastyru", {"or", "na", "las", "ty", "ru"}), ("İnternettegı", {"İn", "ter", "net", "te", "gı"})])
def test_kazakh_in_latin_letters_breaks_by_its_own_patterns(word: str, parts: set[str]) -> None:
    sheet = StyleSheet("test", BASE + CSS, 24)
    (galley,) = lay_out([f'<p lang="kk-Latn">{word}</p>'], sheet, faces(), {tag: str(path) for tag, path in own_dictionaries().items()})
    lines = [line.text.strip("‐") for piece in galley.pieces for line in piece.lines]
    assert len(lines) > 1
    assert "".join(lines) == word
    assert {line for line in lines if line not in parts} <= {one + other for one in parts for other in parts}

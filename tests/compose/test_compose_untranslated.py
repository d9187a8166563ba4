"""What nobody translated is printed as it was sent: in its own language, by which it is hyphenated, and marked."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.compose.body import entry_html
from pipeline.localise import untranslated_texts
from pipeline.model.localised import LocalArea, LocalListing, LocalPerson, LocalText, LocalTopic, bare
from tests.core.small_edition import composing, expert, local, organisation

SENT = LocalText("Присланное слово", "ru", fallback=True)
WHERE = {
    "ngo": ("name", "acronym", "address", "mission", "targets", "plans", "head", "head_role", "press", "press_role"),
    "exp": ("name", "position", "degree", "affiliation", "cv"),
}
NO_VOID = frozenset({"br", "img", "wbr", "hr", "meta", "link"})


class Texts(HTMLParser):
    """Pieces of text, each with the language of the innermost element that names one, and whether it is a mark."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = [("", False)]
        self.pieces: list[tuple[str, str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in NO_VOID:
            said = dict(attrs)
            self.open.append((said.get("lang") or self.open[-1][0], said.get("class") == "mark"))

    def handle_endtag(self, tag: str) -> None:
        if tag not in NO_VOID:
            self.open.pop()

    def handle_data(self, text: str) -> None:
        if text.strip():
            self.pieces.append((text, *self.open[-1]))


def texts(html: str) -> list[tuple[str, str, bool]]:
    parser = Texts()
    parser.feed(html)
    return parser.pieces


def with_field(kind: str, field: str, text: LocalText) -> LocalListing:
    if kind == "exp":
        known = {"degree": local("ғылым докторы"), "position": local("экономист"), "affiliation_id": ""}
        return replace(expert(0), **{**known, field: text})  # type: ignore[arg-type]
    if field in ("head", "press"):
        return replace(organisation(1), **{field: LocalPerson(text, local("төраға"))})  # type: ignore[arg-type]
    if field.endswith("_role"):
        return replace(organisation(1), **{field.removesuffix("_role"): LocalPerson(local("Аяна"), text)})  # type: ignore[arg-type]
    more = {"quoted": text.value} if field == "name" else {}
    return replace(organisation(1), **{field: text}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind, fields in WHERE.items() for field in fields])
def test_a_text_without_a_translation_stands_in_its_own_language_with_the_mark_behind_it(kind: str, field: str) -> None:
    pieces = texts(entry_html(with_field(kind, field, SENT), composing()))
    first = next(place for place, (text, _, _) in enumerate(pieces) if "Присланное" in text)
    assert pieces[first][1] == "ru"
    behind = [is_mark for _, _, is_mark in pieces[first + 1 : first + 5]]
    assert any(behind), pieces[first : first + 5]
    others = {text: lang for text, lang, _ in pieces if any(map(str.isalpha, text)) and "Присланное" not in text and "слово" not in text}
    assert field == "name" or [text for text, lang in others.items() if lang == "ru"] == []


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind, fields in WHERE.items() for field in fields])
def test_a_translated_text_bears_no_mark(kind: str, field: str) -> None:
    before = sum(is_mark for _, _, is_mark in texts(entry_html(with_field(kind, field, SENT), composing())))
    after = sum(is_mark for _, _, is_mark in texts(entry_html(with_field(kind, field, local("Аударылған сөз")), composing())))
    assert before == after + 1


def test_an_area_and_a_topic_without_a_name_in_the_language_stand_in_another_one_with_the_mark() -> None:
    for listing in (replace(organisation(1), areas=(LocalArea("a", SENT), LocalArea("b", local("экология")))),
                    replace(expert(0), topics=(LocalTopic("a", SENT), LocalTopic("b", local("экология"))))):
        pieces = texts(entry_html(listing, composing()))
        place = next(at for at, (text, _, _) in enumerate(pieces) if text == SENT.value)
        mark, *of = pieces[place + 1]
        assert (pieces[place][1], bare(mark), of) == ("ru", "°", ["ru", True])
        assert ("экология", "kk", False) in pieces
        assert untranslated_texts(listing)[-1][1] is SENT


def test_a_degree_without_a_position_is_printed() -> None:
    html = entry_html(replace(expert(0), position=None, degree=local("ғылым докторы")), composing())
    assert "ғылым докторы" in html


@pytest.mark.parametrize("folder", ["sources/front", "pipeline/new_edition/front"])
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_front_matter_says_what_the_mark_means(folder: str, lang: str) -> None:
    root = Path(__file__).resolve().parents[2]
    assert "°" in (root / folder / f"howto.{lang}.md").read_text("utf-8")

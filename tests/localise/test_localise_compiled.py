"""What the program says, from catalogues that were compiled: the same words as the texts say, and old or broken ones are passed over."""

from importlib import resources
from pathlib import Path

import pytest

from pipeline import wording
from pipeline.doors.catalogues import parse_catalogue, plural_index
from pipeline.doors.compiled import compile_catalogue, open_catalogue
from pipeline.messages.extract import TRANSLATED

TEXT = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "The guide"
msgstr "Справочник"

#, fuzzy
msgid "A page"
msgstr "Страница?"

#~ msgid "A leaf"
#~ msgstr "Лист"
"""


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_sentence_and_every_plural_form_is_said_as_the_text_has_it(lang: str) -> None:
    text = resources.files("pipeline.messages").joinpath(f"{lang}.po").read_text("utf-8")
    said = open_catalogue(text, compile_catalogue(text))
    entries = [entry for entry in parse_catalogue(text, lang) if entry.is_translated]
    assert len(entries) > 1000
    for entry in entries:
        if not entry.plural:
            assert said.gettext(entry.msgid) == entry.msgstr
            continue
        for n in (0, 1, 2, 5, 11, 21, 112):
            assert said.ngettext(entry.msgid, entry.plural, n) == entry.plurals[plural_index(lang, n)]


def test_doubtful_and_removed_sentences_are_said_in_english() -> None:
    said = open_catalogue(TEXT, compile_catalogue(TEXT))
    assert [said.gettext(text) for text in ("The guide", "A page", "A leaf")] == ["Справочник", "A page", "A leaf"]


@pytest.mark.parametrize("spoil", [lambda whole: b"", lambda whole: whole[: len(whole) // 2], lambda whole: whole[:10], lambda whole: b"PK" + whole])
def test_a_broken_compiled_catalogue_is_passed_over(spoil) -> None:
    assert open_catalogue(TEXT, spoil(compile_catalogue(TEXT))).gettext("The guide") == "Справочник"


def test_a_catalogue_compiled_from_an_older_text_is_passed_over() -> None:
    newer = TEXT.replace("Справочник", "Указатель")
    assert open_catalogue(newer, compile_catalogue(TEXT)).gettext("The guide") == "Указатель"


def test_a_compiled_catalogue_that_may_not_be_read_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "ru.po").write_text(TEXT, "utf-8")
    (tmp_path / "ru.mo").write_bytes(compile_catalogue(TEXT))
    monkeypatch.setattr(wording.resources, "files", lambda _: tmp_path)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert wording._translations.__wrapped__("ru").gettext("The guide") == "Справочник"

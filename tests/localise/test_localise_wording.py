"""Messages in words, and the language a user is spoken to in."""

from __future__ import annotations

import pytest

from pipeline import wording
from pipeline.doors.catalogues import CatalogueEntry, write_catalogue
from pipeline.doors.compiled import open_catalogue
from pipeline.errors import UsageError
from pipeline.model.message import Figure, msg, nmsg
from pipeline.wording import UiLang, say, ui_language


@pytest.fixture
def translations(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [
        CatalogueEntry("A file {name} of {kind}.", "Файл {name}: {kind}."),
        CatalogueEntry("paper", "бумага"),
        CatalogueEntry("{n} row", plural="{n} rows", plurals=("{n} строка", "{n} строки", "{n} строк")),
        CatalogueEntry("broken {name}", "сломано {nme}"),
    ]
    catalogue = open_catalogue(write_catalogue(entries, "ru"), b"")
    monkeypatch.setattr(wording, "_translations", lambda lang: catalogue)


@pytest.mark.usefixtures("translations")
def test_a_message_and_the_messages_within_it_are_worded() -> None:
    message = msg("A file {name} of {kind}.", name="{x}.xlsx", kind=msg("paper"))
    assert say(message, "ru") == "Файл {x}.xlsx: бумага."
    assert say(message, "en") == "A file {x}.xlsx of paper."


@pytest.mark.usefixtures("translations")
@pytest.mark.parametrize(("n", "expected"), [(1, "1 строка"), (22, "22 строки"), (12, "12 строк"), (0, "0 строк")])
def test_counted_messages_take_the_plural_of_the_language(n: int, expected: str) -> None:
    assert say(nmsg("{n} row", "{n} rows", n), "ru") == expected


@pytest.mark.usefixtures("translations")
def test_what_nobody_translated_is_said_in_english() -> None:
    assert say(msg("unheard of {thing}", thing=5), "ru") == "unheard of 5"
    assert say(nmsg("{n} hare", "{n} hares", 2), "ru") == "2 hares"
    assert say(msg("broken {name}", name="x"), "ru") == "broken x"
    assert say(msg("100% {} braces"), "en") == "100% {} braces"


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure(7.5), {"en": "7.5", "ru": "7,5", "kk": "7,5"}), (Figure(12.0), {"en": "12", "ru": "12", "kk": "12"}),
        (Figure(1.2, 2), {"en": "1.20", "ru": "1,20", "kk": "1,20"}), (Figure(0.995, 1), {"en": "1.0", "ru": "1,0", "kk": "1,0"}),
    ],
)  # fmt: skip
def test_figures_have_the_decimal_sign_of_the_readers_language(figure: Figure, said: dict[UiLang, str]) -> None:
    assert {lang: say(msg("{seconds} s", seconds=figure), lang).split()[0] for lang in said} == said
    assert str(msg("{n} pt", n=figure)) == f"{said['en']} pt", "without a reader: as English has it"


def test_the_packages_own_translations_are_used() -> None:
    assert say(msg("Give --ui-lang one of: {languages}.", languages="en"), "ru") == "Укажите в --ui-lang одно из: en."


@pytest.mark.parametrize(
    ("option", "environ", "expected"),
    [
        ("kk", {"LANG": "ru_RU.UTF-8"}, "kk"), (None, {"LANG": "kk_KZ.UTF-8"}, "kk"), (None, {"LANG": "ru_RU.UTF-8"}, "ru"),
        (None, {"LC_ALL": "C", "LANG": "ru_RU.UTF-8"}, "en"), (None, {"LC_ALL": "", "LC_MESSAGES": "kk", "LANG": "ru"}, "kk"),
        (None, {"LANG": "de_DE"}, "en"), (None, {}, "en"), ("", {"LANG": "ru"}, "ru"), (None, {"LANG": "kk_KZ@cyrillic"}, "kk"),
        (None, {"LANG": "rup_MK"}, "en"),
    ],
)
def test_the_language_follows_option_then_locale(option: str | None, environ: dict[str, str], expected: str) -> None:
    assert ui_language(option, environ) == expected


def test_an_unknown_language_is_a_usage_error_that_lists_the_known() -> None:
    with pytest.raises(UsageError) as caught:
        ui_language("kz", {})
    assert caught.value.hint is not None
    assert "kk" in str(caught.value.hint)

"""Messages in words: the last step before a person reads them, in the language that person reads.

A message without an approved translation is shown in English. The catalogues are pipeline/messages/<lang>.po.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations
from importlib import resources
from typing import Final, Literal

from pipeline.doors.catalogues import decimal_text
from pipeline.doors.compiled import open_catalogue
from pipeline.errors import UsageError
from pipeline.model.message import Argument, Figure, Message, msg

__all__ = ["UI_LANGUAGES", "UiLang", "say", "ui_language"]

UiLang = Literal["en", "ru", "kk"]
UI_LANGUAGES: Final[tuple[UiLang, ...]] = ("en", "ru", "kk")


def say(message: Message, lang: UiLang) -> str:
    """Word ``message`` in ``lang``; messages among its arguments are worded too, plurals follow the language's rule."""
    values = {name: _argument(value, lang) for name, value in message.args}
    if message.n is not None:
        values["n"] = str(message.n)
    wording = _wording(message, lang)
    if not values:
        return wording
    try:
        return wording.format(**values)
    except (KeyError, IndexError, ValueError):
        # A translator's slip in the braces must not cost the user the message; tests keep it out of the package.
        return say(message, "en") if lang != "en" else wording


def _argument(value: Argument, lang: UiLang) -> str:
    if isinstance(value, Message):
        return say(value, lang)
    if isinstance(value, Figure) and lang != "en":  # English writes it as it stands
        return decimal_text(Decimal(str(value)), lang, value.places)
    return str(value)


def _wording(message: Message, lang: UiLang) -> str:
    if lang == "en":
        return message.msgid if message.plural is None or message.n == 1 else message.plural
    said = _translations(lang)
    return said.gettext(message.msgid) if message.plural is None else said.ngettext(message.msgid, message.plural, abs(message.n or 0))


@cache
def _translations(lang: UiLang) -> GNUTranslations:
    """Approved translations; fuzzy, empty and obsolete ones are left out. Compiled where the set-up or the wheel brought them so."""
    folder = resources.files("pipeline.messages")
    try:
        compiled = folder.joinpath(f"{lang}.mo").read_bytes()
    except OSError:  # there is none, or another user's set-up made it for himself alone
        compiled = b""
    return open_catalogue(folder.joinpath(f"{lang}.po").read_text("utf-8"), compiled)


def ui_language(option: str | None, environ: Mapping[str, str]) -> UiLang:
    """The language to speak: ``--ui-lang``, else LC_ALL, LC_MESSAGES, LANG (the first that is set); English where they say nothing.

    Raises UsageError for an option that is none of en, ru, kk.
    """
    if option:
        for lang in UI_LANGUAGES:
            if option == lang:
                return lang
        raise UsageError(
            msg("“{option}” is no language of this program.", option=option),
            msg("Give --ui-lang one of: {languages}.", languages=", ".join(UI_LANGUAGES)),
        )
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    for lang in UI_LANGUAGES:
        if locale.replace("-", "_").split(".")[0].split("@")[0].split("_")[0].lower() == lang:
            return lang
    return "en"

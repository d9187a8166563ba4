"""Cells that say "nothing" in words."""

from __future__ import annotations

from typing import Final

__all__ = ["is_blank"]

_BLANKS: Final = frozenset(
    {
        "n/a", "na", "n.a.", "null", "none", "nil", "nan", "no data", "not available", "unknown",
        "нет", "нету", "н/д", "н.д.", "нет данных", "не имеется", "отсутствует", "не указано", "не указан", "неизвестно", "не имеет",
        "жоқ", "жок", "деректер жоқ", "мәлімет жоқ", "белгісіз", "көрсетілмеген",
        "нет сайта", "сайта нет", "сайт жоқ", "нет телефона", "телефона нет", "телефон жоқ", "нет почты", "почты нет", "нет e-mail",
        "нет адреса", "в разработке", "разрабатывается", "әзірленуде", "no website", "under construction",
        "0000-00-00", "00.00.0000", "xxx", "ххх",
    }
)  # fmt: skip
_LONGEST: Final = max(map(len, _BLANKS))


def is_blank(text: str) -> bool:
    """Does a tidied text only say that there is nothing? Punctuation alone counts: "-", "—", "...", a pair of quotes."""
    if len(text) <= _LONGEST and text.casefold() in _BLANKS:
        return True
    return "+" not in text and not any(map(str.isalnum, text))

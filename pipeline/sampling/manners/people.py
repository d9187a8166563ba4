"""The workbook of experts: kept by one editor, bilingual, with a drop-down's traces and answers in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..facts import Expert, Texts
from ..phones import inherited, written
from ..sheets import Book, Value, table
from ..values import day_month_year, languages, yes_no
from ..words import LANGUAGE_WORDS, display_name

__all__ = ["affiliation", "experts"]


def experts(people: Sequence[Expert], topics: Mapping[str, Texts]) -> Book:
    """All experts in one sheet; ``topics``: code -> words."""
    book = Book("Редакция справочника")
    page = book.page("Эксперты")
    columns = _columns(topics)
    page.title("Эксперты для журналистов / Журналистерге арналған сарапшылар", len(columns))
    page.skip()
    table(page, columns, people)
    page.settle(frozen="B4")
    return book


def affiliation(made: Expert) -> str:
    """The organisation as the expert names it: one of the guide's with its form or by its acronym, or another."""
    employer = made.organisation
    if employer is None:
        return made.said(made.content.affiliation)
    if employer.content.acronym and made.by_acronym:
        return employer.content.acronym[made.lang]
    return display_name(employer.content.name[made.lang], employer.content.form, made.lang)


def _columns(topics: Mapping[str, Texts]) -> list[tuple[str, Callable[[Expert], Value]]]:
    return [
        ("Фамилия Имя Отчество (на русском)", lambda made: made.content.name["ru"]),
        ("Аты-жөні (қазақша)", lambda made: made.content.name["kk"]),
        ("Должность / Лауазымы", lambda made: made.said(made.content.position)),
        ("Учёная степень", lambda made: made.said(made.content.degree) or "-"),
        ("Место работы / Жұмыс орны", affiliation),
        ("Темы комментариев / Тақырыптары", lambda made: "; ".join(topics[code][made.lang] for code in made.content.topics)),
        ("Языки / Тілдер", lambda made: languages(made, "ru")),
        ("Город проживания", lambda made: f"{'с.' if made.town.village else 'г.'} {made.town.ru}"),
        ("Рабочий телефон", lambda made: inherited([number for number in made.numbers if number.kind == "office"], "brackets")),
        ("Мобильный", lambda made: ", ".join(written(number) for number in made.numbers if number.kind == "mobile")),
        ("E-mail", lambda made: made.email),
        ("Готов говорить на камеру", lambda made: yes_no(made.content.on_camera)),
        ("Краткая биография", lambda made: made.said(made.content.cv)),
        ("Согласие на публикацию мобильного", lambda made: yes_no(made.consent)),
        ("Язык анкеты", lambda made: LANGUAGE_WORDS[made.lang]["ru"]),
        ("Дата проверки", day_month_year),
    ]

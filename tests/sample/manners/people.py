"""The workbook of experts: kept by one editor, bilingual, with a drop-down's traces and answers in words."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

from openpyxl import Workbook

from ..facts import Expert, Sample
from ..phones import inherited, written
from ..records import CONTENT
from ..sheets import Value, new_workbook
from ..values import day_month_year, languages, yes_no
from ..words import LANGUAGE_WORDS, display_name

__all__ = ["affiliation", "experts"]


def experts(sample: Sample) -> Workbook:
    """All experts in one sheet."""
    book, page = new_workbook("Эксперты", "Редакция справочника")
    columns = _columns()
    page.title("Эксперты для журналистов / Журналистерге арналған сарапшылар", len(columns))
    page.skip()
    page.header([header for header, _ in columns])
    for made in sample.experts:
        page.line([value(made) for _, value in columns])
    page.settle(frozen="B4")
    return book


def affiliation(made: Expert) -> str:
    """The organisation as the expert names it: one of the guide's with its form or by its acronym, or another."""
    employer = made.organisation
    if employer is None:
        return made.said(made.content.affiliation)
    if employer.content.acronym and made.slug in ("fedotov-gennady", "bolatova-ainur"):
        return employer.content.acronym[made.lang]
    return display_name(employer.content.name[made.lang], employer.content.form, made.lang)


def _topics(made: Expert) -> str:
    words = {entry["code"]: entry["name"] for entry in tomllib.loads((CONTENT / "topics.toml").read_text("utf-8"))["topic"]}
    return "; ".join(words[code][made.lang] for code in made.content.topics)


def _columns() -> list[tuple[str, Callable[[Expert], Value]]]:
    return [
        ("Фамилия Имя Отчество (на русском)", lambda made: made.content.name["ru"]),
        ("Аты-жөні (қазақша)", lambda made: made.content.name["kk"]),
        ("Должность / Лауазымы", lambda made: made.said(made.content.position)),
        ("Учёная степень", lambda made: made.said(made.content.degree) or "-"),
        ("Место работы / Жұмыс орны", affiliation),
        ("Темы комментариев / Тақырыптары", _topics),
        ("Языки / Тілдер", lambda made: languages(made, "ru")),
        ("Город проживания", lambda made: f"г. {made.town.ru}"),
        ("Рабочий телефон", lambda made: inherited([number for number in made.numbers if number.kind == "office"], "brackets")),
        ("Мобильный", lambda made: ", ".join(written(number) for number in made.numbers if number.kind == "mobile")),
        ("E-mail", lambda made: made.email),
        ("Готов говорить на камеру", lambda made: yes_no(made.content.on_camera)),
        ("Краткая биография", lambda made: made.said(made.content.cv)),
        ("Согласие на публикацию мобильного", lambda made: yes_no(made.consent)),
        ("Язык анкеты", lambda made: LANGUAGE_WORDS[made.lang]["ru"]),
        ("Дата проверки", day_month_year),
    ]

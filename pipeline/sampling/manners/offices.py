"""A careful clerk, one who loves capitals, and one who loves merged headers."""

from __future__ import annotations

from collections.abc import Sequence

from ..dirt import capitals, no_break, spaced
from ..facts import Organisation, Province
from ..phones import written
from ..sheets import Book, Column, Getter, Page, opened, records, table
from ..values import (
    areas,
    day_month_year,
    languages,
    named,
    of_kind,
    said,
    sent_in,
    social_handles,
    social_links,
    text,
    town_ru,
    with_form,
    with_kazakh_form,
    yes_no,
)
from ..words import FORMS

__all__ = ["capitals_lover", "careful", "merged_header"]


def careful(province: Province) -> Book:
    """Clean: two title rows, one bilingual header, one sheet, real dates; one row asks to be left out."""
    columns = _careful_columns(province)
    book, page = opened(province, len(columns))
    page.skip()
    table(page, columns, province.rows)
    page.settle(frozen="B5")
    return book


def _careful_columns(province: Province) -> list[Column]:
    return [
        ("Название (рус.)", named("ru")),
        ("Атауы (қаз.)", named("kk")),
        ("Name (eng.)", named("en")),
        ("Форма / Нысаны", lambda made: FORMS[made.content.form]["ru"][1]),
        ("Аббревиатура / Қысқартылған атауы", text("acronym")),
        ("Прежнее название / Бұрынғы атауы", text("former")),
        ("БИН / БСН", lambda made: made.bin),
        ("Год основания / Құрылған жылы", lambda made: made.content.year),
        ("Регистрация / Тіркеу", lambda _: "да"),
        ("Статус / Мәртебесі", lambda _: "действует"),
        ("Город / Қала", lambda made: made.town.ru),
        ("Индекс / Индексі", lambda made: made.content.postcode),
        ("Адрес / Мекенжайы", text("street")),
        ("Телефоны / Телефондары", of_kind("office")),
        ("Факс", of_kind("fax")),
        ("Бесплатный номер / Тегін нөмір", of_kind("freephone")),
        ("Телефон доверия / Сенім телефоны", of_kind("helpline")),
        ("E-mail", lambda made: made.email),
        ("Сайт", lambda made: f"https://www.{made.site}/" if made.site else "-"),
        ("Соцсети / Әлеуметтік желілер", social_links),
        ("Руководитель / Басшысы", text("head")),
        ("Должность руководителя / Басшының лауазымы", text("head_role")),
        ("Мобильный телефон руководителя", of_kind("mobile")),
        ("Контакт для прессы / Баспасөз хатшысы", text("press")),
        ("Должность контактного лица", text("press_role")),
        ("Телефон для прессы", of_kind("press")),
        ("E-mail для прессы", lambda made: made.press_email),
        ("Миссия / Миссиясы", text("mission")),
        ("Направления деятельности / Қызмет бағыттары", lambda made: areas("kk" if made.lang == "kk" else "ru")(made)),
        ("Целевые группы / Мақсатты топтар", text("targets")),
        ("Планы на 2027 год / Жоспарлары", text("plans")),
        ("Рабочие языки / Жұмыс тілдері", lambda made: languages(made, "ru")),
        ("Согласие на публикацию мобильного", lambda made: yes_no(made.consent)),
        ("Не публиковать / Жарияламау", lambda made: "да" if made.slug in province.withheld else ""),
        ("Язык анкеты", sent_in("ru")),
        ("Дата проверки / Тексерілген күні", lambda made: made.verified),
    ]


def capitals_lover(province: Province) -> Book:
    """ALL CAPS names with forms and straight quotes; БИН as numbers, so that zeros at the beginning are gone; dates as text."""
    book, page = opened(province)
    table(page, _capitals_columns(), province.rows)
    page.settle()
    return book


def _capital_name(made: Organisation) -> str:
    name = made.content.name["ru"]
    if capitals(name) == name:
        return with_form(made, full=True, quotes='""')
    return with_form(made, full=True, quotes='""').upper()


def _capitals_columns() -> list[Column]:
    return [
        ("№ п/п", lambda _: None),
        ("НАИМЕНОВАНИЕ НА РУССКОМ ЯЗЫКЕ", _capital_name),
        ("Атауы (қазақша)", lambda made: with_kazakh_form(made, full=True)),
        ("БИН", lambda made: int(made.bin) if made.bin else "нет"),
        ("Дата создания", lambda made: f"{made.content.year} год"),
        ("Город", lambda made: made.town.ru.upper()),
        ("Адрес", lambda made: f"{made.content.postcode}, {town_ru(made)}, {said(made, 'street')}"),
        ("Руководитель", text("head")),
        ("Должность", text("head_role")),
        ("Сокращённое название", lambda made: said(made, "acronym") or "-"),
        ("Прежнее название", lambda made: f'"{said(made, "former")}"' if made.content.former else "нет"),
        ("Контактный телефон", of_kind("office", "freephone", "helpline", style="brackets")),
        ("Сотовый", of_kind("mobile", style="brackets")),
        ("Эл. почта", lambda made: made.email),
        ("Веб-сайт", lambda made: f"www.{made.site}" if made.site else "нет"),
        ("Инстаграм, фейсбук и др. соцсети", social_links),
        ("Контактное лицо для СМИ", _press_cell),
        ("E-mail для СМИ", lambda made: made.press_email),
        ("Цель деятельности", lambda made: spaced(said(made, "mission")) if "doubled spaces" in made.oddities else said(made, "mission")),
        ("Сфера деятельности", areas("ru", "; ")),
        ("Целевая аудитория", text("targets")),
        ("План на 2027 год", text("plans")),
        ("Языки", lambda made: languages(made, "ru")),
        ("Согласие на публикацию номера", lambda made: yes_no(made.consent)),
        ("Язык заполнения", sent_in("ru")),
        ("Данные проверены", day_month_year),
    ]


def _press_cell(made: Organisation) -> str:
    """Name, post and telephone of the press contact in one cell."""
    phones = [written(number, "brackets") for number in made.of_kind("press")]
    return ", ".join(part for part in (said(made, "press"), said(made, "press_role"), *phones) if part)


def merged_header(province: Province) -> Book:
    """A header of two merged rows, a row that numbers the columns, a total."""
    groups = _merged_groups(province)
    width = sum(len(columns) for _, columns in groups)
    book, page = opened(province, width)
    _merged_header(page, groups)
    page.line(list(range(1, width + 1)))
    columns = [(header or group, value) for group, made in groups for header, value in made]
    records(page, columns, province.rows)
    page.line(["", "Итого:", len(province.rows)])
    page.settle(frozen="C5")
    return book


def _merged_header(page: Page, groups: Sequence[tuple[str, list[Column]]]) -> None:
    """Groups with one nameless column are merged downwards, the others across their columns."""
    above: list[str] = []
    below: list[str] = []
    for group, columns in groups:
        above += [group, *[""] * (len(columns) - 1)]
        below += [header for header, _ in columns]
    first = page.header(above)
    page.header(below)
    column = 1
    for _, columns in groups:
        if columns[0][0]:
            page.merge(first, column, first, column + len(columns) - 1)
        else:
            page.merge(first, column, first + 1, column)
        column += len(columns)


def _one(header: str, value: Getter) -> tuple[str, list[Column]]:
    return header, [("", value)]


def _merged_groups(province: Province) -> list[tuple[str, list[Column]]]:
    return [
        _one("№ п/п", lambda _: None),
        ("Наименование", [("на русском", with_form), ("на казахском", with_kazakh_form),
                          ("на английском", named("en"))]),
        _one("Краткое наименование", text("acronym")),
        _one("Бывшее наименование", text("former")),
        _one("БИН", lambda made: made.bin),
        _one("Год создания", lambda made: made.content.year),
        _one("Область/город", lambda made: _region(made, province)),
        _one("Юридический адрес", lambda made: no_break(f"{made.content.postcode} {said(made, 'street')}")),
        ("Контакты", [("телефон", of_kind("office", "helpline", style="dashes", inherit=True)), ("факс", of_kind("fax", style="dashes")),
                      ("моб.", of_kind("mobile", style="dashes")), ("8-800", of_kind("freephone")), ("e-mail", lambda made: made.email),
                      ("сайт", lambda made: made.site or "—"), ("соцсети", social_handles)]),
        ("Руководитель", [("ФИО", text("head")), ("должность", text("head_role"))]),
        ("Контакт для СМИ", [("ФИО", text("press")), ("должность", text("press_role")), ("телефон", of_kind("press", style="dashes")),
                             ("e-mail", lambda made: made.press_email)]),
        _one("Миссия", text("mission")),
        _one("Направления", areas("ru")),
        _one("Целевые группы", text("targets")),
        _one("План на год", text("plans")),
        _one("Языки работы", lambda made: languages(made, "ru")),
        _one("Можно печатать мобильный", lambda made: yes_no(made.consent)),
        _one("Язык анкеты", sent_in("ru")),
        _one("Обновлено", day_month_year),
    ]


def _region(made: Organisation, province: Province) -> str:
    """Some rows were never touched since 2019; one that has its seat elsewhere says so."""
    if made.slug in province.elsewhere:
        return province.elsewhere[made.slug]
    return "Нур-Султан" if "old city" in made.oddities else province.called

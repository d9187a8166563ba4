"""One keeper writes in Kazakh only, one in groups by town, one puts all contacts into one cell."""

from __future__ import annotations

from itertools import groupby

from ..dirt import damaged, spaced
from ..facts import Organisation, Province
from ..phones import Style, inherited, written
from ..sheets import Book, Column, Value, opened, records, table
from ..values import (
    areas,
    day_month_year,
    languages,
    named,
    of_kind,
    said,
    sent_in,
    social_links,
    text,
    town_ru,
    with_form,
    with_kazakh_form,
    yes_no,
)
from ..words import FORMS

__all__ = ["grouped", "kazakh_only", "one_cell"]


def kazakh_only(province: Province) -> Book:
    """Headers in Kazakh only; one name has its Kazakh letters damaged; no БИН, no status."""
    columns = _kazakh_columns()
    book, page = opened(province, 6)
    table(page, columns, province.rows)
    page.skip()
    page.line(["Ескерту: кестені аудандардың ішкі саясат бөлімдері толтырды."])
    page.settle(frozen="C3")
    return book


def _kazakh_name(made: Organisation) -> str:
    name = made.content.name["kk"]
    return damaged(name) if "damaged letters" in made.oddities else name


def _kazakh_columns() -> list[Column]:
    return [
        ("№ р/с", lambda _: None),
        ("Атауы (қазақша)", _kazakh_name),
        ("Атауы (орысша)", lambda made: f"«{made.content.name['ru']}»"),
        ("Ұйымдық-құқықтық нысаны", lambda made: FORMS[made.content.form]["kk"][1]),
        ("Қысқартылған атауы", lambda made: said(made, "acronym") or "жоқ"),
        ("Бұрынғы атауы", lambda made: said(made, "former") or "жоқ"),
        ("Құрылған жылы", lambda made: f"{made.content.year} ж."),
        ("Қала / аудан", lambda made: f"{made.town.kk} ауылы" if made.town.village else f"{made.town.kk} қ."),
        ("Мекенжайы", lambda made: said(made, "street")),
        ("Пошта индексі", lambda made: made.content.postcode),
        ("Байланыс телефондары", of_kind("office", "helpline", "freephone", style="brackets", inherit=True)),
        ("Факс", of_kind("fax", style="brackets")),
        ("Ұялы телефоны", of_kind("mobile", style="solid")),
        ("Электрондық поштасы", lambda made: made.email),
        ("Сайты", lambda made: made.site or "жоқ"),
        ("Әлеуметтік желілердегі парақшалары", social_links),
        ("Ұйым басшысы", text("head")),
        ("Лауазымы", text("head_role")),
        ("Баспасөз хатшысы", text("press")),
        ("Баспасөз хатшысының лауазымы", text("press_role")),
        ("Баспасөз хатшысының телефоны", of_kind("press", style="solid")),
        ("Баспасөз хатшысының e-mail", lambda made: made.press_email),
        ("Миссиясы", lambda made: spaced(said(made, "mission"))),
        ("Қызмет бағыттары", areas("kk")),
        ("Мақсатты топтар", text("targets")),
        ("2027 жылға арналған жоспар", text("plans")),
        ("Жұмыс тілдері", lambda made: languages(made, "kk")),
        ("Ұялы телефонды жариялауға келісім", lambda made: yes_no(made.consent, "kk")),
        ("Толтыру тілі", sent_in("kk")),
        ("Тексерілген күні", day_month_year),
    ]


def grouped(province: Province) -> Book:
    """Grouped by town in merged rows; several numbers in a cell, where the later ones inherit the code."""
    columns = _grouped_columns()
    book, page = opened(province, len(columns))
    page.header([header for header, _ in columns])
    rows = sorted(province.rows, key=lambda made: made.town.ru)
    first = 1
    for town, group in groupby(rows, key=town_ru):
        of_town = list(group)
        heading = page.line([town])
        page.merge(heading, 1, heading, len(columns))
        records(page, columns, of_town, first)
        first += len(of_town)
    page.settle(frozen="C3")
    return book


def _postcode(made: Organisation) -> Value:
    """Typed as a number, unless that would lose a zero."""
    postcode = made.content.postcode
    return postcode if postcode.startswith("0") else int(postcode)


def _grouped_columns() -> list[Column]:
    return [
        ("№", lambda _: None),
        ("Полное наименование на русском языке", with_form),
        ("Полное наименование на государственном языке", with_kazakh_form),
        ("Аббревиатура", text("acronym")),
        ("Старое название", text("former")),
        ("Год создания", lambda made: made.content.year),
        ("БИН", lambda made: made.bin or "н/д"),
        ("Телефон, факс", _phones_and_fax),
        ("Сот. телефон руководителя", of_kind("mobile", style="dashes")),
        ("Индекс", _postcode),
        ("Адрес", lambda made: f"{town_ru(made)}, {said(made, 'street')}"),
        ("Почта", lambda made: f"{made.email}; {made.press_email}" if "two e-mails" in made.oddities else made.email),
        ("Сайт", lambda made: made.site),
        ("Соцсети", social_links),
        ("Руководитель (ФИО, должность)", lambda made: f"{said(made, 'head')}, {said(made, 'head_role')}"),
        ("Пресс-секретарь", _press_cell),
        ("Почта для прессы", lambda made: made.press_email),
        ("Чем занимается", text("mission")),
        ("Основные направления", areas("ru")),
        ("Кому помогает", text("targets")),
        ("Планы на 2027 год", text("plans")),
        ("Рабочие языки", lambda made: languages(made, "ru")),
        ("Согласие на мобильный", lambda made: yes_no(made.consent)),
        ("На каком языке заполнено", sent_in("ru")),
        ("Дата сверки", lambda made: made.verified),
    ]


def _phones_and_fax(made: Organisation) -> str:
    offices = made.of_kind("office")
    fax = [f"факс {written(number, 'slashes')}" for number in made.of_kind("fax")]
    rest = [written(number) for number in (*made.of_kind("freephone"), *made.of_kind("helpline"))]
    return ", ".join(part for part in (inherited(offices, "slashes"), *fax, *rest) if part)


def _press_cell(made: Organisation) -> str:
    phones = [written(number, "dashes") for number in made.of_kind("press")]
    return ", ".join(part for part in (said(made, "press"), said(made, "press_role"), *phones) if part)


def one_cell(province: Province) -> Book:
    """All contacts in one cell on several lines; codes as before 2007, and local numbers without any."""
    book, page = opened(province)
    page.line(["", "Приложение 2 к письму управления"])
    page.skip()
    table(page, _one_cell_columns(province), province.rows)
    page.settle(frozen="B4")
    return book


def _one_cell_columns(province: Province) -> list[Column]:
    return [
        ("Область", lambda _: province.called),
        ("Город, район", lambda made: f"с. {made.town.ru}" if made.town.village else made.town.ru),
        ("НПО (на русском)", with_form),
        ("НПО (на казахском)", named("kk")),
        ("Краткое название", text("acronym")),
        ("Прежнее наименование", text("former")),
        ("Регистрация (дата)", lambda _: None),
        ("Год образования", lambda made: str(made.content.year)),
        ("БИН", lambda made: made.bin),
        ("Адрес", lambda made: f"{said(made, 'street')}, {made.content.postcode}"),
        ("Контактные данные", _contacts),
        ("Первый руководитель", text("head")),
        ("Должность", text("head_role")),
        ("Контакт для СМИ", _press_cell),
        ("E-mail пресс-службы", lambda made: made.press_email),
        ("Миссия и деятельность", text("mission")),
        ("Виды деятельности", areas("ru")),
        ("Благополучатели", text("targets")),
        ("Планируемые мероприятия", text("plans")),
        ("Языки", lambda made: languages(made, "ru")),
        ("Публиковать мобильный", lambda made: yes_no(made.consent)),
        ("Язык текста", sent_in("ru")),
        ("Проверено", day_month_year),
    ]


def _contacts(made: Organisation) -> Value:
    """Line by line: telephones (the second one of an office without its code), mobile, fax, e-mail, site, accounts."""
    lines = []
    offices = made.of_kind("office")
    if offices:
        in_centre = len(made.town.code) == 4 and made.town.code.endswith("2")
        whole: Style = "local" if in_centre and len(offices) == 1 and not offices[0].extension else "old"
        lines.append("тел.: " + ", ".join([written(offices[0], whole), *(written(number, "local") for number in offices[1:])]))
    whose = "моб." if made.consent else "моб. директора"
    lines += [f"{whose}: {written(number, 'brackets')}" for number in made.of_kind("mobile")]
    lines += [f"факс: {written(number, 'old')}" for number in made.of_kind("fax")]
    lines += [written(number) for number in (*made.of_kind("freephone"), *made.of_kind("helpline"))]
    lines += [made.email, *([f"www.{made.site}"] if made.site else [])]
    return "\n".join([*lines, social_links(made, "https://")] if made.social else lines)

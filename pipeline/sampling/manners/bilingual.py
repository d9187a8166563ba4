"""Three lists that were once two: the decrees of 2022 moved the borders, the headings stayed."""

from __future__ import annotations

from typing import Final

from ..dirt import no_break
from ..facts import Organisation, Province
from ..phones import Style, inherited, written
from ..seeds import choose
from ..sheets import Book, Column, opened, table
from ..values import (
    areas,
    languages,
    of_kind,
    said,
    sent_in,
    social_handles,
    social_links,
    spelt_out,
    text,
    town_ru,
    with_form,
    with_kazakh_form,
    yes_no,
)
from ..words import FORMS

__all__ = ["both_names", "merged_region", "two_lines"]

_STYLES: Final[tuple[Style, ...]] = ("plus", "brackets", "dashes", "slashes")


def both_names(province: Province) -> Book:
    """Both names in one cell; years and dates in words."""
    columns = _both_names_columns()
    book, page = opened(province, len(columns))
    table(page, columns, province.rows)
    page.settle(frozen="B4")
    return book


def _both_names(made: Organisation) -> str:
    """Bare names; with their forms where the Kazakh one has no letter of its own to be told by."""
    if "names with forms" in made.oddities:
        return f"{with_form(made)} / {with_kazakh_form(made)}"
    return f"{made.content.name['ru']} / {made.content.name['kk']}"


def _both_names_columns() -> list[Column]:
    return [
        ("Название организации / Ұйымның атауы", _both_names),
        ("Организационно-правовая форма", lambda made: FORMS[made.content.form]["ru"][0]),
        ("Сокращение", text("acronym")),
        ("Бывшее название", text("former")),
        ("Населённый пункт", _short_town),
        ("Почтовый адрес", lambda made: said(made, "street")),
        ("Индекс", lambda made: made.content.postcode),
        ("БИН", lambda made: made.bin),
        ("Дата основания", lambda made: f"{made.content.year} г."),
        ("Статус", lambda _: "действующая"),
        ("Тел.", _phones_in_a_style),
        ("Факс", of_kind("fax", style="dashes")),
        ("Мобильный", of_kind("mobile", style="plus")),
        ("Email", lambda made: f"mailto:{made.email}" if "mailto" in made.oddities else made.email),
        ("Web-сайт", lambda made: f"http://{made.site}" if made.site else ""),
        ("Соц. сети", social_links),
        ("ФИО руководителя", text("head")),
        ("Должность руководителя", text("head_role")),
        ("Для СМИ (контактное лицо)", text("press")),
        ("Должность пресс-секретаря", text("press_role")),
        ("Телефон пресс-секретаря", of_kind("press", style="plus")),
        ("Почта пресс-службы", lambda made: made.press_email),
        ("Цели и задачи", text("mission")),
        ("Направление деятельности", areas("ru")),
        ("Целевая группа", text("targets")),
        ("План мероприятий на 2027 год", text("plans")),
        ("На каких языках работаете", lambda made: languages(made, "ru")),
        ("Согласие на публикацию моб. телефона", lambda made: yes_no(made.consent)),
        ("Язык анкеты", sent_in("ru")),
        ("Дата последней проверки", spelt_out),
    ]


def _short_town(made: Organisation) -> str:
    """As people there write it: old names, and "с." for villages."""
    if made.town.village:
        return f"с. {made.town.ru}"
    return f"г.{made.town.old if 'old town' in made.oddities else made.town.ru}"


def _phones_in_a_style(made: Organisation) -> str:
    style = choose(made.slug, "style", _STYLES)
    offices = inherited(made.of_kind("office"), style)
    rest = [written(number) for number in (*made.of_kind("freephone"), *made.of_kind("helpline"))]
    return ", ".join(part for part in (offices, *rest) if part)


def merged_region(province: Province) -> Book:
    """The region stands once, in a cell merged down all rows; e-mails among the telephones; blanks filled with dashes."""
    book, page = opened(province)
    columns = _merged_region_columns(province)
    page.line(["Сведения об НПО", "", "", "исп. Петрова, вн. 214"])
    page.skip()
    numbers = table(page, columns, province.rows)
    first, last = min(numbers.values()), max(numbers.values())
    page.write(first, 1, province.called)
    page.merge(first, 1, last, 1)
    page.settle(frozen="C4")
    return book


def _merged_region_columns(province: Province) -> list[Column]:
    return [
        ("Регион", lambda _: None),
        ("Наименование НПО (рус.)", lambda made: no_break(with_form(made))),
        ("НПО (каз.)", with_kazakh_form),
        ("Город/район", lambda made: made.town.old if "old town" in made.oddities else made.town.ru),
        ("Адрес организации", lambda made: f"{made.content.postcode}, {province.called}, {town_ru(made)}, {said(made, 'street')}"),
        ("Председатель / директор", lambda made: f"{said(made, 'head')}, {said(made, 'head_role')}"),
        ("Телефоны", _phones_and_mail),
        ("Моб. тел.", of_kind("mobile", style="brackets")),
        ("Факс", lambda made: of_kind("fax", style="brackets")(made) or "-"),
        ("E-mail", lambda made: "" if _email_among_phones(made) else made.email),
        ("Интернет-сайт", lambda made: made.site or "нет"),
        ("Страницы в соцсетях", social_links),
        ("Аббревиатура", lambda made: said(made, "acronym") or "-"),
        ("Прежнее название", lambda made: said(made, "former") or "-"),
        ("БИН организации", lambda made: made.bin or "-"),
        ("Год осн.", lambda made: made.content.year),
        ("Кто общается с прессой", lambda _: None),
        ("Контактное лицо для прессы", text("press")),
        ("Должность контактного лица", text("press_role")),
        ("Телефон контактного лица", of_kind("press", style="brackets")),
        ("E-mail контактного лица", lambda made: made.press_email),
        ("О себе", text("mission")),
        ("Сферы", areas("ru")),
        ("Для кого", text("targets")),
        ("Что планируется", lambda made: said(made, "plans") or "-"),
        ("Языки работы", lambda made: languages(made, "ru")),
        ("Печатать мобильный", lambda made: yes_no(made.consent)),
        ("Язык анкеты", sent_in("ru")),
        ("Примечание", lambda made: "#N/A" if "error cell" in made.oddities else ""),
    ]


def _email_among_phones(made: Organisation) -> bool:
    return "e-mail among phones" in made.oddities


def _phones_and_mail(made: Organisation) -> str:
    numbers = [*made.of_kind("office"), *made.of_kind("freephone"), *made.of_kind("helpline")]
    parts = [inherited(numbers, "brackets"), made.email if _email_among_phones(made) else ""]
    return ", ".join(part for part in parts if part) or "-"


def two_lines(province: Province) -> Book:
    """The names in two lines of one cell, Kazakh above."""
    columns = _two_lines_columns()
    book, page = opened(province, len(columns))
    table(page, columns, province.rows)
    page.line([])
    page.line(["", "", f"Барлығы: {len(province.rows)}"])
    page.settle(frozen="C3")
    return book


def _two_lines_columns() -> list[Column]:
    return [
        ("№", lambda _: None),
        ("Атауы / Название", lambda made: f"{with_kazakh_form(made)}\n{with_form(made)}"),
        ("Қысқаша атауы / Аббревиатура", text("acronym")),
        ("Бұрынғы атауы / Прежнее название", text("former")),
        ("Елді мекен / Населённый пункт", _kazakh_town),
        ("Мекенжайы / Адрес", lambda made: said(made, "street")),
        ("Индекс", lambda made: made.content.postcode),
        ("БСН / БИН", lambda made: made.bin),
        ("Құрылған жылы / Год основания", lambda made: made.content.year),
        ("Телефон 1", lambda made: _office(made, 0)),
        ("Телефон 2", lambda made: _office(made, 1)),
        ("Факс", of_kind("fax", style="slashes")),
        ("Сенім телефоны / Телефон доверия", of_kind("helpline")),
        ("Ұялы / Мобильный", of_kind("mobile", style="brackets")),
        ("Эл. поштасы / E-mail", lambda made: f"<{made.email}>" if "angle brackets" in made.oddities else made.email),
        ("Сайты / Сайт", lambda made: made.site),
        ("Әлеуметтік желілер / Соцсети", social_handles),
        ("Басшысы / Руководитель", text("head")),
        ("Басшының лауазымы / Должность руководителя", text("head_role")),
        ("Баспасөз үшін / Для прессы", text("press")),
        ("Баспасөз хатшысының лауазымы / Должность пресс-секретаря", text("press_role")),
        ("Баспасөз телефоны / Телефон для прессы", of_kind("press", style="brackets")),
        ("Баспасөз поштасы / Почта для прессы", lambda made: made.press_email),
        ("Миссиясы / Миссия", text("mission")),
        ("Бағыттары / Направления", lambda made: areas("kk" if made.lang == "kk" else "ru")(made)),
        ("Мақсатты топтар / Целевые группы", text("targets")),
        ("Жоспарлары / Планы", text("plans")),
        ("Жұмыс тілдері / Рабочие языки", lambda made: languages(made, "kk")),
        ("Ұялыға келісім / Согласие на мобильный", lambda made: yes_no(made.consent, "kk")),
        ("Толтыру тілі / Язык заполнения", sent_in("kk")),
        ("Тексерілген күні / Дата проверки", lambda made: made.verified),
    ]


def _kazakh_town(made: Organisation) -> str:
    """The spelling of the year the list was begun."""
    return made.town.old if "old town" in made.oddities else f"{made.town.kk} {'а.' if made.town.village else 'қ.'}"


def _office(made: Organisation, place: int) -> str:
    offices = made.of_kind("office")
    return written(offices[place], "slashes") if place < len(offices) else ""

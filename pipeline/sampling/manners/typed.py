"""One keeper keeps last year's list in a hidden sheet, one types numbers as numbers, one heads every block anew."""

from __future__ import annotations

from ..dirt import latin_letters, no_break, spaced
from ..facts import Organisation, Province
from ..phones import written
from ..sheets import Book, Column, Page, Value, opened, records, table
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

__all__ = ["blocks", "hidden_sheet", "numbers_typed"]


def hidden_sheet(province: Province) -> Book:
    """Latin letters in Cyrillic words; old town names; a hidden sheet with last year's bigger list."""
    columns = _hidden_sheet_columns()
    book, page = opened(province, len(columns))
    page.skip()
    table(page, columns, province.rows)
    page.settle(frozen="B4")
    old: list[Column] = [("Название", with_form), ("Город", lambda made: made.town.ru), ("Телефон", of_kind("office", style="old"))]
    table(book.page("2025", hidden=True), old, [*province.rows, *province.last_year])
    return book


def _hidden_sheet_columns() -> list[Column]:
    return [
        ("Название на русском языке", lambda made: latin_letters(with_form(made))),
        ("Название на казахском языке", named("kk")),
        ("Название на английском языке", named("en")),
        ("Аббревиатура", text("acronym")),
        ("Старое наименование", text("former")),
        ("Район/город", lambda made: made.town.old if "old town" in made.oddities else latin_letters(town_ru(made))),
        ("Адрес", lambda made: latin_letters(said(made, "street"))),
        ("Почтовый индекс", lambda made: made.content.postcode),
        ("Телефон", of_kind("office", style="brackets", inherit=True)),
        ("Факс", of_kind("fax", style="brackets")),
        ("Горячая линия", of_kind("helpline")),
        ("Номер 8-800", of_kind("freephone")),
        ("Сотовый телефон", of_kind("mobile", style="dashes")),
        ("Электронный адрес", lambda made: made.email),
        ("Сайт", lambda made: f"http://www.{made.site}" if made.site else ""),
        ("Аккаунты в соцсетях", social_links),
        ("Председатель", lambda made: latin_letters(said(made, "head"))),
        ("Должность", text("head_role")),
        ("Ответственный за связь со СМИ", text("press")),
        ("Должность контактного лица", text("press_role")),
        ("Телефон для СМИ", of_kind("press", style="dashes")),
        ("E-mail для СМИ", lambda made: made.press_email),
        ("Цель", text("mission")),
        ("Область деятельности", areas("ru")),
        ("Получатели услуг", text("targets")),
        ("Проекты", text("plans")),
        ("Язык работы", lambda made: languages(made, "ru")),
        ("БИН", lambda made: made.bin),
        ("Год", lambda _: None),
        ("Год создания", lambda made: made.content.year),
        ("Публиковать мобильный", lambda made: yes_no(made.consent)),
        ("Язык анкеты", sent_in("ru")),
        ("Актуально на", day_month_year),
    ]


def numbers_typed(province: Province) -> Book:
    """English headers over Russian texts; telephones and БИН as numbers, some of them with a decimal part of nothing."""
    book, page = opened(province)
    table(page, _number_columns(province), province.rows)
    page.settle(frozen="B2")
    return book


def _number_columns(province: Province) -> list[Column]:
    return [
        ("No.", lambda _: None),
        ("Organisation name (English)", named("en")),
        ("Organisation name (Russian)", named("ru")),
        ("Organisation name (Kazakh)", named("kk")),
        ("Legal form", lambda made: FORMS[made.content.form]["en"][1]),
        ("Acronym", text("acronym")),
        ("Former name", text("former")),
        ("BIN", lambda made: int(made.bin) if made.bin else "n/a"),
        ("Year founded", lambda made: float(made.content.year)),
        ("Region", lambda made: province.elsewhere.get(made.slug, province.called)),
        ("City/town", lambda made: _town(made, province)),
        ("Street address", text("street")),
        ("Postcode", lambda made: int(made.content.postcode) if made.content.postcode else ""),
        ("Phone 1", lambda made: _as_number(made, 0)),
        ("Phone 2", lambda made: _as_number(made, 1)),
        ("Fax", of_kind("fax", style="plus")),
        ("Helpline", lambda made: next((int(number.local) for number in made.of_kind("helpline")), None)),
        ("Toll-free", of_kind("freephone")),
        ("Mobile", lambda made: next((int("8" + number.national) for number in made.of_kind("mobile")), None)),
        ("E-mail", lambda made: made.email),
        ("Website", lambda made: f"https://{made.site}" if made.site else "n/a"),
        ("Social media", social_links),
        ("Head", text("head")),
        ("Position", text("head_role")),
        ("Press contact", text("press")),
        ("Press contact position", text("press_role")),
        ("Press contact phone", lambda made: next((float("7" + number.national) for number in made.of_kind("press")), None)),
        ("Press email", lambda made: made.press_email),
        ("Mission", text("mission")),
        ("Areas of activity", areas("ru")),
        ("Target groups", text("targets")),
        ("Plans for 2027", text("plans")),
        ("Working languages", lambda made: languages(made, "ru")),
        ("Consent to publish mobile", lambda made: "yes" if made.consent else "no"),
        ("Language of the entry", lambda made: {"ru": "Russian", "kk": "Kazakh"}[made.lang]),
        ("Last verified", lambda made: made.verified),
    ]


def _town(made: Organisation, province: Province) -> str:
    if made.slug in province.elsewhere:
        return ""
    return made.town.old if "old town" in made.oddities else made.town.ru


def _as_number(made: Organisation, place: int) -> Value:
    """An office number as a number cell; one with an extension cannot be one."""
    offices = made.of_kind("office")
    if place >= len(offices):
        return None
    number = offices[place]
    if number.extension:
        return written(number, "brackets")
    return float("7" + number.national) if place == 0 else int("8" + number.national)


def blocks(province: Province) -> Book:
    """A block for every town, each with its header; further telephones in rows of their own; a comment; an example row."""
    columns = _block_columns()
    rows = province.rows
    book, page = opened(province, len(columns))
    written = 0
    for town in dict.fromkeys(made.content.town for made in rows):
        page.header([header for header, _ in columns])
        if not written:
            page.line(_example(columns, made_in=town))
        for made in (made for made in rows if made.content.town == town):
            written += 1
            numbers = records(page, columns, [made], written)
            if "comment" in made.oddities:
                page.comment(numbers[made.slug], 2, "Уточнить адрес до печати. Г. Б.", province.author)
            _second_phones(page, columns, made)
        page.skip()
    page.settle(frozen="C3")
    return book


def _example(columns: list[Column], made_in: str) -> list[Value]:
    samples = {
        "Атауы (қазақша)": "«Үлгі» қоғамдық қоры", "Город": made_in, "Телефоны": "8 (7122) 00-00-00", "Эл. почта": "name@site.example",
    }
    return ["Пример", *(samples.get(header, "") for header, _ in columns[1:])]


def _second_phones(page: Page, columns: list[Column], made: Organisation) -> None:
    """Rows with nothing but one more office telephone."""
    place = [header for header, _ in columns].index("Телефоны")
    for number in made.of_kind("office")[1:]:
        page.line([*[""] * place, written(number, "brackets")])


def _town_as_sent(made: Organisation) -> str:
    return f"{made.town.kk} {'а.' if made.town.village else 'қ.'}" if made.lang == "kk" else made.town.ru


def _block_columns() -> list[Column]:
    return [
        ("№", lambda _: None),
        ("Название организации (рус)", lambda made: spaced(with_form(made))),
        ("Атауы (қазақша)", with_kazakh_form),
        ("Сокращённое наименование", text("acronym")),
        ("Прежнее наименование", text("former")),
        ("Город", _town_as_sent),
        ("Адрес офиса", lambda made: no_break(said(made, "street"))),
        ("Почтовый индекс", lambda made: made.content.postcode),
        ("Телефоны", lambda made: "".join(written(number, "brackets") for number in made.of_kind("office")[:1])),
        ("Факс", of_kind("fax", style="brackets")),
        ("Мобильный телефон руководителя", of_kind("mobile", style="brackets")),
        ("Линия помощи", of_kind("helpline")),
        ("Бесплатная линия", of_kind("freephone")),
        ("Эл. почта", lambda made: made.email),
        ("Вебсайт", lambda made: made.site),
        ("Страница в соцсетях", social_links),
        ("Директор", text("head")),
        ("Должность", text("head_role")),
        ("Пресс-служба", text("press")),
        ("Должность пресс-секретаря", text("press_role")),
        ("Телефон пресс-службы", of_kind("press", style="brackets")),
        ("E-mail пресс-службы", lambda made: made.press_email),
        ("Миссия организации", text("mission")),
        ("Сферы деятельности", areas("ru")),
        ("Целевые группы", text("targets")),
        ("Планы", text("plans")),
        ("Языки", lambda made: languages(made, "ru")),
        ("БИН", lambda made: made.bin),
        ("Год основания", lambda made: made.content.year),
        ("Согласие на печать мобильного", lambda made: yes_no(made.consent)),
        ("Язык анкеты", sent_in("ru")),
        ("Дата обновления", lambda made: made.verified),
    ]

"""The half of the pairs that was not run before the rules and thresholds had been committed: other templates, words and seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from tests.pairs.drawing import Case, Entity, Named, Pen, cases_of

__all__ = ["SEED", "draw"]

SEED = 777013
_BEGIN = ("Абы", "Арда", "Баға", "Дәре", "Еңсе", "Зерде", "Игі", "Қайы", "Мақпа", "Ойла", "Сама", "Тұма", "Ұйтқы", "Шапа", "Ыры", "Ізгі")
_END = ("рой", "қты", "мер", "лық", "гүл", "шы", "рым", "лау", "қат", "нұр", "сын", "тай")
_CYRILLIC = "абвгғдежзийклмнңоөпрстуұүфхһцчшщыіьэюяәқ"
_LATIN = (
    "a", "b", "v", "g", "gh", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "ng", "o", "o", "p", "r", "s", "t", "u", "u", "u", "f",
    "kh", "h", "ts", "ch", "sh", "shch", "y", "i", "", "e", "yu", "ya", "a", "q",
)  # fmt: skip
_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮІ", "агкноуухиАГКНОУУИ")
_ABOUT = (
    ("Лига защиты животных", "Жануарларды қорғау лигасы", "Animal Protection League"),
    ("Федерация адаптивного спорта", "Бейімделген спорт федерациясы", "Adaptive Sports Federation"),
    ("Институт городского развития", "Қала дамуы институты", "Urban Development Institute"),
    ("Мастерская детского театра", "Балалар театры шеберханасы", "Children's Theatre Workshop"),
    ("Академия семейного права", "Отбасы құқығы академиясы", "Academy of Family Law"),
    ("Движение приёмных родителей", "Асырап алушы ата-аналар қозғалысы", "Foster Parents Movement"),
    ("Гильдия переводчиков жестового языка", "Ымдау тілі аудармашыларының гильдиясы", "Sign Language Interpreters Guild"),
    ("Бюро независимых наблюдателей", "Тәуелсіз бақылаушылар бюросы", "Independent Observers Bureau"),
    ("Палата ремесленниц степи", "Дала қолөнершілері палатасы", "Chamber of Steppe Craftswomen"),
    ("Хоспис доброго сердца", "Мейірімді жүрек хосписі", "Kind Heart Hospice"),
)
_WHOSE = ("", " «Север»", " «Исток»", " «Ковыль»", " «Парус»", " «Тюльпан»", " «Журавль»", " «Маяк»", " «Подъём»", " «Рассвет»")
_SURNAMES = ("Абдрахманов", "Верещагин", "Дюсембаев", "Есимханов", "Ковальчук", "Мамырбаев", "Огай", "Рахметов", "Тастанбеков", "Шевцов")
_MEN = ("Алибек", "Глеб", "Жандос", "Ильяс", "Нуржан", "Роман", "Санжар", "Юрий")
_WOMEN = ("Жанна", "Лейла", "Меруерт", "Наталья", "Раушан", "Светлана", "Тогжан", "Юлия")
_FATHERS = ("Адил", "Бахыт", "Григорь", "Есен", "Мухтар", "Николай", "Сапар", "Тулеген")


def _name(chance: random.Random) -> Named:
    if chance.random() < 0.6:
        kk = f"{chance.choice(_BEGIN)}{chance.choice(_END)} {chance.choice(_BEGIN).lower()}{chance.choice(_END)}"
        return Named(kk.translate(_RUSSIAN), kk, _in_latin(kk))
    ru, kk, en = chance.choice(_ABOUT)
    more = chance.choice(_WHOSE)
    return Named(ru + more, kk + more, en)


def _in_latin(text: str) -> str:
    table = dict(zip(_CYRILLIC, _LATIN, strict=True))
    return "".join(table.get(char, char) for char in text.lower()).title()


def _kazakh_name(pen: Pen) -> Named:
    while True:
        name = pen.new_name()
        if not any(name.ru.startswith(ru) for ru, _, _ in _ABOUT):
            return name


def _person(chance: random.Random) -> str:
    return f"{chance.choice(_WOMEN)} {chance.choice(_SURNAMES)}а"


def _sheet(one: Entity, **other: str) -> dict[str, str]:
    """Another secretary's columns: no town of its own where the region is a city, two contacts, the head's post."""
    made = {
        "name": f"{one.form} «{one.name.ru}»", "bin": "", "region": one.region, "town": one.town, "address": f"{one.address}, оф. 4",
        "phones": f"{one.phone}", "emails": one.email, "head": one.head,
    }
    return {**made, **other}


def _order(pen: Pen) -> Case:
    one = replace(pen.entity(), name=Named("Мейірбан жүрек көмек қоры " + pen.chance.choice(_BEGIN) + pen.chance.choice(_END), "", ""))
    words = one.name.ru.split()
    return Case("words in another order, e-mail", True, (_sheet(one), _sheet(one, name=" ".join([words[-1], *words[:-1]]), phones="", head="")))


def _joined(pen: Pen) -> Case:
    one = replace(pen.entity(), name=_kazakh_name(pen))
    way = pen.chance.choice(("-", ""))
    return Case("hyphen or one word, phone", True, (_sheet(one), _sheet(one, name=f"«{one.name.ru.replace(' ', way)}»", emails="", head="")))


def _hard_sign(pen: Pen) -> Case:
    one = replace(pen.entity(), name=Named(f"Подъём и съёмка {pen.chance.choice(_BEGIN)}{pen.chance.choice(_END)}", "", ""))
    other = one.name.ru.replace("ъ", "ь").replace("ё", "е")
    return Case("ъ, ё and the like, phone", True, (_sheet(one), _sheet(one, name=f"{one.form} {other}", emails="", address="")))


def _doubled(pen: Pen) -> Case:
    one = replace(pen.entity(), name=_kazakh_name(pen))
    word = one.name.ru.split()[0]
    place = pen.chance.randrange(2, len(word))
    wrong = one.name.ru.replace(word, word[:place] + word[place - 1] + word[place:], 1)
    return Case("doubled letter, both contacts", True, (_sheet(one), _sheet(one, name=f"{one.form} «{wrong}»", head="", address="")))


def _english(pen: Pen) -> Case:
    one = replace(pen.entity(), name=_kazakh_name(pen))
    rows = (_sheet(one, name="", name_kk=f"«{one.name.kk}»"), _sheet(one, name="", name_en=one.name.en, phones="", head="", address=""))
    return Case("Kazakh and Latin, e-mail", True, rows)


def _site(pen: Pen) -> Case:
    one = pen.entity()
    site = f"s{one.bin[-6:]}.example"
    return Case("same name, site only", True, (_sheet(one, site=f"www.{site}"), _sheet(one, site=f"https://{site}/", phones="", emails="", head="", address="")))


def _townless(pen: Pen) -> Case:
    one = pen.entity()
    second = pen.number(one.town)
    return Case("no town, one of two phones", True, (_sheet(one, phones=f"{second}; {one.phone}"), _sheet(one, town="", emails="", address="")))


def _capital(pen: Pen) -> Case:
    one = pen.entity(region="г. Астана", town="Астана")
    return Case("former name of the town, e-mail", True, (_sheet(one), _sheet(one, region="г. Нур-Султан", town="Нур-Султан", phones="", head="")))


def _kazakh_form(pen: Pen) -> Case:
    one = replace(pen.entity(form="ОФ"), name=_kazakh_name(pen))
    return Case("Kazakh form after the name, phone", True, (_sheet(one), _sheet(one, name=f"«{one.name.kk}» қоғамдық қоры", emails="", head="")))


def _chain(pen: Pen) -> Case:
    one = pen.entity()
    other = pen.number(one.town)
    rows = (_sheet(one, emails="", head=""), _sheet(one, phones=f"{one.phone}, {other}", head="", address=""), _sheet(one, phones=other, address=""))
    return Case("chain of three", True, rows)


def _cut(pen: Pen) -> Case:
    one = replace(pen.entity(), name=Named(pen.chance.choice(_ABOUT)[0], "", ""))
    return Case("name cut off, both contacts", True, (_sheet(one), _sheet(one, name=f"{one.form} «{one.name.ru[:-4]}»", head="")))


def _zero(pen: Pen) -> Case:
    one = pen.entity()
    while not one.bin.startswith("0"):
        one = replace(one, bin=pen.business_number())
    return Case("BIN without its zero", True, (_sheet(one, bin=one.bin), _sheet(one, bin=one.bin[1:], phones="", emails="", head="", address="")))


def _named_after(pen: Pen) -> Case:
    who = pen.chance.choice(("Ахмета Байтурсынова", "Динары Асановой", "Павла Васильева", "Каныша Сатпаева"))
    one = replace(pen.entity(), name=Named(f"Библиотека имени {who} {pen.chance.choice(_BEGIN)}", "", ""))
    rows = (_sheet(one, bin=one.bin), _sheet(one, name=one.name.ru.replace("имени", "им."), bin=one.bin, phones=pen.number(one.town), emails=""))
    return Case("им. and имени, BIN", True, rows)


def _english_bin(pen: Pen) -> Case:
    one = pen.entity()
    about = pen.chance.choice(_ABOUT)
    one = replace(one, name=Named(*about))
    return Case("English and Russian, BIN and phone", True, (_sheet(one, bin=one.bin), _sheet(one, name="", name_en=about[2], bin=one.bin, emails="", head="")))


def _formerly(pen: Pen) -> Case:
    one = pen.entity()
    return Case("former name, phone", True, (_sheet(one), _sheet(one, name=f"{one.form} «{pen.new_name().ru}»", former_name=f"ранее «{one.name.ru}»", emails="")))


def _moved_quietly(pen: Pen) -> Case:
    one = pen.entity()
    region, town = pen.elsewhere(one)
    return Case("moved, no BIN, e-mail and head", True, (_sheet(one), _sheet(one, region=region, town=town, phones=pen.number(town), address="")))


def _newer(pen: Pen) -> Case:
    one = pen.entity()
    rows = (_sheet(one, verified="2024-05-01"), _sheet(one, verified="2026-02-01", phones=pen.number(one.town), emails=f"new.{one.email}"))
    return Case("new contacts, head and address", True, rows)


def _districts(pen: Pen) -> Case:
    one = pen.entity(region="г. Алматы", town="Алматы")
    first, second = pen.chance.sample(("Бостандыкского", "Медеуского", "Турксибского", "Жетысуского", "Алатауского"), 2)
    other = pen.entity(region=one.region, town=one.town, form=one.form, email=one.email)
    rows = (_sheet(one, name=f"Совет ветеранов {first} района"), _sheet(other, name=f"Совет ветеранов {second} района"))
    return Case("two districts, one e-mail", False, rows)


def _ordinals(pen: Pen) -> Case:
    one = pen.entity()
    what = pen.chance.choice(("детский хоспис", "народный университет", "дом дружбы"))
    other = pen.entity(region=one.region, town=one.town, form=one.form, phone=one.phone)
    return Case("first and second, one phone", False, (_sheet(one, name=f"Первый {what}"), _sheet(other, name=f"Второй {what}")))


def _romans(pen: Pen) -> Case:
    one = pen.entity()
    other = pen.entity(region=one.region, town=one.town, form=one.form, phone=one.phone, email=one.email, head=one.head)
    name = pen.chance.choice(_BEGIN) + pen.chance.choice(_END)
    return Case("Roman numbers, all contacts", False, (_sheet(one, name=f"Лига {name} I"), _sheet(other, name=f"Лига {name} II")))


def _years(pen: Pen) -> Case:
    one = pen.entity()
    other = pen.entity(region=one.region, town=one.town, form=one.form, phone=one.phone)
    name = pen.chance.choice(_BEGIN) + pen.chance.choice(_END)
    return Case("years in the name, one phone", False, (_sheet(one, name=f"Хор «{name}-2005»"), _sheet(other, name=f"Хор «{name}-2015»")))


def _letters(pen: Pen) -> Case:
    one = pen.entity()
    other = pen.entity(region=one.region, town=one.town, form=one.form, phone=one.phone, email=one.email)
    name = pen.chance.choice(_BEGIN) + pen.chance.choice(_END)
    return Case("letters in the name, both contacts", False, (_sheet(one, name=f"Группа взаимопомощи {name} А"), _sheet(other, name=f"Группа взаимопомощи {name} Б")))


def _wider(pen: Pen) -> Case:
    one = pen.entity()
    other = pen.entity(region=one.region, town=one.town, form=one.form, phone=one.phone, email=one.email)
    name = pen.chance.choice(_BEGIN) + pen.chance.choice(_END)
    return Case("a word more, both contacts", False, (_sheet(one, name=f"Клуб дзюдо {name}"), _sheet(other, name=f"Клуб дзюдо и самбо {name}")))


def _parents(pen: Pen) -> Case:
    one = pen.entity()
    other = pen.entity(region=one.region, town=one.town, form=one.form, phone=one.phone)
    name = pen.chance.choice(_BEGIN) + pen.chance.choice(_END)
    return Case("fathers and mothers, one phone", False, (_sheet(one, name=f"Союз отцов {name}"), _sheet(other, name=f"Союз матерей {name}")))


def _accountant(pen: Pen) -> Case:
    one = pen.entity()
    other = pen.entity(region=one.region, town=one.town, phone=one.phone, email=one.email)
    return Case("one accountant's phone and e-mail", False, (_sheet(one), _sheet(other)))


def _hub(pen: Pen) -> Case:
    one = replace(pen.entity(), name=_kazakh_name(pen))
    other = replace(pen.entity(region=one.region, town=one.town, phone=one.phone), name=Named(*pen.chance.choice(_ABOUT)))
    return Case("two languages, one hub's phone", False, (_sheet(one, name="", name_kk=one.name.kk), _sheet(other)))


def _namesakes(pen: Pen) -> Case:
    one = pen.entity()
    other = pen.entity(name=one.name, region=one.region, town=one.town, form=one.form)
    return Case("namesakes in one town, no BIN", False, (_sheet(one), _sheet(other)))


def _email_above(pen: Pen) -> Case:
    one = pen.entity()
    other = pen.entity(region=one.region, town=one.town, email=one.email)
    return Case("e-mail of the row above", False, (_sheet(one), _sheet(other)))


def _federation(pen: Pen) -> Case:
    one = pen.entity()
    region, town = pen.elsewhere(one)
    other = pen.entity(region=region, town=town, email=one.email, form=one.form)
    rows = (_sheet(one, bin=one.bin), _sheet(other, name=f"{one.form} «{one.name.ru}»", bin=other.bin))
    return Case("federation and member, one e-mail", False, rows)


def _same_town_branch(pen: Pen) -> Case:
    one = pen.entity()
    other = pen.entity(region=one.region, town=one.town, email=one.email, form=one.form)
    rows = (_sheet(one, bin=one.bin), _sheet(other, name=f"Представительство {one.form} «{one.name.ru}»", bin=one.bin))
    return Case("branch office in the town, one BIN", False, rows)


def _asan(pen: Pen) -> Case:
    first, second = pen.chance.choice((("Асана", "Хасана"), ("Марата", "Мурата"), ("Каната", "Ханата"), ("Сабита", "Сабыра"), ("Айгерим", "Айкерим")))
    one = pen.entity()
    other = pen.entity(region=one.region, town=one.town, form=one.form, phone=one.phone)
    end = pen.chance.choice(_BEGIN) + pen.chance.choice(_END)
    return Case("two people's names, one phone", False, (_sheet(one, name=f"Фонд памяти {first} {end}"), _sheet(other, name=f"Фонд памяти {second} {end}")))


def _expert(pen: Pen, name: str, **other: str) -> dict[str, str]:
    town = pen.chance.choice(("Алматы", "Шымкент", "Павлодар", "Тараз", "Актобе"))
    about = pen.chance.choice(_ABOUT)[0]
    made = {
        "name": name, "town": town, "affiliation": about + pen.chance.choice(_WHOSE), "position": "консультант",
        "emails": f"u{pen.seed}.{pen.chance.randrange(10**9)}@post.example", "phones": pen.number(town),
    }
    return {**made, **other}


def _full(pen: Pen, woman: bool = False) -> tuple[str, str, str]:
    surname = pen.chance.choice(("Байсеит", "Жолбарыс", "Қуаныш", "Сейтқали", "Тұрлыбек", "Үсен")) + pen.chance.choice(("ов", "баев", "ұлов"))
    return (surname + "а" if woman else surname), pen.chance.choice(_WOMEN if woman else _MEN), pen.chance.choice(_FATHERS)


def _expert_initials_first(pen: Pen) -> Case:
    surname, given, father = _full(pen, woman=True)
    full = _expert(pen, f"{surname} {given} {father}евна")
    return Case("expert: initials first, all contacts", True, (full, {**full, "name": f"{given[0]}. {father[0]}. {surname}", "position": ""}), expert=True)


def _expert_latin(pen: Pen) -> Case:
    surname, given, father = _full(pen)
    full = _expert(pen, f"{surname} {given} {father}ович")
    rows = (full, {**full, "name": "", "name_en": _in_latin(f"{given} {surname}"), "affiliation": "", "phones": ""})
    return Case("expert: Latin name, e-mail", True, rows, expert=True)


def _expert_double(pen: Pen) -> Case:
    surname, given, father = _full(pen, woman=True)
    full = _expert(pen, f"{surname} {given} {father}евна")
    return Case("expert: double surname, e-mail", True, (full, {**full, "name": f"{surname}-Ковальчук {given} {father}евна", "phones": ""}), expert=True)


def _expert_copy(pen: Pen) -> Case:
    surname, given, _ = _full(pen)
    full = _expert(pen, f"{surname} {given}")
    return Case("expert: copied row", True, (full, dict(full)), expert=True)


def _expert_moved(pen: Pen) -> Case:
    surname, given, father = _full(pen)
    full = _expert(pen, f"{surname} {given} {father}ович", town="Алматы")
    return Case("expert: moved, new work, e-mail", True, (full, {**full, "town": "Тараз", "affiliation": "", "phones": pen.number("Тараз")}), expert=True)


def _expert_son(pen: Pen) -> Case:
    surname, given, _ = _full(pen)
    full = _expert(pen, f"{surname} {given}")
    son = _expert(pen, f"{surname} {given} {given}ович", town=full["town"], phones=full["phones"])
    return Case("expert: father and son, one phone", False, (full, son), expert=True)


def _expert_sisters(pen: Pen) -> Case:
    surname, _, father = _full(pen, woman=True)
    full = _expert(pen, f"{surname} Лаура {father}евна")
    sister = {**_expert(pen, f"{surname} Л. {father[0]}."), "affiliation": full["affiliation"], "phones": full["phones"], "town": full["town"]}
    return Case("expert: sisters, office and initials", False, (full, sister), expert=True)


def _expert_couple(pen: Pen) -> Case:
    surname, _, _ = _full(pen)
    full = _expert(pen, f"{surname} Б. К.")
    wife = _expert(pen, f"{surname}а Б. К.", town=full["town"], phones=full["phones"])
    return Case("expert: husband and wife, one phone", False, (full, wife), expert=True)


def _expert_namesakes(pen: Pen) -> Case:
    surname, given, _ = _full(pen)
    return Case("expert: namesakes, two towns", False, (_expert(pen, f"{surname} {given}", town="Алматы"), _expert(pen, f"{surname} {given}", town="Тараз")), expert=True)


_TEMPLATES: tuple[Callable[[Pen], Case], ...] = (
    _order, _joined, _hard_sign, _doubled, _english, _site, _townless, _capital, _kazakh_form, _chain, _cut, _zero, _named_after, _english_bin,
    _formerly, _moved_quietly, _newer, _districts, _ordinals, _romans, _years, _letters, _wider, _parents, _accountant, _hub, _namesakes,
    _email_above, _federation, _same_town_branch, _asan, _expert_initials_first, _expert_latin, _expert_double, _expert_copy, _expert_moved,
    _expert_son, _expert_sisters, _expert_couple, _expert_namesakes,
)  # fmt: skip


def draw(times: int, seed: int = SEED) -> list[Case]:
    """Every template so many times."""
    pen = Pen(seed, _name, _person, ("Бухар жырау", "Толе би", "Кабанбай батыра", "Лермонтова", "Кунаева", "Сейфуллина", "Тәуелсіздік"))
    return cases_of(pen, _TEMPLATES, times)

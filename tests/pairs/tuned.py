"""The half of the pairs that was looked at while the rules were made."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from tests.pairs.drawing import TOWNS, Case, Entity, Named, Pen, cases_of

__all__ = ["SEED", "draw"]

SEED = 20261
_FIRST = (
    ("Жарық", "Жарык", "Zharyk"), ("Алтын", "Алтын", "Altyn"), ("Жасыл", "Жасыл", "Zhasyl"), ("Биік", "Биик", "Biik"),
    ("Нұрлы", "Нурлы", "Nurly"), ("Мөлдір", "Молдир", "Moldir"), ("Қасиетті", "Касиетти", "Qasietti"), ("Асыл", "Асыл", "Asyl"),
    ("Туған", "Туган", "Tughan"), ("Кең", "Кен", "Keng"), ("Көк", "Кок", "Kok"), ("Ақ", "Ак", "Aq"),
    ("Қызыл", "Кызыл", "Qyzyl"), ("Таза", "Таза", "Taza"), ("Жаңа", "Жана", "Zhana"), ("Сұлу", "Сулу", "Sulu"), ("Ұлы", "Улы", "Uly"),
    ("Дарын", "Дарын", "Daryn"), ("Шуақты", "Шуакты", "Shuaqty"), ("Берік", "Берик", "Berik"), ("Сенімді", "Сенимди", "Senimdi"),
)
_SECOND = (
    ("дала", "дала", "Dala"), ("бұлақ", "булак", "Bulaq"), ("шаңырақ", "шанырак", "Shangyraq"), ("жол", "жол", "Zhol"),
    ("арна", "арна", "Arna"), ("көпір", "копир", "Kopir"), ("бесік", "бесик", "Besik"), ("таң", "тан", "Tang"),
    ("қанат", "канат", "Qanat"), ("керуен", "керуен", "Keruen"), ("мұра", "мура", "Mura"), ("өркен", "оркен", "Orken"),
    ("айна", "айна", "Aina"), ("жұлдыз", "жулдыз", "Zhuldyz"), ("сапар", "сапар", "Sapar"), ("әлем", "алем", "Alem"), ("орда", "орда", "Orda"),
    ("мектеп", "мектеп", "Mektep"), ("шырақ", "шырак", "Shyraq"), ("жайлау", "жайлау", "Zhailau"), ("бастау", "бастау", "Bastau"),
    ("көктем", "коктем", "Koktem"), ("саябақ", "саябак", "Sayabaq"), ("қоныс", "коныс", "Qonys"),
)
_KINDS = (
    ("Центр", "орталығы", "Centre"), ("Клуб", "клубы", "Club"), ("Общество", "қоғамы", "Society"), ("Союз", "одағы", "Union"),
    ("Ассоциация", "қауымдастығы", "Association"), ("Школа", "мектебі", "School"),
)
_OF = (
    ("многодетных матерей", "көпбалалы аналар", "Mothers of Many"), ("слабовидящих людей", "көзі нашар көретіндер", "Partially Sighted"),
    ("сельских библиотекарей", "ауыл кітапханашылары", "Village Librarians"), ("молодых журналистов", "жас журналистер", "Young Journalists"),
    ("защиты потребителей", "тұтынушыларды қорғау", "Consumer Protection"), ("фермеров и садоводов", "фермерлер мен бағбандар", "Growers"),
    ("родителей детей с аутизмом", "аутизмі бар балалар ата-аналары", "Parents of Autism"), ("ветеранов труда", "еңбек ардагерлері", "Veterans"),
    ("правовой помощи", "құқықтық көмек", "Legal Aid"), ("экологического просвещения", "экологиялық ағарту", "Environmental Education"),
    ("народных мастеров", "халық шеберлері", "Folk Masters"), ("донорства крови", "қан донорлығы", "Blood Donation"),
)
_DULL = str.maketrans("әғқңөұүіһӘҒҚҢӨҰҮІ", "агкноууихАГКНОУУИ")
_ROMAN = str.maketrans(dict(zip("абвгдезийклмнопрстубАБГДЕЖКМНСТ", "abvgdeziiklmnoprstubABGDEJKMNST", strict=True)) | {"ш": "sh", "я": "ya", "ж": "zh"})
_SURNAMES = ("Жумабеков", "Оспанов", "Ибраев", "Садыков", "Калиев", "Нурланов", "Тлеуов", "Бекенов", "Романов", "Лысенко", "Цой", "Мусин")
_GIVEN = ("Арман", "Ерлан", "Данияр", "Тимур", "Сергей", "Виктор", "Асхат", "Бауыржан", "Марат", "Павел")
_FATHERS = ("Болат", "Кайрат", "Серик", "Марат", "Иван", "Канат", "Ермек", "Петр")


def _name(chance: random.Random) -> Named:
    if chance.random() < 0.55:
        (kk, ru, en), (kk2, ru2, en2) = chance.choice(_FIRST), chance.choice(_SECOND)
        return Named(f"{ru} {ru2}", f"{kk} {kk2}", f"{en} {en2}")
    if chance.random() < 0.3:
        one = chance.choice(("Ай", "Гүл", "Нұр", "Бек", "Жан", "Күн", "Сар", "Тол", "Дос", "Ер", "Мей", "Қуан"))
        kk = one + chance.choice(("бек", "зат", "дана", "сая", "шолпан", "мерей", "арай", "дәурен", "мұрат", "тілек", "бота", "серік"))
        return Named(kk.translate(_DULL), kk, kk.translate(_DULL).translate(_ROMAN))
    (kind, kind_kk, kind_en), (of, of_kk, of_en) = chance.choice(_KINDS), chance.choice(_OF)
    more, more_kk = chance.choice((("", ""), ("Областной ", "Облыстық "), ("Новый ", "Жаңа "), ("Первый ", "Бірінші ")))
    first = f"{more}{kind.lower() if more else kind}"
    return Named(f"{first} {of}", f"{more_kk}{of_kk if more_kk else of_kk[:1].upper() + of_kk[1:]} {kind_kk}", f"{of_en} {kind_en}")


def _person(chance: random.Random) -> str:
    return f"{chance.choice(_SURNAMES)} {chance.choice(_GIVEN)} {chance.choice(_FATHERS)}ович"


def _row(one: Entity, **other: str) -> dict[str, str]:
    """A full row in Russian without a BIN; ``other`` replaces or empties fields."""
    made = {
        "name_ru": f"{one.form} «{one.name.ru}»", "region": one.region, "town": one.town, "phones": one.phone, "emails": one.email,
        "head": one.head, "address": one.address,
    }
    return {**made, **other}


def _misspelt(text: str, chance: random.Random) -> str:
    """One letter wrong in the longest word: left out, doubled, changed places, or another one."""
    word = max(text.split(), key=len)
    place = chance.randrange(1, len(word) - 1)
    way = chance.randrange(4)
    if way == 0:
        wrong = word[:place] + word[place + 1 :]
    elif way == 1:
        wrong = word[:place] + word[place] + word[place:]
    elif way == 2:
        wrong = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    else:
        wrong = word[:place] + chance.choice("аоиелнрст".replace(word[place], "")) + word[place + 1 :]
    return text.replace(word, wrong, 1)


def _typo(pen: Pen) -> Case:
    one = pen.entity()
    return Case("typing error, both contacts", True, (_row(one), _row(one, name_ru=_misspelt(one.name.ru, pen.chance), head="")))


def _typo_new_phone(pen: Pen) -> Case:
    one = pen.entity()
    wrong = f"«{_misspelt(one.name.ru, pen.chance)}»"
    return Case("typing error, new contacts", True, (_row(one), _row(one, name_ru=wrong, phones=pen.number(one.town), emails="")))


def _latin(pen: Pen) -> Case:
    one = pen.entity()
    (kk, ru, en), (kk2, ru2, en2) = pen.chance.choice(_FIRST), pen.chance.choice(_SECOND)
    name = Named(f"{ru} {ru2}", f"{kk} {kk2}", f"{en} {en2}")
    one = replace(one, name=name)
    rows = (_row(one), _row(one, name_ru="", name_en=name.en, emails="", head="", address=""))
    return Case("Latin letters, one contact", True, rows)


def _kazakh(pen: Pen) -> Case:
    one = pen.entity()
    (kk, ru, en), (kk2, ru2, en2) = pen.chance.choice(_FIRST), pen.chance.choice(_SECOND)
    one = replace(one, name=Named(f"{ru} {ru2}", f"{kk} {kk2}", f"{en} {en2}"))
    return Case("Kazakh letters, one contact", True, (_row(one), _row(one, name_ru="", name_kk=f"«{one.name.kk}»", phones="", head="")))


_FULL = {"ОФ": "Общественный фонд", "ОО": "Общественное объединение", "ЧУ": "Частное учреждение", "ОЮЛ": "Объединение юридических лиц"}


def _form(pen: Pen) -> Case:
    one = pen.entity()
    return Case("form written out, quotes", True, (_row(one, phones=""), _row(one, name_ru=f'{_FULL[one.form]} "{one.name.ru}"', address="")))


def _capitals(pen: Pen) -> Case:
    one = pen.entity()
    return Case("capitals, no form", True, (_row(one, emails=""), _row(one, name_ru=one.name.ru.upper(), head="")))


def _shortened(pen: Pen) -> Case:
    (kind, _, _), (of, _, _) = pen.chance.choice(_KINDS), pen.chance.choice(_OF)
    words = [kind, *of.split()]
    one = replace(pen.entity(), name=Named(" ".join(words), "", ""))
    if pen.chance.random() < 0.5 and len(words) > 2:
        short = "".join(word[0].upper() for word in words)
        return Case("acronym, both contacts", True, (_row(one), _row(one, name_ru=f"{one.form} «{short}»")))
    longest = max(words, key=len)
    short = " ".join(f"{word[:4]}." if word == longest else word for word in words)
    return Case("word abbreviated, both contacts", True, (_row(one), _row(one, name_ru=f"{one.form} «{short}»")))


def _language_bin(pen: Pen) -> Case:
    one = replace(pen.entity(), name=_described(pen))
    rows = (_row(one, bin=one.bin), _row(one, name_ru="", name_kk=one.name.kk, bin=one.bin, phones="", head=""))
    return Case("translated name, BIN", True, rows)


def _described(pen: Pen) -> Named:
    (kind, kind_kk, kind_en), (of, of_kk, of_en) = pen.chance.choice(_KINDS), pen.chance.choice(_OF)
    return Named(f"{kind} {of}", f"{of_kk[:1].upper()}{of_kk[1:]} {kind_kk}", f"{of_en} {kind_en}")


def _language_phone(pen: Pen) -> Case:
    one = replace(pen.entity(), name=_described(pen))
    return Case("translated name, one phone", True, (_row(one), _row(one, name_ru="", name_kk=one.name.kk, emails="", head="", address="")))


def _moved(pen: Pen) -> Case:
    one = pen.entity()
    region, town = pen.elsewhere(one)
    rows = (_row(one, bin=one.bin), _row(one, bin=one.bin, region=region, town=town, phones=pen.number(town), address=""))
    return Case("moved to another region, BIN", True, rows)


def _new_phone(pen: Pen) -> Case:
    one = pen.entity()
    return Case("new contacts, same head", True, (_row(one), _row(one, phones=pen.number(one.town), emails="", address="")))


def _only_bin(pen: Pen) -> Case:
    one = pen.entity()
    rows = (_row(one, bin=one.bin), _row(one, bin=one.bin, phones=pen.number(one.town), emails="", head=_person(pen.chance), address=""))
    return Case("same BIN, all else new", True, rows)


def _renamed(pen: Pen) -> Case:
    one = pen.entity()
    new = pen.new_name()
    rows = (_row(one, bin=one.bin), _row(one, name_ru=f"{one.form} «{new.ru}»", former_name=one.name.ru, bin=one.bin, phones=""))
    return Case("renamed, says so, BIN", True, rows)


def _renamed_silently(pen: Pen) -> Case:
    one = pen.entity()
    return Case("renamed, does not say so", True, (_row(one), _row(one, name_ru=f"{one.form} «{pen.new_name().ru}»", address="")))


def _copied(pen: Pen) -> Case:
    one = pen.entity()
    return Case("copied row", True, (_row(one, bin=one.bin), _row(one, bin=one.bin)))


def _branches(pen: Pen) -> Case:
    one = pen.entity()
    rows = [_row(one, bin=one.bin)]
    for region, town, _ in pen.chance.sample([place for place in TOWNS if place[0] != one.region], 2):
        word = pen.chance.choice(("", f"Филиал {one.form} ", ""))
        rows.append(
            _row(one, name_ru=f"{word}«{one.name.ru}»", bin=one.bin, region=region, town=town, phones=pen.number(town), emails="",
                 head=_person(pen.chance), address="")
        )  # fmt: skip
    return Case("branches of one BIN", False, tuple(rows))


def _two_towns(pen: Pen) -> Case:
    one = pen.entity()
    region, town = pen.elsewhere(one)
    return Case("same name, two towns", False, (_row(one), _row(pen.entity(name=one.name, region=region, town=town))))


def _namesakes(pen: Pen) -> Case:
    one = pen.entity()
    other = pen.entity(name=one.name, region=one.region, town=one.town, form=one.form)
    return Case("namesakes in one town, two BINs", False, (_row(one, bin=one.bin), _row(other, bin=other.bin)))


def _numbered(pen: Pen) -> Case:
    one = pen.entity()
    first, second = pen.chance.sample(("12", "21", "2", "22", "112"), 2)
    other = pen.entity(region=one.region, town=one.town, form=one.form)
    rows = (_row(one, name_ru=f"Совет школы-гимназии № {first}"), _row(other, name_ru=f"Совет школы-гимназии № {second}", phones=one.phone))
    return Case("numbered, one phone", False, rows)


def _parent(pen: Pen) -> Case:
    one = replace(pen.entity(), name=Named("Союз " + pen.chance.choice(_OF)[0], "", ""))
    child = pen.entity(region=one.region, town=one.town, form=one.form)
    return Case("parent and child, one phone", False, (_row(one), _row(child, name_ru=f"{one.form} «{one.name.ru} {one.town}»", phones=one.phone)))


def _centre(pen: Pen) -> Case:
    first = pen.entity()
    others = [pen.entity(region=first.region, town=first.town, phone=first.phone) for _ in range(4)]
    return Case("one phone of a resource centre", False, tuple(map(_row, (first, *others))))


def _sisters(pen: Pen) -> Case:
    one = pen.entity(form="ОФ")
    return Case("two forms of one name and head", False, (_row(one), _row(one, name_ru=f"ОО «{one.name.ru}»")))


def _almost(pen: Pen) -> Case:
    """Another word that is one letter away."""
    one, two = pen.chance.choice((("дала", "бала"), ("арна", "арша"), ("жол", "жел"), ("қанат", "қанағат"), ("таң", "тау"), ("керуен", "керуек")))
    first = pen.chance.choice(_FIRST)[0]
    mine = pen.entity(name=Named(f"{first} {one}", f"{first} {one}", ""))
    other = pen.entity(name=Named(f"{first} {two}", f"{first} {two}", ""), region=mine.region, town=mine.town, form=mine.form)
    return Case("another word, a letter away", False, (_row(mine), _row(other)))


def _copied_bin(pen: Pen) -> Case:
    one = pen.entity()
    other = pen.entity(region=one.region, town=one.town, bin=one.bin)
    return Case("BIN of the row above", False, (_row(one, bin=one.bin), _row(other, bin=other.bin)))


def _one_leader(pen: Pen) -> Case:
    one = pen.entity()
    other = pen.entity(region=one.region, town=one.town, head=one.head, phone=one.phone, address=one.address)
    return Case("one leader, phone and address", False, (_row(one), _row(other)))


def _expert(pen: Pen, name: str, **other: str) -> dict[str, str]:
    town = pen.chance.choice(("Алматы", "Астана", "Караганда", "Семей"))
    made = {
        "name_ru": name, "town": town, "affiliation": f"{pen.chance.choice(_KINDS)[0]} {pen.chance.choice(_OF)[0]}",
        "emails": f"e{pen.seed}.{pen.chance.randrange(10**9)}@mail.example", "phones": pen.number(town),
    }
    return {**made, **other}


def _full_name(pen: Pen) -> tuple[str, str, str]:
    surname = f"{pen.chance.choice(('Ал', 'Бек', 'Дос', 'Жан', 'Кен', 'Мур', 'Нур', 'Сар', 'Тол', 'Ша'))}{pen.chance.choice(('бек', 'гали', 'мурат', 'тай', 'хан'))}ов"
    return surname, pen.chance.choice(_GIVEN), pen.chance.choice(_FATHERS)


def _expert_initials(pen: Pen) -> Case:
    surname, given, father = _full_name(pen)
    full = _expert(pen, f"{surname} {given} {father}ович")
    short = {**full, "name_ru": f"{surname} {given[0]}. {father[0]}.", "phones": ""}
    return Case("expert: initials, e-mail and work", True, (full, short), expert=True)


def _expert_short(pen: Pen) -> Case:
    surname, given, father = _full_name(pen)
    full = _expert(pen, f"{surname} {given} {father}ович")
    return Case("expert: no patronymic, e-mail", True, (full, {**full, "name_ru": f"{given} {surname}", "affiliation": ""}), expert=True)


def _expert_kazakh(pen: Pen) -> Case:
    surname, given, father = _full_name(pen)
    full = _expert(pen, f"{surname} {given} {father}ович")
    rows = (full, {**full, "name_ru": "", "name_kk": f"{surname} {given} {father}ұлы", "phones": "", "affiliation": ""})
    return Case("expert: Kazakh patronymic, e-mail", True, rows, expert=True)


def _expert_two_provinces(pen: Pen) -> Case:
    surname, given, father = _full_name(pen)
    name = f"{surname} {given} {father}ович"
    return Case("expert: two provinces, nothing else", True, (_expert(pen, name), _expert(pen, name)), expert=True)


def _expert_married(pen: Pen) -> Case:
    surname, _, father = _full_name(pen)
    other, _, _ = _full_name(pen)
    given = pen.chance.choice(("Айгуль", "Динара", "Ольга", "Сауле"))
    first = _expert(pen, f"{surname}а {given} {father}овна")
    second = {**first, "name_ru": f"{other}а {given} {father}овна", "phones": ""}
    return Case("expert: new surname, one e-mail", True, (first, second), expert=True)


def _expert_brothers(pen: Pen) -> Case:
    surname, _, father = _full_name(pen)
    one, other = pen.chance.sample(_GIVEN, 2)
    first = _expert(pen, f"{surname} {one} {father}ович")
    second = {**_expert(pen, f"{surname} {other} {father}ович"), "phones": first["phones"], "affiliation": first["affiliation"]}
    return Case("expert: brothers, one office", False, (first, second), expert=True)


def _expert_fathers(pen: Pen) -> Case:
    surname, given, _ = _full_name(pen)
    one, other = pen.chance.sample(_FATHERS, 2)
    first = _expert(pen, f"{surname} {given} {one}ович")
    return Case("expert: other patronymic", False, (first, _expert(pen, f"{surname} {given} {other}ович", town=first["town"])), expert=True)


def _expert_surname(pen: Pen) -> Case:
    surname, _, _ = _full_name(pen)
    rows = tuple(_expert(pen, f"{surname} {initial}.", town="Алматы") for initial in pen.chance.sample("АБДЕМТ", 2))
    return Case("expert: same surname", False, rows, expert=True)


_TEMPLATES: tuple[Callable[[Pen], Case], ...] = (
    _typo, _typo_new_phone, _latin, _kazakh, _form, _capitals, _shortened, _language_bin, _language_phone, _moved, _new_phone, _only_bin,
    _renamed, _renamed_silently, _copied, _branches, _two_towns, _namesakes, _numbered, _parent, _centre, _sisters, _almost, _copied_bin,
    _one_leader, _expert_initials, _expert_short, _expert_kazakh, _expert_two_provinces, _expert_married, _expert_brothers,
    _expert_fathers, _expert_surname,
)  # fmt: skip


def draw(times: int, seed: int = SEED) -> list[Case]:
    """Every template so many times."""
    pen = Pen(seed, _name, _person, ("Абая", "Сатпаева", "Гоголя", "Жибек Жолы", "Достык", "Мира"))
    return cases_of(pen, _TEMPLATES, times)

"""Each check finds the fault it is for, and says nothing of what translators rightly write otherwise."""

from __future__ import annotations

import time

import pytest

from pipeline.model.findings import CellRef, Severity
from pipeline.model.slots import Slot
from pipeline.revision import NO_TERMS, Glossary, Pair, check_place, revise
from pipeline.revision.table import read_glossary
from pipeline.wording import say

PLACE = CellRef("translations/content.kk.po", cell="ngo-0001/mission")


def pair(source: str, target: str, lang: str, source_lang: str = "ru", field: str = "mission") -> Pair:
    return Pair(source, source_lang, target, lang, field, PLACE)  # type: ignore[arg-type]


def told(one: Pair, glossary: Glossary = NO_TERMS) -> set[str]:
    return {f"{finding.id} {finding.code}" for finding in revise(one, glossary)}


FAULTS = [
    ("STR-040 lost", "Всего {n} записей.", "Барлығы жазба бар.", "kk"),
    ("STR-040 added", "Всего записей.", "Барлығы {n} жазба бар.", "kk"),
    ("STR-041 tag", "Помогаем семьям.", "<b>Отбасыларға</b> көмектесеміз.", "kk"),
    ("STR-041 entity", "Помогаем семьям и школам.", "We help families&nbsp;and schools.", "en"),
    ("STR-042 changed", "Работаем с 2005 года.", "2006 жылдан бері жұмыс істейміз.", "kk"),
    ("STR-042 changed", "Собрали 1 500 тенге.", "We raised 1.5 tenge.", "en"),
    ("STR-042 changed", "Бюджет 2,5 млн тенге.", "A budget of 2.5 billion tenge.", "en"),
    ("STR-042 changed", "Дети 10–15 лет.", "10–16 жастағы балалар.", "kk"),
    ("STR-042 lost", "Работаем с 2005 года.", "Көптен бері жұмыс істейміз.", "kk"),
    ("STR-042 added", "Работаем давно.", "We have worked since 2005.", "en"),
    ("STR-042 changed", "Қалада 23 мектеп бар.", "В городе 32 школы.", "ru", "kk"),
    ("STR-043 changed", "Звоните: +7 727 250-00-17.", "Қоңырау шалыңыз: +7 727 250-00-71.", "kk"),
    ("STR-043 lost", "Звоните: 8 (727) 250-00-17.", "Бізге қоңырау шалыңыз.", "kk"),
    ("STR-043 added", "Звоните нам.", "Call us: +7 701 555 0142.", "en"),
    ("STR-044 changed", "Наш сайт: omir-kz.example.", "Сайтымыз: omir.example.", "kk"),
    ("STR-044 changed", "Пишите: info@omir.example.", "Жазыңыз: info@omyr.example.", "kk"),
    ("STR-044 lost", "Пишите на https://omir.example/help сюда.", "Write to us here.", "en"),
    ("STR-045 two-alphabets", "Поддержка НПО.", "ҮEҰ қолдау көрсетеді.", "kk"),
    ("STR-045 two-alphabets", "Поддержка НПО.", "Support for NGОs.", "en"),
    ("STR-045 lone-letter", "Әр бала мектепте, отбасы да бірге.", "Каждый ребёнок в школе c семьёй.", "ru", "kk"),
    ("STR-045 old-font", "Помогаем детям села.", "Ауыл балаларына ќолдау көрсетеміз.", "kk"),
    ("STR-046 russian-words", "Даём советы для семей и детей.", "Советы для семей и детей.", "kk"),
    ("STR-046 no-kazakh-letters", "Бесплатно учим взрослых работать на компьютере каждый вечер до зимы.", "Ересектерди тегин компьютерде жумыс истеуге уйретемиз, куз бен кыс кештерде.", "kk"),
    ("STR-046 kazakh-words", "Ауыл балаларын оқытамыз.", "Ауыл балаларын қазақша оқытамыз бірге.", "ru", "kk"),
    ("STR-046 cyrillic", "Учим детей читать.", "We teach детей to read.", "en"),
    ("STR-046 latin", "Учим детей читать.", "We teach children to read every day.", "kk"),
    ("STR-047 same", "Ауыл балаларына сурет салуды үйретеміз.", "Ауыл балаларына сурет салуды үйретеміз.", "ru", "kk"),
    ("STR-048 double", "Учим детей читать.", "Балаларды оқуға  үйретеміз.", "kk"),
    ("STR-048 ends", "Учим детей читать.", "Балаларды оқуға үйретеміз. ", "kk"),
    ("STR-048 before-mark", "Учим детей, взрослых и семьи.", "Балаларды , ересектерді, отбасыларды оқытамыз.", "kk"),
    ("STR-048 before-mark", "Учим (бесплатно) читать.", "Балаларды ( тегін) оқуға үйретеміз.", "kk"),
    ("STR-049 bracket", "Учим (бесплатно) читать.", "Балаларды (тегін оқуға үйретеміз.", "kk"),
    ("STR-049 quote", "Ведём клуб «Слово» в селе.", "Ауылда «Сөз клубын жүргіземіз.", "kk"),
    ("STR-049 quote", "Ведём клуб «Слово» в селе.", "Ауылда „Сөз клубын жүргіземіз.", "kk"),
    ("STR-049 quote", "Ведём клуб «Слово» в селе.", "We run a “Word club in the village.", "en"),
    ("STR-049 end", "Учим детей читать.", "Балаларды оқуға үйретеміз", "kk"),
    ("STR-050 repeated", "Учим детей читать.", "We teach the the children to read.", "en"),
    ("STR-057 filler", "Помогаем семьям и школам", "TODO", "en"),
    ("STR-057 filler", "Помогаем семьям и школам", "n/a", "kk"),
]


@pytest.mark.parametrize(("wanted", "source", "target", "lang", "source_lang"), [(*fault, "ru")[:5] for fault in FAULTS])
def test_a_fault_is_told_once_and_nothing_else(wanted: str, source: str, target: str, lang: str, source_lang: str) -> None:
    assert told(pair(source, target, lang, source_lang)) == {wanted}


@pytest.mark.parametrize(("source", "target", "lang"), [
    ("Собрали 1 000 000 тенге.", "We raised 1,000,000 tenge.", "en"),
    ("Собрали 1\u00a0000\u00a0000 тенге.", "We raised 1 million tenge.", "en"),
    ("Бюджет 2,5 млн тенге.", "A budget of 2.5 million tenge.", "en"),
    ("Бюджет 2,5 млн тенге.", "Бюджеті 2 500 000 теңге.", "kk"),
    ("Удалось вернуть сто девять миллионов тенге.", "Builders got back 109 million tenge.", "en"),
    ("За двенадцать лет обучили сорок одну семью.", "In 12 years we trained 41 families.", "en"),
    ("Обучили 12 семей.", "Он екі отбасын оқыттық.", "kk"),
    ("Приём 06.09.2027 в школе.", "Surgery on 6 September 2027 at the school.", "en"),
    ("Приём с 17:00 до 19:00.", "Surgery from 5 to 7 p.m.", "en"),
    ("Песни девяностых записаны.", "Songs of the 1990s were recorded.", "en"),
    ("Книги XIX века.", "Books of the 19th century.", "en"),
    ("Работаем в 1998–2005 годах.", "1998—2005 жылдары жұмыс істедік.", "kk"),
    ("Звоните: 8 (727) 250-00-17.", "Қоңырау шалыңыз: +7 727 250 00 17.", "kk"),
    ("Сайт: https://www.omir.example/.", "Сайты: omir.example.", "kk"),
    ("Документы в формате PDF.", "Құжаттар PDF-ке, PDFтерге түседі.", "kk"),
    ("Лечим гепатит C и ведём IT-курсы.", "С гепатитін емдеп, IT-курстар өткіземіз.", "kk"),
    ("Ведём кружок «Жас Ұлан» для школьников.", "Мектеп оқушыларына «Жас Ұлан» үйірмесін өткіземіз.", "kk"),
    ("Учим: а) читать; б) писать.", "Үйретеміз: а) оқуды; б) жазуды.", "kk"),
    ("Скидка 50 % семьям.", "Отбасыларға 50 % жеңілдік.", "kk"),
    ("Проект „Шаг“ и «Дом».", "The “Step” and ‘Home’ projects.", "en"),
    ("Играем и читаем.", "Ойнаймыз да, оқимыз да, жол-жолымен.", "kk"),
])
def test_what_is_rightly_written_otherwise_is_left_alone(source: str, target: str, lang: str) -> None:
    assert told(pair(source, target, lang)) == set()


@pytest.mark.parametrize(("source", "target", "lang", "field"), [
    ("Богданова Марина", "Богданова Марина", "kk", "head"),
    ("директор", "директор", "kk", "head_role"),
    ("Green Way", "Green Way", "kk", "name"),
    ("ул. Строителей, 157, оф. 117", "Құрылысшылар көш., 157, 117-кеңсе", "kk", "address"),
    ("мкр. Жетысу-2, 70, 1 этаж", "Ground floor, 70 Zhetysu-2 microdistrict", "en", "address"),
    ("Слово и дело", "Слово и дело", "kk", "name"),
])
def test_names_may_be_the_same_in_two_languages(source: str, target: str, lang: str, field: str) -> None:
    assert told(pair(source, target, lang, field=field)) == set()


def test_wrong_facts_block_and_taste_does_not() -> None:
    """Only a placeholder, a number, a phone or a link that says something else keeps a book from the printer."""
    severities = {
        f"{finding.id} {finding.code}": finding.severity
        for wanted, source, target, lang, *own in FAULTS for finding in revise(pair(source, target, lang, *own))
    }
    assert {code for code, severity in severities.items() if severity is Severity.ERROR} == {
        "STR-040 lost", "STR-040 added", "STR-042 changed", "STR-043 changed", "STR-043 added", "STR-044 changed",
    }
    assert severities["STR-049 end"] is severities["STR-048 double"] is Severity.INFO


def test_a_finding_tells_key_text_and_translation() -> None:
    (finding,) = revise(pair("Работаем с 2005 года.", "2006 жылдан бері жұмыс істейміз.", "kk"))
    assert (finding.place, finding.before, finding.after) == (PLACE, "Работаем с 2005 года.", "2006 жылдан бері жұмыс істейміз.")
    assert str(finding.message) == "The text says 2005, the translation 2006."


def by_letters(text: str) -> float:
    return len(text) * 0.5


@pytest.mark.parametrize(("source", "target", "lang", "code"), [
    ("Учим детей читать. " * 6, "Балаларды оқуға үйретеміз. " * 14, "kk", {"STR-052 longer"}),
    ("Учим детей читать. " * 12, "Балаларды оқимыз.", "kk", {"STR-052 shorter"}),
    ("We teach children to read. " * 4, "Учим детей читать и писать по вечерам. " * 4, "ru", set()),
    ("We teach children to read. " * 4, "Учим детей читать и писать в школе по вечерам каждый день. " * 4, "ru", set()),  # Russian is longer
    ("Учим детей читать и писать в школе по вечерам каждый день. " * 4, "We teach children to read. " * 4, "en", set()),
    ("директор", "басқарма төрағасы және бас директор", "kk", set()),
])
def test_length_is_measured_in_type(source: str, target: str, lang: str, code: set[str]) -> None:
    source_lang = "en" if source.isascii() else "ru"
    found = revise(Pair(source.strip(), source_lang, target.strip(), lang, "mission", PLACE), NO_TERMS, by_letters)  # type: ignore[arg-type]
    assert {f"{finding.id} {finding.code}" for finding in found} == code


@pytest.mark.parametrize(("slot", "code"), [
    (Slot(lines=4, fits=6, page=8, most=30), set()),
    (Slot(lines=8, fits=6, page=8, most=30), set()),  # what follows moves within its page
    (Slot(lines=9, fits=6, page=8, most=30), {"beyond-page"}),
    (Slot(lines=31, fits=6, page=8, most=30), {"beyond-column"}),
    (Slot(lines=2, fits=0, page=0, most=0), set()),  # the rest of the entry has outgrown its place
])
def test_lines_are_told_that_the_place_has_not(slot: Slot, code: set[str]) -> None:
    found = revise(pair("Учим детей.", "Балаларды үйретеміз.", "kk"), slot=slot)
    assert {finding.code for finding in found} == code


def test_the_lines_are_those_of_the_place() -> None:
    [beyond] = check_place(pair("Учим детей.", "Балаларды үйретеміз.", "kk"), Slot(lines=9, fits=6, page=8, most=30))
    assert say(beyond.message, "en") == "The translation takes 9 lines where 6 fit; what follows moves to another page, or closer together."
    assert beyond.hint is not None
    assert say(beyond.hint, "en") == "Shortened by 3 lines it leaves the pages as they are."
    [beyond] = check_place(pair("Учим детей.", "Балаларды үйретеміз.", "kk"), Slot(lines=31, fits=6, page=8, most=30))
    assert say(beyond.message, "en") == "The translation takes 31 lines; beside the rest of its entry a column holds 30."


TABLE = """kk;ru;en;kk_stem;ru_stem;en_stem;kk_forbidden;ru_forbidden;en_forbidden;note
қоғамдық қор;общественный фонд;public foundation;;обществен фонд;;;;public fund.;
қор;фонд;foundation;;;;;;;
мүгедектігі бар адам;человек с инвалидностью;person with a disability;мүгедектігі бар;с инвалидност;with a disabilit|with disabilit/disabled;;инвалид.|инвалиды.|инвалидов.;;
ерікті;волонтёр;volunteer;ерікті|волонтер;;;;;;
"""


@pytest.mark.parametrize(("source", "target", "lang", "codes"), [
    ("Деньги общественного фонда.", "Қоғамдық қордың ақшасы.", "kk", set()),
    ("Деньги общественного фонда.", "Қауымдық қордың ақшасы.", "kk", {"STR-051 other-term"}),
    ("Деньги общественных фондов.", "Money of public foundations.", "en", set()),
    ("Деньги общественных фондов.", "Money of public funds and foundations.", "en", {"STR-051 other-term"}),
    ("Деньги общественного фонда.", "Money of a public fund.", "en", {"STR-051 other-term", "STR-051 forbidden"}),
    ("Волонтеры школы.", "Мектеп волонтерлері.", "kk", set()),
    ("Мүгедектігі бар балаларға көмек.", "Помощь детям с инвалидностью.", "ru", set()),
    ("Мүгедектігі бар балаларға көмек.", "Помощь детям инвалидов.", "ru", {"STR-051 other-term", "STR-051 forbidden"}),
    ("Помощь детям с инвалидностью.", "Help for disabled children.", "en", set()),
    ("Охрана природы.", "Табиғатты қорғау.", "kk", set()),
    ("Табиғатты қорғау.", "Охрана природы.", "ru", set()),  # қор, a short word, is none within қорғау
    ("Қорлардың ақшасы.", "Деньги касс.", "ru", {"STR-051 other-term"}),
])
def test_the_glossary_goes_by_stems(source: str, target: str, lang: str, codes: set[str]) -> None:
    glossary, findings = read_glossary(TABLE, "glossary.csv")
    assert not findings
    assert told(pair(source, target, lang, "kk" if lang == "ru" else "ru"), glossary) == codes


def test_names_are_not_held_against_the_glossary() -> None:
    glossary, _ = read_glossary(TABLE, "glossary.csv")
    assert told(pair("Общество инвалидов", "Общество инвалидов", "ru", "kk", "name"), glossary) == set()


@pytest.mark.parametrize(("table", "codes"), [
    ("kk,ru,en\nқор,,\n", ["too-few"]),
    ("kk\tru\tnotes\nқор\tфонд\tх\n", ["column"]),
    ("\ufeffKK;RU\r\nқор;фонд\r\nқор;касса\r\n", ["twice"]),
    ("kk;ru;ru_stem\nқор;фонд;касс\n", ["stem"]),
    ("kk;ru\n\n;\n", []),
    ("", []),
])
def test_a_row_that_says_nothing_is_told(table: str, codes: list[str]) -> None:
    assert [finding.code for finding in read_glossary(table, "glossary.csv")[1]] == codes


def test_marks_that_nobody_closes_take_no_time() -> None:
    """Each was looked for to the end of the text: 200,000 took a minute."""
    began = time.process_time()
    revise(Pair("Учим детей.", "ru", "«" * 100_000, "kk", "mission", CellRef("a.po")))
    assert time.process_time() - began < 5


def test_a_quotation_mark_that_nobody_closes_swallows_no_terms() -> None:
    table = 'kk;ru;en\n"қор;фонд;fund\nодақ;союз;union\n'
    assert [term.words["en"] for term in read_glossary(table, "glossary.csv")[0].terms] == ["fund", "union"]


SAID_OFTENER = [
    ("Учим 36 детей.", "36 баланы, иә, 36 баланы оқытамыз.", "added", "The translation says 36 more often than the text does."),
    ("Учим 36 детей в 36 школах.", "36 баланы оқытамыз.", "lost", "The text says 36 more often than the translation does."),
    ("Учим детей.", "36 баланы оқытамыз.", "added", "The translation says 36, the text does not."),
]


@pytest.mark.parametrize(("source", "target", "code", "sentence"), SAID_OFTENER)
def test_a_number_that_both_have_is_not_said_to_be_missing(source: str, target: str, code: str, sentence: str) -> None:
    finding = next(one for one in revise(pair(source, target, "kk")) if one.id == "STR-042")
    assert (finding.code, say(finding.message, "en")) == (code, sentence)
    assert finding.hint is not None
    assert "Copy it from the text" not in say(finding.hint, "en")

"""A small made-up edition in Kazakh: 21 organisations of three regions, five experts. Names, numbers and addresses are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from pipeline import book, compose, stock, typeset
from pipeline.design import Design, read_design
from pipeline.doors.pdf import DocumentFacts, FontNeeds, merge_needs
from pipeline.drawing import Pressroom
from pipeline.entries import Entry
from pipeline.galley_store import NoGalleyStore
from pipeline.localise import bucket, dictionary_path, labels, sort_key
from pipeline.memory import Memory
from pipeline.model.edition import Edition, Party
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.findings import CellRef
from pipeline.model.galley import FontFace
from pipeline.model.inks import IN_BLACK, Inks
from pipeline.model.listings import Region
from pipeline.model.localised import (
    LocalArea,
    LocalExpert,
    Localised,
    LocalListing,
    LocalOrganisation,
    LocalPerson,
    LocalPhone,
    LocalSocial,
    LocalText,
    LocalTopic,
)

LANG: Lang = "kk"
KAZAKH_LETTERS = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
TRIM_MM = (148.0, 210.0)
BLEED_MM = 3.0


def in_all(text: str) -> dict[Lang, str]:
    return dict.fromkeys(LANGUAGES, text)


EDITION = Edition(
    id="small", title=in_all("Шағын анықтамалық"), subtitle=in_all("Сынақ басылымы"), number=1, impression=1, data_date=date(2026, 11, 1),
    plans_year=2027, languages=("kk",), staff_language="ru", design="pocket", trim_mm=TRIM_MM, paper=in_all("офсеттік"), print_run=100,
    printer_profile="house", page_multiple=4, isbn=in_all("978-601-0000-00-0"), udc="061", bbk="66",
    publisher=Party(in_all("Сынақ баспасы"), in_all("publisher.example")), printer=Party(in_all("Сынақ баспаханасы"), in_all("printer.example")),
    place=in_all("Алматы"), required_coverage={},
)
REGIONS = {
    "KZ-75": Region("KZ-75", in_all("Алматы қаласы"), in_all("Алматы")),
    "KZ-35": Region("KZ-35", in_all("Қарағанды облысы"), in_all("Қарағанды")),
    "KZ-62": Region("KZ-62", in_all("Солтүстік Қазақстан облысы"), in_all("Солтүстік Қазақстан")),
}
NAMES = (
    "Әділет жолы", "Ғылым және қоғам", "Қайырлы таң", "Көмек қолы", "Өнерлі өлке", "Ұлы дала мұрасы", "Үміт сәулесі", "Үміт алауы",
    "Жасыл қала", "Бала қуанышы", "Тең мүмкіндік", "Сенім арқауы", "Дос пейіл", "Таза су", "Абысын-ажын", "Еңбек пен ерлік",
    "Зейін", "Игілік", "Мейірім шуағы", "Нұрлы жол", "Тәлімгер",
)
PEOPLE = (
    "Әлімбаева Гүлнұр", "Қасымов Ерлан", "Өтегенова Сәуле", "Жұмағұлов Дәурен", "Сейітова Айгерім", "Төлегенов Бауыржан", "Нұрпейісова Мадина",
)
TOWNS = {"KZ-75": ("Алматы",), "KZ-35": ("Қарағанды", "Теміртау"), "KZ-62": ("Петропавл",)}
AREAS = ("балалар мен жастар", "экология", "құқық қорғау", "мәдениет және өнер", "денсаулық сақтау")
SENTENCES = (
    "Ұйым ауыл балаларына арналған үйірмелер ашып, ұстаздарды жаңа әдістермен таныстырады.",
    "Тұрғындардың өтініштерін қабылдап, мемлекеттік мекемелермен хат алмасуға көмектеседі.",
    "Еріктілер өзен жағалауын тазартып, ағаш отырғызады және нәтижесін жариялап отырады.",
    "Мүмкіндігі шектеулі жандарды жұмысқа орналастыру жөнінде жергілікті кәсіпкерлермен келісім жасайды.",
    "Қарттарға үйінде күтім көрсетіп, дәрігерге барар жолда бірге жүреді.",
)
RUSSIAN = "Организация ведёт бесплатные занятия для подростков и публикует ежегодный отчёт о расходовании пожертвований."


def local(text: str, lang: Lang = LANG) -> LocalText:
    return LocalText(text, lang, lang != LANG)


def numbers(at: int, *, press: bool) -> tuple[LocalPhone, ...]:
    office = LocalPhone(f"+7\u00a07212\u00a030\u00a0{at:02}\u00a040", f"7721230{at:02}40", "office")
    own = LocalPhone(f"+7\u00a0701\u00a0000\u00a0{at:02}\u00a011", f"7701000{at:02}11", "mobile", is_press=press)
    return (own, office) if press else (office,)


def organisation(at: int) -> LocalOrganisation:
    code = ("KZ-75", "KZ-35", "KZ-35", "KZ-62")[at % 4]
    name, region = NAMES[at], REGIONS[code]
    town = TOWNS[code][at % len(TOWNS[code])]
    mission = " ".join(SENTENCES[(at + step) % len(SENTENCES)] for step in range(1 + at % 4))
    head = LocalPerson(local(PEOPLE[at % len(PEOPLE)]), local("төраға"))
    press = LocalPerson(local(PEOPLE[(at + 3) % len(PEOPLE)]), local("баспасөз хатшысы")) if at % 3 else None
    cells = {field: CellRef("a.xlsx", "ҮЕҰ", f"{letter}{at + 5}") for field, letter in (("name", "B"), ("mission", "M"))}
    return LocalOrganisation(
        id=f"ngo-{at + 1:04}", region=region, region_name=region.names[LANG], region_short=region.short[LANG], name=local(name), quoted=f"«{name}»", display=f"«{name}» ҚҚ",
        sort_key=sort_key(name, LANG), bucket=bucket(name, LANG), source=CellRef("a.xlsx", "ҮЕҰ", f"A{at + 5}"), sent_in=LANG, form="ОФ",
        form_short="ҚҚ", form_full="қоғамдық қор", acronym=local("".join(word[0] for word in name.upper().split()) + "Қ") if at % 5 == 0 else None,
        former_name=local(f"Бұрынғы {name}") if at % 7 == 1 else None, founded=str(2000 + at), town=local(town),
        address=local(f"1000{at:02}, {town} қ., Сынақ көш., {at + 1}"), phones=numbers(at, press=press is not None),
        emails=(f"info@ngo{at}.example",), site=f"ngo{at}.example", social=(LocalSocial("instagram", "Instagram", f"ngo_{at}"),), head=head,
        press=press, mission=local(RUSSIAN, "ru") if at % 6 == 2 else local(mission), areas=tuple(
            LocalArea(f"area-{number}", local(AREAS[number])) for number in sorted({at % 5, at % 3})
        ), plans=local(SENTENCES[(at + 2) % len(SENTENCES)]) if at % 2 else None, languages=("қазақша", "орысша"), cells=cells,
    )


def expert(at: int) -> LocalExpert:
    name = ("Ізтілеуов Һамза", "Баймұратова Ләззат", "Қонысбаев Өмір", "Шүкірова Ақбота", "Ахметов Ғани")[at]
    return LocalExpert(
        id=f"exp-{at + 1:04}", name=local(name), sort_key=sort_key(name, LANG), bucket=bucket(name, LANG),
        source=CellRef("e.xlsx", "Сарапшылар", f"A{at + 4}"), sent_in=LANG, position=local("зерттеуші"), affiliation=local("«Әділет жолы» қоры"),
        affiliation_id="ngo-0001", topics=(LocalTopic("rights", local("құқық")), LocalTopic("media", local("медиа")))[: 1 + at % 2],
        languages=("қазақша",), town=local("Алматы"), phones=numbers(40 + at, press=False), emails=(f"e{at}@expert.example",),
        on_camera=at % 2 == 0, cv=local(" ".join(SENTENCES[: 2 + at % 3])),
    )


def listings() -> list[LocalListing]:
    return [*(organisation(at) for at in range(len(NAMES))), *(expert(at) for at in range(5))]


def due_indexes(listing: LocalListing) -> list[str]:
    """The indexes that must list it, by what it has."""
    if isinstance(listing, LocalExpert):
        return ["index-people", "index-topics", "index-places"]
    due = ["index-organisations", "index-areas", "index-places", "index-people"]
    return [*due, "index-acronyms"] if listing.acronym or listing.former_name else due


FRONT = {
    "colophon": "# Шығыс деректері\n\nISBN {isbn}\n",
    "foreword": "# Алғы сөз\n\nӘріптер: Ә Ғ Қ Ң Ө Ұ Ү Һ І, ә ғ қ ң ө ұ ү һ і.\n",
    "howto": "# Қалай пайдалану керек\n\nМысал:\n",
    "correction": "# Түзету\n\n- Аты\n- Телефоны\n",
}


@dataclass(frozen=True)
class SmallBook:
    """The edition made once, with all it was made of."""

    listings: list[LocalListing]
    composing: compose.Composing
    design: Design
    faces: tuple[FontFace, ...]
    made: book.MadeBook
    count: typeset.TypesetCount

    @property
    def needs(self) -> FontNeeds:
        return merge_needs(self.made.pages)

    @property
    def facts(self) -> DocumentFacts:
        created = datetime(2026, 11, 1, 12, tzinfo=UTC)
        return DocumentFacts("Шағын анықтамалық", "Сынақ & баспасы", LANG, created, "guide-pipeline test")

    @property
    def guides(self) -> dict[str, str]:
        return {block.listing: block.guide for section in self.made.sections for block in section.blocks if block.listing}


@cache
def faces() -> tuple[FontFace, ...]:
    return stock.load_faces()


@cache
def design(inks: Inks = IN_BLACK) -> Design:
    return read_design("pocket", stock.read_design_texts("pocket"), TRIM_MM, BLEED_MM, inks=inks)


def typesetting(inks: Inks = IN_BLACK) -> typeset.Typesetting:
    return typeset.Typesetting(design(inks).sheets, faces(), {"kk": str(dictionary_path("kk"))}, "test")


def composing() -> compose.Composing:
    return compose.Composing(LANG, EDITION, labels(LANG), design().templates, sort_key, bucket, FRONT)


def entries() -> list[Entry]:
    words = composing()
    return [Entry(Localised(one, {}, (), ()), compose.entry_block(one, words), compose.terms_of(one, words)) for one in listings()]


@cache
def small_book(inks: Inks = IN_BLACK) -> SmallBook:
    typesetter = typeset.Typesetter(typesetting(inks), NoGalleyStore())
    pressroom = Pressroom(design().geometry, Memory(None), LANG)
    made = book.make_book(entries(), composing(), design(inks), typesetter, pressroom, {"isbn": "978-601-0000-00-0"}, EDITION.page_multiple)
    return SmallBook(listings(), composing(), design(inks), faces(), made, typesetter.count)

"""What holds of any cell: nothing is invented, nothing is lost, and what was printed once is printed so again."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import date, timedelta

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.findings import CellRef
from pipeline.model.source import CellKind
from pipeline.normalise.bins import read_bin
from pipeline.normalise.check_digits import check_digit
from pipeline.normalise.dates import parse_date, read_day, read_year
from pipeline.normalise.dialling import kazakh
from pipeline.normalise.email_cells import PROVIDERS, split_emails
from pipeline.normalise.emails import is_address, read_address
from pipeline.normalise.gazetteer import find_town
from pipeline.normalise.iins import without_persons_numbers
from pipeline.normalise.misread import mended_encoding
from pipeline.normalise.phones import PhoneCell, local_code, read_phones
from pipeline.normalise.site_texts import printed_site
from pipeline.normalise.trail import Trail

TOWNS = ("Алматы", "Астана", "Шымкент", "Павлодар", "Сарыагаш", "Степногорск", "")
CODES = ("727", "7172", "7252", "7182", "72537", "71645", "701", "707", "747", "775", "776")
LABELS = ("", "тел. ", "тел:", "факс ", "моб.", "приёмная: ", "WhatsApp ", "қабылдау ", "call-центр ", "каб. 105, ", "с 9.00 до 18.00 ", "№ 2 ")
MARKS = ("-", " ", "", ".", " - ", "–")
BETWEEN = (", ", "; ", "\n", " / ", ",", ";")


def read(text, town="Алматы", field="phones"):
    trail = Trail()
    match = find_town(town) if town else None
    finds = read_phones([PhoneCell(text, trail.spot(CellRef("a.xlsx", "НПО", "F5"), field))], local_code(match.place.town if match else None, None))
    return finds, trail


def national(code, rest):
    """Ten digits with that code; ``rest``: the figures behind it."""
    return code + f"{rest % 10 ** (10 - len(code)):0{10 - len(code)}d}".replace("0", "2", 1)


numbers = st.builds(national, st.sampled_from(CODES), st.integers(2_000_000, 9_999_999)).filter(lambda digits: kazakh(digits) is not None)


@st.composite
def written(draw, digits=numbers):
    """A whole number of Kazakhstan with any trunk, marks and label."""
    number = draw(digits)
    mark = draw(st.sampled_from(MARKS))
    code = next(one for one in CODES if number.startswith(one))
    rest = number[len(code):]
    grouped = mark.join((rest[:-4], rest[-4:-2], rest[-2:]))
    shape = draw(st.sampled_from(("8 ({0}) {1}", "+7 {0} {1}", "8{0}{1}", "8-{0}-{1}", "+7({0}){1}", "8 {0} {1}", "7{0}{1}", "8/{0}/{1}")))
    return number, draw(st.sampled_from(LABELS)) + shape.format(code, grouped)


@settings(max_examples=150, deadline=None)
@given(st.lists(written(), min_size=1, max_size=4), st.sampled_from(BETWEEN), st.sampled_from(TOWNS))
def test_whole_numbers_are_read_whatever_stands_between_them(cells, between, town):
    finds, _ = read(between.join(text for _, text in cells), town)
    expected = list(dict.fromkeys(number for number, _ in cells))
    assert ["".join(found.phone.groups)[2:] for found in finds.phones] == expected


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(written().map(lambda made: made[1]), st.text(alphabet="0123456789+()-/., ;\nOОтелфаксвн.#…&", max_size=25)), max_size=4))
def test_every_digit_of_a_cell_is_printed_or_told(pieces):
    """Printed, in a finding's words, a trunk prefix, or an extension: no digit goes without a word."""
    text = ", ".join(pieces)
    finds, trail = read(text)
    told = Counter(char for finding in trail.findings for char in finding.before or "" if char.isdigit())
    shown = Counter(char for found in finds.phones for char in "".join(found.phone.groups) + found.phone.extension + found.phone.note if char.isdigit())
    links = Counter(char for other, _ in (*finds.emails, *finds.links) for char in other if char.isdigit())
    trunks = Counter({"8": text.count("8"), "7": text.count("7"), "0": 2 * len(finds.phones), "1": len(finds.phones)})
    assert Counter(char for char in text if char.isdigit()) - told - shown - links - trunks == Counter(), (text, trail.findings)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789+()-/., ;\n~…OОлтелфакс:", max_size=60))
def test_no_number_of_another_country_without_its_country(text):
    """Whatever the cell: +7 is Kazakhstan's, another code stood in the cell with a plus sign, 00 or 8-10 before it."""
    for found in read(text)[0].phones:
        digits = "".join(found.phone.groups)
        if not digits.startswith("+"):
            assert re.fullmatch(r"8800\d{7}|1\d{2,4}", digits)
        elif digits.startswith("+7"):
            number = phonenumbers.parse(digits, None)
            assert phonenumbers.is_valid_number_for_region(number, "KZ")
        else:
            assert re.search(r"\+|00|8\D*10", text)


@settings(max_examples=100, deadline=None)
@given(written(), st.sampled_from(("", " вн. 12", " доб. 7", " #104")))
def test_the_printed_form_is_read_as_itself(made, extension):
    first = read(made[1] + extension)[0].phones[-1].phone
    again = read(" ".join(first.groups) + (f" вн. {first.extension}" if first.extension else ""))[0].phones
    assert [(found.phone.groups, found.phone.extension) for found in again] == [(first.groups, first.extension)]
    for printed in ("8 800 080 12 35", "150", "1414", "+996 312 661 528"):
        assert [" ".join(found.phone.groups) for found in read(printed)[0].phones] == [printed]


@settings(max_examples=200, deadline=None)
@given(numbers, st.integers(0, 10**6))
def test_marks_between_the_digits_make_no_difference(number, seed):
    chance = random.Random(seed)
    text = "8" + "".join(char + (chance.choice((" ", "-", ".", "/")) if chance.random() < 0.3 else "") for char in number[:-1]) + number[-1]
    assert ["".join(found.phone.groups)[2:] for found in read(text)[0].phones] == [number]


@settings(max_examples=200, deadline=None)
@given(numbers)
def test_what_is_printed_is_the_number_that_the_oracle_dials(number):
    parsed = phonenumbers.parse("8" + number, "KZ")
    (found,) = read("8" + number)[0].phones
    assert "".join(found.phone.groups) == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


names = st.from_regex(r"\A[a-z][a-z0-9_]{1,8}[a-z0-9]\Z").filter(lambda name: not name.startswith("www"))
domains = st.sampled_from((*PROVIDERS, "rodnik.example", "bulak.kz"))
addresses = st.builds("{}@{}".format, names, domains)


def printed_emails(text):
    trail = Trail()
    spot = trail.spot(CellRef("a.xlsx", "НПО", "G5"), "emails")
    pieces = split_emails(text)
    return [made for made in (read_address(one, spot) for one in pieces.addresses) if made], pieces, trail


@settings(max_examples=150, deadline=None)
@given(st.lists(addresses, min_size=1, max_size=4), st.sampled_from((", ", "; ", "\n", " / ", " | ", ";", ",")), st.sampled_from(("", "mailto:", "<", "E-mail: ")))
def test_addresses_are_read_whatever_stands_between_them(expected, between, before):
    made, pieces, _ = printed_emails(before + between.join(expected))
    assert made == expected
    assert pieces.doubted == ()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abcmailru.gk@, ;/()<>оасе2_-\n", max_size=50))
def test_nothing_of_a_cell_of_addresses_is_lost_or_invented(text):
    made, pieces, trail = printed_emails(text)
    letters = re.findall(r"[^\W_]", text)
    kept = [*pieces.addresses, *pieces.rest, *(written for written, _ in pieces.doubted)]
    assert Counter(letters) - Counter(char for piece in kept for char in piece) - Counter("mailto:") == Counter()
    for address in made:
        assert address.casefold() in re.sub(r"\s", "", text).casefold()
        assert is_address(address)
        assert read_address(address, trail.spot(CellRef("a"), "emails")) == address


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abwhtps:/.kz?=&utm_-оаRU#", max_size=40))
def test_a_printed_site_is_printed_so_again(text):
    site = printed_site(text)
    assert not site or printed_site(site) == site


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(("{0:%d.%m.%Y}", "{0:%Y-%m-%d}", "{0:%d/%m/%Y} г.", "с {0:%d.%m.%Y}", "{0:%d-%m-%Y}")))
def test_a_day_is_read_as_it_was_written(day, shape):
    trail = Trail()
    assert read_day(shape.format(day), trail.spot(CellRef("a"), "verified")) == day
    assert trail.findings == []


@given(st.integers(1900, 2099), st.sampled_from(("{}", "{} г.", "{} ж.", "с {} года", "{} жылдан бастап", "основана в {} году", "since {}")))
def test_a_year_is_read_as_it_was_written_and_its_day_is_never_filled_in(year, shape):
    written_date = parse_date(shape.format(year))
    assert (written_date.year, written_date.month, written_date.day) == (year, None, None)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789./-: годжылмартнаурызOI«»,", max_size=24), st.sampled_from(CellKind))
def test_a_date_is_read_without_an_accident_and_a_year_stands_in_the_cell(text, kind):
    trail = Trail()
    spot = trail.spot(CellRef("a"), "founded")
    year = read_year(text, kind, spot)
    day = read_day(text, spot)
    assert year is None or str(year) in text
    assert day is None or str(day.year) in text


@given(st.integers(32874, 57999))
def test_what_excel_counts_as_days_is_proposed_and_never_printed(serial):
    trail = Trail()
    assert read_day(str(serial), trail.spot(CellRef("a"), "verified")) is None
    (asked,) = trail.findings
    assert asked.after == f"{date(1899, 12, 30) + timedelta(days=serial):%d.%m.%Y}"


@given(st.dates(date(1930, 1, 1), date(2025, 12, 31)), st.sampled_from("123456"), st.integers(0, 9999), st.sampled_from(("{}", "ИИН {}", "БИН/ИИН: {}", "Ким Е., {}")))
def test_a_persons_number_is_neither_printed_nor_told(birth, century, number, shape):
    eleven = f"{birth:%y%m%d}{century}{number:04d}"
    digit = check_digit(eleven)
    if digit is None:
        return
    iin = f"{eleven}{digit}"
    trail = Trail()
    spot = trail.spot(CellRef("a"), "bin")
    assert read_bin(shape.format(iin), spot) == ""
    assert iin not in without_persons_numbers(shape.format(iin), spot)
    assert iin not in repr(trail.findings) + repr(trail.changes)
    assert {finding.code for finding in trail.findings} == {"person-number"}


@pytest.mark.parametrize("encoding", ["cp1251", "cp1252"])
@given(text=st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВІҚәғқңөұүһі «»-", min_size=2, max_size=40))
def test_utf8_that_was_misread_is_put_right_and_plain_text_is_left_alone(encoding, text):
    """A byte that the encoding has no letter for stands as a control character, as programs leave it."""
    def misread(byte):
        try:
            return bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            return chr(byte)

    assert mended_encoding(text) == text
    if re.search(r"[^\W\d_]{2}", text) and re.search("[аеоуыэюя]", text):
        assert mended_encoding("".join(map(misread, text.encode()))) == text

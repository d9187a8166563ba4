"""Phone numbers: data.md section 4, cases 1 to 10, with invented numbers of the same shape."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.findings import CellRef, Severity
from pipeline.normalise.dialling import kazakh
from pipeline.normalise.gazetteer import find_town
from pipeline.normalise.phone_cells import read_cell
from pipeline.normalise.phones import PhoneCell, local_code, read_phones
from pipeline.normalise.trail import Trail


def read(text, town="Алматы", kind="office", *, personal=False, header=""):
    """Printed numbers of a cell in a town, and the trail."""
    trail = Trail()
    match = find_town(town) if town else None
    cell = PhoneCell(text, trail.spot(CellRef("a.xlsx", "НПО", "F5"), "phones"), kind, personal, header)
    finds = read_phones([cell], local_code(match.place.town if match else None, None))
    return finds, trail


def printed(text, town="Алматы", **more):
    finds, _ = read(text, town, **more)
    return [" ".join(found.phone.groups) for found in finds.phones]


def codes(text, town="Алматы", **more):
    return [finding.code for finding in read(text, town, **more)[1].findings]


@pytest.mark.parametrize(
    ("text", "town", "expected"),
    [
        ("8 (3272) 64-15-28", "Алматы", ["+7 727 264 15 28"]),  # 1
        ("8-3172-33-15-28", "Астана", ["+7 7172 33 15 28"]),  # 2
        ("8 (3252) 54-15-28", "Шымкент", ["+7 7252 54 15 28"]),
        ("264-15-28", "Алматы", ["+7 727 264 15 28"]),  # 3
        ("32 84 39", "Шымкент", ["+7 7252 32 84 39"]),
        ("336238", "Павлодар", ["+7 7182 33 62 38"]),
        ("36-45-37", "Атырау", ["+7 7122 36 45 37"]),
        (
            "8-7262-44-88-73, 44-88-72, 44-88-73, 8 707 348 08 04",
            "Тараз",
            ["+7 7262 44 88 73", "+7 7262 44 88 72", "+7 707 348 08 04"],
        ),  # 4
        ("8 (72546)4-38-21, 4-39-85", "Шымкент", ["+7 72546 4 38 21", "+7 72546 4 39 85"]),
        ("8 (723) 715-648,711-965", "Өскемен", []),  # 5: proposed, never printed
        ("8(714) 2-55-24-55", "Алматы", ["+7 7142 55 24 55"]),  # 6
        ("8(7253)737073", "Алматы", ["+7 72537 3 70 73"]),
        ("8(725)32 3-11-55", "Алматы", ["+7 72532 3 11 55"]),
        ("8/7212/26-34-01", "Алматы", ["+7 7212 26 34 01"]),
        ("8/7212/57-34-68m 8-702-988-15-70", "Қарағанды", ["+7 7212 57 34 68", "+7 702 988 15 70"]),  # 8
        ("87164563566/td>", "Степногорск", ["+7 71645 6 35 66"]),
        ("+7 701 718 28 7O", "Алматы", []),  # 9: a letter O
        ("О701 718 28 71", "Алматы", ["+7 701 718 28 71"]),
        ("8.7772345679E10", "Алматы", ["+7 777 234 56 79"]),  # 10
        ("87772345679.0", "Алматы", ["+7 777 234 56 79"]),
        ("87772345679", "Алматы", ["+7 777 234 56 79"]),
        ("+7 (727) 264-15-28 вн. 12", "Алматы", ["+7 727 264 15 28"]),
    ],
)
def test_a_cell_gives_the_numbers_that_can_be_dialled(text, town, expected):
    assert printed(text, town) == expected


def test_an_old_code_and_an_added_code_are_told():
    assert codes("8 (3272) 64-15-28") == ["old-code"]
    assert codes("264-15-28") == ["code-from-town"]


def test_nine_digits_are_proposed_with_the_towns_code_and_asked():
    _, trail = read("8 (723) 715-648,711-965", "Өскемен")
    assert [(finding.after, finding.severity) for finding in trail.findings] == [
        ("+7 7232 71 56 48", Severity.WARNING),
        ("+7 7232 71 19 65", Severity.WARNING),
    ]


def test_nine_digits_never_become_a_russian_number():
    assert printed("8 (312) 66-15-28") == []
    assert printed("+7 495 123 45 68") == []


def test_an_email_among_phones_goes_to_the_emails():
    finds, _ = read("32 84 39, 39 87 78, 32 86 30, Center_kz@mail.example", "Шымкент")
    assert len(finds.phones) == 3
    assert [email for email, _ in finds.emails] == ["Center_kz@mail.example"]


def test_debris_is_named():
    assert "debris" in codes("87164563566/td>", "Степногорск")
    assert "debris" in codes("8/7212/57-34-68m 8-702-988-15-70")


def test_a_letter_in_a_number_is_named_and_proposed():
    _, trail = read("+7 701 718 28 7O")
    assert [(finding.code, finding.after) for finding in trail.findings] == [("letter-in-number", "+7 701 718 28 70")]
    assert codes("О701 718 28 71") == ["letter-in-number"]


def test_an_extension_is_kept():
    finds, _ = read("+7 (727) 264-15-28 вн. 12, 264-15-29 доб. 7, 264-15-30 ішкі 8, 264-15-31 ext 9")
    assert [found.phone.extension for found in finds.phones] == ["12", "7", "8", "9"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("264-15-28", "office"),
        ("8 701 718 28 71", "mobile"),
        ("8 747 718 28 71", "mobile"),
        ("факс 264-15-28", "fax"),
        ("264-15-28 (факс)", "fax"),
        ("тел./факс 264-15-28", "office"),
        ("пресс-служба: 264-15-28", "press"),
        ("телефон доверия 264-15-28", "helpline"),
        ("сенім телефоны: 150", "helpline"),
        ("hotline 8 701 718 28 71", "helpline"),
        ("1414", "helpline"),
        ("111", "helpline"),
        ("8 800 080 12 35", "freephone"),
        ("моб. 8 701 718 28 71", "mobile"),
        ("ұялы 8 701 718 28 71", "mobile"),
    ],
)
def test_words_and_digits_give_the_kind(text, kind):
    finds, _ = read(text)
    assert [found.phone.kind for found in finds.phones] == [kind]


def test_the_column_and_its_header_give_the_kind():
    assert read("264-15-28", kind="fax")[0].phones[0].phone.kind == "fax"
    assert read("264-15-28", header="Факс")[0].phones[0].phone.kind == "fax"
    assert read("8 701 718 28 71", kind="press")[0].phones[0].phone.kind == "press"


def test_freephone_is_grouped_by_its_own_rule():
    assert printed("8 800 080 12 35") == ["8 800 080 12 35"]
    assert printed("+7 (800) 080-12-35") == ["8 800 080 12 35"]


def test_a_mobile_in_the_office_column_is_the_offices_and_in_a_persons_column_the_persons():
    assert not read("8 701 718 28 71")[0].phones[0].personal
    assert read("8 701 718 28 71", personal=True)[0].phones[0].personal
    assert read("8 701 718 28 71 (директор)")[0].phones[0].personal
    assert not read("264-15-28", personal=True)[0].phones[0].personal


def test_a_foreign_number_counts_only_with_its_country():
    assert printed("+996 312 66 15 28") == ["+996 312 661 528"]
    assert codes("+996 312 66 15 28") == ["foreign-number"]


def test_numbers_run_together_without_a_boundary_are_not_printed():
    assert printed("872621234567890123456") == []
    assert codes("872621234567890123456") == ["run-together"]


@pytest.mark.parametrize(
    "text", ["87017182871/87027182872", "8 701 718 28 71 8 702 718 28 72", "+77017182871+77027182872", "8 701 718-28-71\n8 702 718-28-72"]
)
def test_several_numbers_of_a_cell_are_parted(text):
    assert printed(text) == ["+7 701 718 28 71", "+7 702 718 28 72"]


def test_a_local_number_that_does_not_fit_its_town_is_not_printed():
    assert printed("4-39-85", "Алматы") == []
    assert codes("4-39-85", "Алматы") == ["no-code"]
    assert printed("4-39-85", "Сарыагаш") == ["+7 72537 4 39 85"]


def test_last_digits_after_a_slash_are_proposed_and_asked():
    _, trail = read("8 7262 44-88-73/74", "Тараз")
    assert printed("8 7262 44-88-73/74", "Тараз") == ["+7 7262 44 88 73"]
    assert [(found.code, found.question, found.after) for found in trail.findings] == [("last-digits", True, "+7 7262 44 88 74")]


@given(st.text(alphabet="0123456789+()-/., ;\nOОтелфакс", max_size=60))
def test_every_printed_number_is_one_of_kazakhstan_or_written_with_its_country(text):
    finds, _ = read(text)
    for found in finds.phones:
        groups = found.phone.groups
        if groups[0] == "+7":
            known = kazakh("".join(groups[1:]))
            assert known is not None
            assert tuple(known[0]) == groups
        else:
            assert groups[0] == "8" or groups[0].startswith("+") or re.fullmatch(r"1\d{2,4}", groups[0])


@given(st.integers(0, 9999999), st.sampled_from(["{0}{1}", "8{0}{1}", "+7{0}{1}", "8 ({0}) {1}", "8-{0}-{1}", "8/{0}/{1}", "+7 {0} {1}"]))
def test_punctuation_never_decides_the_grouping(number, shape):
    local = f"{number:07d}"
    assert printed(shape.format("701", local)) == [f"+7 701 {local[:3]} {local[3:5]} {local[5:]}"]


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_accident(text):
    read_cell(text)
    read(text)


@pytest.mark.parametrize(
    ("text", "missing"),
    [("8 (7187) 34-12-1", 1), ("8 7187 34-12-1", 1), ("+7 (7187) 34-12-1", 1), ("8 (7182) 55 01", 2), ("8 707 348 08 0", 1)],
)
def test_a_number_with_a_digit_missing_is_one_number_with_a_digit_missing(text, missing):
    finds, trail = read(text, "Экибастуз")
    assert finds.phones == ()
    [finding] = trail.findings
    assert (finding.code, finding.before, finding.after) == ("incomplete-number", text, None)
    assert f"lacks {missing} digit" in str(finding.message)

"""Our organisations beside a register's: by BIN, by name and region, near ones as questions, every one of ours in one group."""

from __future__ import annotations

import time
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registers import IIN, a_bin, a_name

from pipeline.model.findings import CellRef
from pipeline.model.register import Compared, RegisterEntry, Status
from pipeline.normalise.register import without_person_numbers
from pipeline.normalise.register_match import compare

ONE, OTHER = a_bin(Random(1)), a_bin(Random(2))


def mine(row: int, name: str, *, digits: str = "", region: str = "KZ-55", head: str = "", asks_out: bool = False) -> RegisterEntry:
    valid = digits if len(digits) == 12 and digits != slip(ONE) else ""
    return RegisterEntry(
        CellRef("a.xlsx", "НПО", str(row)), {"ru": name}, "ОФ", valid, digits, region, head=head, id=f"ngo-{row:04d}", asks_out=asks_out
    )


def theirs(
    row: int, name: str, *, digits: str = "", region: str = "KZ-55", status: Status = "active", head: str = "", kk: str = ""
) -> RegisterEntry:
    names = {"ru": name, **({"kk": kk} if kk else {})} if name else {}
    return RegisterEntry(CellRef("register.xlsx", "Лист1", str(row)), names, "ОФ", digits, digits, region, head=head, status=status)  # type: ignore[arg-type]


def slip(number: str) -> str:
    """The number with one digit mistyped."""
    return number[:8] + str((int(number[8]) + 1) % 10) + number[9:]


def groups(compared: Compared) -> dict[str, str]:
    """Name of ours -> the group it stands in."""
    found = {one.ours.name: one.how for one in compared.matches}
    found |= {one.ours.name: one.why for one in compared.queries}
    return found | {one.name: "unknown" for one in compared.unknown}


def test_a_bin_is_certain_and_its_other_name_and_head_are_differences() -> None:
    found = compare(
        [mine(1, "Тихая гавань", digits=ONE, head="Иванов И. П.")],
        [theirs(9, "Тихая пристань", digits=ONE, head="Сериков Асан Болатович"), theirs(10, "Тихая гавань", digits=OTHER)],
    )
    (match,) = found.matches
    assert (match.how, match.theirs.ref.cell) == ("bin", "9")
    assert [(one.field, one.ours, one.theirs) for one in match.differences] == [
        ("name_ru", "Тихая гавань", "Тихая пристань"), ("head", "Иванов И. П.", "Сериков Асан Болатович"),
    ]  # fmt: skip
    assert [entry.ref.cell for entry in found.missing] == ["10"]


def test_initials_and_the_order_of_names_are_no_difference() -> None:
    for ours, other in (("Иванов И. П.", "Иванов Иван Петрович"), ("Иван Иванов", "ИВАНОВ ИВАН"), ("Әбенова Гүлнар", "Абенова Гулнар Сериковна")):
        (match,) = compare([mine(1, "А", digits=ONE, head=ours)], [theirs(9, "А", digits=ONE, head=other)]).matches
        assert match.differences == (), f"{ours} {other}"
    (match,) = compare([mine(1, "А", digits=ONE, head="Иванов Пётр")], [theirs(9, "А", digits=ONE, head="Иванов Иван")]).matches
    assert [one.field for one in match.differences] == ["head"]


def test_without_a_bin_the_name_and_the_region_decide_and_the_bin_is_told() -> None:
    (match,) = compare([mine(1, "Үміт")], [theirs(9, "Умит", digits=ONE)]).matches
    assert match.how == "name"
    assert [(one.field, one.ours, one.theirs) for one in match.differences] == [("bin", "", ONE)]


@pytest.mark.parametrize(
    "digits", [slip(ONE), ONE[:5] + ONE[6:], ONE[:3] + ONE[4] + ONE[3] + ONE[5:], ONE[:4] + ONE[4] + ONE[4:]], ids=["replaced", "lost", "swapped", "twice"]
)
def test_a_bin_one_slip_off_with_a_name_that_is_alike_is_the_same_organisation(digits: str) -> None:
    (match,) = compare([mine(1, "Тихая гавань", digits=digits, region="KZ-11")], [theirs(9, "Гавань тихая", digits=ONE)]).matches
    assert match.how == "near-bin"
    assert {one.field for one in match.differences} >= {"bin", "region"}


def test_what_is_only_near_is_a_question_and_not_missing() -> None:
    ours = [
        mine(1, "Северная дорога детства"), mine(2, "Белая лодка", region="KZ-10"), mine(3, "Светлая роща", digits=slip(ONE)),
        mine(4, "Степная книга", digits=OTHER),
    ]  # fmt: skip
    third = a_bin(Random(3))
    register = [
        theirs(9, "Северная дорога дества"), theirs(10, "Белая лодка"), theirs(11, "Иное слово", digits=ONE),
        theirs(12, "Степная книга", digits=third), theirs(13, "Живая река"),
    ]  # fmt: skip
    found = compare(ours, register)
    assert groups(found) == {
        "Северная дорога детства": "near-name", "Белая лодка": "other-region", "Светлая роща": "near-bin", "Степная книга": "other-bin",
    }  # fmt: skip
    assert [entry.name for entry in found.missing] == ["Живая река"]
    assert found.regions["KZ-55"].unsettled == 4


def test_names_of_a_shared_pattern_with_bins_of_their_own_are_no_question() -> None:
    found = compare([mine(1, "Дом ремесленников города Семей", digits=ONE)], [theirs(9, "Дом ремесленниц города Семей", digits=OTHER)])
    assert groups(found) == {"Дом ремесленников города Семей": "unknown"}
    assert len(found.missing) == 1


def test_who_is_not_active_is_set_apart_and_nobody_who_is_closed_is_missing() -> None:
    found = compare(
        [mine(1, "А", digits=ONE), mine(2, "Б", digits=OTHER)],
        [theirs(9, "А", digits=ONE, status="liquidated"), theirs(10, "Б", digits=OTHER, status=""), theirs(11, "В", status="suspended"),
         theirs(12, "Г")],
    )  # fmt: skip
    assert [one.ours.name for one in found.closed] == ["А"]
    assert [one.ours.name for one in found.unsaid] == ["Б"]
    assert found.operational == []
    assert [entry.name for entry in found.missing] == ["Г"]
    assert (found.regions["KZ-55"].closed, found.regions["KZ-55"].unsaid, found.without_status) == (1, 1, 1)


def test_a_register_without_statuses_counts_as_active_and_says_so() -> None:
    found = compare([mine(1, "А", digits=ONE)], [theirs(9, "А", digits=ONE, status=""), theirs(10, "Б", status="")])
    assert not found.has_status
    assert ([one.ours.name for one in found.operational], [entry.name for entry in found.missing]) == (["А"], ["Б"])


def test_who_asks_to_be_left_out_is_counted_and_neither_named_nor_missing() -> None:
    found = compare([mine(1, "Тихая гавань", digits=ONE, asks_out=True)], [theirs(9, "Тихая гавань", digits=ONE)])
    assert (found.matches, found.unknown, found.missing, found.queries, found.left_out) == ((), (), (), (), 1)
    assert found.regions["KZ-55"].left_out == 1


def test_rows_that_say_nothing_and_bins_that_stand_twice_are_told() -> None:
    found = compare([], [theirs(9, ""), theirs(10, "А", digits=ONE, status="liquidated"), theirs(11, "А", digits=ONE)])
    assert [ref.cell for ref in found.nameless] == ["9"]
    assert [ref.cell for ref in found.twice] == ["10"], "the active row counts"
    assert [entry.ref.cell for entry in found.missing] == ["11"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"Ахметова А. Б., ИИН {IIN}", "Ахметова А. Б"), (f"Ахметова ({IIN})", "Ахметова"), (f"Ахметова {IIN[:6]} {IIN[6:]}", "Ахметова"),
        (f"при {ONE}", f"при {ONE}"), ("ул. Абая, 12, тел. 87182550102", "ул. Абая, 12, тел. 87182550102"),
    ],
)  # fmt: skip
def test_numbers_of_persons_are_taken_out_of_texts(text: str, kept: str) -> None:
    assert without_person_numbers(text).rstrip(".") == kept.rstrip(".")
    assert IIN not in without_person_numbers(text)


NAMES = st.sampled_from(("Тихая гавань", "Тихая гаваньь", "Белая лодка", "Живая река", "Степная книга"))
NUMBERS = st.sampled_from(("", ONE, OTHER, slip(ONE)))
PLACES = st.sampled_from(("KZ-55", "KZ-10", ""))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(NAMES, NUMBERS, PLACES, st.booleans()), max_size=8),
    st.lists(st.tuples(NAMES, st.sampled_from(("", ONE, OTHER)), PLACES, st.sampled_from(("active", "liquidated", ""))), max_size=8),
)
def test_every_one_of_ours_stands_in_one_group_and_the_sums_of_the_register_close(ours: Sequence[tuple], register: Sequence[tuple]) -> None:  # type: ignore[type-arg]
    mines = [mine(row, name, digits=digits, region=region, asks_out=out) for row, (name, digits, region, out) in enumerate(ours, 2)]
    others = [theirs(row, name, digits=digits, region=region, status=status) for row, (name, digits, region, status) in enumerate(register, 2)]
    found = compare(mines, others)
    placed = [*(one.ours.ref for one in found.matches), *(one.ref for one in found.unknown), *(one.ours.ref for one in found.queries)]
    assert sorted(placed) == sorted(one.ref for one in mines if not one.asks_out)
    assert len(found.operational) + len(found.closed) + len(found.unsaid) == len(found.matches)
    for count in found.regions.values():
        assert min(count.active, count.found, count.missing, count.unsettled, count.left_out) >= 0
    assert sum(count.active for count in found.regions.values()) == sum(
        entry.status == "active" or not found.has_status for entry in others if entry.ref not in found.twice
    )
    assert compare(mines, others) == found, "the same input, the same answer"


def test_five_thousand_beside_a_thousand_that_are_nowhere_take_a_few_seconds() -> None:
    draw = Random(4)
    register = [theirs(row, a_name(draw, row), digits=a_bin(draw), region="KZ-75") for row in range(5_000)]
    ours = [mine(row, a_name(draw, 10_000 + row), region="KZ-75") for row in range(1_000)]
    begun = time.process_time()
    found = compare(ours, register)
    assert time.process_time() - begun < 10, "one region, no BIN, nobody found: all against all"
    assert len(found.unknown) + len(found.queries) == 1_000

"""Every message code of preflight has its cases: a good file, a bad one, a bad one in nested forms, an edge; and they come out so."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from case_book import JOBS, FileCase, Leaf, PageCase, Sort, bound
from case_files import FILES, MEASURED
from case_inks import INKS
from case_lettering import LETTERING
from case_pictures import PICTURES
from case_sheets import SHEETS
from test_preflight_ink import needs_gs, weighed

import pipeline.preflight
from pipeline.model.findings import Finding, PageRef, registered_rules
from pipeline.preflight import Preflighted, load_order, preflight

PAGES: list[PageCase] = [*LETTERING, *INKS, *PICTURES, *SHEETS]
WITHOUT_CASES = {"INK-112/not-measured", "INK-116/not-measured"}
"""Told where Ghostscript is missing: no file can earn it. test_preflight_ink.py takes Ghostscript away."""


def every_code() -> set[str]:
    """All codes of the rules that preflight registers, "JOB-002" and such of other stages left out."""
    held = vars(pipeline.preflight)
    modules = {held[name].__name__ for name in ("boxes", "colour", "cover", "edges", "lettering", "overprint", "pictures", "structure")}
    import sys

    modules.add("pipeline.preflight.coverage")
    rules = {one.id for module in modules for one in vars(sys.modules[module]).values() if type(one).__name__ == "Rule"}
    return {f"{rule.id}/{code}" for rule in registered_rules().values() if rule.id in rules for code in rule.codes}


def test_no_code_lacks_its_cases_and_no_case_lacks_its_code() -> None:
    held = Counter(case.code for case in [*PAGES, *FILES, *MEASURED])
    assert set(held) == every_code() - WITHOUT_CASES
    assert max(held.values()) == 1
    for case in [*PAGES, *FILES, *MEASURED]:
        assert {"good", "bad", "edge"} <= case.sorts()


def told(found: list[Finding], wanted: str) -> list[str]:
    """The codes of findings, without what is only said of a file that is as it should be."""
    named = [f"{one.id}/{one.code}" for one in found]
    return [one for one in named if one == wanted or one not in SAID]


SAID = {"INK-112/not-measured", "INK-116/not-measured", "INK-122/allowed", "IMG-129/high-resolution"}


@cache
def sheets(job: str, sort: Sort) -> dict[str, tuple[int, Leaf, list[Finding]]]:
    """One file of all pages of a kind for one order: each code with its page and what was found there."""
    cases = [case for case in PAGES if case.job == job and sort in case.sorts()]
    leaves = [case.bad if sort == "nested" else getattr(case, sort) for case in cases]
    made = preflight(
        bound(leaves, in_forms=sort == "nested", x1a=job == "X-1a"), "case.pdf", load_order(JOBS[job][0], JOBS[job][1], "job.json"),
    )
    return {case.code: (at, leaf, on_page(made, at)) for at, (case, leaf) in enumerate(zip(cases, leaves, strict=True), 1)}


def on_page(made: Preflighted, number: int) -> list[Finding]:
    return [one for one in made.findings if isinstance(one.place, PageRef) and one.place.page == number]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.code)
def test_a_page_that_is_bad_is_found_where_it_is_and_one_that_is_sound_is_silent(case: PageCase) -> None:
    for sort in sorted(case.sorts()):
        _, leaf, found = sheets(case.job, sort)[case.code]
        wanted = {case.code, *leaf.also} if sort in ("bad", "nested") else set(leaf.also)
        assert set(told(found, case.code)) == wanted, (sort, [one.message for one in found])
        if sort in ("bad", "nested") and leaf.box is not None:
            boxes = [one.place.box for one in found if f"{one.id}/{one.code}" == case.code and isinstance(one.place, PageRef)]
            assert len(boxes) == 1, (sort, boxes)
            assert boxes[0] == pytest.approx(leaf.box, abs=leaf.slack), sort


def judged(content: bytes, case: FileCase, *, mild: bool = False) -> Preflighted:
    order = case.mild if mild and case.mild else case.order or JOBS[case.job][1]
    return preflight(content, "case.pdf", load_order(JOBS[case.job][0], order, "job.json"))


@pytest.mark.parametrize("case", FILES, ids=lambda case: case.code)
def test_a_file_that_is_bad_is_found_and_one_that_is_sound_is_silent(case: FileCase) -> None:
    good, edge = judged(case.good(), case, mild=True), judged(case.edge(), case, mild=True)
    comes_out_so(case, good, edge, [judged(make(), case) for make in (case.bad, case.within) if make])


@needs_gs
@pytest.mark.parametrize("case", MEASURED, ids=lambda case: case.code)
def test_ink_that_is_too_much_is_found_and_what_is_allowed_is_silent(case: FileCase) -> None:
    made = [weighed(make(), case.order) for make in (case.good, case.edge, case.bad, case.within) if make]
    comes_out_so(case, made[0], made[1], made[2:])


def comes_out_so(case: FileCase, good: Preflighted, edge: Preflighted, bad: list[Preflighted]) -> None:
    assert set(told([*good.findings], case.code)) <= set(case.edge_also)
    assert set(told([*edge.findings], case.code)) == set(case.edge_also)
    for made in bad:
        assert set(told([*made.findings], case.code)) == {case.code, *case.also}
        assert {one.place.page for one in made.findings if f"{one.id}/{one.code}" == case.code and isinstance(one.place, PageRef)} == {case.page}

"""Where a look is enough and the library is not asked, both say the same."""

from __future__ import annotations

import email_validator
import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from pipeline.normalise import emails, spaces
from pipeline.normalise.dialling import kazakh
from pipeline.normalise.likeness import nearest

WORDS = st.lists(st.sampled_from(["права", "женщин", "детям", "помощь", "экология", "туризм", "а"]), max_size=4).map(" ".join)


@given(st.from_regex(emails._PLAIN, fullmatch=True))
def test_a_plain_address_is_what_the_library_makes_of_it(address):
    if address.rpartition(".")[2] not in emails._SPECIAL_ENDS:
        assert email_validator.validate_email(address, check_deliverability=False, allow_smtputf8=False).normalized == address


def test_the_librarys_special_domains_are_left_to_it():
    assert {name.rpartition(".")[2] for name in email_validator.SPECIAL_USE_DOMAIN_NAMES} <= emails._SPECIAL_ENDS


@given(st.integers(0, 999_999_999).map(lambda rest: f"7{rest:09}"))
def test_five_digits_tell_whether_a_number_is_in_the_plan(national):
    number = phonenumbers.PhoneNumber(country_code=7, national_number=int(national))
    assert (kazakh(national) is not None) == phonenumbers.is_valid_number_for_region(number, "KZ")


@pytest.mark.parametrize("kind", ["fixed_line", "mobile", "voip"])
def test_the_plan_hands_out_whole_blocks(kind):
    pattern = getattr(phonenumbers.PhoneMetadata.metadata_for_region("KZ"), kind).national_number_pattern
    assert pattern.endswith(("\\d{5}", "\\d{7}"))


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_a_text_that_looks_tidy_is_tidy(text):
    if spaces._is_tidy(text):
        mended = spaces._SPACES.sub(" ", spaces._INVISIBLE.sub("", spaces._BREAKS.sub("\n", text)))
        assert mended.strip() == text


@given(WORDS, st.lists(WORDS, max_size=8))
def test_the_nearest_is_the_same_whatever_the_order_of_words(wanted, choices):
    found = process.extractOne(wanted, choices, scorer=fuzz.token_sort_ratio, score_cutoff=70)
    assert nearest(wanted, choices, 70) == ("" if found is None else found[0])

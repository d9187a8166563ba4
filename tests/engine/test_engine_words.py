"""What the setter takes for granted of a word without asking Pango."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.doors.engine.runs import _WHOLE, _inner_breaks

_LETTERS = st.text("abЖйЁқәһіZ0179_.,:@\u00a0\u2060", max_size=9)
_WORDS = st.builds("{}{}{}".format, st.text("«(", max_size=2), _LETTERS, st.text(".,;:!?»)…", max_size=3))


@settings(max_examples=2000, deadline=None)
@given(_WORDS.filter(bool), st.sampled_from(["ru", "kk", "en", None]))
def test_no_line_may_end_in_a_word_that_is_taken_for_whole(word: str, lang: str | None) -> None:
    if _WHOLE.fullmatch(word):
        assert _inner_breaks(word, lang) == ()


def test_most_words_are_taken_for_whole_and_those_that_part_are_not() -> None:
    whole = ("Ұйым", "«Әділет»,", "01.10.2026", "a.b@c.example", "(НПО)", "7\u00a0701", "г.\u00a0Алматы", "ата\u2060ана")
    assert [word for word in whole if not _WHOLE.fullmatch(word)] == []
    assert [word for word in ("и/или", "кто-то", "тел.8", "a!b", "2015–2020", "x(y", ",5") if _WHOLE.fullmatch(word)] == []

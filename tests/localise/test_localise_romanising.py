"""Names that nobody gave in Latin letters: found by a transliteration in English indexes, and proposed to the staff (LOC-040)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.compose import Composing, entry_block, terms_of
from pipeline.localise.collation import bucket, sort_key
from pipeline.localise.content import localise
from pipeline.localise.labels import labels
from pipeline.localise.translations import ContentCatalogue
from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef, Finding
from pipeline.model.listings import Listing, Organisation, Person, Text
from pipeline.model.localised import LocalListing, bare
from pipeline.strings.contexts import context_lines
from pipeline.strings.wanted import wanted_content
from tests.core.small_edition import composing
from tests.localise.test_localise_content import EXPERT, FORMS, FUND, catalogue

CELL = CellRef("abai.xlsx", "НПО", "B14")
SHORE = Organisation(
    "shore", FUND.region, {"ru": Text("Общество друзей Елены", "ru", CELL)}, FUND.source, "ru", form="ОФ", town=FUND.town,
    acronym=Text("ОДЕ", "ru"), former_name=Text("Щедрый очаг", "ru"), head=Person(Text("Соловьёва Ольга Юрьевна", "ru"), Text("директор", "ru")),
    areas=FUND.areas,
)
SHERS = replace(EXPERT, names={"kk": Text("Шәріпова Әсел", "kk", CELL)})


def made(listing: Listing, lang: Lang = "en", scheme: str = "kk-plain", known: ContentCatalogue | None = None) -> tuple[LocalListing, list[Finding]]:
    listings, _, findings = localise([listing], lang, known or ContentCatalogue(lang), FORMS, scheme)
    return listings[0], [finding for finding in findings if finding.id == "LOC-040"]


def english() -> Composing:
    return replace(composing(), lang="en", labels=labels("en"), sort_key=sort_key, bucket=bucket)


def lines(listing: LocalListing) -> dict[str, list[tuple[str, str]]]:
    return {name: [(term.text, term.bucket) for term in terms] for name, terms in terms_of(listing, english()).items()}


@pytest.mark.parametrize(("scheme", "name", "head"), [
    ("kk-plain", "Obshchestvo druzey Yeleny", "Solovyeva Olga Yuryevna"), ("kk-bgn", "Obshchestvo druzey Yeleny", "Solov’yëva Ol’ga Yur’yevna"),
    ("", "", ""),
])
def test_a_russian_name_without_an_english_one_has_latin_letters_beside_it(scheme: str, name: str, head: str) -> None:
    local, _ = made(SHORE, scheme=scheme)
    assert (local.name.value, local.name.romanised) == ("Общество друзей Елены", name)
    assert local.head is not None  # type: ignore[union-attr]
    assert local.head.name.romanised == head  # type: ignore[union-attr]


@pytest.mark.parametrize(("scheme", "name"), [("kk-plain", "Sharipova Asel"), ("kk-bgn", "Shäripova Äsel")])
def test_a_kazakh_name_goes_by_the_scheme_for_kazakh(scheme: str, name: str) -> None:
    assert made(SHERS, scheme=scheme)[0].name.romanised == name


def test_indexes_file_and_find_it_by_its_latin_letters() -> None:
    found = lines(made(SHORE)[0])
    assert found["organisations"] == [("Obshchestvo druzey Yeleny", "O")]
    assert found["acronyms"] == [("ODE", "O"), ("Shchedryy ochag", "S")]
    assert found["people"] == [("Solovyeva, Olga Yuryevna", "S")]
    assert found["areas"][0][0] == "Obshchestvo druzey Yeleny"
    assert [term.see for term in terms_of(made(SHORE)[0], english())["acronyms"]] == ["Obshchestvo druzey Yeleny"] * 2
    expert = lines(made(SHERS)[0])
    assert expert["people"] == [("Sharipova, Asel", "S")]
    assert {text for text, _ in expert["topics"]} == {"Sharipova, Asel"}


def test_the_entry_keeps_the_name_as_it_was_sent_and_shows_its_letters() -> None:
    block = entry_block(made(SHORE)[0], english())
    words = block.html.replace("\u00a0", " ")
    assert "«Общество друзей" in words
    assert "[Obshchestvo druzey Yeleny]" in words
    assert "[Solovyeva Olga Yuryevna]" in words
    assert bare(block.guide) == "Obshchestvo druzey Yeleny"


def test_a_spelling_that_somebody_gave_goes_before_any_transliteration() -> None:
    given, findings = made(replace(SHERS, names={**SHERS.names, "en": Text("Assel Sharipova", "en")}))
    assert (given.name.value, given.name.romanised, findings) == ("Assel Sharipova", "", [])
    translated, findings = made(SHERS, known=catalogue("en", ("expert/name", "Шәріпова Әсел", "Assel Sharipova")))
    assert (translated.name.value, translated.name.romanised, findings) == ("Assel Sharipova", "", [])
    assert lines(translated)["people"] == [("Sharipova, Assel", "S")]


def test_each_proposal_is_told_with_its_cell_and_both_spellings() -> None:
    _, findings = made(SHORE)
    assert {finding.code for finding in findings} == {"romanised-name"}
    told = {dict(finding.message.args)["key"]: (finding.before, finding.after) for finding in findings}
    assert told == {
        "shore/name": ("Общество друзей Елены", "Obshchestvo druzey Yeleny"), "shore/acronym": ("ОДЕ", "ODE"),
        "shore/former_name": ("Щедрый очаг", "Shchedryy ochag"), "shore/head": ("Соловьёва Ольга Юрьевна", "Solovyeva Olga Yuryevna"),
    }
    assert findings[0].place == CELL


def test_nothing_is_proposed_for_names_in_latin_letters_nor_in_other_editions() -> None:
    assert made(replace(EXPERT, names={"ru": Text("MediaLab", "ru")}, sent_in="ru"))[1] == []
    languages: tuple[Lang, ...] = ("kk", "ru")
    for lang in languages:
        local, findings = made(SHORE, lang)
        assert (local.name.romanised, findings) == ("", [])


def test_the_name_it_is_filed_by_has_latin_letters_too() -> None:
    local, _ = made(replace(SHORE, sort_name="Елены друзей общество"))
    assert local.bucket == "Y"


def test_quotes_within_a_name_are_those_of_the_edition() -> None:
    local, _ = made(replace(SHORE, names={"ru": Text('Центр "Надежда"', "ru")}))
    assert local.name.romanised == "Tsentr “Nadezhda”"


def test_a_translator_sees_the_proposal_beside_a_name_that_is_not_translated() -> None:
    known = catalogue("en", ("shore/head", "Соловьёва Ольга Юрьевна", "Olga Solovyova"))
    contexts = wanted_content([SHORE], "en", known, "ru").contexts
    assert {key: context.letters for key, context in contexts.items() if context.letters} == {
        "shore/name": "Obshchestvo druzey Yeleny", "shore/acronym": "ODE", "shore/former_name": "Shchedryy ochag",
    }
    assert context_lines(contexts["shore/name"], str)[-1] == "by transliteration: Obshchestvo druzey Yeleny"
    assert not any(context.letters for context in wanted_content([SHORE], "kk", catalogue("kk"), "ru").contexts.values())

"""Areas of activity from free text: what is on the list is certain, what is near is asked, and nothing near is printed unasked."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model.decisions import Answer, Decisions
from pipeline.normalise.vocabulary import Terms

CERTAIN = {
    "Дети; молодёжь": ["children", "youth"],
    "дети и молодёжь": ["children", "youth"],
    "балалар және жастар": ["children", "youth"],
    "Children & youth": ["children", "youth"],
    "образование и наука": ["education"],
    "1) экология 2) спорт": ["environment", "sport"],
    "спорт, ЭКОЛОГИЯ / культура": ["sport", "environment", "culture"],
    "environment": ["environment"],
}
NEAR = {
    "экологя": "охрана природы",
    "обпазование": "образование",
    "работа с пожилыми людьми": "пожилые люди",
    "Помощь семьям, воспитывающим детей с инвалидностью": "люди с инвалидностью; дети и семья",
    "Поддержка молодых и развитие волонтерского движения": "молодёжь; гражданское участие",
    "балаларға және жастарға көмек көрсету": "дети и семья; молодёжь",
    "тілдерді дамыту мен насихаттау": "языки и межэтническое согласие",
    "Supporting women in villages": "развитие сёл; женщины и гендерное равенство",
    "повышение правовой грамотности жителей": "правовая помощь",
    "полёты в космос": None,
    "детектив": None,
    "правительство": None,
}


def areas_of(made):
    return [area.code for area in made.listings[0].areas]


@pytest.mark.parametrize("text", CERTAIN)
def test_what_is_on_the_list_is_certain(one, text):
    made = one(areas=text)
    assert areas_of(made) == CERTAIN[text]
    assert not [found for found in made.findings if found.question]


@pytest.mark.parametrize("text", NEAR)
def test_what_is_near_is_asked_and_not_printed(one, text):
    made = one(areas=text)
    assert areas_of(made) == []
    (found,) = [found for found in made.findings if found.question]
    assert (found.id, found.code, found.before, found.after) == ("SRC-350", "unknown-area", text, NEAR[text])


def test_the_same_text_is_answered_once_for_every_file(run, row):
    text = "Помощь семьям, воспитывающим детей с инвалидностью"
    decisions = Decisions((Answer("SRC-350", "areas", text, "дети и семья; disability"),))
    rows = [
        row(number, file=f"provinces/{number}.xlsx", name_ru=name, region="г. Алматы", areas=text.upper())
        for number, name in enumerate(("Родник", "Исток", "Ключ"), 5)
    ]
    made = run(*rows, decisions=decisions)
    assert [[area.code for area in listing.areas] for listing in made.listings] == [["children", "disability"]] * 3
    assert not [found for found in made.findings if found.question]


def test_a_list_of_unknown_areas_is_asked_one_by_one_and_a_sentence_as_a_whole(one):
    listed = [found.before for found in one(areas="полёты в космос, подлёдный лов; шахматы").findings if found.question]
    assert listed == ["полёты в космос", "подлёдный лов", "шахматы"]
    sentence = "Мы запускаем воздушных змеев над степью по праздникам, а зимой катаем всех на лыжах"
    assert [found.before for found in one(areas=sentence).findings if found.question] == [sentence]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.sampled_from("абвдежиклмнопрстуәіқғ abcdeghin,;/-.1"), max_size=40))
def test_only_what_is_on_the_list_is_printed(one, vocabulary, text):
    terms = Terms(vocabulary.areas)
    made = one(areas=text)
    assert all(area in terms.index.values() for area in made.listings[0].areas)
    for found in made.findings:
        if found.question and found.before is not None:
            assert terms.exact(found.before) is None


def test_an_experts_topic_is_printed_as_sent_until_a_person_says_which_one_it_is(run, row):
    def topics(*values):
        made = run(row(5, kind="expert", name_ru="Ким Елена", topics="Открытые даные"), decisions=Decisions(values))
        return [topic.code or topic.names["ru"] for topic in made.listings[0].topics]

    assert topics() == ["Открытые даные"]
    assert topics(Answer("SRC-351", "topics", "открытые даные", "открытые данные")) == ["open-data"]
    assert topics(Answer("SRC-351", "topics", "открытые даные", "данные для всех")) == ["данные для всех"]
    assert topics(Answer("SRC-351", "topics", "открытые даные", "")) == []

"""Where words may be broken: the published rules for Kazakh, Pyphen for Russian and English."""

from __future__ import annotations

import random
import re
import unicodedata
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.doors.catalogues import parse_catalogue
from pipeline.localise.hyphenation import dictionary_path, generate_patterns, hyphenate, own_dictionaries
from pipeline.model.alphabets import is_kept_whole
from tests.localise.syllables import ALPHABETS, parted

PUBLISHED = """
ор-на-лас-ты-ру ала-қан да-уыс са-уат да-йын-дық құ-йын жа-уап қа-йың са-уын ке-йін қи-ын бу-ын су-ық ти-ын жи-ын қи-ыр қи-ық ки-ім
ту-ын-ды құ-мырс-қа күң-гірт-теу жаң-ғырт-ты еле-уіш ар-мия ою-лы рес-пуб-ли-ка-мыз-да рес-пуб-ли-ка құр-мет-ті әке-лік өзі-міз-ге
ро-лін-де съез-дің про-ект объ-ект ро-яль мек-теп қа-лам қа-зір ақыл-дас-тық ха-бар-лан-ды-ру қа-ра-тор-ғай күн-де-лік-ті
"""
"""The examples of the rules' own text and of its digests (hyphenation.py, language.md 2.3), with every break that the rules give."""

UNBROKEN = """
атом ақыл ақыр отын отыр эмаль ана ата ұлы екі ұя үю тыю қия аю төрт жалт пункт взвод взгляд нан көл ор ел күрт жұрт бұлт спорт грант
класс съезд июнь июль ауыл ауа уыз айым ұйым аул туу оқуы роль фильм вальс центр цирк эфир әйел өмір үміт
"""
"""One syllable, or two of which one has a single letter (rules e and f)."""

BY_RULE = {
    "syllables": """
        бір-лес-ті-гі ба-ла-лар-ға ма-ман-дар кә-сіп-кер-лік ауыл-дар жас-тар әйел-дер құ-қық қор-ғау оқы-ту тә-жі-ри-бе мү-ге-дек
        мем-ле-кет-тік шы-ғар-ма-шы-лық ын-ты-мақ-тас-тық жел-тоқ-сан қыр-кү-йек әді-лет өр-кен үкі-мет із-гі-лік із-гі іс-кер ас-та-на
        """,
    "й and у between vowels": """
        уа-қыт уа-қыт-ша уа-ғыз уә-де тә-уел-сіз-дік жа-уап-кер-ші-лік дә-уір тә-уір қа-уын жа-уын та-уық ба-уыр бо-йын-ша қо-йын мо-йын
        ме-йі-рім қа-йы-рым-ды-лық сү-йі-ну ұйы-мы үйір-ме айыр-ма-шы-лық әлеу-мет-тік тау-лар жай-лау сай-лау най-за-ғай бәй-те-рек
        ай-на ұй-қы ме-йір-бан ай-уан хай-уа-нат ден-сау-лық көк-ше-тау ма-уы-ты
        """,
    "и and у as vowels": """
        қи-ын-дық жи-на-лыс жи-ын-тық би-ыл би-ыл-ғы си-ыр-лар ти-ім-ді ти-іс ки-е-лі су-а-ру су-ық-тар қу-ат-ты қу-а-ныш ту-ған
        ту-ыс-қан шу-а-ғы құт-қа-ру-шы оқу-шы-лар-дың ғи-ма-рат жи-хаз
        """,
    "three consonants and more": """
        бұлт-тар төрт-тік жұрт-шы-лық сырт-қы қырт-пақ спорт-шы спорт-тық ми-нистр-лік центр-лер элект-рон-дық экс-перт транс-порт
        экс-порт ор-кестр грант-тар грамм-дық класс-тар цирк-тің конс-трук-тор инс-трук-ция транс-план-та-ция
        """,
    "one letter": "аэ-ро-порт эко-ло-гия эко-но-ми-ка юби-лей яғ-ни Япо-ния ата-мұ-ра әке-сі үкі-мет-тің гим-на-зия оқу-ға екі-ұш-ты",
    "loans": """
        ин-тер-нет стра-те-гия уни-вер-си-тет фа-куль-тет инс-ти-тут сту-дент ли-цей ин-вес-ти-ция ком-му-ни-ка-ция ин-фор-ма-ти-ка
        гу-ма-ни-тар-лық пси-хо-ло-ги-я-лық во-лон-тер-лік прог-рам-ма ки-лог-рамм аг-ро-но-мия ан-но-та-ция по-э-ма ди-ри-жёр
        ком-па-ни-я-сы встре-ча ре-жис-сёр он-лайн кол-ледж
        """,
    "ъ and ь": "подъ-езд субъ-ект объ-ек-ті-сі съём-ка ком-пью-тер пье-са су-дья аль-бом ап-рель филь-мі ок-тябрь-де альянс юс-ти-ция",
    "compounds": """
        кі-тап-ха-на ба-ла-бақ-ша ауыл-ша-ру-а-шы-лық те-ле-ар-на ав-то-бус ав-то-кө-лік ви-де-о-ба-қы-лау ра-ди-о-стан-ция ве-ло-спорт
        Қа-зақс-тан Өз-бекс-тан Түр-кіс-тан Қы-зы-лор-да Жез-қаз-ған Екі-бас-тұз Мар-қа-көл Пет-ро-павл
        """,
    "chains of endings": """
        Қо-ғам-дас-тық-тың тә-уел-сіз-ді-гі-міз-дің ұйым-дас-ты-ру-шы-ла-ры-мыз-дың мек-теп-те-рі-міз-де-гі ба-ла-ла-ры-мыз-дан
        ерік-ті-лер-ге оқы-ту-шы-ла-ры жыл-жы-май-тын қо-ғам-дас-ты-ғы-ның
        """,
}

LATIN = """
qo-ğam-dyq bır-les-tık qi-yn su-yq bu-yn ja-uap da-uys qa-iyñ ke-iın qo-ian-dar ua-qyt iağ-ni İs-ker İn-ter-net ın-kar qū-myrs-qa
jañ-ğyrt-ty or-na-las-ty-ru hai-ua-nat ai-uan kom-piu-ter ma-te-ri-al bi-yl si-yr-lar ki-ım ta-iau res-pub-li-ka oqy-tu-şy-la-ry
şy-ğar-ma-şy-lyq tä-uel-sız-dık den-sau-lyq pro-ekt tau-lar jai-lau äleu-met-tık ins-truk-tor mi-nistr-lık ala-qan ata ana tört jūrt
"""


def cases(words: str) -> list[str]:
    return words.split()


@pytest.mark.parametrize("expected", cases(PUBLISHED))
def test_kazakh_words_break_as_the_published_examples(expected: str) -> None:
    assert hyphenate(expected.replace("-", ""), "kk") == expected


@pytest.mark.parametrize("word", cases(UNBROKEN))
def test_a_word_without_two_syllables_of_two_letters_is_whole(word: str) -> None:
    assert hyphenate(word, "kk") == word


@pytest.mark.parametrize(("rule", "expected"), [(rule, word) for rule, words in BY_RULE.items() for word in cases(words)])
def test_other_kazakh_words_break_by_the_same_rules(rule: str, expected: str) -> None:
    """Worked out by hand from the rules."""
    assert hyphenate(expected.replace("-", ""), "kk") == expected, rule


def test_the_gold_list_is_long_enough_to_mean_something() -> None:
    assert len({word for words in (PUBLISHED, UNBROKEN, *BY_RULE.values()) for word in cases(words)}) >= 250


@pytest.mark.parametrize("expected", cases(LATIN))
def test_kazakh_in_latin_letters_breaks_by_the_same_rules(expected: str) -> None:
    assert hyphenate(expected.replace("-", ""), "kk-Latn") == expected


def test_abbreviations_numbers_and_hyphens_stay() -> None:
    assert hyphenate("ЮНЕСКО", "kk") == "ЮНЕСКО"
    assert hyphenate("Юнеско", "kk") == "Юнеско"
    assert hyphenate("2026-жылы", "kk") == "2026-жылы"
    assert hyphenate("Нұр-Сұлтан", "kk") == "Нұр-Сұл-тан"
    assert hyphenate("«ұйымдар»,", "kk") == "«ұйым-дар»,"


@pytest.mark.parametrize(
    ("word", "lang", "expected"),
    [
        ("ҚазҰУ", "kk", "ҚазҰУ"), ("ҮЕҰ-лардың", "kk", "ҮЕҰ-лар-дың"), ("МедиаНет", "ru", "МедиаНет"), ("YouTube", "en", "YouTube"),
        ("БАҚ", "kk", "БАҚ"), ("Матiбилердің", "kk", "Матiбилердің"), ("oрганизация", "ru", "oрганизация"), ("cоmmunity", "en", "cоmmunity"),
        ("оқу-жаттығу", "kk", "оқу-жат-ты-ғу"), ("ата-ана", "kk", "ата-ана"), ("д’Артаньян", "kk", "д’Ар-та-ньян"), ("Қурʼан", "kk", "Қурʼан"),
        (unicodedata.normalize("NFD", "қайырымдылық"), "kk", "қа-йы-рым-ды-лық"), ("Қ.Қ.", "kk", "Қ.Қ."), ("", "kk", ""),
    ],
)  # fmt: skip
def test_abbreviations_and_words_of_two_alphabets_are_whole(word: str, lang: str, expected: str) -> None:
    assert hyphenate(word, lang) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("ru", "без-опас-ность подъ-езд Ека-те-рин-бург об-ще-ствен-ный ор-га-ни-за-ция вос-пи-та-ние по-мощь де-ти се-мья раз-ви-тие"),
        ("ru", "пси-хо-ло-ги-че-ский во-лон-тёр меж-ду-на-род-ный Ка-зах-стан ин-ва-ли-дов объ-еди-не-ние"),
        ("en", "com-munity found-a-tion de-vel-op-ment Kaza-kh-stan sup-port edu-ca-tion chil-dren vo-lun-teer or-gan-isa-tion"),
    ],
)  # fmt: skip
def test_russian_and_english_come_from_pyphen(lang: str, expected: str) -> None:
    made = [hyphenate(word.replace("-", ""), lang) for word in expected.split()]
    assert made == expected.split()


def test_a_language_without_rules_leaves_words_whole() -> None:
    assert hyphenate("Übermut", "de") == "Übermut"
    with pytest.raises(KeyError):
        dictionary_path("fr")


@pytest.mark.parametrize("lang", sorted(own_dictionaries()))
def test_the_committed_pattern_file_is_the_generated_one(lang: str) -> None:
    assert dictionary_path(lang).read_text("utf-8") == generate_patterns(lang)


def test_the_engine_can_register_every_dictionary() -> None:
    for lang in ("kk", "kk-Latn", "ru", "en"):
        assert dictionary_path(lang).suffix == ".dic"
        assert dictionary_path(lang).is_file()


@cache
def exceptions(lang: str) -> tuple[str, ...]:
    written = re.findall(r'"([^"]+)"', re.sub("#.*", "", resources.files("pipeline.localise").joinpath("hyph_exceptions.toml").read_text("utf-8")))
    return tuple(word.replace("-", "").rstrip("*") for word in written)


@pytest.mark.parametrize("lang", sorted(ALPHABETS))
def test_the_pattern_file_and_the_rules_agree_on_made_up_words(lang: str) -> None:
    """The rules written out once more, as a function of syllables and without patterns, on 20,000 words."""
    chance, alphabet = random.Random(11), ALPHABETS[lang]
    for _ in range(20_000):
        word = alphabet.made_up(chance)
        assert hyphenate(word, lang) == parted(word, alphabet), word


def test_the_pattern_file_and_the_rules_agree_on_the_samples_kazakh() -> None:
    root = Path(__file__).resolve().parents[2]
    texts = (root / "sources/translations/content.kk.po", root / "pipeline/messages/kk.po", root / "pipeline/localise/labels/kk.po")
    said = " ".join(said for text in texts for entry in parse_catalogue(text.read_text("utf-8")) for said in (entry.msgstr, *entry.plurals))
    words = {word.lower() for word in re.findall("[а-яёәғқңөұүһі]+", said, re.IGNORECASE) if not is_kept_whole(word)}
    words -= {word for word in words if word.startswith(exceptions("kk"))}
    assert len(words) > 3000
    assert {word: hyphenate(word, "kk") for word in words if hyphenate(word, "kk") != parted(word, ALPHABETS["kk"])} == {}


@given(st.sampled_from(sorted(ALPHABETS)), st.data())
def test_both_ends_have_two_letters_and_the_last_a_vowel(lang: str, data: st.DataObject) -> None:
    alphabet = ALPHABETS[lang]
    word = data.draw(st.text(alphabet=alphabet.vowels + alphabet.consonants + alphabet.signs, min_size=1, max_size=20))
    parts = hyphenate(word, lang).split("-")
    assert "".join(parts) == word
    if len(parts) > 1:
        assert len(parts[0]) >= 2
        assert len(parts[-1]) >= 2
        assert set(alphabet.vowels) & set(parts[-1])
        assert all(part[0] not in "ъь" for part in parts[1:])

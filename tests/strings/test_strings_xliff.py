"""XLIFF as other programs write it back: OmegaT, memoQ, Weblate; 2.x; and files made to harm."""

from __future__ import annotations

import pytest
from translators import content, export, sent, taken

from pipeline.doors import xml_text
from pipeline.errors import Unreadable
from pipeline.strings.units import Catalogue, Unit
from pipeline.strings.xliff import read_xliff

TEXTS = (("ngo-0001/name", "Тихая гавань"), ("ngo-0001/mission", "Учим детей <плавать> & нырять", "Жүзуге үйретеміз"))

HEAD_1 = '<?xml version="1.0" encoding="UTF-8"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="content.ru" source-language="ru-RU" target-language="kk-KZ" datatype="plaintext"><header><tool tool-id="x" tool-name="X"/></header><body>'
TAIL_1 = "</body></file></xliff>"


def unit_1(inside: str, key: str = "ngo-0001/name", more: str = "") -> bytes:
    return f'{HEAD_1}<group id="g"><trans-unit id="{key}"{more}>{inside}</trans-unit></group>{TAIL_1}'.encode()


@pytest.mark.parametrize(("inside", "target", "fuzzy"), [
    ("<source>Тихая гавань</source><target>Тыныш айлақ</target>", "Тыныш айлақ", False),
    ('<source>Тихая гавань</source><target state="translated">Тыныш айлақ</target>', "Тыныш айлақ", False),
    ('<source>Тихая гавань</source><target state="needs-review-translation">Тыныш айлақ</target>', "Тыныш айлақ", True),
    ('<source>Тихая гавань</source><target state="new">Тыныш айлақ</target>', "Тыныш айлақ", True),
    ("<source>Тихая гавань</source><target>Тихая гавань</target>", "Тихая гавань", True),  # OmegaT, of a text that nobody translated
    ('<source>Тихая гавань</source><target state="final">Тихая гавань</target>', "Тихая гавань", False),
    ("<source>Тихая гавань</source>", "", False), ("<source>Тихая гавань</source><target/>", "", False),
    (('<source>Тихая гавань</source><seg-source><mrk mtype="seg" mid="1">Тихая гавань</mrk></seg-source>'
     '<target><mrk mtype="seg" mid="1">Тыныш <g id="1">айлақ</g></mrk></target>'), "Тыныш айлақ", False),
    ('<source>Тихая гавань</source><target>Тыныш айлақ</target><alt-trans><source>Гавань</source><target>Айлақ</target></alt-trans>', "Тыныш айлақ", False),
])
def test_states_and_inline_elements(inside: str, target: str, fuzzy: bool) -> None:
    arrival = read_xliff(unit_1(inside), "a.xlf")
    assert [(text.name, text.kind, text.target, text.fuzzy, text.source) for text in arrival.texts] == [("ngo-0001/name", "content", target, fuzzy, "Тихая гавань")]
    assert arrival.lang == "kk"


def test_a_unit_is_known_by_its_resname_where_its_id_is_a_number() -> None:
    arrival = read_xliff(unit_1("<source>Тихая гавань</source><target>Тыныш айлақ</target>", "17", ' resname="ngo-0001/name"'), "a.xlf")
    assert arrival.texts[0].name == "ngo-0001/name"


@pytest.mark.parametrize(("segments", "target", "fuzzy"), [
    ('<segment state="final"><source>Тихая гавань</source><target>Тыныш айлақ</target></segment>', "Тыныш айлақ", False),
    ('<segment state="initial"><source>Тихая гавань</source><target>Тыныш айлақ</target></segment>', "Тыныш айлақ", True),
    ("<segment><source>Тихая гавань</source><target>Тыныш айлақ</target></segment>", "Тыныш айлақ", False),
    (('<segment state="translated"><source>Тихая</source><target>Тыныш</target></segment><ignorable><source> </source></ignorable>'
     '<segment state="translated"><source>гавань</source><target>айлақ</target></segment>'), "Тыныш айлақ", False),
    (('<segment state="translated"><source>Тихая</source><target>Тыныш</target></segment><ignorable><source> </source></ignorable>'
     '<segment state="translated"><source>гавань</source></segment>'), "Тыныш ", True),
])
def test_version_2_is_read_too(segments: str, target: str, fuzzy: bool) -> None:
    text = (f'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="ru" trgLang="kk"><file id="content"><unit id="u1" '
            f'name="ngo-0001/name"><notes><note>Астана</note></notes>{segments}</unit></file></xliff>')
    arrival = read_xliff(text.encode(), "a.xlf")
    assert [(one.name, one.target, one.fuzzy, one.source) for one in arrival.texts] == [("ngo-0001/name", target, fuzzy, "Тихая гавань")]
    assert arrival.lang == "kk"


def test_each_language_of_the_texts_has_its_file() -> None:
    wanted, catalogue = content(*TEXTS)
    from dataclasses import replace

    wanted = replace(wanted, units=(wanted.units[0], replace(wanted.units[1], source_lang="en")))
    file = sent("xliff", export(wanted, catalogue)).decode()
    assert ('source-language="ru"' in file, 'source-language="en"' in file, file.count("<file ")) == (True, True, 2)
    assert taken(read_xliff(file.encode(), "a.xlf"), wanted, catalogue).changed == {}


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xliff version="1.2">&b;</xliff>'


@pytest.mark.parametrize("harm", [
    BOMB.encode(), BOMB.encode("utf-16"), b'<!DOCTYPE xliff SYSTEM "file:///etc/passwd"><xliff/>', b"<xliff" + b"><a" * 5000,
    b"<xliff><file></xliff>", b"", b"\xff\xfe", b"<html/>", b"<xliff>\x01</xliff>", b'<?xml version="1.0" encoding="x-none"?><xliff/>',
])
def test_what_is_made_to_harm_or_broken_is_refused_in_a_sentence(harm: bytes) -> None:
    with pytest.raises(Unreadable, match=r"a\.xlf"):
        read_xliff(harm, "a.xlf")


def test_a_document_of_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_text, "MOST_ELEMENTS", 100)
    with pytest.raises(Unreadable, match="more than 100 elements"):
        read_xliff(b"<xliff>" + b"<a/>" * 101 + b"</xliff>", "a.xlf")


def test_what_stands_beside_a_text_is_one_note_because_omegat_shows_the_last_only() -> None:
    wanted, _ = content(TEXTS[0])
    old = Catalogue("kk", "content", (Unit(TEXTS[0][0], "Гавань", "ru", "Айлақ", note="Сұрадым"),))
    root = xml_text.parse_xml(sent("xliff", export(wanted, old)), "a.xlf")
    notes = [(note.get("from"), note.text) for note in root.iter() if xml_text.local_name(note.tag) == "note"]
    assert notes == [("translator", "Сұрадым"), ("developer", "Астана › ngo-0001 › name\nмиссия: Помогать\ntranslated from: Гавань")]

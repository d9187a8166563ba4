"""The peers' documents say what our blocks say."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

from pipeline.model.book import Block, Section
from tests.bench.contents import Content, facts_of
from tests.bench.markup import parse, plain_text
from tests.bench.peers import typ, web

LINE = (
    '<p class="line" lang="ru">«Бота», Алматы <span class="see" lang="ru">см.</span> Бота '
    '<a class="n" href="#ngo-1"><span class="nowrap">12,</span> <span class="nowrap">14–16</span></a></p>'
)
ENTRY = (
    '<section class="entry" lang="ru">\n<div class="who">\n<h3 class="name" lang="kk"><span class="title">«Бота»</span></h3>\n</div>\n'
    '<div class="contacts">\n<p class="email"><i class="icon">✉</i><a href="mailto:a_b@c.example">a_b@c.example</a></p></div>\n'
    '<p class="areas"><span>дети</span> <span>право #1</span> </p>\n</section>'
)


@pytest.fixture
def content() -> Content:
    head = Block("opening", "opening", '<header class="opening" lang="ru"><h1>Алматы</h1><p class="figures">1 организация</p></header>')
    chapter = Section("region", "chapter", "ru", "Алматы", (Block("ngo-1", "entry", ENTRY, listing="ngo-1"),), head=head, columns=2)
    title = Block("index-head", "index-head", '<header class="index-head" lang="ru"><h1>Организации</h1><p>по алфавиту</p></header>')
    line = Block("names-1", "index-line", LINE, term="«Бота»", targets=("ngo-1",), locators="12, 14–16")
    index = Section("index-names", "index", "ru", "Организации", (line,), head=title, columns=3)
    return Content("ru", "Книга", (13, 15.5, 135, 197.5), "<p>Для заметок</p>", (chapter, index), {"a.css": "p { color: device-cmyk(0 0 0 1) }"})


def test_facts_name_where_the_body_and_the_index_begin_and_every_line(content: Content) -> None:
    facts = facts_of(content)
    assert facts["first_chapter"] == "Алматы 1 организация"
    assert facts["first_index"] == "Организации по алфавиту"
    assert facts["index"] == [["Организации по алфавиту", 0], ["«Бота», Алматы см. Бота", 1]]
    assert (facts["listings"], facts["after"]) == (1, "")


def test_the_html_has_an_empty_link_for_every_number() -> None:
    assert web.numbered(LINE, ("ngo-1", "ngo-2")).endswith(
        'Бота <span class="n"><a href="#ngo-1"></a>, <a href="#ngo-2"></a></span></p>'
    )
    contents = '<p class="contents-line"><a href="#x">Я</a><span class="lead"></span><span class="n">7</span></p>'
    assert web.numbered(contents, ("x",)).endswith('<span class="lead"></span><span class="n"><a href="#x"></a></span></p>')


def test_the_html_peers_have_the_layouts_type_in_grey(content: Content, tmp_path: Path) -> None:
    web.write(content, tmp_path)
    css = (tmp_path / "book.css").read_text(encoding="utf-8")
    assert "rgb(0, 0, 0)" in css
    assert "device-cmyk" not in css
    assert web.grey("a { background: device-cmyk(0 0 0 .12) }") == "a { background: rgb(224, 224, 224) }"
    assert (tmp_path / "fonts" / "GuideIcons.ttf").is_file()


def test_the_typst_book_is_set_and_its_numbers_are_found(content: Content, tmp_path: Path) -> None:
    web.write(content, tmp_path)
    typ.write(content, tmp_path)
    source = (tmp_path / "book.typ").read_text(encoding="utf-8")
    assert '#name[#text(lang: "kk")[«Бота»]]' in source
    assert "#areas[#area[дети] #area[право \\#1]]" in source
    assert "#index-line(<ngo-1>)[«Бота», Алматы #see[см.] Бота]" in source
    typst.compile(tmp_path / "book.typ", output=tmp_path / "book.pdf", font_paths=[tmp_path / "fonts"], ignore_system_fonts=True)


@pytest.mark.parametrize("text", ["1. a", "= b", "a_b*c*", "x@y #z $1 <w> [q] // -- ~ ' \" ...", "https://a.example/b"])
def test_escaped_text_is_printed_as_it_stands(text: str, tmp_path: Path) -> None:
    from tests.bench.agreement import _pages

    source = tmp_path / "a.typ"
    source.write_text("#set smartquote(enabled: false)\n#set text(hyphenate: false)\n" + typ.escaped(text), encoding="utf-8")
    typst.compile(source, output=tmp_path / "a.pdf")
    assert _pages(tmp_path / "a.pdf", (0, 0, 300, 300))[0].strip() == text


def test_a_fragment_whose_tags_do_not_match_is_refused() -> None:
    with pytest.raises(ValueError, match="closes"):
        parse("<p><b>a</p>")
    with pytest.raises(ValueError, match="not closed"):
        parse("<p>a")
    assert plain_text("<p>а<b>б</b></p><p>в</p>") == "аб в"

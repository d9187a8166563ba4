"""The peers' documents say what our blocks say: the sample edition's, as the layout's templates write them today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import typst
from weasyprint import HTML

from pipeline.model.book import Block
from tests.bench.agreement import Index, read_book, words
from tests.bench.contents import FOLIO, Content, compose_content, facts_of
from tests.bench.markup import Element, parse, plain_text, take_apart, text_of
from tests.bench.measuring import ROOT
from tests.bench.peers import typ, web

LINE = (
    '<p class="line" lang="ru">«Бота» &amp; Ко, <span class="nowrap">Алматы '
    '<a class="n" href="#ngo-1">100</a></span></p>'
)
ENTRY = (
    '<section class="entry" lang="ru">\n<div class="who">\n<h3 class="name" lang="kk"><span class="title">«Бота»</span></h3>\n</div>\n'
    '<div class="contacts">\n<p class="email"><i class="icon">✉</i><a href="mailto:a_b@c.example">a_b@c.example</a></p></div>\n'
    '<p class="areas"><span>дети</span> <span>право #1</span> </p>\n</section>'
)


@pytest.fixture(scope="module", params=["ru", "kk"])
def sample(request: pytest.FixtureRequest) -> Content:
    return compose_content(ROOT / "sources", request.param)


@pytest.fixture(scope="module")
def extract(sample: Content) -> Content:
    """Six entries of the sample's first chapter, and the lines of its indexes that lead nowhere else."""
    chapter = replace(sample.body[0], blocks=sample.body[0].blocks[:6])
    known = {block.listing for block in chapter.blocks}
    indexes = [
        replace(index, blocks=tuple(block for block in index.blocks if block.targets and known.issuperset(block.targets)))
        for index in sample.indexes
    ]
    return replace(sample, sections=(chapter, *(index for index in indexes if index.blocks)))


def _blocks(content: Content) -> Iterator[Block]:
    for section in content.sections:
        yield from (*([section.head] if section.head else []), *section.blocks)


def _says(block: Block) -> str:
    return take_apart(block.html, block.locators).text if block.targets else plain_text(block.html)


def _elements(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            yield child
            yield from _elements(child)


def test_every_line_of_the_sample_is_told_from_its_number(sample: Content) -> None:
    lines = [block for block in _blocks(sample) if block.targets]
    assert {block.locators for block in lines} == {str(FOLIO)}
    for block in lines:
        assert plain_text(block.html).replace(" ", "") == _says(block).replace(" ", "") + str(FOLIO)


def test_facts_name_where_the_body_and_the_index_begin_and_every_line(sample: Content) -> None:
    facts = facts_of(sample)
    assert str(facts["first_chapter"]).startswith(sample.body[0].title)
    assert str(facts["first_index"]).startswith(sample.indexes[0].title)
    assert facts["listings"] == sum(1 for block in _blocks(sample) if block.listing)
    assert facts["index"] == [
        [_says(block), len(block.targets)] for section in sample.indexes for block in _blocks(replace(sample, sections=(section,)))
    ]


def test_the_html_book_says_what_the_blocks_say_and_links_every_number(sample: Content, tmp_path: Path) -> None:
    web.write(sample, tmp_path)
    html = (tmp_path / "book.html").read_text(encoding="utf-8").partition("<body")[2].partition(">")[2].partition("</body>")[0]
    body = parse(html)
    assert words(text_of(body)) == words(" ".join(_says(block) for block in _blocks(sample)))
    elements = list(_elements(body))
    folios = [element.attributes["href"][1:] for element in elements if "folio" in element.classes]
    assert folios == [target for block in _blocks(sample) for target in block.targets]
    assert set(folios) <= {element.attributes.get("id") for element in elements}


def test_the_typst_book_of_the_sample_says_what_the_blocks_say(sample: Content, tmp_path: Path) -> None:
    web.write(sample, tmp_path)
    typ.write(sample, tmp_path)
    typst.compile(tmp_path / "book.typ", output=tmp_path / "book.pdf", font_paths=[tmp_path / "fonts"], ignore_system_fonts=True)
    reading = read_book(tmp_path / "book.pdf", facts_of(sample))
    body = _blocks(replace(sample, sections=tuple(sample.body)))
    assert reading.body == Counter(words(" ".join(plain_text(block.html) for block in body)))
    assert reading.index == Index(len(sample.index_lines()), len(sample.index_lines()))


def test_the_typst_template_knows_every_class_of_the_sample(sample: Content) -> None:
    """A new class of the layout: write a function of its name in peers/guide.typ, or name it in typ.PLAIN where it changes nothing."""
    assert not {name for block in _blocks(sample) if not block.targets for name in typ.unknown(block.html)}


def test_the_html_book_is_set_with_its_numbers(extract: Content, tmp_path: Path) -> None:
    web.write(extract, tmp_path)
    HTML(tmp_path / "book.html").write_pdf(tmp_path / "book.pdf")
    found = read_book(tmp_path / "book.pdf", facts_of(extract)).index
    assert found == Index(len(extract.index_lines()), len(extract.index_lines()))
    assert found.lines > 1


def test_the_numbers_stand_where_ours_did_and_the_others_follow() -> None:
    assert web.numbered(take_apart(LINE, "100"), ("ngo-1", "ngo-2", "ngo-3")) == (
        '<p class="line" lang="ru">«Бота» &amp; Ко, <span class="nowrap">Алматы <a class="n folio" href="#ngo-1"></a>,</span> '
        '<a class="n folio next" href="#ngo-2"></a>, <a class="n folio next" href="#ngo-3"></a></p>'
    )
    contents = '<p class="contents-line"><a href="#x">Я</a><span class="lead"></span><span class="n">100</span></p>'
    assert web.numbered(take_apart(contents, "100"), ("x",)).endswith('<span class="lead"></span><a class="n folio" href="#x"></a></p>')


@pytest.mark.parametrize(
    "html",
    [
        "<p>Школа 100, Алматы <a>100</a></p>",
        "<p><b>Школа 100</b>, <i>Алматы <b><u><a>100</a></u></b></i> </p>\n",
        "<p>Школа 100, <i>Алматы\u00a0</i><i><a>100</a></i></p>",
        "<p>Школа 100, Алматы<br>100</p>",
    ],
)
def test_a_line_is_taken_apart_whatever_its_elements_are_called(html: str) -> None:
    line = take_apart(html, "100")
    assert line.text == "Школа 100, Алматы"
    assert web.numbered(line, ("x", "y")).removesuffix("\n").endswith(
        '<a class="folio next" href="#y"></a></p>'
    )


@pytest.mark.parametrize("html", ["<p>Алматы 100</p>", "<p>Алматы <a>100</a> и далее</p>", "<p>Алматы <a>101</a></p>", "<p></p>", "100"])
def test_a_line_that_does_not_end_with_its_number_is_refused(html: str) -> None:
    with pytest.raises(ValueError, match="does not end with its number 100"):
        take_apart(html, "100")


def test_the_html_peers_have_the_layouts_type_in_grey(extract: Content, tmp_path: Path) -> None:
    web.write(extract, tmp_path)
    css = (tmp_path / "book.css").read_text(encoding="utf-8")
    assert "rgb(0, 0, 0)" in css
    assert "device-cmyk(" not in css
    assert web.grey("a { background: device-cmyk(0 0 0 .12) }") == "a { background: rgb(224, 224, 224) }"
    assert (tmp_path / "fonts" / "GuideIcons.ttf").is_file()


def test_elements_become_functions_of_the_typst_template() -> None:
    source = typ.markup(ENTRY, "ru")
    assert '#name[#text(lang: "kk")[«Бота»]]' in source
    assert "#areas[#area[дети] #area[право \\#1]]" in source
    assert typ.markup('<p class="tail">а <span class="nowrap">б</span>\u00a0(в)</p>', "ru") == "#tail-line[а #box[б]\u00a0\\(в)]"


def test_what_the_typst_template_does_not_know_is_printed_all_the_same() -> None:
    html = '<section class="novel"><p class="unheard">а <q class="of">б</q>(в)</p>г<span class="void"></span></section>'
    assert typ.markup(html, "ru") == "#para[#para[а б\\(в)]\nг\n]"
    assert typ.unknown(html) == {"section.novel", "p.unheard", "q.of", "span.void"}
    assert typ.unknown('<p class="tail unheard"></p><p>а</p>') == set()


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

"""The parts of the book: chapters, entries, contents, front matter."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from pipeline.compose import (
    Composing,
    compose_body,
    compose_contents,
    compose_correction,
    compose_front,
    compose_indexes,
    compose_notes,
    compose_title,
    entry_block,
    reset_block,
)
from pipeline.compose.body import _name_parts, entry_html
from pipeline.compose.setting import breakable, breakable_account
from pipeline.doors.templates import TemplateSet, mark_up
from pipeline.errors import BrokenTemplate
from pipeline.localise import set_text, set_words, subject_key
from pipeline.model.book import Section
from pipeline.model.localised import LocalArea, LocalOrganisation, LocalPhone, LocalSocial, LocalText, bare
from tests.core.small_edition import composing, expert, listings, local, organisation


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def body() -> list[Section]:
    return compose_body(listings(), composing())


def test_chapters_begin_with_the_cities_and_follow_the_alphabet_experts_last() -> None:
    assert [section.name for section in body()] == ["region-kz-75", "region-kz-35", "region-kz-62", "experts"]
    assert [section.tab for section in body()] == ["Алматы", "Қарағанды", "Солтүстік Қазақстан", body()[-1].title]


def test_every_listing_is_one_block_in_filing_order() -> None:
    blocks = [block for section in body() for block in section.blocks]
    assert sorted(block.listing for block in blocks) == sorted(listing.id for listing in listings())
    keys = {listing.id: listing.sort_key for listing in listings()}
    for section in body():
        assert [block.listing for block in section.blocks] == sorted((b.listing for b in section.blocks), key=lambda name: (keys[name], name))


def test_an_entrys_block_leads_back_to_its_cells_and_has_its_guide_word() -> None:
    block = next(block for section in body() for block in section.blocks if block.listing == "ngo-0001")
    assert [str(cell) for cell in block.cells] == ["a.xlsx › ҮЕҰ › A5", "a.xlsx › ҮЕҰ › B5", "a.xlsx › ҮЕҰ › M5"]
    assert block.guide == "«Әділет жолы»"


def test_a_long_guide_word_is_cut_between_words() -> None:
    long = replace(organisation(0), quoted="«Көпбалалы және аз қамтылған отбасыларды қолдау жөніндегі қоғамдық бастамалар»")
    guide = compose_body([long], composing())[0].blocks[0].guide
    assert guide.endswith("…")
    assert len(guide) <= 45
    assert long.quoted.startswith(guide[:-1] + " ")


def test_an_entry_says_all_that_is_known_press_contact_first() -> None:
    entry = organisation(1)
    words = text_of(entry_html(entry, composing()))
    parts = [
        entry.quoted, entry.press.name.value if entry.press else "", entry.phones[0].text, entry.phones[1].text, entry.emails[0], entry.site,
        str(entry.mission)[:40], entry.head.name.value if entry.head else "", "@ngo_1", entry.areas[0].name.value,
    ]
    places = [words.find(" ".join(part.split())) for part in parts]
    assert [part for part, place in zip(parts, places, strict=True) if not part or place < 0] == []
    assert places == sorted(places)
    for word in str(entry.address).split():
        assert word in words


def test_what_is_not_known_leaves_no_trace() -> None:
    bare = LocalOrganisation(
        id="ngo-1", region=organisation(0).region, region_name="Алматы", region_short="Алматы", name=local("Жалғыз"), quoted="«Жалғыз»", display="«Жалғыз»",
        sort_key=b"", bucket="Ж", source=organisation(0).source, sent_in="kk",
    )
    html = entry_html(bare, composing())
    assert text_of(html) == "«Жалғыз»"
    assert "None" not in html


def test_a_text_in_another_language_says_so_and_is_marked() -> None:
    html = entry_html(organisation(2), composing())
    assert re.search(r'<p lang="ru">Организация [^<]*<span class="mark">', html)


def test_the_mark_is_never_parted_from_the_text_that_it_marks() -> None:
    """After a full stop a line may break before a degree sign (UAX 14): a word joiner stands between them."""
    html = unescape(entry_html(replace(organisation(2), mission=LocalText("Мақсат.", "ru", fallback=True)), composing()))
    assert "°" in html
    assert re.findall(r"[^\u2060]°", html) == []


@pytest.mark.parametrize(
    ("targets", "plans", "heads"),
    [("балалар", "Ашу", (":", ".")), ("Балалар.", "ашу", (".", ":")), ("9–16 жастағылар", "2027 жылы ашу", (":", ".")), ("«Үміт»", "«Үміт»", (":", "."))],
)
def test_a_run_in_head_ends_as_the_text_after_it_begins(targets: str, plans: str, heads: tuple[str, str]) -> None:
    """A full stop before a small letter is a mistake in all three languages."""
    html = entry_html(replace(organisation(1), targets=local(targets), plans=local(plans)), composing())
    assert tuple(re.findall(r"<b lang=\"kk\">[^<]*(.)</b> ", html)) == heads


def test_names_of_languages_areas_and_topics_are_not_torn_apart_at_a_lines_end() -> None:
    told = replace(composing(), lang="ru", set_text=set_text)
    area = LocalArea("arts", LocalText("культура и искусство", "ru"))
    one = replace(organisation(1), areas=(area,), languages=("қазақ тілі",))
    assert "қазақ\u00a0тілі" in entry_html(one, told)
    opening = compose_body([one], told)[0].head
    assert opening is not None
    assert "культура и\u00a0искусство" in opening.html
    (areas,) = (section for section in compose_indexes([one], lambda _: 7, told) if section.name == "index-areas")
    assert "культура и\u00a0искусство" in areas.blocks[0].html
    assert areas.blocks[0].guide == "культура и искусство"


def test_what_people_wrote_is_escaped() -> None:
    html = entry_html(replace(organisation(1), mission=local("a < b & <script>x</script>")), composing())
    assert "a &lt; b &amp; &lt;script&gt;" in html
    assert "<script>" not in html


@pytest.mark.parametrize(("digits", "uri"), [("77010000011", "tel:+77010000011"), ("88000800000", "tel:88000800000"), ("150", "tel:150")])
def test_numbers_can_be_rung(digits: str, uri: str) -> None:
    html = entry_html(replace(organisation(0), phones=(LocalPhone("x", digits, "office"),)), composing())
    assert f'href="{uri}"' in html


def test_an_address_breaks_without_a_hyphen_only_where_it_is_long() -> None:
    assert breakable("info@fond.example") == "info@fond.example"
    long = breakable("a-very-long-organisation-name@mail.fund.example/path")
    assert bare(long).replace("\u200b", "") == "a-very-long-organisation-name@mail.fund.example/path"
    assert "@\u200bmail\u200b.fund\u200b.example/\u200bpath" in long
    assert bare(breakable("info@qazaqstan-zhas-urpaq-ortalygy.kz")) == "info@\u200bqazaqstan-zhas-urpaq-ortalygy.kz"
    assert breakable("info@qazaqstan-zhas-urpaq-ortalygy-almaty.kz").endswith("\u200b.kz"), "too long for a line together"


def test_no_line_of_an_address_ends_with_a_hyphen_of_its_own() -> None:
    """A reader cannot tell such a hyphen from one that the line's end has put in."""
    assert breakable("m.dzhaksybekova@dzhaksybekova-madina.example").split("-")[1].startswith("\u2060")
    unbroken = "a-name-that-is-longer-than-any-line-of-a-column.kz"
    assert "\u2060" not in breakable(unbroken), "it has to part somewhere"


def test_a_long_account_may_break_after_underscores_and_at_last_anywhere() -> None:
    assert breakable_account("ashyq_kitap") == "ashyq_kitap"
    assert breakable_account("podderzhka_mnogodetnykh_semei.kz") == "podderzhka_\u200bmnogodetnykh_\u200bsemei.kz"
    assert breakable_account("nemetskiy_hor_pavlodar_kz") == "nemetskiy_\u200bhor_\u200bpavlodar_kz"
    assert breakable_account("a_" + "b" * 23 + "_kz") == "a_\u200b" + "b" * 21 + "\u200bbb_kz"
    for letters in range(25, 100):
        parts = breakable_account("a" * letters).split("\u200b")
        assert max(map(len, parts)) <= 24
        assert len(parts[-1]) >= 4
    entry = replace(organisation(1), social=(LocalSocial("instagram", "Instagram", "podderzhka_mnogodetnykh_semei_katonkaragaya_kz"),))
    assert "mnogodetnykh_\u200bsemei_" in entry_html(entry, composing())


def test_an_entry_that_is_to_be_set_otherwise_says_so_in_its_prose() -> None:
    made = entry_block(organisation(1), composing())
    assert reset_block(made, "") == made
    changed = reset_block(made, "driven-out")
    assert changed.reset == "driven-out"
    assert changed.html.count('<div class="prose driven-out">') == 1
    assert changed.html.replace("prose driven-out", "prose") == made.html
    assert '"prose taken-in"' in reset_block(entry_block(expert(0), composing()), "taken-in").html


def test_an_expert_links_to_the_organisation() -> None:
    assert '<a href="#ngo-0001">' in entry_html(expert(0), composing())


def front(**texts: str) -> tuple[Section | None, list[Section]]:
    return compose_front(listings(), replace(composing(), front=texts), {"isbn": "978-601-0000-00-0"})


def test_front_matter_is_what_the_edition_has_in_the_books_order() -> None:
    colophon, parts = front(howto="# B", foreword="# A", colophon="{isbn} {what}", other="# C")
    assert [part.name for part in parts] == ["foreword", "howto"]
    assert colophon
    assert "978-601-0000-00-0 {what}" in colophon.blocks[0].html
    assert not colophon.has_furniture
    assert front() == (None, [])


def test_markdown_of_editors_may_not_bring_html() -> None:
    _, (part,) = front(foreword="# A\n\n<script>x</script> & *y*")
    assert "<script>" not in part.blocks[0].html
    assert "<em>y</em>" in part.blocks[0].html


def test_the_page_that_explains_an_entry_shows_a_real_one_that_has_every_part() -> None:
    chosen = replace(organisation(1), id="ngo-0999", quoted="«Толық»", mission=local("Қысқа мақсат."), plans=None)
    made = replace(composing(), front={"howto": "# Қалай"})
    _, (howto,) = compose_front([*listings(), chosen], made, {})
    html = howto.blocks[0].html
    assert "«Толық»" in html
    numbers = [int(number) for number in re.findall(r'<sup class="part">(\d+)</sup>', html)]
    assert sorted(numbers) == list(range(1, 11))
    for number in numbers:
        assert re.search(rf"<p><span[^>]*>{number}</span>\S", html), f"part {number} has no words in the legend"


def test_the_legend_names_the_parts_the_specimen_has_and_no_others() -> None:
    bare = replace(organisation(0), press=None, site="", address=None, areas=())
    _, (howto,) = compose_front([bare], replace(composing(), front={"howto": "# Қалай"}), {})
    html = howto.blocks[0].html
    shown = [int(number) for number in re.findall(r'<sup class="part">(\d+)</sup>', html)]
    named = [int(number) for number in re.findall(r"<p><span[^>]*>(\d+)</span>\S", html)]
    assert sorted(set(shown)) == named == list(range(1, len(named) + 1))
    assert 3 <= len(named) < 8


def test_the_specimen_is_an_entry_that_is_translated_where_there_is_one() -> None:
    whole, foreign = organisation(1), replace(organisation(1), id="ngo-0000", mission=LocalText("Миссия", "ru", fallback=True))
    _, (howto,) = compose_front([foreign, whole], replace(composing(), front={"howto": "# Қалай"}), {})
    assert "°" not in howto.blocks[0].html


def test_a_book_of_experts_has_no_specimen_and_is_still_made() -> None:
    _, (howto,) = compose_front([expert(0)], replace(composing(), front={"howto": "# Қалай"}), {})
    assert "specimen" not in howto.blocks[0].html


def test_the_contents_have_one_line_a_section_under_the_name_of_its_part() -> None:
    sections = [*body(), Section("index-a", "index", "kk", "Атаулар", ()), replace(body()[0], name="left-out", in_contents=False)]
    contents = compose_contents(sections, lambda name: str(len(name)), composing())
    found = [(block.targets, block.locators) for block in contents.blocks if block.term]
    assert found == [((section.name,), str(len(section.name))) for section in sections[:-1]]
    parts = [block.name for block in contents.blocks if block.keep_with_next]
    assert parts == ["contents-part-chapter", "contents-part-index"]


def test_the_title_pages_count_what_is_in_the_book() -> None:
    title = compose_title(listings(), composing())
    words = text_of(title.blocks[0].html)
    labels = composing().labels
    assert labels.plural("{n} organisation", "{n} organisations", 21) in words
    assert labels.plural("{n} expert", "{n} experts", 5) in words
    assert not title.has_furniture


def test_notes_and_the_correction_form_are_optional_parts() -> None:
    assert compose_correction(replace(composing(), front={})) is None
    assert len(compose_notes(3, composing()).blocks) == 3


def test_a_template_that_names_what_is_not_there_is_told_by_file_and_line() -> None:
    from pipeline.doors.templates import TemplateSet

    broken = TemplateSet("pocket", {"index_line.html.j2": "<p>\n{{ nothing }}</p>"})
    with pytest.raises(BrokenTemplate, match=r"layouts/pocket/index_line.html.j2, line 2: 'nothing' is undefined"):
        replace(composing(), templates=broken).render("index_line.html.j2")


def test_composing_twice_gives_the_same() -> None:
    assert compose_body(listings(), composing()) == compose_body(list(reversed(listings())), composing())


def test_english_experts_are_filed_by_surname() -> None:
    def english(name: str, number: int) -> object:
        return replace(expert(0), id=f"exp-{number}", name=LocalText(name, "en"))

    made: Composing = replace(composing(), lang="en")
    (section,) = compose_body([english("Zarina Abenova", 1), english("Aigul Tleubekova", 2)], made)  # type: ignore[list-item]
    assert [block.guide for block in section.blocks] == ["Abenova, Zarina", "Tleubekova, Aigul"]


def test_front_matter_is_set_by_typographic_rules_across_line_ends_and_emphasis() -> None:
    html = mark_up(
        'Внутри *региона*\n— по алфавиту,\n9-16 лет, "**Надежда**", [a-b](https://a-b.example/9-16), `9-16`.\n\n- пункт',
        set_text=lambda text: set_text(text, "ru"),
    )
    assert html == (
        "<p>Внутри <em>региона</em>\u00a0— по алфавиту, 9–\u206016\u00a0лет, «<strong>Надежда</strong>», "
        '<a href="https://a-b.example/9-16">a-\u2060b</a>, <code>9-16</code>.</p>\n<ul>\n<li>пункт</li>\n</ul>\n'
    )


@pytest.mark.parametrize(
    ("quoted", "acronym", "parts", "kept"),
    [
        ("«Ақ жол»", "", ("«Ақ", "жол»", True), "жол» ҚҚ"),
        ("«Үміт»", "", ("«Үміт»", "", False), ""),
        ("«Қоғамдық бастамаларды қолдау»", "ҚБҚ", ("«Қоғамдық бастамаларды", "қолдау»", True), "қолдау» (ҚБҚ) ҚҚ"),
        ("«Ауыл кітапханаларының-бірлестігі»", "АКБ", ("«Ауыл кітапханаларының-бірлестігі»", "", True), "(АКБ) ҚҚ"),
        ("«Ауыл»", "АУЫЛКІТАПХАНАЛАРЫБІРЛЕСТІГІ", ("«Ауыл»", "", False), ""),
    ],
)
def test_a_names_last_word_goes_with_what_follows_it_where_a_line_holds_both(
    quoted: str, acronym: str, parts: tuple[str, str, bool], kept: str
) -> None:
    entry = replace(organisation(1), quoted=quoted, acronym=local(acronym) if acronym else None, form_short="ҚҚ")
    assert _name_parts(entry) == parts
    html = entry_html(entry, composing())
    assert re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip().startswith(f"{quoted} {f'({acronym}) ' if acronym else ''}ҚҚ")
    bound = re.search(r'<span class="nowrap">(.*)</span></h3>', html)
    assert re.sub("<[^>]+>", "", bound[1] if bound else "") == kept


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("Алматы, Абай даңғ., 70", '<span class="nowrap">Абай даңғ., 70</span>'),
        ("015921, Алматы, ул. Наурызбай батыра, 104", '<span class="nowrap">ул. Наурызбай батыра, 104</span>'),
        ("015921, Алматы, ул. Наурызбай Кутпанбетулы, 104", "<span>ул. Наурызбай Кутпанбетулы,\u00a0104</span>"),
        ("010015, Астана, ул. Кумисбекова, 9, кв. 41", '<span class="nowrap">ул. Кумисбекова, 9, кв. 41</span>'),
        ("010010, Астана, ул. Кошкарбаева, 27, подъезд 4", '<span class="nowrap">ул. Кошкарбаева, 27,</span>'),
        ("010012, Астана, Кенесары көш., 70, 18-бөлме", '<span class="nowrap">Кенесары көш., 70,</span>'),
        ("015921, Алматы, Наурызбайбатыртөбесікөшесі, 104", '<span>Наурызбайбатыртөбесікөшесі,</span> <span class="nowrap">104</span>'),
    ],
)
def test_the_number_of_a_house_and_a_last_part_of_few_letters_go_with_what_is_before_them(address: str, kept: str) -> None:
    assert kept in entry_html(replace(organisation(1), address=local(address)), composing())


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("<p>{{ 1 / 0 }}</p>", "line 1: division by zero"), ("{# nothing #}", "prints nothing"), ("{{ {}['x'] }}", "line 1"),
        ("<p>{% include 'a.html.j2' %}</p>", "maximum recursion depth"), ("{% include 'b.html.j2' %}", "layouts/test/b.html.j2 does not exist"),
        ("<p>\n{% if x %}</p>", "line 2"), ("{{ t('no such label') }}", "no label “no such label”"),
    ],
)
def test_every_way_a_template_fails_is_a_template_error(template: str, said: str) -> None:
    with pytest.raises(BrokenTemplate) as raised:
        TemplateSet("test", {"a.html.j2": template}).render("a.html.j2", t=composing().labels.text)
    assert said in str(raised.value)


def test_abbreviations_put_into_latin_letters_stand_in_the_order_of_those_letters() -> None:
    kazakh = "# Қысқартулар\n\n- **БАҚ** — ақпарат құралдары\n- **ЖҚ** — жеке қор\n- **ЗТБ** — бірлестік\n- **көш.** — көше\n\nТағы.\n"
    told = replace(composing(), lang="kk-Latn", set_text=set_words, subject_key=subject_key, front={"abbreviations": kazakh})
    _, (latin,) = compose_front([], told, {})
    assert re.findall(r"<strong>(.*?)</strong>", latin.blocks[0].html) == ["BAQ", "JQ", "köş.", "ZTB"]
    _, (own,) = compose_front([], replace(told, lang="kk"), {})
    assert re.findall(r"<strong>(.*?)</strong>", own.blocks[0].html) == ["БАҚ", "ЖҚ", "ЗТБ", "көш."], "an editor's order is an editor's"

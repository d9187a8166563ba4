"""E-mails, sites and accounts: data.md section 4, cases 20 to 22."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.findings import CellRef
from pipeline.normalise.email_cells import split_emails
from pipeline.normalise.emails import is_address, read_address
from pipeline.normalise.sites import read_links
from pipeline.normalise.trail import Trail


def address(text):
    """The addresses printed for a cell, and (code, proposal) of its findings."""
    trail = Trail()
    spot = trail.spot(CellRef("a.xlsx", "НПО", "G5"), "emails")
    pieces = split_emails(text)
    good = [made for made in (read_address(piece, spot) for piece in (*pieces.addresses, *pieces.rest)) if made]
    return good, [(finding.code, finding.after) for finding in trail.findings]


def links(text, header="", *, social=True):
    trail = Trail()
    found = read_links([(text, header, trail.spot(CellRef("a.xlsx", "НПО", "H5"), "site"))], social=social)
    return (
        [site for site, _ in found.sites],
        [(made.network, made.handle) for made in found.social],
        [email for email, _ in found.emails],
        [(finding.code, finding.after) for finding in trail.findings],
    )


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("оkytu_оrtalygy-кentau@mail.ru", ("lookalike", "okytu_ortalygy-kentau@mail.ru")),
        ("cent_2009@maiI.ru", ("typo", "cent_2009@mail.ru")),
        ("bulak.@mail.ru", ("bad-email", None)),
        ("info@mail,ru", ("typo", "info@mail.ru")),
        ("rodnikmail0yaho,fr", ("bad-email", None)),
        ("rodnik@gmial.com", ("typo", "rodnik@gmail.com")),
        ("rodnik@gmail.con", ("typo", "rodnik@gmail.com")),
    ],
)
def test_an_uncertain_address_is_proposed_and_not_printed(text, proposal):
    assert address(text) == ([], [proposal])


@pytest.mark.parametrize(
    "text", ["mailto:info@mail.ru", "<info@mail.ru>", "info @mail.ru", "info@mail.ru.", "E-mail: info@mail.ru", "info@MAIL.ru"]
)
def test_a_certain_address_is_cleaned(text):
    assert address(text) == (["info@mail.ru"], [])


def test_several_addresses_of_a_cell_are_parted():
    assert address("a@rodnik.example, b@rodnik.example;c@rodnik.example\nd@rodnik.example")[0] == [
        f"{name}@rodnik.example" for name in "abcd"
    ]
    assert address("a@rodnik.kz,b@rodnik.kz")[0] == ["a@rodnik.kz", "b@rodnik.kz"]


@pytest.mark.parametrize("text", ["info@rodnik.example", "info@mai.ru", "info@email.ru"])
def test_a_domain_of_its_own_is_no_typing_error(text):
    assert is_address(text)


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("rodnik.example", "rodnik.example"),
        ("www.rodnik-aktobe.example", "rodnik-aktobe.example"),
        ("https://rodnik.example/", "rodnik.example"),
        ("HTTP://WWW.Rodnik.example/Ru/About", "rodnik.example/Ru/About"),
        ("родник.қаз", "родник.қаз"),
    ],
)
def test_a_site_is_printed_as_host_and_path(text, site):
    assert links(text, social=False)[0] == [site]


@pytest.mark.parametrize(
    ("text", "header", "account"),
    [
        ("Vk.com/rodniksoyuz24", "", ("vk", "rodniksoyuz24")),
        ("Инстаграм: Til_ortalygy_bulak", "", ("instagram", "Til_ortalygy_bulak")),
        ("@rodnik_kz", "Instagram", ("instagram", "rodnik_kz")),
        ("rodnik.kz", "Инстаграм", ("instagram", "rodnik.kz")),
        ("https://www.instagram.com/rodnik.kz/?hl=ru", "", ("instagram", "rodnik.kz")),
        ("https://t.me/rodnik", "", ("telegram", "rodnik")),
        ("тг @rodnik", "", ("telegram", "rodnik")),
        ("https://www.youtube.com/@rodnik", "", ("youtube", "rodnik")),
        ("youtube.com/channel/UC123", "", ("youtube", "channel/UC123")),
        ("https://www.tiktok.com/@rodnik", "", ("tiktok", "rodnik")),
        ("https://twitter.com/rodnik", "", ("x", "rodnik")),
        ("https://www.linkedin.com/company/rodnik/", "", ("linkedin", "company/rodnik")),
        ("fb.com/rodnik", "", ("facebook", "rodnik")),
    ],
)
def test_an_account_is_known_by_link_label_or_header(text, header, account):
    assert links(text, header)[1] == [account]


def test_things_in_the_wrong_column_are_moved_or_named():
    assert links("http://rodnik52@mail.example")[2] == ["rodnik52@mail.example"]
    assert links("http://www.@mail.ru")[3] == [("bad-site", None)]
    assert links("https://www.facebook.сom/rodnik")[3] == [("lookalike", "facebook.com/rodnik")]
    assert links("@rodnik")[3] == [("unknown-network", None)]


def test_everything_of_a_row_lands_where_it_belongs(one):
    organisation = one(
        phones="264-15-28, info@rodnik.example",
        emails="press2@rodnik.example; www.rodnik.example",
        press="Ким Елена, пресс-секретарь, 8 701 718 28 72, press@rodnik.example",
        site="https://t.me/rodnik",
        social="Instagram: rodnik",
        consent_mobile="да",
    ).listings[0]
    assert organisation.emails == ("press2@rodnik.example", "info@rodnik.example")
    assert organisation.press_email == "press@rodnik.example"
    assert organisation.site == "rodnik.example"
    assert [(made.network, made.handle) for made in organisation.social] == [("telegram", "rodnik"), ("instagram", "rodnik")]
    assert [(phone.kind, phone.groups[-1]) for phone in organisation.phones] == [("office", "28"), ("press", "72")]
    assert {phone.note for phone in organisation.phones} == {""}
    assert organisation.press.name.value == "Ким Елена"
    assert organisation.press.role.value == "пресс-секретарь"


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_accident(text):
    address(text)
    links(text)

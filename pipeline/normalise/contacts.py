"""Everything a listing can be reached by, gathered from all its cells: what stands in the wrong column goes to the right one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pipeline.model.listings import Phone, PhoneKind, Region, Social, Town
from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.answers import yes_or_no
from pipeline.normalise.consent_columns import UNCLEAR
from pipeline.normalise.email_cells import split_emails
from pipeline.normalise.emails import ask_address, read_address
from pipeline.normalise.phones import FoundPhone, PhoneCell, local_code, looks_like_phone, read_phones
from pipeline.normalise.reading import Cell, RowReader
from pipeline.normalise.site_texts import without_connectors
from pipeline.normalise.sites import looks_like_site, read_links
from pipeline.normalise.trail import Spot

__all__ = ["Contacts", "read_contacts"]

_ORGANISATION: Final[tuple[tuple[str, PhoneKind, bool], ...]] = (
    ("phones", "office", False), ("freephone", "freephone", False), ("helpline", "helpline", False), ("contacts", "office", False),
    ("fax", "fax", False), ("mobile", "mobile", True), ("head", "mobile", True), ("press_phone", "press", True), ("press", "press", True),
)  # fmt: skip
"""Column, kind and whether its mobiles are a person's, in the order in which numbers are printed."""
_EXPERT: Final[tuple[tuple[str, PhoneKind, bool], ...]] = (("phones", "office", True), ("mobile", "mobile", True))
_PEOPLE: Final = frozenset({"head", "press"})


@dataclass(slots=True)
class Contacts:
    """Cleaned contacts; numbers that may not be printed are gone, and said so in the trail."""

    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    press_email: str = ""
    site: str = ""
    social: tuple[Social, ...] = ()
    withheld: tuple[Phone, ...] = ()
    """Mobiles of people that the row does not say may be printed."""

    @property
    def any(self) -> bool:
        return bool(self.phones or self.emails or self.press_email or self.site or self.social)


@dataclass(slots=True)
class _Gathered:
    personal: bool
    """Is everything the contact of one person?"""
    phone_cells: list[PhoneCell] = field(default_factory=list)
    links: list[tuple[str, str, Spot]] = field(default_factory=list)
    emails: list[tuple[str, Spot]] = field(default_factory=list)
    press_emails: list[tuple[str, Spot]] = field(default_factory=list)


def read_contacts(reader: RowReader, town: Town | None, region: Region | None, *, may_print_mobiles: bool) -> Contacts:
    """Read all contact cells of a row; local numbers belong to ``town``, else to ``region``."""
    gathered = _Gathered(reader.row.kind == "expert")
    columns = _EXPERT if gathered.personal else _ORGANISATION
    for name, kind, personal in columns:
        for cell in reader.cells(name):
            gathered.phone_cells.append(PhoneCell(cell.text, cell.spot, kind, personal, cell.header, name not in _PEOPLE))
    for name in ("emails", "press_email"):
        for cell in reader.cells(name):
            _read_email_cell(cell, gathered.press_emails if name == "press_email" else gathered.emails, gathered)
    sites = read_links([(cell.text, cell.header, cell.spot) for cell in reader.cells("site")], social=False)
    accounts = read_links([(cell.text, cell.header, cell.spot) for cell in reader.cells("social")], social=True)
    gathered.phone_cells += [PhoneCell(text, spot, "office", gathered.personal) for text, spot in sites.phones + accounts.phones]
    finds = read_phones(gathered.phone_cells, local_code(town, region))
    _move(finds.emails, gathered)
    for link, spot in finds.links:
        gathered.links.append((link, "", spot))
        if spot.field not in (*_PEOPLE, "contacts"):
            spot.found(rules.PHONE_CELL, "site-in-phone", msg("“{text}” was moved to the sites.", text=link), before=link)
    moved = read_links(gathered.links, social=False)
    gathered.emails += sites.emails + moved.emails + accounts.emails
    social = {(made.network, made.handle.casefold()): made for made in reversed(sites.social + moved.social + accounts.social)}
    press = _addresses(gathered.press_emails)
    emails = _addresses(gathered.emails)
    press_email = press[0] if press else ""
    emails += [address for address in press[1:] if address not in emails]
    return Contacts(
        _consented(finds.phones, reader, may_print_mobiles),
        tuple(address for address in emails if address.casefold() != press_email.casefold()),
        press_email,
        _one_site(sites.sites + moved.sites + accounts.sites),
        tuple(reversed(social.values())),
        tuple(found.phone for found in finds.phones if found.personal and not may_print_mobiles),
    )


def _read_email_cell(cell: Cell, into: list[tuple[str, Spot]], gathered: _Gathered) -> None:
    pieces = split_emails(cell.text)
    into.extend((address, cell.spot) for address in pieces.addresses)
    for written, proposed in pieces.doubted:
        confirmed = ask_address(written, proposed, cell.spot)
        if confirmed:
            into.append((confirmed, cell.spot))
    words = [rest for rest in pieces.rest if not _is_elsewhere(rest, cell.spot, gathered)]
    if words and (pieces.addresses or pieces.doubted or len(words) < len(pieces.rest)):
        text = ", ".join(words)
        message = msg("“{text}” in the e-mail column is no address and was left out.", text=text)
        cell.spot.found(rules.EMAIL, "words-left", message, hint=msg("Move it to the column where it belongs."), before=text)
    elif words:
        confirmed = read_address(cell.text, cell.spot)
        into.extend([(confirmed, cell.spot)] if confirmed else [])
    if not pieces.rest:
        cell.spot.changed(rules.EMAIL, cell.text, ", ".join(pieces.addresses))


def _is_elsewhere(piece: str, spot: Spot, gathered: _Gathered) -> bool:
    """Is a piece of an e-mail cell a phone number, a site or an account? Then it goes there, and it is said."""
    if looks_like_phone(piece):
        press = spot.field == "press_email"
        gathered.phone_cells.append(PhoneCell(piece, spot, "press" if press else "office", press or gathered.personal))
        spot.found(rules.EMAIL, "moved", msg("“{text}” was moved to the phone numbers.", text=piece), before=piece)
        return True
    if without_connectors([piece]) == "":
        return True
    if not piece.startswith("@") and not all(map(looks_like_site, piece.split())):
        return False
    gathered.links.append((piece, "", spot))
    spot.found(rules.EMAIL, "moved", msg("“{text}” was moved to the sites.", text=piece), before=piece)
    return True


def _move(found: tuple[tuple[str, Spot], ...], gathered: _Gathered) -> None:
    """E-mails that stood among phone numbers; a press contact's is the press's."""
    for text, spot in found:
        pieces = split_emails(text)
        into = gathered.press_emails if spot.field in ("press", "press_phone") else gathered.emails
        into.extend((address, spot) for address in pieces.addresses)
        into.extend((sure, spot) for wrote, proposed in pieces.doubted if (sure := ask_address(wrote, proposed, spot)))
        if spot.field not in (*_PEOPLE, "contacts"):
            spot.found(rules.PHONE_CELL, "email-in-phone", msg("“{text}” was moved to the e-mails.", text=text), before=text)


def _addresses(found: list[tuple[str, Spot]]) -> list[str]:
    made: list[str] = []
    for text, spot in found:
        address = read_address(text, spot)
        if address and address.casefold() not in {known.casefold() for known in made}:
            made.append(address)
    return made


def _one_site(sites: list[tuple[str, Spot]]) -> str:
    for site, spot in sites[1:]:
        if site != sites[0][0]:
            spot.found(
                rules.SITE,
                "second-site",
                msg("Only one site is printed: “{first}”, not “{second}”.", first=sites[0][0], second=site),
                hint=msg("Put the more important one first."),
                before=site,
            )
    return sites[0][0] if sites else ""


def _consented(phones: tuple[FoundPhone, ...], reader: RowReader, may_print: bool) -> tuple[Phone, ...]:
    """The numbers that may be printed (a person's mobile without consent is never on a page)."""
    cell = None if may_print else reader.first("consent_mobile")
    is_refused = cell is not None and yes_or_no(cell.text, cell.spot.quiet()) is False
    for found in phones:
        if found.personal and not may_print:
            spot = reader.spot("consent_mobile", found.phone.ref)
            reader.trail.withheld(found.phone.digits, spot.ref)
            if is_refused:
                spot.found(rules.CONSENT, "mobile-refused", msg("A person's mobile number is not printed, because the row says no to it."))
                continue
            if reader.first(UNCLEAR) is not None and cell is None:
                spot.found(
                    rules.CONSENT, "mobile-waiting",
                    msg("A person's mobile number is not printed before it is known what the column of consent speaks of."),
                    hint=msg("Answer the question on the column of consent."),
                )  # fmt: skip
                continue
            spot.found(
                rules.CONSENT,
                "mobile-withheld",
                msg("A person's mobile number is not printed, because the row does not say that it may be."),
                hint=msg("Write “yes” in the column of consent, if the person agreed."),
            )
    return tuple(found.phone for found in phones if may_print or not found.personal)

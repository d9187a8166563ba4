"""Health of contacts without a network: who shares a number, whose data are old, who can be reached in one way only."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from pipeline.model.findings import CellRef, Finding
from pipeline.model.listings import Listing, Organisation, Phone
from pipeline.model.message import msg, nmsg
from pipeline.normalise import rules
from pipeline.normalise.email_cells import PROVIDERS
from pipeline.normalise.emails import is_address
from pipeline.normalise.likeness import is_one_edit
from pipeline.normalise.trail import Spot, Trail

__all__ = ["agreeing_emails", "dated_findings", "reachable", "with_own_contacts"]

_SHOWN: Final = 3
"""Other listings that are named; the rest are counted."""
_KINDS: Final = frozenset({"office", "mobile", "press", "freephone"})
"""Numbers that are an organisation's own; a fax or a helpline is often several ones'."""
_ALL_NUMBERS_HAVE: Final = 6
"""Digits from which a number is no short helpline."""
Contact = tuple[str, str]
"""Field and comparable form of a contact."""


def agreeing_emails(emails: Sequence[str], site: str, spot: Spot) -> tuple[str, ...]:
    """The addresses; one whose domain is a letter away from the site's is asked about, and an answer printed in its place."""
    domain = _domain(site.partition("/")[0])
    made: list[str] = []
    for address in emails:
        own = _domain(address.rpartition("@")[2])
        if not domain or own in PROVIDERS or not is_one_edit(own, domain):
            made.append(address)
            continue
        proposal = f"{address.rpartition('@')[0]}@{address.rpartition('@')[2].removesuffix(own)}{domain}"
        message = msg("“{address}” and the site “{site}” differ by one letter; which is right?", address=address, site=site)
        hint = msg("Both are printed as they were sent.")
        decided = spot.asked(rules.DOMAINS, "one-letter", message, before=address, after=proposal, hint=hint)
        if decided and not is_address(decided):
            spot.bad_answer(address, decided)
            decided = None
        made += [address if decided is None else decided] if decided != "" else []
    return tuple(made)


def _domain(host: str) -> str:
    """The last two labels of a host: what somebody registered."""
    return ".".join(host.lower().split(".")[-2:])


def reachable(listing: Listing, trail: Trail) -> None:
    """Tell of a listing that can be reached in one way only: when that fails, nobody reaches it."""
    ways = [*(phone.ref for phone in listing.phones), *listing.emails, *([listing.site] if listing.site else []), *listing.social]
    if isinstance(listing, Organisation) and listing.press_email:
        ways.append(listing.press_email)
    if len(ways) == 1:
        trail.spot(listing.source, "phones").found(
            rules.ONE_WAY, "one-way", msg("There is only one way to reach the listing."),
            hint=msg("Ask for a second one: a telephone and an e-mail address."),
        )  # fmt: skip


def with_own_contacts(listings: Sequence[Listing], trail: Trail) -> tuple[Listing, ...]:
    """Ask about phones and e-mails that several organisations give; one that a person says is nobody's is printed at none of them."""
    doubts = _doubted(trail)
    sharing = {
        contact: found for contact, found in _by_contact(listings).items()
        if len({one.id for one in found}) > 1 and not _may_be_one(found, doubts)
    }  # fmt: skip
    if not sharing:
        return tuple(listings)
    mine: dict[str, list[Contact]] = {}
    for contact, found in sharing.items():
        for listing in found:
            mine.setdefault(listing.id, []).append(contact)
    return tuple(_asked(listing, mine[listing.id], sharing, trail) if listing.id in mine else listing for listing in listings)


def _doubted(trail: Trail) -> frozenset[frozenset[str]]:
    """Pairs of rows that a person is asked about already: whether they are one listing."""
    pairs = set()
    for finding in trail.findings:
        if finding.question and finding.id == rules.SAME_LISTING.id and isinstance(place := finding.place, CellRef):
            row = CellRef(place.file, place.sheet, "".join(filter(str.isdigit, place.cell)))
            pairs.add(frozenset({str(row), str(dict(finding.message.args).get("place", ""))}))
    return frozenset(pairs)


def _may_be_one(found: Sequence[Organisation], doubts: frozenset[frozenset[str]]) -> bool:
    """Are all that share a contact linked by pairs that may be one listing? Then the contact is no further question."""
    rows = list(dict.fromkeys(str(one.source) for one in found))
    met = {rows[0]}
    while new := {row for row in rows if row not in met and any(frozenset({row, other}) in doubts for other in met)}:
        met |= new
    return len(met) == len(rows)


def _by_contact(listings: Iterable[Listing]) -> Mapping[Contact, list[Organisation]]:
    found: dict[Contact, list[Organisation]] = {}
    for listing in listings:
        if isinstance(listing, Organisation):
            for contact in dict.fromkeys((*_phones(listing), *_emails(listing))):
                found.setdefault(contact, []).append(listing)
    return found


def _phones(listing: Organisation) -> list[Contact]:
    return [("phones", _key(phone)) for phone in listing.phones if phone.kind in _KINDS and len(phone.digits) >= _ALL_NUMBERS_HAVE]


def _key(phone: Phone) -> str:
    """A number with its extension: two extensions of one number are two contacts."""
    return f"{phone.digits}#{phone.extension}" if phone.extension else phone.digits


def _emails(listing: Organisation) -> list[Contact]:
    return [("emails", address.casefold()) for address in (*listing.emails, *([listing.press_email] if listing.press_email else ()))]


def _asked(listing: Listing, contacts: Sequence[Contact], sharing: Mapping[Contact, list[Organisation]], trail: Trail) -> Listing:
    made = listing
    for name, key in contacts:
        others = [other for other in sharing[name, key] if other.id != listing.id]
        phone = next((one for one in listing.phones if name == "phones" and _key(one) == key), None)
        shown = " ".join(phone.groups) + (f" #{phone.extension}" if phone.extension else "") if phone else key
        spot = trail.spot((phone.ref if phone else None) or listing.cells.get(name) or listing.source, name)
        if _is_to_go(shown, others, spot):
            made = _without(made, name, key)
    return made


def _is_to_go(shown: str, others: Sequence[Organisation], spot: Spot) -> bool:
    named = "; ".join(f"{_name(other)} ({other.source})" for other in others[:_SHOWN])
    rest = len(others) - _SHOWN
    if rest > 0:
        message = nmsg("“{contact}” is given by other listings too: {others} and {n} more.",
                       "“{contact}” is given by other listings too: {others} and {n} more.", rest, contact=shown, others=named)  # fmt: skip
    else:
        message = msg("“{contact}” is given by other listings too: {others}.", contact=shown, others=named)
    hint = msg("If they share it, as the tenants of one resource centre do, answer that it is right as it is.")
    decided = spot.asked(rules.SHARED, "shared", message, before=shown, hint=hint)
    if decided and decided != shown:
        spot.bad_answer(shown, decided)
    return decided == ""


def _name(listing: Listing) -> str:
    return (listing.names.get(listing.sent_in) or next(iter(listing.names.values()))).value


def _without(listing: Listing, name: str, key: str) -> Listing:
    if name == "phones":
        return replace(listing, phones=tuple(phone for phone in listing.phones if _key(phone) != key))
    made = replace(listing, emails=tuple(address for address in listing.emails if address.casefold() != key))
    return replace(made, press_email="") if isinstance(made, Organisation) and made.press_email.casefold() == key else made


def dated_findings(listings: Iterable[Listing], data_date: date, months: int) -> list[Finding]:
    """Listings that were verified more than ``months`` months before the date of the data, or after it. 0 months ask nothing."""
    found: list[Finding] = []
    oldest = _months_before(data_date, months)
    for listing in listings:
        day = listing.verified
        if day is None:
            continue
        place: CellRef = listing.cells.get("verified") or listing.source
        if day > data_date:
            said = day.isoformat(), data_date.isoformat()
            message = msg("It was verified on {day}, after the date of the data, {data_date}.", day=said[0], data_date=said[1])
            found.append(rules.VERIFIED.finding("in-the-future", message, hint=msg("Check the date."), place=place))
        elif months and day < oldest:
            message = nmsg(
                "It was last verified on {day}, more than {n} month before the date of the data.",
                "It was last verified on {day}, more than {n} months before the date of the data.", months, day=day.isoformat(),
            )  # fmt: skip
            hint = msg("Call or write, and set the new date in the column “date verified”.")
            found.append(rules.VERIFIED.finding("expired", message, hint=hint, place=place))
    return found


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

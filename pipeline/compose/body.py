"""The body of the book: a chapter a region with its opening, then the experts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.compose.setting import Composing, breakable, breakable_account, by_surname, filed_name, keep_addresses
from pipeline.model.book import Block, Section
from pipeline.model.fields import EditionLang
from pipeline.model.findings import CellRef
from pipeline.model.localised import LocalExpert, LocalListing, LocalOrganisation, LocalPerson, LocalPhone, LocalSocial, LocalText, bare

__all__ = ["compose_body", "entry_block", "entry_html", "printed_order"]

BlockOf = Callable[[LocalListing], Block]

KIND_WORDS = {"mobile": "mobile", "fax": "fax", "freephone": "freephone", "helpline": "helpline"}
"""Kinds whose word is printed after the number, as msgids; an office number needs none beside its icon."""


UNBROKEN_LETTERS = 24
"""Part of an address, or end of a name, that a line of the column surely holds."""
TAG_LETTERS = 32
"""A tag of more letters has a line of its own in any case, and may go on in the next."""
FEW_LETTERS = 8
STREET_LETTERS = 30
"""Letters of a street with the number of its house and flat that a line surely holds: figures, commas and spaces are narrow."""
_HOUSE = re.compile(r"\d{1,4}(?:[/-]\d{1,3})?[^\W\d_]?")
"""9, 34а, 165б, 4/1."""


@dataclass(frozen=True, slots=True)
class _Number:
    text: str
    uri: str
    kind_word: str


@dataclass(frozen=True, slots=True)
class _Address:
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class _Contact:
    """Contacts in the order of their use: the person to talk to and her number first."""

    person: LocalPerson | None
    head: LocalPerson | None
    phones: tuple[_Number, ...]
    other_phones: tuple[_Number, ...]
    emails: tuple[_Address, ...]
    site: _Address | None
    social: tuple[tuple[str, str, bool], ...]
    """Labels of networks that share an account, the account, and whether it is short enough to stand in one line."""
    address: LocalText | None

    @property
    def address_parts(self) -> tuple[tuple[str, bool], ...]:
        """The address between its commas; True: short enough to stand in one line ("41-кеңсе" must not part at its hyphen).

        A street is not parted from the number of its house. A last part of few letters ("кв. 2", "70") goes with the one before it, or
        with its last word: alone on a line it looks like a slip.
        """
        parts = self.address.value.split(", ") if self.address else []
        for at in range(2, len(parts)):
            house = parts[at : at + 2] if len(parts[at + 1 :]) == 1 and len(parts[-1]) < FEW_LETTERS else parts[at : at + 1]
            street = ", ".join([parts[at - 1], *house])
            if _HOUSE.fullmatch(parts[at]) and len(street) <= STREET_LETTERS:
                parts[at - 1 : at + len(house)] = [street]
                break
        while len(parts) > 1 and len(parts[-1]) < FEW_LETTERS and (joined := _joined(parts[-2], parts[-1])):
            parts[-2:] = [joined]
        return tuple((part, len(part) <= (STREET_LETTERS if ", " in part else UNBROKEN_LETTERS)) for part in parts)


def _joined(part: str, last: str) -> str:
    """Two parts of an address in one: whole where a line surely holds it, else the first one's last word bound to the second; else ''."""
    if len(part) + len(last) + 2 <= UNBROKEN_LETTERS:
        return f"{part}, {last}"
    before, _, word = part.rpartition(" ")
    return f"{part},\u00a0{last}" if before and len(word) + len(last) + 2 <= UNBROKEN_LETTERS else ""


def _accounts(social: Sequence[LocalSocial]) -> tuple[tuple[str, str, bool], ...]:
    by_handle: dict[str, list[str]] = {}
    for account in social:
        by_handle.setdefault(account.handle, []).append(account.label)
    return tuple((", ".join(labels), breakable_account(handle), len(handle) <= UNBROKEN_LETTERS) for handle, labels in by_handle.items())


def _number(phone: LocalPhone, composing: Composing, *, plain: bool = False) -> _Number:
    word = KIND_WORDS.get(phone.kind, "")
    uri = "+" + phone.digits if phone.digits.startswith("7") and len(phone.digits) == 11 else phone.digits
    return _Number(phone.text, uri, composing.labels.text(word) if word and not plain else "")


def _organisation_contact(entry: LocalOrganisation, composing: Composing) -> _Contact:
    first = tuple(phone for phone in entry.phones if phone.is_press)
    rest = tuple(phone for phone in entry.phones if not phone.is_press)
    person, head = (entry.press, entry.head) if entry.press else (entry.head, None)
    emails = tuple(dict.fromkeys([*([entry.press_email] if entry.press_email else []), *entry.emails]))
    return _Contact(
        person,
        head,
        tuple(_number(phone, composing, plain=True) for phone in first),
        tuple(_number(phone, composing) for phone in rest),
        tuple(_Address(email, breakable(email)) for email in emails),
        _Address(entry.site, breakable(entry.site)) if entry.site else None,
        _accounts(entry.social),
        entry.address,
    )


def _expert_contact(entry: LocalExpert, composing: Composing) -> _Contact:
    return _Contact(
        None,
        None,
        tuple(_number(phone, composing, plain=True) for phone in entry.phones[:1]),
        tuple(_number(phone, composing) for phone in entry.phones[1:]),
        tuple(_Address(email, breakable(email)) for email in entry.emails),
        _Address(entry.site, breakable(entry.site)) if entry.site else None,
        _accounts(entry.social),
        None,
    )


def _name_parts(entry: LocalOrganisation) -> tuple[str, str, bool]:
    """The name, and its last word where that fits a line together with the acronym and legal form that follow it.

    True: what follows the name stays together, with that word or without it, so that no form stands alone on a line.
    """
    before, _, last = entry.quoted.rpartition(" ")
    forms = f"({entry.acronym.value}) {entry.form_short}" if entry.acronym else entry.form_short
    if before and len(last) + 1 + len(forms) <= UNBROKEN_LETTERS:
        return before, last, True
    return entry.quoted, "", bool(entry.acronym and entry.form_short) and len(forms) <= UNBROKEN_LETTERS


def _unparted(languages: Sequence[str]) -> str:
    """Working languages, none of which a line's end parts («орыс тілі»)."""
    return ", ".join(name.replace(" ", "\u00a0") for name in languages)


def entry_html(entry: LocalListing, composing: Composing, *, parts: bool = False) -> str:
    """The HTML of one listing; ``parts`` numbers its parts, for the page that explains them."""
    if isinstance(entry, LocalOrganisation):
        name, last_word, is_kept = _name_parts(entry)
        contact = _organisation_contact(entry, composing)
        html = composing.render(
            "entry.html.j2", entry=entry, name=name, last_word=last_word, is_kept=is_kept, contact=contact, parts=parts,
            languages=_unparted(entry.languages), tags=_tag_rows([area.name for area in entry.areas]),
        )
        return _with_whole_addresses(html)
    facts = [entry.town.value] if entry.town else []
    facts += [_unparted(entry.languages)] if entry.languages else []
    if entry.on_camera is not None:
        facts.append(composing.labels.text("on camera" if entry.on_camera else "not on camera"))
    html = composing.render(
        "expert.html.j2",
        entry=entry,
        filed_name=by_surname(entry.name),
        contact=_expert_contact(entry, composing),
        facts=facts,
        affiliation=entry.affiliation,
        affiliation_id=entry.affiliation_id,
        tags=_tag_rows([topic.name for topic in entry.topics]),
    )
    return _with_whole_addresses(html)


def _tag_rows(tags: Sequence[LocalText]) -> list[tuple[bool, list[LocalText]]]:
    """Areas or topics in their order: short ones that follow each other together, each that may need two lines (True) by itself."""
    rows: list[tuple[bool, list[LocalText]]] = []
    for tag in tags:
        is_long = len(tag.value) > TAG_LETTERS
        if is_long or not rows or rows[-1][0]:
            rows.append((is_long, []))
        rows[-1][1].append(tag)
    return rows


def _with_whole_addresses(html: str) -> str:
    """No other part of an entry is hyphenated than its prose."""
    contacts, prose, texts = html.partition('class="prose')
    return contacts + prose + keep_addresses(texts)


def _cells(entry: LocalListing) -> tuple[CellRef, ...]:
    return tuple(dict.fromkeys([entry.source, *entry.cells.values()]))


def entry_block(entry: LocalListing, composing: Composing) -> Block:
    """A listing's block: one entry of a chapter."""
    sheet = "entry" if isinstance(entry, LocalOrganisation) else "expert"
    guide = entry.index_name if isinstance(entry, LocalOrganisation) else filed_name(entry.name)
    return Block(entry.id, sheet, entry_html(entry, composing), listing=entry.id, guide=_shorten(guide), cells=_cells(entry))


def _shorten(name: str, limit: int = 44) -> str:
    """A guide word: the name's first words, as many as fit half a running head."""
    name = bare(name)
    if len(name) <= limit:
        return name
    kept = name[:limit].rsplit(" ", 1)[0].rstrip(" ,—–-")
    return f"{kept}…"


def _opening(section: str, title: str, figures: Sequence[str], lists: Sequence[tuple[str, Sequence[str]]], composing: Composing) -> Block:
    return Block(f"{section}-opening", "opening", composing.render("opening.html.j2", title=title, figures=figures, lists=lists))


def _commonest(words: Sequence[str], most: int, composing: Composing) -> list[str]:
    """The words that occur most, with how often; ties in the order they came. Set, for they stand in running lines here."""
    return [f"{composing.set_text(word, composing.lang)}\u00a0({count})" for word, count in Counter(words).most_common(most)]


def _region_section(
    code: str, entries: Sequence[LocalOrganisation], composing: Composing, opens_on_recto: bool, block_of: BlockOf
) -> Section:
    labels, lang = composing.labels, composing.lang
    name = f"region-{code.lower()}"
    towns = sorted({entry.town.value for entry in entries if entry.town}, key=lambda town: composing.sort_key(town, lang))
    areas = [area.name.value for entry in entries for area in entry.areas]
    figures = [
        labels.plural("{n} organisation", "{n} organisations", len(entries)),
        labels.plural("{n} town", "{n} towns", len(towns)),
        labels.plural("{n} area of activity", "{n} areas of activity", len(set(areas))),
    ]
    counts = Counter(entry.town.value for entry in entries if entry.town)
    lists = [(labels.text("Most often"), _commonest(areas, 6, composing))]
    if len(towns) > 1:
        lists.insert(0, (labels.text("Towns"), [f"{town}\u00a0({counts[town]})" for town in towns]))
    title = entries[0].region_name
    return Section(
        name, "chapter", lang, title,
        tuple(block_of(entry) for entry in entries),
        head=_opening(name, title, figures, lists, composing),
        columns=2, tab=entries[0].region_short, opens_on_recto=opens_on_recto, gap="entry",
    )


def _experts_section(entries: Sequence[LocalExpert], composing: Composing, opens_on_recto: bool, block_of: BlockOf) -> Section:
    labels = composing.labels
    title = labels.text("Experts")
    topics = [topic.name.value for entry in entries for topic in entry.topics]
    towns = {entry.town.value for entry in entries if entry.town}
    figures = [
        labels.plural("{n} expert", "{n} experts", len(entries)),
        labels.plural("{n} town", "{n} towns", len(towns)),
        labels.plural("{n} topic", "{n} topics", len(set(topics))),
    ]
    lists = [(labels.text("Most often"), _commonest(topics, 8, composing))]
    return Section(
        "experts", "experts", composing.lang, title,
        tuple(block_of(entry) for entry in entries),
        head=_opening("experts", title, figures, lists, composing),
        columns=2, tab=title, opens_on_recto=opens_on_recto, gap="entry",
    )


def compose_body(
    listings: Sequence[LocalListing], composing: Composing, *, opens_on_recto: bool = False, block_of: BlockOf | None = None
) -> list[Section]:
    """One section a region, in the order of the language's alphabet, then the experts; entries by their filing order.

    ``block_of`` gives a listing's block where it is known already; without it all are composed here.
    """
    block_of = block_of or partial(entry_block, composing=composing)
    by_region, experts = printed_order(listings, composing.lang, composing.sort_key)
    sections = [_region_section(code, by_region[code], composing, opens_on_recto, block_of) for code in by_region]
    if experts:
        sections.append(_experts_section(experts, composing, opens_on_recto, block_of))
    return sections


def printed_order(
    listings: Sequence[LocalListing], lang: EditionLang, sort_key: Callable[[str, str], bytes]
) -> tuple[dict[str, list[LocalOrganisation]], list[LocalExpert]]:
    """Code of a region -> its organisations, and the experts: all in the order of the book."""
    found: dict[str, list[LocalOrganisation]] = {}
    experts: list[LocalExpert] = []

    def filing(listing: LocalListing) -> tuple[bytes, str]:
        if isinstance(listing, LocalExpert):
            return sort_key(filed_name(listing.name), lang), listing.id
        return listing.sort_key, listing.id

    for listing in sorted(listings, key=filing):
        if isinstance(listing, LocalOrganisation):
            found.setdefault(listing.region.code, []).append(listing)
        else:
            experts.append(listing)
    return {code: found[code] for code in _in_order(found, lang, sort_key)}, experts


def _in_order(by_region: Mapping[str, Sequence[LocalOrganisation]], lang: EditionLang, sort_key: Callable[[str, str], bytes]) -> list[str]:
    """Cities of republican significance first, as every official list has them, then the regions by their short names."""
    cities = {"KZ-71": 0, "KZ-75": 1, "KZ-79": 2}

    def place(code: str) -> tuple[int, bytes]:
        return (cities.get(code, len(cities)), sort_key(by_region[code][0].region_short, lang))

    return sorted(by_region, key=place)

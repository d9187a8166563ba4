"""Listings become what one edition prints: each text in its language or, without a translation, as it was sent in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.localise import formats
from pipeline.localise.collation import bucket, sort_key
from pipeline.localise.latin import latin_listing
from pipeline.localise.place_names import address_letters, english_place, romanised_address, romanised_place
from pipeline.localise.romanising import romanised
from pipeline.localise.rules import ROMANISED_NAME, ROMANISED_PLACE, STALE_TRANSLATION, UNKNOWN_FORM, UNUSED_TRANSLATION
from pipeline.localise.spaces import NO_BREAK_SPACE
from pipeline.localise.translations import ContentCatalogue, content_texts, is_wanted, source_name
from pipeline.localise.typography import bind_text, quote, set_text
from pipeline.model.fields import LANGUAGES, NAME_FIELDS, EditionLang, Lang, source_language
from pipeline.model.findings import CellRef, Finding
from pipeline.model.forms import LegalForm
from pipeline.model.listings import Expert, Listing, Organisation, Person, Phone, Social, Text, Town
from pipeline.model.localised import (
    CoverageCount,
    FieldCoverage,
    LocalArea,
    LocalExpert,
    Localised,
    LocalListing,
    LocalOrganisation,
    LocalPerson,
    LocalPhone,
    LocalSocial,
    LocalText,
    LocalTopic,
)
from pipeline.model.message import msg, nmsg

__all__ = ["localise", "localise_listing", "localise_text", "sum_up"]

_AS_TYPED: Final = frozenset({"acronym"})
_ONLY_BOUND: Final = frozenset({"address"})
"""No dashes in addresses: in «Абая, 10-15» the second number is a flat, not the end of a range."""
_NAMED_KEYS: Final = 5
_TOLD_ONCE: Final = frozenset({UNKNOWN_FORM.id, ROMANISED_PLACE.id})
"""Rules whose findings have the same words for all listings that give reason for one."""
NO_PLACES: Final[Mapping[str, str]] = {}
"""How many keys of unused translations a finding names."""


def localise_text(text: Text | None, key: str, lang: Lang, catalogue: ContentCatalogue) -> LocalText | None:
    """``text`` for the edition in ``lang``: as sent if that is its language, else translated, else as sent and marked.

    ``key`` is ``listing-id/field``. The value is set by the typographic rules of the language it stands in.
    """
    if text is None or not text.value:
        return None
    field_name = key.rpartition("/")[2]
    if text.lang == lang:
        return LocalText(_set(text.value, field_name, lang), lang)
    translation = catalogue.translation(key, text.value)
    if translation is not None:
        return LocalText(_set(translation, field_name, lang), lang)
    return LocalText(_set(text.value, field_name, text.lang), text.lang, fallback=True)


def _set(value: str, field_name: str, lang: Lang) -> str:
    if field_name in _AS_TYPED:
        return value
    return bind_text(value, lang) if field_name in _ONLY_BOUND else set_text(value, lang)


def localise(
    listings: Sequence[Listing], lang: EditionLang, catalogue: ContentCatalogue, forms: Mapping[str, LegalForm], scheme: str = "",
    places: Mapping[str, str] = NO_PLACES,
) -> tuple[list[LocalListing], CoverageCount, list[Finding]]:
    """Every listing as the edition in ``lang`` prints it, in the order given; how much of it is translated; what was noticed.

    ``forms`` are the legal forms by code; ``scheme``, ``places``: :func:`localise_listing`. Raises KeyError for a language without rules.
    """
    organisations = [one for one in listings if isinstance(one, Organisation)]
    made = {id(one): localise_listing(one, None, lang, catalogue, forms, scheme, places) for one in organisations}
    by_id = {one.listing.id: one.listing for one in made.values() if isinstance(one.listing, LocalOrganisation)}
    for one in listings:
        if isinstance(one, Expert):
            made[id(one)] = localise_listing(one, by_id.get(one.affiliation_id), lang, catalogue, forms, scheme, places)
    ordered = [made[id(one)] for one in listings]
    coverage, findings = sum_up(ordered, catalogue)
    return [one.listing for one in ordered], coverage, findings


def localise_listing(
    listing: Listing, affiliated: LocalOrganisation | None, lang: EditionLang, catalogue: ContentCatalogue,
    forms: Mapping[str, LegalForm], scheme: str = "", places: Mapping[str, str] = NO_PLACES,
) -> Localised:
    """One listing as the edition in ``lang`` prints it; ``affiliated``: the organisation of the guide that an expert belongs to.

    ``scheme``: how Kazakh names that nobody gave in Latin letters get them in an English edition (pipeline.localise.romanising), "" for
    not at all. ``places``: English names of places as the editor spells them (Edition.places).
    """
    source = source_language(lang)
    edition = _Localising(source, catalogue, forms, scheme, places)
    made = edition.organisation(listing) if isinstance(listing, Organisation) else edition.expert(listing, affiliated)
    texts = content_texts(listing)
    findings = (*edition.findings, *_stale(listing, texts, source, catalogue))
    if lang != source:
        made = latin_listing(made, _filed_name(listing, made.name))
        findings += tuple(_proposals(listing, made, lang))
    return Localised(made, edition.counts, findings, tuple(name for name, _ in texts))


def sum_up(localised: Sequence[Localised], catalogue: ContentCatalogue) -> tuple[CoverageCount, list[Finding]]:
    """How much of an edition is translated, and what was noticed; what several listings gave reason for is told once."""
    counts: dict[str, tuple[int, int]] = {}
    for one in localised:
        for name, (total, translated) in one.counts.items():
            before = counts.get(name, (0, 0))
            counts[name] = before[0] + total, before[1] + translated
    noticed = [finding for one in localised for finding in one.findings]
    once = {finding.message: finding for finding in reversed(noticed) if finding.id in _TOLD_ONCE}
    findings = [
        *(finding for finding in noticed if once.get(finding.message) is finding),
        *(finding for finding in noticed if finding.id not in _TOLD_ONCE),
        *_unused(localised, catalogue),
    ]
    return CoverageCount(catalogue.lang, {name: FieldCoverage(*pair) for name, pair in counts.items()}), findings


@dataclass(slots=True)
class _Localising:
    """One run of :func:`localise`: its settings, and what it counts and notices on the way."""

    lang: Lang
    catalogue: ContentCatalogue
    forms: Mapping[str, LegalForm]
    scheme: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def organisation(self, listing: Organisation) -> LocalOrganisation:
        name = self._name(listing)
        filed = self._filed(listing, name)
        form = self._form(listing)
        town = self._town(listing)
        return LocalOrganisation(
            id=listing.id, region=listing.region, region_name=formats.town_name(listing.region.names, self.lang),
            region_short=formats.town_name(listing.region.short, self.lang),
            name=name, quoted=_quoted(name), display=_display(name, form),
            sort_key=_tied(filed, listing.id, self.lang), bucket=bucket(filed, self.lang),
            source=listing.source, sent_in=listing.sent_in,
            form=listing.form, form_short=form.short.get(self.lang, "") if form else "",
            form_full=form.full.get(self.lang, "") if form else "",
            acronym=self._text(listing, "acronym", listing.acronym), former_name=self._text(listing, "former_name", listing.former_name),
            bin=listing.bin, founded=str(listing.founded or ""), registered=listing.registered, operational=listing.operational,
            town=self._listed("town", _town(town, self.lang)), address=self._address(listing, town),
            phones=_phones(listing.phones, self.lang), emails=listing.emails, press_email=listing.press_email, site=listing.site,
            social=_social(listing.social),
            head=self._person(listing, "head", listing.head), press=self._person(listing, "press", listing.press),
            mission=self._text(listing, "mission", listing.mission),
            areas=tuple(LocalArea(area.code, self._on_list("areas", area.names)) for area in listing.areas),
            targets=self._text(listing, "targets", listing.targets), plans=self._text(listing, "plans", listing.plans),
            languages=self._languages(listing.languages), verified=self._date(listing), cells=_cells(listing, self.lang),
        )

    def expert(self, listing: Expert, affiliated: LocalOrganisation | None) -> LocalExpert:
        name = self._name(listing)
        filed = self._filed(listing, name)
        return LocalExpert(
            id=listing.id, name=name, sort_key=_tied(filed, listing.id, self.lang), bucket=bucket(filed, self.lang),
            source=listing.source, sent_in=listing.sent_in,
            position=self._text(listing, "position", listing.position), degree=self._text(listing, "degree", listing.degree),
            affiliation=self._affiliation(listing, affiliated), affiliation_id=listing.affiliation_id,
            topics=tuple(LocalTopic(topic.code, self._on_list("topics", topic.names)) for topic in listing.topics),
            languages=self._languages(listing.languages),
            town=self._listed("town", _town(self._town(listing), self.lang)),
            phones=_phones(listing.phones, self.lang), emails=listing.emails, site=listing.site, social=_social(listing.social),
            on_camera=listing.on_camera, cv=self._text(listing, "cv", listing.cv), verified=self._date(listing),
            cells=_cells(listing, self.lang),
        )

    def _text(self, listing: Listing, name: str, text: Text | None) -> LocalText | None:
        own = next((other for other in listing.others.get(name, ()) if other.lang == self.lang), None)
        made = localise_text(own or text, f"{listing.id}/{name}", self.lang, self.catalogue)
        self._count(name, made)
        if made is None or text is None or not made.fallback or name not in NAME_FIELDS:
            return made
        return self._with_letters(listing, name, text, made)

    def _with_letters(self, listing: Listing, name: str, text: Text, made: LocalText) -> LocalText:
        """The name with its Latin letters, and the finding that proposes them, where the edition's indexes want some."""
        letters = romanised(text, self.lang, self.scheme)
        if letters:
            self.findings.append(_proposed(listing, name, text, letters, self.lang))
        return replace(made, romanised=letters)

    def _count(self, name: str, text: LocalText | None) -> None:
        if text is not None:
            total, translated = self.counts.get(name, (0, 0))
            self.counts[name] = total + 1, translated + (not text.fallback)

    def _listed(self, name: str, text: LocalText | None) -> LocalText | None:
        """A name from a list of the edition's: it counts only where that list has none in the edition's language."""
        if text is not None and text.fallback:
            self._count(name, text)
        return text

    def _on_list(self, name: str, names: Mapping[Lang, str]) -> LocalText:
        text = _named(names, self.lang)
        self._listed(name, text)
        return text

    def _name(self, listing: Listing) -> LocalText:
        """The name given in the edition's language, else a translation of the one it was sent with, else that one."""
        text = listing.names.get(self.lang) or source_name(listing.names, listing.sent_in)
        return self._text(listing, "name", text) or LocalText("", self.lang)

    def _filed(self, listing: Listing, name: LocalText) -> str:
        """What it is filed by in this edition: its Latin letters where it has some only for the index."""
        filed = _filed_name(listing, name)
        return romanised(Text(filed, source_language(name.lang)), self.lang, self.scheme) or filed if name.romanised else filed

    def _person(self, listing: Listing, name: str, person: Person | None) -> LocalPerson | None:
        if person is None:
            return None
        named = self._text(listing, name, person.name)
        role = self._text(listing, f"{name}_role", person.role)
        return LocalPerson(named, role) if named else None

    def _town(self, listing: Listing) -> Town | None:
        """The listing's town; in an English edition with its English name."""
        town = listing.town
        if town is None or self.lang != "en":
            return town
        place = english_place(town, self.places, letters=bool(self.scheme))
        if place.made:
            self.findings.append(romanised_place(town, place.name, listing.cells.get("town", listing.source)))
        return replace(town, names={**town.names, "en": place.name})

    def _address(self, listing: Organisation, town: Town | None) -> LocalText | None:
        """The line in the order of the language its street stands in, so that no line mixes two; an English edition has Latin letters."""
        street = self._text(listing, "address", listing.address)
        if street is None:
            line = formats.format_address(listing.postcode, town.names, "", self.lang, town.kind) if listing.postcode and town else ""
            return LocalText(line, self.lang) if line else None
        words, lang = street.value, source_language(street.lang)
        if lang != "en" and self.lang == "en" and self.scheme:
            words, lang = self._address_letters(listing, words), "en"
        names, kind = (town.names, town.kind) if town else ({}, "")
        return LocalText(formats.format_address(listing.postcode, names, words, lang, kind), street.lang, street.fallback)

    def _address_letters(self, listing: Organisation, street: str) -> str:
        letters = address_letters(street)
        if letters != street and listing.address:
            place = listing.address.ref or listing.cells.get("address", listing.source)
            self.findings.append(romanised_address(listing.address, f"{listing.id}/address", letters, place))
        return letters

    def _affiliation(self, listing: Expert, organisation: LocalOrganisation | None) -> LocalText | None:
        """Its translation; without one, the name that the guide's own organisation has in this edition."""
        made = localise_text(listing.affiliation, f"{listing.id}/affiliation", self.lang, self.catalogue)
        if organisation is not None and not organisation.name.fallback and (made is None or made.fallback):
            made = LocalText(organisation.display, self.lang)
        self._count("affiliation", made)
        return made

    def _form(self, listing: Organisation) -> LegalForm | None:
        form = self.forms.get(listing.form)
        missing = form is None or not (form.short.get(self.lang) and form.full.get(self.lang))
        if listing.form and missing:
            self.findings.append(UNKNOWN_FORM.finding(
                "unknown-form" if form is None else "form-not-translated",
                msg("The legal form “{form}” has no wording for the edition in “{lang}”.", form=listing.form, lang=self.lang),
                hint=msg("Add the form's short and full names to the table of legal forms, or correct the form in the spreadsheet."),
                place=listing.cells.get("form", listing.source),
            ))
        return form

    def _languages(self, tags: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(formats.language_name(tag, self.lang) for tag in tags)

    def _date(self, listing: Listing) -> str:
        return formats.format_date(listing.verified, self.lang) if listing.verified else ""


def _cells(listing: Listing, lang: Lang) -> dict[str, CellRef]:
    """Where the fields came from; those that another row says in this language, from that row."""
    others = ((name, text) for name, texts in listing.others.items() for text in texts)
    return {**listing.cells, **{name: text.ref for name, text in others if text.lang == lang and text.ref}}


def _filed_name(listing: Listing, name: LocalText) -> str:
    """The name it is filed by; a sort name from the spreadsheet is in the language the listing was sent in, and holds there only."""
    return listing.sort_name if listing.sort_name and name.lang == listing.sent_in else name.value


def _tied(filed: str, listing_id: str, lang: Lang) -> bytes:
    return sort_key(filed, lang) + b"\0" + listing_id.encode("utf-8")


def _proposals(listing: Listing, made: LocalListing, lang: EditionLang) -> Iterator[Finding]:
    """One for each name that stands in another language of the edition, with the letters it has got."""
    named = {"name": made.name}
    if isinstance(made, LocalOrganisation):
        people = {"head": made.head, "press": made.press}
        named |= {name: person.name for name, person in people.items() if person}
        named |= {name: text for name, text in (("acronym", made.acronym), ("former_name", made.former_name)) if text}
    sources = dict(content_texts(listing))
    for name, text in named.items():
        if text.romanised:
            yield _proposed(listing, name, sources[name], text.romanised, lang)


def _proposed(listing: Listing, name: str, text: Text, letters: str, lang: EditionLang) -> Finding:
    return ROMANISED_NAME.finding(
        "romanised-name",
        msg("{key} has no spelling in Latin letters (edition in “{lang}”)", key=f"{listing.id}/{name}", lang=lang),
        hint=msg("Write the spelling that the organisation or the person uses into the column of the English name (name_en), or as the "
                 "translation of the text in translations/content.en.po; if the one that was made is right, write that one."),
        place=text.ref or listing.cells.get(name, listing.source), before=text.value, after=letters,
    )


def _quoted(name: LocalText) -> str:
    return name.value if name.lang == "en" or not name.value else quote(name.value, source_language(name.lang))


def _display(name: LocalText, form: LegalForm | None) -> str:
    """ru: form, quoted name; kk: quoted name, form; en: name, form. Without a form the name stands bare."""
    short = form.short.get(source_language(name.lang), "") if form else ""
    if not short or not name.value:
        return name.value
    return NO_BREAK_SPACE.join((short, _quoted(name)) if name.lang == "ru" else (_quoted(name), short))


def _named(names: Mapping[Lang, str], lang: Lang) -> LocalText:
    own = next((other for other in (lang, *LANGUAGES) if names.get(other)), lang)
    return LocalText(names.get(own, ""), own, fallback=own != lang)


def _town(town: Town | None, lang: Lang) -> LocalText | None:
    return _named(town.names, lang) if town and any(town.names.values()) else None


def _phones(phones: tuple[Phone, ...], lang: Lang) -> tuple[LocalPhone, ...]:
    return tuple(
        LocalPhone(formats.format_phone(phone, lang), phone.digits, phone.kind, phone.kind == "press", phone.note) for phone in phones
    )


def _social(accounts: tuple[Social, ...]) -> tuple[LocalSocial, ...]:
    return tuple(LocalSocial(account.network, formats.network_name(account.network), account.handle) for account in accounts)


def _stale(listing: Listing, texts: Sequence[tuple[str, Text]], lang: Lang, catalogue: ContentCatalogue) -> Iterator[Finding]:
    """A finding for every text this edition needs whose translation was made from another source."""
    for name, text in texts:
        key = f"{listing.id}/{name}"
        if not is_wanted(listing, name, text, lang) or not catalogue.is_stale(key, text.value):
            continue
        yield STALE_TRANSLATION.finding(
            "source-changed",
            msg("The text of {key} was changed after it was translated into “{lang}”, so the translation is not printed.",
                key=key, lang=lang),
            hint=msg("Run guide strings merge: the old translation then stands beside the new text, for a translator to look at again."),
            place=text.ref or listing.cells.get(name, listing.source), before=catalogue.sources[key], after=text.value,
        )


def _unused(localised: Sequence[Localised], catalogue: ContentCatalogue) -> list[Finding]:
    if not catalogue.entries:
        return []
    known = {f"{one.listing.id}/{name}" for one in localised for name in one.keys}
    unused = sorted(set(catalogue.entries) - known)
    if not unused:
        return []
    named = ", ".join(unused[:_NAMED_KEYS]) + (", …" if len(unused) > _NAMED_KEYS else "")
    return [UNUSED_TRANSLATION.finding(
        "no-such-text",
        nmsg("{n} translation into “{lang}” belongs to no text of this edition: {keys}.",
             "{n} translations into “{lang}” belong to no text of this edition: {keys}.", len(unused), lang=catalogue.lang, keys=named),
        hint=msg("Nothing need be done if these listings were left out on purpose; else compare the keys with the listings' ids."),
    )]

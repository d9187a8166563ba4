"""The six indexes: terms gathered from listings, grouped by letter or by subject, with the numbers of their pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.compose.locators import merge_locators
from pipeline.compose.setting import Composing, by_surname
from pipeline.model.book import Block, Section
from pipeline.model.fields import Lang
from pipeline.model.localised import LocalExpert, LocalListing, LocalOrganisation

__all__ = ["INDEXES", "compose_indexes"]

WORD_AND_LOCATOR = 18
"""Letters and figures that a line of a third of the measure surely holds."""


@dataclass(frozen=True, slots=True)
class Term:
    """One index line before its numbers: what it says and which listings it leads to.

    ``group`` is the subject it stands under ("" files it under its letter); ``see`` the present name an old one leads to.
    """

    text: str
    lang: Lang
    targets: tuple[str, ...]
    detail: str = ""
    see: str = ""
    group: str = ""
    key: bytes = b""
    bucket: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """An index's name, its title as a label's msgid (contexts "index" and "index description"), and what it gathers."""

    name: str
    title: str
    gather: Callable[[Sequence[LocalListing], Composing], Iterator[Term]]


def _organisations(listings: Iterable[LocalListing]) -> Iterator[LocalOrganisation]:
    return (listing for listing in listings if isinstance(listing, LocalOrganisation))


def _experts(listings: Iterable[LocalListing]) -> Iterator[LocalExpert]:
    return (listing for listing in listings if isinstance(listing, LocalExpert))


def _place(listing: LocalListing) -> str:
    return listing.town.value if listing.town else ""


def _names(listings: Sequence[LocalListing], _: Composing) -> Iterator[Term]:
    for entry in _organisations(listings):
        detail = ", ".join(part for part in (entry.form_short, _place(entry)) if part)
        yield Term(entry.quoted, entry.name.lang, (entry.id,), detail, key=entry.sort_key, bucket=entry.bucket)


def _other_names(listings: Sequence[LocalListing], composing: Composing) -> Iterator[Term]:
    for entry in _organisations(listings):
        for other in (entry.acronym, entry.former_name):
            if other:
                key = composing.sort_key(other.value, composing.lang)
                bucket = composing.bucket(other.value, composing.lang)
                yield Term(other.value, other.lang, (entry.id,), see=entry.quoted, key=key, bucket=bucket)


def _areas(listings: Sequence[LocalListing], _: Composing) -> Iterator[Term]:
    for entry in _organisations(listings):
        for area in entry.areas:
            yield Term(entry.quoted, entry.name.lang, (entry.id,), _place(entry), group=area.name, key=entry.sort_key)


def _places(listings: Sequence[LocalListing], composing: Composing) -> Iterator[Term]:
    """Towns with everything in them; a town is named with its region where the region is not the town itself."""
    found: dict[str, tuple[Lang, list[str], set[str]]] = {}
    for listing in listings:
        if listing.town:
            lang, ids, regions = found.setdefault(listing.town.value, (listing.town.lang, [], set()))
            ids.append(listing.id)
            if isinstance(listing, LocalOrganisation):
                regions.add(listing.region.short[composing.lang])
    for town, (lang, ids, regions) in found.items():
        key, bucket = composing.sort_key(town, composing.lang), composing.bucket(town, composing.lang)
        yield Term(town, lang, tuple(ids), ", ".join(sorted(regions - {town})), key=key, bucket=bucket)


def _people(listings: Sequence[LocalListing], composing: Composing) -> Iterator[Term]:
    for listing in listings:
        if isinstance(listing, LocalExpert):
            named = [(listing.name, composing.labels.text("expert"))]
        else:
            named = [(person.name, listing.quoted) for person in (listing.head, listing.press) if person]
        for name, detail in named:
            filed = by_surname(name)
            key, bucket = composing.sort_key(filed, composing.lang), composing.bucket(filed, composing.lang)
            yield Term(filed, name.lang, (listing.id,), detail, key=key, bucket=bucket)


def _topics(listings: Sequence[LocalListing], composing: Composing) -> Iterator[Term]:
    for entry in _experts(listings):
        filed = by_surname(entry.name)
        key = composing.sort_key(filed, composing.lang)
        for topic in entry.topics:
            yield Term(filed, entry.name.lang, (entry.id,), _place(entry), group=topic.name.value, key=key)


INDEXES: tuple[Index, ...] = (
    Index("organisations", "Organisations", _names),
    Index("acronyms", "Acronyms and former names", _other_names),
    Index("areas", "Areas of activity", _areas),
    Index("places", "Places", _places),
    Index("people", "People", _people),
    Index("topics", "Expert topics", _topics),
)


def compose_indexes(listings: Sequence[LocalListing], folio_of: Callable[[str], int], composing: Composing) -> list[Section]:
    """The six sections, empty ones left out. ``folio_of`` gives the number of the page a listing begins on."""
    sections: list[Section] = []
    for index in INDEXES:
        # One who is head and press contact at once has one line.
        terms = sorted(set(index.gather(listings, composing)), key=lambda term: (term.key, term.text, term.targets))
        if terms:
            sections.append(_section(index, terms, folio_of, composing, runs_on=bool(sections)))
    return sections


def _section(index: Index, terms: Sequence[Term], folio_of: Callable[[str], int], composing: Composing, *, runs_on: bool) -> Section:
    labels = composing.labels
    title = labels.text(index.title, "index")
    head = composing.render("index_head.html.j2", title=title, sentence=labels.text(index.title, "index description"))
    grouped = any(term.group for term in terms)
    groups = _by_subject(terms, composing) if grouped else _by_letter(terms)
    blocks: list[Block] = []
    for word, members in groups.items():
        kind = "term" if grouped else "letter"
        number = len(blocks)
        html = composing.render("index_line.html.j2", kind=kind, term=word, term_lang=composing.lang)
        blocks.append(Block(f"{index.name}-{number:05}", "index-line", html, guide=word, keep_with_next=True))
        blocks += [_line(index, number + at, term, word, folio_of, composing) for at, term in enumerate(members, 1)]
    section = f"index-{index.name}"
    return Section(
        section, "index", composing.lang, title, tuple(blocks), head=Block(f"{section}-head", "index-head", head),
        columns=3, tab=labels.text("Indexes"), gap="line", runs_on=runs_on,
    )


def _by_letter(terms: Sequence[Term]) -> Mapping[str, list[Term]]:
    groups: dict[str, list[Term]] = {}
    for term in terms:
        groups.setdefault(term.bucket, []).append(term)
    return groups


def _by_subject(terms: Sequence[Term], composing: Composing) -> Mapping[str, list[Term]]:
    groups: dict[str, list[Term]] = {}
    for term in terms:
        groups.setdefault(term.group, []).append(term)
    return dict(sorted(groups.items(), key=lambda pair: composing.sort_key(pair[0], composing.lang)))


def _with_last_word(term: Term, locator: str) -> tuple[str, str, str, str]:
    """Term, detail and reference without the last word of all, and that word, which goes with the first number to the next line.

    A word that would be too long for a line with its number stays where it is, and no word is given.
    """
    texts = [term.text, term.detail, term.see]
    last = max(at for at, text in enumerate(texts) if text or not at)
    before, _, word = texts[last].rpartition(" ")
    alone = not before and last == 1  # a detail of one word leaves its comma with the term
    if not (before or alone) or len(word) + len(locator) > WORD_AND_LOCATOR:
        return term.text, term.detail, term.see, ""
    texts[last] = before
    return f"{term.text}," if alone else texts[0], texts[1], texts[2], word


def _line(index: Index, number: int, term: Term, word: str, folio_of: Callable[[str], int], composing: Composing) -> Block:
    locators = merge_locators(folio_of(target) for target in term.targets)
    parts = _with_last_word(term, locators.split(", ")[0])
    html = composing.render(
        "index_line.html.j2", kind="line", term=parts[0], term_lang=term.lang, detail=parts[1], see=parts[2], last_word=parts[3],
        target=term.targets[0], runs=locators.split(", "),
    )
    return Block(
        f"{index.name}-{number:05}", "index-line", html, guide=word, term=term.text, targets=term.targets, locators=locators
    )

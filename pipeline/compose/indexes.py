"""The six indexes: terms gathered from listings, grouped by letter or by subject, with the numbers of their pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.compose.locators import merge_locators
from pipeline.compose.setting import Composing, filed_name
from pipeline.model.book import Block, Section
from pipeline.model.fields import EditionLang
from pipeline.model.localised import LocalExpert, LocalListing, LocalOrganisation, LocalText, bare
from pipeline.model.packing import packable

__all__ = ["INDEXES", "Term", "compose_indexes", "terms_of"]

WORD_AND_LOCATOR = 18
"""Letters and figures that a line of a third of the measure surely holds."""


@packable
@dataclass(frozen=True, slots=True)
class Term:
    """One index line before its numbers: what it says and which listings it leads to.

    ``group`` is the subject it stands under ("" files it under its letter); ``see`` the present name an old one leads to.
    """

    text: str
    lang: EditionLang
    targets: tuple[str, ...]
    detail: str = ""
    see: str = ""
    group: str = ""
    key: bytes = b""
    bucket: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """An index's name, its title as a label's msgid (contexts "index" and "index description"), and what it gathers of a listing.

    ``unite`` makes one term of those that belong together.
    """

    name: str
    title: str
    gather: Callable[[LocalListing, Composing], Iterator[Term]]
    unite: Callable[[Iterable[Term]], Iterable[Term]] = iter


def _place(listing: LocalListing) -> str:
    return listing.town.value if listing.town else ""


def _lang(name: LocalText, composing: Composing) -> EditionLang:
    """The language that an index sets a name in: the edition's own where the name has got its letters."""
    return composing.lang if name.romanised else name.lang


def _names(listing: LocalListing, composing: Composing) -> Iterator[Term]:
    if isinstance(listing, LocalOrganisation):
        detail = ", ".join(part for part in (listing.form_short, _place(listing)) if part)
        yield Term(
            listing.index_name, _lang(listing.name, composing), (listing.id,), detail, key=listing.sort_key, bucket=listing.bucket
        )


def _other_names(listing: LocalListing, composing: Composing) -> Iterator[Term]:
    if isinstance(listing, LocalOrganisation):
        for other in (listing.acronym, listing.former_name):
            if other:
                filed = other.romanised or other.value
                key, bucket = composing.sort_key(filed, composing.lang), composing.bucket(filed, composing.lang)
                yield Term(filed, _lang(other, composing), (listing.id,), see=listing.index_name, key=key, bucket=bucket)


def _areas(listing: LocalListing, composing: Composing) -> Iterator[Term]:
    if isinstance(listing, LocalOrganisation):
        for area in listing.areas:
            lang = _lang(listing.name, composing)
            yield Term(listing.index_name, lang, (listing.id,), _place(listing), group=area.name.value, key=listing.sort_key)


def _places(listing: LocalListing, composing: Composing) -> Iterator[Term]:
    """The town, with its region where the listing tells it; the same town of several listings is united afterwards."""
    if listing.town:
        town = listing.town.value
        region = listing.region_short if isinstance(listing, LocalOrganisation) else ""
        key, bucket = composing.sort_key(town, composing.lang), composing.bucket(town, composing.lang)
        yield Term(town, listing.town.lang, (listing.id,), region, key=key, bucket=bucket)


def _united_places(terms: Iterable[Term]) -> Iterator[Term]:
    """Towns with everything in them; a town is named with its region where the region is not the town itself."""
    found: dict[str, list[Term]] = {}
    for term in terms:
        found.setdefault(term.text, []).append(term)
    for town, same in found.items():
        regions = sorted({term.detail for term in same} - {town, ""})
        yield replace(same[0], targets=tuple(target for term in same for target in term.targets), detail=", ".join(regions))


def _people(listing: LocalListing, composing: Composing) -> Iterator[Term]:
    if isinstance(listing, LocalExpert):
        named = [(listing.name, composing.labels.text("expert"))]
    else:
        named = [(person.name, listing.index_name) for person in (listing.head, listing.press) if person]
    for name, detail in named:
        filed = filed_name(name)
        key, bucket = composing.sort_key(filed, composing.lang), composing.bucket(filed, composing.lang)
        yield Term(filed, _lang(name, composing), (listing.id,), detail, key=key, bucket=bucket)


def _topics(listing: LocalListing, composing: Composing) -> Iterator[Term]:
    if isinstance(listing, LocalExpert):
        filed = filed_name(listing.name)
        key = composing.sort_key(filed, composing.lang)
        for topic in listing.topics:
            yield Term(filed, _lang(listing.name, composing), (listing.id,), _place(listing), group=topic.name.value, key=key)


INDEXES: tuple[Index, ...] = (
    Index("organisations", "Organisations", _names),
    Index("acronyms", "Acronyms and former names", _other_names),
    Index("areas", "Areas of activity", _areas),
    Index("places", "Places", _places, _united_places),
    Index("people", "People", _people),
    Index("topics", "Expert topics", _topics),
)


def terms_of(listing: LocalListing, composing: Composing) -> dict[str, tuple[Term, ...]]:
    """Index name -> the terms that lead to one listing."""
    return {index.name: tuple(index.gather(listing, composing)) for index in INDEXES}


def compose_indexes(
    listings: Sequence[LocalListing],
    folio_of: Callable[[str], int],
    composing: Composing,
    terms: Mapping[str, Mapping[str, tuple[Term, ...]]] | None = None,
) -> list[Section]:
    """The six sections, empty ones left out. ``folio_of`` gives the number of the page a listing begins on.

    ``terms``: listing id -> its terms (:func:`terms_of`), where they are known already.
    """
    known = terms if terms is not None else {listing.id: terms_of(listing, composing) for listing in listings}
    sections: list[Section] = []
    for index in INDEXES:
        gathered = index.unite(term for listing in listings for term in known[listing.id][index.name])
        # One who is head and press contact at once has one line.
        ordered = sorted(set(gathered), key=lambda term: (term.key, term.text, term.targets))
        if ordered:
            sections.append(_section(index, ordered, folio_of, composing, runs_on=bool(sections)))
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
        shown = composing.set_text(word, composing.lang) if grouped else word
        html = composing.render("index_line.html.j2", kind=kind, term=shown, term_lang=composing.lang)
        blocks.append(Block(f"{index.name}-{number:05}", "index-line", html, guide=bare(word), keep_with_next=True))
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
    key = composing.subject_key or composing.sort_key
    return dict(sorted(groups.items(), key=lambda pair: key(pair[0], composing.lang)))


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
    html = composing.render_line(
        "index_line.html.j2", kind="line", term=parts[0], term_lang=term.lang, detail=parts[1], see=parts[2], last_word=parts[3],
        target=term.targets[0], runs=tuple(locators.split(", ")),
    )
    return Block(
        f"{index.name}-{number:05}", "index-line", html, guide=bare(word), term=bare(term.text), targets=term.targets, locators=locators
    )

"""Several rows of one listing become one: newest verified wins field by field where it says something, lists unite, nothing is dropped.

The rule, in this order: the row that was verified last; of rows verified on one day (or on none) the one that fills more fields; of those
the first by file, sheet and row. What a row says and the listing does not print stands in the ledger as a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Final

from pipeline.model.findings import CellRef
from pipeline.model.listings import Expert, Listing, Organisation, Person, Phone, Text
from pipeline.model.merges import Difference
from pipeline.normalise.dialling import is_mobile
from pipeline.normalise.folding import fold, fold_kazakh
from pipeline.normalise.persons import Kinship, compare_people, person_name

__all__ = ["United", "in_rank", "said", "source_order", "united"]

_UNITED: Final = ("phones", "emails", "social", "areas", "topics", "languages")
_PEOPLE: Final = ("head", "press")
_OF_THE_ROW: Final = frozenset(
    {
        "id", "names", "source", "sent_in", "cells", "others", "verified", "consent_mobile", "affiliation_id", "region", "town", "address",
        "postcode",
    }
)
"""What is settled by a rule of its own."""
_COLUMNS: Final = {"registered": "registration", "operational": "status"}


@dataclass(slots=True)
class United:
    """A listing made of several, and what of them it does not print."""

    listing: Listing
    differences: list[Difference] = field(default_factory=list)
    others: dict[str, list[Text]] = field(default_factory=dict)
    """Texts in languages that the printed one is not in; an edition in that language prints them."""


def source_order(listing: Listing) -> tuple[str, str, int, str]:
    """File, sheet and row: the order in which new ids are allotted, whatever the order of reading."""
    ref = listing.source
    row = "".join(char for char in ref.cell if char.isdigit())
    return ref.file, ref.sheet, int(row or 0), ref.cell


def in_rank(listings: Sequence[Listing]) -> list[Listing]:
    """The listings in the order in which their values win."""
    return sorted(listings, key=lambda one: (-(one.verified or date.min).toordinal(), -_fullness(one), source_order(one)))


def _fullness(listing: Listing) -> int:
    """How much a row says: its fields, and each of its contacts, areas and names."""
    filled = 0
    for one in fields(listing):
        value = getattr(listing, one.name)
        filled += 0 if one.name == "cells" or _is_empty(value) else len(value) if one.name in (*_UNITED, "names") else 1
    return filled


def united(listings: Sequence[Listing]) -> United:
    """Make one of two or more listings of a kind; the order in which they are given does not matter."""
    rows = in_rank(listings)
    winner = rows[0]
    made = United(winner)
    cells = {name: ref for row in reversed(rows) for name, ref in row.cells.items()}
    changes: dict[str, Any] = {"names": _names(rows, made), "consent_mobile": _may_print(rows)}
    changes |= _place(rows, made, cells)
    for one in fields(winner):
        name = one.name
        if name in _OF_THE_ROW:
            continue
        if name in _UNITED:
            changes[name] = _all_of(name, rows, changes["consent_mobile"])
        elif name in _PEOPLE:
            changes[name] = _person(name, rows, made)
        else:
            changes[name] = _first_of(name, rows, made, cells)
    press = changes.get("press_email") or ""
    changes["emails"] = tuple(address for address in changes["emails"] if address.casefold() != press.casefold())
    printed = {address.casefold() for address in changes["emails"]}
    made.differences = [one for one in made.differences if one.field != "press_email" or one.value.casefold() not in printed]
    others = {name: tuple(texts) for name, texts in made.others.items()}
    made.listing = replace(winner, **changes, cells=cells, others=others)
    return made


def _first_of(name: str, rows: Sequence[Listing], made: United, cells: dict[str, CellRef]) -> object:
    """The value of the first row that says something; what later ones say otherwise is a difference."""
    saying = [row for row in rows if not _is_empty(getattr(row, name))]
    if not saying:
        return getattr(rows[0], name)
    column = _COLUMNS.get(name, name)
    cells.pop(column, None)
    if column in saying[0].cells:
        cells[column] = saying[0].cells[column]
    value = getattr(saying[0], name)
    for row in saying[1:]:
        other = getattr(row, name)
        if _is_in_another_language(name, value, other, made):
            made.others.setdefault(name, []).append(other)
        elif not _agree(value, other):
            made.differences.append(_difference(column, row, other, saying[0], value))
    return value


def _is_in_another_language(name: str, value: object, other: object, made: United) -> bool:
    """Is it a text in a language in which nothing is printed of this field yet?"""
    if not isinstance(value, Text) or not isinstance(other, Text):
        return False
    return other.lang not in {value.lang, *(known.lang for known in made.others.get(name, ()))}


def _names(rows: Sequence[Listing], made: United) -> dict[str, Text]:
    names: dict[str, tuple[Listing, Text]] = {}
    for row in rows:
        for lang, text in row.names.items():
            first, known = names.setdefault(lang, (row, text))
            if fold(known.value) != fold(text.value):
                made.differences.append(
                    Difference(f"name_{lang}", text.value, text.ref or row.source, known.value, known.ref or first.source)
                )
    return {lang: text for lang, (_, text) in names.items()}


def _place(rows: Sequence[Listing], made: United, cells: dict[str, CellRef]) -> dict[str, object]:
    """Region, town, address and postcode: together, since an address of another town would lead astray."""
    winner = rows[0]
    if isinstance(winner, Expert):
        return {"town": _first_of("town", rows, made, cells)}
    organisations = [row for row in rows if isinstance(row, Organisation)]
    first = organisations[0]
    of_region = [row for row in organisations if row.region.code == first.region.code]
    town = next((row.town for row in of_region if row.town), None)
    at_home = [row for row in of_region if row.town is None or town is None or row.town.names == town.names]
    for row in organisations[1:]:
        if row.region.code != first.region.code:
            made.differences.append(_difference("region", row, row.region, first, first.region))
    changes: dict[str, object] = {"region": first.region, "town": town}
    if town and not first.town:
        cells.update({name: ref for row in of_region if row.town == town for name, ref in row.cells.items() if name == "town"})
    for name in ("town", "address", "postcode"):
        value = _first_of(name, at_home, made, cells)
        changes[name] = value
        for row in organisations:
            theirs = getattr(row, name)
            if row not in at_home and not _is_empty(theirs) and not _agree(value, theirs):
                made.differences.append(_difference(name, row, theirs, first, value))
    return changes


def _person(name: str, rows: Sequence[Listing], made: United) -> Person | None:
    """Head or press contact with the post; a post that only another row knows belongs to the same person only."""
    saying = [(row, person) for row in rows if (person := getattr(row, name)) is not None]
    if not saying:
        return None
    first, person = saying[0]
    for row, other in saying[1:]:
        if _is_said_otherwise(name, person, other, made):
            made.others.setdefault(name, []).append(other.name)
            if _is_in_another_language(f"{name}_role", person.role, other.role, made):
                made.others.setdefault(f"{name}_role", []).append(other.role)
                continue
        elif not _agree(person.name, other.name):
            value = said(other)
            made.differences.append(Difference(name, value, other.name.ref or row.source, said(person), person.name.ref or first.source))
            continue
        if other.role is not None and person.role is None:
            person = replace(person, role=other.role)
        elif other.role is not None and not _agree(person.role, other.role):
            made.differences.append(_difference(f"{name}_role", row, other.role, first, person.role))
    return person  # type: ignore[no-any-return]


def _is_said_otherwise(name: str, person: Person, other: Person, made: United) -> bool:
    """Is it the same person, named in a language in which nothing is printed of this one yet?"""
    kin = compare_people(person_name(person.name.value), person_name(other.name.value))
    is_one = kin not in (Kinship.DIFFERENT, Kinship.RENAMED)
    return is_one and _is_in_another_language(name, person.name, other.name, made)


def _all_of(name: str, rows: Sequence[Listing], may_print: bool) -> tuple[object, ...]:
    """What all rows say, each once, the winner's first."""
    found: dict[str, object] = {}
    for row in rows:
        for value in getattr(row, name):
            if name == "phones" and not may_print and _is_personal(row, value):
                continue
            key = _identity(value)
            known = found.setdefault(key, value)
            if isinstance(known, Phone) and isinstance(value, Phone) and not known.note and value.note:
                found[key] = replace(known, note=value.note)
    return tuple(found.values())


def _identity(value: object) -> str:
    """What makes a contact, an area, a topic or a language the same in two rows."""
    match value:
        case Phone():
            return f"{value.digits}#{value.extension}"
        case str():
            return value.casefold()
    code = getattr(value, "code", "")
    return code or fold_kazakh(said(value))


def _may_print(rows: Sequence[Listing]) -> bool:
    """May a person's mobile be printed? As the rows verified last say that say anything; of several of one day one "no" is enough."""
    saying = [row for row in rows if "consent_mobile" in row.cells]
    latest = [row for row in saying if row.verified == saying[0].verified]
    return all(row.consent_mobile for row in latest) if latest else any(row.consent_mobile for row in rows)


def _is_personal(row: Listing, phone: Phone) -> bool:
    """Was it printed only because the row consents?"""
    return row.consent_mobile and is_mobile(phone.digits[1:]) and (isinstance(row, Expert) or phone.kind in ("mobile", "press"))


def _difference(name: str, row: Listing, value: object, first: Listing, printed: object) -> Difference:
    return Difference(name, said(value), _ref(name, row, value), said(printed), _ref(name, first, printed))


def _ref(name: str, row: Listing, value: object) -> CellRef:
    """The cell of a value, else its row."""
    own = getattr(value, "ref", None)
    return own if isinstance(own, CellRef) else row.cells.get(name) or row.source


def _is_empty(value: object) -> bool:
    return value is None or value in ("", ())


def _agree(mine: object, theirs: object) -> bool:
    if isinstance(mine, Text) and isinstance(theirs, Text):
        return fold(mine.value) == fold(theirs.value)
    return said(mine) == said(theirs)


_SAID: Final[dict[type, Callable[[Any], str]]] = {
    str: str, Text: lambda text: text.value, bool: lambda answer: "yes" if answer else "no", type(None): lambda _: "",
    Person: lambda person: "; ".join(said(part) for part in (person.name, person.role) if part),
    Phone: lambda phone: " ".join((*phone.groups, *((f"({phone.extension})",) if phone.extension else ()))),
}  # fmt: skip


def said(value: object) -> str:
    """A value as a person would compare it."""
    known = _SAID.get(type(value))
    if known is not None:
        return known(value)
    if isinstance(value, tuple):
        return ", ".join(map(said, value))
    if isinstance(value, dict):
        return " / ".join(_in_order(value))
    names = getattr(value, "names", None)
    if names is not None:
        return str(names.get("ru") or next(iter(names.values()), ""))
    handle = getattr(value, "handle", None)
    return f"{value.network}: {handle}" if handle else str(value)  # type: ignore[attr-defined]


def _in_order(texts: dict[str, object]) -> Iterator[str]:
    for lang in sorted(texts):
        yield said(texts[lang])

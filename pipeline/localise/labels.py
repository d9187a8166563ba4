"""The book's own words in each language: titles, run-in heads, counts, what the indexes say about themselves.

The catalogues are pipeline/localise/labels/<lang>.po; the msgid is the English label, with a msgctxt where one English word has several
meanings: "index" (an index's name), "index description" (the sentence below it), "abbreviation" (page: p., с., б.), "correction form".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.doors.catalogues import CatalogueEntry, parse_catalogue, plural_index
from pipeline.localise.formats import format_number
from pipeline.localise.latin import set_words
from pipeline.localise.rules import LABEL_OVERRIDE
from pipeline.model.fields import EditionLang, Lang, source_language
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg

__all__ = ["Labels", "check_labels", "labels", "package_labels"]

_Key = tuple[str, str]
"""msgctxt ("" for none) and msgid."""
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one edition; what they give is set by the typographic rules of ``lang`` and ready to print.

    Those of Kazakh in Latin letters are the Kazakh ones, transliterated once they are set.
    """

    lang: EditionLang
    entries: Mapping[_Key, CatalogueEntry]

    def text(self, msgid: str, /, context: str = "", **args: str | int) -> str:
        """The label, its {placeholders} filled; ``context`` is its msgctxt.

        Raises KeyError for a label that no catalogue has, or an argument too few.
        """
        return self._set(self._entry(msgid, context).msgstr, args)

    def plural(self, one: str, many: str, n: int) -> str:
        """The label for ``n`` things, ``{n}`` filled with the number as ``lang`` writes it. Raises KeyError as :meth:`text`."""
        entry = self._entry(one, "")
        if entry.plural != many:
            raise KeyError(f"no label “{one}” with the plural “{many}”")
        return self._set(entry.plurals[plural_index(source_language(self.lang), n)], {"n": format_number(n, self.lang)})

    def _entry(self, msgid: str, context: str) -> CatalogueEntry:
        try:
            return self.entries[context, msgid]
        except KeyError:
            raise KeyError(f"no label “{msgid}”" + (f" in the context “{context}”" if context else "")) from None

    def _set(self, wording: str, args: Mapping[str, str | int]) -> str:
        """Numbers take part in the setting (с 2005 года); names and links come set, in a language that may be another."""
        if all(str(value).isdigit() for value in args.values()):
            return set_words(wording.format(**args), self.lang)
        return set_words(wording, self.lang).format(**args)


def labels(lang: EditionLang, overrides: str | None = None) -> Labels:
    """The labels of ``lang``; ``overrides`` is the text of the edition's own labels.<lang>.po, which wins where it can be used.

    What of it cannot be used is told by :func:`check_labels`. Raises Unreadable where ``overrides`` is no PO file.
    """
    source = source_language(lang)
    own = package_labels(source)
    if overrides is None:
        return Labels(lang, own)
    usable = {
        (entry.context, entry.msgid): entry
        for entry in parse_catalogue(overrides, _overrides_name(source))
        if entry.is_translated and (entry.context, entry.msgid) in own and _fits(entry, own[entry.context, entry.msgid])
    }
    return Labels(lang, {**own, **usable})


def check_labels(lang: EditionLang, overrides: str) -> list[Finding]:
    """What of the edition's own labels is not used, and why. Raises Unreadable where ``overrides`` is no PO file."""
    lang = source_language(lang)
    own = package_labels(lang)
    findings = []
    for entry in parse_catalogue(overrides, _overrides_name(lang)):
        known = own.get((entry.context, entry.msgid))
        place = CellRef(_overrides_name(lang), cell=str(entry.line or ""))
        if entry.obsolete:
            continue
        if known is None:
            findings.append(LABEL_OVERRIDE.finding(
                "unknown-label", msg("The guide has no label “{label}”, so its wording is not used.", label=entry.msgid),
                hint=msg("Copy the msgid (and msgctxt) of the label from the package's own catalogue, letter by letter."), place=place,
            ))
        elif entry.fuzzy:
            findings.append(LABEL_OVERRIDE.finding(
                "fuzzy-label", msg("The wording of the label “{label}” is marked as doubtful (fuzzy) and not used.", label=entry.msgid),
                hint=msg("Take the mark off once somebody has approved the wording."), place=place,
            ))
        elif entry.is_translated and not _fits(entry, known):
            findings.append(LABEL_OVERRIDE.finding(
                "placeholders-differ",
                msg("The wording of the label “{label}” has other placeholders, so the usual wording is printed.", label=entry.msgid),
                hint=msg("Keep every word in braces exactly as it is in the msgid, and add none."), place=place, before=entry.msgstr,
            ))
    return findings


def _overrides_name(lang: Lang) -> str:
    return f"translations/labels.{lang}.po"


def _fits(entry: CatalogueEntry, known: CatalogueEntry) -> bool:
    """Whether ``entry`` can take the place of ``known``: same plural, as many forms, same placeholders in each."""
    if entry.plural != known.plural or len(entry.plurals) != len(known.plurals):
        return False
    wanted = set(_PLACEHOLDER.findall(known.msgid))
    for wording in entry.plurals or (entry.msgstr,):
        if set(_PLACEHOLDER.findall(wording)) != wanted or re.search(r"[{}]", _PLACEHOLDER.sub("", wording)):
            return False
    return True


@cache
def package_labels(lang: Lang) -> Mapping[_Key, CatalogueEntry]:
    """The guide's own wordings by msgctxt ("" for none) and msgid, in the order of its catalogue."""
    text = resources.files("pipeline.localise").joinpath("labels", f"{lang}.po").read_text("utf-8")
    return {(entry.context, entry.msgid): entry for entry in parse_catalogue(text) if entry.is_translated}

"""Whether a file that came back is of this edition and in the language it is given for, before anything of it is taken."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pipeline.errors import Unreadable
from pipeline.model.fields import Lang
from pipeline.model.findings import Finding
from pipeline.model.message import msg, nmsg
from pipeline.revision.letters import CYRILLIC, KAZAKH, LATIN
from pipeline.strings.arrival import Arrival, Incoming, Known
from pipeline.strings.marks import source_digest, target_digest, tidy
from pipeline.strings.plural_forms import base_name, form_name
from pipeline.strings.units import CatalogueKind

__all__ = ["named_labels", "of_kinds", "require_in_place", "require_language", "require_letters", "require_one_language", "require_own"]

_FEW: Final = 8
"""Texts from which on something is said about all of them."""
_PROSE: Final = 40
"""Letters of a Kazakh text from which on it surely has one that Russian does not."""
_NUMBERED: Final = re.compile(r"(\S+)\[(\d)\]")
"""How Weblate names the forms of a plural."""


def require_one_language(file: str, said: Lang | None, asked: Lang | None) -> Lang:
    """The language that a file is to be taken into. Raises Unreadable where it says another than was asked for, or neither says any."""
    lang = asked or said
    if lang is None:
        raise Unreadable(
            msg("{file} does not say which language it is translated into.", file=file), msg("Give it with --lang kk, ru or en."))
    if said not in (None, lang):
        raise Unreadable(
            msg("{file} is translated into “{lang}”, not into “{asked}”; nothing was taken.", file=file, lang=str(said), asked=lang),
            msg("Give its own language with --lang, or leave --lang out."))
    return lang


def named_labels(texts: Sequence[Incoming], known: Known) -> list[Incoming]:
    """The texts, labels under their whole keys again where another program kept the context alone, or a number of its own.

    The text is part of a label's key, so that it tells which label is meant wherever no other has it. Weblate's files of other forms
    than the one it was given (2026.10) number the forms of a label that counts.
    """
    labels: dict[str, list[str]] = {}
    for name, source in known["labels"].items():
        labels.setdefault(tidy(source), []).append(name)
    numbered = {match[1]: tidy(text.source or "") for text in texts if (match := _NUMBERED.fullmatch(text.name)) and match[2] == "0"}

    def own(text: Incoming) -> Incoming:
        if text.source is None or any(base_name(text.name)[0] in names for names in known.values()):
            return text
        match = _NUMBERED.fullmatch(text.name)
        source = numbered.get(match[1], "") if match else tidy(text.source)
        names = labels.get(source, [])
        meant = [name for name in names if name == f"{text.name}|{source}"] or [name for name in names if name[0] == "|"] or names
        return replace(text, name=form_name(meant[0], int(match[2]) if match else None), kind="labels") if len(meant) == 1 else text

    return [own(text) for text in texts]


def of_kinds(texts: Sequence[Incoming], known: Known) -> dict[CatalogueKind, list[Incoming]]:
    """The texts by kind: as they say themselves, else by which catalogue knows their keys."""
    found: dict[CatalogueKind, list[Incoming]] = {kind: [] for kind in known}
    for text in texts:
        guessed: CatalogueKind = next((kind for kind, names in known.items() if text.name in names), "content")
        kind = text.kind or guessed
        found[kind].append(replace(text, kind=kind))
    return found


def require_own(arrival: Arrival, edition: str, known: Known) -> None:
    """Raises Unreadable for a file of another edition: its keys may be those of other listings here."""
    if not arrival.texts:
        raise Unreadable(
            msg("{file} holds no text to be translated.", file=arrival.file),
            msg("Send the file that guide strings export wrote, with its keys. Nothing was taken."))
    content = of_kinds(arrival.texts, known).get("content", [])
    sent = [(text.name, text.mark.source if text.mark else source_digest(text.source or "")) for text in content
            if text.mark or text.source is not None]
    sources: Mapping[str, str] = known["content"]
    ours = sum(name in sources and source_digest(sources[name]) == digest for name, digest in sent)
    foreign = arrival.edition not in ("", edition)
    nameless = not arrival.edition and len(sent) >= _FEW
    if nameless and not ours:
        raise Unreadable(
            msg("No text of {file} has a key of the edition {edition}; nothing was taken.", file=arrival.file, edition=edition),
            msg("Programs that give a file another form leave its keys out (po2csv, po2xliff): send it in the form in which it was "
                "sent out."))
    if foreign and ours * 2 < len(sent):
        told = msg("{file} is of the edition {other}, not of {edition}; nothing was taken.", file=arrival.file,
                   other=arrival.edition, edition=edition)
        raise Unreadable(told, msg("Name the folder of its own edition with --sources, or export the texts of this one."))


def require_language(arrival: Arrival, lang: Lang, texts: Sequence[Incoming], held: Mapping[str, str]) -> None:
    """Raises Unreadable where what was translated is in another language by its letters.

    ``held``: the translations that the edition has, by name. What came back as it was sent out, and is none of them, was sent out in
    another language: an editor changed the one that the file says it is in.
    """
    looks = _looks_like(lang, [tidy(text.target) for text in texts if _is_new(text)]) or _looks_like(
        lang, [target for text in texts if (target := tidy(text.target)) not in (held.get(text.name, ""), tidy(text.source or ""))])
    if looks:
        raise Unreadable(
            msg("The translations in {file} look like “{looks}”, not like “{lang}”; nothing was taken.", file=arrival.file, looks=looks,
                lang=lang),
            msg("Was the right file sent, and in the right column? Give the language it is in with --lang."))


def require_letters(file: str, lang: Lang, findings: Sequence[Finding]) -> None:
    """Raises Unreadable for a Kazakh text table in an encoding without Kazakh letters: each of them came as a question mark."""
    if lang == "kk" and any(finding.code in ("windows-1251", "damaged-bytes") for finding in findings):
        raise Unreadable(
            msg("{file} was saved in an encoding that has no Kazakh letters, so they are lost in it; nothing was taken.", file=file),
            msg("Save it as an Excel workbook (.xlsx), or as “CSV UTF-8”."))


def require_in_place(arrival: Arrival) -> None:
    """Raises Unreadable where translations stand beside other texts: the column was sorted or moved by itself.

    Then most of those that seem changed are what was sent out with another text.
    """
    sent: dict[str, set[str]] = {}
    for text in arrival.texts:
        if text.mark and not text.plurals:
            sent.setdefault(text.mark.target, set()).add(text.mark.source)
    new = [(text, text.mark) for text in arrival.texts if text.mark and not text.plurals and _is_new(text)]
    elsewhere = [(sent.get(target_digest(text.target, (), False), set()), mark) for text, mark in new]
    moved = sum(bool(sources) and mark.source not in sources for sources, mark in elsewhere)
    strangers = [(text, text.stranger) for text in arrival.texts if text.stranger and tidy(text.target)]
    with_mark = sum(target_digest(text.target, (), text.fuzzy) == mark.target for text, mark in strangers)
    if with_mark >= _FEW and with_mark * 2 > len(strangers):
        moved, new = with_mark, []
    if moved >= _FEW and moved * 2 > len(new):
        raise Unreadable(
            nmsg("In {file} {n} translation stands beside the text of another; nothing was taken.",
                 "In {file} {n} translations stand beside the texts of others; nothing was taken.", moved, file=arrival.file),
            msg("The column of the translations was probably sorted or moved by itself. Undo that, or export the texts anew."))


def _is_new(text: Incoming) -> bool:
    """Whether somebody wrote the translation, and did not only copy the text."""
    sent = text.mark is not None and text.mark.target == target_digest(text.target, text.plurals, text.fuzzy)
    return bool(tidy(text.target)) and not sent and tidy(text.target) != tidy(text.source or "")


def _looks_like(lang: Lang, texts: Sequence[str]) -> str:
    """The other language that most of the texts are in, by their letters; "" where nothing speaks against ``lang``."""
    if len(texts) < _FEW:
        return ""
    cyrillic = sum(len(CYRILLIC.findall(text)) > len(LATIN.findall(text)) for text in texts)
    latin = sum(len(CYRILLIC.findall(text)) < len(LATIN.findall(text)) for text in texts)
    prose = [text for text in texts if len(text) >= _PROSE and CYRILLIC.search(text)]
    kazakh = sum(bool(KAZAKH.search(text)) for text in prose)
    if lang == "en":
        return ("kk" if kazakh * 2 > len(prose) else "ru") if cyrillic * 2 > len(texts) else ""
    if latin * 2 > len(texts):
        return "en"
    if len(prose) < _FEW:
        return ""
    if lang == "ru":
        return "kk" if kazakh * 2 > len(prose) else ""
    return "ru" if kazakh * 2 < len(prose) else ""

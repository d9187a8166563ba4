"""Keys of what is remembered between runs: readable text, one fact a line, so light that they are compared before anything is loaded.

A result is used again where its key is the same to the letter; where it is not, the lines that differ say why (``guide status --why``).
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.desk import Desk
from pipeline.memory import code_digest, digest_of
from pipeline.model.decisions import Decisions, folded
from pipeline.model.edition import Edition
from pipeline.model.fields import EditionLang, Lang, source_language

__all__ = [
    "DECISIONS", "Consulted", "catalogue_key", "code_fact", "decision_facts", "ids_key", "settings_key", "template_texts", "with_answers",
    "wording_facts", "workbook_key",
]

_OF_ALL = ("mapping", "areas", "topics")
DECISIONS = (*_OF_ALL, "decisions")
"""Tables of the edition that decide what a workbook's rows become. All of it depends on the first ones; on decisions.toml only as far as
answers were looked for in it (:func:`with_answers`)."""
Consulted = Iterable[tuple[str, str]]
"""Rule and folded text of every look for an answer, found or not, when a workbook's rows were made."""


def code_fact() -> str:
    """The line that stands in every key: a result of other code is none of ours."""
    return f"code {code_digest()}"


def decision_facts(desk: Desk) -> tuple[str, ...]:
    """Lines of every workbook's key, but for the answers in decisions.toml. Raises Unreadable."""
    limit = f"unpacked_mb {desk.unpacked_mb}"
    return (code_fact(), limit, *(f"{name}.toml {digest_of(desk.text_or(f'{name}.toml'))}" for name in _OF_ALL))


def workbook_key(name: str, content: bytes, facts: Iterable[str]) -> str:
    """What a workbook, read and cleaned, depends on, but for the answers in decisions.toml."""
    return "\n".join((f"workbook {name} {digest_of(content)}", *facts))


def with_answers(key: str, name: str, consulted: Consulted | None, decisions: Decisions) -> str:
    """A workbook's whole key. ``consulted``: as the run that made the result left it; None: nobody knows, so that no result has this key.

    A run that looks for the same answers and finds the same ones goes the same way, looks for no others, and makes the same rows: there
    is one place where answers are looked for (``Trail.answer``). So only those that it may have found need to be the same. What it
    looked for stands in the key too: two builds at once may each have written one of the two shelves.
    """
    if consulted is None:
        return f"{key}\ndecisions.toml unknown"
    looked_for = frozenset(consulted)
    found = [one for one in decisions.values if one.file in ("", name) and (one.rule, folded(one.wrote)) in looked_for]
    return f"{key}\ndecisions.toml {digest_of(repr((sorted(looked_for), found)))}"


def settings_key(desk: Desk) -> str:
    """What the checked settings depend on. Raises Unreadable."""
    texts = {"edition.toml": desk.text("edition.toml"), "waivers.toml": desk.text_or("waivers.toml")}
    return "\n".join((code_fact(), *(f"{name} {digest_of(text)}" for name, text in texts.items())))


def ids_key(desk: Desk) -> str:
    """What the registry of listings depends on. Raises Unreadable."""
    return f"{code_fact()}\nids.toml {digest_of(desk.text_or('ids.toml'))}"


def catalogue_key(desk: Desk, lang: Lang) -> str:
    """What one language's catalogue of contents depends on. Raises Unreadable."""
    return f"{code_fact()}\ncontent.{lang}.po {digest_of(desk.text_or(f'translations/content.{lang}.po'))}"


def template_texts(texts: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """(file name, text) of a design's templates."""
    return tuple((name, text) for name, text in sorted(texts.items()) if name.endswith(".j2"))


def wording_facts(
    lang: EditionLang, edition: Edition, overrides: str, templates: tuple[tuple[str, str], ...], glossary: str = ""
) -> tuple[str, ...]:
    """Lines of every entry's key in one language, beside what the listing itself holds."""
    return (
        code_fact(), f"language {lang}", f"edition.toml {digest_of(repr(edition))[:16]}",
        f"labels.{source_language(lang)}.po {digest_of(overrides)[:16]}", f"templates {digest_of(repr(templates))[:16]}",
        f"glossary {digest_of(glossary)[:16]}",
    )

"""A cell of e-mail addresses taken to pieces: candidates, what is nearly one, and what stands beside them. Nothing of the cell is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.normalise.folding import word_set

__all__ = ["PROVIDERS", "EmailCell", "split_emails"]

PROVIDERS: Final = (
    "mail.ru", "gmail.com", "yandex.ru", "yandex.kz", "yandex.com", "inbox.ru", "rambler.ru", "yahoo.com", "hotmail.com", "outlook.com",
    "icloud.com", "list.ru", "bk.ru", "ya.ru", "mail.kz", "internet.ru", "googlemail.com", "proton.me", "protonmail.com", "me.com",
    "live.com", "yandex.by", "ok.kz",
)  # fmt: skip
"""Domains where whole countries have their addresses."""
_LABEL: Final = re.compile(
    r"(?<![^\W_])(?:e-?mail|эл\.?\s*почта|эл\.?\s*адрес|электронн\w+\s+(?:почта|адрес)|электронды\w*\s+пошта\w*|почта|пошта|поштасы)\s*[:\-–]?\s*"
    r"(?=\S+@)|(?<![^\W_])(?:e-?mail|эл\.?\s*почта|электронная почта|почта|пошта|поштасы)\s*:\s*",
    re.IGNORECASE,
)
_SCHEME: Final = re.compile(r"(?<![^\s<(\[\"«,;|])(?:mailto:\s*|https?://(?=[^/\s]*@))", re.IGNORECASE)
_AT_SPACES: Final = re.compile(r"\s*@\s*")
_DOT_SPACES: Final = re.compile(r"(@[\w-]+)(?:\s+\.|\.\s+)(?=(?:ru|kz|com|net|org|рф|қаз)\b)", re.IGNORECASE)
_SPOKEN: Final = re.compile(
    r"([\w.-]*\w)(?:\s*[(\[{](?:a|а|at|эт|собака|dog)[)\]}]\s*|\s+(?:at|собака|эт)\s+)([\w-]+(?:\.[\w-]+)*\.[a-z]{2,4})\b", re.IGNORECASE
)
_PARTS: Final = re.compile(r"[\s;|\\]+|,(?!\w{2,4}(?:[\s;|,]|$))|/(?=\S+@)|(?<=\w)/(?=\s|$)")
_ONE: Final = re.compile(r"[a-z0-9][\w.-]*@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\Z", re.ASCII | re.IGNORECASE)
"""One address and nothing else, as most cells have."""
_OUTER: Final = "<>()[]{}«»\"“”„'.,:;"
_SPLIT_OFF: Final = re.compile(r"(?=[a-z0-9_-]*[a-z])[a-z0-9][a-z0-9_-]*$")
"""What may be the beginning of an address that a space cut off: small Latin letters, as in addresses and not in names."""
_WORDS: Final = word_set("e mail email e-mail office press director fax tel or and site web head for to new old work home post pochta")
_MISSING_AT: Final = re.compile(rf"([a-z0-9][a-z0-9._-]*?)[2\"'`]?({'|'.join(map(re.escape, sorted(PROVIDERS, key=len, reverse=True)))})$")
_SHORTEST_NAME: Final = 2


@dataclass(frozen=True, slots=True)
class EmailCell:
    """What a cell of addresses holds.

    ``addresses``: candidates with @; ``doubted``: (as written, what it may be), to be asked about; ``rest``: everything else, runs of words
    together as they stood.
    """

    addresses: tuple[str, ...]
    rest: tuple[str, ...]
    doubted: tuple[tuple[str, str], ...] = ()


def split_emails(text: str) -> EmailCell:
    """The pieces of a tidied cell; spaces around @ closed, "mailto:", labels and angle brackets taken off."""
    if _ONE.match(text):
        return EmailCell((text,), ())
    doubted: list[tuple[str, str]] = []
    closed = _DOT_SPACES.sub(r"\1.", _AT_SPACES.sub("@", _LABEL.sub(" ", _SCHEME.sub("", text)))) if "@" in text else text
    closed = _SPOKEN.sub(lambda match: _spoken(match, doubted), closed)
    addresses: list[str] = []
    rest: list[str] = []
    run: list[tuple[int, int]] = []
    for start, end in _spans(closed):
        word = closed[start:end].strip(_OUTER).rstrip("-–—")
        if not any(map(str.isalnum, word)):
            continue
        if "@" in word.partition("/")[0].lstrip("@"):
            if not _is_cut_off(closed, run, start, word, doubted):
                addresses.append(word)
            _close(closed, run, rest)
        elif (near := _MISSING_AT.match(word)) and word not in PROVIDERS and len(near[1].strip("._-")) >= _SHORTEST_NAME:
            doubted.append((word, f"{near[1].strip('._-')}@{near[2]}"))
            _close(closed, run, rest)
        elif word.startswith("@"):
            _close(closed, run, rest)
            rest.append(word)
        else:
            run.append((start, end))
    _close(closed, run, rest)
    return EmailCell(tuple(addresses), tuple(rest), tuple(doubted))


def _spoken(match: re.Match[str], doubted: list[tuple[str, str]]) -> str:
    doubted.append((match[0], f"{match[1]}@{match[2]}"))
    return " ; "


def _spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of the pieces between separators."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _PARTS.finditer(text):
        found.append((start, match.start()))
        start = match.end()
    found.append((start, len(text)))
    return [(one, other) for one, other in found if one < other]


def _is_cut_off(text: str, run: list[tuple[int, int]], start: int, address: str, doubted: list[tuple[str, str]]) -> bool:
    """Does a space stand inside the address ("rod nik@mail.ru")? Then half an address would be printed: it is asked about."""
    if not run or text[run[-1][1] : start].strip():
        return False
    before = text[slice(*run[-1])]
    if not _SPLIT_OFF.match(before) or before in _WORDS:
        return False
    del run[-1]
    doubted.append((f"{before} {address}", before + address))
    return True


def _close(text: str, run: list[tuple[int, int]], rest: list[str]) -> None:
    """The words read so far are one piece, as they stood."""
    if run:
        piece = text[run[0][0] : run[-1][1]].strip().strip(",;:|«»\"'<>")
        if any(map(str.isalnum, piece)):
            rest.append(piece.strip())
        run.clear()

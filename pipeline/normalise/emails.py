"""E-mail addresses: cleaned where it is certain, proposed where it only looks likely (data.md section 4, cases 20 and 21)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.likeness import is_one_edit
from pipeline.normalise.lookalikes import is_cyrillic, to_latin
from pipeline.normalise.trail import Spot

__all__ = ["EmailCell", "is_address", "read_address", "split_emails"]

_PROVIDERS: Final = (
    "mail.ru", "gmail.com", "yandex.ru", "yandex.kz", "yandex.com", "inbox.ru", "rambler.ru", "yahoo.com", "hotmail.com", "outlook.com",
    "icloud.com", "list.ru", "bk.ru", "ya.ru", "mail.kz", "internet.ru", "googlemail.com", "proton.me", "protonmail.com", "me.com",
    "live.com", "yandex.by", "ok.kz", "gmail.kz",
)  # fmt: skip
_CLOSE_TO: Final = (
    "mail.ru", "gmail.com", "yandex.ru", "yandex.kz", "inbox.ru", "rambler.ru", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com",
)  # fmt: skip
"""Domains whose one-letter neighbours are nearly always typing errors."""
_NEIGHBOURS: Final = frozenset({"mai.ru", "email.ru", "mail.su", "mail.uz", "mail.by", "ymail.com", "mall.ru"})
"""Real domains one letter away from a provider's."""
_WRONG_ENDS: Final = {"con": "com", "cim": "com", "comm": "com", "ry": "ru", "tu": "ru", "rv": "ru", "ruu": "ru", "kzz": "kz", "rh": "ru"}
_LABEL: Final = re.compile(r"\b(?:e-?mail|эл\.?\s*почта|электронная почта|почта|пошта|поштасы)\s*:\s*", re.IGNORECASE)
_SCHEME: Final = re.compile(r"^(?:mailto:|https?://(?=[^/]*@))", re.IGNORECASE)
_AT_SPACES: Final = re.compile(r"\s*@\s*")
_PARTS: Final = re.compile(r"[\s;|]+|,(?!\w{2,4}(?:[\s;|,]|$))|/(?=\S+@)")
_PLAIN: Final = re.compile(
    r"(?=.{3,100}$)[a-z0-9_]{1,40}(?:[.-][a-z0-9_]{1,20}){0,2}@(?:[a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,2}\.){1,3}([a-z]{2,10})"
)
"""Addresses of small Latin letters that any rule allows and none rewrites."""
_SPECIAL_ENDS: Final = frozenset({"arpa", "invalid", "local", "localhost", "onion", "test"})
"""Domains that no mail reaches from outside (IANA's special-use domain names): the library's to judge."""


@dataclass(frozen=True, slots=True)
class EmailCell:
    """What a cell of addresses holds: candidates with @, and pieces without."""

    addresses: tuple[str, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Verdict:
    verdict: Literal["good", "lookalike", "typo", "bad"]
    address: str = ""


def split_emails(text: str) -> EmailCell:
    """The candidates of a tidied cell; spaces around @ closed, "mailto:" and angle brackets taken off."""
    closed = _AT_SPACES.sub("@", _LABEL.sub(" ", text))
    pieces = [piece.strip("<>()[]«»\"'.,:;") for piece in _PARTS.split(closed)]
    words = [word for word in (_SCHEME.sub("", piece) for piece in pieces) if any(map(str.isalnum, word))]
    return EmailCell(tuple(piece for piece in words if "@" in piece), tuple(piece for piece in words if "@" not in piece))


def is_address(text: str) -> bool:
    """Is it an address that would be printed as it stands?"""
    return _judge(text).verdict == "good"


def read_address(address: str, spot: Spot) -> str:
    """The address to print; "" with a question where it is wrong or only a likely repair is known, until a person answers it."""
    judged = _judge(address)
    if judged.verdict == "good":
        spot.changed(rules.EMAIL, address, judged.address)
        return judged.address
    if judged.verdict == "lookalike":
        message = msg("“{text}” has letters of two alphabets; it is not printed.", text=address)
    elif judged.verdict == "typo":
        message = msg("“{text}” looks like a typing error; it is not printed.", text=address)
    else:
        message = msg("“{text}” is no e-mail address; it is not printed.", text=address)
    ask = msg("Ask the organisation for its address.")
    hint = msg("Is it {address}? Ask the organisation.", address=judged.address) if judged.address else ask
    code = "bad-email" if judged.verdict == "bad" else judged.verdict
    decided = spot.asked(rules.EMAIL, code, message, hint=hint, before=address, after=judged.address or None)
    return _answered(decided, address, spot) if decided else ""


def _answered(decided: str, address: str, spot: Spot) -> str:
    """A person's answer, if it is an address; a domain that only looks mistyped is one that the person confirms."""
    judged = _judge(decided)
    if judged.verdict == "good":
        return judged.address
    valid = _valid(decided) if judged.verdict == "typo" else ""
    if not valid:
        spot.bad_answer(address, decided)
    return valid


@lru_cache(maxsize=16384)
def _judge(address: str) -> _Verdict:
    if any(map(is_cyrillic, address)):
        latin = to_latin(address)
        mended = _valid(latin) if latin else ""
        return _Verdict("lookalike", mended) if mended else _Verdict("bad")
    if "," in address:
        mended = _valid(address.replace(",", "."))
        return _Verdict("typo", mended) if mended else _Verdict("bad")
    valid = _valid(address)
    if not valid:
        return _Verdict("bad")
    meant = _meant_domain(address.rpartition("@")[2])
    return _Verdict("typo", f"{valid.rpartition('@')[0]}@{meant}") if meant else _Verdict("good", valid)


def _valid(address: str) -> str:
    """The address as it is written for certain; "" where it is none. Plain ones need no library to say so."""
    plain = _PLAIN.fullmatch(address)
    if plain and plain[1] not in _SPECIAL_ENDS:
        return address
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(address, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError:
        return ""


@lru_cache(maxsize=4096)
def _meant_domain(domain: str) -> str:
    """The provider that a domain is one letter or a look-alike away from; "" where it is a domain of its own."""
    confused = domain.replace("I", "l")
    if confused != domain and confused.lower() in _PROVIDERS:
        return confused.lower()
    domain = domain.lower()
    if domain in _PROVIDERS or domain in _NEIGHBOURS:
        return ""
    name, _, end = domain.rpartition(".")
    if end in _WRONG_ENDS:
        return f"{name}.{_WRONG_ENDS[end]}"
    return next((provider for provider in _CLOSE_TO if is_one_edit(domain, provider)), "")

"""E-mail addresses: cleaned where it is certain, proposed where it only looks likely (data.md section 4, cases 20 and 21)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.email_cells import PROVIDERS
from pipeline.normalise.folding import word_set
from pipeline.normalise.likeness import is_one_edit
from pipeline.normalise.lookalikes import is_cyrillic, is_latin, to_latin
from pipeline.normalise.trail import Spot

__all__ = ["ask_address", "has_cyrillic_end", "is_address", "read_address"]

_CLOSE_TO: Final = (
    "mail.ru", "gmail.com", "yandex.ru", "yandex.kz", "inbox.ru", "rambler.ru", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com",
)  # fmt: skip
"""Domains whose one-letter neighbours are nearly always typing errors."""
_NEIGHBOURS: Final = frozenset({"mai.ru", "email.ru", "mail.su", "mail.uz", "mail.by", "ymail.com", "mall.ru"})
"""Real domains one letter away from a provider's."""
_WRONG_ENDS: Final = {"con": "com", "cim": "com", "comm": "com", "ry": "ru", "tu": "ru", "rv": "ru", "ruu": "ru", "kzz": "kz", "rh": "ru"}
_OTHER_ENDS: Final = {
    "gmail": "com", "icloud": "com", "outlook": "com", "hotmail": "com", "googlemail": "com", "rambler": "ru", "inbox": "ru",
}  # fmt: skip
"""Providers that have one domain: with another ending it is theirs, mistyped."""
_OWN_DOMAINS: Final = frozenset({"inbox.com", "inbox.lv", "inbox.lt", "inbox.kz", "outlook.kz"})
_BARE: Final = {name.replace(".", ""): name for name in PROVIDERS} | {
    "mail": "mail.ru", "gmail": "gmail.com", "yandex": "yandex.ru", "inbox": "inbox.ru", "list": "list.ru", "bk": "bk.ru",
    "icloud": "icloud.com", "outlook": "outlook.com", "hotmail": "hotmail.com", "yahoo": "yahoo.com", "rambler": "rambler.ru",
}  # fmt: skip
"""A provider's domain without its full stop or its ending."""
_CYRILLIC_ENDS: Final = word_set("қаз рф бел укр срб мкд мон бг ею рус орг ком сайт онлайн дети москва католик")
"""Top-level domains in Cyrillic letters (IANA's root zone)."""
_PLAIN: Final = re.compile(
    r"(?=.{3,100}$)[a-z0-9_]{1,40}(?:[.-][a-z0-9_]{1,20}){0,2}@(?:[a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,2}\.){1,3}([a-z]{2,10})"
)
"""Addresses of small Latin letters that any rule allows and none rewrites."""
_SPECIAL_ENDS: Final = frozenset({"arpa", "invalid", "local", "localhost", "onion", "test"})
"""Domains that no mail reaches from outside (IANA's special-use domain names): the library's to judge."""


@dataclass(frozen=True, slots=True)
class _Verdict:
    verdict: Literal["good", "lookalike", "typo", "bad"]
    address: str = ""


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


def ask_address(written: str, proposed: str, spot: Spot) -> str:
    """What a person says is meant by a text that is nearly an address; "" until somebody does."""
    meant = _judge(proposed)
    after = meant.address or proposed
    message = msg("“{text}” looks like a typing error; it is not printed.", text=written)
    hint = msg("Is it {address}? Ask the organisation.", address=after)
    decided = spot.asked(rules.EMAIL, "typo", message, hint=hint, before=written, after=after)
    return _answered(decided, written, spot) if decided else ""


@lru_cache(maxsize=16384)
def _judge(address: str) -> _Verdict:
    if any(map(is_cyrillic, address)):
        international = _international(address)
        if international:
            return _Verdict("good", international)
        latin = to_latin(address)
        mended = _valid(latin) if latin else ""
        return _Verdict("lookalike", mended) if mended else _Verdict("bad")
    valid = _valid(address)
    if not valid:
        mended = _mended(address)
        return _Verdict("typo", mended) if mended else _Verdict("bad")
    local, _, domain = valid.rpartition("@")
    meant = _meant_domain(address.rpartition("@")[2])
    if local.startswith("www."):
        return _Verdict("typo", f"{local.removeprefix('www.')}@{meant or domain}")
    return _Verdict("typo", f"{local}@{meant}") if meant else _Verdict("good", valid)


def _mended(address: str) -> str:
    """What an impossible address may be: a comma for a full stop, a sign twice, a provider without its ending; "" where it is none."""
    plain = re.sub(r"@{2,}", "@", re.sub(r"\.{2,}", ".", address.replace(",", ".")))
    local, at, domain = plain.rpartition("@")
    if not at:
        return ""
    return _valid(f"{local}@{_BARE.get(domain.lower(), domain)}") if plain != address or domain.lower() in _BARE else ""


def has_cyrillic_end(host: str) -> bool:
    """Does a host end in a top-level domain that has Cyrillic letters (.қаз, .рф)?"""
    return host.rpartition(".")[2].casefold() in _CYRILLIC_ENDS


def _international(address: str) -> str:
    """An address in a Cyrillic domain, with a local part of one alphabet; "" for any other."""
    local, _, domain = address.rpartition("@")
    if not has_cyrillic_end(domain) or any(map(is_latin, domain)) or (any(map(is_latin, local)) and any(map(is_cyrillic, local))):
        return ""
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(address, check_deliverability=False, allow_smtputf8=True).normalized
    except EmailNotValidError:
        return ""


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
    if confused != domain and confused.lower() in PROVIDERS:
        return confused.lower()
    domain = domain.lower()
    if domain in PROVIDERS or domain in _NEIGHBOURS:
        return ""
    name, _, end = domain.rpartition(".")
    if end in _WRONG_ENDS:
        return f"{name}.{_WRONG_ENDS[end]}"
    if name in _OTHER_ENDS and domain not in _OWN_DOMAINS:
        return f"{name}.{_OTHER_ENDS[name]}"
    return next((provider for provider in _CLOSE_TO if is_one_edit(domain, provider)), "")

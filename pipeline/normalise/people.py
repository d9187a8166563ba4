"""People of a listing: a name and a post in one cell parted, e-mails and phones taken out beforehand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.normalise.capitals import recased_person
from pipeline.normalise.folding import fold

__all__ = ["NamedPerson", "is_post", "part_person", "without_contacts"]

_POSTS: Final = (
    "председател", "директор", "президент", "руководител", "заведующ", "координатор", "секретар", "менеджер", "основател", "учредител",
    "управляющ", "глава", "начальник", "специалист", "пресс", "редактор", "исполнительн", "заместител", "юрист", "бухгалтер", "модератор",
    "эксперт", "помощник", "ассистент", "методист", "психолог", "волонтер", "архивист", "куратор", "сопредседател", "исполняющ",
    "төраға", "төрайым", "басшы", "жетекші", "үйлестіруші", "хатшы", "меңгеруші", "құрылтайшы", "негізін", "орынбасар", "маман", "бөлім",
    "баспасөз",
    "chair", "director", "president", "head", "coordinator", "secretary", "manager", "founder", "officer", "editor", "lead", "chief", "ceo",
    "spokesperson", "specialist",
)  # fmt: skip
_CONTACT: Final = re.compile(
    r"(?<![^\s,;<>()])(?:mailto:)?[^\s,;<>()]+@[^\s,;<>()]+|https?://\S+|(?:\b(?:тел|моб|сот|ұялы|факс|phone|mob|tel|e-?mail|эл\.\s*почта|почта)\b\.?\s*:?\s*)"
    r"|\+?\s?\(?\d[\d\s()\-–./]{4,}\d(?:\s*(?:вн|доб|ext|ішкі)\.?\s*\d+)?",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"[,;\n]")
_PARTS_AND_POSTS: Final = re.compile(r"\s*[,;\n]\s*|\s+[-–—]\s+|:\s+")
_EMPTY_BRACKETS: Final = re.compile(r"\(\s*\)")
_BRACKETED: Final = re.compile(r"(?P<name>[^()]+)\((?P<role>[^()]+)\)$")
_INITIAL: Final = re.compile(r"\b\w\.$")


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A name and a post, either of them "" where it is not in the cell."""

    name: str
    role: str = ""


def without_contacts(text: str) -> str:
    """The cell without its e-mails, links and numbers of six digits and more."""
    bare = _CONTACT.sub(" ", text)
    parts = [_trimmed(_EMPTY_BRACKETS.sub("", " ".join(part.split()))) for part in _PARTS.split(bare)]
    return ", ".join(part for part in parts if any(map(str.isalnum, part)))


def _trimmed(part: str) -> str:
    """Without punctuation at the ends; the full stop of an initial and a pair of brackets stay."""
    part = part.strip(" :-–—,;")
    if part.count("(") != part.count(")"):
        part = part.strip("() ")
    return part if _INITIAL.search(part) else part.strip(" .")


def is_post(text: str) -> bool:
    """Does a word of the text begin like the name of a post?"""
    return any(word.startswith(_POSTS) for word in fold(text).split())


def part_person(text: str) -> NamedPerson:
    """Name and post of a cell such as "Иванов Иван, председатель" or "директор – Иванова А. Б.".

    Where no part is a post, the first is the name and the rest the post; a post before the name is known by its words.
    """
    parts = [part for part in map(_trimmed, _PARTS_AND_POSTS.split(text)) if part]
    if not parts:
        return NamedPerson("")
    bracketed = _BRACKETED.match(parts[0])
    if bracketed and len(parts) == 1:
        parts = [bracketed["name"].strip(), bracketed["role"].strip()]
    if len(parts) == 1:
        return _by_words(parts[0])
    posts = [part for part in parts if is_post(part)]
    names = [part for part in parts if part not in posts]
    if not names:
        return NamedPerson("", ", ".join(posts))
    roles = posts if posts and is_post(parts[0]) else parts[1:] if parts[0] == names[0] else posts
    return NamedPerson(recased_person(names[0]), ", ".join(role for role in roles if role != names[0]))


def _by_words(text: str) -> NamedPerson:
    """A post in small letters before or behind a name, without any punctuation between ("директор Иванов И. И.")."""
    words = text.split()
    capital = [word[:1].isupper() for word in words]
    if is_post(text) and any(capital):
        if not capital[0] or fold(words[0]).startswith(_POSTS):
            first = next((place for place in range(1, len(words)) if capital[place] and not is_post(words[place])), 0)
            if first and is_post(" ".join(words[:first])):
                return NamedPerson(recased_person(" ".join(words[first:])), " ".join(words[:first]))
        else:
            first = next((place for place in range(1, len(words)) if not capital[place]), 0)
            if first and is_post(" ".join(words[first:])):
                return NamedPerson(recased_person(" ".join(words[:first])), " ".join(words[first:]))
    return NamedPerson("", text) if is_post(text) and not any(capital[1:]) else NamedPerson(recased_person(text))

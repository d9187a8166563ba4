"""Words and endings by which Russian and Kazakh are told apart where their letters do not.

Counted on the Kazakh translations of two editions and on the program's own Kazakh sentences: of 3,500 different words without a Kazakh
letter none has one of the endings, place names apart, and those begin with a capital.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["KAZAKH_STREET", "RUSSIAN_STREET", "WORD", "bare_words", "russian_endings", "russian_words", "without_names"]

WORD: Final = re.compile(r"[^\W\d_]+")
_PLACEHOLDER: Final = re.compile(r"\{\w*\}")
_COMPOUND: Final = re.compile(r"[^\W\d_]{2,}(?:[-\u2010\u2011][^\W\d_]+)*")
_QUOTED: Final = re.compile("«[^»]{0,400}»|“[^”]{0,400}”|„[^“]{0,400}“|\"[^\"]{0,400}\"")
"""Names; no longer than names are, so that a thousand marks that nobody closes are not each looked for to the end."""
_LINK: Final = re.compile(
    r"(?<!\S)[^\s@]{1,80}@\S{1,200}|(?:https?://|www\.)\S{1,200}|(?<!\w)@\w{1,80}|(?<![\w-])[a-z0-9-]{1,64}(?:\.[a-z0-9-]{1,64}){1,8}(?![\w-])",
    re.IGNORECASE,
)
"""E-mails, sites, accounts; no longer than they are."""
_RUSSIAN: Final = re.compile(
    r"(?<!\w)(?:и|в|во|на|для|из|от|при|не|о|об|с|со|по|к|у|за|до|или|их|что|это|также)(?!\w)", re.IGNORECASE)
_ENDING: Final = re.compile(
    r"(?<!\w)[а-яё]{2,}(?:[цс]кий|[ыт]?ный|[внлмртсжшщ]ый|[шщ]ий|[нс]кой|ной|овой|[нквлржшщ]ая|[нквлщш]ое|[щш]ее|[нквщ]ые|[щш]ие|[нквщ]ого|[щш]его"
    r"|[нк]ому|[нквщ]ых|[шщ]их|[нк]ими|ными|ость|ости|остью|[джзлтчшщ]ени[еяюй]|[аи]ни[ею]|[аеи]тел[ьяюи]|[аеи]телей|ств[оау]|щик|ться|тся)(?!\w)"
)
RUSSIAN_STREET: Final = re.compile(
    r"(?<!\w)(?:(?:ул|пр|просп|пер|пл|кв|оф|каб|корп|стр|эт|д)\.(?=[ \u00a0\dА-ЯЁ])|улица|проспект|пр-к?т|переулок|площадь|дом"
    r"|квартира|кабинет|этаж|здание|рядом|напротив)(?!\w)", re.IGNORECASE)
KAZAKH_STREET: Final = re.compile(
    r"(?<!\w)(?:көш(?:есі)?|даңғ(?:ылы)?|ш\. ?а|шағын ауданы|тұйығы|\d+-(?:үй|пәтер|кеңсе|бөлме|қабат|көше))(?!\w)", re.IGNORECASE)


def without_names(text: str) -> str:
    """A text without what stands in quotation marks, and without placeholders."""
    return _QUOTED.sub(" ", _PLACEHOLDER.sub(" ", text))


def russian_words(text: str) -> list[str]:
    """The short words of a text that hold Russian sentences together, and that no Kazakh one has."""
    return _RUSSIAN.findall(text)


def russian_endings(text: str) -> list[str]:
    """The words of a text, those with a capital apart, that end as Russian words do and Kazakh ones do not."""
    return [match[0] for match in _ENDING.finditer(text)]


def bare_words(text: str) -> list[str]:
    """The words that a translation would change: no names in quotation marks, links, numbers, acronyms. One with a hyphen is one word."""
    words = _COMPOUND.findall(_LINK.sub(" ", without_names(text)))
    return [word for word in words if sum(map(str.isupper, word)) < 2]

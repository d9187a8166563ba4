"""What stands in the cells of an organisation's row, in the wordings the twelve manners choose from."""

from __future__ import annotations

from typing import Final, Literal

from .facts import Expert, Kind, Organisation, Texts
from .phones import Style, inherited, written
from .sheets import Getter
from .words import AREAS, FORMS, KAZAKH_ATTACHED, LANGUAGE_WORDS, MONTHS_RU, Lang

__all__ = [
    "areas", "day_month_year", "languages", "named", "of_kind", "said", "sent_in", "social_handles", "social_links", "spelt_out", "text",
    "town_ru", "with_form", "with_kazakh_form", "yes_no",
]

Words = Literal["kk", "ru"]
_HOSTS: Final = {
    "instagram": "instagram.com/", "facebook": "facebook.com/", "telegram": "t.me/", "youtube": "youtube.com/@", "tiktok": "tiktok.com/@",
}
_NETWORKS: Final = {"instagram": "Инстаграм", "facebook": "Фейсбук", "telegram": "Телеграм", "youtube": "Ютуб", "tiktok": "ТикТок"}


def text(field: str) -> Getter:
    """A text of the editors, in the language the listing was sent in; empty where there is none."""
    return lambda made: said(made, field)


def said(made: Organisation, field: str) -> str:
    """The same for one organisation."""
    texts: Texts = getattr(made.content, field)
    return made.said(texts)


def named(lang: Lang) -> Getter:
    """The bare name in a language."""
    return lambda made: made.content.name[lang]


def with_form(made: Organisation, *, full: bool = False, quotes: str = "«»") -> str:
    """Russian name with its legal form: ОФ «Имя» or общественный фонд "Имя"."""
    short, long = FORMS[made.content.form]["ru"]
    return f"{long if full else short} {quotes[0]}{made.content.name['ru']}{quotes[-1]}"


def with_kazakh_form(made: Organisation, *, full: bool = False) -> str:
    """Kazakh name with its legal form: «Атау» ҚҚ or «Атау» қоғамдық қоры."""
    form = KAZAKH_ATTACHED[made.content.form] if full else FORMS[made.content.form]["kk"][0]
    return f"«{made.content.name['kk']}» {form}"


def town_ru(made: Organisation) -> str:
    """г. Семей, с. Зеренда."""
    return f"{'с.' if made.town.village else 'г.'} {made.town.ru}"


def areas(words: Words, joint: str = ", ") -> Getter:
    """Areas of activity in words."""
    return lambda made: joint.join(AREAS[code][words] for code in made.content.areas)


def languages(made: Organisation | Expert, words: Words) -> str:
    """Working languages in words."""
    return ", ".join(LANGUAGE_WORDS[tag][words] for tag in made.content.languages)


def sent_in(words: Words) -> Getter:
    """The language of the listing's texts in words."""
    return lambda made: LANGUAGE_WORDS[made.lang][words]


def of_kind(*kinds: Kind, style: Style = "plus", inherit: bool = False) -> Getter:
    """Numbers of some kinds in one cell; with ``inherit`` later ones leave out a code that stands to their left."""

    def cell(made: Organisation) -> str:
        numbers = [number for number in made.numbers if number.kind in kinds]
        return inherited(numbers, style) if inherit else ", ".join(written(number, style) for number in numbers)

    return cell


def social_links(made: Organisation, scheme: str = "") -> str:
    """Accounts as links, with or without a scheme."""
    return ", ".join(scheme + _HOSTS[network] + handle for network, handle in made.social)


def social_handles(made: Organisation, joint: str = "; ") -> str:
    """Accounts as people name them: Инстаграм: name."""
    return joint.join(f"{_NETWORKS[network]}: {handle}" for network, handle in made.social)


def day_month_year(made: Organisation | Expert) -> str:
    """The date of verification as text: 12.03.2026."""
    return made.verified.strftime("%d.%m.%Y")


def spelt_out(made: Organisation | Expert) -> str:
    """The date of verification in words: 12 марта 2026 г."""
    return f"{made.verified.day} {MONTHS_RU[made.verified.month - 1]} {made.verified.year} г."


def yes_no(answer: bool, words: Words = "ru") -> str:
    """An answer."""
    return {"ru": ("нет", "да"), "kk": ("жоқ", "иә")}[words][answer]

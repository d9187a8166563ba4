"""Words that staff write into spreadsheets: legal forms, areas of activity, languages, months. The sample's own tables.

They are not taken from the pipeline: the sample is what the pipeline is tested against.
"""

from __future__ import annotations

from typing import Final, Literal

__all__ = ["AREAS", "FORMS", "KAZAKH_ATTACHED", "KAZAKH_LETTERS", "LANGUAGE_WORDS", "MONTHS_RU", "Lang", "display_name"]

Lang = Literal["kk", "ru", "en"]

FORMS: Final[dict[str, dict[Lang, tuple[str, str]]]] = {
    "ОО": {"ru": ("ОО", "общественное объединение"), "kk": ("ҚБ", "қоғамдық бірлестік"), "en": ("PA", "public association")},
    "РОО": {
        "ru": ("РОО", "республиканское общественное объединение"), "kk": ("РҚБ", "республикалық қоғамдық бірлестік"),
        "en": ("RPA", "republican public association"),
    },
    "ОФ": {"ru": ("ОФ", "общественный фонд"), "kk": ("ҚҚ", "қоғамдық қор"), "en": ("PF", "public foundation")},
    "ЧФ": {"ru": ("ЧФ", "частный фонд"), "kk": ("ЖҚ", "жеке қор"), "en": ("PrF", "private foundation")},
    "КФ": {"ru": ("КФ", "корпоративный фонд"), "kk": ("КҚ", "корпоративтік қор"), "en": ("CF", "corporate foundation")},
    "ЧУ": {"ru": ("ЧУ", "частное учреждение"), "kk": ("ЖМ", "жеке мекеме"), "en": ("PI", "private institution")},
    "ОЮЛ": {
        "ru": ("ОЮЛ", "объединение юридических лиц"), "kk": ("ЗТБ", "заңды тұлғалар бірлестігі"),
        "en": ("ALE", "association of legal entities"),
    },
}
"""Code -> per language the short and the full name."""

KAZAKH_ATTACHED: Final = {
    "ОО": "қоғамдық бірлестігі", "РОО": "республикалық қоғамдық бірлестігі", "ОФ": "қоғамдық қоры", "ЧФ": "жеке қоры",
    "КФ": "корпоративтік қоры", "ЧУ": "жеке мекемесі", "ОЮЛ": "заңды тұлғалар бірлестігі",
}
"""The full form as it follows a Kazakh name: «Үміт» қоғамдық қоры."""

AREAS: Final[dict[str, dict[Literal["kk", "ru"], str]]] = {
    "children": {"ru": "дети", "kk": "балалар"},
    "youth": {"ru": "молодёжь", "kk": "жастар"},
    "women": {"ru": "женщины", "kk": "әйелдер"},
    "elderly": {"ru": "пожилые люди", "kk": "қарттар"},
    "disability": {"ru": "инвалидность", "kk": "мүгедектік"},
    "health": {"ru": "здоровье", "kk": "денсаулық"},
    "addiction": {"ru": "зависимости", "kk": "тәуелділік"},
    "poverty": {"ru": "бедность", "kk": "кедейлік"},
    "education": {"ru": "образование", "kk": "білім"},
    "culture": {"ru": "культура", "kk": "мәдениет"},
    "languages": {"ru": "языки", "kk": "тілдер"},
    "sport": {"ru": "спорт", "kk": "спорт"},
    "media": {"ru": "СМИ", "kk": "БАҚ"},
    "rights": {"ru": "права человека", "kk": "адам құқықтары"},
    "legal-aid": {"ru": "юридическая помощь", "kk": "заң көмегі"},
    "participation": {"ru": "гражданское участие", "kk": "азаматтық қатысу"},
    "transparency": {"ru": "прозрачность", "kk": "ашықтық"},
    "environment": {"ru": "экология", "kk": "экология"},
    "animals": {"ru": "животные", "kk": "жануарлар"},
    "rural": {"ru": "развитие села", "kk": "ауылды дамыту"},
    "migration": {"ru": "миграция", "kk": "көші-қон"},
    "labour": {"ru": "труд", "kk": "еңбек"},
}

KAZAKH_LETTERS: Final = frozenset("әғқңөұүһі")
"""Letters that Russian has not."""

LANGUAGE_WORDS: Final[dict[str, dict[Literal["kk", "ru"], str]]] = {
    "kk": {"ru": "казахский", "kk": "қазақша"},
    "ru": {"ru": "русский", "kk": "орысша"},
    "en": {"ru": "английский", "kk": "ағылшынша"},
    "ug": {"ru": "уйгурский", "kk": "ұйғырша"},
    "uz": {"ru": "узбекский", "kk": "өзбекше"},
    "ko": {"ru": "корейский", "kk": "корейше"},
    "de": {"ru": "немецкий", "kk": "немісше"},
    "tr": {"ru": "турецкий", "kk": "түрікше"},
    "fr": {"ru": "французский", "kk": "французша"},
}

MONTHS_RU: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря",
)


def display_name(name: str, form: str, lang: Lang) -> str:
    """The name as people write it in running text: ОФ «Имя», «Атау» ҚҚ, Name PF."""
    short = FORMS[form][lang][0]
    return {"ru": f"{short} «{name}»", "kk": f"«{name}» {short}", "en": f"{name} {short}"}[lang]

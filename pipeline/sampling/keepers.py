"""Who keeps which province's list, in which manner, and under which heading: old names, abbreviations, the wrong oblast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["CAREFUL", "KEEPERS", "MERGED_HEADER", "NO_SUCH_REGION", "NUMBERS_TYPED", "Keeper"]


@dataclass(frozen=True, slots=True)
class Keeper:
    """``file`` stands in provinces/; ``titles``, ``sheet`` and ``author`` are those of the workbook; ``called``: the region in its rows."""

    file: str
    manner: str
    sheet: str
    author: str
    titles: tuple[str, ...] = ()
    called: str = ""


KEEPERS: Final[Mapping[str, Keeper]] = {
    "10": Keeper("10-abai.xlsx", "two lines", "2026", "Ақпарат бөлімі", ("Семей өңірі / бывшая ВКО",)),
    "11": Keeper(
        "11-akmola.xlsx", "kazakh only", "ҮЕҰ тізімі", "Ішкі саясат басқармасы",
        ("Ақмола облысының үкіметтік емес ұйымдары туралы мәлімет",),
    ),
    "15": Keeper("15-aktobe.xlsx", "grouped", "Актюбинская обл", "Отдел анализа", ("Актюбинская область: реестр НПО",)),
    "19": Keeper(
        "19-almaty-oblast.xlsx", "both names", "Список", "Отдел внутренней политики",
        ("Алматинская область", "Общественные организации и фонды"),
    ),
    "23": Keeper("23-atyrau.xlsx", "blocks", "Атырауская область", "Методист", ("Атырауская область, неправительственный сектор",)),
    "27": Keeper("27-west.xlsx", "merged region", "ЗКО", "Секретариат", called="ЗКО"),
    "31": Keeper("31-zhambyl.xlsx", "hidden sheet", "Джамбул", "Статистик", ("Джамбулская область. Некоммерческие организации",)),
    "33": Keeper(
        "33-zhetysu.xlsx", "both names", "Свод", "Отдел внутренней политики",
        ("Алматинская область", "Список неправительственных организаций"),
    ),
    "35": Keeper("35-karaganda.xlsx", "grouped", "Карагандинская обл", "Отдел НПО", ("Перечень НПО Карагандинской области",)),
    "39": Keeper("39-kostanay.xlsx", "one cell", "Лист1", "Admin", called="Костанайская"),
    "43": Keeper(
        "43-kyzylorda.xlsx", "kazakh only", "ҮЕҰ", "Қоғамдық даму басқармасы", ("Қызылорда облысы бойынша қоғамдық ұйымдар тізімі",),
    ),
    "47": Keeper("47-mangystau.xlsx", "numbers typed", "NGO list", "Regional office", called="Mangystau region"),
    "55": Keeper("55-pavlodar.xlsx", "one cell", "Лист1", "Пользователь Windows", called="Павлодарская"),
    "59": Keeper("59-north.xlsx", "blocks", "СКО", "Специалист", ("Северо-Казахстанская область, перечень НПО",)),
    "61": Keeper(
        "61-turkistan.xlsx", "hidden sheet", "ЮКО", "Статистик", ("Южно-Казахстанская область (ЮКО). Некоммерческие организации",),
    ),
    "62": Keeper("62-ulytau.xlsx", "two lines", "2026 (2)", "Ақпараттық талдау тобы", ("Ұлытау облысы / область Улытау",)),
    "63": Keeper("63-east.xlsx", "merged region", "ВКО", "Бюро переписи", called="ВКО"),
    "71": Keeper(
        "71-astana.xlsx", "merged header", "Реестр", "Управление внутренней политики",
        ("РЕЕСТР неправительственных организаций г. Нур-Султан (Астана)",), "г. Астана",
    ),
    "75": Keeper(
        "75-almaty.xlsx", "careful", "НПО г. Алматы", "Отдел по работе с НПО",
        (
            "Неправительственные организации города Алматы / Алматы қаласының үкіметтік емес ұйымдары",
            "Сведения на 01.05.2026 / 01.05.2026 жағдайы бойынша",
        ),
    ),
    "79": Keeper("79-shymkent.xlsx", "capitals", "Лист1", "User"),
}  # fmt: skip
"""First two digits of a region's КАТО code -> its keeper."""

CAREFUL, MERGED_HEADER, NUMBERS_TYPED = "75", "71", "47"
"""Regions whose lists say of a row that it asks to be left out, and in which region it really is."""
NO_SUCH_REGION: Final = "Приозёрная область"
"""A region there is not; the row that names it must be rejected."""

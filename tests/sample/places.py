"""Towns of the sample: how they are called today, how people still write them, and their area codes.

Names and codes are the sample's own, so that the pipeline's gazetteer is tested against something it did not say itself.
"""

from __future__ import annotations

from typing import Final

from pipeline.sampling.facts import TownFacts

__all__ = ["REGIONS", "TOWNS"]


REGIONS: Final = {
    "10": "область Абай", "11": "Акмолинская область", "23": "Атырауская область", "33": "область Жетісу",
    "35": "Карагандинская область", "47": "Мангистауская область", "55": "Павлодарская область", "61": "Туркестанская область",
    "63": "Восточно-Казахстанская область", "71": "г. Астана", "75": "г. Алматы", "79": "г. Шымкент",
}
"""The twelve units of the sample by the first digits of their КАТО codes."""

_ROWS: Final = (
    TownFacts("Семей", "Семей", "7222", old="Семипалатинск"), TownFacts("Курчатов", "Курчатов", "72251"),
    TownFacts("Аягоз", "Аягөз", "72237", old="Аягуз"), TownFacts("Бородулиха", "Бородулиха", "72351", village=True),
    TownFacts("Щучинск", "Щучинск", "71636"), TownFacts("Степногорск", "Степногор", "71645"), TownFacts("Кокшетау", "Көкшетау", "7162"),
    TownFacts("Зеренда", "Зеренді", "71632", village=True), TownFacts("Атбасар", "Атбасар", "71643"), TownFacts("Атырау", "Атырау", "7122"),
    TownFacts("Кульсары", "Құлсары", "71237"), TownFacts("Индербор", "Индербор", "71234", village=True),
    TownFacts("Текели", "Текелі", "72835"), TownFacts("Жаркент", "Жаркент", "72831", old="Панфилов"),
    TownFacts("Ушарал", "Үшарал", "72833"), TownFacts("Сарканд", "Сарқан", "72839"), TownFacts("Уштобе", "Үштөбе", "72834"),
    TownFacts("Талдыкорган", "Талдықорған", "7282", old="Талды-Курган"), TownFacts("Жансугуров", "Жансүгіров", "72832", village=True),
    TownFacts("Караганда", "Қарағанды", "7212"), TownFacts("Темиртау", "Теміртау", "7213"), TownFacts("Балхаш", "Балқаш", "71036"),
    TownFacts("Шахтинск", "Шахтинск", "72156"), TownFacts("Сарань", "Саран", "72137"), TownFacts("Абай", "Абай", "72131"),
    TownFacts("Актау", "Ақтау", "7292", old="Шевченко"), TownFacts("Жанаозен", "Жаңаөзен", "72934", old="Новый Узень"),
    TownFacts("Форт-Шевченко", "Форт-Шевченко", "72938"), TownFacts("Бейнеу", "Бейнеу", "72932", village=True),
    TownFacts("Баянаул", "Баянауыл", "71840", village=True), TownFacts("Экибастуз", "Екібастұз", "7187"),
    TownFacts("Аксу", "Ақсу", "71837", old="Ермак"), TownFacts("Павлодар", "Павлодар", "7182"),
    TownFacts("Туркестан", "Түркістан", "72533"), TownFacts("Жетысай", "Жетісай", "72534", old="Джетысай"),
    TownFacts("Кентау", "Кентау", "72536"), TownFacts("Арысь", "Арыс", "72540"), TownFacts("Ленгер", "Леңгір", "72547"),
    TownFacts("Сарыагаш", "Сарыағаш", "72537"), TownFacts("Усть-Каменогорск", "Өскемен", "7232", old="Усть-Каменогорск"),
    TownFacts("Риддер", "Риддер", "72336", old="Лениногорск"), TownFacts("Алтай", "Алтай", "72335", old="Зыряновск"),
    TownFacts("Зайсан", "Зайсан", "72340"), TownFacts("Шемонаиха", "Шемонайха", "72332"),
    TownFacts("Астана", "Астана", "7172", old="Нур-Султан"), TownFacts("Алматы", "Алматы", "727", old="Алма-Ата"),
    TownFacts("Шымкент", "Шымкент", "7252", old="Чимкент"),
)

TOWNS: Final = {town.ru: town for town in _ROWS}
"""Town as the editors name it, without "село"."""

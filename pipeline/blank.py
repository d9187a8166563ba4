"""The blank workbooks of a new edition: one table for a province's organisations, one for experts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any, Final

from pipeline.doors.workbooks.writing import BlankColumn, BlankTable, write_blank
from pipeline.model.fields import Lang
from pipeline.normalise.forms import forms
from pipeline.normalise.regions import regions
from pipeline.stock import new_edition_text

__all__ = ["blank_workbooks"]

_ORDER: Final[tuple[Lang, ...]] = ("ru", "kk", "en")
_AUTHOR: Final = "guide"
_ANSWERS: Final = ("да / иә", "нет / жоқ")
_STATUS: Final = ("действует / жұмыс істейді", "приостановлена / тоқтатылған", "ликвидирована / таратылған")
_LANGUAGE_WORDS: Final = {"kk": ("қазақша", "казахский"), "ru": ("орысша", "русский"), "en": ("ағылшынша", "английский")}
_TITLES: Final = {
    "organisation": (
        "Неправительственные организации. Одна строка — одна организация; лишнее оставляйте пустым. Пример в строке 3 не читается.\n"
        "Үкіметтік емес ұйымдар. Бір жол — бір ұйым; артығын бос қалдырыңыз. 3-жолдағы мысал оқылмайды.\n"
        "Non-governmental organisations. One row is one organisation; leave empty what you do not know. The example in row 3 is never read."
    ),
    "expert": (
        "Эксперты. Одна строка — один человек; лишнее оставляйте пустым. Пример в строке 3 не читается.\n"
        "Сарапшылар. Бір жол — бір адам; артығын бос қалдырыңыз. 3-жолдағы мысал оқылмайды.\n"
        "Experts. One row is one person; leave empty what you do not know. The example in row 3 is never read."
    ),
}  # fmt: skip
_SHEETS: Final = {"organisation": ("province.xlsx", "НПО"), "expert": ("experts.xlsx", "Эксперты")}


def blank_workbooks() -> dict[str, bytes]:
    """File name -> bytes of the blank workbooks. Every header, choice and language is one that ingest and normalise understand."""
    tables = tomllib.loads(new_edition_text("blank/columns.toml"))
    lists = _lists()
    return {
        file: write_blank(BlankTable(sheet, _TITLES[kind], [_column(row) for row in tables[kind]], _used(lists, tables[kind]), _AUTHOR))
        for kind, (file, sheet) in _SHEETS.items()
    }


def _column(row: Mapping[str, Any]) -> BlankColumn:
    header = "\n".join(dict.fromkeys(row["header"][lang] for lang in _ORDER))
    note = "\n\n".join(row["note"][lang] for lang in _ORDER)
    return BlankColumn(
        header, note, row["example"], row["width"], row.get("choices", ""), row.get("strict", False), row.get("format", "@")
    )


def _used(lists: Mapping[str, list[str]], rows: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    names = dict.fromkeys(row["choices"] for row in rows if row.get("choices"))
    return {name: lists[name] for name in names}


def _lists() -> dict[str, list[str]]:
    """The choices of every drop-down, each in Russian and Kazakh."""
    return {
        "regions": [f"{region.names['kk']} / {region.names['ru']}" for region in regions().values()],
        "forms": [_both(form.full) for form in forms().values()],
        "areas": _vocabulary("areas.toml", "area"),
        "topics": _vocabulary("topics.toml", "topic"),
        "answers": list(_ANSWERS),
        "status": list(_STATUS),
        "languages": [
            " / ".join(", ".join(_LANGUAGE_WORDS[lang][side] for lang in chosen) for side in (0, 1))
            for count in (1, 2, 3) for chosen in combinations(_LANGUAGE_WORDS, count)
        ],
        "sent-in": [" / ".join(words) for words in _LANGUAGE_WORDS.values()],
    }  # fmt: skip


def _both(names: Mapping[Lang, str]) -> str:
    return " / ".join(dict.fromkeys((names["ru"], names["kk"])))


def _vocabulary(file: str, table: str) -> list[str]:
    return sorted(_both(row["name"]) for row in tomllib.loads(new_edition_text(file))[table])

"""A small catalogue as it goes out to other people's programs; what they made of it stands in files/.

``python tests/strings/programs.py FOLDER`` (with PYTHONPATH=.) writes the files anew that the programs were given.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from translators import content, export, sent

from pipeline.strings.tmx import tmx_text
from pipeline.strings.translation_memory import Remembered
from pipeline.strings.units import Catalogue, Context, Unit, unit_name
from pipeline.strings.wanted import Wanted

TEXTS = (
    ("ngo-0001/mission", "Возим лекарства в сёла без аптек. Считаем каждую поездку и пишем о ней отчёт.",
     "Дәріханасы жоқ ауылдарға дәрі жеткіземіз. Әр сапарды есептеп, ол туралы есеп жазамыз."),
    ("ngo-0001/targets", "старики и \"лежачие\" больные & их дети"),
    ("ngo-0001/plans", "Купить холодильник и машину.", "Тоңазытқыш сатып алу."),
    ("ngo-0002/name", "Фонд «Берег»", "«Жаға» қоры"),
    ("ngo-0002/mission", "Учим плавать\nи спасать.", "Жүзуге\nжәне құтқаруға үйретеміз."),
    ("ngo-0003/mission", "Слушаем тех, кого не слышат. По четвергам приходит юрист и считает чужие долги."),
    ("ngo-0003/targets", "=должники", "қарызданғандар"),
    ("exp-0004/cv", "Пишет о реках c:\\дельта с 1998 года.", "1998 жылдан бері c:\\дельта өзендері туралы жазады."),
)  # fmt: skip
BEFORE = ("ngo-0001/plans", "Купить холодильник.")
"""The text that one of the translations was made from."""


def texts() -> tuple[Wanted, Catalogue]:
    """What is wanted, and the catalogue: six translated, one of them from another text."""
    wanted, catalogue = content(*TEXTS)
    return wanted, replace(catalogue, units=tuple(
        replace(unit, source=BEFORE[1]) if unit.key == BEFORE[0] else unit for unit in catalogue.units))


def labels() -> tuple[Wanted, Catalogue]:
    """Labels without a context, with one, and one that counts; two of them have the same text."""
    units = (
        Unit("", "Contents", "en", "Мазмұны"), Unit("", "Page", "en", "Бет"), Unit("correction form", "Page", "en", "Беті"),
        Unit("correction form", "Date", "en", "Күні"),
        Unit("", "{n} town", "en", "{n} қала", plural="{n} towns", plurals=("{n} қала", "{n} қала")),
    )
    contexts = {unit_name(unit, "labels"): Context(neighbours=(("the guide's own wording", unit.target),)) for unit in units}
    return Wanted("labels", "kk", units, contexts), Catalogue("kk", "labels", ())


def memory() -> str:
    """The approved translations of another edition: whole texts."""
    said = {"Слушаем тех, кого не слышат.": "Ешкім тыңдамайтындарды тыңдаймыз.", TEXTS[1][1]: "қарттар мен төсек тартып жатқан науқастар, олардың балалары"}
    return tmx_text(Remembered("ru", source, "", "kk", target, True, "") for source, target in said.items())


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name, (wanted, catalogue) in (("content", texts()), ("labels", labels())):
        for form, ending in (("po", "po"), ("xlsx", "xlsx"), ("xliff", "xlf")):
            (folder / f"guide-2031-kk.{name}.{ending}").write_bytes(sent(form, export(wanted, catalogue)))
    (folder / "memory.tmx").write_text(memory(), "utf-8")

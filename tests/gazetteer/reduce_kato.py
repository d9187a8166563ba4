"""Reduce the classifier КАТО to pipeline/normalise/gazetteer.csv: regions, cities, districts, settlements and village seats.

Run by hand when a new classifier appears: ``python tests/gazetteer/reduce_kato.py kz-kato-2026.csv > pipeline/normalise/gazetteer.csv``.
The classifier (stat.gov.kz by way of the MIT-licensed repository siaarzh/kz-tax-rates) is itself dirty: nine names carry
KZ-1048 letters read as CP1251, and no-break and double spaces abound; both are mended here and nowhere else.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

DATED: Final = "17.07.2026"
"""The day the classifier was fetched; the file itself names only its standard."""
REPUBLICAN: Final = ("71", "75", "79")
_MENDED: Final = {letter.encode("kz1048").decode("cp1251"): letter for letter in "ҚқҰұҮүӘәҒғӨөҢңҺһ"}
_RU_MARK: Final = re.compile(r"^(?:(?:г|с|п|ст)\.\s*(?!а\.|о\.))?(?:им\.\s*)?|\s+с\.$")
_KK_MARK: Final = re.compile(r"(?:\s+(?:атын|ат)\.)?(?:\s*\b(?:қ|а|к|с|ст|ауылы)\b\.?)?$|^а\.")
_BY_HAND: Final = {
    "596600000": ("район имени Габита Мусрепова", "Ғабит Мүсірепов атындағы аудан"),
    "593600000": ("район Магжана Жумабаева", "Мағжан Жұмабаев ауданы"),
    "595600000": ("район Шал акына", "Шал ақын ауданы"),
    "351011100": ("район Әлихана Бөкейхана", "Әлихан Бөкейхан ауданы"),
    "351013100": ("район имени Казыбек би", "Қазыбек би атындағы аудан"),
    "623833100": ("Бетбулак", "Бетбұлақ"),
    "314230100": ("Бауыржан Момышулы", "Бауыржан Момышұлы"),
}
"""Names that the classifier abbreviates."""


class Place(NamedTuple):
    """A line of the gazetteer; ``region`` are the digits of ISO 3166-2:KZ, equal to the first two of the КАТО code.

    ``also``: other regions where the classifier has a place of that name, most of them villages that are left out.
    """

    kato: str
    kind: str
    region: str
    name_ru: str
    name_kk: str
    name_en: str
    also: str = ""


def mended(name: str) -> str:
    """``name`` with real Kazakh letters, one kind of space and no quotation marks."""
    letters = "".join(_MENDED.get(char, char) for char in name)
    return " ".join(letters.replace("\xa0", " ").replace('"', "").split())


def kind_of(row: Mapping[str, str], seats: frozenset[str]) -> str:
    """Kind of a row: region, city, district, city_district, settlement or village; "" for a row that is left out."""
    name, kato = row["name_ru"], row["kato"]
    if row["level"] == "oblast":
        return "region"
    if row["level"] == "district":
        return "district" if "район" in name.casefold() else ""
    if row["level"] == "sub_district":
        if kato[:2] in REPUBLICAN:
            return "city_district"
        return "city" if name.startswith("г.") and not name.startswith("г.а.") else ""
    if name.startswith("г."):
        return "city"
    if name.startswith("п."):
        return "settlement"
    if "район" in name.casefold() or "р.а." in name:
        return "city_district"
    return "village" if kato in seats else ""


def bare_names(row: Mapping[str, str]) -> tuple[str, str]:
    """The Russian and Kazakh names of a place without the word for its kind."""
    return _BY_HAND.get(row["kato"]) or (_RU_MARK.sub("", mended(row["name_ru"])), _KK_MARK.sub("", mended(row["name_kk"])))


def regions_by_name(table: Iterable[Mapping[str, str]]) -> dict[str, set[str]]:
    """Small letters of a name of a town or village -> the regions that have one of that name."""
    found: dict[str, set[str]] = {}
    for row in table:
        if row["level"] == "settlement" or (row["level"] == "sub_district" and row["name_ru"].startswith("г.")):
            for name in bare_names(row):
                found.setdefault(name.casefold().replace("ё", "е"), set()).add(row["kato"][:2])
    return found


def reduced(rows: Iterable[Mapping[str, str]], english: Mapping[str, str]) -> Iterator[Place]:
    """The places worth keeping, in the classifier's order. ``english``: names by КАТО code or its first digits."""
    table = list(rows)
    seats = frozenset(row["kato"][:6] + "100" for row in table if row["level"] == "sub_district") | frozenset(english)
    regions = regions_by_name(table)
    for row in table:
        kind = kind_of(row, seats)
        if not kind:
            continue
        kato = row["kato"]
        name_ru, name_kk = bare_names(row)
        also = set[str]() if kind in ("region", "district", "city_district") else _elsewhere(regions, name_ru, name_kk) - {kato[:2]}
        prefix = {"region": kato[:2], "district": kato[:4], "city_district": kato[:4]}.get(kind, kato)
        yield Place(kato, kind, kato[:2], name_ru, name_kk, english.get(kato) or english.get(prefix, ""), " ".join(sorted(also)))


def _elsewhere(regions: Mapping[str, set[str]], *names: str) -> set[str]:
    return set().union(*(regions.get(name.casefold().replace("ё", "е"), ()) for name in names))


def english_names(text: str) -> dict[str, str]:
    """The table names_en.csv: code -> English name."""
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return dict(csv.reader(lines))


def gazetteer(classifier: str, english: str) -> str:
    """The text of gazetteer.csv from the texts of the classifier and of names_en.csv."""
    rows = list(csv.DictReader(io.StringIO(classifier.removeprefix("\ufeff"))))
    version = rows[0]["kato_version"]
    out = io.StringIO()
    out.write(f"# КАТО {version}, {DATED}; stat.gov.kz via siaarzh/kz-tax-rates (MIT); reduced by tests/gazetteer/reduce_kato.py\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Place._fields)
    writer.writerows(reduced(rows, english_names(english)))
    return out.getvalue()


def main(arguments: list[str]) -> int:
    """Write the gazetteer of the classifier named on the command line to standard output."""
    if len(arguments) != 1:
        sys.stderr.write("usage: reduce_kato.py CLASSIFIER.csv > pipeline/normalise/gazetteer.csv\n")
        return 2
    english = Path(__file__).with_name("names_en.csv").read_text(encoding="utf-8")
    sys.stdout.write(gazetteer(Path(arguments[0]).read_text(encoding="utf-8"), english))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

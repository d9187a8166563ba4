"""Names of listings: form and quotes parted off, capitals re-cased, each language by itself (data.md section 4, cases 23 and 24)."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model.fields import Lang
from pipeline.model.listings import Text
from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.capitals import is_shouted, recased, recased_person
from pipeline.normalise.folding import fold
from pipeline.normalise.forms import find_form, plain_form, split_form
from pipeline.normalise.leanings import settled
from pipeline.normalise.lookalikes import is_cyrillic, lacks_kazakh_letters
from pipeline.normalise.quotes import balance
from pipeline.normalise.reading import Cell, RowReader, mend_letters
from pipeline.normalise.tongues import script_language
from pipeline.normalise.trail import Spot

__all__ = ["bare_name", "read_form", "read_names", "read_person_names"]

_COLUMNS: Final[tuple[tuple[str, Lang], ...]] = (("name_ru", "ru"), ("name_kk", "kk"), ("name_en", "en"))
_BETWEEN: Final = re.compile(r"\s+[/|]\s+|\n")


def bare_name(text: str, spot: Spot) -> tuple[str, str]:
    """An organisation's name without form and outer quotes, re-cased where it shouts, and the form's code or ""."""
    plain = plain_form(text)
    spot.changed(rules.FORM, text, plain)
    text = plain
    rest, code = split_form(text)
    quoted = balance(rest)
    if code:
        spot.changed(rules.FORM, text, rest)
    else:  # the form may stand inside the outer quotes: «ОФ "Надежда"»
        inner, code = split_form(quoted.text)
        if code:
            spot.changed(rules.FORM, quoted.text, inner)
            quoted = balance(inner)
    if quoted.text != rest:
        spot.changed(rules.NAME, rest, quoted.text)
    if quoted.mended and quoted.text:
        _report_quotes(rest, quoted.text, quoted.sure, spot)
    if not is_shouted(quoted.text):
        return quoted.text, code
    return _recased(quoted.text, spot), code


def _recased(shouted: str, spot: Spot) -> str:
    """The name as a person says, else with capitals where they are certain: proper names in it are asked about (data.md case 23)."""
    name = recased(shouted)
    if name == shouted:
        return name
    message = msg("The name in capitals is printed as “{name}”.", name=name)
    hint = msg("Check the names of people and places in it.")
    decided = spot.asked(rules.CAPITALS, "recased", message, hint=hint, before=shouted, after=name)
    if decided:
        return balance(split_form(decided)[0]).text
    spot.changed(rules.CAPITALS, shouted, name)
    return name


def _report_quotes(before: str, after: str, sure: bool, spot: Spot) -> None:
    if sure:
        message = msg("A missing quotation mark was added at the name's beginning or end.")
        spot.found(rules.NAME, "quotes-mended", message, before=before, after=after)
    else:
        spot.found(
            rules.NAME,
            "unbalanced-quotes",
            msg("Several quotation marks of “{name}” have no partner; they were added at its ends.", name=before),
            hint=msg("Check where the inner name begins and ends."),
            before=before,
            after=after,
        )


def read_names(reader: RowReader) -> tuple[dict[Lang, Text], str]:
    """An organisation's names by language, and the code of the legal form that stood in them ("" for none)."""
    names: dict[Lang, Text] = {}
    code = ""
    for cell, text, lang in _parts(reader):
        mended = mend_letters(text, lang, cell.spot)
        name, found = bare_name(mended, cell.spot)
        code = code or found
        if not any(map(str.isalpha, name)):
            continue
        if lang == "kk" and lacks_kazakh_letters(name):
            _ask_for_letters(name, cell.spot)
        _keep(names, Text(name, lang, cell.spot.ref), cell.spot)
    return names, code


def read_person_names(reader: RowReader) -> dict[Lang, Text]:
    """An expert's names by language."""
    names: dict[Lang, Text] = {}
    for cell, text, lang in _parts(reader):
        mended = mend_letters(text, lang, cell.spot)
        name = recased_person(balance(mended).text.strip(" ,;"))
        cell.spot.changed(rules.CAPITALS, mended, name)
        if any(map(str.isalpha, name)):
            _keep(names, Text(name, lang, cell.spot.ref), cell.spot)
    return names


def _parts(reader: RowReader) -> list[tuple[Cell, str, Lang]]:
    """Every name of a row: of the three language columns, then of the column that does not say its language."""
    found: list[tuple[Cell, str, Lang]] = []
    for column, lang in _COLUMNS:
        cell = reader.single(column)
        if cell is not None:
            found.append((cell, " ".join(cell.text.split()), lang))
    for cell in reader.cells("name"):
        found.extend((cell, text, lang) for text, lang in _split_languages(cell, reader))
    return found


def _split_languages(cell: Cell, reader: RowReader) -> list[tuple[str, Lang]]:
    """A name in several languages, parted at " / " or line ends where each part is of another language."""
    parts = [part.strip() for part in _BETWEEN.split(cell.text) if any(map(str.isalpha, part))]
    said, leaning = (reader.said, reader.leaning) if len(parts) == 1 else (None, None)
    langs = [_language(part, said, leaning) for part in parts]
    if len(parts) > 1 and len(set(langs)) == len(parts):
        cell.spot.changed(rules.NAME, cell.text, "; ".join(parts))
        return list(zip(parts, langs, strict=True))
    if len(parts) > 1 and _is_one_name(parts):
        cell.spot.changed(rules.NAME, cell.text, parts[0])
        return [(parts[0], langs[0])]
    line = " ".join(cell.text.split())
    return [(line, _language(line, reader.said, reader.leaning))]


def _is_one_name(parts: list[str]) -> bool:
    """Do only the words for one legal form differ («Тау» ЗТБ / ОЮЛ «Тау»)?"""
    split = [split_form(plain_form(part)) for part in parts]
    return len({fold(name) for name, _ in split}) == 1 and len({code for _, code in split if code}) < 2


def _language(text: str, said: Lang | None, leaning: Lang | None) -> Lang:
    if said == "kk" and any(map(is_cyrillic, text)):
        return "kk"
    guess = script_language(text)
    return (settled(text, guess, leaning) if said is None else guess) or said or "ru"


def _keep(names: dict[Lang, Text], name: Text, spot: Spot) -> None:
    known = names.setdefault(name.lang, name)
    if fold(known.value) != fold(name.value):
        spot.found(
            rules.SECOND_VALUE,
            "second-value",
            msg("“{second}” stands beside “{first}”; only the first is printed.", second=name.value, first=known.value),
            hint=msg("Leave one of them."),
            before=name.value,
        )


def _ask_for_letters(name: str, spot: Spot) -> None:
    spot.found(
        rules.KAZAKH_LETTERS,
        "letters-missing",
        msg("Are Kazakh letters missing in “{name}”? It is printed as it was sent.", name=name),
        hint=msg("Type the name with ә ғ қ ң ө ұ ү һ і where they belong."),
        before=name,
    )


def read_form(reader: RowReader, from_name: str) -> str:
    """The legal form's code: of its column, else of the name."""
    cell = reader.single("form")
    if cell is None:
        return from_name
    code = find_form(cell.text)
    if not code:
        decided = cell.spot.asked(
            rules.FORM,
            "unknown-form",
            msg("The legal form “{text}” is not known; it is left out.", text=cell.text),
            hint=msg("Write its usual abbreviation, e.g. ОО, ОФ, ОЮЛ."),
            before=cell.text,
        )
        code = find_form(decided) if decided else ""
        if not code:
            if decided:
                cell.spot.bad_answer(cell.text, decided)
            return from_name
    if from_name and from_name != code:
        cell.spot.found(
            rules.FORM,
            "form-differs",
            msg("The column says “{column}”, the name says “{name}”; the column is printed.", column=code, name=from_name),
            hint=msg("Compare both with the certificate of registration."),
            before=from_name,
            after=code,
        )
    cell.spot.changed(rules.FORM, cell.text, code)
    return code

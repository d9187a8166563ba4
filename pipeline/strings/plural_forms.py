"""Labels that count things have a translation for each form of the plural; formats without plurals carry each as a text of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pipeline.doors.catalogues import plural_index
from pipeline.model.fields import Lang
from pipeline.model.findings import Finding
from pipeline.model.message import msg
from pipeline.strings import rules
from pipeline.strings.arrival import Incoming
from pipeline.strings.units import Unit

__all__ = ["base_name", "form_examples", "form_name", "forms_of", "joined_forms"]

_FORM: Final = re.compile(r"(.+) \[(\d)\]", re.DOTALL)


def form_name(name: str, form: int | None) -> str:
    """The key of one form: of the unit, and the number of the form; of the unit alone where it has none."""
    return name if form is None else f"{name} [{form}]"


def base_name(name: str) -> tuple[str, int | None]:
    """The name of the unit, and the number of the form, None for one without."""
    found = _FORM.fullmatch(name)
    return (found[1], int(found[2])) if found else (name, None)


def form_examples(form: int, lang: Lang) -> str:
    """The first numbers that a form is for: "1, 21, 31, 41"."""
    return ", ".join([str(n) for n in range(200) if plural_index(lang, n) == form][:4])


def forms_of(unit: Unit) -> list[tuple[int | None, str, str]]:
    """Number of the form, source and target for each form of a unit; one without a number where it has no forms."""
    if not unit.plural:
        return [(None, unit.source, unit.target)]
    return [(form, unit.plural if form else unit.source, target) for form, target in enumerate(unit.plurals)]


def joined_forms(texts: Sequence[Incoming], labels: Mapping[str, str]) -> tuple[list[Incoming], list[Finding]]:
    """The texts with the forms of each label joined; one whose forms are not all there is told and left out. ``labels``: names of all."""
    whole: list[Incoming] = []
    forms: dict[str, dict[int, Incoming]] = {}
    findings: list[Finding] = []
    for text in texts:
        base, form = base_name(text.name)
        if form is None or text.plurals or base not in labels or text.name in labels:
            whole.append(text)
        else:
            forms.setdefault(base, {}).setdefault(form, text)
    for base, several in forms.items():
        if sorted(several) == list(range(len(several))):
            whole.append(_joined(base, [several[form] for form in sorted(several)]))
        else:
            findings.append(rules.NOT_TEXT.finding(
                "forms-missing", msg("Not all forms of “{label}” are in the file, so none was taken.", label=base.strip("|")),
                hint=msg("Bring the missing rows back, or export the labels anew."), place=next(iter(several.values())).place,
            ))
    return whole, findings


def _joined(base: str, forms: Sequence[Incoming]) -> Incoming:
    first = forms[0]
    mark = replace(first.mark, name=base) if first.mark else None
    note = next((form.note for form in forms if form.note), "")
    plurals = tuple(form.target for form in forms)
    return replace(first, name=base, kind="labels", plurals=plurals, mark=mark, note=note, fuzzy=any(form.fuzzy for form in forms))

"""Books that are no edition's: the translators' proof and the one in the pseudo-language."""

from __future__ import annotations

from pipeline.commands.strings.opening import chosen_languages
from pipeline.desk import Desk
from pipeline.errors import UsageError
from pipeline.gathering import Gathered
from pipeline.model.fields import Lang
from pipeline.model.message import msg
from pipeline.stock import read_design_texts
from pipeline.stylelint import lint_design, require_printable

__all__ = ["require_makeable"]


def require_makeable(desk: Desk, gathered: Gathered, lang: Lang) -> None:
    """What must hold before such a book is made, as for a build; an output that a killed run left half in place is put there.

    Raises UsageError without a listing, for a language the edition does not have, or where the folder of outputs is another edition's;
    GuideError for a design that cannot be printed.
    """
    edition = gathered.edition
    chosen_languages([lang], gathered)
    if not gathered.clean.listings:
        raise UsageError(msg("There is no listing to make a book of."), msg("guide check says what is wrong with the workbooks."))
    desk.settle()
    desk.require_own_place(edition.id)
    require_printable(lint_design(edition.design, read_design_texts(edition.design), edition.inks))

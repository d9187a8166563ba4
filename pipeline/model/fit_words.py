"""What copy-fitting may change, in plain words."""

from __future__ import annotations

from pipeline.model.fit import Fitted
from pipeline.model.message import Figure, Message, msg, nmsg

__all__ = ["fitted_words", "option_words"]


def option_words(name: str, value: float) -> Message:
    """An option of :data:`pipeline.model.fit.OPTIONS` and its value as a phrase."""
    if name == "index_columns":
        return nmsg("indexes in {n} column", "indexes in {n} columns", round(value))
    words = {"spacing": msg("space between entries"), "leading": msg("line spacing"), "size": msg("type size")}
    return msg("{option} {points} pt", option=words[name], points=Figure(value))


def fitted_words(fitted: Fitted) -> list[Message]:
    """What was changed in the setting against the design, or that nothing was; and a word where not every setting was tried."""
    designed = fitted.designed.named()
    words = [
        msg("{setting} instead of {designed}", setting=option_words(name, value), designed=Figure(designed[name]))
        for name, value in fitted.setting.named().items() if value != designed[name]
    ] or [msg("the setting is the designed one")]
    if not fitted.complete:
        words.append(msg("Not every setting was tried: raise typesettings in layout.toml, [fit], to have more of them tried."))
    return words

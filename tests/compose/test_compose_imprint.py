"""The imprint: a label goes with its missing fact, and no sentence ends in two full stops."""

from __future__ import annotations

import pytest

from pipeline.compose.imprint import fill

FACTS = {"isbn": "", "udc": "", "bbk": "66.7", "data_date": "31 января 2027 г.", "paper": "", "publisher": "ОФ «Пример»", "print_run": "5"}


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("ISBN {isbn}. УДК {udc}. ББК {bbk}.", "ББК 66.7."),
        ("ISBN {isbn}, УДК {udc}, ББК {bbk}.", "ББК 66.7."),
        ("ISBN {isbn} · ББК {bbk}", "ББК 66.7"),
        ("Сведения на: {data_date}.", "Сведения на: 31 января 2027 г."),
        ("Сведения на {data_date}, тираж {print_run}.", "Сведения на 31 января 2027 г., тираж 5."),
        ("ISBN {isbn}. УДК {udc}.", ""),
        ("# Выходные данные\n\nISBN {isbn}.\n\nБумага: {paper}. Издатель: {publisher}.", "# Выходные данные\n\nИздатель: ОФ «Пример»."),
        ("- ISBN {isbn}\n- ББК {bbk}\n- Тираж {print_run}", "- ББК 66.7\n- Тираж 5"),
        ("УДК: {udc}  \nББК: {bbk}", "ББК: 66.7"),
        ("Тираж: {print_run}  \nББК: {bbk}", "Тираж: 5  \nББК: 66.7"),
        ("{isbm} стоит как есть. Текст без имён тоже, и весь.", "{isbm} стоит как есть. Текст без имён тоже, и весь."),
    ],
)
def test_a_label_without_its_fact_is_not_printed(text: str, printed: str) -> None:
    assert fill(text, FACTS) == printed

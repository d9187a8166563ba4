"""Whatever Markdown an editor writes in front matter can be printed: the design has a rule for every element it becomes."""

from __future__ import annotations

import pytest

from pipeline.doors.engine import lay_out_pages
from pipeline.doors.templates import mark_up
from pipeline.model.inks import Inks
from tests.core.small_edition import design, faces

TEXT = """# Слово

## Раздел

### Подраздел

Абзац с `кодом`, *курсивом*, **полужирным**, [ссылкой](https://medianet.example)\\
и переносом.

---

> Цитата.

1. Раз
2. Два

- три

      строки кода
"""


@pytest.mark.parametrize("inks", [Inks(), Inks("CMYK")])
def test_every_element_of_markdown_is_printed_in_declared_fonts_and_inks(inks: Inks) -> None:
    html = f'<section class="front foreword" lang="ru">{mark_up(TEXT, folder="front")}</section>'
    galley = lay_out_pages(html, design(inks).sheets["front"], faces())
    assert galley.warnings == ()
    for words in ("кодом", "Цитата.", "Раз", "строки кода"):
        assert words in galley.text

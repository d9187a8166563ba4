"""The template door: Jinja2, strict. Templates place prepared values; they fetch and compute nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from pipeline.errors import BrokenTemplate
from pipeline.model.message import msg

if TYPE_CHECKING:
    import jinja2
    from jinja2.bccache import Bucket
    from markdown_it.token import Token

__all__ = ["Markup", "TemplateSet", "mark_up"]


@cache
def _compiled() -> jinja2.BytecodeCache:
    """Compiled templates by name and text: three languages of one design compile each template once."""
    import jinja2

    class Compiled(jinja2.BytecodeCache):
        def __init__(self) -> None:
            self._codes: dict[tuple[str, str], Any] = {}

        def load_bytecode(self, bucket: Bucket) -> None:
            bucket.code = self._codes.get((bucket.key, bucket.checksum))

        def dump_bytecode(self, bucket: Bucket) -> None:
            self._codes[bucket.key, bucket.checksum] = bucket.code

    return Compiled()


class TemplateSet:
    """The templates of one design, by file name."""

    def __init__(self, design: str, texts: Mapping[str, str]) -> None:
        import jinja2

        self._design = design
        self._environment = jinja2.Environment(
            loader=jinja2.DictLoader(dict(texts)),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_compiled(),
        )
        self._templates: dict[str, jinja2.Template] = {}

    def set_globals(self, values: Mapping[str, Any]) -> None:
        """Names every template of the set may use, such as the label function."""
        self._environment.globals.update(values)
        self._templates.clear()

    def render(self, name: str, /, **values: object) -> str:
        """The template's HTML. Raises BrokenTemplate, naming file and line, where it does not parse or names what is not there."""
        import jinja2

        try:
            made = self._template(name).render(values).strip()
        except jinja2.TemplateSyntaxError as error:
            raise self._broken(error.name or name, error.lineno, error.message or "syntax error") from error
        except jinja2.TemplateNotFound as error:
            file = f"layouts/{self._design}/{error}"
            raise BrokenTemplate(msg("The template {file} does not exist.", file=file), msg("Bring the file back.")) from error
        except (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            place, line = _place_of(error, name)
            raise self._broken(place, line, str(error)) from error
        if not made:
            file = f"layouts/{self._design}/{name}"
            raise BrokenTemplate(msg("The template {file} prints nothing.", file=file), msg("Bring its text back."))
        return made

    def _template(self, name: str) -> jinja2.Template:
        """A template with its global names in a plain dictionary: Jinja copies them for every render."""
        known = self._templates.get(name)
        if known is None:
            known = self._templates[name] = self._environment.get_template(name)
            known.globals = dict(known.globals)
        return known

    def _broken(self, name: str, line: int, reason: str) -> BrokenTemplate:
        reason = reason.rstrip(".")
        return BrokenTemplate(
            msg("Template layouts/{design}/{name}, line {line}: {reason}.", design=self._design, name=name, line=line, reason=reason),
            msg("Mend that line, or take back the template's last change."),
        )


def _place_of(error: BaseException, name: str) -> tuple[str, int]:
    """Template file and line of a rendering error: Jinja rewrites tracebacks to template lines."""
    place = (name, 0)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file == "<template>" or file.endswith(".j2"):
            template = trace.tb_frame.f_globals.get("__jinja_template__") or trace.tb_frame.f_globals.get("name") or name
            place = (str(getattr(template, "name", template)), trace.tb_lineno)
        trace = trace.tb_next
    return place


def mark_up(text: str, *, is_html: bool = False, set_text: Callable[[str], str] = str, folder: str = "") -> Markup:
    """Markdown (CommonMark, raw HTML refused) as markup a template may place; ``is_html`` passes our own HTML on.

    ``set_text`` sets the words of each paragraph, heading or list line by typographic rules; code and addresses of links stay.
    ``folder``: where the edition keeps the text, as its pictures are named from there.
    """
    if is_html:
        return Markup(text)  # noqa: S704  (made by our own templates, which escape)
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    tokens = parser.parse(text)
    for token in tokens:
        if token.children:
            token.children = _joined_lines(token.children)
            _set_words([child for child in token.children if child.type == "text"], set_text)
            _name_pictures([child for child in token.children if child.type == "image"], folder)
    return Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704  (escaped by the Markdown parser)


_SCHEME: Final = re.compile(r"[a-zA-Z][\w+.-]*:|/")


def _name_pictures(pictures: Sequence[Token], folder: str) -> None:
    """A picture's file as the edition's folder knows it; another address stays, and is refused when it is to be opened."""
    for picture in pictures:
        source = str(picture.attrs.get("src", ""))
        if source and folder and not _SCHEME.match(source):
            picture.attrs["src"] = f"edition:{folder}/{source}"


def _joined_lines(children: Sequence[Token]) -> list[Token]:
    """A line end within a paragraph is a space to the reader, and to the typographic rules."""
    joined: list[Token] = []
    for child in children:
        if child.type == "softbreak":
            child.type, child.tag, child.content = "text", "", " "
        if child.type == "text" and joined and joined[-1].type == "text":
            joined[-1].content += child.content
        else:
            joined.append(child)
    return joined


_SEAM: Final = "\ue000"
"""Stands where emphasis or a link begins or ends: a rule must see the words on both sides."""


def _set_words(words: Sequence[Token], set_text: Callable[[str], str]) -> None:
    parts = set_text(_SEAM.join(word.content for word in words)).split(_SEAM)
    if len(parts) == len(words):
        for word, part in zip(words, parts, strict=True):
            word.content = part

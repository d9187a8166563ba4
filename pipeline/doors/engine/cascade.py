"""What the stylesheet says of an element, asked of the engine once for each context and remembered.

The cascade stays the engine's: where a fragment has elements in contexts not yet met, the engine's own matcher says which rules they
obey; if no element obeyed just these before, the engine computes the fragment's styles, and what the fast setter needs is read off
(``styles``).

A context is an element's tag and attributes and those of its ancestors; of its preceding siblings too, where the stylesheet has a
selector that asks for them, and how many follow. A stylesheet whose selectors look further (``:has()``, ``:empty``) is not for this
setter.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from types import CodeType
from typing import Any, Final
from xml.etree.ElementTree import Element as Node

from pipeline.doors.engine.markup import Element, NotPlain
from pipeline.doors.engine.setting import bare_document, caught_warnings, font_configuration
from pipeline.doors.engine.styles import Style, style_of
from pipeline.model.galley import FontFace

__all__ = ["Cascade", "cascade_of"]

_SEEN: Final = frozenset({
    # What compiled selectors may ask for freely: the element itself and its ancestors,
    "local_name", "in_html_document", "namespace_url", "classes", "id", "etree_element", "attrib", "get", "parent", "ancestors", "lang",
    # and the words in which they ask.
    "startswith", "endswith", "lower", "split_whitespace", "any", "next", "divmod", "ascii_lower", "tag",
})  # fmt: skip
_BEFORE: Final = frozenset({"previous", "previous_siblings", "index"})
"""What makes them look at what stands before the element."""
_AFTER: Final = frozenset({"etree_siblings", "len"})
"""What makes them count what stands after it (:last-child and its like)."""


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _texts(code: CodeType) -> Iterator[str]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _texts(constant)
        elif isinstance(constant, str):
            yield constant


class Cascade:
    """The styles of one stylesheet's contexts, growing as contexts are met."""

    def __init__(self, sheet: Any, faces: tuple[FontFace, ...]) -> None:
        self._sheet = sheet
        self._faces = faces
        self._contexts: dict[tuple[Any, ...], int] = {}
        self._styles: dict[int, Style | NotPlain] = {}
        """By context."""
        self._kinds: dict[tuple[Any, ...], int] = {}
        self._kinds_of: dict[int, int] = {}
        """Context -> kind."""
        self._made: dict[int, Style | NotPlain] = {}
        """By kind."""
        self._siblings = self._followers = False
        self._whole_attributes: set[str] = set()
        self._refused = ""
        self._look_at_selectors()

    def _look_at_selectors(self) -> None:
        matcher = self._sheet.matcher
        if matcher.id_selectors:
            self._whole_attributes.add("id")
        groups = (matcher.id_selectors, matcher.class_selectors, matcher.lower_local_name_selectors, matcher.namespace_selectors)
        entries = [entry for group in groups for members in group.values() for entry in members]
        for test, *_ in (*entries, *matcher.lang_attr_selectors, *matcher.other_selectors):
            names = set(_names(test.__code__)) - _SEEN
            if names & _BEFORE:
                self._siblings = True
            if names & _AFTER:
                self._siblings = self._followers = True
            if names - _BEFORE - _AFTER:
                self._refused = f"a selector that looks at {', '.join(sorted(names - _BEFORE - _AFTER))}"
            self._whole_attributes.update({"id", "href"}.intersection(_texts(test.__code__)))
            if "id" in _names(test.__code__):
                self._whole_attributes.add("id")

    @property
    def looks_around(self) -> bool:
        """Whether a block's style may depend on other blocks of its batch."""
        return self._siblings or bool(self._refused)

    def learn(self, root: Element) -> None:
        """Have the styles of all contexts in a fragment at hand; the engine is asked where one of them is of a kind not yet met."""
        if self._refused or not self._number(root, None, -1):
            return
        document = bare_document(_tree(root))
        wrappers = list(document.wrapper_element.iter_subtree())
        elements = list(_elements(root))
        style_for = None
        for element, wrapper in zip(elements, wrappers[-len(elements) :], strict=True):
            if element.context in self._styles:
                continue
            kind = self._kind(element, wrapper, document)
            if kind not in self._made:
                style_for = style_for or self._ask(document)
                self._made[kind] = self._read_off(element, wrapper.etree_element, style_for)
            self._kinds_of[element.context] = kind
            self._styles[element.context] = self._made[kind]

    def apply(self, root: Element) -> None:
        """Give every element of a fragment its style. Raises NotPlain."""
        if self._refused:
            raise NotPlain(self._refused)
        self.learn(root)
        self._hand_out(root)

    def _number(self, element: Element, parent: Element | None, before: int, following: int = 0) -> bool:
        """``before``: context of the sibling before it, ``following``: how many come after it; both as far as selectors look there."""
        kept = []
        for name, value in element.attributes.items():
            if name not in ("id", "href") or name in self._whole_attributes:
                kept.append((name, value))
            else:
                kept.append((name, ""))
        place = before if self._siblings else -1
        key = (parent.context if parent else -1, element.tag, *kept, place, following if self._followers else 0)
        context = self._contexts.setdefault(key, len(self._contexts))
        element.context = context
        unknown = context not in self._styles
        previous = -1
        inside = [child for child in element.children if isinstance(child, Element)]
        for number, child in enumerate(inside, 1):
            unknown |= self._number(child, element, previous, len(inside) - number)
            previous = child.context
        return unknown

    def _hand_out(self, element: Element) -> None:
        style = self._styles[element.context]
        if isinstance(style, NotPlain):
            raise style
        element.style = style
        for child in element.children:
            if isinstance(child, Element):
                self._hand_out(child)

    def _kind(self, element: Element, wrapper: Any, document: Any) -> int:
        """Elements of one kind have one computed style, as the engine itself reckons: same parent's style, same rules."""
        parent = self._kinds_of[element.parent.context] if element.parent and element.parent.context >= 0 else -1
        sheets = (*document._ua_stylesheets(), self._sheet)
        rules = tuple(tuple(rule[1] for rule in sheet.matcher.match(wrapper)) for sheet in sheets)
        key = (parent, element.attributes.get("lang"), element.attributes.get("style"), rules)
        return self._kinds.setdefault(key, len(self._kinds))

    def _ask(self, document: Any) -> Any:
        """Let the engine compute the styles of a document."""
        from weasyprint.css import get_all_computed_styles
        from weasyprint.css.targets import TargetCollector

        with caught_warnings():  # the sheet was complained of when it was compiled, a style attribute is when it is read
            return get_all_computed_styles(
                document, user_stylesheets=[self._sheet], font_config=font_configuration(self._faces), target_collector=TargetCollector()
            )

    def _read_off(self, element: Element, theirs: Any, style_for: Any) -> Style | NotPlain:
        try:
            with caught_warnings() as heard:
                _read_attribute(element.attributes.get("style", ""))
                style = style_of(theirs, style_for, self._faces)
        except NotPlain as error:
            return error
        return NotPlain(heard[0]) if heard else style


def _read_attribute(style: str) -> None:
    """Have the engine complain of what it would disregard in a style attribute."""
    from weasyprint import css

    list(css.preprocess_declarations(None, css.tinycss2.parse_blocks_contents(style)))


def _elements(root: Element) -> Iterator[Element]:
    """The element and those in it, in the order of the document."""
    yield root
    for child in root.children:
        if isinstance(child, Element):
            yield from _elements(child)


def _tree(element: Element) -> Node:
    """The element and those in it as the engine knows them, without words."""
    made = Node(element.tag, element.attributes)
    made.extend(_tree(child) for child in element.children if isinstance(child, Element))
    return made


@lru_cache(maxsize=64)
def cascade_of(sheet: Any, faces: tuple[FontFace, ...]) -> Cascade:
    """One cascade a stylesheet and process."""
    return Cascade(sheet, faces)


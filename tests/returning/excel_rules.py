"""What Excel refuses ("we found a problem with some content"), looked for in every part of an .xlsx.

Rules from ECMA-376 part 1 (chapter 18, annex A), part 2 (packages), and Excel's own limits ("Excel specifications and limits").
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from openpyxl.utils.cell import get_column_letter, range_boundaries

from pipeline.doors.workbooks.patching.cells import ORDER

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
KNOWN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml."
TYPES = {
    "worksheet": f"{SHEET_ML}worksheet+xml", "styles": f"{SHEET_ML}styles+xml", "sharedStrings": f"{SHEET_ML}sharedStrings+xml",
    "comments": f"{SHEET_ML}comments+xml", "table": f"{SHEET_ML}table+xml", "vmlDrawing": "application/vnd.openxmlformats-officedocument.vmlDrawing",
    "drawing": "application/vnd.openxmlformats-officedocument.drawing+xml",
}
BOOK_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences",
    "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)
STYLES_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst",
)
XF_ORDER = ("alignment", "protection", "extLst")
CELL_TYPES = {"b", "d", "e", "inlineStr", "n", "s", "str"}
MOST_TEXT, MOST_NAME, MOST_LIST, MOST_FORMATS, MOST_ROWS, MOST_COLUMNS = 32_767, 31, 255, 65_490, 1_048_576, 16_384
MOST_HEIGHT, MOST_WIDTH = 409.5, 256.0
"""Points, and digits of the usual font."""
REF = re.compile(r"([A-Z]{1,3})([1-9]\d*)")


class Book:
    """The parts of a workbook, and what is wrong with them."""

    def __init__(self, content: bytes) -> None:
        self.found: list[str] = []
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            self.parts = {name: archive.read(name) for name in names}
        for name, count in Counter(name.lower() for name in names).items():
            self.say(count > 1, f"{name}: part stands twice")
        self.say(any("\\" in name or name.startswith("/") for name in names), "a part's name that is none")
        self.roots = {name: root for name, body in self.parts.items() if (root := self.parsed(name, body)) is not None}
        self.types: dict[str, str] = {}

    def say(self, is_wrong: bool, what: str) -> None:
        if is_wrong:
            self.found.append(what)

    def parsed(self, name: str, body: bytes) -> Element | None:
        if not name.endswith((".xml", ".rels", ".vml")):
            return None
        try:
            return ElementTree.fromstring(body)
        except ElementTree.ParseError as error:
            self.found.append(f"{name}: not well-formed: {error}")
            return None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Id -> kind and target part ("" for one outside)."""
        folder, _, file = part.rpartition("/")
        root = self.roots.get(f"{folder}/_rels/{file}.rels".lstrip("/"))
        found = {}
        for one in root if root is not None else ():
            target = one.get("Target", "")
            inside = one.get("TargetMode") != "External"
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("/", folder, target))[1:]
            found[one.get("Id", "")] = (one.get("Type", "").removeprefix(KNOWN), place if inside else "")
        return found


def faults(content: bytes) -> list[str]:
    """Every breach that was found, each a sentence beginning with its part; none for a workbook that Excel opens without a question."""
    book = Book(content)
    _package(book)
    part = next((target for kind, target in book.relations("").values() if kind == "officeDocument"), "")
    if part not in book.roots:
        return [*book.found, "no workbook part"]
    names = _workbook(book, part)
    links = book.relations(part)
    styles = next((target for kind, target in links.values() if kind == "styles"), "")
    formats, special = _styles(book, styles) if styles in book.roots else (1, 0)
    strings = next((target for kind, target in links.values() if kind == "sharedStrings"), "")
    texts = _strings(book, strings) if strings in book.roots else 0
    for kind, target in links.values():
        if kind == "worksheet" and target in book.roots:
            _Sheet(book, target, formats, special, texts, names).look()
    _tables(book)
    return book.found


def _package(book: Book) -> None:
    root = book.roots["[Content_Types].xml"]
    usual, own = {}, {}
    for one in root:
        table, key = (usual, one.get("Extension", "").lower()) if one.tag.endswith("}Default") else (own, one.get("PartName", ""))
        book.say(key in table, f"[Content_Types].xml: {key} twice")
        table[key] = one.get("ContentType", "")
    for name in own:
        book.say(name.lstrip("/") not in book.parts, f"[Content_Types].xml: {name} is not there")
    for name in book.parts:
        if name != "[Content_Types].xml":
            book.types[name] = own.get(f"/{name}") or usual.get(name.rpartition(".")[2].lower(), "")
            book.say(not book.types[name], f"{name}: no content type")
    for name, root in book.roots.items():
        if name.endswith(".rels"):
            folder, _, file = name.rpartition("_rels/")
            part = folder + file.removesuffix(".rels")
            book.say(bool(part) and part not in book.parts, f"{name}: relations of nothing")
            ids = [one.get("Id", "") for one in root]
            book.say(len(ids) != len(set(ids)) or "" in ids, f"{name}: ids twice")
            for key, (kind, target) in book.relations(part).items():
                book.say(bool(target) and target not in book.parts and target.upper() != "NULL", f"{name}: {key} leads to {target}, which is not there")
                book.say(target in book.parts and kind in TYPES and book.types[target] != TYPES[kind], f"{target}: content type of something else")


def _in_order(book: Book, part: str, root: Element, order: Iterable[str]) -> None:
    places = list(order)
    names = [child.tag.removeprefix(MAIN) for child in root if child.tag.startswith(MAIN)]
    book.say(any(name not in places for name in names), f"{part}: unknown children among {names}")
    known = [places.index(name) for name in names if name in places]
    book.say(known != sorted(known), f"{part}: children out of order: {names}")
    once = Counter(name for name in names if name not in ("conditionalFormatting",))
    book.say(any(count > 1 for count in once.values()), f"{part}: children twice: {once}")


def _workbook(book: Book, part: str) -> list[str]:
    root, links = book.roots[part], book.relations(part)
    _in_order(book, part, root, BOOK_ORDER)
    sheets = root.findall(f"{MAIN}sheets/{MAIN}sheet")
    names = [sheet.get("name", "") for sheet in sheets]
    for name in names:
        bad = not 0 < len(name) <= MOST_NAME or re.search(r"[\[\]:*?/\\]", name) or name.startswith("'") or name.endswith("'")
        book.say(bool(bad), f"{part}: “{name}” is no sheet's name")
    book.say(len({name.casefold() for name in names}) != len(names), f"{part}: sheets of one name")
    for key in ("sheetId", f"{OFFICE}id"):
        values = [sheet.get(key, "") for sheet in sheets]
        book.say(len(set(values)) != len(values), f"{part}: {key} twice")
    book.say(any(sheet.get(f"{OFFICE}id") not in links for sheet in sheets), f"{part}: a sheet leads nowhere")
    book.say(all(sheet.get("state", "visible") != "visible" for sheet in sheets), f"{part}: no visible sheet")
    for view in root.findall(f"{MAIN}bookViews/{MAIN}workbookView"):
        for key in ("activeTab", "firstSheet"):
            at = int(view.get(key, "0"))
            book.say(at >= len(sheets), f"{part}: {key} leads to no sheet")
            book.say(key == "activeTab" and at < len(sheets) and sheets[at].get("state", "visible") != "visible", f"{part}: the active sheet is hidden")
    defined = [(one.get("name", "").casefold(), one.get("localSheetId")) for one in root.findall(f"{MAIN}definedNames/{MAIN}definedName")]
    book.say(len(set(defined)) != len(defined), f"{part}: names defined twice")
    book.say(any(place is not None and int(place) >= len(sheets) for _, place in defined), f"{part}: a name belongs to no sheet")
    book.say(any(not re.fullmatch(r"[^\W\d][\w.\\?]*|_xlnm\.\w+", name) for name, _ in defined), f"{part}: {defined} are no names")
    return names


def _styles(book: Book, part: str) -> tuple[int, int]:
    """How many cell formats and how many differential ones there are."""
    root = book.roots[part]
    _in_order(book, part, root, STYLES_ORDER)
    sizes = {}
    for section in root:
        name = section.tag.removeprefix(MAIN)
        sizes[name] = len(section)
        book.say(section.get("count") not in (None, str(len(section))) and name != "colors", f"{part}: {name} are {len(section)}, not {section.get('count')}")
    numbers = [one.get("numFmtId") for one in root.findall(f"{MAIN}numFmts/{MAIN}numFmt")]
    book.say(len(set(numbers)) != len(numbers), f"{part}: number formats twice")
    for place in ("cellStyleXfs", "cellXfs"):
        for xf in root.findall(f"{MAIN}{place}/{MAIN}xf"):
            limits = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", **({"xfId": "cellStyleXfs"} if place == "cellXfs" else {})}
            for key, section in limits.items():
                book.say(int(xf.get(key, "0")) >= max(1, sizes.get(section, 0)), f"{part}: {key} {xf.get(key)} of {place} leads nowhere")
            number = xf.get("numFmtId", "0")
            book.say(int(number) >= 164 and number not in numbers, f"{part}: number format {number} is not there")
            _in_order(book, f"{part} xf", xf, XF_ORDER)
    for colour in root.iter(f"{MAIN}color"):
        book.say(not re.fullmatch(r"[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?", colour.get("rgb", "00000000")), f"{part}: colour {colour.get('rgb')}")
    book.say(sizes.get("cellXfs", 0) > MOST_FORMATS, f"{part}: too many formats")
    return sizes.get("cellXfs", 0), sizes.get("dxfs", 0)


def _strings(book: Book, part: str) -> int:
    root = book.roots[part]
    found = root.findall(f"{MAIN}si")
    book.say(root.get("uniqueCount") not in (None, str(len(found))), f"{part}: {len(found)} strings, not {root.get('uniqueCount')}")
    book.say(any(len("".join(one.itertext())) > MOST_TEXT for one in found), f"{part}: a text longer than a cell holds")
    return len(found)


class _Sheet:
    """One worksheet part with what hangs on it."""

    def __init__(self, book: Book, part: str, formats: int, special: int, texts: int, names: list[str]) -> None:
        self.book, self.part, self.formats, self.special, self.texts, self.names = book, part, formats, special, texts, names
        self.root, self.links = book.roots[part], book.relations(part)

    def say(self, is_wrong: bool, what: str) -> None:
        self.book.say(is_wrong, f"{self.part}: {what}")

    def all(self, path: str) -> list[Element]:
        return self.root.findall("/".join(MAIN + step for step in path.split("/")))

    def look(self) -> None:
        _in_order(self.book, self.part, self.root, ORDER)
        self._rows()
        self._columns()
        self._areas()
        self._rules()
        self._links()
        self._notes()
        for view in self.all("sheetViews/sheetView"):
            panes = {pane.get("pane", "topLeft") for pane in view.findall(f"{MAIN}selection")}
            self.say(bool(panes - {"topLeft"}) and view.find(f"{MAIN}pane") is None, "a selection in a pane that is not there")
            self.say(len(panes) != len(view.findall(f"{MAIN}selection")), "two selections in one pane")

    def _rows(self) -> None:
        before = 0
        for row in self.all("sheetData/row"):
            number = int(row.get("r", before + 1))
            self.say(not before < number <= MOST_ROWS, f"row {number} after {before}")
            self.say(float(row.get("ht", "0")) > MOST_HEIGHT, f"row {number} is too high")
            self.say(row.get("customFormat") in ("1", "true") and int(row.get("s", "0")) >= self.formats, f"row {number} has a format that is not there")
            before = number
            column = 0
            for cell in row:
                ref = REF.fullmatch(cell.get("r", f"{get_column_letter(column + 1)}{number}"))
                self.say(ref is None or int(ref[2]) != number, f"cell {cell.get('r')} in row {number}")
                at = range_boundaries(ref[0])[0] if ref else 0
                self.say(not column < at <= MOST_COLUMNS, f"cell {cell.get('r')} after column {column}")
                column = at
                self._cell(cell)

    def _cell(self, cell: Element) -> None:
        kind, value = cell.get("t", "n"), cell.find(f"{MAIN}v")
        self.say(kind not in CELL_TYPES, f"type {kind}")
        self.say(not cell.get("s", "0").isdigit() or int(cell.get("s", "0")) >= max(1, self.formats), f"format {cell.get('s')} is not there")
        if kind == "s" and value is not None:
            self.say(int(value.text or "0") >= self.texts, f"string {value.text} is not there")
        if kind == "inlineStr":
            self.say(value is not None or len("".join(cell.itertext())) > MOST_TEXT, f"{cell.get('r')} is no inline text")
        if kind == "n" and value is not None and value.text:
            self.say(not re.fullmatch(r"[-+]?[\d.]+([eE][-+]?\d+)?", value.text.strip()), f"{cell.get('r')} is no number: {value.text}")

    def _columns(self) -> None:
        before = 0
        for column in self.all("cols/col"):
            first, last = int(column.get("min", "0")), int(column.get("max", "0"))
            self.say(not before < first <= last <= MOST_COLUMNS, f"columns {first} to {last} after {before}")
            self.say(float(column.get("width", "0")) > MOST_WIDTH, f"column {first} is too wide")
            self.say(int(column.get("style", "0")) >= max(1, self.formats), f"column {first} has a format that is not there")
            before = last

    def _areas(self) -> None:
        for name, child in (("mergeCells", "mergeCell"), ("dataValidations", "dataValidation"), ("tableParts", "tablePart")):
            for section in self.all(name):
                self.say(len(section) == 0, f"{name} without any")
                self.say(section.get("count") not in (None, str(len(section))), f"{name} are {len(section)}, not {section.get('count')}")
                self.say(any(one.tag != MAIN + child for one in section), f"{name} hold something else")
        areas = sorted(range_boundaries(one.get("ref", "")) for one in self.all("mergeCells/mergeCell"))
        for place, (left, top, right, bottom) in enumerate(areas):
            over = any(a <= right and left <= c and b <= bottom and top <= d for a, b, c, d in areas[place + 1:place + 200])
            self.say(over, f"merged areas overlap at {left},{top}")

    def _rules(self) -> None:
        for rule in self.all("dataValidations/dataValidation"):
            text = rule.findtext(f"{MAIN}formula1") or ""
            self.say(not rule.get("sqref", "").strip(), "a rule for no cells")
            self.say(text.startswith('"') and len(text) - 2 > MOST_LIST, f"a list of {len(text)} letters")
            for key, most in (("promptTitle", 32), ("errorTitle", 32), ("prompt", 255), ("error", 255)):
                self.say(len(rule.get(key, "")) > most, f"{key} is too long")
        for rule in self.all("conditionalFormatting/cfRule"):
            self.say(int(rule.get("dxfId", "-1")) >= self.special, f"dxfId {rule.get('dxfId')} is not there")

    def _links(self) -> None:
        refs = []
        for link in self.all("hyperlinks/hyperlink"):
            refs.append(link.get("ref"))
            key, location = link.get(f"{OFFICE}id"), link.get("location", "")
            self.say(key is not None and key not in self.links, f"link {key} leads nowhere")
            named = re.fullmatch(r"'((?:[^']|'')+)'!.+", location)
            self.say(named is not None and named[1].replace("''", "'") not in self.names, f"a link leads to {location}")
        self.say(len(set(refs)) != len(refs), "two links in one cell")
        for name in ("drawing", "legacyDrawing", "legacyDrawingHF", "picture", "tableParts/tablePart"):
            for one in self.all(name):
                self.say(one.get(f"{OFFICE}id") not in self.links, f"{name} leads nowhere")

    def _notes(self) -> None:
        kinds = Counter(kind for kind, _ in self.links.values())
        self.say(kinds["comments"] > 1, "two parts of comments")
        notes = next((self.book.roots.get(target) for kind, target in self.links.values() if kind == "comments"), None)
        own = [one.get(f"{OFFICE}id", "") for one in self.all("legacyDrawing")]
        shapes = next((target for key, (_, target) in self.links.items() if key in own), "")
        boxes = _boxes(self.book, shapes) if shapes in self.book.roots else []
        if notes is None:
            return
        authors = len(notes.findall(f"{MAIN}authors/{MAIN}author"))
        refs = []
        for note in notes.findall(f"{MAIN}commentList/{MAIN}comment"):
            ref = REF.fullmatch(note.get("ref", ""))
            self.say(ref is None, f"a comment at {note.get('ref')}")
            refs.append(note.get("ref", ""))
            self.say(int(note.get("authorId", "0")) >= authors, f"the comment at {note.get('ref')} has no author")
            self.say(len("".join(note.itertext())) > MOST_TEXT, f"the comment at {note.get('ref')} is too long")
            left, top, *_ = range_boundaries(note.get("ref", "A1"))
            self.say((int(top or 0) - 1, int(left or 0) - 1) not in boxes, f"the comment at {note.get('ref')} has no box")
        self.say(len(set(refs)) != len(refs), "two comments on one cell")
        self.say(len(set(boxes)) != len(boxes), "two boxes on one cell")


def _boxes(book: Book, part: str) -> list[tuple[int, int]]:
    """Row and column (0-based) of every comment's box."""
    root = book.roots[part]
    office, excel = "{urn:schemas-microsoft-com:office:office}", "{urn:schemas-microsoft-com:office:excel}"
    shapes = list(root.iter("{urn:schemas-microsoft-com:vml}shape"))
    kinds = {one.get("id") for one in root.iter("{urn:schemas-microsoft-com:vml}shapetype")}
    ids = [one.get("id", "") for one in (*shapes, *root.iter("{urn:schemas-microsoft-com:vml}shapetype"))]
    book.say(len(set(ids)) != len(ids), f"{part}: shapes of one id")
    book.say(any((one.get("type") or "#").lstrip("#") not in {"", *kinds} for one in shapes), f"{part}: a shape of a kind that is not there")
    blocks = {block for one in root.iter(f"{office}idmap") for block in one.get("data", "").split(",")}
    numbers = [int(found[1]) for one in ids if (found := re.fullmatch(r"_x0000_s(\d+)", one))]
    book.say(bool(blocks) and any(str(number // 1024) not in blocks for number in numbers), f"{part}: ids outside of {blocks}")
    return [
        (int(data.findtext(f"{excel}Row") or "-1"), int(data.findtext(f"{excel}Column") or "-1"))
        for data in root.iter(f"{excel}ClientData") if data.get("ObjectType") == "Note"
    ]


def _tables(book: Book) -> None:
    found = [(name, root) for name, root in book.roots.items() if root.tag == f"{MAIN}table"]
    for key in ("id", "displayName"):
        values = [root.get(key, "").casefold() for _, root in found]
        book.say(len(set(values)) != len(values), f"tables of one {key}")
    for name, root in found:
        left, _, right, _ = range_boundaries(root.get("ref", "A1"))
        columns = [one.get("name", "").casefold() for one in root.findall(f"{MAIN}tableColumns/{MAIN}tableColumn")]
        book.say(len(columns) != int(right or 0) - int(left or 0) + 1, f"{name}: {len(columns)} columns")
        book.say(len(set(columns)) != len(columns), f"{name}: columns of one name")


def new_faults(original: bytes, copy: bytes) -> Iterator[str]:
    """What is wrong with a copy and was not with its original: what an author's own program did is its own."""
    before = Counter(re.sub(r"\d+", "0", fault) for fault in faults(original))
    for fault in faults(copy):
        key = re.sub(r"\d+", "0", fault)
        if before[key]:
            before[key] -= 1
        else:
            yield fault

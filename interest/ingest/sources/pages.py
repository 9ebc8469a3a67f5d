"""Pages (HTML) as programs save them for people: a table, or blocks that come again and again, such as messages."""

import html
import re
from dataclasses import dataclass, field, replace

from interest.errors import InputError
from interest.ingest.cleaning.enclosed import Enclosed
from interest.ingest.encodings import Decoded
from interest.ingest.roles.names import known_roles, match
from interest.ingest.sources.workbooks import cells_table
from interest.ingest.tables import RawTable, records_table
from interest.ingest.values.times import looks_dated

_UNSHOWN = (
    Enclosed(r"<script\b[^<>]*>", r"</script\s{0,9}>"),
    Enclosed(r"<style\b[^<>]*>", r"</style\s{0,9}>"),
    Enclosed("<!--", "-->"),
)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,40})([^<>]*)>")
_ATTRIBUTE = re.compile(r"(?<![\w:-])(class|title|datetime)\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small",
     "strike", "strong", "sub", "sup", "tt", "u"]
)  # fmt: skip
"""Elements within a text, and no fields of their own."""
_ENDED_BY = {
    "li": {"li"}, "p": {"p"}, "td": {"td", "th"}, "th": {"td", "th"}, "tr": {"td", "th", "tr"}, "option": {"option"},
    "dt": {"dt", "dd"}, "dd": {"dt", "dd"},
}  # fmt: skip
"""Which open elements end where another begins, as nobody has to close them."""
_DEEPEST = 100  # elements within each other
_FEWEST = 3  # blocks of one kind, and rows of a table
_NEARLY_ALL = 0.8  # share of the characters of the fullest kind of blocks, for another kind that comes more often


@dataclass(eq=False)
class _Element:
    tag: str
    line: int
    classes: tuple[str, ...] = ()
    moment: str = ""
    """The moment that an attribute says, where the words say less."""
    parts: list["_Element | str"] = field(default_factory=list)
    within: list["_Element"] = field(default_factory=list)
    """Its parts that are elements."""
    size: int = 0
    """Characters of all words in it."""
    innermost: bool = True
    """Whether no other of its kind is within it."""

    @property
    def kind(self) -> str:
        return self.classes[0] if self.classes else self.tag

    @property
    def key(self) -> tuple[bool, str]:
        """Its kind, where a class is another than a tag of the same name."""
        return bool(self.classes), self.kind

    @property
    def is_block(self) -> bool:
        """Whether there are blocks in it."""
        return any(part.tag not in _INLINE for part in self.within)

    @property
    def name(self) -> str:
        """What it is called as a field: the class that is known for columns, else the first."""
        return next((name for name in self.classes if known_roles(name)), self.kind)

    def words(self) -> str:
        """All words in it; those of blocks on lines of their own."""
        pieces: list[str] = []
        self._gather(pieces)
        return "\n".join(filter(None, (" ".join(line.split()) for line in "".join(pieces).split("\n"))))

    def _gather(self, pieces: list[str]) -> None:
        around = "" if self.tag in _INLINE else "\n"
        pieces.append(around)
        for part in self.parts:
            if isinstance(part, str):
                pieces.append(part)
            else:
                part._gather(pieces)
        pieces.append(around)


def read_page(name: str, decoded: Decoded) -> RawTable:
    """The table of a page: its largest one, or else the blocks of the kind that holds most words, a row each.

    What is within a block becomes columns by the names of its classes. Who wrote is filled down, as a page has no name
    again where somebody goes on. Raises `InputError` for a page that has neither.
    """
    root = _parsed(decoded.text)
    everything: list[_Element] = []
    _measure(root, {}, everything)
    innermost = [each for each in everything if each.innermost]
    tables = [rows for element in innermost if element.tag == "table" and (rows := _rows(element))]
    if tables:
        line, cells = max(tables, key=lambda rows: sum(len(cell) for row in rows[1] for cell in row))
        table = cells_table(name, line, cells)
        if len(table.frame):
            return replace(table, encoding=decoded.encoding)
    blocks = _blocks(innermost)
    if not blocks:
        raise InputError(f"{name}: there is no table in this page, and nothing that comes again and again.")
    records = [_fields(block) for block in blocks]
    for key in {key for record in records for key in record}:
        if (found := match(key, "user_id")) and found.score >= 0.9:
            _fill_down(records, key)
    note = f"the rows are the blocks {blocks[0].kind!r} of the page"
    return records_table(name, records, [block.line for block in blocks], encoding=decoded.encoding, notes=(note,))


def _parsed(text: str) -> _Element:
    for part in _UNSHOWN:
        text = part.sub(" ", text)
    root = _Element("page", 1)
    open_: list[_Element] = [root]
    at, line = 0, 1
    for tag in _TAG.finditer(text):
        if words := text[at : tag.start()]:
            open_[-1].parts.append(html.unescape(words).replace("\n", " "))
        line += text.count("\n", at, tag.end())
        at, closes, kind = tag.end(), tag[1], tag[2].lower()
        if closes:
            place = next((n for n in range(len(open_) - 1, 0, -1) if open_[n].tag == kind), 0)
            del open_[place or len(open_) :]
            continue
        while open_[-1].tag in _ENDED_BY.get(kind, ()):
            open_.pop()
        said = {key.lower(): html.unescape(a or b) for key, a, b in _ATTRIBUTE.findall(tag[3])}
        exact = next((said[key] for key in ("datetime", "title") if looks_dated(said.get(key, ""))), "")
        element = _Element(kind, line, tuple(said.get("class", "").split()), exact)
        if kind == "br":
            open_[-1].parts.append("\n")
            continue
        open_[-1].parts.append(element)
        open_[-1].within.append(element)
        if kind not in _VOID and not tag[3].endswith("/") and len(open_) < _DEEPEST:
            open_.append(element)
    root.parts.append(html.unescape(text[at:]))
    return root


def _measure(element: _Element, above: dict[tuple[bool, str], _Element], everything: list[_Element]) -> None:
    """Add an element and all in it to a list, each with how much is in it, and whether another of its kind is."""
    outer = above.get(element.key)
    if outer:
        outer.innermost = False
    everything.append(element)
    above[element.key] = element
    element.size = sum(len(part) for part in element.parts if isinstance(part, str))
    for part in element.within:
        _measure(part, above, everything)
        element.size += part.size
    if outer:
        above[element.key] = outer
    else:
        del above[element.key]


def _all(element: _Element) -> list[_Element]:
    found, at = [element], 0
    while at < len(found):
        found += found[at].within
        at += 1
    return found


def _rows(table: _Element) -> tuple[int, list[list[str]]] | None:
    """The line and the cells of a table that has several rows and columns."""
    rows = [[cell.words() for cell in row.within if cell.tag in ("td", "th")] for row in _all(table) if row.tag == "tr"]
    rows = [row for row in rows if row]
    if len(rows) < _FEWEST or max(map(len, rows)) < 2:
        return None
    width = max(map(len, rows))
    return table.line, [row + [""] * (width - len(row)) for row in rows]


def _blocks(innermost: list[_Element]) -> list[_Element]:
    """The elements of the kind that holds most words; of nearly as full ones that which comes most often."""
    kinds: dict[tuple[bool, str], list[_Element]] = {}
    for element in innermost:
        if element.tag not in _INLINE and element.is_block:
            kinds.setdefault(element.key, []).append(element)
    several = [found for found in kinds.values() if len(found) >= _FEWEST]
    sizes = [sum(element.size for element in found) for found in several]
    full = [found for found, size in zip(several, sizes, strict=True) if size >= _NEARLY_ALL * max(sizes)]
    return max(full, key=len, default=[])


def _fields(block: _Element) -> dict[str, str]:
    """What is in a block by the names of the innermost blocks; several of a name are one text."""
    found: dict[str, str] = {}
    for part in block.within:
        if part.tag in _INLINE:
            continue
        inner = _fields(part) if part.is_block else {}
        words = part.moment or ("" if inner else part.words())
        for key, value in {**inner, **({part.name: words} if words else {})}.items():
            found[key] = f"{found[key]}\n{value}" if key in found else value
    return found


def _fill_down(records: list[dict[str, str]], key: str) -> None:
    last = ""
    for record in records:
        last = record.get(key) or last
        if last:
            record[key] = last

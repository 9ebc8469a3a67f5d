"""XML into tables: the elements that come again and again are the records, as objects are in JSON."""

import codecs
import re
from typing import Any
from xml.parsers import expat

from interest.errors import InputError
from interest.ingest.encodings import Decoded
from interest.ingest.sources.records import nested_table
from interest.ingest.tables import RawTable

_ENCODING = re.compile(rb"<\?xml\b[^>]{0,200}\bencoding\s{0,3}=\s{0,3}[\"']([\w.:-]{1,40})[\"']")
_DEEPEST = 60  # elements within each other
_TEXT = "text"


class _Builder:
    """What the parser finds: objects of attributes and of what is within them, by the names of elements."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}
        self._open: list[tuple[dict[str, Any], list[str]]] = [(self.root, [])]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > _DEEPEST:
            raise InputError(f"there are more than {_DEEPEST} elements within each other.")
        self._open.append((dict(attributes), []))

    def words(self, text: str) -> None:
        self._open[-1][1].append(text)

    def end(self, name: str) -> None:
        value, parts = self._open.pop()
        text = "".join(parts).strip()
        if text and value:
            value = {**value, _TEXT if _TEXT not in value else "#text": text}
        self._open[-1][0].setdefault(name, []).append(value or text)


def encoding_said(data: bytes) -> str | None:
    """The encoding that XML says it is in; None where it says none, or one that nobody knows."""
    said = _ENCODING.search(data[:300])
    try:
        return codecs.lookup(said[1].decode("ascii")).name if said else None
    except LookupError:
        return None


def read_elements(name: str, decoded: Decoded) -> RawTable:
    """The table of the elements in some XML that come again and hold most words, their attributes as columns.

    Entities of its own are refused, since with them a short file can be endless. Raises `InputError` for what is no
    XML, or has no such elements.
    """
    builder = _Builder()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler = builder.words
    parser.EntityDeclHandler = _refused
    try:
        parser.Parse(decoded.text.lstrip("\ufeff \r\n\t").encode(), True)
    except (expat.ExpatError, ValueError) as error:
        raise InputError(f"{name}: this is not valid XML: {error}.") from None
    except InputError as error:
        raise InputError(f"{name}: {error}") from None
    table = nested_table(name, _plain(builder.root), decoded)
    if table is None:
        raise InputError(f"{name}: there are no elements in it that come again and again.")
    return table


def _refused(*declared: Any) -> None:
    raise InputError("it declares entities of its own, which are not read; save it without them.")


def _plain(value: Any) -> Any:
    """Objects with single elements as members and several of a name as lists, those of bare text as objects."""
    if not isinstance(value, dict):
        return value
    result: dict[str, Any] = {}
    for key, items in value.items():
        if not isinstance(items, list):
            result[key] = items
        elif len(items) == 1:
            result[key] = _plain(items[0])
        else:
            result[key] = [_plain(item) if isinstance(item, dict) else {_TEXT: item} for item in items]
    return result

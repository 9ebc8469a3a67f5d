"""The tables of languages: a TOML file each, with lists of words as text."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_table(file: str) -> dict[str, Any]:
    """A file of `data`."""
    return tomllib.loads(files("interest.language.languages").joinpath("data", file).read_text("utf-8"))


def ordered_words(code: str, name: str) -> tuple[str, ...]:
    """A list of words of a language's table, in its order; `name` may say a part and a list: stems.whole."""
    table: Any = read_table(f"{code}.toml")
    for part in name.split("."):
        table = table[part]
    return tuple(table.split())


@cache
def abbreviations(kind: str) -> frozenset[str]:
    """Abbreviations with a full stop, of all languages: before_names, before_numbers, may_end (a sentence)."""
    tables = files("interest.language.languages").joinpath("data").iterdir()
    lists = (read_table(table.name).get("abbreviations", {}) for table in tables if table.name.endswith(".toml"))
    return frozenset(word for own in lists for word in own.get(kind, "").split())

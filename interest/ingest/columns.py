"""What the columns of a table mean: by their names in English and Chinese, else by what is in them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

from interest.errors import InputError
from interest.ingest.names import ALIASES, columns_named, first_named, names_items, role_of_name

# Parts of a name that give its meaning away where the whole is not known: "用户评论_2", "Review text (EN)".
_PARTS: Mapping[str, re.Pattern[str]] = {
    "text": re.compile(r"text|content|review|comment|body|message|quer(?:y|ies)|tweet|caption|feedback|title|search"
                       r"|post|正文|内容|文本|评论|评价|微博|留言|搜索|标题|反馈|帖子|回复|弹幕"),
    "timestamp": re.compile(r"time|date|created|时间|日期"),
    "user_id": re.compile(r"user|uid|customer|member|author|account|student|visitor"
                          r"|用户|会员|学员|客户|顾客|作者|账号|学号|昵称"),
    "weight": re.compile(r"weight|count|like|权重|次数|点赞"),
    "rating": re.compile(r"rating|stars|score|评分|星级"),
    "label": re.compile(r"label|segment|plan|标签|分组|套餐"),
    "source": re.compile(r"source|channel|platform|来源|渠道|平台"),
}  # fmt: skip

_LOOKED_AT = 500  # rows of a column that are enough to know it
_NUMBER = re.compile(r"[-+]?[\d.,]+(?:e[-+]?\d+)?\s*[%万k]?", re.IGNORECASE)
_DATE = re.compile(r"(?:\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?(?:[T\s].*)?|\d{1,2}:\d{2}(?::\d{2})?)")
_EPOCH_OR_MONTH = re.compile(
    r"\d{10}(?:\d{3})?|.*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*", re.IGNORECASE
)
_CODE = re.compile(r"[\w.@#:-]*\d[\w.@#:-]*", re.ASCII)
_OF_PEOPLE = re.compile(r"name$|^(?:id|by|who|from)$|姓名|名字")
_OF_THINGS = re.compile(
    r"item|product|order|version|model|sku|course|zip|ip$|post|comment|review|message|query|session"
    r"|商品|物品|课程|订单|版本|型号|帖子|评论"
)
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_LETTERS = re.compile(r"[^\W\d_]")


def guess_columns(frame: pd.DataFrame) -> dict[str, str]:
    """The column of each role that can be recognised, for a frame of strings (missing: "").

    Known names decide first, then parts of names where the values agree with them, then the values alone: the text is
    the column with the longest natural texts, a user the column of short codes or names that repeat.
    """
    found: dict[str, str] = {}
    for role in ALIASES:
        known = columns_named(frame, ALIASES[role], found.values())
        fitting = [column for column in known if role != "text" or _is_text(frame[column])]
        if fitting:
            found[role] = fitting[0]
    for role, pattern in _PARTS.items():
        if role not in found:
            rest = [column for column in frame if column not in found.values()]
            named = [c for c in rest if pattern.search(c.casefold()) and _agrees(role, c, frame[c])]
            if named:
                found[role] = _longest_text(frame[named], ()) if role == "text" else named[0]
    if "text" not in found and (text := _longest_text(frame, found.values()) or first_named(frame, ALIASES["text"])):
        found["text"] = text
    if "user_id" not in found and (user := _repeating(frame, found.values())):
        found["user_id"] = user
    return found


def map_columns(frame: pd.DataFrame, columns: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """The column of each role: as `columns` says (role → column; None for "there is none"), the rest guessed.

    Raises `InputError`, with the available columns, for an unknown role, a missing column, or where no column can be
    the text.
    """
    available = ", ".join(map(repr, frame.columns))
    columns = columns or {}
    for role, column in columns.items():
        if role not in ALIASES:
            raise InputError(f"There is no role {role!r} for a column; the roles are {', '.join(ALIASES)}.")
        if column and column not in frame:
            raise InputError(f"There is no column {column!r} for {role}; the columns are {available}.")
    chosen = {role: column for role, column in columns.items() if column}
    rest = frame.drop(columns=list(dict.fromkeys(chosen.values())))
    guessed = {role: column for role, column in guess_columns(rest).items() if role not in columns}
    mapping = {**guessed, **chosen}
    if "text" not in mapping:
        raise InputError(f"No column looks like text; name it, for example columns={{'text': …}}, among {available}.")
    return mapping


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of some rows names the columns.

    It does when a name is known, or when its cells are short, differ from each other and from what stands below them:
    no numbers, dates or codes, though such follow, or much shorter than the texts that follow.
    """
    first, below = rows[0], [row for row in rows[1:_LOOKED_AT] if len(row) == len(rows[0])]
    cells = [cell.strip() for cell in first]
    if any(role_of_name(cell) or names_items(cell) for cell in cells):
        return True
    if not below or len(set(cells)) < len(cells) or any(_is_value(cell) for cell in cells):
        return False
    if any(cell in {row[i].strip() for row in below} for i, cell in enumerate(cells)):
        return False
    if len(cells) > 1 and any(_share(_is_value, [row[i] for row in below]) > 0.8 for i in range(len(cells))):
        return all(len(cell) <= 40 for cell in cells)
    lengths = [sum(len(row[i]) for row in below) / len(below) for i in range(len(cells))]
    longest = max(range(len(cells)), key=lengths.__getitem__)
    name = cells[longest]
    # A short first text must not be lost: a column that stands alone needs a name that looks like one.
    named = len(cells) > 1 or "_" in name or any(pattern.search(name.casefold()) for pattern in _PARTS.values())
    return named and re.fullmatch(r"\w{1,20}", name) is not None and 3 * len(name) <= lengths[longest]


def _is_value(cell: str) -> bool:
    """Whether a cell is a number, a date, a code with digits, a link or empty: nothing that a name would be."""
    cell = cell.strip()
    return not cell or any(pattern.fullmatch(cell) for pattern in (_NUMBER, _DATE, _LINK, _CODE))


def _share(test: Callable[[str], object], values: Iterable[str]) -> float:
    """The share of the values that pass a test; 0 without values."""
    results = [bool(test(value)) for value in values]
    return sum(results) / len(results) if results else 0.0


def _filled(column: pd.Series) -> list[str]:
    return [value.strip() for value in column.head(4 * _LOOKED_AT) if value.strip()][:_LOOKED_AT]


def _is_natural(value: str) -> bool:
    return bool(_LETTERS.search(value)) and not any(p.fullmatch(value) for p in (_NUMBER, _DATE, _LINK, _CODE))


def _is_text(column: pd.Series) -> bool:
    return _share(_is_natural, _filled(column)) >= 0.5


def _agrees(role: str, name: str, column: pd.Series) -> bool:
    """Whether a column's values are what a role wants, for names that only hint at it."""
    values = _filled(column)
    if not values:
        return False
    if role == "text":
        return _is_text(column) and not re.search(r"id$|编号$|name$|type|url|link|lang", name.casefold())
    if role == "timestamp":
        return _share(lambda v: _DATE.match(v) or _EPOCH_OR_MONTH.fullmatch(v), values) > 0.5
    if role in ("weight", "rating"):
        return _share(_NUMBER.fullmatch, values) > 0.5
    short = _share(lambda v: len(v) <= 40, values) > 0.9
    if role == "user_id":
        return short and not re.search(r"text|type|level|age|gender|等级|类型|年龄|性别|数|评论|内容", name.casefold())
    return short


def _longest_text(frame: pd.DataFrame, taken: Iterable[str]) -> str | None:
    """The column with the longest natural texts, of those not taken."""
    taken = set(taken)
    texts = {column: _filled(frame[column]) for column in frame if column not in taken and _is_text(frame[column])}
    return max(texts, key=lambda column: sum(map(len, texts[column])) / len(texts[column]), default=None)


def _repeating(frame: pd.DataFrame, taken: Iterable[str]) -> str | None:
    """The column of short codes or names that come again and again, as users do and texts don't.

    Codes like "u17" may be users under any name but that of other things; names of people, and numbers, only where the
    column's name hints at it or there is none, and when they are too many to be categories.
    """
    taken = set(taken)
    for column in frame:
        values = [value for value in frame[column] if value] if column not in taken else []
        if len(values) < 0.9 * len(frame) or not values or max(map(len, values[:_LOOKED_AT])) > 40:
            continue
        distinct, nameless = len(set(values)), column.startswith("column ")
        if _share(lambda v: _CODE.fullmatch(v) and _LETTERS.search(v), values[:_LOOKED_AT]) > 0.9:
            if nameless or (distinct < len(values) and not _OF_THINGS.search(column.casefold())):
                return column
        elif (nameless or _OF_PEOPLE.search(column.casefold())) and max(5, len(values) ** 0.5) < distinct < len(values):
            return column
    return None

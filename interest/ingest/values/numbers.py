"""Numbers as people write them: 1,200 and 1.200, 0,5 and 0.5, 1.299,00 €, 2k, 1.2万, 4.9 %."""

import re
import unicodedata
from collections.abc import Iterable

import numpy as np
import pandas as pd

_UNITS = {"": 1.0, "k": 1e3, "m": 1e6, "w": 1e4, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "%": 1.0, "千": 1e3}
_NUMBER = re.compile(
    r"([-+]?)(?:[€$£¥₹元]|usd|eur|us\$|r\$)?\s*((?:\d[\d.,' ]*\d|\d)[.,]?|[.,]\d+)(e[-+]?\d+)?\s*([km万萬亿億w千%]?)\+?"
    r"\s*(?:[€$£¥₹元円]|usd|eur|kr|zł|руб\.?|₽)?",
    re.IGNORECASE,
)
_COMMA_DECIMAL = re.compile(r"(?:\d{1,3}(?:[. ']\d{3})+,\d+|\d*,(?:\d{1,2}|\d{4,})|0,\d+)")
_POINT_DECIMAL = re.compile(r"(?:\d{1,3}(?:[, ']\d{3})+\.\d+|\d*\.(?:\d{1,2}|\d{4,})|0\.\d+|\d{1,3}(?:,\d{3}){2,})")


def has_decimal_commas(values: Iterable[str]) -> bool:
    """Whether a column writes 4,5 for four and a half: some of its numbers can only mean that, and more than don't."""
    plain = [match[2] for value in set(values) if (match := _NUMBER.fullmatch(_plain(value)))]
    commas = sum(_COMMA_DECIMAL.fullmatch(number) is not None for number in plain)
    points = sum(_POINT_DECIMAL.fullmatch(number) is not None for number in plain)
    return commas > points


def parse_numbers(values: pd.Series, decimal_comma: bool | None = None) -> np.ndarray:
    """Numbers as float64 of shape (n,), NaN where there is none.

    `decimal_comma` says whether 1,200 is one and a fifth; None leaves it to the column (`has_decimal_commas`).
    """
    different = values.unique()
    comma = has_decimal_commas(different) if decimal_comma is None else decimal_comma
    numbers = {value: _number(value, comma) for value in different}
    return values.map(numbers).to_numpy(dtype=np.float64)


def _plain(value: str) -> str:
    return (value if value.isascii() else unicodedata.normalize("NFKC", value)).strip()


def _number(value: str, comma: bool) -> float:
    match = _NUMBER.fullmatch(_plain(value))
    if not match:
        return float("nan")
    digits = match[2].replace(" ", "").replace("'", "")
    digits = digits.replace(".", "").replace(",", ".") if comma else digits.replace(",", "")
    try:
        return float(match[1] + digits + (match[3] or "")) * _UNITS[match[4].lower()]
    except ValueError:  # several decimal points
        return float("nan")

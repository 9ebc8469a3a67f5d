"""Long numbers: which of them are one person's, and which are dates, amounts, versions and the like."""

import re
from collections.abc import Sequence

FEWEST_DIGITS = 9
"""Of a number that is one person's: telephone, card, identity card, order. Shorter ones are prices, years and dates."""
_MOST_OF_PHONE = 13
_PARTS = re.compile(r"\d+")
_MONEY = r"[$€£¥₹₩₽฿元块円원]|(?:usd|eur|gbp|rmb|cny|jpy|dollars?|euros?|pounds?|yuan|zł|kr|руб|万|億|亿)\b"
_MONEY_BEFORE = re.compile(rf"(?:{_MONEY})\s?$", re.IGNORECASE)
_MONEY_BEHIND = re.compile(rf"\s?(?:{_MONEY})", re.IGNORECASE)
_CUE = re.compile(
    r"(?:\btel|phone|mobile|\bcell|\bcall|\btext|\bring|fax|whatsapp|\bsms|\bdial|contact|电话|電話|手机|手機|座机|致电|"
    r"號碼|号码|热线|telefon|tél|handy|móvil|celular|телефон|전화|携帯)\D{0,12}$",
    re.IGNORECASE,
)


def kind_of(number: str, before: str, behind: str) -> str:
    """What a number of seven digits or more is: card, identity, phone, number (another long one) or "" for nobody's.

    `before` and `behind` are what stands around it.
    """
    parts = _PARTS.findall(number)
    digits = "".join(parts)
    cued = bool(_CUE.search(before))
    if len(digits) < FEWEST_DIGITS:
        return "phone" if cued or number.startswith("+") else ""
    if _is_identity(number, parts):
        return "identity"
    if not cued and (_is_amount(number, parts, before, behind) or _is_list(parts) or _is_version(number, parts)):
        return ""
    if _is_book(digits) and len(parts) in (1, 2, 5):
        return ""
    if 13 <= len(digits) <= 19 and _is_card(digits):
        return "card"
    return "phone" if cued or len(digits) <= _MOST_OF_PHONE and _is_phone(number, parts) else "number"


def _is_identity(number: str, parts: Sequence[str]) -> bool:
    from stdnum.in_ import aadhaar

    shape = [len(part) for part in parts]
    if shape == [3, 2, 4]:  # social security number
        return "-" in number
    if len(parts) == 1 and shape[0] >= 17:
        return _is_chinese_identity(number)
    return shape == [4, 4, 4] and aadhaar.is_valid("".join(parts))


def _is_chinese_identity(number: str) -> bool:
    """The eighteen signs of a resident's card, by its check digit (GB 11643, ISO 7064 mod 11-2)."""
    from stdnum.iso7064 import mod_11_2

    return len(number) == 18 and mod_11_2.is_valid(number.upper())


def _is_card(digits: str) -> bool:
    from stdnum import luhn

    return luhn.is_valid(digits)


def _is_book(digits: str) -> bool:
    from stdnum import isbn

    return digits.startswith(("978", "979")) and isbn.is_valid(digits)


def _is_amount(number: str, parts: Sequence[str], before: str, behind: str) -> bool:
    """A sum of money, a round number, a decimal, or a range of round numbers."""
    if _MONEY_BEFORE.search(before) or _MONEY_BEHIND.match(behind):
        return True
    digits = "".join(parts)
    if digits.strip("0") == "" or len(digits) - len(digits.rstrip("0")) >= len(digits) / 2:
        return True
    if len(parts) == 2 and number.count(".") == 1 and number.replace(".", "").isdigit():
        return len(parts[0]) <= 3
    return len(parts) == 2 and not number.startswith("0") and all(part.endswith("00") for part in parts)


def _is_list(parts: Sequence[str]) -> bool:
    """Years, numbers that are counted, or small numbers side by side (10 20 30 40 50)."""
    if len(parts) == 1:
        return _is_moment(parts[0])
    if all(len(part) == 4 and part.startswith(("19", "20")) for part in parts):
        return True
    numbers = [int(part[:18]) for part in parts]
    if len({after - first for first, after in zip(numbers, numbers[1:], strict=False)}) == 1 and len(parts) > 2:
        return True
    if all(len(part) == 1 for part in parts):
        return not re.match(r"1[3-9]|0", "".join(parts))
    small = all(len(part) <= 2 for part in parts)
    return (small and not parts[0].startswith("0")) or [len(part) for part in parts] == [4, 4, 4]


def _is_moment(digits: str) -> bool:
    """A day and a time in a row: 20260503123045."""
    pattern = r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?"
    return re.fullmatch(pattern, digits) is not None


def _is_version(number: str, parts: Sequence[str]) -> bool:
    """1.20.3004.5678, but not 1.415.555.2671."""
    dotted = number.count(".") == len(parts) - 1 >= 2 and " " not in number and "-" not in number
    return dotted and any(len(part) == 1 for part in parts) and [len(part) for part in parts] != [1, 3, 3, 4]


def _is_phone(number: str, parts: Sequence[str]) -> bool:
    return number[0] in "+(0" or len(parts) > 1 or re.match(r"1[3-9]\d{9}$", parts[0]) is not None

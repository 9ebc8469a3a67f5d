"""One time in any of the forms that people and programs write."""

import re
import unicodedata
from datetime import datetime, timedelta
from functools import cache
from importlib import resources

_YEARS = range(1678, 2262)  # those whose nanoseconds fit into 64 bits
_SINCE = datetime(1899, 12, 30)  # day 0 of spreadsheets, which take 1900 for a leap year

_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})[日号號]?)?|(\d{4})년\s?(\d{1,2})월\s?(?:(\d{1,2})일)?")
_CHINESE_CLOCK = re.compile(r"(\d{1,2})[时時点點](?:(\d{1,2})分?)?(?:(\d{1,2})秒?)?")
_HALF_BEFORE = re.compile(
    r"(上午|下午|晚上|凌晨|清晨|早上|中午|午前|午後|오전|오후)\s*(\d{1,2})((?::\d{1,2}){0,2})(?!\d)"
)
_LATE = ("下午", "晚上", "午後", "오후")
_WORDS_BETWEEN = re.compile(r"\s(?:at|um|à|a las|alle|às|om|o|в|kl\.?|saat)\s+(?=\d)|\s*(?:uhr|h)$", re.IGNORECASE)
_WEEKDAY_IN_BRACKETS = re.compile(
    r"\s*[(（](?!edited)[^\d()（）]{1,12}[)）]\s*|(?<=\d)\s?(?:г\.|р\.)|\s*(?:星期|周|週)[一二三四五六日天]\s*"
)
_ZONE_IN_BRACKETS = re.compile(r"(?<=[\dZ])\[[A-Za-z_/+-]{1,40}\]$")  # Z[UTC], +01:00[Europe/Berlin]
_YEAR_AT_END = re.compile(r"([A-Za-z]{3} +\d{1,2}) +(\d\d:\d\d:\d\d) +(?:([+-]\d{4})|[A-Z]{3,4}) +(\d{4})$")
_FRACTION = re.compile(r"(:\d\d)\.(\d+)")

_CLOCK = (
    r"(?:[T\s,]+(?:(?:-|–)\s)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?\s*(?:\(?(?P<named>[A-Z]{1,5})\)?)?\s*(?P<zone>[+-]\d{1,2}(?::?\d{2})?)?"
    r"(?:\s*\(?[A-Z]{3,5}\)?)?)?"
)
_WEEKDAY = r"(?:[^\W\d]{2,12}\.?,\s*|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?"
_NAME = r"(?P<name>[^\W\d]{3,12})\.?"
_OF = r"(?:of\s+|de\s+|del\s+)?"

DAY_AND_MONTH = re.compile(
    r"(?P<a>\d{1,2})(?P<mark>[-/.])\s?(?P<b>\d{1,2})[-/.]\s?(?P<year>\d{4}|\d{2})" + _CLOCK, re.IGNORECASE
)
"""03/05/2026, 3.5.26: the day or the month comes first."""
_FORMS = tuple(
    re.compile(form + _CLOCK, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.]\s?(?P<month>\d{1,2})[-/.]\s?(?P<day>\d{1,2})\.?",  # 2026-5-3, 2026/05/03
        rf"{_WEEKDAY}{_NAME}\s+{_DAY},?\s+(?P<year>\d{{4}})",  # May 3, 2026
        rf"{_WEEKDAY}{_DAY}(?:\s|-|/)*{_OF}{_NAME}(?:\s|-|/|,)*{_OF}(?P<year>\d{{4}}|\d{{2}})",  # 3 May 2026, 3-May-26
        r"(?P<month>\d{1,2})\s(?P<day>\d{1,2}),\s(?P<year>\d{4})",  # 05 03, 2026
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})",  # 2026-05
        rf"{_NAME}\s(?P<year>\d{{4}})",  # May 2026
    )
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d))?Z?")  # 20260503, 20260503182400
_EPOCH = re.compile(r"(\d{10}|\d{13}|\d{16}|\d{19})(?:\.\d*)?")
_ZONES = {
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "HST": -10,
    "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9,
    "KST": 9, "HKT": 8, "SGT": 8, "AEST": 10, "AEDT": 11,
}  # fmt: skip
"""Hours from UTC of zones by name, where a name has one meaning for most; CST is the American one."""
_UNITS = {
    "second": 0, "sekunde": 0, "seconde": 0, "segundo": 0, "秒": 0,
    "minute": 1, "min": 1, "minuto": 1, "分": 1, "分钟": 1, "分鐘": 1, "분": 1, "минут": 1,
    "hour": 2, "stunde": 2, "heure": 2, "hora": 2, "小时": 2, "小時": 2, "時間": 2, "시간": 2, "час": 2,
    "day": 3, "tag": 3, "jour": 3, "día": 3, "dia": 3, "天": 3, "日": 3, "일": 3, "дн": 3, "giorn": 3,
    "week": 4, "woche": 4, "semaine": 4, "semana": 4, "周": 4, "週": 4, "週間": 4, "星期": 4, "주": 4, "недел": 4,
    "month": 5, "monat": 5, "mois": 5, "mes": 5, "mês": 5, "个月": 5, "個月": 5, "月": 5, "か月": 5, "ヶ月": 5,
    "개월": 5, "месяц": 5,
    "year": 6, "jahr": 6, "an": 6, "ans": 6, "année": 6, "año": 6, "ano": 6, "年": 6, "년": 6, "год": 6, "лет": 6,
}  # fmt: skip
_SPANS = (timedelta(0), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1),
          timedelta(days=30), timedelta(days=365))  # fmt: skip
_AGO = re.compile(
    r"(?:reviewed|posted|edited)?\s*(?:(?:about|over|almost|vor|il y a|hace|há)\s+)?"
    r"(?P<n>\d+|an?|one|一|einem|einer|un|une|una|um|uma)\s*(?P<unit>[^\W\d]+)\s*"
    r"(?P<mark>ago|前|以前|atrás|fa|назад|전)?\s*(?:[(（][^()（）]*[)）])?",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\b(?:ago|vor|il y a|hace|há|atrás|fa|назад)\b|前|전", re.IGNORECASE)
_NAMED_DAYS = {"today": 0, "yesterday": 1, "heute": 0, "gestern": 1, "hier": 1, "aujourd'hui": 0, "ayer": 1, "hoy": 0,
               "ontem": 1, "hoje": 0, "今天": 0, "昨天": 1, "前天": 2, "昨日": 1, "今日": 0, "어제": 1, "오늘": 0,
               "just now": 0,
               "刚刚": 0, "剛剛": 0}  # fmt: skip


@cache
def _months() -> dict[str, int]:
    text = resources.files("interest.ingest.values").joinpath("months.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    return {_unaccented(name): int(number) for number, names in rows for name in names.split()}


def _unaccented(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("ı", "i"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


_LONG = 14  # characters that a date alone seldom has more of
_TOLD = re.compile(
    r"[^\W\d][^\d]{2,60}\s(?:on|vom|am|le|el|il|em|op|du|di)\s+(?=\S*\d|[^\W\d]{3,12}\.? \d)"
    r"|(?<=日)(?:在|に|于)\D{2,30}$",
    re.IGNORECASE,
)
"""What a shop says around the date of a review: Reviewed in Canada on …, … 在美国审核."""


def plain_time(value: str) -> str:
    """A time in half-width characters, with the dates of Chinese, Japanese and tweets put into a common order."""
    value = " ".join(value.split()) if not value.isascii() or "  " in value else value.strip()
    if len(value) > _LONG:
        value = _TOLD.sub("", value, count=1)
    if not value.isascii():
        value = unicodedata.normalize("NFKC", value).replace("\u200e", "").replace("\u200f", "")
        value = _WEEKDAY_IN_BRACKETS.sub(" ", value)
        value = _CHINESE.sub(_chinese_date, value)
        value = _CHINESE_CLOCK.sub(lambda m: f" {m[1]}:{m[2] or '00':>02}:{m[3] or '00':>02}", value)
        value = _HALF_BEFORE.sub(_late, value)
        value = " ".join(value.split())
    if value.endswith("]"):
        value = _ZONE_IN_BRACKETS.sub("", value)
    if "(" in value:
        value = _WEEKDAY_IN_BRACKETS.sub(" ", value).strip()
    if value[-1:].isalpha() or " " in value:
        value = _WORDS_BETWEEN.sub(" ", value).strip()
        return _YEAR_AT_END.sub(lambda m: f"{m[1]} {m[4]} {m[2]} {m[3] or ''}".strip(), value)
    return value


def _chinese_date(match: re.Match[str]) -> str:
    year, month, day = match[1] or match[4], match[2] or match[5], match[3] or match[6]
    return f"{year}-{month}-{day} " if day else f"{year}-{month} "


def _late(match: re.Match[str]) -> str:
    """A clock of twelve hours behind its half of the day: 下午3:04 is 15:04, 上午12:30 half past midnight."""
    hour, rest = int(match[2]), match[3] or ":00"
    if hour <= 12 and match[1] != "中午":
        hour = hour % 12 + 12 * (match[1] in _LATE)
    return f" {hour}{rest}"


def time_of(plain: str, day_first: bool | None) -> datetime | None:
    """One time in UTC without a zone, or None."""
    if not plain or not any(map(str.isdigit, plain)) or len(plain) > 80:
        return None
    try:
        if plain.isdigit() or _EPOCH.fullmatch(plain):
            time = _of_digits(plain)
        else:
            match = DAY_AND_MONTH.fullmatch(plain)
            match = match or next((match for form in _FORMS if (match := form.fullmatch(plain))), None)
            time = _of_parts(match.groupdict(), day_first) if match else None
    except (ValueError, OverflowError):  # there is no such day or hour
        return None
    return time if time and time.year in _YEARS else None


def serial_time(plain: str) -> datetime:
    """A number of days since 1899, with the time as its fraction, to the second."""
    return _SINCE + timedelta(seconds=round(86_400 * float(plain)))


def ago(plain: str) -> timedelta | None:
    """How long ago a time such as "3 months ago (edited)", "yesterday" or 3天前 was; None for what is none."""
    named = _NAMED_DAYS.get(plain.casefold())
    if named is not None:
        return timedelta(days=named)
    match = _AGO.fullmatch(plain) if _MARKED.search(plain) else None
    if not match:
        return None
    word = match["unit"].casefold()
    if not match["mark"] and word[-1:] in "前전":
        word = word[:-1].removesuffix("以")
    unit = next(
        (_UNITS[form] for form in (word, word.rstrip("s"), word[:-1], word[:-2], word.rstrip("en")) if form in _UNITS),
        None,
    )
    if unit is None:
        return None
    return (int(match["n"]) if match["n"].isdigit() else 1) * _SPANS[unit]


def _of_digits(plain: str) -> datetime | None:
    if epoch := _EPOCH.fullmatch(plain):
        seconds = float(plain) / 10.0 ** (len(epoch[1]) - 10)
        return datetime(1970, 1, 1) + timedelta(seconds=seconds)
    compact = _COMPACT.fullmatch(plain)
    if not compact:
        return None
    year, month, day, *clock = (int(part) for part in compact.groups() if part)
    hour, minute, second = clock or (0, 0, 0)
    return datetime(year, month, day, hour, minute, second)


def _of_parts(said: dict[str, str | None], day_first: bool | None) -> datetime:
    """The time that the named groups of a form say. Raises `ValueError` where there is no such time."""
    parts = {name: value or "" for name, value in said.items()}
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    if "a" in parts:
        a, b = int(parts["a"]), int(parts["b"])
        first = a > 12 or (b <= 12 and bool(day_first))
        day, month = (a, b) if first else (b, a)
    else:
        day = int(parts.get("day") or 1)
        month = int(parts["month"]) if "month" in parts else _months().get(_unaccented(parts["name"]), 0)
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + 12 * (half == "p")
    micro = int((parts["fraction"] or "0")[:6].ljust(6, "0"))
    time = datetime(year, month, day, hour, int(parts["minute"] or 0), int(parts["second"] or 0), micro)
    hours = _ZONES.get((parts["named"] or "").upper(), 0)
    return time - timedelta(hours=hours) - (_offset(parts["zone"]) if parts["zone"] else timedelta())


def _offset(zone: str) -> timedelta:
    hours, _, rest = zone[1:].partition(":")
    rest = rest or hours[2:]
    minutes = 60 * int(hours[:2]) + int(rest or 0)
    return timedelta(minutes=-minutes if zone[0] == "-" else minutes)

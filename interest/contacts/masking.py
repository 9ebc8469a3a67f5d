"""Masks contacts: e-mail, telephone, card, bank and identity numbers, names of accounts, keys.

Each kind is a pattern that begins at a word's edge and repeats nothing without a limit, so that the time is
proportional to the text, whatever is in it. Names of people and postal addresses stay: no pattern tells them from other
words.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from interest.contacts.numbers import kind_of

MARK = "[…]"
"""Stands for what is masked, in any language: no word, no end of a sentence."""
KINDS = ("e_mail", "profile", "key", "bank", "identity", "account", "handle", "card", "phone", "number")
"""What is told apart; "number" is a long number of another kind, such as an order's."""


class Masked(NamedTuple):
    """A text without contacts, and how many of each kind of `KINDS` were in it."""

    text: str
    counts: Mapping[str, int]


# One sign for one sign, so that places stay: full-width signs, dashes, spaces and digits of other scripts.
_PLAIN: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN |= dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣⁃ー─"), "-")
_PLAIN |= dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_PLAIN |= {zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966, 0x9E6) for digit in range(10)}
_PLAIN |= {ord("【"): "[", ord("】"): "]", ord("﹫"): "@"}
_MAYBE = re.compile(
    r"[@\d]|\bdot\b|punkt|点|點|\(at|\[at|://|www\.|\.com|t\.me|微信|weixin|wechat|\bvx|key|token|secret|"
    r"passw|密码|密碼|BEGIN",
    re.IGNORECASE,
)

_L = "A-Za-z0-9\u00c0-\u024f\u0400-\u04ff"  # letters and digits of addresses, umlauts too
_LABEL = rf"[{_L}](?:[{_L}-]{{0,61}}[{_L}])?"
_LOCAL = rf"(?<![{_L}_.+%-])[{_L}][{_L}_.+%'-]{{0,63}}"
_TOP = r"[A-Za-z\u00c0-\u024f\u0400-\u04ff]{2,24}"
_AT = r"\s{0,2}[\(\[{<]\s?(?:at|@|ät|arroba|艾特)\s?[\)\]}>]\s{0,2}"
_DOT = r"\s{0,2}(?:[\(\[{<]\s?(?:dot|punkt|point|punto|\.|点|點)\s?[\)\]}>]|点|點)\s{0,2}|\s(?:dot|punkt)\s"
_MAIL = rf"{_LOCAL}\s?@\s?(?:{_LABEL}\.){{1,6}}{_TOP}"
_MAIL_IN_WORDS = (
    rf"{_LOCAL}(?:{_AT}{_LABEL}(?:(?:{_DOT}|\.){_LABEL}){{1,4}}|(?:\s(?:at|AT|ät)\s|\s?艾特\s?|\s?@\s?|\s?#\s?)"
    rf"{_LABEL}(?:(?:{_DOT}){_LABEL}){{1,4}})"
)
_PROFILE = (
    r"(?<![\w.])(?:https?://)?(?:[a-z]{2,4}\.|www\.|m\.)?(?:linkedin\.com/(?:in|pub)|facebook\.com|fb\.com|fb\.me|"
    r"instagram\.com|twitter\.com|x\.com|t\.me|wa\.me|tiktok\.com|github\.com|gitlab\.com|vk\.com|ok\.ru|line\.me/ti/p|"
    r"discord\.gg|discord\.com/users|youtube\.com/(?:user|channel|c)|youtube\.com(?=/@)|snapchat\.com/add|"
    r"reddit\.com/(?:u|user)|medium\.com(?=/@)|weibo\.com(?:/u|/n)?|space\.bilibili\.com|zhihu\.com/people|"
    r"xiaohongshu\.com/user/profile|douyin\.com/user|v\.douyin\.com|okjike\.com/u|douban\.com/people|qm\.qq\.com)"
    r"/@?[\w.%+~-]{2,100}"
)
_KEY = (
    r"(?<![\w-])(?:sk|pk|rk)[-_](?:live_|test_|proj-|ant-)?[\w-]{16,200}|(?<!\w)gh[pousr]_\w{20,255}|(?<!\w)glpat-[\w-]{16,64}|"
    r"(?<!\w)(?:AKIA|ASIA)[0-9A-Z]{16}(?!\w)|(?<!\w)xox[abprs]-[\w-]{10,200}|(?<!\w)AIza[\w-]{30,60}|"
    r"(?<![\w-])eyJ[\w-]{8,2000}\.[\w-]{8,2000}(?:\.[\w-]{0,2000})?|-----BEGIN [A-Z ]{3,40}-----|"
    r"(?<![\w-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![\w-])|(?<!\w)[0-9a-fA-F]{32,128}(?!\w)"
)
_SECRET = (
    r"(?<!\w)(?:api[ _-]?key|access[ _-]?token|token|secret|password|passwort|passwd|pwd|密码|密碼|口令|密钥|"
    r"验证码|驗證碼)\s{0,2}(?:is|was|=|:|是|为|為)\s{0,2}(?P<secret>[!-~]{4,200})"
)
_IBAN = r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"
_BANK = (
    r"(?:(?:account|acct|konto|iban|sort code|routing|card|银行卡|卡号|卡號|账号|帐号|帳號|账户|賬戶)"
    r"(?: ?(?:no|nr|number|num)\b\.?)?\s{0,2}(?:is|=|:|#|是|为|為)?\s{0,2})(?P<bank>\d(?:[ -]?\d){5,22})(?!\d)"
)
_IDENTITY = (
    r"(?<![A-Za-z0-9])[A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-Da-d](?![A-Za-z0-9])|"
    r"(?<![A-Za-z0-9])[A-Z]{1,2}\d{6} ?\([0-9A]\)|(?<![A-Za-z0-9])[A-Z][1289]\d{8}(?!\w)|"
    r"(?<![A-Za-z0-9])[A-Z]{5}\d{4}[A-Z](?!\w)|(?<!\d)\d{17}[\dXx](?![\dA-Za-z])"
)
_PASSPORT = (
    r"(?:passport|护照|護照|reisepass|ssn|社保号)\W{0,3}(?:no|number|nr|is|号码?|號碼?|是)?\W{0,3}"
    r"(?P<passport>[A-Z]{0,2}\d[\d-]{5,11})(?![\dA-Za-z])"
)
_QQ = r"(?<![A-Za-z])(?:QQ|qq|扣扣|企鹅)(?:号|群|號)?\s{0,2}[:是为]?\s{0,2}(?P<qq>[1-9]\d{4,11})(?!\d)"
_CHAT = (
    r"(?<![A-Za-z])(?P<cue>微信|薇信|威信|v信|V信|weixin|wechat|wx|vx|加v|加V|telegram|tg|skype|kakao(?:talk)?|line|"
    r"snapchat|snap|instagram|insta|ig|discord|whatsapp|电报)(?P<id>号|號|账号|\s?id)?"
    r"(?P<sign>\s{0,2}[:=是为]\s{0,2}|\s{0,2})(?P<name>@?[A-Za-z][\w.-]{4,31})(?:#\d{4})?"
)
_OF_WECHAT = ("微信", "薇信", "威信", "v信", "加v", "wechat", "weixin", "vx", "wx")  # need no colon
_HANDLE = r"(?<![A-Za-z0-9_@.])@[^\W\d_][\w\u4e00-\u9fff-]{1,63}"
_DAY = r"(?<!\d)(?:\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d)(?!\d)"
_NUMBER = r"(?<![\d.,])(?:\+\s?)?\(?\d(?:[ ().-]{0,2}\d){6,}[xX]?(?![\d%]|,\d{3})"
_VANITY = r"(?<!\w)1?-?8(?:00|33|44|55|66|77|88)-[A-Z]{4,9}(?!\w)"

_Check = Callable[[re.Match[str]], str]


def _always(kind: str) -> _Check:
    return lambda match: kind


def _iban(match: re.Match[str]) -> str:
    from stdnum import iban

    called = match.string[max(0, match.start() - 8) : match.start()].rstrip(" :").upper().endswith("IBAN")
    return "bank" if called or iban.is_valid(match[0]) else ""


def _secret(match: re.Match[str]) -> str:
    """Not "the password is wrong": a secret has a digit or a sign in it."""
    return "key" if re.search(r"\d|[A-Za-z][^\w\s.,!?;]\S", match["secret"]) else ""


def _chat(match: re.Match[str]) -> str:
    """Not "wechat payment": the name of an account has a digit or a line in it, or is called so."""
    said = bool(match["sign"].strip())
    telling = re.search(r"[\d_]", match["name"]) or (match["id"] and said)
    return "account" if telling and (said or match["id"] or match["cue"].lower() in _OF_WECHAT) else ""


def _number(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    return kind_of(match[0].strip(), text[max(0, start - 32) : start], text[end : end + 12])


_STEPS: tuple[tuple[re.Pattern[str], _Check, str], ...] = tuple(
    (re.compile(pattern, flags), check, group)
    for pattern, flags, check, group in (
        (_PROFILE, re.IGNORECASE, _always("profile"), ""),
        (_KEY, 0, _always("key"), ""),
        (_MAIL, 0, _always("e_mail"), ""),
        (_MAIL_IN_WORDS, re.IGNORECASE, _always("e_mail"), ""),
        (_SECRET, re.IGNORECASE, _secret, "secret"),
        (_IBAN, 0, _iban, ""),
        (_IDENTITY, 0, _always("identity"), ""),
        (_PASSPORT, re.IGNORECASE, _always("identity"), "passport"),
        (_QQ, 0, _always("account"), "qq"),
        (_BANK, re.IGNORECASE, _always("bank"), "bank"),
        (_CHAT, re.IGNORECASE, _chat, "name"),
        (_HANDLE, 0, _always("handle"), ""),
        (_VANITY, 0, _always("phone"), ""),
        (_DAY, 0, _always("day"), ""),  # seen, so that what follows a day is not taken for more of a number
        (_NUMBER, 0, _number, ""),
    )
)
"""Patterns, what a match is ("" for nothing), and the group of it that is masked; none sees what another found."""


def mask_contacts(text: str) -> Masked:
    """The text with `MARK` for each contact in it, and the counts of their kinds."""
    plain = text if text.isascii() else text.translate(_PLAIN)
    if not _MAYBE.search(plain):
        return Masked(text, {})
    found: list[tuple[int, int, str]] = []
    for pattern, check, group in _STEPS:
        plain = pattern.sub(partial(_covered, check=check, group=group, found=found), plain)
    spans = sorted(span for span in found if span[2] != "day")
    if not spans:
        return Masked(text, {})
    parts, at = [], 0
    for start, end, _ in spans:
        parts += [text[at:start], MARK]
        at = end
    return Masked("".join([*parts, text[at:]]), dict(Counter(kind for *_, kind in spans)))


def _covered(match: re.Match[str], check: _Check, group: str, found: list[tuple[int, int, str]]) -> str:
    """What stands in the place of a match for later patterns: as many NUL signs as are masked of it."""
    kind = check(match)
    if not kind:
        return match[0]
    start, end = match.span(group or 0)
    found.append((start, end, kind))
    offset = match.start()
    return match[0][: start - offset] + "\0" * (end - start) + match[0][end - offset :]

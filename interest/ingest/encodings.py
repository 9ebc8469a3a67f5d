"""Bytes into text, for files that don't say how they were written.

The ladder: byte order mark → UTF-16 by its NUL bytes → strict UTF-8 → UTF-8 with a few broken bytes → the most
plausible of the older encodings. Many of them can decode nearly everything, so that being decodable proves nothing: the
candidates' texts are compared by how likely their letters are in the languages that are written in them, and
charset-normalizer votes.
"""

import codecs
import re
from dataclasses import dataclass
from math import exp, log

from interest.errors import InputError

_BOMS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = {
    "gb18030": ("zh",),
    "cp1252": ("en", "fr", "de", "es", "pt", "it", "nl", "sv", "da", "fi"),
    "big5": ("zh",),
    "big5hkscs": ("zh",),
    "cp949": ("ko",),
    "cp932": ("ja",),
    "euc_jp": ("ja",),
    "cp1250": ("pl", "cs", "sk", "hu", "hr", "ro"),
    "cp1251": ("ru", "uk", "bg", "sr"),
    "cp1253": ("el",),
    "cp1254": ("tr",),
    "cp1255": ("he",),
    "cp1256": ("ar",),
    "cp1257": ("lt", "lv", "et"),
    "cp1258": ("vi",),
    "cp874": ("th",),
    "mac_roman": ("en", "fr", "de", "es", "pt", "it", "nl", "sv", "da"),
    "mac_latin2": ("pl", "cs", "hu"),
    "koi8_r": ("ru",),
    "koi8_u": ("uk",),
    "iso8859_2": ("pl", "cs", "sk", "hu", "hr", "ro"),
    "iso8859_5": ("ru",),
    "iso8859_7": ("el",),
    "iso8859_9": ("tr",),
    "cp866": ("ru",),
}
"""Encodings without a mark and the languages that are written in them; on a tie the first wins."""
_EUROPEAN = ("en", "fr", "de", "es", "pt", "it", "nl", "sv", "da", "fi", "pl", "cs", "sk", "hu", "hr", "ro", "tr", "lt",
             "lv", "et", "vi")  # fmt: skip
"""Languages in Latin letters, which the words tell apart."""
_DOUBT = 1e-4  # the detector may be wrong
_SAMPLE = 40_000  # bytes that are enough to judge by
_AGREED = 4.0  # by how much a text is more likely that charset-normalizer reads the same way
_ENOUGH = 20  # bytes above ASCII, with fewer of which that is a guess
_FIRST, _USUAL = ("gb18030", "cp1252", "big5"), 2.0  # what most files without a mark are in, and by how much likelier
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Decoded:
    """A text and the name of the encoding it was read in. Bytes that could not be read are U+FFFD in it."""

    text: str
    encoding: str


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text in some bytes, in the given encoding or else in the one that fits best.

    Raises `InputError` when the encoding is unknown or doesn't fit, or when the bytes are no text in any encoding.
    """
    if encoding:
        return _decode_as(data, encoding)
    decoded = _by_mark(data) or _utf16_by_nuls(data, at_least=0.2) or _utf8(data)
    decoded = decoded or _utf16_by_nuls(data) or _legacy(data)
    if decoded is None or len(_CONTROLS.findall(decoded.text)) > 0.1 * len(decoded.text):
        raise InputError("these bytes are not text in any encoding that was tried; name the encoding if it is text.")
    return decoded


def is_utf8(data: bytes) -> bool:
    """Whether some bytes say that they are UTF-8, by a mark or by letters above ASCII, of which other encodings make
    none by chance."""
    return data.startswith(codecs.BOM_UTF8) or (_HIGH.search(data) is not None and _tolerant(data, "utf-8") is not None)


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except LookupError:
        raise InputError(f"there is no encoding called {encoding!r}; try utf-8, gb18030, big5 or cp1252.") from None
    except UnicodeError as error:
        raise InputError(f"the text is not in the encoding {encoding}: {error}. Try another one, or none.") from None
    return Decoded(text.removeprefix("\ufeff"), encoding)


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, "replace"), encoding)
    return None


def _utf16_by_nuls(data: bytes, at_least: float = 0.0) -> Decoded | None:
    """UTF-16 without a mark: its ASCII characters have their NUL bytes all on one side.

    `at_least` is the share of NULs among all bytes below which the answer is None.
    """
    even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if even + odd <= at_least * min(len(data), _SAMPLE) or min(even, odd) > 0.02 * max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = data[: len(data) // 2 * 2].decode(encoding, "replace")
    bad = text.count("\ufffd") + text.count("\0")
    return Decoded(text, encoding) if bad <= 0.01 * len(text) else None


def _utf8(data: bytes) -> Decoded | None:
    """Strict UTF-8, or UTF-8 that is cut off in its last character or has one broken place in ten at most."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        cut_off = error.reason == "unexpected end of data"
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    return Decoded(text, "utf-8") if sound and (cut_off or broken * 10 <= sound) else None


def _legacy(data: bytes) -> Decoded | None:
    """The most plausible of the older encodings; None where no text comes out in any.

    Each is weighed by how likely its text is in the writing of its languages and, for Latin letters, its words are in
    them; charset-normalizer has a vote.
    """
    from interest.language import log_likelihood, probabilities

    sample = b"\n".join(line for line in data.split(b"\n") if _HIGH.search(line))[:_SAMPLE]
    voted, vote = _detected(sample), _AGREED * min(1.0, len(_HIGH.findall(sample)) / _ENOUGH)
    best, best_score = None, float("-inf")
    for encoding, languages in {**dict.fromkeys([voted] if voted else (), ("",)), **_LEGACY}.items():
        decoded = _tolerant(data, encoding)
        if decoded is None:
            continue
        text = _without_cut_end(sample, encoding)
        letters = [log_likelihood(text, code) for code in languages]
        prior = _USUAL * (encoding in _FIRST) + vote * bool(voted and text == _without_cut_end(sample, voted))
        if max(letters) + log(len(letters)) + prior <= best_score:  # whatever its words are
            continue
        chance = probabilities(text, _EUROPEAN) if languages[-1] in _EUROPEAN else {}
        likely = [one + log(chance.get(code, 1.0) + _DOUBT) for one, code in zip(letters, languages, strict=True)]
        score = max(likely) + log(sum(exp(one - max(likely)) for one in likely)) + prior
        if score > best_score:
            best, best_score = decoded, score
    return best


def _tolerant(data: bytes, encoding: str) -> Decoded | None:
    """Strictly decoded but for a last character that is cut off, which becomes U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        return None
    return Decoded(text + "\ufffd" * bool(decoder.getstate()[0]), encoding)


def _without_cut_end(sample: bytes, encoding: str) -> str:
    decoded = _tolerant(sample, encoding)
    return decoded.text if decoded else sample.decode(encoding, "replace")


def _detected(sample: bytes) -> str:
    """The encoding that charset-normalizer finds; "" where it finds none."""
    from charset_normalizer import from_bytes

    match = from_bytes(sample).best()
    return match.encoding if match and match.encoding != "utf_8" else ""

"""How often small files in old encodings are read right: `python benchmarks/encodings.py [building|heldout]`.

Each file is a table as an export would have it, 5 to 40 lines of invented texts in a language that is written in the
encoding; eighteen files a kind. A file is right if its text comes out letter by letter. The held-out texts are written
in another style, and were not looked at while the ladder was built.
"""

import sys
from pathlib import Path

import numpy as np

from interest.errors import InputError
from interest.ingest.encodings import decode

FILES = 18
KINDS = {
    "cp1250 pl": ("cp1250", "pl"), "cp1250 hu": ("cp1250", "hu"), "cp1250 cs": ("cp1250", "cs"),
    "cp1251 ru": ("cp1251", "ru"), "cp1251 uk": ("cp1251", "uk"), "cp1254 tr": ("cp1254", "tr"),
    "cp1255 he": ("cp1255", "he"), "cp1256 ar": ("cp1256", "ar"), "tis-620 th": ("tis-620", "th"),
    "cp874 th": ("cp874", "th"), "euc-jp ja": ("euc-jp", "ja"), "shift-jis ja": ("shift-jis", "ja"),
    "cp949 ko": ("cp949", "ko"), "mac-roman fr": ("mac-roman", "fr"), "mac-roman de": ("mac-roman", "de"),
    "mac-roman es": ("mac-roman", "es"), "gb18030 zh": ("gb18030", "zh"), "big5 zh-Hant": ("big5", "zh-Hant"),
    "cp1252 fr": ("cp1252", "fr"), "cp1252 de": ("cp1252", "de"), "cp1252 es": ("cp1252", "es"),
    "cp1252 pt": ("cp1252", "pt"), "cp1252 it": ("cp1252", "it"), "cp1252 sv": ("cp1252", "sv"),
}  # fmt: skip
"""Each kind's encoding and language."""


def texts_of(which: str) -> dict[str, list[str]]:
    """The sentences of `languages/WHICH.tsv` by language."""
    found: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "languages" / f"{which}.tsv").read_text("utf-8").splitlines():
        code, text = line.split("\t")
        found.setdefault(code, []).append(text)
    return found


def small_file(texts: list[str], encoding: str, rng: np.random.Generator) -> bytes | None:
    """A table of some of these texts in an encoding; None where all of them are ASCII or can't be written in it."""
    header = [["id", "text", "rating"], ["user_id", "created_at", "text"], ["text"]][rng.integers(3)]
    lines = [",".join(header)]
    for row in range(rng.integers(5, 41)):
        text = texts[rng.integers(len(texts))]
        values = {"id": row, "text": f'"{text}"', "rating": rng.integers(1, 6), "user_id": f"u{rng.integers(99)}",
                  "created_at": f"2026-05-{rng.integers(1, 28):02}"}  # fmt: skip
        lines.append(",".join(str(values[name]) for name in header))
    whole = "\r\n".join(lines)
    data = whole.encode(encoding, "ignore")
    return None if whole.isascii() else data


def right(kind: str, texts: dict[str, list[str]]) -> tuple[int, list[str]]:
    """How many of the files of a kind are read right, and what the others were taken for."""
    encoding, code = KINDS[kind]
    rng, count, wrong = np.random.default_rng(sum(map(ord, kind))), 0, []
    while count + len(wrong) < FILES:
        data = small_file(texts[code], encoding, rng)
        if data is None:
            continue
        try:
            found = decode(data)
        except InputError:
            wrong.append("nothing")
            continue
        if found.text == data.decode(encoding):
            count += 1
        else:
            wrong.append(found.encoding)
    return count, wrong


def main() -> None:
    which = sys.argv[1] if len(sys.argv) > 1 else "building"
    texts = texts_of(which)
    print(f"{which}: files read right, of {FILES}")
    for kind in KINDS:
        count, wrong = right(kind, texts)
        print(f"{kind:14} {count:3}  {' '.join(sorted(set(wrong)))}")


if __name__ == "__main__":
    main()

"""Looks for files of a megabyte that take longer than 5 seconds to read, or end in something else than one clear line.

    python benchmarks/fuzz.py                 # all repeated pieces, and 200 damaged files
    python benchmarks/fuzz.py --pieces '<!--' --files 0

A text is a piece repeated, since whatever takes quadratic time does so on repetitions; once as one text, once as lines,
once in front of what would close it. Damaged files are the cases of the tests with bytes changed, cut out and doubled.
Exit code 1 where something was found.
"""

import argparse
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from interest.errors import InterestError
from interest.ingest import read_table
from interest.ingest.cleaning.texts import clean_text
from interest.ingest.loading import load
from interest.language.sentences import split_statements

SIZE = 1_000_000
MOST_SECONDS = 5.0
CASES = Path(__file__).parents[1] / "tests" / "ingest" / "cases"
PIECES = (
    "<!--", "<script", "<script>", "<style>x", "<a ", "<b", "</", "&amp;", "&#", "&", "_x0041_",
    "Ã©", "â€™", "http://", "www.", "{code:x}", "{code}", "{noformat:", "(Translated by Google)",
    "[a](", "[", "](", "![", "```\n", "> ", ">", "On a wrote:", "From: a\n", "thanks\n",
    "Best regards,\n", "-- \n", "Edit: \n", "RT @a: ", "//@a:", "@a", "@", "#a#", "#", "#a ", ":a",
    ":smile: ", "<@1>", "a.b", "a@b.", "1", "1,", "1.", "1-", "9 ", "a", "a ", "A", "ß", "é", "的",
    "，", "。", "! ", "?", "...", "…", "\"", "'", "’", "“", "(", ")", "{", "}", "\\", "|", ";", ",",
    "\t", " ", "\n", "\r", "\u2028", "\u200b", "\u202e", "\ud83d\udc69\u200d", "\ufe0f", "\x00x",
    "ﬁ", "Ａ", "が", "가", "ก", "e\u0301", "\u0301", "• ", "a-", "a'", "a's ", "1.a ", "(a", "a)",
    "Mr. ", "e.g. ", "a:b ", "://",
)  # fmt: skip
CLOSINGS = ("", "-->", "</script>", "{code}", ")", "]", '"', ">", "(Original)", ":")


class TooLongError(Exception):
    """What the alarm raises."""


def main() -> int:
    """Try all; print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pieces", nargs="*", default=PIECES)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--size", type=int, default=SIZE)
    asked = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _alarm)
    found = tried = 0
    slowest = (0.0, "")
    for name, action in _all(asked.pieces, asked.size, asked.files, random.Random(asked.seed)):
        tried += 1
        seconds, problem = _tried(action)
        slowest = max(slowest, (seconds, name))
        if problem or seconds > MOST_SECONDS:
            found += 1
            print(f"{seconds:6.1f} s  {name}  {problem}", flush=True)
    print(f"{tried} tried, {found} found; the slowest took {slowest[0]:.1f} s: {slowest[1]}")
    return 1 if found else 0


def _all(pieces: list[str], size: int, files: int, chance: random.Random) -> Iterator[tuple[str, Callable[[], object]]]:
    clean_text("warm"), split_statements("warm")
    for piece in pieces:
        text = piece * (size // len(piece.encode("utf-8", "surrogatepass")))
        for closing in CLOSINGS:
            yield f"clean {piece!r} … {closing!r}", lambda text=text + closing: clean_text(text)
        yield f"split {piece!r}", lambda text=text: split_statements(clean_text(text).text)
        if "\n" not in piece:
            lines = (piece + "\n") * (size // (len(piece.encode("utf-8", "surrogatepass")) + 1))
            yield f"clean {piece!r} a line", lambda text=lines: clean_text(text)
            yield f"split {piece!r} a line", lambda text=lines: split_statements(clean_text(text).text)
        data = text.encode("utf-8", "replace")
        for suffix in (".csv", ".txt", ".json", ".jsonl"):
            yield f"read {piece!r} as {suffix}", lambda data=data, suffix=suffix: read_table(data, f"a{suffix}")
    cases = sorted(file for file in CASES.iterdir() if file.is_file() and file.name != "expected.tsv")
    for number in range(files):
        file = chance.choice(cases)
        data = _damaged(file.read_bytes(), chance)
        yield f"damaged {number} {file.name}", lambda data=data, file=file: load(read_table(data, file.name))


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes with a few of them changed, taken away or doubled."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(changed) or 1)
        match chance.randrange(4):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + chance.randint(1, 200)]
            case 2:
                changed[at:at] = changed[at : at + chance.randint(1, 200)]
            case 3:
                changed[at:at] = chance.choice([b'"', b"\n", b",", b"\0", b"\xff", b"{", b"]", b"\xef\xbb\xbf", b";"])
    return bytes(changed)


def _tried(action: Callable[[], object]) -> tuple[float, str]:
    """How long something took, and what went wrong."""
    start, problem = time.process_time(), ""
    signal.setitimer(signal.ITIMER_VIRTUAL, 2 * MOST_SECONDS)
    try:
        action()
    except InterestError:
        pass  # a clear line
    except TooLongError:
        problem = "stopped"
    except Exception as error:  # noqa: BLE001 (that is what is looked for)
        problem = "".join(traceback.format_exception_only(error)).strip()[:200]
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start, problem


def _alarm(number: int, frame: FrameType | None) -> None:
    raise TooLongError


if __name__ == "__main__":
    sys.exit(main())

"""How well languages are told and English is not taken for others: `python benchmarks/languages.py [building|heldout]`.

The texts are short sentences of twenty-five languages and of Hindi in Latin letters. "alone" takes each text by itself,
"corpus" the texts of a language together, "among" a tenth of them among nine times as many English ones: how many are
told, and whether such a corpus gets the multilingual encoder. The English ones are those of the samples.
"""

import sys
from pathlib import Path

from interest.ingest import load
from interest.language import languages_of, needs_multilingual

SAMPLES = Path(__file__).parents[1] / "sample_data"


def texts_of(which: str) -> dict[str, list[str]]:
    """The sentences of `languages/WHICH.tsv` by language."""
    found: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "languages" / f"{which}.tsv").read_text("utf-8").splitlines():
        code, text = line.split("\t")
        found.setdefault(code, []).append(text)
    return found


def english() -> list[str]:
    """The statements of two English samples."""
    return [text for name in ("shop", "marketing") for text in load(SAMPLES / name).frame["text"]]


def main() -> None:
    which = sys.argv[1] if len(sys.argv) > 1 else "building"
    texts, own = texts_of(which), english()
    print(f"{which}: texts told right\nlanguage  texts  alone  corpus  among  multilingual")
    totals = [0, 0, 0, 0]
    for code, said in texts.items():
        plain = code.removesuffix("-Hant")
        alone = sum(languages_of([text]) == [plain] for text in said)
        corpus = sum(found == plain for found in languages_of(said))
        found = languages_of([*own[: 9 * len(said)], *said])
        among = sum(one == plain for one in found[9 * len(said) :])
        print(f"{code:8} {len(said):6} {alone:6} {corpus:7} {among:6}  {needs_multilingual(found)}")
        totals = [total + one for total, one in zip(totals, (len(said), alone, corpus, among), strict=True)]
    print(f"{'all':8} {totals[0]:6} {totals[1]:6} {totals[2]:7} {totals[3]:6}")
    alone = sum(languages_of([text]) != ["en"] for text in own)
    corpus = sum(code != "en" for code in languages_of(own))
    print(f"{len(own)} English statements of the samples; taken for another language: {alone} alone, {corpus} together")


if __name__ == "__main__":
    main()

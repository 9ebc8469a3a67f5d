"""How long it takes to add rows to a large study, and to look for candidates among them.

usage: python benchmarks/adding.py FILE.csv [--built 100000] [--added 1000] [--study FOLDER]      FILE: a column text

Texts and the stand-in for an encoder are those of `benchmarks/scale.py`. The study is built first, or opened where
FOLDER has it from a former run. Prints the seconds of each stage, in a process that has added nothing yet.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

import pandas as pd
from scale import USERS, by_words, memory, varied

import interest
from interest.encoders.transformer import TransformerEncoder


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--built", type=int, default=100_000)
    parser.add_argument("--added", type=int, default=1000)
    parser.add_argument("--study", type=Path)
    options = parser.parse_args()
    TransformerEncoder.encode = lambda self, texts, progress: progress("encode", 0.0) or by_words(texts)
    n = options.built + options.added
    texts = varied(pd.read_csv(options.file, dtype=str, keep_default_na=False)["text"].drop_duplicates().tolist(), n)
    rows = pd.DataFrame({"user_id": [f"u{i // USERS}" for i in range(n)], "text": texts})
    with tempfile.TemporaryDirectory() as place:
        os.environ["INTEREST_CACHE"] = place  # what stands for an encoder must not be taken for it later
        folder = options.study or Path(place) / "study"
        if not folder.exists():
            interest.build(rows.head(options.built), encoder="english").save(folder)
        study = interest.open_study(folder)
        _ = study.contents.space, study.contents.words
        marks: list[tuple[str, float]] = []
        begun = time.perf_counter()
        study.add(rows.tail(options.added), progress=lambda stage, part: marks.append((stage, time.perf_counter())))
        added = time.perf_counter()
        found = study.candidates()
        looked = time.perf_counter()
    placing = max(at for stage, at in marks if stage == "encode")
    print("| rows | read and encoded | placed | added in all | candidates | memory |\n|---|---|---|---|---|---|")
    print(
        f"| {options.added:,} to {options.built:,} | {placing - begun:.1f} s | {added - placing:.1f} s | "
        f"{added - begun:.1f} s | {len(found)} in {looked - added:.1f} s | {memory():,} MB |"
    )


if __name__ == "__main__":
    main()

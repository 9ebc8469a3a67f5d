"""How many texts a second are encoded, against `SentenceTransformer.encode` in float32 with the same model.

usage: python benchmarks/encoding.py FILE.csv [--rows 5000] [--encoders english multilingual] [--rounds 3] [--float32]

FILE has a column text, whose different texts are taken. Both run in turns, and the median of the rounds counts. With
--float32 ours computes as on a processor without bfloat16. Prints texts a second of both, how many times as many ours
are, by the clock and by the processor's time (which other work disturbs less), and the cosines between the vectors.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from interest.encoders.transformer import TransformerEncoder, load_model


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--encoders", nargs="+", default=["english", "multilingual"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--float32", action="store_true")
    options = parser.parse_args()
    texts = pd.read_csv(options.file, dtype=str, keep_default_na=False)["text"].drop_duplicates()
    chosen = texts.sample(n=min(options.rows, len(texts)), random_state=0).tolist()
    print("| encoder | precision | texts | theirs, texts/s | ours, texts/s | times | processor | cosine | least |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for name in options.encoders:
        print(line(name, chosen, options.rounds, options.float32), flush=True)


def line(name: str, texts: list[str], rounds: int, float32: bool) -> str:
    """One encoder, as a line of the table."""
    theirs = load_model(name)
    encoder = TransformerEncoder(name)
    if float32:
        encoder.precision = "float32"

    def plain() -> np.ndarray:
        return theirs.encode(texts, normalize_embeddings=True, show_progress_bar=False)

    plain(), encoder.encode(texts[:100])  # both are loaded and warm
    runs = [(timed(plain), timed(lambda: encoder.encode(texts))) for _ in range(rounds)]
    (clock, work), (our_clock, our_work) = (
        [statistics.median(run[side][i] for run in runs) for i in (0, 1)] for side in (0, 1)
    )
    cosine = (plain() * encoder.encode(texts)).sum(axis=1)
    cells = [
        name, encoder.precision, f"{len(texts):,}", f"{len(texts) / clock:.0f}", f"{len(texts) / our_clock:.0f}",
        f"**{clock / our_clock:.2f}**", f"{work / our_work:.2f}", f"{cosine.mean():.5f}", f"{cosine.min():.5f}",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


if __name__ == "__main__":
    main()

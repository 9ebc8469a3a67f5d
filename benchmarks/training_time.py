"""Is the time that the app tells before a training right?

usage: python benchmarks/training_time.py [DATA …] [--lessons labels,texts] [--epochs 3]     DATA: files or folders

Prints a Markdown table for docs/benchmarks.md: what `measure_pace` foretells, and what `fine_tune` (labels) and
`pretrain` (texts) then take. One thread, in seconds of processor time, so that what else the machine does is left out;
on an idle core that is the time by the clock. Run with OMP_NUM_THREADS=1.
"""

import argparse
import tempfile
import time
from pathlib import Path

import interest
from interest.encoders import choose_encoder
from interest.ingest import load_rows
from interest.training import measure_pace, options_for
from interest.training.data import all_rows, labelled_rows

SAMPLES = Path(__file__).parents[1] / "sample_data"
DATA = [SAMPLES / "health", SAMPLES / "education"]
ROWS = {"labels": labelled_rows, "texts": all_rows}
TRAIN = {"labels": interest.fine_tune, "texts": interest.pretrain}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="*", type=Path, default=DATA)
    parser.add_argument("--lessons", default="labels,texts")
    parser.add_argument("--epochs", type=int, default=3)
    args = parser.parse_args()
    print("| data | encoder | texts | learns from | foretold | taken | ratio | stages |\n" + 8 * "|---" + "|")
    for data in args.data:
        for lesson in args.lessons.split(","):
            measure(data, lesson, args.epochs)


def measure(data: Path, lesson: str, epochs: int) -> None:
    """One line: foretell, train, compare."""
    texts = ROWS[lesson](load_rows(data).frame).texts
    encoder, options = choose_encoder("auto", texts).name, options_for(lesson, epochs=epochs)
    pace = measure_pace(encoder, texts, options, clock=time.process_time)
    foretold = pace.seconds(len(texts), options)
    begun: dict[str, float] = {}
    start = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        TRAIN[lesson](
            data, Path(folder) / "model", encoder, options=options,
            progress=lambda stage, _: begun.setdefault(stage, time.process_time()),
        )  # fmt: skip
    taken = time.process_time() - start
    ends = [*list(begun.values())[1:], time.process_time()]
    stages = ", ".join(f"{stage} {end - at:.0f}" for (stage, at), end in zip(begun.items(), ends, strict=True))
    line = f"| {data.name} | {encoder} | {len(texts)} | {lesson} | {foretold:.0f} s | {taken:.0f} s "
    print(f"{line}| {foretold / taken:.2f} | {stages} |", flush=True)


if __name__ == "__main__":
    main()

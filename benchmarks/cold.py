"""How long a first build takes, against BERTopic: whole processes, imports and compiling counted, nothing kept before.

usage: python benchmarks/cold.py FILE.csv [--rows 10000] [--rounds 3]      FILE: a column text, English

Both read the same first rows, encode with the same model (all-MiniLM-L6-v2), and run in turns, each in a process of its
own with an empty `NUMBA_CACHE_DIR` and an empty `INTEREST_CACHE`. BERTopic does `fit_transform` and
`hierarchical_topics`, with its defaults; ours is `interest.build`. The first run makes an environment for BERTopic in
`.venv-cold`, which sees the packages installed here, so that both have the same versions of what they share.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path

from interest.encoders.bundled import english_folder

ROOT = Path(__file__).parent.parent
ENVIRONMENT = ROOT / ".venv-cold"
READ = (
    "import sys, pandas as pd; t = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False).text[:int(sys.argv[2])];"
)
OURS = f"{READ} import interest; s = interest.build(pd.DataFrame({{'text': t}}), encoder='english'); print(len(s.tree))"
THEIRS = f"""{READ}
from bertopic import BERTopic
from sentence_transformers import SentenceTransformer
model = BERTopic(embedding_model=SentenceTransformer(sys.argv[3]))
model.fit_transform(t.tolist())
print(len(model.hierarchical_topics(t.tolist())))
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    peer = peer_python()
    runs = []
    for _ in range(options.rounds):
        ours = seconds(Path(sys.executable), OURS, options.file, options.rows)
        theirs = seconds(peer, THEIRS, options.file, options.rows)
        runs.append((*ours, *theirs))
        print(line(runs[-1]), flush=True)
    print("median:", line([statistics.median(column) for column in zip(*runs, strict=True)]))


def line(run: Sequence[float]) -> str:
    """Ours and theirs, by the clock and by the processor's time, which other work disturbs less."""
    ours, our_work, theirs, work = run
    return (
        f"ours {ours:.1f} s, BERTopic {theirs:.1f} s, ratio {ours / theirs:.2f}; "
        f"processor {our_work:.1f} and {work:.1f} s, ratio {our_work / work:.2f}"
    )


def peer_python() -> Path:
    """The Python that has BERTopic beside the packages that are installed here."""
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (ENVIRONMENT / "installed").exists():
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
        ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
        place = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout.strip()
        (Path(place) / "beside.pth").write_text(sysconfig.get_path("purelib"))
        pinned = (ROOT / "benchmarks" / "peers-requirements.txt").read_text("utf-8").splitlines()
        bertopic = next(line for line in pinned if line.startswith("bertopic=="))
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", bertopic], check=True)
        (ENVIRONMENT / "installed").touch()
    return python


def seconds(python: Path, code: str, file: str, rows: int) -> tuple[float, float]:
    """Of a process from its start to its end, with nothing compiled or encoded before; and of the processor."""
    with tempfile.TemporaryDirectory() as empty:
        places = {"NUMBA_CACHE_DIR": f"{empty}/numba", "INTEREST_CACHE": f"{empty}/interest"}
        start, before = time.perf_counter(), work()
        subprocess.run(
            [python, "-W", "ignore", "-c", code, file, str(rows), str(english_folder())],
            env={**os.environ, **places, "TOKENIZERS_PARALLELISM": "false"},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        return time.perf_counter() - start, work() - before


def work() -> float:
    """Seconds of the processor that all ended child processes took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()

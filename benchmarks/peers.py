"""Side by side with other ways to cluster texts, on the same vectors: one table of agreement with the labels.

usage: python benchmarks/peers.py FILE.csv [FILE.csv …]     FILE: columns text, topic[, category]
           [--seeds 0,1,2] [--peer-seeds 0] [--rows N] [--peers-only]

The peers (see peers_worker.py) run in an environment of their own, made at the first run from peers-requirements.txt
in `.venv-peers`; what they find is kept there, so that a later run on the same vectors doesn't repeat it. They get the
vectors of whole rows from the encoder that ours takes; their outliers join the nearest centroid, as ours do.

"Own" is what a peer shows by itself, its finest layer for topics and its coarsest for categories. "Best" is the one of
its layers that agrees best with the labels: an oracle that flatters it. A flat set has one score, the better of the two
levels: for ours (on average over seeds) and for what a peer shows by itself.
"""

import argparse
import hashlib
import itertools
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from labelled import LEVELS, Score, agreement, build_unlabelled, found_nodes, is_flat, read_labelled

import interest
from interest.hierarchy.clustering.centroids import join_nearest
from interest.hierarchy.cutting import cut_tree

HERE = Path(__file__).parent
WORKER, REQUIREMENTS = HERE / "peers_worker.py", HERE / "peers-requirements.txt"
ENVIRONMENT = HERE.parent / ".venv-peers"

PEERS = {"bertopic": "BERTopic", "lilac": "Lilac's recipe", "evoc": "EVoC", "toponymy": "Toponymy"}
"""Functions of peers_worker.py and what they are called in the table."""

OURS = {
    "Interest": "ward",
    "Interest, HDBSCAN of topics": "hdbscan",
}
"""Our ways to join topics into categories: the name in the table and what `joining` is then."""


class PeerScore(NamedTuple):
    """One peer on one level, mean over its seeds."""

    own: Score
    best: Score


class OurScore(NamedTuple):
    """One configuration of ours on one level, mean over its seeds."""

    score: Score
    nodes: float
    same: float | None
    """Mean pairwise ARI between the runs; None for a single run."""
    level: str


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seeds", default="0,1,2")
    parser.add_argument("--peer-seeds", default="0")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--peers-only", action="store_true", help="leave our own runs out")
    options = parser.parse_args()
    seeds, peer_seeds = (list(map(int, text.split(","))) for text in (options.seeds, options.peer_seeds))
    configurations = {} if options.peers_only else OURS
    python = peers_python()
    lines = []
    for file in options.files:
        gold = read_labelled(file, options.rows)
        note(f"{file.stem}: vectors of {len(gold)} rows")
        vectors = interest.encode(gold["text"].tolist())
        peers = {peer: [peer_layers(python, peer, seed, gold, vectors) for seed in peer_seeds] for peer in PEERS}
        ours = our_runs(gold, seeds, list(configurations))
        for level in ["flat"] if is_flat(gold) else LEVELS:
            peer_scores = [peer_score(gold, level, runs) for runs in peers.values()]
            our_scores = [our_score(gold, level, runs) for runs in ours.values()]
            lines.append(table_line(f"{file.stem} {level}", peer_scores, our_scores))
    print("\n".join([*table_head(list(PEERS.values()), list(configurations)), *lines]))


def note(text: str) -> None:
    """How far things are, beside the table."""
    print(text, file=sys.stderr, flush=True)


# --- what peers find --------------------------------------------------------------------------------------------------


def peers_python() -> Path:
    """The Python of the peers' environment, which is made where it is missing or other versions are asked for."""
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    installed = ENVIRONMENT / "installed.txt"
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    if not installed.exists() or installed.read_text(encoding="utf-8") != wanted:
        note(f"making the peers' environment in {ENVIRONMENT.name}")
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*pip, "-r", REQUIREMENTS], check=True)
        installed.write_text(wanted, encoding="utf-8")
    return python


def peer_layers(python: Path, peer: str, seed: int, gold: pd.DataFrame, vectors: np.ndarray) -> list[np.ndarray]:
    """The peer's layers from fine to coarse, each of shape (n,), outliers with the nearest centroid."""
    texts = gold["text"].to_numpy(dtype="U")
    digest = hashlib.sha256()
    for part in (WORKER.read_bytes(), REQUIREMENTS.read_bytes(), f"{peer} {seed}".encode(), texts, vectors):
        digest.update(part)
    kept = ENVIRONMENT / "results" / f"{peer}-{digest.hexdigest()[:20]}.npz"
    if not kept.exists():
        note(f"  {PEERS[peer]}, seed {seed}")
        kept.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            given, found = Path(folder) / "given.npz", Path(folder) / "found.npz"
            np.savez(given, texts=texts, vectors=vectors)
            subprocess.run([python, "-W", "ignore", WORKER, peer, str(seed), given, found], check=True)
            kept.write_bytes(found.read_bytes())
    with np.load(kept) as layers:
        return [join_nearest(vectors, layers[str(i)]) for i in range(len(layers.files))]


def peer_score(gold: pd.DataFrame, level: str, runs: Sequence[Sequence[np.ndarray]]) -> PeerScore:
    """Own and best of the layers of each run, on average."""
    scores = [[agreement(gold, level, layer) for layer in layers] for layers in runs]
    shown = {"topic": [0], "category": [-1], "flat": [0, -1]}[level]
    return PeerScore(mean([max(run[i] for i in shown) for run in scores]), mean([max(run) for run in scores]))


# --- what we find -----------------------------------------------------------------------------------------------------


def our_runs(gold: pd.DataFrame, seeds: Sequence[int], ways: Sequence[str]) -> dict[str, list[dict[str, pd.Series]]]:
    """For each of our ways (see `OURS`) and each seed the nodes of the rows at each level."""
    runs: dict[str, list[dict[str, pd.Series]]] = {way: [] for way in ways}
    for seed in seeds if ways else ():
        note(f"  Interest, seed {seed}")
        study = build_unlabelled(gold, seed)
        for way in ways:
            config = replace(study.config, joining=OURS[way])
            held = study.contents
            places = cut_tree(held.space, held.words, held.ingested.frame, config).assignments
            statements = pd.concat([held.ingested.frame, places], axis=1)
            runs[way].append({level: found_nodes(statements, gold, level) for level in LEVELS})
    return runs


def our_score(gold: pd.DataFrame, level: str, runs: Sequence[dict[str, pd.Series]]) -> OurScore:
    """Mean over the runs; of a flat set at the level that is better on average."""
    if level == "flat":
        return max(our_score_at(gold, one, runs) for one in LEVELS)
    return our_score_at(gold, level, runs)


def our_score_at(gold: pd.DataFrame, level: str, runs: Sequence[dict[str, pd.Series]]) -> OurScore:
    from sklearn.metrics import adjusted_rand_score

    found = [run[level] for run in runs]
    pairs = [adjusted_rand_score(a, b) for a, b in itertools.combinations(found, 2)]
    nodes = float(np.mean([labels.nunique() for labels in found]))
    score = mean([agreement(gold, level, labels) for labels in found])
    return OurScore(score, nodes, float(np.mean(pairs)) if pairs else None, level)


def mean(scores: Sequence[Score]) -> Score:
    """The mean of each figure."""
    return Score(*np.mean(scores, axis=0).tolist())


# --- the table --------------------------------------------------------------------------------------------------------


def table_head(peers: Sequence[str], ours: Sequence[str]) -> list[str]:
    """The first two lines of the Markdown table."""
    cells = ["AMI (ARI)", *(f"{name} own / best" for name in peers)]
    for name in ours:
        cells += [name, "nodes", "seeds agree"]
    return [row(cells), row(["---"] * len(cells))]


def table_line(title: str, peers: Sequence[PeerScore], ours: Sequence[OurScore]) -> str:
    """One set and level. ▲ or ▼: our AMI reaches the best layer of every peer, our ARI is above every peer's own."""
    cells = [title]
    cells += [f"{peer.own.ami:.3f} ({peer.own.ari:.3f}) / {peer.best.ami:.3f}" for peer in peers]
    ami_bar, ari_bar = max(peer.best.ami for peer in peers), max(peer.own.ari for peer in peers)
    for our in ours:
        ami, ari = our.score
        cells.append(f"**{ami:.3f}** {mark(ami >= ami_bar)} ({ari:.3f} {mark(ari > ari_bar)})")
        cells.append(f"{our.nodes:.3g} {our.level}")
        cells.append("–" if our.same is None else f"{our.same:.3f}")
    return row(cells)


def mark(above: bool) -> str:
    """Whether a bar is reached, for the eye."""
    return "▲" if above else "▼"


def row(cells: Sequence[str]) -> str:
    """A line of a Markdown table."""
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()

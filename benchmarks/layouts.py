"""Our layouts against umap-learn's: of the same graph, from the same start, for as many epochs.

usage: python benchmarks/layouts.py FILE.csv … [--rows 10000] [--seeds 3]     FILE: a column text, and a column topic

Prints a row a layout: the processor's time of it in seconds, once everything is compiled; how far neighbours stay
neighbours (trustworthiness, Venna and Kaski 2001, of 3,000 statements); and how well the topics that HDBSCAN finds in
it agree with the file's (AMI). Then what either takes where nothing is compiled, import and all.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time

import numpy as np
import pandas as pd
from sklearn.manifold import trustworthiness
from sklearn.metrics import adjusted_mutual_info_score

from interest.encoders import choose_encoder, encode_texts
from interest.hierarchy.clustering.centroids import join_nearest
from interest.hierarchy.clustering.descent import EPOCHS, REPELLED, nearness
from interest.hierarchy.clustering.features import Centers, statement_features
from interest.hierarchy.clustering.layers import choose_topics, hdbscan_layers
from interest.hierarchy.clustering.layout import Layouts
from interest.hierarchy.clustering.neighbours import neighbour_graph
from interest.language import languages_of, tokenize

JUDGED = 3000
SMALL = "import numpy as np; rng = np.random.default_rng(0); x = rng.normal(size=(300, 16)).astype('float32');"
OURS = f"""{SMALL}
from interest.hierarchy.clustering.layout import Layouts
from interest.hierarchy.clustering.neighbours import neighbour_graph
Layouts.of(x, neighbour_graph(x))(5, min_dist=0.0, seed=0)
"""
THEIRS = f"{SMALL} import umap; umap.UMAP(n_components=5, min_dist=0.0, random_state=0, n_jobs=1).fit_transform(x)"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    print("| data | layout | seconds | trustworthiness | AMI of topics |\n|---|---|---|---|---|")
    for file in options.files:
        data = pd.read_csv(file, dtype=str, keep_default_na=False).head(options.rows)
        features = features_of(data["text"].tolist())
        layouts = Layouts.of(features, neighbour_graph(features))
        for name, lay in (("ours", ours), ("umap-learn", theirs)):
            lay(layouts, features, -1)  # compiled now
            runs = [judged(lay, layouts, features, seed, data.get("topic")) for seed in range(options.seeds)]
            told = " | ".join(" ".join(f"{value:.3f}" for value in column) for column in zip(*runs, strict=True))
            print(f"| {os.path.basename(file)} | {name} | {told} |", flush=True)
    for name, code in (("ours", OURS), ("umap-learn", THEIRS)):
        print(f"{name}, nothing compiled: {fresh(code):.1f} s of the processor for a layout of 300 points")


def features_of(texts: list[str]) -> np.ndarray:
    """What is clustered of them, (n, f)."""
    languages = languages_of(texts)
    vectors = encode_texts(choose_encoder("auto", texts, languages), texts)
    tokens = [tokenize(text, code) for text, code in zip(texts, languages, strict=True)]
    centers = Centers.of(vectors, languages)
    return statement_features(vectors, tokens, languages, list(range(len(texts))), 0, centers)


def ours(layouts: Layouts, features: np.ndarray, seed: int) -> np.ndarray:
    """A layout in five dimensions."""
    return layouts(5, min_dist=0.0, seed=seed + 1)


def theirs(layouts: Layouts, features: np.ndarray, seed: int) -> np.ndarray:
    """The same by umap-learn, from our start."""
    from umap.umap_ import simplicial_set_embedding

    state = np.random.RandomState(seed + 1)
    start = layouts.start * (10 / np.abs(layouts.start).max()) + state.normal(scale=1e-4, size=layouts.start.shape)
    places, _ = simplicial_set_embedding(
        features, layouts.edges.tocsr(), 5, 1.0, *nearness(0.0), 1.0, REPELLED, EPOCHS, start, state,
        "euclidean", {}, False, {}, False,
    )  # fmt: skip
    return places


def judged(lay, layouts, features, seed, topics) -> tuple[float, float, float]:
    """Seconds, trustworthiness, AMI."""
    begun = time.thread_time()
    points = lay(layouts, features, seed)
    took = time.thread_time() - begun
    some = np.random.default_rng(0).permutation(len(points))[:JUDGED]
    kept = trustworthiness(features[some], points[some], n_neighbors=15)
    labels = join_nearest(features, choose_topics(hdbscan_layers(points, features)).labels)
    return took, kept, np.nan if topics is None else adjusted_mutual_info_score(topics, labels)


def fresh(code: str) -> float:
    """The processor's time of a process in which numba finds nothing compiled."""
    with tempfile.TemporaryDirectory() as empty:
        timed = f"{code}\nimport time; print(time.process_time())"
        environment = {**os.environ, "NUMBA_CACHE_DIR": empty}
        found = subprocess.run(
            [sys.executable, "-c", timed], env=environment, capture_output=True, text=True, check=True
        )
    return float(found.stdout.split()[-1])


if __name__ == "__main__":
    main()

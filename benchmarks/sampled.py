"""What is lost where a tree is found in a sample of the statements, against trees that are found in all of them.

usage: python benchmarks/sampled.py FILE.csv [--fitted 8000] [--seeds 2] [--encoder english]
FILE: columns text and, where known, topic

Topics of all statements and of a sample, with several seeds. Prints how well each agrees with the first topics of all
(adjusted mutual information), and with the labels.
"""

import argparse
import time

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_mutual_info_score

from interest.encoders import choose_encoder, encode_texts
from interest.hierarchy import space
from interest.hierarchy.clustering import features
from interest.hierarchy.clustering.centroids import join_nearest
from interest.hierarchy.clustering.layers import choose_topics
from interest.hierarchy.space import Space
from interest.language import languages_of, tokenize


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--fitted", type=int, default=8000)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--encoder", default="english")
    options = parser.parse_args()
    data = pd.read_csv(options.file, dtype=str, keep_default_na=False).drop_duplicates("text")
    texts = data["text"].tolist()
    languages = languages_of(texts)
    vectors = encode_texts(choose_encoder(options.encoder, texts, languages), texts)
    tokens = [tokenize(text, code) for text, code in zip(texts, languages, strict=True)]

    def topics(seed: int, fitted: int) -> np.ndarray:
        space.MOST_FITTED = features.MOST_DECOMPOSED = fitted
        found = Space.of(vectors, texts, tokens, languages, range(len(texts)), seed)
        return join_nearest(found.features, choose_topics(found.layers, n=len(texts)).labels)

    print(f"{len(texts):,} statements, {options.fitted:,} of them in a sample")
    first = None
    for seed in range(options.seeds):
        for name, fitted in (("all", len(texts)), ("sample", options.fitted)):
            start = time.perf_counter()
            found = topics(seed, fitted)
            first = found if first is None else first
            report(f"{name}, seed {seed}", found, first, data, time.perf_counter() - start)


def report(name: str, found: np.ndarray, first: np.ndarray, data: pd.DataFrame, seconds: float) -> None:
    labels = f", {adjusted_mutual_info_score(data['topic'], found):.3f} with the labels" if "topic" in data else ""
    same = f"AMI {adjusted_mutual_info_score(first, found):.3f} with all" if found is not first else "the first"
    print(f"{name}: {found.max() + 1} topics, {same}{labels}; {seconds:.0f} s", flush=True)


if __name__ == "__main__":
    main()

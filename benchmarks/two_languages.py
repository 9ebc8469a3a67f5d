"""Two languages in one study: `python benchmarks/two_languages.py`.

The two bilingual samples, whole and "apart": English statements of half of their categories, Chinese ones of the other
half. For centers by each language's own mean and by `centers_of`: the part of a statement's ten nearest ones that is in
the other language, that is of its topic; the AMI of k-means with the labels' topics and categories, the mean of three
runs; and how mixed the clusters are, the mean share of the language that is rarer in them.
"""

from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_mutual_info_score

from interest.encoders import choose_encoder, encode_texts
from interest.hierarchy.clustering.features import Centers
from interest.hierarchy.clustering.parallel import centers_of
from interest.hierarchy.generic import parallel_names
from interest.ingest import load

ROOT = Path(__file__).parents[1]
SAMPLES = ("entertainment", "search")


def labelled(name: str) -> pd.DataFrame:
    """The statements of a sample that have labels: text, language, topic, category."""
    labels = pd.read_csv(ROOT / "tests" / "planted" / f"{name}.csv")
    first = labels.groupby("file").size().sort_index().cumsum().shift(fill_value=0)  # files are read in order
    labels = labels.assign(row=labels["row"] + labels["file"].map(first))[["row", "topic", "category"]]
    frame = load(ROOT / "sample_data" / name).frame[["row", "text", "language"]]
    return frame[frame["language"].isin(["en", "zh"])].merge(labels, on="row")


def agreement(meaning: np.ndarray, labels: pd.Series) -> tuple[float, np.ndarray]:
    """The AMI of k-means with labels, and the clusters of the last run."""
    runs = [KMeans(labels.nunique(), n_init=3, random_state=seed).fit_predict(meaning) for seed in range(3)]
    return float(np.mean([adjusted_mutual_info_score(labels, run) for run in runs])), runs[-1]


def report(name: str, said: pd.DataFrame, vectors: np.ndarray, parallel: dict[str, np.ndarray]) -> None:
    languages = said["language"].tolist()
    for kind, centers in (
        ("own", Centers.of(vectors, languages)),
        ("found", centers_of(vectors, languages, parallel)),
    ):
        meaning = centers.center(vectors, languages)
        cosine = meaning @ meaning.T
        np.fill_diagonal(cosine, -2)
        near = np.argsort(-cosine, axis=1)[:, :10]
        code, topic = said["language"].to_numpy(object), said["topic"].to_numpy(object)
        across, same = (code[near] != code[:, None]).mean(), (topic[near] == topic[:, None]).mean()
        topics, _ = agreement(meaning, said["topic"])
        categories, clusters = agreement(meaning, said["category"])
        english = pd.Series(code == "en").groupby(clusters).mean()
        mixed = np.minimum(english, 1 - english).mean()
        print(f"{name:22} {kind:6} {across:6.2f} {same:6.3f} {topics:6.3f} {categories:6.3f} {mixed:6.2f}")


def main() -> None:
    encoder = choose_encoder("multilingual", [])
    parallel = parallel_names(encoder)
    print(f"{'':22} {'':6} {'across':>6} {'topic':>6} {'AMI t':>6} {'AMI c':>6} {'mixed':>6}")
    for name in SAMPLES:
        said = labelled(name)
        vectors = encode_texts(encoder, said["text"].tolist())
        report(name, said, vectors, parallel)
        kinds = np.sort(said["category"].unique())
        for seed in range(2):
            english = set(np.random.default_rng(seed).permutation(kinds)[: len(kinds) // 2])
            keep = ((said["language"] == "en") == said["category"].isin(english)).to_numpy()
            report(f"{name}, apart {seed + 1}", said[keep].reset_index(drop=True), vectors[keep], parallel)


if __name__ == "__main__":
    main()

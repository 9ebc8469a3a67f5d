"""Clusters one file of vectors with one peer, in the peers' own environment; peers.py starts it.

usage: python benchmarks/peers_worker.py PEER SEED INPUT.npz OUTPUT.npz

INPUT holds texts (n,) and vectors (n, d), L2-normalised. OUTPUT gets the peer's layers from fine to coarse, arrays
`0`, `1`, … of shape (n,): 0 … k − 1, or −1 for an outlier. Each peer runs as its documentation shows it, with its
default settings where nothing else is said.
"""

import os
import sys
from collections.abc import Iterator

import numpy as np

os.environ["TRANSFORMERS_NO_ADVISORY_WARNINGS"] = "1"  # Toponymy imports it; torch isn't needed here


def bertopic(texts: np.ndarray, vectors: np.ndarray, seed: int) -> Iterator[np.ndarray]:
    """BERTopic's defaults (UMAP 5-D → HDBSCAN eom of at least 10), then its automatic reduction of topics."""
    from bertopic import BERTopic
    from umap import UMAP

    layout = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    model = BERTopic(embedding_model=None, umap_model=layout, min_topic_size=10)
    model.fit(texts.tolist(), embeddings=vectors)
    yield np.array(model.topics_)
    if max(model.topics_) > 1:  # its reduction needs some topics
        model.reduce_topics(texts.tolist(), nr_topics="auto")
        yield np.array(model.topics_)


def evoc(texts: np.ndarray, vectors: np.ndarray, seed: int) -> Iterator[np.ndarray]:
    """EVoC's layers."""
    from evoc import EVoC

    model = EVoC(random_state=seed)
    model.fit(vectors)
    yield from model.cluster_layers_


def toponymy(texts: np.ndarray, vectors: np.ndarray, seed: int) -> Iterator[np.ndarray]:
    """The layers of Toponymy's clusterer on the map of its documentation (UMAP 2-D)."""
    from toponymy import ToponymyClusterer
    from umap import UMAP

    points = UMAP(metric="cosine", random_state=seed).fit_transform(vectors)
    model = ToponymyClusterer()
    model.fit(clusterable_vectors=points, embedding_vectors=vectors)
    for layer in model.cluster_layers_:
        yield layer.cluster_labels


def lilac(texts: np.ndarray, vectors: np.ndarray, seed: int) -> Iterator[np.ndarray]:
    """Lilac's recipe: UMAP 5-D → HDBSCAN leaf of at least 10 (its own 5 does worse), and HDBSCAN of the topics.

    Lilac itself joins topics by the titles that a hosted model writes; their centroids stand for them here.
    """
    from sklearn.cluster import HDBSCAN
    from umap import UMAP

    points = UMAP(n_neighbors=30, n_components=5, min_dist=0.0, random_state=seed).fit_transform(vectors)
    topics = HDBSCAN(min_cluster_size=10, cluster_selection_method="leaf").fit_predict(points)
    yield topics
    if topics.max() < 3:
        return
    topic_centers = centers(vectors, topics)
    joined = HDBSCAN(min_cluster_size=3).fit_predict(topic_centers)
    if joined.max() > 0:
        joined = np.where(joined < 0, (topic_centers @ centers(topic_centers, joined).T).argmax(axis=1), joined)
        yield np.where(topics < 0, -1, joined[topics])


def centers(vectors: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The mean direction of each cluster 0 … k − 1: (k, d)."""
    means = np.stack([vectors[labels == label].mean(axis=0) for label in range(labels.max() + 1)])
    return means / np.linalg.norm(means, axis=1, keepdims=True)


PEERS = {"bertopic": bertopic, "lilac": lilac, "evoc": evoc, "toponymy": toponymy}


def main() -> None:
    peer, seed, given, found = sys.argv[1:]
    with np.load(given) as data:
        layers = PEERS[peer](data["texts"], data["vectors"], int(seed))
    np.savez_compressed(found, **{str(i): np.asarray(layer) for i, layer in enumerate(layers)})


if __name__ == "__main__":
    main()

"""Small data: random slices of texts with known topics, parted by density and by Ward's method; and noise.

    python benchmarks/few.py [FILE.csv …] [--sizes 25,40,60,100,150,220,300] [--draws 2]     FILE: columns text, topic

Of the samples, with the topics that were planted in them, and of other labelled files. Prints the mean AMI (adjusted
mutual information) of both ways with the known topics on the same slices, the number of topics, and of random words of
the same texts what the build says of them.
"""

import argparse
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from labelled import read_labelled
from samples import ROOT, planted
from sklearn.metrics import adjusted_mutual_info_score

from interest.encoders import choose_encoder, encode_texts
from interest.hierarchy.clustering import layers
from interest.hierarchy.clustering.centroids import join_nearest
from interest.hierarchy.clustering.features import statement_features
from interest.hierarchy.clustering.few import few_topics, without_groups
from interest.hierarchy.clustering.layers import choose_topics
from interest.hierarchy.clustering.parallel import centers_of
from interest.hierarchy.generic import parallel_names
from interest.hierarchy.space import Space
from interest.ingest import load
from interest.language import tokenize

SIZES = (25, 40, 60, 100, 150, 220, 300)
NOISE = (150, 400)
ROWS = 1500


@dataclass(frozen=True, eq=False)
class Texts:
    """Statements with the topics that they are known to be about, and their vectors."""

    name: str
    frame: pd.DataFrame
    topic: np.ndarray
    vectors: np.ndarray
    parallel: Mapping[str, np.ndarray]

    @classmethod
    def of(cls, name: str, frame: pd.DataFrame, topic: np.ndarray) -> "Texts":
        """Encoded as a build would."""
        texts, languages = frame["text"].tolist(), frame["language"].tolist()
        encoder = choose_encoder("auto", texts, languages)
        parallel = parallel_names(encoder) if len({*languages}) > 1 else {}
        return cls(name, frame, topic, encode_texts(encoder, texts), parallel)

    def slice(self, size: int, rng: np.random.Generator) -> "Texts":
        """So many rows by lot, with all their statements."""
        rows = self.frame["row"].unique()
        kept = self.frame["row"].isin(rng.choice(rows, min(size, len(rows)), replace=False)).to_numpy()
        return replace(
            self, frame=self.frame[kept].reset_index(drop=True), topic=self.topic[kept], vectors=self.vectors[kept]
        )

    def shuffled(self, size: int, rng: np.random.Generator) -> "Texts":
        """So many statements of words by lot from all of these: nothing belongs together."""
        words = [word for said in self.frame["text"] for word in tokenize(said, "zh" if self.chinese else "en")]
        between = "" if self.chinese else " "
        texts = [between.join(rng.choice(words, rng.integers(4, 12))) for _ in range(size)]
        language = "zh" if self.chinese else "en"
        frame = pd.DataFrame({"text": texts, "language": language, "row": range(size)})
        return Texts.of(self.name, frame, np.zeros(size))

    @property
    def chinese(self) -> bool:
        """Whether most of them are."""
        return bool((self.frame["language"] == "zh").mean() > 0.5)

    @property
    def _said(self) -> tuple[list[list[str]], list[str], list[int]]:
        texts, languages = self.frame["text"].tolist(), self.frame["language"].tolist()
        return [tokenize(*said) for said in zip(texts, languages, strict=True)], languages, self.frame["row"].tolist()

    def features(self) -> np.ndarray:
        """What is clustered of few."""
        tokens, languages, rows = self._said
        centers = centers_of(self.vectors, languages, self.parallel)
        return statement_features(self.vectors, tokens, languages, rows, 0, centers)

    def meaning(self) -> np.ndarray:
        """The vectors, centred by language."""
        languages = self.frame["language"].tolist()
        return centers_of(self.vectors, languages, self.parallel).center(self.vectors, languages)

    def space(self) -> Space:
        """Where they lie."""
        texts = self.frame["text"].tolist()
        return Space.of(self.vectors, texts, *self._said, seed=0, parallel=self.parallel)


def of_samples(names: Collection[str] = (), all_of_them: bool = True) -> Iterator[Texts]:
    """The samples that come with Interest, or some, without what was planted as belonging to nothing."""
    for folder in sorted(path for path in (ROOT / "sample_data").iterdir() if path.is_dir()):
        if not all_of_them and folder.name not in names:
            continue
        frame = load(folder).frame
        topic = planted(folder.name)["topic"].loc[frame["row"]].to_numpy()
        on = topic != "off-topic"
        yield Texts.of(folder.name, frame[on].reset_index(drop=True), topic[on])


def of_file(file: Path, rows: int = ROWS) -> Texts:
    """Labelled texts of others, so many rows by lot."""
    gold = read_labelled(file, rows)
    frame = load(pd.DataFrame({"user_id": gold.index.astype(str), "text": gold["text"]})).frame
    return Texts.of(file.stem, frame, gold["topic"].loc[frame["row"]].to_numpy())


def both_ways(texts: Texts) -> dict[str, float]:
    """AMI with the known topics, and number of topics: by density, as it was before there were two ways, and Ward's."""
    usual, layers.FEWEST = layers.FEWEST, 2 * layers.SMALLEST_TOPIC
    try:
        space = texts.space()
    finally:
        layers.FEWEST = usual
    dense = np.zeros(len(texts.topic), int)
    if space.layers:
        dense = join_nearest(space.features, choose_topics(space.layers, n=len(space.repeats.first)).labels)
    few = few_topics(texts.features())
    return {
        "density": adjusted_mutual_info_score(texts.topic, dense),
        "Ward": adjusted_mutual_info_score(texts.topic, few),
        "topics known": len(set(texts.topic)),
        "by density": dense.max() + 1,
        "by Ward": few.max() + 1,
    }


def main() -> None:
    """Print two tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--draws", type=int, default=2)
    options = parser.parse_args()
    rows, said = [], []
    for texts in [*of_samples(), *map(of_file, options.files)]:
        for size in map(int, options.sizes.split(",")):
            for draw in range(options.draws):
                part = texts.slice(size, np.random.default_rng([size, draw]))
                rows.append({"data": texts.name, "rows": size, **both_ways(part)})
        rng = np.random.default_rng(0)
        kinds = {"real": texts.slice(max(NOISE), rng), "noise": texts.shuffled(max(NOISE), rng)}
        for size in NOISE:
            found = {kind: without_groups(whole.slice(size, rng).meaning()) for kind, whole in kinds.items()}
            said.append({"rows": size, **found})
        print(f"\n{texts.name}\n")
        print(pd.DataFrame(rows).groupby(["data", "rows"]).mean().loc[texts.name].round(2).to_markdown(), flush=True)
    print(f"\n{pd.DataFrame(rows).groupby('rows').mean(numeric_only=True).round(2).to_markdown()}")
    print("\nCalled without groups:\n\n" + pd.DataFrame(said).groupby("rows").mean().round(2).to_markdown())


if __name__ == "__main__":
    main()

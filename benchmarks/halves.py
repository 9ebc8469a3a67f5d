"""Whether anything is said to have changed between two halves of the same people's crowd, each built for itself.

    python benchmarks/halves.py [SAMPLE …] [--draws 2]

The whole way from rows to a comparison: the users of a sample are cut in two by lot, a study is built of each half, and
both are compared. Nothing appeared or vanished, grew or shrank. Then one planted topic is taken from the earlier half:
it should appear. Prints what was said, and whether that topic was found.
"""

import argparse

import numpy as np
import pandas as pd
from samples import ROOT, planted

import interest
from interest.comparison import Comparison
from interest.ingest import load


def main() -> None:
    """Print a line a draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("samples", nargs="*", default=["health", "search", "shop", "social"])
    parser.add_argument("--draws", type=int, default=2)
    options = parser.parse_args()
    print("| sample | draw | appeared | vanished | grew, shrank | a topic taken away |\n|---|---|---|---|---|---|")
    for name in options.samples:
        frame = load(ROOT / "sample_data" / name).frame
        frame = frame.assign(topic=planted(name)["topic"].loc[frame["row"]].to_numpy())
        for draw in range(options.draws):
            rng = np.random.default_rng(draw)
            users = frame["user_id"].unique()
            first = frame["user_id"].isin(rng.permutation(users)[: len(users) // 2])
            earlier, later = frame[first], frame[~first]
            same = compared(earlier, later)
            taken = topic_of_many(earlier, later)
            other = compared(earlier[earlier["topic"] != taken], later)
            print(
                f"| {name} | {draw} | {len(same.appeared)} | {len(same.vanished)} "
                f"| {len(same.grew('topic')) + len(same.shrank('topic'))} | {taken}: {said_of(other, later, taken)} |",
                flush=True,
            )


def compared(earlier: pd.DataFrame, later: pd.DataFrame) -> Comparison:
    """Both, built with the encoder that all take."""
    studies = [interest.build(part[["user_id", "text"]]) for part in (earlier, later)]
    return studies[0].compare(studies[1])


def topic_of_many(earlier: pd.DataFrame, later: pd.DataFrame) -> str:
    """The planted topic of most people in the later half, that the earlier one has too."""
    people = later[later["topic"] != "off-topic"].groupby("topic")["user_id"].nunique()
    return str(people[people.index.isin(earlier["topic"])].idxmax())


def said_of(found: Comparison, later: pd.DataFrame, topic: str) -> str:
    """What appeared, and what part of the topic's statements lies in it."""
    side = found.later
    about = set(later.loc[later["topic"] == topic, "text"])
    own = side.statements["text"].isin(about).to_numpy()
    inside = np.isin(side.topics.astype(str), found.appeared["node_id"].to_numpy(str))
    return f"{len(found.appeared)} appeared, with {inside[own].mean():.0%} of it"


if __name__ == "__main__":
    main()

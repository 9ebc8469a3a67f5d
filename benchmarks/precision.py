"""Whether an audit tells how much of a tree is right, and whether what it proposes makes a tree better.

    python benchmarks/precision.py FILE [FILE …] [--rows 3000] [--repeats 200]

A file has the columns text and topic; a folder is a saved study with labels. The reader is simulated: a statement
belongs to its topic where its label is that of most statements of the topic. Printed are, for the whole tree and its
categories, how often the 95% interval of 40 (and 120) answers holds the truth, how wide it is, and how far the
estimates are off in the mean: of the figures as they are, and of naive ones, which forget that doubtful statements were
drawn more densely (yes / all, Wilson's interval). Then what proposals do: how many there are, and the precision of the
tree before and after them; on the tree as it is, on one in which three times two topics of different categories were
merged, and on one in which nothing is wrong, with a reader who never errs and with one who slips.
"""

import argparse
import copy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

import interest
from interest.audit import population_of
from interest.inference import wilson
from interest.study import Study

PLURALS = {"topic": "topics", "category": "categories"}
SLIPS = 0.1
"""How often a reader who slips says no of what belongs."""
ROUNDS = (40, 120)
ASKED_ALONE = 24
"""Answers on each topic that is asked about alone, since much of it seemed wrong."""


def truth_of(study: Study, labels: np.ndarray) -> np.ndarray:
    """Whether each statement has the label of most of its topic, (n,) bool."""
    frame = pd.DataFrame({"topic": study.statements["topic"], "label": labels})
    return (frame.groupby("topic")["label"].transform(lambda own: own.mode().iloc[0]) == frame["label"]).to_numpy(bool)


def asked(study: Study, seed: int, right: np.ndarray, n: int, node: str | None = None) -> Study:
    """A copy of a study in which a simulated reader answered n statements, drawn by a seed."""
    other = Study(study.contents.change(config=replace(study.config, seed=seed)))
    for statement in other.audit.draw(n, node)["statement_id"]:
        other.audit.answer(int(statement), "yes" if right[statement] else "no", node=node)
    return other


def coverage(study: Study, right: np.ndarray, repeats: int) -> None:
    """How often intervals hold the truth."""
    frame = population_of(study.contents).frame
    frame = frame.assign(right=right[frame["statement_id"]])
    truth = {"": frame["right"].mean(), **frame.groupby("category")["right"].mean().to_dict()}
    doubtful = frame.groupby("doubtful")["right"].mean()
    print(f"  right: {truth['']:.3f} of all, {doubtful[True]:.3f} of the doubtful, {doubtful[False]:.3f} of the others")
    for n in ROUNDS:
        found = []
        for seed in range(repeats):
            rows = asked(study, seed, right, n).audit.figures()
            rows = rows[rows["level"] != "topic"].dropna(subset="precision")
            true = rows["node_id"].map(truth)
            low, high = wilson(rows["belong"], rows["asked"])
            naive = rows["belong"] / rows["asked"]
            for name, value, ends in (
                ("weighted", rows["precision"], (rows["low"], rows["high"])), ("naive", naive, (low, high)),
            ):  # fmt: skip
                found.append(pd.DataFrame({
                    "way": name, "level": rows["level"], "off": value - true,
                    "holds": (ends[0] <= true) & (true <= ends[1]), "width": ends[1] - ends[0],
                }))  # fmt: skip
        table = pd.concat(found).groupby(["level", "way"]).agg(
            holds=("holds", "mean"), width=("width", "mean"), bias=("off", "mean"), error=("off", "std"),
            intervals=("off", "size"),
        )  # fmt: skip
        print(f"  {n} answers, {repeats} repeats")
        print(table.iloc[::-1].round(3).to_string())


def proposed(study: Study, right_of: Callable[[Study], np.ndarray], repeats: int, title: str) -> None:
    """What proposals do: after 120 answers, and 24 more on every topic that they leave in doubt."""
    right, counts, changes, gains = right_of(study), [], [], []
    for seed in range(repeats):
        read = asked(study, seed, right, ROUNDS[-1])
        for doubt in read.audit.proposals().doubts[:5]:
            for statement in read.audit.draw(ASKED_ALONE, doubt.node_id)["statement_id"]:
                read.audit.answer(int(statement), "yes" if right[statement] else "no", node=doubt.node_id)
        found = read.audit.proposals().found
        counts.append(len(found))
        if found:
            changed = copy.copy(read)
            for proposal in found:
                changes.append(proposal.change)
                getattr(changed.edit, proposal.change)(proposal.node_id)
            gains.append((precision(read, right), precision(changed, right_of(changed))))
    before, after = np.mean(gains, axis=0) if gains else (np.nan, np.nan)
    print(f"  {title}: a change is proposed in {np.mean(np.array(counts) > 0):.1%} of {repeats} repeats", end="; ")
    print(f"{changes.count('split')} splits, {changes.count('hide')} hides; precision {before:.3f} → {after:.3f}")


def precision(study: Study, right: np.ndarray) -> float:
    """The part of what is in sight that is right."""
    return float(right[population_of(study.contents).frame["statement_id"]].mean())


def spoiled(study: Study) -> Study:
    """The study with topics of different categories merged by threes: of which much is wrong."""
    other = copy.copy(study)
    categories = [category for category in study.tree.level("category") if not category.talk][:6]
    first = [study.tree.children(category.id)[0].id for category in categories]
    for one, two in zip(first[::2], first[1::2], strict=False):
        other.edit.merge(one, two)
    return other


def measure(study: Study, repeats: int) -> None:
    """All of it, of a study with labels."""
    labels = study.statements["label"].to_numpy(str)
    levels = (f"{len(study.tree.level(level))} {called}" for level, called in PLURALS.items())
    print(f"{study.name}: {len(labels)} statements, {', '.join(levels)}", flush=True)
    coverage(study, truth_of(study, labels), repeats)
    few = max(repeats // 4, 1)
    proposed(study, lambda now: truth_of(now, labels), few, "as it is")
    proposed(spoiled(study), lambda now: truth_of(now, labels), few, "with topics merged that are none")
    proposed(study, lambda now: np.ones(len(labels), bool), repeats, "nothing wrong")
    slips = np.random.default_rng(0).random(len(labels)) > SLIPS
    proposed(study, lambda now: slips, repeats, "nothing wrong, but the reader slips")


def main() -> None:
    """Build a study of a slice of each file, and audit it over and over."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+")
    parser.add_argument("--rows", type=int, default=3000)
    parser.add_argument("--repeats", type=int, default=200)
    options = parser.parse_args()
    for file in options.files:
        if Path(file).is_dir():
            measure(interest.open_study(file), options.repeats)
            continue
        data = pd.read_csv(file)
        data = data.sample(min(options.rows, len(data)), random_state=0)
        columns = {"text": "text", "label": "topic"}
        measure(interest.build(data[["text", "topic"]], columns=columns, name=Path(file).stem), options.repeats)


if __name__ == "__main__":
    main()

"""How much of a tree is right, by the answers of who read some of it."""

import numpy as np
import pandas as pd

from interest.audit.population import Population, cells, population_of
from interest.contents import Contents, derived
from interest.inference import stratified_share

FEWEST_ANSWERS = 5
"""Below it nothing is claimed of a node: even where all belong, it could be one in two."""
COLUMNS = ("node_id", "level", "name", "asked", "belong", "unsure", "precision", "low", "high", "needed")


@derived("ingested", "cuts", "config", "answers")
def answered(contents: Contents) -> pd.DataFrame:
    """The answers that count: those on statements that still lie in the topic, or in what was made of it by edits.

    The rows of the `Population` with `verdict`, `wide` (whether the statement is of the random sample of its category,
    too, and not of its topic alone) and `number`.
    """
    frame = population_of(contents).frame
    given = contents.answers.current
    table = pd.DataFrame(
        [(a.user_id, a.text, a.node_id, a.verdict, not a.alone, a.number) for a in given],
        columns=["user_id", "text", "node_id", "verdict", "wide", "number"],
    )
    rows = frame[frame["text"].isin({answer.text for answer in given})]
    found = rows.merge(table.astype({"user_id": "str", "text": "str"}), on=["user_id", "text"])
    stands = {node: contents.cuts.successors(node) for node in {answer.node_id for answer in given}}
    still = [topic in stands[node] for topic, node in zip(found["topic"], found["node_id"], strict=True)]
    found = found[np.array(still, bool)].sort_values("number").drop_duplicates("statement_id", keep="last")
    # What was drawn for its topic alone would have been drawn anyway where others that come later were.
    strata = found["category"] + "|" + found["doubtful"].astype(str)
    reached = found["random"].where(found["wide"]).groupby(strata).transform("max")
    wide = found["wide"] | (found["random"] <= reached)
    return found.assign(wide=wide).drop(columns="node_id").reset_index(drop=True)


def figures(contents: Contents) -> pd.DataFrame:
    """What the answers say of the whole tree ("" for its id), its categories and topics: a row each, see `COLUMNS`.

    asked counts the answers, belong those that say yes, unsure those that can't say, which count for nothing else.
    precision is the estimated share of a node's statements that belong to the topic that they were put under, low to
    high its 95% interval (`stratified_share`); NaN where `needed` more answers are needed.
    """
    population, answers, tree = population_of(contents), answered(contents), contents.tree
    wide = answers[answers["wide"]]
    rows = [("", "tree", contents.name, *_figures(population, wide, "category"))]
    for category in tree.level("category"):
        own = population.within(category.id)
        if not len(own.frame) or category.id not in set(own.frame["category"]):
            continue
        said = wide[wide["category"] == category.id]
        rows.append((category.id, "category", category.name, *_figures(own, said, "category")))
        inside = own.frame.groupby("topic")
        for topic in tree.children(category.id):
            if topic.id in inside.groups:
                part, said = Population(inside.get_group(topic.id)), answers[answers["topic"] == topic.id]
                rows.append((topic.id, "topic", topic.name, *_figures(part, said, "topic")))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(COLUMNS[:3], "str"))


def _figures(population: Population, answers: pd.DataFrame, by: str) -> tuple[int, int, int, float, float, float, int]:
    """asked, belong, unsure, precision, low, high and needed of a part of the tree, by its strata of a level."""
    sure = answers[answers["verdict"] != "unsure"]
    yes = (sure["verdict"] == "yes").to_numpy(bool)
    counts = len(answers), int(yes.sum()), len(answers) - len(sure)
    # Never more than there is, less what nobody can say anything of.
    needed = min(FEWEST_ANSWERS, len(population.frame) - counts[2]) - len(sure)
    if needed > 0 or not len(sure):
        return *counts, np.nan, np.nan, np.nan, max(needed, 0)
    number, sizes, doubtful = cells(population.frame, by)
    at = pd.Index(population.frame["statement_id"]).get_indexer(sure["statement_id"])
    return *counts, *stratified_share(yes, number[at], sizes, doubtful), 0

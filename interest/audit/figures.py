"""How much of a tree is right, by the answers of who read some of it."""

import numpy as np
import pandas as pd

from interest.audit.population import population_of
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


@derived("name", "ingested", "cuts", "config", "answers")
def figures(contents: Contents) -> pd.DataFrame:
    """What the answers say of the whole tree ("" for its id), its categories and topics: a row each, see `COLUMNS`.

    asked counts the answers, belong those that say yes, unsure those that can't say, which count for nothing else.
    precision is the estimated share of a node's statements that belong to the topic that they were put under, low to
    high its 95% interval (`stratified_share`); NaN where `needed` more answers are needed.
    """
    population, answers, tree = population_of(contents), answered(contents), contents.tree
    wide = answers[answers["wide"]]
    rows = [("", "tree", contents.name, *_figures(wide, population.sizes("category")))]
    for level, said in (("category", wide), ("topic", answers)):
        sizes, own = dict(list(population.sizes(level).groupby(level))), dict(list(said.groupby(level)))
        nodes = [node for node in tree if node.id in sizes]
        rows += [(n.id, level, n.name, *_figures(own.get(n.id, said[:0]), sizes[n.id])) for n in nodes]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(COLUMNS[:3], "str"))


def _figures(answers: pd.DataFrame, sizes: pd.Series) -> tuple[int, int, int, float, float, float, int]:
    """asked, belong, unsure, precision, low, high and needed of a part of the tree with strata of these sizes."""
    sure = answers[answers["verdict"] != "unsure"]
    belong, unsure = int((sure["verdict"] == "yes").sum()), len(answers) - len(sure)
    # Never more than there is, less what nobody can say anything of.
    needed = min(FEWEST_ANSWERS, int(sizes.sum()) - unsure) - len(sure)
    if needed > 0 or not len(sure):
        return len(answers), belong, unsure, np.nan, np.nan, np.nan, max(needed, 0)
    return len(answers), belong, unsure, *share_of(sure, sizes), 0


def share_of(answers: pd.DataFrame, sizes: pd.Series) -> tuple[float, float, float]:
    """The share that belongs and its interval, from answers of yes and no and the sizes of the strata they are from."""
    at = pd.MultiIndex.from_frame(answers[sizes.index.names])
    doubtful = sizes.index.get_level_values("doubtful").to_numpy(np.int64)
    yes = (answers["verdict"] == "yes").to_numpy(bool)
    return stratified_share(yes, sizes.index.get_indexer(at), sizes.to_numpy(), doubtful)

"""How good the recommended items are: content, behaviour and both, on interactions that were held out."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from interest.evaluation.recommendation import Ranker, Recommender
from interest.hierarchy.tree import InterestTree
from interest.recommend.fusion import SOURCES, Fusion
from interest.recommend.items import Voice, item_space, learn_fusion, rank_items

COLLABORATIVE = ("together", "factors")


def item_recommenders(
    items: pd.DataFrame,
    item_vectors: np.ndarray,
    topics: Sequence[str],
    tree: InterestTree,
    voice: Callable[[str], Voice],
    seed: int = 0,
    each: bool = False,
) -> dict[str, Recommender]:
    """Recommenders for `interest.evaluation.evaluate`: content, collaborative, hybrid; with `each`, its parts too.

    The arguments are those of `item_space` and `learn_fusion`. What a user wrote is known to all of them, whenever it
    was written: only interactions are held out.
    """

    def learned(*allowed: str) -> Recommender:
        def learn(interactions: pd.DataFrame) -> Ranker:
            space = item_space(items, item_vectors, topics, interactions)
            fusion = learn_fusion(space, tree, voice, allowed, seed)
            return lambda user_id, k: rank_items(user_id, space, tree, voice(user_id), k, fusion)

        return learn

    def fixed(weights: tuple[float, ...]) -> Recommender:
        def learn(interactions: pd.DataFrame) -> Ranker:
            space = item_space(items, item_vectors, topics, interactions)
            return lambda user_id, k: rank_items(user_id, space, tree, voice(user_id), k, Fusion(weights, shrunk=False))

        return learn

    alone = {source: fixed(tuple(float(source == other) for other in SOURCES)) for source in SOURCES}
    parts = {"BM25": alone["together"], "ALS": alone["factors"]} if each else {}
    main = {"content": alone["text"], "collaborative": learned(*COLLABORATIVE), "hybrid": learned(*SOURCES)}
    return main | parts

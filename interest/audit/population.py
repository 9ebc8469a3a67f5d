"""What can be asked of a study's tree: every statement under an interest, and in which order statements are drawn."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import chain

import pandas as pd

from interest.contents import Contents, derived

DOUBTFUL = 1 / 3
"""The part of each topic, that of the lowest strengths, whose statements are called doubtful."""
HALF = 0.5
"""The part of the questions that goes to doubtful statements. They are a third, but more of them are wrong."""
STRATUM = ["category", "doubtful"]
Stratum = tuple[str, bool]
EVENING = 0.5
"""A category's part of the questions goes by this power of its size (Bankier 1988): at 1 small ones are hardly asked
about, at 0 all are equally."""


@dataclass(frozen=True, eq=False)
class Population:
    """The statements that lie under a named interest in sight, a row each. Talk and groups without a name are none:
    of these nobody can say what belongs there."""

    frame: pd.DataFrame
    """statement_id, user_id, text, category, topic, strength; doubtful (bool), random in [0, 1) (its own for good)."""

    @cached_property
    def _queues(self) -> dict[Stratum, list[tuple[int, str, str, str]]]:
        """By stratum its statements in their order: id, topic, text and user."""
        columns = ["statement_id", "topic", "text", "user_id"]
        groups = self.frame.sort_values("random").groupby(STRATUM)
        return {key: list(rows[columns].itertuples(index=False, name=None)) for key, rows in groups}

    @cached_property
    def _parts(self) -> dict[Stratum, float]:
        """By stratum its part of the questions; all sum to 1."""
        sizes = self.frame["category"].value_counts() ** EVENING
        size = (sizes / sizes.sum()).to_dict()
        both = self.frame.groupby("category")["doubtful"].nunique() == 2
        band = {True: HALF, False: 1 - HALF}
        return {key: size[key[0]] * (band[key[1]] if both[key[0]] else 1.0) for key in self._queues}

    @cached_property
    def _of_user(self) -> dict[str, float]:
        """Everybody's part of the statements."""
        return (self.frame["user_id"].value_counts() / max(len(self.frame), 1)).to_dict()

    def sizes(self, level: str) -> pd.Series:
        """How many statements each stratum has, by a node of the level and whether they are doubtful."""
        return self.frame.groupby([level, "doubtful"]).size()

    def within(self, node_id: str | None) -> "Population":
        """That of a category or topic; of None the whole."""
        if node_id is None:
            return self
        level = "category" if (self.frame["category"] == node_id).any() else "topic"
        return Population(self.frame[self.frame[level] == node_id])

    def drawn(self, asked: pd.DataFrame) -> Iterator[int]:
        """Statement ids in the order in which they are to be asked; `asked` has the rows of those that were.

        Each comes from the stratum (a category's doubtful statements, or its others) that is furthest behind its part
        of the questions, and there is the next by its random number: so a stratum's answers are a plain random sample
        of it, whenever somebody stops, and rows that are added fall in where they would have been (permanent random
        numbers, Ohlsson 1995). No text comes twice in a topic, and nobody more often than their part of the
        statements calls for, as long as there are others.

        References:
            Bankier, M. (1988). Power allocations: determining sample sizes for subnational areas. The American
            Statistician 42 (3).
            Ohlsson, E. (1995). Coordination of samples using permanent random numbers. In: Business Survey Methods.
        """
        known = set(zip(asked["topic"], asked["text"], strict=True))
        times, count = Counter(asked["user_id"]), len(asked)
        queues, parts, of_user = self._queues, self._parts, self._of_user
        waiting, done = set(queues), asked.groupby(STRATUM).size().to_dict()
        while waiting:
            key = max(waiting, key=lambda key: (parts[key] * (count + 1) - done.get(key, 0), key))
            left = (row for row in queues[key] if row[1:3] not in known)
            first = next(left, None)
            if first is None:
                waiting.remove(key)
                continue
            fresh = (
                row for row in chain((first,), left) if times[row[3]] < max(1, round(of_user[row[3]] * (count + 1)))
            )
            statement, topic, text, user = next(fresh, first)
            known.add((topic, text))
            times[user], done[key], count = times[user] + 1, done.get(key, 0) + 1, count + 1
            yield int(statement)


@derived("ingested", "cuts", "config")
def population_of(contents: Contents) -> Population:
    """What can be asked of a study."""
    tree = contents.tree
    named = [node.id for node in tree.level("topic") if node.named and not node.talk]
    frame = tree.in_sight(contents.statements)
    frame = frame[frame["topic"].isin(named)]
    frame = frame[["statement_id", "user_id", "text", "category", "topic", "strength"]].reset_index(drop=True)
    said = zip(frame["user_id"], frame["text"], strict=True)
    frame["random"] = [_random(contents.config.seed, *parts) for parts in said]
    rank = frame.sort_values(["strength", "random"]).groupby("topic").cumcount() + 1
    frame["doubtful"] = rank.reindex(frame.index) <= DOUBTFUL * frame.groupby("topic")["topic"].transform("size")
    return Population(frame)


def _random(seed: int, user_id: str, text: str) -> float:
    """A number in [0, 1) that a statement has for good: of its own, as drawn by chance (a hash)."""
    digest = blake2b(f"{seed}\0{user_id}\0{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64

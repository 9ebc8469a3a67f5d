"""`study.feedback`: what users think of what was recommended to them, and what is learned from it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from interest.contents import Contents, Current, derived
from interest.contents.judgements import ABOUT, KINDS, About, Judgement, Judgements, Kind
from interest.errors import FeedbackError
from interest.recommend.bandit import WIDTHS, Arms, Bandit, Judged, Personal, Target
from interest.recommend.items import item_arms
from interest.recommend.items.catalogue import Catalogue, catalogue_of
from interest.recommend.people import People, topics_of
from interest.segments.following import Follower

FIRST = 10
"""The recommendations that are compared with those without feedback: about as many as anybody looks at."""
UNKNOWN_PRIOR = 0.5
"""The score of what can't be recommended, such as an item already taken: neither good nor bad."""


@dataclass(frozen=True)
class Lessons:
    """How much the recommender has learned."""

    judgements: int
    """On interests and items, of all users together, each thing counted once a user."""
    users: int
    own: int
    """Of the user who was asked about."""
    changed: int
    """How many of the first `of` things recommended to that user would not be among them without feedback."""
    of: int


class Feedback:
    """Likes, dislikes and hides on recommended interests, items and similar users; saved with the study.

    What was disliked or hidden is not recommended to that user again. From likes, dislikes and hides on interests and
    items a bandit learns (`interest.recommend.bandit`). Only the last judgement of a user on a thing counts.
    """

    def __init__(self, current: Current) -> None:
        self._current = current

    @property
    def _contents(self) -> Contents:
        return self._current.contents

    def __len__(self) -> int:
        return len(self._contents.judgements.current)

    def add(self, user_id: str, target_id: str, kind: Kind, about: About | None = None) -> Judgement:
        """What a user thinks of an item, an interest (a topic) or a similar user, by its id; users can only be hidden.

        `about` says which of the three, where an id could be several. Raises `UnknownUserError`, and `FeedbackError`
        for what is not there or can't be judged.
        """
        if kind not in KINDS:
            raise FeedbackError(f"There is no feedback {kind!r}; give one of {', '.join(KINDS)}.")
        self._contents.check_user(user_id)
        about = self._about(target_id, about)
        if about == "user" and kind != "hide":
            raise FeedbackError(f"A similar user can be hidden, not be given a {kind!r}.")
        self.restore(self._contents.judgements.add(Judgement(user_id, about, target_id, kind)))
        return self._contents.judgements.given[-1]

    def undo(self, user_id: str | None = None, target_id: str | None = None, about: About | None = None) -> Judgement:
        """Take back the last judgement (of a user, on a thing), and give it: rankings are as before.

        `about` says which kind of thing, as for `add`. Raises `FeedbackError` where there is none.
        """
        log = self._contents.judgements.undo(user_id, target_id, about)
        self.restore(log)
        return log.undone[-1]

    def redo(self) -> Judgement:
        """Give the judgement again that was taken back last. Raises `FeedbackError` where none was."""
        judgement = self._contents.judgements.undone[-1:]
        self.restore(self._contents.judgements.redo())
        return judgement[0]

    def of(self, user_id: str, about: About) -> dict[str, Kind]:
        """What a user thinks of things, by their ids."""
        return self._contents.judgements.of(user_id, about)

    def to_frame(self) -> pd.DataFrame:
        """What counts, in its order: user_id, about, target_id, kind."""
        columns = ["user_id", "about", "target_id", "kind"]
        rows = [[getattr(judgement, name) for name in columns] for judgement in self._contents.judgements.current]
        return pd.DataFrame(rows, columns=columns, dtype="str")

    def lessons(self, user_id: str, k: int = FIRST) -> Lessons:
        """How much was learned, and what it changes in the first `k` items for a user.

        Without a catalogue: in the first interests.
        """
        judgements = [judgement for judgement in self._contents.judgements.current if judgement.about != "user"]
        changed, of = 0, 0
        if judgements:
            now, before = (set(self._recommended(user_id, k, use)) for use in (True, False))
            changed, of = len(now - before), len(now)
        return Lessons(
            judgements=len(judgements),
            users=len({judgement.user_id for judgement in judgements}),
            own=sum(judgement.user_id == user_id for judgement in judgements),
            changed=changed,
            of=of,
        )

    def _recommended(self, user_id: str, k: int, use_feedback: bool) -> pd.Series:
        """The ids of the first items for a user; without a catalogue those of the first interests."""
        catalogue = catalogue_of(self._contents)
        if catalogue is not None:
            personal = personal_to(self._contents, user_id, "item") if use_feedback else None
            return catalogue.recommend(user_id, k, personal=personal)["item_id"]
        personal = personal_to(self._contents, user_id, "interest") if use_feedback else None
        return People(self._contents).recommend(user_id, k, personal)["node_id"]

    def restore(self, judgements: Judgements) -> None:
        """Go over to another log, such as a former one."""
        self._current.change(judgements=judgements)

    def follow(self, former: "Feedback") -> None:
        """Take over the feedback of a former study of (much) the same statements, in place of the own.

        Topics are recognised as for segments. What is about things that are not there (any more) is kept, and counts
        again when they are back.
        """
        judgements = former._contents.judgements
        if judgements.made:
            self.restore(judgements.on(Follower(former._contents, self._contents).node))

    def _about(self, target_id: str, about: About | None) -> About:
        """Which kind of thing an id stands for. Raises `FeedbackError`."""
        there: dict[About, bool] = {
            "interest": target_id in self._contents.topic_vectors,
            "item": target_id in _items_of(self._contents),
            "user": self._contents.has_user(target_id),
        }
        found = [kind for kind in ABOUT if there[kind] and about in (None, kind)]
        if len(found) == 1:
            return found[0]
        if found:
            raise FeedbackError(
                f"{target_id!r} is the id of an {' and of a '.join(found)}; say which by about= (or --about)."
            )
        raise FeedbackError(
            f"There is no {about or 'topic, item or user'} {target_id!r} in this study that feedback could be about."
        )


@derived("stock")
def _items_of(contents: Contents) -> frozenset[str]:
    """The ids of all items that can be recommended."""
    items, interactions = contents.stock.items, contents.stock.interactions
    if items is None:
        return frozenset()
    return frozenset(items["item_id"]).union(() if interactions is None else interactions["item_id"])


class Known:
    """What is known without feedback of things that people judge, each person looked at once.

    It is kept by user and thing as long as what it follows from: the next answer then costs next to nothing.
    """

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._arms: dict[tuple[str, About, str], Arms] = {}

    def arms(self, user_id: str, targets: Sequence[Target]) -> list[Arms]:
        """Things (kind and id) as arms of the bandit for one user, one each."""
        missing = [target for target in targets if (user_id, *target) not in self._arms]
        for about in ("interest", "item"):
            ids = [target for kind, target in missing if kind == about]
            if ids:
                found = self._interests(user_id, ids) if about == "interest" else self._items(user_id, ids)
                self._arms |= {(user_id, about, target): arm for target, arm in zip(ids, found, strict=True)}
        return [self._arms[user_id, *target] for target in targets]

    def _items(self, user_id: str, ids: Sequence[str]) -> list[Arms]:
        offered, space = Catalogue(self._contents).offer(user_id), Catalogue(self._contents).space
        unknown = item_arms(space.ids.get_indexer(ids), space, self._contents.tree, *_unknown(len(ids)))
        return _chosen(offered.arms, offered.ids.get_indexer(ids), unknown)

    def _interests(self, user_id: str, ids: Sequence[str]) -> list[Arms]:
        found, topics = People(self._contents).prospects(user_id), topics_of(self._contents)
        unknown = topics.arms(pd.Index(topics.ids).get_indexer(ids), *_unknown(len(ids)))
        return _chosen(found.arms, pd.Index(found.ids, dtype="str").get_indexer(ids), unknown)


def _unknown(n: int) -> tuple[np.ndarray, np.ndarray]:
    return np.full(n, UNKNOWN_PRIOR), np.zeros((n, sum(WIDTHS.values())))


def _chosen(arms: Arms, rows: np.ndarray, unknown: Arms) -> list[Arms]:
    """One arm a row; of what can't be recommended (−1) the one of `unknown`."""
    return [arms.at(row) if row >= 0 else unknown.at(place) for place, row in enumerate(rows)]


@derived(
    "ingested", "deferred_space", "cuts", "stock", "learning", "recipe", "fusion", "config", despite=("judgements",)
)
def _known_of(contents: Contents) -> Known:
    """The same whatever is judged: whom somebody doesn't want to see is heard all the same."""
    return Known(contents)


@derived("ingested", "deferred_space", "cuts", "stock", "learning", "recipe", "fusion", "config", "judgements")
def bandit_of(contents: Contents) -> Bandit | None:
    """The bandit that has learned from a study's feedback; None where there is none that it could learn from."""
    items = _items_of(contents)
    by_user: dict[str, list[Judgement]] = {}
    for judgement in contents.judgements.current:
        if (
            judgement.about == "interest"
            and judgement.target_id in contents.topic_vectors
            or judgement.about == "item"
            and judgement.target_id in items
        ):
            by_user.setdefault(judgement.user_id, []).append(judgement)
    return Bandit.learn({user: _judged(user, judgements, contents) for user, judgements in by_user.items()})


def personal_to(contents: Contents, user_id: str, about: About) -> Personal:
    """What feedback makes of recommendations of a kind to a user."""
    return Personal(user_id, contents.judgements.withheld(user_id, about), bandit_of(contents))


def _judged(user_id: str, judgements: Sequence[Judgement], contents: Contents) -> Judged:
    """What one user judged, as arms in the tree as it is, with what the sources say of them."""
    targets: list[Target] = [(judgement.about, judgement.target_id) for judgement in judgements]
    arms = _known_of(contents).arms(user_id, targets)
    return Judged.of(arms, [judgement.kind for judgement in judgements], targets)

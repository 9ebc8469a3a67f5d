"""`study.feedback`: what users think of what was recommended to them, and what is learned from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from interest.contents import Contents, Current, derived
from interest.contents.judgements import ABOUT, KINDS, UNKNOWN_PRIOR, About, Judgement, Judgements, Kind
from interest.errors import FeedbackError
from interest.recommend.bandit import WIDTHS, Arms, Bandit, Judged, Personal
from interest.recommend.items import item_arms
from interest.recommend.items.catalogue import Catalogue, catalogue_of
from interest.recommend.people import People, topics_of
from interest.segments.following import Follower

FIRST = 10
"""The recommendations that are compared with those without feedback: about as many as anybody looks at."""


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
        judgement = self._in_context(Judgement(user_id, about, target_id, kind))
        self.restore(self._contents.judgements.add(judgement))
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
        catalogue = catalogue_of(self._contents)
        there: dict[About, bool] = {
            "interest": target_id in self._contents.topic_vectors,
            "item": catalogue is not None and target_id in catalogue.space.ids,
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

    def _in_context(self, judgement: Judgement) -> Judgement:
        """The judgement with what was known of the recommendation."""
        match judgement.about:
            case "item":
                offered = Catalogue(self._contents).offer(judgement.user_id)
                ids, arms = offered.ids.tolist(), offered.arms
            case "interest":
                found = People(self._contents).prospects(judgement.user_id)
                ids, arms = found.ids, found.arms
            case _:
                return judgement
        if judgement.target_id not in ids:
            return judgement
        row = ids.index(judgement.target_id)
        return replace(judgement, prior=float(arms.prior[row]), context=tuple(arms.shared[row].tolist()))


@derived("ingested", "deferred_space", "cuts", "stock", "judgements")
def bandit_of(contents: Contents) -> Bandit | None:
    """The bandit that has learned from a study's feedback; None where there is none that it could learn from."""
    catalogue = catalogue_of(contents)
    by_user: dict[str, list[Judgement]] = {}
    for judgement in contents.judgements.current:
        if (
            judgement.about == "interest"
            and judgement.target_id in contents.topic_vectors
            or judgement.about == "item"
            and catalogue is not None
            and judgement.target_id in catalogue.space.ids
        ):
            by_user.setdefault(judgement.user_id, []).append(judgement)
    return Bandit.learn({user: _judged(judgements, contents) for user, judgements in by_user.items()})


def personal_to(contents: Contents, user_id: str, about: About) -> Personal:
    """What feedback makes of recommendations of a kind to a user."""
    return Personal(user_id, contents.judgements.withheld(user_id, about), bandit_of(contents))


def _judged(judgements: Sequence[Judgement], contents: Contents) -> Judged:
    """What one user judged, as arms in the tree as it is, with the scores and sources as they were."""
    return Judged.of(
        [_arm(judgement, contents) for judgement in judgements],
        [judgement.kind for judgement in judgements],
        [(judgement.about, judgement.target_id) for judgement in judgements],
    )


def _arm(judgement: Judgement, contents: Contents) -> Arms:
    width = sum(WIDTHS.values())
    fits = len(judgement.context) == width
    known = judgement.context if fits else (0.0,) * width
    # Before there were five sources the score of an item was a rank, no chance.
    prior = judgement.prior if fits or judgement.about == "interest" else UNKNOWN_PRIOR
    prior, shared = np.array([prior]), np.array([known])
    if judgement.about == "interest":
        topics = topics_of(contents)
        return topics.arms(np.flatnonzero(topics.ids == judgement.target_id), prior, shared)
    space = Catalogue(contents).space
    return item_arms(np.array([space.ids.get_loc(judgement.target_id)]), space, contents.tree, prior, shared)

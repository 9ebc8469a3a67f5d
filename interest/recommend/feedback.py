"""`study.feedback`: what users think of what was recommended to them, and what is learned from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.errors import FeedbackError
from interest.recommend.bandit import WIDTHS, Arms, Bandit, Judged, Kind, Personal
from interest.recommend.interests import topic_arms
from interest.recommend.items import item_arms
from interest.recommend.judgements import ABOUT, KINDS, About, Judgement, Judgements
from interest.segments.following import Follower

if TYPE_CHECKING:
    from interest.study import Study

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

    def __init__(self, study: "Study") -> None:
        self._study = study

    def __len__(self) -> int:
        return len(self._study.judgements.current)

    def add(self, user_id: str, target_id: str, kind: Kind, about: About | None = None) -> Judgement:
        """What a user thinks of an item, an interest (a topic) or a similar user, by its id; users can only be hidden.

        `about` says which of the three, where an id could be several. Raises `UnknownUserError`, and `FeedbackError`
        for what is not there or can't be judged.
        """
        if kind not in KINDS:
            raise FeedbackError(f"There is no feedback {kind!r}; give one of {', '.join(KINDS)}.")
        self._study.check_user(user_id)
        about = self._about(target_id, about)
        if about == "user" and kind != "hide":
            raise FeedbackError(f"A similar user can be hidden, not be given a {kind!r}.")
        judgement = self._in_context(Judgement(user_id, about, target_id, kind))
        self.restore(self._study.judgements.add(judgement))
        return self._study.judgements.given[-1]

    def undo(self, user_id: str | None = None, target_id: str | None = None, about: About | None = None) -> Judgement:
        """Take back the last judgement (of a user, on a thing), and give it: rankings are as before.

        `about` says which kind of thing, as for `add`. Raises `FeedbackError` where there is none.
        """
        log = self._study.judgements.undo(user_id, target_id, about)
        self.restore(log)
        return log.undone[-1]

    def redo(self) -> Judgement:
        """Give the judgement again that was taken back last. Raises `FeedbackError` where none was."""
        judgement = self._study.judgements.undone[-1:]
        self.restore(self._study.judgements.redo())
        return judgement[0]

    def of(self, user_id: str, about: About) -> dict[str, Kind]:
        """What a user thinks of things, by their ids."""
        return self._study.judgements.of(user_id, about)

    def to_frame(self) -> pd.DataFrame:
        """What counts, in its order: user_id, about, target_id, kind."""
        columns = ["user_id", "about", "target_id", "kind"]
        rows = [[getattr(judgement, name) for name in columns] for judgement in self._study.judgements.current]
        return pd.DataFrame(rows, columns=columns, dtype="str")

    def lessons(self, user_id: str, k: int = FIRST) -> Lessons:
        """How much was learned, and what it changes in the first `k` items for a user.

        Without a catalogue: in the first interests.
        """
        study = self._study
        judgements = [judgement for judgement in study.judgements.current if judgement.about != "user"]
        changed, of = 0, 0
        if judgements:
            ask = study.recommend if study.items is None else study.recommend_items
            now, before = (set(ask(user_id, k, **how).iloc[:, 0]) for how in ({}, {"use_feedback": False}))
            changed, of = len(now - before), len(now)
        return Lessons(
            judgements=len(judgements),
            users=len({judgement.user_id for judgement in judgements}),
            own=sum(judgement.user_id == user_id for judgement in judgements),
            changed=changed,
            of=of,
        )

    def personal(self, user_id: str, about: About) -> Personal:
        """What feedback makes of recommendations of a kind to a user."""
        return Personal(user_id, self._study.judgements.withheld(user_id, about), self._study.bandit)

    def restore(self, judgements: Judgements) -> None:
        """Go over to another log, such as a former one."""
        self._study.judgements = judgements
        self._study.__dict__.pop("bandit", None)

    def follow(self, former: "Study") -> None:
        """Take over the feedback of a former study of (much) the same statements, in place of the own.

        Topics are recognised as for segments. What is about things that are not there (any more) is kept, and counts
        again when they are back.
        """
        if former.judgements.made:
            follower = Follower(former, self._study)
            self.restore(former.judgements.on(follower.node))

    def _about(self, target_id: str, about: About | None) -> About:
        """Which kind of thing an id stands for. Raises `FeedbackError`."""
        study = self._study
        there: dict[About, bool] = {
            "interest": target_id in study.topic_vectors,
            "item": study.catalogue is not None and target_id in study.catalogue.space.ids,
            "user": target_id in study.users,
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
                offered = self._study.catalogue.offer(judgement.user_id)
                ids, arms = offered.ids.tolist(), offered.arms
            case "interest":
                found = self._study.people.prospects(judgement.user_id)
                ids, arms = found.given.index.tolist(), found.arms
            case _:
                return judgement
        if judgement.target_id not in ids:
            return judgement
        row = ids.index(judgement.target_id)
        return replace(judgement, prior=float(arms.prior[row]), context=tuple(arms.shared[row].tolist()))


def learn_from(study: "Study") -> Bandit | None:
    """The bandit that has learned from the study's feedback; None where there is none that it could learn from."""
    by_user: dict[str, list[Judgement]] = {}
    for judgement in study.judgements.current:
        if (
            judgement.about == "interest"
            and judgement.target_id in study.topic_vectors
            or judgement.about == "item"
            and study.catalogue
            and judgement.target_id in study.catalogue.space.ids
        ):
            by_user.setdefault(judgement.user_id, []).append(judgement)
    return Bandit.learn({user: _judged(judgements, study) for user, judgements in by_user.items()})


def _judged(judgements: Sequence[Judgement], study: "Study") -> Judged:
    """What one user judged, as arms in the tree as it is, with the scores and sources as they were."""
    return Judged.of(
        [_arm(judgement, study) for judgement in judgements],
        [judgement.kind for judgement in judgements],
        [(judgement.about, judgement.target_id) for judgement in judgements],
    )


def _arm(judgement: Judgement, study: "Study") -> Arms:
    width = sum(WIDTHS.values())
    known = judgement.context if len(judgement.context) == width else (0.0,) * width
    prior, shared = np.array([judgement.prior]), np.array([known])
    if judgement.about == "interest":
        return topic_arms([judgement.target_id], study.tree, study.topic_vectors, prior, shared)
    space = study.catalogue.space
    return item_arms(np.array([space.ids.get_loc(judgement.target_id)]), space, study.tree, prior, shared)

"""What a study holds: the data, the tree, and the tables and vectors that follow from both."""

from collections.abc import Callable, Collection, Sequence
from functools import cached_property

import numpy as np
import pandas as pd

from interest.config import Config
from interest.encoders import Encoder
from interest.errors import UnknownUserError
from interest.evaluation import Quality
from interest.hierarchy.cutting import Cut
from interest.hierarchy.edits import Edit, Log
from interest.hierarchy.material import Material
from interest.hierarchy.tree import InterestTree
from interest.ingest import CleaningReport, Statements
from interest.language import language_notes, languages_of
from interest.recommend import Fusion, Judgements, reach_of, unsuited_topics
from interest.segments import Segment
from interest.users import LearnedUsers, Learning, UserVectors, mean_vectors, profile_table

LASTING = ("material", "mentions", "users", "vectors_of_users", "centred_items")
"""What is kept in memory when the tree is edited, since it does not depend on the tree; all else is computed anew."""


class Holdings:
    """The state of a `Study`, apart from what can be asked of it and done with it."""

    def __init__(
        self,
        name: str,
        config: Config,
        ingested: Statements,
        cut: Cut,
        material: Material | Callable[[], Material],
        items: pd.DataFrame | None = None,
        interactions: pd.DataFrame | None = None,
        item_vectors: np.ndarray | None = None,
        encoder: Encoder | None = None,
        built: Cut | None = None,
        log: Log | None = None,
        learned: Learning | None = None,
        segments: Sequence[Segment] = (),
        fusion: Fusion | None = None,
        judgements: Judgements | None = None,
    ) -> None:
        self.name = name
        self.config = config
        self.ingested = ingested
        self.cut = cut
        self.built = built or cut
        """The cut before all edits."""
        self.log = log or Log()
        self.defined_segments = tuple(segments)
        """What `segments` is about."""
        self.items = items
        self.interactions = interactions
        self.item_vectors = item_vectors
        self._material = material
        self._encoder = encoder
        self.lost_edits: tuple[Edit, ...] = ()
        """Edits of the study before it that `replay` could not make again."""
        self.known_quality: Quality | None = None
        """What `quality` found, once it was asked."""
        self.fusion = fusion
        """The weights of what speaks for items, once they were learned."""
        self.judgements = judgements or Judgements()
        """What `feedback` is about."""
        self.built_at = ""
        """The time of the first save (ISO 8601), "" before."""
        self.learned = learned
        """What the last training found; None before `learn`."""

    # What was read, and the tree

    @property
    def tree(self) -> InterestTree:
        """The interest tree, as edited."""
        return self.cut.tree

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of the tree, such as that there is too little data for a good one."""
        return (*self.cut.notes, *language_notes(self.ingested.frame["language"].tolist()))

    @property
    def report(self) -> CleaningReport:
        """What cleaning dropped, merged and changed."""
        return self.ingested.report

    @property
    def encoder_name(self) -> str:
        """The encoder that was used: the one that "auto" chose."""
        return self.config.encoder

    @cached_property
    def material(self) -> Material:
        """What the tree was cut from; loaded when first asked for."""
        return self._material() if callable(self._material) else self._material

    def extend(self, ingested: Statements, material: Material, built: Cut, cut: Cut) -> None:
        """Go over to more statements, with both cuts of them: before the edits and as edited."""
        self.ingested, self.built, self._material = ingested, built, material
        self.take(cut, self.log, lasting=())

    @property
    def language(self) -> str:
        """The language of most statements: "en", "zh", "zh-Hant" (in traditional characters), "de" … or "other"."""
        return self.material.language

    @cached_property
    def statements(self) -> pd.DataFrame:
        """The statements in input order with their places in the tree and on the map.

        Columns: statement_id, row, user_id, text, source, timestamp, weight, rating, label, language, category, topic,
        keyword (node ids), strength in [0, 1], is_outlier, x, y.
        """
        x, y = self.cut.map.T
        return pd.concat([self.ingested.frame, self.cut.assignments], axis=1).assign(x=x, y=y)

    @property
    def memberships(self) -> pd.DataFrame:
        """The best few topics of each statement: statement_id, node_id, weight (softmax over all topics)."""
        return self.cut.memberships

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """The phrases that each statement mentions, keyword or not: statement_id, phrase."""
        phrases = self.material.named_by(self.config).phrases
        found = phrases.matrix.tocoo()
        names = pd.Series(phrases.names, dtype="str")
        table = pd.DataFrame({"statement_id": found.row, "phrase": names.take(found.col).to_numpy()})
        return table.sort_values(["statement_id", "phrase"]).reset_index(drop=True)

    def statement_vectors(self) -> np.ndarray:
        """The encoder's output for the statements, (n_statements, d) float32, L2-normalised."""
        return self.material.vectors

    @cached_property
    def users(self) -> list[str]:
        """The ids of all users: those who wrote, in the order of their first statement, then those who only took."""
        taken = [] if self.interactions is None else self.interactions["user_id"]
        return list(dict.fromkeys([*self.ingested.users, *taken]))

    # What follows from it

    @cached_property
    def profiles(self) -> pd.DataFrame:
        """All profiles: user_id, node_id, level, weight (sums to 1 a user and level), lift."""
        return profile_table(self.statements, self.tree)

    def weights(self, user_id: str) -> pd.DataFrame:
        """A user's part of `profiles`: node_id, level, weight."""
        return self.profiles.loc[self.profiles["user_id"] == user_id, ["node_id", "level", "weight"]]

    @cached_property
    def unsuited(self) -> frozenset[str]:
        """The topics that nobody is recommended: see `unsuited_topics`."""
        return unsuited_topics(self.statements, self.tree)

    def check_user(self, user_id: str) -> None:
        """Raises `UnknownUserError` for an id that is not there."""
        if user_id not in self.users:
            raise UnknownUserError(f"There is no user {user_id!r} in this study; it has {len(self.users)} users.")

    @cached_property
    def vectors_of_users(self) -> UserVectors:
        """What `user_vectors` gives, with the center that was subtracted."""
        if self.learned_users is None:
            return mean_vectors(self.ingested.frame, self.shifted)
        return self.learned_users.vectors

    @property
    def learned_users(self) -> LearnedUsers | None:
        """The learned users, if they are better than the mean."""
        return self.learned.users if self.learned and self.learned.chosen == "learned" else None

    @property
    def shifted(self) -> np.ndarray:
        """The statement vectors, centred by language, (n_statements, d) float32: what the mean is taken of."""
        return self.material.centers.shift(self.material.vectors, self.ingested.frame["language"].tolist())

    @property
    def topic_vectors(self) -> dict[str, np.ndarray]:
        """The centroids (d,) of the topics that can be seen, by id."""
        return {topic: vector for topic, vector in self.cut.topic_vectors.items() if topic in self.tree}

    @cached_property
    def reach(self) -> float:
        """How near to a topic a text has to be to be about it: `interest.recommend.reach_of`."""
        topics = self.cut.assignments["topic"].tolist()
        return reach_of(self.material.meaning, topics, self.topic_vectors, self.tree)

    def languages_of(self, texts: Sequence[str]) -> list[str]:
        """The language of each text, of those that the study knows."""
        return languages_of(texts, among=self.material.centers.languages)

    @cached_property
    def centred_items(self) -> np.ndarray:
        """The vectors of the items, centred by language, (n_items, d) float32."""
        return self.material.centers.center(self.item_vectors, self.languages_of(self.items["text"].tolist()))

    def take(self, cut: Cut, log: Log, lasting: Collection[str] = LASTING) -> None:
        """Go over to another cut, and forget what was computed from the one before, but for what is `lasting`."""
        self.cut, self.log, self.known_quality = cut, log, None
        for name in list(vars(self)):
            if isinstance(getattr(type(self), name, None), cached_property) and name not in lasting:
                delattr(self, name)

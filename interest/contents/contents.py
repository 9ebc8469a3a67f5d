"""What a study holds: frozen parts, each named for what it is, and the tables and vectors that follow from them.

It knows no question. Questions (findings, segments, comparisons, recommendations, reports) are functions over it, and
whoever changes something makes other contents, in which all parts but the changed ones are the same objects.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import pandas as pd

from interest.config import Config, Progress, no_progress
from interest.contents.answers import Answers
from interest.contents.definitions import Segment
from interest.contents.derived import Derived, derived
from interest.contents.fusion import Fusion
from interest.contents.heard import Heard
from interest.contents.judgements import Judgements
from interest.contents.opinions import Estimate
from interest.contents.own import OwnInterests
from interest.contents.parts import Cuts, Deferred, Stock
from interest.encoders import Encoder, encode_texts
from interest.errors import UnknownUserError
from interest.evaluation import Quality
from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing.edits import Log
from interest.hierarchy.space import Space
from interest.hierarchy.tree import InterestTree
from interest.hierarchy.words import Words
from interest.inference import Grouping
from interest.ingest import CleaningReport, Statements, Unit
from interest.language import language_notes, languages_of
from interest.users import ClosedUsers, LearnedUsers, Learning, Profiles, Recipe, UserVectors, choose_recipe


@dataclass(frozen=True, eq=False)
class Contents:
    """Everything that a study is made of."""

    name: str
    config: Config
    ingested: Statements
    """What was read, with the report of the cleaning."""
    deferred_space: Deferred[Space]
    """Where the statements lie: what trees are cut in."""
    deferred_words: Deferred[Words]
    """What the statements say: what names are made of."""
    cuts: Cuts
    encoder: Deferred[Encoder]
    """What the vectors are from."""
    stock: Stock = Stock()
    learning: Learning | None = None
    """What the last training found; None before any."""
    quality: Quality | None = None
    """How far the tree can be trusted, once that was asked; None after every change of the tree."""
    grouping: Grouping | None = None
    """The groups that people fall into, as a build found them; None after every change of the tree."""
    recipe: Recipe | None = None
    """How users become vectors without training, once that was chosen."""
    estimate: Estimate | None = None
    """How opinions were estimated where there is no rating; None where that was not asked."""
    fusion: Fusion | None = None
    """How much each source of recommended items counts, once that was learned."""
    judgements: Judgements = Judgements()
    """What people think of what was recommended to them."""
    answers: Answers = Answers()
    """Whether statements belong to their interests, as somebody who read them says."""
    segments: tuple[Segment, ...] = ()
    """The definitions of the named groups of users."""
    own: OwnInterests = OwnInterests()
    """What people look for themselves, beside the tree."""
    foundation: int | None = None
    """How many of the first statements the tree was found in, before others were added; None for all."""
    built_at: str = ""
    """The time of the first save (ISO 8601), "" before."""
    origin: "Origin | None" = field(default=None, repr=False)
    """The saved state that they were read from or saved as last; None before."""
    known: Derived = field(default_factory=Derived, repr=False)
    """What was derived from it so far."""

    # Other contents

    def change(self, **parts: Any) -> Self:
        """The contents with some parts replaced; what was derived from none of these still holds."""
        changed = {name for name, part in parts.items() if part is not getattr(self, name)}
        return replace(self, **parts, known=self.known.without(changed))

    def with_tree(self, edited: Cut, log: Log) -> Self:
        """The contents with the tree edited; what a build found out about it holds as long as names alone differ."""
        quality = grouping = None
        if edited.tree.differs_in_names_alone(self.tree):
            quality, grouping = self.quality and self.quality.named(edited.tree), self.grouping
        return self.change(cuts=replace(self.cuts, edited=edited, log=log), quality=quality, grouping=grouping)

    # Looked up

    @property
    def heard(self) -> Heard:
        """What people said of what they were shown."""
        return Heard(self.judgements, self.answers)

    @property
    def space(self) -> Space:
        """Where the statements lie; read from the disk when it is first asked for."""
        return self.deferred_space.get()

    @property
    def words(self) -> Words:
        """What the statements say; read from the disk when it is first asked for."""
        return self.deferred_words.get()

    @property
    def cut(self) -> Cut:
        """The tree as edited, and where each statement is in it."""
        return self.cuts.edited

    @property
    def tree(self) -> InterestTree:
        """The interest tree, as edited."""
        return self.cut.tree

    @property
    def report(self) -> CleaningReport:
        """What cleaning dropped, merged and changed."""
        return self.ingested.report

    @property
    def unit(self) -> Unit:
        """What a user is: somebody, or a row where no column says who wrote. See `Statements.unit`."""
        return self.ingested.unit

    @property
    def has_people(self) -> bool:
        """Whether a column says who wrote, so that something can be said of people."""
        return self.unit == "user"

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of the tree, such as that there is too little data for a good one."""
        return (*self.cut.notes, *language_notes(self.ingested.frame["language"].tolist()))

    @property
    def naming_language(self) -> str:
        """The language that names are in: what was wished, else that of most statements."""
        return self.config.language or self.words.language

    @property
    def topic_vectors(self) -> dict[str, np.ndarray]:
        """The centroids (d,) of the topics that can be seen, by id."""
        return {topic: vector for topic, vector in self.cut.topic_vectors.items() if topic in self.tree}

    @property
    def learned_users(self) -> LearnedUsers | None:
        """The learned users, if they are better than the closed form."""
        return self.learning.users if self.learning and self.learning.chosen == "learned" else None

    @property
    def shifted(self) -> np.ndarray:
        """The statement vectors, centred by language, (n, d) float32: what the mean is taken of."""
        return self.space.centers.shift(self.space.vectors, self.ingested.frame["language"].tolist())

    def weights(self, user_id: str) -> pd.DataFrame:
        """A user's profile: node_id, level, weight."""
        return self.profiles.of_user(user_id)[["node_id", "level", "weight"]]

    def statements_of(self, user_id: str) -> pd.DataFrame:
        """A user's part of `statements`."""
        return self.statements.iloc[self.rows_of(user_id)]

    def rows_of(self, user_id: str) -> np.ndarray:
        """The places of a user's statements."""
        return self._rows_of_users.get(user_id, np.zeros(0, np.int64))

    def has_user(self, user_id: str) -> bool:
        """Whether somebody is a user of the study."""
        return user_id in self._known_users

    def check_user(self, user_id: str) -> None:
        """Raises `UnknownUserError` for an id that is not there."""
        if not self.has_user(user_id):
            raise UnknownUserError(f"There is no user {user_id!r} in this study; it has {len(self.users)} users.")

    # Encoded

    def encode(self, texts: Sequence[str], progress: Progress = no_progress) -> np.ndarray:
        """The vectors of texts by the encoder of the study, (n, d) float32, L2-normalised."""
        return encode_texts(self.encoder.get(), texts, progress)

    def meaning_of(self, texts: Sequence[str]) -> np.ndarray:
        """The same, centred by language as `space.meaning` is."""
        return self.space.place(self.encode(texts), self.languages_of(texts))

    def languages_of(self, texts: Sequence[str]) -> list[str]:
        """The language of each text, of those that the study knows."""
        return languages_of(texts, among=self.space.centers.languages)

    # Derived

    @property
    @derived("ingested", "cuts")
    def statements(self) -> pd.DataFrame:
        """The statements in input order with their places in the tree and on the map.

        Columns: statement_id, row, user_id, text, source, timestamp, weight, rating, label, language, category, topic,
        keyword (node ids), strength in [0, 1], is_outlier, x, y.
        """
        x, y = self.cut.map.T
        return pd.concat([self.ingested.frame, self.cut.assignments], axis=1).assign(x=x, y=y)

    @property
    @derived("deferred_words", "config")
    def namable(self) -> Words:
        """The words that names may use: without those to ignore, in the language that is wished."""
        return self.words.named_by(self.config)

    @property
    @derived("deferred_words", "config")
    def mentions(self) -> pd.DataFrame:
        """The phrases that each statement mentions, keyword or not: statement_id, phrase."""
        phrases = self.namable.phrases
        found = phrases.matrix.tocoo()
        names = pd.Series(phrases.names, dtype="str")
        table = pd.DataFrame({"statement_id": found.row, "phrase": names.take(found.col).to_numpy()})
        return table.sort_values(["statement_id", "phrase"]).reset_index(drop=True)

    @property
    @derived("ingested", "stock")
    def users(self) -> list[str]:
        """The ids of all users: those who wrote, in the order of their first statement, then those who only took."""
        taken = [] if self.stock.interactions is None else self.stock.interactions["user_id"]
        return list(dict.fromkeys([*self.ingested.users, *taken]))

    @property
    @derived("ingested", "stock")
    def _known_users(self) -> frozenset[str]:
        return frozenset(self.users)

    @property
    @derived("ingested")
    def _rows_of_users(self) -> dict[str, np.ndarray]:
        return self.ingested.frame.groupby("user_id").indices

    @property
    @derived("ingested", "cuts")
    def profiles(self) -> Profiles:
        """Everybody's profile."""
        return Profiles.of(self.statements, self.tree)

    @property
    @derived("ingested", "cuts")
    def profile_table(self) -> pd.DataFrame:
        """The same as a table: see `Profiles.to_frame`."""
        return self.profiles.to_frame()

    @property
    @derived("ingested", "deferred_space", "recipe", "config")
    def closed_users(self) -> ClosedUsers:
        """The users in closed form."""
        frame, anchors = self.ingested.frame, self.space.anchors
        recipe = self.recipe or choose_recipe(frame, self.shifted, anchors, self.config.seed)
        return ClosedUsers.of(frame, self.shifted, recipe, anchors)

    @property
    @derived("ingested", "deferred_space", "recipe", "config", "learning")
    def user_vectors(self) -> UserVectors:
        """The learned vectors of the users, where they are better than the closed form; else that."""
        learned = self.learned_users
        return self.closed_users.vectors if learned is None else learned.vectors

    @property
    @derived("deferred_space", "stock")
    def centred_items(self) -> np.ndarray:
        """The vectors of the items, centred by language, (n_items, d) float32."""
        items, vectors = self.stock.listed
        return self.space.place(vectors, self.languages_of(items["text"].tolist()))


@dataclass(frozen=True, eq=False)
class Origin:
    """A state of a saved study. Who saves what was read from it writes only what differs, and overwrites no other."""

    folder: Path
    state: str
    """Tells it from all other states."""
    parts: Mapping[str, Any]
    """Where its parts lie, as study.json says."""
    contents: Contents
    """What was read or saved then."""

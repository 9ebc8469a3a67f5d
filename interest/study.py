"""A study: what users wrote, the tree of interests in it, and all that can be asked of both."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

import numpy as np
import pandas as pd

from interest.config import Config, Progress, no_progress
from interest.editor import Editor
from interest.encoders import Encoder, choose_encoder, encode_texts
from interest.errors import InputError, StudyError, UnknownUserError
from interest.evaluation import SPLITS, Quality, Runs, assess, evaluate
from interest.findings import Finding, find
from interest.hierarchy.cutting import Cut, cut_tree
from interest.hierarchy.edits import Edit, Log
from interest.hierarchy.growing import grow_cut, grow_material
from interest.hierarchy.llm_naming import Endpoint, NamingResult, name_nodes, naming_requests
from interest.hierarchy.material import Material, prepare
from interest.hierarchy.tree import InterestTree
from interest.ingest import CleaningReport, Statements, load
from interest.ingest.loading import Data
from interest.language import IgnoreList, language_of, tokenize
from interest.recommend import (
    Fusion,
    ItemSpace,
    SearchResult,
    Voice,
    item_recommenders,
    item_space,
    learn_fusion,
    recommend_interests,
    recommend_items,
    search_text,
    similar_users,
)
from interest.segments import Segment, Segments
from interest.users import (
    Labels,
    LearnedUsers,
    Learning,
    Profile,
    UserVectors,
    learn,
    mean_vectors,
    place,
    profile,
    profile_table,
    text_vector,
    weights_of,
)

if TYPE_CHECKING:
    from interest.comparison import Comparison

NEIGHBOURS = 20
"""Neighbours whose interests are recommended: enough that one person's whim is not a trend."""
LASTING = ("material", "mentions", "users", "_user_vectors", "_centred_items")
"""What is kept in memory when the tree is edited, since it does not depend on the tree; all else is computed anew."""


class Study:
    """Everything that was found in one set of data. Made by `interest.build`, reopened by `interest.open_study`."""

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
        self.built_at = ""
        """The time of the first save (ISO 8601), "" before."""
        self.learned = learned
        """What the last training found; None before `learn`."""

    @classmethod
    def grow(
        cls,
        name: str,
        config: Config,
        encoder: Encoder,
        ingested: Statements,
        items: pd.DataFrame | None = None,
        interactions: pd.DataFrame | None = None,
        progress: Progress = no_progress,
    ) -> Self:
        """Encode, lay out and cut: the part of a build that follows reading and cleaning."""
        material = prepare(ingested.frame, encoder, config, progress)
        progress("tree", 0.0)
        cut = cut_tree(material, ingested.frame["user_id"].tolist(), config)
        item_vectors = None if items is None else encode_texts(encoder, items["text"].tolist())
        progress("tree", 1.0)
        return cls(name, config, ingested, cut, material, items, interactions, item_vectors, encoder)

    # What it holds

    @property
    def tree(self) -> InterestTree:
        """The interest tree, as edited."""
        return self.cut.tree

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of the tree, such as that there is too little data for a good one."""
        return self.cut.notes

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

    @property
    def language(self) -> str:
        """The language of most statements: "en", "zh" or "other"."""
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

    # Users

    @cached_property
    def profiles(self) -> pd.DataFrame:
        """All profiles: user_id, node_id, level, weight (sums to 1 a user and level), lift."""
        return profile_table(self.statements, self.tree)

    def profile(self, user_id: str) -> Profile:
        """What one user cares about; empty for a user seen only in interactions. Raises `UnknownUserError`."""
        self._check_user(user_id)
        return profile(user_id, self.profiles, self.statements, self.tree)

    @cached_property
    def _user_vectors(self) -> UserVectors:
        if self._learned_users is None:
            return mean_vectors(self.ingested.frame, self.shifted)
        found = self._learned_users.vectors
        if found.ids == self.ingested.users:
            return found
        return self._learned_users.of_statements(self.ingested.frame, self.material.meaning)

    @property
    def _learned_users(self) -> LearnedUsers | None:
        """The learned users, if they are better than the mean."""
        return self.learned.users if self.learned and self.learned.chosen == "learned" else None

    @property
    def shifted(self) -> np.ndarray:
        """The statement vectors, centred by language, (n_statements, d) float32: what the mean is taken of."""
        return self.material.centers.shift(self.material.vectors, self.ingested.frame["language"].tolist())

    def user_vectors(self) -> tuple[list[str], np.ndarray]:
        """The ids of all users with statements and their vectors, (n_users, d) float32, L2-normalised.

        The centred mean of their statements; after `learn` the learned vectors where they proved better on users who
        were held out. `learned` says which of both, and by how much.
        """
        return self._user_vectors.ids, self._user_vectors.matrix

    def user_vector(self, texts: Sequence[str]) -> np.ndarray:
        """The vector (d,) of somebody new who wrote these texts, in the space of `user_vectors`; nothing is kept."""
        vectors, languages = self._encode(texts), [language_of(text) for text in texts]
        if self._learned_users is None:
            return text_vector(self.material.centers.shift(vectors, languages), self._user_vectors.center)
        return self._learned_users.of_texts(texts, self.material.centers.center(vectors, languages))

    def learn(self, labels: Labels | None = None, seed: int = 0, progress: Progress | None = None) -> Self:
        """Train the hierarchical attention, and use its user vectors if they are better than the centred mean.

        `labels` maps user ids to a label or a list of labels, which are predicted too; by default those of the column
        `label`. `progress` gets the stage learn, and may raise `Cancelled`: then all is as it was. Sets `learned`.
        Raises `InputError` for labels of unknown users.
        """
        self.learned = learn(
            self.statements, self.material, self.shifted, self.tree, self._topic_vectors, self.profiles, labels,
            seed, progress or no_progress,
        )  # fmt: skip
        self.__dict__.pop("_user_vectors", None)
        return self

    def attention(self, user_id: str) -> pd.DataFrame:
        """Which statements and phrases make a user who they are: level, statement_id, phrase, weight.

        `level` is "statement", "topic" or "category"; `phrase` is "" for a statement itself; weights sum to one a
        level. Empty for a user without statements. Raises `UnknownUserError`, and `StudyError` before `learn`.
        """
        self._check_user(user_id)
        if self.learned is None or self.learned.users is None:
            raise StudyError("No attention was trained in this study yet: call study.learn(), or `interest learn`.")
        own = np.flatnonzero(self.ingested.frame["user_id"] == user_id)
        return self.learned.users.attention(self.ingested.frame.iloc[own], self.material.meaning[own])

    def similar_users(self, user_id: str, k: int = 5) -> pd.DataFrame:
        """The users most like one: user_id, score in [0, 1], shared and differs (lists of node ids)."""
        self._check_user(user_id)
        own = self._weights(user_id)
        vectors = self._user_vectors
        if user_id not in vectors:
            return self._neighbours(np.zeros(len(vectors.center), np.float32), own, 0)
        return self._neighbours(vectors.row(user_id), own, k, exclude=(user_id,))

    def similar_to(self, texts: Sequence[str], k: int = 5) -> pd.DataFrame:
        """The same for somebody new, from their texts."""
        count = k if len(texts) else 0  # nobody is like somebody who said nothing
        return self._neighbours(self.user_vector(texts), weights_of(self.place(texts), self.tree), count)

    def place(self, texts: Sequence[str]) -> pd.DataFrame:
        """Where new texts belong in the tree: a row a text with text, topic, category (node ids), strength."""
        vectors = self.material.centers.center(self._encode(texts), [language_of(text) for text in texts])
        topics = self._topic_vectors
        placed = place(vectors, np.stack(list(topics.values())), list(topics), self.tree)
        return pd.concat([pd.DataFrame({"text": pd.array(list(texts), dtype="str")}), placed], axis=1)

    def _neighbours(
        self, vector: np.ndarray, weights: pd.DataFrame, k: int, exclude: Sequence[str] = ()
    ) -> pd.DataFrame:
        return similar_users(vector, self._user_vectors, weights, self.profiles, self.tree, k, exclude)

    def _weights(self, user_id: str) -> pd.DataFrame:
        return self.profiles.loc[self.profiles["user_id"] == user_id, ["node_id", "level", "weight"]]

    def _check_user(self, user_id: str) -> None:
        if user_id not in self.users:
            raise UnknownUserError(f"There is no user {user_id!r} in this study; it has {len(self.users)} users.")

    @property
    def segments(self) -> Segments:
        """The named groups of users: `.add_node`, `.add_rule`, `.add_ids`, `.members`, `.profile`, `.compare`."""
        return Segments(self)

    # Recommendations and search

    def recommend(self, user_id: str, k: int = 5) -> pd.DataFrame:
        """Interests that a user has not shown: node_id, score in [0, 1], because (`Because`)."""
        return self._recommend(self._weights(user_id), self.similar_users(user_id, NEIGHBOURS), k)

    def recommend_for(self, texts: Sequence[str], k: int = 5) -> pd.DataFrame:
        """The same for somebody new, from their texts."""
        return self._recommend(weights_of(self.place(texts), self.tree), self.similar_to(texts, NEIGHBOURS), k)

    def _recommend(self, weights: pd.DataFrame, neighbours: pd.DataFrame, k: int) -> pd.DataFrame:
        return recommend_interests(weights, neighbours, self.profiles, self.tree, self._topic_vectors, k)

    @property
    def _topic_vectors(self) -> dict[str, np.ndarray]:
        """The centroids (d,) of the topics that can be seen, by id."""
        return {topic: vector for topic, vector in self.cut.topic_vectors.items() if topic in self.tree}

    @cached_property
    def _item_space(self) -> ItemSpace | None:
        if self.items is None:
            return None
        topics = self._topic_vectors
        placed = place(self._centred_items, np.stack(list(topics.values())), list(topics), self.tree)
        return item_space(self.items, self._centred_items, placed["topic"].tolist(), self.interactions)

    @cached_property
    def _item_fusion(self) -> Fusion:
        return learn_fusion(self._item_space, self.tree, self._voice, seed=self.config.seed)

    def _voice(self, user_id: str) -> Voice:
        """What a user says of themselves to the recommender of items."""
        own = self._rows.get(user_id)
        return Voice() if own is None else Voice(self.material.meaning[own], self._weights(user_id))

    @cached_property
    def _rows(self) -> dict[str, np.ndarray]:
        """The positions of each user's statements."""
        return self.ingested.frame.groupby("user_id").indices

    @cached_property
    def _centred_items(self) -> np.ndarray:
        return self.material.centers.center(self.item_vectors, [language_of(text) for text in self.items["text"]])

    def recommend_items(
        self,
        user_id: str,
        k: int = 10,
        among: Collection[str] | None = None,
        node: str | None = None,
        diversity: float = 0.0,
    ) -> pd.DataFrame:
        """Items that suit a user and were not taken: item_id, score in (0, 1], because; empty without a catalogue.

        `among` are the items that may be recommended, `node` the topic or category that they must lie in, by default
        all. `diversity` from 0 to 1 gives up some fit for items that are unlike each other. Raises `UnknownUserError`,
        `UnknownNodeError`, and `InputError` for a diversity outside [0, 1].
        """
        self._check_user(user_id)
        if self._item_space is None:
            return pd.DataFrame({"item_id": pd.array([], dtype="str"), "score": [], "because": []})
        space = self._item_space
        if node is not None:
            inside = space.within(node, self.tree)
            among = inside if among is None else inside.intersection(list(among))
        return recommend_items(user_id, space, self.tree, self._voice(user_id), k, self._item_fusion, among, diversity)

    def item_quality(self, split: str = "random", k: int = 10, progress: Progress | None = None) -> pd.DataFrame:
        """How good recommended items are on interactions held out: recommender, metric, value, low, high.

        Content, collaborative and hybrid beside popularity and chance, metrics at `k`, with 95% intervals over users.
        `split` is "random", "time", "folds", "replay" or "new" (items): see `interest.evaluation.splits`. Raises
        `InputError` without items or interactions that can be held out, and for another split.
        """
        if self._item_space is None or self.interactions is None:
            raise InputError("This study has no items that people took; give items= and interactions= to its build.")
        if split not in SPLITS:
            raise InputError(f"There is no split {split!r}; choose one of {', '.join(SPLITS)}.")
        space = self._item_space
        recommenders = item_recommenders(
            self.items, self._centred_items, space.topics[: len(self.items)], self.tree, self._voice, self.config.seed
        )
        return evaluate(
            recommenders, self.interactions, SPLITS[split], k, self.config.seed, space.ids, progress or no_progress
        )

    def search(self, text: str, k: int = 10) -> SearchResult:
        """What fits a text, in either language: `.interests`, `.users`, `.statements`, `.items`, each with scores."""
        vector = self.material.centers.center(self._encode([text]), [language_of(text)])[0]
        items = None if self.items is None else self._centred_items
        return search_text(
            vector, tokenize(text), self.statements, self.material.meaning, self.tree, self._topic_vectors,
            items, self.items, k,
        )  # fmt: skip

    def _encode(self, texts: Sequence[str], progress: Progress = no_progress) -> np.ndarray:
        if self._encoder is None:
            self._encoder = choose_encoder(self.config.encoder, texts)
        return encode_texts(self._encoder, texts, progress)

    # Editing the tree

    @property
    def edit(self) -> Editor:
        """Changes to the tree: `.rename`, `.merge`, `.split`, `.move`, `.hide`, `.unhide`."""
        return Editor(self)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that were made, in their order; `.description` says each in words."""
        return self.log.edits

    def undo(self) -> Edit:
        """Take back the last edit, and give it. Raises `EditError` where there is none."""
        return self.edit.undo()

    def redo(self) -> Edit:
        """Make the edit again that was undone last, and give it. Raises `EditError` where there is none."""
        return self.edit.redo()

    def replay(self, former: "Study") -> tuple[Edit, ...]:
        """Make the edits of a former study of (much) the same statements again; gives those that could not be made.

        A node is recognised by the statements that it shares with one of its level in this tree: a Jaccard index of at
        least 0.5 among the statements of both studies, which are compared by user and text. Notes list what was lost.
        Segments are taken over with them.
        """
        lost = self.edit.replay(former)
        self.segments.follow(former)
        return lost

    def take(self, cut: Cut, log: Log) -> None:
        """Go over to another cut of the same statements, and forget what was computed from the one before."""
        self.cut, self.log, self.known_quality = cut, log, None
        for name in list(vars(self)):
            if isinstance(getattr(type(self), name, None), cached_property) and name not in LASTING:
                delattr(self, name)

    # How far to trust it

    def quality(
        self, labels: Sequence[str] | None = None, runs: Runs | None = None, progress: Progress | None = None
    ) -> Quality:
        """How far the tree can be trusted: `.nodes`, `.whole`, and `.agreement` with known labels.

        `labels` are one a statement ("" where none is known; by default the column label), `runs` other clusterings of
        the statements for the stability (by default of random parts of them). Asked without either, the answer is kept.
        Raises `InputError` for labels that are not one a statement.
        """
        if labels is None and runs is None and self.known_quality is not None:
            return self.known_quality
        found = assess(
            self.statements, self.tree, self.material, self.config.seed, labels, runs, progress or no_progress
        )
        if labels is None and runs is None:
            self.known_quality = found
        return found

    def findings(self) -> tuple[Finding, ...]:
        """The few things that somebody should know of it, what matters most first: `interest.findings.find`."""
        return find(self)

    # Other trees from the same vectors, and keeping it

    def recut(self, categories: int | None = None, topics: int | None = None) -> "Study":
        """The study with another number of categories or topics, from the same vectors, at once.

        Edits are made again where their nodes are found in the new tree; notes say which ones could not be.
        """
        return self._cut_with(replace(self.config, categories=categories, topics=topics))

    def ignore(self, words: Iterable[str]) -> "Study":
        """The study without these words in names and keywords, in any inflection; `ignore(())` undoes it.

        They take the place of those that were ignored before. Topics and categories stay: the vectors are those of
        the build, which alone can keep words out of them (`build(ignore=…)`).
        """
        return self._cut_with(replace(self.config, ignore=(words,) if isinstance(words, str) else tuple(words)))

    def named_in(self, language: Literal["en", "zh"] | None) -> "Study":
        """The study with names in a language as far as its texts have some; None takes that of most statements."""
        return self._cut_with(replace(self.config, language=language))

    def _cut_with(self, config: Config) -> "Study":
        cut = cut_tree(self.material, self.ingested.frame["user_id"].tolist(), config)
        other = Study(
            self.name, config, self.ingested, cut, self.material, self.items, self.interactions, self.item_vectors,
            self._encoder, learned=self.learned,
        )  # fmt: skip
        other.replay(self)
        return other

    def add(
        self, data: Data, columns: Mapping[str, str | None] | None = None, progress: Progress | None = None
    ) -> Self:
        """Put new rows on the tree as it is; nodes keep their ids and names, edits can still be undone.

        A new statement goes to the keyword of the statements that it is most like. What a user says again word for
        word counts as said again. New interests need a new build: a rising share of outliers tells. `progress` gets
        the stages reading, cleaning and encode, and may raise `Cancelled`: then all is as it was. Raises `InputError`
        for data that can't be used.
        """
        progress = progress or no_progress
        more = load(data, columns=columns, progress=progress, first_row=self.report.n_rows)
        joined = self.ingested.join(more)
        new = joined.frame.iloc[len(self.ingested) :]
        ignored = IgnoreList(self.config.ignore)
        vectors = self._encode([ignored.remove_from(text) for text in new["text"]], progress)
        material, nearest = grow_material(self.material, new, vectors)
        users = joined.frame["user_id"].tolist()
        named = material.named_by(self.config)
        built, cut = (grow_cut(part, named, nearest, users) for part in (self.built, self.cut))
        self.ingested, self.built, self._material = joined, built, material
        for name in LASTING:
            self.__dict__.pop(name, None)
        self.take(cut, self.log)
        if self._learned_users is not None:
            vectors_of_users = self._learned_users.of_statements(joined.frame, material.meaning)
            self.learned = replace(self.learned, users=replace(self._learned_users, vectors=vectors_of_users))
        return self

    def compare(self, later: "Study | date | Data", progress: Progress | None = None) -> "Comparison":
        """What changed from this study to a later one or to later data, or in this one from a day on.

        On the tree of this study, people being what is counted: see `interest.comparison.compare`, which says what is
        raised, and `compare_times`. Later data are built into a study with this study's encoder first.
        """
        from interest.build import build
        from interest.comparison import compare, compare_times

        if isinstance(later, date):
            return compare_times(self, later, progress)
        if not isinstance(later, Study):
            later = build(later, encoder=self._encoder or self.encoder_name, progress=progress)
        return compare(self, later, self._encode, progress)

    # Names by a language model

    @property
    def naming_language(self) -> str:
        """The language that names are in: what was wished, else that of most statements."""
        return self.config.language or self.language

    def naming_requests(self, endpoint: Endpoint) -> list[dict]:
        """What `rename_with` sends to an endpoint, request by request."""
        return naming_requests(self.tree, self.statements["text"].tolist(), self.naming_language, endpoint.model)

    def rename_with(self, endpoint: Endpoint, progress: Progress | None = None) -> NamingResult:
        """Let a language model name categories and topics: one edit, which `undo` takes back.

        Keywords and three typical statements a node are sent to the endpoint. Nodes for which no good name comes back
        keep theirs; the result says how many and why. `progress` gets the stage "naming".
        """
        texts = self.statements["text"].tolist()
        found = name_nodes(endpoint, self.tree, texts, self.naming_language, progress or no_progress)
        if found.names:
            self.edit.rename_all(found.names, by=endpoint.model)
        return found

    def save(self, folder: str | Path) -> Path:
        """Write the study as a folder (replacing a study of that name), for `interest.open_study`."""
        from interest.storage import save_study

        return save_study(self, Path(folder))

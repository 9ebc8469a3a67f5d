"""A study: what users wrote, the tree of interests in it, and all that can be asked of both."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

import numpy as np
import pandas as pd

from interest.adding import add_rows
from interest.config import Config, Progress, no_progress
from interest.editor import Editor
from interest.encoders import Encoder, choose_encoder, encode_texts
from interest.errors import InputError, StudyError
from interest.evaluation import Quality, Runs, assess
from interest.findings import Finding, find
from interest.hierarchy.cutting import cut_tree
from interest.hierarchy.edits import Edit
from interest.hierarchy.llm_naming import Endpoint, NamingResult, name_nodes, naming_requests
from interest.hierarchy.material import prepare
from interest.holdings import Holdings
from interest.ingest import Statements
from interest.ingest.loading import Data
from interest.language import language_of, tokenize
from interest.recommend import (
    Bandit,
    Catalogue,
    Feedback,
    People,
    SearchResult,
    learn_from,
    search_text,
)
from interest.segments import Segments
from interest.users import (
    Labels,
    Profile,
    learn,
    profile,
)

if TYPE_CHECKING:
    from interest.comparison import Comparison
    from interest.report import Privacy


class Study(Holdings):
    """Everything that was found in one set of data. Made by `interest.build`, reopened by `interest.open_study`."""

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
        study = cls(name, config, ingested, cut, material, items, interactions, item_vectors, encoder)
        if study.catalogue is not None:
            _ = study.catalogue.fusion  # learned now, so that nobody waits for it later
        progress("tree", 1.0)
        return study

    # Users

    def profile(self, user_id: str) -> Profile:
        """What one user cares about; empty for a user seen only in interactions. Raises `UnknownUserError`."""
        self.check_user(user_id)
        return profile(user_id, self.profiles, self.statements, self.tree)

    def user_vectors(self) -> tuple[list[str], np.ndarray]:
        """The ids of all users with statements and their vectors, (n_users, d) float32, L2-normalised.

        The centred mean of their statements; after `learn` the learned vectors where they proved better on users who
        were held out. `learned` says which of both, and by how much.
        """
        return self.vectors_of_users.ids, self.vectors_of_users.matrix

    def user_vector(self, texts: Sequence[str]) -> np.ndarray:
        """The vector (d,) of somebody new who wrote these texts, in the space of `user_vectors`; nothing is kept."""
        return self.people.vector(texts)

    def learn(self, labels: Labels | None = None, seed: int = 0, progress: Progress | None = None) -> Self:
        """Train the hierarchical attention, and use its user vectors if they are better than the centred mean.

        `labels` maps user ids to a label or a list of labels, which are predicted too; by default those of the column
        `label`. `progress` gets the stage learn, and may raise `Cancelled`: then all is as it was. Sets `learned`.
        Raises `InputError` for labels of unknown users.
        """
        self.learned = learn(
            self.statements, self.material, self.shifted, self.tree, self.topic_vectors, self.profiles, labels,
            seed, progress or no_progress,
        )  # fmt: skip
        self.__dict__.pop("vectors_of_users", None)
        return self

    def attention(self, user_id: str) -> pd.DataFrame:
        """Which statements and phrases make a user who they are: level, statement_id, phrase, weight.

        `level` is "statement", "topic" or "category"; `phrase` is "" for a statement itself; weights sum to one a
        level. Empty for a user without statements. Raises `UnknownUserError`, and `StudyError` before `learn`.
        """
        self.check_user(user_id)
        if self.learned is None or self.learned.users is None:
            raise StudyError("No attention was trained in this study yet: call study.learn(), or `interest learn`.")
        own = np.flatnonzero(self.ingested.frame["user_id"] == user_id)
        return self.learned.users.attention(self.ingested.frame.iloc[own], self.material.meaning[own])

    @property
    def people(self) -> People:
        """Who is alike, and which interests suit whom."""
        return People(self)

    def similar_users(self, user_id: str, k: int = 5) -> pd.DataFrame:
        """The users most like one: user_id, score in [0, 1], shared and differs (lists of node ids)."""
        self.check_user(user_id)
        return self.people.similar(user_id, k)

    def similar_to(self, texts: Sequence[str], k: int = 5) -> pd.DataFrame:
        """The same for somebody new, from their texts."""
        return self.people.similar_to(texts, k)

    def place(self, texts: Sequence[str]) -> pd.DataFrame:
        """Where new texts belong in the tree: a row a text with text, topic, category (node ids), strength."""
        return self.people.place(texts)

    @property
    def segments(self) -> Segments:
        """The named groups of users: `.add_node`, `.add_rule`, `.add_ids`, `.members`, `.profile`, `.compare`."""
        return Segments(self)

    # Recommendations and search

    def recommend(self, user_id: str, k: int = 5, use_feedback: bool = True) -> pd.DataFrame:
        """Interests that a user has not shown: node_id, score in [0, 1], because (`Because`).

        `use_feedback` False gives them as if nobody had ever liked or hidden anything. Raises `UnknownUserError`.
        """
        self.check_user(user_id)
        return self.people.recommend(user_id, k, self.feedback.personal(user_id, "interest") if use_feedback else None)

    def recommend_for(self, texts: Sequence[str], k: int = 5) -> pd.DataFrame:
        """The same for somebody new, from their texts."""
        return self.people.recommend_for(texts, k)

    @cached_property
    def catalogue(self) -> Catalogue | None:
        """The items and what is known of them; None for a study without."""
        return None if self.items is None else Catalogue(self)

    def recommend_items(
        self,
        user_id: str,
        k: int = 10,
        among: Collection[str] | None = None,
        node: str | None = None,
        diversity: float = 0.0,
        use_feedback: bool = True,
    ) -> pd.DataFrame:
        """Items that suit a user and were not taken: item_id, score in (0, 1], because; empty without a catalogue.

        `among` are the items that may be recommended, `node` the topic or category that they must lie in, by default
        all. `diversity` from 0 to 1 gives up some fit for items that are unlike each other; `use_feedback` as for
        `recommend`. Raises `UnknownUserError`, `UnknownNodeError`, and `InputError` for a diversity outside [0, 1].
        """
        self.check_user(user_id)
        if self.catalogue is None:
            return pd.DataFrame({"item_id": pd.array([], dtype="str"), "score": [], "because": []})
        personal = self.feedback.personal(user_id, "item") if use_feedback else None
        return self.catalogue.recommend(user_id, k, among, node, diversity, personal)

    @property
    def feedback(self) -> Feedback:
        """Likes, dislikes and hides on what is recommended: `.add`, `.undo`, `.redo`, `.to_frame`, `.lessons`."""
        return Feedback(self)

    @cached_property
    def bandit(self) -> Bandit | None:
        """What was learned from feedback; None while there is none."""
        return learn_from(self)

    def item_quality(self, split: str = "random", k: int = 10, progress: Progress | None = None) -> pd.DataFrame:
        """How good recommended items are on interactions held out: recommender, metric, value, low, high.

        Content, collaborative and hybrid beside popularity and chance, metrics at `k`, with 95% intervals over users.
        `split` is "random", "time", "folds", "replay" or "new" (items): see `interest.evaluation.splits`. Raises
        `InputError` without items or interactions that can be held out, and for another split.
        """
        return self._judged_catalogue().quality(split, k, progress or no_progress)

    def feedback_quality(
        self, split: str = "random", k: int = 5, rounds: int = 5, progress: Progress | None = None
    ) -> pd.DataFrame:
        """What feedback brings, on interactions held out: recommender, metric, value, low, high.

        In each of `rounds` every user is shown `k` items; those that are held out are liked, the others hidden. See
        `interest.evaluation.feedback`. Raises as `item_quality`.
        """
        return self._judged_catalogue().feedback_quality(split, k, rounds, progress or no_progress)

    def _judged_catalogue(self) -> Catalogue:
        if self.catalogue is None or self.interactions is None:
            raise InputError("This study has no items that people took; give items= and interactions= to its build.")
        return self.catalogue

    def search(self, text: str, k: int = 10) -> SearchResult:
        """What fits a text, in either language: `.interests`, `.users`, `.statements`, `.items`, and its `.intent`."""
        vector = self.material.centers.center(self.encode([text]), [language_of(text)])[0]
        items = None if self.items is None else self.centred_items
        return search_text(
            vector, tokenize(text), self.statements, self.material.meaning, self.tree, self.topic_vectors,
            items, self.items, k, self.reach,
        )  # fmt: skip

    def encode(self, texts: Sequence[str], progress: Progress = no_progress) -> np.ndarray:
        """The vectors of texts by the encoder of the study, (n, d) float32, L2-normalised."""
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
        Segments and feedback are taken over with them.
        """
        lost = self.edit.replay(former)
        self.segments.follow(former)
        self.feedback.follow(former)
        return lost

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

    def built_with(self, encoder: str | Encoder, name: str = "", progress: Progress | None = None) -> "Study":
        """The study built anew from the same statements, items and interactions, with another encoder.

        Edits, segments and feedback are made again as by `replay`; what `learn` found is not taken over, because it
        holds for the vectors of this study. `progress` is called as in `build`. Raises `EncoderError`.
        """
        chosen = choose_encoder(encoder, self.statements["text"].tolist()) if isinstance(encoder, str) else encoder
        config = replace(self.config, encoder=chosen.name)
        other = Study.grow(
            name or self.name, config, chosen, self.ingested, self.items, self.interactions, progress or no_progress
        )
        other.replay(self)
        return other

    def named_in(self, language: Literal["en", "zh"] | None) -> "Study":
        """The study with names in a language as far as its texts have some; None takes that of most statements."""
        return self._cut_with(replace(self.config, language=language))

    def _cut_with(self, config: Config) -> "Study":
        cut = cut_tree(self.material, self.ingested.frame["user_id"].tolist(), config)
        other = Study(
            self.name, config, self.ingested, cut, self.material, self.items, self.interactions, self.item_vectors,
            self._encoder, learned=self.learned, fusion=self.fusion,
        )  # fmt: skip
        other.replay(self)
        return other

    def add(
        self,
        data: Data,
        columns: Mapping[str, str | None] | None = None,
        progress: Progress | None = None,
        day_first: bool | None = None,
    ) -> Self:
        """Put new rows on the tree as it is; nodes keep their ids and names, edits can still be undone.

        A new statement goes to the keyword of the statements that it is most like. What a user says again word for
        word counts as said again. New interests need a new build: a rising share of outliers tells. `progress` gets
        the stages reading, cleaning and encode, and may raise `Cancelled`: then all is as it was. Raises `InputError`
        for data that can't be used. `columns` and `day_first` are those of `build`.
        """
        add_rows(self, data, columns, progress or no_progress, day_first)
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
        return compare(self, later, self.encode, progress)

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

    # Handing it on

    def hand_on(
        self, file: str | Path, privacy: "Privacy | None" = None, language: Literal["en", "zh"] | None = None
    ) -> Path:
        """Write the study for others, under a privacy: `.html` a report, `.xlsx`, `.zip` (CSVs), `.json` the tables.

        `language` is that of its names by default. Raises `InputError` for another kind of file, and for a privacy that
        leaves nothing to show.
        """
        from interest.report import hand_out
        from interest.report.files import write

        return write(hand_out(self, privacy, language), file)

    def save(self, folder: str | Path) -> Path:
        """Write the study as a folder (replacing a study of that name), for `interest.open_study`."""
        from interest.storage import save_study

        return save_study(self, Path(folder))

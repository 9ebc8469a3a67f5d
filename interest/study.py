"""A study: what users wrote, the tree of interests in it, and all that can be asked of both.

Here is what can be asked, and where the answer comes from. What a study holds is in `interest.contents`; the questions
are functions over that, in rooms of their own.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Literal, ParamSpec, Self

import numpy as np
import pandas as pd

from interest.comparison import Comparison, compare, compare_times
from interest.config import Config, Progress, no_progress
from interest.contents import Contents, Current
from interest.encoders import Encoder, choose_encoder
from interest.evaluation import LabelQuality, Quality, Runs
from interest.findings import Finding, find
from interest.hierarchy.edits import Edit
from interest.hierarchy.llm_naming import Endpoint, NamingResult, name_nodes, naming_requests
from interest.hierarchy.tree import InterestTree
from interest.ingest import CleaningReport
from interest.ingest.loading import Data
from interest.learning import adopted, attention_of, learned, predicted_labels
from interest.library.storage import read_contents, save_assessed, save_contents
from interest.making import Editor, build_contents, cut_anew, follow, grown_anew, with_rows
from interest.quality import label_quality_of, quality_of
from interest.recommend import (
    Catalogue,
    Feedback,
    People,
    SearchResult,
    catalogue_of,
    judged_catalogue,
    no_items,
    personal_to,
    search,
)
from interest.report import Privacy, hand_out
from interest.report.files import write
from interest.segments import Segments
from interest.users import Labels, Learning, Profile, profile

P = ParamSpec("P")


class Study:
    """Everything that was found in one set of data. Made by `interest.build`, reopened by `interest.open_study`."""

    def __init__(self, contents: Contents) -> None:
        self._current = Current(contents)

    def __copy__(self) -> "Study":
        """A study of the same contents, which goes its own way from here."""
        return Study(self.contents)

    @property
    def contents(self) -> Contents:
        """What the study holds now."""
        return self._current.contents

    # What it holds

    @property
    def name(self) -> str:
        """What it is called."""
        return self.contents.name

    @property
    def config(self) -> Config:
        """What it depends on besides the data."""
        return self.contents.config

    @property
    def tree(self) -> InterestTree:
        """The interest tree, as edited."""
        return self.contents.tree

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of the tree, such as that there is too little data for a good one."""
        return self.contents.cut.notes

    @property
    def report(self) -> CleaningReport:
        """What cleaning dropped, merged and changed."""
        return self.contents.report

    @property
    def encoder_name(self) -> str:
        """The encoder that was used: the one that "auto" chose."""
        return self.config.encoder

    @property
    def language(self) -> str:
        """The language of most statements: "en", "zh" or "other"."""
        return self.contents.material.language

    @property
    def naming_language(self) -> str:
        """The language that names are in: what was wished, else that of most statements."""
        return self.contents.naming_language

    @property
    def statements(self) -> pd.DataFrame:
        """The statements in input order with their places in the tree and on the map: see `Contents.statements`."""
        return self.contents.statements

    def statement_vectors(self) -> np.ndarray:
        """The encoder's output for the statements, (n_statements, d) float32, L2-normalised."""
        return self.contents.material.vectors

    @property
    def memberships(self) -> pd.DataFrame:
        """The best few topics of each statement: statement_id, node_id, weight (softmax over all topics)."""
        return self.contents.cut.memberships

    @property
    def mentions(self) -> pd.DataFrame:
        """The phrases that each statement mentions, keyword or not: statement_id, phrase."""
        return self.contents.mentions

    @property
    def items(self) -> pd.DataFrame | None:
        """The items that can be recommended; None without any."""
        return self.contents.stock.items

    @property
    def interactions(self) -> pd.DataFrame | None:
        """Who took what; None where that is not known."""
        return self.contents.stock.interactions

    def encode(self, texts: Sequence[str], progress: Progress = no_progress) -> np.ndarray:
        """The vectors of texts by the encoder of the study, (n, d) float32, L2-normalised."""
        return self.contents.encode(texts, progress)

    # Users

    @property
    def users(self) -> list[str]:
        """The ids of all users: those who wrote, in the order of their first statement, then those who only took."""
        return self.contents.users

    @property
    def profiles(self) -> pd.DataFrame:
        """All profiles: user_id, node_id, level, weight (sums to 1 a user and level), lift."""
        return self.contents.profiles

    def profile(self, user_id: str) -> Profile:
        """What one user cares about; empty for a user seen only in interactions. Raises `UnknownUserError`."""
        self.contents.check_user(user_id)
        return profile(user_id, self.profiles, self.statements, self.tree)

    def user_vectors(self) -> tuple[list[str], np.ndarray]:
        """The ids of all users with statements and their vectors, (n_users, d) float32, L2-normalised.

        The centred mean of their statements; after `learn` the learned vectors where they proved better on users who
        were held out. `learned` says which of both, and by how much.
        """
        vectors = self.contents.user_vectors
        return vectors.ids, vectors.matrix

    def user_vector(self, texts: Sequence[str]) -> np.ndarray:
        """The vector (d,) of somebody new who wrote these texts, in the space of `user_vectors`; nothing is kept."""
        return self.people.vector(texts)

    @property
    def people(self) -> People:
        """Who is alike, and which interests suit whom."""
        return People(self.contents)

    def similar_users(self, user_id: str, k: int = 5) -> pd.DataFrame:
        """The users most like one: user_id, score in [0, 1], shared and differs (lists of node ids)."""
        self.contents.check_user(user_id)
        return self.people.similar(user_id, k)

    def similar_to(self, texts: Sequence[str], k: int = 5) -> pd.DataFrame:
        """The same for somebody new, from their texts."""
        return self.people.similar_to(texts, k)

    def shared_evidence(self, user_id: str, other_id: str, k: int = 3) -> pd.DataFrame:
        """What two users share, in the words of both: node_id, statement_id, text, their_statement_id, their_text.

        A row for each of the `k` strongest shared interests, with the most typical statement of either. Raises
        `UnknownUserError`.
        """
        self.contents.check_user(user_id)
        self.contents.check_user(other_id)
        return self.people.shared_evidence(user_id, other_id, k)

    def shared_evidence_for(self, texts: Sequence[str], other_id: str, k: int = 3) -> pd.DataFrame:
        """The same for somebody new, from their texts; `statement_id` is a text's place among them."""
        self.contents.check_user(other_id)
        return self.people.shared_evidence_for(texts, other_id, k)

    def place(self, texts: Sequence[str]) -> pd.DataFrame:
        """Where new texts belong in the tree: a row a text with text, topic, category (node ids), strength."""
        return self.people.place(texts)

    @property
    def segments(self) -> Segments:
        """The named groups of users: `.add_node`, `.add_rule`, `.add_ids`, `.members`, `.profile`, `.compare`."""
        return Segments(self._current)

    # Learning

    @property
    def learned(self) -> Learning | None:
        """What the last training found; None before `learn`."""
        return self.contents.learning

    def learn(self, labels: Labels | None = None, seed: int = 0, progress: Progress | None = None) -> Self:
        """Train the hierarchical attention, and use its user vectors if they are better than the centred mean.

        `labels` maps user ids to a label or a list of labels, which are predicted too; by default those of the column
        `label`. `progress` gets the stage learn, and may raise `Cancelled`: then all is as it was. Sets `learned`.
        Raises `InputError` for labels of unknown users.
        """
        self._current.put(learned(self.contents, labels, seed, progress or no_progress))
        return self

    def adopt(self, learning: Learning, encoder: str) -> Self:
        """Take over what was learned from another state of this study, in the vectors of `encoder`.

        The model reads the statements as they are now. Raises `StudyError` where the study has another encoder.
        """
        self._current.put(adopted(self.contents, learning, encoder))
        return self

    def unlearn(self) -> Self:
        """Forget what `learn` found: users are the means of their statements again."""
        self._current.change(learning=None)
        return self

    def attention(self, user_id: str) -> pd.DataFrame:
        """Which statements and phrases make a user who they are: level, statement_id, phrase, weight.

        `level` is "statement", "topic" or "category"; `phrase` is "" for a statement itself; weights sum to one a
        level. Empty for a user without statements. Raises `UnknownUserError`, and `StudyError` before `learn`.
        """
        return attention_of(self.contents, user_id)

    def predict_labels(self, users: Collection[str] | None = None) -> pd.DataFrame:
        """The likeliest label of users by what `learn` found: user_id, label, probability.

        Of `users`, by default of all whose label it did not know; of those without statements there is none.
        `learned.label_accuracy` says how often such a guess was right for users who were held out. Raises
        `UnknownUserError`, and `StudyError` where no labels were learned.
        """
        return predicted_labels(self.contents, users)

    # Recommendations and search

    def recommend(self, user_id: str, k: int = 5, use_feedback: bool = True) -> pd.DataFrame:
        """Interests that a user has not shown: node_id, score in [0, 1], because (`Because`).

        `use_feedback` False gives them as if nobody had ever liked or hidden anything. Raises `UnknownUserError`.
        """
        self.contents.check_user(user_id)
        personal = personal_to(self.contents, user_id, "interest") if use_feedback else None
        return self.people.recommend(user_id, k, personal)

    def recommend_for(self, texts: Sequence[str], k: int = 5) -> pd.DataFrame:
        """The same for somebody new, from their texts."""
        return self.people.recommend_for(texts, k)

    @property
    def catalogue(self) -> Catalogue | None:
        """The items and what is known of them; None for a study without."""
        return catalogue_of(self.contents)

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
        self.contents.check_user(user_id)
        if self.catalogue is None:
            return no_items()
        personal = personal_to(self.contents, user_id, "item") if use_feedback else None
        return self.catalogue.recommend(user_id, k, among, node, diversity, personal)

    def recommend_items_for(
        self,
        texts: Sequence[str],
        k: int = 10,
        among: Collection[str] | None = None,
        node: str | None = None,
        diversity: float = 0.0,
    ) -> pd.DataFrame:
        """The same for somebody new, from their texts: by content, and for want of any by popularity."""
        return no_items() if self.catalogue is None else self.catalogue.recommend_for(texts, k, among, node, diversity)

    @property
    def feedback(self) -> Feedback:
        """Likes, dislikes and hides on what is recommended: `.add`, `.undo`, `.redo`, `.to_frame`, `.lessons`."""
        return Feedback(self._current)

    def search(self, text: str, k: int = 10) -> SearchResult:
        """What fits a text, in either language: `.interests`, `.users`, `.statements`, `.items`, and its `.intent`."""
        return search(self.contents, text, k)

    # How far to trust it

    def quality(
        self, labels: Sequence[str] | None = None, runs: Runs | None = None, progress: Progress | None = None
    ) -> Quality:
        """How far the tree can be trusted: `.nodes`, `.whole`, and `.agreement` with known labels.

        `labels` are one a statement ("" where none is known; by default the column label), `runs` other clusterings of
        the statements for the stability (by default of random parts of them). Asked without either, the answer is kept.
        Raises `InputError` for labels that are not one a statement.
        """
        found = quality_of(self.contents, labels, runs, progress or no_progress)
        if labels is None and runs is None:
            self._current.change(quality=found)
        return found

    def keep_quality(self, quality: Quality) -> None:
        """Keep what `quality` found for the same tree in another process or session."""
        self._current.change(quality=quality)

    def label_quality(
        self, labels: Labels | None = None, folds: int = 5, progress: Progress | None = None
    ) -> LabelQuality:
        """How well labels can be told from the vectors, by cross-validation: `.figures`, `.each`, `.vectors`, `.notes`.

        Asked of users, from `user_vectors`, and of statements, from `statement_vectors`, by the column `label`; with
        `labels`, as for `learn`, of users alone. What has seen the labels before would do too well: where the learned
        vectors were learned with labels, it is the centred mean that is judged (`.vectors` says which; the learned
        ones are judged on held-out users by `learned.label_accuracy` and its like), and of an encoder that was trained
        on labels `.notes` warns. `progress` gets the stage telling. Raises `InputError` for labels of unknown users,
        no or too few labels, and fewer than two folds.
        """
        return label_quality_of(self.contents, labels, folds, progress or no_progress)

    def interest_quality(self, split: str = "random", k: int = 5, progress: Progress | None = None) -> pd.DataFrame:
        """How good recommended interests are on topics held out: recommender, metric, value, low, high.

        `split` is "random", "time", "folds" or "replay": see `interest.recommend.judging_interests`, which says what
        is compared and what is raised.
        """
        return self.people.quality(split, k, progress or no_progress)

    def item_quality(self, split: str = "random", k: int = 10, progress: Progress | None = None) -> pd.DataFrame:
        """How good recommended items are on interactions held out: recommender, metric, value, low, high.

        Content, collaborative and hybrid beside popularity and chance, metrics at `k`, with 95% intervals over users;
        and by how much recall of the hybrid is ahead of popularity.
        `split` is "random", "time", "folds", "replay" or "new" (items): see `interest.evaluation.splits`. Raises
        `InputError` without items or interactions that can be held out, and for another split.
        """
        return judged_catalogue(self.contents).quality(split, k, progress or no_progress)

    def feedback_quality(
        self, split: str = "random", k: int = 5, rounds: int = 5, progress: Progress | None = None
    ) -> pd.DataFrame:
        """What feedback brings, on interactions held out: recommender, metric, value, low, high.

        In each of `rounds` every user is shown `k` items; those that are held out are liked, the others hidden. See
        `interest.evaluation.feedback`. Raises as `item_quality`.
        """
        return judged_catalogue(self.contents).feedback_quality(split, k, rounds, progress or no_progress)

    def findings(self) -> tuple[Finding, ...]:
        """The few things that somebody should know of it, what matters most first: `interest.findings.find`."""
        return find(self.contents)

    def compare(self, later: "Study | date | Data", progress: Progress | None = None) -> Comparison:
        """What changed from this study to a later one or to later data, or in this one from a day on.

        On the tree of this study, people being what is counted: see `interest.comparison.compare`, which says what is
        raised, and `compare_times`. Later data are built into a study with this study's encoder first.
        """
        if isinstance(later, date):
            return compare_times(self.contents, later, progress)
        if isinstance(later, Study):
            return compare(self.contents, later.contents, progress)
        built = build_contents(later, encoder=self.contents.encoder.get(), progress=progress)
        return compare(self.contents, built, progress)

    # Editing the tree

    @property
    def edit(self) -> Editor:
        """Changes to the tree: `.rename`, `.merge`, `.split`, `.move`, `.hide`, `.unhide`."""
        return Editor(self._current)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that were made, in their order; `.description` says each in words."""
        return self.contents.cuts.log.edits

    @property
    def lost_edits(self) -> tuple[Edit, ...]:
        """Edits of the study before it that `replay` could not make again."""
        return self.contents.cuts.lost

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
        self._current.put(follow(self.contents, former.contents))
        return self.lost_edits if former.edits else ()

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

    # Other trees from the same vectors, more rows

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
        return Study(cut_anew(self.contents, config))

    def built_with(self, encoder: str | Encoder, name: str = "", progress: Progress | None = None) -> "Study":
        """The study built anew from the same statements, items and interactions, with another encoder.

        Edits, segments and feedback are made again as by `replay`; what `learn` found is not taken over, because it
        holds for the vectors of this study. `progress` is called as in `build`. Raises `EncoderError`.
        """
        chosen = choose_encoder(encoder, self.statements["text"].tolist()) if isinstance(encoder, str) else encoder
        return Study(grown_anew(self.contents, chosen, name or self.name, progress or no_progress))

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
        self._current.put(with_rows(self.contents, data, columns, progress or no_progress, day_first))
        return self

    # Keeping it and handing it on

    def save(self, folder: str | Path) -> Path:
        """Write the study as a folder (replacing a study of that name), for `interest.open_study`."""
        return save_contents(self.contents, Path(folder))

    def save_assessed(self, folder: str | Path, progress: Progress | None = None) -> Path:
        """The same with its quality, so that nobody who opens it has to wait for that.

        `progress` gets the stages "assessing" and "saving".
        """
        self._current.put(save_assessed(self.contents, Path(folder), progress or no_progress))
        return Path(folder)

    def hand_on(
        self, file: str | Path, privacy: Privacy | None = None, language: Literal["en", "zh"] | None = None
    ) -> Path:
        """Write the study for others, under a privacy: `.html` a report, `.xlsx`, `.zip` (CSVs), `.json` the tables.

        `language` is that of its names by default. Raises `InputError` for another kind of file, and for a privacy that
        leaves nothing to show.
        """
        return write(hand_out(self.contents, privacy, language), file)


def _as_study(make: Callable[P, Contents]) -> Callable[P, Study]:
    @wraps(make)
    def made(*args: P.args, **options: P.kwargs) -> Study:
        return Study(make(*args, **options))

    return made


build = _as_study(build_contents)
open_study = _as_study(read_contents)

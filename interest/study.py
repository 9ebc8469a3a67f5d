"""A study: what users wrote, its interests, and all that can be asked: functions over `interest.contents`."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, Self

import numpy as np
import pandas as pd

from interest import making
from interest.audit import Audit
from interest.comparison import Comparison, compare, compare_times
from interest.config import Config, Progress, no_progress
from interest.contents import Contents, Current
from interest.encoders import Encoder
from interest.evaluation import LabelQuality, Quality, Runs
from interest.findings import Finding, find
from interest.guided import Own
from interest.hierarchy.editing.edits import Edit
from interest.hierarchy.tree import InterestTree
from interest.ingest import Attributes, CleaningReport, Columns, Data, Said
from interest.ingest.loading import asked_of
from interest.learning import adopted, attention_of, influence_of, learned, predicted_labels
from interest.library.storage import read_contents, save_assessed, saved
from interest.quality import label_quality_of, quality_of
from interest.recommend import Catalogue, Feedback, People, SearchResult, catalogue_of, judged_catalogue, no_items
from interest.recommend.feedback import personal_to
from interest.recommend.search import search
from interest.report import Privacy, hand_out, hold_out
from interest.report.files import write
from interest.segments import Drivers, Segments, drivers
from interest.summaries import Summary, summary
from interest.texts import Language
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

    def _put(self, contents: Contents) -> Self:
        self._current.put(contents)
        return self

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
        return (*self.contents.notes, *making.drift(self.contents))

    @property
    def report(self) -> CleaningReport:
        """What cleaning dropped, merged and changed."""
        return self.contents.report

    @property
    def language(self) -> str:
        """The language of most statements: "en", "zh" or "other"."""
        return self.contents.words.language

    @property
    def attributes(self) -> Attributes:
        """Every further column of the data: `.users`, a row a user, `.statements`, a row a statement, and `.kinds`."""
        return self.contents.ingested.attributes

    @property
    def statements(self) -> pd.DataFrame:
        """The statements with their places in the tree and on the map: see `Contents.statements`."""
        return self.contents.statements

    def statement_vectors(self) -> np.ndarray:
        """The encoder's output for the statements, (n_statements, d) float32, L2-normalised."""
        return self.contents.space.vectors

    def estimate_opinions(self, wanted: bool = True) -> Self:
        """Tell kinds, and opinions where there is no rating; or leave opinions: see `interest.making.estimated`."""
        return self._put(making.estimated(self.contents, wanted))

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

    @property
    def users(self) -> list[str]:
        """The ids of all users: those who wrote, in the order of their first statement, then those who only took."""
        return self.contents.users

    @property
    def profiles(self) -> pd.DataFrame:
        """All profiles: user_id, node_id, level, weight (sums to 1 a user and level), lift."""
        return self.contents.profile_table

    def profile(self, user_id: str) -> Profile:
        """What one user cares about; empty for a user seen only in interactions. Raises `UnknownUserError`."""
        self.contents.check_user(user_id)
        return profile(user_id, self.contents.profiles, self.contents.statements_of(user_id), self.tree)

    def user_vectors(self) -> tuple[list[str], np.ndarray]:
        """The ids of users with statements and their vectors, (n_users, d) float32, L2-normalised; see `learned`."""
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
        return self.people.similar(user_id, k)

    def similar_to(self, texts: Sequence[str], k: int = 5) -> pd.DataFrame:
        """The same for somebody new, from their texts."""
        return self.people.similar_to(texts, k)

    def place(self, texts: Sequence[str]) -> pd.DataFrame:
        """Where new texts belong in the tree: a row a text with text, topic, category (node ids), strength."""
        return self.people.place(texts)

    @property
    def own(self) -> Own:
        """What you look for yourself, beside the tree: `.add`, `.load`, `.judge`, `.statements`, `.to_frame`."""
        return Own(self._current)

    @property
    def segments(self) -> Segments:
        """The named groups of users: `.add_node`, `.add_rule`, `.add_ids`, `.members`, `.profile`, `.compare`."""
        return Segments(self._current)

    def drivers(self, column: str, value: str = "") -> Drivers:
        """What goes with an outcome, a column or one of its values: see `interest.segments.drivers`."""
        return drivers(self.contents, column, value)

    def hold_out(self, segment: str, share: float = 0.2, seed: int = 0, privacy: Privacy | None = None) -> pd.DataFrame:
        """A segment for an experiment, part of it held out by chance: see `interest.report.hold_out`."""
        return hold_out(self.contents, segment, share, seed, privacy)

    @property
    def learned(self) -> Learning | None:
        """What the last training found; None before `learn`."""
        return self.contents.learning

    def learn(self, labels: Labels | None = None, seed: int = 0, progress: Progress | None = None) -> Self:
        """Train the hierarchical attention, and use it where it is better: see `interest.learning.learned`."""
        return self._put(learned(self.contents, labels, seed, progress or no_progress))

    def adopt(self, learning: Learning, encoder: str) -> Self:
        """Take over what was learned from another state of this study: see `interest.learning.adopted`."""
        return self._put(adopted(self.contents, learning, encoder))

    def unlearn(self) -> Self:
        """Forget what `learn` found: users are the means of their statements again."""
        return self._put(self.contents.change(learning=None))

    def attention(self, user_id: str) -> pd.DataFrame:
        """Which statements a learned vector looks at: see `interest.learning.attention_of`."""
        return attention_of(self.contents, user_id)

    def influence(self, user_id: str) -> pd.DataFrame:
        """Without what a user's vector would be another: see `interest.learning.influence_of`."""
        return influence_of(self.contents, user_id)

    def predict_labels(self, users: Collection[str] | None = None) -> pd.DataFrame:
        """The likeliest label of users: see `interest.learning.predicted_labels`."""
        return predicted_labels(self.contents, users)

    # Recommendations and search

    def recommend(self, user_id: str, k: int = 5, use_feedback: bool = True) -> pd.DataFrame:
        """Interests that a user has not shown, with or without what feedback taught: node_id, score, because."""
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
        self, user_id: str, k: int = 10, among: Collection[str] | None = None, node: str | None = None,
        diversity: float = 0.0, use_feedback: bool = True,
    ) -> pd.DataFrame:  # fmt: skip
        """Items that suit a user and were not taken: see `interest.recommend.Catalogue.recommend`."""
        self.contents.check_user(user_id)
        told, found = personal_to(self.contents, user_id, "item") if use_feedback else None, self.catalogue
        return no_items() if found is None else found.recommend(user_id, k, among, node, diversity, told)

    def recommend_items_for(
        self, texts: Sequence[str], k: int = 10, among: Collection[str] | None = None, node: str | None = None,
        diversity: float = 0.0,
    ) -> pd.DataFrame:  # fmt: skip
        """The same for somebody new, from their texts: by content, and for want of any by popularity."""
        return no_items() if self.catalogue is None else self.catalogue.recommend_for(texts, k, among, node, diversity)

    @property
    def feedback(self) -> Feedback:
        """Likes, dislikes and hides on what is recommended: `.add`, `.undo`, `.redo`, `.to_frame`, `.lessons`."""
        return Feedback(self._current)

    def search(self, text: str, k: int = 10) -> SearchResult:
        """What fits a text, in either language: `.interests`, `.users`, `.statements`, `.items`, and its `.intent`."""
        return search(self.contents, text, k)

    def quality(
        self, labels: Sequence[str] | None = None, runs: Runs | None = None, progress: Progress | None = None
    ) -> Quality:
        """How far the tree can be trusted: see `interest.quality.quality_of`. Without labels and runs it is kept."""
        found = quality_of(self.contents, labels, runs, progress or no_progress)
        if labels is None and runs is None:
            self._current.change(quality=found)
        return found

    @property
    def audit(self) -> Audit:
        """Is it right? A sample to read: `.draw`, `.answer`, `.undo`, `.figures`, `.proposals`."""
        return Audit(self._current)

    def keep_quality(self, quality: Quality) -> None:
        """Keep what `quality` found for the same tree in another process or session."""
        self._current.change(quality=quality)

    def label_quality(
        self, labels: Labels | None = None, folds: int = 5, progress: Progress | None = None
    ) -> LabelQuality:
        """How well labels can be told from the vectors: see `interest.quality.label_quality_of`."""
        return label_quality_of(self.contents, labels, folds, progress or no_progress)

    def interest_quality(self, split: str = "random", k: int = 5, progress: Progress | None = None) -> pd.DataFrame:
        """How good recommended interests are on topics held out: see `interest.recommend.judging_interests`."""
        return self.people.quality(split, k, progress or no_progress)

    def item_quality(self, split: str = "random", k: int = 10, progress: Progress | None = None) -> pd.DataFrame:
        """How good recommended items are on interactions held out: see `interest.recommend.Catalogue.quality`."""
        return judged_catalogue(self.contents).quality(split, k, progress or no_progress)

    def feedback_quality(
        self, split: str = "random", k: int = 5, rounds: int = 5, progress: Progress | None = None
    ) -> pd.DataFrame:
        """What feedback brings, on interactions held out: see `interest.recommend.Catalogue.feedback_quality`."""
        return judged_catalogue(self.contents).feedback_quality(split, k, rounds, progress or no_progress)

    def findings(self) -> tuple[Finding, ...]:
        """The few things that somebody should know of it, what matters most first: `interest.findings.find`."""
        return find(self.contents)

    def summary(self, node_id: str | None = None) -> Summary:
        """What is said most in a node, or in the whole study, with who says so: see `interest.summaries.summary`."""
        return summary(self.contents, node_id)

    def compare(
        self, later: "Study | date | Data", progress: Progress | None = None, having: tuple[str, str] | None = None
    ) -> Comparison:
        """What changed to a later study or data (built with its encoder first) or from a day, `having` a value."""
        if isinstance(later, date):
            return compare_times(self.contents, later, progress, having)
        if not isinstance(later, Study):
            later = Study(making.build_contents(later, encoder=self.contents.encoder.get(), progress=progress))
        return compare(self.contents, later.contents, progress, having)

    @property
    def edit(self) -> making.Editor:
        """Changes to the tree: `.rename`, `.merge`, `.split`, `.move`, `.hide`, `.unhide`."""
        return making.Editor(self._current)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that were made, in their order; `.description` says each in words."""
        return self.contents.cuts.log.edits

    def undo(self) -> Edit:
        """Take back the last edit, and give it. Raises `EditError` where there is none."""
        return self.edit.undo()

    def redo(self) -> Edit:
        """Make the edit again that was undone last, and give it. Raises `EditError` where there is none."""
        return self.edit.redo()

    def replay(self, former: "Study") -> tuple[Edit, ...]:
        """Make the edits of a former study again: see `interest.making.follow`. Gives those that could not be made."""
        self._current.put(making.follow(self.contents, former.contents))
        return self.contents.cuts.lost if former.edits else ()

    def recut(self, categories: int | None = None, topics: int | None = None) -> "Study":
        """The study with another number of categories or topics, from the same vectors, at once: see `cut_anew`."""
        return Study(making.cut_anew(self.contents, replace(self.config, categories=categories, topics=topics)))

    def ignore(self, words: Iterable[str]) -> "Study":
        """The study without these words, in any inflection, in names and keywords; `ignore(())` undoes it.

        They take the place of those ignored before. Only `build(ignore=…)` keeps words out of what is clustered.
        """
        some = (words,) if isinstance(words, str) else tuple(words)
        return Study(making.cut_anew(self.contents, replace(self.config, ignore=some)))

    def named_in(self, language: Language | None) -> "Study":
        """The study with names in a language as far as its texts have some; None takes that of most statements."""
        return Study(making.cut_anew(self.contents, replace(self.config, language=language)))

    def built_with(self, encoder: str | Encoder, name: str = "", progress: Progress | None = None) -> "Study":
        """The study built anew from the same statements with another encoder: see `interest.making.grown_anew`."""
        return Study(making.grown_anew(self.contents, encoder, name or self.name, progress or no_progress))

    def add(
        self, data: Data | None = None, columns: Columns | None = None, progress: Progress | None = None,
        interactions: Data | None = None, connection: Any = None, **said: Any,
    ) -> Self:  # fmt: skip
        """Put new rows on the tree as it is, read as before but for what is said; new interactions beside the old."""
        heard = Said(columns=columns or {}, **said)
        texts, taken = (None if given is None else asked_of(given, connection) for given in (data, interactions))
        return self._put(making.with_more(self.contents, texts, heard, progress or no_progress, taken))

    def candidates(self) -> tuple[making.Candidate, ...]:
        """What gathers beside the tree since rows were added, for new topics: see `interest.making.candidates`."""
        return making.candidates(self.contents)

    def accept(self, candidate: making.Candidate | str, name: str = "", category: str = "") -> str:
        """Make a candidate, or the one of a name, a topic: an edit, see `Editor.accept`. Gives the topic's id."""
        return self.edit.accept(candidate, name, category)

    def forget(self, user_id: str) -> Self:
        """Take a person out of it, with all that was derived from what they wrote: see `interest.making.forgotten`."""
        return self._put(making.forgotten(self.contents, user_id))

    # Keeping it and handing it on

    def save(self, folder: str | Path) -> Path:
        """Write the study as a folder, for `interest.open_study`: see `interest.library.storage.saved`."""
        self._current.put(saved(self.contents, Path(folder)))
        return Path(folder)

    def save_assessed(self, folder: str | Path, progress: Progress | None = None) -> Path:
        """The same with its quality, so that nobody who opens it has to wait for that."""
        self._current.put(save_assessed(self.contents, Path(folder), progress or no_progress))
        return Path(folder)

    def hand_on(self, file: str | Path, privacy: Privacy | None = None, language: Language | None = None) -> Path:
        """Write the study for others, under a privacy: `.html` a report, `.xlsx`, `.zip` (CSVs), `.json` the tables."""
        return write(hand_out(self.contents, privacy, language), file)


def _as_study(make: Callable[P, Contents]) -> Callable[P, Study]:
    return wraps(make)(lambda *args, **options: Study(make(*args, **options)))


build, open_study = _as_study(making.build_contents), _as_study(read_contents)

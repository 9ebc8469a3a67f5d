"""A study: what users wrote, the tree of interests in it, and all that can be asked of both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

import numpy as np
import pandas as pd

from interest.adding import add_rows
from interest.answers import Answers
from interest.config import Config, Progress, no_progress
from interest.editor import Editor
from interest.encoders import Encoder, choose_encoder, encode_texts
from interest.hierarchy.cutting import cut_tree
from interest.hierarchy.edits import Edit
from interest.hierarchy.llm_naming import Endpoint, NamingResult, name_nodes, naming_requests
from interest.hierarchy.material import prepare
from interest.ingest import Statements
from interest.ingest.loading import Data

if TYPE_CHECKING:
    from interest.comparison import Comparison
    from interest.report import Privacy


class Study(Answers):
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
        texts, languages = self.statements["text"].tolist(), self.statements["language"].tolist()
        chosen = choose_encoder(encoder, texts, languages) if isinstance(encoder, str) else encoder
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

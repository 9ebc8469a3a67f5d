"""Saved studies as contents: reopened without computing, and only what somebody else has not read yet."""

import json
import os
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile

import numpy as np
import pandas as pd

from interest.config import Config
from interest.contents import Contents, Cuts, Deferred, Origin, Stock
from interest.contents.answers import Answers
from interest.contents.definitions import from_json
from interest.contents.fusion import Fusion
from interest.contents.heard import Heard
from interest.contents.judgements import Judgements
from interest.contents.opinions import Estimate
from interest.contents.own import OwnInterests
from interest.encoders import Encoder, choose_encoder
from interest.errors import StudyError
from interest.evaluation import Quality
from interest.hierarchy.clustering.features import Centers
from interest.hierarchy.clustering.layers import Layer, with_lasting
from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing.edits import Log
from interest.hierarchy.generic import GenericNames
from interest.hierarchy.space import Space
from interest.hierarchy.tree import InterestTree
from interest.hierarchy.words import Words
from interest.inference import Grouping
from interest.ingest import CleaningReport, Reading, Said, Statements
from interest.ingest.attributes import Attributes
from interest.language import Phrases
from interest.language.keyphrases import languages_of_phrases
from interest.library.about import FORMAT, read_about, read_state, state_of
from interest.library.writing import LEARNING, PARTS, PHRASE_NUMBERS, PHRASE_WORDS, READINGS, SPACE
from interest.users import LearnedUsers, Learning, Recipe

DAMAGE = (OSError, EOFError, KeyError, TypeError, ValueError, AttributeError, BadZipFile, zlib.error)
"""What readers of Parquet, NumPy and JSON files raise for files that are missing, cut short or of another kind."""
FORMER_MODEL = (
    "The attention of this study was trained by an earlier version, which put it in the place of what is computed "
    "without training and not beside it. The latter is used until the study is trained again."
)
PLACES = ["category", "topic", "keyword", "strength", "is_outlier"]
"""The columns that say where statements are in a tree; in older studies they are in the table of the statements."""

Found = TypeVar("Found", Space, Words)


def read_contents(folder: str | Path, encoder: Encoder | None = None, known: Contents | None = None) -> Contents:
    """What a saved study holds; what only cutting and searching need is read when they are used.

    `encoder` is for studies that were built with an encoder object instead of a name. `known` are contents that were
    read before: what did not change since is taken from there, with all that was derived from it. Raises `StudyError`
    for a folder that is missing, is no study, is damaged, or is of another version.
    """
    folder = Path(os.path.abspath(folder))
    while True:
        about, state = read_state(folder)
        try:
            return _Reader(folder, about, known).contents(state, encoder)
        except DAMAGE as error:
            if state_of(folder) == state:
                raise damaged(folder, error) from error  # and not saved anew, and its files removed, meanwhile


def read_without(folder: Path, parts: Collection[str]) -> Contents:
    """What is left of a damaged study without some of its parts, which may even be the tree. Raises `StudyError`."""
    folder = Path(os.path.abspath(folder))
    about, state = read_state(folder)
    left = {name: entry for name, entry in about["parts"].items() if name not in parts}
    feedback = "" if "feedback" in parts else about["feedback"]
    try:
        return _Reader(folder, {**about, "parts": left, "feedback": feedback}, None).contents(state, None)
    except DAMAGE as error:
        raise damaged(folder, error) from error


def damaged(folder: Path, error: Exception) -> StudyError:
    """What to raise when a reader of files raised something."""
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    return StudyError(f"The study in {folder} is damaged ({reason[:160]}). Build it anew from its data.")


def read_heard(folder: Path, about: Mapping[str, Any] | None = None) -> Heard:
    """What people said of what a study showed them. Raises `StudyError`."""
    file = folder / (about or read_about(folder))["feedback"]
    if file == folder:
        return Heard()
    try:
        return Heard.from_json(file.read_text("utf-8"))
    except FileNotFoundError:
        return Heard()
    except DAMAGE as error:
        raise damaged(folder, error) from error


class _Reader:
    """Reads one state of a study."""

    def __init__(self, folder: Path, about: Mapping[str, Any], known: Contents | None) -> None:
        self.folder, self.about = folder, about
        origin = known.origin if known is not None else None
        self.base = origin if origin and origin.folder == folder and about["format"] == FORMAT else None

    def contents(self, state: str, encoder: Encoder | None) -> Contents:
        """All of it."""
        about = self.about
        ingested = self._part("statements", self._statements)
        fields = {
            "name": about["name"],
            "config": Config(**{**about["config"], "ignore": tuple(about["config"]["ignore"])}),
            "ingested": ingested,
            "deferred_space": self._part("space", lambda _: self._later("space", _read_space, ingested.frame)),
            "deferred_words": self._part("words", lambda _: self._later("words", _read_words, ingested.frame)),
            "cuts": self._cuts(),
            "stock": self._part("stock", self._stock) or Stock(),
            "learning": self._part("learned", self._learning),
            "quality": self._part("quality", Quality.load),
            "grouping": self._part("groups", Grouping.load),
            "recipe": Recipe(**about["recipe"]) if about.get("recipe") else None,
            "estimate": Estimate(**about["estimate"]) if about.get("estimate") else None,
            "fusion": _fusion(about.get("fusion")),
            **read_heard(self.folder, about).parts,
            "segments": self._part("segments", lambda place: from_json((place / "segments.json").read_text("utf-8")))
            or (),
            "own": self._part("own", lambda place: OwnInterests.from_json((place / "own.json").read_text("utf-8")))
            or OwnInterests(),
            "built_at": about.get("built", ""),
            "foundation": about.get("foundation"),
        }
        if self.base is None:
            name = fields["config"].encoder
            found = Contents(encoder=Deferred(lambda: encoder or choose_encoder(name, ())), **fields)
        else:
            former = self.base.contents
            changed = {name: value for name, value in fields.items() if not _same(getattr(former, name), value)}
            found = former.change(**changed)
        return replace(found, origin=Origin(self.folder, state, about["parts"], found))

    def _part(self, name: str, read: Callable[[Path], Any]) -> Any:
        """A part as it was read before, else read from its folder; None where the study has none."""
        entry = self.about["parts"].get(name)
        if entry is None:
            return None
        if self.base and self.base.parts.get(name) == entry:
            return PARTS[name].source(self.base.contents)
        return read(self.folder / entry["place"])

    def _statements(self, place: Path) -> Statements:
        frame = pd.read_parquet(place / "statements.parquet")
        known = self._part("attributes", _read_attributes) or Attributes()
        report = CleaningReport(pd.read_parquet(place / "report.parquet"), self.about["rows"])
        times, said = pd.read_parquet(place / "times.parquet"), Said()
        readings: tuple[Reading, ...] = ()
        if READINGS in self.about["parts"]["statements"]["files"]:  # else from before they were kept
            read = json.loads((place / READINGS).read_text(encoding="utf-8"))
            said, readings = Said.from_json(read["said"]), tuple(map(Reading.from_json, read["readings"]))
        return Statements(frame.drop(columns=PLACES, errors="ignore"), times, report, known, readings, said)

    def _cuts(self) -> Cuts:
        edited: Any = self._part("cut", lambda place: self._cut("cut", place))
        log = self._part("edits", lambda place: Log.from_json((place / "edits.json").read_text("utf-8"))) or Log()
        built: Any = self._built(edited) if log.edits else edited
        edited = edited or built
        if self.base:
            former = self.base.contents.cuts
            if (former.built, former.edited, former.log) == (built, edited, log):
                return former
        return Cuts(built, edited, log)

    def _built(self, edited: Cut | None) -> Cut | None:
        parts = self.about["parts"]
        if "built" not in parts and "cut" not in parts:
            return None  # of a damaged study
        if parts["built"] == parts.get("cut"):
            return edited
        if self.base and self.base.parts.get("cut") == parts["built"]:  # edited for the first time since
            return self.base.contents.cuts.edited
        return self._part("built", lambda place: self._cut("built", place, None if edited is None else edited.map))

    def _cut(self, part: str, place: Path, flat: np.ndarray | None = None) -> Cut:
        files = self.about["parts"][part]["files"]
        with np.load(place / "topics.npz") as topics:
            topic_vectors = {name: topics[name] for name in topics.files}
        if "places.parquet" in files:
            places = pd.read_parquet(place / "places.parquet")
        else:
            statements = self.folder / self.about["parts"]["statements"]["place"]
            places = pd.read_parquet(statements / "statements.parquet", columns=PLACES)
        return Cut(
            tree=InterestTree.from_json((place / "tree.json").read_text(encoding="utf-8")),
            assignments=places,
            memberships=pd.read_parquet(place / "memberships.parquet"),
            topic_vectors=topic_vectors,
            map=np.load(place / "map.npy") if "map.npy" in files or flat is None else flat,
            notes=tuple(self.about["notes"]),
        )

    def _stock(self, place: Path) -> Stock:
        files = self.about["parts"]["stock"]["files"]
        tables = {
            name: pd.read_parquet(place / f"{name}.parquet") if f"{name}.parquet" in files else None
            for name in ("items", "interactions")
        }
        return Stock(**tables, vectors=np.load(place / "item_vectors.npy") if "item_vectors.npy" in files else None)

    def _learning(self, place: Path) -> Learning | None:
        """What training found; the model itself is read when it is needed."""
        if LEARNING not in (files := self.about["parts"]["learned"]["files"]):
            return None
        about = json.loads((place / LEARNING).read_text(encoding="utf-8"))
        intervals = {name: tuple(about[name]) for name in ("interval", "label_interval") if name in about}
        users = LearnedUsers.load(place, self._check("learned")) if "attention.safetensors" in files else None
        if users is None and about["chosen"] == "learned":
            about = {**about, "chosen": "mean", "note": FORMER_MODEL}
        return Learning(**{**about, **intervals}, curves=pd.read_parquet(place / "curves.parquet"), users=users)

    def _later(
        self, part: str, read: Callable[[Path, pd.DataFrame], Found], statements: pd.DataFrame
    ) -> Deferred[Found]:
        """The space or the words when they are asked for, if they still are those of the study that was opened."""
        check, place = self._check(part), self.folder / self.about["parts"][part]["place"]

        def found() -> Found:
            check()
            try:
                return read(place, statements)
            except DAMAGE as error:
                check()
                raise damaged(self.folder, error) from error

        return Deferred(found)

    def _check(self, part: str) -> Callable[[], None]:
        """Raises `StudyError` when the study has another part now."""
        folder, about = self.folder, self.about

        def check() -> None:
            now = read_about(folder)
            same = about["format"] == FORMAT and now["parts"].get(part) == about["parts"][part]
            # In an older one, which lists no checksums, the digest of the tree as it was built tells.
            if not same and not (about["format"] < FORMAT and now.get("digest") == about["digest"]):
                raise StudyError(f"The study in {folder} was replaced since it was opened. Open it anew.")

        return check


def _same(former: Any, value: Any) -> bool:
    """Whether a part is the one before. Tables and what holds them are never compared, they are the same object."""
    plain = isinstance(value, str | Config | Estimate | Fusion | Recipe | Judgements | Answers | OwnInterests | tuple)
    return former is value or (plain and former == value)


def _fusion(about: dict[str, Any] | None) -> Fusion | None:
    """The weights that were learned when the study was saved; None where they were not, or for other sources."""
    if about is None or about.keys() != {part.name for part in fields(Fusion)}:
        return None
    return Fusion(**{**about, "weights": tuple(about["weights"]), "chance": tuple(about["chance"])})


def _read_attributes(folder: Path) -> Attributes:
    users, statements = (pd.read_parquet(folder / f"{name}.parquet") for name in ("users", "statements"))
    return Attributes(users, statements, json.loads((folder / "kinds.json").read_text(encoding="utf-8")))


def _read_space(folder: Path, statements: pd.DataFrame) -> Space:
    matrices = {name: np.load(folder / f"{name}.npy") for name in SPACE}
    with np.load(folder / "centers.npz") as means:
        centers = Centers({name.removeprefix("of_"): means[name] for name in means.files})
    with np.load(folder / "layers.npz") as numbers:
        parts = zip(numbers["min_size"].tolist(), numbers["labels"], numbers["fit"].tolist(), strict=True)
        layers = with_lasting([Layer(*part) for part in parts])
        if "lasting" in numbers:  # else from before several layouts were asked
            known = numbers["lasting"].tolist()
            layers = [replace(layer, lasting=width) for layer, width in zip(layers, known, strict=True)]
        fitted = int(numbers["fitted"]) or None if "fitted" in numbers else None
    meaning = centers.center(matrices["vectors"], statements["language"].tolist())
    return Space(centers=centers, meaning=meaning, layers=layers, fitted=fitted, **matrices)


def _read_words(folder: Path, statements: pd.DataFrame) -> Words:
    from scipy import sparse

    about = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    with np.load(folder / "phrases.npz") as numbers:
        measures = {name: numbers[name] for name in PHRASE_NUMBERS}
    with np.load(folder / "generic.npz") as numbers:
        generic = GenericNames(about["english"], about["chinese"], numbers["holds"], numbers["vectors"])
    matrix = sparse.csr_matrix(sparse.load_npz(folder / "mentions.npz"))
    matrix.check_format(full_check=True)  # compiled code goes where its indices lead, and may end the app
    if "languages" not in about:  # from before format 3
        about["languages"] = languages_of_phrases(matrix, statements["language"].tolist())
    return Words(
        language=about["language"],
        texts=statements["text"].tolist(),
        phrases=Phrases(**{name: about[name] for name in PHRASE_WORDS}, matrix=matrix, **measures),
        phrase_vectors=np.load(folder / "phrase_vectors.npy"),
        generic=generic,
    )

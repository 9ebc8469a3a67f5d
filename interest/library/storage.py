"""Studies as folders: tables as Parquet, matrices as NumPy files, the rest as JSON. Reopened without computing."""

import hashlib
import json
import shutil
import tempfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from zipfile import BadZipFile

import numpy as np
import pandas as pd

from interest.config import Config, Progress
from interest.contents import Contents, Cuts, Deferred, Stock
from interest.contents.definitions import from_json, to_json
from interest.contents.fusion import Fusion
from interest.contents.judgements import Judgements
from interest.encoders import Encoder, choose_encoder
from interest.errors import StudyError
from interest.evaluation import Quality
from interest.hierarchy.cutting import Cut
from interest.hierarchy.edits import Log
from interest.hierarchy.features import Centers
from interest.hierarchy.generic import GenericNames
from interest.hierarchy.layers import Layer, with_lasting
from interest.hierarchy.space import Space
from interest.hierarchy.tree import InterestTree
from interest.hierarchy.words import Words
from interest.ingest import CleaningReport, Statements
from interest.language import Phrases
from interest.quality import assessed
from interest.users import LearnedUsers, Learning

FORMAT = 2
"""Raised when older studies can't be read any more; they are then to be built anew."""
SPACE = ("vectors", "features", "points", "map")
PHRASE_NUMBERS = ("counts", "scores", "headings", "chinese")
DAMAGE = (OSError, EOFError, KeyError, TypeError, ValueError, AttributeError, BadZipFile, zlib.error)
"""What readers of Parquet, NumPy and JSON files raise for files that are missing, cut short or of another kind."""
BUILT = "built"
"""The folder with the tree before all edits, in studies that have some."""
LEARNED, LEARNING = "learned3", "learning.json"  # former ones held models of another make: learn again
FEEDBACK = "feedback.json"
QUALITY = "quality"
MATERIAL = "material"
"""The folder with the space and the words."""
PLACES = ("category", "topic", "keyword", "strength", "is_outlier")
Part = TypeVar("Part", Space, Words)


def save_contents(contents: Contents, folder: Path) -> Path:
    """Write what a study holds; the folder is complete or not there, never half."""
    if folder.exists() and not (folder / "study.json").exists() and (folder.is_file() or any(folder.iterdir())):
        raise StudyError(f"{folder} holds something else than a study; choose another folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".saving-") as scratch:
        new = Path(scratch) / "study"
        new.mkdir()
        _write(contents.change(built_at=contents.built_at or _built(folder)), new)
        _swap(new, folder, Path(scratch) / "old")
    return folder


def save_assessed(contents: Contents, folder: Path, progress: Progress) -> Contents:
    """Write what a study holds together with its quality, so that nobody who opens it has to wait for that.

    Gives the contents with their quality. `progress` gets the stages "assessing" and "saving".
    """
    contents = assessed(contents, progress)
    progress("saving", 0.0)
    save_contents(contents, folder)
    return contents


def _built(folder: Path) -> str:
    """When the study of a folder was built: now, if there is none yet; editing it doesn't change that."""
    try:
        return json.loads((folder / "study.json").read_text("utf-8"))["built"]
    except (OSError, ValueError, KeyError, TypeError):
        return datetime.now(UTC).isoformat(timespec="seconds")


def _swap(new: Path, folder: Path, old: Path) -> None:
    """Put `new` in the place of `folder`, and `folder` aside; where that fails all is as it was."""
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise


def state_of(folder: Path) -> int:
    """A number that changes whenever the study in a folder does. Raises `StudyError` where there is none any more."""
    try:
        return (folder / "study.json").stat().st_mtime_ns
    except OSError as error:
        raise StudyError(
            f"There is no study {folder.name!r} any more; somebody may have renamed or deleted it."
        ) from error


def replace_study(made: Path, folder: Path, state: int) -> None:
    """Put a saved study in the place of the one that it was made from, as that was in `state`.

    Feedback given in the meantime is taken over. Raises `StudyError` where the study itself was changed.
    """
    if state_of(folder) != state:
        raise StudyError(f"The study {folder.name!r} was changed in the meantime and stays as it is now. Try again.")
    if (folder / FEEDBACK).exists():
        shutil.copy2(folder / FEEDBACK, made / FEEDBACK)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".saving-") as scratch:
        _swap(made, folder, Path(scratch) / "old")


def _write(contents: Contents, folder: Path) -> None:
    cuts, stock = contents.cuts, contents.stock
    frame = pd.concat([contents.ingested.frame, cuts.edited.assignments], axis=1)
    frame.to_parquet(folder / "statements.parquet")
    contents.ingested.times.to_parquet(folder / "times.parquet")
    contents.report.rows.to_parquet(folder / "report.parquet")
    _write_cut(cuts.edited, folder)
    if cuts.log.made:
        (folder / "edits.json").write_text(cuts.log.to_json(), encoding="utf-8")
    write_judgements(contents.judgements, folder)
    if contents.segments:
        (folder / "segments.json").write_text(to_json(contents.segments), encoding="utf-8")
    if cuts.log.edits:
        (folder / BUILT).mkdir()
        cuts.built.assignments.to_parquet(folder / BUILT / "places.parquet")
        _write_cut(cuts.built, folder / BUILT)
    for name, table in (("items", stock.items), ("interactions", stock.interactions)):
        if table is not None:
            table.to_parquet(folder / f"{name}.parquet")
    if stock.vectors is not None:
        np.save(folder / "item_vectors.npy", stock.vectors)
    np.save(folder / "map.npy", cuts.edited.map)
    (folder / MATERIAL).mkdir()
    _write_space(contents.space, folder / MATERIAL)
    _write_words(contents.words, folder / MATERIAL)
    if contents.learning is not None:
        _write_learning(contents.learning, folder / LEARNED)
    if contents.quality is not None:
        contents.quality.save(folder / QUALITY)
    about = {
        "format": FORMAT,
        "digest": _digest(contents),
        "name": contents.name,
        "built": contents.built_at,
        "foundation": contents.foundation,
        "config": asdict(contents.config),
        "notes": cuts.edited.notes,
        "fusion": None if contents.fusion is None else asdict(contents.fusion),
        "rows": contents.report.n_rows,
        "users": len(contents.ingested.users),
        "statements": len(frame),
    }
    (folder / "study.json").write_text(json.dumps(about, ensure_ascii=False, indent=1), encoding="utf-8")


def write_judgements(judgements: Judgements, folder: Path) -> None:
    """Write what users think of what was recommended to them, into a study's folder: at once, or not at all."""
    file = folder / FEEDBACK
    if not judgements.made:
        return
    with tempfile.NamedTemporaryFile("w", dir=folder, prefix=".saving-", delete=False, encoding="utf-8") as scratch:
        scratch.write(judgements.to_json())
    Path(scratch.name).replace(file)


def _write_cut(cut: Cut, folder: Path) -> None:
    """What belongs to a tree, besides the places of the statements in it."""
    (folder / "tree.json").write_text(cut.tree.to_json(), encoding="utf-8")
    cut.memberships.to_parquet(folder / "memberships.parquet")
    np.savez(folder / "topics.npz", **cut.topic_vectors)


def _digest(contents: Contents) -> str:
    """Tells studies apart whose space or words differ; an edited one has those that it had before."""
    return hashlib.sha256(f"{contents.config}{contents.cuts.built.tree.to_json()}".encode()).hexdigest()


def _write_space(space: Space, folder: Path) -> None:
    for name in SPACE:
        np.save(folder / f"{name}.npy", getattr(space, name))
    np.savez(folder / "centers.npz", **{f"of_{language}": mean for language, mean in space.centers.means.items()})
    layers = space.layers
    np.savez(
        folder / "layers.npz",
        min_size=[layer.min_size for layer in layers],
        fit=[layer.fit for layer in layers],
        lasting=[layer.lasting for layer in layers],
        labels=np.stack([layer.labels for layer in layers]) if layers else np.zeros((0, 0), np.int32),
    )


def _write_words(words: Words, folder: Path) -> None:
    from scipy import sparse

    np.save(folder / "phrase_vectors.npy", words.phrase_vectors)
    np.savez(folder / "generic.npz", vectors=words.generic.vectors, holds=words.generic.holds)
    np.savez(folder / "phrases.npz", **{name: getattr(words.phrases, name) for name in PHRASE_NUMBERS})
    sparse.save_npz(folder / "mentions.npz", words.phrases.matrix)
    about = {
        "language": words.language,
        "names": words.phrases.names,
        "titles": words.phrases.titles,
        "keys": words.phrases.keys,
        "english": words.generic.english,
        "chinese": words.generic.chinese,
    }
    (folder / "words.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


def _write_learning(learning: Learning, folder: Path) -> None:
    folder.mkdir()
    learning.curves.to_parquet(folder / "curves.parquet")
    if learning.users is not None:
        learning.users.save(folder)
    about = {field.name: getattr(learning, field.name) for field in fields(learning)}
    del about["curves"], about["users"]
    (folder / LEARNING).write_text(json.dumps(about, ensure_ascii=False, indent=1), encoding="utf-8")


def read_contents(folder: str | Path, encoder: Encoder | None = None) -> Contents:
    """What a saved study holds; what only cutting and searching need is read when they are used.

    `encoder` is for studies that were built with an encoder object instead of a name. Raises `StudyError` for a folder
    that is missing, is no study, is damaged, or is of another version.
    """
    folder = Path(folder)
    about = read_about(folder)
    try:
        return _read(folder, about, encoder)
    except DAMAGE as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise StudyError(f"The study in {folder} is damaged ({reason[:160]}). Build it anew from its data.") from error


def read_about(folder: Path) -> dict:
    """What study.json says: format, name, config, notes, numbers of rows, statements and users who wrote them."""
    file = folder / "study.json"
    if not file.is_file():
        raise StudyError(f"There is no study in {folder}: it has no study.json. Build one with `interest build`.")
    try:
        about = json.loads(file.read_text(encoding="utf-8"))
        version = about["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise StudyError(f"The study in {folder} is damaged: its study.json can't be read. Build it anew.") from error
    if version != FORMAT:
        raise StudyError(
            f"The study in {folder} has format {version}; this version of Interest reads {FORMAT}. Build it anew."
        )
    return about


def _read(folder: Path, about: dict, encoder: Encoder | None) -> Contents:
    frame = pd.read_parquet(folder / "statements.parquet")
    report = CleaningReport(pd.read_parquet(folder / "report.parquet"), about["rows"])
    ingested = Statements(frame.drop(columns=list(PLACES)), pd.read_parquet(folder / "times.parquet"), report)
    edited = _read_cut(folder, frame[list(PLACES)], np.load(folder / "map.npy"), about["notes"])
    log = Log.from_json((folder / "edits.json").read_text("utf-8")) if (folder / "edits.json").exists() else Log()
    segments, judgements = folder / "segments.json", folder / FEEDBACK
    built = edited
    if log.edits:
        places = pd.read_parquet(folder / BUILT / "places.parquet")
        built = _read_cut(folder / BUILT, places, edited.map, about["notes"])
    config = Config(**{**about["config"], "ignore": tuple(about["config"]["ignore"])})
    item_vectors = folder / "item_vectors.npy"
    return Contents(
        name=about["name"],
        config=config,
        ingested=ingested,
        deferred_space=Deferred(_later(_read_space, folder, about["digest"], ingested.frame)),
        deferred_words=Deferred(_later(_read_words, folder, about["digest"], ingested.frame)),
        cuts=Cuts(built, edited, log),
        encoder=Deferred(lambda: encoder or choose_encoder(config.encoder, ())),
        stock=Stock(
            items=_table(folder / "items.parquet"),
            interactions=_table(folder / "interactions.parquet"),
            vectors=np.load(item_vectors) if item_vectors.exists() else None,
        ),
        learning=_read_learning(folder, about["digest"]),
        quality=Quality.load(folder / QUALITY) if (folder / QUALITY).is_dir() else None,
        fusion=_fusion(about.get("fusion")),
        judgements=Judgements.from_json(judgements.read_text("utf-8")) if judgements.exists() else Judgements(),
        segments=from_json(segments.read_text("utf-8")) if segments.exists() else (),
        foundation=about.get("foundation"),
        built_at=about.get("built", ""),
    )


def _read_learning(folder: Path, digest: str) -> Learning | None:
    """What training found, if the study was ever trained; the model itself is read when it is needed."""
    place = folder / LEARNED
    if not (place / LEARNING).is_file():
        return None
    about = json.loads((place / LEARNING).read_text(encoding="utf-8"))
    has_model = (place / "attention.safetensors").is_file()
    intervals = {name: tuple(about[name]) for name in ("interval", "label_interval") if name in about}
    return Learning(
        **{**about, **intervals},
        curves=pd.read_parquet(place / "curves.parquet"),
        users=LearnedUsers.load(place, lambda: _check_digest(folder, digest)) if has_model else None,
    )


def _read_cut(folder: Path, places: pd.DataFrame, flat: np.ndarray, notes: Sequence[str]) -> Cut:
    with np.load(folder / "topics.npz") as topics:
        topic_vectors = {name: topics[name] for name in topics.files}
    return Cut(
        tree=InterestTree.from_json((folder / "tree.json").read_text(encoding="utf-8")),
        assignments=places,
        memberships=pd.read_parquet(folder / "memberships.parquet"),
        topic_vectors=topic_vectors,
        map=flat,
        notes=tuple(notes),
    )


def _fusion(about: dict | None) -> Fusion | None:
    """The weights that were learned, if they were when the study was saved."""
    return None if about is None else Fusion(**{**about, "weights": tuple(about["weights"])})


def _table(file: Path) -> pd.DataFrame | None:
    return pd.read_parquet(file) if file.exists() else None


def _later(
    reader: Callable[[Path, pd.DataFrame], Part], folder: Path, digest: str, statements: pd.DataFrame
) -> Callable[[], Part]:
    """Reads the space or the words when called, if they still are those of the study with the digest."""

    def read() -> Part:
        _check_digest(folder, digest)
        try:
            return reader(folder / MATERIAL, statements)
        except DAMAGE as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise StudyError(f"The study in {folder} is damaged ({reason[:160]}). Build it anew.") from error

    return read


def _check_digest(folder: Path, digest: str) -> None:
    if read_about(folder).get("digest") != digest:
        raise StudyError(f"The study in {folder} was replaced since it was opened. Open it anew.")


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
    meaning = centers.center(matrices["vectors"], statements["language"].tolist())
    return Space(centers=centers, meaning=meaning, layers=layers, **matrices)


def _read_words(folder: Path, statements: pd.DataFrame) -> Words:
    from scipy import sparse

    about = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    with np.load(folder / "phrases.npz") as numbers:
        measures = {name: numbers[name] for name in PHRASE_NUMBERS}
    with np.load(folder / "generic.npz") as numbers:
        generic = GenericNames(about["english"], about["chinese"], numbers["holds"], numbers["vectors"])
    matrix = sparse.csr_matrix(sparse.load_npz(folder / "mentions.npz"))
    return Words(
        language=about["language"],
        texts=statements["text"].tolist(),
        phrases=Phrases(**{name: about[name] for name in ("names", "titles", "keys")}, matrix=matrix, **measures),
        phrase_vectors=np.load(folder / "phrase_vectors.npy"),
        generic=generic,
    )

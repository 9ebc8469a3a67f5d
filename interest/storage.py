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
from zipfile import BadZipFile

import numpy as np
import pandas as pd

from interest.config import Config, Progress
from interest.encoders import Encoder
from interest.errors import StudyError
from interest.evaluation import STAGES, Quality
from interest.hierarchy.cutting import Cut
from interest.hierarchy.edits import Log
from interest.hierarchy.features import Centers
from interest.hierarchy.generic import GenericNames
from interest.hierarchy.layers import Layer, with_lasting
from interest.hierarchy.material import Material
from interest.hierarchy.tree import InterestTree
from interest.ingest import CleaningReport, Statements
from interest.language import Phrases
from interest.recommend import Fusion, Judgements
from interest.segments import from_json, to_json
from interest.study import Study
from interest.users import LearnedUsers, Learning

FORMAT = 3
"""Raised when older studies can't be read any more; they are then to be built anew."""
MATRICES = ("vectors", "features", "points", "map", "phrase_vectors")
PHRASE_NUMBERS = ("counts", "scores", "headings")
DAMAGE = (OSError, EOFError, KeyError, TypeError, ValueError, AttributeError, BadZipFile, zlib.error)
"""What readers of Parquet, NumPy and JSON files raise for files that are missing, cut short or of another kind."""
BUILT = "built"
"""The folder with the tree before all edits, in studies that have some."""
LEARNED, LEARNING = "learned3", "learning.json"  # former ones held models of another make: learn again
FEEDBACK = "feedback.json"
QUALITY = "quality"
PLACES = ("category", "topic", "keyword", "strength", "is_outlier")


def save_study(study: Study, folder: Path) -> Path:
    """Write a study; the folder is complete or not there, never half."""
    if folder.exists() and not (folder / "study.json").exists() and (folder.is_file() or any(folder.iterdir())):
        raise StudyError(f"{folder} holds something else than a study; choose another folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".saving-") as scratch:
        new = Path(scratch) / "study"
        new.mkdir()
        study.built_at = study.built_at or _built(folder)
        _write(study, new)
        _swap(new, folder, Path(scratch) / "old")
    return folder


def save_assessed(study: Study, folder: Path, progress: Progress) -> Path:
    """Write a study together with its quality, so that nobody who opens it has to wait for that.

    `progress` gets the stages "assessing" and "saving".
    """

    def report(stage: str, fraction: float) -> None:
        progress("assessing", (STAGES.index(stage) + fraction) / len(STAGES))

    study.quality(progress=report)
    progress("saving", 0.0)
    return save_study(study, folder)


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


def _write(study: Study, folder: Path) -> None:
    frame = pd.concat([study.ingested.frame, study.cut.assignments], axis=1)
    frame.to_parquet(folder / "statements.parquet")
    study.ingested.times.to_parquet(folder / "times.parquet")
    study.report.rows.to_parquet(folder / "report.parquet")
    _write_cut(study.cut, folder)
    if study.log.made:
        (folder / "edits.json").write_text(study.log.to_json(), encoding="utf-8")
    write_judgements(study.judgements, folder)
    if study.defined_segments:
        (folder / "segments.json").write_text(to_json(study.defined_segments), encoding="utf-8")
    if study.edits:
        (folder / BUILT).mkdir()
        study.built.assignments.to_parquet(folder / BUILT / "places.parquet")
        _write_cut(study.built, folder / BUILT)
    for name, table in (("items", study.items), ("interactions", study.interactions)):
        if table is not None:
            table.to_parquet(folder / f"{name}.parquet")
    if study.item_vectors is not None:
        np.save(folder / "item_vectors.npy", study.item_vectors)
    np.save(folder / "map.npy", study.cut.map)
    _write_material(study.material, folder / "material")
    if study.learned is not None:
        _write_learning(study.learned, folder / LEARNED)
    if study.known_quality is not None:
        study.known_quality.save(folder / QUALITY)
    about = {
        "format": FORMAT,
        "digest": _digest(study),
        "name": study.name,
        "built": study.built_at,
        "config": asdict(study.config),
        "notes": study.cut.notes,
        "fusion": None if study.fusion is None else asdict(study.fusion),
        "rows": study.report.n_rows,
        "users": len(study.ingested.users),
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


def _digest(study: Study) -> str:
    """Tells studies apart whose material differs; an edited one has the material that it had before."""
    return hashlib.sha256(f"{study.config}{study.built.tree.to_json()}".encode()).hexdigest()


def _write_material(material: Material, folder: Path) -> None:
    from scipy import sparse

    folder.mkdir()
    for name in MATRICES:
        np.save(folder / f"{name}.npy", getattr(material, name))
    np.savez(folder / "centers.npz", **{f"of_{language}": mean for language, mean in material.centers.means.items()})
    np.savez(folder / "generic.npz", vectors=material.generic.vectors, holds=material.generic.holds)
    layers = material.layers
    np.savez(
        folder / "layers.npz",
        min_size=[layer.min_size for layer in layers],
        fit=[layer.fit for layer in layers],
        lasting=[layer.lasting for layer in layers],
        labels=np.stack([layer.labels for layer in layers]) if layers else np.zeros((0, 0), np.int32),
    )
    np.savez(folder / "phrases.npz", **{name: getattr(material.phrases, name) for name in PHRASE_NUMBERS})
    sparse.save_npz(folder / "mentions.npz", material.phrases.matrix)
    words = {
        "language": material.language,
        "names": material.phrases.names,
        "titles": material.phrases.titles,
        "keys": material.phrases.keys,
        "languages": material.phrases.languages,
        "english": material.generic.english,
        "chinese": material.generic.chinese,
    }
    (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")


def _write_learning(learning: Learning, folder: Path) -> None:
    folder.mkdir()
    learning.curves.to_parquet(folder / "curves.parquet")
    if learning.users is not None:
        learning.users.save(folder)
    about = {field.name: getattr(learning, field.name) for field in fields(learning)}
    del about["curves"], about["users"]
    (folder / LEARNING).write_text(json.dumps(about, ensure_ascii=False, indent=1), encoding="utf-8")


def open_study(folder: str | Path, encoder: Encoder | None = None) -> Study:
    """Reopen a saved study; what only cutting and searching need is read when they are used.

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


def _read(folder: Path, about: dict, encoder: Encoder | None) -> Study:
    frame = pd.read_parquet(folder / "statements.parquet")
    report = CleaningReport(pd.read_parquet(folder / "report.parquet"), about["rows"])
    ingested = Statements(frame.drop(columns=list(PLACES)), pd.read_parquet(folder / "times.parquet"), report)
    cut = _read_cut(folder, frame[list(PLACES)], np.load(folder / "map.npy"), about["notes"])
    log = Log.from_json((folder / "edits.json").read_text("utf-8")) if (folder / "edits.json").exists() else Log()
    segments, judgements = folder / "segments.json", folder / FEEDBACK
    built = None
    if log.edits:
        built = _read_cut(folder / BUILT, pd.read_parquet(folder / BUILT / "places.parquet"), cut.map, about["notes"])
    config = Config(**{**about["config"], "ignore": tuple(about["config"]["ignore"])})
    item_vectors = folder / "item_vectors.npy"
    study = Study(
        name=about["name"],
        config=config,
        ingested=ingested,
        cut=cut,
        material=_later(folder, about["digest"], ingested.frame),
        items=_table(folder / "items.parquet"),
        interactions=_table(folder / "interactions.parquet"),
        item_vectors=np.load(item_vectors) if item_vectors.exists() else None,
        encoder=encoder,
        built=built,
        log=log,
        learned=_read_learning(folder, about["digest"]),
        segments=from_json(segments.read_text("utf-8")) if segments.exists() else (),
        fusion=_fusion(about.get("fusion")),
        judgements=Judgements.from_json(judgements.read_text("utf-8")) if judgements.exists() else None,
    )
    study.built_at = about.get("built", "")
    if (folder / QUALITY).is_dir():
        study.known_quality = Quality.load(folder / QUALITY)
    return study


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


def _later(folder: Path, digest: str, statements: pd.DataFrame) -> Callable[[], Material]:
    """Reads the material when it is called, if it still is that of the study with the digest."""

    def read() -> Material:
        _check_digest(folder, digest)
        try:
            return _read_material(folder / "material", statements)
        except DAMAGE as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise StudyError(f"The study in {folder} is damaged ({reason[:160]}). Build it anew.") from error

    return read


def _check_digest(folder: Path, digest: str) -> None:
    if read_about(folder).get("digest") != digest:
        raise StudyError(f"The study in {folder} was replaced since it was opened. Open it anew.")


def _read_material(folder: Path, statements: pd.DataFrame) -> Material:
    from scipy import sparse

    matrices = {name: np.load(folder / f"{name}.npy") for name in MATRICES}
    words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    with np.load(folder / "centers.npz") as means:
        centers = Centers({name.removeprefix("of_"): means[name] for name in means.files})
    with np.load(folder / "phrases.npz") as numbers:
        measures = {name: numbers[name] for name in PHRASE_NUMBERS}
    with np.load(folder / "generic.npz") as numbers:
        generic = GenericNames(words["english"], words["chinese"], numbers["holds"], numbers["vectors"])
    with np.load(folder / "layers.npz") as numbers:
        parts = zip(numbers["min_size"].tolist(), numbers["labels"], numbers["fit"].tolist(), strict=True)
        layers = with_lasting([Layer(*part) for part in parts])
        if "lasting" in numbers:  # else from before several layouts were asked
            known = numbers["lasting"].tolist()
            layers = [replace(layer, lasting=width) for layer, width in zip(layers, known, strict=True)]
    matrix = sparse.csr_matrix(sparse.load_npz(folder / "mentions.npz"))
    return Material(
        language=words["language"],
        texts=statements["text"].tolist(),
        centers=centers,
        meaning=centers.center(matrices["vectors"], statements["language"].tolist()),
        phrases=Phrases(
            **{name: words[name] for name in ("names", "titles", "keys", "languages")}, matrix=matrix, **measures
        ),
        generic=generic,
        layers=layers,
        **matrices,
    )

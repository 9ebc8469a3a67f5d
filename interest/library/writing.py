"""The parts of a study as files: tables as Parquet, matrices as NumPy files, the rest as JSON."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from interest.contents import Contents, Deferred, Stock
from interest.contents.definitions import Segment, to_json
from interest.contents.own import OwnInterests
from interest.evaluation import Quality
from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing.edits import Log
from interest.hierarchy.space import Space
from interest.hierarchy.words import Words
from interest.inference import Grouping
from interest.ingest import Statements
from interest.ingest.attributes import Attributes
from interest.library.about import PLACES
from interest.library.files import checksum, sync_file, sync_folder
from interest.users import Learning

SPACE = ("vectors", "features", "points", "map")
PHRASE_WORDS = ("names", "titles", "keys", "languages")
PHRASE_NUMBERS = ("counts", "scores", "headings")
LEARNING = "learning.json"
READINGS = "readings.json"


@dataclass(frozen=True)
class Part:
    """What is written together, whenever it is another object than the one that was read."""

    source: Callable[[Contents], Any]
    """The object that it is made from; None for a study without."""
    write: Callable[[Any, Path], None]


def write_parts(
    contents: Contents, folder: Path, version: str, base: Contents | None, known: Mapping[str, Any]
) -> dict[str, Any]:
    """Write the parts that are not those of `base`, which lie where `known` says; gives where all lie now.

    A part that was another before, such as the tree of the build that was the study's own until it was edited, is the
    same files too.
    """
    kept = {} if base is None else {id(part.source(base)): known[name] for name, part in PARTS.items() if name in known}
    entries = {}
    for name, part in PARTS.items():
        made = part.source(contents)
        if made is None:
            continue
        if id(made) in kept:
            entries[name] = kept[id(made)]
            continue
        place = Path(version, PLACES[name][0])
        (folder / place).mkdir(parents=True, exist_ok=True)
        part.write(made, folder / place)
        entries[name] = {"place": place.as_posix(), "files": _written(folder / place, PLACES[name][1])}
    return entries


def _written(place: Path, names: tuple[str, ...]) -> dict[str, list[int | str]]:
    """The files of a part, on the disk for good: their sizes and checksums."""
    files = {file.name: file for name in names for file in sorted(place.glob(name)) if file.is_file()}
    for file in files.values():
        sync_file(file)
    sync_folder(place)
    return {name: [file.stat().st_size, checksum(file)] for name, file in files.items()}


def _write_statements(ingested: Statements, folder: Path) -> None:
    ingested.frame.to_parquet(folder / "statements.parquet")
    ingested.times.to_parquet(folder / "times.parquet")
    ingested.report.rows.to_parquet(folder / "report.parquet")
    read = {"said": ingested.said.to_json(), "readings": [reading.to_json() for reading in ingested.readings]}
    (folder / READINGS).write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8")


def _write_attributes(attributes: Attributes, folder: Path) -> None:
    attributes.users.to_parquet(folder / "users.parquet")
    attributes.statements.to_parquet(folder / "statements.parquet")
    (folder / "kinds.json").write_text(json.dumps(dict(attributes.kinds), ensure_ascii=False), encoding="utf-8")


def _write_cut(cut: Cut, folder: Path) -> None:
    (folder / "tree.json").write_text(cut.tree.to_json(), encoding="utf-8")
    cut.assignments.to_parquet(folder / "places.parquet")
    cut.memberships.to_parquet(folder / "memberships.parquet")
    vectors: dict[str, Any] = cut.topic_vectors
    np.savez(folder / "topics.npz", **vectors)
    np.save(folder / "map.npy", cut.map)


def _write_edits(log: Log, folder: Path) -> None:
    (folder / "edits.json").write_text(log.to_json(), encoding="utf-8")


def _write_segments(segments: tuple[Segment, ...], folder: Path) -> None:
    (folder / "segments.json").write_text(to_json(segments), encoding="utf-8")


def _write_own(own: OwnInterests, folder: Path) -> None:
    (folder / "own.json").write_text(own.to_json(), encoding="utf-8")


def _write_stock(stock: Stock, folder: Path) -> None:
    for name, table in (("items", stock.items), ("interactions", stock.interactions)):
        if table is not None:
            table.to_parquet(folder / f"{name}.parquet")
    if stock.vectors is not None:
        np.save(folder / "item_vectors.npy", stock.vectors)


def _write_space(deferred: Deferred[Space], folder: Path) -> None:
    space = deferred.get()
    for name in SPACE:
        np.save(folder / f"{name}.npy", getattr(space, name))
    means: dict[str, Any] = {f"of_{language}": mean for language, mean in space.centers.means.items()}
    np.savez(folder / "centers.npz", **means)
    layers = space.layers
    np.savez(
        folder / "layers.npz",
        min_size=[layer.min_size for layer in layers],
        fit=[layer.fit for layer in layers],
        lasting=[layer.lasting for layer in layers],
        labels=np.stack([layer.labels for layer in layers]) if layers else np.zeros((0, 0), np.int32),
        fitted=space.fitted or 0,
    )


def _write_words(deferred: Deferred[Words], folder: Path) -> None:
    from scipy import sparse

    words = deferred.get()
    np.save(folder / "phrase_vectors.npy", words.phrase_vectors)
    np.savez(folder / "generic.npz", vectors=words.generic.vectors, holds=words.generic.holds)
    np.savez(folder / "phrases.npz", **{name: getattr(words.phrases, name) for name in PHRASE_NUMBERS})
    sparse.save_npz(folder / "mentions.npz", words.phrases.matrix)
    about = {
        "language": words.language,
        **{name: getattr(words.phrases, name) for name in PHRASE_WORDS},
        "english": words.generic.english,
        "chinese": words.generic.chinese,
    }
    (folder / "words.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


def _write_learning(learning: Learning, folder: Path) -> None:
    learning.curves.to_parquet(folder / "curves.parquet")
    if learning.users is not None:
        learning.users.save(folder)
    about = {field.name: getattr(learning, field.name) for field in fields(learning)}
    del about["curves"], about["users"]
    (folder / LEARNING).write_text(json.dumps(about, ensure_ascii=False, indent=1), encoding="utf-8")


def _attributes_of(contents: Contents) -> Attributes | None:
    attributes = contents.ingested.attributes
    return attributes if attributes.kinds or len(attributes.users) else None


def _stock_of(contents: Contents) -> Stock | None:
    stock = contents.stock
    return None if stock.items is stock.interactions is stock.vectors is None else stock


PARTS: Mapping[str, Part] = {
    "statements": Part(lambda contents: contents.ingested, _write_statements),
    "attributes": Part(_attributes_of, _write_attributes),
    "cut": Part(lambda contents: contents.cuts.edited, _write_cut),
    "built": Part(lambda contents: contents.cuts.built if contents.cuts.log.edits else None, _write_cut),
    "edits": Part(lambda contents: contents.cuts.log if contents.cuts.log.made else None, _write_edits),
    "segments": Part(lambda contents: contents.segments or None, _write_segments),
    "own": Part(lambda contents: contents.own if len(contents.own.states) > 1 else None, _write_own),
    "stock": Part(_stock_of, _write_stock),
    "space": Part(lambda contents: contents.deferred_space, _write_space),
    "words": Part(lambda contents: contents.deferred_words, _write_words),
    "learned": Part(lambda contents: contents.learning, _write_learning),
    "quality": Part(lambda contents: contents.quality, Quality.save),
    "groups": Part(lambda contents: contents.grouping, Grouping.save),
}
"""All parts by name, in the order in which they are written."""

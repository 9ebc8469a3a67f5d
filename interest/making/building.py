"""From data to what a study holds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from interest.config import Config, Progress, no_progress
from interest.contents import Contents
from interest.encoders import Encoder, choose_encoder
from interest.engines import Engine, choose_engine
from interest.errors import InputError
from interest.ingest import Query, find_companions, load_interactions, load_items, load_users
from interest.ingest.attributes import Kind
from interest.ingest.loading import Data, asked_of, load_as
from interest.ingest.roles import Columns
from interest.ingest.said import Said
from interest.ingest.values.ratings import Scale
from interest.making.adding import with_ids_of
from interest.making.growing import grow

STAGES = ("reading", "cleaning", "encode", "phrases", "layout", "map", "tree")
"""The stages of a build in their order, as `progress` gets them."""
FEWEST_STATEMENTS = 5


def build_contents(
    data: Data,
    items: Data | None = None,
    interactions: Data | None = None,
    encoder: str | Encoder = "auto",
    categories: int | None = None,
    topics: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    columns: Columns | None = None,
    ignore: Iterable[str] = (),
    name: str = "",
    joining: str = "ward",
    language: Literal["en", "zh"] | None = None,
    day_first: bool | None = None,
    users: Data | None = None,
    sheet: str | None = None,
    decimal_comma: bool | None = None,
    kinds: Mapping[str, Kind | None] | None = None,
    mask: bool = True,
    encoding: str | None = None,
    delimiter: str | None = None,
    rating_scale: Scale | None = None,
    connection: Any = None,
    engine: str | Engine = "local",
    address: str | None = None,
) -> Contents:
    """Build the study of what users wrote.

    `data` is a file, a folder, a list of files, or a DataFrame with user_id and text (optionally source, timestamp,
    weight, rating, label); in a folder, files of items, interactions and users are taken for those. With a
    `connection` (see `interest.ingest.Query`: a URL, a variable of the environment that holds one, an engine of
    SQLAlchemy, a folder of Parquet and CSV files …) all strings are queries to it, or names of tables, unless they
    end like a file that can be read. `users` is a table of what is known of users. `encoder` is "auto" (by the
    language of the data), "english", "multilingual", any sentence-transformers name or folder, or an `Encoder`.
    `categories` and `topics` say about how many there should be; None leaves it to the data. Words of `ignore` stay
    out of names, keywords and what is clustered, in any inflection; `language` is that of the names, by default that
    of most statements. `joining` says how topics become categories: by "ward" (Ward's method) or "hdbscan" (the
    density of their centroids). `progress` is called with a stage (see `STAGES`) and its fraction, and may raise
    `Cancelled`.

    How data are read is found, where it is not said. `columns` maps roles to column names (texts may have several),
    `kinds` says what kind of attribute a column is; `sheet` names that to read of a workbook, `encoding` and
    `delimiter` are those of the files; `day_first` says whether dates such as 03/05/2026 begin with the day,
    `decimal_comma` whether 1,200 is one and a fifth; `rating_scale` is the worst and the best rating, such as (1, 5),
    or (6, 1) for marks of which a low one is better; `mask` puts […] in the place of contacts.

    `engine` says where the work is done that goes part by part: "local", or "ray" for a Ray cluster, whose `address`
    is what `interest.engines.cluster.RayEngine` takes; all its machines must see the files under the same names.

    Raises `InputError` for data that can't be used, `EncoderError` for an encoder and `EngineError` for a cluster that
    can't be had.
    """
    progress = progress or no_progress
    doing = choose_engine(engine, address)
    config = Config(
        categories=categories, topics=topics, ignore=tuple(ignore), language=language, seed=seed, joining=joining
    )
    data = asked_of(data, connection)
    users, items, interactions = (
        None if given is None else asked_of(given, connection) for given in (users, items, interactions)
    )
    said = Said(
        columns or {}, encoding, delimiter, sheet, day_first, decimal_comma, rating_scale, kinds or {}, mask
    )  # fmt: skip
    statements = load_as(data, said, progress, doing)
    for folder in _folders(data):
        found = find_companions(folder)
        items = found.items if items is None else items
        interactions = found.interactions if interactions is None else interactions
        users = found.users if users is None else users
    if users is not None:
        given = load_users(users, kinds)
        given = replace(given, users=with_ids_of(statements, given.users))
        known = statements.attributes.with_users(given)
        statements = replace(statements, attributes=known)
    if len(statements) < FEWEST_STATEMENTS:
        raise InputError(
            f"There are {len(statements)} statements in these data; a tree needs at least {FEWEST_STATEMENTS}, "
            "and says something from about 100 on."
        )
    texts, languages = statements.frame["text"].tolist(), statements.frame["language"].tolist()
    chosen = choose_encoder(encoder, texts, languages) if isinstance(encoder, str) else encoder
    return grow(
        name=name or _name_of(data),
        config=replace(config, encoder=chosen.name),
        encoder=chosen,
        ingested=statements,
        items=_optional(items, load_items),
        interactions=None
        if interactions is None
        else with_ids_of(statements, load_interactions(interactions, day_first)),
        progress=progress,
        engine=doing,
    )


def _optional(data: Data | None, load_data: Callable[[Data], pd.DataFrame]) -> pd.DataFrame | None:
    return None if data is None else load_data(data)


def _folders(data: Data) -> list[Path]:
    """The folders among the data."""
    parts = [data] if isinstance(data, str | Path) else data if isinstance(data, list | tuple) else []
    return [Path(part) for part in parts if isinstance(part, str | Path) and Path(part).is_dir()]


def _name_of(data: Data) -> str:
    if isinstance(data, Query):
        return data.name
    if not isinstance(data, str | Path):
        return "study"
    path = Path(data).resolve()  # "." has no name
    return path.name if path.is_dir() else path.stem

"""From data to what a study holds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pandas as pd

from interest.config import Config, Progress, no_progress
from interest.contents import Contents
from interest.encoders import Encoder, choose_encoder
from interest.errors import InputError
from interest.ingest import find_companions, load, load_interactions, load_items, load_users
from interest.ingest.attributes import Kind
from interest.ingest.loading import Data
from interest.ingest.roles import Columns
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
) -> Contents:
    """Build the study of what users wrote.

    `data` is a file, a folder, a list of files, or a DataFrame with user_id and text (optionally source, timestamp,
    weight, rating, label); in a folder, files called `items` and `interactions` are taken for those two. `users` is a
    table of what is known of users. `encoder` is "auto" (by the language of the data), "english", "multilingual", any
    sentence-transformers name or folder, or an `Encoder`. `categories` and `topics` say about how many there should be;
    None leaves it to the data. `columns` maps roles to column names (texts may have several) where guessing fails,
    `kinds` says what kind of attribute a column is; `sheet` names that to read of a workbook; `mask` puts
    […] in the place of contacts; words of `ignore` stay
    out of names, keywords and what is clustered, in any inflection; `language` is that of the names, by default that of
    most statements. `joining` says how topics become categories: by "ward" (Ward's method) or "hdbscan" (the density of
    their centroids). `day_first` says whether dates such as 03/05/2026 begin with the day, `decimal_comma` whether
    1,200 is one and a fifth; None leaves it to the data. `progress` is called with a stage (see `STAGES`) and its
    fraction, and may raise `Cancelled`.

    Raises `InputError` for data that can't be used, `EncoderError` for an encoder that can't be had.
    """
    progress = progress or no_progress
    config = Config(
        categories=categories, topics=topics, ignore=tuple(ignore), language=language, seed=seed, joining=joining
    )
    statements = load(
        data, columns=columns, progress=progress, day_first=day_first, sheet=sheet, decimal_comma=decimal_comma,
        kinds=kinds, mask=mask,
    )  # fmt: skip
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
    for folder in _folders(data):
        found = find_companions(folder)
        items = found.items if items is None else items
        interactions = found.interactions if interactions is None else interactions
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
    )


def _optional(data: Data | None, load_data: Callable[[Data], pd.DataFrame]) -> pd.DataFrame | None:
    return None if data is None else load_data(data)


def _folders(data: Data) -> list[Path]:
    """The folders among the data."""
    parts = [data] if isinstance(data, str | Path) else data if isinstance(data, list | tuple) else []
    return [Path(part) for part in parts if isinstance(part, str | Path) and Path(part).is_dir()]


def _name_of(data: Data) -> str:
    if not isinstance(data, str | Path):
        return "study"
    path = Path(data).resolve()  # "." has no name
    return path.name if path.is_dir() else path.stem

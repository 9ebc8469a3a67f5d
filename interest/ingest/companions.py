"""The tables that may lie beside the texts: items that can be recommended, who took which, and labels of users."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from interest.errors import InputError
from interest.ingest.cleaning import bare_id, clean_text, parse_weights
from interest.ingest.columns import guess_columns
from interest.ingest.names import ALIASES, ITEM_ALIASES, ITEM_NOUNS, first_named
from interest.ingest.readers import READABLE, read_table
from interest.ingest.tables import RawTable, frame_table, unique_names
from interest.ingest.values import parse_times

COMPANIONS = ("items", "interactions")
"""Names, without suffix, of files that are no texts of users."""


class Companions(NamedTuple):
    """The files of items and of interactions in a folder, None where there is none."""

    items: Path | None
    interactions: Path | None


def find_companions(folder: str | Path) -> Companions:
    """The readable files in a folder that are called `items` and `interactions`."""
    files = sorted(path for path in Path(folder).iterdir() if path.is_file() and path.suffix.lower() in READABLE)
    return Companions(*(next((path for path in files if path.stem.lower() == stem), None) for stem in COMPANIONS))


def load_items(data: str | Path | pd.DataFrame | RawTable) -> pd.DataFrame:
    """Items with the columns item_id, text, and the table's other columns as they are, all strings.

    The columns are known by their names (item, product, course … or id; text, title, name …), the text also by its
    contents. Rows without an id or a text are left out, and of several rows with one id all but the first. Raises
    `InputError` when there are no such columns or no rows.
    """
    table = _table(data)
    frame = table.frame
    item = _column(table, "item_id", (*ITEM_ALIASES["item_id"], "id", "编号", *ITEM_NOUNS), "item's id")
    text = first_named(frame, (*ITEM_ALIASES["text"], *ITEM_NOUNS, *ALIASES["text"]), [item])
    if text is None:
        text = guess_columns(frame.drop(columns=item)).get("text")
    if text is None:
        raise InputError(f"{_title(table)}: no column can be the items' text; name one 'text', among {_names(frame)}.")
    others = frame.drop(columns=[item, text])
    ids = [bare_id(value) for value in frame[item]]
    texts = [" ".join(clean_text(value).text.split()) for value in frame[text]]
    items = pd.DataFrame({"item_id": pd.array(ids, dtype="str"), "text": pd.array(texts, dtype="str")})
    items[unique_names(["item_id", "text", *others])[2:]] = others.reset_index(drop=True)
    items = items[(items["item_id"] != "") & (items["text"] != "")].drop_duplicates("item_id").reset_index(drop=True)
    if items.empty:
        raise InputError(f"{_title(table)}: no row has both an id in {item!r} and a text in {text!r}.")
    return items


def load_interactions(data: str | Path | pd.DataFrame | RawTable, day_first: bool | None = None) -> pd.DataFrame:
    """Who took what: columns user_id, item_id, weight (float64 > 0) and timestamp (UTC or NaT), a row a pair.

    Several rows of one pair become one: their weights add, the latest time stays. A missing or invalid weight is 1;
    where there is no weight but a rating, that is the weight. Rows without a user or an item are left out. `day_first`
    is that of `load`. Raises `InputError` when there are no such columns or no rows.
    """
    table = _table(data)
    frame = table.frame
    user = _column(table, "user_id", ALIASES["user_id"], "user")
    item = _column(table, "item_id", (*ITEM_ALIASES["item_id"], *ITEM_NOUNS), "item", taken=[user])
    weight = first_named(frame, (*ALIASES["weight"], *ALIASES["rating"]), [user, item])
    day_first = table.day_first if day_first is None else day_first
    time = first_named(frame, ALIASES["timestamp"], [user, item, weight or ""])
    weights = parse_weights(frame[weight], weight) if weight else np.ones(len(frame))
    pairs = pd.DataFrame(
        {
            "user_id": pd.array([bare_id(value) for value in frame[user]], dtype="str"),
            "item_id": pd.array([bare_id(value) for value in frame[item]], dtype="str"),
            "weight": np.where(np.isnan(weights), 1.0, weights),
            "timestamp": parse_times(frame[time], day_first).to_numpy()
            if time
            else np.full(len(frame), np.datetime64("NaT", "ns")),
        }
    )
    pairs = pairs[(pairs["user_id"] != "") & (pairs["item_id"] != "")]
    if pairs.empty:
        raise InputError(f"{_title(table)}: no row has both a user in {user!r} and an item in {item!r}.")
    return pairs.groupby(["user_id", "item_id"], sort=False, as_index=False).agg({"weight": "sum", "timestamp": "max"})


def load_labels(data: str | Path | pd.DataFrame | RawTable) -> dict[str, list[str]]:
    """The labels of each user, by user id: several rows of a user are several labels.

    The columns of the user and of the label are known by their names. Rows without a user or a label are left out.
    Raises `InputError` when there are no such columns or no rows.
    """
    table = _table(data)
    user = _column(table, "user_id", ALIASES["user_id"], "user")
    label = _column(table, "label", ALIASES["label"], "label", taken=[user])
    said = pd.DataFrame(
        {"user": [bare_id(value) for value in table.frame[user]], "label": table.frame[label].fillna("").str.strip()}
    )
    said = said[(said["user"] != "") & (said["label"] != "")].drop_duplicates()
    if said.empty:
        raise InputError(f"{_title(table)}: no row has both a user in {user!r} and a label in {label!r}.")
    return said.groupby("user", sort=False)["label"].agg(sorted).to_dict()


def _table(data: str | Path | pd.DataFrame | RawTable) -> RawTable:
    if isinstance(data, RawTable):
        return data
    return frame_table(data) if isinstance(data, pd.DataFrame) else read_table(data)


def _column(table: RawTable, role: str, aliases: Iterable[str], meaning: str, taken: Iterable[str] = ()) -> str:
    column = first_named(table.frame, aliases, taken)
    if column is None:
        raise InputError(
            f"{_title(table)}: no column can be the {meaning}; name one {role!r}, among {_names(table.frame)}."
        )
    return column


def _title(table: RawTable) -> str:
    return table.name or "The table"


def _names(frame: pd.DataFrame) -> str:
    return ", ".join(map(repr, frame.columns))

"""The tables that may lie beside the texts: items that can be recommended, who took which, and labels of users."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from interest.errors import InputError
from interest.ingest.attributes import Attributes, Kind, gather
from interest.ingest.cleaning import clean_text
from interest.ingest.kinds import kind_of_table
from interest.ingest.roles import first_named, guess_columns, is_votes
from interest.ingest.sources import READABLE, Query, read_query, read_table
from interest.ingest.tables import RawTable, frame_table, unique_names
from interest.ingest.values import bare_id, parse_ratings, parse_times
from interest.ingest.values.weights import parse_weights

COMPANIONS = ("items", "interactions")
"""Names, without suffix, of files that are no texts of users."""

NO_LIKING = 0.01
"""Weight of what somebody took and rated below the middle of the scale."""

_TOPS = (1, 5, 10, 100)  # the highest ratings of usual scales
_BARE_IDS = ("id", "编号", "編號")


class Companions(NamedTuple):
    """The files of items, of interactions and of what is known of users in a folder, None where there is none."""

    items: Path | None
    interactions: Path | None
    users: Path | None


def find_companions(folder: str | Path) -> Companions:
    """The readable files in a folder that hold items, interactions, and what is known of users.

    Where other files hold texts, they are those whose columns say it; items and interactions also those called so, and
    if one of the two is, so is the other.
    """
    files = sorted(path for path in Path(folder).iterdir() if path.is_file() and path.suffix.lower() in READABLE)
    named = {kind: next((path for path in files if path.stem.lower() == kind), None) for kind in COMPANIONS}
    kinds = {path: _kind(path) for path in files if path not in named.values()} if len(files) > 1 else {}
    if "texts" not in kinds.values():
        return Companions(named["items"], named["interactions"], None)
    found = {kind: next((path for path in kinds if kinds[path] == kind), None) for kind in (*COMPANIONS, "users")}
    return Companions(**(found | named if any(named.values()) else found))


def _kind(path: Path) -> str | None:
    try:
        return kind_of_table(read_table(path))
    except InputError:
        return None


def load_items(data: str | Path | pd.DataFrame | RawTable | Query) -> pd.DataFrame:
    """Items with the columns item_id, text, and the table's other columns as they are, all strings.

    The columns are known by their names (item, product, course … or id; text, title, name …), the text also by its
    contents. Rows without an id or a text are left out, and of several rows with one id all but the first. Raises
    `InputError` when there are no such columns or no rows.
    """
    table = _table(data)
    frame = table.frame
    item = first_named(frame, "item_id") or next((c for c in frame if c.casefold() in _BARE_IDS), None)
    item = item or _column(table, "item_id", ["thing"], "item's id")
    text = first_named(frame, ["item_text", "thing", "text"], [item])
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


def load_interactions(
    data: str | Path | pd.DataFrame | RawTable | Query, day_first: bool | None = None
) -> pd.DataFrame:
    """Who took what: columns user_id, item_id, weight (float64 > 0) and timestamp (UTC or NaT), a row a pair.

    Several rows of one pair become one: their weights add, the latest time stays. A missing or invalid weight is 1;
    where there is no weight but a rating, that is the weight; ratings below the middle of the scale are no liking, and
    weigh next to nothing (`NO_LIKING`), so that what was taken is not offered again. Rows without a user or an item are
    left out. `day_first` is that of `load`. Raises `InputError` when there are no such columns or no rows.
    """
    table = _table(data)
    frame = table.frame
    user = _column(table, "user_id", ["user_id"], "user")
    item = _column(table, "item_id", ["item_id", "thing"], "item", taken=[user])
    weight = first_named(frame, ["weight", "votes", "rating"], [user, item])
    rated = weight is not None and first_named(frame[[weight]], ["weight", "votes"]) is None
    day_first = table.day_first if day_first is None else day_first
    time = first_named(frame, "timestamp", [user, item, weight or ""])
    if weight is None:
        weights = np.ones(len(frame))
    else:
        weights = _liking(frame[weight]) if rated else parse_weights(frame[weight], is_votes(weight))
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
    return added_up(pairs)


def added_up(pairs: pd.DataFrame) -> pd.DataFrame:
    """Interactions, each pair of user and item once: the weights add, the latest time stays."""
    groups = pairs.groupby(["user_id", "item_id"], sort=False)
    low = (groups["weight"].max() <= NO_LIKING).to_numpy()  # rated low several times is still rated low
    found = groups.agg({"weight": "sum", "timestamp": "max"}).reset_index()
    return found.assign(weight=found["weight"].mask(low, NO_LIKING))


def load_labels(data: str | Path | pd.DataFrame | RawTable | Query) -> dict[str, list[str]]:
    """The labels of each user, by user id: several rows of a user are several labels.

    The columns of the user and of the label are known by their names. Rows without a user or a label are left out.
    Raises `InputError` when there are no such columns or no rows.
    """
    table = _table(data)
    user = _column(table, "user_id", ["user_id"], "user")
    label = _column(table, "label", ["label", "group"], "label", taken=[user])
    said = pd.DataFrame(
        {"user": [bare_id(value) for value in table.frame[user]], "label": table.frame[label].fillna("").str.strip()}
    )
    said = said[(said["user"] != "") & (said["label"] != "")].drop_duplicates()
    if said.empty:
        raise InputError(f"{_title(table)}: no row has both a user in {user!r} and a label in {label!r}.")
    return said.groupby("user", sort=False)["label"].agg(sorted).to_dict()


def load_users(
    data: str | Path | pd.DataFrame | RawTable | Query, kinds: Mapping[str, Kind | None] | None = None
) -> Attributes:
    """What is known of users (plan, country, age …): `Attributes` of users alone, of each user the first row.

    The user's column is known by its name. `kinds` decides the kinds of columns, None that one is left out. Raises
    `InputError` when there is no such column or no row with a user.
    """
    table = _table(data)
    user = first_named(table.frame, "user_id") or next((c for c in table.frame if c.casefold() in _BARE_IDS), None)
    user = user or _column(table, "user_id", ["user_id"], "user")
    ids = pd.Series([bare_id(value) for value in table.frame[user]], dtype="str")
    frame = table.frame.drop(columns=user).reset_index(drop=True)
    statements = pd.DataFrame({"statement_id": frame.index, "row": frame.index, "user_id": ids})[ids != ""]
    if statements.empty:
        raise InputError(f"{_title(table)}: no row has a user in {user!r}.")
    return gather(frame, statements.drop_duplicates("user_id"), identified=True, kinds=kinds, wordy=True)


def _liking(values: pd.Series) -> np.ndarray:
    """Ratings as weights, of shape (n,): those below the middle of their scale next to nothing, NaN where none is."""
    ratings = parse_ratings(values).values
    best, worst = np.nanmax(ratings, initial=0.0), np.nanmin(ratings, initial=np.inf)
    top = next((top for top in _TOPS if best <= top), best)
    middle = (top + min(worst, 1.0)) / 2
    liked = np.where(ratings < middle, NO_LIKING, np.maximum(ratings, NO_LIKING))
    return np.where(np.isnan(ratings), np.nan, liked)


def _table(data: str | Path | pd.DataFrame | RawTable | Query) -> RawTable:
    if isinstance(data, RawTable):
        return data
    if isinstance(data, Query):
        return read_query(data)
    return frame_table(data) if isinstance(data, pd.DataFrame) else read_table(data)


def _column(table: RawTable, role: str, names: Sequence[str], meaning: str, taken: Sequence[str] = ()) -> str:
    column = first_named(table.frame, names, taken)
    if column is None:
        raise InputError(
            f"{_title(table)}: no column can be the {meaning}; name one {role!r}, among {_names(table.frame)}."
        )
    return column


def _title(table: RawTable) -> str:
    return table.name or "The table"


def _names(frame: pd.DataFrame) -> str:
    return ", ".join(map(repr, frame.columns))

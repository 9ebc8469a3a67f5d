"""What uploaded files hold, and their columns under the names of the library."""

from datetime import date

import pandas as pd
import pytest

from interest.errors import InputError
from interest.ingest import frame_table, load, read_table
from interest.ui.jobs.uploads import dates_in, guess_kind, guess_roles, is_wrecked, with_roles

TEXTS = frame_table(
    pd.DataFrame({"用户ID": ["u1", "u2"], "内容": ["想买一顶帐篷过周末", "咖啡机怎么除垢才好"], "点赞": ["500", "0"]}),
    "posts.csv",
)
ITEMS = frame_table(pd.DataFrame({"product_id": ["p1"], "title": ["Tent for two people"], "price": ["9"]}), "goods.csv")
TAKEN = frame_table(pd.DataFrame({"user_id": ["u1"], "product_id": ["p1"], "count": ["2"]}), "clicks.csv")


KNOWN = frame_table(pd.DataFrame({"user_id": ["u1", "u2"], "plan": ["pro", "free"], "age": ["31", "54"]}), "crm.csv")


@pytest.mark.parametrize(
    ("table", "kind"), [(TEXTS, "texts"), (ITEMS, "items"), (TAKEN, "interactions"), (KNOWN, "users")]
)
def test_kind_is_known_by_the_columns(table, kind) -> None:
    assert guess_kind(table) == kind


def test_kind_is_known_by_the_name() -> None:
    assert guess_kind(frame_table(pd.DataFrame({"a": ["x"], "b": ["y"]}), "Items.csv")) == "items"


def test_roles_are_guessed() -> None:
    assert guess_roles(TEXTS, "texts") == {
        "text": ["内容"], "speaker": [], "automatic": [], "user_id": "用户ID", "weight": "点赞",
    }  # fmt: skip
    assert guess_roles(ITEMS, "items") == {"item_id": "product_id", "text": "title"}
    assert guess_roles(TAKEN, "interactions") == {"item_id": "product_id", "user_id": "user_id", "weight": "count"}


def test_chosen_columns_get_the_names_of_their_roles() -> None:
    taken = with_roles(TAKEN, "interactions", {"user_id": "user_id", "item_id": "product_id", "weight": "count"})
    assert list(taken.frame) == ["user_id", "item_id", "weight"]
    assert list(with_roles(ITEMS, "items", {"item_id": "product_id", "text": "title"}).frame) == [
        "item_id",
        "text",
        "price",
    ]


def test_a_table_of_users_keeps_what_it_knows() -> None:
    assert guess_roles(KNOWN, "users") == {"user_id": "user_id"}
    assert list(with_roles(KNOWN, "users", {"user_id": "user_id"}).frame) == ["user_id", "plan", "age"]


def test_what_is_said_of_texts_goes_with_the_table() -> None:
    said = with_roles(TEXTS, "texts", {"text": ["内容"], "user_id": "用户ID", "weight": ""})
    assert said.columns["text"] == ["内容"] and said.columns["weight"] is None
    assert load(said).frame["weight"].tolist() == [1, 1]


def test_likes_stay_likes_when_the_table_is_loaded() -> None:
    columns = {"text": "内容", "user_id": "用户ID", "weight": "点赞"}
    renamed, direct = (load(table).frame for table in (with_roles(TEXTS, "texts", columns), TEXTS))
    assert renamed["weight"].tolist() == direct["weight"].tolist()
    assert renamed["weight"].max() < 10


def test_a_column_that_was_not_chosen_is_not_used() -> None:
    mapped = with_roles(TEXTS, "texts", {"text": "内容", "user_id": "", "weight": ""})
    assert load(mapped).frame["user_id"].tolist() == ["1", "2"]


def test_what_is_missing_or_doubled_is_named() -> None:
    with pytest.raises(InputError, match="posts.csv.*text"):
        with_roles(TEXTS, "texts", {"user_id": "用户ID"})
    with pytest.raises(InputError, match="内容.*more than once"):
        with_roles(TEXTS, "texts", {"text": "内容", "user_id": "内容"})


def test_a_file_is_wrecked_when_more_than_a_few_lines_do_not_fit() -> None:
    sound = [f"u{n},about tea number {n},2026-05-03" for n in range(100)]
    for broken, wrecked in ((0, False), (3, False), (4, True)):
        lines = ["user_id,text,time", *(line.replace(",", ";") for line in sound[:broken]), *sound[broken:]]
        table = read_table("\n".join(lines).encode(), "posts.csv")
        assert len(table.irregular) == broken
        assert is_wrecked(table) is wrecked


def test_dates_in_doubt_come_with_an_example_and_their_span() -> None:
    column = pd.Series(["05/05/2025", *(f"{day:02}/05/2025" for day in range(1, 11))], dtype="str")
    found = dates_in(column)
    assert (found.order.day_first, found.example) == (True, "01/05/2025")
    assert (found.first, found.last) == (date(2025, 5, 1), date(2025, 5, 10))
    said = dates_in(column, day_first=False)
    assert (said.example, said.first, said.last) == ("", date(2025, 1, 5), date(2025, 10, 5))


def test_dates_that_are_understood_are_counted_among_those_given() -> None:
    found = dates_in(pd.Series(["2025-05-03", " ", "soon", "2025-05-01 18:00"], dtype="str"))
    assert (found.understood, found.given, found.example) == (2, 3, "")
    assert (found.first, found.last) == (date(2025, 5, 1), date(2025, 5, 3))
    assert dates_in(pd.Series(["soon"], dtype="str")).first is None

"""Which rows are learned from, and that no user is in two parts."""

import numpy as np
import pandas as pd
import pytest

from interest.errors import InputError
from interest.training.data import all_rows, divide, labelled_rows


def frame(text: list[str], label: list[str] | None = None, user_id: list[str] | None = None) -> pd.DataFrame:
    """Rows as they are after reading; without user ids each is of somebody else."""
    ids = user_id or [str(number) for number in range(len(text))]
    return pd.DataFrame({"user_id": ids, "text": text, "label": label or [""] * len(text)})


def many(users: int, labels: int = 3, per_user: int = 4) -> pd.DataFrame:
    rows = [(f"u{u}", f"text {u} {i}", f"label {(u + i) % labels}") for u in range(users) for i in range(per_user)]
    return pd.DataFrame(rows, columns=["user_id", "text", "label"])


def test_rows_that_are_left_out_are_counted():
    data = frame(
        user_id=["a", "b", "c", "d", "e", "f", "g", "h"],
        text=["tea", "coffee", "Tea", "", "tea", "咖啡", "milk", "茶"],
        label=["hot", "hot", "cold", "hot", "cold", "", "rare", "cold"],
    )
    rows = labelled_rows(data)
    assert rows.texts == ["tea", "coffee", "Tea", "茶"]
    assert rows.users.tolist() == ["a", "b", "c", "h"]
    assert rows.labels.tolist() == ["hot", "hot", "cold", "cold"]
    assert rows.classes == ["cold", "hot"]
    assert rows.left_out == {"empty text": 1, "repeated text": 1, "no label": 1, "label of one row": 1}


def test_a_text_that_somebody_labelled_is_not_lost_to_one_who_did_not():
    data = frame(user_id=list("abcde"), text=["tea", "tea", "mate", "ice", "snow"], label=["", "hot", "hot", "c", "c"])
    assert labelled_rows(data).users.tolist() == ["b", "c", "d", "e"]


def test_texts_stay_whole():
    """A label is that of the row; statements would each have to deserve it."""
    data = frame(text=["One. Two is longer here. Three!", "第一句。第二句。", "x y", "z"], label=["a", "a", "b", "b"])
    assert labelled_rows(data).texts == data["text"].tolist()


def test_no_label_is_an_error_that_says_how_to_name_it():
    with pytest.raises(InputError, match=r"give a column called label.*interest\.pretrain"):
        labelled_rows(frame(text=["tea", "milk"]))


def test_one_class_is_none_and_how_many_had_a_single_text():
    data = frame(text=["tea", "coffee", "ice", "milk"], label=["hot", "hot", "cold", "mild"])
    with pytest.raises(InputError, match=r"at least 2 of at least 2 different texts each; there is 1 \(2 have a singl"):
        labelled_rows(data)


def test_texts_without_labels():
    rows = all_rows(frame(user_id=["a", "b", "b"], text=["tea", "茶", "tea"]))
    assert rows.texts == ["tea", "茶"]
    assert rows.classes == []
    with pytest.raises(InputError, match="None of the 2 rows has a text"):
        all_rows(frame(text=["", ""]))


@pytest.mark.parametrize("users", [3, 7, 10, 200])
def test_no_user_is_in_two_parts_and_none_is_lost(users):
    rows = labelled_rows(many(users))
    division = divide(rows, seed=0)
    parts = [set(part.users) for part in (division.train, division.validation, division.test)]
    assert sum(map(len, parts)) == len(set.union(*parts)) == users
    assert sum(division.rows.values()) == len(rows)
    assert sum(division.people.values()) == users


def test_a_tenth_each_with_labels_as_in_the_whole():
    rows = labelled_rows(many(200, labels=4))
    division = divide(rows, seed=3)
    assert division.rows == {"train": 640, "validation": 80, "test": 80}
    for part in (division.validation, division.test):
        _, counts = np.unique(part.labels.astype(str), return_counts=True)
        assert counts.tolist() == [20, 20, 20, 20]


def test_the_seed_decides():
    rows = labelled_rows(many(100))
    texts = [divide(rows, seed).test.texts for seed in (0, 0, 1)]
    assert texts[0] == texts[1] != texts[2]


def test_labels_rarer_than_there_are_parts():
    rows = labelled_rows(many(20, labels=40, per_user=2).assign(label=[f"l{i % 15}" for i in range(40)]))
    division = divide(rows, seed=0)
    assert all(division.rows.values())


def test_users_that_cannot_be_divided():
    with pytest.raises(InputError, match="come from 2 users; training needs at least 3"):
        divide(labelled_rows(many(2)), seed=0)
    one = many(1, labels=2, per_user=50)
    alone = pd.concat([one, frame(user_id=["x", "y"], text=["p", "q"], label=["label 0", "label 1"])])
    for seed in range(3):
        try:
            division = divide(labelled_rows(alone), seed)
        except InputError as error:
            assert "nearly all texts or labels come from one" in str(error)
        else:
            assert len(division.train.classes) == 2

"""Every further column is kept: of users where it is constant within them, else of statements, in its type."""

import pandas as pd
import pytest

from interest.errors import InputError
from interest.ingest import load, load_users
from interest.ingest.attributes import kind_of
from interest.ingest.loading import load_more
from interest.ingest.said import Said

DATA = pd.DataFrame(
    {
        "user_id": ["a", "a", "b", "b"],
        "text": ["green tea is nice", "bread goes with it", "the bus is late", "rain again today"],
        "date": ["2026-01-01"] * 4,
        "country": ["DE", "DE", "FR", ""],
        "age": ["31", "31", "54", "54"],
        "order value": ["1.299,00", "5,50", "7,25", "8"],
        "returned": ["yes", "no", "no", ""],
        "shipped": ["2026-05-03", "", "2026-05-04", "2026-05-05"],
        "page": [f"https://example.org/{n}" for n in range(4)],
        "empty": [""] * 4,
    }
)


def test_columns_are_of_users_or_of_statements_in_their_types():
    found = load(DATA).attributes
    assert found.users.to_dict("list") == {"user_id": ["a", "b"], "country": ["DE", "FR"], "age": ["31", "54"]}
    assert found.of_statements == ["order value", "returned", "shipped", "page"]
    assert found.kinds == {
        "country": "category", "age": "category", "order value": "number", "returned": "yes/no", "shipped": "date",
        "page": "link",
    }  # fmt: skip
    assert found.statements["statement_id"].tolist() == [0, 1, 2, 3]
    assert found.statements["order value"].tolist() == [1299, 5.5, 7.25, 8]
    assert found.statements["returned"].tolist() == [True, False, False, pd.NA]
    assert found.statements["shipped"].dtype == "datetime64[ns]"
    assert found.links == ["page"]


def test_without_users_all_is_of_statements():
    found = load(DATA.drop(columns="user_id")).attributes
    assert found.users.empty and "country" in found.of_statements


def test_statements_of_one_row_share_what_is_known_of_it():
    data = pd.DataFrame(
        {"text": ["I like green tea. Coffee keeps me awake at night!", "cake"], "colour": ["pro", "free"]}
    )
    assert load(data).attributes.statements["colour"].tolist() == ["pro", "pro", "free"]


def test_columns_may_be_called_as_ours():
    data = pd.DataFrame(
        {"who": ["a", "b"], "text": ["green tea", "bread"], "row": ["7", "8"], "statement_id": ["x", "y"]}
    )
    found = load(data, columns={"user_id": "who"}).attributes
    assert found.users.to_dict("list") == {"user_id": ["a", "b"], "row": ["7", "8"], "statement_id (2)": ["x", "y"]}


def test_kinds_can_be_said():
    found = load(DATA, kinds={"age": "number", "page": None}).attributes
    assert found.users["age"].tolist() == [31, 54]
    assert "page" not in found.kinds


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "2", "3", "4"], "number"),
        (["1", "2", "1", "2"], "category"),
        (["001", "002", "010"], "category"),
        (["true", "false", ""], "yes/no"),
        (["ja", "nein"], "yes/no"),
        (["3. Mai 2026", "14. März 2026"], "date"),
        (["gold", "silver"], "category"),
        (["https://example.org/a"], "link"),
        (["the first of many long remarks here", "another of these long remarks, once more"], "text"),
    ],
)
def test_kinds(values, kind):
    assert kind_of(pd.Series(values, dtype="str")) == kind


def test_a_table_of_users():
    users = load_users(
        pd.DataFrame({"id": [7.0, 8.0, 7.0], "plan": ["pro", "free", "x"], "since": ["2026-05-03", "", ""]})
    )
    assert users.users["user_id"].tolist() == ["7", "8"]
    assert users.users["plan"].tolist() == ["pro", "free"]
    assert users.kinds == {"plan": "category", "since": "date"}
    with pytest.raises(InputError, match="no column can be the user"):
        load_users(pd.DataFrame({"plan": ["pro"]}))


def test_what_is_given_of_users_is_believed():
    found = load(DATA).attributes.with_users(load_users(pd.DataFrame({"user_id": ["b", "c"], "country": ["BE", "IT"]})))
    assert found.users[["user_id", "country"]].to_numpy().tolist() == [["b", "BE"], ["c", "IT"], ["a", "DE"]]


def test_later_statements_bring_theirs():
    first = load(DATA)
    more = pd.DataFrame({"user_id": ["a", "c"], "text": ["green tea is nice", "snow at last"], "country": ["DE", "IT"],
                         "order value": ["1", "2"], "mood": ["good", "bad"]})  # fmt: skip
    joined = first.join(load_more(first, more, Said()))
    found = joined.attributes
    assert found.users[["user_id", "country"]].to_numpy().tolist() == [["a", "DE"], ["b", "FR"], ["c", "IT"]]
    assert len(found.statements) == len(joined) == 5
    assert found.statements["order value"].tolist()[-1] == 2
    assert found.statements["order value"].tolist()[:4] == [1299, 5.5, 7.25, 8]

"""Which values of columns go with which interests: planted ones are found, dealt ones are not."""

import numpy as np
import pandas as pd
import pytest
from conftest import FakeEncoder
from driven import DRIVER, SPENT_ON, plant_outcomes, topic_of

import interest
from interest.findings import by_columns, statements_with
from interest.segments import known_of
from interest.study import Study

DEALS = 20


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory) -> Study:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("columns")))
        data = plant_outcomes(n=240)
        data["place"] = np.where(data["text"].str.len() % 2, "odd", "even")  # of each text, by nothing
        return interest.build(data, encoder=FakeEncoder(), name="driven", columns={"label": None})


def test_planted_values_and_only_these_go_with_their_interests(driven: Study) -> None:
    table = by_columns(driven.contents)
    told = {(row.column, row.value, row.node_id) for row in table[table["significant"]].itertuples()}
    assert ("churned", "yes", topic_of(driven, DRIVER)) in told
    spent = table[(table["column"] == "spend") & (table["node_id"] == topic_of(driven, SPENT_ON))]
    assert spent.iloc[-1]["significant"]
    assert spent["difference"].iloc[-1] > 0.15
    assert spent["value"].str[:1].tolist()[0] == "≤"  # by size, not by letters
    assert spent["value"].str[:1].tolist()[-1] == ">"
    assert not {column for column, _, _ in told} & {"plan", "mood", "place", "market"}


def test_shares_are_those_of_people(driven: Study) -> None:
    node, table = topic_of(driven, DRIVER), by_columns(driven.contents)
    row = table[(table["node_id"] == node) & (table["column"] == "churned") & (table["value"] == "yes")].iloc[0]
    churned = driven.attributes.users.set_index("user_id")["churned"].dropna().map({True: 1, False: 0})
    speaks = churned.index.isin(driven.statements.loc[driven.statements["topic"] == node, "user_id"])
    assert row["share_a"] == pytest.approx(churned[speaks].mean())
    assert row["share_b"] == pytest.approx(churned[~speaks].mean())
    assert row["reach_a"] == pytest.approx(speaks[churned == 1].mean())
    assert row["people"] == churned[speaks].sum()
    own = statements_with(driven.contents, "churned", "yes")
    assert set(own["user_id"]) == set(churned[churned == 1].index)
    moods = statements_with(driven.contents, "mood", "up")
    assert len(moods) == (driven.attributes.statements["mood"] == "up").sum()


def test_columns_that_are_dealt_out_anew_go_with_nothing(driven: Study) -> None:
    rng, contents = np.random.default_rng(0), driven.contents
    claimed = 0
    for _ in range(DEALS):
        attributes = contents.ingested.attributes
        dealt = attributes.users.assign(**{
            column: attributes.users[column].to_numpy()[rng.permutation(len(attributes.users))]
            for column in attributes.of_users
        })  # fmt: skip
        again = contents.change(ingested=_with(contents.ingested, dealt))
        claimed += bool(by_columns(again)["significant"].any())
    assert claimed <= 4  # one in twenty on average, in 97 of 100 series at most four


def _with(ingested, users: pd.DataFrame):
    from dataclasses import replace

    return replace(ingested, attributes=replace(ingested.attributes, users=users))


def test_how_usual_somebody_is(driven: Study) -> None:
    users = driven.attributes.users.set_index("user_id")
    top = users["spend"].idxmax()
    known = known_of(driven.contents, top).set_index("column")
    assert known.loc["spend", "place"] == 1
    assert known.loc["plan", "share"] == pytest.approx((users["plan"] == users.loc[top, "plan"]).mean())
    assert known_of(driven.contents, "nobody").empty

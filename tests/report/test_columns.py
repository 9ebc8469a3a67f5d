"""Columns in a report: planted values stand where they belong, and no share tells of few people."""

from dataclasses import replace

import pandas as pd
import pytest
from conftest import FakeEncoder
from driven import DRIVER, plant_outcomes, topic_of

import interest
from interest.findings import by_columns
from interest.ingest import in_words
from interest.report import Privacy, hand_out
from interest.report.page import html_page
from interest.report.tables import tables
from interest.study import Study


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory) -> Study:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("columns")))
        data = plant_outcomes(n=240)
        return interest.build(data, encoder=FakeEncoder(), name="driven", columns={"label": None})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_planted_values_are_told_and_the_rest_is_named(driven: Study, language: str) -> None:
    handout = hand_out(driven.contents, language=language)
    page = html_page(handout)
    section = page[page.index('<section id="columns">') :].split("</section>")[0]
    assert "<h3>churned</h3>" in section
    assert driven.tree[topic_of(driven, DRIVER)].name in section
    told, even = section.split('class="note"')[1:]
    assert "<h3>plan" not in told
    assert "plan" in even
    assert handout.say("handout.values", values="churned")[:12] in page.split('<section id="map">')[0]


def test_shares_of_few_people_are_kept_back(driven: Study) -> None:
    table, contents = by_columns(driven.contents), driven.contents
    assert len(tables(hand_out(contents))["columns"]) == len(table)
    least = 8
    shown = hand_out(contents, Privacy(min_users=least)).columns
    assert 0 < len(shown) < len(table)
    assert "fewest" not in shown
    users = driven.attributes.users.set_index("user_id")
    for column in ("churned", "plan"):
        values = in_words(users[column], driven.attributes.kinds[column]).dropna()
        assert (shown["column"] == column).any()
        for node, own in shown[shown["column"] == column].groupby("node_id"):
            level = driven.tree[node].level
            speaks = values.index.isin(driven.statements.loc[driven.statements[level] == node, "user_id"])
            for side in (values[speaks], values[~speaks]):
                counts = side.value_counts()
                hidden = counts.drop(index=list(own["value"]))
                assert counts[own["value"]].min() >= least
                assert hidden.sum() == 0 or hidden.sum() >= least


def test_what_is_left_over_tells_nothing(driven: Study) -> None:
    """Where all values but one can be shown, the one follows from them: so the smallest is kept back as well."""
    users = driven.attributes.users
    node = topic_of(driven, DRIVER)
    speaks = users["user_id"].isin(driven.statements.loc[driven.statements["topic"] == node, "user_id"])
    plans = users["plan"].mask(speaks, pd.Series(["free", "pro"] * 120, users.index))
    few = users.index[speaks][:3]
    plans[few] = "team"
    attributes = replace(driven.attributes, users=users.assign(plan=plans))
    contents = driven.contents.change(ingested=replace(driven.contents.ingested, attributes=attributes))
    shown = hand_out(contents, Privacy(min_users=5)).columns
    own = shown[(shown["node_id"] == node) & (shown["column"] == "plan")]
    assert len(own) == 1
    assert own["value"].iloc[0] in ("free", "pro")


def test_columns_of_statements_are_counted_by_people(driven: Study) -> None:
    table, moods = by_columns(driven.contents), driven.attributes.statements.set_index("statement_id")["mood"]
    moods = in_words(moods, driven.attributes.kinds["mood"])
    row = table[(table["column"] == "mood") & (table["level"] == "topic")].iloc[0]
    said = driven.statements[driven.statements["statement_id"].isin(moods.index)]
    here, marked = said["topic"] == row["node_id"], said["statement_id"].map(moods) == row["value"]
    cells = [said.loc[a & b, "user_id"].nunique() for a in (here, ~here) for b in (marked, ~marked)]
    assert row["fewest"] == min(cells)

"""The facts of a node."""

import copy

import pandas as pd
import pytest

import interest
from interest.errors import UnknownNodeError
from interest.study import Study
from interest.ui.tree.facts import node_facts, node_statements


def test_the_facts_of_a_node(small_study: Study) -> None:
    statements = small_study.statements
    for node in (small_study.tree.level(level)[0] for level in ("category", "topic", "keyword")):
        facts = node_facts(small_study, node.id)
        own = statements[statements[node.level] == node.id]
        assert facts.path[-1] == node
        assert facts.share == pytest.approx(node.size / len(statements))
        assert facts.outliers == pytest.approx(own["is_outlier"].mean())
        assert set(facts.examples["text"]) <= set(own["text"])
        counts = own["user_id"].value_counts()
        assert facts.top_users["statements"].tolist() == sorted(counts, reverse=True)[: len(facts.top_users)]
        assert facts.top_users["weight"].between(0, 1 + 1e-9).all()
    with pytest.raises(UnknownNodeError):
        node_facts(small_study, "c99")


def test_an_example_says_how_many_people_said_it(planted_frame, fake_encoder) -> None:
    """Six people say the same, one of them twice: one example, of six people."""
    frame = planted_frame()
    said = frame["text"][0]
    again = [("user001", said), *((f"new{number}", said) for number in range(5)), ("new0", f"{said}!")]
    more = pd.DataFrame(again, columns=["user_id", "text"])
    study = interest.build(pd.concat([frame[["user_id", "text"]], more]), encoder=fake_encoder)
    statements = study.statements
    topic = statements.loc[statements["text"] == said, "topic"].mode()[0]
    own = statements[statements["topic"] == topic]
    examples = node_facts(study, topic, own[own["text"].isin([said, own["text"].iloc[-1]])]).examples
    assert examples["text"].is_unique
    assert examples.set_index("text").loc[said, "people"] == own.loc[own["text"] == said, "user_id"].nunique() >= 6


def test_all_statements_of_a_node_can_be_read_the_most_fitting_first(small_study: Study) -> None:
    for node in small_study.tree:
        own = small_study.statements[small_study.statements[node.level] == node.id]
        read = node_statements(small_study, node.id)
        assert list(read.columns) == ["user_id", "text", "written"]  # one source, and no ratings
        assert sorted(read["text"]) == sorted(own["text"])
        assert read["text"].iloc[0] == own.loc[own["strength"].idxmax(), "text"]


def test_what_is_hidden_is_no_fact_of_what_is_above(small_study: Study) -> None:
    study = copy.copy(small_study)
    category = study.tree.level("category")[0]
    topic = study.tree.children(category.id)[0]
    study.edit.hide(topic.id)
    hidden = set(study.statements.loc[study.statements["topic"] == topic.id, "text"])
    assert hidden.isdisjoint(node_facts(study, category.id).examples["text"])
    assert hidden.isdisjoint(node_statements(study, category.id)["text"])
    assert len(node_statements(study, category.id)) == study.tree[category.id].size == category.size - topic.size


def test_the_parts_of_all_categories_make_the_whole(small_study: Study) -> None:
    shares = [node_facts(small_study, node.id).share for node in small_study.tree.level("category")]
    assert sum(shares) == pytest.approx(1)

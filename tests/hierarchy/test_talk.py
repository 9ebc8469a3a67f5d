"""Praise without content among planted topics: gathered, kept, and nobody's interest."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

import interest
from interest.hierarchy.talk import common_words
from interest.language import TALK, talk_in, talk_name
from interest.study import Study

SAID = ("Very good", "I love it so much", "Excellent, really", "It is so great", "Not good", "The worst ever", "awful")


def with_talk(frame: pd.DataFrame, said: tuple[str, ...] = SAID, n: int = 42) -> pd.DataFrame:
    """The frame, and `n` statements of talk by its users."""
    users = frame["user_id"].unique()
    talk = [(users[i % len(users)], said[i % len(said)]) for i in range(n)]
    return pd.concat([frame[["user_id", "text"]], pd.DataFrame(talk, columns=["user_id", "text"])], ignore_index=True)


@pytest.fixture(scope="module")
def talkative(small_study, fake_encoder_class, planted_frame) -> Study:
    return interest.build(with_talk(planted_frame()), encoder=fake_encoder_class())


def talk_nodes(study: Study) -> list[str]:
    names = {talk_name("en", kind) for kind in TALK}
    return [node.id for node in study.tree.level("topic") if node.name in names]


def test_talk_is_one_category_of_its_own_and_kept(talkative):
    tree, frame = talkative.tree, talkative.statements
    is_talk = frame["text"].map(lambda text: talk_in(text, "en") is not None)
    assert is_talk.sum() == 42
    assert set(frame.loc[is_talk, "topic"]) == set(talk_nodes(talkative))
    assert not frame.loc[~is_talk, "topic"].isin(talk_nodes(talkative)).any()
    (category,) = set(frame.loc[is_talk, "category"])
    assert tree[category].name == "General remarks"
    assert {node.name: node.size for node in tree.children(category)} == {
        "General praise": 24,
        "General complaints": 18,
    }
    assert not frame.loc[is_talk, "is_outlier"].any()


def test_talk_does_not_change_what_else_is_found(talkative, small_study):
    without, with_it = small_study.statements, talkative.statements.iloc[: len(small_study.statements)]
    assert adjusted_rand_score(without["category"], with_it["category"]) > 0.8  # chance has a say in their number
    pairs = pd.crosstab(without["topic"].to_numpy(), with_it["topic"].to_numpy())
    assert (pairs.max(axis=1) / pairs.sum(axis=1)).min() > 0.95


def test_talk_is_nobodys_interest(talkative):
    nodes = {*talk_nodes(talkative)}
    assert not any(talkative.tree[node].named for node in nodes)
    assert not any(nodes & {*talkative.recommend(user)["node_id"]} for user in talkative.users[:20])
    categories = {talkative.tree.parent(node).id for node in nodes}
    assert not any((nodes | categories) & {node for finding in talkative.findings() for node in finding.nodes})


def test_a_few_words_of_praise_stay_where_they_are(fake_encoder, planted_frame):
    study = interest.build(with_talk(planted_frame(n_users=30), n=4), encoder=fake_encoder)
    assert talk_nodes(study) == []


def test_nothing_but_praise_is_a_tree_all_the_same(fake_encoder):
    frame = pd.DataFrame({"user_id": [f"u{i}" for i in range(40)], "text": [SAID[i % len(SAID)] for i in range(40)]})
    study = interest.build(frame, encoder=fake_encoder)
    assert len(study.statements) == 40
    assert sum(node.size for node in study.tree.level("category")) == 40


def test_the_names_of_talk_are_in_the_language_of_the_data(fake_encoder, planted_frame):
    said = ("很好", "非常满意", "不好用", "太差了", "好评")
    study = interest.build(with_talk(planted_frame("zh", n_users=30), said), encoder=fake_encoder)
    assert {"笼统的好评", "笼统的差评"} <= {node.name for node in study.tree.level("topic")}


def test_the_name_of_the_only_product_tells_nothing_and_one_of_two_subjects_does(talkative):
    class Words:
        texts = [""] * 100
        counts = np.array([60, 50])

        class phrases:
            names = ["Brandini", "dog"]
            languages = ["en", "en"]

    topic = np.repeat(np.arange(4), 25)
    said = np.zeros((100, 2), np.float32)
    said[np.arange(100) % 5 < 3, 0] = 1  # 60% of each topic
    said[:50, 1] = 1  # the first two topics, and neither of the others
    from scipy import sparse

    Words.phrases.matrix = sparse.csr_matrix(said)
    assert common_words(Words, topic) == {"brandini"}

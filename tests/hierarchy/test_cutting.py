"""What holds for every tree: one place a statement, exact roll-up, and the planted tree where one is planted."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_mutual_info_score

import interest
from interest.config import Config
from interest.hierarchy import cutting
from interest.hierarchy.clustering.layers import hdbscan_layers
from interest.hierarchy.cutting import Cut, cut_tree
from interest.hierarchy.nodes import EXAMPLES
from interest.hierarchy.space import Space
from interest.hierarchy.tree import LEVELS, InterestTree
from interest.study import Study


def check_tree(tree: InterestTree, statements: pd.DataFrame) -> None:
    """Raises AssertionError where a rule that every tree keeps is broken."""
    assert len({node.id for node in tree}) == len(tree)
    seen: set[str] = set()
    for node in tree:
        assert node.parent is None if node.level == "category" else node.parent in seen  # parents before children
        seen.add(node.id)
        own = statements[statements[node.level] == node.id]
        assert node.size == len(own) > 0
        assert node.users == own["user_id"].nunique()
        assert set(node.examples) <= set(own["statement_id"])
        assert len(node.examples) == min(10, own["text"].nunique())
        assert node.name.strip() == node.name != ""
        if node.level != "keyword":
            children = tree.children(node.id)
            assert [child.parent for child in children] == [node.id] * len(children)
            assert sum(child.size for child in children) == node.size
            assert {child.level for child in children} == {LEVELS[LEVELS.index(node.level) + 1]}
            sizes = [child.size for child in children if not child.is_other]
            assert sizes == sorted(sizes, reverse=True)
            assert not any(child.is_other for child in children[:-1])  # what fits none comes last
    assert sum(node.size for node in tree.level("category")) == len(statements)
    keywords = statements["keyword"].map(lambda node_id: tree[node_id].parent)
    assert keywords.tolist() == statements["topic"].tolist()
    topics = statements["topic"].map(lambda node_id: tree[node_id].parent)
    assert topics.tolist() == statements["category"].tolist()
    assert statements["strength"].between(0, 1).all()
    assert statements["is_outlier"].dtype == bool


def test_the_planted_study_keeps_all_rules(small_study):
    check_tree(small_study.tree, small_study.statements)


def test_the_planted_tree_is_found(small_study, planted_frame):
    truth = planted_frame()
    assert len(small_study.tree.level("category")) == 5
    assert len(small_study.tree.level("topic")) == 15
    for level in ("category", "topic"):
        assert adjusted_mutual_info_score(truth[f"planted_{level}"], small_study.statements[level]) > 0.98


def cut_small(study: Study, config: Config, space: Space | None = None) -> Cut:
    """Another tree of the small study, in its own or another space."""
    held = study.contents
    return cut_tree(space or held.space, held.words, held.ingested.frame, config)


@pytest.mark.parametrize(
    ("categories", "topics"), [(1, None), (2, None), (3, 15), (None, 9), (15, 2), (1, 1), (40, 80)]
)
def test_every_cut_keeps_all_rules(small_study, categories, topics):
    config = Config(categories=categories, topics=topics)
    cut = cut_small(small_study, config)
    check_tree(cut.tree, pd.concat([small_study.contents.ingested.frame, cut.assignments], axis=1))
    found = len(cut.tree.level("category"))
    if categories is not None and len(cut.tree.level("topic")) >= categories:
        assert found == categories
    assert bool(cut.notes) == (categories == 40 or topics == 80 or categories == 15)


def test_memberships_are_the_best_topics_and_agree_with_strength(small_study):
    best = small_study.contents.cut.memberships
    assert (best.groupby("statement_id").size() == 3).all()
    assert best["weight"].between(0, 1).all()
    assert (best.groupby("statement_id")["weight"].sum() <= 1 + 1e-6).all()
    assert (best.groupby("statement_id")["weight"].diff().dropna() <= 0).all()
    frame = small_study.statements
    assert set(best["node_id"]) <= {node.id for node in small_study.tree.level("topic")}
    own = best.merge(
        frame.drop(columns="weight"), left_on=["statement_id", "node_id"], right_on=["statement_id", "topic"]
    )
    np.testing.assert_allclose(own["weight"], own["strength"], rtol=1e-5)
    assert len(own) > 0.95 * len(frame)


def test_topic_vectors_are_the_centroids_of_the_topics(small_study):
    frame, vectors = small_study.statements, small_study.contents.cut.topic_vectors
    assert list(vectors) == [node.id for node in small_study.tree.level("topic")]
    for topic, vector in vectors.items():
        mean = small_study.contents.space.meaning[frame["topic"] == topic].mean(axis=0)
        np.testing.assert_allclose(vector, mean / np.linalg.norm(mean), atol=1e-5)


def test_the_first_example_is_the_most_typical_and_none_comes_twice(small_study):
    meaning = small_study.contents.space.meaning
    for node in small_study.tree.level("topic"):
        rows = small_study.statements.index[small_study.statements["topic"] == node.id]
        nearness = meaning @ meaning[rows].mean(axis=0)
        examples = nearness[list(node.examples)]
        assert examples[0] >= nearness[rows].max() - 1e-6
        assert len(set(node.examples)) == len(examples) == min(EXAMPLES, len(rows))


def test_outliers_have_a_topic_and_stay_marked(small_study):
    space = small_study.contents.space
    rng = np.random.default_rng(0)
    points = space.points.copy()
    points[-40:] = rng.uniform(-30, 30, (40, points.shape[1]))
    space = replace(space, points=points, layers=hdbscan_layers(points, space.features))
    cut = cut_small(small_study, Config(), space)
    check_tree(cut.tree, pd.concat([small_study.contents.ingested.frame, cut.assignments], axis=1))
    assert cut.assignments["is_outlier"].to_numpy()[-40:].sum() > 20
    assert cut.assignments["is_outlier"].to_numpy()[:-40].mean() < 0.2


@pytest.mark.parametrize("n_users", [1, 2, 4, 7])
def test_few_statements_honour_what_was_asked_for(planted_frame, fake_encoder, n_users):
    study = interest.build(planted_frame(n_users=n_users, statements=5), encoder=fake_encoder, categories=2, topics=4)
    check_tree(study.tree, study.statements)
    assert len(study.tree.level("category")) == 2


def test_topics_of_all_sorts_are_a_category_of_their_own(small_study):
    topic = pd.factorize(small_study.statements["topic"])[0]
    telling = [number not in (2, 5) for number in range(topic.max() + 1)]
    for config in (Config(), Config(categories=4)):
        category_of = cutting._categories(small_study.contents.space, topic, telling, config)
        assert np.flatnonzero(category_of == category_of[2]).tolist() == [2, 5]
    assert category_of.max() + 1 == 4

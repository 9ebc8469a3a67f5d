"""User vectors in closed form: never below the plain mean, and by no word that one person alone says."""

import numpy as np
import pandas as pd
import pytest

from interest.users.closed import SHARES, ClosedUsers, Material, Recipe, choose_recipe
from interest.users.vectors import mean_vectors

USERS, TEXTS, DIMENSION = 90, 12, 20
NONE = np.zeros((0, DIMENSION), np.float32)
"""No topics."""


def world(seed: int = 0, words: bool = True, stretched: bool = True) -> tuple[pd.DataFrame, np.ndarray]:
    """Users who lean a little in some directions, and vary widely in others; each of three share a name they drop."""
    rng = np.random.default_rng(seed)
    lean = rng.normal(size=(USERS, DIMENSION))
    spread = np.where(np.arange(DIMENSION) < 5, 9.0, 1.5) if stretched else np.full(DIMENSION, 2.0)
    rows, vectors = [], []
    for user in range(USERS):
        for text in range(TEXTS):
            name = f"clan{user // 3}" if words and text % 2 else "something"
            text = f"{name} happened today, {rng.choice(['apples', 'pears'])}"
            rows.append((f"u{user:02}", text, "en", len(rows), 1.0))
            vectors.append(lean[user] + spread * rng.normal(size=DIMENSION))
    return pd.DataFrame(rows, columns=["user_id", "text", "language", "row", "weight"]), np.array(vectors, np.float32)


def test_whitening_and_words_are_used_where_they_help():
    recipe = choose_recipe(*world(), NONE)
    assert recipe.users == USERS and recipe.shrinkage < 1 and recipe.share > 0
    assert recipe.mrr > 1.5 * recipe.mrr_mean


def test_topics_are_used_where_people_keep_to_some():
    """Everybody speaks about two of ten topics, each statement far from its topic's middle."""
    rng = np.random.default_rng(2)
    anchors = np.eye(10, DIMENSION, dtype=np.float32)
    own = np.array([rng.choice(10, 2, replace=False) for _ in range(USERS)])
    statements, _ = world(words=False)
    topic = own[np.repeat(np.arange(USERS), TEXTS), rng.integers(0, 2, USERS * TEXTS)]
    vectors = (anchors[topic] + 0.25 * rng.normal(size=(len(topic), DIMENSION))).astype(np.float32)
    recipe = choose_recipe(statements, vectors, anchors)
    assert recipe.topics > 0 and recipe.mrr > 1.1 * recipe.mrr_mean
    assert choose_recipe(statements, vectors, NONE).topics == 0
    shuffled = vectors[rng.permutation(len(vectors))]
    assert choose_recipe(statements, shuffled, anchors).is_plain  # who said what is chance


def test_they_are_left_where_they_do_not():
    statements, vectors = world(words=False, stretched=False)
    recipe = choose_recipe(statements, vectors, NONE)
    assert recipe.is_plain and recipe.mrr == recipe.mrr_mean
    users = ClosedUsers.of(statements, vectors, recipe, NONE)
    np.testing.assert_array_equal(users.vectors.matrix, mean_vectors(statements, vectors).matrix)


def test_few_users_are_plain_means():
    statements, vectors = world()
    few = (statements["user_id"] < "u25").to_numpy()
    assert choose_recipe(statements[few].reset_index(drop=True), vectors[few], NONE) == Recipe()


def test_a_word_that_one_person_alone_says_is_none():
    statements, vectors = world()
    own = statements.assign(text=statements["text"] + " secret" + statements["user_id"])
    assert Material.of(own, vectors, NONE).words.vocabulary == Material.of(statements, vectors, NONE).words.vocabulary
    assert choose_recipe(own, vectors, NONE) == choose_recipe(statements, vectors, NONE)


def test_words_are_those_of_their_language():
    """German inflections come together in German; what is a word of function in one is a name in the other."""
    statements = pd.DataFrame(
        {"user_id": ["u1", "u2"], "text": ["Die Wohnungen", "Die Wohnung"], "language": "de", "weight": 1.0}
    )
    vectors = np.zeros((2, DIMENSION), np.float32)
    assert len(Material.of(statements, vectors, NONE).words.vocabulary) == 1
    assert "die" not in Material.of(statements, vectors, NONE).words.vocabulary
    assert "die" in Material.of(statements.assign(language="en"), vectors, NONE).words.vocabulary


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("shrinkage", [1.0, 0.2])
@pytest.mark.parametrize("topics", [0.0, 0.3])
def test_somebody_new_is_placed_as_a_user_of_the_same_texts(share, shrinkage, topics):
    statements, vectors = world()
    users = ClosedUsers.of(statements, vectors, Recipe(shrinkage, share, topics=topics), vectors[:7])
    own = (statements["user_id"] == "u07").to_numpy()
    new = users.of_texts(statements["text"][own].tolist(), ["en"] * int(own.sum()), vectors[own])
    np.testing.assert_allclose(new, users.vectors.row("u07"), atol=1e-5)
    none = users.of_texts([], [], vectors[:0])
    assert not none.any() and none.shape == new.shape
    assert np.linalg.norm(users.vectors.matrix, axis=1) == pytest.approx(1, abs=1e-5)


def test_the_order_of_statements_is_irrelevant():
    statements, vectors = world()
    order = np.random.default_rng(1).permutation(len(statements))
    one = ClosedUsers.of(statements, vectors, Recipe(0.2, 0.5, topics=0.2), vectors[:7]).vectors
    other = ClosedUsers.of(
        statements.iloc[order].reset_index(drop=True), vectors[order], Recipe(0.2, 0.5, topics=0.2), vectors[:7]
    ).vectors
    cosines = one.matrix @ one.matrix.T
    rows = other.rows(one.ids)
    np.testing.assert_allclose((other.matrix @ other.matrix.T)[np.ix_(rows, rows)], cosines, atol=1e-4)


def test_everything_somebody_said_gives_their_own_vector():
    statements, vectors = world()
    anchors = np.eye(10, DIMENSION, dtype=np.float32)
    statements["weight"] = np.random.default_rng(3).uniform(1, 9, len(statements))
    users = ClosedUsers.of(statements, vectors, Recipe(0.2, 0.35, 1.5, 0.35), anchors)
    own = (statements["user_id"] == "u07").to_numpy()
    some = statements[own]
    groups = np.ones((3, own.sum()), bool)
    groups[1, 0] = False
    groups[2] = False
    found = users.of_groups(
        some["text"].tolist(), some["language"].tolist(), vectors[own], np.sqrt(some["weight"].to_numpy()), groups
    )
    np.testing.assert_allclose(found[0], users.vectors.matrix[7], atol=1e-5)
    assert 0.5 < found[1] @ found[0] < 0.999
    assert not found[2].any()

"""User vectors: centred means at length one, finite in every corner."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interest.errors import UnknownUserError
from interest.users.vectors import mean_vectors, text_vector, unit

QUICK = settings(deadline=None, max_examples=20)


def test_unit_has_length_one_and_keeps_zeros():
    assert unit(np.array([[3.0, 4.0], [0.0, 0.0], [1e-7, 0.0]])).tolist() == [
        pytest.approx([0.6, 0.8]),
        [0.0, 0.0],
        [0.0, 0.0],
    ]


def test_vectors_are_the_plain_centred_means(frame):
    statements = frame([("bob", "k11"), ("ann", "k11"), ("bob", "k21"), ("cy", "k31")])
    vectors = unit(np.random.default_rng(0).normal(size=(4, 8)))
    users = mean_vectors(statements, vectors)
    means = np.stack([(vectors[0] + vectors[2]) / 2, vectors[1], vectors[3]])
    assert users.ids == ["bob", "ann", "cy"]
    np.testing.assert_allclose(users.center, means.mean(axis=0), atol=1e-6)
    np.testing.assert_allclose(users.matrix, unit(means - means.mean(axis=0)), atol=1e-5)
    assert users.matrix.dtype == np.float32


def test_a_weight_of_four_counts_twice(frame):
    vectors = np.eye(3, dtype=np.float32)
    users = mean_vectors(frame([("a", "k11"), ("a", "k21"), ("b", "k31")], weight=[4.0, 1.0, 1.0]), vectors)
    means = np.array([[2 / 3, 1 / 3, 0], [0, 0, 1]])
    np.testing.assert_allclose(users.matrix, unit(means - means.mean(axis=0)), atol=1e-6)


def test_age_and_outliers_have_no_say(frame):
    pairs, vectors = [("a", "k11"), ("a", "k21"), ("b", "k31")], np.eye(3, dtype=np.float32)
    times = ["2020-01-01", "2026-01-01", "2026-01-01"]
    marked = frame(pairs, is_outlier=[True, False, False], timestamp=times)
    np.testing.assert_array_equal(mean_vectors(frame(pairs), vectors).matrix, mean_vectors(marked, vectors).matrix)


def test_a_single_user_gets_zeros(frame):
    vectors = unit(np.random.default_rng(1).normal(size=(3, 5)))
    assert mean_vectors(frame([("ann", "k11")] * 3), vectors).matrix.tolist() == [[0.0] * 5]


def test_users_who_are_all_alike_get_zeros(frame):
    vectors = np.repeat(unit(np.random.default_rng(1).normal(size=(1, 384))), 30, axis=0)
    users = mean_vectors(frame([(f"u{i % 10}", "k11") for i in range(30)]), vectors)
    assert not users.matrix.any()


def test_no_statements_no_users(frame):
    users = mean_vectors(frame([]), np.zeros((0, 4), np.float32))
    assert users.ids == [] and users.matrix.shape == (0, 4) and users.center.tolist() == [0.0] * 4


def test_row_gives_the_vector_and_names_a_stranger(frame):
    users = mean_vectors(frame([("ann", "k11"), ("bob", "k21")]), np.eye(2, dtype=np.float32))
    np.testing.assert_array_equal(users.row("bob"), users.matrix[1])
    assert "bob" in users and "eve" not in users
    with pytest.raises(UnknownUserError, match="eve"):
        users.row("eve")


def test_the_same_texts_give_the_same_vector_as_in_the_study(frame):
    statements = frame([("ann", "k11"), ("ann", "k21"), ("bob", "k31"), ("cy", "k41")])
    vectors = unit(np.random.default_rng(2).normal(size=(4, 6)))
    users = mean_vectors(statements, vectors)
    np.testing.assert_allclose(text_vector(vectors[:2], users.center), users.row("ann"), atol=1e-5)


def test_no_texts_give_zeros():
    assert text_vector(np.zeros((0, 3), np.float32), np.ones(3, np.float32)).tolist() == [0.0, 0.0, 0.0]


@QUICK
@given(seed=st.integers(0, 999), n=st.integers(2, 30))
def test_rows_have_length_one_or_zero_whatever_the_order(frame, seed, n):
    rng = np.random.default_rng(seed)
    statements = frame([(f"u{i}", "k11") for i in rng.integers(0, 5, n)])
    vectors = unit(rng.normal(size=(n, 6)))
    order = rng.permutation(n)
    users = mean_vectors(statements, vectors)
    other = mean_vectors(statements.iloc[order].reset_index(drop=True), vectors[order])
    lengths = np.linalg.norm(users.matrix, axis=1)
    assert (np.isclose(lengths, 1, atol=1e-5) | (lengths == 0)).all()
    for user_id in users.ids:
        np.testing.assert_allclose(users.row(user_id), other.row(user_id), atol=1e-3)

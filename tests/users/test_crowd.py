"""Who is alike: the fast way finds what comparing one by one finds, in whatever company somebody asks."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interest.hierarchy.tree import LEVELS, InterestTree, Node
from interest.users import Crowd, Profiles, UserVectors, nearest
from interest.users.crowd import LEVEL_SHARES
from interest.users.vectors import unit

QUICK = settings(deadline=None, max_examples=40)
KEYWORDS = ["k11", "k12", "k21", "k22", "k31", "k32", "k41", "k42"]
WRITERS = [f"u{number:02}" for number in range(12)]
SAID = st.lists(st.tuples(st.sampled_from(WRITERS), st.sampled_from(KEYWORDS)), min_size=1, max_size=60)


def crowd_of(said: list[tuple[str, str]], seed: int, frame, tree: InterestTree) -> Crowd:
    """Users with what they said and a few directions, so that some are twins, and one who is like the average."""
    statements = frame(said)
    ids = list(dict.fromkeys(statements["user_id"]))
    rng = np.random.default_rng(seed)
    vectors = unit(rng.normal(size=(4, 6)).astype(np.float32))[rng.integers(4, size=len(ids))]
    vectors[0] = 0
    return Crowd(UserVectors(ids, vectors, np.zeros(6, np.float32)), Profiles.of(statements, tree))


def one_by_one(crowd: Crowd, user_id: str, hidden: frozenset[str], k: int) -> list[tuple[str, float]]:
    """The formula at the top of `interest.users.crowd`, with loops."""
    weights = {
        user: dict(zip(own["node_id"], own["weight"], strict=True))
        for user, own in ((user, crowd.profiles.of_user(user)) for user in crowd.vectors.ids)
    }
    level = dict(zip(crowd.profiles.nodes, np.repeat(LEVELS, crowd.profiles.sizes), strict=True))
    own, vector = weights[user_id], crowd.vectors.row(user_id).astype(np.float64)
    found = []
    for other, theirs in weights.items():
        cosine = float(vector @ crowd.vectors.row(other).astype(np.float64))
        overlap = 0.0
        for node in own.keys() & theirs.keys():
            overlap += LEVEL_SHARES[level[node]] * min(own[node], theirs[node])
        score = (min(max(cosine, 0.0), 1.0) + overlap) / 2 if vector.any() else overlap
        if other != user_id and other not in hidden:
            found.append((-round(score, 9), -round(cosine, 6), other))
    return [(other, -score) for score, _, other in sorted(found)[:k]]


def found_for(crowd: Crowd, ids: list[str], hidden: dict[str, frozenset[str]], k: int) -> list[list[tuple[str, float]]]:
    found = crowd.nearest(crowd.queries(ids, hidden), k)
    return [
        [(crowd.vectors.ids[row], score) for row, score in zip(rows, scores, strict=True) if row >= 0]
        for rows, scores in zip(found.rows, found.scores, strict=True)
    ]


@QUICK
@given(said=SAID, seed=st.integers(0, 99), k=st.integers(0, 15), data=st.data())
def test_the_fast_way_is_the_formula(frame, tree, said, seed, k, data):
    crowd = crowd_of(said, seed, frame, tree)
    asked = data.draw(st.lists(st.sampled_from(crowd.vectors.ids), min_size=1, max_size=5))
    hidden = {user: data.draw(st.frozensets(st.sampled_from(WRITERS), max_size=3)) for user in asked}
    for user, found in zip(asked, found_for(crowd, asked, hidden, k), strict=True):
        expected = one_by_one(crowd, user, hidden[user], k)
        assert [other for other, _ in found] == [other for other, _ in expected]
        assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=2e-9)


@pytest.fixture(scope="module")
def many() -> Crowd:
    """3,000 users, of whom every fifth is the twin of another."""
    nodes = [Node("c", "category", "c", None, tuple(f"t{i}" for i in range(30)))]
    for i in range(30):
        nodes += [Node(f"t{i}", "topic", "t", "c", (f"k{i}",)), Node(f"k{i}", "keyword", "k", f"t{i}")]
    tree, rng = InterestTree({node.id: node for node in nodes}), np.random.default_rng(0)
    said = rng.integers(30, size=(3000, 4))
    vectors = unit(rng.normal(size=(3000, 48)).astype(np.float32))
    said[::5], vectors[::5] = said[1::5], vectors[1::5]
    ids = [f"u{user:04}" for user in range(3000)]
    statements = pd.DataFrame(
        {
            "user_id": np.repeat(ids, 4), "keyword": [f"k{keyword}" for keyword in said.ravel()], "weight": 1.0,
            "strength": 1.0, "is_outlier": False, "timestamp": pd.Series([pd.NaT] * 12000, dtype="datetime64[ns]"),
        }
    )  # fmt: skip
    return Crowd(UserVectors(ids, vectors, np.zeros(48, np.float32)), Profiles.of(statements, tree))


def test_company_changes_nothing(many):
    """Twins have the very same score, and the answer is the same alone, in a block of many, and in another order."""
    crowd = many
    together = crowd.nearest(crowd.queries(crowd.vectors.ids[:300]), 20)
    backwards = crowd.nearest(crowd.queries(crowd.vectors.ids[:300][::-1]), 20)
    np.testing.assert_array_equal(together.rows, backwards.rows[::-1])
    np.testing.assert_array_equal(together.scores, backwards.scores[::-1])
    for person in range(0, 300, 37):
        alone = crowd.nearest(crowd.queries([crowd.vectors.ids[person]]), 20)
        np.testing.assert_array_equal(alone.rows[0], together.rows[person])
        np.testing.assert_array_equal(alone.scores[0], together.scores[person])
    for person in range(0, 300, 5):
        rows, scores = together.rows[person].tolist(), together.scores[person].tolist()
        assert rows[0] == person + 1
        for place in range(19):
            if rows[place] % 5 == 0:
                assert (rows[place + 1], scores[place + 1]) == (rows[place] + 1, scores[place])


def test_among_very_many_nearly_the_same_are_found(many, monkeypatch):
    """With cells, nearly all of the nearest are still there, with the scores that they have."""
    crowd = many
    asked = crowd.queries(crowd.vectors.ids[:100])
    exact = crowd.nearest(asked, 10)
    monkeypatch.setattr(nearest, "EXACT_UP_TO", 1000)
    other = Crowd(UserVectors(crowd.vectors.ids, crowd.vectors.matrix, crowd.vectors.center), crowd.profiles)
    found = other.nearest(asked, 10)
    assert np.mean([len({*a} & {*b}) / 10 for a, b in zip(found.rows, exact.rows, strict=True)]) > 0.9
    known = {(person, row): score for person in range(100) for row, score in
             zip(exact.rows[person], exact.scores[person], strict=True)}  # fmt: skip
    for person in range(100):
        for row, score in zip(found.rows[person], found.scores[person], strict=True):
            assert known.get((person, row), score) == score


def test_scores_become_a_matrix(many):
    crowd = many
    found = crowd.nearest(crowd.queries([*crowd.vectors.ids[:3], "nobody"]), 4)
    matrix = found.matrix(len(crowd)).toarray()
    assert matrix.shape == (4, 3000)
    assert found.rows[3].tolist() == [-1] * 4 and not matrix[3].any()
    for person in range(3):
        assert matrix[person, found.rows[person]].tolist() == found.scores[person].tolist()
        assert np.count_nonzero(matrix[person]) == 4

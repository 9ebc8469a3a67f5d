"""Fusion of rankings: what is shrunk, what speaks, and the choice of weights."""

import numpy as np
import pytest

from interest.recommend.fusion import FEWEST_USERS, Fusion, choose, contributions, gains, mixtures

# Items: 0 old and near, 1 old and far, 2 new and nearest, 3 popular and of nothing else known.
EVIDENCE = np.array([[0.5, 3.0, 1.0, 98.0], [-0.2, 2.0, 2.0, 98.0], [0.9, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 5.0]])
TAKERS = EVIDENCE[:, 3]


def test_a_pure_source_ranks_as_it_does_and_popularity_follows():
    score = contributions(EVIDENCE, TAKERS, Fusion((0, 1, 0, 0), shrunk=False)).sum(axis=1)
    assert score[:3].tolist() == pytest.approx([1, 21 / 22, 0])
    assert 0 < score[3] < score[1] / 2


def test_content_stands_in_for_behaviour():
    given = contributions(EVIDENCE, TAKERS, Fusion((0.2, 0.8, 0, 0)))
    assert given[2].tolist() == pytest.approx([1, 0, 0, 0])
    assert given[0].tolist() == pytest.approx([0.2 * 21 / 22 + 0.8 * 0.02 * 21 / 22, 0.8 * 0.98, 0, 0])
    plain = contributions(EVIDENCE, TAKERS, Fusion((0.2, 0.8, 0, 0), shrunk=False))
    assert plain[2].sum() == pytest.approx(0.2)


def test_silent_sources_leave_their_weight():
    silent = EVIDENCE * [1, 0, 0, 0]
    assert contributions(silent, 0 * TAKERS, Fusion((0.4, 0.6, 0, 0))).sum(axis=1)[2] == pytest.approx(1)
    assert contributions(silent, 0 * TAKERS, Fusion((0, 0, 1, 0))).sum(axis=1)[2] == pytest.approx(1)
    assert not contributions(silent, 0 * TAKERS, Fusion((0, 0, 1, 0), shrunk=False)).any()
    no_text = EVIDENCE * [0, 1, 1, 1]
    assert contributions(no_text, TAKERS, Fusion((0.5, 0.5, 0, 0)))[0].tolist() == pytest.approx([0, 1, 0, 0])
    assert not contributions(0 * EVIDENCE, 0 * TAKERS, Fusion()).any()


@pytest.mark.parametrize("held", [[0], [1, 2], [3]])
def test_gains_are_those_of_the_scores(held):
    mixed = mixtures()
    for fusion, gain in zip(mixed, gains(EVIDENCE, TAKERS, np.array(held), mixed), strict=True):
        speaks = np.array(fusion.weights) @ EVIDENCE.clip(0).T > 0
        score = contributions(EVIDENCE, TAKERS, fusion).sum(axis=1).round(9)
        ranks = [(score > score[i]).sum() + ((score == score[i]).sum() + 1) / 2 for i in held]
        best = sum(1 / np.log2(1 + rank) for rank in range(1, len(held) + 1))
        wanted = sum(1 / np.log2(1 + rank) for rank, i in zip(ranks, held, strict=True) if score[i])
        if speaks[held].all():  # popularity as the last resort has no part in the gains
            assert gain == pytest.approx(wanted / best)


def test_mixtures_hold_every_source_alone():
    weights = {fusion.weights for fusion in mixtures()}
    assert len(weights) == 35 and {tuple(row) for row in np.eye(4)} <= weights
    assert all(sum(row) == pytest.approx(1) for row in weights)
    assert {(fusion.weights[0], fusion.shrunk) for fusion in mixtures(("together", "factors"))} == {(0, False)}


def test_the_best_mixture_is_chosen_when_it_is_clearly_best():
    mixed = mixtures()
    best = next(n for n, fusion in enumerate(mixed) if fusion.weights == (0, 0, 1, 0))
    table = np.random.default_rng(0).normal(0.3, 0.1, (200, len(mixed)))
    table[:, best] += 0.2
    assert choose(table, mixed) == Fusion((0, 0, 1, 0), True, 200)


def test_without_a_clear_best_the_simplest_is_chosen():
    mixed = mixtures()
    weights = np.array([fusion.weights for fusion in mixed])
    table = np.repeat(np.where(weights[:, 0] > 0, 0.4, 0.3)[None], 200, axis=0)
    lucky = (weights == (0.75, 0.25, 0, 0)).all(axis=1)
    table[:, lucky] += np.where(np.arange(200) % 2, 0.105, -0.095)[:, None]  # 0.005 ahead, standard error 0.007
    assert choose(table, mixed) == Fusion((1, 0, 0, 0), True, 200)
    table[:, lucky] += 0.005
    assert choose(table, mixed) == Fusion((0.75, 0.25, 0, 0), True, 200)


def test_for_few_users_weights_stay_equal():
    mixed = mixtures()
    assert choose(np.eye(len(mixed))[: FEWEST_USERS - 1], mixed) == Fusion()
    assert choose(np.zeros((0, 5)), mixtures(("together", "factors"))) == Fusion((0, 1, 0, 0), shrunk=False)

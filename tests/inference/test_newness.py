"""Whether clumps hold more of what is new than chance would put there."""

import numpy as np

from interest.inference import new_by_chance


def test_chance_alone_seldom_makes_any_clump_new():
    rng, people = np.random.default_rng(0), np.array([5, 8, 12, 20, 30])
    runs = [new_by_chance(rng.binomial(people, 0.2), people, 0.2).min() < 0.05 for _ in range(600)]
    assert np.mean(runs) < 0.06


def test_what_is_new_is_told():
    chance = new_by_chance(np.array([9, 2, 4]), np.array([10, 10, 20]), 0.2)
    assert chance[0] < 0.001 and chance[1:].min() > 0.5


def test_taking_out_what_is_new_leaves_the_others_as_they_are():
    new, people = np.array([9, 10, 5, 4]), np.array([10, 12, 10, 20])
    np.testing.assert_allclose(new_by_chance(new, people, 0.2)[2:], new_by_chance(new[2:], people[2:], 0.2))

"""Languages that speak of the same are joined, languages that don't are not."""

import numpy as np
import pytest

from interest.hierarchy.clustering.features import Centers, unit
from interest.hierarchy.clustering.parallel import centers_of

SUBJECTS = 8
AXES = np.eye(SUBJECTS + 2)
LEAN = {"en": 2 * AXES[SUBJECTS], "zh": 2 * AXES[SUBJECTS + 1]}


def said(subjects: list[int], languages: list[str]) -> np.ndarray:
    """Vectors of statements, each language leaning to its own side."""
    noise = np.random.default_rng(0).normal(0, 0.02, (len(subjects), SUBJECTS + 2))
    return unit(np.stack([LEAN[code] + AXES[at] for at, code in zip(subjects, languages, strict=True)]) + noise)


@pytest.fixture
def parallel() -> dict[str, np.ndarray]:
    """Every subject once in each language."""
    return {code: said(list(range(SUBJECTS)), [code] * SUBJECTS) for code in LEAN}


def test_languages_of_the_same_subjects_have_their_own_means(parallel):
    languages = ["en", "zh"] * 80
    vectors = said([row // 2 % SUBJECTS for row in range(160)], languages)
    found, own = centers_of(vectors, languages, parallel), Centers.of(vectors, languages)
    assert found.means.keys() == own.means.keys()
    assert all(np.array_equal(found.means[code], own.means[code]) for code in own.means)


def test_languages_of_different_subjects_are_not_laid_on_each_other(parallel):
    languages = ["en", "zh"] * 80
    vectors = said([row // 2 % 4 + 4 * (row % 2) for row in range(160)], languages)
    apart = {}
    for name, centers in (("own", Centers.of(vectors, languages)), ("found", centers_of(vectors, languages, parallel))):
        centred = centers.center(vectors, languages)
        apart[name] = np.linalg.norm(centred[::2].mean(axis=0) - centred[1::2].mean(axis=0))
    assert apart["own"] < 0.1, "by their own means the two languages lie on each other"
    assert apart["found"] > 0.5


def test_what_two_languages_have_in_common_still_meets(parallel):
    """A few statements of the other language's subjects lie with these, however far the languages lean."""
    subjects = [row // 2 % 4 + 4 * (row % 2) for row in range(160)] + [0, 1, 2, 3]
    languages = ["en", "zh"] * 80 + ["zh"] * 4
    vectors = said(subjects, languages)
    centred = centers_of(vectors, languages, parallel).center(vectors, languages)
    nearest = (centred[160:] @ centred[:160].T).argmax(axis=1)
    assert [subjects[at] for at in nearest] == [0, 1, 2, 3]


def test_without_parallel_texts_or_a_second_language_nothing_changes(parallel):
    vectors = said([row % SUBJECTS for row in range(60)], ["en"] * 60)
    for given in ({}, parallel):
        found = centers_of(vectors, ["en"] * 60, given)
        assert set(found.means) == {"", "en"}
        np.testing.assert_array_equal(found.means["en"], vectors.mean(axis=0))

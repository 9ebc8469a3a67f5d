"""Points chosen among statements whose meaning is planted."""

import numpy as np
import pytest

from interest.summaries.alike import LAST, alike_from
from interest.summaries.choosing import FEWEST, MOST, Said


def said(groups: list[list[int]], dimension: int = 16, spread: float = 0.1, **parts: object) -> Said:
    """Statements about as many things as there are groups; each group lists whose its statements are."""
    rng = np.random.default_rng(0)
    which = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    meaning = np.eye(dimension)[which] + spread * rng.normal(size=(len(which), dimension))
    meaning /= np.linalg.norm(meaning, axis=1, keepdims=True)
    people = np.concatenate(groups).astype(int)
    n = len(which)
    known: dict = {
        "meaning": meaning.astype(np.float32), "things": np.arange(n), "people": people,
        "languages": np.zeros(n, int), "reads": np.ones(n), "words": lambda row: {f"thing {which[row]}"}, "alike": 0.5,
    }  # fmt: skip
    return Said(**known | parts)


def test_what_most_people_say_comes_first_with_all_who_say_it() -> None:
    found = [*said([[0, 1, 2], [3, 4, 5, 6, 7], [0, 3, 8, 9]]).points(np.arange(12))]
    assert [sorted(point.rows.tolist()) for point in found] == [[3, 4, 5, 6, 7], [8, 9, 10, 11], [0, 1, 2]]
    assert all(point.row == point.rows[0] for point in found)


def test_people_count_and_not_statements() -> None:
    """One who says a thing ten times is one, and fewer than three are nobody."""
    found = [*said([[0] * 10 + [1], [2, 3, 4]]).points(np.arange(14))]
    assert [sorted(point.rows.tolist()) for point in found] == [[11, 12, 13]]
    assert FEWEST == 3


def test_no_statement_is_in_two_points() -> None:
    rng = np.random.default_rng(1)
    loose = said([[*range(30)]] * 4, spread=0.3, things=np.arange(120) // 2, people=rng.integers(0, 40, 120))
    found = [*loose.points(np.arange(120))]
    rows = np.concatenate([point.rows for point in found])
    assert len(rows) == len(set(rows.tolist()))
    assert 0 < len(found) <= MOST
    for point in found:
        assert (loose.meaning[point.rows] @ loose.meaning[point.row] >= loose.alike - 1e-6).all()
        assert len(set(loose.people[point.rows].tolist())) >= FEWEST


def test_the_order_of_statements_is_irrelevant() -> None:
    one = said([[0, 1, 2, 3], [4, 5, 6]])
    forth, back = ([point.row for point in one.points(rows)] for rows in (np.arange(7), np.arange(7)[::-1]))
    assert forth == back


def test_what_says_nothing_is_no_point() -> None:
    empty = said([[0, 1, 2, 3], [4, 5, 6]], words=lambda row: () if row < 4 else {"thing"})
    assert [point.row in (4, 5, 6) for point in empty.points(np.arange(7))] == [True]


def test_talk_in_front_hides_nothing() -> None:
    """However many statements say nothing, what says something is found behind them."""
    people = [[*range(30)], [40, 41, 42]]
    (point,) = said(people, words=lambda row: () if row < 30 else {"thing"}).points(np.arange(33))
    assert sorted(point.rows.tolist()) == [30, 31, 32]


def test_what_only_one_says_does_not_speak_for_others() -> None:
    """Of statements that mean the same, one is chosen whose words others use too."""
    own = [{"card", f"story {row}"} for row in range(5)]
    own[3] = {"card"}
    (point,) = said([[0, 1, 2, 3, 4]], spread=0.02, words=lambda row: own[row]).points(np.arange(5))
    assert point.row == 3


def test_a_point_is_in_the_language_of_most_who_say_it() -> None:
    languages = np.array([0, 1, 1, 1, 1, 0])
    (point,) = said([[0, 1, 2, 3, 4, 5]], spread=0.02, languages=languages).points(np.arange(6))
    assert languages[point.row] == 1
    assert len(point.rows) == 6


def test_a_short_sentence_is_preferred() -> None:
    (point,) = said([[0, 1, 2, 3]], spread=0.02, reads=np.array([0.3, 0.3, 1.0, 0.3])).points(np.arange(4))
    assert point.row == 2


@pytest.mark.parametrize("repeats", [2, 5])
def test_what_says_the_same_is_told_by_topics(repeats: int) -> None:
    """Topics of things that are said several times: alike are statements of one thing, not those of one topic."""
    rng = np.random.default_rng(0)
    topic = np.repeat(np.arange(10), 20 * repeats)
    thing = np.arange(200 * repeats) // repeats
    meaning = np.eye(300)[topic] + np.eye(300)[10 + thing % 200] + 0.05 * rng.normal(size=(len(topic), 300))
    meaning /= np.linalg.norm(meaning, axis=1, keepdims=True)
    alike = alike_from(meaning.astype(np.float32), topic, rng.permutation(len(topic)))
    near = meaning @ meaning.T
    same = thing[:, None] == thing
    other = topic[:, None] != topic
    assert (near[other] < alike).all()
    assert np.mean(near[same] >= alike) > 0.8


def test_alone_in_their_topics_nothing_says_the_same() -> None:
    assert alike_from(np.eye(5, dtype=np.float32), np.arange(5), np.arange(5)) == LAST

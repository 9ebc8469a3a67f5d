"""Keywords: synonyms are one, each statement has at most one, and the rest is "other"."""

import numpy as np

from interest.hierarchy.keywords import overlaps, phrase_scores, topic_keywords

AXES = np.eye(8)
LATTE, RIDE = 3 * AXES[0], 3 * AXES[1]
PHRASES = {
    "latte": AXES[0],
    "flat white": AXES[0] + 0.3 * AXES[2],  # cosine .96: the same meaning
    "espresso": AXES[0] + 2 * AXES[3],
    "mountain bike": AXES[1],
    "weekend": AXES[5],
}


def coffee_and_bikes(make_world):
    """Statements 0–11 on coffee, 12–23 on bikes; "weekend" is in both alike."""
    said = [["latte"]] * 4 + [["flat white"]] * 3 + [["espresso", "weekend"]] * 3 + [[]] * 2
    said += [["mountain bike", "weekend"]] * 3 + [["mountain bike"]] * 9
    vectors = np.stack([LATTE] * 7 + [PHRASES["espresso"]] * 3 + [LATTE + AXES[6], -LATTE + 9 * AXES[7]] + [RIDE] * 12)
    return make_world(vectors, PHRASES, said), np.arange(12), np.arange(24)


def test_phrases_score_by_how_much_they_tell_a_topic_from_the_rest(make_world):
    world, coffee, everything = coffee_and_bikes(make_world)
    positions, scores = phrase_scores(world.words, coffee, everything)
    assert [world.words.phrases.names[i] for i in positions] == ["latte", "flat white", "espresso"]  # not the weekend
    assert (np.diff(scores) <= 0).all()


def test_synonyms_are_one_keyword_and_every_statement_has_its_place(make_world):
    world, coffee, everything = coffee_and_bikes(make_world)
    found = topic_keywords(*world, coffee, everything)
    names = [[world.words.phrases.names[i] for i in phrases] for phrases in found.phrases]
    assert sorted(map(sorted, names)) == [["espresso"], ["flat white", "latte"]]
    coffees = names.index(next(part for part in names if "latte" in part))
    assert found.members[:7].tolist() == [coffees] * 7
    assert found.members[7:10].tolist() == [1 - coffees] * 3
    assert found.members[11] == -1  # says nothing of the kind and lies elsewhere
    assert len(found.members) == len(coffee)


def test_a_phrase_that_is_said_comes_before_one_that_is_near(make_world):
    """A statement that says espresso is no latte, though its vector is the latte's."""
    said = [["latte"]] * 5 + [["espresso"]] * 5 + [["mountain bike"]] * 10
    vectors = np.stack([LATTE] * 10 + [RIDE] * 10)
    found = topic_keywords(*make_world(vectors, PHRASES, said), np.arange(10), np.arange(20))
    assert len(set(found.members[:5])) == len(set(found.members[5:])) == 1
    assert found.members[0] != found.members[5]


def test_a_topic_without_phrases_is_all_other(make_world):
    world = make_world(np.stack([LATTE] * 6), PHRASES, [[]] * 6)
    found = topic_keywords(*world, np.arange(6), np.arange(6))
    assert (found.phrases, found.members.tolist(), found.ranked) == ([], [-1] * 6, [])


def test_phrases_that_all_have_the_same_vector_are_one_keyword_or_none(make_world):
    phrases = {name: np.zeros(8) for name in ("latte", "espresso")}
    said = [["latte"], ["espresso"]] * 5 + [[]] * 10
    found = topic_keywords(*make_world(np.zeros((20, 8)), phrases, said), np.arange(10), np.arange(20))
    assert set(found.members) <= {-1, 0, 1}


def test_keywords_of_the_planted_study_hold_words_of_their_topic(small_study, fake_encoder):
    """All statements of a keyword mention it, but for those near it; none is empty, none too small."""
    frame, tree = small_study.statements, small_study.tree
    for node in tree.level("keyword"):
        own = frame[frame["keyword"] == node.id]
        assert len(own) == node.size > 0
        if not node.is_other:
            assert len(own) >= 2
            assert node.keyphrases
            said = own["text"].str.contains("|".join(node.keyphrases)).mean()
            assert said > 0.5, (node.name, own["text"].tolist())


def test_inflections_and_derivations_overlap():
    pairs = [
        ("boots", "boot"),
        ("hiking trail", "hike"),
        ("pregnant", "pregnancy"),
        ("项目管理", "项目进度"),
        ("电影", "科幻电影"),
    ]
    assert all(overlaps(*pair) for pair in pairs)
    assert not any(
        overlaps(*pair) for pair in [("cup of tea", "pot of ink"), ("猫粮", "猫砂"), ("card", "care"), ("nail", "gel")]
    )

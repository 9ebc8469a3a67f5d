"""Keywords: synonyms are one, each statement has at most one, and the rest is "other"."""

import numpy as np

from interest.hierarchy.features import unit
from interest.hierarchy.keywords import SAME_MEANING, distinct, phrase_scores, topic_keywords

AXES = np.eye(8)
LATTE, RIDE = 3 * AXES[0], 3 * AXES[1]
PHRASES = {
    "latte": AXES[0],
    "flat white": AXES[0] + 0.3 * AXES[2],  # cosine .96: the same meaning
    "espresso": AXES[0] + 2 * AXES[3],
    "mountain bike": AXES[1],
    "weekend": AXES[5],
}


def coffee_and_bikes(material):
    """Statements 0–11 on coffee, 12–23 on bikes; "weekend" is in both alike."""
    said = [["latte"]] * 4 + [["flat white"]] * 3 + [["espresso", "weekend"]] * 3 + [[]] * 2
    said += [["mountain bike", "weekend"]] * 3 + [["mountain bike"]] * 9
    vectors = np.stack([LATTE] * 7 + [PHRASES["espresso"]] * 3 + [LATTE + AXES[6], -LATTE + 9 * AXES[7]] + [RIDE] * 12)
    return material(vectors, PHRASES, said), np.arange(12), np.arange(24)


def test_phrases_score_by_how_much_they_tell_a_topic_from_the_rest(material):
    world, coffee, everything = coffee_and_bikes(material)
    positions, scores = phrase_scores(world, coffee, everything)
    assert [world.phrases.names[i] for i in positions] == ["latte", "flat white", "espresso"]  # not the weekend
    assert (np.diff(scores) <= 0).all()


def test_synonyms_are_one_keyword_and_every_statement_has_its_place(material):
    world, coffee, everything = coffee_and_bikes(material)
    found = topic_keywords(world, coffee, everything)
    names = [[world.phrases.names[i] for i in phrases] for phrases in found.phrases]
    assert sorted(map(sorted, names)) == [["espresso"], ["flat white", "latte"]]
    coffees = names.index(next(part for part in names if "latte" in part))
    assert found.members[:7].tolist() == [coffees] * 7
    assert found.members[7:10].tolist() == [1 - coffees] * 3
    assert found.members[11] == -1  # says nothing of the kind and lies elsewhere
    assert len(found.members) == len(coffee)


def test_a_phrase_that_is_said_comes_before_one_that_is_near(material):
    """A statement that says espresso is no latte, though its vector is the latte's."""
    said = [["latte"]] * 5 + [["espresso"]] * 5 + [["mountain bike"]] * 10
    vectors = np.stack([LATTE] * 10 + [RIDE] * 10)
    found = topic_keywords(material(vectors, PHRASES, said), np.arange(10), np.arange(20))
    assert len(set(found.members[:5])) == len(set(found.members[5:])) == 1
    assert found.members[0] != found.members[5]


def test_a_topic_without_phrases_is_all_other(material):
    world = material(np.stack([LATTE] * 6), PHRASES, [[]] * 6)
    found = topic_keywords(world, np.arange(6), np.arange(6))
    assert (found.phrases, found.members.tolist(), found.ranked) == ([], [-1] * 6, [])


def test_phrases_that_all_have_the_same_vector_are_one_keyword_or_none(material):
    phrases = {name: np.zeros(8) for name in ("latte", "espresso")}
    said = [["latte"], ["espresso"]] * 5 + [[]] * 10
    found = topic_keywords(material(np.zeros((20, 8)), phrases, said), np.arange(10), np.arange(20))
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


def test_distinct_skips_shared_words_and_meanings(material):
    phrases = {
        "trail running": AXES[0],
        "trail shoes": AXES[1],
        "jogging": AXES[0] + 0.1 * AXES[2],
        "hydration": AXES[3],
        "水": AXES[4],
        "水壶": AXES[5],
    }
    world = material(np.stack([LATTE]), phrases, [[]])
    chosen = distinct(range(6), world, 9, SAME_MEANING)
    assert [world.phrases.names[i] for i in chosen] == ["trail running", "hydration", "水"]
    assert distinct(range(6), world, 1, SAME_MEANING) == [0]
    assert unit(np.stack(list(phrases.values())))[0] @ unit(np.stack(list(phrases.values())))[2] > SAME_MEANING

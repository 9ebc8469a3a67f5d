"""Stock sentences as names."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hierarchy.naming.worlds import AXES, found_names, named_by

import interest
from interest.config import Config
from interest.hierarchy.naming import joined_sentences
from interest.language import phrase_key
from interest.recommend import unsuited_of


def stamped(make_world, english: str, chinese: str, language: str, phrases: dict[str, np.ndarray] | None = None):
    """Twenty statements of which 18 are one sentence, and twenty of two kinds."""
    texts = [english if language == "en" else chinese] * 18 + ["a", "b"] + ["tent pegs"] * 10 + ["tent poles"] * 10
    said = [[]] * 20 + [["pegs"]] * 10 + [["poles"]] * 10
    vectors = np.stack([AXES[0]] * 20 + [AXES[1]] * 10 + [AXES[2]] * 10)
    phrases = {"pegs": AXES[1], "poles": AXES[2], **(phrases or {})}
    return make_world(vectors, phrases, said, language=language, texts=texts), [np.arange(20), np.arange(20, 40)]


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Going back to the very same place…"), ("zh", "下个月我们还会再来这家店买一次东西…")],
)
def test_one_sentence_again_and_again_is_the_name(make_world, language, name):
    world, rows = stamped(
        make_world,
        "going back to the very same place next month.",
        "下个月我们还会再来这家店买一次东西带上家人！",
        language,
    )
    stock, other = found_names(world, rows)
    assert stock == name
    assert other == ("Pegs & poles" if language == "en" else "pegs 与 poles")


def test_a_sentence_of_some_statements_or_a_phrase_is_no_stock_sentence(make_world):
    world, rows = stamped(make_world, "would buy again", "", "en", {"wouldbuyagain": AXES[0]})
    world.words.phrases.keys[-1] = phrase_key("would buy again")
    assert found_names(world, rows)[0] == "Mixed"  # no statement of this world mentions the phrase
    some = world._replace(words=replace(world.words, texts=["would sell"] * 16 + world.words.texts[16:]))
    assert found_names(some, rows)[0] == "Mixed"


@pytest.mark.parametrize(("language", "name"), [("en", "Three … from me"), ("zh", "给三颗…")])
def test_ignored_words_are_gaps_in_a_stock_sentence(make_world, language, name):
    world, rows = stamped(make_world, "Three stars from me.", "给三颗星星。", language)
    assert found_names(named_by(world, Config(ignore=("stars", "星星"), language=language)), rows)[0] == name


def test_topics_that_are_one_sentence_are_one_topic(make_world):
    world, _ = stamped(make_world, "Fix this and I give five stars.", "", "en")
    topic = np.repeat([0, 2, 1, 3, -1], [9, 9, 2, 10, 10])  # the stamp under two messages, two others, talk
    joined = joined_sentences(world.words, topic)
    assert len(set(joined[:18])) == 1
    assert set(joined) == {-1, 0, 1, 2}
    assert (joined[-10:] == -1).all()
    np.testing.assert_array_equal(joined_sentences(world.words, joined), joined)
    nothing = np.full(len(topic), -1)  # all is talk
    np.testing.assert_array_equal(joined_sentences(world.words, nothing), nothing)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_stamp_of_many_people_is_no_interest(planted_frame, fake_encoder, language):
    """Its topic is named by the sentence; findings and recommendations leave it out, until somebody names it."""
    stamp = "Going back there next month." if language == "en" else "下个月还会再去一次。"
    frame = planted_frame(language, n_users=80, topics=6)
    stamps = frame.drop_duplicates("user_id").assign(text=stamp)
    study = interest.build(pd.concat([frame, stamps], ignore_index=True), encoder=fake_encoder)
    topic = study.statements.loc[study.statements["text"] == stamp, "topic"].mode()[0]
    node = study.tree[topic]
    assert node.name == stamp.rstrip(".。") and not node.named
    assert node.parent not in study.findings()[0].nodes
    users = study.users[:20]
    assert topic in unsuited_of(study.contents)
    assert not any(topic in set(study.recommend(user, 99)["node_id"]) for user in users)
    study.edit.rename(topic, "Loyal people")
    assert study.tree[topic].named and topic not in unsuited_of(study.contents)
    study.undo()
    assert not study.tree[topic].named

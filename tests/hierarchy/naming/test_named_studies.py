"""Names in whole studies: English, Chinese and mixed, with words ignored."""

import re
from itertools import chain

import numpy as np
import pytest
from hierarchy.naming.worlds import HAN, names_of

import interest
from interest.hierarchy.clustering.features import statement_features
from interest.hierarchy.keywords import overlaps
from interest.language import IgnoreList, language
from interest.study import open_study


@pytest.fixture(scope="session")
def chinese_study(planted_frame, fake_encoder_class, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))
        return interest.build(planted_frame("zh"), encoder=fake_encoder_class())


@pytest.fixture(scope="session")
def mixed_study(planted_frame, fake_encoder_class, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))
        return interest.build(planted_frame("mixed"), encoder=fake_encoder_class())


def test_the_planted_study_has_its_general_names_and_topic_words(small_study, planted_frame):
    truth = planted_frame()
    words = {topic: set(re.findall("[a-z]+", " ".join(part["text"]))) for topic, part in truth.groupby("planted_topic")}
    frame = small_study.statements
    for node in small_study.tree.level("topic"):
        topic = truth["planted_topic"][frame["topic"] == node.id].mode()[0]
        others = set(chain.from_iterable(found for name, found in words.items() if name != topic))
        own = words[topic] - others
        said = set(re.findall("[a-z]+", node.name.lower())) - language("en").stop_words
        assert said - {"beside"} <= own, (topic, node.name)
        assert node.fit == pytest.approx(1, abs=0.1)
    assert {"Travel", "Music", "Pets"} <= set(names_of(small_study, "category"))


def test_siblings_have_different_names_and_categories_are_no_lists_of_topics(small_study):
    for level in ("category", "topic"):
        names = names_of(small_study, level)
        assert len(set(names)) == len(names)
        assert all(0 < len(name) <= 40 for name in names)
    for node in small_study.tree.level("topic"):
        children = [child.name for child in small_study.tree.children(node.id)]
        assert len(set(children)) == len(children)
    for node in small_study.tree.level("category"):
        topics = [child.name for child in small_study.tree.children(node.id)]
        assert sum(part in " ".join(topics) for part in node.name.split(" & ")) <= 1


def test_chinese_data_have_chinese_names_on_all_levels(chinese_study):
    for node in chinese_study.tree:
        assert HAN.search(node.name), node
        assert not re.search("[a-z]", node.name), node
    assert {"旅行", "音乐", "宠物"} <= set(names_of(chinese_study, "category"))


@pytest.mark.parametrize("study_of", ["en", "zh"])
def test_no_name_repeats_itself_or_a_cousin(study_of, small_study, request):
    study = small_study if study_of == "en" else request.getfixturevalue("chinese_study")
    names = names_of(study, "topic")
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        first, *rest = re.split(" & |与", name)
        assert not any(overlaps(first, part) for part in rest), name


@pytest.mark.parametrize("language", ["en", "zh"])
def test_mixed_data_are_named_in_the_language_that_is_asked_for(mixed_study, language, tmp_path):
    study = mixed_study.named_in(language)
    for node in study.tree:
        if node.level != "keyword":
            assert bool(HAN.search(node.name)) == (language == "zh"), node.name
    assert open_study(study.save(tmp_path / "study")).config.language == language
    assert mixed_study.named_in(None).tree == mixed_study.tree


@pytest.mark.parametrize(
    ("language", "words"), [("en", ["Guitars", "travel", "puppy"]), ("zh", ["吉他", "旅行", "幼犬"])]
)
def test_ignored_words_leave_names_and_keywords_and_come_back(small_study, chinese_study, language, words, tmp_path):
    study = small_study if language == "en" else chinese_study
    without = study.ignore(words)
    phrases = [p for node in without.tree for p in (node.name, *node.keyphrases)]
    wanted = IgnoreList(words)
    assert not [p for p in phrases if wanted.meets(p)]
    assert any(wanted.meets(p) for node in study.tree for p in (node.name, *node.keyphrases))
    assert not without.mentions["phrase"].map(wanted.meets).any()
    for level in ("category", "topic"):
        assert without.statements[level].equals(study.statements[level])  # who is with whom stays
    reopened = open_study(without.save(tmp_path / "study"))
    assert reopened.config.ignore == tuple(words)
    assert reopened.recut().tree == without.tree
    assert reopened.ignore(()).tree == study.tree


def test_words_ignored_by_a_build_are_not_clustered(planted_frame, fake_encoder, monkeypatch):
    """A stamp on half of the texts is in no vector and no word that is clustered, but stays to be read."""
    clustered = []

    def features(vectors: np.ndarray, tokens: list[list[str]], *others: object) -> np.ndarray:
        clustered.extend(chain.from_iterable(tokens))
        return statement_features(vectors, tokens, *others)

    monkeypatch.setattr("interest.hierarchy.space.statement_features", features)
    frame = planted_frame(topics=6)
    stamp = frame.index % 2 == 0
    stamped = frame.assign(text=frame["text"].where(~stamp, "Acme! " + frame["text"] + " Thanks Acme"))
    study = interest.build(stamped, encoder=fake_encoder, ignore=["acme", "thank"])
    assert {"acme", "thanks"}.isdisjoint(clustered)
    assert not set(stamped["text"][stamp]) & set(fake_encoder.encoded)
    plain = fake_encoder.encode(frame["text"].tolist())[study.statements["row"]]
    np.testing.assert_allclose(study.contents.space.vectors, plain, atol=1e-6)
    assert study.statements["text"].str.contains("Acme").sum() == stamp.sum()

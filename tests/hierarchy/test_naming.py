"""Names: of the topic, unlike its siblings', in the language of the data."""

import re
from dataclasses import replace
from itertools import chain

import numpy as np
import pandas as pd
import pytest

import interest
from interest.config import Config
from interest.hierarchy.features import statement_features
from interest.hierarchy.generic import read_names
from interest.hierarchy.keywords import overlaps, topic_keywords
from interest.hierarchy.naming import category_names, topic_names
from interest.language import IgnoreList, phrase_key
from interest.recommend import unsuited_of
from interest.study import open_study

AXES = np.eye(10)
HAN = re.compile(r"[\u4e00-\u9fff]")


def names_of(study, level: str) -> list[str]:
    return [node.name for node in study.tree.level(level)]


def two_topics(material, language: str = "en"):
    """Twenty statements on tea, twenty on boats; "really" is said oftener of tea, but means nothing."""
    said = [["green tea", "really"]] * 10 + [["绿茶", "teapot"]] * 10 + [["boat"]] * 18 + [["boat", "really"]] * 2
    vectors = np.stack([AXES[0]] * 20 + [AXES[1]] * 20)
    phrases = {
        "really": AXES[5],
        "green tea": AXES[0] + 0.2 * AXES[2],
        "绿茶": AXES[0] + 0.1 * AXES[3],
        "teapot": 0.8 * AXES[0] + AXES[4],
        "boat": AXES[1],
    }
    return material(vectors, phrases, said, language=language), [np.arange(20), np.arange(20, 40)]


def found_names(world, rows: list[np.ndarray]) -> list[str]:
    return topic_names(world, rows, [topic_keywords(world, part, np.arange(40)) for part in rows], [0] * len(rows))


def test_a_topic_is_named_by_what_it_says_and_not_by_chance_words(material):
    tea, boat = found_names(*two_topics(material))
    assert boat == "Boat"
    assert tea.startswith("Green tea")
    assert "really" not in tea


def test_names_are_in_the_language_of_the_data(material):
    tea, boat = found_names(*two_topics(material, language="zh"))
    assert tea == "绿茶"
    assert boat == "boat"  # there is no Chinese phrase for it


def test_two_topics_of_one_phrase_get_different_names(material):
    world = material(np.stack([AXES[0]] * 20), {"tea": AXES[0]}, [["tea"]] * 20)
    rows = [np.arange(10), np.arange(10, 20)]
    keywords = [topic_keywords(world, part, part) for part in rows]
    assert topic_names(world, rows, keywords, [0, 0]) == ["Tea", "Tea 2"]


def test_nameless_topics_still_have_distinct_names(material):
    world = material(np.stack([AXES[0]] * 20), {}, [[]] * 20)
    rows = [np.arange(10), np.arange(10, 20)]
    names = topic_names(world, rows, [topic_keywords(world, part, part) for part in rows], [0, 0])
    assert len(set(names)) == 2
    assert all(names)


def test_general_names_go_to_the_categories_that_they_fit(material):
    vectors = np.repeat([AXES[0] + AXES[2], AXES[0] + AXES[3], AXES[1] + AXES[4], AXES[1] + AXES[5]], 5, axis=0)
    generic = {"Everything": AXES[:6].sum(axis=0), "Drinks": AXES[0], "Sailing": AXES[1], "Law": AXES[9]}
    world = material(vectors, {"boat": AXES[1]}, [[]] * 20, generic)
    topics = [np.arange(5 * i, 5 * i + 5) for i in range(4)]
    categories = [np.arange(10), np.arange(10, 20)]
    names = category_names(world, categories, [topics[:2], topics[2:]], [["a", "b"], ["c", "d"]])
    assert names == ["Drinks", "Sailing"]


def test_where_no_general_name_fits_the_shared_phrase_is_the_name(material):
    said = [["anchor", "boat"]] * 5 + [["sail", "boat"]] * 5 + [["tea"]] * 10
    phrases = {name: AXES[i] for i, name in enumerate(("anchor", "boat", "sail", "tea"))}
    world = material(np.repeat([AXES[1], AXES[3]], 10, axis=0), phrases, said, {"Law": AXES[9]})
    topics = [np.arange(5), np.arange(5, 10), np.arange(10, 15), np.arange(15, 20)]
    names = category_names(world, [np.arange(10), np.arange(10, 20)], [topics[:2], topics[2:]], [["", ""], ["", ""]])
    assert names == ["Boat", "Tea"]


def test_the_planted_study_has_its_general_names_and_topic_words(small_study, planted_frame):
    truth = planted_frame()
    words = {topic: set(re.findall("[a-z]+", " ".join(part["text"]))) for topic, part in truth.groupby("planted_topic")}
    frame = small_study.statements
    for node in small_study.tree.level("topic"):
        topic = truth["planted_topic"][frame["topic"] == node.id].mode()[0]
        others = set(chain.from_iterable(found for name, found in words.items() if name != topic))
        own = words[topic] - others
        assert set(node.name.lower().replace(" & ", " ").split()) <= own, (topic, node.name)
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


@pytest.fixture(scope="session")
def chinese_study(planted_frame, fake_encoder_class, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))
        return interest.build(planted_frame("zh"), encoder=fake_encoder_class())


def test_chinese_data_have_chinese_names_on_all_levels(chinese_study):
    for node in chinese_study.tree:
        assert HAN.search(node.name), node
        assert not re.search("[a-z]", node.name), node
    assert {"旅行", "音乐", "宠物"} <= set(names_of(chinese_study, "category"))


def test_the_general_names_are_complete_and_unique():
    table = read_names()
    assert list(table.columns) == ["english", "chinese", "within", "english_examples", "chinese_examples"]
    assert (table.drop(columns="within") != "").all(axis=None)
    assert set(chain.from_iterable(table["within"].str.split("; "))) - {""} <= set(table["english"])
    assert table["english"].is_unique
    assert table["chinese"].is_unique
    assert table["chinese_examples"].str.contains(HAN.pattern).all()
    assert table["chinese"].str.contains(HAN.pattern).all()
    assert not table["english"].str.contains(HAN.pattern).any()


def siblings_on_skin(material, said: list[list[str]], headings: dict[str, float] | None = None, language: str = "en"):
    """Two topics of twenty statements, of one category, and twenty statements on boats."""
    phrases = {
        "skin": AXES[0] + AXES[1],
        "acne": AXES[0],
        "eczema": AXES[1],
        "rash": AXES[3],
        "boat": AXES[2],
    }
    vectors = np.stack([3 * AXES[0] + AXES[1]] * 20 + [AXES[0] + 3 * AXES[1] + 2 * AXES[3]] * 20 + [AXES[2]] * 20)
    world = material(vectors, phrases, said, language=language)
    for name, score in (headings or {}).items():
        world.phrases.headings[world.phrases.names.index(name)] = score
    rows = [np.arange(20 * i, 20 * i + 20) for i in range(3)]
    keywords = [topic_keywords(world, part, np.arange(60)) for part in rows]
    return topic_names(world, rows, keywords, [0, 0, 1])


def test_what_siblings_share_names_none_of_them(material):
    said = [["skin", "acne"]] * 12 + [["skin"]] * 8 + [["skin", "eczema"]] * 12 + [["skin"]] * 8 + [["boat"]] * 20
    assert siblings_on_skin(material, said) == ["Acne", "Eczema", "Boat"]


def test_a_second_phrase_only_where_it_adds_statements(material):
    acne, boats = [["acne"]] * 20, [["boat"]] * 20
    together = siblings_on_skin(material, [*acne, *[["eczema", "rash"]] * 12, *[["eczema"]] * 8, *boats])
    apart = siblings_on_skin(material, [*acne, *[["eczema"]] * 12, *[["rash"]] * 8, *boats])
    assert together == ["Acne", "Eczema", "Boat"]
    assert apart == ["Acne", "Eczema & rash", "Boat"]


def test_verbs_and_qualities_are_no_second_phrase(material):
    said = [*[["acne"]] * 20, *[["eczema"]] * 12, *[["rash"]] * 8, *[["boat"]] * 20]
    assert siblings_on_skin(material, said, {"rash": 0.3}) == ["Acne", "Eczema", "Boat"]


def test_latin_words_of_chinese_statements_are_chinese_names(material):
    said = [["Python"]] * 12 + [["爬虫"]] * 8 + [["boat"]] * 20
    phrases = {"Python": AXES[0], "爬虫": AXES[3], "boat": AXES[1], "船": AXES[1]}
    world = material(np.stack([2 * AXES[0] + AXES[3]] * 20 + [AXES[1]] * 20), phrases, said, language="zh")
    world.phrases.chinese[:2] = 1
    assert found_names(world, [np.arange(20), np.arange(20, 40)])[0] == "Python 与爬虫"


def test_a_general_name_has_to_take_in_all_topics(material):
    """Flights, hotels and visas: each fits a name of its own best, and "Travel" takes in all three."""
    generic = {"Travel": AXES[6], "Flights": AXES[0], "Hotels": AXES[1], "Visas": AXES[2], "Cooking": AXES[3]}
    vectors = np.repeat([AXES[0], AXES[1], AXES[2], AXES[3], AXES[3] + AXES[4]], 10, axis=0)
    world = material(vectors, {"x": AXES[9]}, [[]] * 50, generic)
    world.generic.holds[0, 1:4] = True
    topics = [np.arange(10 * i, 10 * i + 10) for i in range(5)]
    categories = [np.arange(30), np.arange(30, 50)]
    names = category_names(world, categories, [topics[:3], topics[3:]], [["a", "b", "c"], ["d", "e"]])
    assert names == ["Travel", "Cooking"]


def test_a_category_of_one_topic_takes_a_general_name_only_when_it_is_sure(material):
    generic = {"Sailing": AXES[1], "Rowing": AXES[2], "Law": AXES[9]}
    vectors = np.repeat([AXES[1], AXES[1] + AXES[2], AXES[4]], 10, axis=0)
    world = material(vectors, {"boat": AXES[1]}, [[]] * 30, generic)
    topics = [np.arange(10 * i, 10 * i + 10) for i in range(3)]
    names = category_names(world, topics, [[part] for part in topics], [["Boats"], ["Oars"], ["Tea"]])
    assert names == ["Sailing", "Oars", "Tea"]


def test_what_people_say_of_all_topics_is_a_general_name(material):
    """Farms, guns and empires mean farming, war and history; that all are called games makes them games."""
    generic = {"Games": AXES[8], "Farming": AXES[0], "War": AXES[1], "History": AXES[2], "Cooking": AXES[3]}
    vectors = np.repeat([AXES[0], AXES[1], AXES[2], AXES[3]], 10, axis=0) + 0.5 * AXES[8]
    said = [["game"] if i < 30 and i % 2 else [] for i in range(40)]
    world = material(vectors, {"game": AXES[8]}, said, generic)
    topics = [np.arange(10 * i, 10 * i + 10) for i in range(4)]
    names = category_names(world, [np.arange(30), topics[3]], [topics[:3], topics[3:]], [["a", "b", "c"], ["d"]])
    assert names[0] == "Games"


def test_general_names_hold_what_is_in_them_at_any_depth(small_study):
    generic = small_study.contents.material.generic
    number = generic.english.index
    assert generic.holds[number("Technology"), number("Headphones & audio")]
    assert generic.holds[number("Sports & outdoors"), number("Camping")]
    assert not generic.holds[number("Camping"), number("Sports & outdoors")]
    assert generic.holds.diagonal().all()
    assert not (generic.holds & generic.holds.T & ~np.eye(len(generic.english), dtype=bool)).any()  # no circles


@pytest.mark.parametrize("study_of", ["en", "zh"])
def test_no_name_repeats_itself_or_a_cousin(study_of, small_study, request):
    study = small_study if study_of == "en" else request.getfixturevalue("chinese_study")
    names = names_of(study, "topic")
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        first, *rest = re.split(" & |与", name)
        assert not any(overlaps(first, part) for part in rest), name


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


@pytest.fixture(scope="session")
def mixed_study(planted_frame, fake_encoder_class, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))
        return interest.build(planted_frame("mixed"), encoder=fake_encoder_class())


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

    monkeypatch.setattr("interest.hierarchy.material.statement_features", features)
    frame = planted_frame(topics=6)
    stamp = frame.index % 2 == 0
    stamped = frame.assign(text=frame["text"].where(~stamp, "Acme! " + frame["text"] + " Thanks Acme"))
    study = interest.build(stamped, encoder=fake_encoder, ignore=["acme", "thank"])
    assert {"acme", "thanks"}.isdisjoint(clustered)
    assert not set(stamped["text"][stamp]) & set(fake_encoder.encoded)
    plain = fake_encoder.encode(frame["text"].tolist())[study.statements["row"]]
    np.testing.assert_allclose(study.contents.material.vectors, plain, atol=1e-6)
    assert study.statements["text"].str.contains("Acme").sum() == stamp.sum()


def test_a_name_of_half_of_the_topics_is_not_what_they_share(material):
    generic = {"Teeth": AXES[0], "Skin": AXES[1], "Cooking": AXES[3]}
    vectors = np.repeat([AXES[0], AXES[1], AXES[3], AXES[3] + AXES[4]], 10, axis=0)
    world = material(vectors, {"body": AXES[8]}, [["body"]] * 20 + [[]] * 20, generic)
    topics = [np.arange(10 * i, 10 * i + 10) for i in range(4)]
    names = category_names(world, [np.arange(20), np.arange(20, 40)], [topics[:2], topics[2:]], [["", ""], ["", ""]])
    assert names == ["Body", "Cooking"]


def stamped(material, english: str, chinese: str, language: str, phrases: dict[str, np.ndarray] | None = None):
    """Twenty statements of which 18 are one sentence, and twenty of two kinds."""
    texts = [english if language == "en" else chinese] * 18 + ["a", "b"] + ["tent pegs"] * 10 + ["tent poles"] * 10
    said = [[]] * 20 + [["pegs"]] * 10 + [["poles"]] * 10
    vectors = np.stack([AXES[0]] * 20 + [AXES[1]] * 10 + [AXES[2]] * 10)
    phrases = {"pegs": AXES[1], "poles": AXES[2], **(phrases or {})}
    return material(vectors, phrases, said, language=language, texts=texts), [np.arange(20), np.arange(20, 40)]


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Going back to the very same place…"), ("zh", "下个月我们还会再来这家店买一次东西…")],
)
def test_one_sentence_again_and_again_is_the_name(material, language, name):
    world, rows = stamped(
        material,
        "going back to the very same place next month.",
        "下个月我们还会再来这家店买一次东西带上家人！",
        language,
    )
    stock, other = found_names(world, rows)
    assert stock == name
    assert other == ("Pegs & poles" if language == "en" else "pegs 与 poles")


def test_a_sentence_of_some_statements_or_a_phrase_is_no_stock_sentence(material):
    world, rows = stamped(material, "would buy again", "", "en", {"wouldbuyagain": AXES[0]})
    world.phrases.keys[-1] = phrase_key("would buy again")
    assert found_names(world, rows)[0] == "Mixed"  # no statement of this world mentions the phrase
    some = replace(world, texts=["would sell"] * 16 + world.texts[16:])
    assert found_names(some, rows)[0] == "Mixed"


@pytest.mark.parametrize(("language", "name"), [("en", "Three … from me"), ("zh", "给三颗…")])
def test_ignored_words_are_gaps_in_a_stock_sentence(material, language, name):
    world, rows = stamped(material, "Three stars from me.", "给三颗星星。", language)
    assert found_names(world.named_by(Config(ignore=("stars", "星星"), language=language)), rows)[0] == name


@pytest.mark.parametrize(("language", "ignored", "name"), [("en", "Acme", "Warranty"), ("zh", "某某", "保修")])
def test_without_an_ignored_word_the_next_best_phrase_is_the_name(material, language, ignored, name):
    said = [["Acme warranty" if language == "en" else "某某保修"]] * 16 + [["rare"]] + [[]] * 3 + [["boat"]] * 20
    phrases = {"Acme warranty": AXES[0], "某某保修": AXES[0], "rare": AXES[0], "boat": AXES[1]}
    world = material(np.repeat([AXES[0], AXES[1]], 20, axis=0), phrases, said, language=language)
    rows = [np.arange(20), np.arange(20, 40)]
    assert ignored.lower() in found_names(world, rows)[0].lower()
    assert found_names(world.named_by(Config(ignore=(ignored,), language=language)), rows)[0] == name


def test_what_one_of_many_says_names_nothing(material):
    said = [["penny"]] + [[]] * 19 + [["boat"]] * 20
    world = material(np.repeat([AXES[0], AXES[1]], 20, axis=0), {"penny": AXES[0], "boat": AXES[1]}, said)
    assert found_names(world, [np.arange(20), np.arange(20, 40)]) == ["Mixed", "Boat"]


def test_numbers_of_nodes_without_a_name_are_small(material):
    said = [["boat"]] * 20 + [[]] * 40
    world = material(np.repeat([AXES[0], AXES[1], AXES[2]], 20, axis=0), {"boat": AXES[0]}, said)
    rows = [np.arange(20 * i, 20 * i + 20) for i in range(3)]
    keywords = [topic_keywords(world, part, np.arange(60)) for part in rows]
    assert topic_names(world, rows, keywords, [0, 1, 2]) == ["Boat", "Mixed", "Mixed 2"]


def category_of(material, shares: list[float], names: list[str], generic: dict | None = None, axes: tuple = (0, 1)):
    """The name of a category of topics of twenty statements, in which a part says "leaks", beside another category."""
    own = np.concatenate([np.arange(20) < share * 20 for share in shares])
    said = [[f"own{i // 20}"] + ["leaks"] * bool(yes) for i, yes in enumerate(own)] + [["boat"]] * 20
    vectors = np.stack([AXES[axes[i // 20]] for i in range(len(own))] + [AXES[8]] * 20)
    phrases = {"leaks": AXES[5], "boat": AXES[8], "tents": AXES[0], "jackets": AXES[1], "ropes": AXES[7]}
    phrases |= {f"own{i}": AXES[axes[i]] for i in range(len(shares))}
    world = material(vectors, phrases, said, generic or {"Law": AXES[9]})
    topics = [np.arange(20 * i, 20 * i + 20) for i in range(len(shares))]
    boats = np.arange(len(own), len(own) + 20)
    return category_names(world, [np.arange(len(own)), boats], [topics, [boats]], [names, ["Boat"]])[0]


def test_a_phrase_that_topics_hardly_say_names_no_category(material):
    names = ["Tents & pegs", "Jackets"]
    assert category_of(material, [0.5, 0.5], names) == "Leaks"
    assert category_of(material, [0.1, 0.15], names) == "Tents & jackets"
    assert category_of(material, [0.8, 0.05], names) == "Tents & jackets"


def test_a_general_name_has_to_say_something_of_most_statements(material):
    """Boots are shoes; that climbing, which is twice as much, is a little like shoes, doesn't make it shoes."""
    generic = {"Shoes": AXES[1], **{f"Name {i}": AXES[i] for i in range(2, 10)}}  # what fits none is a ninth of each
    assert category_of(material, [0, 0, 0], ["Climbing", "Ropes", "Boots"], generic, (0, 0, 1)) == "Climbing & ropes"
    assert category_of(material, [0, 0, 0], ["Clogs", "Sandals", "Boots"], generic, (1, 1, 1)) == "Shoes"


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

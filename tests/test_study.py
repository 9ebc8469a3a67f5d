"""The study as others use it: profiles, neighbours, recommendations, search, recutting."""

import copy
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_mutual_info_score

import interest
from interest.errors import InputError, InterestError, UnknownNodeError, UnknownUserError

HEAVY = ("torch", "umap", "hdbscan", "sklearn", "sentence_transformers", "transformers", "numba", "jieba", "nltk",
         "plotly", "streamlit", "implicit")  # fmt: skip


def topic_of(study, planted: pd.DataFrame, topic: str) -> str:
    """The found node that holds most statements of a planted topic."""
    return study.statements["topic"][planted["planted_topic"] == topic].mode()[0]


# Users


def test_a_profile_is_what_the_user_wrote(small_study, planted_frame):
    planted = planted_frame()
    for user in ("user000", "user017", "user059"):
        profile = small_study.profile(user)
        own = small_study.statements[small_study.statements["user_id"] == user]
        assert profile.n_statements == len(own) == 8
        for level in ("category", "topic", "keyword"):
            top = profile.top(level, 99)
            assert set(top["node_id"]) == set(own[level])
            assert top["weight"].sum() == pytest.approx(1)
        assert set(profile.evidence["statement_id"]) <= set(own["statement_id"])
        assert 1 - 1e-9 <= profile.breadth <= own["topic"].nunique() + 1e-9
        first = planted.loc[planted["user_id"] == user, "planted_topic"].iloc[0]
        assert topic_of(small_study, planted, first) in set(profile.top("topic")["node_id"])


def test_a_user_seen_only_in_interactions_has_an_empty_profile(small_study):
    profile = small_study.profile("taker")
    assert profile.n_statements == 0
    assert profile.weights.empty
    assert profile.evidence.empty
    assert profile.breadth == 0
    assert small_study.similar_users("taker").empty
    assert {because.kind for because in small_study.recommend("taker")["because"]} == {"popular"}
    assert "taker" in small_study.users
    assert "taker" not in small_study.user_vectors()[0]


def test_similar_users_are_explained_in_the_words_of_both(small_study):
    rows = small_study.statements.set_index("statement_id")
    for neighbour in small_study.similar_users("user000").itertuples(index=False):
        found = small_study.people.shared_evidence("user000", neighbour.user_id)
        assert found["node_id"].tolist() == neighbour.shared[:3]
        for said in found.itertuples(index=False):
            level = small_study.tree[said.node_id].level
            sides = {"user000": said.statement_id, neighbour.user_id: said.their_statement_id}
            assert all(rows.loc[number, "user_id"] == user for user, number in sides.items())
            assert all(rows.loc[number, level] == said.node_id for number in sides.values())
            assert [rows.loc[number, "text"] for number in sides.values()] == [said.text, said.their_text]
    assert small_study.people.shared_evidence("user000", "taker").empty
    for pair in (("nobody", "user000"), ("user000", "nobody")):
        with pytest.raises(UnknownUserError, match="'nobody'"):
            small_study.people.shared_evidence(*pair)


def test_hidden_interests_are_no_evidence(small_study):
    study = copy.copy(small_study)
    neighbour = study.similar_users("user000")["user_id"][0]
    node = study.people.shared_evidence("user000", neighbour)["node_id"][0]
    study.edit.hide(node)
    assert node not in set(study.people.shared_evidence("user000", neighbour)["node_id"])


@pytest.mark.parametrize("call", ["profile", "similar_users", "recommend", "recommend_items"])
def test_an_unknown_user_is_an_error_that_names_them(small_study, call):
    with pytest.raises(UnknownUserError, match="'nobody'.*61 users"):
        getattr(small_study, call)("nobody")


def test_items_can_be_filtered_by_node_and_by_id(small_study):
    everything = small_study.recommend_items("user000", 100)
    category = small_study.tree.level("category")[0].id
    inside = small_study.recommend_items("user000", 100, node=category)
    assert 0 < len(inside) < len(everything)
    assert set(inside["item_id"]) < set(everything["item_id"])
    some = inside["item_id"].tolist()[:2]
    assert set(small_study.recommend_items("user000", among=[*some, "dogs-0"], node=category)["item_id"]) >= set(some)
    varied = small_study.recommend_items("user000", 5, diversity=0.9)
    assert varied["item_id"][0] == everything["item_id"][0] and len(varied) == 5
    with pytest.raises(UnknownNodeError):
        small_study.recommend_items("user000", node="t999")


def test_recommended_items_are_judged_on_what_was_held_out(small_study):
    stages = []
    table = small_study.item_quality("new", k=5, progress=lambda stage, fraction: stages.append((stage, fraction)))
    values = table[table["metric"] == "ndcg"].set_index("recommender")["value"]
    assert set(values.index) == {"content", "collaborative", "hybrid", "popularity", "random"}
    assert values["hybrid"] > 0.25 and values["popularity"] == 0
    assert stages[0] == ("recommending", 0) and stages[-1] == ("recommending", 1)
    with pytest.raises(InputError, match="'never'"):
        small_study.item_quality("never")


def test_without_items_nothing_can_be_judged(planted_frame, fake_encoder):
    study = interest.build(planted_frame(n_users=12), encoder=fake_encoder)
    assert study.recommend_items("user000").empty and study.recommend_items_for(["my guitar"]).empty
    with pytest.raises(InputError, match="items"):
        study.item_quality()


def test_an_unknown_node_is_an_error(small_study):
    with pytest.raises(UnknownNodeError):
        small_study.tree["t999"]


def test_user_vectors_are_normalised_and_put_like_users_together(small_study, planted_frame):
    ids, vectors = small_study.user_vectors()
    assert vectors.shape[0] == len(ids) == 60
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    planted = planted_frame()
    shares = pd.crosstab(planted["user_id"], planted["planted_topic"]).loc[ids].to_numpy() / 8
    overlap = np.minimum(shares[:, None], shares[None]).sum(axis=2)
    cosine = vectors @ vectors.T
    off = ~np.eye(60, dtype=bool)
    assert np.corrcoef(overlap[off], cosine[off])[0, 1] > 0.7


def test_similar_users_share_interests(small_study):
    found = small_study.similar_users("user000", k=5)
    assert found.columns.tolist() == ["user_id", "score", "shared", "differs"]
    assert "user000" not in set(found["user_id"])
    assert found["score"].is_monotonic_decreasing
    assert found["score"].between(0, 1).all()
    own = set(small_study.profile("user000").weights["node_id"])
    assert set(found["shared"][0]) <= own
    assert found["shared"][0]


def test_somebody_new_is_placed_and_nothing_enters_the_study(small_study, planted_frame):
    before = (len(small_study.statements), len(small_study.users), small_study.tree.to_json())
    texts = ["my guitar with the chords and the capo", "finally sorted strumming then fretboard plus plectrum"]
    guitars = topic_of(small_study, planted_frame(), "guitars")
    placed = small_study.place(texts)
    assert placed["topic"].tolist() == [guitars] * 2
    assert placed["category"].tolist() == [small_study.tree[guitars].parent] * 2
    vector = small_study.user_vector(texts)
    assert vector.shape == small_study.user_vectors()[1].shape[1:]
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    neighbours = small_study.similar_to(texts, k=3)
    assert all(guitars in set(small_study.profile(user).weights["node_id"]) for user in neighbours["user_id"])
    recommended = small_study.recommend_for(texts, k=3)
    assert guitars not in set(recommended["node_id"])
    assert (len(small_study.statements), len(small_study.users), small_study.tree.to_json()) == before


def test_somebody_new_and_their_like_are_compared_in_their_words(small_study, planted_frame):
    texts = ["my puppy with the leash and the kennel", "my guitar with the chords and the capo"]
    guitars = topic_of(small_study, planted_frame(), "guitars")
    players = small_study.statements.loc[small_study.statements["topic"] == guitars, "user_id"]
    found = small_study.people.shared_evidence_for(texts, players.iloc[0]).set_index("node_id").loc[guitars]
    assert (found["statement_id"], found["text"]) == (1, texts[1])
    own = small_study.statements.set_index("statement_id").loc[found["their_statement_id"]]
    assert (own["user_id"], own["topic"], own["text"]) == (players.iloc[0], guitars, found["their_text"])
    assert small_study.people.shared_evidence_for([], players.iloc[0]).empty
    with pytest.raises(UnknownUserError):
        small_study.people.shared_evidence_for(texts, "nobody")


def test_items_for_somebody_new_suit_their_words(small_study, planted_frame):
    texts = ["my guitar with the chords and the capo", "finally sorted strumming then fretboard plus plectrum"]
    guitars = topic_of(small_study, planted_frame(), "guitars")
    found = small_study.recommend_items_for(texts, k=6)
    assert found.columns.tolist() == ["item_id", "score", "because"]
    assert len(found) == 6 and found["score"].between(0, 1).all()
    assert {item.split("-")[0] for item in found["item_id"][:3]} == {"guitars"}
    assert (found["because"][0].kind, found["because"][0].nodes) == ("topic", (guitars,))
    category = small_study.tree[guitars].parent
    inside = small_study.recommend_items_for(texts, k=45, node=category)["item_id"]
    assert {item.split("-")[0] for item in inside} >= {"guitars"} and len(inside) < 45
    varied = small_study.recommend_items_for(texts, k=6, diversity=0.9)["item_id"]
    assert varied.str.split("-").str[0].nunique() > found["item_id"].str.split("-").str[0].nunique()
    assert {because.kind for because in small_study.recommend_items_for([])["because"]} == {"taken"}


def test_the_interests_that_items_are_about(small_study):
    found = small_study.catalogue.interests
    assert all(len(small_study.recommend_items("user000", 45, node=node)) for node in found)
    others = [node.id for node in small_study.tree if node.level != "keyword" and node.id not in found]
    assert all(small_study.recommend_items("user000", 45, node=node).empty for node in others)
    order = [node.id for node in small_study.tree]
    assert found == sorted(found, key=order.index)


def test_no_texts_are_nobody_and_no_error(small_study):
    assert not small_study.user_vector([]).any()
    assert small_study.place([]).empty
    assert small_study.similar_to([]).empty
    assert {because.kind for because in small_study.recommend_for([])["because"]} == {"popular"}


def test_the_topic_of_known_texts_is_found_again(small_study):
    frame = small_study.statements
    placed = small_study.place(frame["text"].tolist())
    assert (placed["topic"] == frame["topic"].to_numpy()).mean() > 0.97


# Recommendations and search


def test_recommended_interests_are_new_to_the_user_and_explained(small_study):
    found = small_study.recommend("user003", k=4)
    assert found.columns.tolist() == ["node_id", "score", "because"]
    assert 1 <= len(found) <= 4
    assert not set(found["node_id"]) & set(small_study.profile("user003").top("topic", 99)["node_id"])
    assert found["score"].between(0, 1).all()


def test_recommended_items_suit_and_were_not_taken(small_study, planted_interactions):
    found = small_study.recommend_items("user000", k=10)
    taken = planted_interactions.set_index("user_id")["item_id"]
    assert len(found) == 10
    assert taken["user000"] not in set(found["item_id"])
    assert found["item_id"][0].startswith("flights-")
    assert small_study.recommend_items("taker", 3)["item_id"].isin(["dogs-0", "dogs-1"]).sum() == 0
    assert len(small_study.recommend_items("taker", 3)) == 3


def test_search_finds_the_planted_topic_in_either_language(small_study, planted_frame):
    guitars = topic_of(small_study, planted_frame(), "guitars")
    for query in ("guitar chords", "吉他和弦"):
        found = small_study.search(query, k=5)
        assert guitars in set(found.interests["node_id"][:3])
        best = small_study.statements["topic"][found.statements["statement_id"]]
        assert (best == guitars).all()
        assert found.items["item_id"][0].startswith("guitars-")
        assert len(found.users) == 5


# Other trees from the same vectors


@pytest.mark.parametrize("categories", [2, 3, 5, 8])
def test_recut_gives_that_many_categories_at_once_and_keeps_the_vectors(small_study, categories):
    begin = time.perf_counter()
    other = small_study.recut(categories=categories)
    assert time.perf_counter() - begin < 5
    assert abs(len(other.tree.level("category")) - categories) <= 1
    assert other.statement_vectors() is small_study.statement_vectors()
    assert other.config.categories == categories
    pd.testing.assert_frame_equal(other.statements.iloc[:, :10], small_study.statements.iloc[:, :10])
    assert small_study.config.categories is None  # the first study is as it was
    assert len(small_study.tree.level("category")) == 5


@pytest.mark.parametrize("topics", [9, 15, 20])
def test_recut_gives_about_that_many_topics(small_study, topics):
    assert abs(len(small_study.recut(topics=topics).tree.level("topic")) - topics) <= 3


def test_recut_without_a_wish_is_the_tree_of_the_build(small_study):
    assert small_study.recut().tree == small_study.tree


def test_recut_finds_the_planted_categories(small_study, planted_frame):
    found = small_study.recut(categories=5).statements["category"]
    assert adjusted_mutual_info_score(planted_frame()["planted_category"], found) > 0.98


def test_profiles_follow_the_new_tree(small_study):
    other = small_study.recut(categories=2)
    assert set(other.profiles["node_id"]) == {node.id for node in other.tree}


# What is light


def run(code: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_interest_is_light():
    code = f"import sys, interest; print(sorted(set({HEAVY}) & set(sys.modules)))"
    assert run(code) == "[]"


def test_opening_a_study_and_looking_at_it_is_light(small_study_folder):
    code = f"""
import sys, interest
study = interest.open_study(sys.argv[1])
study.tree.to_text(); study.tree.to_frame(); study.statements; study.profile("user000"); study.profiles; study.notes
print(sorted(set({HEAVY}) & set(sys.modules)))
"""
    assert run(code, str(small_study_folder)) == "[]"


def test_errors_are_value_errors_of_interest(small_study):
    with pytest.raises(InterestError):
        small_study.profile("nobody")
    assert issubclass(InterestError, ValueError)


def test_a_study_is_built_anew_with_another_encoder(small_study, fake_encoder):
    class Other(type(fake_encoder)):
        name = key = "other"

        def encode(self, texts, progress=lambda *_: None):
            return super().encode(texts, progress)[:, ::-1].copy()

    node = small_study.tree.level("topic")[0].id
    stages = []
    small_study.segments.add_node("those", node)
    try:
        other = small_study.built_with(Other(), "anew", lambda stage, fraction: stages.append(stage))
        assert (other.name, other.config.encoder, small_study.config.encoder) == ("anew", "other", "fake")
        assert len(other.statements) == len(small_study.statements)
        assert [segment.name for segment in other.segments] == ["those"]
        assert other.items is small_study.items
        np.testing.assert_allclose(other.statement_vectors(), small_study.statement_vectors()[:, ::-1], atol=1e-6)
        assert stages[-1] == "tree"
    finally:
        small_study.segments.remove("those")

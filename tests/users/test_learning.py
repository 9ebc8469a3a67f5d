"""Training: what is found in planted users, the honest comparison, few users, labels, cancelling, keeping it."""

import json

import numpy as np
import pandas as pd
import pytest

import interest
from interest.errors import Cancelled, InputError, StudyError, UnknownUserError
from interest.library.about import PLACES
from interest.library.writing import LEARNING
from interest.users import labels_of, learning
from interest.users.closed import found_by
from interest.users.learned import NUMBERS, WORDS
from interest.users.sequences import MOST_STATEMENTS, groups_of
from interest.users.training import Settings, Users

LEARNED = PLACES["learned"][0]


@pytest.fixture(scope="module", autouse=True)
def quick():
    """Short training: planted users are easy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("interest.users.training.Settings", lambda: Settings(epochs=4, halvings=2))
        yield


@pytest.fixture(scope="module")
def planted_study(planted_frame, fake_encoder_class, tmp_path_factory):
    """120 users with 1 to 4 of 15 topics, most of them labelled by their first topic.

    Beside what they write, they were shown advertisements, which say nothing of them: that is to be learned.
    """
    frame = planted_frame(n_users=120, statements=8).assign(source="written")
    shown = frame.assign(text=frame["text"].sample(frac=1.0, random_state=4).to_numpy(), source="shown")
    frame = pd.concat([frame, shown], ignore_index=True)
    number = frame["user_id"].str[4:].astype(int)
    label = np.where(number % 15 < 8, "early", "late")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))
        return interest.build(frame.assign(label=np.where(number < 90, label, "")), encoder=fake_encoder_class())


@pytest.fixture(scope="module")
def learned(planted_study):
    study = planted_study.recut()  # a copy, so that the other stays untrained
    return study.learn(seed=1)


def test_planted_users_are_found_better_than_by_the_mean(planted_study, learned):
    found = learned.learned
    assert found.chosen == "learned"
    assert found.n_users == 120
    assert found.mrr_learned > 1.2 * found.mrr_closed >= found.mrr_mean
    assert 0 < found.interval[0] < found.mrr_learned - found.mrr_closed < found.interval[1]
    assert found.note == ""
    ids, vectors = learned.user_vectors()
    assert ids == planted_study.user_vectors()[0]
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert planted_study.learned is None


def test_the_matrices_are_trained(learned):
    """They start alike, queries as keys and one attention as the other, and would stay so if nothing moved them."""
    model = learned.learned.users.model
    for attention in (model.first, model.second):
        moved = (attention.query - attention.key).norm() / attention.key.norm()
        assert moved > 0.01
    assert float(model.beside) > 0


def test_curves_have_a_run_for_each_test_and_the_last(learned):
    curves = learned.learned.curves
    assert curves["run"].unique().tolist() == ["test 1", "test 2", "test 3", "final"]
    first = curves[curves["epoch"] == 0]
    assert first["loss"].isna().all()
    final = curves[curves["run"] == "final"]
    assert final["mrr"].max() > final["mrr"].iloc[0]


def test_labels_are_predicted(learned):
    assert learned.learned.users.labels == ("early", "late")
    found = learned.learned
    low, high = found.label_interval
    assert low < found.label_accuracy < high and low > found.label_majority
    assert 0.7 < found.label_macro_f1 <= 1 and found.label_majority_macro_f1 < 0.5


def test_labels_are_predicted_for_who_has_none(learned, planted_study):
    table = learned.predict_labels()
    assert table["user_id"].tolist() == [f"user{number:03}" for number in range(90, 120)]
    assert table["probability"].between(0.5, 1).all()  # the likelier of two
    early = table["user_id"].str[4:].astype(int) % 15 < 8  # as planted, though never told
    assert (table["label"] == np.where(early, "early", "late")).mean() > learned.learned.label_majority
    known = learned.predict_labels(["user003", "user100"])
    assert known["user_id"].tolist() == ["user003", "user100"]
    pd.testing.assert_series_equal(known.iloc[1], table.iloc[10], check_names=False)
    with pytest.raises(UnknownUserError):
        learned.predict_labels(["nobody"])
    with pytest.raises(StudyError, match="No labels were learned"):
        planted_study.predict_labels()


def test_same_seed_same_numbers(planted_study, learned):
    again = planted_study.recut().learn(seed=1)
    np.testing.assert_array_equal(again.user_vectors()[1], learned.user_vectors()[1])
    pd.testing.assert_frame_equal(again.learned.curves, learned.learned.curves)


def test_new_users_live_in_the_same_space(learned):
    ids, vectors = learned.user_vectors()
    frame = learned.statements
    for user in ids[:5]:
        own = learned.user_vector(frame.loc[frame["user_id"] == user, "text"].tolist())
        cosine = vectors @ own
        assert cosine[ids.index(user)] > 0.9
        assert cosine.argmax() == ids.index(user)
    assert not learned.user_vector([]).any()
    assert len(learned.similar_to(["my puppy with the leash and the kennel"], k=3)) == 3
    assert len(learned.similar_users(ids[0], k=3)) == 3


def test_attention_sums_to_one_a_level(learned):
    table = learned.attention("user001")
    assert table.groupby("level")["weight"].sum().tolist() == pytest.approx([1, 1, 1], abs=1e-4)
    own = learned.statements.loc[learned.statements["user_id"] == "user001"]
    assert set(table["statement_id"]) == set(own["statement_id"])
    assert table.loc[table["level"] == "topic", "statement_id"].tolist() == own["statement_id"].tolist()


def test_what_somebody_would_not_be_without(planted_study, learned):
    """Advertisements shape nobody's vector once it was learned that they say nothing; before they count as all do."""
    share = {}
    for name, study in (("before", planted_study), ("after", learned)):
        effects = []
        for user in study.user_vectors()[0][:20]:
            found = study.influence(user)
            assert found["effect"].is_monotonic_decreasing and found["effect"].between(0, 2).all()
            own = study.statements[study.statements["user_id"] == user].set_index("statement_id")
            alone = found[found["kind"] == "statement"].set_index("id")["effect"]
            alone.index = alone.index.astype(int)
            assert set(alone.index) == set(own.index)
            topics = found[found["kind"] == "topic"].set_index("id")["effect"]
            assert set(topics.index) == set(own["topic"])
            several = own.groupby("topic").size()
            for topic in several.index[several > 1]:  # more is missing than a statement
                assert topics[topic] > alone[own.index[own["topic"] == topic]].min()
            effects.append(alone.groupby(own["source"]).sum())
        sums = pd.DataFrame(effects).sum()
        share[name] = sums["written"] / sums.sum()
    assert share["after"] > share["before"] + 0.05
    with pytest.raises(UnknownUserError):
        learned.influence("nobody")


def test_all_that_somebody_said_gives_their_learned_vector(learned):
    contents, (ids, vectors) = learned.contents, learned.user_vectors()
    rows = contents.rows_of("user005")
    frame = contents.ingested.frame.iloc[rows]
    groups = np.stack([np.ones(len(rows), bool), np.zeros(len(rows), bool)])
    nobody = np.zeros(contents.closed_users.vectors.matrix.shape[1], np.float32)
    closed = np.stack([contents.closed_users.vectors.matrix[ids.index("user005")], nobody])
    found = learned.learned.users.of_groups(frame, contents.space.meaning[rows], groups, closed)
    np.testing.assert_allclose(found[0], vectors[ids.index("user005")], atol=1e-4)
    assert not found[1].any()


def test_it_is_saved_and_comes_back(learned, tmp_path, fake_encoder):
    opened = interest.open_study(learned.save(tmp_path / "learned"), fake_encoder)
    np.testing.assert_array_equal(opened.user_vectors()[1], learned.user_vectors()[1])
    pd.testing.assert_frame_equal(opened.learned.curves, learned.learned.curves)
    pd.testing.assert_frame_equal(opened.attention("user003"), learned.attention("user003"))
    assert opened.learned.interval == learned.learned.interval
    assert opened.learned.label_interval == learned.learned.label_interval
    assert opened.learned.label_macro_f1 == learned.learned.label_macro_f1
    pd.testing.assert_frame_equal(opened.predict_labels(), learned.predict_labels())
    texts = ["a tomato with the cucumber", "the greenhouse and the seedlings"]
    np.testing.assert_array_equal(opened.user_vector(texts), learned.user_vector(texts))
    assert (tmp_path / "learned" / LEARNED / "attention.safetensors").is_file()


def test_what_was_saved_before_labels_were_kept_still_opens(learned, tmp_path, fake_encoder):
    folder = learned.save(tmp_path / "former")
    about = json.loads((folder / LEARNED / LEARNING).read_text("utf-8"))
    new = ("label_interval", "label_macro_f1", "label_majority_macro_f1")
    (folder / LEARNED / LEARNING).write_text(json.dumps({k: v for k, v in about.items() if k not in new}), "utf-8")
    words = json.loads((folder / LEARNED / WORDS).read_text("utf-8"))
    del words["labelled"]
    (folder / LEARNED / WORDS).write_text(json.dumps(words), "utf-8")
    with np.load(folder / LEARNED / NUMBERS) as numbers:
        kept = {name: numbers[name] for name in numbers.files if name != "likely"}
    np.savez(folder / LEARNED / NUMBERS, **kept)
    opened = interest.open_study(folder, fake_encoder)
    assert opened.learned.label_accuracy == learned.learned.label_accuracy
    assert np.isnan([opened.learned.label_macro_f1, *opened.learned.label_interval]).all()
    np.testing.assert_array_equal(opened.user_vectors()[1], learned.user_vectors()[1])
    with pytest.raises(StudyError, match="and train"):
        opened.predict_labels()


def test_a_study_that_has_changed_adopts_what_was_learned(planted_study, learned, planted_frame):
    study = planted_study.recut()
    more = planted_frame(n_users=1, seed=5)  # of a user who is there already
    study.add(more)
    ids, vectors = study.adopt(learned.learned, "fake").user_vectors()
    assert ids == study.contents.ingested.users == learned.user_vectors()[0]
    row = ids.index(more["user_id"].iloc[0])
    before, after = (matrix @ matrix.T for matrix in (learned.user_vectors()[1], vectors))
    changed = np.abs(after - before).mean(axis=1)
    assert changed.argmax() == row and np.median(changed) < changed[row] / 3
    table = study.predict_labels(["user003"])
    assert table["probability"][0] == pytest.approx(learned.predict_labels(["user003"])["probability"][0], abs=1e-4)
    with pytest.raises(StudyError, match="another encoder"):
        study.adopt(learned.learned, "english")


def test_rows_that_are_added_count_at_once(planted_frame, learned, tmp_path, fake_encoder):
    study = interest.open_study(learned.save(tmp_path / "study"), fake_encoder)
    more = planted_frame(n_users=1, seed=5)  # of a user who is there already
    study.add(more)
    ids, vectors = study.user_vectors()
    assert ids == learned.user_vectors()[0]
    row = ids.index(more["user_id"].iloc[0])
    before, after = (matrix @ matrix.T for matrix in (learned.user_vectors()[1], vectors))
    assert np.abs(after - before).mean(axis=1).argmax() == row
    assert study.attention(ids[row])["statement_id"].nunique() > 16


def test_a_model_that_stood_in_the_place_of_the_closed_form_is_left(learned, tmp_path, fake_encoder):
    folder = learned.save(tmp_path / "former")
    words = json.loads((folder / LEARNED / WORDS).read_text("utf-8"))
    words["sizes"]["words"] = 768
    (folder / LEARNED / WORDS).write_text(json.dumps(words), "utf-8")
    opened = interest.open_study(folder, fake_encoder)
    assert opened.learned.chosen == "mean" and "earlier version" in opened.learned.note
    np.testing.assert_array_equal(opened.user_vectors()[1], learned.contents.closed_users.vectors.matrix)


def test_age_is_the_same_for_one_user_and_among_all(learned):
    frame, vectors, reader = (
        learned.contents.ingested.frame,
        learned.contents.space.meaning,
        learned.learned.users.reader,
    )
    own = np.flatnonzero(frame["user_id"] == "user007")
    together = reader.read(frame, vectors).age
    np.testing.assert_array_equal(reader.read(frame.iloc[own], vectors[own]).age, together[own])
    assert (together.min(), together.max()) == (0.0, 1.0)
    later = frame.iloc[own].assign(timestamp=frame["timestamp"].max() + pd.Timedelta("1D"))
    assert (reader.read(later, vectors[own]).age == 0).all()
    timeless = frame.iloc[own].assign(timestamp=pd.NaT)
    assert reader.read(timeless, vectors[own]).age == pytest.approx(np.median(together), abs=1e-3)
    assert (reader.read_new(vectors[:1]).age == 0).all()


def test_of_many_statements_the_same_are_looked_at_alone_and_among_others():
    users = np.repeat([0, 1, 2], [300, 250, 3])
    groups = groups_of(users, 3)
    assert [len(group) for group in groups] == [MOST_STATEMENTS, MOST_STATEMENTS, 3]
    alone = groups_of(np.zeros(250, np.int64), 1)[0]
    np.testing.assert_array_equal(groups[1] - 300, alone)
    assert (np.diff(alone) > 0).all()


def test_progress_goes_forward_and_cancelling_leaves_all_as_it_was(planted_study):
    study, seen = planted_study.recut(), []

    def stop(stage: str, fraction: float) -> None:
        seen.append((stage, fraction))
        if fraction > 0.3:
            raise Cancelled("stop")

    with pytest.raises(Cancelled):
        study.learn(progress=stop)
    assert [stage for stage, _ in seen] == ["learn"] * len(seen)
    assert [fraction for _, fraction in seen] == sorted(fraction for _, fraction in seen)
    assert study.learned is None
    np.testing.assert_array_equal(study.user_vectors()[1], planted_study.user_vectors()[1])


def test_few_users_keep_the_mean(planted_frame, fake_encoder):
    study = interest.build(planted_frame(n_users=29), encoder=fake_encoder)
    mean = study.user_vectors()[1]
    study.learn()
    assert study.learned.chosen == "mean"
    assert "Only 29 users" in study.learned.note
    np.testing.assert_array_equal(study.user_vectors()[1], mean)
    with pytest.raises(StudyError, match="No attention was trained"):
        study.attention("user001")


def test_users_who_are_all_alike_keep_the_mean(planted_frame, fake_encoder):
    frame = planted_frame(n_users=40, topics=1)
    mixed = frame["user_id"].sample(frac=1, random_state=0).to_numpy()
    study = interest.build(frame.assign(user_id=mixed), encoder=fake_encoder).learn()
    assert study.learned.chosen == "mean"
    assert study.learned.interval[0] <= 0
    assert "not clearly better" in study.learned.note


def test_labels_may_be_several_and_must_be_of_known_users(planted_study):
    with pytest.raises(InputError, match="nobody"):
        planted_study.recut().learn(labels={"nobody": "x"})
    given = labels_of(planted_study.statements, {"user001": "a", "user002": ["a", "b"]})
    assert given == {"user001": ["a"], "user002": ["a", "b"]}
    assert labels_of(planted_study.statements)["user000"] == ["early"]


def test_a_test_never_meets_its_training(planted_study, monkeypatch):
    runs = []
    original = learning._Course.run
    monkeypatch.setattr(
        learning._Course, "run", lambda self, numbers, place: runs.append(numbers) or original(self, numbers, place)
    )
    tested = []
    compare = learning._compare
    monkeypatch.setattr(
        learning, "_compare", lambda course, fold, *rest: tested.append(fold) or compare(course, fold, *rest)
    )
    monkeypatch.setattr("interest.users.training.Settings", lambda: Settings(epochs=1))
    planted_study.recut().learn()
    assert sorted(np.concatenate(tested).tolist()) == list(range(120))
    for numbers, fold in zip(runs[:3], tested, strict=True):
        assert not set(numbers) & set(fold)
    assert len(runs[3]) == 120


def users_of(groups: list[list[int]], texts: list[int]) -> Users:
    return Users(
        None, [np.array(group) for group in groups], *[np.zeros((len(groups), 0))] * 3, np.array(texts), None, None
    )


def test_halves():
    users = users_of([[0, 1, 2, 3, 4]], [10, 11, 12, 13, 14])
    first, second = users.halve(0, np.random.default_rng(0))
    assert sorted([*first, *second]) == [0, 1, 2, 3, 4]
    assert (len(first), len(second)) == (3, 2)
    assert len(users.halvings([0, 0], 3, seed=0)) == 3


def test_sentences_of_one_text_stay_in_one_half():
    users = users_of([[0, 1, 2, 3, 4, 5, 6, 7], [8, 9, 10, 11, 12]], [0, 0, 0, 1, 2, 2, 3, 3, 4, 4, 4, 5, 6])
    assert users.can_be_halved.tolist() == [True, False]
    for seed in range(20):
        first, second = (set(users.texts[half]) for half in users.halve(0, np.random.default_rng(seed)))
        assert len(first) == len(second) == 2 and not first & second


def test_reciprocal_ranks():
    eye = np.eye(3, dtype=np.float32)
    assert found_by(eye).tolist() == [1, 1, 1]
    assert found_by(np.ones((4, 4))).tolist() == [0.25] * 4


def test_hidden_topics_are_not_learned(planted_study):
    study = planted_study.recut()
    hidden = study.tree.level("topic")[0].id
    count = len(study.tree.level("topic"))
    study.edit.hide(hidden)
    study.learn()
    assert study.learned.users.model.sizes.topics == count - 1
    assert len(study.user_vectors()[0]) == 120

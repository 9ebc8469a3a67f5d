"""Telling labels by cross-validation: planted labels, labels by chance, several a user, rare ones, none."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from interest.errors import InputError
from interest.evaluation import tellable
from interest.evaluation.labels import Question, _folds, cross_validated
from interest.study import Study
from interest.training.report import REPORT
from interest.users import Learning


def with_labels(study: Study, labels: list[str] | np.ndarray) -> Study:
    """The study with other labels of its statements."""
    ingested = study.contents.ingested
    return Study(study.contents.change(ingested=replace(ingested, frame=ingested.frame.assign(label=labels))))


def figure(quality, what: str, metric: str) -> pd.Series:
    return quality.figures.set_index(["what", "metric"]).loc[(what, metric)]


def test_planted_topics_are_told_from_statements(small_study: Study) -> None:
    seen = []
    quality = small_study.label_quality(progress=lambda stage, fraction: seen.append((stage, fraction)))
    for metric in ("accuracy", "macro_f1"):
        found = figure(quality, "statements", metric)
        assert found["value"] > 0.9 > 0.3 > found["baseline"]
        assert found["low"] <= found["value"] <= found["high"]
        assert (found["n"], found["labels"]) == (480, 15)
    assert figure(quality, "users", "accuracy")["n"] == 60
    assert (quality.vectors, quality.notes) == ("mean", ())
    each = quality.each[quality.each["what"] == "statements"]
    assert each["f1"].mean() == pytest.approx(figure(quality, "statements", "macro_f1")["value"])
    assert each["n"].sum() == 480
    assert {stage for stage, _ in seen} == {"telling"}
    fractions = [fraction for _, fraction in seen]
    assert fractions == sorted(fractions) and fractions[-1] == 1.0


def test_labels_by_chance_are_not_told(small_study: Study) -> None:
    users = small_study.contents.ingested.users
    said = np.random.default_rng(3).permutation(["a", "b"] * (len(users) // 2))
    quality = small_study.label_quality(dict(zip(users, said, strict=True)))
    assert quality.figures["what"].unique().tolist() == ["users"]  # statements have no labels of their own
    found = figure(quality, "users", "accuracy")
    assert found["low"] <= found["baseline"] and found["value"] < 0.65
    assert (found["baseline"], found["n"]) == (0.5, 60)


def test_a_label_of_users_is_told_though_each_is_seen_once(small_study: Study) -> None:
    first = small_study.statements.groupby("user_id")["label"].first()
    category = first.isin(["flights", "beaches", "trains", "guitars", "opera", "vinyl", "vegetables"])
    labels = category.map({True: "early", False: "late"}).to_dict()
    found = figure(small_study.label_quality(labels), "users", "accuracy")
    assert found["low"] > found["baseline"]
    again = figure(small_study.label_quality({user: [own] for user, own in labels.items()}), "users", "accuracy")
    pd.testing.assert_series_equal(again, found)


def question(users: list[int], labels: list[int]) -> Question:
    truth = np.eye(1 + max(labels), dtype=bool)[labels]
    return Question(truth.astype(np.float32), truth, np.array(users))


def test_nobody_is_on_both_sides_and_labels_are_dealt_out() -> None:
    users = np.repeat(np.arange(40), 3)
    fold = _folds(question(users.tolist(), (users % 4).tolist()), 5, seed=0)
    by_user = pd.DataFrame({"user": users, "fold": fold, "label": users % 4}).drop_duplicates()
    assert len(by_user) == 40
    assert (by_user.groupby(["label", "fold"]).size() == 2).all()


def test_what_a_user_alone_knows_helps_nobody() -> None:
    """Each user has a direction of their own: with their statements on both sides all labels would be told."""
    users = np.repeat(np.arange(30), 4)
    labels = np.random.default_rng(0).permutation(30) % 2
    told = Question(np.eye(30, dtype=np.float32)[users], np.eye(2, dtype=bool)[labels[users]], users)
    assert cross_validated(told, folds=5).value("accuracy") < 0.7


def test_a_label_that_only_the_tested_fold_has_is_missed() -> None:
    users, labels = [0, 1, 2, 3, 3, 3], [0, 0, 0, 0, 0, 1]
    guesses = cross_validated(question(users, labels), folds=5)
    assert guesses.guessed.tolist() == [0] * 6


def test_rare_labels_are_left_out_and_said(small_study: Study) -> None:
    users = small_study.contents.ingested.users
    labels = {user: ["a", "b"][number % 2] for number, user in enumerate(users[:40])}
    labels |= {users[40]: "rare", users[41]: "rare", users[42]: ["rarer", "a"]}
    quality = small_study.label_quality(labels)
    assert quality.each["label"].tolist() == ["a", "b"]
    assert quality.figures["n"].tolist() == [41, 41]
    assert quality.notes == ("Labels of fewer than 3 users can't be learned and tested; left out: 2.",)
    assert tellable({"u": ["x", "x", "x"], "v": ["x"], "w": ["y"]}) == []  # three times the same user


def test_too_few_labels_are_an_error(small_study: Study) -> None:
    users = small_study.contents.ingested.users
    with pytest.raises(InputError, match="no labels in this study"):
        with_labels(small_study, "").label_quality()
    with pytest.raises(InputError, match="of 2 here, 1 have"):
        small_study.label_quality(dict(zip(users, ["a"] * 10 + ["b"] * 2, strict=False)))
    with pytest.raises(InputError, match="'nobody'.*1 of its 1 users"):
        small_study.label_quality({"nobody": "a"})
    with pytest.raises(InputError, match="folds must be at least 2.*got 1"):
        small_study.label_quality(folds=1)


def test_as_many_folds_as_wished(small_study: Study) -> None:
    users = small_study.contents.ingested.users[:6]
    labels = dict(zip(users, "aaabbb", strict=True))
    assert figure(small_study.label_quality(labels, folds=50), "users", "accuracy")["n"] == 6


def test_same_study_same_figures(small_study: Study) -> None:
    pd.testing.assert_frame_equal(small_study.label_quality().figures, small_study.label_quality().figures)


def test_vectors_that_have_seen_the_labels_are_not_judged(small_study: Study) -> None:
    ids = small_study.contents.ingested.users
    truth = np.eye(2, dtype=np.float32)[np.random.default_rng(1).integers(2, size=len(ids))]
    labels = {user: "ab"[int(own[1])] for user, own in zip(ids, truth, strict=True)}

    class Cheating:
        """User vectors that are the labels."""

        vectors = type("Vectors", (), {"ids": ids, "matrix": truth})
        labels = ("a", "b")

    study = Study(small_study.contents.change(learning=Learning(chosen="learned", users=Cheating)))
    quality = study.label_quality(labels)
    assert quality.vectors == "mean" and "have seen all labels" in quality.notes[0]
    assert figure(quality, "users", "accuracy")["value"] < 0.8
    Cheating.labels = ()
    quality = study.label_quality(labels)
    assert (quality.vectors, quality.notes) == ("learned", ())
    assert figure(quality, "users", "accuracy")["value"] == 1.0


def test_an_encoder_that_was_trained_on_labels_is_said(small_study: Study, tmp_path) -> None:
    from interest.training.report import Comparison, Score, Training

    study = Study(small_study.contents.change(config=replace(small_study.config, encoder=str(tmp_path))))
    assert study.label_quality().notes == ()
    score = Score(0.5, 0.4, 0.3)
    Training("fine-tuning", "english", {}, {}, 2, {}, {}, (), 1, Comparison(score, score, {})).save(tmp_path)
    assert (tmp_path / REPORT).is_file()
    assert "The encoder was trained on labels" in study.label_quality().notes[0]

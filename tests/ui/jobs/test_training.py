"""Training in the background: what becomes of it when the study changes meanwhile."""

import threading

import pytest

import interest
from interest.errors import Cancelled, StudyError
from interest.study import Study, open_study
from interest.ui.jobs.training import Training
from interest.users import Learning


@pytest.fixture
def training(saved, monkeypatch):
    """A training of the small study that waits, once begun, for `go_on`, and its two events."""
    begun, go_on = threading.Event(), threading.Event()

    def learn(self, seed=0, progress=None):
        begun.set()
        assert go_on.wait(60)
        progress("learn", 0.5)
        self.adopt(Learning("mean", note="tried"), self.config.encoder)
        return self

    monkeypatch.setattr(Study, "learn", learn)
    training = Training(saved.name)
    assert begun.wait(60)
    return training, go_on


def test_what_is_edited_meanwhile_stays(training, saved) -> None:
    running, go_on = training
    study = open_study(saved)
    study.edit.rename(study.tree.level("topic")[0].id, "Renamed")
    study.save(saved)
    go_on.set()
    assert running.result().note == "tried"
    now = open_study(saved)
    assert (now.tree.level("topic")[0].name, now.learned.note) == ("Renamed", "tried")


def test_a_study_built_anew_with_another_encoder_stays_as_it_is(training, saved, planted_frame, fake_encoder) -> None:
    running, go_on = training
    fake_encoder.name = "another"
    interest.build(planted_frame(), encoder=fake_encoder).save(saved)
    go_on.set()
    with pytest.raises(StudyError, match="another encoder"):
        running.result()
    assert open_study(saved).learned is None


def test_a_cancelled_training_leaves_nothing(training, saved) -> None:
    running, go_on = training
    running.cancel()
    go_on.set()
    with pytest.raises(Cancelled):
        running.result()
    assert open_study(saved).learned is None

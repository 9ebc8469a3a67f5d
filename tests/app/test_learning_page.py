"""The page Learning, in both languages: user vectors and language models."""

import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from asking_app import button, csv, link, run, texts, until, until_built, upload
from streamlit.testing.v1 import AppTest

from interest.config import Progress, encoders_folder, studies_folder
from interest.study import Study, open_study
from interest.training.pace import Pace
from interest.ui.frame.translations import translate
from interest.ui.jobs import background
from interest.users import Learning

pytestmark = pytest.mark.usefixtures("no_models")


def test_training_can_be_cancelled(saved: Path) -> None:
    before = open_study(saved).user_vectors()[1]
    app = run("learning")
    button(app, translate("en", "learning.start")).click().run()
    app.button(key="cancel_training").click().run()
    until(app, lambda: translate("en", "learning.cancelled") in texts(app))
    assert open_study(saved).learned is None
    assert (open_study(saved).user_vectors()[1] == before).all()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_training_is_seen_from_other_pages(language: str, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def learn(self: Study, seed: int, progress: Progress) -> Study:
        progress("learn", 0.5)
        begun.set()
        assert go_on.wait(60)
        self.adopt(Learning("mean", note="tried"), self.config.encoder)
        return self

    monkeypatch.setattr(Study, "learn", learn)
    app = run("learning", lang=language)
    button(app, translate(language, "learning.start")).click().run()
    assert begun.wait(60)
    app.switch_page("pages/search.py").run()
    assert translate(language, "job.remaining", time="⏱", left="⏱").split("⏱")[1] in texts(app)
    assert app.button(key="cancel_training")
    go_on.set()
    app.session_state["training"].result()
    app.run()
    assert not any(b.key == "cancel_training" for b in app.button)
    assert not app.exception


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_was_learned_can_be_undone_and_learned_again(language: str, saved: Path) -> None:
    study = open_study(saved)
    means = study.user_vectors()[1]
    study.adopt(Learning("mean", note="tried"), study.config.encoder)
    study.save(saved)
    app = run("learning", lang=language)
    app.button(key="go_back").click().run()
    assert not app.exception
    assert translate(language, "learning.gone_back") in [toast.value for toast in app.toast]
    assert open_study(saved).learned is None
    assert (open_study(saved).user_vectors()[1] == means).all()
    assert button(app, translate(language, "learning.start"))
    assert not any(b.key == "go_back" for b in app.button)


TRAINED = """
from pathlib import Path
import interest.training.lessons
from interest.training.report import Comparison, Score, Training
def fine_tune(rows, out, encoder, options, progress):
    assert {"user_id", "text", "label"} <= set(rows) and options.epochs == 2
    progress("training", 0.5)
    Path(out).mkdir(parents=True)
    comparison = Comparison(Score(0.5, 0.4, 0.3), Score(0.75, 0.7, 0.6), {"accuracy": (0.1, 0.3)})
    counts = {"train": 80, "validation": 10, "test": 10}
    Training("fine-tuning", encoder, counts, counts, 15, {}, {}, (), 1, comparison).save(Path(out))
    return Path(out)
interest.training.lessons.fine_tune = fine_tune
"""


def adapting(language: str = "en") -> AppTest:
    """The part of the page on learning that adapts the language model."""
    app = run("learning", lang=language)
    next(group for group in app.button_group if group.key == "learning_part").set_value("encoder").run()
    assert not app.exception
    return app


@pytest.fixture
def paced(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer that is measured in no time."""
    monkeypatch.setattr("interest.ui.learning.adapting.measure_pace", lambda encoder, texts, options: Pace(0.2, 0.1))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_language_model_is_adapted_and_a_study_built_with_it(
    language: str, saved: Path, quick_worker: None, paced: None, tmp_path: Path
) -> None:
    script = Path(background.WORKER[1])
    script.write_text(TRAINED + script.read_text("utf-8"), "utf-8")
    app = adapting(language)
    app.number_input(key="epochs").set_value(2).run()
    told = translate(language, "adapting.minutes", n=round(480 * (0.8 * 2 * 0.2 + 4 * 0.1) / 60))
    assert told in texts(app)  # all 480 texts differ
    field = next(field for field in app.text_input if field.label == translate(language, "adapting.name"))
    field.set_value("宠物 model").run()
    button(app, translate(language, "adapting.start")).click().run()
    app.switch_page("pages/search.py").run()  # it goes on meanwhile
    app.switch_page("pages/learning.py").run()
    app = until_built(app)
    next(group for group in app.button_group if group.key == "learning_part").set_value("encoder").run()
    assert [path.name for path in encoders_folder().iterdir()] == ["宠物 model"]
    assert translate(language, "adapting.verdict_better") in "\n".join(done.value for done in app.success)
    assert app.dataframe[0].value["gain"].tolist() == [0.25, 0.3, 0.3]
    app.button(key="rebuild-宠物 model").click().run()
    app = until_built(app)
    assert sorted(path.name for path in studies_folder().iterdir()) == ["small", "small · 宠物 model"]
    assert link(app)["study"] == "small"  # nobody loses what they look at
    button(app, translate(language, "job.open")).click().run()
    assert link(app)["study"] == "small · 宠物 model"
    app.switch_page("pages/data.py").run()
    upload(app, ("posts.csv", csv(pd.DataFrame({"user_id": ["a"], "text": ["my puppy"]}))))
    assert "宠物 model" in app.selectbox(key="encoder").options
    app.switch_page("pages/learning.py").run()
    next(group for group in app.button_group if group.key == "learning_part").set_value("encoder").run()
    app.button(key="model-gone-宠物 model").click().run()
    assert list(encoders_folder().iterdir()) == []
    assert not app.exception


def test_adapting_can_be_cancelled_and_leaves_nothing(
    saved: Path, paced: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "worker.py"
    script.write_text(
        "import json, pathlib, sys, time\nrequest = json.loads(pathlib.Path(sys.argv[1]).read_text('utf-8'))\n"
        "scratch = pathlib.Path(request['scratch'])\n(scratch / '.training-x').mkdir(parents=True)\n"
        "print(json.dumps({'stage': 'training', 'fraction': 0.5}), flush=True)\ntime.sleep(600)\n"
    )
    monkeypatch.setattr(background, "WORKER", (sys.executable, str(script)))
    app = adapting()
    button(app, translate("en", "adapting.start")).click().run()
    process = app.session_state["job"].process
    for _ in range(100):
        if any(encoders_folder().glob(".*/*")):
            break
        time.sleep(0.05)
    app.switch_page("pages/search.py").run()
    assert "Adapting" in texts(app)
    app.button(key="cancel_build").click().run()
    assert process.poll() is not None
    assert "cancelled" in texts(app)
    assert list(encoders_folder().iterdir()) == []


def test_without_labels_it_is_said_which_column_to_give(saved: Path, paced: None) -> None:
    study = open_study(saved)
    study._current.change(
        ingested=replace(study.contents.ingested, frame=study.contents.ingested.frame.assign(label=""))
    )
    study.save(saved)
    app = adapting()
    next(group for group in app.button_group if group.key == "lesson-False").set_value("labels").run()
    assert translate("en", "adapting.no_labels") in [info.value for info in app.info]
    assert not any(b.label == translate("en", "adapting.start") for b in app.button)


def test_steps_that_do_not_fit_are_said(saved: Path, paced: None) -> None:
    app = adapting()
    app.number_input(key="evaluate_every").set_value(4).run()
    app.number_input(key="save_every").set_value(6).run()
    assert app.error[0].value == translate("en", "adapting.steps_unfit")
    assert not any(b.label == translate("en", "adapting.start") for b in app.button)

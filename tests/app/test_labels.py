"""Labels on the pages Trust, Users and Learning, in both languages."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from asking_app import run, texts, until

from interest.study import Study, open_study
from interest.ui.frame.translations import translate
from interest.ui.quality.labels import sentence
from interest.users.training import Settings

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.fixture(scope="module")
def trained(small_study: Study, tmp_path_factory) -> Study:
    """The small study, learned with a label for all but the last ten users."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("interest.users.training.Settings", lambda: Settings(epochs=1, steps=2, halvings=1))
        study = small_study.recut()
        return study.learn({f"user{number:03}": ["a", "b*"][number % 2] for number in range(50)})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_is_said_how_well_labels_are_told(language: str, saved: Path, small_study: Study) -> None:
    app = run("quality", lang=language)
    figures = small_study.label_quality().figures
    row = figures[(figures["what"] == "statements") & (figures["metric"] == "accuracy")].iloc[0]
    values = {name: row[name] for name in ("n", "value", "low", "high", "baseline")}
    told = translate(language, "labels.told_statements", **values)
    until(app, lambda: told in [element.value for element in app.markdown])
    assert language != "en" or sentence(figures, "statements") == told
    shown = next(frame.value for frame in app.dataframe if "label_baseline" in frame.value)
    assert shown["value"].tolist() == (100 * figures["value"]).round().tolist()


def test_without_labels_there_is_no_such_section(saved: Path) -> None:
    study = open_study(saved)
    study._current.change(
        ingested=replace(study.contents.ingested, frame=study.contents.ingested.frame.assign(label=""))
    )
    study.quality()
    study.save(saved)
    assert translate("en", "labels.title") not in texts(run("quality"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_label_is_predicted_for_who_has_none(language: str, saved: Path, trained: Study) -> None:
    trained.save(saved)
    learned, row = trained.learned, trained.predict_labels(["user055"]).iloc[0]
    values = {"right": learned.label_accuracy, "majority": learned.label_majority}
    told = translate(language, "users.predicted_label", label=row["label"], probability=row["probability"], **values)
    assert told in texts(run("users", lang=language, user="user055"))
    beginning = told.split("**")[0]
    assert beginning not in texts(run("users", lang=language, user="user007"))  # whose label is known
    app = run("learning", lang=language)
    low, high = learned.label_interval
    values |= {"f1": learned.label_macro_f1, "majority_f1": learned.label_majority_macro_f1}
    assert translate(language, "learning.labels_more", low=low, high=high, **values) in texts(app)


def test_a_study_that_learned_before_macro_f1_is_shown_without_it(saved: Path, trained: Study) -> None:
    former = trained.recut()
    older = replace(trained.learned, label_macro_f1=np.nan, label_interval=(np.nan, np.nan))
    former.adopt(older, former.config.encoder)
    former.save(saved)
    said = texts(run("learning"))
    assert f"{trained.learned.label_accuracy:.0%} were guessed right." in said and "nan" not in said

"""What a table of texts can teach an encoder."""

import pandas as pd
import pytest

from interest.config import no_progress
from interest.errors import InputError
from interest.training import Training, has_labels, options_for, teach


@pytest.mark.parametrize(("lesson", "method"), [("labels", "fine-tuning"), ("texts", "pre-training")])
def test_the_statements_of_a_study_teach_an_encoder(lesson, method, small_study, tiny_encoder, tmp_path):
    """They need no reading: its labels are the planted topics."""
    rows = small_study.statements
    out = teach(lesson, rows, tmp_path / "new", str(tiny_encoder), options_for(lesson, epochs=1), no_progress)
    report = Training.read(out)
    assert (report.method, report.encoder, report.labels) == (method, str(tiny_encoder), 15)
    assert sum(report.rows.values()) == rows["text"].nunique()


@pytest.mark.parametrize(
    ("labels", "some"), [(["", ""], False), (["a", "a"], False), (["a", ""], False), (["a", "b"], True)]
)
def test_two_labels_can_be_told_apart(labels, some):
    assert has_labels(pd.DataFrame({"label": labels})) is some


def test_options_fit_together():
    assert options_for("texts").learning_rate < options_for("labels", epochs=2).learning_rate
    with pytest.raises(InputError, match="multiple"):
        options_for("labels", evaluate_every=4, save_every=6)

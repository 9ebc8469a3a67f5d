"""How long a training takes."""

import pytest

from interest.training import Pace, measure_pace, options_for


def test_time_grows_with_texts_and_passes(tiny_encoder, labelled):
    options = options_for("labels", epochs=2)
    pace = measure_pace(str(tiny_encoder), labelled["text"].tolist(), options)
    assert pace.learned > 0 and pace.encoded > 0
    assert pace.seconds(200, options) == pytest.approx(2 * pace.seconds(100, options))
    known = Pace(learned=1.0, encoded=0.5)
    assert known.seconds(10, options) == 10 * (0.8 * 2 * 1.0 + 4 * 0.5)  # before, after each pass, and at the end
    often = options_for("labels", epochs=2, batch_size=8, evaluate_every=1)
    assert known.seconds(100, often) > known.seconds(100, options)

"""What is computed in the background."""

import threading

import pytest

from interest.errors import StudyError
from interest.evaluation import STAGES
from interest.ui.frame.awaiting import Assessment


def test_an_assessment_says_how_far_it_is() -> None:
    go_on, reported = threading.Event(), threading.Event()

    def quality(progress):
        progress(STAGES[1], 0.5)
        reported.set()
        assert go_on.wait(10)
        return "quality"

    assessment = Assessment(quality)
    assert reported.wait(10)
    assert not assessment.ready()
    assert (assessment.stage, assessment.fraction) == (STAGES[1], pytest.approx(0.5))
    go_on.set()
    assert assessment.ready(10)
    assert not assessment.failed()
    assert assessment.result() == "quality"


def test_what_goes_wrong_is_said_where_the_result_is_asked_for() -> None:
    def quality(progress):
        raise StudyError("gone")

    assessment = Assessment(quality)
    assert assessment.ready(10)
    assert assessment.failed()
    with pytest.raises(StudyError, match="gone"):
        assessment.result()


def test_stages_can_be_called_otherwise() -> None:
    assessment = Assessment(lambda progress: progress("one", 0.5), ("two",), {"one": "two"})
    assert assessment.ready(10)
    assert (assessment.stage, assessment.fraction, assessment.failed()) == ("two", 0.5, False)

"""Studies to be edited."""

import copy

import pytest

import interest
from interest.study import Study


@pytest.fixture
def study(small_study: Study) -> Study:
    """A copy of the small study, to be edited."""
    return copy.copy(small_study)


@pytest.fixture(scope="module")
def chinese(planted_frame, fake_encoder_class, tmp_path_factory) -> Study:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))
        return interest.build(planted_frame("zh", n_users=30), encoder=fake_encoder_class())


@pytest.fixture
def topic(study, planted_frame):
    """Finds the node that holds most statements of a planted topic."""
    planted = planted_frame()["planted_topic"]
    return lambda name: study.statements["topic"][planted == name].mode()[0]

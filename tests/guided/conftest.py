"""The small study, opened so that a test may look for something in it."""

import pytest

import interest


@pytest.fixture
def study(small_study_folder, fake_encoder) -> interest.Study:
    return interest.open_study(small_study_folder, fake_encoder)

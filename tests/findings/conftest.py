"""Studies in which something is planted."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import interest
from interest.study import Study


@pytest.fixture(scope="session")
def plain_study(tmp_path_factory, planted_frame, fake_encoder_class) -> Study:
    """130 users with 1,040 statements at random times over four months; nothing is planted."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("findings_cache")))
        return interest.build(planted_frame(n_users=130), encoder=fake_encoder_class(), name="plain")


@pytest.fixture(scope="session")
def changed() -> Callable[..., Study]:
    """A study with other columns of its statements, on the same tree."""

    def changed(study: Study, **columns: object) -> Study:
        ingested = study.contents.ingested
        return Study(study.contents.change(ingested=replace(ingested, frame=ingested.frame.assign(**columns))))

    return changed


@pytest.fixture(scope="session")
def topics(plain_study) -> list[str]:
    """The topics by falling number of users."""
    return [node.id for node in sorted(plain_study.tree.level("topic"), key=lambda node: -node.users)]


@pytest.fixture(scope="session")
def within(plain_study) -> Callable[[str], np.ndarray]:
    """Which statements lie in a topic."""
    return lambda topic: (plain_study.statements["topic"] == topic).to_numpy()


@pytest.fixture(scope="session")
def days() -> Callable[..., pd.Series]:
    """Random times that many days after the beginning of 2026."""

    def days(first: int, last: int, n: int, seed: int = 0) -> np.ndarray:
        rng = np.random.default_rng(seed)
        return (pd.Timestamp("2026-01-01") + pd.to_timedelta(rng.uniform(first, last, n), "D")).to_numpy(copy=True)

    return days

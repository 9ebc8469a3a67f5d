"""What a build depends on, and where things are kept."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs

from interest.errors import InputError

MOST_NODES = 1000
"""Categories or topics that can be asked for."""

CACHE_LIMIT = 2
"""Gigabytes: the vectors of about 1.2 million texts by the encoders that come with Interest."""

JOINING = ("ward", "hdbscan")
"""How topics become categories: by Ward's method, or by HDBSCAN of their centroids."""

Progress = Callable[[str, float], None]
"""Called with a stage's name and the fraction of it that is done (0 to 1); may raise `Cancelled`."""


@dataclass(frozen=True)
class Config:
    """Everything besides the data that decides what a build gives: equal configs and data, equal studies."""

    encoder: str = "auto"
    categories: int | None = None
    topics: int | None = None
    ignore: tuple[str, ...] = ()
    """Words that stay out of names and keywords, and of what is clustered when they were given to the build."""
    language: Literal["en", "zh"] | None = None
    """The language of names; None takes that of most statements."""
    seed: int = 0
    joining: str = "ward"

    def __post_init__(self) -> None:
        """Raises `InputError` for numbers that make no sense."""
        for what in ("categories", "topics"):
            count = getattr(self, what)
            if count is not None and not 1 <= count <= MOST_NODES:
                raise InputError(f"{what} must be between 1 and {MOST_NODES} (or None, as the data ask), got {count}.")
        if self.joining not in JOINING:
            raise InputError(f"joining must be one of {', '.join(JOINING)}, got {self.joining!r}.")
        if self.language not in (None, "en", "zh"):
            raise InputError(f'language must be "en", "zh" or None (that of most statements), got {self.language!r}.')
        if not 0 <= self.seed < 2**32:
            raise InputError(f"seed must be a whole number from 0 to 4294967295, got {self.seed}.")


def no_progress(stage: str, fraction: float) -> None:
    """The progress function for those who don't want to know."""


def app_folder() -> Path:
    """Where app.py, its pages and the samples are: in an installed package within it, in the repository beside it."""
    package = Path(__file__).parent
    within = package / "_app"  # see hatch_build.py
    return within if within.is_dir() else package.parent


def studies_folder() -> Path:
    """Where the app keeps its studies: `$INTEREST_HOME/studies`, by default in the user's data folder."""
    return _home() / "studies"


def encoders_folder() -> Path:
    """Where the app keeps the encoders that were adapted: `$INTEREST_HOME/encoders`, beside the studies."""
    return _home() / "encoders"


def logs_folder() -> Path:
    """Where it is written down what happened: `$INTEREST_HOME/logs`."""
    return _home() / "logs"


def _home() -> Path:
    return Path(os.environ.get("INTEREST_HOME") or platformdirs.user_data_dir("interest", appauthor=False))


def cache_folder() -> Path:
    """Where vectors and unpacked models are kept: `$INTEREST_CACHE`, by default the user's cache folder."""
    return Path(os.environ.get("INTEREST_CACHE") or platformdirs.user_cache_dir("interest", appauthor=False))


def cache_limit() -> int:
    """Bytes that the cache of vectors may take: `$INTEREST_CACHE_LIMIT` in gigabytes, by default 2; 0 keeps none.

    Raises `InputError` for what is no such number.
    """
    told = os.environ.get("INTEREST_CACHE_LIMIT") or str(CACHE_LIMIT)
    try:
        return int(max(float(told), 0) * 1e9)
    except (ValueError, OverflowError):  # nan and inf
        raise InputError(
            f"INTEREST_CACHE_LIMIT must be a number of gigabytes such as 2 or 0.5, got {told!r}."
        ) from None

"""Shows what users care about: from their texts to a tree of interests, profiles and recommendations."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interest.adapting import fine_tune, pretrain
from interest.errors import InterestError
from interest.hierarchy.naming.llm_naming import Endpoint
from interest.hierarchy.tree import InterestTree, Node
from interest.report import Privacy
from interest.study import Study, build, open_study
from interest.training import Training, TrainingOptions

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "Endpoint",
    "InterestError",
    "InterestTree",
    "Node",
    "Privacy",
    "Study",
    "Training",
    "TrainingOptions",
    "build",
    "encode",
    "fine_tune",
    "open_study",
    "pretrain",
]
__version__ = "0.1.0"


def encode(texts: Sequence[str], encoder: str = "auto") -> "np.ndarray":
    """Vectors of shape (len(texts), d), float32, L2-normalised, with the encoder that `build` would take."""
    from interest.encoders import choose_encoder, encode_texts

    return encode_texts(choose_encoder(encoder, texts), texts)

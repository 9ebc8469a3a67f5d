"""Shows what users care about: from their texts to a tree of interests, profiles and recommendations."""

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from interest.adapting import fine_tune, pretrain
    from interest.errors import InterestError
    from interest.hierarchy.naming.llm_naming import Endpoint
    from interest.hierarchy.tree import InterestTree, Node
    from interest.report import Privacy
    from interest.study import Study, build, open_study
    from interest.training import Training, TrainingOptions

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

_HOMES = {
    "interest.adapting": ("fine_tune", "pretrain"),
    "interest.errors": ("InterestError",),
    "interest.hierarchy.naming.llm_naming": ("Endpoint",),
    "interest.hierarchy.tree": ("InterestTree", "Node"),
    "interest.report": ("Privacy",),
    "interest.study": ("Study", "build", "open_study"),
    "interest.training": ("Training", "TrainingOptions"),
}


def __getattr__(name: str) -> Any:
    """Names are fetched from where they are at home when they are first asked for (PEP 562)."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found = getattr(importlib.import_module(home), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def encode(texts: Sequence[str], encoder: str = "auto") -> "np.ndarray":
    """Vectors of shape (len(texts), d), float32, L2-normalised, with the encoder that `build` would take."""
    from interest.encoders import choose_encoder, encode_texts

    return encode_texts(choose_encoder(encoder, texts), texts)

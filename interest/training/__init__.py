"""Encoders adapted to texts: by labels or by masked words, what that brought, and the models that came of it.

What is learned from are tables with the columns user_id, text and label (str, "" where there is none); where they come
from is not known here.
"""

from interest.training.adaptation import check_out
from interest.training.adapted import AdaptedEncoder, adapted_encoders, delete_encoder
from interest.training.finetuning import fine_tune
from interest.training.lessons import Lesson, has_labels, options_for, teach
from interest.training.options import STAGES, TrainingOptions
from interest.training.pace import Pace, measure_pace
from interest.training.pretraining import pretrain
from interest.training.report import Training, learned_labels

__all__ = [
    "STAGES",
    "AdaptedEncoder",
    "Lesson",
    "Pace",
    "Training",
    "TrainingOptions",
    "adapted_encoders",
    "check_out",
    "delete_encoder",
    "fine_tune",
    "has_labels",
    "learned_labels",
    "measure_pace",
    "options_for",
    "pretrain",
    "teach",
]

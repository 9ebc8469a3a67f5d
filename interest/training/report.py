"""What a training did, and whether it helped: measured before and after on users that it has not seen."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from interest.errors import EncoderError

if TYPE_CHECKING:
    import pandas as pd

REPORT = "training.json"
"""The report's file in the folder of a trained model."""

Method = Literal["fine-tuning", "pre-training", "pre-training and fine-tuning"]
Change = Literal["better", "worse", "doubtful", "even", "unknown"]
"""Of a figure: surely better or worse (its interval excludes 0); "doubtful", lower by more than a quarter of the width
of its interval, which is about a standard error; "even", not to be told from chance; or of no known interval."""
Verdict = Literal["better", "labels", "worse", "unclear", "unknown"]
"""Of a training: "labels" is better for telling labels, and not for the tree."""
ADVICE: Mapping[Verdict, str] = {
    "better": "It helps: use the trained encoder.",
    "labels": "It helps to tell labels apart, but not to build a tree: keep the encoder that it started from for that.",
    "worse": "It harms: keep the encoder that it started from.",
    "unclear": "It doesn't clearly help: keep the encoder that it started from, or give texts of more users.",
    "unknown": "Whether it helps can't be measured with these data: give some texts with labels, or texts of more "
    "users who wrote several. Until then keep the encoder that it started from.",
}


@dataclass(frozen=True)
class Score:
    """How well frozen vectors tell the test rows apart. None is what these data don't give."""

    accuracy: float | None = None
    """Of a logistic regression fitted to the training rows, on the test rows."""
    macro_f1: float | None = None
    """The same, F1 averaged over the labels."""
    cluster_ami: float | None = None
    """Adjusted mutual information of k-means on the test rows, k the number of labels, with the labels."""
    user_mrr: float | None = None
    """Mean reciprocal rank at which the mean of half of a user's texts finds the other half, over the test users."""


LABELS = ("accuracy", "macro_f1")
"""The figures that say how well labels are told."""
TREE = ("cluster_ami", "user_mrr")
"""Those that say whether near together lies what belongs together, which trees and neighbours are made of."""


@dataclass(frozen=True)
class Comparison:
    """An encoder before and after, on the same test rows."""

    before: Score
    after: Score
    intervals: Mapping[str, tuple[float, float]]
    """95% interval of the gain, after minus before, of each figure whose chance could be estimated."""

    def change(self, figure: str) -> Change:
        """What became of a figure."""
        if figure not in self.intervals:
            return "unknown"
        low, high = self.intervals[figure]
        if low > 0 or high < 0:
            return "better" if low > 0 else "worse"
        return "doubtful" if -(low + high) / 2 > (high - low) / 4 else "even"

    @property
    def verdict(self) -> Verdict:
        """Better where a figure surely is, none is worse, and none of the tree's doubtful.

        The burden of proof is with the new encoder, since with it a study has to be built anew.
        """
        labels, tree = ({self.change(figure) for figure in figures} for figures in (LABELS, TREE))
        found = labels | tree
        if found == {"unknown"}:
            return "unknown"
        if "better" in found and "worse" not in found and "doubtful" not in tree:
            return "better"
        if "better" in labels and "worse" not in labels:
            return "labels"
        return "worse" if "worse" in found else "unclear"

    def to_frame(self) -> "pd.DataFrame":
        """A row for each figure that could be had: figure (see `Score`), before, after, gain, low, high, change.

        low and high are the gain's 95% interval, NaN where it isn't known; change is a `Change`.
        """
        import pandas as pd

        scores = pd.DataFrame({"before": asdict(self.before), "after": asdict(self.after)}, dtype=float).dropna()
        intervals = [self.intervals.get(figure, (float("nan"), float("nan"))) for figure in scores.index]
        table = scores.assign(
            gain=scores["after"] - scores["before"],
            low=[low for low, _ in intervals],
            high=[high for _, high in intervals],
            change=[self.change(figure) for figure in scores.index],
        )
        return table.rename_axis("figure").reset_index()


@dataclass(frozen=True)
class Evaluated:
    """One evaluation during training."""

    step: int
    epoch: float
    loss: float | None
    """Mean training loss since the last evaluation; None before the first step."""
    validation: float
    """Fine-tuning: mean probability of the validation rows' labels, higher is better. Pre-training: mean loss at their
    masked words, lower is better."""


@dataclass(frozen=True)
class Course:
    """How a training went."""

    curve: tuple[Evaluated, ...]
    best_step: int


@dataclass(frozen=True)
class Training:
    """The report of a training, kept as `training.json` in the model's folder."""

    method: Method
    encoder: str
    """What it started from."""
    rows: Mapping[str, int]
    """Rows for training, validation and testing (the keys train, validation, test)."""
    users: Mapping[str, int]
    """The same for users."""
    labels: int
    left_out: Mapping[str, int]
    """Rows that were not used, by reason."""
    options: Mapping[str, int | float | None]
    curve: tuple[Evaluated, ...]
    best_step: int
    """The step whose state is kept."""
    comparison: Comparison
    """Of the test rows."""

    @property
    def advice(self) -> str:
        """What to do, in a sentence."""
        return ADVICE[self.comparison.verdict]

    def to_dict(self) -> dict[str, Any]:
        """What is saved, and what follows from it, for a program."""
        return {**asdict(self), "verdict": self.comparison.verdict, "advice": self.advice}

    def save(self, folder: Path) -> None:
        """Write it into a model's folder."""
        (folder / REPORT).write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", "utf-8")

    @classmethod
    def read(cls, folder: str | Path) -> "Training":
        """The report of the model in `folder`. Raises `EncoderError` where there is none that can be read."""
        try:
            written = json.loads((Path(folder) / REPORT).read_text("utf-8"))
            curve = tuple(Evaluated(**point) for point in written.pop("curve"))
            comparison = written.pop("comparison")
            scores = {when: Score(**comparison.pop(when)) for when in ("before", "after")}
            intervals = {figure: (low, high) for figure, (low, high) in comparison.pop("intervals").items()}
            return cls(**written, curve=curve, comparison=Comparison(**comparison, **scores, intervals=intervals))
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise EncoderError(f"{folder} holds no report ({REPORT}) of a training that can be read.") from error


def learned_labels(encoder: str) -> bool:
    """Whether the encoder in that folder learned from labels; those that come with Interest didn't."""
    try:
        return "fine-tuning" in Training.read(encoder).method
    except EncoderError:
        return False

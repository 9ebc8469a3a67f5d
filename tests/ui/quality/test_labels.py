"""What is said of labels, in words and tables."""

import pandas as pd
import pytest

from interest.ui.frame.translations import translate
from interest.ui.quality.labels import each_table, figure_table, sentence


@pytest.mark.parametrize(("low", "verdict"), [(0.55, "told"), (0.5, "untold")])
@pytest.mark.parametrize("what", ["users", "statements"])
def test_only_what_is_surely_better_than_the_most_frequent_is_told(what: str, low: float, verdict: str) -> None:
    rows = [(what, "accuracy", 0.6, low, 0.7, 0.5, 40, 2), (what, "macro_f1", 0.45, 0.4, 0.5, 0.25, 40, 2)]
    names = ["what", "metric", "value", "low", "high", "baseline", "n", "labels"]
    figures = pd.DataFrame(rows, columns=names)
    values = {"value": 0.6, "low": low, "high": 0.7, "baseline": 0.5, "n": 40}
    assert sentence(figures, what) == translate("en", f"labels.{verdict}_{what}", **values)
    table = figure_table(figures)
    assert table["figure"].tolist() == [translate("en", f"labels.figure_{name}") for name in ("accuracy", "macro_f1")]
    assert table["gain_range"].tolist()[1] == "40% – 50%"
    assert table["label_baseline"].tolist() == [0.5, 0.25]


def test_each_label_has_a_row() -> None:
    each = pd.DataFrame({"what": ["users"], "label": ["a"], "n": [3], "precision": [1.0], "recall": [0.5], "f1": [0.6]})
    row = each_table(each).iloc[0]
    assert (row["label_of"], row["label"], row["label_precision"], row["label_found"]) == ("Users", "a", 1.0, 0.5)

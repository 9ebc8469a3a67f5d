"""Every sample with the real encoder: is the planted tree found, and do its names say what it is about?"""

import json
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from sklearn.metrics import adjusted_mutual_info_score

import interest
from interest.study import Study

pytestmark = pytest.mark.model

ROOT = Path(__file__).parent.parent
SAMPLES = ("education", "entertainment", "health", "marketing", "search", "shop", "social")
LEVELS = ("topic", "category")
LEAST_AMI = 0.7
LEAST_NAMED = {"topic": 0.8, "category": 0.6}


@pytest.fixture(scope="session")
def build():
    """Builds a sample with nothing but its folder, once for all tests."""
    return cache(lambda name: interest.build(ROOT / "sample_data" / name))


def planted_rows(name: str) -> pd.DataFrame:
    """Planted topic and category of each input row, in the order of a build: by file name, then row."""
    labels = pd.read_csv(ROOT / "tests" / "planted" / f"{name}.csv", dtype={"file": "str", "topic": "str"})
    return labels.sort_values(["file", "row"], ignore_index=True)


def found_rows(name: str, study: Study) -> pd.DataFrame:
    """A row an input row on topic: the found nodes of its main statement beside planted_topic and planted_category."""
    statements = study.statements
    weight = statements["strength"] * statements["text"].str.len()
    main = statements.loc[weight.groupby(statements["row"]).idxmax()]
    rows = main[["row", "topic", "category"]].join(planted_rows(name)[list(LEVELS)].add_prefix("planted_"), on="row")
    return rows[rows["planted_category"] != "off-topic"]


def ami(rows: pd.DataFrame, level: str) -> float:
    return float(adjusted_mutual_info_score(rows[f"planted_{level}"], rows[level]))


def named(name: str, study: Study, rows: pd.DataFrame, level: str) -> pd.DataFrame:
    """A row a planted node: planted, found (the name of the node that holds most of it), right.

    A topic may also be told by its keyphrases, a category by its name alone.
    """
    accepted = json.loads((ROOT / "tests" / "planted" / f"{name}.names.json").read_text(encoding="utf-8"))[level]
    found = []
    for planted, words in accepted.items():
        node = study.tree[rows.loc[rows[f"planted_{level}"] == planted, level].mode()[0]]
        said = " | ".join([node.name, *(node.keyphrases if level == "topic" else ())]).lower()
        found.append((planted, node.name, any(word.lower() in said for word in words)))
    return pd.DataFrame(found, columns=["planted", "found", "right"])


@pytest.mark.parametrize("name", SAMPLES)
def test_the_planted_tree_is_found(build, name):
    study = build(name)
    rows = found_rows(name, study)
    labels = planted_rows(name)
    assert len(rows) > 0.97 * (labels["category"] != "off-topic").sum()
    for level in LEVELS:
        assert ami(rows, level) >= LEAST_AMI, level


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("level", LEVELS)
def test_names_say_what_the_nodes_are_about(build, name, level):
    study = build(name)
    table = named(name, study, found_rows(name, study), level)
    assert table["right"].mean() >= LEAST_NAMED[level], table[~table["right"]].to_string()


def test_figures(build, record_property):
    """All samples together, with a table of their figures at the end of the tests."""
    summary = []
    for name in SAMPLES:
        study = build(name)
        rows = found_rows(name, study)
        figures = {"sample": name, "statements": len(study.statements)}
        for level in LEVELS:
            planted, found = rows[f"planted_{level}"].nunique(), len(study.tree.level(level))
            right = named(name, study, rows, level)["right"].mean()
            figures |= {level: f"{found} ({planted})", f"{level} AMI": ami(rows, level), f"{level} names": right}
        summary.append(figures | {"outliers": study.statements["is_outlier"].mean()})
    table = pd.DataFrame(summary)
    record_property("figures", table.round(3).to_string(index=False))
    assert table["topic AMI"].mean() >= 0.8
    assert table["category AMI"].mean() >= 0.8
    assert (table["outliers"] < 0.5).all()

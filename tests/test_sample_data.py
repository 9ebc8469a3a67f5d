"""What every sample must be: large enough, varied, planted with a known tree, and written rather than generated."""

import collections
import json
import re
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parent.parent
SAMPLES = {  # name: (users, texts) at least
    "shop": (120, 900),
    "social": (120, 900),
    "search": (120, 900),
    "education": (40, 300),
    "health": (40, 300),
    "entertainment": (40, 300),
    "marketing": (40, 300),
}
USER_COLUMNS = ("user_id", "用户ID")
TEXT_COLUMNS = ("text", "query", "page_title", "review", "内容", "搜索词", "评论")


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def sample_texts(name: str) -> pd.DataFrame:
    """All rows of a sample in the order in which a build reads them: columns user_id, text, topic, category."""
    parts = []
    labels = read(ROOT / "tests" / "planted" / f"{name}.csv")
    for path in sorted((ROOT / "sample_data" / name).glob("*.csv")):
        if path.stem in ("items", "interactions", "users"):
            continue
        table = read(path)
        user = next(c for c in USER_COLUMNS if c in table)
        text = next(c for c in TEXT_COLUMNS if c in table)
        planted = labels[labels["file"] == path.name]
        assert planted["row"].astype(int).tolist() == list(range(len(table))), (
            f"{path.name}: labels do not cover its rows"
        )
        parts.append(
            pd.DataFrame(
                {
                    "user_id": table[user],
                    "text": table[text],
                    "topic": planted["topic"].to_numpy(),
                    "category": planted["category"].to_numpy(),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def grams(text: str) -> set[str]:
    """Word 4-grams; for Chinese, runs of 8 characters."""
    if re.search(r"[\u4e00-\u9fff]", text):
        return {run[i : i + 8] for run in re.findall(r"[\u4e00-\u9fffA-Za-z0-9]+", text) for i in range(len(run) - 7)}
    words = re.findall(r"[\w']+", text.lower())
    return {" ".join(words[i : i + 4]) for i in range(len(words) - 3)}


@pytest.mark.parametrize("name", SAMPLES)
def test_sizes(name):
    users, texts = SAMPLES[name]
    table = sample_texts(name)
    assert table["user_id"].nunique() >= users
    assert len(table) >= texts


@pytest.mark.parametrize("name", SAMPLES)
def test_planted_tree(name):
    table = sample_texts(name)
    table = table[table["category"] != "off-topic"]
    topics = table.groupby("category")["topic"].nunique()
    assert len(topics) >= 6
    assert (topics >= 3).all(), topics[topics < 3].to_dict()
    assert table.groupby("topic")["category"].nunique().max() == 1
    interests = table.groupby("user_id")["topic"].nunique()
    assert interests.between(1, 4).all(), interests[~interests.between(1, 4)].to_dict()
    assert interests.nunique() >= 3


@pytest.mark.parametrize("name", SAMPLES)
def test_texts_are_not_made_from_a_template(name):
    texts = sample_texts(name)["text"]
    assert not texts.duplicated().any(), texts[texts.duplicated()].tolist()[:5]
    counts = collections.Counter(g for text in texts for g in grams(text))
    common = {g: n for g, n in counts.most_common(20) if n > 0.02 * len(texts)}
    assert not common


@pytest.mark.parametrize("name", SAMPLES)
def test_accepted_names_cover_the_planted_tree(name):
    table = sample_texts(name)
    table = table[table["category"] != "off-topic"]
    accepted = json.loads((ROOT / "tests" / "planted" / f"{name}.names.json").read_text(encoding="utf-8"))
    for level in ("topic", "category"):
        assert set(accepted[level]) == set(table[level])
        assert all(accepted[level].values())


@pytest.mark.parametrize("name", ["shop", "education"])
def test_catalogue_and_interactions_fit(name):
    items, taken = (read(ROOT / "sample_data" / name / f"{part}.csv") for part in ("items", "interactions"))
    assert items["item_id"].is_unique and (items["text"] != "").all()
    assert set(taken["item_id"]) <= set(items["item_id"])
    known = set(taken["user_id"]) & set(sample_texts(name)["user_id"])
    assert len(known) >= 30


def with_interest(name: str, category: str) -> pd.Series:
    """Whether a quarter of what each user wrote is of a category, by user."""
    table = sample_texts(name)
    table = table[table["category"] != "off-topic"]
    shares = pd.crosstab(table["user_id"], table["category"], normalize="index")
    return shares[category] >= 0.25


@pytest.mark.parametrize(
    ("name", "column", "yes", "category"),
    [
        ("shop", "member", "yes", "garden"), ("shop", "churned", "yes", "beauty"),
        ("social", "会员", "是", "美妆护肤"), ("social", "已流失", "是", "旅行"),
    ],
)  # fmt: skip
def test_what_is_known_of_users_goes_with_an_interest(name, column, yes, category):
    users = read(ROOT / "sample_data" / name / "users.csv")
    known = users.set_index(users.columns[0])[column]
    assert known.index.is_unique and set(with_interest(name, category).index) <= set(known.index)
    interested = with_interest(name, category)
    shares = (known.loc[interested.index] == yes).groupby(interested).mean()
    assert shares[True] - shares[False] >= 0.35


def test_what_was_spent_goes_with_the_home_office():
    users = read(ROOT / "sample_data" / "shop" / "users.csv").set_index("user_id")
    interested = with_interest("shop", "home office")
    spent = users["spend_90_days"].astype(float).loc[interested.index].groupby(interested).median()
    assert spent[True] > 1.8 * spent[False]

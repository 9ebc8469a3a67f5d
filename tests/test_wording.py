"""What is said of results in words, without Streamlit."""

import subprocess
import sys
from dataclasses import replace
from functools import partial

import pandas as pd
import pytest

from interest.evaluation import REASONS
from interest.hierarchy.tree import InterestTree, Node
from interest.segments import Drivers, Ids, Interest, Outcome, Rule, Segment, Uplift
from interest.texts import LANGUAGES, translate
from interest.wording import (
    LIMITS,
    chance_text,
    definition_text,
    difference_text,
    driver_text,
    drivers_text,
    percent,
    reasons_text,
    trust_figures,
    uplift_text,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_words(language):
    t = partial(translate, language)
    assert set(LIMITS) == set(REASONS)
    assert len(reasons_text(REASONS, t).split(t("app.listing"))) == len(REASONS)
    assert reasons_text((), t) == ""


@pytest.mark.parametrize(
    ("language", "conditions", "said"),
    [
        ("en", "source: forum · rated: Disliked", "have said something about it (source: forum, rated: Disliked)"),
        ("zh", "来源：forum · 评分：不喜欢", "就所选兴趣有过发言（来源：forum、评分：不喜欢）"),
    ],
)
def test_definitions_in_words(language, conditions, said):
    t = partial(translate, language)
    rule = Rule((Interest("c1", 0.2, "Pets"),), source="forum", opinion="disliked")
    assert definition_text(Segment("a", rule), t) == f"Pets ≥ 20% · {said}"
    assert definition_text(Segment("a", replace(rule, interests=())), t) == conditions
    assert "2" in definition_text(Segment("b", Ids(("u1", "u2"))), t)


def test_who_speaks_of_an_interest_may_have_said_anything_in_a_source():
    t = partial(translate, "en")
    rule = Rule((Interest("c1", 0.0, "Pets"),), source="phone", statements=2)
    said = "have said something, about anything (source: phone, at least 2 statements)"
    assert definition_text(Segment("a", rule), t) == f"speak of Pets · {said}"
    assert definition_text(Segment("a", Rule(rule.interests)), t) == "speak of Pets"


TREE = InterestTree({f"t{i}": Node(f"t{i}", "topic", f"T{i}", None, (), 1, 1) for i in range(5)})


def compared(**nodes: tuple[float, float, bool, bool]) -> pd.DataFrame:
    """A row a topic, of share_a, share_b, significant and defining."""
    rows = pd.DataFrame.from_dict(nodes, "index", columns=["share_a", "share_b", "significant", "defining"])
    rows = rows.assign(difference=rows["share_a"] - rows["share_b"], level="topic")
    return rows.rename_axis("node_id").reset_index()


def said_of(rows: pd.DataFrame) -> str:
    return difference_text(rows, "topic", ("A", "B"), TREE, partial(translate, "en"))


def test_a_difference_in_words_leaves_nothing_out():
    news = {"t1": (0.9, 0.1, True, False), "t2": (0.8, 0.1, True, False), "t3": (0.7, 0.1, True, False)}
    more = "“A” speaks more of “T1” (90% against 10%), “T2” (80% against 10%) and 1 more interest"
    assert said_of(compared(**news)) == f"{more}."
    against = compared(**news, t0=(1.0, 0.0, True, True), t4=(0.1, 0.5, True, False))
    both = f"{more}; “B” speaks more of “T4” (50% against 10%)"
    assert said_of(against) == f"Besides what defines these segments: {both}."


def test_what_defines_segments_is_no_news():
    chance = {"t1": (0.9, 0.1, False, False)}
    known = {f"t{i}": (1.0, 0.0, True, True) for i in (0, 2, 3, 4)}
    assert said_of(compared(**chance)) == "No difference here that couldn't be chance."
    said = said_of(compared(**chance, **known))
    assert said.startswith("“A” speaks more of “T0” (100% against 0%), “T2” (100% against 0%) and 2 more interests. ")
    assert "these interests define the segments" in said


@pytest.mark.parametrize(
    ("significant", "q", "said"),
    [
        (False, 1.0, "May be chance"),
        (True, 0.0031, "Hardly chance (p = 0.003)"),
        (True, 1e-9, "Hardly chance (p < 0.001)"),
    ],
)
def test_chance_in_words(significant, q, said):
    assert chance_text(significant, q, partial(translate, "en")) == said


@pytest.mark.parametrize(("needed", "said"), [(0, ""), (7, " 7 "), (1234, " 1,300 "), (1e6, ""), (float("nan"), "")])
def test_how_many_more_people_it_would_take(needed, said):
    text = chance_text(False, 0.4, partial(translate, "en"), needed)
    assert said in text and ("more people" in text) == bool(said)


def test_it_speaks_without_streamlit():
    code = "import sys, interest.texts as t, interest.wording; t.catalogue('zh'); sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.parametrize(
    ("silhouette", "said"), [(0.04, "hardly"), (0.05, "as usual"), (0.2, "as usual"), (0.31, "clearly")]
)
def test_how_far_topics_are_told_apart_is_said_in_a_word(small_study, silhouette, said):
    quality = small_study.quality()
    levels = quality.whole.levels.assign(silhouette=silhouette)
    judged = replace(quality, whole=replace(quality.whole, levels=levels))
    told = {name: value for value, name, _ in trust_figures(judged, partial(translate, "en"))}
    assert told[f"Told apart: {said}"] == f"{silhouette:.2f}"


def test_small_shares_have_a_decimal():
    assert (percent(0.026, 0.034), percent(0.026, 0.34)) == ("2.6%", "3%")


def drivers_of(outcome: Outcome, mean: float, verdict: str = "told") -> Drivers:
    return Drivers(outcome, verdict, 200, 1, mean, pd.DataFrame(), ("Gone",))


CHURNED, SPENT = (
    Outcome(column, value, pd.Series(dtype=float)) for column, value in (("churned", "yes"), ("spend", ""))
)
ROW = pd.Series(
    {
        "kind": "topic", "name": "Dogs", "users": 40, "with_it": 0.34, "without": 0.21, "difference": 0.13, "low": 0.05,
        "high": 0.21, "adjusted": 0.09, "adjusted_low": 0.02, "adjusted_high": 0.16,
    }
)  # fmt: skip


def test_a_driver_in_words():
    t = partial(translate, "en")
    found = drivers_of(CHURNED, 0.25)
    assert driver_text(ROW, found, t) == (
        "“Dogs”: of the 40 who speak of it, “churned” holds for **34%**, of others for 21%: +13 points (95%: +5 to "
        "+21). Between people who write as much and are alike in the rest: **+9 points** (+2 to +16)."
    )
    spent = ROW.replace({0.34: 61.234, 0.21: 42.1, 0.13: 19.134, 0.05: 2.0, 0.09: 1234.5})
    said = driver_text(spent, drivers_of(SPENT, 54.6), partial(translate, "zh"))
    assert "平均为 **61.2**，其他人为 42.1，相差 +19.1" in said and "**+1,234.5**" in said
    apart = driver_text(ROW.replace({0.09: float("nan")}), found, t)
    assert apart.endswith(t("drivers.not_apart"))
    assert drivers_text(found, t) == (
        "Of 200 people it is known: “churned” holds for **25%** of them. 1 person of whom it is not known is left out. "
        "Not judged: Gone (defined by this column, or not applicable at present)."
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", ["few", "rare", "alike", "nothing"])
def test_why_nothing_can_be_said_of_an_outcome(language, verdict):
    said = drivers_text(drivers_of(CHURNED, 0.25, verdict), partial(translate, language))
    assert "churned" in said and "200" in said


def test_an_uplift_in_words():
    found = Uplift(CHURNED, 80, 20, 3, 0.3, 0.25, -0.15, 0.2, 431.0)
    said = uplift_text(found, partial(translate, "en"))
    assert (
        "**30%** of the 80 treated and 25% of the 20 held out people: an uplift of **+5 points** (95%: -15 to +20)"
        in said
    )
    assert "It may be chance. About 440 more people" in said
    assert "3 people of whom it is not known are left out." in said
    sure = uplift_text(replace(found, low=0.01, needed=0.0), partial(translate, "zh"))
    assert "这不太可能出于偶然。" in sure

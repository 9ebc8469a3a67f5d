"""What is said of results in words, without Streamlit."""

import subprocess
import sys
from dataclasses import replace
from functools import partial

import pandas as pd
import pytest

from interest.evaluation import REASONS
from interest.hierarchy.tree import InterestTree, Node
from interest.segments import Ids, Interest, Rule, Segment
from interest.texts import LANGUAGES, translate
from interest.wording import (
    LIMITS,
    chance_text,
    definition_text,
    difference_text,
    percent,
    reasons_text,
    trust_figures,
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

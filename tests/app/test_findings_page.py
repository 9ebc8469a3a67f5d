"""The page Findings, in both languages."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from asking_app import link, run, texts, until

from interest.study import Study, open_study
from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_findings_are_told_with_what_shows_them(language: str, rated: Study) -> None:
    app = run("findings", lang=language)
    found = rated.findings()
    assert {"rising", "disliked", "source"} <= {finding.kind for finding in found}
    said = texts(app)
    for finding in found:
        assert rated.tree[finding.node].name in said
        assert all(rated.statements["text"][i] in said for i in finding.examples[:1])
    assert translate(language, "findings.no_disliked") not in said
    rise = next(finding for finding in found if finding.kind == "rising")
    assert f"{rise.since:%Y-%m-%d}" in said


def test_a_finding_leads_to_where_it_can_be_seen(rated: Study) -> None:
    found = [finding.kind for finding in rated.findings()]
    disliked = rated.findings()[found.index("disliked")]
    app = run("findings")
    app.button(key=f"negative-{found.index('disliked')}-disliked").click().run()
    assert not app.exception
    assert app.title[0].value == "Interests"
    assert link(app)["node"] == disliked.node
    assert app.button_group(key="opinion").value == "disliked"
    low = rated.statements["rating"] < 3
    assert app.metric[0].value == f"{low.sum():,}"
    app = run("findings")
    app.button(key=f"map-{found.index('rising')}-rising").click().run()
    assert not app.exception
    assert app.title[0].value == "Map"


def test_neighbours_become_a_segment(saved: Path) -> None:
    study = open_study(saved)
    one = study.tree.level("topic")[0]
    other = next(node for node in study.tree.level("topic") if node.parent != one.parent)
    rows = np.flatnonzero(study.statements["topic"] == other.id)
    users = study.contents.ingested.frame["user_id"].to_numpy(copy=True)
    users[rows] = np.resize(study.statements.loc[study.statements["topic"] == one.id, "user_id"].unique(), len(rows))
    study._current.change(
        ingested=replace(study.contents.ingested, frame=study.contents.ingested.frame.assign(user_id=users))
    )
    study.save(saved)
    found = open_study(saved).findings()
    number = next(i for i, finding in enumerate(found) if finding.kind == "pair")
    app = run("findings")
    weak = open_study(saved).quality().weak()["node_id"]
    names = [study.tree[node].name for node in found[number].nodes if node in set(weak)]
    assert ("Weak, see Trust" in texts(app)) == bool(names)
    app.button(key=f"group-{number}-pair").click().run()
    assert not app.exception
    assert app.title[0].value == "Segments"
    assert app.multiselect[0].value == list(found[number].nodes)
    assert f"**{found[number].users}**" in texts(app)
    app.switch_page("pages/tree.py").run()
    app.selectbox(key="tree_node").select(one.id).run()
    app.switch_page("pages/segments.py").run()
    assert app.multiselect[0].value == []


def test_what_the_data_can_not_say_is_named(saved: Path) -> None:
    said = texts(run("findings"))
    assert translate("en", "lacking.rating") in said
    assert translate("en", "lacking.timestamp") not in said
    assert translate("en", "findings.no_trend") in said


def test_findings_say_what_is_weak_of_their_own_accord(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interest.evaluation.quality.FEWEST_USERS", 1000)
    app = run(study="small", node="c99")
    until(app, lambda: translate("en", "finding_detail.weak") in texts(app))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_said_most_stands_first_and_leads_to_its_statements(language: str, rated: Study) -> None:
    app = run("findings", lang=language)
    points = rated.summary().points
    assert points
    for point in points:
        assert point.text in [text.value for text in app.text]
        behind = translate(language, "points.people", n=point.people)
        assert any(caption.value.startswith(behind) for caption in app.caption)
    app.button(key="point-read-0").click().run()
    assert not app.exception
    read = app.dataframe[0].value
    assert read["text"].tolist() == rated.statements["text"].iloc[list(points[0].statements)].tolist()
    app = run("findings", lang=language)
    app.button(key="point-node-0").click().run()
    assert not app.exception
    assert link(app)["node"] == points[0].node


@pytest.mark.parametrize("language", ["en", "zh"])
def test_where_everybody_says_something_else_that_is_said(language: str, saved: Path, monkeypatch) -> None:
    monkeypatch.setattr("interest.summaries.choosing.FEWEST", 10_000)
    assert translate(language, "points.scattered") in texts(run("findings", lang=language))

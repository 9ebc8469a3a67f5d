"""Any column of the data on the pages Interests and Users, in both languages."""

import pytest
from asking_app import run, texts
from driven import DRIVER, topic_of

from interest import library
from interest.segments.traits import people_with
from interest.study import Study
from interest.ui.frame.translations import translate


def field(fields, key: str):
    return next(one for one in fields if one.key.startswith(key))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_column_on_the_tree_and_a_filter_of_people(language: str, driven: Study) -> None:
    def say(key: str, **values: object) -> str:
        return translate(language, f"columns.{key}", **values)

    app = run("tree", lang=language, study="driven", node=topic_of(driven, DRIVER))
    field(app.selectbox, "node-column-column").set_value("plan").run()
    assert not app.exception
    assert say("of_people") in texts(app)
    field(app.selectbox, "tree-asked-driven-column").set_value("churned").run()
    assert not app.exception
    assert say("colours_help_people", value=say("pair", column="churned", value=say("yes"))) in texts(app)
    app.button_group(key="tree-asked-way").set_value("only").run()
    assert not app.exception
    own = driven.statements[driven.statements["user_id"].isin(people_with(driven.contents, "churned", "yes"))]
    count = (own["topic"] == topic_of(driven, DRIVER)).sum()
    assert f"{count:,}" in [metric.value for metric in app.metric]
    who = {"statements": len(own), "n": own["user_id"].nunique()}
    chosen = say("pair", column="churned", value=say("yes"))
    assert translate(language, "facet.among", value=chosen, **who) in texts(app)  # what the charts below count
    assert say("of_everybody") in texts(app)
    app = run("users", lang=language, study="driven", user="user000")
    assert say("known_title") in texts(app)
    field(app.selectbox, "people-filter-driven-column").set_value("churned").run()
    assert not app.exception
    churned = people_with(driven.contents, "churned", "yes")
    assert set(app.selectbox(key="user_box").options) and len(app.selectbox(key="user_box").options) == len(churned)
    assert app.session_state["user"] in churned


def test_two_studies_are_compared_among_those_with_a_value(driven: Study) -> None:
    other = library.duplicate("driven")
    app = run("compare", study="driven", other=other)
    field(app.selectbox, "compare-among-driven-column").set_value("churned").run()
    people = len(people_with(driven.contents, "churned", "yes"))
    for _ in range(60):
        if app.metric:
            break
        app.run()
    assert not app.exception
    assert {metric.value for metric in app.metric} == {translate("en", "compare.people", n=people)}

"""The link says what is looked at, and the browser's back and forward are followed."""

from pathlib import Path

import pytest
from asking_app import link, run, texts
from streamlit.testing.v1 import AppTest

from interest import library
from interest.study import Study
from interest.ui.frame import session

pytestmark = pytest.mark.usefixtures("no_models")


def test_a_link_opens_a_node_and_a_user(saved: Path, small_study: Study) -> None:
    node = small_study.tree.level("topic")[3]
    app = run("tree", study="small", node=node.id, user="user007")
    assert node.name in [element.value.replace("\\", "") for element in app.subheader]
    assert str(node.size) in [metric.value for metric in app.metric]
    app.switch_page("pages/users.py").run()
    assert app.selectbox(key="user_box").value == "user007"
    assert link(app)["node"] == node.id


def test_links_to_what_is_not_there_say_so_and_go_on(saved: Path) -> None:
    app = run(study="gone [x](y)", node="c99", user="nobody")
    assert "gone [x](y)" in texts(app)
    assert link(app)["study"] == "small"
    app = run(study="small", node="c99")
    assert "c99" in texts(app)
    assert "node" not in link(app)
    app = run("users", study="small", user="nobody")
    assert "nobody" in texts(app)
    assert app.selectbox(key="user_box").value != "nobody"


def go_to(app: AppTest, link: dict[str, str]) -> AppTest:
    """What the browser does on the way back or forward: it runs the page with the link of then."""
    app.query_params.clear()
    for key, value in link.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def test_back_and_forward_within_a_page(saved: Path, small_study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_ON_ITS_WAY", 0)
    library.duplicate("small")
    category, topic = small_study.tree.level("category")[0], small_study.tree.level("topic")[0]
    app = run("tree", study="small", user="user007")
    links = [link(app)]
    for node in (category.id, topic.id):
        app.selectbox(key="tree_node").select(node).run()
        links.append(link(app))
    app.selectbox(key="study_box").select("small 2").run()
    links.append(link(app))
    assert [(where["study"], where.get("node", "")) for where in links] == [
        ("small", ""), ("small", category.id), ("small", topic.id), ("small 2", ""),
    ]  # fmt: skip
    for step in (2, 1, 0, 1, 2, 3, 2):
        assert link(go_to(app, links[step])) == links[step]
        assert app.selectbox(key="study_box").value == links[step]["study"]
        assert app.selectbox(key="tree_node").value == links[step].get("node", "")
        assert app.session_state["user"] == links[step].get("user", "")
    app.button(key="crumb-").click().run()  # goes on from there
    assert link(app) == links[0]


def test_a_click_before_the_browser_knows_the_new_link_is_no_step_back(
    saved: Path, small_study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_ON_ITS_WAY", 600)  # however long the machine takes between two runs
    category, topic = small_study.tree.level("category")[0], small_study.tree.level("topic")[0]
    app = run("tree", study="small")
    before = link(app)
    app.selectbox(key="tree_node").select(category.id).run()
    app.query_params.clear()
    for key, value in before.items():
        app.query_params[key] = value
    app.selectbox(key="tree_node").select(topic.id).run()
    assert link(app)["node"] == topic.id

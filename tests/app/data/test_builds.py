"""From uploaded files to a study: settings, progress, what becomes of a build."""

import sys
from pathlib import Path

import pandas as pd
import pytest
from asking_app import button, csv, link, name_field, run, texts, told, until_built, upload

from interest.config import studies_folder
from interest.ui.frame.translations import translate
from interest.ui.jobs import background

pytestmark = pytest.mark.usefixtures("no_models")


def test_settings_reach_the_build(asked: list) -> None:
    table = pd.DataFrame({"user_id": ["a", "b"], "text": ["my puppy with the leash", "kennel and fetch"]})
    app = upload(run("data"), ("posts.csv", csv(table)))
    app.selectbox(key="encoder").select("multilingual").run()
    app.number_input(key="categories_wanted").set_value(7).run()
    app.number_input(key="seed").set_value(3).run()
    assert app.button_group(key="names_wanted").value == ""
    app.button_group(key="names_wanted").set_value("zh").run()
    app.text_input(key="ignore").set_value("acme，公司, ").run()
    button(app, "Build").click().run()
    request = asked[0][0]
    assert (request.encoder, request.categories, request.seed) == ("multilingual", 7, 3)
    assert (request.ignore, request.language) == (("acme", "公司"), "zh")


def test_a_name_that_is_taken_is_said(saved: Path) -> None:
    table = pd.DataFrame({"user_id": ["a", "b"], "text": ["my puppy with the leash", "kennel and fetch"]})
    app = upload(run("data"), ("small.csv", csv(table)))
    name = name_field(app)
    assert name.value == "small 2"
    name.set_value("small").run()
    button(app, "Build").click().run()
    assert "already" in app.error[0].value


def test_from_file_to_study(quick_worker: None, planted_frame) -> None:
    frame = planted_frame("zh", n_users=20, statements=6).rename(columns={"user_id": "用户ID", "text": "内容"})
    frame = frame.drop(columns=["planted_topic", "planted_category"])
    app = upload(run("data", lang="zh"), ("帖子.csv", csv(frame, "gb18030")))
    button(app, "开始生成").click().run()
    assert "正在生成" in texts(app)
    app = until_built(app)
    assert "已生成" in texts(app)
    assert link(app)["study"] == "帖子"
    assert app.metric[0].value == "120"
    assert [path.name for path in studies_folder().iterdir()] == ["帖子"]
    button(app, "查看关键发现").click().run()
    assert app.title[0].value == "关键发现"
    assert not app.exception
    assert not app.error


def test_a_first_build_is_at_the_top_with_nothing_open_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "worker.py"
    script.write_text("import time; time.sleep(600)")
    monkeypatch.setattr(background, "WORKER", (sys.executable, str(script)))
    app = run("data")
    assert [box.proto.expanded for box in app.expander[:2]] == [True, True]
    button(app, "Build this sample").click().run()
    assert "Building" in texts(app)
    first, second = (box for box in app.expander if box.label in ("New study from files", "Samples"))
    assert not first.proto.expanded
    assert not second.proto.expanded
    button(app, "Cancel").click().run()
    until_built(app)


def test_a_build_that_fails_says_why(quick_worker: None) -> None:
    app = upload(run("data"), ("few.csv", csv(pd.DataFrame({"user_id": ["a"], "text": ["my puppy with the leash"]}))))
    button(app, "Build").click().run()
    app = until_built(app)
    assert "could not be built" in app.error[0].value
    assert "at least" in app.error[0].value


def test_a_build_can_be_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "worker.py"
    script.write_text("import time; time.sleep(600)")
    monkeypatch.setattr(background, "WORKER", (sys.executable, str(script)))
    table = pd.DataFrame({"user_id": ["a", "b"], "text": ["my puppy with the leash", "kennel and fetch"]})
    app = upload(run("data"), ("posts.csv", csv(table)))
    button(app, "Build").click().run()
    process = app.session_state["job"].process
    app.switch_page("pages/search.py").run()  # the app goes on meanwhile, and shows the progress there too
    assert "Building" in texts(app)
    assert translate("en", "empty.building", name="posts") in told(app, "info")
    app.button(key="cancel_build").click().run()
    assert translate("en", "empty.no_study") in told(app, "info")
    assert process.poll() is not None
    assert "cancelled" in texts(app)
    assert list(studies_folder().iterdir()) == []


def test_the_next_upload_starts_with_nothing(quick_worker: None, planted_frame) -> None:
    frame = planted_frame(n_users=10, statements=6)[["user_id", "text"]]
    app = upload(run("data"), ("posts.csv", csv(frame)))
    button(app, "Build").click().run()
    app = until_built(app)
    assert not [label for label in (b.label for b in app.button) if label == "Build"]
    app = upload(app, ("more.csv", csv(frame)))
    assert name_field(app).value == "more"
    assert "posts.csv" not in [part.label.replace("\\", "") for part in app.expander]


def test_what_became_of_a_build_can_be_closed_and_goes_with_the_first_look(saved: Path) -> None:
    app = run("data")
    app.session_state["outcome"] = ("build", "other", background.JobState("done"))
    app.run()
    app.switch_page("pages/search.py").run()
    assert "is ready" in texts(app)
    app.button(key="close_outcome").click().run()
    assert "is ready" not in texts(app)
    app.session_state["outcome"] = ("build", "small", background.JobState("done"))
    app.run()
    assert "is ready" in texts(app)  # it was made while somebody was here
    app.switch_page("pages/tree.py").run()
    assert "is ready" not in texts(app)  # it is looked at

"""The page Data, in both languages: uploads good and bad, builds, and newer data."""

import io
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from asking_app import (
    box,
    button,
    csv,
    link,
    run,
    texts,
    told,
    until_built,
    upload,
    with_segments,
)
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton
from streamlit.testing.v1 import AppTest

from interest.config import studies_folder
from interest.errors import InputError
from interest.study import open_study
from interest.ui.frame.translations import translate
from interest.ui.jobs import background
from interest.ui.jobs.requests import Request

pytestmark = pytest.mark.usefixtures("no_models")


def name_field(app: AppTest):
    return next(field for field in app.text_input if field.label == "Name of the study")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list:
    """The requests for builds, none of which is started."""
    requests: list = []

    def start(request, uploads=None, worker=None):
        requests.append((request, uploads))
        raise InputError("not started")

    monkeypatch.setattr(background, "start", start)
    return requests


def test_a_bad_file_is_one_message_and_spoils_nothing(asked: list) -> None:
    good = csv(pd.DataFrame({"user_id": ["a", "b"], "text": ["my puppy with the leash", "kennel and fetch"]}))
    app = upload(run("data"), ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(50)), ("posts.csv", good))
    assert len(app.error) == 1
    assert "picture.csv" in texts(app)
    button(app, "Build").click().run()
    assert [file.name for file in asked[0][0].files] == ["posts.csv"]
    assert list(asked[0][1].values()) == [good]


def test_columns_are_prefilled_and_can_be_chosen(asked: list) -> None:
    table = pd.DataFrame({"who": ["a", "b"], "said": ["my puppy with the leash", "kennel"], "more": ["x y z", "v w"]})
    app = upload(run("data"), ("posts.csv", csv(table)))
    (text,) = (field for field in app.multiselect if field.label.startswith("Text"))
    assert text.value == ["said"]
    text.set_value(["more"]).run()
    box(app, "User").select("who").run()
    name_field(app).set_value("Café 帖子").run()
    button(app, "Build").click().run()
    request = asked[0][0]
    assert request.folder == "Café 帖子"
    assert request.files[0].columns["text"] == ["more"]
    assert request.files[0].columns["user_id"] == "who"
    assert (request.encoder, request.categories, request.seed, request.ignore) == ("auto", None, 0, ())
    assert request.language is None


def test_one_column_can_not_be_two_things() -> None:
    table = pd.DataFrame({"user": ["a", "b"], "text": ["my puppy with the leash", "kennel and fetch"]})
    app = upload(run("data"), ("posts.csv", csv(table)))
    box(app, "User").select("text").run()
    assert "more than once" in app.error[0].value
    assert not [b for b in app.button if b.label == "Build"]


def test_encoding_and_delimiter_can_be_overridden() -> None:
    frame = pd.DataFrame({"用户": ["甲", "乙"], "内容": ["我的幼犬配上牵引绳", "真喜欢犬舍"]})
    app = upload(run("data"), ("posts.csv", csv(frame, "gb18030")))
    assert app.dataframe[0].value["内容"].tolist() == frame["内容"].tolist()
    box(app, "Encoding").select("big5").run()
    assert not app.exception
    box(app, "Encoding").select("gb18030").run()
    box(app, "Delimiter").select("|").run()
    assert len(app.dataframe[0].value.columns) == 1


def test_items_and_interactions_are_recognised(asked: list) -> None:
    app = upload(
        run("data"),
        ("posts.csv", csv(pd.DataFrame({"user_id": ["a", "b"], "text": ["my puppy and leash", "kennel and fetch"]}))),
        ("items.csv", csv(pd.DataFrame({"item_id": ["i1"], "text": ["puppy set"]}))),
        ("clicks.csv", csv(pd.DataFrame({"user_id": ["a"], "item_id": ["i1"]}))),
    )
    button(app, "Build").click().run()
    assert [file.kind for file in asked[0][0].files] == ["texts", "items", "interactions"]


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


@pytest.mark.parametrize("language", ["en", "zh"])
def test_dates_in_doubt_are_said_and_can_be_chosen(language: str, asked: list) -> None:
    days = [f"{day:02}/05/2025" for day in range(1, 11)]
    frame = pd.DataFrame({"user_id": ["a"] * 10, "text": [f"my puppy and its leash {d}" for d in days], "date": days})
    app = upload(run("data", lang=language), ("posts.csv", csv(frame)))
    assert "01/05/2025" in told(app, "info")
    assert "2025-05-01" in told(app, "info")
    label = translate(language, "upload.dates")
    box(app, label).select(translate(language, "upload.month_first")).run()
    assert "01/05/2025" not in told(app, "info")
    button(app, translate(language, "upload.build")).click().run()
    assert asked[0][0].files[0].day_first is False
    frame["date"] = [f"2025-05-{day:02}" for day in range(1, 11)]
    app = upload(run("data", lang=language), ("posts.csv", csv(frame)))
    span = {"first": "2025-05-01", "last": "2025-05-10"}
    assert translate(language, "upload.dates_read", understood=10, given=10, **span) in told(app, "caption")
    assert label not in [choice.label for choice in app.selectbox]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_wrecked_file_is_a_warning_and_can_be_built(language: str, asked: list) -> None:
    lines = ["user_id,text,time", *(f"u{n},my puppy number {n},2026-05-03" for n in range(20))]
    lines[3:5] = ["u2;my puppy;2026", 'u3,"a kennel and,2026-05-03']
    app = upload(run("data", lang=language), ("posts.csv", "\n".join(lines).encode()))
    warning = told(app, "warning")
    assert "u2;my puppy;2026" in warning and 'u3,"a kennel and' in warning
    assert translate(language, "upload.irregular_line", line=4, text="") in warning
    button(app, translate(language, "upload.build")).click().run()
    assert len(asked) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_rows_without_users_are_said(language: str) -> None:
    frame = pd.DataFrame({"text": ["my puppy with the leash", "kennel and fetch"], "initial": ["a", "b"]})
    app = upload(run("data", lang=language), ("posts.csv", csv(frame)))
    expected = translate(language, "upload.no_user", name="posts.csv")
    assert expected in told(app, "info")
    box(app, translate(language, "role.user_id")).select("initial").run()
    assert expected not in told(app, "info")


def test_where_no_file_can_be_read_no_choice_is_asked_for() -> None:
    app = upload(run("data"), ("empty.csv", b""), ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(50)))
    assert len(app.error) == 2
    assert translate("en", "upload.no_texts") not in told(app, "info")


def test_sheets_are_read_as_one_table_or_one_of_them(asked: list) -> None:
    book = io.BytesIO()
    with pd.ExcelWriter(book) as writer:
        for sheet, said in (("first", "my puppy with the leash"), ("second", "kennel and fetch")):
            frame = pd.DataFrame({"user_id": ["a"], "text": [said]})
            frame.to_excel(writer, sheet_name=sheet, index=False)
    app = upload(run("data"), ("book.xlsx", book.getvalue()))
    assert app.dataframe[0].value["text"].tolist() == ["my puppy with the leash", "kennel and fetch"]
    assert "have the same columns" in told(app, "caption")
    box(app, "Sheet").select("second").run()
    assert app.dataframe[0].value["text"].tolist() == ["kennel and fetch"]
    button(app, "Build").click().run()
    assert asked[0][0].files[0].sheet == "second"


def test_what_was_decided_is_shown_with_its_reasons() -> None:
    table = pd.DataFrame(
        {"user_id": ["a", "b"], "text": ["my puppy with the leash", "don't know"], "age": ["31", "54"]}
    )
    app = upload(run("data"), ("posts.csv", csv(table)))
    decided = app.dataframe[1].value
    assert decided.to_numpy().tolist() == [
        ["user_id", "User", "its name is known"],
        ["text", "Text", "its name is known"],
        ["age", "Attribute", "no role fits"],
    ]
    assert "1 text of the first 2 rows is left out" in told(app, "caption")


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


@pytest.mark.parametrize("language", ["en", "zh"])
def test_newer_data_are_added_in_the_background(language: str, saved: Path, quick_worker: None, planted_frame) -> None:
    with_segments(saved)
    later = planted_frame(n_users=5, seed=7)[["user_id", "text"]]
    later["user_id"] = "late" + later["user_id"]
    app = run("data", lang=language)
    uploader = next(place for place in app.file_uploader if place.key.startswith("more"))
    uploader.set_value([("later.csv", csv(later), "text/csv")]).run()
    assert not [choice for choice in app.selectbox if choice.label == translate(language, "upload.kind")]
    button(app, translate(language, "growing.add")).click().run()
    app = until_built(app)
    study = open_study(saved)
    n, users = len(study.statements) - 480, study.statements["user_id"].iloc[480:].nunique()
    assert n > 0 and users == 5
    said = told(app, "success")
    assert f"{n}" in said and translate(language, "growing.segments") in said
    assert app.metric[1].value == f"{480 + n:,}"
    assert not [b for b in app.button if b.label == translate(language, "growing.add")]


def test_adding_what_can_not_be_used_changes_nothing(saved: Path, quick_worker: None) -> None:
    app = run("data")
    uploader = next(place for place in app.file_uploader if place.key.startswith("more"))
    uploader.set_value([("later.csv", b"user_id,text\na,...\nb,!!\n", "text/csv")]).run()
    button(app, "Add").click().run()
    app = until_built(app)
    assert "stays as it was" in told(app, "error")
    assert len(open_study(saved).statements) == 480


def test_excel_and_parquet_are_read(asked: list) -> None:
    frame = pd.DataFrame({"user_id": ["a", "b"], "text": ["my puppy with the leash", "kennel and fetch"]})
    book, columnar = io.BytesIO(), io.BytesIO()
    frame.to_excel(book, index=False)
    frame.to_parquet(columnar)
    app = upload(run("data"), ("one.xlsx", book.getvalue()), ("two.parquet", columnar.getvalue()))
    assert not app.error
    button(app, "Build").click().run()
    assert [file.name for file in asked[0][0].files] == ["one.xlsx", "two.parquet"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_a_study_was_made_with_is_explained(language: str, saved: Path) -> None:
    app = run("data", lang=language)
    made = next(caption for caption in app.caption if caption.value.startswith(("Language model:", "语言模型：")))
    assert made.help == translate(language, "data.made_with_help")


def test_a_database_is_read_like_an_uploaded_file(asked: list, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        table = pd.DataFrame({"user_id": ["a", "b"], "body": ["my puppy with the leash", "kennel and fetch"]})
        table.assign(stars=["2", "1"], plan=["pro", "free"]).to_sql("posts", connection, index=False)
    app = run("data")
    url = next(field for field in app.text_input if field.label == "URL of the database")
    url.set_value(f"sqlite:///{tmp_path}/shop.db").run()
    query = next(area for area in app.text_area if area.label.startswith("Query"))
    query.set_value("SELECT nix FROM posts").run()
    button(app, "Read").click().run()
    assert "no such column: nix" in app.error[0].value.replace("\\", "")
    query.set_value("posts").run()
    button(app, "Read").click().run()
    assert not app.error
    assert name_field(app).value == "posts"
    box(app, "Scale of ratings").select("6-1").run()
    box(app, "plan").select("left out").run()
    app.toggle(key="mask").set_value(False).run()
    button(app, "Build").click().run()
    ((request, uploads),) = asked
    (file,) = request.files
    assert (file.name, file.columns["text"], file.columns["user_id"]) == ("posts.parquet", ["body"], "user_id")
    assert (file.rating_scale, file.kinds, request.mask) == ((6.0, 1.0), {"plan": None}, False)
    assert pd.read_parquet(io.BytesIO(uploads[file.path]))["body"].tolist() == table["body"].tolist()
    assert "shop.db" not in str(request)
    written = tmp_path / "request.json"
    request.write(written)
    assert Request.read(written) == request


@pytest.fixture
def secrets(tmp_path: Path) -> Iterator[Path]:
    """The file that Streamlit takes its secrets from."""
    file, before = tmp_path / "secrets.toml", config.get_option("secrets.files")
    config.set_option("secrets.files", [str(file)])
    secrets_singleton._reset()
    yield file
    config.set_option("secrets.files", before)
    secrets_singleton._reset()


def test_connections_are_those_of_the_secrets(tmp_path: Path, secrets: Path) -> None:
    secrets.write_text(
        f'[connections.shop]\nurl = "sqlite:///{tmp_path}/shop.db"\n[connections.broken]\ndialect = "nonsense"\n'
    )
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        pd.DataFrame({"user_id": ["a"], "body": ["my puppy"]}).to_sql("posts", connection, index=False)
    app = run("data")
    assert box(app, "Database").options == ["shop", "broken", "By its URL"]
    next(area for area in app.text_area if area.label.startswith("Query")).set_value("posts").run()
    button(app, "Read").click().run()
    assert not [error.value for error in app.error]
    assert "posts\\.parquet" in [expander.label for expander in app.expander]
    box(app, "Database").select("broken").run()
    button(app, "Read").click().run()
    assert not app.exception
    assert "broken" in app.error[0].value


def test_how_a_study_was_read_is_shown(saved: Path) -> None:
    app = run("data", study="small")
    shown = next(expander for expander in app.expander if expander.label == "How the data were read")
    assert shown.dataframe[0].value["column"].tolist()[:2] == ["user_id", "text"]

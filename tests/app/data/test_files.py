"""Uploaded files, good and bad: what they hold, and what was decided."""

import io

import pandas as pd
import pytest
from asking_app import box, button, csv, name_field, run, texts, told, upload
from exports import KINDS

from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


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
        ["text", "Text", "its name is known"],
        ["user_id", "User", "its name is known"],
        ["age", "Attribute", "to filter and compare by"],
    ]
    assert "1 text of the first 2 rows is left out" in told(app, "caption")


def test_excel_and_parquet_are_read(asked: list) -> None:
    frame = pd.DataFrame({"user_id": ["a", "b"], "text": ["my puppy with the leash", "kennel and fetch"]})
    book, columnar = io.BytesIO(), io.BytesIO()
    frame.to_excel(book, index=False)
    frame.to_parquet(columnar)
    app = upload(run("data"), ("one.xlsx", book.getvalue()), ("two.parquet", columnar.getvalue()))
    assert not app.error
    button(app, "Build").click().run()
    assert [file.name for file in asked[0][0].files] == ["one.xlsx", "two.parquet"]


def test_codes_of_questions_are_shown_with_their_questions() -> None:
    export = KINDS["limesurvey_codes_csv"]()
    app = upload(run("data"), (export.name, export.data))
    assert app.dataframe[1].value["column"][0] == "Q04 · Was stört Sie am meisten?"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_who_speaks_what_is_packed_and_answers_below_each_other_can_be_overruled(language: str, asked: list) -> None:
    def field(app, role: str):
        label = translate(language, f"role.{role}")
        return next(each for each in (*app.multiselect, *app.selectbox) if each.label == label)

    texts_ = [f"the courier of parcel {n} came too late for me" for n in range(12)]
    talk = pd.DataFrame({"user_id": [f"u{n % 4}" for n in range(12)], "message": texts_, "is_agent": ["yes", "no"] * 6,
                         "facts": ['{"plan": "pro"}'] * 12})  # fmt: skip
    app = upload(run("data", lang=language), ("talk.csv", csv(talk)))
    assert field(app, "speaker").value == ["is_agent"] and field(app, "packed").value == ["facts"]
    field(app, "speaker").set_value([]).run()
    field(app, "packed").set_value([]).run()
    assert not app.exception and "facts" in app.dataframe[0].value
    field(app, "speaker").set_value([]).run()  # columns are chosen anew where the table is another
    button(app, translate(language, "upload.build")).click().run()
    columns = asked[0][0].files[0].columns
    assert columns["speaker"] == [] and columns["packed"] == [] and "question" not in columns

    rows = [(f"p{n // 2}", ("likes", "misses")[n % 2], f"{texts_[n // 2]} {n % 2}") for n in range(24)]
    long = pd.DataFrame(rows, columns=["person", "item", "said"])
    app = upload(run("data", lang=language), ("long.csv", csv(long)))
    for first, last in (("question", "answer"), ("answer", "question")):  # one waits quietly for the other
        chosen = {"question": "item", "answer": "said"}
        field(app, first).select(chosen[first]).run()
        waits = translate(language, "upload.pair_waits", role=translate(language, f"role.{last}"))
        assert not app.error and waits in [caption.value for caption in app.caption]
        assert list(app.dataframe[0].value) == list(long)
        field(app, last).select(chosen[last]).run()
        assert not app.error and {"likes", "misses"} <= set(app.dataframe[0].value)
        field(app, first).select("").run()
        field(app, last).select("").run()
        assert list(app.dataframe[0].value) == list(long)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_marks_whose_best_one_is_not_said_are_told_and_can_be_turned(language: str, asked: list) -> None:
    texts_ = [f"Der Bote von Paket {n} kam zu spät für mich" for n in range(12)]
    frame = pd.DataFrame({"Datum": ["2026-05-03"] * 12, "Note": [n % 5 + 1 for n in range(12)], "Kommentar": texts_})
    app = upload(run("data", lang=language), ("umfrage.csv", csv(frame)))
    expected = translate(language, "upload.doubt_marks", name="umfrage.csv", column="Note", low=1.0, high=5.0)
    assert expected in told(app, "info")
    box(app, translate(language, "upload.scale")).select("5-1").run()
    assert expected not in told(app, "info")
    button(app, translate(language, "upload.build")).click().run()
    assert asked[0][0].files[0].rating_scale == (5.0, 1.0)


@pytest.mark.parametrize(
    ("language", "name"), [("en", "answers_of_nobody_csv"), ("zh", "answers_of_nobody_chinese_xlsx")]
)
def test_answers_of_nobody_are_shown_below_their_questions_and_one_click_leaves_them(language: str, name: str) -> None:
    export = KINDS[name]()
    app = upload(run("data", lang=language), (export.name, export.data))
    question = translate(language, "role.question")
    found = box(app, question).value
    assert found and found not in app.dataframe[0].value and not app.error
    box(app, question).select("").run()
    assert found in app.dataframe[0].value and not app.error

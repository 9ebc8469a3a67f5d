"""Columns are recognised by name in both languages, else by their contents; a wrong guess is worse than none."""

import pandas as pd
import pytest

from interest.errors import InputError
from interest.ingest import choose_roles, guess_columns, load
from interest.ingest.roles import is_votes, names_of
from interest.ingest.roles.marks import marks_in_doubt
from interest.ingest.roles.names import match, normalise_name
from interest.ingest.roles.questions import is_question
from interest.ingest.sources.headers import find_header, looks_like_header

TEXTS = ["I really like green tea", "where can I buy a tent", "我想学习编程", "the battery is too weak"] * 5


def frame(**columns: list) -> pd.DataFrame:
    return pd.DataFrame({name: pd.array(values, dtype="str") for name, values in columns.items()})


NAMES = {
    "text": "user_text text content comment review query keyword search post title page_title body message tweet "
    "内容 评论 搜索词 正文 文本 标题 微博",
    "user_id": "user user_id uid author customer member 用户ID 用户 学员 会员",
    "timestamp": "time date created_at timestamp 时间 日期 发布时间",
    "weight": "weight count likes 点赞 权重 次数",
    "rating": "rating stars score 评分",
    "label": "label category tag 标签",
    "source": "source channel platform 来源 渠道 平台",
}


@pytest.mark.parametrize(("role", "name"), [(role, name) for role, names in NAMES.items() for name in names.split()])
def test_known_names(role, name):
    other = "text" if role != "text" else "nothing"
    values = TEXTS if role == "text" else ["2026-05-03" if role == "timestamp" else "3"] * len(TEXTS)
    table = frame(**{other: TEXTS if role != "text" else ["x1"] * len(TEXTS), name: values})
    assert guess_columns(table)[role] == name


@pytest.mark.parametrize("name", ["User ID", "USER_ID", "userId", "\ufeffuser_id", "ＵＳＥＲ＿ＩＤ", " user-id "])
def test_spellings_of_a_name(name):
    assert guess_columns(frame(**{name: ["7"] * 20, "text": TEXTS}))["user_id"] == name


ROLES = ("text", "aspect", "title", "user_id", "timestamp", "weight", "votes", "rating", "label", "source", "reply")


@pytest.mark.parametrize("role", ROLES)
def test_all_names_are_names(role):
    assert all(normalise_name(name) for name in names_of(role))


@pytest.mark.parametrize(("name", "role"), [("user_id", "user_id"), ("order", None), ("given", "rating")])
def test_an_id_that_looks_like_marks_is_no_rating(name, role):
    values = ["4/5", "3/5"] * 10 if role == "rating" else [f"{137700 + 5 * (i % 7)}/{1 + i % 2}" for i in range(20)]
    found = guess_columns(frame(**{name: values, "text": TEXTS}))
    assert [known for known, column in found.items() if column == name and known != "text"] == [role] * bool(role)


def test_the_body_goes_before_the_title():
    table = frame(title=TEXTS, body=TEXTS, user=["a"] * 20)
    assert guess_columns(table)["text"] == "body"


def test_a_name_of_a_text_over_numbers_is_no_text():
    assert guess_columns(frame(post=[str(i) for i in range(20)], message=TEXTS))["text"] == "message"


@pytest.mark.parametrize(
    ("name", "values", "role"),
    [
        ("用户评论_2", TEXTS, "text"),
        ("Review text (EN)", TEXTS, "text"),
        ("comment_id", ["c1"] * 20, None),
        ("post_time_utc", ["2026-05-03 18:24"] * 20, "timestamp"),
        ("下单用户", ["u1"] * 20, "user_id"),
        ("user_age", ["31"] * 20, None),
        ("会员等级", ["gold"] * 20, None),
        ("ticket_category", ["bug"] * 20, "label"),
        ("comment_count", ["12"] * 20, None),
        ("overall_score", ["4"] * 20, "rating"),
    ],
)
def test_parts_of_names(name, values, role):
    table = frame(**{name: values}) if role == "text" else frame(**{"text": TEXTS, name: values})
    found = {column: role for role, column in guess_columns(table).items()}
    assert found.get(name) == role


def test_contents_decide_where_no_name_fits():
    table = frame(
        a=[f"u{i % 4}" for i in range(20)],
        b=["2026-05-03"] * 20,
        c=TEXTS,
        d=["https://example.org/x"] * 20,
        e=["short"] * 20,
    )
    found = guess_columns(table)
    assert (found["text"], found["user_id"]) == ("c", "a")


def test_categories_are_no_users():
    table = frame(text=[f"{text} {i}" for i, text in enumerate(TEXTS * 10)], city=["Rome", "Oslo", "Kyiv", "Bern"] * 50)
    assert guess_columns(table) == {"text": "text"}


def test_a_single_column_is_the_text():
    assert guess_columns(frame(anything=TEXTS)) == {"text": "anything"}


WHAT_IS_NO_ROLE = {
    "discount": ["5"] * 20,
    "account_balance": ["12.50"] * 20,
    "reviewCreatedVersion": ["4.7.0"] * 20,
    "Read Count": ["1"] * 20,
    "Would you plan to order again?": ["Yes", "No"] * 10,
    "Which source of income do you have?": ["Salary", "Pension"] * 10,
    "Do job titles matter to you?": ["Yes", "No"] * 10,
    "Average Rating": ["3.9"] * 20,
    "IP Address": ["203.0.113.7"] * 20,
    "Package Name": ["org.example.shop"] * 20,
    "Response time": ["2026-05-03"] * 20,
}


@pytest.mark.parametrize("name", WHAT_IS_NO_ROLE)
def test_parts_of_words_and_other_things_give_no_role(name):
    table = frame(**{"text": TEXTS, name: WHAT_IS_NO_ROLE[name]})
    assert guess_columns(table) == {"text": "text"}
    assert choose_roles(table).use(name).role == "attribute"


@pytest.mark.parametrize(
    ("name", "values", "role"),
    [
        ("How likely are you to recommend us? (0-10)", ["8", "10", "0", "3"] * 5, "rating"),
        ("Wie zufrieden sind Sie mit uns?", ["sehr zufrieden", "unzufrieden"] * 10, "rating"),
        ("score", ["142", "3", "853", "-2"] * 5, "weight"),
        ("score", ["4", "3", "5", "1"] * 5, "rating"),
        ("thumbsUpCount", ["4", "30", "0", "1"] * 5, "weight"),
        ("評論時間", ["2026-05-03"] * 20, "timestamp"),
        ("使用者名稱", ["小林", "阿寬"] * 10, "user_id"),
        ("Kundennummer", ["000020", "17"] * 10, "user_id"),
    ],
)
def test_roles_of_other_names(name, values, role):
    assert guess_columns(frame(**{"text": TEXTS, name: values})).get(role) == name


def test_several_texts_are_all_read():
    pros = ["quick delivery to the door", "kind staff in the shop", "fresh bread every day", "good prices on fruit"] * 5
    roles = choose_roles(frame(id=["1"] * 20, pros=pros, cons=TEXTS, stars=["4"] * 20))
    assert roles.texts == ("pros", "cons") and not roles.asked
    asked = {"What do you like most?": pros, "What should we change?": TEXTS, "How old are you?": ["18-24", "55+"] * 10}
    roles = choose_roles(frame(**asked))
    assert roles.texts == ("What do you like most?", "What should we change?") and roles.asked


def test_a_title_is_read_with_its_text_unless_it_says_little_or_names_a_thing():
    bodies = [f"{text} and more of it, number {n}" for n, text in enumerate(TEXTS)]
    own = [f"my title number {n}" for n in range(20)]
    assert choose_roles(frame(title=own, body=bodies)).titles == ("title",)
    few = choose_roles(frame(title=["Great", "Bad"] * 10, body=bodies))
    assert few.titles == () and few.use("title").why == "few different titles, which say little"
    books = frame(Title=own, Author=["A. Writer"] * 20, ISBN=["1"] * 20, Publisher=["P"] * 20, Review=bodies)
    assert choose_roles(books).texts == ("Review",) and choose_roles(books).of == {}


def test_what_others_said_is_no_text():
    roles = choose_roles(frame(Subject=TEXTS, **{"Agent reply": TEXTS, "Internal note": TEXTS}))
    assert roles.texts == ("Subject",)
    assert roles.use("Agent reply").why == "it holds what somebody else said"


def test_every_column_has_a_use_and_a_reason():
    table = frame(user=["a", "b"] * 10, text=TEXTS, age=["31"] * 20, empty=[""] * 20)
    uses = choose_roles(table).uses
    assert [(use.column, use.role) for use in uses] == [
        ("user", "user_id"), ("text", "text"), ("age", "attribute"), ("empty", "unused"),
    ]  # fmt: skip
    assert all(use.why for use in uses)


@pytest.mark.parametrize(
    ("header", "expected"),
    [("What is missing?", True), ("q_what_is_missing", True), ("您对我们的服务还有什么其他意见", True),
     ("review_text", False), ("Date and Time", False), ("评论内容", False)],
)  # fmt: skip
def test_questions(header, expected):
    assert is_question(header) is expected


def mapped(table: pd.DataFrame, columns: dict) -> dict[str, str]:
    roles = choose_roles(table, columns=columns)
    return {"text": roles.texts[0], **roles.of}


def test_an_explicit_mapping_decides_and_the_rest_is_guessed():
    table = frame(user=["u1"] * 20, text=TEXTS, other=TEXTS, when=["2026-05-03"] * 20)
    assert mapped(table, {"text": "other"}) == {"text": "other", "user_id": "user", "timestamp": "when"}
    assert mapped(table, {"user_id": None, "timestamp": None}) == {"text": "text"}


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"text": "gone"}, "no column 'gone' for text; the columns are 'user', 'n'"),
        ({"colour": "user"}, "no role 'colour'"),
        ({}, "No column looks like text.*'user', 'n'"),
        ({"text": None}, "No column looks like text"),
    ],
)
def test_errors_list_the_columns(columns, words):
    with pytest.raises(InputError, match=words):
        choose_roles(frame(user=["u1", "u2"], n=["1", "2"]), columns=columns)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["user_id", "text"], ["u1", "a"]], True),
        ([["内容"], ["我喜欢茶"]], True),
        ([["u1", "喜欢喝茶"], ["u2", "今天和家人一起去公园爬山了真开心"]], False),
        ([["张三", "喝茶"], ["张三", "今天和家人一起去公园爬山了真开心"]], False),
        ([["17", "tea"], ["18", "coffee"]], False),
        ([["2026-05-03", "tea"], ["2026-05-04", "coffee"]], False),
        ([["name", "visits"], ["anna", "3"], ["ben", "4"]], True),
        ([["tea"], ["I would like to have another cup of tea"]], False),
        ([["free_text"], ["I would like to have another cup of tea"]], True),
    ],
)
def test_headers_are_recognised(rows, expected):
    assert looks_like_header(rows) is expected


@pytest.mark.parametrize(("name", "expected"), [("likes", True), ("点赞数", True), ("count", False), ("次数", False)])
def test_votes(name, expected):
    assert is_votes(name) is expected


def test_lines_of_title_further_headers_and_totals():
    rows = [["Report"], ["of May"], ["id", "stars", "comment"], ["Respondent", "Q1", "Why did you give this score?"],
            *([f"u{n}", str(n % 5), f"a comment of some length, number {n}"] for n in range(12)),
            ["", "Total", "24"]]  # fmt: skip
    header = find_header(rows)
    assert (header.first, header.end) == (4, 16)
    assert header.names == ["id", "stars", "comment"]
    assert header.labels[2] == "Why did you give this score?"
    assert len(header.notes) == 3


def test_a_channel_beside_questions_is_kept_as_what_is_known():
    """The source of an answer is its question, so that a column of channels would be lost as a source."""
    answers = [f"it takes far too long to load page {n}" for n in range(8)]
    frame = pd.DataFrame({"What is bad?": answers, "What is good?": answers[::-1], "channel": ["push", "mail"] * 4})
    assert choose_roles(frame).use("channel").role == "attribute"


def test_one_code_for_all_and_answers_in_codes_are_no_users():
    texts = [f"it takes far too long to load page {n}" for n in range(8)]
    frame = pd.DataFrame({"site key": ["8f-1"] * 8, "Q02[SQ001]": ["A1", "A2"] * 4, "text": texts})
    assert "user_id" not in choose_roles(frame).of


def test_ids_go_before_the_names_of_the_same_people():
    texts = [f"it takes far too long to load page {n}" for n in range(8)]
    frame = pd.DataFrame({"nickname": ["Al", "Bo"] * 4, "sender": ["wx_1", "wx_2"] * 4, "text": texts})
    assert choose_roles(frame).of["user_id"] == "sender"
    other = frame.assign(sender=["wx_1"] * 8)  # who passed all on: not the same people
    assert choose_roles(other).of["user_id"] == "nickname"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Recensione prodotto", "text"), ("Voto negozio", "rating"), ("Commentaire client", "text"),
        ("Tanggal ulasan", "timestamp"), ("Q3 - Agent Rating (1-5)", "rating"), ("Note /5", "rating"),
        ("Score out of 10", "rating"),
    ],
)  # fmt: skip
def test_what_a_name_is_of_may_stand_behind_and_scales_say_nothing(name, role):
    found = match(name, role)
    assert found is not None and found.score >= 0.4


@pytest.mark.parametrize("name", ["Review date", "Nome prodotto", "Data center"])
def test_a_name_is_not_of_what_only_tells_more_of_it(name):
    assert match(name, "text") is None
    assert name == "Review date" or match(name, "timestamp") is None


@pytest.mark.parametrize(
    ("header", "beside", "values", "doubt"),
    [
        ("Note", ["Datum", "Kommentar"], "12345", (1, 5)), ("Gesamtnote", [], "1236", (1, 6)),
        ("Grade", ["Comment"], "1245", (1, 5)), ("Note", ["Date de réponse", "Commentaire"], "12345", None),
        ("Note /5", ["Datum"], "12345", None), ("Schulnote", ["Datum"], "12345", None), ("Sterne", [], "12345", None),
        ("Note", ["Datum"], "37", None), ("Note (1 = sehr gut, 5 = schlecht)", [], "12345", None),
        ("Note", ["Datum"], ("sehr gut", "gut", "schlecht"), None),
    ],
)  # fmt: skip
def test_marks_of_schools_are_in_doubt_where_nothing_says_which_is_the_best(header, beside, values, doubt):
    column = pd.Series([*values, ""], dtype="str")
    assert marks_in_doubt(header, column, beside) == doubt


@pytest.mark.parametrize("said", [None, (5.0, 1.0)])
def test_a_doubt_about_marks_is_told_until_somebody_says_the_scale(said):
    table = frame(Kommentar=TEXTS, Note=["1", "2", "4", "5"] * 5)
    found = load(table, rating_scale=said)
    told = [sentence for sentence in found.readings[0].values if "is the best is not said" in sentence]
    assert bool(told) == (said is None)
    assert found.frame["rating"].max() == 5 and found.frame["rating"].iloc[0] == (1 if said is None else 5)


@pytest.mark.parametrize("name", ["评价", "feedback", "评论", "comment"])
def test_short_lists_beside_longer_texts_are_no_texts_whatever_their_name(name):
    words = [f"{text} {n}" for n, text in enumerate(TEXTS)]
    for values, role in ((["good", "bad"], "rating"), (["open", "closed"], "attribute")):
        roles = choose_roles(frame(**{name: values * 10, "notes": words}))
        assert roles.texts == ("notes",)
        assert roles.use(name).role == role
    assert choose_roles(frame(**{name: words, "kind": ["good", "bad"] * 10})).texts == (name,)


def test_searches_come_again_and_titles_are_not_what_lists_stand_beside():
    pages = [f"a page on number {n} of our site" for n in range(20)]
    assert choose_roles(frame(query=["green tea", "tent"] * 10, page=pages)).texts == ("query",)
    assert choose_roles(frame(comment=["good", "bad"] * 10, title=pages)).texts == ("comment",)

"""Values in the forms that people of many countries write, and texts down to what was said."""

import pandas as pd
import pytest

from interest.ingest import load
from interest.ingest.cleaning import clean_text
from interest.ingest.cleaning.nothing import says_nothing
from interest.ingest.cleaning.people import is_bot, is_nobody
from interest.ingest.roles.automatic import (
    is_system_kind,
    is_yes,
    marks_kinds,
    side_named,
    side_of,
    speakers,
    tells_sides,
)
from interest.ingest.values import (
    bare_id,
    is_scale,
    padded_twins,
    parse_numbers,
    parse_ratings,
    read_times,
    rounded_ids,
)


def column(*values: str) -> pd.Series:
    return pd.Series(values, dtype="str")


@pytest.mark.parametrize(
    "written",
    [
        "3-May-26 18:24", "03/May/26 6:24 PM", "2026/5/3 下午 6:24", "2026/5/3 下午6:24:00", "2026-05-03 14:24 EDT",
        "3. Mai 2026, 18:24 Uhr", "3 de mayo de 2026 18:24", "3 mai 2026 à 18:24", "3 мая 2026 г. 18:24",
        "3 maja 2026 18:24", "3 Mayıs 2026 18:24", "2026. 5. 3. 오후 6:24", "May 3, 2026 at 6:24 PM",
        "2026-05-03T18:24:00.123456+00:00", "Sun May 03 18:24:00 UTC 2026", "2026年5月3日(日) 18:24",
    ],
)  # fmt: skip
def test_times_of_many_countries(written):
    assert str(read_times(column(written)).values[0])[:16] == "2026-05-03 18:24"


def test_half_past_midnight_and_months_and_days_since_1899():
    assert str(read_times(column("2026/5/3 上午12:30")).values[0]) == "2026-05-03 00:30:00"
    assert str(read_times(column("2026-05")).values[0]) == "2026-05-01 00:00:00"
    found = read_times(column("46145", "46145.75", "46146"))
    assert found.values.astype(str).tolist() == ["2026-05-03 00:00:00", "2026-05-03 18:00:00", "2026-05-04 00:00:00"]
    assert found.how == ("days as spreadsheets count them",)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("3 months ago (edited)", "2026-02-02"), ("yesterday", "2026-05-02"), ("vor 3 Tagen", "2026-04-30"),
        ("il y a 2 jours", "2026-05-01"), ("hace 3 días", "2026-04-30"), ("2 天前", "2026-05-01"),
        ("一年前", "2025-05-03"), ("3日前", "2026-04-30"), ("a week ago", "2026-04-26"),
    ],
)  # fmt: skip
def test_relative_times_are_counted_from_the_newest(written, day):
    found = read_times(column("2026-05-03", written))
    assert str(found.values[1])[:10] == day
    assert "counted back from 2026-05-03" in found.how[0]
    alone = read_times(column(written))
    assert alone.values.isna().all() and "no date to be counted from" in alone.how[0]


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        (["1.299,00", "12"], [1299, 12]), (["4,5", "3"], [4.5, 3]), (["0,5"], [0.5]),
        (["1,299", "2,500"], [1299, 2500]),
        (["1,299.50"], [1299.5]), (["5.386,27 €", "1.000,00 €"], [5386.27, 1000]), (["$5", "$1,200"], [5, 1200]),
        (["4.91%"], [4.91]), (["1.2K", "3K"], [1200, 3000]), (["1 234,5"], [1234.5]),
    ],
)  # fmt: skip
def test_numbers_of_many_countries(written, numbers):
    assert parse_numbers(column(*written)).tolist() == pytest.approx(numbers)


def test_the_decimal_mark_can_be_said():
    assert parse_numbers(column("1,200"), decimal_comma=True).tolist() == [1.2]
    assert parse_numbers(column("4,5"), decimal_comma=False).tolist() == [45]


@pytest.mark.parametrize(
    ("written", "ratings"),
    [
        (["4.0 out of 5 stars", "1.0 out of 5 stars"], [4, 1]), (["Rated 4 out of 5 stars"], [4]),
        (["4/5", "3/5"], [4, 3]),
        (["★★★★☆", "★☆☆☆☆"], [4, 1]), (["⭐️⭐️⭐️"], [3]), (["力荐", "推荐", "还行", "较差", "很差"], [5, 4, 3, 2, 1]),
        (["strongly agree", "Disagree"], [5, 2]), (["Sehr zufrieden", "Neutral"], [5, 3]), (["True", "False"], [1, 0]),
        (["5 - Very satisfied", "1 - Very dissatisfied"], [5, 1]), (["1 (Sehr gut)", "5 (Nicht genügend)"], [5, 1]),
        (["满意", "基本满意", "不满意"], [4, 3, 2]),
        (["👍", "👎"], [1, 0]), (["5つ星のうち4.0"], [4]), (["4,5", "3"], [4.5, 3]), (["5星", "1星"], [5, 1]),
    ],
)  # fmt: skip
def test_ratings_of_many_tools(written, ratings):
    assert parse_ratings(column(*written)).values.tolist() == pytest.approx(ratings)


def test_zero_is_none_on_a_scale_of_stars_and_the_worst_on_one_of_ten():
    found = parse_ratings(column("0", "3", "5"))
    assert found.values.tolist()[1:] == [3, 5] and pd.isna(found.values[0])
    assert found.how == ("numbers from 3 to 5, more is better", "0 means that there is none")
    assert parse_ratings(column("0", "3", "10")).values.tolist() == [0, 3, 10]
    assert parse_ratings(column("0", "1")).values.tolist() == [0, 1]


def test_a_single_word_is_no_scale():
    assert not is_scale(column("good"))
    assert is_scale(column("good", "poor", "excellent"))
    assert not is_scale(column("yes", "no"))


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("7.0", "7"),
        (" Anna  Lee\xa0", "Anna Lee"),
        ("Zoe\u0308", "Zoë"),
        ("007", "007"),
        ("7.5", "7.5"),
        ("A\u200bb", "Ab"),
    ],
)
def test_ids(written, bare):
    assert bare_id(written) == bare


def test_ids_that_were_rounded_or_padded_are_noticed():
    assert rounded_ids(["1.23461E+18", "17", "1,2E+12"]) == ["1.23461E+18", "1,2E+12"]
    assert padded_twins(["000020", "20", "0007"]) == ["000020"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Don't know", "non-answer"), ("nothing comes to mind", "non-answer"), ("没有建议", "non-answer"),
        ("同上", "non-answer"), ("keine Angabe", "non-answer"), ("特になし", "non-answer"),
        ("sin comentarios", "non-answer"),
        ("N/A", "empty text"), ("[deleted]", "empty text"), ("-", None), ("此用户没有填写评价。", "default text"),
        ("评价方未及时做出评价,系统默认好评!", "default text"), ("转发微博", "repost"), ("[图片]", "system message"),
        ("photo", None), ("Nothing works since the update", None), ("No delivery on Sunday", None), ("没有茶", None),
        ("good", None), ("C", None), ("IMG_20260503_182400.jpg", "empty text"), ("see logo.png", None),
    ],
)  # fmt: skip
def test_what_says_nothing(text, reason):
    assert says_nothing(text) == reason


@pytest.mark.parametrize("name", ["A Google user", "匿名用户", "[deleted]", "NULL", "-", "Anonym", "匿名", "anonymous"])
def test_nobody_in_particular(name):
    assert is_nobody(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("AutoModerator", True), ("dependabot[bot]", True), ("shop-bot", True), ("HelpBot", True), ("Talbot", False),
     ("abbot", False), ("Ann", False), ("Robot", False)],
)  # fmt: skip
def test_bots(name, expected):
    assert is_bot(name) is expected


def test_kinds_of_messages():
    assert is_system_kind("channel_join") and is_system_kind("RecipientAdd") and not is_system_kind("Reply")
    assert marks_kinds(["message", "service"]) and marks_kinds(["User", "Bot"])
    assert not marks_kinds(["Service", "Bug"]) and not marks_kinds(["question", "incident"])
    assert speakers(["user", "assistant"]) == {"assistant"}
    assert speakers(["customer", "user"]) == {"user"}
    assert speakers(["user", "user"]) == frozenset()
    assert speakers(["user", "assistant", "tool"]) == {"assistant", "tool"}
    assert speakers(["MEMBER", "NONE", "CONTRIBUTOR"]) == {"member"}


@pytest.mark.parametrize(
    ("word", "side"),
    [("Visitor", "customer"), ("outbound-api", "agent"), ("客服小周", "agent"), ("访客8801", "customer"),
     ("User", "either"), ("Ann", ""), ("supportive", ""), ("", ""), ("客户" * 40, "")],
)  # fmt: skip
def test_words_for_sides(word, side):
    assert side_of(word) == side


@pytest.mark.parametrize(
    ("words", "told"),
    [(["inbound", "outbound-reply"], True), (["访客", "客服", "机器人"], True), (["user", "agent", "system"], True),
     (["buyer", "seller"], False), (["customer", "staff"], False), (["sent", "received", "delivered"], False),
     (["customer", "customer"], False), (["user", "admin"], False), ([], False)],
)  # fmt: skip
def test_columns_that_tell_sides_under_any_name(words, told):
    assert tells_sides(words) is told


@pytest.mark.parametrize(
    ("name", "told"),
    [("is_agent", True), ("是否主播", True), ("from_staff", True), ("internal", True), ("是否解决", False),
     ("is_open", False), ("agent", False)],
)  # fmt: skip
def test_names_of_flags_for_the_other_side(name, told):
    assert (side_named(name) == "agent") is told


def test_a_no_in_any_language_is_none():
    assert not any(map(is_yes, ["否", "nein", "false", "0", "нет"])) and is_yes("是") and is_yes("1")


LETTER = """Hello team,

{said}

Kind regards,
Kim
Head of Purchasing | Example Foods Ltd
This e-mail is confidential and intended only for the addressee.

On Tue, Mar 12, 2026 at 9:33 AM Support <support@example.org> wrote:
> Thank you for contacting us."""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LETTER.format(said="The app crashes."), "The app crashes."),
        ("Guten Tag,\nder Code kommt nie an.\nMit freundlichen Grüßen\nMax Muster", "der Code kommt nie an."),
        ("您好，\n验证码一直收不到。\n谢谢\n小林", "验证码一直收不到。"),
        ("It broke.\n\n> you said it works\n\nIt does not.\n\nEdit: thanks for the gold", "It broke.\nIt does not."),
        ("It broke.\nEdit: it broke again today", "It broke.\nEdit: it broke again today"),
        ("Thanks\nfor the quick delivery to my door on a Sunday evening. It was great!", None),
        ("See [this page](https://example.org) and [here](https://example.org/b).", "See this page and ."),
        ("Fails:\n```\nimport shop\n```\nwhy?", "Fails:\nwhy?"),
        ("wonâ€™t order again_x000D_\ncafÃ©", "won’t order again\ncafé"),
        ("@shop @help the lettuce is great #food #fresh", "the lettuce is great"),
        ("I love #tomatoes in May", "I love tomatoes in May"),
        ("#买菜日记#蔬菜很新鲜//@小林:同意", "蔬菜很新鲜"),
        ("mail me at ann@example.org, C# is fine", "mail me at ann@example.org, C# is fine"),
        ("#1 and #2 are best", "#1 and #2 are best"),
        ("<@U02> the cart is empty :smile:", "the cart is empty"),
        ("[哭惹R]一直卡[笑哭R][doge]", "一直卡"),
        ("收到的是[红色],不是[蓝色]", None),
        ("Wer hilft am Samstag? LG Karin", "Wer hilft am Samstag?"),
        ("Bitte Fässer füllen! Liebe Grüße, Karin und Ulf", "Bitte Fässer füllen!"),
        ("El pedido llegó roto. Saludos, Ana", "El pedido llegó roto."),
        ("Wer hilft?\nVG Ulf", "Wer hilft?"),
        ("My television is an LG Smart TV", None),
        ("The manager sends kind regards to all of us", None),
    ],
)  # fmt: skip
def test_texts_down_to_what_was_said(text, said):
    assert clean_text(text).text == (text if said is None else said)


def test_all_is_reported_by_reason_and_row():
    frame = pd.DataFrame(
        {
            "user": ["ann", "[deleted]", "AutoModerator", "bo", "bo", "cy"],
            "text": [
                "The app crashes. 😀",
                "late again",
                "Your post was removed",
                "RT @x: buy now",
                "no idea",
                "系统默认好评",
            ],
        }
    )
    statements = load(frame)
    assert statements.frame["user_id"].tolist() == ["ann", "anonymous-2"]
    reported = statements.report.rows[["row", "reason"]].to_numpy().tolist()
    assert reported == [
        [1, "nobody in particular"], [2, "bot"], [3, "repost"], [4, "non-answer"], [5, "default text"],
    ]  # fmt: skip
    (reading,) = statements.readings
    assert [use.role for use in reading.uses] == ["user_id", "text"]
    assert "'[deleted]' in 'user' is nobody in particular: 1 such rows" in reading.values[0]


@pytest.mark.parametrize("text", [">" * 50_000, "[" * 50_000, "#a " * 20_000, "@a" * 20_000, "On " * 20_000 + "wrote:",
                                  "a\n" * 20_000, "(" * 50_000, "<@" * 20_000, "Ã" * 20_000, ":a" * 20_000,
                                  "{code" * 9_000, "lg karin und " * 9_000, "liebe grüße " * 9_000])  # fmt: skip
def test_no_text_takes_long(text):
    import time

    start = time.process_time()
    clean_text(text)
    assert time.process_time() - start < 3


def test_contacts_are_masked_in_texts_and_in_the_report():
    frame = pd.DataFrame({"text": ["Call me on +49 170 1234567 please", "fine"], "mail": ["ann@example.org"] * 2})
    statements = load(frame, columns={"user_id": None})
    assert statements.frame["text"].tolist() == ["Call me on […] please", "fine"]
    assert statements.report.rows["before"].tolist() == ["Call me on […] please"]
    assert statements.readings[0].uses[1].why == "it holds contacts, such as addresses"
    assert "1234567" in load(frame, mask=False).frame["text"][0]

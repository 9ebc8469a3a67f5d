"""What is packed, which answers stand below each other, and who speaks by a yes or no: found, and overruled."""

import json

import pandas as pd
import pytest

from interest.errors import InputError
from interest.ingest import load, read_table


def csv_of(folder, **columns):
    path = folder / "table.csv"
    pd.DataFrame(columns).to_csv(path, index=False)
    return path


TEXTS = [f"the courier of parcel {n} came too late for me" for n in range(12)]
USERS = [f"u{n % 4}" for n in range(12)]


def texts_of(path, **columns):
    return sorted(load(path, columns=columns or None).frame["text"])


@pytest.mark.parametrize(
    ("name", "values", "kept"),
    [("is_agent", ("yes", "no"), 1), ("incoming", ("true", "false"), 0), ("internal note", ("0", "1"), 0),
     ("是否客服", ("否", "是"), 0), ("incoming", ("1", ""), 0)],
)  # fmt: skip
def test_a_flag_says_who_speaks_and_can_be_overruled(tmp_path, name, values, kept):
    path = csv_of(tmp_path, message=TEXTS, user_id=USERS, **{name: [values[n % 2] for n in range(12)]})
    whole = texts_of(path, speaker=None)
    assert len(whole) == 12
    if "" not in values:  # what nobody marked is a customer's
        assert texts_of(path) == sorted(TEXTS[kept::2])


def test_a_flag_under_any_name_can_be_said_to_tell_who_speaks(tmp_path):
    path = csv_of(tmp_path, message=TEXTS, user_id=USERS, mine=["true", "false"] * 6)
    assert texts_of(path) == sorted(TEXTS)
    assert texts_of(path, speaker="mine") == sorted(TEXTS[1::2])


def test_several_columns_say_who_speaks(tmp_path):
    path = csv_of(
        tmp_path, message=TEXTS, user_id=USERS, side=["customer", "agent", "customer"] * 4,
        internal=["no"] * 9 + ["yes"] * 3,
    )  # fmt: skip
    (reading,) = load(path).readings
    assert [use.column for use in reading.used if use.role == "speaker"] == ["side", "internal"]
    assert len(texts_of(path)) == 6 and len(texts_of(path, speaker=["internal"])) == 9
    assert len(texts_of(path, speaker=None)) == 12


def test_a_column_that_tells_no_sides_leaves_out_nothing_and_says_so(tmp_path):
    path = csv_of(tmp_path, message=TEXTS, user_id=USERS, town=["Leeds", "York"] * 6)
    found = load(path, columns={"speaker": "town"})
    assert len(found.frame) == 12 and "doesn't say which side" in " ".join(found.readings[0].values)


def test_what_marks_programs_can_be_overruled(tmp_path):
    path = csv_of(tmp_path, message=TEXTS, user_id=USERS, is_bot=["true", "false"] * 6)
    assert len(texts_of(path)) == 6 and len(texts_of(path, automatic=None)) == 12


def test_json_in_cells_is_opened_unless_somebody_says_no(tmp_path):
    cells = [json.dumps({"plan": "pro", "age": n}) for n in range(12)]
    path = csv_of(tmp_path, message=TEXTS, user_id=USERS, facts=cells)
    table = read_table(path)
    assert table.whole == ("message", "user_id", "facts") and table.layout == {"packed": ("facts",)}
    assert {"facts.plan", "facts.age"} <= set(table.frame)
    assert "facts" in read_table(path, columns={"packed": None}).frame
    mixed = csv_of(tmp_path, message=TEXTS, user_id=USERS, facts=[cells[0], *["none"] * 11])
    assert "facts" in read_table(mixed).frame
    assert "facts.plan" in read_table(mixed, columns={"packed": "facts"}).frame
    with pytest.raises(InputError, match="hold one thing each"):
        read_table(mixed, columns={"packed": "message"})
    with pytest.raises(InputError, match="no column 'facta' for packed"):
        load(mixed, columns={"packed": "facta"})


def test_a_talk_in_a_cell_is_left_whole_where_somebody_says_so(tmp_path):
    talks = [f"Visitor: {text}\nAgent Kim: let me look" for text in TEXTS]
    path = csv_of(tmp_path, chat=talks, user_id=USERS)
    assert texts_of(path) == sorted(TEXTS)
    assert any("let me look" in text for text in texts_of(path, packed=None))


@pytest.fixture
def long_answers(tmp_path):
    asked = ["likes", "misses"] * 12
    said = [text for n in range(12) for text in (TEXTS[n], f"nothing but number {n} was missing in my basket")]
    return csv_of(tmp_path, person=[f"p{n // 2}" for n in range(24)], item=asked, said=said)


def test_answers_under_any_names_can_be_said_to_stand_below_each_other(long_answers):
    assert "likes" not in read_table(long_answers).frame
    table = read_table(long_answers, columns={"question": "item", "answer": "said", "user_id": "person"})
    assert {"likes", "misses"} <= set(table.frame) and len(table.frame) == 12
    found = load(long_answers, columns={"question": "item", "answer": "said", "text": ["likes", "misses"]})
    assert len(found.frame) == 24 and found.frame["user_id"].nunique() == 12
    with pytest.raises(InputError, match="choose the column of answer"):
        read_table(long_answers, columns={"question": "item"})


def test_answers_that_were_found_can_be_left_where_they_are(tmp_path):
    rows = [(f"p{n}", q, a) for n in range(6) for q, a in (("Why is that?", f"for reason {n}"), ("How old?", "30"))]
    path = tmp_path / "answers.csv"
    pd.DataFrame(rows, columns=["person", "question", "answer"]).to_csv(path, index=False)
    assert read_table(path).layout == {"question": ("question",), "answer": ("answer",)}
    assert list(read_table(path, columns={"question": None}).frame) == ["person", "question", "answer"]


def test_what_was_said_of_the_layout_holds_for_what_is_added(long_answers, tmp_path):
    from interest.ingest.loading import load_more
    from interest.ingest.said import Said

    first = load(long_answers, columns={"question": "item", "answer": "said", "text": ["likes", "misses"]})
    more = load_more(first, long_answers, Said())
    assert len(more.frame) == 24 and set(more.frame["source"]) == {"likes", "misses"}


SCORES = [n % 5 + 1 for n in range(12)]
NO_TALKS = {
    "private reviews of a shop": {"review": TEXTS, "stars": SCORES, "private": ["yes", "no", "no"] * 4},
    "a survey of the staff": {"What should be better?": TEXTS, "is_manager": ["yes", "no", "no"] * 4},
    "a survey of a university": {"feedback": TEXTS, "is_staff": ["1", "0", "0"] * 4},
    "what was searched": {"query": TEXTS, "internal": ["1", "0", "0"] * 4},
    "issues": {"description": TEXTS, "private": ["False", "True"] * 6, "type": ["Service", "Bug"] * 6},
    "orders": {"order_id": range(12), "remark": TEXTS, "inbound": ["yes", "no"] * 6, "outbound": ["no", "yes"] * 6},
    "a market": {"suggestion": TEXTS, "role": ["buyer", "seller"] * 6},
    "a diary": {"diary": TEXTS, "self": ["yes", "no"] * 6, "type": ["user", "manager"] * 6},
    "employees and customers": {"comment": TEXTS, "user_type": ["Employee", "Customer"] * 6},
    "反馈": {"反馈内容": TEXTS, "是否员工": ["是", "否", "否"] * 4},
}


@pytest.mark.parametrize("table", NO_TALKS)
def test_what_is_no_talk_has_no_other_side(tmp_path, table):
    columns = NO_TALKS[table]
    found = load(csv_of(tmp_path, user_id=[f"u{n % 5}" for n in range(12)], **columns))
    assert sorted(found.frame["text"]) == sorted(TEXTS)
    assert not {"speaker", "automatic"} & {use.role for use in found.readings[0].used}


def test_a_fact_says_who_speaks_where_both_stand_in_one_talk(tmp_path):
    columns = {"ticket_id": [n // 3 for n in range(12)], "comment": TEXTS, "user_id": USERS}
    path = csv_of(tmp_path, **columns, private=["no", "no", "yes"] * 4)
    assert len(texts_of(path)) == 8


@pytest.mark.parametrize(
    ("name", "values", "rated"),
    [("rate", SCORES, True), ("valuation", SCORES, True), ("productValuation", SCORES, True),
     ("rate", [n / 7 for n in range(12)], False), ("interest_rate", SCORES, False),
     ("heart rate", range(60, 72), False), ("rate", range(60, 72), False),
     ("valuation", range(250_000, 250_012), False)],
)  # fmt: skip
def test_rates_and_sums_are_no_marks(tmp_path, name, values, rated):
    found = load(csv_of(tmp_path, note=TEXTS, user_id=USERS, **{name: values}))
    assert found.frame["rating"].notna().all() == rated
    assert (name in found.attributes.kinds) != rated


def test_comments_on_a_hotel_are_no_reply_of_it(tmp_path):
    assert texts_of(csv_of(tmp_path, guest=USERS, hotel_comments=TEXTS)) == sorted(TEXTS)
    both = csv_of(tmp_path, guest=USERS, comment=TEXTS, hotel_response=["we thank you for the kind words"] * 12)
    assert texts_of(both) == sorted(TEXTS)


def test_thousands_of_questions_are_no_columns(tmp_path):
    path = tmp_path / "log.csv"
    rows = [f"What about thing number {n}?,it is number {n} of them\n" for n in range(400)]
    path.write_text("item,said\n" + "".join(rows), "utf-8")
    with pytest.raises(InputError, match="400 different questions"):
        read_table(path, columns={"question": "item", "answer": "said"})

"""Talks in any shape: who speaks can be overruled, and no file makes their reading slow or endless."""

import json
import time
from contextlib import suppress

import pandas as pd
import pytest

from interest.errors import InputError
from interest.ingest import load, read_table
from interest.ingest.sources.packed import open_answers, open_packed
from interest.ingest.sources.talks.conversations import BODY, SIDE, TITLE, expand
from interest.ingest.sources.talks.mails import read_blocks
from interest.ingest.sources.talks.messages import unwrapped
from interest.ingest.tables import frame_table

TALK = {"id": 1, "subject": "Parcel", "description": "It never came", "requester_id": 7, "notes": [
    {"body": "We are sorry", "user_id": 3, "created_at": "2026-03-01T00:00:00Z"},
    {"body": "It is here now", "user_id": 7, "created_at": "2026-03-02T00:00:00Z"}]}  # fmt: skip


def csv_of(folder, rows: list[tuple[str, ...]]):
    path = folder / "talks.csv"
    pd.DataFrame(rows[1:], columns=rows[0]).to_csv(path, index=False)
    return path


def test_a_ticket_is_what_was_asked_and_what_came_after():
    rows, said = expand([(1, TALK)])
    assert said == 3
    assert [(row[SIDE], row[BODY], row.get(TITLE)) for _, row in rows] == [
        ("customer", "It never came", "Parcel"), ("agent", "We are sorry", None), ("customer", "It is here now", None),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["way", "direction"])
def test_who_speaks_is_a_role_that_can_be_overruled(tmp_path, name):
    rows = [(name, "who", "message")]
    for n in range(8):
        rows += [
            ("inbound", f"u{n % 3}", f"my parcel number {n} is late"),
            ("outbound", "kim", f"sorry about parcel {n}"),
        ]
    path = csv_of(tmp_path, rows)
    found = load(path)
    (reading,) = found.readings
    assert {use.role: use.column for use in reading.used}["speaker"] == name
    assert all("late" in text for text in found.frame["text"]) and len(found.frame) == 8
    assert len(load(path, columns={"speaker": None}).frame) == 16


def test_kinds_of_people_who_all_have_something_to_say_are_no_sides(tmp_path):
    rows = [("account type", "user_id", "comment")]
    rows += [(("buyer", "seller")[n % 2], f"u{n}", f"the market charges too much for thing {n}") for n in range(12)]
    found = load(csv_of(tmp_path, rows))
    assert len(found.frame) == 12 and "account type" in found.attributes.kinds


def test_messages_in_wrapping_objects_lie_bare():
    wrapped = [{"kind": "t1", "data": {"author": "ann", "body": "hello there", "replies": ""}}]
    assert unwrapped(wrapped) == [{"kind": "t1", "author": "ann", "body": "hello there", "replies": ""}]
    answers = [{"type": "text", "text": "fine", "field": {"id": "f1", "ref": "r", "type": "x"}}]
    assert unwrapped(answers) == answers


def test_answers_below_each_other_are_a_row_for_each_who_answers():
    rows = [(f"p{n}", q, a) for n in range(6) for q, a in (("Why is that?", f"for reason {n}"), ("How old?", "30"))]
    table = open_answers(frame_table(pd.DataFrame(rows, columns=["person", "question", "answer"])))
    assert list(table.frame) == ["person", "Why is that?", "How old?"] and len(table.frame) == 6
    assert list(table.lines) == [1, 3, 5, 7, 9, 11]


ASKED = ("What do you like about us?", "What should we change?")


def test_answers_of_nobody_stay_a_row_each_below_their_questions():
    rows = [(f"2026-05-{n // 2 + 1:02}", ASKED[n % 2], f"for reason {n}", "web") for n in range(12)]
    table = open_answers(frame_table(pd.DataFrame(rows, columns=["date", "question", "answer", "channel"])))
    assert list(table.frame) == ["date", "channel", *ASKED] and len(table.frame) == len(table.lines) == 12
    assert table.frame[ASKED[1]].tolist()[:2] == ["", "for reason 1"]
    assert table.layout == {"question": ("question",), "answer": ("answer",)}


def test_answers_that_a_program_has_ready_are_nobodys():
    rows = [(f"my own trouble {n}", ASKED[n % 2], ("See page 1.", "See page 2.")[n % 2]) for n in range(12)]
    table = frame_table(pd.DataFrame(rows, columns=["said", "question", "answer"]))
    assert open_answers(table) is table


def test_who_says_which_columns_they_are_needs_nobody_who_answers():
    rows = [(("likes", "misses")[n % 2], f"for reason {n}") for n in range(12)]
    table = open_answers(frame_table(pd.DataFrame(rows, columns=["item", "told"])), ["item"], ["told"])
    assert list(table.frame) == ["likes", "misses"] and len(table.frame) == 12


def test_a_log_of_questions_and_answers_is_left_as_it_is():
    rows = [(f"u{n % 3}", f"How do I do thing {n}?", f"Like this, {n}") for n in range(20)]
    table = frame_table(pd.DataFrame(rows, columns=["user", "question", "answer"]))
    assert open_answers(table) is table


def test_values_between_commas_are_columns_but_ticked_words_are_not():
    frame = pd.DataFrame({"p": [f"{n}.5,1,25,a{n}" for n in range(9)], "tags": ["red,green,blue,black"] * 9})
    assert list(open_packed(frame_table(frame)).frame) == ["p.1", "p.2", "p.3", "p.4", "tags"]


def test_blocks_need_who_and_when():
    block = "From: Ann\nSent: 2026-03-0{}\n\nHello number {}\n\n"
    found = read_blocks("".join(block.format(n, n) for n in range(1, 6)))
    assert [each["text"] for _, each in found or ()] == [f"Hello number {n}" for n in range(1, 6)]
    assert read_blocks("".join(f"Name: Ann\nTown: Leeds\n\nText {n}\n\n" for n in range(6))) is None


@pytest.mark.parametrize(
    ("data", "told"),
    [(b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a><d>&b;</d><d>x</d></a>', "entities of its own"),
     (b"<a>" * 200 + b"</a>" * 200, "within each other"), (b"<a><b></a>", "not valid XML"),
     (b"<a>only this</a>", "come again and again")],
)  # fmt: skip
def test_xml_that_is_none_or_means_harm_is_refused(data, told):
    with pytest.raises(InputError, match=told):
        read_table(data, "file.xml")


def test_xml_in_an_older_encoding_is_read():
    rows = "".join(f"<row user='用户{n}' text='配送比约定的时间晚了{n}个小时'/>" for n in range(5))
    table = read_table(f"<?xml version='1.0' encoding='gb2312'?><all>{rows}</all>".encode("gb18030"), "all.xml")
    assert table.frame["text"].iloc[0] == "配送比约定的时间晚了0个小时"


def test_what_is_no_mail_is_refused():
    with pytest.raises(InputError, match="no mail"):
        read_table(b"just a few words\n", "note.eml")


MANY = 20_000
LISTS = {f"l{n}": [{"a": [{"b": [{"text": "x y", "user": {}}]}]}] for n in range(400)}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.mbox", b"From a\n" * MANY + b"From: x\nSubject: y\n\nz"),
        ("b.txt", "".join(f"Key{n}: value\n" for n in range(MANY)).encode()),
        ("c.txt", b"2026-03-01 10:00\nAnn\n" * MANY),
        ("d.json", json.dumps([LISTS] * 5).encode()),
        ("e.csv", b"p,t\n" + b'"' + b"1," * 400 + b'x",hello there\n' + b'"1,2,3,x",some words\n' * MANY),
        ("f.json", json.dumps([{"m": {str(n): {"text": "a b", "user_id": n} for n in range(MANY)}}]).encode()),
        ("g.csv", b"rating,text\n" + ("a" * 5000 + ",hello there you\n").encode() * 200),
    ],
)  # fmt: skip
def test_no_file_takes_for_ever(name, data):
    start = time.process_time()
    with suppress(InputError):
        read_table(data, name)
    assert time.process_time() - start < 8


def talk_of(n: int) -> dict:
    """A talk of a customer with a shop, whose messages say more than who wrote what and when."""
    return {
        "id": f"t{n}", "language": "en", "messages": [
            {"id": f"m{n}-1", "role": "customer", "author_id": f"u{n % 4}", "body": f"my parcel number {n} is late",
             "created_at": f"2026-03-{n + 1:02}", "likes": n, "channel": ("app", "mail")[n % 2], "lang": "en",
             "link": f"https://shop.example/m/{n}", "feedback": {"score": n / 10}, "tags": ["late", "parcel"],
             "html_body": f"<p>my parcel number {n} is late</p>", "replies": [{"text": "not mine"}]},
            {"id": f"m{n}-2", "role": "agent", "author_id": "kim", "body": "sorry for that", "channel": "desk"},
        ],
    }  # fmt: skip


def test_what_else_a_message_says_becomes_columns(tmp_path):
    path = tmp_path / "talks.json"
    path.write_text(json.dumps([talk_of(n) for n in range(12)]))
    frame = read_table(path).frame
    own = frame[frame[SIDE] == "customer"]
    assert own["message.likes"].tolist() == [str(n) for n in range(12)]
    assert own["message.channel"].tolist() == ["app", "mail"] * 6
    assert own["message.link"].tolist() == [f"https://shop.example/m/{n}" for n in range(12)]
    assert set(own["message.tags"]) == {"late, parcel"} and own["message.feedback.score"].tolist()[3] == "0.3"
    assert set(frame.loc[frame[SIDE] == "agent", "message.channel"]) == {"desk"}
    assert set(frame.loc[frame[SIDE] == "agent", "message.likes"]) == {""}
    assert not {"message.html_body", "message.replies", "message.role", "message.author_id"} & set(frame)
    found = load(path)
    assert len(found.frame) == 12 and not found.frame["text"].str.contains("sorry").any()
    assert found.attributes.kinds["message.link"] == "link" and set(found.frame["source"]) == {"app", "mail"}
    assert found.frame["weight"].nunique() == 12  # likes count, as in any table


def test_what_the_opening_says_is_its_own_and_not_its_replies():
    comments = [{"author": {"name": "b"}, "body": "I think so too", "likes": 1}]
    post = {"id": 1, "author": {"name": "a"}, "selftext": "The feeder is too loud", "likes": 9, "comments": comments}
    rows, _ = expand([(1, post)])
    assert [row["message.likes"] for _, row in rows] == [9, 1]


def test_a_message_has_no_more_columns_than_are_bounded():
    many = {f"fact {n}": n for n in range(500)}
    messages = [{"author_id": n, "body": "it is late", "rare": 1, **({} if n else many)} for n in range(3)]
    rows, _ = expand([(1, {"messages": messages})])
    assert len(rows[0][1]) < 40 and all(row["message.rare"] == 1 for _, row in rows)

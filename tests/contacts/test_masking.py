"""What somebody can be reached by is hidden; what only looks like it stays."""

import time

import pytest

from interest.contacts import KINDS, MARK, mask_contacts
from interest.language import split_statements, tokenize

WAYS = [
    ("write to ann.lee+shop@mail.example.co.uk please", "write to […] please", "e_mail"),
    ("我的邮箱zhang_san@example.com，谢谢", "我的邮箱[…]，谢谢", "e_mail"),
    ("jürgen@müller-bücher.de antwortet", "[…] antwortet", "e_mail"),
    ("ann.lee (at) example dot com", "[…]", "e_mail"),
    ("mail bob [at] mail [dot] example [dot] org.", "mail […].", "e_mail"),
    ("reach me: jane at gmail dot com, thanks", "reach me: […], thanks", "e_mail"),
    ("邮箱 zhangsan艾特qq点com", "邮箱 […]", "e_mail"),
    ("邮箱：ｌｉｓｉ＠ｅｘａｍｐｌｅ．ｃｏｍ", "邮箱：[…]", "e_mail"),
    ("加我微信13812345678聊", "加我微信[…]聊", "phone"),
    ("手机138-1234-5678随时", "手机[…]随时", "phone"),
    ("手机：１３８１２３４５６７８", "手机：[…]", "phone"),
    ("手机 138 1234 5678", "手机 […]", "phone"),
    ("1 3 8 1 2 3 4 5 6 7 8 打给我", "[…] 打给我", "phone"),
    ("电话 010-6552 9988，晚上打", "电话 […]，晚上打", "phone"),
    ("座机0755–8654–3210", "座机[…]", "phone"),
    ("座机 8654 3210", "座机 […]", "phone"),
    ("台灣手機 0912-345-678", "台灣手機 […]", "phone"),
    ("call +49 (30) 901820 or 030/901", "call […] or 030/901", "phone"),
    ("call (415) 555-2671 today", "call […] today", "phone"),
    ("text me 415.555.2671", "text me […]", "phone"),
    ("my number is +44 20 7946 0958", "my number is […]", "phone"),
    ("phone 555-0142", "phone […]", "phone"),
    ("ring 01.23.45.67.89", "ring […]", "phone"),
    ("call 1-800-FLOWERS", "call […]", "phone"),
    ("हमें ९८७६५४३२१० पर", "हमें […] पर", "number"),
    ("card 4111 1111 1111 1111 was refused", "card […] was refused", "bank"),
    ("4111-1111-1111-1111 was charged twice", "[…] was charged twice", "card"),
    ("银行卡号 6222 0212 3456 7890 123", "银行卡号 […]", "bank"),
    ("IBAN DE89 3704 0044 0532 0130 00 bitte", "IBAN […] bitte", "bank"),
    ("pay GB82WEST12345698765432 now", "pay […] now", "bank"),
    ("sort code 20-00-00, account number 55779911", "sort code […], account number […]", "bank"),
    ("身份证11010519491231002X丢了", "身份证[…]丢了", "identity"),
    ("my SSN 078-05-1120 leaked", "my SSN […] leaked", "identity"),
    ("NI number QQ 12 34 56 C", "NI number QQ 12 34 56 C", ""),  # QQ is never given out
    ("NI number AB 12 34 56 C", "NI number […]", "identity"),
    ("香港身份證A123456(3)", "香港身份證[…]", "identity"),
    ("台灣身分證 A123456789", "台灣身分證 […]", "identity"),
    ("passport no. 533380006 expired", "passport no. […] expired", "identity"),
    ("护照 E12345678 过期", "护照 […] 过期", "identity"),
    ("QQ 123456789 加我", "QQ […] 加我", "account"),
    ("qq号：88776655", "qq号：[…]", "account"),
    ("微信：zhang_san88", "微信：[…]", "account"),
    ("加我vx abc12345", "加我vx […]", "account"),
    ("微信号是zhangsanfeng", "微信号是[…]", "account"),
    ("telegram: @anna_k88", "telegram: […]", "account"),
    ("skype: live_anna1", "skype: […]", "account"),
    ("see linkedin.com/in/ann-lee-1a2b", "see […]", "profile"),
    ("https://www.instagram.com/anna.k/ 看我", "[…]/ 看我", "profile"),
    ("主页 weibo.com/u/1234567890", "主页 […]", "profile"),
    ("t.me/anna_k is mine", "[…] is mine", "profile"),
    ("@anna_k have you seen this?", "[…] have you seen this?", "handle"),
    ("多谢@小林同学 的推荐", "多谢[…] 的推荐", "handle"),
    ("key sk-proj-abcdEFGH1234ijklMNOP leaked", "key […] leaked", "key"),
    ("token ghp_16C7e42F292c6912E7710c838347Ae178B4a", "token […]", "key"),
    ("AKIAIOSFODNN7EXAMPLE in the log", "[…] in the log", "key"),
    ("password: hunter2!", "password: […]", "key"),
    ("密码是abc123", "密码是[…]", "key"),
    ("order 20260011223344 never came", "order […] never came", "number"),
]
ALIKE = [
    "since 2026-11-24 10:30 it crashes", "从2026/11/24到2026/12/01都缺货", "12,500 users and 99.99 a month",
    "iPhone 15 Pro 256 2024", "5 @ 20 each", "花了12000000元", "0.75 of 3.14159", "3.14159265358 is pi",
    "Windows 10.0.19045.3803 crashes", "version 2.10.4 and 1.20.3004.5678", "from 24.11.2026 10:30 on",
    "order 482913 is late", "订单482913没到", "the ratio is 16:9 or 4:3", "1920x1080 at 144 Hz",
    "ISBN 978-0-306-40615-7", "978-7-302-51185-4 这本书", "10000-20000 users", "in 2019 2020 2021 2022",
    "1 2 3 4 5 6 7 8 9 10", "counts 10 20 30 40 50", "$1 234 567 890 in sales", "销售额 1234567890 元",
    "1,234,567,890 downloads", "1000000000 downloads", "at 20260503123045", "wechat payment failed", "微信支付失败了",
    "the password is incorrect", "密码是错的", "line: too long", "meet me at the station", "look at example.com",
    "the token is invalid", "github.com", "C# and F# and .NET", "50% off, 3 for 2", "12:30-18:45 opening",
    "5.0 out of 5", "第18届 2024年度", "the key to success", "QQ音乐很好用", "a 9-to-5 job", "AB 12 miles",
    "5551234 steps", "90210 is a postcode", "@ 2.5 GHz", "see figure 3.1.2", "1e9 rows",
]  # fmt: skip


@pytest.mark.parametrize(("text", "hidden", "kind"), WAYS, ids=lambda value: str(value)[:24])
def test_contacts_are_hidden(text: str, hidden: str, kind: str) -> None:
    found = mask_contacts(text)
    assert found.text == hidden
    assert set(found.counts) == ({kind} if kind else set())
    assert sum(found.counts.values()) == hidden.count(MARK)


@pytest.mark.parametrize("text", ALIKE)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert mask_contacts(text) == (text, {})


def test_there_are_enough_of_both() -> None:
    assert len(WAYS) >= 36
    assert len(ALIKE) >= 36
    assert {kind for *_, kind in WAYS} - {""} == set(KINDS)


def test_kinds_are_counted() -> None:
    found = mask_contacts("a@b.example or c@d.example, call 415-555-2671")
    assert found.counts == {"e_mail": 2, "phone": 1}


def test_masking_twice_changes_nothing() -> None:
    once = [mask_contacts(text).text for text, *_ in WAYS]
    assert [mask_contacts(text).text for text in once] == once


def test_the_mark_is_no_word_and_ends_no_sentence() -> None:
    assert tokenize(f"call {MARK} today") == ["call", "today"]
    assert split_statements(f"多谢{MARK} 的推荐，真的很好用") == [f"多谢{MARK} 的推荐，真的很好用"]
    assert split_statements(f"Please write to {MARK} Thanks for all your help") == [
        f"Please write to {MARK} Thanks for all your help"
    ]


@pytest.mark.parametrize(
    "unit",
    [
        "1", "1 ", "1-", "a@", "@", "a.", "a", "ab12 ", "A1 ", "x at y dot ", "(at)", "wechat ", "1.", "+", "(",
        "sk-", "eyJa.", "密码是", "qq", "a@b.", "x.com/", "0 ", "account ",
    ],
)  # fmt: skip
def test_hostile_texts_take_no_longer_than_others(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    mask_contacts(text)
    assert time.process_time() - start < 20  # two at most on a usual processor; squared growth takes hours

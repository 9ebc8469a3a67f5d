"""What somebody can be reached by is hidden; what only looks like it stays."""

import pytest

from interest.report.contacts import without_contacts


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("write to ann.lee+shop@mail.example.co.uk please", "write to […] please"),
        ("我的邮箱zhang_san@example.com，谢谢", "我的邮箱[…]，谢谢"),
        ("加我微信13812345678聊", "加我微信[…]聊"),
        ("电话 010-6552 9988，晚上打", "电话 […]，晚上打"),
        ("call +49 (30) 901820 or 030/901", "call […] or 030/901"),
        ("身份证11010519491231002X丢了", "身份证[…]丢了"),
        ("card 4111 1111 1111 1111 was refused", "card […] was refused"),
        ("@anna_k have you seen this?", "[…] have you seen this?"),
        ("多谢@小林同学 的推荐", "多谢[…] 的推荐"),
        ("ring 01.23.45.67.89", "ring […]"),
    ],
)
def test_contacts_are_hidden(text: str, hidden: str) -> None:
    assert without_contacts(text) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "since 2026-11-24 10:30 it crashes", "从2026/11/24到2026/12/01都缺货", "12,500 users and 99.99 a month",
        "iPhone 15 Pro 256 2024", "5 @ 20 each", "花了12000000元", "0.75 of 3.14159",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert without_contacts(text) == text

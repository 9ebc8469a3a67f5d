"""Bytes that don't say what they are must come out as the text that went in."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interest.errors import InputError
from interest.ingest import decode

CHINESE = [
    "user_id,text\nu1,我想学习编程和数据分析\n",
    "今天天气真好，适合出去玩！",
    "麻辣烫好吃",
    "人工智能",
    "刘德华演唱会",
    "装修用什么地板好？求推荐😀",
]
TRADITIONAL = ["我喜歡喝咖啡", "今天天氣真好，適合出去玩！", "這個週末要去哪裡玩呢", "減脂餐怎麼做", "股票與基金投資"]
EUROPEAN = [
    "café",
    "São Paulo",
    "Müller",
    "région",
    "naïve idea",
    "el niño comió",
    "Über uns",
    "“quoted” text – it’s ok",
    "crème brûlée",
    "10°C",
    "text\nI love cafés and crème\nthird",
]


@pytest.mark.parametrize("text", CHINESE)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_simplified_chinese(text, encoding):
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", TRADITIONAL)
@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030"])
def test_traditional_chinese(text, encoding):
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.encoding == encoding


@pytest.mark.parametrize("text", EUROPEAN)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_european(text, encoding):
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("こんにちは、今日はいい天気ですね。コーヒーが好きです。", "shift_jis"),
        ("Привет, я люблю кофе и чай, сегодня хорошая погода", "cp1251"),
    ],
)
def test_other_scripts_are_left_to_the_detector(text, encoding):
    assert decode(text.encode(encoding)).text == text


OLD = [
    *(("cp1250", code) for code in ("pl", "hu", "cs")), *(("cp1251", code) for code in ("ru", "uk")), ("cp1254", "tr"),
    ("cp1255", "he"), ("cp1256", "ar"), ("tis-620", "th"), ("euc-jp", "ja"), ("shift-jis", "ja"), ("cp949", "ko"),
    *(("mac-roman", code) for code in ("fr", "de", "es")), ("gb18030", "zh"), ("big5", "zh-Hant"),
    *(("cp1252", code) for code in ("fr", "de", "es", "pt", "it", "sv")),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "code"), OLD)
def test_a_small_file_in_an_old_encoding(encoding, code):
    rows = (line.split("\t") for line in Path("benchmarks/languages/building.tsv").read_text("utf-8").splitlines())
    texts = [text for own, text in rows if own == code]
    table = "\r\n".join(["id,text", *(f'{row},"{text}"' for row, text in enumerate(texts))])
    assert decode(table.encode(encoding)).text == table


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["user_id,text\nu1,I like tea\n", "用户,内容\nu1,我喜欢喝咖啡\nu2,今天去爬山\n"])
def test_utf16_without_a_mark(text, encoding):
    assert decode(text.encode(encoding)) == decode(text.encode(encoding), encoding)


def test_a_mark_is_no_part_of_the_text():
    data = "\ufeffuser_id,text".encode()
    assert decode(data).text == "user_id,text"
    assert decode(data).encoding == "utf-8-sig"
    assert decode(data, "utf-8").text == "user_id,text"


@pytest.mark.parametrize("cut", [1, 2])
def test_utf8_that_ends_within_a_character(cut):
    decoded = decode("我喜欢喝咖啡".encode()[:-cut])
    assert decoded.encoding == "utf-8"
    assert decoded.text == "我喜欢喝咖\ufffd"


def test_utf8_with_one_broken_byte_is_not_taken_for_chinese():
    decoded = decode("我喜欢喝咖啡，".encode() + b"\xff" + "今天天气真好，适合出去玩".encode())
    assert (decoded.encoding, decoded.text) == ("utf-8", "我喜欢喝咖啡，\ufffd今天天气真好，适合出去玩")


def test_gb18030_that_ends_within_a_character():
    decoded = decode("今天天气真好，适合出去玩".encode("gb18030")[:-1])
    assert (decoded.encoding, decoded.text) == ("gb18030", "今天天气真好，适合出去\ufffd")


def test_an_encoding_that_is_given_decides():
    assert decode(b"\xc4\xe3\xba\xc3", "gbk").text == "你好"
    assert decode(b"\xc4\xe3\xba\xc3", "latin-1").text == "ÄãºÃ"


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("nonsense", "no encoding called 'nonsense'"), ("ascii", "not in the encoding ascii"), ("base64", "no encoding")],
)
def test_an_encoding_that_does_not_fit(encoding, words):
    with pytest.raises(InputError, match=words):
        decode("我".encode(), encoding)


def test_binary_is_no_text():
    with pytest.raises(InputError, match="not text in any encoding"):
        decode(bytes(range(256)) * 20)


def test_nothing_is_an_empty_text():
    assert decode(b"").text == ""


PHRASES = [
    *("我想学编程", "今天去爬山，累但是开心", "这家店的咖啡很好喝！", "求推荐适合新手的相机", "股票又跌了，怎么办？"),
    *(
        "周末一起看电影吧",
        "最近在减肥，晚上只吃沙拉",
        "I,like,coffee",
        "which phone is best",
        "2026-05-03",
        "😀",
        "u17",
    ),
]
SENTENCES = st.lists(st.sampled_from(PHRASES), min_size=3).map("\n".join)


@settings(deadline=None)  # the first one loads the detector's model
@given(SENTENCES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_decode_undoes_encode(text, encoding):
    assert decode(text.encode(encoding)).text == text


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
        lambda text: not text.startswith("\ufeff")
    )
)
def test_any_text_survives_utf8(text):
    assert decode(text.encode()).text == text

"""Texts into tokens: words for alphabets, jieba's words for Chinese."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from interest.language.stopwords import STOP_WORDS

if TYPE_CHECKING:
    import jieba

_HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Vowel signs and accents that Python's \w leaves out, of Indic scripts, Thai, Arabic, Hebrew and decomposed Latin.
_MARKS = r"\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0971-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e"
_LETTER = rf"(?:[^\W_{_HAN}]|[{_MARKS}])"

_TOKEN = re.compile(
    rf"""(?P<drop>https?://[^\s{_HAN}]+|www\.[^\s{_HAN}]+|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)@[a-z0-9_]+)
       | (?<![a-z0-9])(?:t恤|卡拉ok|[abh]股|b超|k歌|k线|u盘|x光|c位|[ab]站)      # Chinese words with a Latin letter
       | (?<![a-z0-9])(?:c\+\+(?:\d\d)?|[cf]\#)(?![a-z0-9])
       | (?<!{_LETTER})\.net\b
       | (?:[a-z]\.){{2,}}[a-z]?(?![a-z])                                        # u.s. and e.g.
       | \d+(?:[.,:]\d+)+%?(?!{_LETTER}) | \d+%                                  # 3.5 and 10,000 and 18:30
       | (?P<han>[{_HAN}]+)
       | {_LETTER}+(?:['-]{_LETTER}+|\.\d+|\.(?:js|io|ai|net)\b)*
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(
    r"\d[\d.,:%-]*|\d+(?:st|nd|rd|th|s|am|pm|hrs?|mins?|secs?|h|kg|km|cm|mm|ml|lbs?|oz|x|w)"
    r"|第?[〇零一二两三四五六七八九十百千万亿半]+(?:[个杯只条张本件次遍天年月日晚早点分秒块元台部套双对位家款种份斤口碗瓶盒包袋盘顿场章节道段岁人]|分钟|小时|年级)?"
)
_POINTING = re.compile(r"[这那每某]一?[\u4e00-\u9fff]")  # 那段, 每集, 这一季
_HAN_CHARACTER = re.compile(rf"[{_HAN}]")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "＇": "'", "‐": "-", "‑": "-", "\u00ad": None, "\u200b": None})

# Words of the last years that jieba's dictionary cuts to pieces.
_NEW_WORDS_TEXT = """
机器学习 深度学习 强化学习 大模型 推荐系统 推荐算法 人脸识别 云计算 微服务 前端 后端 区块链 比特币 元宇宙 自动驾驶
新能源汽车 电动车 充电桩 剧本杀 密室逃脱 预制菜 短视频 自媒体 公众号 小程序 小红书 抖音 快手 哔哩哔哩 拼多多 双十一
王者荣耀 英雄联盟 原神 扫地机器人 空气炸锅 洗碗机 破壁机 投影仪 平衡车 蓝牙耳机 降噪耳机 机械键盘 智能手表 充电宝
瑜伽垫 筋膜枪 泡沫轴 飞盘 桨板 撸铁 撸猫 铲屎官 猫砂 猫砂盆 猫粮 狗粮 口红 色号 粉底液 防晒霜 面膜 眼霜 香薰 亲子游
学区房 月嫂 绘本 定投 奶茶店 拿铁 美式咖啡 手冲咖啡 螺蛳粉 多肉植物 番茄钟 学生党 上班族 打工人 减脂餐 低卡 轻食
乐高 盲盒 手办 谷子 汉服 露营 徒步 滑雪板 公路车 山地车
"""
_NEW_WORDS = tuple(_NEW_WORDS_TEXT.split())

# The few single Han characters that name an interest by themselves; others are halves of words or verbs.
_MEANINGFUL_SINGLE = frozenset("猫狗茶车酒花鱼鸟马兔龟虾蟹肉面粥汤糖盐油米蛋奶海山雪船枪刀琴棋诗画歌球书鞋裙包表药牙房")


@cache
def _jieba_tokenizer() -> "jieba.Tokenizer":
    """A tokenizer of our own, so that nobody's words get into jieba's shared one, nor ours into theirs."""
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for word in _NEW_WORDS:
        tokenizer.add_word(word)
    return tokenizer


def tokenize(text: str) -> list[str]:
    """The tokens of a text in order, lower-cased and in normal form (NFKC).

    Words in alphabets keep inner apostrophes and hyphens (`don't`, `wi-fi`, `c++`, `.net`, `3d`); runs of Han
    characters are cut by jieba, with its hidden Markov model for unknown words. Numbers are tokens of their own
    (`is_number` tells them). Punctuation, emojis, addresses and @handles are dropped.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    tokens: list[str] = []
    for match in _TOKEN.finditer(text.lower()):
        kind = match.lastgroup
        if kind == "han":
            tokens.extend(_jieba_tokenizer().lcut(match.group()))
        elif kind != "drop":
            tokens.append(match.group().rstrip("."))
    return tokens


def is_number(token: str) -> bool:
    """Whether a token is a number, with its unit too (`3.5`, `20%`, `2nd`, `15kg`, `十五`, `三杯`)."""
    return _NUMBER.fullmatch(token) is not None


def is_stop_word(token: str) -> bool:
    """Whether a token is a function word or chat, which neither begins nor ends a phrase."""
    return token in STOP_WORDS or _POINTING.fullmatch(token) is not None


def is_han(token: str) -> bool:
    """Whether a token begins with a Han character."""
    return _HAN_CHARACTER.match(token) is not None


def is_content(token: str) -> bool:
    """Whether a token can name an interest: no stop word, no number, no single letter, few single Han characters."""
    if is_stop_word(token) or is_number(token):
        return False
    return len(token) > 1 or token in _MEANINGFUL_SINGLE


def join_tokens(tokens: Iterable[str]) -> str:
    """Tokens as a text to show: no space between Han tokens, one space everywhere else."""
    tokens = list(tokens)
    if not tokens:
        return ""
    parts = [tokens[0]]
    for left, right in pairwise(tokens):
        between_han = _HAN_CHARACTER.match(left[-1]) and _HAN_CHARACTER.match(right[0])
        parts.append(right if between_han else " " + right)
    return "".join(parts)

"""The names by which columns are known, in English and Chinese."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Literal

import pandas as pd

Role = Literal["user_id", "text", "source", "timestamp", "weight", "rating", "label"]


def _names(words: str) -> tuple[str, ...]:
    return tuple(words.split())


ALIASES: Mapping[str, tuple[str, ...]] = {  # the likeliest first
    "text": _names(
        "user_text text full_text review_text comment_text content review comment body review_body message query "
        "search_query search_term search search_text tweet post caption utterance sentence feedback answer response "
        "question note remark description page_title title subject summary headline reply keywords keyword 正文 内容 "
        "文本 原文 评论内容 评价内容 评论 评价 微博 微博内容 帖子 帖子内容 发言 留言 弹幕 消息 消息内容 搜索词 "
        "搜索内容 查询 查询词 检索词 搜索 问题 提问 回答 回复 反馈 意见 笔记 句子 描述 页面标题 标题 关键词"
    ),
    "user_id": _names(
        "user_id userid uid user member_id member customer_id customer client_id client author_id author account_id "
        "account student_id student learner_id learner patient_id patient visitor_id visitor reviewer_id reviewer "
        "respondent_id respondent participant_id participant subscriber_id viewer_id buyer_id openid poster username "
        "user_name screen_name nickname handle 用户ID 用户编号 用户 会员ID 会员编号 会员号 会员 学员ID 学员编号 学员 "
        "学生ID 学号 学生 客户ID 客户编号 客户 顾客ID 顾客 买家 患者ID 患者 访客ID 访客 账号 账户 作者ID 作者 发布者 "
        "发帖人 评论者 读者 观众 用户名 用户名称 用户昵称 昵称"
    ),
    "timestamp": _names(
        "timestamp created_at create_time created time datetime date_time date published_at publish_time posted_at "
        "post_time posted submitted_at event_time review_date comment_time updated_at when day ts 时间 日期 发布时间 "
        "发表时间 评论时间 评价时间 创建时间 提交时间 搜索时间 访问时间 时间戳 发布日期 创建日期"
    ),
    "weight": _names(
        "weight weights count counts frequency freq times n repeats likes like_count likes_count num_likes upvotes "
        "helpful_votes retweets 权重 次数 频次 频率 数量 点赞 点赞数 点赞量 赞 赞数 获赞 获赞数 转发 转发数 收藏 "
        "收藏数"
    ),
    "rating": _names("rating ratings stars star star_rating score grade 评分 打分 星级 分数 得分"),
    "label": _names(
        "label labels plan segment tier cohort group class target category tag user_type customer_type user_group "
        "标签 分组 套餐 人群 群体 分类 类别 类型 等级 会员等级 用户类型 用户等级 用户分组 阶段 课程阶段"
    ),
    "source": _names(
        "source channel platform site app medium origin data_source 来源 渠道 平台 来源平台 数据来源 站点"
    ),
}
ITEM_ALIASES: Mapping[str, tuple[str, ...]] = {
    "item_id": _names(
        "item_id product_id sku asin course_id article_id movie_id book_id video_id song_id content_id recipe_id "
        "service_id event_id 物品ID 物品编号 商品ID 商品编号 产品ID 产品编号 课程ID 课程编号 文章ID 视频ID 图书ID "
        "电影ID 活动ID 内容ID"
    ),
    "text": _names(
        "item_text product_text text title name item_name product_name course_name content description 文本 标题 "
        "名称 物品名称 商品名称 产品名称 课程名称 内容 描述 简介 介绍"
    ),
}
ITEM_NOUNS = _names(
    "item product course article movie book video song recipe service 物品 商品 产品 课程 文章 视频 图书 电影"
)
"""Names that may hold an item's id or, where another column has it, its text."""

_LIKES = re.compile(r"like|upvote|helpful|retweet|favou?rite|赞|转发|收藏", re.IGNORECASE)


def normalise_name(name: str) -> str:
    """A column's name without case, full-width forms, spaces, underscores and invisible characters."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


_ROLE_OF = {normalise_name(alias): role for role in reversed(ALIASES) for alias in ALIASES[role]}
_ITEM_IDS = frozenset(normalise_name(alias) for alias in (*ITEM_ALIASES["item_id"], *ITEM_NOUNS))


def role_of_name(name: str) -> str | None:
    """The role that a column of this name has, if the name is one of those that are known."""
    return _ROLE_OF.get(normalise_name(name))


def names_items(name: str) -> bool:
    """Whether a column of this name holds the ids of items."""
    return normalise_name(name) in _ITEM_IDS


def is_like_count(name: str) -> bool:
    """Whether a weight's column counts reactions of others (likes), and not how often something was said."""
    return bool(_LIKES.search(name))


def first_named(frame: pd.DataFrame, aliases: Iterable[str], taken: Iterable[str] = ()) -> str | None:
    """The column whose name is the earliest of some aliases, among those not taken; None where there is none."""
    return next(iter(columns_named(frame, aliases, taken)), None)


def columns_named(frame: pd.DataFrame, aliases: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """All columns that have one of the names, those with the earliest first, among those not taken."""
    ranks = {normalise_name(alias): rank for rank, alias in reversed(list(enumerate(aliases)))}
    columns = [column for column in frame if normalise_name(column) in ranks and column not in set(taken)]
    return sorted(columns, key=lambda column: ranks[normalise_name(column)])

"""Searches and posts, third round."""

import json

from exports import (
    CHINESE_20,
    ENGLISH_20,
    SPANISH,
    Export,
    Said,
    as_json,
    kind,
    said,
    table,
    without,
)

QUERIES = ("vegan cheese", "oat milk barista", "gluten free bread", "gift card", "late delivery", "cancel subscription",
           "ripe avocado", "baby food", "organic eggs", "refund time", "opening hours", "birthday cake", "lactose free",
           "student discount", "fresh basil", "dog treats", "coffee beans", "cold brew", "meal kit",
           "gas grill")  # fmt: skip
CHINESE_QUERIES = ("无糖酸奶", "燕麦奶", "退款多久到账", "生日蛋糕", "有机鸡蛋", "会员怎么取消", "附近自提点",
"速冻水饺", "低脂牛奶", "发票怎么开",
                   "优惠券使用", "新鲜三文鱼", "儿童零食", "咖啡豆推荐", "礼品卡", "配送范围")  # fmt: skip


@kind
def top_searches_json() -> Export:
    """What was searched with counts, and how many things were found."""
    searches = [{"search": text, "count": 400 - 13 * n, "nbHits": 7 + n, "withFilterCount": n,
                 "clickThroughRate": None, "averageClickPosition": 2.5} for n, text in enumerate(QUERIES)]  # fmt: skip
    return Export(
        "top-searches.json", as_json({"searches": searches}), [Said(text) for text in QUERIES], weight="count"
    )


@kind
def index_dump_jsonl() -> Export:
    """Documents of an index, each in an object beside the names of the index; times under an address sign."""
    rows = without(said(QUERIES, users=["c-101", "c-102", "c-103", "c-104"]), "rating")
    lines = [json.dumps({"_index": "searches-2026", "_type": "_doc", "_id": f"x{n}Q", "_score": 1, "_source": {
                 "@timestamp": row.time + ".120Z", "event": {"action": "search", "duration": 12 + n},
                 "query": {"text": row.text, "hits": n}, "user": {"id": row.user}, "host": {"name": "web-1"},
                 "http": {"request": {"method": "GET"}}, "tags": ["web"]}}) for n, row in enumerate(rows)]  # fmt: skip
    return Export("searches.json", "\n".join(lines).encode(), rows)


@kind
def search_report_chinese_csv() -> Export:
    """Lines above that say what it is, totals as the first row, shares and durations beside counts."""
    lines = [["搜索词报告"], ["站点:买菜网", "时间:2026-03-01 至 2026-03-31"], [],
             ["搜索词", "浏览量(PV)", "访客数(UV)", "跳出率", "平均访问时长"],
             ["汇总", "12841", "7002", "41.2%", "00:02:11"]]  # fmt: skip
    lines += [[text, str(900 - 31 * n), str(700 - 29 * n), f"{30 + n}.5%", f"00:0{n % 5}:1{n % 10}"]
              for n, text in enumerate(CHINESE_QUERIES)]  # fmt: skip
    return Export("搜索词.csv", table(lines[0], lines[1:], encoding="gb18030"), [Said(t) for t in CHINESE_QUERIES],
                  weight="浏览量(PV)")  # fmt: skip


@kind
def shop_searches_csv() -> Export:
    """Days, what was searched in a shop, how often, and how often somebody bought."""
    header = [
        "day",
        "search_query",
        "total_searches",
        "searches_with_clicks",
        "search_click_rate",
        "searches_with_no_results",
    ]
    rows = [Said(text, None, f"2026-04-{n + 1:02d}") for n, text in enumerate(QUERIES)]
    lines = [[row.time, row.text, 90 - n, 40 - n, 0.4, n % 3] for n, row in enumerate(rows)]
    return Export("searches_2026-04.csv", table(header, lines), rows, weight="total_searches")


@kind
def company_posts_csv() -> Export:
    """One person's posts in columns whose names are run together, quotes within quotes, links beside."""
    rows = without(said((*ENGLISH_20[:12], *SPANISH)), "user", "rating")
    lines = [[row.time.replace("T", " "), f"https://social.example/share-{n}", row.text,
    "https://news.example/a" * (n % 2),
              "", "MEMBER_NETWORK"] for n, row in enumerate(rows)]  # fmt: skip
    return Export("Shares.csv", table(["Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility"],
                                      lines), rows)  # fmt: skip


@kind
def timeline_chinese_json() -> Export:
    """Posts with the same text raw and with links, people in objects, what they repost in an object within."""
    rows = without(said(CHINESE_20, users=["16001", "16002", "16003"]), "rating")
    posts = []
    for n, row in enumerate(rows):
        post = {"visible": {"type": 0}, "created_at": f"{row.at:%a %b %d %H:%M:%S} +0000 {row.at.year}", "id": 5100 + n,
                "mblogid": f"Qx{n}", "user": {"id": int(row.user), "screen_name": f"昵称{row.user[-1]}",
                "verified": False},
                "text": f'{row.text} <a href="/n/x">@阿宽</a> <span><img alt="[doge]" src="/x.png"></span>',
                "text_raw": f"{row.text} @阿宽 [doge]", "textLength": 30, "source": "iPhone客户端",
                "reposts_count": n % 3,
                "comments_count": 1, "attitudes_count": 5 * n, "isLongText": False,
                "region_name": "发布于 四川"}  # fmt: skip
        if n % 4 == 0:
            post["retweeted_status"] = {"created_at": post["created_at"], "id": 99,
            "text": "别人说的原话,很长的一段,和用户无关。",
                                        "text_raw": "别人说的原话,很长的一段,和用户无关。", "user": {"id": 88,
                                        "screen_name": "媒体"}}  # fmt: skip
        posts.append(post)
    whole = {"ok": 1, "data": {"since_id": "1", "list": posts, "total": 20, "topicList": []}}
    return Export("mymblog.json", as_json(whole), rows)


@kind
def network_feed_json() -> Export:
    """Posts in objects of a feed, what is said in a record within, what is answered beside it."""
    rows = without(said((*ENGLISH_20[:12], *SPANISH), users=["did:plc:aa11", "did:plc:bb22", "did:plc:cc33"]), "rating")
    feed = []
    for n, row in enumerate(rows):
        post = {"uri": f"at://{row.user}/app.feed.post/{n}", "cid": f"bafy{n}",
                "author": {"did": row.user, "handle": f"h{row.user[-1]}.example", "displayName": f"Name {row.user[-1]}",
                           "avatar": "https://x.example/a.jpg", "labels": [], "createdAt": "2024-01-01T00:00:00.000Z"},
                "record": {"$type": "app.feed.post", "createdAt": row.time + ".100Z", "langs": ["en"],
                "text": row.text},
                "replyCount": 1, "repostCount": n % 4, "likeCount": 3 * n, "quoteCount": 0,
                "indexedAt": "2026-09-01T00:00:00.000Z", "labels": []}  # fmt: skip
        entry = {"post": post}
        if n % 5 == 0:
            entry["reply"] = {"parent": {"uri": "at://x", "author": {"did": "did:plc:zz99", "handle": "z.example"},
                                         "record": {"$type": "app.feed.post", "createdAt": "2026-01-01T00:00:00Z",
                                                    "text": "What somebody else asked before"}}}  # fmt: skip
        feed.append(entry)
    return Export("feed.json", as_json({"cursor": "x", "feed": feed}), rows)


@kind
def own_comments_json() -> Export:
    """One person's comments in objects whose keys are labels and whose values are objects, in a broken encoding."""
    rows = without(said((*ENGLISH_20[:12], *SPANISH)), "user", "rating")

    def garbled(text: str) -> str:
        return text.encode().decode("latin-1")

    comments = [{"media_list_data": [{"uri": ""}],
                 "string_map_data": {"Comment": {"value": garbled(row.text)}, "Media Owner": {"value": f"shop{n % 3}"},
                                     "Time": {"timestamp": row.epoch}}} for n, row in enumerate(rows)]  # fmt: skip
    return Export("post_comments_1.json", as_json(comments), rows)


@kind
def video_comments_tool_csv() -> Export:
    """A comment a row with replies marked in a column, likes, times without seconds, the film's title on each row."""
    header = ["#", "Video title", "Name", "Comment", "Time", "Likes", "Reply Count", "Is reply", "Channel URL"]
    rows = [
        Said(r.text, r.user, r.time[:16]) for r in said((*ENGLISH_20[:12], *SPANISH), users=["@kim", "@leo", "@mia"])
    ]
    lines = [[n + 1, "Our new shop in five minutes", row.user, row.text, f"{row.at:%d.%m.%Y %H:%M}", n % 5, n % 2,
              ("no", "yes")[n % 2], "https://video.example/c/1"] for n, row in enumerate(rows)]  # fmt: skip
    return Export("comments.csv", table(header, lines, ";"), rows, weight="Likes")

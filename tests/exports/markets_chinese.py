"""Reviews, surveys, posts and comments in Chinese, fourth round: one shape each of usual tools."""

from exports import CHINESE_20, Export, Said, as_json, kind, said, without, workbook


@kind
def board_posts_chinese_json() -> Export:
    """Posts of a board by a crawler: titles with a text below, days to the minute, the word that was looked for."""
    rows = without(said(CHINESE_20[:16], users=["小鱼儿", "阿宽爱做饭", "王姐2020", "林中路"]), "rating")
    posts, told = [], []
    for n, row in enumerate(rows):
        title = f"说说第{n + 1}次买菜的事"
        posts.append({"note_id": str(8800 + n), "title": title, "desc": row.text, "note_url": f"https://tb.example/p/{n}",
                      "publish_time": row.time[:16].replace("T", " "), "user_link": f"https://tb.example/h?id={row.user}",
                      "user_nickname": row.user, "user_avatar": "https://tb.example/a.jpg", "tieba_name": "买菜吧",
                      "tieba_id": "77", "tieba_link": "https://tb.example/f?kw=a", "total_replay_num": n * 3,
                      "total_replay_page": 1, "ip_location": ("四川", "广东")[n % 2], "source_keyword": "买菜",
                      "last_modify_ts": 1790000000000})  # fmt: skip
        told.append(Said(f"{title}\n{row.text}", row.user, row.time[:16]))
    return Export("search_contents.json", as_json(posts), told, known=("ip_location",))


@kind
def collected_reviews_chinese_xlsx() -> Export:
    """Reviews as a collector's template writes them: stars as a class of a page, later words, when it was collected."""
    header = ["会员", "级别", "评价星级", "评价内容", "时间", "点赞数", "评论数", "追评时间", "追评内容", "商品属性",
              "页面网址", "页面标题", "采集时间"]  # fmt: skip
    lines, told = [header], []
    for n, row in enumerate(said(CHINESE_20[:16], users=["j***1", "A***k", "小***鱼", "w***5"])):
        later = f"用了一个月，{CHINESE_20[(n + 4) % 20]}" if n % 4 == 1 else ""
        lines.append(
            [
                row.user,
                "PLUS会员" * (n % 2),
                f"star{int(row.rating)}",
                row.text,
                row.time[:16].replace("T", " "),
                n % 5,
                n % 3,
                "2026-08-20" * bool(later),
                later,
                ("红色，XL", "黑色，M")[n % 2],
                "https://item.example/100.html",
                "【买菜神器】小推车折叠便携-评价",
                "2026-09-01 10:26:53",
            ]
        )
        told += [Said(text, row.user, row.time[:16], row.rating)
                 for text in (row.text, later) if text]  # fmt: skip
    return Export("商品评价.xlsx", workbook(**{"Sheet1": lines}), told)


@kind
def answers_by_sequence_chinese_xlsx() -> Export:
    """Questions with codes and a colon, how long it took, addresses; a mark and two questions for words."""
    header = [
        "编号",
        "开始时间",
        "结束时间",
        "答题时长",
        "来源",
        "IP",
        "地区",
        "Q1:您的性别",
        "Q2:请为我们的服务打分(1-5分)",
        "Q3:您最满意的地方是什么?",
        "Q4:您希望我们改进什么?",
    ]
    lines, told = [header], []
    for n, row in enumerate(without(said(CHINESE_20[:12]), "user")):
        more = CHINESE_20[12 + n % 8] if n % 3 == 0 and n < 12 else ""
        lines.append([n + 1, row.time.replace("T", " "), row.time[:10] + " 23:30:00", "2分13秒", "微信", "203.0.113.7",
                      "四川省成都市", ("男", "女")[n % 2], int(row.rating), row.text, more])  # fmt: skip
        told += [Said(text, None, row.time[:10], row.rating) for text in (row.text, more) if text]
    return Export("答卷数据.xlsx", workbook(**{"原始数据": lines}), told)


@kind
def hotel_comments_chinese_json() -> Export:
    """Stays: when somebody came and when it was written, marks of parts, the house's answer in a list."""
    rows = said(CHINESE_20[:16], users=["M4****12", "_WeCh****77", "小鱼爱旅行"])
    comments = []
    for n, row in enumerate(rows):
        answer = [{"id": 1, "content": "尊敬的宾客您好，感谢您的入住与点评，期待再次光临", "replyDate": "2026-08-31"}]
        comments.append({"id": 91000 + n, "userInfo": {"nickName": row.user, "headPictureUrl": "https://c.example/a.jpg",
                                                       "commentCount": 12 + n, "gradeName": "黄金贵宾"},
                         "rating": float(row.rating), "ratingInfo": {"roomRating": 5.0, "serviceRating": 4.0},
                         "content": row.text, "language": "zh-CN", "createDate": row.time[:10],
                         "checkinDate": "2026-01-02", "roomTypeName": "高级大床房", "travelTypeText": "家庭亲子",
                         "usefulCount": n % 4, "imageList": [],
                         "feedbackList": answer if n % 3 == 0 else []})  # fmt: skip
    whole = {
        "ResponseStatus": {"Ack": "Success"},
        "data": {
            "totalCount": 16,
            "commentRating": {"ratingAll": 4.6},
            "groupList": [{"groupId": 1, "commentList": comments}],
        },
    }
    told = [Said(row.text, row.user, row.time[:10], row.rating) for row in rows]
    return Export("comments.json", as_json(whole), told)


@kind
def investors_posts_chinese_json() -> Export:
    """Posts as a site lists them: the same text twice, milliseconds, people in objects with words of their own."""
    rows = without(said(CHINESE_20[:16], users=["1955602780", "5124430882", "7735219603"]), "rating")
    listed = [
        {
            "id": 2900 + n,
            "user_id": int(row.user),
            "source": "iPhone",
            "title": "",
            "created_at": row.epoch * 1000,
            "retweet_count": n % 3,
            "reply_count": n % 5,
            "fav_count": 0,
            "like_count": n,
            "type": "0",
            "description": f"<p>{row.text}</p>",
            "text": f"<p>{row.text}</p>",
            "target": f"/{row.user}/{2900 + n}",
            "timeBefore": f"{row.at:%m-%d %H:%M}",
            "user": {
                "id": int(row.user),
                "screen_name": f"价值投资{row.user[-1]}",
                "followers_count": 900 + n,
                "description": "长期主义，陪伴优秀的公司一起慢慢成长",
                "verified": False,
                "profile": f"/{row.user}",
            },
        }
        for n, row in enumerate(rows)
    ]
    return Export("search.json", as_json({"about": None, "count": 16, "page": 1, "maxPage": 9, "list": listed}), rows)


@kind
def song_comments_chinese_json() -> Export:
    """Comments below a song: the best ones in a list of their own once more, milliseconds, whom they answer."""
    rows = without(said(CHINESE_20[:18], users=["3210001", "3210002", "3210003", "3210004"]), "rating")

    def comment(n: int) -> dict[str, object]:
        row = rows[n]
        return {"user": {"userId": int(row.user), "nickname": f"听歌的人{row.user[-1]}", "vipType": 11, "authStatus": 0,
                         "avatarUrl": "https://m.example/a.jpg"}, "beReplied": [], "commentId": 5500 + n,
                "content": row.text, "status": 0, "time": row.epoch * 1000, "timeStr": f"{row.at:%Y-%m-%d}",
                "likedCount": 90 - n, "parentCommentId": 0, "liked": False,
                "ipLocation": {"ip": None, "location": "四川"}}  # fmt: skip

    whole = {"isMusician": False, "userId": -1, "moreHot": True, "hotComments": [comment(n) for n in range(5)],
             "code": 200, "comments": [comment(n) for n in range(18)], "total": 18, "more": False}  # fmt: skip
    return Export("comments.json", as_json(whole), rows, weight="likedCount")

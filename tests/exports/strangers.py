"""Shapes that the reader was not made for: a survey, a support desk and a chat of tools that nothing here names."""

from exports import CHINESE, ENGLISH, GERMAN, JAPANESE, Export, Said, as_json, kind, said, table, without, workbook

WORDS = {1: "非常不满意", 2: "不满意", 3: "一般", 4: "满意", 5: "非常满意"}


@kind
def limesurvey_csv() -> Export:
    """Codes before the questions in one header, an access code that nobody needs, answers that are none."""
    header = ["id. Response ID", "submitdate. Date submitted", "startlanguage. Start language", "token. Access code",
              "G01Q01. Your age", "G01Q02. How satisfied are you overall? (1 = not at all, 5 = very)",
              "G02Q03. What do you like most about our shop?", "G02Q04. What should we do better?",
              "G03Q05. Would you come back in winter?"]  # fmt: skip
    lines, told = [], []
    for n in range(12):
        likes, misses = ENGLISH[n], "n/a" if n % 3 == 2 else ENGLISH[(n + 5) % 12]
        user, rating, day = str(n + 1), n % 4 + 2, f"2026-04-{n + 1:02d} 08:1{n % 6}:00"
        age, again = ("18-29", "30-49", "50+")[n % 3], ("Yes", "No", "N/A")[n % 3]
        lines.append([user, day, "en", f"k{n * 37 % 97:03d}x", age, rating, likes, misses, again])
        told += [Said(text, user, day.replace(" ", "T"), rating) for text in (likes, misses) if text != "n/a"]
    return Export("results-survey482913.csv", table(header, lines, ";", "utf-8-sig"), told)


@kind
def chinese_tickets_csv() -> Export:
    """A title of few kinds, the customer's words, the agent's answer, and words for how satisfied somebody was."""
    header = ["工单编号", "创建时间", "客户编号", "客户昵称", "会员等级", "问题分类", "工单标题", "客户描述",
              "处理客服", "客服回复", "满意度", "处理时长(分钟)", "是否解决"]  # fmt: skip
    rows = said(CHINESE * 2, users=[f"C{n:06d}" for n in range(1, 6)])
    lines = []
    for n, row in enumerate(rows):
        group, topic = ("普通", "黄金", "钻石")[n % 5 % 3], ("物流", "登录", "售后", "优惠")[n % 4]
        lines.append([f"GD{n:05d}", f"{row.at:%Y/%m/%d %H:%M}", row.user, "匿名用户", group, topic,
                      f"关于{topic}的问题", row.text, f"客服0{n % 2 + 1}", "亲，您好，已为您登记处理",
                      WORDS[row.rating], 3 * n + 2, "是" if n % 3 else "否"])  # fmt: skip
    told = [Said(row.text, row.user, row.time[:16], row.rating) for row in rows]
    return Export("工单导出_20260601.csv", table(header, lines, encoding="gb18030"), told)


@kind
def rocketchat_json() -> Export:
    """Messages in a list within, times in an object, and people in one whose name is a letter."""
    rows = without(said(users=["maja", "tom.h", "lee_w"]), "rating")
    messages = [
        {"_id": f"m{n}", "rid": "GENERAL", "ts": {"$date": f"{row.time}.000Z"}, "msg": f"{row.text} :smile:",
         "u": {"_id": f"x{n % 3}", "username": row.user, "name": row.user.title()}, "urls": [],
         "reactions": {":+1:": {"usernames": ["tom.h"]}} if n % 4 == 0 else {}}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    return Export("general-room.json", as_json({"room": {"name": "general", "type": "c"}, "messages": messages}), rows)


@kind
def matrix_json() -> Export:
    """Events of a room: who came, times in milliseconds under a name of their own, pictures, greetings at the end."""
    rows = without(said(GERMAN, users=["@karin:m.example", "@ulf:m.example", "@tk:m.example"]), "rating")

    def event(kind: str, row: Said, **content: object) -> dict[str, object]:
        return {"type": kind, "sender": row.user, "content": content, "origin_server_ts": row.epoch * 1000,
                "unsigned": {"age": 4711}, "event_id": f"${row.epoch:x}", "room_id": "!garten:m.example"}  # fmt: skip

    events = [event("m.room.member", row, membership="join", displayname=row.user[1:]) for row in rows[:3]]
    for n, row in enumerate(rows):
        close = ("", " 😊", ". LG Karin", "! Liebe Grüße, Ulf")[n % 4]
        events.append(event("m.room.message", row, msgtype="m.text", body=row.text + close))
    events.append(event("m.room.message", rows[0], msgtype="m.image", body="IMG_20260503_182400.jpg", url="mxc://m/a"))
    told = [Said(row.text + ("", " 😊", ".", "!")[n % 4], row.user, row.time) for n, row in enumerate(rows)]
    return Export("chat.json", as_json({"room_name": "Gartenverein", "messages": events}), told)


@kind
def xiaohongshu_json() -> Export:
    """Comments as a crawler keeps them: pictures by their names in brackets, ids of comments that are answered."""
    rows = without(said(CHINESE, users=["5f1ab2", "60c3d4", "61e5f6"]), "rating")
    shown = ("[笑哭R]", "[赞R][赞R]", "", "[doge]")
    comments = [
        {"comment_id": f"66a{n:03d}b", "create_time": row.epoch * 1000, "ip_location": ("四川", "广东")[n % 2],
         "note_id": f"65f{n % 3}", "content": row.text + shown[n % 4], "user_id": row.user, "nickname": "momo",
         "sub_comment_count": "0", "pictures": "", "parent_comment_id": f"66a{n - 1:03d}b" if n % 3 == 2 else 0,
         "last_modify_ts": 1780300000000 + n, "like_count": str(n)}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    return Export("comments.json", as_json(comments), rows)


@kind
def tencent_survey_xlsx() -> Export:
    """A further text that is asked for without a question, and is filled by few; nobody is named."""
    header = ["编号", "开始答题时间", "结束答题时间", "答题时长", "用户类型", "用户标识", "1.您所在的部门",
              "2.您对食堂的总体满意度", "3.您最满意的是什么?", "4.您希望食堂改进什么?", "5.其他建议"]  # fmt: skip
    others = ("无", "希望增加素食窗口", "没有", "可以早一点开门")
    lines, told = [], []
    for n in range(8):
        likes, misses, other = CHINESE[n], CHINESE[(n + 3) % 8], others[n % 4]
        day, rating = f"2026-05-{n + 6:02d} 11:2{n % 6}:00", n % 4 + 2
        group, end = ("研发", "销售")[n % 2], day[:-2] + "40"
        lines.append([n + 1, day, end, "0分40秒", "匿名用户", "", group, rating, likes, misses, other])
        told += [Said(text, None, day.replace(" ", "T"), rating) for text in (likes, misses)]
        told += [Said(other, None, day.replace(" ", "T"), rating)] if n % 2 else []
    return Export("满意度调查.xlsx", workbook(数据=[header, *lines], 说明=[["由问卷系统导出"]]), told)


@kind
def rakuten_reviews_csv() -> Export:
    """Shift-JIS, a type and a flag beside, orders and no people."""
    header = ["レビュータイプ", "商品名", "レビュー詳細URL", "評価", "投稿時間", "タイトル", "レビュー本文", "フラグ",
              "注文番号", "未対応フラグ"]  # fmt: skip
    rows = without(said(JAPANESE), "user")
    lines = [
        ["商品レビュー", ("シャツ", "タオル")[n % 2], f"https://review.rakuten.co.jp/item/1/{n}/", row.rating,
         f"{row.at:%Y/%m/%d %H:%M:%S}", ("", "満足", "うーん")[n % 3], row.text, "", f"254781-20260201-{n:010d}", ""]
        for n, row in enumerate(rows)
    ]  # fmt: skip
    return Export("review.csv", table(header, lines, encoding="cp932"), rows)


@kind
def shared_inbox_csv() -> Export:
    """A message a row, in and out, with greeting, signature and the answered mail, of people with name and address."""
    header = ["Message ID", "Conversation ID", "Direction", "Inbox", "Message date", "From name", "From handle",
              "To name", "To handle", "Subject", "Extract", "Body", "Assignee", "CSAT"]  # fmt: skip
    rows = said(users=["ada@example.org", "miguel@example.org", "priya@example.org"])
    lines = []
    for n, row in enumerate(rows):
        name, at = row.user.split("@")[0].title(), f"{row.at:%Y-%m-%d %H:%M:%S}"
        quoted = "\n\nOn Thu, 02 Apr 2026 at 07:41, Kim <help@shop.example> wrote:\n> We are looking into it." * (n % 2)
        body = f"Hi,\n\n{row.text}\n\nKind regards\n{name}\n\nSent from my iPhone{quoted}"
        ours = f"Hi {name},\n\nThanks for getting in touch.\n\nBest wishes\nKim"
        both = (("Inbound", name, row.user, "Shop", "help@shop.example", body, row.rating),
                ("Outbound", "Kim", "help@shop.example", name, row.user, ours, ""))  # fmt: skip
        lines += [
            [f"m{n}{way[0]}", f"c{n}", way, "Support", at, who, handle, to, to_handle, f"Order {n % 3}", text[:9], text,
             "Kim", score]
            for way, who, handle, to, to_handle, text, score in both
        ]  # fmt: skip
    return Export("messages.csv", table(header, lines), rows)


@kind
def alchemer_csv() -> Export:
    """Empty columns of the tool, choices in a column each with their question behind, times as Americans write them."""
    header = ["Response ID", "Time Started", "Date Submitted", "Status", "Contact ID", "Legacy Comments", "Comments",
              "Language", "SessionID", "User Agent", "Longitude", "Country", "Which club do you use most often?",
              "Other - Write In (Required):Which club do you use most often?", "Classes:What do you use at the club?",
              "Pool and sauna:What do you use at the club?", "Staff:How satisfied are you with the following?",
              "How likely is it that you would recommend us to a friend or colleague?",
              "What do you like most about your club?", "What is the one thing we should improve?",
              "Email Address:Contact details"]  # fmt: skip
    lines, told = [], []
    for n in range(12):
        likes, misses = ENGLISH[n], ("N/A", "-")[n % 2] if n % 4 == 3 else ENGLISH[(n + 5) % 12]
        score, day = n % 11, f"2026-03-{n + 2:02d}T13:21:00"
        moment = f"Mar {n + 2:02d}, 2026 01:21:00 PM"
        club = ("Riverside", "Harbour", "Other - Write In (Required)")[n % 3]
        lines.append([n + 1, moment, moment.replace("21", "29"), "Complete", "", "", "", "English", f"1772_{n}f3a",
                      "Mozilla/5.0 (iPhone)", f"-1.{n}", "United Kingdom", club, "the one by the mall" * (n % 3 == 2),
                      "Classes" * (n % 2), "Pool and sauna" * (n % 3 == 0), ("Satisfied", "Neutral")[n % 2], score,
                      likes, misses, ""])  # fmt: skip
        told += [Said(text, str(n + 1), day, score) for text in (likes, misses) if len(text) > 3]
    return Export("export-club-survey.csv", table(header, lines, encoding="utf-8-sig"), told)

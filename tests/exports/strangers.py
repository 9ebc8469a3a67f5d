"""Shapes that the reader was not made for: a survey, a support desk and a chat of tools that nothing here names."""

from exports import CHINESE, ENGLISH, Export, Said, as_json, kind, said, table, without

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

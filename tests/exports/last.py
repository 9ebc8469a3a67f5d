"""The last twelve shapes of this round, which were written after all others were right."""

from xml.sax.saxutils import quoteattr

from exports import (
    CHINESE_20,
    ENGLISH_20,
    KOREAN,
    SPANISH,
    Export,
    Said,
    as_json,
    kind,
    said,
    table,
    without,
    workbook,
)

ANSWERS = ("Thanks for writing, we will look into it.", "Could you tell us your order number?", "This is solved now.")


@kind
def telephone_export_text() -> Export:
    """A moment on a line, below it who, below it what was said."""
    rows = without(said(ENGLISH_20, users=["+15550101", "Ann Lee", "bo@example.org"]), "rating")
    lines = []
    for n, row in enumerate(rows):
        at = f"{row.at:%b %d, %Y} {row.at.hour % 12 or 12:2}:{row.at:%M:%S %p}"
        lines += [at + " (Read by you after 5 seconds)" * (n % 4 == 1), row.user, row.text, ""]
    return Export("chat.txt", "\n".join(lines).encode(), rows)


@kind
def telephone_backup_xml() -> Export:
    """Messages in attributes: numbers, milliseconds, the same moment for people to read, names from an address book."""
    rows = without(said((*ENGLISH_20[:12], *SPANISH), users=["+15550101", "+15550102", "+15550103"]), "rating")
    lines = [
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>",
        '<smses count="20" backup_set="a1" type="full">',
    ]
    lines += [f'  <sms protocol="0" address="{row.user}" date="{row.epoch * 1000}" type="1" subject="null" '
              f'body={quoteattr(row.text)} toa="null" service_center="null" read="1" status="-1" locked="0" '
              f'date_sent="{row.epoch * 1000}" sub_id="1" readable_date="{row.at:%b %d, %Y %H:%M:%S}" '
              f'contact_name="(Unknown)" />' for row in rows]  # fmt: skip
    lines.append("</smses>")
    return Export("sms-20260901.xml", "\n".join(lines).encode(), rows)


@kind
def actors_messages_csv() -> Export:
    """Who acted by a kind, a name and an address; public and private messages; what the system noted."""
    header = ["Conversation ID", "Interaction ID", "Message Type", "Actor Type", "Actor Name", "Actor Email", "Message",
              "Created At", "Channel"]  # fmt: skip
    rows = without(said(ENGLISH_20, users=["ann@client.example", "bo@client.example", "cy@client.example"]), "rating")
    lines = []
    for n, row in enumerate(rows):
        own = [f"c-{n // 2}", f"i-{n}"]
        at = row.time + "Z"
        lines += [[*own, "normal", "user", row.user[:3].title(), row.user, row.text, at, "Web"],
                  [*own, "normal", "agent", "Kim", "kim@shop.example", ANSWERS[n % 3], at, "Web"],
                  [*own, "private", "agent", "Kim", "kim@shop.example", "Seems upset, be careful here.", at, "Web"],
                  [*own, "system", "system", "", "", "Conversation was resolved by Kim", at, "Web"]]  # fmt: skip
    return Export("chat-transcripts.csv", table(header, lines), rows)


@kind
def robot_log_csv() -> Export:
    """What somebody said to a robot, what it took it for and how sure it was, and what it said itself."""
    header = ["session_id", "timestamp", "user_utterance", "detected_intent", "confidence", "bot_response", "channel"]
    rows = without(said((*CHINESE_20[:10], *ENGLISH_20[:10])), "user", "rating")
    lines = [[f"s-{n:03d}f", row.time, row.text, ("order.status", "fallback", "greet")[n % 3], 0.5 + n / 50,
              ("Let me look that up for you.", "I am sorry, I did not understand that.")[n % 2], "web"]
             for n, row in enumerate(rows)]  # fmt: skip
    return Export("bot_log.csv", table(header, lines), rows)


@kind
def live_comments_chinese_xlsx() -> Export:
    """Comments in a live show: ids beside names, a yes for who hosts it, likes, gifts in brackets."""
    header = ["序号", "直播间", "用户昵称", "用户ID", "是否主播", "评论内容", "评论时间", "点赞数"]
    rows = without(said(CHINESE_20, users=["u99012", "u99013", "u99014", "u99015"]), "rating")
    lines = [header]
    for n, row in enumerate(rows):
        at = row.time.replace("T", " ")
        lines.append([len(lines), "周五买菜直播", f"昵称{row.user[-1]}", row.user, "否", row.text, at, n % 4])
        if n % 4 == 0:
            lines.append(
                [
                    len(lines),
                    "周五买菜直播",
                    "买菜官方",
                    "u1",
                    "是",
                    ("欢迎大家来到直播间", "三号链接已经上架")[n % 8 // 4],
                    at,
                    9,
                ]
            )
            lines.append([len(lines), "周五买菜直播", f"昵称{row.user[-1]}", row.user, "否", "[玫瑰][玫瑰]", at, 0])
    return Export("直播评论.xlsx", workbook(**{"评论": lines}), rows)


@kind
def tickets_with_articles_json() -> Export:
    """Articles of a ticket: who sends in a word, names with addresses, notes that are internal."""
    rows = without(said(ENGLISH_20, users=["ann@client.example", "bo@client.example", "cy@client.example"]), "rating")
    tickets = []
    for n in range(0, 20, 2):

        def article(text: str, sender: str, who: str, at: str, internal: bool = False) -> dict[str, object]:
            return {"id": 1, "type": "email", "sender": sender, "from": who, "to": "help@shop.example",
                    "subject": "Trouble", "content_type": "text/html", "body": f"<p>{text}</p>", "internal": internal,
                    "created_at": at + ".000Z", "updated_at": "2026-09-01T00:00:00.000Z"}  # fmt: skip

        first, second = rows[n], Said(rows[n + 1].text, rows[n].user, rows[n + 1].time)
        rows[n + 1] = second
        tickets.append({
            "id": n, "number": f"9{n:04d}", "title": "Trouble", "state": "closed", "customer_id": 40 + n % 3,
            "owner_id": 3, "created_at": first.time + ".000Z",
            "articles": [article(first.text, "Customer", first.user, first.time),
                         article(ANSWERS[n % 3], "Agent", "Kim <kim@shop.example>", first.time),
                         article("Please call the courier", "Agent", "Kim <kim@shop.example>", first.time, True),
                         article(second.text, "Customer", second.user, second.time)]})  # fmt: skip
    return Export("tickets.json", as_json(tickets), rows)


@kind
def product_poll_csv() -> Export:
    """Names that are run together: who visits, of which account, the mark and why, milliseconds."""
    rows = said(ENGLISH_20, users=[f"vis-{n}" for n in range(9)], best=10, worst=0)
    lines = [[row.user, f"acc-{n % 4}", int(row.rating), row.text, row.epoch * 1000, "NPS spring", "en-GB"]
             for n, row in enumerate(rows)]  # fmt: skip
    header = ["visitorId", "accountId", "npsRating", "npsReason", "browserTime", "pollName", "locale"]
    return Export("nps.csv", table(header, lines), rows)


@kind
def delivery_reviews_chinese_xlsx() -> Export:
    """Marks of four kinds, tags that were ticked, the shop's answer, a name that most don't show."""
    header = [
        "评价时间",
        "订单编号",
        "用户名",
        "总体评分",
        "口味评分",
        "包装评分",
        "配送满意度",
        "评价标签",
        "评价内容",
        "商家回复",
        "是否差评",
    ]
    lines, told = [header], []
    for n, row in enumerate(said(CHINESE_20, users=["小**鱼", "阿**宽", "匿名用户"])):
        user = None if row.user == "匿名用户" else row.user
        lines.append([row.time.replace("T", " "), f"30{n:08d}", row.user, f"{int(row.rating)}星", "5星", "4星", "满意",
                      ("味道赞,分量足", "包装好", "送得快,味道赞")[n % 3], row.text, "感谢您的评价" * (n % 3 == 0),
                      "是" if row.rating < 3 else "否"])  # fmt: skip
        told.append(Said(row.text, user, row.time, row.rating))
    return Export("评价.xlsx", workbook(**{"评价": lines}), told)


@kind
def shop_reviews_korean_csv() -> Export:
    """Names in Korean: days with dots, stars with a word behind, the seller's answer."""
    header = ["작성일", "아이디", "별점", "리뷰 제목", "리뷰 내용", "상품명", "옵션", "판매자 답글"]
    lines, told = [], []
    for n, row in enumerate(said(KOREAN * 2, users=["kim***", "lee***", "park**"])):
        text, title = row.text + ("", " 정말")[n // 8], f"제 생각 {n}번"
        lines.append([f"{row.at:%Y.%m.%d}.", row.user, f"{int(row.rating)}점", title, text, "리넨 앞치마", ("회색",
        "흰색")[n % 2],
                      "소중한 후기 감사합니다" * (n % 3 == 0)])  # fmt: skip
        told.append(Said(f"{title}\n{text}", row.user, row.time[:10], row.rating))
    return Export("리뷰.csv", table(header, lines, encoding="cp949"), told)


@kind
def search_phrases_russian_csv() -> Export:
    """Totals as the first row, what was searched, visits, shares and times."""
    words = ("веганский сыр", "овсяное молоко", "хлеб без глютена", "подарочная карта", "отмена подписки",
    "спелый авокадо",
             "детское питание", "домашние яйца", "возврат денег", "часы работы", "торт на заказ", "свежий базилик",
             "кофе в зёрнах", "кошачий корм", "скидка студентам")  # fmt: skip
    lines = [["Итого и средние", 2000, 1600, "21 %", 2.4, "00:02:10"]]
    lines += [[word, 120 - 5 * n, 110 - 5 * n, f"{20 + n} %", 2.1, f"00:01:{10 + n}"] for n, word in enumerate(words)]
    header = ["Поисковая фраза", "Визиты", "Посетители", "Отказы", "Глубина просмотра", "Время на сайте"]
    return Export("phrases.csv", table(header, lines), [Said(word) for word in words], weight="Визиты")


@kind
def page_comments_json() -> Export:
    """Comments and answers to them in lists within objects, people by names alone, pages of results."""
    rows = without(said((*ENGLISH_20[:12], *SPANISH), users=["kim.k", "leo_b", "mia"]), "rating")

    def comment(row: Said) -> dict[str, object]:
        return {"id": f"17{row.epoch}", "text": row.text, "username": row.user, "timestamp": row.time + "+0000",
                "like_count": 3}  # fmt: skip

    data = [{**comment(first), "replies": {"data": [comment(row) for row in rest]}} if rest else comment(first)
            for first, *rest in (rows[:3], rows[3:4], rows[4:9], rows[9:10], rows[10:12], rows[12:])]  # fmt: skip
    paging = {"cursors": {"before": "x", "after": "y"}, "next": "https://graph.example/next"}
    return Export("comments.json", as_json({"data": data, "paging": paging}), rows)


@kind
def research_notes_csv() -> Export:
    """Highlights of interviews: who was asked beside who took the note, tags, the project."""
    header = ["ID", "Note title", "Highlight", "Tags", "Project", "Participant", "Created at", "Created by"]
    rows = without(said(ENGLISH_20, users=["P03", "P07", "P11", "P12"]), "rating")
    lines = [[f"h{n}", f"Interview {row.user}", row.text, ("Pain, Price", "Wish")[n % 2], "Spring study", row.user,
              f"{row.at:%d %b %Y %H:%M}", ("Kim", "Lou")[n % 2]] for n, row in enumerate(rows)]  # fmt: skip
    return Export("highlights.csv", table(header, lines), [Said(r.text, r.user, r.time[:16]) for r in rows])

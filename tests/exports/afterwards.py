"""Sixteen further shapes, written after the 36 of this round were right: eight talks, and eight others."""

from datetime import timedelta

from exports import CHINESE_20, ENGLISH_20, GERMAN, JAPANESE, Export, Said, as_json, kind, said, table, without

ANSWERS = ("Thanks for reaching out, let me have a look.", "Could you send me your order number, please?",
           "This should work again now.")  # fmt: skip


@kind
def meeting_chat_text() -> Export:
    """The chat of a meeting: a clock, who says it and to whom in a line, and the words in the next, behind a tab."""
    rows = without(said(ENGLISH_20[:16], users=["Ann Lee", "Bo Chen", "Cy Ortega"]), "time", "rating")
    lines = []
    for n, row in enumerate(rows):
        to = "Everyone" if n % 4 else "Kim Sato(Direct Message)"
        lines += [f"09:{n:02d}:53 From {row.user} to {to}:", f"\t{row.text}"]
    return Export("chat.txt", "\r\n".join(lines).encode(), rows)


@kind
def desk_comments_json() -> Export:
    """The comments of a ticket with the people in a list beside, who have roles; notes that are not public."""
    rows = without(said(ENGLISH_20[:15], users=["901", "902", "903"]), "rating")
    comments = []
    for n, row in enumerate(rows):

        def comment(text: str, who: int, at: str, public: bool = True) -> dict[str, object]:
            return {"id": len(comments) + 7000, "type": "Comment", "author_id": who, "body": text,
                    "html_body": f'<div class="zd-comment"><p>{text}</p></div>', "plain_body": text, "public": public,
                    "attachments": [], "audit_id": 5, "via": {"channel": "email", "source": {"rel": None}},
                    "created_at": at + "Z", "metadata": {"system": {"location": "Leeds"}, "custom": {}}}  # fmt: skip

        comments.append(comment(row.text, int(row.user), row.time))
        comments.append(comment(ANSWERS[n % 3], 77, row.time))
        if n % 4 == 0:
            comments.append(comment("He sounds angry, be careful", 77, row.time, public=False))
    users = [{"id": int(user), "name": f"Name {user}", "email": f"n{user}@client.example", "role": "end-user"}
             for user in ("901", "902", "903")]  # fmt: skip
    users.append({"id": 77, "name": "Kim", "email": "kim@shop.example", "role": "agent"})
    whole = {"comments": comments, "users": users, "next_page": None, "count": len(comments)}
    return Export("comments.json", as_json(whole), rows)


@kind
def open_desk_messages_json() -> Export:
    """Messages whose way is a number; a contact is who asks, a user who answers; private ones; what was done."""
    rows = without(said(ENGLISH_20[:15], users=["4101", "4102", "4103"]), "rating")
    payload = []
    for n, row in enumerate(rows):
        own = {"conversation_id": 30 + n % 3, "created_at": row.epoch, "content_type": "text", "inbox_id": 2,
               "status": "sent", "content_attributes": {}, "source_id": None}  # fmt: skip
        contact = {"id": int(row.user), "name": f"Name {row.user}", "type": "contact", "identifier": None}
        kim = {"id": 7, "name": "Kim", "available_name": "Kim", "type": "user", "availability_status": "online"}
        payload += [{**own, "id": 10 * n, "content": row.text, "message_type": 0, "private": False, "sender": contact},
                    {**own, "id": 10 * n + 1, "content": ANSWERS[n % 3], "message_type": 1, "private": False,
                     "sender": kim}]  # fmt: skip
        if n % 4 == 0:
            payload += [{**own, "id": 10 * n + 2, "content": "Looks like our own fault", "message_type": 1,
                         "private": True, "sender": kim},
                        {**own, "id": 10 * n + 3, "content": "Conversation was resolved by Kim", "message_type": 2,
                         "private": False}]  # fmt: skip
    whole = {"meta": {"labels": [], "additional_attributes": {}}, "payload": payload}
    return Export("messages.json", as_json(whole), rows)


@kind
def questions_with_answers_json() -> Export:
    """Questions with titles, and answers in a list within; owners in objects, seconds, bodies as markup."""
    rows = without(said(ENGLISH_20, users=["1101", "1102", "1103", "1104"]), "rating")
    items, told = [], []
    for n in range(0, 20, 2):
        asked, answered = rows[n], rows[n + 1]

        def post(row: Said, **more: object) -> dict[str, object]:
            owner = {"account_id": 5, "reputation": 91, "user_id": int(row.user), "user_type": "registered",
                     "display_name": f"Name {row.user}", "link": "https://so.example/u"}  # fmt: skip
            return {"owner": owner, "score": 3, "last_activity_date": 1790000000, "creation_date": row.epoch,
                    "content_license": "CC BY-SA 4.0", "body": f"<p>{row.text}</p>\n", **more}  # fmt: skip

        title = f"How do I solve trouble number {n}?"
        items.append(post(asked, tags=["shop"], is_answered=True, view_count=90, answer_count=1, question_id=n,
                          link="https://so.example/q", title=title,
                          answers=[post(answered, is_accepted=False, answer_id=n + 1, question_id=n)]))  # fmt: skip
        told += [Said(f"{title}\n{asked.text}", asked.user, asked.time), answered]
    whole = {"items": items, "has_more": False, "quota_max": 300, "quota_remaining": 299}
    return Export("questions.json", as_json(whole), told)


@kind
def assistant_account_json() -> Export:
    """Talks with an assistant out of an account: the same words plain and in parts; a human and an assistant."""
    rows = without(said(ENGLISH_20[:16], users=["a77"]), "rating")
    talks = []
    for at in range(0, 16, 2):
        messages = []
        for n, row in enumerate(rows[at : at + 2]):
            for sender, text in (("human", row.text), ("assistant", "Certainly, here are some ideas for you.")):
                part = {"start_timestamp": row.time + "Z", "stop_timestamp": row.time + "Z", "type": "text",
                        "text": text, "citations": []}  # fmt: skip
                messages.append({"uuid": f"m{at}{n}{sender}", "text": text, "content": [part], "sender": sender,
                                 "created_at": row.time + ".120Z", "updated_at": row.time + ".120Z",
                                 "attachments": [], "files": []})  # fmt: skip
        talks.append(
            {
                "uuid": f"c{at}",
                "name": "Ideas for the shop",
                "summary": "",
                "created_at": rows[at].time + "Z",
                "updated_at": "2026-09-01T00:00:00Z",
                "account": {"uuid": "a77"},
                "chat_messages": messages,
            }
        )
    return Export("conversations.json", as_json(talks), rows)


@kind
def group_log_chinese_json() -> Export:
    """A group by a tool: people by ids and names, times with their zone, numbers for types, pictures and hints."""
    rows = without(said(CHINESE_20[:16], users=["wxid_a1", "wxid_b2", "wxid_c3"]), "rating")
    names = {"wxid_a1": "小林", "wxid_b2": "阿宽", "wxid_c3": "王姐"}
    entries = []
    for n, row in enumerate(rows):
        own = {"seq": 1773480413000 + n, "time": (row.at + timedelta(hours=8)).isoformat() + "+08:00",
               "talker": "2211@chatroom", "talkerName": "买菜内测群", "isChatRoom": True, "sender": row.user,
               "senderName": names[row.user], "isSelf": False, "subType": 0}  # fmt: skip
        entries.append({**own, "type": 1, "content": row.text})
        if n % 5 == 0:
            entries.append({**own, "type": 3, "content": "", "contents": {"md5": "50de", "path": "a/b.dat"}})
            entries.append({**own, "type": 10000, "sender": "系统消息", "senderName": "", "content": "阿宽加入了群聊"})
    return Export("chatlog.json", as_json(entries), rows)


@kind
def meeting_minutes_chinese_text() -> Export:
    """A meeting as a program heard it: a name, how far it had gone in brackets, a colon, and the words."""
    rows = without(said(CHINESE_20[:16], users=["林小雨", "阿宽", "王姐"]), "time", "rating")
    lines = [f"{row.user}(00:{n:02d}:{17 + n}): {row.text}" for n, row in enumerate(rows)]
    return Export("会议转写.txt", "\n\n".join(lines).encode("utf-8-sig"), rows)


@kind
def work_talk_japanese_csv() -> Export:
    """Messages of a firm: when, who and to whom, a number of the room, what was said."""
    texts = (*JAPANESE, *(f"{text}。残念です" for text in JAPANESE[:6]))
    rows = without(said(texts, users=["林 花子", "佐藤 健", "鈴木 葵"]), "rating")
    lines = [[f"{row.at:%Y/%m/%d %H:%M:%S}", row.user, "お客様の声グループ", "1022", row.text] for row in rows]
    lines.insert(3, ["2026/04/02 10:00:00", "林 花子", "お客様の声グループ", "1022", "[写真]"])
    header = ["日時", "送信者", "受信者", "トークルームID", "メッセージ"]
    return Export("talk.csv", table(header, lines, encoding="utf-8-sig"), rows)


@kind
def post_comments_chinese_json() -> Export:
    """Comments as a site answers: markup with faces as pictures, moments as programs say them, replies or false."""
    rows = without(said(CHINESE_20[:16], users=["5601", "5602", "5603", "5604"]), "rating")
    data = []
    for n, row in enumerate(rows):
        face = '<span class="url-icon"><img alt="[哭]" src="https://w.example/f.png" style="width:1em;"/></span>'
        local = row.at + timedelta(hours=8)
        data.append({"created_at": f"{local:%a %b %d %H:%M:%S} +0800 {local:%Y}", "id": str(51000 + n),
                     "rootid": str(51000 + n), "floor_number": n + 1, "text": row.text + face * (n % 3 == 0),
                     "disable_reply": 0, "like_count": n % 4, "source": "来自四川", "comments": False,
                     "user": {"id": int(row.user), "screen_name": f"微博用户{row.user[-1]}", "verified": False,
                              "description": "认真生活，好好吃饭，天天开心", "followers_count": 91,
                              "profile_url": "https://w.example/u"}})  # fmt: skip
    whole = {"ok": 1, "data": {"data": data, "total_number": 16, "max_id": 0, "status": {"comment_manage_info": {}}}}
    return Export("hotflow.json", as_json(whole), rows)


@kind
def place_reviews_json() -> Export:
    """Reviews of a place: stars as words in capitals, a translation before the original, the owner's reply."""
    rows = said(ENGLISH_20[:16], users=[f"Guest {n}" for n in range(8)])
    words = ("ONE", "TWO", "THREE", "FOUR", "FIVE")
    reviews = []
    for n, row in enumerate(rows):
        reply = {"reviewReply": {"comment": "Thank you for your kind visit!", "updateTime": row.time + "Z"}}
        reviews.append(
            {
                "reviewId": f"AbFv{n}",
                "reviewer": {"profilePhotoUrl": "https://g.example/p", "displayName": row.user},
                "starRating": words[int(row.rating) - 1],
                "comment": row.text,
                "createTime": row.time + ".5Z",
                "updateTime": row.time + ".5Z",
                **(reply if n % 3 == 0 else {}),
                "name": f"accounts/1/locations/2/reviews/AbFv{n}",
            }
        )
    return Export("reviews.json", as_json({"reviews": reviews, "averageRating": 3.2, "totalReviewCount": 16}), rows)


@kind
def app_shop_reviews_csv() -> Export:
    """Reviews of an app by a shop for computers: market and device, helpful or not, the maker's response."""
    header = [
        "Product name",
        "Date",
        "Market",
        "OS version",
        "Device type",
        "Package version",
        "Rating",
        "Review title",
        "Review text",
        "Helpful count",
        "Not helpful count",
        "Reviewer name",
        "Review ID",
        "Response date",
        "Response text",
    ]
    lines, told = [], []
    for n, row in enumerate(said(ENGLISH_20[:16], users=["Ann", "Bo", "Cy", "Di"])):
        title, answered = f"What I think {n}", n % 4 == 0
        lines.append(["My shop", f"{row.at.month}/{row.at.day}/{row.at.year} {row.at:%H:%M}", ("GB", "US")[n % 2],
                      "Windows 11", "PC", "5.0.1.0", int(row.rating), title, row.text, n % 3, 0, row.user, f"r-{n}f",
                      "9/1/2026 10:26" * answered, "Thanks, we are working on it." * answered])  # fmt: skip
        told.append(Said(f"{title}\n{row.text}", row.user, row.time[:16], row.rating))
    return Export("reviews.csv", table(header, lines), told, known=("Market",), weight="Helpful count")


@kind
def quick_form_csv() -> Export:
    """A form: two ids, a day, a scale, choices both as one cell and as a column each, and an open question."""
    header = [
        "Submission ID",
        "Respondent ID",
        "Submitted at",
        "How would you rate our shop?",
        "Which parts do you use?",
        "Which parts do you use? (Search)",
        "Which parts do you use? (Cart)",
        "What should we do better?",
    ]
    lines, told = [], []
    for n, row in enumerate(said(ENGLISH_20[:16], users=[f"r{n}Xk" for n in range(16)])):
        both = n % 2 == 0
        lines.append([f"s{n}Qz", row.user, row.time.replace("T", " "), int(row.rating),
                      "Search, Cart" if both else "Search", "true", str(both).lower(), row.text])  # fmt: skip
        told.append(row)
    return Export("submissions.csv", table(header, lines), told)


@kind
def search_terms_report_csv() -> Export:
    """A report of advertising: its name and its days above the header, totals below, shares and money."""
    terms = ("wireless earbuds", "standing desk", "running shoes wide", "coffee grinder manual", "desk lamp warm light",
             "yoga mat thick", "usb c hub", "kids raincoat", "cast iron pan", "noise cancelling headphones",
             "office chair lumbar", "bread maker")  # fmt: skip
    rows = without(said(terms), "user", "time", "rating")
    lines = [
        [
            row.text,
            "Broad match",
            "None",
            "Spring",
            f"Group {n % 3}",
            3 + n,
            f"{900 + n:,}",
            "1.20%",
            "EUR",
            "0.31",
            "2.40",
            0,
        ]
        for n, row in enumerate(rows)
    ]
    header = ["Search term", "Match type", "Added/Excluded", "Campaign", "Ad group", "Clicks", "Impr.", "CTR",
              "Currency code", "Avg. CPC", "Cost", "Conversions"]  # fmt: skip
    below = [
        ["Total: Search terms", " --", " --", " --", " --", 102, "10,866", "0.94%", "EUR", "0.31", "28.80", 0],
        ["Total: Account", " --", " --", " --", " --", 140, "12,001", "1.10%", "EUR", "0.30", "31.20", 0],
    ]
    above = 'Search terms report\r\n"March 1, 2026 - March 31, 2026"\r\n'
    return Export("terms.csv", above.encode() + table(header, [*lines, *below]), rows)


@kind
def trusted_reviews_german_csv() -> Export:
    """Reviews of a shop in German: a mark with a comma, a title, the shop's answer, numbers of orders."""
    header = ["Datum", "Gesamtnote", "Titel", "Kommentar", "Bestellnummer", "E-Mail-Adresse", "Status", "Ihre Antwort"]
    lines, told = [], []
    for n, row in enumerate(said((*GERMAN, *(f"{text}, leider" for text in GERMAN[:4])),
                                 users=[f"kunde{n}@mail.example" for n in range(6)])):  # fmt: skip
        title = f"Meine Erfahrung {n}" if n % 3 else ""
        lines.append(
            [
                f"{row.at:%d.%m.%Y %H:%M}",
                f"{row.rating:.1f}".replace(".", ","),
                title,
                row.text,
                f"B-{9000 + n}",
                row.user,
                "veröffentlicht",
                "Vielen Dank für Ihre Bewertung!" * (n % 2),
            ]
        )
        told.append(Said(f"{title}\n{row.text}".strip(), row.user, row.time[:16], row.rating))
    return Export("bewertungen.csv", table(header, lines, ";", "cp1252"), told)


@kind
def car_opinions_chinese_csv() -> Export:
    """Opinions on cars: what was liked most and least, marks of many parts, what was paid, when it was bought."""
    header = [
        "用户名",
        "车型",
        "购买时间",
        "购买地点",
        "裸车价",
        "行驶里程",
        "发表时间",
        "空间",
        "动力",
        "操控",
        "油耗",
        "舒适性",
        "外观",
        "内饰",
        "性价比",
        "最满意",
        "最不满意",
    ]
    lines, told = [], []
    for n, row in enumerate(without(said(CHINESE_20[:12], users=["老车迷", "小鱼", "阿宽", "王姐"]), "rating")):
        worst = CHINESE_20[(n + 8) % 20] + "，比较失望"
        marks = [3 + (n + k) % 3 for k in range(8)]
        lines.append([row.user, "2026款 豪华型", "2025-11", "成都", f"{12 + n / 10:.2f}万元", f"{3000 + 70 * n}公里",
                      row.time[:10], *marks, row.text, worst])  # fmt: skip
        told += [Said(text, row.user, row.time[:10]) for text in (row.text, worst)]
    return Export("口碑.csv", table(header, lines, encoding="gb18030"), told)


@kind
def product_notes_csv() -> Export:
    """Notes of what customers said: a title and the words, tags, by whom it came and of which firm."""
    header = ["id", "title", "content", "display_url", "tags", "source_origin", "state", "owner_email", "user_name",
              "user_email", "company_name", "company_domain", "created_at", "updated_at"]  # fmt: skip
    lines, told = [], []
    rows = without(
        said(ENGLISH_20[:14], users=["ann@client.example", "bo@client.example", "cy@client.example"]), "rating"
    )
    for n, row in enumerate(rows):
        title = f"Call about wish number {n}"
        lines.append([f"n-{n}a", title, f"<p>{row.text}</p>", "", ("billing", "mobile, billing")[n % 2], "intercom",
                      "processed", "kim@shop.example", row.user[:3].title(), row.user, "Client", "client.example",
                      row.time + "Z", "2026-09-01T00:00:00Z"])  # fmt: skip
        told.append(Said(f"{title}\n{row.text}", row.user, row.time))
    return Export("notes.csv", table(header, lines), told, known=("company_name",))

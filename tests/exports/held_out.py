"""Twelve last shapes of this round, written after the 52 others were right: six talks, and six others."""

from exports import CHINESE_20, ENGLISH_20, KOREAN, SPANISH, Export, Said, as_json, kind, said, table, without, workbook

ANSWERS = ("Thanks for reaching out, let me have a look.", "Could you send me your order number, please?",
           "This should work again now.")  # fmt: skip


@kind
def recorded_talk_text() -> Export:
    """A transcript by a recorder: who and when in a line, the words below; a line on the program at the end."""
    rows = without(said(ENGLISH_20[:16], users=["Ann Lee", "Speaker 2"]), "time", "rating")
    lines = []
    for n, row in enumerate(rows):
        lines += [f"{row.user}  {n}:{10 + n}  ", row.text, ""]
    lines += ["Transcribed by https://otter.example"]
    told = [*rows[:-1], rows[-1]]
    return Export("Interview.txt", "\n".join(lines).encode(), told)


@kind
def stored_friends_json() -> Export:
    """Messages by friends, each with a list: whether the owner sent it, kinds without words, moments with a zone."""
    rows = without(said(ENGLISH_20[:15], users=["ann.lee", "bo_chen", "cyort"]), "rating")
    friends: dict[str, list[dict[str, object]]] = {}
    for n, row in enumerate(rows):
        entry = {"From": row.user, "Media Type": "TEXT", "Created": row.time.replace("T", " ") + " UTC",
                 "Content": row.text, "Conversation Title": None, "IsSender": False,
                 "Created(microseconds)": row.epoch * 1000, "IsSaved": False, "Media IDs": ""}  # fmt: skip
        friends.setdefault(row.user, []).append(entry)
        if n % 4 == 0:
            friends[row.user].append({**entry, "Media Type": "MEDIA", "Content": None, "Media IDs": "b~EiA"})
            friends[row.user].append({**entry, "From": "me.myself", "IsSender": True, "Content": "See you there then"})
    return Export("chat_history.json", as_json(friends), rows)


@kind
def team_window_messages_json() -> Export:
    """A message a record: a yes for who is inbound, an author who is a teammate or none, bodies twice."""
    rows = without(
        said(ENGLISH_20[:15], users=["ann@client.example", "bo@client.example", "cy@client.example"]), "rating"
    )
    results = []
    for n, row in enumerate(rows):
        own = {"is_draft": False, "error_type": None, "version": None, "type": "email", "attachments": [],
               "created_at": row.epoch + 0.25, "subject": ("Order", "Re: Order")[n % 2], "metadata": {}}  # fmt: skip
        kim = {"id": "tea_55c8", "email": "kim@shop.example", "username": "kim", "first_name": "Kim", "is_admin": True}
        people = [{"name": "Client", "handle": row.user, "role": "from"},
                  {"name": "Help", "handle": "help@shop.example", "role": "to"}]  # fmt: skip
        results += [{**own, "id": f"msg_{n}a", "is_inbound": True, "blurb": row.text[:20], "body": f"<p>{row.text}</p>",
                     "text": row.text, "author": None, "recipients": people},
                    {**own, "id": f"msg_{n}b", "is_inbound": False, "blurb": ANSWERS[n % 3][:20], "author": kim,
                     "body": f"<p>{ANSWERS[n % 3]}</p>", "text": ANSWERS[n % 3],
                     "recipients": [{**people[1], "role": "from"}, {**people[0], "role": "to"}]}]  # fmt: skip
    return Export("messages.json", as_json({"_pagination": {"next": None}, "_results": results}), rows)


@kind
def study_forum_spanish_csv() -> Export:
    """Posts of a course: names in full, seconds, markup, whether a post is private, how many words it has."""
    header = ["id", "discussion", "parent", "userid", "userfullname", "created", "modified", "mailed", "subject",
              "message", "messageformat", "messagetrust", "attachment", "totalscore", "mailnow", "deleted",
              "privatereplyto", "privatereplytofullname", "wordcount", "charcount"]  # fmt: skip
    rows = without(said((*SPANISH, *(f"{text} otra vez" for text in SPANISH[:6])), users=["51", "52", "53"]), "rating")
    lines = [
        [
            900 + n,
            30 + n % 4,
            0 if n < 4 else 900 + n % 4,
            row.user,
            f"Alumna {row.user}",
            row.epoch,
            row.epoch + 60,
            1,
            ("Presentación", "Re: Presentación", "Re: Dudas")[n % 3],
            f'<p dir="ltr">{row.text}</p>',
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            "",
            len(row.text.split()),
            len(row.text),
        ]
        for n, row in enumerate(rows)
    ]
    return Export("foro.csv", table(header, lines), rows)


@kind
def seller_messages_chinese_xlsx() -> Export:
    """Messages of a shop's window: who sends and who gets it, the buyer in a column of its own, cards."""
    header = ["会话时间", "买家昵称", "发送者", "接收者", "消息内容", "消息格式"]
    rows = without(said(CHINESE_20[:16], users=["tb_xiaoyu88", "akuan_1990", "wangjie2020"]), "rating")
    lines = [header]
    for n, row in enumerate(rows):
        at, shop = row.time.replace("T", " "), "菜园子旗舰店:小美"
        lines += [[at, row.user, row.user, shop, row.text, "文本"],
                  [at, row.user, shop, row.user, ("亲,在的,请稍等", "您好,已经为您登记")[n % 2], "文本"]]  # fmt: skip
        lines += [[at, row.user, row.user, shop, "[商品卡片]", "卡片"]] * (n % 4 == 0)
    return Export("聊天记录.xlsx", workbook(**{"Sheet1": lines}), rows)


@kind
def call_segments_json() -> Export:
    """A telephone call as a service heard it: segments with words and seconds, channels named after who is on them."""
    rows = without(said(ENGLISH_20[:14], users=["CUSTOMER"]), "user", "time", "rating")
    transcript = []
    for n, row in enumerate(rows):
        for who, text in (("CUSTOMER", row.text), ("AGENT", ANSWERS[n % 3])):
            transcript.append(
                {
                    "Id": f"s{n}{who[0]}",
                    "ParticipantId": who,
                    "ParticipantRole": who,
                    "Content": text,
                    "BeginOffsetMillis": 9000 * n,
                    "EndOffsetMillis": 9000 * n + 4100,
                    "Sentiment": "NEUTRAL",
                    "LoudnessScore": [78.1, 80.2],
                }
            )
    whole = {"AccountId": "123", "Channel": "VOICE", "ContentMetadata": {"Output": "Raw"}, "LanguageCode": "en-US",
             "JobStatus": "COMPLETED", "Participants": [{"ParticipantId": "CUSTOMER", "ParticipantRole": "CUSTOMER"},
                                                        {"ParticipantId": "AGENT", "ParticipantRole": "AGENT"}],
             "Transcript": transcript}  # fmt: skip
    return Export("call.json", as_json(whole), rows)


@kind
def film_diary_csv() -> Export:
    """Reviews of films out of an account: the film's name and year, half stars, when it was seen and when written."""
    header = ["Date", "Name", "Year", "Letterboxd URI", "Rating", "Rewatch", "Review", "Tags", "Watched Date"]
    lines, told = [], []
    for n, row in enumerate(said(ENGLISH_20[:16])):
        mark = row.rating - 0.5
        lines.append(
            [
                row.time[:10],
                f"The Long Film {n}",
                1990 + n,
                f"https://boxd.example/{n}a",
                mark,
                "Yes" * (n % 5 == 0),
                row.text,
                "cinema" * (n % 2),
                "2026-01-02",
            ]
        )
        told.append(Said(row.text, None, row.time[:10], mark))
    return Export("reviews.csv", table(header, lines), told, known=("Name",))


@kind
def shop_reviews_listed_json() -> Export:
    """Reviews of a shop's program: markup, moments with and without a zone, who wrote by name and address."""
    reviews, told = [], []
    for n, row in enumerate(
        said(ENGLISH_20[:16], users=["ann@client.example", "bo@client.example", "cy@client.example"])
    ):
        reviews.append({"id": 22 + n, "date_created": row.time, "date_created_gmt": row.time, "product_id": 31 + n % 3,
                        "product_name": "Basket of greens", "product_permalink": "https://shop.example/p",
                        "status": "approved", "reviewer": row.user[:3].title(), "reviewer_email": row.user,
                        "review": f"<p>{row.text}</p>\n", "rating": int(row.rating), "verified": n % 2 == 0,
                        "reviewer_avatar_urls": {"24": "https://g.example/24", "48": "https://g.example/48"},
                        "_links": {"self": [{"href": "https://shop.example/r"}]}})  # fmt: skip
        told.append(row)
    return Export("reviews.json", as_json(reviews), told)


@kind
def app_comments_chinese_xlsx() -> Export:
    """Comments of a store for telephones: stars, versions, devices, the maker's answer and when it came."""
    header = [
        "评论ID",
        "国家/地区",
        "用户昵称",
        "星级",
        "评论内容",
        "评论时间",
        "应用版本",
        "设备型号",
        "开发者回复",
        "回复时间",
    ]
    lines, told = [header], []
    for n, row in enumerate(said(CHINESE_20[:16], users=["小鱼", "阿宽", "王姐", "林中路"])):
        answered = n % 3 == 0
        lines.append(
            [
                f"c{n:05d}",
                "中国",
                row.user,
                int(row.rating),
                row.text,
                row.time.replace("T", " "),
                "5.0.1",
                "Mate 60",
                "感谢您的反馈，我们会尽快处理" * answered,
                "2026-08-30 10:00:00" * answered,
            ]
        )
        told.append(row)
    return Export("评论.xlsx", workbook(**{"评论列表": lines}), told)


@kind
def guests_answers_korean_csv() -> Export:
    """A form in Korean: when, an address, a mark, a choice and two open questions."""
    header = [
        "타임스탬프",
        "이메일 주소",
        "서비스에 얼마나 만족하시나요? (1-5)",
        "주로 어떤 기능을 쓰시나요?",
        "가장 좋았던 점은 무엇인가요?",
        "개선했으면 하는 점이 있다면 적어 주세요.",
    ]
    lines, told = [], []
    for n, row in enumerate(said(KOREAN, users=[f"k{n}@client.example" for n in range(8)])):
        more = f"{KOREAN[(n + 3) % 8]} 고쳐 주세요" if n % 3 else "없음"
        lines.append(
            [
                f"{row.at:%Y. %m. %d} {'오전' if row.at.hour < 12 else '오후'} {row.at.hour % 12 or 12}:{row.at:%M:%S}",
                row.user,
                int(row.rating),
                ("검색", "주문")[n % 2],
                row.text,
                more,
            ]
        )
        told += [Said(text, row.user, row.time, row.rating) for text in (row.text, more) if text != "없음"]
    return Export("설문.csv", table(header, lines), told)


@kind
def network_posts_csv() -> Export:
    """Posts out of an account of a network for work: moments, links, words with doubled line ends, who may see them."""
    header = ["Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility"]
    rows = without(said(ENGLISH_20[:14]), "user", "rating")
    lines = [[row.time.replace("T", " "), f"https://li.example/feed/{n}", row.text, "", "", "MEMBER_NETWORK"]
             for n, row in enumerate(rows)]  # fmt: skip
    return Export("Shares.csv", table(header, lines), rows, known=("Visibility",))


@kind
def wishes_csv() -> Export:
    """Wishes with votes: a title, a text, who wants it by name and address, the state, an answer of the team."""
    header = [
        "ID",
        "Title",
        "Description",
        "State",
        "Supporters count",
        "Votes count",
        "Comments count",
        "Creator name",
        "Creator email",
        "Category",
        "Created at",
        "Status response",
    ]
    rows = without(
        said(ENGLISH_20[:14], users=["ann@client.example", "bo@client.example", "cy@client.example"]), "rating"
    )
    lines, told = [], []
    for n, row in enumerate(rows):
        title = f"Wish of number {n}"
        lines.append(
            [
                n,
                title,
                row.text,
                ("open", "planned")[n % 2],
                n,
                n * n,
                n % 3,
                row.user[:3].title(),
                row.user,
                ("Mobile", "Web")[n % 2],
                row.time.replace("T", " ") + " UTC",
                "We plan this for autumn." * (n % 2),
            ]
        )
        told.append(Said(f"{title}\n{row.text}", row.user, row.time))
    return Export("ideas.csv", table(header, lines), told, weight="Votes count")

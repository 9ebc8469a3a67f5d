"""Shapes of usual tools that came later: threads with replies, ideas with votes, comments of a site, panels."""

from exports import CHINESE, ENGLISH, SPANISH, Export, Said, as_json, kind, said, table, without

PORTUGUESE = (
    "O pedido chegou com duas horas de atraso", "Não consigo entrar desde a última atualização",
    "Os legumes estavam frescos e crocantes", "O atendimento me ajudou muito rápido",
    "Plástico demais para um único pepino", "O cupom não funciona no caixa",
    "Os preços subiram muito desde janeiro", "A busca não encontra nada com duas palavras",
)  # fmt: skip


@kind
def software_reviews_csv() -> Export:
    """Questions, a further text that few fill, the maker's response, and people who are only said to be verified."""
    header = ["Review ID", "Star Rating", "NPS Score (0-10)", "What do you like best about it?",
              "What do you dislike about it?", "Recommendations to others considering it", "Reviewer Name",
              "Industry", "Date Published", "Response"]  # fmt: skip
    lines, told = [], []
    for n in range(12):
        user, stars, day = (None, f"Ann {n}.", f"Bo {n}.")[n % 3], n % 5 + 1, f"2026-04-{n + 1:02d}"
        texts = (ENGLISH[n], ENGLISH[(n + 5) % 12], SPANISH[n // 2] if n % 2 else "")
        reply = ("Thanks for your kind review!", "We are sorry to hear this.", "Thank you, Ann!", "")[n % 4]
        lines.append([700 + n, stars, 10 - n % 11, *texts, user or "Verified User in Education",
                      ("Retail", "Schools")[n % 2], day, reply])  # fmt: skip
        told += [Said(text, user, day, stars) for text in texts if text]
    return Export("reviews.csv", table(header, lines), told)


@kind
def video_threads_json() -> Export:
    """Comments with the replies to them in lists within, the people by an id that is the only member of an object."""
    rows = without(said(users=[f"UCv{n}" for n in range(5)]), "rating")

    def comment(row: Said) -> dict[str, object]:
        of = {"channelId": "UCshop", "textDisplay": row.text + "<br>", "textOriginal": row.text, "videoId": "v1",
              "authorDisplayName": "@kim", "authorChannelId": {"value": row.user}, "likeCount": 3,
              "publishedAt": row.time + "Z", "updatedAt": row.time + "Z"}  # fmt: skip
        return {"kind": "comment", "etag": "x", "id": f"Ug{row.epoch}", "snippet": of}

    items = [
        {"kind": "thread", "etag": "y", "id": f"Ug{first.epoch}",
         "snippet": {"channelId": "UCshop", "videoId": "v1", "topLevelComment": comment(first), "totalReplyCount": 2},
         **({"replies": {"comments": [comment(row) for row in rest]}} if rest else {})}
        for first, *rest in (rows[:3], rows[3:5], rows[5:6], rows[6:9], rows[9:10], rows[10:])
    ]  # fmt: skip
    return Export("threads.json", as_json({"kind": "list", "pageInfo": {"totalResults": 6}, "items": items}), rows)


@kind
def posts_and_comments_csv() -> Export:
    """Posts by their titles, with a text or without, and comments, all of which have the same word as a title."""
    rows = without(said((*ENGLISH, *SPANISH)), "user", "rating")
    lines, told = [], []
    for n, row in enumerate(rows):
        body = ("[removed]", "", "The rest is in the picture above")[n // 2 % 3]
        cells = (f"{row.text}", body) if n % 2 else ("Comment", row.text)
        lines.append([cells[0], 3 * n, f"g{n}x", "", n % 4, row.epoch, cells[1], row.time.replace("T", " ")])
        text = f"{row.text}\n{body}" if n % 2 and body.startswith("The") else row.text
        told.append(Said(text, None, row.time))
    header = ["title", "score", "id", "url", "comms_num", "created", "body", "timestamp"]
    return Export("posts.csv", table(header, lines), told)


@kind
def qq_text() -> Export:
    """Lines above, numbers or addresses behind the names, pictures in brackets, who came and went."""
    rows = without(said(CHINESE, users=["小鱼(10012345)", "【管理员】阿宽<kuan@example.com>"]), "rating")
    lines = ["消息记录（此消息记录为文本格式，不支持重新导入）", "", "=" * 40, "消息对象:内测群", "=" * 40, ""]
    for n, row in enumerate(rows):
        at = f"{row.at:%Y-%m-%d} {row.at.hour}:{row.at:%M:%S}"
        lines += [f"{at} 系统消息(10000)", "momo加入本群。", ""] * (n % 4 == 0)
        lines += [f"{at} {row.user}", row.text + ("[图片]", "[表情]", "")[n % 3], "", f"{at} {row.user}", "[图片]", ""]
    return Export("内测群.txt", "\r\n".join(lines).encode("utf-8-sig"), rows)


@kind
def video_comments_chinese_csv() -> Export:
    """Whom a comment answers in its first words or its last, and what people say of themselves beside."""
    header = ["序号", "上级评论ID", "评论ID", "用户ID", "用户名", "用户等级", "性别", "评论内容", "评论时间", "回复数",
              "点赞数", "个性签名", "IP属地", "头像"]  # fmt: skip
    rows = without(said(CHINESE, users=["3461560001", "3461560002", "3461560003"]), "rating")
    lines = [[n + 1, "", 2200000 + n, row.user, "小鱼", 5, "保密",
              ("回复 @小鱼 :", "", "回复@小鱼：")[n % 3] + row.text + ("", "@小红薯123 ", "[doge]")[n % 3],
              row.time.replace("T", " "), 0, 7 * n, ("生活明朗，万物可爱，努力学习的每一天", "")[n % 2],
              "IP属地：四川", "https://i.example/a.jpg"] for n, row in enumerate(rows)]  # fmt: skip
    return Export("评论.csv", table(header, lines, encoding="utf-8-sig"), rows)


@kind
def ideas_csv() -> Export:
    """An idea in few words as the title, what is meant in a column of any name, votes, and an answer of the makers."""
    header = ["postID", "title", "particulars", "board", "category", "status", "votes", "authorName", "authorID",
              "authorEmail", "createdAt", "Admin Response"]  # fmt: skip
    rows = without(said(users=["65f0a1", "65f0b2", "65f0c3"]), "rating")
    lines, told = [], []
    for n, row in enumerate(rows):
        title, text = f"Wish number {n}", row.text if n % 4 else ""
        lines.append([f"p{n}", title, text, "Wishes", ("Mobile", "Web")[n % 2], "open", n * n, "Kim", row.user,
                      "kim@example.org", row.time + ".1Z", "We are working on it now." * (n % 5 == 0)])  # fmt: skip
        told.append(Said(f"{title}\n{text}".strip(), row.user, row.time))
    return Export("posts.csv", table(header, lines), told)


@kind
def patients_csv() -> Export:
    """A mark in words with one for no answer, below a question that asks for no mark, and two questions for words."""
    header = ["Response ID", "Date of response", "Ward",
              "Thinking about your recent visit, overall, how was your experience of our service?",
              "Please can you tell us why you gave your answer?",
              "Please tell us about anything that we could have done better", "Age Band"]  # fmt: skip
    words = ("Very good", "Good", "Neither good nor poor", "Poor", "Very poor", "Don't know")
    lines, told = [], []
    for n in range(36):
        text = ENGLISH[n % 12] + ("", " again", " as ever")[n // 12]
        better = SPANISH[n % 8] if n < 8 else ("", "N/A")[n % 2]
        day, mark = f"2026-04-{n % 28 + 1:02d}", None if n % 6 == 5 else 5 - n % 6
        lines.append([f"F{n}", f"{day[8:]}/04/2026", ("A", "B")[n % 2], words[n % 6], text, better, "25-44"])
        told += [Said(each, f"F{n}", day, mark) for each in (text, better) if len(each) > 3]
    return Export("comments.csv", table(header, lines), told)


@kind
def site_comments_csv() -> Export:
    """Guests by their addresses, whose number is 0, and what other sites report of themselves."""
    header = ["comment_ID", "comment_post_ID", "comment_author", "comment_author_email", "comment_author_IP",
              "comment_date_gmt", "comment_content", "comment_karma", "comment_approved", "comment_type",
              "user_id"]  # fmt: skip
    rows = without(said((*ENGLISH, *SPANISH), users=[f"p{n}@example.org" for n in range(6)]), "rating")
    lines = []
    for n, row in enumerate(rows):
        at, admin = row.time.replace("T", " "), row.user[1] == "5"
        lines.append([n, 20, ("Ann", "Bo", "Cy")[n % 3], row.user, "203.0.113.7", at, f"<p>{row.text}</p>", 0, 1,
                      "comment", 1 if admin else 0])  # fmt: skip
        lines += [[90 + n, 20, "A blog", "", "203.0.113.8", at, "[&#8230;] as we read there [&#8230;]", 0, 1,
                   "pingback", 0]] * (n % 5 == 0)  # fmt: skip
    return Export("comments.csv", table(header, lines), rows)


@kind
def guests_posts_csv() -> Export:
    """No one but the guests' number says who wrote most of it: each of these is somebody else."""
    rows = [Said(row.text, None if n % 5 else "17", row.time) for n, row in enumerate(said((*ENGLISH, *SPANISH)))]
    lines = [[n, row.user or 0, row.text, row.time + "Z"] for n, row in enumerate(rows)]
    return Export("posts.csv", table(["id", "user_id", "message", "created_at"], lines), rows)


@kind
def cases_report_csv() -> Export:
    """A report with lines below that say who made it."""
    header = ["Case Number", "Account Name", "Contact Email", "Subject", "Description", "Date/Time Opened", "Status"]
    rows = without(said(users=["a@client.example", "b@client.example"]), "rating")
    lines = [[f"{n:08d}", "Client", row.user, f"Case {n}", row.text,
              f"{row.at.month}/{row.at.day}/{row.at.year}, {row.at.hour % 12 or 12}:{row.at:%M %p}", "Closed"]
             for n, row in enumerate(rows)]  # fmt: skip
    below = '\r\n\r\n"Weekly cases"\r\n"Confidential Information - Do Not Distribute"\r\n"Generated By:  Kim"\r\n'
    told = [Said(f"Case {n}\n{row.text}", row.user, row.time[:16]) for n, row in enumerate(rows)]
    return Export("report.csv", table(header, lines) + below.encode(), told)


@kind
def form_portuguese_csv() -> Export:
    """Addresses under their name in another language, ticked choices, a mark from 0 to 10."""
    header = ["Carimbo de data/hora", "Endereço de e-mail", "Quais recursos você usa? (marque todas as opções)",
              "De 0 a 10, o quanto você nos recomendaria a um amigo?", "Qual o principal motivo da sua nota?",
              "O que poderíamos melhorar?"]  # fmt: skip
    lines, told = [], []
    for n in range(8):
        user, wish, time = (
            f"p{n}@exemplo.br",
            PORTUGUESE[(n + 3) % 8] if n % 3 else "Nada",
            f"2026-03-{14 + n}T09:26:53",
        )
        lines.append(
            [f"{14 + n}/03/2026 09:26:53", user, ("Pedidos, Cupons", "Pedidos")[n % 2], n, PORTUGUESE[n], wish]
        )
        told += [Said(text, user, time, n) for text in (PORTUGUESE[n], wish) if text != "Nada"]
    return Export("respostas.csv", table(header, lines), told)


@kind
def courses_csv() -> Export:
    """No name that is known in the header, sentences above what one agrees with, and a rating of something."""
    header = ["Course Code", "Instructor", "The instructor explained the material clearly.",
              "I would recommend this course to other students.", "Overall rating of this course (1-5)",
              "What aspects of this course helped you learn the most?", "What would you change?"]  # fmt: skip
    words = ("Strongly Disagree", "Disagree", "Neutral", "Agree", "Strongly Agree")
    lines, told = [], []
    for n in range(24):
        texts, mark = (ENGLISH[n % 12] + " again" * (n // 12), SPANISH[n % 8] + " hoy" * (n // 8)), n % 5 + 1
        lines.append([("BIO101", "CS210")[n % 2], "Dr. Hale", words[n % 5], words[(n + 1) % 5], mark, *texts])
        told += [Said(text, None, None, mark) for text in texts]
    return Export("evaluations.csv", table(header, lines), told)


@kind
def hotel_panel_csv() -> Export:
    """Short names of marks, and two texts under names that begin alike."""
    header = ["surveyid", "responsedate", "unitname", "ltr", "osat", "cmt_reason", "cmt_improve", "guest_id",
              "invite_channel"]  # fmt: skip
    lines, told = [], []
    for n, row in enumerate(said(users=["G01", "G02", "G03"])):
        more = SPANISH[n % 8] if n % 2 else ""
        lines.append([n, row.time[:10], ("Harbour", "Airport")[n % 2], n % 11, n % 10 + 1, row.text, more, row.user,
                      "email"])  # fmt: skip
        told += [Said(text, row.user, row.time[:10], n % 11) for text in (row.text, more) if text]
    return Export("panel.csv", table(header, lines, "|"), told)


@kind
def forum_topic_json() -> Export:
    """Posts that quote others, and what the forum itself says."""
    rows = without(said(users=["11", "12", "13"]), "rating")
    quote = (
        '<aside class="quote" data-username="bo"><blockquote>\n<p>What somebody else said</p>\n</blockquote></aside>'
    )
    posts = [{"id": 900 + n, "username": f"name{row.user}", "created_at": row.time + ".456Z",
              "cooked": quote * (n % 3 == 1) + f"<p>{row.text}</p>", "post_number": n, "post_type": 1, "reads": 40 + n,
              "user_id": int(row.user), "topic_id": 77} for n, row in enumerate(rows)]  # fmt: skip
    posts.append({**posts[0], "id": 999, "username": "system", "user_id": -1, "post_type": 3,
                  "cooked": "<p>This topic was automatically closed after 30 days.</p>"})  # fmt: skip
    return Export("topic.json", as_json({"post_stream": {"posts": posts}, "id": 77, "title": "Feedback"}), rows)


@kind
def helpdesk_messages_json() -> Export:
    """A yes for who is an agent in each message of a ticket, times under a name of their own, notes within."""
    rows = without(said(users=["901", "902", "903"]), "rating")

    def message(row: Said, text: str, agent: bool, public: bool = True) -> dict[str, object]:
        return {"id": row.epoch, "from_agent": agent, "public": public, "body_text": text,
                "sender": {"id": 500 if agent else int(row.user), "name": "Kim"},
                "created_datetime": row.time + "+00:00"}  # fmt: skip

    tickets = [
        {"id": 5000 + n, "status": "closed", "customer": {"id": int(row.user)}, "created_datetime": "2026-01-01T00:00Z",
         "messages": [message(row, row.text, False), message(row, "Thanks, we will look into it.", True),
                      message(row, "She seems to be upset, be careful.", True, False)]}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    return Export("tickets.json", as_json({"data": tickets, "meta": {}}), rows)


@kind
def shop_reviews_chinese_csv() -> Export:
    """Stars as a numeral, a later review beside the first, the shop's answer."""
    header = ["评价时间", "订单编号", "商品名称", "用户昵称", "评价星级", "评价内容", "追评内容", "商家回复"]
    lines, told = [], []
    for n, row in enumerate(said(CHINESE, users=["j***1", "j***2", "j***3"])):
        more = CHINESE[(n + 3) % 8] + "，用了一个月" if n % 2 else ""
        star = "一二三四五"[int(row.rating) - 1] + "星"
        lines.append([row.time.replace("T", " "), f"29{n:09}", "点读笔", row.user, star,
                      row.text, more, "感谢您的支持" * (n % 3 == 0)])  # fmt: skip
        told += [Said(text, row.user, row.time, row.rating) for text in (row.text, more) if text]
    return Export("评价.csv", table(header, lines, encoding="utf-8-sig"), told)


@kind
def lesson_events_jsonl() -> Export:
    """A thumb up or down under a name of its own, and learners in an object."""
    rows = [Said(row.text, row.user, row.time, float(n % 3 > 0)) for n, row in enumerate(said())]
    events = [{"event": "lesson_feedback", "event_ts": row.epoch * 1000, "learner": {"id": row.user, "streak": n},
               "payload": {"thumb": "up" if row.rating else "down", "free_text": row.text}}
              for n, row in enumerate(rows)]  # fmt: skip
    return Export("events.jsonl", b"\n".join(as_json(event).replace(b"\n", b"") for event in events), rows)


@kind
def discord_bots_csv() -> Export:
    """Programs by the name beside the id."""
    rows = without(said(users=["8801", "8802"]), "rating")
    lines = [[row.user, "kira#4411", row.time + ".1230000+00:00", row.text, ""] for row in rows]
    lines += [["1599", "Greeter Bot#4876", row.time + "Z", f"Welcome, friend {row.epoch}!", ""] for row in rows[:4]]
    return Export("feedback.csv", table(["AuthorID", "Author", "Date", "Content", "Reactions"], lines), rows)


@kind
def numbered_survey_chinese_csv() -> Export:
    """Numbers before questions that have no mark, and a word in brackets where nobody wrote anything."""
    header = ["序号", "提交答卷时间", "1、您的年级是", "2、请对课程打分", "3、您最满意的地方", "4、(选填)给我们留言"]
    lines, told = [], []
    for n, row in enumerate(without(said(CHINESE * 3), "user")):
        likes, more = row.text + ("", "啊", "呢")[n // 8], CHINESE[n // 4] if n % 4 == 0 else "(空)"
        lines.append([n + 1, f"{row.at:%Y/%m/%d %H:%M:%S}", ("高一", "大一")[n % 2], row.rating, likes, more])
        told += [Said(text, None, row.time, row.rating) for text in (likes, more) if len(text) > 3]
    return Export("按文本.csv", table(header, lines, encoding="utf-8-sig"), told)


@kind
def happiness_csv() -> Export:
    """Marks in three words, and links with their labels between brackets."""
    rows = [Said(row.text, row.user, row.time[:16], n % 3 + 1) for n, row in enumerate(said())]
    lines = []
    for row in rows:
        first, _, rest = row.text.rpartition(" ")
        text = f"{first} <https://shop.example/a|{rest}>"
        lines.append([("Not Good", "Okay", "Great")[int(row.rating) - 1], text, row.user, row.time[:16]])
    return Export("ratings.csv", table(["Rating", "Comments", "Customer", "Date"], lines), rows)

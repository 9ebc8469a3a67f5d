"""Shapes that were written after the reader had been redesigned for those of the third round."""

import json
from xml.sax.saxutils import escape

from exports import (
    CHINESE_20,
    ENGLISH_20,
    FRENCH,
    GERMAN,
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

RUSSIAN = (
    "Доставка опоздала на два часа", "После обновления не могу войти в приложение", "Овощи были свежие и хрустящие",
    "Поддержка ответила очень быстро", "Слишком много пластика для одного огурца", "Промокод не работает на кассе",
    "Цены сильно выросли с января", "Поиск ничего не находит по двум словам",
)  # fmt: skip
INDONESIAN = (
    "Kiriman datang terlambat dua jam", "Saya tidak bisa masuk sejak pembaruan terakhir", "Sayurannya segar dan renyah",
    "Layanan pelanggan membantu dengan cepat", "Terlalu banyak plastik untuk satu mentimun",
    "Kupon tidak bisa dipakai di kasir", "Harga naik banyak sejak Januari",
    "Pencarian dua kata tidak menemukan apa pun",
)  # fmt: skip
ANSWERS = ("Thanks for writing, we will look into it.", "Could you tell us your order number?", "This is solved now.")


@kind
def hook_messages_jsonl() -> Export:
    """What a messenger sent to a program: messages deep within lists of one, states of messages among them."""
    rows = without(said(ENGLISH_20, users=["4915100001", "4915100002", "4915100003"]), "rating")
    lines = []
    for n, row in enumerate(rows):
        value = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "15550199", "phone_number_id": "1"},
        }
        message = {"from": row.user, "id": f"wamid.{n}", "timestamp": str(row.epoch), "type": "text",
                   "text": {"body": row.text}}  # fmt: skip
        state = {"id": f"wamid.o{n}", "status": "delivered", "timestamp": str(row.epoch), "recipient_id": row.user}
        full = {**value, "contacts": [{"profile": {"name": f"Name {row.user[-1]}"}, "wa_id": row.user}],
                "messages": [message]}  # fmt: skip
        changes = [full, {**value, "statuses": [state]}] if n % 3 == 0 else [full]
        entries = ([{"id": "88", "changes": [{"value": change, "field": "messages"}]}] for change in changes)
        lines += [json.dumps({"object": "business_account", "entry": entry}) for entry in entries]
    return Export("webhooks.jsonl", "\n".join(lines).encode(), rows)


@kind
def wall_messages_russian_json() -> Export:
    """Numbers for who wrote, seconds, and a list of the people beside."""
    rows = without(said(RUSSIAN * 2, users=["501", "502", "503"]), "rating")
    rows = [Said(row.text + ("", " опять")[n // 8], row.user, row.time) for n, row in enumerate(rows)]
    items = [{"id": n, "date": row.epoch, "from_id": int(row.user), "peer_id": 2000000001, "out": 0, "text": row.text,
              "attachments": [], "fwd_messages": [], "conversation_message_id": n, "important": False}
             for n, row in enumerate(rows)]  # fmt: skip
    items.append({**items[0], "id": 99, "text": "", "action": {"type": "chat_invite_user", "member_id": 503}})
    people = [{"id": int(user), "first_name": "Аня", "last_name": "Иванова", "screen_name": f"id{user}",
               "status": "Люблю готовить вместе с друзьями"} for user in ("501", "502", "503")]  # fmt: skip
    whole = {"response": {"count": 17, "items": items, "profiles": people, "groups": []}}
    return Export("history.json", as_json(whole), rows)


@kind
def stream_messages_json() -> Export:
    """Tables of a database as lists: messages with numbers for people and once more as HTML, longer lists beside."""
    rows = without(said(ENGLISH_20, users=["12", "13", "14"]), "rating")
    messages = [{"id": 700 + n, "sender": int(row.user), "recipient": 5, "subject": ("feedback", "ideas")[n % 2],
                 "content": row.text, "rendered_content": f"<p>{row.text}</p>", "rendered_content_version": 1,
                 "date_sent": row.epoch + 0.5, "sending_client": 1, "last_edit_time": None, "has_link": False}
                for n, row in enumerate(rows)]  # fmt: skip
    seen = [{"id": n, "user_profile": 12 + n % 3, "message": 700 + n % 20, "flags_mask": 1} for n in range(60)]
    return Export("messages-000001.json", as_json({"zerver_message": messages, "zerver_usermessage": seen}), rows)


@kind
def team_posts_jsonl() -> Export:
    """Lines of many kinds, each in an object of its own name; posts with the answers to them."""
    rows = without(said(ENGLISH_20, users=["ann", "bo", "cy", "di"]), "rating")
    lines: list[dict[str, object]] = [
        {"type": "version", "version": 1},
        {"type": "channel", "channel": {"team": "shop", "name": "feedback", "display_name": "Feedback", "type": "O",
                                        "header": "All that customers tell us about the shop"}},
        *({"type": "user", "user": {"username": name, "email": f"{name}@example.org", "position": "Works in the shop"}}
          for name in ("ann", "bo", "cy", "di")),
    ]  # fmt: skip
    for n in range(0, 20, 2):
        first, second = rows[n], rows[n + 1]
        lines.append({"type": "post", "post": {
            "team": "shop", "channel": "feedback", "user": first.user, "message": first.text,
            "create_at": first.epoch * 1000, "props": {}, "reactions": [],
            "replies": [{"user": second.user, "message": second.text, "create_at": second.epoch * 1000}]}})  # fmt: skip
    return Export("export.jsonl", "\n".join(map(json.dumps, lines)).encode(), rows)


@kind
def desk_chats_json() -> Export:
    """Histories of chats: kinds of events with dots, who sends in a word, a mark and a comment of the talk."""
    rows = [
        Said(r.text, r.user, r.time, 1 + 2 * (n % 2))
        for n, r in enumerate(said(ENGLISH_20, users=["visitor:v1", "visitor:v2", "visitor:v3"]))
    ]
    chats = []
    for n, row in enumerate(rows):

        def event(kind_: str, row: Said = row, **more: object) -> dict[str, object]:
            return {"type": kind_, "timestamp": row.time + "Z", "channel": f"ch{row.epoch}", **more}

        visitor = {"name": f"Visitor {row.user[-1]}", "nick": row.user, "sender_type": "Visitor"}
        agent = {"name": "Kim", "nick": "agent:77", "sender_type": "Agent"}
        chats.append({
            "id": f"26.{n}", "type": "chat", "timestamp": row.time + "Z", "visitor": {"id": row.user,
            "name": "Visitor"},
            "rating": ("bad", "good")[n % 2], "comment": None, "department_name": "Support", "agent_names": ["Kim"],
            "history": [event("chat.memberjoin", name="Kim", nick="agent:77"), event("chat.msg", msg=row.text,
            **visitor),
                        event("chat.msg", msg=ANSWERS[n % 3], **agent), event("chat.rating",
                        new_rating="good")]})  # fmt: skip
    return Export("chats.json", as_json({"chats": chats, "count": 20}), rows)


@kind
def mail_program_csv() -> Export:
    """Names and addresses in columns whose names have both brackets and a colon; no times at all."""
    header = ["Subject", "Body", "From: (Name)", "From: (Address)", "From: (Type)", "To: (Name)", "To: (Address)",
              "CC: (Name)", "Categories", "Importance", "Sensitivity"]  # fmt: skip
    lines, told = [], []
    for n, row in enumerate(said(ENGLISH_20, users=["ann@client.example", "bo@client.example", "cy@client.example"])):
        subject = f"Trouble number {n}"
        body = f"Hello team,\r\n\r\n{row.text}.\r\n\r\nKind regards,\r\nAnn"
        lines.append([subject, body, row.user[:3].title(), row.user, "SMTP", "Help", "help@shop.example", "", "",
        "Normal",
                      "Normal"])  # fmt: skip
        told.append(Said(f"{subject}\n{row.text}.", row.user))
    return Export("inbox.csv", table(header, lines), told)


@kind
def calls_and_messages_json() -> Export:
    """Talks with lists of messages whose names are run together; calls and members by kinds with slashes, as XML."""
    rows = without(said((*ENGLISH_20[:12], *SPANISH), users=["8:live:ann", "8:live:bo", "8:kim"]), "rating")
    talks = []
    for at in range(0, 20, 5):
        messages = []
        for n, row in enumerate(rows[at : at + 5]):
            own = {"id": str(row.epoch), "displayName": None, "originalarrivaltime": row.time + ".5Z", "version": 1,
                   "conversationid": f"19:{at}", "from": row.user, "properties": None,
                   "amsreferences": None}  # fmt: skip
            messages.append({**own, "messagetype": "RichText", "content": row.text})
            if n == 0:
                messages.append(
                    {
                        **own,
                        "messagetype": "ThreadActivity/AddMember",
                        "content": "<addmember><eventtime>1</eventtime><target>8:kim</target></addmember>",
                    }
                )
                messages.append({**own, "messagetype": "Event/Call",
                                 "content": "<partlist><part identity=\"kim\"></part></partlist>"})  # fmt: skip
        talks.append({"id": f"19:{at}", "displayName": f"Group {at}", "version": 1.0,
        "properties": {"conversationblocked": False},
                      "threadProperties": {"membercount": 3}, "MessageList": messages})  # fmt: skip
    return Export(
        "messages.json", as_json({"userId": "8:kim", "exportDate": "2026-09-01T00:00", "conversations": talks}), rows
    )


@kind
def talks_with_heads_chinese_xlsx() -> Export:
    """A talk in each cell: who and when on a line, what was said below."""
    header = ["会话编号", "客户名称", "接待人员", "开始时间", "会话内容", "满意度评价"]
    rows = [
        Said(row.text, row.user, row.time[:16], row.rating)
        for row in said(CHINESE_20, users=["林女士", "阿宽", "王先生"])
    ]
    words = ("非常不满意", "不满意", "一般", "满意", "非常满意")
    lines = [header]
    for n, row in enumerate(rows):
        at = row.time.replace("T", " ")
        talk = [
            f"客服小周 {at}:03",
            "您好,请问有什么可以帮您?",
            f"{row.user} {at}:31",
            row.text,
            f"客服小周 {at}:59",
            "好的,马上为您处理。",
        ]
        lines.append([f"H{n:04d}", row.user, "小周", at, "\n".join(talk), words[int(row.rating) - 1]])
    return Export("会话记录.xlsx", workbook(**{"会话": lines}), rows)


@kind
def planned_issues_csv() -> Export:
    """Issues of a planner: who made them and who works on them, many times, most of them not of the making."""
    header = ["ID", "Team", "Title", "Description", "Status", "Estimate", "Priority", "Project", "Creator", "Assignee",
              "Labels", "Cycle Name", "Created", "Updated", "Started", "Completed", "Due Date"]  # fmt: skip
    rows = without(said(ENGLISH_20, users=["ann@example.org", "bo@example.org"]), "rating")
    lines = [[f"SHOP-{n}", "Shop", f"Trouble number {n}", row.text, "Done", "", "High", "", row.user,
    "kim@shop.example",
              ("Bug", "Wish")[n % 2], "", row.time + ".1Z", "2026-09-01T00:00:00Z", "2026-08-01T00:00:00Z", "", ""]
             for n, row in enumerate(rows)]  # fmt: skip
    told = [Said(f"Trouble number {n}\n{row.text}", row.user, row.time) for n, row in enumerate(rows)]
    return Export("issues.csv", table(header, lines), told)


@kind
def page_comments_xml() -> Export:
    """Pages and comments side by side, with names of a namespace; who is deleted or spam by a word."""
    rows = without(said(ENGLISH_20, users=["ann", "bo", "cy"]), "rating")
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<disqus xmlns="http://x.example" xmlns:dsq="http://x.example/i">',
             '<category dsq:id="1"><forum>shop</forum><title>General</title></category>']  # fmt: skip
    lines += [f'<thread dsq:id="{n}"><link>https://blog.example/{n}</link><title>Page {n} of our blog</title>'
              f'<createdAt>2026-01-01T00:00:00Z</createdAt><isClosed>false</isClosed></thread>'
              for n in range(4)]  # fmt: skip
    lines += [f'<post dsq:id="{90 + n}"><id/><message><![CDATA[<p>{row.text}</p>]]></message>'
              f'<createdAt>{row.time}Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam><author>'
              f'<name>{escape(row.user.title())} &amp; Co</name><isAnonymous>false</isAnonymous>'
              f'<username>{row.user}</username></author><thread dsq:id="{n % 4}" /></post>'
              for n, row in enumerate(rows)]  # fmt: skip
    lines.append("</disqus>")
    return Export("comments.xml", "\n".join(lines).encode(), rows)


@kind
def form_answers_json() -> Export:
    """Answers in objects by codes, each in lists within objects; addresses of who answers."""
    rows = [
        Said(r.text, r.user, r.time, r.rating) for r in said(ENGLISH_20, users=[f"p{n}@example.org" for n in range(20)])
    ]

    def answer(code: str, value: object) -> dict[str, object]:
        return {"questionId": code, "textAnswers": {"answers": [{"value": str(value)}]}}

    responses = [{"responseId": f"ACY{n}", "createTime": row.time + ".1Z", "lastSubmittedTime": row.time + ".1Z",
                  "respondentEmail": row.user,
                  "answers": {"4ebf": answer("4ebf", row.text), "17c9": answer("17c9", int(row.rating))}}
                 for n, row in enumerate(rows)]  # fmt: skip
    return Export("responses.json", as_json({"responses": responses}), without(rows, "rating"))


@kind
def study_platform_chinese_csv() -> Export:
    """Codes before questions, how long it took, where somebody was, a mark that asks for itself."""
    header = ["编号", "作答ID", "开始时间", "提交时间", "作答总时长", "经度", "纬度", "Q1_您对本产品的满意程度",
    "Q2_请写下您打这个分数的原因",
              "Q3_您的性别", "Q4_还有什么想对我们说的"]  # fmt: skip
    lines, told = [], []
    for n in range(20):
        at, mark = f"2026-04-{n + 1:02d} 1{n % 10}:20:05", n * 3 % 5 + 1
        more = CHINESE_20[(n + 9) % 20] + "哦" if n % 4 == 1 else "没有"
        lines.append(
            [
                n + 1,
                f"zd{n:03d}k",
                at,
                at,
                f"{60 + n}秒",
                "104.06",
                "30.67",
                mark,
                CHINESE_20[n],
                ("男", "女")[n % 2],
                more,
            ]
        )
        told += [Said(t, f"zd{n:03d}k", at.replace(" ", "T"), mark) for t in (CHINESE_20[n], more) if len(t) > 2]
    return Export("数据.csv", table(header, lines, encoding="utf-8-sig"), told)


@kind
def translated_reviews_csv() -> Export:
    """Titles and texts beside their translations, the answer of the makers, tags of the tool."""
    header = ["Application", "Store", "Country", "Date", "Rating", "Title", "Review", "Translated title",
              "Translated review", "Author", "Version", "Reply", "Reply date", "Tags"]  # fmt: skip
    lines, told = [], []
    for n, row in enumerate(said((*GERMAN, *FRENCH), users=["kimmy", "leo", "Tante Erna"])):
        title = ("Naja", "Super gut", "Schade", "Bof", "Très bien")[n % 5] + f" {n}"
        lines.append(["Shop", "App Store", ("Germany", "France")[n // 8], row.time[:10], row.rating, title, row.text,
                      f"Well {n}", ENGLISH_20[n], row.user, "3.1", "Danke!" * (n % 3 == 0),
                      row.time[:10] * (n % 3 == 0),
                      ("bug", "price")[n % 2]])  # fmt: skip
        told.append(Said(f"{title}\n{row.text}", row.user, row.time[:10], row.rating))
    return Export("reviews.csv", table(header, lines), told)


@kind
def trade_feedback_german_csv() -> Export:
    """Marks in three words, who bought, what was sold, a remark of the seller."""
    header = ["Bewertung", "Kommentar", "Von Käufer", "Artikel", "Preis", "Zeitpunkt", "Antwort des Verkäufers"]
    lines, told = [], []
    for n, row in enumerate(said(GERMAN * 2, users=["a***k", "m***7", "t***o"])):
        text, mark = row.text + ("", ", leider")[n // 8], n % 3 + 1
        lines.append([("Negativ", "Neutral", "Positiv")[mark - 1], text, row.user, f"Schürze Nr. {n % 4}",
        f"{9 + n},99 €",
                      f"{row.at:%d.%m.%y %H:%M}", "Vielen Dank für Ihren Einkauf!" * (n % 4 == 0)])  # fmt: skip
        told.append(Said(text, row.user, row.time[:16], mark))
    return Export("Bewertungen.csv", table(header, lines, ";", "cp1252"), told)


@kind
def stays_csv() -> Export:
    """Numbers of stays and of people, days, line ends as HTML."""
    rows = [
        Said(r.text, r.user, r.time[:10]) for r in said((*ENGLISH_20[:12], *SPANISH), users=["8801", "8802", "8803"])
    ]
    lines = [[40 + n % 3, 5500 + n, row.time, row.user, f"Ann{row.user[-1]}", row.text.replace(" ", "<br/>", 1)]
             for n, row in enumerate(rows)]  # fmt: skip
    told = [Said(r.text, r.user, r.time) for r in rows]
    return Export(
        "reviews.csv", table(["listing_id", "id", "date", "reviewer_id", "reviewer_name", "comments"], lines), told
    )


@kind
def employer_reviews_german_csv() -> Export:
    """What was good, what was bad and what to improve below names that are sentences; marks with commas."""
    header = ["Titel", "Datum", "Gesamtbewertung", "Gut am Arbeitgeber finde ich", "Schlecht am Arbeitgeber finde ich",
              "Verbesserungsvorschläge", "Position", "Standort"]  # fmt: skip
    good = ("Die Kollegen helfen einander immer", "Das Gehalt kommt jeden Monat pünktlich",
    "Man kann von zu Hause arbeiten",
            "Die Kantine kocht sehr gut", "Es gibt viele freie Tage im Sommer")  # fmt: skip
    lines, told = [], []
    for n in range(15):
        likes, bad = (
            good[n % 5] + ("", " und gern", " seit Jahren")[n // 5],
            GERMAN[n % 8] + ("", " schon wieder")[n // 8],
        )
        better = f"Bitte mehr Zeit für Thema {n} nehmen" if n % 3 == 0 else ""
        mark, day = round(1.5 + n % 4 * 0.9, 1), f"{n + 1:02d}.04.2026"
        lines.append(["Ganz okay", day, str(mark).replace(".", ","), likes, bad, better,
                      ("Angestellte/r", "Ex-Job")[n % 2], "Leipzig"])  # fmt: skip
        told += [Said(t, None, f"2026-04-{n + 1:02d}", mark) for t in (likes, bad, better) if t]
    return Export("bewertungen.csv", table(header, lines, ";", "utf-8-sig"), told)


@kind
def market_reviews_indonesian_csv() -> Export:
    """Names in Indonesian, stars with a word, what the seller answered."""
    header = ["No", "Nama Pengguna", "Rating", "Ulasan", "Varian", "Tanggal Ulasan", "Balasan Penjual"]
    lines, told = [], []
    for n, row in enumerate(said(INDONESIAN * 2, users=["b***i", "s***a", "r***o"])):
        text = row.text + ("", " sekali")[n // 8]
        lines.append([n + 1, row.user, f"bintang {int(row.rating)}", text, ("Merah", "Biru")[n % 2],
        f"{row.at:%d-%m-%Y %H:%M}",
                      "Terima kasih sudah berbelanja kak" * (n % 3 == 0)])  # fmt: skip
        told.append(Said(text, row.user, row.time[:16], row.rating))
    return Export("ulasan.csv", table(header, lines), told)


@kind
def site_search_csv() -> Export:
    """Short names of a tool for what was searched and how often."""
    words = [f"{a} {b}" for a in ("oat", "rice", "soy", "nut") for b in ("milk", "cream", "bread", "cake", "bar")]
    lines = [[word, 90 - 3 * n, 120 - 4 * n, 30 + n, f"{n % 60}%", 1.5] for n, word in enumerate(words)]
    header = ["label", "nb_visits", "nb_hits", "sum_time_spent", "exit_rate", "nb_pages_per_search"]
    return Export(
        "Actions.getSiteSearchKeywords.csv", table(header, lines, encoding="utf-16"), [Said(w) for w in words]
    )


@kind
def long_answers_chinese_csv() -> Export:
    """Answers of a site for questions: the question on each row, the answer as HTML, seconds, who agrees."""
    header = ["question_id", "question_title", "answer_id", "author_name", "author_url_token", "voteup_count",
              "comment_count", "content", "created_time", "updated_time"]  # fmt: skip
    rows = without(said(CHINESE_20, users=["xiao-lin", "a-kuan", "wang-jie"]), "rating")
    lines = [[66 + n % 2, ("怎么看买菜软件?", "哪家买菜软件好用?")[n % 2], 1900 + n, f"昵称{row.user[0]}", row.user,
    n * 3, 2,
              f'<p data-pid="x{n}">{row.text}</p><figure><img src="https://pic.example/1.jpg"/></figure>', row.epoch,
              row.epoch + 60]
             for n, row in enumerate(rows)]  # fmt: skip
    told = [Said(row.text, f"昵称{row.user[0]}", row.time) for row in rows]
    return Export("answers.csv", table(header, lines, encoding="utf-8-sig"), told, weight="voteup_count")


@kind
def voice_of_shoppers_xlsx() -> Export:
    """A table below a title and a line of filters, marks from 0 to 10, who shopped by a card's number."""
    header = ["Store", "Visit date", "Loyalty card", "NPS", "Reason for score", "Department", "Follow-up needed"]
    lines, told = [["Voice of the shopper – export"], ["Filters: all stores, April 2026"], header], []
    for n in range(20):
        card, mark = f"LC{n % 7:05d}", 7 * n % 11
        lines.append([("Leeds", "York")[n % 2], f"{n + 1:02d}-Apr-2026", card, mark, ENGLISH_20[n], ("Bakery",
        "Tills", "Fruit")[n % 3],
                      ("Yes", "No")[n % 2]])  # fmt: skip
        told.append(Said(ENGLISH_20[n], card, f"2026-04-{n + 1:02d}", mark))
    return Export("voice.xlsx", workbook(Export=lines), told)

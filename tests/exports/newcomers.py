"""A further round of shapes: codes above questions, trackers, inboxes, chats whose names and times lie elsewhere."""

from exports import CHINESE, ENGLISH, GERMAN, SPANISH, Export, Said, as_json, kind, said, table, without, workbook

KOREAN = (
    "배송이 약속보다 이틀 늦게 왔어요", "로그인이 안 돼서 답답합니다", "딸기가 물러서 왔어요",
    "쿠폰이 결제할 때 적용이 안 돼요",
    "업데이트 후에 훨씬 빨라졌네요", "포장이 너무 과했어요",
)  # fmt: skip
MONTHS = ("Januar", "Februar", "März", "April", "Mai")
SATISFIED = {1: "非常不满意", 2: "不满意", 3: "一般", 4: "满意", 5: "非常满意"}


@kind
def typeform_chinese_csv() -> Export:
    """A column for each choice, a hidden field that says who it is, ids of a response and of a network beside."""
    header = ["#", "您学习英语多久了？", "单词", "口语", "其他", "您有多大可能把我们推荐给朋友或同事？",
              "您给出这个分数的主要原因是什么？", "如果只能改进一个地方，您希望是什么？", "uid", "channel",
              "Response Type", "Start Date (UTC)", "Submit Date (UTC)", "Network ID", "Tags"]  # fmt: skip
    lines, told = [], []
    for n in range(8):
        why, wish = CHINESE[n], ("无", "没有", CHINESE[(n + 3) % 8])[n % 3]
        user, score, day = f"u{1000 + n % 5}", (3 * n) % 11, f"2026-03-{n + 2:02d} 10:2{n % 6}:00"
        lines.append([f"k{n * 7919 % 997:03d}x{n}", ("不到半年", "一年以上")[n % 2], "单词" * (n % 2),
                      "口语" * (n % 3 == 0), "", score, why, wish, user, ("push", "wechat")[n % 2], "completed", day,
                      day, f"a{n * 31:04x}b", ""])  # fmt: skip
        told += [Said(text, user, day.replace(" ", "T"), score) for text in (why, wish) if len(text) > 2]
    return Export("responses-x1.csv", table(header, lines, encoding="utf-8-sig"), told)


@kind
def limesurvey_codes_csv() -> Export:
    """Codes of questions as the header and the questions below, and marks of school, of which 1 is the best."""
    codes = ["id", "submitdate", "lastpage", "startlanguage", "token", "Q01", "Q02[SQ001]", "Q03", "Q04", "Q05"]
    asked = ["Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache", "Zugangsschlüssel",
             "Wie oft trainieren Sie bei uns?", "Wie zufrieden sind Sie mit folgenden Punkten? [Geräte]",
             "Wie zufrieden sind Sie insgesamt? (Schulnote 1-6)", "Was stört Sie am meisten?",
             "Haben Sie weitere Anmerkungen oder Wünsche?"]  # fmt: skip
    lines, told = [asked], []
    for n in range(8):
        worst, wish = GERMAN[n], ("nichts", "k.A.", GERMAN[(n + 3) % 8])[n % 3]
        mark, day = n % 6 + 1, f"2026-04-{n + 1:02d} 18:0{n % 6}:00"
        lines.append([n + 4, day, 3, "de", f"z{n * 37 % 97:03d}q", ("täglich", "seltener")[n % 2],
                      ("sehr zufrieden", "eher unzufrieden")[n % 2], mark, worst, wish])  # fmt: skip
        told += [
            Said(text, str(n + 4), day.replace(" ", "T"), 7 - mark)
            for text in (worst, wish)
            if len(text) > len("nichts")
        ]
    return Export("results-survey731985.csv", table(codes, lines, ";", "utf-8-sig"), told)


@kind
def jira_csv() -> Export:
    """Who reports by name and by id, columns of the same name, comments of the staff, and the markup of a wiki."""
    header = ["Summary", "Issue key", "Issue Type", "Status", "Assignee", "Assignee Id", "Reporter", "Reporter Id",
              "Created", "Labels", "Labels", "Description", "Satisfaction rating", "Comment", "Comment"]  # fmt: skip
    rows = said(users=["qm:2f-1:a81", "qm:2f-1:b07", "qm:7c-9:c55"])
    lines, told = [], []
    for n, row in enumerate(rows):
        first, _, rest = row.text.partition(" ")
        body = (f"Hi team,\n\n{row.text}\n\nThanks,\nKim", f"{row.text}\n\n!image-2026-0{n}.png|width=612,height=408!",
                f"{{quote}}Dear customer, your ticket was updated{{quote}}\n\n{row.text}",
                f"h2. {{color:red}}*{first}*{{color}} {rest} [~accountid:5f8a]")[n % 4]  # fmt: skip
        at = f"{row.at:%d/%b/%y} {row.at.hour % 12 or 12}:{row.at:%M %p}"
        lines.append([f"Trouble {n}", f"CARE-{n}", "Service Request", "Closed", "Sam Desk", "5f8a11", "Kim Lee",
                      row.user, at, "app", "", body, row.rating,
                      f"{at};5f8a11;Hello Kim, we are looking into it and will be back.", ""])  # fmt: skip
        told.append(Said(f"Trouble {n}\n{row.text}", row.user, row.time[:16], row.rating))
    return Export("Jira Export CSV.csv", table(header, lines), told)


@kind
def chinese_tickets_xlsx() -> Export:
    """Titles above, a total below, a card that says who it is, telephone numbers with stars, and not rated in words."""
    header = ["序号", "工单号", "工单来源", "会员卡号", "联系人", "联系电话", "提交时间", "一级分类", "问题描述",
              "受理人", "处理过程", "处理结果", "满意度评价"]  # fmt: skip
    rows = said(CHINESE, users=["8800120001", "8800120002", "8800120003"])
    lines, told = [["2026年第一季度客服工单汇总表"], ["导出人：王主管    导出时间：2026-05-12 10:11"], header], []
    for n, row in enumerate(rows):
        rating = row.rating if n % 4 else None
        lines.append([n + 1, f"GD2026{n:06}", ("App", "电话")[n % 2], row.user, "李女士", f"138****00{n:02}",
                      f"{row.at:%Y/%m/%d %H:%M}", ("价格", "听力")[n % 2], ("您好，" * (n % 2)) + row.text, "客服小周",
                      f"{row.at:%Y-%m-%d %H:%M} 客服小周：已联系用户核实情况，转技术部门处理。", "已退款",
                      SATISFIED[rating] if rating else "未评价"])  # fmt: skip
        told.append(Said(row.text, row.user, row.time[:16], rating))
    lines.append(["合计", f"{len(rows)}条"])
    return Export("工单汇总.xlsx", workbook(工单明细=lines, 统计=[["分类", "数量"], ["价格", 4]]), told)


@kind
def viber_csv() -> Export:
    """No header, the time of day beside the day, telephone numbers beside names, and pictures in words."""
    numbers = {"Anna Lee": "+447900012345", "Bo": "+447900054321", "Cy Ray": "+447900099999"}
    rows = without(said(users=list(numbers)), "rating")
    lines = [[f"{row.at:%d/%m/%Y}", f"{row.at:%H:%M:%S}", row.user, numbers[row.user], row.text] for row in rows]
    lines.insert(3, ["20/03/2026", "09:00:00", "Bo", numbers["Bo"], "Photo message"])
    return Export("Messages - Group.csv", table(lines[0], lines[1:], encoding="utf-8-sig"), rows)


@kind
def teams_headed_text() -> Export:
    """Time and name in a line with invisible marks, last names first, the message below."""
    rows = without(said(GERMAN, users=["Brandt, Anna", "Klein, Nils (Extern)", "Mehmet Yilmaz"]), "rating")
    lines = []
    for row in rows:
        lines += [f"[\u200e{row.at:%d}.\u200e{row.at:%m}.\u200e{row.at:%Y %H:%M}]  {row.user}:  ", row.text, " "]
    return Export("Kanal.txt", "\r\n".join(lines).encode(), [Said(row.text, row.user, row.time[:16]) for row in rows])


@kind
def chat_widget_json() -> Export:
    """Messages that say by a word who speaks; files, notes and events among them; who it is stands in the session."""
    rows = said(users=["ann@example.org", "bo@example.org", "cy@example.org", "di@example.org"])

    def message(who: str, row: Said, content: object, of: str = "text") -> dict[str, object]:
        name = "Kim" if who == "operator" else row.user[:2].title()
        return {"type": of, "from": who, "content": content, "timestamp": row.epoch * 1000,
                "user": {"nickname": name, "user_id": "op-7" if who == "operator" else None}}  # fmt: skip

    sessions = [
        {"session_id": f"session_{n}", "website_id": "8f-1", "created_at": row.epoch * 1000,
         "meta": {"nickname": row.user[:2].title(), "email": row.user},
         "rating": {"stars": row.rating, "comment": None},
         "messages": [message("user", row, row.text),
                      message("operator", row, "Thanks for reaching out, could you send me your number?"),
                      message("user", row, {"name": "IMG_1.jpg", "type": "image/jpeg"}, "file"),
                      message("operator", row, "Be nice to this one", "note"),
                      message("operator", row, {"namespace": "state:resolved"}, "event")]}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    return Export("conversations.json", as_json({"error": False, "data": sessions}), rows)


@kind
def wechat_table_csv() -> Export:
    """Ids beside nicknames, pictures and cards as XML, and what the program says of the members."""
    header = ["localId", "TalkerId", "Type", "SubType", "IsSender", "CreateTime", "Status", "StrContent", "StrTime",
              "Remark", "NickName", "Sender"]  # fmt: skip
    names = {"wxid_a81f": "小林", "wxid_b07c": "阿宽妈妈", "wxid_c55d": "雨天"}
    rows = without(said(CHINESE, users=list(names)), "rating")
    others = ['<?xml version="1.0"?><msg><img aeskey="f1" cdnmidimgurl="3057" length="48211" md5="9c"/></msg>',
              '<msg><appmsg appid="" sdkver="0"><title>年卡限时八折</title><url>https://mp.example/s?x=1</url></appmsg></msg>',
              '"小林"邀请"晴子"加入了群聊', '"雨天" 撤回了一条消息']  # fmt: skip
    lines = []
    for n, row in enumerate(rows):
        spoken = [(1, 0, row.text), *([((3, 49, 10000, 10000)[n // 2], 0, others[n // 2])] if n % 2 else [])]
        lines += [
            [len(lines), 3, of, below, 0, row.epoch, 2, text, row.time.replace("T", " "), names[row.user],
             names[row.user], row.user]
            for of, below, text in spoken
        ]  # fmt: skip
    return Export("群聊.csv", table(header, lines, encoding="utf-8-sig"), rows)


@kind
def till_feedback_csv() -> Export:
    """Day and time of day in two columns, and words for the marks that turn the scale round."""
    header = ["Datum", "Uhrzeit", "Filiale", "Kundennummer", "Note (1 = sehr gut, 5 = mangelhaft)", "Kommentar"]
    rows = said(GERMAN, users=["K1001", "K1002", "K1003"])
    lines = [[f"{row.at:%d.%m.%Y}", f"{row.at:%H:%M} Uhr", "Nord", row.user, 6 - row.rating, row.text] for row in rows]
    told = [Said(row.text, row.user, row.time[:16], row.rating) for row in rows]
    return Export("kasse.csv", table(header, lines, ";", "cp1252"), told)


@kind
def review_monitor_csv() -> Export:
    """Reviews of two stores with their translations, titles in one store only, and replies."""
    header = ["Date", "Store", "Language", "Review ID", "Rating", "Title", "Review", "Translated Title",
              "Translated Review", "Author", "User ID", "Reply Text", "Permalink"]  # fmt: skip
    rows = said((*ENGLISH[:6], *GERMAN[:6]), users=[f"nick{n}" for n in range(12)])
    lines, told = [], []
    for n, row in enumerate(rows):
        title = f"Review no {n}" if n % 2 else ""
        translated = ENGLISH[n - 5] if n > 5 else ""
        lines.append([row.time.replace("T", " "), ("Google Play", "App Store")[n % 2], "en", 7100 + n, row.rating,
                      title, row.text, "", translated, row.user, "", "Thank you, please write to us." * (n % 3 == 0),
                      f"https://example.org/r/{n}"])  # fmt: skip
        told.append(Said(f"{title}\n{row.text}".strip(), row.user, row.time, row.rating))
    return Export("reviews.csv", table(header, lines), told)


@kind
def archived_chats_json() -> Export:
    """Authors by ids alone, of which a list of people says who they are; forms and what the program did among them."""
    rows = [
        Said(row.text, row.user, row.time, float(n % 2)) for n, row in enumerate(said(users=["a1-x", "b2-y", "c3-z"]))
    ]

    def event(row: Said, author: str, text: str) -> dict[str, object]:
        return {
            "id": f"E{row.epoch}",
            "type": "message",
            "text": text,
            "author_id": author,
            "created_at": row.time + "Z",
        }

    chats = [
        {"id": f"C{n}",
         "users": [{"id": row.user, "type": "customer", "name": "Ann", "email": "ann@example.org"},
                                  {"id": "kim@shop.example", "type": "agent", "name": "Kim"}],
         "thread": {"id": f"T{n}", "created_at": row.time + "Z", "tags": ["app"],
                    "properties": {"rating": {"score": n % 2}},
                    "events": [{"id": "E0", "type": "filled_form", "author_id": row.user, "created_at": row.time + "Z",
                                "fields": [{"label": "Name", "answer": "Ann"}]},
                               event(row, row.user, row.text),
                               event(row, "kim@shop.example", "Let me check this for you, one moment please."),
                               {"id": "E9", "type": "system_message", "text": "Kim archived the chat",
                                "created_at": row.time + "Z"}]}}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    return Export("archive.json", as_json({"chats": chats, "found_chats": len(chats)}), rows)


@kind
def kakao_text() -> Export:
    """Days between dashes, name and time in brackets of their own, who came and went, pictures in words."""
    rows = without(said(KOREAN, users=["지민", "하은 엄마"]), "rating")
    lines = ["베타 방 님과 카카오톡 대화", "저장한 날짜 : 2026-05-12 10:11:09", ""]
    for row in rows:
        half = "오전" if row.at.hour < 12 else "오후"
        lines += [f"--------------- {row.at.year}년 {row.at.month}월 {row.at.day}일 토요일 ---------------",
                  f"[{row.user}] [{half} {row.at.hour % 12 or 12}:{row.at:%M}] {row.text}",
                  f"[{row.user}] [{half} 11:59] 사진", "수민님이 들어왔습니다."]  # fmt: skip
    return Export("KakaoTalk.txt", "\r\n".join(lines).encode("utf-8-sig"),
                  [Said(row.text, row.user, row.time[:16]) for row in rows])  # fmt: skip


@kind
def spanish_survey_csv() -> Export:
    """Lines of title, a clock of twelve hours as in Spain, words of a scale, sums with decimal commas."""
    header = ["N.º de respuesta", "Correo", "Fecha de envío", "¿En qué tienda compra?", "Satisfacción general",
              "¿Qué es lo que menos le gusta?", "Gasto mensual (€)"]  # fmt: skip
    words = ("Muy insatisfecho", "Insatisfecho", "Neutral", "Satisfecho", "Muy satisfecho")
    rows = said(SPANISH, users=["c1@correo.example", "c2@correo.example", "c3@correo.example"])
    lines = [["Encuesta de clientes 2026"], ["Exportado el 12/05/2026"], header]
    for n, row in enumerate(rows):
        half = "a. m." if row.at.hour < 12 else "p. m."
        lines.append([n + 1, row.user, f"{row.at:%d/%m/%Y} {row.at.hour % 12 or 12}:{row.at:%M:%S} {half}",
                      ("Sevilla", "En línea")[n % 2], words[int(row.rating) - 1], row.text, f"{20 + n},5"])  # fmt: skip
    return Export("encuesta.csv", table(lines[0], lines[1:], ";", "cp1252"), rows)


@kind
def messenger_json() -> Export:
    """Who sent it by name, in a broken encoding, milliseconds by a name of their own, pictures and attachments."""
    rows = without(said(GERMAN, users=["Jörg Müller", "Zoë Park", "Mehmet Yılmaz"]), "rating")

    def garbled(text: str) -> str:
        return text.encode().decode("latin-1")

    messages = []
    for row in rows:
        own = {"sender_name": garbled(row.user), "timestamp_ms": row.epoch * 1000}
        messages += [{**own, "content": garbled(row.text), "reactions": [{"reaction": "!", "actor": "Zoe"}]},
                     {**own, "photos": [{"uri": "messages/1.jpg", "creation_timestamp": 1770000000}]},
                     {**own, "content": garbled(f"{row.user} sent an attachment.")}]  # fmt: skip
    whole = {"participants": [{"name": garbled(row.user)} for row in rows[:3]], "messages": messages, "title": "Beta"}
    return Export("message_1.json", as_json(whole), rows)


@kind
def transcripts_csv() -> Export:
    """A whole talk in each cell, of which only the lines of who visits are said by a user."""
    rows = said(users=["ann@example.org", "bo@example.org", "cy@example.org"])
    lines = []
    for n, row in enumerate(rows):
        name = ("Ann", "Bo", "Cy")[n % 3]
        talk = [f"(09:26:53) {name}: {row.text}", "(09:27:10) Kim: Thanks for reaching out, let me look.",
                "(09:27:40) Kim: Could you send me your number?"]  # fmt: skip
        lines.append([f"c{n}", f"{row.at:%Y-%m-%d %H:%M}", name, row.user, "Kim", 90 + n, row.rating, "\n".join(talk)])
    header = ["Chat ID", "Date", "Visitor Name", "Visitor Email", "Agent", "Duration (s)", "Rating", "Transcript"]
    return Export("chats.csv", table(header, lines), [Said(r.text, r.user, r.time[:16], r.rating) for r in rows])


@kind
def sosci_csv() -> Export:
    """UTF-16 with tabs, what a variable is below its code, and -9 where somebody gave no answer."""
    header = ["CASE", "SERIAL", "MODE", "STARTED", "AB01", "AB02_01", "AB04", "TIME001", "MISSING"]
    labels = ["Interview-Nummer (fortlaufend)", "Seriennummer", "Interview-Modus", "Beginn", "Gesamtzufriedenheit",
              "Verbesserung: Was sollten wir verbessern?", "Geschlecht", "Verweildauer",
              "Anteil fehlender Antworten"]  # fmt: skip
    rows = without(said(GERMAN), "user")
    lines, told = [labels], []
    for n, row in enumerate(rows):
        rating = row.rating if n % 4 else None
        lines.append(
            [n + 22, "", "interview", row.time.replace("T", " "), rating or -9, row.text, n % 2 + 1, 30 + n, n]
        )
        told.append(Said(row.text, None, row.time, rating))
    return Export("data.csv", table(header, lines, "\t", "utf-16"), told)


@kind
def german_shop_reviews_tsv() -> Export:
    """Stars and dates within a sentence."""
    header = ["Artikel", "Sterne", "Titel", "Rezensionstext", "Verfasser", "Datum", "Verifizierter Kauf", "Hilfreich"]
    rows = said(GERMAN, users=[f"Leser {n}" for n in range(8)])
    lines = [["Gurken", f"{row.rating:.1f} von 5 Sternen".replace(".", ","), f"Meinung {n}", row.text, row.user,
              f"Rezension aus Deutschland vom {row.at.day}. {MONTHS[row.at.month - 1]} {row.at.year}", "ja",
              "Eine Person fand das hilfreich" * (n % 2)] for n, row in enumerate(rows)]  # fmt: skip
    told = [Said(f"Meinung {n}\n{row.text}", row.user, row.time[:10], row.rating) for n, row in enumerate(rows)]
    return Export("rezensionen.tsv", table(header, lines, "\t"), told)


@kind
def chinese_matrix_survey_xlsx() -> Export:
    """Choices and parts of a question in columns of their own, ids beside the nicknames of a messenger."""
    header = ["序号", "1. 您的年龄段", "2. 您常用的功能（可多选）-单词", "2. 您常用的功能（可多选）-其他（请注明）",
              "3. 请对以下方面打分-界面", "4. 您愿意向朋友推荐的程度（0-10分）", "5. 请说明您打分的原因",
              "6. 您对我们还有什么建议？", "微信昵称", "微信OpenID", "提交时间"]  # fmt: skip
    lines, told = [header], []
    for n in range(16):
        why, wish = CHINESE[n % 8], ("无", "没有建议", CHINESE[(n + 3) % 8])[n % 3]
        user, score, day = f"oX{n * 7919 % 14}k", (3 * n) % 11, f"2026-03-{n + 2:02d} 10:2{n % 6}:00"
        lines.append([n + 1, ("18-25岁", "26-35岁")[n % 2], n % 2, "", n % 5 + 1, score, why, wish,
                      ("小鱼", "momo")[n % 14 % 2], user, day])  # fmt: skip
        told += [Said(text, user, day.replace(" ", "T"), score) for text in (why, wish) if len(text) > 4]
    return Export("调研.xlsx", workbook(Sheet1=lines), told)


@kind
def messages_with_flags_csv() -> Export:
    """A message a row, of which a yes says that an agent wrote it, or that it is a note."""
    header = ["ticket_id", "from_agent", "sender_name", "sender_email", "sent_datetime", "body_text",
              "is_internal_note", "csat"]  # fmt: skip
    rows = said(users=["ann@example.org", "bo@example.org", "cy@example.org"])
    lines = []
    for n, row in enumerate(rows):
        at = f"{row.time}+00:00"
        lines += [[n, "False", "Ann Lee", row.user, at, row.text, "False", row.rating],
                  [n, "True", "Kim", "kim@shop.example", at, "Thanks, we are looking into it at once.",
                   ("False", "True")[n % 2], row.rating]]  # fmt: skip
    return Export("messages.csv", table(header, lines), rows)


@kind
def exported_channel_text() -> Export:
    """Time and name above, reactions and files in braces below."""
    rows = without(said(users=["kira_l", "tomato#4411", "zoe.p"]), "rating")
    below = ([], ["", "{Reactions}", "👍 (3)"], ["", "{Attachments}", "https://cdn.example/a.png"])
    lines = ["=" * 62, "Guild: Beta", "Channel: text / feedback", "=" * 62, ""]
    for n, row in enumerate(rows):
        clock = f"{row.at.hour % 12 or 12}:{row.at:%M %p}"
        lines += [f"[{row.at.month}/{row.at.day}/{row.at.year} {clock}] {row.user}", row.text, *below[n % 3], ""]
    return Export("feedback.txt", "\n".join(lines).encode(), [Said(row.text, row.user, row.time[:16]) for row in rows])

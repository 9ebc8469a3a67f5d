"""Support desks, mail and trackers, third round: who speaks is said in a word, a number, an address or a list."""

import json
from email.message import EmailMessage

from exports import (
    CHINESE_20,
    ENGLISH_20,
    GERMAN,
    JAPANESE,
    SPANISH,
    Export,
    Said,
    as_json,
    kind,
    said,
    table,
    without,
)

THANKS = ("Thanks for reaching out, we are looking into it.", "Could you send us your order number, please?",
          "This is fixed now, sorry for the trouble.")  # fmt: skip
SUBJECTS = ("Parcel", "Login", "Telephone", "Tomatoes", "Double charge", "Search", "Voucher", "Night colours", "Driver",
            "Late again", "Cancelling", "Plastic", "Invoice", "Battery", "Recipes", "Bread", "Praise",
            "Messages at night",
            "Map", "Refund")  # fmt: skip


@kind
def desk_tickets_json() -> Export:
    """A ticket in an object of its own with what was asked; answers below, of which a yes says that they came in."""
    rows = without(said(ENGLISH_20, users=["901", "902", "903", "904"]), "rating")
    tickets, told = [], []
    for n, row in enumerate(rows[:12]):
        more = rows[12 + n] if n < 8 else None
        notes = [{"body": THANKS[n % 3], "body_html": f"<div>{THANKS[n % 3]}</div>", "incoming": False,
        "private": False,
                  "user_id": 77, "created_at": row.time + "Z", "source": 0},
                 {"body": "Customer seems angry, be careful.", "incoming": False, "private": True, "user_id": 77,
                  "created_at": row.time + "Z", "source": 2}]  # fmt: skip
        if more:
            notes.append({"body": more.text, "body_html": f"<div>{more.text}</div>", "incoming": True, "private": False,
                          "user_id": int(row.user), "created_at": more.time + "Z", "source": 0})  # fmt: skip
            told.append(Said(more.text, row.user, more.time))
        tickets.append({"helpdesk_ticket": {
            "cc_email": None, "created_at": row.time + "Z", "description": row.text,
            "description_html": f"<div>{row.text}</div>", "display_id": n + 1, "due_by": "2026-12-01T00:00:00Z",
            "id": 5000 + n, "priority": 1, "requester_id": int(row.user), "responder_id": 77, "source": 1,
            "spam": False,
            "status": 5, "subject": SUBJECTS[n], "ticket_type": "Question", "notes": notes}})  # fmt: skip
        told.append(Said(f"{SUBJECTS[n]}\n{row.text}", row.user, row.time))
    return Export("tickets0.json", as_json(tickets), told)


@kind
def shared_mailbox_csv() -> Export:
    """A message a row with which way it went, names with addresses, subjects that most messages share."""
    header = ["Message ID", "Conversation ID", "Status", "Message date", "Direction", "From", "To", "Subject",
    "Extract",
              "Tags", "Assignee", "Inbox"]  # fmt: skip
    rows = without(said(ENGLISH_20, users=["ann@client.example", "bo@client.example", "cy@client.example"]), "rating")
    lines = []
    for n, row in enumerate(rows):
        subject = ("Order", "Re: Order", "Question", "Re: Question")[n % 4]
        lines.append([f"msg_{n}a", f"cnv_{n // 2}", "archived", f"{row.at:%m/%d/%Y %H:%M:%S}", "Inbound", row.user,
                      "help@shop.example", subject, row.text, "shipping", "Kim", "Support"])  # fmt: skip
        lines.append([f"msg_{n}b", f"cnv_{n // 2}", "archived", f"{row.at:%m/%d/%Y %H:%M:%S}", "Outbound",
                      "help@shop.example", row.user, subject, THANKS[n % 3], "shipping", "Kim", "Support"])  # fmt: skip
    return Export("messages.csv", table(header, lines), rows, known=("Inbox",))


@kind
def tracker_issues_json() -> Export:
    """Issues whose fields hold a summary, what was meant, and comments by people of a desk and by customers."""
    rows = without(said(ENGLISH_20, users=["qm:1a", "qm:2b", "qm:3c"]), "rating")
    issues, told = [], []
    for n, row in enumerate(rows[:14]):
        who = {"accountId": row.user, "displayName": f"Name {row.user[-1]}", "accountType": "customer", "active": True}
        agent = {"accountId": "557:77", "displayName": "Kim", "accountType": "agent", "active": True}
        comments = [{"id": f"1{n}", "author": agent, "body": THANKS[n % 3], "created": row.time + ".000+0000",
                     "updated": row.time + ".000+0000", "jsdPublic": True}]  # fmt: skip
        if n < 6:
            more = rows[14 + n]
            comments.append({"id": f"2{n}", "author": who, "body": more.text, "created": more.time + ".000+0000",
                             "updated": more.time + ".000+0000", "jsdPublic": True})  # fmt: skip
            told.append(Said(more.text, row.user, more.time))
        issues.append({"expand": "changelog", "id": str(10000 + n), "key": f"SUP-{n}", "self": "https://x.example/1",
                       "fields": {"summary": SUBJECTS[n], "description": row.text, "reporter": who, "creator": who,
                                  "assignee": agent, "created": row.time + ".000+0000",
                                  "updated": "2026-09-01T10:00:00.000+0000",
                                  "status": {"name": "Done", "id": "5"}, "priority": {"name": "Medium", "id": "3"},
                                  "issuetype": {"name": "Service Request", "id": "10"}, "labels": [],
                                  "comment": {"comments": comments, "total": len(comments)}}})  # fmt: skip
        told.append(Said(f"{SUBJECTS[n]}\n{row.text}", row.user, row.time))
    whole = {"expand": "names", "startAt": 0, "maxResults": 50, "total": 14, "issues": issues}
    return Export("search.json", as_json(whole), told)


@kind
def issues_with_comments_json() -> Export:
    """Issues and what anybody said below them; who belongs to the project is said in a word, a program in its name."""
    rows = without(said(ENGLISH_20, users=["octo", "cat", "mona", "hub"]), "rating")
    issues, told = [], []
    for n, row in enumerate(rows[:12]):
        comments = [{"id": f"IC_{n}", "author": {"login": "kim"}, "authorAssociation": "MEMBER", "body": THANKS[n % 3],
                     "createdAt": row.time + "Z", "includesCreatedEdit": False, "url": f"https://x.example/{n}#1"},
                    {"id": f"IB_{n}", "author": {"login": "stale[bot]"}, "authorAssociation": "NONE",
                     "body": "This issue has been marked as stale.", "createdAt": row.time + "Z",
                     "includesCreatedEdit": False, "url": f"https://x.example/{n}#2"}]  # fmt: skip
        if n < 8:
            more = rows[12 + n]
            comments.append({"id": f"IX_{n}", "author": {"login": more.user}, "authorAssociation": "NONE",
                             "body": more.text, "createdAt": more.time + "Z", "includesCreatedEdit": False,
                             "url": f"https://x.example/{n}#3"})  # fmt: skip
            told.append(more)
        issues.append({"author": {"id": f"U_{row.user}", "is_bot": False, "login": row.user, "name": ""},
        "body": row.text,
                       "comments": comments, "createdAt": row.time + "Z", "labels": [{"name": "bug", "color": "f00"}],
                       "number": n, "state": "OPEN", "title": SUBJECTS[n],
                       "url": f"https://x.example/issues/{n}"})  # fmt: skip
        told.append(Said(f"{SUBJECTS[n]}\n{row.text}", row.user, row.time))
    return Export("issues.json", as_json(issues), told)


@kind
def mails_mbox() -> Export:
    """A mailbox: encoded headers and bodies, alternatives in HTML, answers with what they answer below."""
    rows = without(said((*ENGLISH_20[:8], *GERMAN), users=["ann@example.org", "jörg@example.org".replace("ö", "oe")]),
                   "rating")  # fmt: skip
    parts, told = [], []
    for n, row in enumerate(rows):
        mail = EmailMessage()
        mail["From"] = f"Jörg Müller <{row.user}>" if n % 2 else f"Ann Lee <{row.user}>"
        mail["To"] = "help@shop.example"
        mail["Date"] = f"{row.at:%a, %d %b %Y %H:%M:%S} +0000"
        mail["Subject"] = f"{SUBJECTS[n]} – Anfrage"
        mail["Message-ID"] = f"<{n}@example.org>"
        quoted = "\n\nOn Mon, 2 Mar 2026 at 10:00, Shop <help@shop.example> wrote:\n> Thanks for your order.\n"
        mail.set_content(row.text + quoted * (n % 3 == 0))
        if n % 2:
            mail.add_alternative(f"<html><body><p>{row.text}</p></body></html>", subtype="html")
        parts.append(f"From {row.user} {row.at:%a %b %d %H:%M:%S %Y}\n".encode() + mail.as_bytes() + b"\n")
        told.append(Said(f"{SUBJECTS[n]} – Anfrage\n{row.text}", row.user, row.time))
    return Export("Support.mbox", b"".join(parts), told)


@kind
def assistant_talks_json() -> Export:
    """Talks with an assistant as an object of messages that know what they answer; texts in lists of parts."""
    rows = without(said((*ENGLISH_20[:12], *CHINESE_20[:8])), "user", "rating")
    talks = []
    for n in range(0, 20, 2):
        nodes = {"root": {"id": "root", "message": None, "parent": None, "children": [f"a{n}"]}}
        last = "root"
        for at, (role, text, epoch) in enumerate((
            ("system", "", None), ("user", rows[n].text, rows[n].epoch + 0.25),
            ("assistant", "Of course, here is what you could write to them.", rows[n].epoch + 9.5),
            ("user", rows[n + 1].text, rows[n + 1].epoch + 0.5),
            ("assistant", "I am happy to help with that as well.", rows[n + 1].epoch + 8.5),
        )):  # fmt: skip
            key = f"m{n}-{at}"
            message = {"id": key, "author": {"role": role, "name": None, "metadata": {}}, "create_time": epoch,
                       "update_time": None, "content": {"content_type": "text", "parts": [text]}, "status": "finished",
                       "end_turn": True, "weight": 1.0, "metadata": {}, "recipient": "all"}  # fmt: skip
            nodes[key] = {"id": key, "message": message, "parent": last, "children": []}
            last = key
        talks.append({"title": f"About {SUBJECTS[n].lower()}", "create_time": rows[n].epoch + 0.1,
                      "update_time": rows[n + 1].epoch + 9.9, "mapping": nodes, "moderation_results": [],
                      "current_node": last, "conversation_id": f"c{n}", "is_archived": False})  # fmt: skip
    return Export("conversations.json", as_json(talks), [Said(r.text, None, r.time) for r in rows])


@kind
def window_messages_chinese_csv() -> Export:
    """A message a row: visitor, staff, robot or system by a word, pictures by a kind, ids of visitors on each row."""
    header = [
        "会话ID",
        "消息ID",
        "访客ID",
        "访客名称",
        "消息来源",
        "客服名称",
        "消息类型",
        "消息内容",
        "发送时间",
        "访客来源页",
    ]
    rows = without(said(CHINESE_20, users=["v8801", "v8802", "v8803", "v8804"]), "rating")
    lines = []
    for n, row in enumerate(rows):
        at = row.time.replace("T", " ")
        own = [f"S{n:04d}", f"M{n}0", row.user, "访客" + row.user[-2:]]
        page = "https://shop.example/help"
        lines += [[*own, "系统", "", "文本", "会话已接入,排队结束", at, page],
                  [*own, "机器人", "小智", "文本", "您好,我是智能助手小智,请问有什么可以帮您", at, page],
                  [*own, "访客", "", "文本", row.text, at, page],
                  [*own, "客服", "小周", "文本", ("亲,马上为您核实一下", "请您提供一下订单号哦",
                  "已经帮您登记了")[n % 3], at, page]]  # fmt: skip
        if n % 5 == 0:
            lines.append([*own, "访客", "", "图片", "https://img.example/1.png", at, page])
    return Export("聊天消息.csv", table(header, lines, encoding="utf-8-sig"), rows)


@kind
def text_messages_csv() -> Export:
    """Short messages: numbers as people, the way of each in two words, what was paid for it."""
    header = ["From", "To", "Body", "Status", "SentDate", "ApiVersion", "NumSegments", "ErrorCode", "AccountSid", "Sid",
              "Direction", "Price", "PriceUnit"]  # fmt: skip
    rows = without(said((*ENGLISH_20[:10], *SPANISH), users=["+15550100", "+15550101", "+15550102"]), "rating")
    lines = []
    for n, row in enumerate(rows):
        lines.append([row.user, "+15550199", row.text, "received", row.time + "Z", "2010-04-01", 1, "", "AC1", f"SM{n}",
                      "inbound", -0.0079, "USD"])  # fmt: skip
        lines.append(["+15550199", row.user, ("Thanks, we will call you back soon.",
        "Your order is on its way today.")[n % 2],
                      "delivered", row.time + "Z", "2010-04-01", 1, "", "AC1", f"SR{n}",
                      ("outbound-reply", "outbound-api")[n % 2], -0.0079, "USD"])  # fmt: skip
    return Export("sms-log.csv", table(header, lines), rows)


@kind
def account_chat_japanese_csv() -> Export:
    """Lines above the header, days and clocks in two columns, the shop's account as the other side."""
    rows = without(said(JAPANESE, users=["花子", "けん"]), "rating")
    lines = [["アカウント名", "やさい便"], ["タイムゾーン", "+09:00"], ["ダウンロード日時", "2026/08/01 12:00"],
             ["送信者タイプ", "送信者名", "送信日", "送信時刻", "内容"]]  # fmt: skip
    for n, row in enumerate(rows):
        lines.append(["User", row.user, f"{row.at:%Y/%m/%d}", f"{row.at:%H:%M:%S}", row.text])
        lines.append(["Account", ("応答メッセージ", "担当 佐藤")[n % 2], f"{row.at:%Y/%m/%d}", f"{row.at:%H:%M:%S}",
                      ("お問い合わせありがとうございます。", "担当者が確認いたします。")[n % 2]])  # fmt: skip
    return Export("chat.csv", table(lines[0], lines[1:], encoding="utf-8-sig"), rows)


@kind
def assistant_turns_jsonl() -> Export:
    """A talk a line; each message's text is a list of typed parts, tools among those who speak."""
    rows = without(said((*CHINESE_20[:8], *ENGLISH_20[:12]), users=["u-31", "u-32", "u-33"]), "rating")
    lines = []
    for n, row in enumerate(rows):
        messages = [
            {"role": "developer", "content": [{"type": "text", "text": "Answer as a kind clerk."}]},
            {"role": "user", "content": [{"type": "text", "text": row.text}]},
            {"role": "assistant", "content": [{"type": "tool_use", "name": "orders", "input": {"n": n}}]},
            {"role": "tool", "content": [{"type": "text", "text": "order 4711 shipped"}]},
            {"role": "assistant", "content": [{"type": "text", "text": "好的,我来帮您看一下这个订单。"}]},
        ]
        lines.append(json.dumps({"trace_id": f"t{n}", "started_at": row.time + "Z", "user_id": row.user,
                                 "model": "m-1", "messages": messages}, ensure_ascii=False))  # fmt: skip
    return Export("traces.jsonl", "\n".join(lines).encode(), rows)

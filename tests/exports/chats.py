"""Chats and posts."""

from exports import CHINESE, GERMAN, Export, Said, archive, as_json, kind, said, without


@kind
def whatsapp_android_german() -> Export:
    rows = without(said(GERMAN, ["Anna", "Jörg", "+49 170 0000000"]), "rating")
    lines = ["14.03.26, 08:00 - Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Tippe, um mehr zu erfahren.",
             "14.03.26, 08:01 - Anna hat die Gruppe „Einkaufen“ erstellt."]  # fmt: skip
    lines += [f"{row.at:%d.%m.%y, %H:%M} - {row.user}: {row.text}" for row in rows]
    lines += [
        "01.05.26, 10:00 - Jörg: <Medien ausgeschlossen>",
        "01.05.26, 10:01 - Anna: Diese Nachricht wurde gelöscht.",
    ]
    told = [Said(row.text, row.user, row.time[:16]) for row in rows]
    return Export("WhatsApp Chat mit Einkaufen.txt", "\n".join(lines).encode(), told)


@kind
def whatsapp_iphone_chinese() -> Export:
    rows = without(said(CHINESE, ["小林", "阿宽"]), "rating")
    lines = ["[2026/3/14 上午8:00:00] 买菜群: \u200e消息和通话已进行端到端加密。"]
    for row in rows:
        half = "上午" if row.at.hour < 12 else "下午"
        clock = f"{(row.at.hour - 1) % 12 + 1}:{row.at:%M:%S}"
        lines.append(f"[{row.at.year}/{row.at.month}/{row.at.day} {half}{clock}] {row.user}: {row.text}")
    lines.append("\u200e[2026/5/1 下午1:00:00] 阿宽: \u200e图片已忽略")
    return Export("_chat.txt", "\n".join(lines).encode(), rows)


@kind
def line_chat_text() -> Export:
    rows = without(said(users=["Hana", "Ken", "Yui"]), "rating")
    lines, day = ["[LINE] Chat history with Shopping", "Saved on: 2026/08/01 10:00", ""], ""
    for row in rows:
        if f"{row.at:%Y/%m/%d(%a)}" != day:
            day = f"{row.at:%Y/%m/%d(%a)}"
            lines += ["", day]
        lines.append(f"{row.at:%H:%M}\t{row.user}\t{row.text}")
    lines += [f"{rows[-1].at:%H}:59\tKen\t[Sticker]", f"{rows[-1].at:%H}:59\tKen\t[Photo]"]
    return Export("[LINE] Shopping.txt", "\r\n".join(lines).encode("utf-8-sig"),
                  [Said(row.text, row.user, row.time[:16]) for row in rows])  # fmt: skip


@kind
def wechat_text() -> Export:
    rows = without(said(CHINESE, ["小林", "阿宽", "王姐"]), "rating")
    lines = []
    for row in rows:
        lines += [f"{row.user} {row.at:%Y-%m-%d %H:%M:%S}", row.text, ""]
    lines += ["阿宽 2026-05-01 10:00:00", "[图片]", ""]
    return Export("聊天记录.txt", "\n".join(lines).encode(), rows)


@kind
def telegram_json() -> Export:
    rows = without(said(users=["user11", "user12", "user13"]), "rating")
    messages = [{"id": 1, "type": "service", "date": "2026-03-01T00:00:00", "date_unixtime": "1772323200",
                 "actor": "Ann",
                 "actor_id": "user11", "action": "create_group", "title": "Shop", "text": ""}]  # fmt: skip
    for n, row in enumerate(rows, 2):
        begin, _, end = row.text.partition(" ")
        text = row.text if n % 2 else [{"type": "bold", "text": begin}, f" {end}"]
        messages.append({"id": n, "type": "message", "date": row.time, "date_unixtime": str(row.epoch),
                         "from": f"Name {row.user[-1]}", "from_id": row.user, "text": text,
                         "text_entities": [{"type": "plain", "text": row.text}]})  # fmt: skip
    messages.append({"id": 99, "type": "message", "date": "2026-06-01T00:00:00", "from": "Name 1", "from_id": "user11",
                     "photo": "photos/1.jpg", "width": 10, "height": 10, "text": "", "text_entities": []})  # fmt: skip
    return Export("result.json", as_json({"name": "Shop", "type": "private_supergroup", "id": 5, "messages": messages}),
                  rows)  # fmt: skip


@kind
def slack_folder_by_day() -> Export:
    rows = without(said(users=["U01", "U02", "U03"]), "rating")
    files = {"users.json": as_json([{"id": f"U0{n}", "team_id": "T1", "name": f"name{n}", "real_name": f"Real {n}",
                                     "profile": {"title": "Works in the shop", "email": f"n{n}@example.org"}}
                                    for n in (1, 2, 3)]),
             "channels.json": as_json([{"id": "C1", "name": "feedback", "members": ["U01", "U02"],
                                        "topic": {"value": "All that customers tell us"},
                                        "created": 1770000000}])}  # fmt: skip
    for n, row in enumerate(rows):
        stamp = f"{row.epoch}.00010{n % 10}"
        day = [{"user": "U01", "type": "message", "subtype": "channel_join", "ts": stamp,
                "text": "<@U01> has joined the channel"},
               {"user": row.user, "type": "message", "ts": stamp, "client_msg_id": f"m{n}", "team": "T1",
                "text": f"<@U02> {row.text} :smile:" if n == 1 else row.text},
               {"bot_id": "B1", "type": "message", "subtype": "bot_message", "ts": stamp, "username": "deploy",
                "text": "The build of the shop has finished well"}]  # fmt: skip
        files[f"feedback/{row.at:%Y-%m-%d}.json"] = as_json(day)
    return Export("slack-export.zip", archive(files), rows)


@kind
def mastodon_outbox_json() -> Export:
    rows = without(said(users=["https://example.org/users/ann"]), "rating")
    items = [{"id": f"https://example.org/{n}/activity", "type": "Create", "actor": row.user,
              "published": row.time + "Z",
              "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [],
              "object": {"id": f"https://example.org/{n}", "type": "Note", "summary": None, "inReplyTo": None,
                         "published": row.time + "Z", "attributedTo": row.user, "sensitive": False,
                         "content": f"<p>{row.text}</p>", "tag": [], "attachment": []}}
             for n, row in enumerate(rows)]  # fmt: skip
    items.append({"id": "https://example.org/99/activity", "type": "Announce", "actor": rows[0].user,
                  "published": "2026-06-01T00:00:00Z", "object": "https://example.org/other/1"})  # fmt: skip
    whole = {"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection",
             "totalItems": 13, "orderedItems": items}  # fmt: skip
    return Export("outbox.json", as_json(whole), rows)


@kind
def facebook_comments_json() -> Export:
    texts = tuple(text for text in GERMAN)
    rows = without(said(texts, ["Jörg Muster"]), "rating")

    def garbled(text: str) -> str:
        return text.encode().decode("latin-1")

    comments = [{"timestamp": row.epoch, "title": garbled("Jörg Muster commented on a post."),
                 "data": [{"comment": {"timestamp": row.epoch, "comment": garbled(row.text),
                                       "author": garbled(row.user), "group": "Shop"}}]}
                for row in rows]  # fmt: skip
    return Export("comments.json", as_json({"comments_v2": comments}), rows)

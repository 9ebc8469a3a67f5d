"""Talks, fourth round: windows of websites, transcripts, robots and classrooms, as their tools write them."""

import json

from exports import ENGLISH_20, Export, Said, archive, as_json, kind, said, table, without

ANSWERS = ("Thanks for reaching out, let me have a look.", "Could you send me your order number, please?",
           "This should work again now.")  # fmt: skip


@kind
def window_listed_messages_json() -> Export:
    """Messages of several sessions in one list: which side in a word, notes, pictures and events as other types."""
    rows = without(said(ENGLISH_20[:15], users=["session_a1f0", "session_b2e9", "session_c3d8"]), "rating")

    def message(row: Said, kind: str, side: str, content: object, ms: int = 0) -> dict[str, object]:
        user = ({"user_id": row.user, "nickname": f"visitor{ord(row.user[8])}"} if side == "user"
                else {"user_id": "0f4c599d", "nickname": "Kim", "avatar": "https://image.example/kim.png"})  # fmt: skip
        return {"session_id": row.user, "website_id": "8c842203", "type": kind, "from": side, "origin": "chat",
                "content": content, "preview": [], "mentions": [], "read": "chat", "delivered": "chat",
                "edited": False, "translated": False, "automated": False, "stamped": True,
                "fingerprint": 17734767000000 + row.epoch % 1000 + ms, "timestamp": row.epoch * 1000 + ms,
                "user": user}  # fmt: skip

    listed = []
    for n, row in enumerate(rows):
        listed.append(message(row, "text", "user", row.text))
        listed.append(message(row, "text", "operator", ANSWERS[n % 3], 40))
        if n % 4 == 0:
            listed.append(message(row, "note", "operator", "He sounds angry, be careful with this one", 60))
            listed.append(message(row, "file", "user", {"name": "a.png", "url": "https://x.example/a.png",
                                                        "type": "image/png"}, 70))  # fmt: skip
            listed.append(message(row, "event", "operator", {"namespace": "state:resolved"}, 90))
    return Export("messages.json", as_json({"error": False, "reason": "listed", "data": listed}), rows)


@kind
def window_transcripts_jsonl() -> Export:
    """A chat a line as it was handed on; who says it is a letter: the visitor, an agent, the system."""
    people = [("Ann", "ann@client.example"), ("Bo", "bo@client.example"), ("Cy", "cy@client.example")]
    rows = without(said(ENGLISH_20[:16], users=[mail for _, mail in people]), "rating")
    lines = []
    for n, row in enumerate(rows):
        at = row.time + ".120Z"
        agent = {"t": "a", "n": "Kim", "id": "5f1c0a"}
        lines.append(
            {
                "event": "chat:transcript_created",
                "time": at,
                "property": {"id": "58ca8453", "name": "My shop"},
                "chat": {
                    "id": f"7091{n}",
                    "visitor": {"name": people[n % 3][0], "email": row.user, "city": "Leeds", "country": "GB"},
                    "messages": [
                        {"sender": {"t": "s"}, "type": "msg", "msg": "Kim joined the conversation", "time": at},
                        {"sender": {"t": "v"}, "type": "msg", "msg": row.text, "time": at},
                        {"sender": agent, "type": "msg", "msg": ANSWERS[n % 3], "time": at},
                    ],
                },
            }
        )
    return Export("webhooks.jsonl", "\n".join(json.dumps(line) for line in lines).encode(), rows)


@kind
def meeting_transcript_vtt() -> Export:
    """Subtitles of a meeting: cues with ids and spans, who speaks in a tag around the words, broken lines."""
    rows = without(said(ENGLISH_20, users=["Ann Lee", "Bo Chen", "Kim Sato"]), "time", "rating")
    lines = ["WEBVTT", ""]
    for n, row in enumerate(rows):
        middle = row.text.index(" ", len(row.text) // 2)
        text = f"{row.text[:middle]}\n{row.text[middle + 1 :]}" if n % 3 == 0 else row.text
        lines += [f"44c0de61-4e3c-4f6a-a7f7-4b1f0e2b{n:04d}/{n + 9}-0",
                  f"00:{n:02d}:03.123 --> 00:{n:02d}:09.456", f"<v {row.user}>{text}</v>", ""]  # fmt: skip
    return Export("Interview.vtt", "\n".join(lines).encode(), rows)


@kind
def inbox_thread_messages_json() -> Export:
    """Messages with the way they went and lists of senders; comments among colleagues, greetings, who was assigned."""
    rows = without(said(ENGLISH_20[:14], users=["V-3310", "V-4421", "V-5532"]), "rating")
    results = []
    for n, row in enumerate(rows):
        own = {"conversationsThreadId": f"77{n % 3}", "createdAt": row.time + ".211Z", "updatedAt": row.time + ".500Z",
               "archived": False, "channelId": "1000", "channelAccountId": "42"}  # fmt: skip
        visitor = [{"actorId": row.user, "name": f"Name {row.user[2]}", "senderField": "FROM"}]
        agent = [{"actorId": "A-77", "name": "Kim Sato"}]
        text = {"richText": f"<p>{row.text}</p>", "attachments": [], "truncationStatus": "NOT_TRUNCATED",
                "status": {"statusType": "SENT"}}  # fmt: skip
        results.append({**own, **text, "id": f"m{n}a", "type": "MESSAGE", "createdBy": row.user, "senders": visitor,
                        "client": {"clientType": "HUBSPOT"}, "recipients": [], "text": row.text,
                        "direction": "INCOMING"})  # fmt: skip
        results.append({**own, **text, "id": f"m{n}b", "type": "MESSAGE", "createdBy": "A-77", "senders": agent,
                        "client": {"clientType": "HUBSPOT"}, "recipients": [{"actorId": row.user}],
                        "richText": f"<p>{ANSWERS[n % 3]}</p>", "text": ANSWERS[n % 3],
                        "direction": "OUTGOING"})  # fmt: skip
        if n % 4 == 0:
            results.append(
                {
                    **own,
                    "id": f"m{n}c",
                    "type": "COMMENT",
                    "createdBy": "A-77",
                    "senders": agent,
                    "client": {"clientType": "HUBSPOT"},
                    "recipients": [],
                    "attachments": [],
                    "text": "Let us offer a refund here",
                    "richText": "<p>Let us offer a refund here</p>",
                }
            )
            results.append({**own, "id": f"m{n}d", "type": "ASSIGNMENT", "createdBy": "S-1", "assignedTo": "A-77",
                            "client": {"clientType": "SYSTEM"}})  # fmt: skip
    return Export("thread_messages.json", as_json({"results": results, "paging": {"next": {"after": "NTI1Cg"}}}), rows)


@kind
def desk_chats_as_markup_csv() -> Export:
    """A talk a cell, as markup: lines of the system in paragraphs, seconds in brackets before who says something."""
    header = ["Chat Transcript Name", "Contact Name", "Start Time", "Body", "Status", "Browser"]
    rows = without(said(ENGLISH_20[:16], users=["Ann Lee", "Bo Chen", "Cy Ortega"]), "rating")
    lines = []
    for n, row in enumerate(rows):
        talk = (f'<p align="center">Chat Started: {row.at:%A, %B %d, %Y, %H:%M:%S} (+0000)</p>'
                '<p align="center">Chat Origin: Web</p><p align="center">Agent Kim S</p>'
                f"( 14s ) Kim S: Hi, how can I help you today?<br>( 46s ) {row.user}: {row.text}<br>"
                f"( 1m 32s ) Kim S: {ANSWERS[n % 3]}<br>")  # fmt: skip
        lines.append([f"{n:08d}", row.user, f"{row.at:%Y-%m-%d %H:%M:%S}", talk, "Completed", "Chrome"])
    return Export("transcripts.csv", table(header, lines), rows, known=("Browser",))


@kind
def case_mails_csv() -> Export:
    """Mails of cases: a yes for what came in, the former mail below a line of its own, subjects that most share."""
    header = [
        "Id",
        "ParentId",
        "CreatedDate",
        "Subject",
        "TextBody",
        "FromName",
        "FromAddress",
        "ToAddress",
        "Incoming",
        "HasAttachment",
        "Status",
        "MessageDate",
    ]
    rows = without(said(ENGLISH_20, users=["ann@client.example", "bo@client.example", "cy@client.example"]), "rating")
    lines = []
    for n, row in enumerate(rows):
        at, subject = row.time + ".000+0000", ("Your order", "Re: Your order", "Sandbox: A question")[n % 3]
        below = ("\n\n--------------- Original Message ---------------\nFrom: Kim [help@shop.example]\n"
                 f"Sent: 3/12/2026 9:26 AM\nTo: {row.user}\nSubject: Your order\n\nWhat we wrote before")  # fmt: skip
        own = [f"02s{n:012d}", f"500{n // 2:012d}", at, subject]
        lines.append([*own, row.text + below * (n % 2), row.user[:3].title(), row.user, "help@shop.example", "true",
                      "false", "1", at])  # fmt: skip
        lines.append([*own, f"Dear customer,\n\n{ANSWERS[n % 3]}\n\nBest regards,\nKim", "Kim", "help@shop.example",
                      row.user, "false", "false", "3", at])  # fmt: skip
    return Export("EmailMessage.csv", table(header, lines), rows)


@kind
def contact_center_chats_zip() -> Export:
    """A file a contact: what was said and who came in one list, roles in capitals, names with a capital each."""
    rows = without(said(ENGLISH_20[:15], users=["c9f1-11", "c9f1-22", "c9f1-33", "c9f1-44", "c9f1-55"]), "rating")
    files = {}
    for at in range(5):
        transcript = []
        for n, row in enumerate(rows[at::5]):
            entry = {"AbsoluteTime": row.time + ".120Z", "Id": f"i{at}{n}"}
            customer = {"ParticipantId": row.user, "DisplayName": "Customer", "ParticipantRole": "CUSTOMER"}
            agent = {"ParticipantId": "a77", "DisplayName": "Kim", "ParticipantRole": "AGENT"}
            came = "application/vnd.amazonaws.connect.event.participant.joined"
            transcript += [
                {**entry, "ContentType": came, "Type": "EVENT", **customer},
                {**entry, "Content": row.text, "ContentType": "text/plain", "Type": "MESSAGE", **customer},
                {**entry, "Content": ANSWERS[n % 3], "ContentType": "text/plain", "Type": "MESSAGE", **agent},
                {
                    **entry,
                    "Content": "Thank you for contacting us.",
                    "ContentType": "text/plain",
                    "Type": "MESSAGE",
                    "ParticipantId": "s1",
                    "DisplayName": "SYSTEM_MESSAGE",
                    "ParticipantRole": "SYSTEM",
                },
            ]
        whole = {"Version": "2019-08-26", "AWSAccountId": "123456789012", "InstanceId": "65f0", "ContactId": f"ct-{at}",
                 "Participants": [{"ParticipantId": rows[at].user}, {"ParticipantId": "a77"}],
                 "Transcript": transcript}  # fmt: skip
        files[f"2026/03/14/ct-{at}_20260314T09:26_UTC.json"] = json.dumps(whole).encode()
    return Export("chats.zip", archive(files), rows)


@kind
def robot_trackers_json() -> Export:
    """Everything that happened in each talk with a robot: what a user said, what it took it for, what it did."""
    rows = without(said(ENGLISH_20[:16], users=["u-8831", "u-8832", "u-8833", "u-8834"]), "rating")
    trackers = []
    for at in range(4):
        events = []
        for n, row in enumerate(rows[at::4]):
            when = float(row.epoch)
            intent = {"name": ("ask_order", "complain")[n % 2], "confidence": 0.93}
            parsed = {"intent": intent, "entities": [], "text": row.text, "message_id": f"x{n}", "metadata": {}}
            events += [{"event": "action", "timestamp": when, "name": "action_session_start", "policy": None},
                       {"event": "session_started", "timestamp": when},
                       {"event": "user", "timestamp": when + 0.5, "text": row.text, "parse_data": parsed,
                        "input_channel": "rest", "message_id": f"x{n}", "metadata": {}},
                       {"event": "slot", "timestamp": when + 0.6, "name": "order", "value": None},
                       {"event": "bot", "timestamp": when + 0.7, "text": ANSWERS[n % 3], "metadata": {},
                        "data": {"elements": None, "quick_replies": None, "buttons": None}}]  # fmt: skip
        trackers.append({"sender_id": rows[at].user, "slots": {"order": None}, "latest_message": {"text": row.text},
                         "latest_event_time": float(row.epoch), "paused": False, "events": events,
                         "latest_input_channel": "rest", "active_loop": {}})  # fmt: skip
    return Export("trackers.json", as_json(trackers), rows)


@kind
def class_discussion_json() -> Export:
    """Entries with replies in trees, people by numbers and in a list beside, an entry that was deleted."""
    rows = without(said(ENGLISH_20[:18], users=["4101", "4102", "4103"]), "rating")

    def entry(n: int, parent: int | None, replies: list[dict[str, object]]) -> dict[str, object]:
        row = rows[n]
        return {"id": 900 + n, "user_id": int(row.user), "parent_id": parent, "created_at": row.time + "Z",
                "updated_at": row.time + "Z", "rating_count": None, "rating_sum": None,
                "message": f"<p>{row.text}</p>", "replies": replies}  # fmt: skip

    view = [entry(n, None, [entry(n + 1, 900 + n, [entry(n + 2, 901 + n, [])])]) for n in range(0, 18, 3)]
    view.append({"id": 999, "deleted": True, "parent_id": None, "created_at": "2026-03-14T09:00:00Z",
                 "updated_at": "2026-03-15T09:00:00Z", "rating_count": None, "rating_sum": None})  # fmt: skip
    people = [{"id": int(u), "display_name": f"Student {u[-1]}", "avatar_image_url": "https://x.example/a.png",
               "html_url": "https://x.example/u", "pronouns": None} for u in ("4101", "4102", "4103")]  # fmt: skip
    whole = {"unread_entries": [901, 902], "entry_ratings": {}, "forced_entries": [], "participants": people,
             "view": view, "new_entries": []}  # fmt: skip
    return Export("view.json", as_json(whole), rows)

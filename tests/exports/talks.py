"""Chats and forums, third round: talks in lists, in trees, in XML and in lines."""

from xml.sax.saxutils import escape, quoteattr

from exports import (
    CHINESE_20,
    ENGLISH_20,
    FRENCH,
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


@kind
def blocks_of_headers_text() -> Export:
    """Messages as blocks: who, which way and when in lines of their own, then the text; own ones went out."""
    rows = without(said(ENGLISH_20, users=["Ann Lee (+15550101)", "Bo (+15550102)", "You"]), "rating")
    lines = ["Conversation: Allotment", ""]
    for n, row in enumerate(rows):
        own = row.user == "You"
        lines += [f"From: {row.user}", f"Type: {'outgoing' if own else 'incoming'}",
                  f"Sent: {row.at:%a, %d %b %Y %H:%M:%S} +0000"]  # fmt: skip
        lines += [] if own else [f"Received: {row.at:%a, %d %b %Y %H:%M:%S} +0000"]
        lines += ["Attachment: IMG_1.jpg (image/jpeg, 68281 bytes)"] if n % 6 == 5 else []
        lines += ["", row.text, ""]
    return Export("Allotment.txt", "\n".join(lines).encode(), [row for row in rows if row.user != "You"])


@kind
def work_archive_jsonl() -> Export:
    """A message a line, its text in an object that is named after its kind; other kinds have other objects."""
    import json

    rows = without(said(CHINESE_20, users=["wmA1xQ", "wmB2yR", "wmC3zS"]), "rating")
    lines = []
    for n, row in enumerate(rows):
        own = {"msgid": f"1{n}_ext", "action": "send", "from": row.user, "tolist": ["kf01"], "roomid": "wrR1",
               "msgtime": row.epoch * 1000}  # fmt: skip
        lines.append({**own, "msgtype": "text", "text": {"content": row.text}})
        if n % 4 == 0:
            lines.append({**own, "msgid": f"2{n}_ext", "msgtype": "image",
                          "image": {"md5sum": "50de", "filesize": 70961, "sdkfileid": "CtYBMzA2"}})  # fmt: skip
            lines.append({**own, "msgid": f"3{n}_ext", "action": "recall", "msgtype": "revoke",
                          "revoke": {"pre_msgid": "15775"}})  # fmt: skip
    data = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    return Export("会话存档.jsonl", data.encode(), rows)


@kind
def group_records_xlsx() -> Export:
    """Who sent what and when, with read counts; kinds that are no text; who left the group."""
    header = ["发送时间", "发送人", "发送人工号", "群名称", "消息类型", "消息内容", "已读人数"]
    rows = without(said(CHINESE_20, users=["A1023", "A2046", "A3077"]), "rating")
    names = {"A1023": "小林", "A2046": "阿宽", "A3077": "王姐"}
    lines = [header]
    for n, row in enumerate(rows):
        at = row.time.replace("T", " ")
        lines.append([at, names[row.user], row.user, "买菜内测群", "文本", row.text, 3 + n])
        if n % 5 == 0:
            lines.append([at, names[row.user], row.user, "买菜内测群", "图片", "[图片]", 3])
            lines.append([at, "系统", "", "买菜内测群", "系统消息", "小林邀请阿宽加入群聊", 0])
    return Export("群聊记录.xlsx", workbook(**{"聊天记录": lines}), rows)


@kind
def kakao_table_csv() -> Export:
    """Three columns; who came and went, photos, and deleted messages among the texts."""
    rows = without(said(KOREAN * 2, users=["김하나", "이준"]), "rating")
    rows = [Said(row.text + ("", " 정말로")[n // 8], row.user, row.time) for n, row in enumerate(rows)]
    lines = [["2026-03-14 09:00:00", "박서연", "박서연님이 들어왔습니다."]]
    for n, row in enumerate(rows):
        lines.append([row.time.replace("T", " "), row.user, row.text])
        lines += [[row.time.replace("T", " "), row.user, ("사진", "이모티콘", "삭제된 메시지입니다.")[n % 3]]] * (n % 2)
    return Export("KakaoTalk_Chat.csv", table(["Date", "User", "Message"], lines, encoding="utf-8-sig"), rows)


@kind
def channel_messages_json() -> Export:
    """People in objects within objects, bodies as HTML, what the program says with nobody as its author."""
    rows = without(said(ENGLISH_20, users=["8ea0-11", "8ea0-22", "8ea0-33"]), "rating")
    value = []
    for n, row in enumerate(rows):
        value.append({"id": str(row.epoch), "replyToId": None, "etag": "1", "messageType": "message",
                      "createdDateTime": row.time + ".12Z", "lastModifiedDateTime": row.time + ".12Z",
                      "deletedDateTime": None, "subject": None, "importance": "normal", "locale": "en-us",
                      "from": {"application": None, "device": None,
                               "user": {"@odata.type": "#x", "id": row.user, "displayName": f"Name {row.user[-1]}",
                                        "userIdentityType": "aadUser"}},
                      "body": {"contentType": "html", "content": f"<div><p>{row.text}</p></div>"},
                      "attachments": [], "mentions": [], "reactions": []})  # fmt: skip
        if n % 5 == 0:
            value.append({**value[-1], "id": f"9{row.epoch}", "messageType": "unknownFutureValue", "from": None,
                          "body": {"contentType": "html", "content": "<systemEventMessage/>"}})  # fmt: skip
    return Export("messages.json", as_json({"@odata.context": "x", "@odata.count": 24, "value": value}), rows)


@kind
def space_messages_json() -> Export:
    """Dates in a sentence with a weekday, people by addresses in an object, ids of topics."""
    rows = without(said(ENGLISH_20, users=["ann@example.org", "bo@example.org", "cy@example.org"]), "rating")
    messages = []
    for n, row in enumerate(rows):
        clock = f"{row.at.hour % 12 or 12}:{row.at:%M:%S}\u202f{row.at:%p}"
        at = f"{row.at:%A, %B} {row.at.day}, {row.at.year} at {clock} UTC"
        message = {"creator": {"name": f"Name {row.user[0]}", "email": row.user, "user_type": "Human"},
                   "created_date": at, "text": row.text, "topic_id": f"t{n // 3}", "message_id": f"s/{n}"}  # fmt: skip
        messages.append(message)
        if n % 6 == 0:
            messages.append({**message, "creator": {"name": "Polls", "user_type": "Bot"}, "message_id": f"b/{n}",
                             "text": "A new poll was opened in this space, please vote."})  # fmt: skip
    return Export("messages.json", as_json({"messages": messages}), rows)


@kind
def own_posts_csv() -> Export:
    """One person's posts: titles of topics that come again, the same text raw and as HTML."""
    header = ["topic_title", "categories", "is_pm", "post_raw", "post_cooked", "like_count", "reply_count", "url",
              "created_at"]  # fmt: skip
    rows = without(said((*ENGLISH_20[:12], *FRENCH)), "user", "rating")
    lines = [[("Feedback for the shop", "Ideas for spring", "Say hello")[n % 3], "Shop", "No", row.text,
              f"<p>{row.text}</p>", n * n, n % 3, f"https://forum.example/t/{n}",
              row.at.strftime("%Y-%m-%d %H:%M:%S UTC")]
             for n, row in enumerate(rows)]  # fmt: skip
    return Export("user_archive.csv", table(header, lines), rows, weight="like_count")


@kind
def thread_tree_json() -> Export:
    """A post in one listing and the comments in the next, replies in listings within; things say their kind."""
    rows = without(said(ENGLISH_20, users=["octo", "cat", "mona", "hub", "ann"]), "rating")

    def thing(row: Said, replies: list[dict[str, object]]) -> dict[str, object]:
        data = {"subreddit_id": "t5_1", "author": row.user, "author_fullname": f"t2_{row.user}", "body": row.text,
                "body_html": f"<div class=\"md\"><p>{row.text}</p></div>", "score": 3, "ups": 3, "downs": 0,
                "created_utc": float(row.epoch), "id": f"c{row.epoch}", "parent_id": "t3_x", "depth": 0,
                "replies": listing(replies) if replies else ""}  # fmt: skip
        return {"kind": "t1", "data": data}

    def listing(children: list[dict[str, object]]) -> dict[str, object]:
        return {"kind": "Listing", "data": {"after": None, "dist": None, "modhash": "", "children": children}}

    first, rest = rows[0], rows[1:]
    post = {"kind": "t3", "data": {"subreddit": "shop", "author": first.user, "author_fullname": f"t2_{first.user}",
                                   "title": "What do you think of the shop?", "selftext": first.text, "score": 90,
                                   "created_utc": float(first.epoch), "id": "x", "num_comments": 19,
                                   "permalink": "/r/shop/x"}}  # fmt: skip
    comments = [thing(rest[n], [thing(rest[n + 1], [thing(rest[n + 2], [])])]) for n in range(0, 18, 3)]
    comments += [thing(rest[18], [])]
    comments.append({"kind": "more", "data": {"count": 4, "name": "t1_z", "id": "z", "children": ["a1", "b2"]}})
    told = [Said(f"What do you think of the shop?\n{first.text}", first.user, first.time), *rest]
    return Export("thread.json", as_json([listing([post]), listing(comments)]), told)


@kind
def questions_and_answers_xml() -> Export:
    """Rows of XML with all in attributes, bodies as HTML, questions with titles and answers without."""
    rows = without(said(ENGLISH_20, users=["11", "12", "13", "14"]), "rating")
    lines, told = ['<?xml version="1.0" encoding="utf-8"?>', "<posts>"], []
    for n, row in enumerate(rows):
        title = f"Why is it number {n}?" if n % 2 == 0 else ""
        more = f' Title={quoteattr(title)} Tags="|shop|" AnswerCount="1"' if title else f' ParentId="{n}"'
        lines.append(f'  <row Id="{n + 1}" PostTypeId="{n % 2 + 1}" CreationDate="{row.time}.123" Score="{n % 7}" '
                     f'Body={quoteattr(f"<p>{row.text}</p>")} OwnerUserId="{row.user}" '
                     f'LastActivityDate="2026-09-01T00:00:00.000"{more} CommentCount="0" />')  # fmt: skip
        told.append(Said(f"{title}\n{row.text}".strip(), row.user, row.time))
    lines.append("</posts>")
    return Export("Posts.xml", "\n".join(lines).encode(), told)


@kind
def stream_chat_json() -> Export:
    """A talk below a film: people and messages in objects, when somebody joined beside when something was said."""
    rows = without(said((*ENGLISH_20[:12], *SPANISH), users=["5501", "5502", "5503", "5504"]), "rating")
    comments = [
        {"_id": f"c{n}", "created_at": row.time + ".5Z", "channel_id": "99", "content_type": "video",
         "content_id": "v1", "content_offset_seconds": 17.5 + n,
         "commenter": {"display_name": f"Name{row.user[-1]}", "_id": row.user, "name": f"name{row.user[-1]}",
                       "bio": "I play games all day and all night long", "created_at": "2019-01-01T00:00:00Z",
                       "updated_at": "2026-01-01T00:00:00Z", "logo": "https://x.example/l.png"},
         "message": {"body": row.text, "bits_spent": 0, "fragments": [{"text": row.text, "emoticon": None}],
                     "user_badges": [], "user_color": "#FF0000", "emoticons": []}}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    whole = {"FileInfo": {"Version": {"Major": 1}}, "streamer": {"name": "kim", "id": 99},
             "video": {"title": "Cooking live with all of you on a rainy day", "id": "v1", "length": 900},
             "comments": comments, "embeddedData": None}  # fmt: skip
    return Export("chat.json", as_json(whole), rows)


@kind
def board_posts_csv() -> Export:
    """A table of a board: what was posted in tags of its own, subjects that answer, numbers of all kinds."""
    header = ["post_id", "topic_id", "forum_id", "poster_id", "poster_ip", "post_time", "post_username", "post_subject",
              "post_text", "bbcode_uid", "post_checksum", "post_edit_time", "post_visibility"]  # fmt: skip
    rows = without(said(ENGLISH_20, users=["52", "57", "61"]), "rating")
    lines = []
    for n, row in enumerate(rows):
        quote = '<r><QUOTE author="kim"><s>[quote=kim]</s>What I said before<e>[/quote]</e></QUOTE>\n'
        text = f"{quote}{row.text}</r>" if n % 4 == 1 else f"<t>{row.text}</t>"
        lines.append([900 + n, 30 + n % 3, 2, row.user, "203.0.113.7", row.epoch, "",
                      ("Feedback", "Re: Feedback", "Re: Ideas")[n % 3], text, "2k3j", "9f86d081884c", 0,
                      1])  # fmt: skip
    return Export("phpbb_posts.csv", table(header, lines), rows)


@kind
def shot_comments_xml() -> Export:
    """Comments that fly over a film: place, look, time and person in one attribute."""
    rows = without(said(CHINESE_20, users=["a1b2c3d4", "b2c3d4e5", "c3d4e5f6"]), "rating")
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<i>", "<chatserver>chat.example</chatserver>",
             "<chatid>99</chatid>", "<mission>0</mission>", "<maxlimit>3000</maxlimit>"]  # fmt: skip
    lines += [f'<d p="{23.8 + n},1,25,16777215,{row.epoch},0,{row.user},{7000 + n}">{escape(row.text)}</d>'
              for n, row in enumerate(rows)]  # fmt: skip
    lines.append("</i>")
    return Export("99.xml", "\n".join(lines).encode(), rows)
